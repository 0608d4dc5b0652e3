/* till-plans-tab.c: the Payment Plans tab as the tests use it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-plans-tab.h"

#include "flow/till-practice-plan-list.h"
#include "flow/till-practice-private.h"
#include "rules/till-plan-rules.h"
#include "store/till-store-cards.h"
#include "store/till-store-patients.h"
#include "store/till-store-plans.h"
#include "store/till-store-transactions.h"
#include "ui/plans/till-plans-page.h"
#include "ui/till-window.h"

typedef struct
{
  const char   *name;
  const char   *what_for;
  gint64        total;
  gint64        down;
  gint64        n;
  gint64        n_paid; /* parts */
  TillPlanState state;
} Plan;

static const Plan plans[N_PLANS] = {
  { "Abernathy, June", "Implant, upper left", 60000, 0, 6, 2, TILL_PLAN_ACTIVE },
  { "Castillo, María José", "Extracción", 18000, 3000, 3, 0, TILL_PLAN_PENDING },
  { "Donaudampfschifffahrtsgesellschaft, Friederike-Charlotte",
    "Crowns and bridges of both jaws, with a temporary denture meanwhile", 1234567, 100000, 24, 11,
    TILL_PLAN_ACTIVE },
  { "Evans, Rhys", "Braces", 240000, 0, 12, 3, TILL_PLAN_FAILED },
  { "Fitzgerald, Saoirse", NULL, 40000, 0, 4, 1, TILL_PLAN_PAUSED },
  { "Goldberg, Miriam", "Root canal", 90000, 0, 3, 0, TILL_PLAN_AUTHORIZED },
  { "Haddad, Layla", "Whitening", 20000, 0, 2, 2, TILL_PLAN_COMPLETED },
  { "Ishikawa, Ren", "Night guard", 30000, 0, 3, 1, TILL_PLAN_CANCELLED },
};

typedef struct
{
  PlansTab         *tab;
  TillDbConnection *connection;
  const Plan       *plan;
  TillInstant       at;
  TillDay           today;
  gint64            patient;
  gint64            id;
} Making;

/* As if by hand: how a card is charged is another test's matter. */
static void
pay (const Making *self, const TillInstallment *installment)
{
  g_autoptr (TillTransaction) payment = till_transaction_new ();

  payment->location_id = 1;
  payment->kind = TILL_KIND_PAYMENT;
  payment->method = TILL_METHOD_CASH;
  payment->state = TILL_TRANSACTION_SETTLED;
  payment->amount = installment->amount;
  payment->patient_id = payment->guarantor_id = self->patient;
  payment->patient_name = g_strdup (self->plan->name);
  payment->happened_at = self->at;
  g_assert_true (till_store_add_transaction (self->connection, payment, NULL, self->at, NULL));
  g_assert_true (till_store_end_installment (self->connection, installment->id,
                                             TILL_INSTALLMENT_PAID, payment->id, NULL, NULL,
                                             self->at, NULL));
}

static void
bring_to_state (const Making *self)
{
  g_autoptr (GPtrArray) parts = till_store_list_installments (self->connection, self->id, NULL);

  for (guint i = 0; i < (guint) self->plan->n_paid; i++)
    pay (self, parts->pdata[i]);
  if (self->plan->state == TILL_PLAN_FAILED)
    g_assert_true (till_store_end_installment (
      self->connection, ((TillInstallment *) parts->pdata[self->plan->n_paid])->id,
      TILL_INSTALLMENT_MISSED, 0, "The card was declined", NULL, self->at, NULL));
  if (self->plan->state == TILL_PLAN_PAUSED)
    g_assert_true (till_store_pause_plan (self->connection, self->id, "On a journey until spring",
                                          NULL, self->at, NULL));
  if (self->plan->state == TILL_PLAN_CANCELLED)
    g_assert_true (till_store_cancel_plan (self->connection, self->id, "The insurance has paid",
                                           NULL, self->at, NULL));
}

static gint64
keep_card (const Making *self)
{
  g_autoptr (TillFiledCard) card = till_filed_card_new ();
  gboolean                  is_news;

  card->processor = g_strdup ("clearent");
  card->token = g_strdup_printf ("token-%d", (int) self->patient);
  card->guarantor_id = self->patient;
  card->brand = g_strdup ("Visa");
  card->last_four = g_strdup ("4242");
  card->consent_wording = g_strdup ("Keep my card.");
  card->consent_by = g_strdup ("Maria Lopez");
  card->consent_at = self->at;
  g_assert_true (till_store_keep_card (self->connection, card, NULL, self->at, &is_news, NULL));

  return card->id;
}

static gboolean
make_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Making                 *self = data;
  TillDay                 first = till_day_add (self->today, 4);
  TillPlanTerms           terms = { .total = till_money (self->plan->total),
                                    .down_payment = till_money (self->plan->down),
                                    .n_installments = self->plan->n,
                                    .cadence = TILL_CADENCE_MONTHLY,
                                    .first = first };
  g_autoptr (TillPlan)    plan = till_plan_new ();
  g_autoptr (TillPatient) patient = till_patient_new ();
  int                     year;
  int                     month;
  int                     day;

  self->connection = connection;
  till_day_get_ymd (first, &year, &month, &day);
  terms.day = day;
  g_assert_true (till_plan_solve_installment (&terms, NULL));
  patient->name = g_strdup (self->plan->name);
  g_assert_true (till_store_add_patient (connection, patient, self->at, NULL));
  self->patient = plan->guarantor_id = plan->patient_id = patient->id;
  g_assert_true (till_store_add_ledger_entry (connection, patient->id, "charge", terms.total,
                                              till_day_add (self->today, -20), NULL, self->at,
                                              NULL));
  plan->what_for = g_strdup (self->plan->what_for);
  plan->card_id = self->plan->state != TILL_PLAN_PENDING ? keep_card (self) : 0;
  g_assert_true (till_store_add_plan (connection, plan, &terms, NULL, self->at, NULL));
  self->id = plan->id;
  if (self->plan->state == TILL_PLAN_PENDING)
    return TRUE;
  g_assert_true (till_store_authorize_plan (connection, plan->id, TILL_AUTHORIZED_PAPER,
                                            self->plan->name, self->today, NULL, self->at, NULL));
  bring_to_state (self);

  return TRUE;
}

void
plans_add (PlansTab *tab, guint n)
{
  Making             making = { .tab = tab,
                                .plan = &plans[n],
                                .at = till_practice_now (tab->desk->practice) + n * TILL_MINUTE,
                                .today = till_practice_get_today (tab->desk->practice) };
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (tab->desk->practice), TILL_DB_NORMAL, make_job, &making,
                 &error);
  g_assert_no_error (error);
}

void
plans_begin (PlansTab *tab, gboolean with_plans)
{
  tab->desk = desk_new_for_cash ();
  till_test_wait_until (!tab->desk->practice->aging);
  for (guint i = 0; with_plans && i < N_PLANS; i++)
    plans_add (tab, i);
  till_practice_age_if_due (tab->desk->practice);
  till_test_wait_until (!tab->desk->practice->aging);
  tab->table = till_practice_get_plans (tab->desk->practice);
}

void
plans_open (PlansTab *tab, gboolean with_plans)
{
  plans_begin (tab, with_plans);
  tab->window = till_window_new (ui_application (), tab->desk->practice);
  gtk_window_set_title (GTK_WINDOW (tab->window), "Test");
  gtk_window_set_default_size (GTK_WINDOW (tab->window), 1366, 768);
  till_test_present (tab->window);
  ui_keys ("ctrl+5");
  till_test_wait_until ((tab->page = till_test_find (tab->window, TILL_TYPE_PLANS_PAGE)) != NULL);
  till_test_wait_until (gtk_widget_get_mapped (tab->page));
  plans_wait_rows (tab, with_plans ? N_PLANS_NOT_OVER : 0);
}

void
plans_close (PlansTab *tab)
{
  ui_end (tab->window);
  desk_assert_holds (tab->desk);
  desk_free (tab->desk);
}

void
plans_wait_rows (PlansTab *tab, guint n_rows)
{
  ui_wait_rows (tab->table, n_rows, tab->window);
}
