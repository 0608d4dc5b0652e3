/* test-filter.c: a filter set, copied, compared, written as JSON and as words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-filter.h"

#include "core/till-error.h"

#define VALUES(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define NO_VALUES ((const char *const[]){ NULL })

static TillFilter *
sample (void)
{
  TillFilter *filter = till_filter_new ();

  till_filter_set_search (filter, "Muñoz \"Zoë\"");
  till_filter_set (filter, "status", TILL_OP_IS, VALUES ("declined", "failed"));
  till_filter_set (filter, "amount", TILL_OP_BETWEEN, VALUES ("-500", ""));
  till_filter_set (filter, "date", TILL_OP_PRESET, VALUES ("last-month"));
  till_filter_set (filter, "note", TILL_OP_EMPTY, NO_VALUES);
  till_filter_set (filter, "patient", TILL_OP_BEGINS, VALUES ("li"));
  till_filter_set (filter, "words", TILL_OP_CONTAINS, VALUES ("a", "b"));
  till_filter_set (filter, "born", TILL_OP_OLDER, VALUES ("0"));
  till_filter_set (filter, "seen", TILL_OP_LAST_DAYS, VALUES ("99999"));
  till_filter_set (filter, "next", TILL_OP_NEXT_DAYS, VALUES ("7"));
  till_filter_set (filter, "paid", TILL_OP_OUTSIDE, VALUES ("2026-11-01", "2026-11-30"));

  return filter;
}

static void
test_set (void)
{
  g_autoptr (TillFilter) filter = till_filter_new ();
  const TillCondition   *condition;

  g_assert_cmpuint (till_filter_get_n_conditions (filter), ==, 0);
  g_assert_cmpstr (till_filter_get_search (filter), ==, "");
  g_assert_null (till_filter_find (filter, "status"));

  till_filter_set (filter, "status", TILL_OP_IS, VALUES ("paid"));
  till_filter_set (filter, "note", TILL_OP_EMPTY, NO_VALUES);
  till_filter_set (filter, "status", TILL_OP_IS, VALUES ("declined", "failed"));
  g_assert_cmpuint (till_filter_get_n_conditions (filter), ==, 2);
  condition = till_filter_find (filter, "status");
  g_assert_cmpuint (g_strv_length (condition->values), ==, 2);
  g_assert_cmpstr (condition->values[1], ==, "failed");
  g_assert_true (till_filter_get_condition (filter, 1) == till_filter_find (filter, "note"));

  /* Its own values, with another operator. */
  till_filter_set (filter, "status", TILL_OP_BETWEEN, (const char *const *) condition->values);
  g_assert_cmpstr (till_filter_find (filter, "status")->values[0], ==, "declined");

  till_filter_set (filter, "status", TILL_OP_IS, NULL);
  g_assert_null (till_filter_find (filter, "status"));
  till_filter_set (filter, "status", TILL_OP_IS, NULL);
  g_assert_cmpuint (till_filter_get_n_conditions (filter), ==, 1);

  till_filter_set_search (filter, NULL);
  g_assert_cmpstr (till_filter_get_search (filter), ==, "");
}

static void
test_equal (void)
{
  g_autoptr (TillFilter) a = sample ();
  g_autoptr (TillFilter) b = till_filter_copy (a);

  g_assert_true (till_filter_equal (a, b));

  /* The order of the conditions doesn't matter, that of the values does. */
  till_filter_set (b, "status", TILL_OP_IS, NULL);
  g_assert_false (till_filter_equal (a, b));
  g_assert_cmpuint (till_filter_get_n_conditions (a), ==, 10);
  till_filter_set (b, "status", TILL_OP_IS, VALUES ("declined", "failed"));
  g_assert_true (till_filter_equal (a, b));
  till_filter_set (b, "status", TILL_OP_CONTAINS, VALUES ("declined", "failed"));
  g_assert_false (till_filter_equal (a, b));
  till_filter_set (b, "status", TILL_OP_IS, VALUES ("failed", "declined"));
  g_assert_false (till_filter_equal (a, b));
  till_filter_set (b, "status", TILL_OP_IS, VALUES ("declined", "failed"));
  till_filter_set_search (b, "");
  g_assert_false (till_filter_equal (a, b));
}

static void
test_json (void)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (TillFilter) filter = sample ();
  g_autofree char       *json = till_filter_to_json (filter);
  g_autoptr (TillFilter) back = till_filter_from_json (json, &error);
  g_autoptr (TillFilter) empty = till_filter_new ();
  g_autofree char       *empty_json = till_filter_to_json (empty);
  g_autoptr (TillFilter) empty_back = till_filter_from_json (empty_json, NULL);

  g_assert_no_error (error);
  g_assert_true (till_filter_equal (filter, back));
  g_assert_true (till_filter_equal (empty, empty_back));
  g_assert_cmpstr (empty_json, ==, "{\"search\":\"\",\"conditions\":[]}");
}

/* One condition, with @inside as its members. */
static char *
with_condition (const char *inside)
{
  return g_strdup_printf ("{\"search\":\"\",\"conditions\":[{%s}]}", inside);
}

/* A number that stands for somebody is told by the name, also when it was saved; another number is
 * somebody else. */
static void
test_named (void)
{
  static const TillColumn patient = { "patient-id", NULL, TILL_COLUMN_NUMBER, .filterable = TRUE,
                                      .words = "Patient" };
  g_autoptr (TillFilter)  filter = till_filter_new ();
  g_autoptr (TillFilter)  copy = NULL;
  g_autoptr (TillFilter)  back = NULL;
  g_autofree char        *json = NULL;
  g_autofree char        *named = NULL;
  g_autofree char        *plain = NULL;

  till_filter_set (filter, "patient-id", TILL_OP_IS, VALUES ("5"));
  till_filter_set_name (filter, "patient-id", "Kim, Anna");
  copy = till_filter_copy (filter);
  json = till_filter_to_json (copy);
  back = till_filter_from_json (json, NULL);
  g_assert_true (till_filter_equal (filter, back));
  named = till_condition_to_words (till_filter_find (back, "patient-id"), &patient);
  g_assert_cmpstr (named, ==, "Patient: Kim, Anna");
  till_filter_set (back, "patient-id", TILL_OP_IS, VALUES ("6"));
  plain = till_condition_to_words (till_filter_find (back, "patient-id"), &patient);
  g_assert_cmpstr (plain, ==, "Patient: 6");
}

static void
test_damaged_json (void)
{
  static const char *const whole[] = {
    "",
    "{",
    "null",
    "[]",
    "7",
    "\"x\"",
    "{}",
    "{\"conditions\":7}",
    "{\"search\":7,\"conditions\":[]}",
    "{\"conditions\":[7]}",
    "{\"conditions\":[null]}",
  };
  static const char *const inside[] = {
    "",
    "\"column\":\"a\",\"op\":\"is\"",
    "\"column\":\"a\",\"values\":[\"x\"]",
    "\"op\":\"is\",\"values\":[\"x\"]",
    "\"column\":7,\"op\":\"is\",\"values\":[\"x\"]",
    "\"column\":\"a\",\"op\":7,\"values\":[\"x\"]",
    "\"column\":\"a\",\"op\":\"like\",\"values\":[\"x\"]",
    "\"column\":\"a\",\"op\":\"is\",\"values\":\"x\"",
    "\"column\":\"a\",\"op\":\"is\",\"values\":[7]",
    "\"column\":\"a\",\"op\":\"is\",\"values\":[null]",
    "\"column\":\"a\",\"op\":\"is\",\"values\":[[\"x\"]]",
    /* Too few or too many values for the operator. */
    "\"column\":\"a\",\"op\":\"is\",\"values\":[]",
    "\"column\":\"a\",\"op\":\"contains\",\"values\":[]",
    "\"column\":\"a\",\"op\":\"begins\",\"values\":[]",
    "\"column\":\"a\",\"op\":\"between\",\"values\":[\"1\"]",
    "\"column\":\"a\",\"op\":\"between\",\"values\":[\"1\",\"2\",\"3\"]",
    "\"column\":\"a\",\"op\":\"preset\",\"values\":[]",
    "\"column\":\"a\",\"op\":\"preset\",\"values\":[\"someday\"]",
    "\"column\":\"a\",\"op\":\"older\",\"values\":[]",
    "\"column\":\"a\",\"op\":\"older\",\"values\":[\"-1\"]",
    "\"column\":\"a\",\"op\":\"older\",\"values\":[\"\"]",
    "\"column\":\"a\",\"op\":\"older\",\"values\":[\"1.5\"]",
    "\"column\":\"a\",\"op\":\"older\",\"values\":[\"1\",\"2\"]",
    "\"column\":\"a\",\"op\":\"older\",\"values\":[\"100000\"]",
    "\"column\":\"a\",\"op\":\"outside\",\"values\":[\"2026-11-01\"]",
    "\"column\":\"a\",\"op\":\"outside\",\"values\":[\"2026-11-01\",\"\"]",
    "\"column\":\"a\",\"op\":\"last-days\",\"values\":[\"0\"]",
    "\"column\":\"a\",\"op\":\"next-days\",\"values\":[\"0\"]",
    "\"column\":\"a\",\"op\":\"last-days\",\"values\":[\"99999999999999999999\"]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (whole) + G_N_ELEMENTS (inside); i++)
    {
      gsize            n_whole = G_N_ELEMENTS (whole);
      g_autofree char *json =
        i < n_whole ? g_strdup (whole[i]) : with_condition (inside[i - n_whole]);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", json);
      g_assert_null (till_filter_from_json (json, &error));
      g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
    }
  g_assert_null (till_filter_from_json (NULL, NULL));
}

static const TillChoice choices[] = { { "declined", "Declined" },
                                      { "failed", "Failed" },
                                      { NULL, NULL } };

static void
test_words (void)
{
  static const struct
  {
    TillColumnKind kind;
    TillFilterOp   op;
    const char    *values[3];
    const char    *words;
  } rows[] = {
    { TILL_COLUMN_CHOICE, TILL_OP_IS, { "declined", "failed" }, "It: Declined, Failed" },
    { TILL_COLUMN_CHOICE, TILL_OP_IS, { "unheard" }, "It: unheard" },
    { TILL_COLUMN_MONEY, TILL_OP_BETWEEN, { "1000", "250050" }, "It: $10.00 – $2,500.50" },
    { TILL_COLUMN_MONEY, TILL_OP_BETWEEN, { "", "-500" }, "It: up to \u2212$5.00" },
    { TILL_COLUMN_MONEY, TILL_OP_BETWEEN, { "100", "" }, "It: from $1.00" },
    { TILL_COLUMN_MONEY, TILL_OP_BETWEEN, { "", "" }, "It: any" },
    { TILL_COLUMN_INSTANT, TILL_OP_BETWEEN, { "2026-11-01", "" }, "It: from Nov 1, 2026" },
    { TILL_COLUMN_DAY, TILL_OP_IS, { "2026-11-01" }, "It: Nov 1, 2026" },
    { TILL_COLUMN_INSTANT, TILL_OP_PRESET, { "last-month" }, "It: Last month" },
    { TILL_COLUMN_TEXT, TILL_OP_CONTAINS, { "ann" }, "It: contains “ann”" },
    { TILL_COLUMN_TEXT, TILL_OP_CONTAINS, { "a", "b" }, "It: contains “a”, “b”" },
    { TILL_COLUMN_TEXT, TILL_OP_BEGINS, { "li" }, "It: begins with “li”" },
    { TILL_COLUMN_TEXT, TILL_OP_IS, { "" }, "It: empty" },
    { TILL_COLUMN_DAY, TILL_OP_EMPTY, { NULL }, "It: never" },
    { TILL_COLUMN_INSTANT, TILL_OP_EMPTY, { NULL }, "It: never" },
    { TILL_COLUMN_INSTANT, TILL_OP_OLDER, { "30" }, "It: older than 30 days" },
    { TILL_COLUMN_DAY, TILL_OP_OLDER, { "1" }, "It: older than 1 day" },
    { TILL_COLUMN_DAY, TILL_OP_OLDER, { "0" }, "It: older than 0 days" },
    { TILL_COLUMN_INSTANT, TILL_OP_LAST_DAYS, { "30" }, "It: last 30 days" },
    { TILL_COLUMN_INSTANT, TILL_OP_LAST_DAYS, { "1" }, "It: last 1 day" },
    { TILL_COLUMN_DAY, TILL_OP_NEXT_DAYS, { "7" }, "It: next 7 days" },
    { TILL_COLUMN_DAY, TILL_OP_NEXT_DAYS, { "1" }, "It: next 1 day" },
    { TILL_COLUMN_DAY,
      TILL_OP_OUTSIDE,
      { "2026-11-01", "2026-11-02" },
      "It: other days than Nov 1, 2026 – Nov 2, 2026" },
    { TILL_COLUMN_DAY,
      TILL_OP_OUTSIDE,
      { "2026-11-01", "2026-11-01" },
      "It: other days than Nov 1, 2026" },
    { TILL_COLUMN_TEXT, TILL_OP_EMPTY, { NULL }, "It: empty" },
    { TILL_COLUMN_BOOL, TILL_OP_IS, { "1" }, "It: Yes" },
    { TILL_COLUMN_BOOL, TILL_OP_IS, { "0" }, "It: No" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const TillColumn       column = { .id = "it",
                                        .title = "It",
                                        .kind = rows[i].kind,
                                        .choices = rows[i].kind == TILL_COLUMN_CHOICE ? choices : NULL };
      g_autoptr (TillFilter) filter = till_filter_new ();
      g_autofree char       *words = NULL;

      till_filter_set (filter, "it", rows[i].op, rows[i].values);
      words = till_condition_to_words (till_filter_find (filter, "it"), &column);
      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

static void
test_clear (void)
{
  g_autoptr (TillFilter) filter = sample ();
  g_autoptr (TillFilter) empty = till_filter_new ();

  till_filter_clear (filter);
  g_assert_true (till_filter_equal (filter, empty));
}

static const TillColumn columns[] = {
  { "status", "Status", TILL_COLUMN_CHOICE, .filterable = TRUE, .choices = choices },
  { "kind", NULL, TILL_COLUMN_CHOICE, .filterable = TRUE, .choices = choices },
  { "receipt", "Receipt", TILL_COLUMN_TEXT },
};

static void
test_fits (void)
{
  g_autoptr (TillFilter) filter = till_filter_new ();
  const char            *unknown = NULL;

  g_assert_true (till_filter_fits (filter, columns, G_N_ELEMENTS (columns), &unknown));
  till_filter_set (filter, "status", TILL_OP_IS, VALUES ("declined"));
  g_assert_true (till_filter_fits (filter, columns, G_N_ELEMENTS (columns), &unknown));
  g_assert_null (unknown);

  /* One that can't be filtered by is as good as none. */
  till_filter_set (filter, "receipt", TILL_OP_BEGINS, VALUES ("2026"));
  g_assert_false (till_filter_fits (filter, columns, G_N_ELEMENTS (columns), &unknown));
  g_assert_cmpstr (unknown, ==, "receipt");
  till_filter_set (filter, "receipt", TILL_OP_IS, NULL);
  till_filter_set (filter, "gone", TILL_OP_EMPTY, NO_VALUES);
  g_assert_false (till_filter_fits (filter, columns, G_N_ELEMENTS (columns), &unknown));
  g_assert_cmpstr (unknown, ==, "gone");
  g_assert_false (till_filter_fits (filter, columns, G_N_ELEMENTS (columns), NULL));
}

static void
test_all_words (void)
{
  g_autoptr (TillFilter) filter = till_filter_new ();
  g_autofree char       *none = till_filter_to_words (filter, columns, G_N_ELEMENTS (columns));
  g_autofree char       *all = NULL;

  g_assert_cmpstr (none, ==, "");
  till_filter_set (filter, "status", TILL_OP_IS, VALUES ("declined"));
  till_filter_set (filter, "kind", TILL_OP_IS, VALUES ("failed"));
  till_filter_set (filter, "gone", TILL_OP_BEGINS, VALUES ("x"));
  till_filter_set_search (filter, "ann");
  all = till_filter_to_words (filter, columns, G_N_ELEMENTS (columns));
  g_assert_cmpstr (all, ==, "Status: Declined; Failed; gone: begins with “x”; Search: “ann”");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/filter/set", test_set);
  g_test_add_func ("/model/filter/equal", test_equal);
  g_test_add_func ("/model/filter/json", test_json);
  g_test_add_func ("/model/filter/named", test_named);
  g_test_add_func ("/model/filter/refuses-damaged-json", test_damaged_json);
  g_test_add_func ("/model/filter/clear", test_clear);
  g_test_add_func ("/model/filter/fits", test_fits);
  g_test_add_func ("/model/filter/words", test_words);
  g_test_add_func ("/model/filter/all-words", test_all_words);

  return g_test_run ();
}
