/* till-reconcile-report.c: the three sums side by side, and each row between them by its name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "document/till-report-parts.h"
#include "document/till-reports.h"

static const TillReportColumn side_columns[] = {
  { "", FALSE, 30 },
  { N_ ("In the ledger"), TRUE, 18 },
  { N_ ("At the processor"), TRUE, 18 },
  { N_ ("At the bank"), TRUE, 18 },
};

static const TillReportColumn row_columns[] = {
  { "", FALSE, 50 },
  { N_ ("Number"), TRUE, 8 },
  { N_ ("Amount"), TRUE, 14 },
};

/* What each row is called, and of which list it is made: what of the list's columns is asked for
 * besides the days of payments and deposits. */
static const struct
{
  const char *words;
  const char *table;
  const char *column;
  const char *value;
} rows[TILL_N_RECONCILE_ROWS] = {
  [TILL_RECONCILE_UNPOSTED] = { N_ ("Taken, but not posted to the ledger"), "transactions",
                                "posted", NULL },
  [TILL_RECONCILE_VOIDED] = { N_ ("Voided"), "transactions", "status", "voided" },
  [TILL_RECONCILE_WAITING] = { N_ ("Not in a deposit yet"), "transactions", "deposit-day", NULL },
  [TILL_RECONCILE_IN_OTHERS] = { N_ ("In the deposits of other days"), "transactions", NULL, NULL },
  [TILL_RECONCILE_REFUNDS_MORE] = { N_ ("Refunded on other days, taken from these deposits"),
                                    "transactions", NULL, NULL },
  [TILL_RECONCILE_PAYMENTS_MORE] = { N_ ("Payments of other days in these deposits"),
                                     "transactions", NULL, NULL },
  [TILL_RECONCILE_NOT_KNOWN] = { N_ ("Unknown: only in the processor’s report"), "deposits",
                                 "state", "difference" },
  [TILL_RECONCILE_CONVEYED] = { N_ ("Card brands that pay out by themselves"), "deposits", NULL,
                                NULL },
  [TILL_RECONCILE_FEES] = { N_ ("Fees"), "deposits", NULL, NULL },
  [TILL_RECONCILE_WITHHELD] = { N_ ("Withheld for taxes"), "deposits", NULL, NULL },
  [TILL_RECONCILE_ADJUSTMENTS] = { N_ ("Chargebacks and returns"), "deposits", "kind",
                                   "adjustment" },
  [TILL_RECONCILE_REPORT_DIFFERS] = { N_ ("Unknown: deposits that don’t equal their own parts"),
                                      "deposits", "state", "difference" },
  [TILL_RECONCILE_ON_ITS_WAY] = { N_ ("On its way to the bank"), "deposits", "state",
                                  "on-its-way" },
  [TILL_RECONCILE_NOT_SEEN] = { N_ ("No bank statement for these days yet"), "deposits", "at-bank",
                                "no" },
  [TILL_RECONCILE_NOT_FOUND] = { N_ ("Not found on the bank statement"), "deposits", "at-bank",
                                 "no" },
  [TILL_RECONCILE_BANK_DIFFERS] = { N_ ("The bank has another amount"), "deposits", "checked",
                                    "bank-differs" },
};

/* ── Lists ───────────────────────────────────────────────────────────────────────────────────── */

static void
set_states (TillFilter *filter, const char *state)
{
  static const char *const open[] = { "arriving", "difference", "explained", NULL };

  if (g_str_equal (state, "difference"))
    till_filter_set (filter, "state", TILL_OP_IS, open);
  else
    till_report_filter_set_one (filter, "state", state);
}

static void
set_cards (TillFilter *filter)
{
  static const char *const cards[] = { "terminal", "virtual", "card-on-file", "online", NULL };

  till_filter_set (filter, "method", TILL_OP_IS, cards);
}

/* What was reported of these days' batches, and not what is only expected. */
static TillFilter *
filter_reported (TillDayRange range)
{
  static const char *const reported[] = { "batch", "adjustment", NULL };
  TillFilter              *filter = till_filter_new ();

  till_report_filter_set_days (filter, "settled", range);
  till_filter_set (filter, "kind", TILL_OP_IS, reported);

  return filter;
}

static TillFilter *
filter_deposits (TillReconcileWhat what, TillDayRange range)
{
  TillFilter *filter =
    what == TILL_RECONCILE_ADJUSTMENTS ? till_filter_new () : filter_reported (range);

  /* A chargeback has no batch, and so no day but that of its money. */
  if (what == TILL_RECONCILE_ADJUSTMENTS)
    till_report_filter_set_days (filter, "date", range);
  if (g_strcmp0 (rows[what].column, "state") == 0)
    set_states (filter, rows[what].value);
  else if (rows[what].column != NULL)
    till_report_filter_set_one (filter, rows[what].column, rows[what].value);

  return filter;
}

/* What moved money, taken in these days or not, and in their deposits or not. */
static TillFilter *
filter_crossing (TillReconcileWhat what, TillDayRange range)
{
  static const char *const payments[] = { "1", "", NULL };
  static const char *const refunds[] = { "", "-1", NULL };
  TillFilter              *filter = till_report_filter_moved ("date", range);
  const char              *other = what == TILL_RECONCILE_IN_OTHERS ? "deposit-day" : "date";

  set_cards (filter);
  till_report_filter_set_between (filter, "deposit-day", range);
  till_report_filter_set_outside (filter, other, range);
  if (what != TILL_RECONCILE_IN_OTHERS)
    till_filter_set (filter, "amount", TILL_OP_BETWEEN,
                     what == TILL_RECONCILE_REFUNDS_MORE ? refunds : payments);

  return filter;
}

static gboolean
is_crossing (TillReconcileWhat what)
{
  return what == TILL_RECONCILE_IN_OTHERS || what == TILL_RECONCILE_REFUNDS_MORE ||
         what == TILL_RECONCILE_PAYMENTS_MORE;
}

/* Whatever the reason, and whether it is expected or not: as they are counted. */
static TillFilter *
filter_waiting (TillDayRange range)
{
  static const char *const counted[] = { "paid", "partly-refunded", "refunded", NULL };
  TillFilter              *filter = till_filter_new ();

  till_report_filter_set_days (filter, "date", range);
  set_cards (filter);
  till_filter_set (filter, "status", TILL_OP_IS, counted);
  till_filter_set (filter, "deposit-day", TILL_OP_EMPTY, (const char *const[]){ NULL });

  return filter;
}

static TillFilter *
filter_transactions (TillReconcileWhat what, TillDayRange range)
{
  TillFilter *filter;

  if (is_crossing (what))
    return filter_crossing (what, range);
  if (what == TILL_RECONCILE_WAITING)
    return filter_waiting (range);

  filter = till_filter_new ();
  till_report_filter_set_days (filter, "date", range);
  set_cards (filter);
  if (what == TILL_RECONCILE_UNPOSTED)
    till_report_filter_set_not_posted (filter);
  else
    till_report_filter_set_one (filter, rows[what].column, rows[what].value);

  return filter;
}

static TillFilter *
filter_row (TillReconcileWhat what, TillDayRange range)
{
  return g_str_equal (rows[what].table, "deposits") ? filter_deposits (what, range)
                                                    : filter_transactions (what, range);
}

static TillFilter *
filter_posted (TillDayRange range)
{
  TillFilter *filter = till_report_filter_moved ("date", range);

  till_report_filter_set_one (filter, "posted", "posted");
  set_cards (filter);

  return filter;
}

/* ── Rows ────────────────────────────────────────────────────────────────────────────────────── */

static const char *
row_words (const TillReconcile *self, TillReconcileWhat what)
{
  if (what == TILL_RECONCILE_NOT_KNOWN && self->rows[what].amount.cents < 0)
    return _ ("Unknown: not in the processor’s report");

  return _ (rows[what].words);
}

/* Payments and voids of the same days are no difference. */
static gboolean
is_nothing (const TillReconcile *self, TillReconcileWhat what)
{
  return self->rows[what].amount.cents == 0 &&
         (self->rows[what].n == 0 || what == TILL_RECONCILE_VOIDED);
}

static void
add_rows (const TillReconcile *self,
          TillReportSection   *section,
          TillDayRange         range,
          TillReconcileWhat    first,
          TillReconcileWhat    end)
{
  for (TillReconcileWhat what = first; what < end; what++)
    {
      const TillReconcileRow *found = &self->rows[what];
      TillReportRow          *row;

      if (is_nothing (self, what))
        continue;
      row = till_report_add_amount (section, TILL_REPORT_ROW, row_words (self, what), found->n,
                                    found->amount);
      till_report_row_set_list (row, rows[what].table, filter_row (what, range));
    }
}

static void
add_sides (const TillReconcile *self, TillReport *report)
{
  TillReportSection *section =
    till_report_add_section (report, _ ("Side by Side"), side_columns, G_N_ELEMENTS (side_columns));
  TillReportRow   *row = till_report_section_add (section, TILL_REPORT_SUM);
  g_autofree char *cash = till_money_format (self->cash);
  TillMoney        before;

  till_report_row_set_text (row, 0, _ ("Cards"));
  till_report_row_set_money (row, 1, self->ledger);
  till_report_row_set_money (row, 2, self->processor);
  till_report_row_set_money (row, 3, self->bank);
  row = till_report_section_add (section, TILL_REPORT_ROW);
  till_report_row_set_text (row, 0, _ ("Difference from the one before"));
  if (till_money_subtract (self->processor, self->ledger, &before))
    till_report_row_set_money (row, 2, before);
  if (till_money_subtract (self->bank, self->processor, &before))
    till_report_row_set_money (row, 3, before);
  if (self->n_cash > 0)
    section->note =
      g_strdup_printf (_ ("Cash and checks of these days, %s, are on the day sheets’ deposit "
                          "slips, not here."),
                       cash);
}

static void
add_first_leg (const TillReconcile *self, TillReport *report)
{
  TillReportSection *section = till_report_add_section (
    report, _ ("From the Ledger to the Processor"), row_columns, G_N_ELEMENTS (row_columns));
  TillReportRow *row;

  row = till_report_add_amount (section, TILL_REPORT_SUM, _ ("Posted to the ledger"),
                                self->n_posted, self->ledger);
  till_report_row_set_list (row, "transactions", filter_posted (report->range));
  add_rows (self, section, report->range, TILL_RECONCILE_UNPOSTED, TILL_RECONCILE_FIRST_OF_BANK);
  till_report_add_amount (section, TILL_REPORT_SUM, _ ("Reported by the processor, before fees"),
                          self->n_deposits, self->processor);
}

static void
add_second_leg (const TillReconcile *self, TillReport *report)
{
  TillReportSection *section = till_report_add_section (
    report, _ ("From the Processor to the Bank"), row_columns, G_N_ELEMENTS (row_columns));
  TillReportRow *row;
  TillFilter    *filter;

  row =
    till_report_add_amount (section, TILL_REPORT_SUM, _ ("Reported by the processor, before fees"),
                            self->n_deposits, self->processor);
  till_report_row_set_list (row, "deposits", filter_reported (report->range));
  add_rows (self, section, report->range, TILL_RECONCILE_FIRST_OF_BANK, TILL_RECONCILE_ON_ITS_WAY);
  till_report_add_amount (section, TILL_REPORT_SUM, _ ("Deposited, as the processor says"),
                          self->n_deposits, self->deposited);
  add_rows (self, section, report->range, TILL_RECONCILE_ON_ITS_WAY, TILL_N_RECONCILE_ROWS);
  row = till_report_add_amount (section, TILL_REPORT_SUM, _ ("Found on the bank statement"),
                                self->n_at_bank, self->bank);
  filter = filter_reported (report->range);
  till_report_filter_set_one (filter, "at-bank", "yes");
  till_report_row_set_list (row, "deposits", filter);
}

TillReport *
till_reconcile_to_report (const TillReconcile *self, TillDayRange range, TillInstant at)
{
  TillReport *report = till_report_new (TILL_REPORT_RECONCILE, range, at);

  if (self->n_posted == 0 && self->n_deposits == 0 && self->rows[TILL_RECONCILE_UNPOSTED].n == 0)
    {
      report->note = g_strdup (_ ("No card was taken in these days, and no deposit is reported of "
                                  "them."));
      return report;
    }

  report->note = g_strdup (_ ("Cards by the day they were taken, and the deposits of these days’ "
                              "batches. The rows between the sums add up to the cent."));
  add_sides (self, report);
  add_first_leg (self, report);
  add_second_leg (self, report);

  return report;
}
