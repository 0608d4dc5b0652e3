/* till-store-messages-private.h: what the files of messages share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-store-messages.h"
#include "store/till-store-private.h"

G_BEGIN_DECLS

extern TillRecordType till_store_message_type;

/* SQL: the message @m, of a request to pay, is the one that was written with the request. (One that
 * goes by text and by e-mail is of no bulk request.) */
#define TILL_MESSAGE_IS_FIRST(m)                                                                   \
  "NOT EXISTS (SELECT 1 FROM messages AS f WHERE f.request_id = " m ".request_id"                  \
  "               AND f.purpose = 'request' AND f.id < " m ".id)"

/* What the audit keeps of its state. */
char *till_store_message_snapshot (const TillMessage *message);

gboolean till_store_audit_message (TillDbConnection  *connection,
                                   const TillMessage *message,
                                   const char        *before,
                                   const char        *deed,
                                   const TillActor   *actor,
                                   TillInstant        at,
                                   GError           **error);

/* Each of those that @where picks among the queued ones (?1 a number, ?2 a text), with the audit.
 */
gboolean till_store_stop_messages (TillDbConnection *connection,
                                   const char       *where,
                                   gint64            number,
                                   const char       *text,
                                   const char       *why,
                                   TillInstant       at,
                                   GError          **error);

G_END_DECLS
