/* till-sync-deposits.c: asks the processor's reports for the deposits of the last days
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A day's pages → the store → the next day → what is expected → the bank's lines. Each step is one
 * asynchronous call; the task travels along.
 */
#include "flow/till-sync-deposits.h"

#include <glib/gi18n-lib.h>

#include "core/till-calendar.h"
#include "flow/till-bank-matching.h"
#include "flow/till-expecting.h"
#include "rules/till-sync-rules.h"
#include "store/till-store-transactions.h"

#define BUSINESS_DAYS_BACK 7
#define DAYS_AHEAD 7
/* Reports are kept for that long, and refunds are made that late. */
#define MONTHS_BACK 25
#define MAX_PAGES 200
/* Days in a row that fail, until the rest is not asked for: each may take as long as an answer that
 * never comes. */
#define MAX_FAILED 2

typedef struct
{
  char       *processor;
  TillInstant now;
  GArray     *days; /* TillDay */
  TillDay     day;
  guint       n_days; /* of them, that have been asked for */
  guint       page;
  guint64     n_total;  /* rows of the day, by its first page */
  GPtrArray  *rows;     /* TillDeposit of the day, page by page */
  GError     *problem;  /* the first */
  guint       n_failed; /* days in a row, up to this one */
} Run;

static void next_page (GTask *task);

static void
run_free (gpointer data)
{
  Run *run = data;

  g_free (run->processor);
  g_array_unref (run->days);
  g_ptr_array_unref (run->rows);
  g_clear_error (&run->problem);
  g_free (run);
}

/* ── Which days ──────────────────────────────────────────────────────────────────────────────── */

/* The day @n business days before @day. */
static TillDay
go_back (TillDay day, guint n_business_days)
{
  for (guint n = 0; n < n_business_days;)
    {
      day = till_day_add (day, -1);
      n += till_calendar_is_business_day (day) ? 1 : 0;
    }

  return day;
}

static void
warn_of_clock (TillPractice *self, TillInstant read_at, TillDay first)
{
  g_autofree char *read = till_instant_format (read_at, self->zone);
  g_autofree char *from = till_day_format (first);
  g_autofree char *words = g_strdup_printf (
    _ ("The clock of this computer was set back: the processor’s deposits were read up to %s "
       "before. They are read again from %s on. Check that date and time are right now."),
    read, from);

  till_practice_set_warning (self, TILL_WARNING_OTHER, words);
}

/* From where on deposits are missing: after a pause from the days that could still change when they
 * were last read; the first time, and when the clock was wrong then, from the practice's first
 * payment. */
static TillDay
find_first_missing (TillPractice *self, TillDay today, GError **error)
{
  TillDbConnection *reader = till_db_get_reader (self->db);
  TillDay           farthest = till_day_add_months (today, -MONTHS_BACK);
  TillInstant       read_at = TILL_INSTANT_NONE;
  TillInstant       at = TILL_INSTANT_NONE;
  TillDay           day = today;
  gboolean          ahead;

  if (!till_store_get_cursor (reader, TILL_CURSOR_DEPOSITS, &read_at, error))
    return today;

  ahead = till_sync_is_ahead (read_at, till_practice_now (self));
  if (read_at != TILL_INSTANT_NONE && !ahead)
    day = go_back (till_day_of_instant (read_at, self->zone), BUSINESS_DAYS_BACK);
  else if (till_store_find_first_transaction (reader, &at, error) && at != TILL_INSTANT_NONE)
    day = till_day_of_instant (at, self->zone);
  if (till_day_compare (day, farthest) < 0)
    day = farthest;
  if (ahead)
    warn_of_clock (self, read_at, day);

  return day;
}

/* The last days and what is ahead first: those are waited for. Then what is missing of older ones,
 * newest first; money moves on business days only. */
static void
list_days (TillPractice *self, GArray *days, GError **error)
{
  TillDay today = till_practice_get_today (self);
  TillDay recent = go_back (today, BUSINESS_DAYS_BACK);
  TillDay missing = find_first_missing (self, today, error);

  for (TillDay day = recent; till_day_compare (day, till_day_add (today, DAYS_AHEAD)) <= 0;
       day = till_day_add (day, 1))
    g_array_append_val (days, day);
  for (TillDay day = till_day_add (recent, -1); till_day_compare (day, missing) >= 0;
       day = till_day_add (day, -1))
    if (till_calendar_is_business_day (day))
      g_array_append_val (days, day);
}

/* ── The end ─────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillInstant at;
  gboolean    whole;
} Ending;

static gboolean
ending_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const Ending *ending = data;

  return (!ending->whole ||
          till_store_set_cursor (connection, TILL_CURSOR_DEPOSITS, ending->at, error)) &&
         till_store_judge_deposits (connection, ending->at, error);
}

/* The deposits are read, whether lines of the bank could be matched to them or not. */
static void
matched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  Run               *run = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  guint              n_lines;

  if (!till_bank_matching_run_finish (TILL_PRACTICE (source), result, &n_lines, &error))
    g_message ("%s", error->message);
  if (run->problem != NULL)
    g_task_return_error (task, g_steal_pointer (&run->problem));
  else
    g_task_return_boolean (task, TRUE);
}

static void
expected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillPractice     *self = TILL_PRACTICE (source);
  GError           *error = NULL;

  if (till_expecting_run_finish (self, result, &error))
    till_bank_matching_run_async (self, matched_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TillPractice     *self = g_task_get_source_object (task);
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error))
    till_expecting_run_async (self, NULL, expected_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/* Takes @task. */
static void
end (GTask *task)
{
  TillPractice *self = g_task_get_source_object (task);
  Run          *run = g_task_get_task_data (task);
  Ending       *ending;

  /* It may have been closed while the last day was written. */
  if (!till_practice_admit (self, task))
    {
      g_object_unref (task);
      return;
    }

  ending = g_new0 (Ending, 1);
  ending->at = run->now;
  ending->whole = run->problem == NULL;
  till_db_write_async (self->db, TILL_DB_NORMAL, ending_work, ending, g_free, ended_cb, task);
}

/* ── A day ───────────────────────────────────────────────────────────────────────────────────── */

/* Takes @task. */
static void
next_day (GTask *task)
{
  TillPractice *self = g_task_get_source_object (task);
  Run          *run = g_task_get_task_data (task);

  g_ptr_array_set_size (run->rows, 0);
  run->page = 0;
  if (run->n_days == run->days->len || run->n_failed == MAX_FAILED)
    {
      end (task);
      return;
    }

  run->day = g_array_index (run->days, TillDay, run->n_days++);
  till_practice_note_reading (self, run->n_days, run->days->len);
  next_page (task);
}

static void
note_problem (Run *run, const char *words)
{
  g_autofree char *day = till_day_format (run->day);

  run->n_failed++;
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
  run->n_failed = 0;
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

  if (run->page == 1)
    run->n_total = reported->n_total;
  if (reported->n_total != run->n_total)
    {
      /* What moved from one page to another has come twice, or not at all: a chargeback has nothing
       * by which it would be known again. */
      note_problem (run, _ ("The list changed while it was read. It is asked for again."));
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

  /* It may have gone while a day was written. */
  if (!till_practice_has_reports (self))
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
  Run              *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, till_sync_deposits_async);
  run->now = till_practice_now (practice);
  run->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);
  run->days = g_array_new (FALSE, FALSE, sizeof (TillDay));
  g_task_set_task_data (task, run, run_free);
  if (!till_practice_has_reports (practice))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  run->processor = g_strdup (till_processor_get_name (practice->processor));
  /* What could not be asked for is not read: the cursor stays. */
  list_days (practice, run->days, &run->problem);
  next_day (g_steal_pointer (&task));
}

gboolean
till_sync_deposits_finish (TillPractice *practice, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
