/* till-plan-states.c: six payment plans, one a state
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-plan-states.h"

#include "store/till-store-cards.h"

typedef struct
{
  const char   *name;
  const char   *what_for;
  const char   *brand; /* NULL: no card */
  gint64        total;
  gint64        down;
  gint64        n;
  TillPlanState state;
} Plan;

/* Made in this order, a minute apart. */
static const Plan plans[] = {
  { "Adams, Ann", "Implant", "Visa", 60000, 0, 6, TILL_PLAN_ACTIVE },
  { "Brown, Ben", "Extracción", NULL, 10000, 1000, 3, TILL_PLAN_PENDING },
  { "Clark, Zoë", NULL, "Visa", 20000, 0, 4, TILL_PLAN_PAUSED },
  { "Diaz, Eva", "Braces", "Discover", 30000, 0, 3, TILL_PLAN_FAILED },
  { "Evans, Max", "Crown", "Visa", 5000, 0, 1, TILL_PLAN_COMPLETED },
  { "Ford, Kim", "Whitening", "Mastercard", 40000, 0, 4, TILL_PLAN_CANCELLED },
};

typedef struct
{
  PlanRows     *rows;
  const Plan   *plan;
  guint         n;
  TillPlanTerms terms;
} Making;

static gint64
keep_card (TillDbConnection *connection, const Making *self, gint64 patient)
{
  g_autoptr (TillFiledCard) card = till_filed_card_new ();
  gboolean                  is_news;

  card->processor = g_strdup ("clearent");
  card->token = g_strdup_printf ("token-%u", self->n);
  card->guarantor_id = patient;
  card->brand = g_strdup (self->plan->brand);
  card->last_four = g_strdup_printf ("%04u", 4240 + self->n);
  card->consent_wording = g_strdup ("Keep my card.");
  card->consent_by = g_strdup ("Ann");
  card->consent_at = TEST_NOW;
  g_assert_true (till_store_keep_card (connection, card, test_actor, TEST_NOW, &is_news, NULL));

  return card->id;
}

static gboolean
make_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Making              *self = data;
  g_autoptr (TillPlan) plan = till_plan_new ();

  self->rows->patient = test_add_patient (connection, self->plan->name);
  self->rows->card =
    self->plan->brand != NULL ? keep_card (connection, self, self->rows->patient) : 0;
  plan->guarantor_id = plan->patient_id = self->rows->patient;
  plan->what_for = g_strdup (self->plan->what_for);
  plan->card_id = self->rows->card;
  g_assert_true (till_store_add_plan (connection, plan, &self->terms, test_actor,
                                      TEST_NOW + self->n * TILL_MINUTE, error));
  self->rows->plan = plan->id;

  return TRUE;
}

static gboolean
pause_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_pause_plan (connection, ((PlanRows *) data)->plan, "On a journey", test_actor,
                                TEST_NOW, error);
}

static gboolean
cancel_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_cancel_plan (connection, ((PlanRows *) data)->plan, "Paid by insurance",
                                 test_actor, TEST_NOW, error);
}

/* From authorized to what it is to be. */
static void
bring_to (PlanRows *rows, TillPlanState state)
{
  PlanCharge charge;

  if (state == TILL_PLAN_ACTIVE || state == TILL_PLAN_COMPLETED || state == TILL_PLAN_FAILED)
    plan_rows_pay (rows, 1, 1);
  if (state == TILL_PLAN_ACTIVE)
    plan_rows_pay (rows, 1, 2);
  if (state == TILL_PLAN_FAILED)
    {
      plan_rows_begin_try (rows, 1, 2, &charge);
      plan_rows_end_try (&charge, TILL_TRY_HARD, TILL_INSTALLMENT_MISSED, TILL_DAY_NONE);
    }
  if (state == TILL_PLAN_PAUSED)
    test_store_write (rows->db, pause_job, rows);
  if (state == TILL_PLAN_CANCELLED)
    test_store_write (rows->db, cancel_job, rows);
}

static void
make (PlanRows *rows, guint n)
{
  Making making = { rows, &plans[n], n,
                    plan_rows_make_terms (plans[n].total, plans[n].down, plans[n].n) };

  if (n == 3)
    making.terms.cadence = TILL_CADENCE_WEEKLY;
  test_store_write (rows->db, make_job, &making);
  if (plans[n].state == TILL_PLAN_PENDING)
    return;
  test_store_write (rows->db, plan_rows_authorize_job, rows);
  bring_to (rows, plans[n].state);
}

PlanRows *
plan_states_new (void)
{
  PlanRows *self = plan_rows_new_bare ();

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    make (self, i);

  return self;
}
