/* till-report-parts.c: what the reports have in common: columns of takings, and the lists behind
 * rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document/till-report-parts.h"

#include "rules/till-takings-rules.h"

/* ── Rows ────────────────────────────────────────────────────────────────────────────────────── */

gboolean
till_report_row_set_takings (TillReportRow *self, const TillTakings *takings, GError **error)
{
  TillMoney net;

  if (!till_takings_get_net (takings, &net))
    return till_takings_too_large (error);

  till_report_row_set_count (self, TILL_TAKINGS_NUMBER,
                             takings->n_payments + takings->n_refunds + takings->n_voids);
  till_report_row_set_money (self, TILL_TAKINGS_PAYMENTS, takings->payments);
  till_report_row_set_money (self, TILL_TAKINGS_REFUNDS, takings->refunds);
  till_report_row_set_money (self, TILL_TAKINGS_VOIDS, takings->voids);
  till_report_row_set_money (self, TILL_TAKINGS_NET, net);

  return TRUE;
}

TillReportRow *
till_report_add_amount (TillReportSection *section,
                        TillReportRowStyle style,
                        const char        *what,
                        gint64             n,
                        TillMoney          amount)
{
  TillReportRow *row = till_report_section_add (section, style);

  till_report_row_set_text (row, 0, what);
  if (n > 0)
    till_report_row_set_count (row, 1, n);
  till_report_row_set_money (row, 2, amount);

  return row;
}

/* ── Lists ───────────────────────────────────────────────────────────────────────────────────── */

static void
set_both_days (TillFilter *filter, const char *column, TillFilterOp op, TillDayRange range)
{
  g_autofree char  *first = till_day_to_iso (range.first);
  g_autofree char  *last = till_day_to_iso (range.last);
  const char *const days[] = { first, last, NULL };

  till_filter_set (filter, column, op, days);
}

void
till_report_filter_set_between (TillFilter *filter, const char *column, TillDayRange range)
{
  set_both_days (filter, column, TILL_OP_BETWEEN, range);
}

void
till_report_filter_set_outside (TillFilter *filter, const char *column, TillDayRange range)
{
  set_both_days (filter, column, TILL_OP_OUTSIDE, range);
}

void
till_report_filter_set_days (TillFilter *filter, const char *column, TillDayRange range)
{
  g_autofree char *day = till_day_to_iso (range.first);

  /* The calendar button knows ranges only. */
  if (till_day_compare (range.first, range.last) == 0 && !g_str_equal (column, "date"))
    till_report_filter_set_one (filter, column, day);
  else
    till_report_filter_set_between (filter, column, range);
}

void
till_report_filter_set_one (TillFilter *filter, const char *column, const char *value)
{
  const char *const values[] = { value, NULL };

  till_filter_set (filter, column, TILL_OP_IS, values);
}

void
till_report_filter_set_not_posted (TillFilter *filter)
{
  static const char *const open[] = { "unposted", "posting", "needs-review", NULL };

  till_filter_set (filter, "posted", TILL_OP_IS, open);
}

TillFilter *
till_report_filter_moved (const char *column, TillDayRange range)
{
  static const char *const moved[] = { "paid", "partly-refunded", "refunded", "voided", NULL };
  TillFilter              *filter = till_filter_new ();

  till_report_filter_set_days (filter, column, range);
  till_filter_set (filter, "status", TILL_OP_IS, moved);

  return filter;
}
