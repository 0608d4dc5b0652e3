/* till-outbox-claim.c: what may leave now, taken in one commit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-outbox-private.h"

#include "store/till-store-messages.h"

TillClaim *
till_claim_new (TillPractice *practice, guint channels, guint n_most)
{
  TillClaim *self = g_new0 (TillClaim, 1);

  self->leaving = till_leaving_new (practice);
  self->channels = channels;
  self->n_most = n_most;
  self->at = till_practice_now (practice);

  return self;
}

void
till_claim_free (gpointer claim)
{
  TillClaim *self = claim;

  till_leaving_free (self->leaving);
  g_clear_pointer (&self->claimed, g_ptr_array_unref);
  g_clear_pointer (&self->unanswered, g_ptr_array_unref);
  g_free (self);
}

static gboolean
claim_due (TillDbConnection *connection, TillClaim *self, GError **error)
{
  g_autoptr (GPtrArray) due =
    till_store_list_due_messages (connection, self->channels, self->n_most, self->at, error);

  if (due == NULL)
    return FALSE;

  for (guint i = 0; i < due->len; i++)
    {
      TillMessage *message = due->pdata[i];
      gboolean     leaves;

      if (!till_leaving_check (self->leaving, connection, message, &leaves, error))
        return FALSE;
      if (!leaves)
        continue;
      if (!till_store_claim_message (connection, message, self->at, error))
        return FALSE;
      g_ptr_array_add (self->claimed, till_message_copy (message));
    }

  return TRUE;
}

gboolean
till_claim_work (TillDbConnection *connection, gpointer claim, GError **error)
{
  TillClaim *self = claim;

  g_clear_pointer (&self->claimed, g_ptr_array_unref);
  g_clear_pointer (&self->unanswered, g_ptr_array_unref);
  self->claimed = g_ptr_array_new_with_free_func ((GDestroyNotify) till_message_free);
  self->unanswered = till_store_list_unanswered_messages (connection, error);

  return self->unanswered != NULL && claim_due (connection, self, error) &&
         till_store_get_next_message (connection, self->channels, &self->next, error);
}
