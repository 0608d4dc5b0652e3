/* till-store-month-ends.c: what all owed together at the ends of the months before
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-month-ends.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "store/till-store-balances-private.h"

#define N_ENDS TILL_RECEIVABLE_MONTHS

/* ── From the ledger ─────────────────────────────────────────────────────────────────────────── */

/* Of one guarantor, as of each month's end. */
typedef struct
{
  TillMoney charges[N_ENDS][TILL_N_AGES];
  TillMoney credits[N_ENDS];
} Entries;

/* One pass over the ledger, in the order of the guarantors. */
typedef struct
{
  TillReceivables ends[N_ENDS]; /* the newest first */
  Entries         sum;
  gint64          guarantor_id;
  TillDay         first; /* the ledger's first day */
} Pass;

static gboolean
add (TillMoney *sum, TillMoney amount)
{
  return till_money_add (*sum, amount, sum);
}

/* Newest first: once it came after one of these days, it came after all that are left. */
static gboolean
add_entry (Pass *self, TillDay day, const TillAgingEntry *entry, gboolean is_charge)
{
  TillMoney amount = entry->amount;

  for (guint i = 0; i < N_ENDS && till_day_compare (day, self->ends[i].aged_on) <= 0; i++)
    {
      TillReceivables *end = &self->ends[i];
      TillMoney       *sum = &self->sum.credits[i];

      if (till_aging_is_charge (amount, entry->takes_back))
        sum = &self->sum.charges[i][till_age_of (entry->day, end->aged_on)];
      if (!add (sum, amount))
        return FALSE;
      if (is_charge && end->aged_on.number - day.number < TILL_RECEIVABLE_DAYS &&
          !add (&end->charged, amount))
        return FALSE;
    }

  return TRUE;
}

/* The guarantor's own credits pay the guarantor's own debts only. */
static gboolean
settle (Pass *self)
{
  for (guint i = 0; i < N_ENDS; i++)
    {
      TillAging aging;

      if (!till_aging_settle (self->sum.charges[i], self->sum.credits[i], &aging) ||
          !add (&self->ends[i].credit, aging.credit))
        return FALSE;
      for (int age = 0; age < TILL_N_AGES; age++)
        if (!add (&self->ends[i].owed[age], aging.owed[age]))
          return FALSE;
    }
  self->sum = (Entries){ 0 };

  return TRUE;
}

static gboolean
take_row (Pass *self, TillDbStatement *row)
{
  gint64         guarantor_id = till_db_column_int (row, 0);
  TillDay        day = { (gint32) till_db_column_int (row, 1) };
  TillAgingEntry entry = { { (gint32) till_db_column_int (row, 4) },
                           till_money (till_db_column_int (row, 2)),
                           till_db_column_int (row, 5) != 0 };

  if (guarantor_id != self->guarantor_id && !settle (self))
    return FALSE;
  self->guarantor_id = guarantor_id;
  if (till_day_is_none (self->first) || till_day_compare (day, self->first) < 0)
    self->first = day;

  return add_entry (self, day, &entry, till_db_column_int (row, 3) != 0);
}

static TillDbStatement *
prepare_pass (TillDbConnection  *connection,
              const TillEdition *edition,
              TillDay            until,
              GError           **error)
{
  /* All of it is in one index, in this order. */
  static const char entries[] =
    "SELECT guarantor_id, day, amount_cents, kind = 'charge', day,"
    "       reverses_id IS NOT NULL FROM account_entries"
    " WHERE guarantor_id > 0 AND day <= ?1 ORDER BY guarantor_id NULLS FIRST";
  /* A file's lines, and the entries that it does not know (till-store-balances.c). */
  static const char lines[] =
    "SELECT guarantor_id, day, amount_cents, kind = 'charge', aged_from, 0 FROM account_lines"
    " WHERE guarantor_id > 0 AND +edition_id = ?2 AND day <= ?1"
    " UNION ALL "
    "SELECT guarantor_id, day, amount_cents, kind = 'charge', day,"
    "       reverses_id IS NOT NULL FROM account_entries"
    " WHERE guarantor_id > 0 AND day <= ?1 AND (day > ?3 OR id > ?4) ORDER BY 1 NULLS FIRST";
  gboolean         has_lines = !till_day_is_none (edition->lines_until);
  TillDbStatement *rows = till_db_prepare (connection, has_lines ? lines : entries, error);

  if (rows == NULL)
    return NULL;

  till_db_bind_int (rows, 1, until.number);
  if (has_lines)
    {
      till_db_bind_int (rows, 2, edition->id);
      till_db_bind_int (rows, 3, edition->lines_until.number);
      till_db_bind_int (rows, 4, edition->last_entry);
    }

  return rows;
}

static gboolean
read_pass (TillDbConnection *connection, const TillEdition *edition, Pass *self, GError **error)
{
  g_autoptr (TillDbStatement) rows =
    prepare_pass (connection, edition, self->ends[0].aged_on, error);
  TillStep step = TILL_STEP_DONE;
  gboolean added = TRUE;

  if (rows == NULL)
    return FALSE;

  while (added && (step = till_db_step (rows, error)) == TILL_STEP_ROW)
    added = take_row (self, rows);
  if (added && step == TILL_STEP_ERROR)
    return FALSE;
  if (added && settle (self))
    return TRUE;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_STORE,
                       _ ("The ledger’s amounts are too large to be added up."));

  return FALSE;
}

static gboolean
read_from_ledger (TillDbConnection  *connection,
                  const TillEdition *edition,
                  GArray            *ends,
                  GError           **error)
{
  Pass pass = { .first = TILL_DAY_NONE };

  for (guint i = 0; i < N_ENDS; i++)
    pass.ends[i].aged_on = till_receivables_month_end (edition->aged_on, i + 1);
  if (!read_pass (connection, edition, &pass, error))
    return FALSE;

  for (guint i = N_ENDS; i-- > 0;)
    if (!till_day_is_none (pass.first) && till_day_compare (pass.first, pass.ends[i].aged_on) <= 0)
      g_array_append_val (ends, pass.ends[i]);

  return TRUE;
}

/* ── From files ──────────────────────────────────────────────────────────────────────────────── */

static void
read_totals (TillDbStatement *row, TillReceivables *totals)
{
  *totals = (TillReceivables){ .aged_on = { (gint32) till_db_column_int (row, 0) } };
  for (int i = 0; i < TILL_N_AGES; i++)
    totals->owed[i] = till_money (till_db_column_int (row, 1 + i));
  totals->credit = till_money (till_db_column_int (row, 1 + TILL_N_AGES));
}

/* The last of its month takes the place of the one before. */
static void
add_totals (GArray *ends, const TillReceivables *totals)
{
  const TillReceivables *last =
    ends->len > 0 ? &g_array_index (ends, TillReceivables, ends->len - 1) : NULL;

  if (last != NULL && till_day_compare (till_receivables_month_end (last->aged_on, 0),
                                        till_receivables_month_end (totals->aged_on, 0)) == 0)
    g_array_set_size (ends, ends->len - 1);
  g_array_append_vals (ends, totals, 1);
}

static gboolean
read_from_files (TillDbConnection *connection, TillDay aged_on, GArray *ends, GError **error)
{
  static const char sql[] =
    "SELECT t.aged_on, t.owed_0_30_cents, t.owed_31_60_cents, t.owed_61_90_cents,"
    "       t.owed_over_90_cents, t.credit_cents"
    "  FROM balance_totals AS t JOIN book_imports AS f ON f.id = t.import_id"
    " WHERE f.state IN ('shown', 'done') AND t.aged_on > ?1 AND t.aged_on <= ?2"
    " ORDER BY t.aged_on NULLS FIRST, t.import_id NULLS FIRST";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  TillStep                    step;

  if (rows == NULL)
    return FALSE;

  till_db_bind_int (rows, 1, till_receivables_month_end (aged_on, N_ENDS + 1).number);
  till_db_bind_int (rows, 2, till_receivables_month_end (aged_on, 1).number);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      TillReceivables totals;

      read_totals (rows, &totals);
      add_totals (ends, &totals);
    }

  return step == TILL_STEP_DONE;
}

gboolean
till_store_read_month_ends (TillDbConnection *connection, GArray *ends, GError **error)
{
  TillEdition edition;

  if (!till_store_find_edition (connection, &edition, error))
    return FALSE;
  if (!edition.is_shown)
    return TRUE;
  if (till_edition_is_told (&edition))
    return read_from_files (connection, edition.aged_on, ends, error);

  return read_from_ledger (connection, &edition, ends, error);
}

/* ── Keeping what a file told ────────────────────────────────────────────────────────────────── */

/* As the file told it: without what was entered in Till since. */
static gboolean
sum_file (TillDbConnection  *connection,
          const TillEdition *edition,
          TillReceivables   *totals,
          GError           **error)
{
#define FIGURES                                                                                    \
  "owed_0_30_cents AS a, owed_31_60_cents AS b, owed_61_90_cents AS c, owed_over_90_cents AS d,"   \
  " credit_cents AS e"
  static const char sql[] =
    "SELECT ?2, coalesce(sum(a), 0), coalesce(sum(b), 0), coalesce(sum(c), 0),"
    "       coalesce(sum(d), 0), coalesce(sum(e), 0)"
    "  FROM (SELECT " FIGURES " FROM balance_bases WHERE edition_id = ?1"
    "        UNION ALL "
    "        SELECT " FIGURES " FROM balances WHERE edition_id = ?1 AND NOT EXISTS"
    "         (SELECT 1 FROM balance_bases AS f"
    "           WHERE f.edition_id = ?1 AND f.guarantor_id = balances.guarantor_id))";
  g_autoptr (TillDbStatement) row = NULL;

  if (till_store_ask (connection, sql, &row, error, 2, edition->id,
                      (gint64) edition->aged_on.number) != TILL_STEP_ROW)
    return FALSE;
  read_totals (row, totals);

  return TRUE;
}

gboolean
till_store_read_balance_totals (TillDbConnection  *connection,
                                TillBalanceTotals *totals,
                                GError           **error)
{
  static const char           kept[] = "SELECT 1 FROM balance_totals WHERE import_id = ?1";
  g_autoptr (TillDbStatement) row = NULL;
  TillEdition                 edition;
  TillStep                    step;

  *totals = (TillBalanceTotals){ 0 };
  if (!till_store_find_edition (connection, &edition, error))
    return FALSE;
  if (!edition.is_shown || !till_edition_is_told (&edition))
    return TRUE;

  step = till_store_ask (connection, kept, &row, error, 1, edition.import_id);
  if (step != TILL_STEP_DONE)
    return step == TILL_STEP_ROW;

  totals->import_id = edition.import_id;

  return sum_file (connection, &edition, &totals->totals, error);
}

gboolean
till_store_keep_balance_totals (TillDbConnection        *connection,
                                const TillBalanceTotals *totals,
                                GError                 **error)
{
  static const char sql[] =
    "INSERT INTO balance_totals (import_id, aged_on, owed_0_30_cents, owed_31_60_cents,"
    "                            owed_61_90_cents, owed_over_90_cents, credit_cents)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING";
  const TillReceivables *sums = &totals->totals;

  return till_store_run (connection, sql, error, 7, totals->import_id,
                         (gint64) sums->aged_on.number, sums->owed[TILL_AGE_0_30].cents,
                         sums->owed[TILL_AGE_31_60].cents, sums->owed[TILL_AGE_61_90].cents,
                         sums->owed[TILL_AGE_OVER_90].cents, sums->credit.cents);
}
