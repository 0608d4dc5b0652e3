/* bench-desk.c: a new practice for the parts that run flows, and a Collect beside them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bench-desk.h"

#include <glib/gstdio.h>

#include "bench.h"
#include "flow/till-practice-private.h"
#include "store/till-store-attempts.h"

/* Between two presses. */
#define PAUSE_MS 5

void
bench_keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* ── Collect ── */

static gboolean
prepare_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (TillAttempt) attempt = till_attempt_new ();
  g_autoptr (TillActor)   actor = till_actor_new (1, "Bench");

  attempt->kind = TILL_KIND_PAYMENT;
  attempt->method = TILL_METHOD_TERMINAL;
  attempt->amount = till_money (12500);
  attempt->patient_name = g_strdup ("Muñoz, Zoë");

  return till_store_prepare_attempt (connection, attempt, actor, 1764000000000, error);
}

static void
collect (TillPractice *practice, GArray *waits)
{
  double             begin = bench_now ();
  double             wait;
  g_autoptr (GError) error = NULL;

  if (!till_db_write (practice->db, TILL_DB_MONEY, prepare_job, NULL, &error))
    g_error ("%s", error->message);
  wait = (bench_now () - begin) * 1000.0;
  g_array_append_val (waits, wait);
}

typedef struct
{
  TillPractice *practice;
  GArray       *waits;
} Presses;

static gboolean
press_cb (gpointer data)
{
  const Presses *presses = data;

  collect (presses->practice, presses->waits);

  return G_SOURCE_CONTINUE;
}

GAsyncResult *
bench_wait (TillPractice *practice, GAsyncResult **result, GArray *waits)
{
  Presses presses = { practice, waits };
  guint   timer = waits != NULL ? g_timeout_add (PAUSE_MS, press_cb, &presses) : 0;

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_clear_handle_id (&timer, g_source_remove);

  return g_steal_pointer (result);
}

/* ── The practice ── */

void
bench_set (TillPractice *practice, const char *key, const char *value)
{
  const char *const        pair[] = { key, value, NULL };
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) set = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_set_settings_async (practice, pair, bench_keep_result, &result);
  set = bench_wait (practice, &result, NULL);
  if (!till_practice_set_settings_finish (practice, set, &error))
    g_error ("%s", error->message);
}

TillPractice *
bench_practice_new (const char *path)
{
  g_autoptr (TillClock)    clock = till_clock_new ();
  g_autoptr (GError)       error = NULL;
  TillPractice            *practice = till_practice_open (path, clock, NULL, &error);
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;

  if (practice == NULL)
    g_error ("%s", error->message);
  till_practice_set_up_async (practice, "Bright Smile Dental", "1 Elm Street", NULL, BENCH_ZONE,
                              "Ann", bench_keep_result, &result);
  done = bench_wait (practice, &result, NULL);
  if (!till_practice_set_up_finish (practice, done, &error))
    g_error ("%s", error->message);

  return practice;
}

void
bench_practice_free (TillPractice *practice)
{
  static const char *const endings[] = { "", "-wal", "-shm", ".till.lock", ".lock", ".head" };
  g_autofree char         *path = g_strdup (till_practice_get_path (practice));

  till_practice_close (practice);
  g_object_unref (practice);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_remove (file);
    }
}
