/* test-column.c: what a cell shows, by the column's kind
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-column.h"

static const TillChoice choices[] = { { "cash", "Cash" }, { "check", "Check" }, { NULL, NULL } };

static char *
shout (TillRow *row, guint column, GTimeZone *zone)
{
  return g_strdup_printf ("%s!", till_row_get_text (row, column));
}

static char *
whisper (TillRow *row, guint column, GTimeZone *zone)
{
  return g_strdup ("one");
}

static void
test_formats (void)
{
  static const struct
  {
    TillColumn  column;
    const char *text; /* or NULL: a number */
    gint64      number;
    const char *shown;
  } rows[] = {
    { { .kind = TILL_COLUMN_TEXT }, "Muñoz", 0, "Muñoz" },
    { { .kind = TILL_COLUMN_MONEY }, NULL, -123456, "\u2212$1,234.56" },
    { { .kind = TILL_COLUMN_MONEY }, NULL, 0, "$0.00" },
    { { .kind = TILL_COLUMN_MONEY, .quiet_zero = TRUE }, NULL, 0, "–" },
    { { .kind = TILL_COLUMN_MONEY, .quiet_zero = TRUE }, NULL, 1, "$0.01" },
    { { .kind = TILL_COLUMN_NUMBER }, NULL, -1234, "-1234" },
    { { .kind = TILL_COLUMN_DAY }, NULL, 0, "Jan 1, 1970" },
    { { .kind = TILL_COLUMN_INSTANT },
      NULL,
      G_GINT64_CONSTANT (1795547000000),
      "Nov 24, 2026, 2:03 PM" },
    { { .kind = TILL_COLUMN_BOOL }, NULL, 1, "Yes" },
    { { .kind = TILL_COLUMN_BOOL }, NULL, 0, "No" },
    { { .kind = TILL_COLUMN_CHOICE, .choices = choices }, "check", 0, "Check" },
    { { .kind = TILL_COLUMN_CHOICE, .choices = choices }, "barter", 0, "barter" },
    { { .kind = TILL_COLUMN_CHOICE }, "cash", 0, "cash" },
    { { .kind = TILL_COLUMN_TEXT, .to_words = shout }, "Ann", 0, "Ann!" },
  };
  g_autoptr (GTimeZone) zone = till_zone_open ("America/New_York", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TillRow) row = till_row_new (1, 2);
      g_autofree char    *shown = NULL;

      if (rows[i].text != NULL)
        till_row_set_text (row, 1, rows[i].text);
      else
        till_row_set_int (row, 1, rows[i].number);

      shown = till_column_format (&rows[i].column, 1, row, zone);
      g_assert_cmpstr (shown, ==, rows[i].shown);
    }
}

/* As other programs read it, whatever the locale. */
static void
test_plain (void)
{
  static const struct
  {
    TillColumn  column;
    gint64      number;
    const char *plain;
  } rows[] = {
    { { .kind = TILL_COLUMN_MONEY }, -123456, "-1234.56" },
    { { .kind = TILL_COLUMN_MONEY, .quiet_zero = TRUE }, 0, "0.00" },
    { { .kind = TILL_COLUMN_MONEY }, 5, "0.05" },
    { { .kind = TILL_COLUMN_NUMBER }, -1234, "-1234" },
    { { .kind = TILL_COLUMN_DAY }, 20781, "2026-11-24" },
    { { .kind = TILL_COLUMN_INSTANT }, G_GINT64_CONSTANT (1795547000000), "2026-11-24 14:03:20" },
    /* The same instant of the clock twice, an hour apart, when summer ends. */
    { { .kind = TILL_COLUMN_INSTANT }, G_GINT64_CONSTANT (1793511000000), "2026-11-01 01:30:00" },
    { { .kind = TILL_COLUMN_INSTANT }, G_GINT64_CONSTANT (1793514600000), "2026-11-01 01:30:00" },
    { { .kind = TILL_COLUMN_BOOL }, 1, "Yes" },
    { { .kind = TILL_COLUMN_MONEY, .to_words = whisper }, 1, "one" },
  };
  g_autoptr (GTimeZone) zone = till_zone_open ("America/New_York", NULL);
  g_autoptr (TillRow)   row = till_row_new (1, 2);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) plain = g_string_new (NULL);

      till_row_set_int (row, 1, rows[i].number);
      till_column_append_plain (&rows[i].column, 1, row, zone, plain);
      g_assert_cmpstr (plain->str, ==, rows[i].plain);
    }

  till_row_reset (row, 2);
  for (gsize i = 0; i + 1 < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) plain = g_string_new (NULL);

      till_column_append_plain (&rows[i].column, 1, row, zone, plain);
      g_assert_cmpstr (plain->str, ==, "");
    }
}

static void
test_nothing (void)
{
  g_autoptr (GTimeZone) zone = till_zone_open ("America/New_York", NULL);
  g_autoptr (TillRow)   row = till_row_new (1, 1);

  for (TillColumnKind kind = TILL_COLUMN_TEXT; kind <= TILL_COLUMN_BOOL; kind++)
    {
      const TillColumn column = { .kind = kind, .choices = choices };
      g_autofree char *shown = till_column_format (&column, 0, row, zone);

      g_assert_cmpstr (shown, ==, "");
    }
}

static void
test_numeric (void)
{
  for (TillColumnKind kind = TILL_COLUMN_TEXT; kind <= TILL_COLUMN_BOOL; kind++)
    {
      const TillColumn column = { .kind = kind };

      g_assert_cmpint (till_column_is_numeric (&column), ==,
                       kind == TILL_COLUMN_MONEY || kind == TILL_COLUMN_NUMBER);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/column/formats", test_formats);
  g_test_add_func ("/model/column/plain", test_plain);
  g_test_add_func ("/model/column/shows-nothing-for-nothing", test_nothing);
  g_test_add_func ("/model/column/numeric", test_numeric);

  return g_test_run ();
}
