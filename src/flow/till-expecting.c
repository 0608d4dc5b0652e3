/* till-expecting.c: reckons what the processor should still pay, from the card payments there are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Soon after payments have changed, on the days they are of; all that may still come at the start,
 * on a new day, when the rule has changed and after the reports were read. So a payment is expected
 * as soon as it is taken, and also where no reports can be read.
 */
#include "flow/till-expecting.h"

#include "store/till-store-deposits.h"

/* Payments change in bursts, and the writer is theirs first. */
#define EXPECT_DELAY_MS 200
/* While a long list is taken in, one burst follows the other, and each is of more days. */
#define EXPECT_ALL_DELAY_MS 2000

typedef struct
{
  GArray     *ids;  /* gint64; NULL: all that may still come */
  GArray     *days; /* TillDay; NULL until they are listed */
  guint       n_days;
  guint       n_done;
  guint       n_done_after; /* when the commit has held */
  TillInstant at;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_clear_pointer (&run->ids, g_array_unref);
  g_clear_pointer (&run->days, g_array_unref);
  g_free (run);
}

/* From then on only the last days have to be looked at. Before the first report nothing is known of
 * older ones. */
static gboolean
note_whole (TillDbConnection *connection, const Run *run, GError **error)
{
  TillInstant read_at;

  if (run->ids != NULL || run->n_done_after < run->days->len)
    return TRUE;
  if (!till_store_get_cursor (connection, TILL_CURSOR_DEPOSITS, &read_at, error))
    return FALSE;

  return read_at == TILL_INSTANT_NONE ||
         till_store_set_cursor (connection, TILL_CURSOR_EXPECTED, run->at, error);
}

static gboolean
expect_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Run *run = data;

  if (run->days == NULL)
    run->days = run->ids != NULL ? till_store_list_days_of (connection, run->ids, run->at, error)
                                 : till_store_list_expected_days (connection, run->at, error);
  run->n_done_after = run->n_done;

  return run->days != NULL &&
         till_store_expect_deposits (connection, run->n_days, run->days, &run->n_done_after,
                                     run->at, error) &&
         note_whole (connection, run, error);
}

static void go_on (GTask *task);

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillPractice     *self = g_task_get_source_object (task);
  Run              *run = g_task_get_task_data (task);
  GError           *error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error) ||
      !till_practice_check_open (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  run->n_done = run->n_done_after;
  /* What is left when the practice closes is reckoned at the next start. */
  if (run->n_done < run->days->len && !g_cancellable_is_cancelled (self->outside))
    go_on (g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

/* Takes @task. */
static void
go_on (GTask *task)
{
  TillPractice *self = g_task_get_source_object (task);

  till_db_write_async (self->db, TILL_DB_BULK, expect_work, g_task_get_task_data (task), NULL,
                       written_cb, task);
}

static guint
get_n_days (TillPractice *self)
{
  return MAX (till_practice_get_number (self, TILL_SETTING_DEPOSIT_DAYS), 1);
}

void
till_expecting_run_async (TillPractice       *practice,
                          const GArray       *ids,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (practice, NULL, callback, user_data);
  Run              *run;

  g_task_set_source_tag (task, till_expecting_run_async);
  if (!till_practice_admit (practice, task))
    return;

  run = g_new0 (Run, 1);
  run->ids = ids != NULL ? g_array_copy ((GArray *) ids) : NULL;
  run->n_days = get_n_days (practice);
  run->at = till_practice_now (practice);
  g_task_set_task_data (task, run, run_free);
  go_on (g_steal_pointer (&task));
}

gboolean
till_expecting_run_finish (TillPractice *practice, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ── Soon after a change ─────────────────────────────────────────────────────────────────────── */

static void schedule (TillPractice *self);

static gboolean
is_asked (TillPractice *self)
{
  return self->expect_all || (self->expect_ids != NULL && self->expect_ids->len > 0);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillPractice      *self = TILL_PRACTICE (source);
  g_autoptr (GError) error = NULL;

  self->n_aside--;
  self->expecting = FALSE;
  /* The next minute tries again. */
  if (!till_expecting_run_finish (self, result, &error))
    {
      g_info ("What is expected could not be reckoned: %s", error->message);
      self->expected_on = TILL_DAY_NONE;
    }
  else if (is_asked (self))
    schedule (self);
}

static gboolean
run_cb (gpointer user_data)
{
  TillPractice      *self = user_data;
  g_autoptr (GArray) ids = g_steal_pointer (&self->expect_ids);

  self->expect_timer = 0;
  self->expecting = TRUE;
  self->n_aside++;
  if (self->expect_all)
    g_clear_pointer (&ids, g_array_unref);
  self->expect_all = FALSE;
  till_expecting_run_async (self, ids, ran_cb, NULL);

  return G_SOURCE_REMOVE;
}

static void
schedule (TillPractice *self)
{
  if (self->expect_timer == 0 && !self->expecting && self->started)
    self->expect_timer =
      g_timeout_add (self->expect_all ? EXPECT_ALL_DELAY_MS : EXPECT_DELAY_MS, run_cb, self);
}

void
till_practice_expect_soon (TillPractice *self, const GArray *ids)
{
  if (ids == NULL)
    self->expect_all = TRUE;
  else
    {
      if (self->expect_ids == NULL)
        self->expect_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_vals (self->expect_ids, ids->data, ids->len);
    }
  schedule (self);
}

void
till_practice_expect_if_due (TillPractice *self)
{
  TillDay today = till_practice_get_today (self);
  guint   n_days = get_n_days (self);

  if (till_day_compare (self->expected_on, today) == 0 && self->expected_n_days == n_days)
    return;

  self->expected_on = today;
  self->expected_n_days = n_days;
  till_practice_expect_soon (self, NULL);
}

void
till_practice_stop_expecting (TillPractice *self)
{
  g_clear_handle_id (&self->expect_timer, g_source_remove);
  g_clear_pointer (&self->expect_ids, g_array_unref);
  self->expect_all = FALSE;
}
