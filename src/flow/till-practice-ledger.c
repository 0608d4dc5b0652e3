/* till-practice-ledger.c: the practice's own ledger, by hand: entries made and taken back, payments
 * allocated
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-ledger.h"

#include "flow/till-practice-private.h"
#include "rules/till-ledger-rules.h"
#include "store/till-store-allocations.h"
#include "store/till-store-entries.h"

/* Of each deed: the one that is not NULL. */
typedef struct
{
  TillLedgerOrder *order;
  gboolean         knowingly;
  char            *reason; /* of taking back */
  GArray          *shares; /* TillAllocationShare */
  gint64           id;     /* of the entry that is taken back, or allocated */
  TillActor       *actor;
  TillInstant      at;
} LedgerJob;

static void
ledger_job_free (LedgerJob *job)
{
  till_ledger_order_free (job->order);
  g_free (job->reason);
  g_clear_pointer (&job->shares, g_array_unref);
  till_actor_free (job->actor);
  g_free (job);
}

static gboolean
ledger_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const LedgerJob *job = data;

  if (job->shares != NULL)
    return till_store_allocate (connection, job->id,
                                (const TillAllocationShare *) (gpointer) job->shares->data,
                                job->shares->len, job->actor, job->at, error);
  if (job->reason != NULL)
    return till_store_take_entry_back (connection, job->id, job->reason, job->actor, job->at,
                                       error);

  return till_store_enter (connection, job->order, job->knowingly, job->actor, job->at, error);
}

/* With the first charge there are balances, at once and not with the next minute. */
static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillPractice *self = g_task_get_source_object (user_data);

  if (self->started && self->db != NULL)
    till_practice_age_if_due (self);
  till_practice_job_done_cb (source, result, user_data);
}

static void
begin (TillPractice *self, GTask *task /* full */, LedgerJob *job /* full */)
{
  job->actor = till_actor_copy (self->actor);
  job->at = till_practice_now (self);
  g_task_set_task_data (task, job, (GDestroyNotify) ledger_job_free);
  till_db_write_async (self->db, TILL_DB_NORMAL, ledger_work, job, NULL, done_cb, task);
}

static gboolean
finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ── Entering ────────────────────────────────────────────────────────────────────────────────── */

void
till_practice_enter_async (TillPractice          *self,
                           const TillLedgerOrder *order,
                           gboolean               knowingly,
                           GAsyncReadyCallback    callback,
                           gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError           *error = NULL;
  LedgerJob        *job;

  g_task_set_source_tag (task, till_practice_enter_async);
  if (!till_practice_may (self, TILL_DEED_CHANGE_LEDGER, &error) ||
      !till_ledger_check_order (order, till_practice_get_today (self), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  job = g_new0 (LedgerJob, 1);
  job->order = till_ledger_order_copy (order);
  job->knowingly = knowingly;
  begin (self, g_steal_pointer (&task), job);
}

gboolean
till_practice_enter_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

/* ── Taking back ─────────────────────────────────────────────────────────────────────────────── */

TillLedgerEntry *
till_practice_get_entry (TillPractice *self, gint64 id, GError **error)
{
  if (!till_practice_check_open (self, error))
    return NULL;

  return till_store_get_entry (till_db_get_reader (self->db), id, error);
}

void
till_practice_take_entry_back_async (TillPractice       *self,
                                     gint64              id,
                                     const char         *reason,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError           *error = NULL;
  LedgerJob        *job;

  g_task_set_source_tag (task, till_practice_take_entry_back_async);
  if (!till_practice_may (self, TILL_DEED_CHANGE_LEDGER, &error) ||
      !till_ledger_check_reason (reason, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  job = g_new0 (LedgerJob, 1);
  job->id = id;
  job->reason = g_strdup (reason);
  begin (self, g_steal_pointer (&task), job);
}

gboolean
till_practice_take_entry_back_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

/* ── Allocating ──────────────────────────────────────────────────────────────────────────────── */

TillAllocation *
till_practice_get_allocation (TillPractice *self, gint64 entry_id, GError **error)
{
  if (!till_practice_check_open (self, error))
    return NULL;

  return till_store_read_allocation (till_db_get_reader (self->db), entry_id, error);
}

void
till_practice_allocate_async (TillPractice              *self,
                              gint64                     entry_id,
                              const TillAllocationShare *shares,
                              gsize                      n_shares,
                              GAsyncReadyCallback        callback,
                              gpointer                   user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  LedgerJob        *job;

  g_task_set_source_tag (task, till_practice_allocate_async);
  if (!till_practice_admit_deed (self, task, TILL_DEED_CHANGE_LEDGER))
    return;

  job = g_new0 (LedgerJob, 1);
  job->id = entry_id;
  job->shares = g_array_new (FALSE, FALSE, sizeof (TillAllocationShare));
  g_array_append_vals (job->shares, shares, (guint) n_shares);
  begin (self, g_steal_pointer (&task), job);
}

gboolean
till_practice_allocate_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}
