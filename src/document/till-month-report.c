/* till-month-report.c: the month in words: gross, refunds, fees, what is left, and by method and
 * day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "document/till-report-parts.h"
#include "document/till-reports.h"
#include "rules/till-takings-rules.h"

static const TillReportColumn sum_columns[] = {
  { "", FALSE, 40 },
  { N_ ("Number"), TRUE, 8 },
  { N_ ("Amount"), TRUE, 14 },
};

static const TillReportColumn method_columns[] = {
  [TILL_TAKINGS_WHAT] = { N_ ("Method"), FALSE, 24 },
  [TILL_TAKINGS_NUMBER] = { N_ ("Number"), TRUE, 8 },
  [TILL_TAKINGS_PAYMENTS] = { N_ ("Payments"), TRUE, 14 },
  [TILL_TAKINGS_REFUNDS] = { N_ ("Refunds"), TRUE, 13 },
  [TILL_TAKINGS_VOIDS] = { N_ ("Voids"), TRUE, 13 },
  [TILL_TAKINGS_NET] = { N_ ("Net"), TRUE, 14 },
};

static const TillReportColumn day_columns[TILL_N_TAKINGS_COLUMNS] = {
  [TILL_TAKINGS_WHAT] = { N_ ("Days"), FALSE, 24 },
  [TILL_TAKINGS_NUMBER] = { N_ ("Number"), TRUE, 8 },
  [TILL_TAKINGS_PAYMENTS] = { N_ ("Payments"), TRUE, 14 },
  [TILL_TAKINGS_REFUNDS] = { N_ ("Refunds"), TRUE, 13 },
  [TILL_TAKINGS_VOIDS] = { N_ ("Voids"), TRUE, 13 },
  [TILL_TAKINGS_NET] = { N_ ("Net"), TRUE, 14 },
  [TILL_TAKINGS_LAST] = { N_ ("Fees"), TRUE, 12 },
};

static TillFilter *
filter_kind (TillDayRange range, const char *kind)
{
  TillFilter *filter = till_report_filter_moved ("date", range);

  if (kind != NULL)
    till_report_filter_set_one (filter, "kind", kind);

  return filter;
}

/* ── In all ──────────────────────────────────────────────────────────────────────────────────── */

static gboolean
add_all (const TillMonth *self, TillReport *report, GError **error)
{
  const TillTakings *takings = &self->takings;
  TillReportSection *section = till_report_add_section (report, _ ("Payments and Refunds"),
                                                        sum_columns, G_N_ELEMENTS (sum_columns));
  TillReportRow     *row;
  TillMoney          net;

  if (!till_takings_get_net (takings, &net))
    return till_takings_too_large (error);

  row = till_report_add_amount (section, TILL_REPORT_ROW, _ ("Payments (gross)"),
                                takings->n_payments, takings->payments);
  till_report_row_set_list (row, "transactions", filter_kind (report->range, "payment"));
  row = till_report_add_amount (section, TILL_REPORT_ROW, _ ("Refunds"), takings->n_refunds,
                                takings->refunds);
  till_report_row_set_list (row, "transactions", filter_kind (report->range, "refund"));
  row = till_report_add_amount (section, TILL_REPORT_ROW, _ ("Voids"), takings->n_voids,
                                takings->voids);
  till_report_row_set_list (row, "transactions", filter_kind (report->range, "void"));
  row = till_report_add_amount (section, TILL_REPORT_SUM, _ ("Net"),
                                takings->n_payments + takings->n_refunds + takings->n_voids, net);
  till_report_row_set_list (row, "transactions", filter_kind (report->range, NULL));

  return TRUE;
}

static TillFilter *
filter_deposits (TillDayRange range)
{
  TillFilter *filter = till_filter_new ();

  till_report_filter_set_days (filter, "settled", range);

  return filter;
}

static gboolean
add_fees (const TillMonth *self, TillReport *report, GError **error)
{
  const TillBatchSums *reported = &self->reported;
  TillReportSection   *section =
    till_report_add_section (report, _ ("Card Fees"), sum_columns, G_N_ELEMENTS (sum_columns));
  TillReportRow *row;
  TillMoney      rest;
  TillMoney      fees;
  TillMoney      refunds;
  TillRate       rate;

  if (!till_money_subtract (TILL_MONEY_ZERO, reported->fees, &fees) ||
      !till_money_subtract (TILL_MONEY_ZERO, reported->refunds, &refunds) ||
      !till_money_add (reported->sales, refunds, &rest) || !till_money_add (rest, fees, &rest))
    return till_takings_too_large (error);

  section->note = g_strdup (
    reported->n_batches == 0
      ? _ ("The processor has reported no deposits of these days yet, so no fees are known.")
      : _ ("Of the card batches of these days that the processor has reported. Effective rate: "
           "fees ÷ gross card sales, refunds not taken off."));
  row = till_report_add_amount (section, TILL_REPORT_ROW, _ ("Gross card sales, reported"),
                                reported->n_batches, reported->sales);
  till_report_row_set_list (row, "deposits", filter_deposits (report->range));
  till_report_add_amount (section, TILL_REPORT_ROW, _ ("Refunds, reported"), 0, refunds);
  till_report_add_amount (section, TILL_REPORT_ROW, _ ("Fees"), 0, fees);
  till_report_add_amount (section, TILL_REPORT_SUM, _ ("Left after fees"), 0, rest);
  if (till_rate_of (reported->fees, reported->sales, &rate))
    {
      row = till_report_section_add (section, TILL_REPORT_SUM);
      till_report_row_set_text (row, 0, _ ("Effective rate"));
      till_report_row_set_rate (row, 2, rate);
    }

  return TRUE;
}

/* ── By method, by day ───────────────────────────────────────────────────────────────────────── */

static gboolean
is_nothing (const TillTakings *takings)
{
  return takings->n_payments + takings->n_refunds + takings->n_voids == 0;
}

static gboolean
add_sum (const TillMonth *self, TillReportSection *section, TillReportRow **row, GError **error)
{
  *row = till_report_section_add (section, TILL_REPORT_SUM);
  till_report_row_set_text (*row, TILL_TAKINGS_WHAT, _ ("All"));

  return till_report_row_set_takings (*row, &self->takings, error);
}

static gboolean
add_methods (const TillMonth *self, TillReport *report, GError **error)
{
  TillReportSection *section = till_report_add_section (report, _ ("By Method"), method_columns,
                                                        G_N_ELEMENTS (method_columns));
  TillReportRow     *row;

  for (int method = TILL_METHOD_TERMINAL; method <= TILL_METHOD_ONLINE; method++)
    {
      TillFilter *filter;

      if (is_nothing (&self->methods[method]))
        continue;
      row = till_report_section_add (section, TILL_REPORT_ROW);
      till_report_row_set_text (row, TILL_TAKINGS_WHAT, till_method_to_words ((TillMethod) method));
      if (!till_report_row_set_takings (row, &self->methods[method], error))
        return FALSE;
      filter = filter_kind (report->range, NULL);
      till_report_filter_set_one (filter, "method", till_enum_to_text (TILL_TYPE_METHOD, method));
      till_report_row_set_list (row, "transactions", filter);
    }

  return add_sum (self, section, &row, error);
}

static const char *
parts_title (TillDayRange range, const TillMonthLine *first)
{
  if (till_day_compare (first->range.first, first->range.last) == 0)
    return _ ("By Day");

  return range.last.number - range.first.number > 184 ? _ ("By Month") : _ ("By Week");
}

static gboolean
add_days (const TillMonth *self, TillReport *report, GError **error)
{
  TillReportSection *section;
  TillReportRow     *row;

  if (self->lines->len < 2)
    return TRUE;

  section = till_report_add_section (
    report, parts_title (report->range, &g_array_index (self->lines, TillMonthLine, 0)),
    day_columns, G_N_ELEMENTS (day_columns));
  for (guint i = 0; i < self->lines->len; i++)
    {
      const TillMonthLine *line = &g_array_index (self->lines, TillMonthLine, i);
      g_autofree char     *words = till_report_days_to_words (line->range);

      if (is_nothing (&line->takings) && line->reported.n_batches == 0)
        continue;
      row = till_report_section_add (section, TILL_REPORT_ROW);
      if (till_day_compare (line->range.first, line->range.last) == 0)
        till_report_row_set_day (row, TILL_TAKINGS_WHAT, line->range.first);
      else
        till_report_row_set_text (row, TILL_TAKINGS_WHAT, words);
      till_report_row_set_money (row, TILL_TAKINGS_LAST, line->reported.fees);
      if (!till_report_row_set_takings (row, &line->takings, error))
        return FALSE;
      till_report_row_set_list (row, "transactions", filter_kind (line->range, NULL));
    }
  if (!add_sum (self, section, &row, error))
    return FALSE;
  till_report_row_set_money (row, TILL_TAKINGS_LAST, self->reported.fees);

  return TRUE;
}

TillReport *
till_month_to_report (const TillMonth *self, TillDayRange range, TillInstant at, GError **error)
{
  g_autoptr (TillReport) report = till_report_new (TILL_REPORT_MONTH, range, at);

  if (is_nothing (&self->takings) && self->reported.n_batches == 0)
    {
      report->note = g_strdup (_ ("There are no payments and no deposits in these days."));
      return g_steal_pointer (&report);
    }

  report->note = g_strdup (_ ("By the day the money was taken or given back."));
  if (!add_all (self, report, error) || !add_fees (self, report, error) ||
      !add_methods (self, report, error) || !add_days (self, report, error))
    return NULL;

  return g_steal_pointer (&report);
}
