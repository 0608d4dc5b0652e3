/* till-plan.c: a payment plan: its versions, its installments, and what was tried
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-plan.h"

#include <glib/gi18n-lib.h>

G_DEFINE_ENUM_TYPE (TillPlanState,
                    till_plan_state,
                    G_DEFINE_ENUM_VALUE (TILL_PLAN_PENDING, "pending"),
                    G_DEFINE_ENUM_VALUE (TILL_PLAN_AUTHORIZED, "authorized"),
                    G_DEFINE_ENUM_VALUE (TILL_PLAN_ACTIVE, "active"),
                    G_DEFINE_ENUM_VALUE (TILL_PLAN_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (TILL_PLAN_PAUSED, "paused"),
                    G_DEFINE_ENUM_VALUE (TILL_PLAN_COMPLETED, "completed"),
                    G_DEFINE_ENUM_VALUE (TILL_PLAN_CANCELLED, "cancelled"))

G_DEFINE_ENUM_TYPE (TillInstallmentState,
                    till_installment_state,
                    G_DEFINE_ENUM_VALUE (TILL_INSTALLMENT_DUE, "due"),
                    G_DEFINE_ENUM_VALUE (TILL_INSTALLMENT_CHARGING, "charging"),
                    G_DEFINE_ENUM_VALUE (TILL_INSTALLMENT_PAID, "paid"),
                    G_DEFINE_ENUM_VALUE (TILL_INSTALLMENT_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (TILL_INSTALLMENT_MISSED, "missed"),
                    G_DEFINE_ENUM_VALUE (TILL_INSTALLMENT_SKIPPED, "skipped"))

G_DEFINE_ENUM_TYPE (TillAuthorized,
                    till_authorized,
                    G_DEFINE_ENUM_VALUE (TILL_AUTHORIZED_NOT_YET, "not-yet"),
                    G_DEFINE_ENUM_VALUE (TILL_AUTHORIZED_PAPER, "paper"),
                    G_DEFINE_ENUM_VALUE (TILL_AUTHORIZED_SCREEN, "screen"),
                    G_DEFINE_ENUM_VALUE (TILL_AUTHORIZED_REMOTE, "remote"),
                    G_DEFINE_ENUM_VALUE (TILL_AUTHORIZED_NO_WORSE, "no-worse"))

G_DEFINE_ENUM_TYPE (TillTryOutcome,
                    till_try_outcome,
                    G_DEFINE_ENUM_VALUE (TILL_TRY_OPEN, "open"),
                    G_DEFINE_ENUM_VALUE (TILL_TRY_APPROVED, "approved"),
                    G_DEFINE_ENUM_VALUE (TILL_TRY_SOFT, "soft"),
                    G_DEFINE_ENUM_VALUE (TILL_TRY_HARD, "hard"),
                    G_DEFINE_ENUM_VALUE (TILL_TRY_NOTHING, "nothing"))

#define COPY(member) copy->member = g_strdup (self->member)

TillPlan *
till_plan_new (void)
{
  TillPlan *self = g_new0 (TillPlan, 1);

  self->next = TILL_DAY_NONE;
  self->authorized_at = TILL_INSTANT_NONE;
  self->ended_at = TILL_INSTANT_NONE;

  return self;
}

TillPlan *
till_plan_copy (const TillPlan *self)
{
  TillPlan *copy = g_memdup2 (self, sizeof *self);

  COPY (uuid);
  COPY (patient_name);
  COPY (what_for);
  COPY (why);
  COPY (made_by);

  return copy;
}

void
till_plan_free (TillPlan *self)
{
  if (self == NULL)
    return;

  g_free (self->uuid);
  g_free (self->patient_name);
  g_free (self->what_for);
  g_free (self->why);
  g_free (self->made_by);
  g_free (self);
}

TillPlanVersion *
till_plan_version_new (void)
{
  TillPlanVersion *self = g_new0 (TillPlanVersion, 1);

  self->terms.first = TILL_DAY_NONE;
  self->authorized_at = TILL_INSTANT_NONE;
  self->withdrawn_at = TILL_INSTANT_NONE;

  return self;
}

TillPlanVersion *
till_plan_version_copy (const TillPlanVersion *self)
{
  TillPlanVersion *copy = g_memdup2 (self, sizeof *self);

  COPY (payer_name);
  COPY (card);
  COPY (added_for);
  COPY (made_by);
  COPY (authorized_by);

  return copy;
}

void
till_plan_version_free (TillPlanVersion *self)
{
  if (self == NULL)
    return;

  g_free (self->payer_name);
  g_free (self->card);
  g_free (self->added_for);
  g_free (self->made_by);
  g_free (self->authorized_by);
  g_free (self);
}

gboolean
till_plan_version_is_open (const TillPlanVersion *self)
{
  return self->authorized == TILL_AUTHORIZED_NOT_YET && self->withdrawn_at == TILL_INSTANT_NONE;
}

TillInstallment *
till_installment_new (void)
{
  TillInstallment *self = g_new0 (TillInstallment, 1);

  self->due = TILL_DAY_NONE;
  self->retry = TILL_DAY_NONE;
  self->ended_at = TILL_INSTANT_NONE;

  return self;
}

TillInstallment *
till_installment_copy (const TillInstallment *self)
{
  TillInstallment *copy = g_memdup2 (self, sizeof *self);

  COPY (why);

  return copy;
}

void
till_installment_free (TillInstallment *self)
{
  if (self == NULL)
    return;

  g_free (self->why);
  g_free (self);
}

TillInstallmentTry *
till_installment_try_new (void)
{
  TillInstallmentTry *self = g_new0 (TillInstallmentTry, 1);

  self->day = TILL_DAY_NONE;

  return self;
}

TillInstallmentTry *
till_installment_try_copy (const TillInstallmentTry *self)
{
  TillInstallmentTry *copy = g_memdup2 (self, sizeof *self);

  COPY (key);

  return copy;
}

void
till_installment_try_free (TillInstallmentTry *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self);
}

const char *
till_plan_state_to_words (TillPlanState state)
{
  switch (state)
    {
    case TILL_PLAN_PENDING:
      return _ ("Pending");
    case TILL_PLAN_AUTHORIZED:
      return _ ("Authorized");
    case TILL_PLAN_ACTIVE:
      return _ ("Active");
    case TILL_PLAN_FAILED:
      return _ ("Failed");
    case TILL_PLAN_PAUSED:
      return _ ("Paused");
    case TILL_PLAN_COMPLETED:
      return _ ("Completed");
    case TILL_PLAN_CANCELLED:
      return _ ("Cancelled");
    default:
      g_return_val_if_reached ("");
    }
}

const char *
till_installment_state_to_words (TillInstallmentState state)
{
  switch (state)
    {
    case TILL_INSTALLMENT_DUE:
      return _ ("Due");
    case TILL_INSTALLMENT_CHARGING:
      return _ ("Being charged");
    case TILL_INSTALLMENT_PAID:
      return _ ("Paid");
    case TILL_INSTALLMENT_FAILED:
      return _ ("Declined, tried again");
    case TILL_INSTALLMENT_MISSED:
      return _ ("Missed");
    case TILL_INSTALLMENT_SKIPPED:
      return _ ("Skipped");
    default:
      g_return_val_if_reached ("");
    }
}
