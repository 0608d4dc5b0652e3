/* till-demo-agreements.c: who pays by a payment plan, by which, and what was charged of it so far
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Told from the day on which the practice is made: what came due before was charged then, and
 * nothing is due on that day, so that the program goes on from there.
 */
#include <glib/gi18n-lib.h>

#include "core/till-calendar.h"
#include "demo/till-demo-private.h"
#include "rules/till-plan-rules.h"

/* A plan is signed so many days before its first installment, or on the business day after. */
#define LEAD_DAYS 12

/* Of a day, behind all that happens at the desk, and so many numbers for each plan. */
#define FIRST_INDEX 500
#define INDEXES_A_PLAN 40

#define OTHER_CARDS 9
#define MOST_REFUSALS 4

#define CENTS 100

/* Code and words, as the processor has them. */
static const char *const no_funds[] = { "012", "Insufficient funds" };
static const char *const suspended[] = { "005", "Card suspended" };

typedef struct
{
  const char *what_for;
  TillCadence cadence;
  int         dollars; /* each */
  int         n;
  int         down; /* dollars */
  int         n_paid;
  int         next; /* days from today to the first that is not paid; of a completed one: to the
                       last */

  /* Of the first that is not paid, so many days after it was due; rising, ends with −1 */
  const char *const *refusal; /* or NULL */
  int                refused_after[MOST_REFUSALS + 1];

  TillDemoFate fate;
  int          fate_ago; /* days */
  const char  *why;
  gboolean     has_backup;
  gboolean     card_ends; /* next month */
} Script;

/* The days on which a refused one is tried again are those that a new practice has set. */
static const Script scripts[] = {
  { "Crown and follow-up", TILL_CADENCE_MONTHLY, 150, 8, .n_paid = 3, .next = 5 },
  { "Orthodontics, second phase", TILL_CADENCE_MONTHLY, 189, 18, .n_paid = 11, .next = 12 },
  { "Root canal and crown", TILL_CADENCE_TWO_WEEKS, 120, 10, .n_paid = 4, .next = 1 },
  { "Partial denture", TILL_CADENCE_WEEKLY, 45, 20, .n_paid = 9, .next = 3 },
  { "Implant, first part", TILL_CADENCE_QUARTERLY, 400, 4, .n_paid = 1, .next = 34 },
  { "Bridge, upper right", TILL_CADENCE_MONTHLY, 220, 10, .down = 300, .n_paid = 4, .next = 19 },
  { "Night guard and fillings", TILL_CADENCE_TWO_WEEKS, 60, 8, .n_paid = 5, .next = 6,
    .card_ends = TRUE },
  { "Periodontal treatment", TILL_CADENCE_MONTHLY_WEEKDAY, 95, 6, .n_paid = 2, .next = 9 },
  { "Implant, second part", TILL_CADENCE_MONTHLY, 275, 12, .n_paid = 6, .next = 22,
    .has_backup = TRUE },
  { "Wisdom teeth", TILL_CADENCE_WEEKLY, 35, 16, .n_paid = 6, .next = 2 },
  { "Fillings, upper left", TILL_CADENCE_MONTHLY, 110, 6, .n_paid = 3, .next = -2,
    .refusal = no_funds, .refused_after = { 0, 1, -1 } },
  { "Crowns, front teeth", TILL_CADENCE_MONTHLY, 200, 9, .n_paid = 4, .next = -6,
    .refusal = suspended, .refused_after = { 0, -1 } },
  { "Root canal", TILL_CADENCE_TWO_WEEKS, 80, 8, .n_paid = 3, .next = -9, .refusal = no_funds,
    .refused_after = { 0, 1, 3, 7, -1 } },
  { "Dentures", TILL_CADENCE_MONTHLY, 160, 8, .n_paid = 2, .next = 11, .fate = TILL_DEMO_IS_PAUSED,
    .fate_ago = 4, .why = "Between jobs, will call in two months" },
  { "Veneers", TILL_CADENCE_MONTHLY, 180, 6, .n_paid = 1, .next = -30,
    .fate = TILL_DEMO_IS_CANCELLED, .fate_ago = 40, .why = "Prefers to pay by statement" },
  { "Crown", TILL_CADENCE_MONTHLY, 140, 6, .n_paid = 6, .next = -40 },
  { "Extraction and bone graft", TILL_CADENCE_TWO_WEEKS, 90, 6, .n_paid = 6, .next = -120 },
  { "Bridge, lower right", TILL_CADENCE_MONTHLY, 175, 8, .next = 8, .fate = TILL_DEMO_IS_PENDING },
  { "Fillings, lower left", TILL_CADENCE_WEEKLY, 50, 6, .next = 6 },
};

static void
agreement_free (gpointer data)
{
  TillDemoAgreement *self = data;

  g_array_unref (self->tries);
  g_free (self->uuid);
  g_free (self);
}

GPtrArray *
till_demo_new_agreements (void)
{
  return g_ptr_array_new_with_free_func (agreement_free);
}

/* ── Who ─────────────────────────────────────────────────────────────────────────────────────── */

/* Those of whose balance something else than payments for what was charged will be a part; by
 * guarantors. */
static gboolean *
find_unlike (TillDemoData *self)
{
  gboolean *unlike = g_new0 (gboolean, self->patients->len);

  for (TillDay day = till_day_add_months (self->made_on, -24);
       till_day_compare (day, self->made_on) <= 0; day = till_day_add (day, 1))
    {
      const GArray *plan = till_demo_plan_day (self, day);

      for (guint i = 0; i < plan->len; i++)
        {
          const TillDemoPayment *payment = &g_array_index (plan, TillDemoPayment, i);
          const TillPatient     *patient = self->patients->pdata[payment->patient];

          if (payment->n_takings > 0 || payment->charged.cents < payment->amount.cents)
            unlike[patient->guarantor_id - 1] = TRUE;
        }
    }

  for (guint i = 0; i < self->patients->len; i++)
    if (till_demo_has_open_books (self, self->patients->pdata[i], self->made_on))
      unlike[i] = TRUE;

  return unlike;
}

static gboolean
may_have_card (const TillPatient *patient)
{
  return patient->guarantor_id == patient->id && !patient->do_not_contact &&
         (patient->phone != NULL || patient->email != NULL);
}

/* One that is not in @taken, who is from then on. */
static guint
draw_guarantor (TillDemoData *self, gint64 which, gboolean *taken)
{
  TillDemoRandom random = till_demo_random (self->seed, TILL_DEMO_AGREEMENT, which, 0);
  guint          drawn;

  do
    drawn = till_demo_random_below (&random, self->patients->len);
  while (taken[drawn] || !may_have_card (self->patients->pdata[drawn]));
  taken[drawn] = TRUE;

  return drawn;
}

/* ── Which terms ─────────────────────────────────────────────────────────────────────────────── */

/* @n installments before @day. */
static TillDay
move_back (TillDay day, TillCadence cadence, int n)
{
  switch (cadence)
    {
    case TILL_CADENCE_WEEKLY:
      return till_day_add (day, -7 * n);
    case TILL_CADENCE_TWO_WEEKS:
      return till_day_add (day, -14 * n);
    case TILL_CADENCE_QUARTERLY:
      return till_day_add_months (day, -3 * n);
    case TILL_CADENCE_MONTHLY:
    case TILL_CADENCE_MONTHLY_WEEKDAY:
    default:
      return till_day_add_months (day, -n);
    }
}

static TillPlanTerms
make_terms (const Script *script, TillDay today)
{
  TillDay       known = till_day_add (today, script->next);
  int           before = MIN (script->n_paid, script->n - 1);
  TillPlanTerms terms = { .cadence = script->cadence, .n_installments = script->n, .remind = 3 };
  int           year;
  int           month;
  int           day;

  till_day_get_ymd (known, &year, &month, &day);
  terms.installment = till_money (script->dollars * CENTS);
  terms.down_payment = till_money (script->down * CENTS);
  terms.total = till_money ((script->down + script->n * script->dollars) * CENTS);
  terms.day = day;
  terms.week = day > 28 ? TILL_LAST_WEEK : (day + 6) / 7;
  terms.weekday = till_day_get_weekday (known);
  /* Of a month that is shorter, or where that weekday is earlier, it is the first fitting day. */
  terms.first = script->cadence == TILL_CADENCE_MONTHLY_WEEKDAY
                  ? move_back (till_day (year, month, 1), script->cadence, before)
                  : move_back (known, script->cadence, before);
  terms.first = till_plan_get_day (&terms, 0);

  return terms;
}

/* ── What was charged ────────────────────────────────────────────────────────────────────────── */

/* The desk's computer is on. */
static TillDay
find_charge_day (TillDay due, TillDay today)
{
  TillDay open = till_calendar_add_business_days (due, 0);

  return till_day_compare (open, today) < 0 ? open : due;
}

static const char *
make_note (const TillDemoAgreement *self, int n_paid)
{
  g_autofree char *note =
    /* Translators: the note of a payment: which part of a plan it is, and of how many */
    g_strdup_printf (_ ("Payment plan: %d of %d"), n_paid + 1,
                     (int) till_plan_count_parts (&self->terms));

  return g_intern_string (note);
}

static TillDemoTry *
append_try (TillDemoData      *data,
            TillDemoAgreement *self,
            guint              number,
            TillDay            day,
            TillMoney          amount)
{
  guint           place = data->agreements->len;
  TillDemoTry     one = { .number = number, .retry = TILL_DAY_NONE };
  TillDemoPayment payment = { .day = day,
                              .patient = self->guarantor,
                              .method = TILL_METHOD_CARD_ON_FILE,
                              .entry = TILL_DEMO_ON_FILE,
                              .amount = amount,
                              .card = self->card,
                              .asked_by = TILL_ASKED_BY_PRACTICE };
  int             n_paid = 0;

  for (guint i = 0; i < self->tries->len; i++)
    n_paid += g_array_index (self->tries, TillDemoTry, i).outcome == TILL_TRY_APPROVED;
  if (n_paid == 0)
    payment.asked_by = TILL_ASKED_BY_CUSTOMER;
  payment.index = FIRST_INDEX + place * INDEXES_A_PLAN + self->tries->len;
  payment.at = till_day_at_time (day, 8 * 3600 + (6 + place * 2) * 60 + place * 7, data->zone);
  payment.note = make_note (self, n_paid);
  one.outcome = TILL_TRY_APPROVED;
  one.state = TILL_INSTALLMENT_PAID;
  one.payment = payment;
  g_array_append_val (self->tries, one);

  return &g_array_index (self->tries, TillDemoTry, self->tries->len - 1);
}

static void
append_paid (TillDemoData *data, TillDemoAgreement *self, const GArray *parts, guint n_paid)
{
  /* Once it was signed. */
  if (self->terms.down_payment.cents > 0)
    append_try (data, self, 0, self->agreed_on, self->terms.down_payment)->payment.at =
      self->agreed_at + 3 * TILL_MINUTE;

  for (guint i = 0; i < n_paid; i++)
    {
      const TillPlanPart *part = &g_array_index (parts, TillPlanPart, i);

      append_try (data, self, part->number, find_charge_day (part->day, data->made_on),
                  part->amount);
    }
}

static void
append_refused (TillDemoData       *data,
                TillDemoAgreement  *self,
                const Script       *script,
                const TillPlanPart *part)
{
  static const int retries[] = { 1, 3, 7 }; /* TILL_DEFAULT_RETRIES */

  for (guint i = 0; script->refusal != NULL && script->refused_after[i] >= 0; i++)
    {
      TillDay      day = till_day_add (part->day, script->refused_after[i]);
      TillDemoTry *one = append_try (data, self, part->number, day, part->amount);
      gboolean     is_hard = script->refusal == suspended;

      one->payment.declined = TRUE;
      one->payment.refusal = script->refusal;
      one->outcome = is_hard ? TILL_TRY_HARD : TILL_TRY_SOFT;
      one->state = TILL_INSTALLMENT_MISSED;
      if (is_hard || i == G_N_ELEMENTS (retries))
        continue;
      one->state = TILL_INSTALLMENT_FAILED;
      one->retry = till_day_add (part->day, retries[i]);
    }
}

/* ── All together ────────────────────────────────────────────────────────────────────────────── */

static void
end_next_month (TillCard *card, TillDay today)
{
  int year;
  int month;
  int day;

  till_day_get_ymd (till_day_add_months (today, 1), &year, &month, &day);
  g_free (card->expiry);
  card->expiry = g_strdup_printf ("%02d%02d", month, year % 100);
}

static void
add_agreement (TillDemoData *self, const Script *script, gboolean *taken)
{
  gint64             place = self->agreements->len;
  TillDemoRandom     random = till_demo_random (self->seed, TILL_DEMO_AGREEMENT, place, 1);
  TillDemoAgreement *agreement = g_new0 (TillDemoAgreement, 1);
  g_autoptr (GArray) parts = NULL;
  TillDemoFiledCard *card;
  TillInstant        carded_at;
  const TillPatient *guarantor;

  agreement->uuid = till_demo_random_uuid (&random);
  agreement->guarantor = draw_guarantor (self, place, taken);
  guarantor = self->patients->pdata[agreement->guarantor];
  agreement->patient = agreement->guarantor +
                       till_demo_random_below (&random, till_demo_count_members (self, guarantor));
  agreement->what_for = script->what_for;
  agreement->fate = script->fate;
  agreement->fate_on = till_day_add (self->made_on, -script->fate_ago);
  agreement->why = script->why;
  agreement->terms = make_terms (script, self->made_on);
  parts = till_plan_make_parts (&agreement->terms);
  agreement->agreed_on = till_calendar_add_business_days (
    till_day_add (g_array_index (parts, TillPlanPart, 0).day, -LEAD_DAYS), 0);
  agreement->agreed_at =
    till_day_at_time (agreement->agreed_on, 10 * 3600 + (guint) place * 17 * 60, self->zone);
  agreement->tries = g_array_new (FALSE, FALSE, sizeof (TillDemoTry));

  carded_at = agreement->agreed_at - 4 * TILL_MINUTE;
  agreement->card = card = till_demo_file_card (self, agreement->guarantor, FALSE, carded_at);
  if (script->card_ends)
    end_next_month (&card->card, self->made_on);
  if (script->has_backup)
    till_demo_file_card (self, agreement->guarantor, TRUE, carded_at + TILL_MINUTE);

  append_paid (self, agreement, parts, (guint) script->n_paid);
  if (script->n_paid < script->n)
    append_refused (self, agreement, script, &g_array_index (parts, TillPlanPart, script->n_paid));
  g_ptr_array_add (self->agreements, agreement);
}

void
till_demo_data_add_plans (TillDemoData *self, TillDay today)
{
  g_autofree gboolean *taken = NULL;

  g_return_if_fail (till_day_is_none (self->made_on));

  self->made_on = today;
  taken = find_unlike (self);
  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    add_agreement (self, &scripts[i], taken);

  for (guint i = 0; i < OTHER_CARDS; i++)
    {
      guint   guarantor = draw_guarantor (self, G_N_ELEMENTS (scripts) + i, taken);
      TillDay day = till_calendar_add_business_days (till_day_add (today, -20 - (int) i * 31), 0);

      till_demo_file_card (self, guarantor, FALSE,
                           till_day_at_time (day, 11 * 3600 + i * 1117, self->zone));
    }
}
