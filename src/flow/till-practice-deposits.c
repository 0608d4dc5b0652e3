/* till-practice-deposits.c: what the Deposits tab is given: the deposits, their items, the deed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-deposits.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "flow/till-practice-private.h"
#include "store/till-store-deposits.h"

TillTable *
till_practice_get_deposits (TillPractice *self)
{
  /* Made when it is first shown: the zone is known then. */
  if (self->deposits == NULL && self->db != NULL)
    self->deposits = till_store_deposits_table_new (self->db, self->clock, self->zone);

  return self->deposits;
}

TillDeposit *
till_practice_get_deposit (TillPractice *self, gint64 id, GError **error)
{
  if (!till_practice_check_open (self, error))
    return NULL;

  return till_store_get_deposit (till_db_get_reader (self->db), id, error);
}

TillTable *
till_practice_list_deposit_items (TillPractice *self, gint64 id)
{
  g_autoptr (TillDeposit) deposit = NULL;

  g_return_val_if_fail (self->db != NULL, NULL);

  /* Of one that has gone meanwhile there are none. */
  deposit = till_practice_get_deposit (self, id, NULL);
  if (deposit == NULL)
    {
      deposit = till_deposit_new ();
      deposit->id = id;
    }

  return till_store_deposit_items_table_new (self->db, self->clock, self->zone, deposit);
}

/* ── Explaining ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64      id;
  char       *words;
  TillActor  *actor;
  TillInstant at;
} ExplainJob;

static void
explain_job_free (gpointer data)
{
  ExplainJob *job = data;

  g_free (job->words);
  till_actor_free (job->actor);
  g_free (job);
}

static gboolean
explain_work (TillDbConnection *connection, gpointer data, GError **error)
{
  ExplainJob *job = data;

  return till_store_explain_deposit (connection, job->id, job->words, job->actor, job->at, error);
}

void
till_practice_explain_deposit_async (TillPractice       *self,
                                     gint64              id,
                                     const char         *words,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError           *error = NULL;
  ExplainJob       *job;

  g_task_set_source_tag (task, till_practice_explain_deposit_async);
  if (!till_practice_may (self, TILL_DEED_EXPLAIN, &error) ||
      !till_text_refuse_card_number (words, _ ("Note"), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  job = g_new0 (ExplainJob, 1);
  job->id = id;
  job->words = g_strdup (words);
  job->actor = till_actor_copy (self->actor);
  job->at = till_practice_now (self);
  g_task_set_task_data (task, job, explain_job_free);
  till_db_write_async (self->db, TILL_DB_NORMAL, explain_work, job, NULL, till_practice_job_done_cb,
                       g_steal_pointer (&task));
}

gboolean
till_practice_explain_deposit_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
