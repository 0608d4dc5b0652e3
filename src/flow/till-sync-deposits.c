/* till-sync-deposits.c: asks the processor's reports for the deposits of the last days
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A day's pages → the store → the next day → what is expected. Each step is one asynchronous call;
 * the task travels along.
 */
#include "flow/till-sync-deposits.h"

#include <glib/gi18n-lib.h>

#include "core/till-calendar.h"
#include "store/till-store-deposits.h"

#define BUSINESS_DAYS_BACK 7
#define DAYS_AHEAD 7
#define MAX_PAGES 200

typedef struct
{
  char       *processor;
  TillInstant now;
  TillDay     day;
  TillDay     last;
  guint       page;
  GPtrArray  *rows;    /* TillDeposit of the day, page by page */
  GError     *problem; /* the first */
} Run;

static void next_page (GTask *task);

static void
run_free (gpointer data)
{
  Run *run = data;

  g_free (run->processor);
  g_ptr_array_unref (run->rows);
  g_clear_error (&run->problem);
  g_free (run);
}

/* ── When ────────────────────────────────────────────────────────────────────────────────────── */

TillInstant
till_sync_deposits_last_run (TillInstant now)
{
  /* Minutes of the day, ten after the run begins. */
  static const int      runs[] = { 11 * 60 + 20, 4 * 60 + 30 };
  g_autoptr (GTimeZone) zone = till_zone_open ("America/New_York", NULL);
  TillDay               today;

  g_return_val_if_fail (zone != NULL, now);

  today = till_day_of_instant (now, zone);
  for (TillDay day = today;; day = till_day_add (day, -1))
    for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
      {
        g_autoptr (GDateTime) run = NULL;
        int                   year;
        int                   month;
        int                   day_of_month;
        TillInstant           at;

        till_day_get_ymd (day, &year, &month, &day_of_month);
        run = g_date_time_new (zone, year, month, day_of_month, runs[i] / 60, runs[i] % 60, 0);
        at = g_date_time_to_unix (run) * TILL_SECOND;
        if (at <= now)
          return at;
      }
}

static TillDay
get_first_day (TillDay today)
{
  TillDay day = today;

  for (guint n = 0; n < BUSINESS_DAYS_BACK;)
    {
      day = till_day_add (day, -1);
      n += till_calendar_is_business_day (day) ? 1 : 0;
    }

  return day;
}

/* ── The end ─────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  char       *processor;
  guint       n_days;
  TillInstant at;
  gboolean    whole;
} Ending;

static void
ending_free (gpointer data)
{
  Ending *ending = data;

  g_free (ending->processor);
  g_free (ending);
}

static gboolean
ending_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const Ending *ending = data;

  return till_store_expect_deposits (connection, ending->processor, ending->n_days, ending->at,
                                     error) &&
         till_store_judge_deposits (connection, ending->at, error) &&
         (!ending->whole ||
          till_store_set_cursor (connection, TILL_CURSOR_DEPOSITS, ending->at, error));
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run              *run = g_task_get_task_data (task);
  GError           *error = NULL;

  if (!till_db_finish (TILL_DB (source), result, &error))
    g_task_return_error (task, error);
  else if (run->problem != NULL)
    g_task_return_error (task, g_steal_pointer (&run->problem));
  else
    g_task_return_boolean (task, TRUE);
}

/* Takes @task. */
static void
end (GTask *task)
{
  TillPractice *self = g_task_get_source_object (task);
  Run          *run = g_task_get_task_data (task);
  Ending       *ending = g_new0 (Ending, 1);

  ending->processor = g_strdup (run->processor);
  ending->n_days = MAX (till_practice_get_number (self, TILL_SETTING_DEPOSIT_DAYS), 1);
  ending->at = run->now;
  ending->whole = run->problem == NULL;
  till_db_write_async (self->db, TILL_DB_NORMAL, ending_work, ending, ending_free, ended_cb, task);
}

/* ── A day ───────────────────────────────────────────────────────────────────────────────────── */

/* Takes @task. */
static void
next_day (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  g_ptr_array_set_size (run->rows, 0);
  run->page = 0;
  run->day = till_day_add (run->day, 1);
  if (till_day_compare (run->day, run->last) > 0)
    end (task);
  else
    next_page (task);
}

static void
note_problem (Run *run, const char *words)
{
  g_autofree char *day = till_day_format (run->day);

  if (run->problem == NULL)
    run->problem = g_error_new (TILL_ERROR, TILL_ERROR_UNREACHABLE,
                                _ ("The deposits of %s could not be read: %s"), day, words);
}

typedef struct
{
  char       *processor;
  TillDay     day;
  GPtrArray  *rows;
  TillActor  *actor;
  TillInstant at;
} DayJob;

static void
day_job_free (gpointer data)
{
  DayJob *job = data;

  g_free (job->processor);
  g_ptr_array_unref (job->rows);
  till_actor_free (job->actor);
  g_free (job);
}

static gboolean
day_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const DayJob *job = data;

  return till_store_take_deposits (connection, job->processor, job->day, job->rows, job->actor,
                                   job->at, error);
}

static void
day_taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error))
    next_day (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/* Takes @task. */
static void
take_day (GTask *task)
{
  TillPractice *self = g_task_get_source_object (task);
  Run          *run = g_task_get_task_data (task);
  DayJob       *job = g_new0 (DayJob, 1);

  job->processor = g_strdup (run->processor);
  job->day = run->day;
  job->rows = g_steal_pointer (&run->rows);
  run->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);
  job->actor = till_actor_new (0, "Till");
  job->at = run->now;
  till_db_write_async (self->db, TILL_DB_NORMAL, day_work, job, day_job_free, day_taken_cb, task);
}

/* ── A page ──────────────────────────────────────────────────────────────────────────────────── */

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)        task = user_data;
  TillPractice            *self = g_task_get_source_object (task);
  Run                     *run = g_task_get_task_data (task);
  g_autoptr (TillReported) reported =
    till_processor_deposits_finish (TILL_PROCESSOR (source), result);
  GError *error = NULL;

  if (!till_practice_check_open (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (!reported->answered)
    {
      note_problem (run, reported->words);
      next_day (g_steal_pointer (&task));
      return;
    }

  g_ptr_array_extend_and_steal (run->rows, g_steal_pointer (&reported->deposits));
  if (reported->more && run->rows->len < reported->n_total && run->page < MAX_PAGES)
    next_page (g_steal_pointer (&task));
  else if (run->rows->len != reported->n_total)
    {
      g_autofree char *words = g_strdup_printf (_ ("%u of %u came. They are asked for again."),
                                                run->rows->len, (guint) reported->n_total);

      note_problem (run, words);
      next_day (g_steal_pointer (&task));
    }
  else
    take_day (g_steal_pointer (&task));
}

/* Takes @task. */
static void
next_page (GTask *task)
{
  TillPractice *self = g_task_get_source_object (task);
  Run          *run = g_task_get_task_data (task);

  if (self->db == NULL || self->processor == NULL ||
      !(till_processor_get_capabilities (self->processor) & TILL_CAN_DEPOSITS))
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  till_processor_deposits_async (self->processor, run->day, ++run->page, self->outside, page_cb,
                                 task);
}

void
till_sync_deposits_async (TillPractice *practice, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (practice, NULL, callback, user_data);
  TillDay           today = till_practice_get_today (practice);
  Run              *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, till_sync_deposits_async);
  run->now = till_practice_now (practice);
  run->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);
  run->day = get_first_day (today);
  run->last = till_day_add (today, DAYS_AHEAD);
  g_task_set_task_data (task, run, run_free);
  if (practice->processor != NULL)
    run->processor = g_strdup (till_processor_get_name (practice->processor));

  next_page (g_steal_pointer (&task));
}

gboolean
till_sync_deposits_finish (TillPractice *practice, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
