/* till-practice-month-ends.c: what all owed at the ends of the months before
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ledger tells it at any time. What a file of another program told is kept right after it was
 * imported; should Till end before, at the next start.
 */
#include "flow/till-practice-private.h"
#include "flow/till-practice-receivables.h"
#include "store/till-store-month-ends.h"

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_work (TillDbConnection *connection, gpointer data, GError **error)
{
  g_array_set_size (data, 0);

  return till_store_read_month_ends (connection, data, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;

  if (till_db_finish (TILL_DB (source), result, &error))
    g_task_return_pointer (task, g_array_ref (till_db_result_data (result)),
                           (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

void
till_practice_read_month_ends_async (TillPractice       *self,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError           *error = NULL;

  g_task_set_source_tag (task, till_practice_read_month_ends_async);
  if (!till_practice_check_open (self, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  till_db_read_async (self->db, read_work, g_array_new (FALSE, FALSE, sizeof (TillReceivables)),
                      (GDestroyNotify) g_array_unref, cancellable, read_cb,
                      g_steal_pointer (&task));
}

GArray *
till_practice_read_month_ends_finish (TillPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ── Keeping what a file told ────────────────────────────────────────────────────────────────── */

static gboolean
totals_work (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_read_balance_totals (connection, data, error);
}

static gboolean
keep_work (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_keep_balance_totals (connection, data, error);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPractice) self = user_data;
  g_autoptr (GError)       error = NULL;

  self->n_aside--;
  if (!till_db_finish (TILL_DB (source), result, &error))
    g_debug ("the totals of the imported balances are kept later: %s", error->message);
}

static void
totals_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPractice) self = user_data;
  g_autoptr (GError)       error = NULL;
  gboolean                 read = till_db_finish (TILL_DB (source), result, &error);
  TillBalanceTotals       *totals = till_db_result_data (result);

  self->n_aside--;
  if (!read || totals->import_id == 0 || g_cancellable_is_cancelled (self->outside))
    return;

  self->n_aside++;
  till_db_write_async (self->db, TILL_DB_NORMAL, keep_work, g_memdup2 (totals, sizeof *totals),
                       g_free, kept_cb, g_object_ref (self));
}

void
till_practice_keep_totals (TillPractice *self)
{
  self->n_aside++;
  till_db_read_async (self->db, totals_work, g_new0 (TillBalanceTotals, 1), g_free, NULL, totals_cb,
                      g_object_ref (self));
}
