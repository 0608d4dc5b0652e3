/* till-unread.h: a transaction of the processor's that can't be taken in, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-clock.h"

G_BEGIN_DECLS

typedef struct
{
  char       *number; /* the processor's; "": it has none */
  TillInstant at;     /* when it was made, or the newest time that is known to lie before */
  char       *reason; /* the end of a sentence: "it has no amount." */
  gboolean    dismissed;
} TillUnread;

TillUnread *till_unread_new (const char *number, TillInstant at, const char *reason);
TillUnread *till_unread_copy (const TillUnread *self);
void        till_unread_free (TillUnread *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillUnread, till_unread_free)

/* "The processor’s transaction 123 can’t be taken in: it has no amount." */
char *till_unread_to_words (const TillUnread *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
