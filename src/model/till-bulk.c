/* till-bulk.c: many guarantors asked at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-bulk.h"

G_DEFINE_ENUM_TYPE (TillBulkState,
                    till_bulk_state,
                    G_DEFINE_ENUM_VALUE (TILL_BULK_CHOOSING, "choosing"),
                    G_DEFINE_ENUM_VALUE (TILL_BULK_SENDING, "sending"),
                    G_DEFINE_ENUM_VALUE (TILL_BULK_PAUSED, "paused"),
                    G_DEFINE_ENUM_VALUE (TILL_BULK_CANCELLED, "cancelled"),
                    G_DEFINE_ENUM_VALUE (TILL_BULK_DONE, "done"))

G_DEFINE_ENUM_TYPE (TillBulkChannel,
                    till_bulk_channel,
                    G_DEFINE_ENUM_VALUE (TILL_BULK_BY_TEXT, "text"),
                    G_DEFINE_ENUM_VALUE (TILL_BULK_BY_EMAIL, "email"),
                    G_DEFINE_ENUM_VALUE (TILL_BULK_AS_PREFERRED, "preferred"))

TillBulk *
till_bulk_new (void)
{
  TillBulk *self = g_new0 (TillBulk, 1);

  self->ended_at = TILL_INSTANT_NONE;

  return self;
}

TillBulk *
till_bulk_copy (const TillBulk *self)
{
  TillBulk *copy = g_memdup2 (self, sizeof *self);

  copy->uuid = g_strdup (self->uuid);
  copy->reminders = g_strdup (self->reminders);
  copy->note = g_strdup (self->note);
  copy->made_by = g_strdup (self->made_by);

  return copy;
}

void
till_bulk_free (TillBulk *self)
{
  if (self == NULL)
    return;

  g_free (self->uuid);
  g_free (self->reminders);
  g_free (self->note);
  g_free (self->made_by);
  g_free (self);
}

gboolean
till_bulk_is_over (TillBulkState state)
{
  return state == TILL_BULK_CANCELLED || state == TILL_BULK_DONE;
}
