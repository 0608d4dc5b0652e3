/* till-store-unread.h: what of the processor's list can't be taken in, until it can
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-unread.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/* Of one that is known what has changed; one that was dismissed stays so. */
gboolean till_store_note_unread (TillDbConnection *connection,
                                 const char       *processor,
                                 const TillUnread *unread,
                                 TillInstant       at,
                                 GError          **error);

/* It has been taken in. @number "": what had no number is there no more. */
gboolean till_store_forget_unread (TillDbConnection *connection,
                                   const char       *processor,
                                   const char       *number,
                                   GError          **error);

/* All, those too that were dismissed, the oldest first (element-type TillUnread). NULL on an error.
 */
GPtrArray *till_store_list_unread (TillDbConnection *connection, GError **error);

/* What is told of: how many, and the oldest of them; *oldest is NULL when there is none. */
gboolean till_store_find_unread (TillDbConnection *connection,
                                 TillUnread      **oldest,
                                 gint64           *n_unread,
                                 GError          **error);

/* Somebody has read that they can't be taken in: they are told of no more, and come when they can
 * be. With the audit. */
gboolean till_store_dismiss_unread (TillDbConnection *connection,
                                    const TillActor  *actor,
                                    TillInstant       at,
                                    GError          **error);

G_END_DECLS
