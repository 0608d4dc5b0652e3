/* till-desk-lines.c: the front desk, and the ledger's lines of another program that it takes in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-lines.h"

const Line lines_october[LINES_N_OCTOBER] = {
  { 1, 'S', 100, "8001", "8001", "200.00", "A", 0, "80.00", "80.00" },
  { 2, 'I', 70, "8001", "8001", "-80.00", "A", 0, "", "" },
  { 3, 'S', 40, "8002", "8001", "240.00", "A", 0, "50.00", "" },
  { 4, 'P', 35, "8001", "8001", "-60.00", "", 0, "", "" },
  { 5, 'S', 34, "8002", "8001", "999.00", "D", 0, "500.00", "" },
  { 6, 'S', 20, "8003", "8003", "30.00", "A", 0, "", "" },
  { 7, 'P', 20, "8003", "8003", "-50.00", "A", 0, "", "" },
};

static void
append_day (GString *text, Desk *desk, int days)
{
  TillDay which = till_day_add (till_practice_get_today (desk->practice), -days);
  int     year;
  int     month;
  int     day;

  till_day_get_ymd (which, &year, &month, &day);
  g_string_append_printf (text, "%d/%d/%d", month, day, year);
}

char *
lines_write (Desk *desk, const char *name, const Line *lines, gsize n_lines)
{
  g_autoptr (GString) text =
    g_string_new ("tran_num,type,tran_date,patient_id,resp_party_id,amount,description,status,"
                  "aging_date,est_primary,paid_primary\n");

  for (gsize i = 0; i < n_lines; i++)
    {
      const Line *line = &lines[i];

      g_string_append_printf (text, "%u,%c,", line->number, line->type);
      append_day (text, desk, line->days);
      g_string_append_printf (text, ",%s,%s,%s,Line %u,%s,", line->patient, line->guarantor,
                              line->amount, line->number, line->status);
      if (line->aged != 0)
        append_day (text, desk, line->aged);
      g_string_append_printf (text, ",%s,%s\n", line->estimate, line->paid);
    }

  return books_write_file (desk, name, text->str);
}

void
lines_take_in (Desk *desk, const char *path)
{
  g_autoptr (TillBookImport) import = books_look_at (desk, path);
  g_autoptr (GError)         error = NULL;

  books_take_in (import, NULL, &error);
  g_assert_no_error (error);
}

Desk *
lines_desk_of_october (void)
{
  Desk            *desk = desk_new_for_cash ();
  g_autofree char *path = LINES_WRITE (desk, "october.csv", lines_october);

  books_assert_imports (desk, "people.csv", PEOPLE);
  lines_take_in (desk, path);

  return desk;
}

void
lines_assert_hold (Desk *desk)
{
  g_assert_cmpint (
    desk_count (desk, "SELECT count(*) FROM ("
                      "  SELECT guarantor_id AS id, sum(amount_cents) AS cents FROM ledger_lines"
                      "   GROUP BY guarantor_id) l"
                      "  LEFT JOIN receivables r ON r.id = l.id"
                      " WHERE l.cents <> coalesce(r.total_cents, 0)"),
    ==, 0);
  desk_assert_holds (desk);
}

JsonParser *
lines_write_demo (Desk *desk, TillDemoLayout layout, guint n_families, char **path)
{
  g_autofree char   *key = g_build_filename (desk->folder, "key.json", NULL);
  g_autoptr (GError) error = NULL;
  JsonParser        *parser = json_parser_new ();

  *path = g_build_filename (desk->folder, till_demo_layout_to_text (layout), NULL);
  till_demo_write_file (layout, 7, n_families, till_practice_get_today (desk->practice), *path, key,
                        &error);
  g_assert_no_error (error);
  json_parser_load_from_file (parser, key, &error);
  g_assert_no_error (error);

  return parser;
}

void
lines_take_in_patients (Desk *desk, guint n_families)
{
  g_autofree char       *path = NULL;
  g_autoptr (JsonParser) parser =
    lines_write_demo (desk, TILL_DEMO_OPEN_DENTAL_PATIENTS, n_families, &path);

  lines_take_in (desk, path);
}
