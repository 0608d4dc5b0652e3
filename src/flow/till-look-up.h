/* till-look-up.h: asking the processor what became of one attempt
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice-private.h"

G_BEGIN_DECLS

/* What the processor knows of it. */
typedef struct
{
  gboolean    answered; /* FALSE: it could not be asked; words says why */
  char       *words;
  TillCharge *approved; /* the attempt's own, or NULL */
  gboolean    pending;  /* the attempt's own is there, without a result yet */
  GPtrArray  *declined; /* (element-type TillCharge): the attempt's own, newest first */
} TillSeen;

void till_seen_free (TillSeen *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillSeen, till_seen_free)

/**
 * till_look_up_async:
 *
 * A sale is searched by its invoice. A void is seen at the payment itself. A refund is searched by
 * its invoice, then among the refunds since it was sent that point at the payment and are of its
 * amount.
 */
void      till_look_up_async (TillPractice       *practice,
                              const TillAttempt  *attempt,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
TillSeen *till_look_up_finish (TillPractice *practice, GAsyncResult *result); /* never NULL */

G_END_DECLS
