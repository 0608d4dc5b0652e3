/* till-plan-round.c: what is to be done with payment plans now, judged and written down
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-plan-round-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-id.h"
#include "flow/till-practice-private.h"
#include "rules/till-state-rules.h"
#include "store/till-store-attempts.h"
#include "store/till-store-payers.h"
#include "store/till-store-transactions.h"

/* Far below the 50 ms that a commit may take; and all that is begun in it is sent at once. */
#define A_COMMIT TILL_PLANS_IN_FLIGHT

void
till_plan_charge_free (TillPlanCharge *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->note);
  g_free (self);
}

TillPlanRound *
till_plan_round_new (TillPractice *practice, const TillRetryDays *retries)
{
  TillPlanRound *self = g_new0 (TillPlanRound, 1);

  self->processor = g_object_ref (practice->processor);
  self->telling = till_plan_telling_new (practice);
  self->retries = *retries;
  self->charges = g_ptr_array_new_with_free_func ((GDestroyNotify) till_plan_charge_free);

  return self;
}

void
till_plan_round_free (TillPlanRound *self)
{
  g_object_unref (self->processor);
  till_plan_telling_free (self->telling);
  g_ptr_array_unref (self->charges);
  g_free (self);
}

void
till_plan_round_begin (TillPlanRound *self)
{
  self->after_try = 0;
  self->after_plan = 0;
  self->is_over = FALSE;
}

/* ── What is sent ────────────────────────────────────────────────────────────────────────────── */

static char *
dup_note (const TillPlan *plan, guint n_parts)
{
  int first = (int) plan->n_paid + 1;

  if (n_parts == 1)
    /* Translators: the note of a payment: which part of a plan it is, and of how many */
    return g_strdup_printf (_ ("Payment plan: %d of %d"), first, (int) plan->n_parts);

  /* Translators: likewise, of a payment for several parts: "2 to 4 of 6" */
  return g_strdup_printf (_ ("Payment plan: %d to %d of %d"), first, first + (int) n_parts - 1,
                          (int) plan->n_parts);
}

gboolean
till_plan_read_asked_by (TillDbConnection *connection,
                         gint64            plan_id,
                         TillAskedBy      *asked_by,
                         GError          **error)
{
  gboolean has_charged;

  if (!till_store_has_charged_plan (connection, plan_id, &has_charged, error))
    return FALSE;
  *asked_by = has_charged ? TILL_ASKED_BY_PRACTICE : TILL_ASKED_BY_CUSTOMER;

  return TRUE;
}

TillPlanCharge *
till_plan_charge_new (const TillPlan           *plan,
                      gint64                    payer,
                      const TillInstallmentTry *one,
                      TillMoney                 amount,
                      guint                     n_parts,
                      TillAskedBy               asked_by)
{
  TillPlanCharge *charge = g_new0 (TillPlanCharge, 1);

  charge->try_id = one->id;
  charge->patient_id = payer;
  charge->card_id = one->card_id;
  charge->amount = amount;
  charge->key = g_strdup (one->key);
  charge->asked_by = asked_by;
  charge->note = dup_note (plan, n_parts);

  return charge;
}

/* The program ended between the two: nothing has left, and much may have changed since. It is
 * judged anew; but what was given up stays so. */
static gboolean
give_back (TillDbConnection         *connection,
           const TillPlanRound      *round,
           const TillInstallmentTry *one,
           GError                  **error)
{
  TillTryEnd                  end = { .outcome = TILL_TRY_NOTHING, .state = TILL_INSTALLMENT_DUE };
  g_autoptr (TillInstallment) installment = NULL;

  if (one->outcome != TILL_TRY_OPEN)
    return TRUE;

  installment = till_store_get_installment (connection, one->installment_id, error);
  if (installment == NULL)
    return FALSE;
  if ((end.why = installment->why) != NULL)
    end.state = TILL_INSTALLMENT_MISSED;

  return till_store_end_try (connection, one->id, &end, NULL, round->at, error);
}

gboolean
till_plan_round_look_at_try (TillDbConnection         *connection,
                             const TillPlanRound      *self,
                             const TillInstallmentTry *one,
                             GError                  **error)
{
  g_autofree char        *invoice = till_id_to_invoice (one->key);
  g_autoptr (GError)      failed = NULL;
  g_autoptr (TillAttempt) attempt =
    till_store_find_attempt_by_invoice (connection, invoice, &failed);

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }

  return attempt != NULL ? till_plan_round_settle (connection, self, one, attempt, error)
                         : give_back (connection, self, one, error);
}

/* What can't be written of one must not hold up the others. */
typedef struct
{
  TillPlanRound            *round;
  const TillInstallmentTry *one;
  gint64                    installment_id;
} Part;

static gboolean
try_part (TillDbConnection *connection, gpointer data, GError **error)
{
  const Part *part = data;

  return till_plan_round_look_at_try (connection, part->round, part->one, error);
}

static gboolean
look_at_tries (TillDbConnection *connection, TillPlanRound *self, GError **error)
{
  g_autoptr (GPtrArray) tries =
    till_store_list_unsettled_tries (connection, self->after_try, A_COMMIT, error);

  if (tries == NULL)
    return FALSE;

  for (guint i = 0; i < tries->len; i++)
    {
      Part part = { .round = self, .one = tries->pdata[i] };

      if (!till_store_do_part (connection, try_part, &part, error))
        return FALSE;
      self->after_try = part.one->id;
    }
  if (tries->len < A_COMMIT)
    self->after_try = G_MAXINT64;

  return TRUE;
}

/* So many charges of one installment are looked for that this practice does not know. */
#define LOST_TRIES 10

/* The n-th charge of an installment is the same one in every copy of the practice. */
static char *
dup_key (const TillPlanCase *self, guint n)
{
  g_autofree char *name =
    g_strdup_printf ("%s/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%u", self->plan->uuid,
                     self->installment->version, self->installment->number, n);

  return till_id_derive (name);
}

/* A practice that was restored from a copy has forgotten what was charged since: the processor has
 * not, and what was read there is found by its invoice. *@row NULL: nothing was.
 * @next: (inout): behind those that were declined, or taken back: no invoice is used twice */
static gboolean
find_lost (TillDbConnection   *connection,
           const TillPlanCase *self,
           guint              *next,
           TillTransaction   **row,
           GError            **error)
{
  guint n_tries = *next;

  for (guint n = n_tries; n < n_tries + LOST_TRIES; n++)
    {
      g_autofree char            *key = dup_key (self, n);
      g_autofree char            *invoice = till_id_to_invoice (key);
      g_autoptr (TillTransaction) found = NULL;

      if (!till_store_find_stray_payment (connection, invoice, &found, error))
        return FALSE;
      if (found == NULL)
        continue;
      *next = n + 1;
      if (!till_transaction_counts (found->state))
        continue;
      *row = g_steal_pointer (&found);
      return TRUE;
    }

  return TRUE;
}

/* It is paid; of another amount it is left to people. */
static gboolean
take_lost (TillDbConnection      *connection,
           const TillPlanRound   *round,
           const TillPlanCase    *self,
           const TillTransaction *row,
           GError               **error)
{
  g_autoptr (TillActor) nobody = till_actor_new (0, "Till");

  if (till_money_compare (row->amount, self->installment->amount) != 0)
    return till_store_end_installment (connection, self->installment->id, TILL_INSTALLMENT_MISSED,
                                       0, "other-amount", NULL, round->at, error);

  return (row->patient_id != 0 || till_store_assign_patient (connection, row->id, self->payer,
                                                             nobody, round->at, NULL, error)) &&
         till_store_end_installment (connection, self->installment->id, TILL_INSTALLMENT_PAID,
                                     row->id, NULL, NULL, round->at, error);
}

static gboolean
begin (TillDbConnection   *connection,
       TillPlanRound      *round,
       const TillPlanCase *self,
       gint64              card_id,
       GError            **error)
{
  g_autoptr (GPtrArray) tries = till_store_list_tries (connection, self->installment->id, error);
  g_autoptr (TillTransaction) lost = NULL;
  g_autofree char            *key = NULL;
  TillInstallmentTry          one = { .installment_id = self->installment->id,
                                      .card_id = card_id,
                                      .day = round->today };

  TillAskedBy asked_by;
  guint       n;

  n = tries != NULL ? tries->len : 0;
  if (tries == NULL || !find_lost (connection, self, &n, &lost, error))
    return FALSE;
  if (lost != NULL)
    return take_lost (connection, round, self, lost, error);

  one.key = key = dup_key (self, n);
  if (!till_plan_read_asked_by (connection, self->plan->id, &asked_by, error) ||
      !till_store_begin_try (connection, &one, NULL, round->at, error))
    return FALSE;
  g_ptr_array_add (round->charges, till_plan_charge_new (self->plan, self->payer, &one,
                                                         self->installment->amount, 1, asked_by));

  return TRUE;
}

/* Of a card that is gone nothing was declined: that is told to nobody. */
static gboolean
give_up (TillDbConnection    *connection,
         const TillPlanRound *round,
         const TillPlanCase  *self,
         GError             **error)
{
  gboolean     is_gone = self->card == 0 && self->backup == 0;
  TillPlanTold told = { self->installment->amount, round->today, self->plan->card_id };

  if (self->tries->len > 0)
    told.card_id = g_array_index (self->tries, TillPlanTry, self->tries->len - 1).card;

  return till_store_end_installment (connection, self->installment->id, TILL_INSTALLMENT_MISSED, 0,
                                     is_gone ? "no-card" : "declined", NULL, round->at, error) &&
         (is_gone || till_plan_tell (round->telling, connection, TILL_PURPOSE_DECLINED, self->plan,
                                     &told, error));
}

static gboolean
look_at_installment (TillDbConnection *connection,
                     TillPlanRound    *round,
                     gint64            installment_id,
                     GError          **error)
{
  g_auto (TillPlanCase) self = { NULL };
  TillDay               next;

  if (!till_plan_case_open (connection, &self, round, installment_id, 0, TILL_TRY_OPEN, error))
    return FALSE;
  /* Agreed on without a card: it is paid at the desk. */
  if (self.plan->card_id == 0)
    return TRUE;

  switch (till_plan_case_judge (&self, round, &next))
    {
    case TILL_STEP_CHARGE:
      return begin (connection, round, &self, self.card, error);
    case TILL_STEP_BACKUP:
      return begin (connection, round, &self, self.backup, error);
    case TILL_STEP_MISS:
      return give_up (connection, round, &self, error);
    case TILL_STEP_NONE:
    case TILL_STEP_WAIT:
    default:
      return TRUE;
    }
}

static gboolean
installment_part (TillDbConnection *connection, gpointer data, GError **error)
{
  const Part *part = data;

  return look_at_installment (connection, part->round, part->installment_id, error);
}

static gboolean
look_at_due (TillDbConnection *connection, TillPlanRound *self, GError **error)
{
  g_autoptr (GPtrArray) due =
    till_store_list_due_installments (connection, self->today, self->after_plan, A_COMMIT, error);

  if (due == NULL)
    return FALSE;

  for (guint i = 0; i < due->len; i++)
    {
      const TillInstallment *one = due->pdata[i];
      Part                   part = { .round = self, .installment_id = one->id };
      TillPlanLoad           load;

      /* The oldest of a plan only. */
      if (one->plan_id == self->after_plan)
        continue;
      if (!till_store_read_plan_load (connection, one, self->today, &load, error))
        return FALSE;
      if (!load.is_busy && !till_plan_asks_first (load.n_due) &&
          !till_store_do_part (connection, installment_part, &part, error))
        return FALSE;
      self->after_plan = one->plan_id;
    }
  self->is_over = due->len < A_COMMIT;

  return TRUE;
}

gboolean
till_plan_round_work (TillDbConnection *connection, gpointer round, GError **error)
{
  TillPlanRound *self = round;

  g_ptr_array_set_size (self->charges, 0);
  if (!self->has_reminded && !self->only_settles)
    return till_plan_remind_some (self->telling, connection, A_COMMIT, &self->has_reminded, error);

  if (self->after_try < G_MAXINT64)
    return look_at_tries (connection, self, error);
  self->is_over = self->only_settles;

  return self->is_over || look_at_due (connection, self, error);
}
