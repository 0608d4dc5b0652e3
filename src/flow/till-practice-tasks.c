/* till-practice-tasks.c: how the small deeds begin, and how they end with a job of the database
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"

TillInstant
till_practice_now (TillPractice *self)
{
  return till_clock_now (self->clock);
}

TillDb *
till_practice_get_db (TillPractice *self)
{
  return self->db;
}

gboolean
till_practice_admit (TillPractice *self, GTask *task)
{
  GError *error = NULL;

  if (till_practice_check_open (self, &error))
    return TRUE;
  g_task_return_error (task, error);

  return FALSE;
}

gboolean
till_practice_may (TillPractice *self, TillDeed deed, GError **error)
{
  return till_practice_check_open (self, error) && till_permission_check (self->actor, deed, error);
}

gboolean
till_practice_admit_deed (TillPractice *self, GTask *task, TillDeed deed)
{
  GError *error = NULL;

  if (till_practice_may (self, deed, &error))
    return TRUE;
  g_task_return_error (task, error);

  return FALSE;
}

void
till_practice_job_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}
