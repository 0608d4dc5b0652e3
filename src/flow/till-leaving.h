/* till-leaving.h: whether a message that is due may leave now, as things are now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between its writing and its leaving may lie a night, an outage, or a program that was closed.
 */
#pragma once

#include "flow/till-practice-private.h"
#include "model/till-request.h"

G_BEGIN_DECLS

/* What the settings and the clock say, for the writer. */
typedef struct _TillLeaving TillLeaving;

TillLeaving *till_leaving_new (TillPractice *practice);
void         till_leaving_free (TillLeaving *self);

/* FALSE in *@leaves: the message has been put off to when it may come, or stopped, since it is not
 * to reach that person any more. Those who were asked all the same, knowingly, are. */
gboolean till_leaving_check (TillLeaving       *self,
                             TillDbConnection  *connection,
                             const TillMessage *message,
                             gboolean          *leaves,
                             GError           **error);

G_END_DECLS
