/* till-practice-watches.c: the attempts that are open, and the rounds of re-reading
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"
#include "flow/till-reminders.h"

#include "flow/till-sync.h"
#include "flow/till-watch.h"

/* A copy to walk over: a watch may end while it is visited. */
static GPtrArray *
list_watches (TillPractice *self)
{
  GPtrArray     *list = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer       watch;

  g_hash_table_iter_init (&iter, self->watches);
  while (g_hash_table_iter_next (&iter, NULL, &watch))
    g_ptr_array_add (list, g_object_ref (watch));

  return list;
}

static void
count_unknown (TillPractice *self)
{
  guint          n_unknown = self->left_open->len;
  GHashTableIter iter;
  gpointer       watch;

  g_hash_table_iter_init (&iter, self->watches);
  while (g_hash_table_iter_next (&iter, NULL, &watch))
    n_unknown += till_watch_get_state (watch) == TILL_WATCH_LOOKING;

  if (n_unknown == self->n_unknown)
    return;

  self->n_unknown = n_unknown;
  till_practice_notify (self, TILL_PRACTICE_N_UNKNOWN);
}

/* Nothing is being asked but what may take as long as a patient takes. */
static gboolean
is_quiet (TillPractice *self)
{
  GHashTableIter iter;
  gpointer       watch;

  if (self->syncing || self->reading_deposits || (self->started && self->left_open->len > 0))
    return FALSE;

  g_hash_table_iter_init (&iter, self->watches);
  while (g_hash_table_iter_next (&iter, NULL, &watch))
    {
      if (till_watch_is_busy (watch) && till_watch_get_state (watch) != TILL_WATCH_ASKING)
        return FALSE;
    }

  return TRUE;
}

static void
end_refreshes (TillPractice *self)
{
  g_autoptr (GPtrArray) tasks = NULL;

  if (self->refreshes->len == 0 || !is_quiet (self))
    return;

  tasks = g_steal_pointer (&self->refreshes);
  self->refreshes = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tasks->len; i++)
    {
      GTask *task = g_ptr_array_index (tasks, i);

      if (self->unreachable != NULL || self->reports_problem != NULL)
        g_task_return_new_error (task, TILL_ERROR, TILL_ERROR_UNREACHABLE, "%s",
                                 self->unreachable != NULL ? self->unreachable
                                                           : self->reports_problem);
      else
        g_task_return_boolean (task, TRUE);
    }
}

void
till_practice_watches_changed (TillPractice *self)
{
  count_unknown (self);
  end_refreshes (self);
}

void
till_practice_add_watch (TillPractice *self, TillWatch *watch)
{
  const TillAttempt *attempt = till_watch_get_attempt (watch);

  /* The key lives in the attempt, which a watch replaces: hence its own copy. */
  g_hash_table_replace (self->watches, g_memdup2 (&attempt->id, sizeof attempt->id),
                        g_object_ref (watch));
}

void
till_practice_remove_watch (TillPractice *self, TillWatch *watch)
{
  g_hash_table_remove (self->watches, &till_watch_get_attempt (watch)->id);
  till_practice_watches_changed (self);
}

void
till_practice_resume_watches (TillPractice *self)
{
  g_autoptr (GPtrArray) open = g_steal_pointer (&self->left_open);

  self->left_open = g_ptr_array_new_with_free_func ((GDestroyNotify) till_attempt_free);
  for (guint i = 0; i < open->len; i++)
    {
      const TillAttempt    *attempt = g_ptr_array_index (open, i);
      g_autoptr (TillActor) actor =
        till_actor_new (0, attempt->actor != NULL ? attempt->actor : "Till");
      g_autoptr (TillWatch) watch = NULL;

      /* Asked for again by its key before the start. */
      if (g_hash_table_contains (self->watches, &attempt->id))
        continue;

      watch = till_watch_new (self, attempt, actor);
      till_watch_resume (watch);
    }
  till_practice_watches_changed (self);
}

void
till_practice_look_up_watches (TillPractice *self)
{
  g_autoptr (GPtrArray) watches = list_watches (self);

  for (guint i = 0; i < watches->len; i++)
    till_watch_look_up (g_ptr_array_index (watches, i));
}

void
till_practice_reread_watches (TillPractice *self)
{
  g_autoptr (GPtrArray) watches = list_watches (self);

  for (guint i = 0; i < watches->len; i++)
    till_watch_reread (g_ptr_array_index (watches, i));
}

void
till_practice_stop_watches (TillPractice *self)
{
  g_autoptr (GPtrArray) watches = list_watches (self);
  g_autoptr (GPtrArray) tasks = g_steal_pointer (&self->refreshes);

  self->refreshes = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_remove_all (self->watches);
  for (guint i = 0; i < watches->len; i++)
    till_watch_stop (g_ptr_array_index (watches, i));
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_new_error (g_ptr_array_index (tasks, i), G_IO_ERROR, G_IO_ERROR_CANCELLED,
                             "The practice was closed");
}

/* ── Rounds of re-reading ───────────────────────────────────────────────────────────────────────
 */

void
till_practice_round_ended (TillPractice *self, const GError *error)
{
  self->syncing = FALSE;
  if (self->db == NULL)
    return;

  if (error != NULL && !g_error_matches (error, TILL_ERROR, TILL_ERROR_UNREACHABLE))
    till_practice_set_warning (self, TILL_WARNING_LIST, error->message);
  if (error == NULL && self->processor != NULL)
    till_practice_set_warning (self, TILL_WARNING_LIST, NULL);

  till_practice_reread_watches (self);
  if (self->sync_again)
    {
      self->sync_again = FALSE;
      till_practice_run_sync (self, NULL);
      return;
    }
  till_practice_read_deposits (self);
  till_practice_prove_if_due (self);
  till_reminders_write_if_due (self);
  till_practice_notify (self, TILL_PRACTICE_READING);
  till_practice_watches_changed (self);
}

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillPractice      *self = TILL_PRACTICE (source);
  g_autoptr (GError) error = NULL;
  gboolean           synced = till_sync_run_finish (self, result, &error);

  if (self->db != NULL && self->processor != NULL)
    {
      self->synced = self->synced || synced;
      self->proof_due = self->proof_due || (synced && !till_practice_has_reports (self));
      till_practice_note_payments_read (self, error);
    }
  till_practice_round_ended (self, error);
}

void
till_practice_run_sync (TillPractice *self, GTask *task)
{
  if (task != NULL)
    g_ptr_array_add (self->refreshes, task);
  /* Never two at once. Who asks meanwhile wants what is newer than the one under way. */
  if (self->syncing)
    {
      self->sync_again = self->sync_again || task != NULL;
      return;
    }

  self->syncing = TRUE;
  self->n_pages = 0;
  till_practice_notify (self, TILL_PRACTICE_READING);
  till_sync_run_async (self, !self->synced, synced_cb, NULL);
}
