/* till-sandbox-report.c: a row of the report on closed batches, as the sandbox keeps it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-report.h"

#define COLUMNS                                                                                    \
  "id, kind, terminal_id, batch, part, transaction_id, name, closed_at, settle_day, first_day,"    \
  " funded_day, moves_at, shown_at, fees_shown_at, sales_cents, sales_count, refunds_cents,"       \
  " refund_count, conveyed_cents, conveyed_count, fees_cents, total_cents"

const char *const till_sandbox_report_select = "SELECT " COLUMNS " FROM report_rows ";

static const char save_sql[] =
  "INSERT INTO report_rows (" COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
  " ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)";

TillSandboxReport *
till_sandbox_report_new (const char *kind, const char *terminal, gint64 batch)
{
  TillSandboxReport *self = g_new0 (TillSandboxReport, 1);

  self->kind = g_strdup (kind);
  self->terminal = g_strdup (terminal);
  self->batch = batch;
  self->part = 1;

  return self;
}

void
till_sandbox_report_free (TillSandboxReport *self)
{
  g_free (self->kind);
  g_free (self->terminal);
  g_free (self->name);
  g_free (self);
}

TillMoney
till_sandbox_report_deposit (const TillSandboxReport *self)
{
  return till_money (self->total.cents - self->conveyed.cents - self->fees.cents);
}

static TillDay
day_at (TillDbStatement *row, int column)
{
  return (TillDay){ (gint32) till_db_column_int (row, column) };
}

static TillSandboxReport *
report_from_row (TillDbStatement *row)
{
  TillSandboxReport *self = till_sandbox_report_new (
    till_db_column_text (row, 1), till_db_column_text (row, 2), till_db_column_int (row, 3));

  self->id = till_db_column_int (row, 0);
  self->part = till_db_column_int (row, 4);
  self->transaction = till_db_column_int (row, 5);
  self->name = till_db_column_dup_text (row, 6);
  self->closed = till_db_column_int (row, 7);
  self->settled = day_at (row, 8);
  self->first = day_at (row, 9);
  self->funded = day_at (row, 10);
  self->moves_at = till_db_column_int (row, 11);
  self->shown_at = till_db_column_int (row, 12);
  self->fees_shown_at = till_db_column_int (row, 13);
  self->sales = till_money (till_db_column_int (row, 14));
  self->n_sales = till_db_column_int (row, 15);
  self->refunds = till_money (till_db_column_int (row, 16));
  self->n_refunds = till_db_column_int (row, 17);
  self->conveyed = till_money (till_db_column_int (row, 18));
  self->n_conveyed = till_db_column_int (row, 19);
  self->fees = till_money (till_db_column_int (row, 20));
  self->total = till_money (till_db_column_int (row, 21));

  return self;
}

GPtrArray *
till_sandbox_report_collect (TillDbStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) rows =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_sandbox_report_free);
  TillStep step;

  while ((step = till_db_step (statement, error)) == TILL_STEP_ROW)
    g_ptr_array_add (rows, report_from_row (statement));

  return step == TILL_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

gboolean
till_sandbox_report_save (TillDbConnection *db, TillSandboxReport *self, GError **error)
{
  g_autoptr (TillDbStatement) statement = till_db_prepare (db, save_sql, error);
  const gint64                numbers[] = {
                   self->closed,     self->settled.number, self->first.number,  self->funded.number,
                   self->moves_at,   self->shown_at,       self->fees_shown_at, self->sales.cents,
                   self->n_sales,    self->refunds.cents,  self->n_refunds,     self->conveyed.cents,
                   self->n_conveyed, self->fees.cents,     self->total.cents,
  };

  if (statement == NULL)
    return FALSE;

  till_db_bind_null (statement, 1);
  till_db_bind_text (statement, 2, self->kind);
  till_db_bind_text (statement, 3, self->terminal);
  till_db_bind_int (statement, 4, self->batch);
  till_db_bind_int (statement, 5, self->part);
  till_db_bind_int (statement, 6, self->transaction);
  till_db_bind_text (statement, 7, self->name);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    till_db_bind_int (statement, 8 + (int) i, numbers[i]);
  if (!till_db_run (statement, error))
    return FALSE;

  self->id = till_db_last_id (db);

  return TRUE;
}

gboolean
till_sandbox_report_add_item (TillDbConnection        *db,
                              const TillSandboxReport *self,
                              gint64                   transaction,
                              TillMoney                amount,
                              gboolean                 conveyed,
                              GError                 **error)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (db,
                     "INSERT INTO report_items (row_id, transaction_id, amount_cents, conveyed)"
                     " VALUES (?1, ?2, ?3, ?4)",
                     error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, self->id);
  till_db_bind_int (statement, 2, transaction);
  till_db_bind_int (statement, 3, amount.cents);
  till_db_bind_int (statement, 4, conveyed);

  return till_db_run (statement, error);
}

gboolean
till_sandbox_report_add_oddity (TillDbConnection        *db,
                                const TillSandboxReport *self,
                                TillSandboxOddity        oddity,
                                GError                 **error)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (db, "INSERT INTO report_oddities (row_id, oddity) VALUES (?1, ?2)", error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, self->id);
  till_db_bind_text (statement, 2, till_sandbox_oddity_name (oddity));

  return till_db_run (statement, error);
}

gboolean
till_sandbox_report_forget (TillDbConnection *db,
                            const char       *terminal,
                            gint64            batch,
                            GError          **error)
{
#define OF_BATCH "SELECT id FROM report_rows WHERE terminal_id = ?1 AND batch = ?2"
  static const char *const sql[] = {
    "DELETE FROM report_items WHERE row_id IN (" OF_BATCH ")",
    "DELETE FROM report_oddities WHERE row_id IN (" OF_BATCH ")",
    "DELETE FROM report_rows WHERE terminal_id = ?1 AND batch = ?2",
  };
#undef OF_BATCH

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      g_autoptr (TillDbStatement) statement = till_db_prepare (db, sql[i], error);

      if (statement == NULL)
        return FALSE;
      till_db_bind_text (statement, 1, terminal);
      till_db_bind_int (statement, 2, batch);
      if (!till_db_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

TillInstant
till_sandbox_report_run (TillInstant at, guint n, GTimeZone *zone)
{
  static const struct
  {
    int hour;
    int minute;
  } runs[] = { { 4, 20 }, { 11, 10 } };

  for (TillDay day = till_day_of_instant (at, zone);; day = till_day_add (day, 1))
    {
      int year;
      int month;
      int day_of_month;

      till_day_get_ymd (day, &year, &month, &day_of_month);
      for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
        {
          g_autoptr (GDateTime) run =
            g_date_time_new (zone, year, month, day_of_month, runs[i].hour, runs[i].minute, 0);
          TillInstant instant = g_date_time_to_unix (run) * 1000;

          if (instant >= at && n-- == 0)
            return instant;
        }
    }
}
