/* till-report-rows.c: transactions at the edges of days, for the tests of the reports
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-report-rows.h"

TillDay
report_day (const char *iso)
{
  TillDay found = till_day_from_iso (iso);

  g_assert_false (till_day_is_none (found));

  return found;
}

TillDayRange
report_days (const char *first, const char *last)
{
  return (TillDayRange){ report_day (first), report_day (last) };
}

GTimeZone *
report_zone (void)
{
  return till_zone_open ("America/New_York", NULL);
}

/* That time of the practice's day, "23:59:59.999" as milliseconds after its beginning. */
static TillInstant
instant (const char *iso, TillInstant after)
{
  g_autoptr (GTimeZone) zone = report_zone ();

  return till_day_start (report_day (iso), zone) + after;
}

static TillTransaction *
make_row (const Row *row, guint i, gint64 patient, const TillTransaction *payment)
{
  TillInstant      at = instant (row->on, row->after);
  g_autofree char *id = g_strdup_printf ("20060000%02u", i);
  TillTransaction *made;

  if (payment != NULL)
    {
      made = test_reversal (payment, row->kind, row->cents);
      made->happened_at = at;
      if (till_method_is_card (row->method))
        {
          made->processor = g_strdup (PROCESSOR);
          made->processor_id = g_steal_pointer (&id);
        }
    }
  else if (till_method_is_card (row->method))
    made = test_card (patient, row->cents, at, id);
  else
    made = test_cash (patient, row->cents, at);
  made->method = row->method;
  if (row->state != TILL_TRANSACTION_PENDING)
    made->state = row->state;
  if (row->number != NULL)
    made->check_number = g_strdup (row->number);

  return made;
}

static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Rows  *rows = data;
  gint64 patient = test_add_patient (connection, "Lopez, Ana");
  gint64 payment_id = 0;

  for (guint i = 0; i < rows->n_rows; i++)
    {
      const Row                  *row = &rows->rows[i];
      g_autoptr (TillTransaction) payment =
        row->kind != TILL_KIND_PAYMENT ? till_store_get_transaction (connection, payment_id, error)
                                       : NULL;
      g_autoptr (TillTransaction) made = make_row (row, i, patient, payment);
      const TillActor             actor = { 2, (char *) (row->user != NULL ? row->user : "Ann") };
      TillInstant                 entered_at =
        row->entered_on != NULL ? instant (row->entered_on, row->after) : made->happened_at;

      if (!till_store_add_transaction (connection, made, &actor, entered_at, error) ||
          (row->posted && !till_store_post (connection, made->id, &actor, entered_at, error)))
        return FALSE;
      rows->ids[i] = made->id;
      if (row->kind == TILL_KIND_PAYMENT)
        payment_id = made->id;
    }

  return TRUE;
}

void
report_fill (TillDb *db, Rows *rows, const Row *of, guint n_rows)
{
  *rows = (Rows){ of, n_rows };
  test_store_write (db, fill_job, rows);
}
