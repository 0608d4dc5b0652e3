/* till-sandbox-funding.c: from a closed batch to the practice's bank
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All that will ever be reported of a batch is written when it closes, with the instants from which
 * on the report shows it. So what a moved clock finds does not depend on how it was moved.
 */
#include "sandbox/till-sandbox-funding.h"

#include "core/till-calendar.h"
#include "sandbox/till-sandbox-adjustments.h"
#include "sandbox/till-sandbox-report.h"
#include "sandbox/till-sandbox-terms.h"
#include "sandbox/till-sandbox-transaction.h"

typedef struct
{
  char       *terminal;
  gint64      number;
  TillInstant closed;
  TillDay     day;
  GPtrArray  *items; /* (element-type TillSandboxTransaction): what stands in it, oldest first */
} Batch;

static void
batch_free (gpointer data)
{
  Batch *batch = data;

  g_clear_pointer (&batch->items, g_ptr_array_unref);
  g_free (batch->terminal);
  g_free (batch);
}

TillDay
till_sandbox_funding_due (TillDay day)
{
  return till_calendar_add_business_days (till_day_add (day, 1), 1);
}

static gboolean
strikes (TillSandbox *sandbox, const Batch *batch, TillSandboxOddity oddity, guint *n)
{
  return till_sandbox_oddities_strike (sandbox->terms->oddities, oddity, batch->day,
                                       batch->terminal, batch->number, n);
}

/* ── One row ────────────────────────────────────────────────────────────────────────────────────
 */

static gboolean
is_refund (const TillSandboxTransaction *item)
{
  return g_str_has_suffix (item->texts[TILL_SANDBOX_TYPE], "REFUND");
}

static void
add_up (TillSandbox *sandbox, TillSandboxReport *row, GPtrArray *items, guint first, guint end)
{
  TillMoney charged = TILL_MONEY_ZERO; /* what bears the rate */

  for (guint i = first; i < end; i++)
    {
      const TillSandboxTransaction *item = g_ptr_array_index (items, i);
      gboolean                      refund = is_refund (item);
      gint64                        cents = refund ? -item->amount.cents : item->amount.cents;

      if (refund)
        row->refunds.cents += item->amount.cents;
      else
        row->sales.cents += item->amount.cents;
      row->n_refunds += refund;
      row->n_sales += !refund;
      row->total.cents += cents;

      if (till_sandbox_terms_conveys (sandbox->terms, item->texts[TILL_SANDBOX_CARD_TYPE]))
        {
          row->conveyed.cents += cents;
          row->n_conveyed++;
        }
      else if (!refund)
        charged.cents += cents;
    }

  row->fees = till_sandbox_terms_fee (sandbox->terms, charged,
                                      (guint) (end - first - (guint) row->n_conveyed));
}

static gboolean
save_items (TillSandbox             *sandbox,
            TillDbConnection        *db,
            const TillSandboxReport *row,
            GPtrArray               *items,
            guint                    first,
            guint                    end,
            GError                 **error)
{
  for (guint i = first; i < end; i++)
    {
      const TillSandboxTransaction *item = g_ptr_array_index (items, i);
      gint64   cents = is_refund (item) ? -item->amount.cents : item->amount.cents;
      gboolean conveyed =
        till_sandbox_terms_conveys (sandbox->terms, item->texts[TILL_SANDBOX_CARD_TYPE]);

      if (!till_sandbox_report_add_item (db, row, item->id, till_money (cents), conveyed, error))
        return FALSE;
    }

  return TRUE;
}

/* When the day has begun there and the report runs next. */
static TillInstant
first_run (TillSandbox *sandbox, TillDay day)
{
  return till_sandbox_report_run (till_day_start (day, sandbox->eastern), 0, sandbox->eastern);
}

static void
set_days (TillSandbox *sandbox, const Batch *batch, TillSandboxReport *row)
{
  guint n = 0;

  row->closed = batch->closed;
  row->settled = batch->day;
  row->first = till_sandbox_funding_due (batch->day);
  if (strikes (sandbox, batch, TILL_SANDBOX_TOGETHER, &n))
    row->first = till_calendar_add_business_days (row->first, 1);
  if (row->part > 1)
    row->first = till_calendar_add_business_days (row->first, 1);

  row->funded = row->first;
  if (strikes (sandbox, batch, TILL_SANDBOX_LATE, &n))
    {
      row->funded = till_calendar_add_business_days (row->first, n);
      row->moves_at = first_run (sandbox, row->first);
    }

  row->shown_at = till_sandbox_report_run (
    batch->closed, strikes (sandbox, batch, TILL_SANDBOX_PARTIAL, &n) ? 1 : 0, sandbox->eastern);
  if (strikes (sandbox, batch, TILL_SANDBOX_FEES_LATE, &n))
    row->fees_shown_at = first_run (sandbox, till_calendar_add_business_days (row->funded, 1));
}

static void
set_wrong_total (TillSandbox *sandbox, const Batch *batch, TillSandboxReport *row)
{
  guint  n = 0;
  gint64 wrong;

  if (!strikes (sandbox, batch, TILL_SANDBOX_CONTRADICTS, &n))
    return;

  /* Sales are never less than nothing. */
  wrong = row->sales.cents >= n ? -(gint64) n : n;
  row->sales.cents += wrong;
  row->total.cents += wrong;
}

static gboolean
save_oddities (TillSandbox             *sandbox,
               TillDbConnection        *db,
               const Batch             *batch,
               const TillSandboxReport *row,
               gboolean                 split,
               GError                 **error)
{
  static const TillSandboxOddity of_batch[] = {
    TILL_SANDBOX_LATE,         TILL_SANDBOX_TOGETHER, TILL_SANDBOX_SPLIT,
    TILL_SANDBOX_DETAILS_LATE, TILL_SANDBOX_PARTIAL,  TILL_SANDBOX_FEES_LATE,
    TILL_SANDBOX_CONTRADICTS,
  };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (of_batch); i++)
    {
      if (!strikes (sandbox, batch, of_batch[i], &n) ||
          (of_batch[i] == TILL_SANDBOX_SPLIT && !split) ||
          (of_batch[i] == TILL_SANDBOX_CONTRADICTS && row->part > 1))
        continue;
      if (!till_sandbox_report_add_oddity (db, row, of_batch[i], error))
        return FALSE;
    }

  return TRUE;
}

/* ── A batch ────────────────────────────────────────────────────────────────────────────────────
 */

static void
note_largest (TillSandbox *sandbox, GPtrArray *items, TillSandboxLargest largest[2])
{
  for (guint i = 0; i < items->len; i++)
    {
      const TillSandboxTransaction *item = g_ptr_array_index (items, i);
      const char                   *brand = item->texts[TILL_SANDBOX_CARD_TYPE];
      gboolean by_bank = till_sandbox_transaction_is (item, TILL_SANDBOX_ENTRY_METHOD, "ACH");

      /* What somebody else funds is charged back there. */
      if (is_refund (item) || till_sandbox_terms_conveys (sandbox->terms, brand) ||
          till_money_compare (item->amount, largest[by_bank].amount) <= 0)
        continue;

      largest[by_bank] = (TillSandboxLargest){ item->id, item->amount };
    }
}

static gboolean
hide_details (TillSandbox             *sandbox,
              TillDbConnection        *db,
              const Batch             *batch,
              const TillSandboxReport *row,
              GError                 **error)
{
  g_autoptr (TillDbStatement) statement = NULL;
  guint                       minutes = 0;

  if (!strikes (sandbox, batch, TILL_SANDBOX_DETAILS_LATE, &minutes))
    return TRUE;
  if (!(statement = till_db_prepare (db,
                                     "UPDATE transactions SET shown_at = ?3"
                                     " WHERE terminal_id = ?1 AND batch = ?2",
                                     error)))
    return FALSE;

  till_db_bind_text (statement, 1, batch->terminal);
  till_db_bind_int (statement, 2, batch->number);
  till_db_bind_int (statement, 3, row->shown_at + minutes * TILL_MINUTE);

  return till_db_run (statement, error);
}

static gboolean
fund_part (TillSandbox      *sandbox,
           TillDbConnection *db,
           const Batch      *batch,
           gint64            part,
           guint             first,
           guint             end,
           GError          **error)
{
  g_autoptr (TillSandboxReport) row =
    till_sandbox_report_new ("batch", batch->terminal, batch->number);
  TillSandboxLargest largest[2] = { 0 };
  gboolean           split = end - first < batch->items->len;

  row->part = part;
  set_days (sandbox, batch, row);
  add_up (sandbox, row, batch->items, first, end);
  if (part == 1)
    set_wrong_total (sandbox, batch, row);
  if (!till_sandbox_report_save (db, row, error) ||
      !save_items (sandbox, db, row, batch->items, first, end, error) ||
      !save_oddities (sandbox, db, batch, row, split, error))
    return FALSE;
  if (part > 1)
    return TRUE;

  note_largest (sandbox, batch->items, largest);

  return hide_details (sandbox, db, batch, row, error) &&
         till_sandbox_adjustments_add (sandbox, db, row, largest[FALSE], largest[TRUE], error);
}

static gboolean
load_items (TillDbConnection *db, Batch *batch, GError **error)
{
  g_autofree char *sql =
    g_strconcat (till_sandbox_transaction_select,
                 "WHERE terminal_id = ?1 AND batch = ?2 AND result = 'APPROVED' AND voided = 0"
                 " AND pending = 0"
                 " AND type IN ('SALE', 'CAPTURE', 'FORCED SALE', 'REFUND', 'UNMATCHED REFUND')"
                 " ORDER BY created_at, id",
                 NULL);
  g_autoptr (TillDbStatement) statement = till_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_text (statement, 1, batch->terminal);
  till_db_bind_int (statement, 2, batch->number);
  batch->items = till_sandbox_transactions_collect (statement, error);

  return batch->items != NULL;
}

static gboolean
mark_reported (TillDbConnection *db, const Batch *batch, GError **error)
{
  g_autoptr (TillDbStatement) statement = till_db_prepare (
    db, "UPDATE batches SET reported = 1 WHERE terminal_id = ?1 AND number = ?2", error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_text (statement, 1, batch->terminal);
  till_db_bind_int (statement, 2, batch->number);

  return till_db_run (statement, error);
}

static gboolean
fund (TillSandbox *sandbox, TillDbConnection *db, Batch *batch, GError **error)
{
  guint n = 0;
  guint half;

  if (!till_sandbox_report_forget (db, batch->terminal, batch->number, error) ||
      !load_items (db, batch, error) || !mark_reported (db, batch, error))
    return FALSE;
  if (batch->items->len == 0)
    return TRUE;

  if (batch->items->len == 1 || !strikes (sandbox, batch, TILL_SANDBOX_SPLIT, &n))
    return fund_part (sandbox, db, batch, 1, 0, batch->items->len, error);

  half = (batch->items->len + 1) / 2;

  return fund_part (sandbox, db, batch, 1, 0, half, error) &&
         fund_part (sandbox, db, batch, 2, half, batch->items->len, error);
}

/* ── All of them ────────────────────────────────────────────────────────────────────────────────
 */

/* The closing is on record some minutes after it. */
static TillInstant
recorded_at (TillSandbox *sandbox, TillInstant closed, gint64 number)
{
  return closed + 2 * TILL_MINUTE +
         (TillInstant) (till_sandbox_draw (sandbox->seed, (guint64) number, "recorded") %
                        (guint64) (6 * TILL_MINUTE));
}

static GPtrArray *
collect_closed (TillSandbox *sandbox, TillDbConnection *db, guint most, GError **error)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (db,
                     "SELECT terminal_id, number, opened_at, closed_at FROM batches"
                     " WHERE reported = 0 AND closed_at IS NOT NULL"
                     " ORDER BY closed_at, terminal_id, number LIMIT ?1",
                     error);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (batch_free);
  TillStep              step;

  if (statement == NULL)
    return NULL;

  till_db_bind_int (statement, 1, most);
  while ((step = till_db_step (statement, error)) == TILL_STEP_ROW)
    {
      Batch *batch = g_new0 (Batch, 1);

      batch->terminal = till_db_column_dup_text (statement, 0);
      batch->number = till_db_column_int (statement, 1);
      batch->day = till_day_of_instant (till_db_column_int (statement, 2), sandbox->zone);
      batch->closed = recorded_at (sandbox, till_db_column_int (statement, 3), batch->number);
      g_ptr_array_add (found, batch);
    }

  return step == TILL_STEP_DONE ? g_steal_pointer (&found) : NULL;
}

gboolean
till_sandbox_funding_do (TillSandbox      *sandbox,
                         TillDbConnection *db,
                         guint             most,
                         gboolean         *more,
                         GError          **error)
{
  g_autoptr (GPtrArray) closed = collect_closed (sandbox, db, most, error);

  if (closed == NULL)
    return FALSE;

  for (guint i = 0; i < closed->len; i++)
    {
      if (!fund (sandbox, db, g_ptr_array_index (closed, i), error))
        return FALSE;
    }

  if (more != NULL)
    *more = closed->len == most;

  return TRUE;
}
