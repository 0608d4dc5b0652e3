/* till-practice-signing.c: a payment plan is agreed to, and the papers of that are kept
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * On a thread of its own: the agreement is made out as it was signed → the papers come out of
 * sight, piece by piece → the plan is authorized and the papers are seen, by one commit. What
 * breaks off before that has authorized nothing.
 */
#include "flow/till-practice-plans-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "store/till-store-plan-documents.h"
#include "store/till-store-plans.h"

/* One paper on its way. */
typedef struct
{
  TillPlanDocument *document;
  GBytes           *bytes; /* NULL: there is no such paper */
  gint64            n;     /* of the piece that is next */
} Paper;

typedef struct
{
  TillPractice *practice; /* owned */

  /* What was shown */
  gint64 plan_id;
  gint64 version;
  gint64 card_id;
  char  *card;
  char  *shown; /* the other facts */

  /* How it was signed; TILL_AUTHORIZED_NOT_YET: a scan comes alone */
  TillPlanSigning    signing;
  char              *name;
  TillSignature     *signature;
  TillAgreementFacts facts;
  TillDay            today;
  TillActor         *actor;
  TillInstant        at;

  /* Terms that nobody has to sign, as they were asked for: they are offered by the same commit */
  gboolean       is_no_worse;
  TillPlanChange change;
  char          *added_for;

  Paper agreement;
  Paper scan;
} Signing;

static void
paper_clear (Paper *paper)
{
  till_plan_document_free (paper->document);
  g_clear_pointer (&paper->bytes, g_bytes_unref);
}

static void
signing_free (Signing *self)
{
  g_object_unref (self->practice);
  g_free (self->card);
  g_free (self->shown);
  g_free (self->name);
  g_free (self->added_for);
  till_signature_free (self->signature);
  till_agreement_facts_clear (&self->facts);
  till_actor_free (self->actor);
  paper_clear (&self->agreement);
  paper_clear (&self->scan);
  g_free (self);
}

static void
set_paper (Paper             *paper,
           const Signing     *self,
           TillDocumentKind   kind,
           TillDocumentFormat format,
           GBytes            *bytes)
{
  paper->document = till_plan_document_new ();
  paper->document->plan_id = self->plan_id;
  paper->document->version = self->version;
  paper->document->kind = kind;
  paper->document->format = format;
  paper->bytes = g_bytes_ref (bytes);
}

/* ── The agreement ───────────────────────────────────────────────────────────────────────────── */

static void
set_changed (GError **error)
{
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                       _ ("The terms or the card of this plan have changed since the agreement was "
                          "shown. Close this, and have it signed as it is now."));
}

/* What was shown is what is agreed to, or nothing is. */
static gboolean
check_same (TillDbConnection *connection,
            const Signing    *self,
            TillPlanVersion **version,
            TillPlan        **plan,
            GError          **error)
{
  g_autoptr (TillPlanVersion) offer = till_plan_find_offer (connection, self->plan_id, error);
  g_autoptr (TillPlan)        now =
    offer != NULL ? till_store_get_plan (connection, self->plan_id, error) : NULL;
  g_autoptr (TillPlan) after =
    now != NULL ? till_store_get_plan_by (connection, now, offer, error) : NULL;

  if (after == NULL)
    return FALSE;
  if (offer->number != self->version || after->card_id != self->card_id)
    {
      set_changed (error);
      return FALSE;
    }
  *version = g_steal_pointer (&offer);
  *plan = g_steal_pointer (&now);

  return TRUE;
}

/* As they will be, of the plan as it is. */
static TillPlanVersion *
draft_version (TillDbConnection *connection, Signing *self, const TillPlan *plan, GError **error)
{
  const TillPlanOffer  *offer = &self->change.offer;
  g_autoptr (GPtrArray) versions = till_store_list_plan_versions (connection, plan->id, error);
  g_autoptr (TillPlanVersion) in_force =
    versions != NULL ? till_store_get_version_in_force (connection, plan, error) : NULL;
  TillPlanVersion *version;

  if (in_force == NULL)
    return NULL;

  version = till_plan_version_new ();
  version->number = self->version = (gint64) versions->len + 1;
  version->guarantor_id = plan->guarantor_id;
  version->keeps_schedule = offer->keeps_schedule;
  version->card_id = offer->card_id;
  version->terms = offer->keeps_schedule ? in_force->terms : offer->terms;
  version->added = offer->added;
  version->added_for = g_strdup (offer->added_for);
  version->keeps_missed = offer->keeps_missed;

  return version;
}

/* Nobody was shown it, and nobody signs. */
static gboolean
make_out_no_worse (TillDbConnection *connection, Signing *self, GError **error)
{
  g_autoptr (TillPlan)        plan = till_store_get_plan (connection, self->plan_id, error);
  g_autoptr (TillPlanVersion) version =
    plan != NULL ? draft_version (connection, self, plan, error) : NULL;
  g_autoptr (TillPlanPaper) paper = NULL;

  if (version == NULL)
    return FALSE;
  paper = till_plan_paper_new (connection, plan, version, &self->facts, &self->signing,
                               self->actor->name, error);
  if (paper == NULL)
    return FALSE;

  self->card_id = paper->plan->card_id;
  g_free (self->card);
  self->card = g_strdup (paper->card);
  paper_clear (&self->agreement);
  set_paper (&self->agreement, self, TILL_DOCUMENT_AGREEMENT, TILL_FORMAT_PDF, paper->pdf);

  return TRUE;
}

static gboolean
make_out_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Signing                    *self = data;
  g_autoptr (TillPlan)        plan = NULL;
  g_autoptr (TillPlanVersion) version = NULL;
  g_autoptr (TillPlanPaper)   paper = NULL;

  if (self->is_no_worse)
    return make_out_no_worse (connection, self, error);
  if (!check_same (connection, self, &version, &plan, error))
    return FALSE;
  paper = till_plan_paper_new (connection, plan, version, &self->facts, &self->signing,
                               self->actor->name, error);
  if (paper == NULL)
    return FALSE;
  if (g_strcmp0 (paper->card, self->card) != 0)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("The card of this plan is not on file any more. Close this, and "
                              "choose another card for the plan."));
      return FALSE;
    }
  if (g_strcmp0 (paper->facts, self->shown) != 0)
    {
      set_changed (error);
      return FALSE;
    }
  paper_clear (&self->agreement);
  set_paper (&self->agreement, self, TILL_DOCUMENT_AGREEMENT, TILL_FORMAT_PDF, paper->pdf);

  return TRUE;
}

/* ── Out of sight ────────────────────────────────────────────────────────────────────────────── */

static gboolean
begin_paper (TillDbConnection *connection, Paper *paper, const Signing *self, GError **error)
{
  return paper->bytes == NULL ||
         till_store_begin_plan_document (connection, paper->document, paper->bytes, self->actor,
                                         self->at, error);
}

static gboolean
begin_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Signing *self = data;

  return till_store_clear_plan_documents (connection, self->plan_id, error) &&
         begin_paper (connection, &self->agreement, self, error) &&
         begin_paper (connection, &self->scan, self, error);
}

static gboolean
piece_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const Paper *paper = data;

  return till_store_add_document_piece (connection, paper->document, paper->n, paper->bytes, error);
}

static gboolean
commit (const Signing *self, TillDbPriority priority, TillDbJob job, gpointer data, GError **error)
{
  return till_practice_check_open (self->practice, error) &&
         till_db_write (self->practice->db, priority, job, data, error);
}

static gboolean
add_pieces (Signing *self, Paper *paper, GError **error)
{
  gint64 n_pieces = paper->bytes != NULL ? till_store_count_document_pieces (paper->bytes) : 0;

  for (paper->n = 0; paper->n < n_pieces; paper->n++)
    {
      if (!commit (self, TILL_DB_BULK, piece_work, paper, error))
        return FALSE;
    }

  return TRUE;
}

/* ── In one commit ───────────────────────────────────────────────────────────────────────────── */

static gboolean
keep_paper (TillDbConnection *connection, const Paper *paper, const Signing *self, GError **error)
{
  return paper->bytes == NULL ||
         till_store_keep_plan_document (connection, paper->document, self->actor, self->at, error);
}

static gboolean
authorize (TillDbConnection *connection, const Signing *self, GError **error)
{
  g_autoptr (TillPlanVersion) version = NULL;
  g_autoptr (TillPlan)        plan = NULL;

  if (self->is_no_worse &&
      !till_plan_write_offer (connection, &self->change, self->today, self->actor, self->at, error))
    return FALSE;
  if (!check_same (connection, self, &version, &plan, error) ||
      (version->moves_balance &&
       !till_permission_check (self->actor, TILL_DEED_CHANGE_LEDGER, error)) ||
      !till_store_authorize_plan (connection, self->plan_id, self->signing.how, self->name,
                                  self->today, self->actor, self->at, error))
    return FALSE;

  /* Its card was deleted, and the paper that was signed says that there is none: no backup of it is
   * charged. What nobody had to sign leaves that as it was agreed. */
  return self->is_no_worse || self->card != NULL || self->card_id == 0 ||
         till_store_set_plan_card (connection, self->plan_id, 0, self->actor, self->at, error);
}

static gboolean
keep_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const Signing *self = data;

  if (self->signing.how != TILL_AUTHORIZED_NOT_YET && !authorize (connection, self, error))
    return FALSE;

  return keep_paper (connection, &self->agreement, self, error) &&
         keep_paper (connection, &self->scan, self, error);
}

static gboolean
look_up (Signing *self, TillDbJob job, GError **error)
{
  return till_practice_check_open (self->practice, error) &&
         till_db_read (self->practice->db, job, self, error);
}

static void
sign_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Signing *self = task_data;
  GError  *error = NULL;

  if ((self->signing.how == TILL_AUTHORIZED_NOT_YET || look_up (self, make_out_work, &error)) &&
      commit (self, TILL_DB_NORMAL, begin_work, self, &error) &&
      add_pieces (self, &self->agreement, &error) && add_pieces (self, &self->scan, &error) &&
      commit (self, TILL_DB_NORMAL, keep_work, self, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
signed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Signing    *self = g_task_get_task_data (task);
  GError           *error = NULL;

  TILL_PRACTICE (source)->n_aside--;
  g_hash_table_remove (TILL_PRACTICE (source)->signing, &self->plan_id);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* ── The deeds ───────────────────────────────────────────────────────────────────────────────── */

static Signing *
signing_new (TillPractice *practice, gint64 plan_id, const TillPlanScan *scan)
{
  Signing *self = g_new0 (Signing, 1);

  self->practice = g_object_ref (practice);
  self->plan_id = plan_id;
  self->actor = till_actor_copy (practice->actor);
  self->at = till_practice_now (practice);
  self->today = till_practice_get_today (practice);
  till_agreement_facts_read (practice, &self->facts);
  if (scan != NULL)
    set_paper (&self->scan, self, TILL_DOCUMENT_SCAN, scan->format, scan->bytes);

  return self;
}

/* @self is taken. The outer task has it, and lives as long. One of a plan at a time: what is not
 * kept yet is cleared away by the next. */
static void
run (TillPractice *practice, GTask *task, Signing *self)
{
  g_autoptr (GTask) work = NULL;

  g_task_set_task_data (task, self, (GDestroyNotify) signing_free);
  if (!g_hash_table_add (practice->signing, g_memdup2 (&self->plan_id, sizeof self->plan_id)))
    {
      g_task_return_new_error (
        task, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, "%s",
        _ ("A paper of this payment plan is being kept just now. Try again in a moment."));
      return;
    }

  practice->n_aside++;
  work = g_task_new (practice, NULL, signed_cb, g_object_ref (task));
  g_task_set_task_data (work, self, NULL);
  g_task_run_in_thread (work, sign_work);
}

void
till_practice_authorize_plan_async (TillPractice          *self,
                                    const TillPlanSigning *signing,
                                    GAsyncReadyCallback    callback,
                                    gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autofree char  *name = till_text_tidy (signing->name);
  Signing          *job;

  g_task_set_source_tag (task, till_practice_authorize_plan_async);
  if (!till_practice_admit_deed (self, task, TILL_DEED_PLAN))
    return;
  if (name == NULL || *name == '\0')
    {
      g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_BAD_INPUT, "%s",
                               _ ("Enter the name of who signs."));
      return;
    }

  job = signing_new (self, signing->paper->plan->id, signing->scan);
  job->version = signing->paper->version->number;
  job->card_id = signing->paper->plan->card_id;
  job->card = g_strdup (signing->paper->card);
  job->shown = g_strdup (signing->paper->facts);
  job->name = g_steal_pointer (&name);
  job->signature = signing->signature != NULL ? till_signature_copy (signing->signature) : NULL;
  job->signing =
    (TillPlanSigning){ .how = signing->how, .name = job->name, .signature = job->signature };
  if (job->scan.document != NULL)
    job->scan.document->version = job->version;
  run (self, task, job);
}

void
till_practice_sign_no_worse (TillPractice *practice, GTask *task, const TillPlanChange *change)
{
  Signing *job = signing_new (practice, change->plan_id, NULL);

  job->is_no_worse = TRUE;
  job->change = *change;
  job->added_for = g_strdup (change->offer.added_for);
  job->change.offer.added_for = job->added_for;
  job->signing.how = TILL_AUTHORIZED_NO_WORSE;
  run (practice, task, job);
}

/* The newest that somebody has signed: also that of a card. */
static gint64
find_signed (const GPtrArray *versions, const TillPlan *plan)
{
  for (guint i = versions->len; i > 0; i--)
    {
      const TillPlanVersion *version = versions->pdata[i - 1];

      if (version->authorized != TILL_AUTHORIZED_NOT_YET &&
          version->authorized != TILL_AUTHORIZED_NO_WORSE)
        return version->number;
    }

  return plan->version;
}

void
till_practice_attach_scan_async (TillPractice       *self,
                                 gint64              plan_id,
                                 const TillPlanScan *scan,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr (GTask)     task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (TillPlan)  plan = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  GError               *error = NULL;
  Signing              *job;

  g_task_set_source_tag (task, till_practice_attach_scan_async);
  if (!till_practice_admit_deed (self, task, TILL_DEED_PLAN))
    return;
  plan = till_store_get_plan (till_db_get_reader (self->db), plan_id, &error);
  if (plan != NULL)
    versions = till_store_list_plan_versions (till_db_get_reader (self->db), plan_id, &error);
  if (versions == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  job = signing_new (self, plan_id, scan);
  job->version = job->scan.document->version = find_signed (versions, plan);
  run (self, task, job);
}

gboolean
till_practice_keep_papers_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
