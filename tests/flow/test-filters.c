/* test-filters.c: saved filters: saved, asked about, shared, taken back, handed on; tables as set
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk.h"

#include <string.h>

#include "flow/till-practice-filters.h"
#include "flow/till-practice-private.h"

#define TABLE "transactions"
#define VALUES(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define VISA "4111 1111 1111 1111"

static TillFilter *
with_status (const char *status)
{
  TillFilter *filter = till_filter_new ();

  till_filter_set (filter, "status", TILL_OP_IS, VALUES (status));
  till_filter_set (filter, "date", TILL_OP_LAST_DAYS, VALUES ("30"));

  return filter;
}

/* 0 for no error. */
#define OK (-1)

static void
assert_code (const GError *error, int code)
{
  if (code == OK)
    g_assert_no_error (error);
  else
    g_assert_error (error, TILL_ERROR, code);
}

static void
save (Desk *desk, const char *name, gboolean shared, const char *status, gboolean replace, int code)
{
  g_autoptr (TillFilter)   filter = with_status (status);
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_save_filter_async (desk->practice, TABLE, name, shared, filter, replace, NULL,
                                   till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  g_assert_cmpint (till_practice_save_filter_finish (desk->practice, kept, &error), ==, code == OK);
  assert_code (error, code);
}

static GPtrArray *
list (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  GPtrArray         *filters = till_practice_list_filters (desk->practice, TABLE, &error);

  g_assert_no_error (error);
  return filters;
}

/* The names of all that are not built-in, "+" before the shared, "*" before the default. */
static void
assert_names (Desk *desk, const char *names)
{
  g_autoptr (GPtrArray) filters = list (desk);
  g_autoptr (GString)   found = g_string_new (NULL);

  for (guint i = 0; i < filters->len; i++)
    {
      const TillSavedFilter *saved = filters->pdata[i];

      if (!saved->is_builtin)
        g_string_append_printf (found, "%s%s%s%s", i > 0 ? "|" : "", saved->is_default ? "*" : "",
                                saved->is_shared ? "+" : "", saved->name);
    }
  g_assert_cmpstr (found->str, ==, names);
}

static TillSavedFilter *
find (Desk *desk, const char *name)
{
  g_autoptr (GPtrArray) filters = list (desk);

  for (guint i = 0; i < filters->len; i++)
    {
      TillSavedFilter *saved = filters->pdata[i];

      if (g_str_equal (saved->name, name))
        return till_saved_filter_ref (saved);
    }

  g_assert_not_reached ();
}

static void
assert_status (Desk *desk, const char *name, const char *status)
{
  g_autoptr (TillSavedFilter) saved = find (desk, name);
  g_autoptr (TillFilter)      filter = with_status (status);

  g_assert_true (till_filter_equal (saved->filter, filter));
}

/* ── Saving ─────────────────────────────────────────────────────────────────────────────────────
 */

static void
count_cb (TillPractice *practice, guint *n_times)
{
  (*n_times)++;
}

static void
test_save (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  guint            n_changes = 0;

  g_signal_connect (desk->practice, "filters-changed", G_CALLBACK (count_cb), &n_changes);
  save (desk, "Zoë’s", FALSE, "declined", FALSE, OK);
  save (desk, "  All day ", TRUE, "paid", FALSE, OK);
  save (desk, "bad ones", FALSE, "failed", FALSE, OK);
  assert_names (desk, "bad ones|Zoë’s|+All day");
  till_test_wait_until (n_changes > 0);

  /* Case and accents make no other name. */
  save (desk, "ZOE’S", FALSE, "paid", FALSE, TILL_ERROR_EXISTS);
  assert_status (desk, "Zoë’s", "declined");
  save (desk, "ZOE’S", FALSE, "paid", TRUE, OK);
  assert_names (desk, "bad ones|ZOE’S|+All day");
  assert_status (desk, "ZOE’S", "paid");
  /* Replaced by one for everybody. */
  save (desk, "bad ones", TRUE, "paid", TRUE, OK);
  assert_names (desk, "ZOE’S|+All day|+bad ones");
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM audit WHERE deed = 'save-filter'"), ==,
                   5);
  desk_assert_holds (desk);
}

static void
test_refused (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  g_autofree char *longest = g_strnfill (TILL_SAVED_FILTER_NAME_LENGTH, 'x');
  g_autofree char *too_long = g_strconcat (longest, "x", NULL);

  save (desk, "", FALSE, "paid", FALSE, TILL_ERROR_BAD_INPUT);
  save (desk, " \t", FALSE, "paid", FALSE, TILL_ERROR_BAD_INPUT);
  save (desk, "\xff", FALSE, "paid", FALSE, TILL_ERROR_BAD_INPUT);
  save (desk, too_long, FALSE, "paid", FALSE, TILL_ERROR_BAD_INPUT);
  save (desk, "card " VISA, FALSE, "paid", FALSE, TILL_ERROR_CARD_NUMBER);
  save (desk, "card", FALSE, VISA, FALSE, TILL_ERROR_CARD_NUMBER);
  assert_names (desk, "");
  save (desk, longest, FALSE, "paid", FALSE, OK);
}

static void
test_built_in (void)
{
  static const char *const names[] = {
    "Cash and checks",     "Declined this week", "Paid through an old link, or too much",
    "Refunded this month", "Unassigned",         "Unposted"
  };
  g_autoptr (Desk)      desk = desk_new_for_cash ();
  g_autoptr (GPtrArray) filters = list (desk);
  TillTable            *table = till_practice_get_transactions (desk->practice);
  guint                 n_columns;
  const TillColumn     *columns = till_table_get_columns (table, &n_columns);

  g_assert_cmpuint (filters->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < filters->len; i++)
    {
      const TillSavedFilter *saved = filters->pdata[i];

      g_assert_cmpstr (saved->name, ==, names[i]);
      g_assert_true (saved->is_builtin);
      g_assert_cmpint (saved->id, ==, 0);
      g_assert_true (till_filter_fits (saved->filter, columns, n_columns, NULL));
      till_table_set_filter (table, saved->filter);
      till_test_wait_until (till_table_get_state (table) != TILL_TABLE_LOADING);
      g_assert_no_error (till_table_get_error (table));
    }
}

/* ── Renaming, deleting, the default ────────────────────────────────────────────────────────────
 */

#define DO(desk, code, call, ...)                                                                  \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GAsyncResult) kept_ = NULL;                                                         \
    GAsyncResult            *result_ = NULL;                                                       \
    g_autoptr (GError)       error_ = NULL;                                                        \
    call##_async ((desk)->practice, __VA_ARGS__, NULL, till_test_keep_result, &result_);           \
    kept_ = till_test_wait_result (&result_);                                                      \
    call##_finish ((desk)->practice, kept_, &error_);                                              \
    assert_code (error_, code);                                                                    \
  }                                                                                                \
  G_STMT_END

static void
test_rename (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cash ();
  g_autoptr (TillSavedFilter) saved = NULL;

  save (desk, "One", FALSE, "declined", FALSE, OK);
  save (desk, "Two", TRUE, "paid", FALSE, OK);
  saved = find (desk, "One");
  DO (desk, TILL_ERROR_EXISTS, till_practice_rename_filter, saved->id, "two");
  DO (desk, TILL_ERROR_BAD_INPUT, till_practice_rename_filter, saved->id, " ");
  DO (desk, TILL_ERROR_NOT_FOUND, till_practice_rename_filter, 99, "Three");
  DO (desk, OK, till_practice_rename_filter, saved->id, "ONE");
  assert_names (desk, "ONE|+Two");
  assert_status (desk, "ONE", "declined");
}

/* Known by its id, whatever it is called meanwhile; what can't be kept leaves it as it was. */
static void
test_change (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cash ();
  g_autoptr (TillFilter)      paid = with_status ("paid");
  g_autoptr (TillFilter)      card = with_status (VISA);
  g_autoptr (TillSavedFilter) saved = NULL;

  save (desk, "One", FALSE, "declined", FALSE, OK);
  save (desk, "Two", TRUE, "declined", FALSE, OK);
  saved = find (desk, "Two");
  DO (desk, OK, till_practice_set_default_filter, TABLE, saved->id);
  DO (desk, OK, till_practice_rename_filter, saved->id, "Three");
  DO (desk, OK, till_practice_change_filter, saved->id, paid);
  assert_names (desk, "One|*+Three");
  assert_status (desk, "Three", "paid");
  assert_status (desk, "One", "declined");
  DO (desk, TILL_ERROR_CARD_NUMBER, till_practice_change_filter, saved->id, card);
  assert_status (desk, "Three", "paid");
  DO (desk, OK, till_practice_delete_filter, saved->id);
  DO (desk, TILL_ERROR_NOT_FOUND, till_practice_change_filter, saved->id, paid);
  assert_names (desk, "One");
  desk_assert_holds (desk);
}

static void
test_delete (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cash ();
  g_autoptr (TillSavedFilter) saved = NULL;

  save (desk, "One", FALSE, "declined", FALSE, OK);
  save (desk, "Two", TRUE, "paid", FALSE, OK);
  saved = find (desk, "Two");
  DO (desk, OK, till_practice_set_default_filter, TABLE, saved->id);
  DO (desk, TILL_ERROR_NOT_FOUND, till_practice_set_default_filter, TABLE, 99);
  assert_names (desk, "One|*+Two");
  g_clear_pointer (&saved, till_saved_filter_unref);
  saved = find (desk, "Two");

  DO (desk, OK, till_practice_delete_filter, saved->id);
  DO (desk, TILL_ERROR_NOT_FOUND, till_practice_delete_filter, saved->id);
  assert_names (desk, "One");
  DO (desk, OK, till_practice_restore_filter, saved);
  assert_names (desk, "One|*+Two");

  /* Its id is another's, its name too: the default is not. */
  DO (desk, OK, till_practice_delete_filter, saved->id);
  save (desk, "two", TRUE, "failed", FALSE, OK);
  assert_names (desk, "One|+two");
  DO (desk, OK, till_practice_restore_filter, saved);
  assert_names (desk, "One|+two|*+Two (2)");
  assert_status (desk, "two", "failed");
  DO (desk, OK, till_practice_set_default_filter, TABLE, (gint64) 0);
  assert_names (desk, "One|+two|+Two (2)");
  desk_assert_holds (desk);
}

static gboolean
add_eve (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection,
                          "INSERT INTO users (id, name, role, added_at)"
                          " VALUES (7, 'Eve', 'manager', 0)",
                          error);
}

/* Of another user only what is shared is seen, and it may be replaced. */
static void
test_others (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();

  save (desk, "Mine", FALSE, "declined", FALSE, OK);
  save (desk, "Ours", TRUE, "declined", FALSE, OK);
  g_clear_pointer (&desk->practice->actor, till_actor_free);
  g_assert_true (
    till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, add_eve, NULL, NULL));
  till_test_wait_until (desk->practice->actor != NULL);
  till_actor_free (desk->practice->actor);
  desk->practice->actor = till_actor_new (7, "Eve");
  assert_names (desk, "+Ours");
  save (desk, "mine", FALSE, "paid", FALSE, OK);
  save (desk, "ours", FALSE, "paid", FALSE, OK); /* her own, beside theirs */
  save (desk, "Ours", TRUE, "failed", FALSE, TILL_ERROR_EXISTS);
  save (desk, "Ours", TRUE, "failed", TRUE, OK);
  assert_names (desk, "mine|+Ours");
  assert_status (desk, "Ours", "failed");
}

/* ── The file ───────────────────────────────────────────────────────────────────────────────────
 */

static guint
import (Desk *desk, const char *text, const char *words)
{
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GError)       error = NULL;
  guint                    n_filters = 0;

  till_practice_import_filters_async (desk->practice, text, NULL, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  if (till_practice_import_filters_finish (desk->practice, kept, &n_filters, &error))
    g_assert_null (words);
  else if (words == NULL)
    g_assert_no_error (error);
  else
    {
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, words));
    }

  return n_filters;
}

static void
test_file (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cash ();
  g_autofree char            *text = NULL;
  g_autofree char            *one = NULL;
  g_autoptr (TillSavedFilter) saved = NULL;

  save (desk, "Late “ones”", FALSE, "declined", FALSE, OK);
  save (desk, "Ours", TRUE, "paid", FALSE, OK);
  text = till_practice_export_filters (desk->practice, TABLE, NULL, 0, NULL);
  saved = find (desk, "Ours");
  one = till_practice_export_filters (desk->practice, TABLE, &saved->id, 1, NULL);

  g_assert_cmpuint (import (desk, text, NULL), ==, 2);
  assert_names (desk, "Late “ones”|Late “ones” (2)|+Ours|+Ours (2)");
  assert_status (desk, "Late “ones” (2)", "declined");
  g_assert_cmpuint (import (desk, one, NULL), ==, 1);
  assert_names (desk, "Late “ones”|Late “ones” (2)|+Ours|+Ours (2)|+Ours (3)");
}

#define FILE_OF(filters)                                                                           \
  "{\"format\":\"till-filters\",\"version\":1,\"table\":\"transactions\",\"filters\":[" filters "]}"
#define GOOD "{\"name\":\"Good\",\"filter\":{\"conditions\":[]}}"

static void
test_damaged_file (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } files[] = {
    { "", "no file of saved filters" },
    { "{\n\n\"a\"", "line 3" },
    { "[]", "no file of saved filters" },
    { "{\"format\":\"x\"}", "no file of saved filters" },
    { "{\"format\":\"till-filters\"}", "version" },
    { "{\"format\":\"till-filters\",\"version\":2}", "version" },
    { "{\"format\":\"till-filters\",\"version\":1,\"filters\":[]}", "no table" },
    { "{\"format\":\"till-filters\",\"version\":1,\"table\":\"transactions\"}", "no table" },
    { "{\"format\":\"till-filters\",\"version\":1,\"table\":\"cats\",\"filters\":[" GOOD "]}",
      "“cats”" },
    { FILE_OF (GOOD ",7"), "Filter 2 of 2" },
    { FILE_OF (GOOD ",{\"name\":\"x\"}"), "Filter 2 of 2" },
    { FILE_OF (GOOD ",{\"name\":\"x\",\"shared\":1,\"filter\":{\"conditions\":[]}}"),
      "Filter 2 of 2" },
    { FILE_OF (GOOD ",{\"name\":\"x\",\"filter\":{\"conditions\":[{}]}}"), "Filter 2 of 2" },
    { FILE_OF (GOOD ",{\"name\":\" \",\"filter\":{\"conditions\":[]}}"), "needs a name" },
    { FILE_OF (GOOD ",{\"name\":\"" VISA "\",\"filter\":{\"conditions\":[]}}"), "card" },
  };
  g_autoptr (Desk) desk = desk_new_for_cash ();

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_test_message ("%s", files[i].text);
      import (desk, files[i].text, files[i].words);
    }
  assert_names (desk, "");
  /* A column there is not is kept as it is. */
  g_assert_cmpuint (import (desk,
                            FILE_OF ("{\"name\":\"Old\",\"filter\":{\"conditions\":[{\"column\":"
                                     "\"gone\",\"op\":\"empty\",\"values\":[]}]}}"),
                            NULL),
                    ==, 1);
  assert_names (desk, "Old");
}

/* ── How the tables are set ─────────────────────────────────────────────────────────────────────
 */

static void
test_view (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  g_autofree char *never = till_practice_get_view (desk->practice, "columns.transactions");
  g_autofree char *kept = NULL;
  g_autofree char *gone = NULL;

  g_assert_null (never);
  till_practice_set_view (desk->practice, "columns.transactions", "{\"date\":1}");
  till_practice_set_view (desk->practice, "columns.transactions", "{\"date\":2}");
  desk_close (desk);
  desk_open (desk);
  kept = till_practice_get_view (desk->practice, "columns.transactions");
  g_assert_cmpstr (kept, ==, "{\"date\":2}");
  till_practice_set_view (desk->practice, "columns.transactions", NULL);
  desk_close (desk);
  desk_open (desk);
  gone = till_practice_get_view (desk->practice, "columns.transactions");
  g_assert_null (gone);
}

int
main (int argc, char *argv[])
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/filters/save", test_save);
  g_test_add_func ("/flow/filters/refused", test_refused);
  g_test_add_func ("/flow/filters/built-in", test_built_in);
  g_test_add_func ("/flow/filters/rename", test_rename);
  g_test_add_func ("/flow/filters/change", test_change);
  g_test_add_func ("/flow/filters/delete", test_delete);
  g_test_add_func ("/flow/filters/others", test_others);
  g_test_add_func ("/flow/filters/file", test_file);
  g_test_add_func ("/flow/filters/damaged-file", test_damaged_file);
  g_test_add_func ("/flow/filters/view", test_view);

  return g_test_run ();
}
