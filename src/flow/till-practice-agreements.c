/* till-practice-agreements.c: what is agreed to for a payment plan, as PDF
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Before it is signed it is made anew whenever it is looked at: of the terms, the card and the
 * practice’s address as they are then. What was signed is kept.
 */
#include "flow/till-practice-plans-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "document/till-plan-agreement.h"
#include "flow/till-run-plans.h"
#include "rules/till-plan-offers.h"
#include "store/till-store-cards.h"
#include "store/till-store-patients.h"
#include "store/till-store-plans.h"

void
till_plan_paper_free (TillPlanPaper *self)
{
  if (self == NULL)
    return;

  till_plan_free (self->plan);
  till_plan_version_free (self->version);
  g_free (self->card);
  g_free (self->facts);
  g_clear_pointer (&self->left, g_array_unref);
  g_clear_pointer (&self->pdf, g_bytes_unref);
  g_free (self);
}

void
till_agreement_facts_read (TillPractice *practice, TillAgreementFacts *facts)
{
  facts->practice = till_practice_dup_facts (practice);
  facts->paper = till_practice_get_paper (practice);
  facts->at = till_practice_now (practice);
  till_practice_read_retries (practice, &facts->retries);
}

void
till_agreement_facts_clear (TillAgreementFacts *facts)
{
  g_clear_pointer (&facts->practice, till_practice_facts_free);
}

/* ── Made ────────────────────────────────────────────────────────────────────────────────────── */

static gboolean
name_card (TillDbConnection *connection, TillPlanPaper *self, GError **error)
{
  g_autoptr (TillFiledCard) card = NULL;

  if (self->plan->card_id == 0)
    return TRUE;

  card = till_store_get_card (connection, self->plan->card_id, error);
  if (card == NULL)
    return FALSE;
  /* One that is deleted is charged no more. */
  if (card->state == TILL_CARD_KEPT)
    self->card = till_filed_card_dup_title (card);

  return TRUE;
}

/* What stays beside new terms. */
static gboolean
read_standing (TillDbConnection *connection, TillPlanPaper *self, TillMoney *kept, GError **error)
{
  g_autoptr (GPtrArray) all = till_store_list_installments (connection, self->plan->id, error);
  TillPlanLeft          left;

  if (all == NULL)
    return FALSE;
  till_plan_read_left (all, self->version->keeps_missed, &left);
  *kept = left.kept;
  self->n_standing = left.n_standing;
  if (self->version->keeps_schedule)
    self->left = till_plan_list_left (all);

  return TRUE;
}

static char *
join_facts (const TillAgreementFacts *facts,
            const TillPlanAgreement  *agreement,
            const TillPatient        *payer,
            const TillPatient        *patient)
{
  GString    *joined = g_string_new (NULL);
  const char *texts[] = { facts->practice->name, facts->practice->address, facts->practice->phone,
                          payer->name, patient != NULL ? patient->name : NULL };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_string_append_printf (joined, "%s\n", texts[i] != NULL ? texts[i] : "");
  for (guint i = 0; i < facts->retries.n_days; i++)
    g_string_append_printf (joined, "%u ", facts->retries.days[i]);
  g_string_append_printf (joined, "\n%" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                          agreement->plan->paid.cents, agreement->kept.cents);
  for (guint i = 0; agreement->left != NULL && i < agreement->left->len; i++)
    {
      const TillPlanPart *part = &g_array_index (agreement->left, TillPlanPart, i);

      g_string_append_printf (joined, " %d %" G_GINT64_FORMAT, part->day.number,
                              part->amount.cents);
    }

  return g_string_free (joined, FALSE);
}

TillPlanPaper *
till_plan_paper_new (TillDbConnection         *connection,
                     const TillPlan           *plan,
                     const TillPlanVersion    *version,
                     const TillAgreementFacts *facts,
                     const TillPlanSigning    *signing,
                     const char               *user,
                     GError                  **error)
{
  g_autoptr (TillPlanPaper) self = g_new0 (TillPlanPaper, 1);
  g_autoptr (TillPatient) payer = till_store_get_patient (connection, version->guarantor_id, error);
  g_autoptr (TillPatient) patient = NULL;
  TillPlanAgreement       agreement = {
          .practice = facts->practice, .retries = &facts->retries, .at = facts->at, .user = user
  };

  if (payer == NULL || !(self->plan = till_store_get_plan_by (connection, plan, version, error)))
    return NULL;
  self->version = till_plan_version_copy (version);
  till_text_set (&self->plan->patient_name, payer->name);
  if (plan->patient_id != payer->id &&
      !(patient = till_store_get_patient (connection, plan->patient_id, error)))
    return NULL;
  if (!name_card (connection, self, error))
    return NULL;
  if (version->keeps_schedule && self->card == NULL)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("This card is not on file any more. Choose another one."));
      return NULL;
    }

  if (!read_standing (connection, self, &agreement.kept, error))
    return NULL;

  agreement.plan = self->plan;
  agreement.former = payer->id != plan->guarantor_id ? plan->patient_name : NULL;
  agreement.version = self->version;
  agreement.n_standing = self->n_standing;
  agreement.left = self->left;
  self->facts = join_facts (facts, &agreement, payer, patient);
  agreement.patient = patient != NULL ? patient->name : NULL;
  agreement.card = self->card;
  if (signing != NULL)
    {
      agreement.how = signing->how;
      agreement.signed_by = signing->name;
      agreement.signature = signing->signature;
      agreement.to_pay = signing->to_pay;
      agreement.to_pay_number = signing->to_pay_number;
      agreement.in_short = signing->in_short;
    }
  self->pdf = till_plan_agreement_to_pdf (&agreement, facts->paper, error);

  return self->pdf != NULL ? g_steal_pointer (&self) : NULL;
}

TillPlanVersion *
till_plan_find_offer (TillDbConnection *connection, gint64 plan_id, GError **error)
{
  g_autoptr (GPtrArray)  versions = till_store_list_plan_versions (connection, plan_id, error);
  const TillPlanVersion *newest = NULL;

  if (versions == NULL)
    return NULL;
  if (versions->len > 0)
    newest = versions->pdata[versions->len - 1];
  if (newest != NULL && till_plan_version_is_open (newest))
    return till_plan_version_copy (newest);

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                       _ ("There are no terms of this payment plan to be authorized."));

  return NULL;
}

/* ── Looked at ───────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillPlan          *draft; /* NULL: it is in the books */
  TillPlanVersion   *version;
  gint64             plan_id;
  TillAgreementFacts facts;
  TillPlanPaper     *paper;
} PaperJob;

static void
paper_job_free (PaperJob *job)
{
  till_plan_free (job->draft);
  till_plan_version_free (job->version);
  till_agreement_facts_clear (&job->facts);
  till_plan_paper_free (job->paper);
  g_free (job);
}

static gboolean
draft_work (TillDbConnection *connection, gpointer data, GError **error)
{
  PaperJob *job = data;

  g_clear_pointer (&job->paper, till_plan_paper_free);
  job->paper =
    till_plan_paper_new (connection, job->draft, job->version, &job->facts, NULL, NULL, error);

  return job->paper != NULL;
}

static gboolean
open_work (TillDbConnection *connection, gpointer data, GError **error)
{
  PaperJob                   *job = data;
  g_autoptr (TillPlan)        plan = till_store_get_plan (connection, job->plan_id, error);
  g_autoptr (TillPlanVersion) version = NULL;

  g_clear_pointer (&job->paper, till_plan_paper_free);
  if (plan == NULL || !(version = till_plan_find_offer (connection, job->plan_id, error)))
    return FALSE;
  job->paper = till_plan_paper_new (connection, plan, version, &job->facts, NULL, NULL, error);

  return job->paper != NULL;
}

/* @job is taken. */
static void
look (TillPractice       *self,
      PaperJob           *job,
      TillDbJob           work,
      GCancellable       *cancellable,
      GAsyncReadyCallback callback,
      gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, look);
  g_task_set_task_data (task, job, (GDestroyNotify) paper_job_free);
  if (!till_practice_admit (self, task))
    return;

  till_agreement_facts_read (self, &job->facts);
  till_db_read_async (self->db, work, job, NULL, cancellable, till_practice_job_done_cb,
                      g_steal_pointer (&task));
}

void
till_practice_draft_agreement_async (TillPractice        *self,
                                     const TillPlanOrder *order,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  PaperJob *job = g_new0 (PaperJob, 1);

  job->draft = till_plan_new_of_order (order);
  job->version = till_plan_version_new ();
  job->version->terms = order->terms;
  job->version->guarantor_id = order->guarantor_id;
  look (self, job, draft_work, cancellable, callback, user_data);
}

void
till_practice_open_agreement_async (TillPractice       *self,
                                    gint64              plan_id,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  PaperJob *job = g_new0 (PaperJob, 1);

  job->plan_id = plan_id;
  look (self, job, open_work, cancellable, callback, user_data);
}

TillPlanPaper *
till_practice_agreement_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  PaperJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  job = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&job->paper);
}
