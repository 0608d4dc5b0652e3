/* till-command-run-due.c: "till run-due": what is due, done without a window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For a timer. It starts what a window starts, and ends when nothing of it is under way: reminders
 * and messages, the processor's payments and deposits, aging, snoozes, the daily copy. Only one
 * process has a practice open, so that none of it is done twice: an open window does it by itself.
 */
#include "flow/till-command-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "flow/till-bulk-request-private.h"
#include "flow/till-outbox.h"
#include "flow/till-practice-private.h"
#include "store/till-store-messages.h"

static gboolean
minute_cb (gpointer user_data)
{
  TillPractice *practice = user_data;

  if (practice->db != NULL)
    till_practice_run_minute (practice);

  return G_SOURCE_REMOVE;
}

static int
hand_over (TillPractice *practice, GString *output)
{
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, minute_cb, g_object_ref (practice),
                              g_object_unref);
  g_string_append (output, _ ("The practice is open in a window, which does what is due by itself: "
                              "it was told to do so now.\n"));

  return 0;
}

/* What the start and the round of reading have begun. */
static gboolean
is_busy (TillPractice *practice)
{
  return practice->reminding || practice->keeping_cards || practice->running_plans ||
         practice->n_charging > 0 || practice->syncing || practice->reading_deposits ||
         practice->aging || practice->ending_snoozes || practice->expecting ||
         practice->backing_up || practice->n_aside > 0 || !till_outbox_is_idle (practice) ||
         till_bulk_request_has_more (practice);
}

static void
wait_until_quiet (TillPractice *practice)
{
  while (is_busy (practice))
    g_main_context_iteration (NULL, TRUE);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

typedef struct
{
  TillInstant since;
  gint64      n_sent;
  gint64      n_waiting; /* for an answer, or for another try */
} Sent;

static gboolean
count_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Sent *sent = data;

  return till_store_count_messages (connection, sent->since, &sent->n_sent, &sent->n_waiting,
                                    error);
}

static gboolean
tell_sent (TillPractice *practice, TillInstant since, GString *output, GError **error)
{
  Sent sent = { since, 0, 0 };

  if (!till_db_read (practice->db, count_job, &sent, error))
    return FALSE;

  g_string_append_printf (output, _ ("Messages sent: %" G_GINT64_FORMAT "\n"), sent.n_sent);
  if (sent.n_waiting > 0)
    g_string_append_printf (output,
                            _ ("Messages that wait for an answer or another try: "
                               "%" G_GINT64_FORMAT "\n"),
                            sent.n_waiting);

  return TRUE;
}

static gboolean
note_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_set_cursor (connection, TILL_CURSOR_RUN_ALONE, *(TillInstant *) data, error);
}

/* For the settings, which say when it ran last. */
static gboolean
note_run (TillPractice *practice, GError **error)
{
  TillInstant at = till_practice_now (practice);

  return till_db_write (practice->db, TILL_DB_NORMAL, note_job, &at, error);
}

int
till_command_run_due (TillPractice *practice, gboolean alone, GString *output, GError **error)
{
  TillInstant              since;
  g_autoptr (GAsyncResult) result = NULL;

  if (!alone)
    return hand_over (practice, output);
  if (till_practice_is_new (practice))
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("No practice is set up in this file yet."));
      return TILL_EXIT_FAILED;
    }

  since = till_practice_now (practice);
  till_practice_start (practice);
  wait_until_quiet (practice);
  till_practice_refresh_async (practice, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  wait_until_quiet (practice);
  /* What was read may have made something due, or kept it from being sent. */
  till_practice_run_minute (practice);
  wait_until_quiet (practice);

  if (!note_run (practice, error) || !tell_sent (practice, since, output, error))
    return TILL_EXIT_FAILED;
  /* Without a processor there is nothing to read. */
  if (practice->processor == NULL)
    return 0;
  if (!till_practice_refresh_finish (practice, result, error))
    return TILL_EXIT_FAILED;
  g_string_append (output, _ ("Payments and deposits are up to date.\n"));

  return 0;
}
