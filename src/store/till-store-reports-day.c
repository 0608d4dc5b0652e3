/* till-store-reports-day.c: the day sheet's figures: what was entered, by method and user
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By the time of entry and by what never changes of a row: a payment that is voided the next day
 * stays on its sheet, and its void is on the next one.
 */
#include "store/till-store-reports-private.h"

#define ENTERED                                                                                    \
  " FROM transactions AS t INDEXED BY transactions_by_entry"                                       \
  " WHERE t.entered_at >= ?1 AND t.entered_at < ?2"

/* ── By method and user ──────────────────────────────────────────────────────────────────────── */

static TillTakingsLine *
find_line (TillDaySheet *sheet, TillMethod method, const char *user, gboolean is_elsewhere)
{
  TillTakingsLine *line;

  for (guint i = 0; i < sheet->lines->len; i++)
    {
      line = sheet->lines->pdata[i];
      if (line->method == method && line->is_elsewhere == is_elsewhere &&
          g_strcmp0 (line->user, user) == 0)
        return line;
    }

  line = till_takings_line_new (method, user, is_elsewhere);
  g_ptr_array_add (sheet->lines, line);

  return line;
}

static gboolean
add_group (TillDaySheet *sheet, TillDbStatement *row, GError **error)
{
  int              method = TILL_METHOD_CASH;
  int              kind = TILL_KIND_PAYMENT;
  TillTakingsLine *line;

  if (!till_enum_from_text (TILL_TYPE_METHOD, till_db_column_text (row, 0), &method) ||
      !till_enum_from_text (TILL_TYPE_TRANSACTION_KIND, till_db_column_text (row, 3), &kind))
    g_return_val_if_reached (FALSE);

  line = find_line (sheet, (TillMethod) method, till_db_column_text (row, 2),
                    till_db_column_int (row, 1) != 0);

  return till_takings_add (&line->takings, (TillTransactionKind) kind,
                           till_db_column_int (row, 4) != 0, till_db_column_int (row, 5),
                           till_money (till_db_column_int (row, 6))) ||
         till_takings_too_large (error);
}

static gboolean
read_lines (TillDbConnection *connection,
            TillDayRange      range,
            GTimeZone        *zone,
            TillDaySheet     *sheet,
            GError          **error)
{
  static const char sql[] =
    "SELECT t.method, coalesce (t.mark, '') = 'elsewhere', t.entered_by, t.kind,"
    "       t." TILL_SQL_NOT_POSTED ", count(*), sum(t.counted_cents)" ENTERED
    "   AND t.counted_cents <> 0 GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5";
  g_autoptr (TillDbStatement) rows = till_store_prepare_days (connection, sql, range, zone, error);
  TillStep                    step;

  if (rows == NULL)
    return FALSE;
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      if (!add_group (sheet, rows, error))
        return FALSE;
    }

  return step == TILL_STEP_DONE;
}

static gboolean
read_waiting (TillDbConnection *connection,
              TillDayRange      range,
              GTimeZone        *zone,
              TillDaySheet     *sheet,
              GError          **error)
{
  static const char sql[] = "SELECT count(*), coalesce (sum(t.amount_cents), 0)" ENTERED
                            "   AND t.state IN ('pending', 'authorized')";
  g_autoptr (TillDbStatement) row = till_store_prepare_days (connection, sql, range, zone, error);

  if (row == NULL || till_db_step (row, error) != TILL_STEP_ROW)
    return FALSE;
  sheet->n_waiting = till_db_column_int (row, 0);
  sheet->waiting = till_money (till_db_column_int (row, 1));

  return TRUE;
}

/* ── For the bank ────────────────────────────────────────────────────────────────────────────── */

static void
add_check (TillDaySheet *sheet, TillDbStatement *row)
{
  TillCheck *check;
  TillMoney  amount = till_money (till_db_column_int (row, 3));

  /* Handed back before it was carried to the bank. */
  if (amount.cents + till_db_column_int (row, 4) <= 0)
    {
      sheet->n_returned++;
      return;
    }

  check = g_new0 (TillCheck, 1);
  check->transaction_id = till_db_column_int (row, 0);
  check->number = till_db_column_dup_text (row, 1);
  check->payer = till_db_column_dup_text (row, 2);
  check->amount = amount;
  g_ptr_array_add (sheet->checks, check);
}

static gboolean
read_checks (TillDbConnection *connection,
             TillDayRange      range,
             GTimeZone        *zone,
             TillDaySheet     *sheet,
             GError          **error)
{
  static const char sql[] =
    "SELECT t.id, t.check_number, t.patient_name, t.counted_cents,"
    "       (SELECT coalesce (sum(b.counted_cents), 0) FROM transactions AS b"
    "         WHERE b.related_id = t.id AND b.entered_at >= ?1 AND b.entered_at < ?2)" ENTERED
    "   AND t.method = 'check' AND t.kind = 'payment' AND t.counted_cents <> 0"
    " ORDER BY t.entered_at, t.id";
  g_autoptr (TillDbStatement) rows = till_store_prepare_days (connection, sql, range, zone, error);
  TillStep                    step;

  if (rows == NULL)
    return FALSE;
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    add_check (sheet, rows);

  return step == TILL_STEP_DONE;
}

TillDaySheet *
till_store_read_day_sheet (TillDbConnection *connection,
                           TillDayRange      range,
                           GTimeZone        *zone,
                           GError          **error)
{
  g_autoptr (TillDaySheet) sheet = till_day_sheet_new ();

  if (!read_lines (connection, range, zone, sheet, error) ||
      !read_waiting (connection, range, zone, sheet, error) ||
      !read_checks (connection, range, zone, sheet, error))
    return NULL;

  return g_steal_pointer (&sheet);
}
