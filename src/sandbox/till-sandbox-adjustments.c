/* till-sandbox-adjustments.c: what a deposit loses or regains long after the sale
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-adjustments.h"

#include "core/till-calendar.h"
#include "sandbox/till-sandbox-terms.h"

#define CHARGEBACK_FEE 2500
#define RETURN_FEE 250

typedef struct
{
  TillSandboxOddity  oddity;
  const char        *kind;
  const char        *words; /* of the name, before the transaction's id */
  TillSandboxLargest about;
  gint64             cents;
  gint64             fee;
  TillDay            day;
} Adjustment;

static gboolean
add (TillSandbox             *sandbox,
     TillDbConnection        *db,
     const TillSandboxReport *batch,
     const Adjustment        *wanted,
     GError                 **error)
{
  g_autoptr (TillSandboxReport) row =
    till_sandbox_report_new (wanted->kind, batch->terminal, batch->batch);

  row->transaction = wanted->about.transaction;
  row->name = g_strdup_printf ("%s %" G_GINT64_FORMAT, wanted->words, row->transaction);
  row->closed = till_day_start (wanted->day, sandbox->zone);
  row->settled = row->first = row->funded = wanted->day;
  row->shown_at = till_sandbox_report_run (row->closed, 0, sandbox->eastern);
  row->total = till_money (wanted->cents);
  row->fees = till_money (wanted->fee);

  return till_sandbox_report_save (db, row, error) &&
         till_sandbox_report_add_oddity (db, row, wanted->oddity, error);
}

static gboolean
add_chargeback (TillSandbox             *sandbox,
                TillDbConnection        *db,
                const TillSandboxReport *batch,
                TillSandboxOddity        oddity,
                guint                    n,
                TillSandboxLargest       about,
                GError                 **error)
{
  Adjustment taken = { oddity,
                       "chargeback",
                       "CHARGEBACK",
                       about,
                       -about.amount.cents,
                       CHARGEBACK_FEE,
                       till_calendar_add_business_days (batch->funded, n) };
  Adjustment back = { oddity,
                      "chargeback-reversal",
                      "CHARGEBACK REVERSAL",
                      about,
                      about.amount.cents,
                      0,
                      till_calendar_add_business_days (taken.day, n) };

  return add (sandbox, db, batch, &taken, error) &&
         (oddity != TILL_SANDBOX_CHARGEBACK_WON || add (sandbox, db, batch, &back, error));
}

gboolean
till_sandbox_adjustments_add (TillSandbox             *sandbox,
                              TillDbConnection        *db,
                              const TillSandboxReport *row,
                              TillSandboxLargest       by_card,
                              TillSandboxLargest       by_bank,
                              GError                 **error)
{
  static const TillSandboxOddity chargebacks[] = { TILL_SANDBOX_CHARGEBACK,
                                                   TILL_SANDBOX_CHARGEBACK_WON };
  TillSandboxOddities           *oddities = sandbox->terms->oddities;
  guint                          n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (chargebacks); i++)
    {
      if (by_card.transaction != 0 &&
          till_sandbox_oddities_strike (oddities, chargebacks[i], row->settled, row->terminal,
                                        row->batch, &n) &&
          !add_chargeback (sandbox, db, row, chargebacks[i], n, by_card, error))
        return FALSE;
    }

  if (by_bank.transaction != 0 &&
      till_sandbox_oddities_strike (oddities, TILL_SANDBOX_ACH_RETURN, row->settled, row->terminal,
                                    row->batch, &n))
    {
      Adjustment returned = { TILL_SANDBOX_ACH_RETURN,
                              "ach-return",
                              "ACH RETURN R01",
                              by_bank,
                              -by_bank.amount.cents,
                              RETURN_FEE,
                              till_calendar_add_business_days (row->funded, n) };

      return add (sandbox, db, row, &returned, error);
    }

  return TRUE;
}
