/* till-practice-receivables.c: what each guarantor owes: the tab's table, and its aging day by day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Balances are aged at the start and when the practice's day has changed, in short commits behind
 * whatever else is to be written. A change of one of them meanwhile is aged in its own commit.
 */
#include "flow/till-practice-receivables.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-private.h"
#include "store/till-store-balances.h"
#include "store/till-store-receivables.h"

TillTable *
till_practice_get_receivables (TillPractice *self)
{
  /* Made when it is first shown: the zone is known then. */
  if (self->receivables == NULL && self->db != NULL)
    self->receivables = till_store_balances_table_new (self->db, self->clock, self->zone);

  return self->receivables;
}

TillDay
till_practice_get_aged_on (TillPractice *self)
{
  return self->aged_on;
}

TillDay
till_practice_get_lines_until (TillPractice *self)
{
  return self->lines_until;
}

void
till_practice_load_aged_on (TillPractice *self)
{
  g_autoptr (GError) error = NULL;
  TillShownBooks     books;

  if (!till_store_get_shown_books (till_db_get_reader (self->db), &books, &error))
    {
      till_practice_set_warning (self, TILL_WARNING_OTHER, error->message);
      return;
    }
  if (till_day_compare (books.aged_on, self->aged_on) == 0 && books.edition_id == self->edition_id)
    return;

  self->aged_on = books.aged_on;
  self->lines_until = books.lines_until;
  self->edition_id = books.edition_id;
  till_practice_notify (self, TILL_PRACTICE_AGED_ON);
}

void
till_practice_follow_editions (TillPractice *self)
{
  till_practice_load_aged_on (self);
  till_practice_keep_totals (self);
}

/* ── Sums ────────────────────────────────────────────────────────────────────────────────────── */

static gboolean
sum_work (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_sum_receivables (connection, data, error);
}

static void
summed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error))
    g_task_return_pointer (task, g_memdup2 (till_db_result_data (result), sizeof (TillReceivables)),
                           g_free);
  else
    g_task_return_error (task, error);
}

void
till_practice_sum_receivables_async (TillPractice       *self,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError           *error = NULL;

  g_task_set_source_tag (task, till_practice_sum_receivables_async);
  if (!till_practice_check_open (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  till_db_read_async (self->db, sum_work, g_new0 (TillReceivables, 1), g_free, cancellable,
                      summed_cb, g_steal_pointer (&task));
}

gboolean
till_practice_sum_receivables_finish (TillPractice    *self,
                                      GAsyncResult    *result,
                                      TillReceivables *receivables,
                                      GError         **error)
{
  g_autofree TillReceivables *summed = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  summed = g_task_propagate_pointer (G_TASK (result), error);
  if (summed == NULL)
    return FALSE;
  *receivables = *summed;

  return TRUE;
}

/* ── Aging ───────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillAgingStep step;    /* that has been written */
  TillAgingStep written; /* by the commit under way, which may have to be tried again */
  gboolean      due;
} AgingJob;

static gboolean
due_work (TillDbConnection *connection, gpointer data, GError **error)
{
  AgingJob *job = data;

  return till_store_is_aging_due (connection, job->step.as_of, &job->due, error);
}

static gboolean
age_work (TillDbConnection *connection, gpointer data, GError **error)
{
  AgingJob *job = data;

  job->written = job->step;

  return till_store_age_some (connection, &job->written, error);
}

static void
end_aging (TillPractice *self, const GError *error)
{
  g_autofree char *warning = NULL;

  gboolean again = self->aging_again;

  self->aging = FALSE;
  self->aging_again = FALSE;
  if (error == NULL)
    {
      till_practice_set_warning (self, TILL_WARNING_AGING, NULL);
      if (again && !g_cancellable_is_cancelled (self->outside))
        till_practice_age_if_due (self);
      return;
    }

  /* Tried again tomorrow, or at the next start: a full disk would else be asked each minute. */
  warning = g_strdup_printf (_ ("What is owed could not be aged as of today: %s"), error->message);
  till_practice_set_warning (self, TILL_WARNING_AGING, warning);
}

static void aged_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/* One commit after the other, so that what comes meanwhile gets its turn. */
static void
age_some (TillPractice *self, const TillAgingStep *step)
{
  AgingJob *job = g_new0 (AgingJob, 1);

  job->step = *step;
  self->n_aside++;
  till_db_write_async (self->db, TILL_DB_BULK, age_work, job, g_free, aged_cb, g_object_ref (self));
}

static void
aged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPractice) self = user_data;
  g_autoptr (GError)       error = NULL;
  gboolean                 written = till_db_finish (TILL_DB (source), result, &error);
  const AgingJob          *job = till_db_result_data (result);

  self->n_aside--;
  /* What is left when the practice closes is aged at the next start. */
  if (!written || job->written.is_done || g_cancellable_is_cancelled (self->outside))
    end_aging (self, error);
  else
    age_some (self, &job->written);
}

static void
due_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPractice) self = user_data;
  g_autoptr (GError)       error = NULL;
  gboolean                 read = till_db_finish (TILL_DB (source), result, &error);
  const AgingJob          *job = till_db_result_data (result);

  self->n_aside--;
  if (read && !job->due)
    self->aging_tried = TILL_DAY_NONE; /* the first charge may come any minute */
  if (!read || !job->due || g_cancellable_is_cancelled (self->outside))
    end_aging (self, error);
  else
    age_some (self, &job->step);
}

void
till_practice_age_if_due (TillPractice *self)
{
  TillDay   today = till_practice_get_today (self);
  AgingJob *job;

  /* What it looked for may have come since it looked. */
  self->aging_again = self->aging_again || self->aging;
  if (self->aging || till_day_compare (self->aging_tried, today) == 0 ||
      till_day_compare (self->aged_on, today) == 0)
    return;

  self->aging = TRUE;
  self->aging_tried = today;
  self->n_aside++;
  job = g_new0 (AgingJob, 1);
  job->step = (TillAgingStep){ .as_of = today };
  till_db_read_async (self->db, due_work, job, g_free, NULL, due_cb, g_object_ref (self));
}
