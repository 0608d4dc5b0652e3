/* till-unread.c: a transaction of the processor's that can't be taken in, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-unread.h"

#include <glib/gi18n-lib.h>

TillUnread *
till_unread_new (const char *number, TillInstant at, const char *reason)
{
  TillUnread *self = g_new0 (TillUnread, 1);

  self->number = g_strdup (number != NULL ? number : "");
  self->at = at;
  self->reason = g_strdup (reason);

  return self;
}

TillUnread *
till_unread_copy (const TillUnread *self)
{
  TillUnread *copy = till_unread_new (self->number, self->at, self->reason);

  copy->dismissed = self->dismissed;

  return copy;
}

void
till_unread_free (TillUnread *self)
{
  if (self == NULL)
    return;

  g_free (self->number);
  g_free (self->reason);
  g_free (self);
}

char *
till_unread_to_words (const TillUnread *self)
{
  if (*self->number == '\0')
    /* Translators: %s ends the sentence: "it has no number." */
    return g_strdup_printf (_ ("A transaction in the processor’s list can’t be taken in: %s"),
                            self->reason);

  /* Translators: a number; and what ends the sentence: "it has no amount." */
  return g_strdup_printf (_ ("The processor’s transaction %s can’t be taken in: %s"), self->number,
                          self->reason);
}
