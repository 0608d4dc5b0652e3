/* till-sync-captures.c: the second halves of authorized payments: the batch, and what is refunded
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An authorization is the payment here; its capture is no money of its own, but it has the batch,
 * and a refund or void that is made at the processor names it. So it is kept whose it is.
 */
#include "flow/till-sync.h"

#include "store/till-store-transactions.h"

static const TillCharge *
find_capture (const TillTakeIn *self, const char *id)
{
  for (guint i = 0; i < self->captures->len; i++)
    {
      const TillCharge *capture = self->captures->pdata[i];

      if (g_strcmp0 (capture->id, id) == 0)
        return capture;
    }

  return NULL;
}

gboolean
till_take_in_find_captured (TillDbConnection *connection,
                            const TillTakeIn *self,
                            const char       *id,
                            TillTransaction **payment,
                            GError          **error)
{
  const TillCharge  *capture = find_capture (self, id);
  g_autoptr (GError) failed = NULL;

  *payment = capture != NULL ? till_store_find_transaction (connection, self->processor,
                                                            capture->related_id, &failed)
                             : till_store_find_captured (connection, self->processor, id, &failed);
  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));

  return failed == NULL;
}

static gboolean
keep (TillDbConnection *connection,
      TillTakeIn       *self,
      const TillCharge *capture,
      GHashTable       *batches,
      GError          **error)
{
  g_autoptr (TillTransaction) payment = NULL;
  g_autoptr (GError)          failed = NULL;

  payment = till_store_find_transaction (connection, self->processor, capture->related_id, &failed);
  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  if (payment == NULL)
    return failed == NULL;

  if (!till_store_keep_capture (connection, payment->id, self->processor, capture->id, error))
    return FALSE;
  if (capture->batch == NULL || g_strcmp0 (capture->batch, payment->batch) == 0)
    return TRUE;
  if (payment->state == TILL_TRANSACTION_SETTLED && payment->terminal != NULL)
    g_hash_table_add (batches, g_strconcat (payment->terminal, "/", capture->batch, NULL));

  return till_store_set_transaction_batch (connection, payment->id, capture->batch, self->actor,
                                           self->at, error);
}

gboolean
till_take_in_keep_captures (TillDbConnection *connection,
                            TillTakeIn       *self,
                            GHashTable       *batches,
                            GError          **error)
{
  for (guint i = 0; i < self->captures->len; i++)
    {
      if (!keep (connection, self, self->captures->pdata[i], batches, error))
        return FALSE;
    }

  return TRUE;
}
