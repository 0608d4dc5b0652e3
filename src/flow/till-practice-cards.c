/* till-practice-cards.c: the cards on file of a patient's account
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-cards.h"

#include "flow/till-practice-private.h"
#include "store/till-store-cards.h"

GPtrArray *
till_practice_list_cards (TillPractice *self, gint64 patient_id, GError **error)
{
  if (!till_practice_check_open (self, error))
    return NULL;

  return till_store_list_cards (till_db_get_reader (self->db), patient_id, error);
}

TillFiledCard *
till_practice_get_card (TillPractice *self, gint64 id, GError **error)
{
  if (!till_practice_check_open (self, error))
    return NULL;

  return till_store_get_kept_card (till_db_get_reader (self->db), id, error);
}

typedef struct
{
  gint64       id;
  TillCardRole role;
  char        *nickname;
  TillActor   *actor;
  TillInstant  at;
} CardJob;

static void
card_job_free (gpointer data)
{
  CardJob *job = data;

  g_free (job->nickname);
  till_actor_free (job->actor);
  g_free (job);
}

static gboolean
role_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const CardJob *job = data;

  return till_store_set_card_role (connection, job->id, job->role, job->actor, job->at, error);
}

static gboolean
name_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const CardJob *job = data;

  return till_store_name_card (connection, job->id, job->nickname, job->actor, job->at, error);
}

static gboolean
delete_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const CardJob *job = data;

  return till_store_delete_card (connection, job->id, job->actor, job->at, error);
}

static void
change (TillPractice       *self,
        const CardJob      *wanted,
        TillDbJob           work,
        GAsyncReadyCallback callback,
        gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  CardJob          *job;

  g_task_set_source_tag (task, change);
  if (!till_practice_admit_deed (self, task, TILL_DEED_CHANGE_PATIENT))
    return;

  job = g_new0 (CardJob, 1);
  job->id = wanted->id;
  job->role = wanted->role;
  job->nickname = g_strdup (wanted->nickname);
  job->actor = till_actor_copy (self->actor);
  job->at = till_practice_now (self);
  g_task_set_task_data (task, job, card_job_free);
  till_db_write_async (self->db, TILL_DB_NORMAL, work, job, NULL, till_practice_job_done_cb,
                       g_steal_pointer (&task));
}

void
till_practice_set_card_role_async (TillPractice       *self,
                                   gint64              card_id,
                                   TillCardRole        role,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  change (self, &(CardJob){ .id = card_id, .role = role }, role_work, callback, user_data);
}

void
till_practice_name_card_async (TillPractice       *self,
                               gint64              card_id,
                               const char         *nickname,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autofree char *copy = g_strdup (nickname);

  change (self, &(CardJob){ .id = card_id, .nickname = copy }, name_work, callback, user_data);
}

/* The commit itself has the processor told (till-card-keeping.h). */
void
till_practice_delete_card_async (TillPractice       *self,
                                 gint64              card_id,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  change (self, &(CardJob){ .id = card_id }, delete_work, callback, user_data);
}

gboolean
till_practice_change_card_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
