/* till-day-sheet.c: the day sheet in words: what was entered, by method and user, and what goes to
 * the bank
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "document/till-report-parts.h"
#include "document/till-reports.h"
#include "rules/till-takings-rules.h"

static const TillReportColumn method_columns[TILL_N_TAKINGS_COLUMNS] = {
  [TILL_TAKINGS_WHAT] = { N_ ("Method"), FALSE, 24 },
  [TILL_TAKINGS_NUMBER] = { N_ ("Number"), TRUE, 8 },
  [TILL_TAKINGS_PAYMENTS] = { N_ ("Payments"), TRUE, 13 },
  [TILL_TAKINGS_REFUNDS] = { N_ ("Refunds"), TRUE, 12 },
  [TILL_TAKINGS_VOIDS] = { N_ ("Voids"), TRUE, 12 },
  [TILL_TAKINGS_NET] = { N_ ("Net"), TRUE, 13 },
  [TILL_TAKINGS_LAST] = { N_ ("Not posted"), TRUE, 13 },
};

static const TillReportColumn user_columns[TILL_N_TAKINGS_COLUMNS] = {
  [TILL_TAKINGS_WHAT] = { N_ ("User"), FALSE, 24 },
  [TILL_TAKINGS_NUMBER] = { N_ ("Number"), TRUE, 8 },
  [TILL_TAKINGS_PAYMENTS] = { N_ ("Payments"), TRUE, 13 },
  [TILL_TAKINGS_REFUNDS] = { N_ ("Refunds"), TRUE, 12 },
  [TILL_TAKINGS_VOIDS] = { N_ ("Voids"), TRUE, 12 },
  [TILL_TAKINGS_NET] = { N_ ("Net"), TRUE, 13 },
  [TILL_TAKINGS_LAST] = { N_ ("Not posted"), TRUE, 13 },
};

static const TillReportColumn slip_columns[] = {
  { N_ ("Payer"), FALSE, 40 },
  { N_ ("Check number"), FALSE, 16 },
  { N_ ("Amount"), TRUE, 13 },
};

static const TillReportColumn open_columns[] = {
  { "", FALSE, 40 },
  { N_ ("Number"), TRUE, 8 },
  { N_ ("Amount"), TRUE, 13 },
};

static gboolean
set_takings (TillReportRow *row, const TillTakings *takings, GError **error)
{
  till_report_row_set_money (row, TILL_TAKINGS_LAST, takings->unposted);

  return till_report_row_set_takings (row, takings, error);
}

/* ── By method, by user ──────────────────────────────────────────────────────────────────────── */

typedef gboolean (*Fits) (const TillTakingsLine *line, gconstpointer what);

static gboolean
is_of_method (const TillTakingsLine *line, gconstpointer what)
{
  return !line->is_elsewhere && (int) line->method == GPOINTER_TO_INT (what);
}

static gboolean
is_of_user (const TillTakingsLine *line, gconstpointer what)
{
  return !line->is_elsewhere && g_strcmp0 (line->user, what) == 0;
}

static gboolean
is_elsewhere (const TillTakingsLine *line, gconstpointer what)
{
  return line->is_elsewhere;
}

static gboolean
is_elsewhere_by (const TillTakingsLine *line, gconstpointer what)
{
  return line->is_elsewhere && (int) line->method == GPOINTER_TO_INT (what);
}

static gboolean
is_any (const TillTakingsLine *line, gconstpointer what)
{
  return TRUE;
}

static gboolean
has_any (const TillDaySheet *self, Fits fits, gconstpointer what)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      if (fits (self->lines->pdata[i], what))
        return TRUE;
    }

  return FALSE;
}

static gboolean
add_up (const TillDaySheet *self, Fits fits, gconstpointer what, TillTakings *sum, GError **error)
{
  *sum = (TillTakings){ 0 };
  for (guint i = 0; i < self->lines->len; i++)
    {
      const TillTakingsLine *line = self->lines->pdata[i];

      if (fits (line, what) && !till_takings_add_all (sum, &line->takings))
        return till_takings_too_large (error);
    }

  return TRUE;
}

/* *row is NULL when there is nothing of it. */
static gboolean
add_row (const TillDaySheet *self,
         TillReportSection  *section,
         const char         *words,
         Fits                fits,
         gconstpointer       what,
         TillReportRow     **row,
         GError            **error)
{
  TillTakings takings;

  *row = NULL;
  if (fits != is_any && !has_any (self, fits, what))
    return TRUE;

  *row = till_report_section_add (section, fits == is_any ? TILL_REPORT_SUM : TILL_REPORT_ROW);
  till_report_row_set_text (*row, TILL_TAKINGS_WHAT, words);

  return add_up (self, fits, what, &takings, error) && set_takings (*row, &takings, error);
}

static gboolean
add_methods (const TillDaySheet *self, TillReport *report, GError **error)
{
  TillReportSection *section = till_report_add_section (report, _ ("By Method"), method_columns,
                                                        G_N_ELEMENTS (method_columns));
  TillReportRow     *row;

  for (int method = TILL_METHOD_TERMINAL; method <= TILL_METHOD_ONLINE; method++)
    {
      TillFilter *filter;

      if (!add_row (self, section, till_method_to_words ((TillMethod) method), is_of_method,
                    GINT_TO_POINTER (method), &row, error))
        return FALSE;
      /* The list would show what was made elsewhere too. */
      if (row == NULL || has_any (self, is_elsewhere_by, GINT_TO_POINTER (method)))
        continue;
      filter = till_report_filter_moved ("entered", report->range);
      till_report_filter_set_one (filter, "method", till_enum_to_text (TILL_TYPE_METHOD, method));
      till_report_row_set_list (row, "transactions", filter);
    }
  if (!add_row (self, section, _ ("Made elsewhere"), is_elsewhere, NULL, &row, error) ||
      !add_row (self, section, _ ("All"), is_any, NULL, &row, error))
    return FALSE;
  till_report_row_set_list (row, "transactions",
                            till_report_filter_moved ("entered", report->range));

  return TRUE;
}

static int
compare_users (gconstpointer a, gconstpointer b)
{
  const char *first = *(const char *const *) a;
  const char *second = *(const char *const *) b;

  return first == NULL || second == NULL ? (first == NULL) - (second == NULL)
                                         : g_utf8_collate (first, second);
}

/* Borrowed from the lines; NULL for nobody. */
static GPtrArray *
list_users (const TillDaySheet *self)
{
  GPtrArray *users = g_ptr_array_new ();

  for (guint i = 0; i < self->lines->len; i++)
    {
      const TillTakingsLine *line = self->lines->pdata[i];
      gboolean               known = line->is_elsewhere;

      for (guint u = 0; !known && u < users->len; u++)
        known = g_strcmp0 (users->pdata[u], line->user) == 0;
      if (!known)
        g_ptr_array_add (users, line->user);
    }
  g_ptr_array_sort (users, compare_users);

  return users;
}

static gboolean
add_users (const TillDaySheet *self, TillReport *report, GError **error)
{
  g_autoptr (GPtrArray) users = list_users (self);
  TillReportSection    *section =
    till_report_add_section (report, _ ("By User"), user_columns, G_N_ELEMENTS (user_columns));
  TillReportRow *row;

  for (guint i = 0; i < users->len; i++)
    {
      const char *user = users->pdata[i];

      if (!add_row (self, section, user != NULL ? user : _ ("Nobody signed in"), is_of_user, user,
                    &row, error))
        return FALSE;
    }

  return add_row (self, section, _ ("Made elsewhere"), is_elsewhere, NULL, &row, error) &&
         add_row (self, section, _ ("All"), is_any, NULL, &row, error);
}

/* ── The deposit slip ────────────────────────────────────────────────────────────────────────── */

static void
add_amount (TillReportSection *section, TillReportRowStyle style, const char *what, TillMoney money)
{
  TillReportRow *row = till_report_section_add (section, style);

  till_report_row_set_text (row, 0, what);
  till_report_row_set_money (row, 2, money);
}

static gboolean
add_cash (const TillDaySheet *self, TillReportSection *section, TillMoney *cash, GError **error)
{
  TillTakings takings;
  TillMoney   back;

  if (!add_up (self, is_of_method, GINT_TO_POINTER (TILL_METHOD_CASH), &takings, error))
    return FALSE;
  if (!till_money_add (takings.refunds, takings.voids, &back) ||
      !till_money_add (takings.payments, back, cash))
    return till_takings_too_large (error);

  if (back.cents != 0)
    {
      add_amount (section, TILL_REPORT_ROW, _ ("Cash taken"), takings.payments);
      add_amount (section, TILL_REPORT_ROW, _ ("Cash given back"), back);
    }
  add_amount (section, TILL_REPORT_SUM, _ ("Cash"), *cash);

  return TRUE;
}

static gboolean
add_checks (const TillDaySheet *self, TillReportSection *section, TillMoney *sum, GError **error)
{
  g_autofree char *words = g_strdup_printf (_ ("Checks (%u)"), self->checks->len);

  *sum = TILL_MONEY_ZERO;
  for (guint i = 0; i < self->checks->len; i++)
    {
      const TillCheck *check = self->checks->pdata[i];
      TillReportRow   *row = till_report_section_add (section, TILL_REPORT_ROW);

      till_report_row_set_text (row, 0, check->payer);
      till_report_row_set_text (row, 1, check->number);
      till_report_row_set_money (row, 2, check->amount);
      if (!till_money_add (*sum, check->amount, sum))
        return till_takings_too_large (error);
    }
  add_amount (section, TILL_REPORT_SUM, words, *sum);

  return TRUE;
}

static gboolean
add_slip (const TillDaySheet *self, TillReport *report, GError **error)
{
  TillReportSection *section = till_report_add_section (report, _ ("Bank Deposit Slip"),
                                                        slip_columns, G_N_ELEMENTS (slip_columns));
  TillMoney          cash;
  TillMoney          checks;
  TillMoney          total;

  if (self->n_returned > 0)
    section->note = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%" G_GINT64_FORMAT " check was given back and is left out.",
                   "%" G_GINT64_FORMAT " checks were given back and are left out.",
                   (gulong) self->n_returned),
      self->n_returned);
  if (!add_cash (self, section, &cash, error) || !add_checks (self, section, &checks, error))
    return FALSE;
  if (!till_money_add (cash, checks, &total))
    return till_takings_too_large (error);
  add_amount (section, TILL_REPORT_SUM, _ ("To the bank"), total);

  return TRUE;
}

/* ── What is still to be done ────────────────────────────────────────────────────────────────── */

static gboolean
add_open (const TillDaySheet *self, TillReport *report, GError **error)
{
  TillReportSection *section;
  TillReportRow     *row;
  TillTakings        all;
  TillFilter        *filter;

  if (!add_up (self, is_any, NULL, &all, error))
    return FALSE;
  if (all.n_unposted == 0 && self->n_waiting == 0)
    return TRUE;

  section =
    till_report_add_section (report, _ ("Still Open"), open_columns, G_N_ELEMENTS (open_columns));
  if (all.n_unposted > 0)
    {
      row = till_report_add_amount (section, TILL_REPORT_ROW, _ ("Not posted to the ledger"),
                                    all.n_unposted, all.unposted);
      filter = till_filter_new ();
      till_report_filter_set_days (filter, "entered", report->range);
      till_report_filter_set_not_posted (filter);
      till_report_row_set_list (row, "transactions", filter);
    }
  if (self->n_waiting > 0)
    {
      static const char *const waiting[] = { "pending", "authorized", NULL };

      row = till_report_add_amount (section, TILL_REPORT_ROW,
                                    _ ("Pending or only authorized: in none of the sums"),
                                    self->n_waiting, self->waiting);
      filter = till_filter_new ();
      till_report_filter_set_days (filter, "entered", report->range);
      till_filter_set (filter, "status", TILL_OP_IS, waiting);
      till_report_row_set_list (row, "transactions", filter);
    }

  return TRUE;
}

TillReport *
till_day_sheet_to_report (const TillDaySheet *self,
                          TillDayRange        range,
                          TillInstant         at,
                          GError            **error)
{
  g_autoptr (TillReport) report = till_report_new (TILL_REPORT_DAY_SHEET, range, at);

  if (self->lines->len == 0 && self->n_waiting == 0)
    {
      report->note = g_strdup (
        _ ("No payment, refund or void was entered. What was taken in these days but entered later "
           "is on the sheet of the day it was entered on."));
      return g_steal_pointer (&report);
    }

  report->note = g_strdup (
    _ ("What was entered in these days, whenever it happened. What was taken back later is on "
       "the sheet of that day."));
  if (!add_methods (self, report, error) || !add_users (self, report, error) ||
      !add_slip (self, report, error) || !add_open (self, report, error))
    return NULL;

  return g_steal_pointer (&report);
}
