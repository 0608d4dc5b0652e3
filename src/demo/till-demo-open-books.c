/* till-demo-open-books.c: what families owe from before the demo's first day, and what the
 * insurance is still to pay of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each family is drawn by itself: a few treatments of the last months, each with its fee, what the
 * insurance paid of it or is thought to pay still, and what the network's contract takes off. The
 * same draw gives the entries of the ledger and, once the balances are aged, the estimates.
 */
#include "demo/till-demo-private.h"
#include "store/till-store-receivables.h"
#include "store/till-store-transactions.h"

/* An insurance has answered by then. */
#define LONGEST_CLAIM 34
#define MOST_TREATMENTS 2

typedef struct
{
  gint64      patient_id;
  TillDay     day;
  const char *service;
  TillMoney   fee;
  TillMoney   insured;   /* what the insurance pays of it */
  TillMoney   write_off; /* what the contract takes off */
  TillDay     paid_on;   /* by the insurance; TILL_DAY_NONE: the claim is open */
} Treatment;

typedef struct
{
  const TillPatient *guarantor;
  Treatment          treatments[MOST_TREATMENTS];
  guint              n_treatments;
  TillMoney          credit; /* ≤ 0: paid by the insurance beyond what was charged */
  TillDay            credited_on;
} Family;

static const struct
{
  const char *name;
  int         dollars[2]; /* the fee, from … to */
} services[] = {
  { "Exam and X-rays", { 110, 240 } }, { "Cleaning", { 95, 150 } },
  { "Filling", { 170, 340 } },         { "Periodontal maintenance", { 120, 190 } },
  { "Extraction", { 190, 420 } },      { "Root canal", { 900, 1400 } },
  { "Crown", { 1100, 1500 } },         { "Bridge", { 2200, 3100 } },
};

guint
till_demo_count_members (TillDemoData *self, const TillPatient *guarantor)
{
  guint n = 1;

  while ((guint) guarantor->id - 1 + n < self->patients->len &&
         ((const TillPatient *) g_ptr_array_index (self->patients, (guint) guarantor->id - 1 + n))
             ->guarantor_id == guarantor->id)
    n++;

  return n;
}

/* Most of it lately; some has been owed for a year. */
static int
draw_age (TillDemoRandom *random)
{
  static const guint weights[] = { 430, 190, 130, 160, 90, 0 };
  static const int   days[][2] = { { 1, 30 }, { 31, 60 }, { 61, 90 }, { 91, 180 }, { 181, 390 } };
  guint              drawn = till_demo_random_weighted (random, weights);

  return till_demo_random_between (random, days[drawn][0], days[drawn][1]);
}

static void
draw_insurance (TillDemoRandom *random, Treatment *treatment, TillDay today)
{
  int    covered = till_demo_random_between (random, 5, 8) * 10;
  int    taken_off = till_demo_random_between (random, 5, 15);
  int    n_days = till_demo_random_between (random, 12, LONGEST_CLAIM);
  gint64 rest;

  treatment->write_off = till_money (treatment->fee.cents * taken_off / 100);
  rest = treatment->fee.cents - treatment->write_off.cents;
  treatment->insured = till_money (rest * covered / 100);
  treatment->paid_on = till_day_add (treatment->day, n_days);
  if (till_day_compare (treatment->paid_on, today) > 0)
    treatment->paid_on = TILL_DAY_NONE;
}

static void
draw_treatment (TillDemoRandom *random, Family *family, guint n_members, TillDay today)
{
  static const guint weights[] = { 250, 210, 270, 90, 80, 40, 50, 10, 0 };
  Treatment         *treatment = &family->treatments[family->n_treatments++];
  guint              drawn = till_demo_random_weighted (random, weights);

  *treatment = (Treatment){ .paid_on = TILL_DAY_NONE };
  treatment->patient_id = family->guarantor->id + till_demo_random_below (random, n_members);
  treatment->day = till_day_add (today, -draw_age (random));
  treatment->service = services[drawn].name;
  treatment->fee = till_money (
    till_demo_random_between (random, services[drawn].dollars[0], services[drawn].dollars[1]) *
    100);
  if (till_demo_random_chance (random, 620))
    draw_insurance (random, treatment, today);
}

/* FALSE: this one is no guarantor, or neither owes nor is owed anything from before. */
static gboolean
draw_family (TillDemoData *self, const TillPatient *patient, TillDay today, Family *family)
{
  TillDemoRandom random = till_demo_random (self->seed, TILL_DEMO_BALANCE, patient->id, 0);
  guint          fate = till_demo_random_below (&random, 1000);
  guint          n_members;

  *family = (Family){ .guarantor = patient };
  if (patient->guarantor_id != patient->id)
    return FALSE;
  if (fate < 45)
    {
      family->credit = till_money (-till_demo_random_between (&random, 1800, 31000));
      family->credited_on = till_day_add (today, -till_demo_random_between (&random, 4, 420));
      return TRUE;
    }

  n_members = till_demo_count_members (self, patient);
  if (fate < 640)
    for (int n = till_demo_random_between (&random, 1, MOST_TREATMENTS); n > 0; n--)
      draw_treatment (&random, family, n_members, today);

  return family->n_treatments > 0;
}

gboolean
till_demo_has_open_books (TillDemoData *self, const TillPatient *patient, TillDay today)
{
  Family family;

  return draw_family (self, patient, today, &family);
}

static gboolean
add_entry (TillDbConnection *connection,
           gint64            patient_id,
           TillMoney         amount,
           TillDay           day,
           const char       *note,
           TillInstant       now,
           GError          **error)
{
  return amount.cents == 0 || till_store_add_ledger_entry (
                                connection, patient_id, amount.cents > 0 ? "charge" : "adjustment",
                                amount, day, note, now, error);
}

static gboolean
write_treatment (TillDbConnection *connection,
                 const Treatment  *treatment,
                 TillInstant       now,
                 GError          **error)
{
  gboolean is_paid = !till_day_is_none (treatment->paid_on);

  return add_entry (connection, treatment->patient_id, treatment->fee, treatment->day,
                    treatment->service, now, error) &&
         (!is_paid ||
          (add_entry (connection, treatment->patient_id, till_money (-treatment->insured.cents),
                      treatment->paid_on, "Insurance payment", now, error) &&
           add_entry (connection, treatment->patient_id, till_money (-treatment->write_off.cents),
                      treatment->paid_on, "Write-off by contract", now, error)));
}

gboolean
till_demo_write_open_books (TillDemoData      *self,
                            TillDbConnection  *connection,
                            const TillPatient *patient,
                            TillInstant        now,
                            GError           **error)
{
  Family family;

  if (!draw_family (self, patient, till_day_of_instant (now, self->zone), &family))
    return TRUE;

  for (guint i = 0; i < family.n_treatments; i++)
    if (!write_treatment (connection, &family.treatments[i], now, error))
      return FALSE;

  return add_entry (connection, patient->id, family.credit, family.credited_on,
                    "Insurance paid more than expected", now, error);
}

gboolean
till_demo_data_write_estimates (TillDemoData     *self,
                                TillDbConnection *connection,
                                TillInstant       now,
                                GError          **error)
{
  TillDay today = till_day_of_instant (now, self->zone);

  for (guint i = 0; i < self->patients->len; i++)
    {
      const TillPatient *patient = g_ptr_array_index (self->patients, i);
      TillMoney          estimate = TILL_MONEY_ZERO;
      Family             family;

      if (!draw_family (self, patient, today, &family))
        continue;

      for (guint n = 0; n < family.n_treatments; n++)
        if (till_day_is_none (family.treatments[n].paid_on))
          estimate.cents += family.treatments[n].insured.cents;
      if (estimate.cents > 0 &&
          !till_store_expect_insurance (connection, patient->id, estimate, NULL, now, error))
        return FALSE;
    }

  return TRUE;
}
