/* till-sandbox-messages.h: text messages as the carrier keeps them, and who wants no more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sandbox/till-sandbox.h"

G_BEGIN_DECLS

/* What Twilio calls the practice's account, its number and its messaging service. */
#define TILL_SANDBOX_TEXT_ACCOUNT "AC5a4db0c000000000000000000000c1d4"
#define TILL_SANDBOX_TEXT_SERVICE "MG5a4db0c000000000000000000000f2e6"
#define TILL_SANDBOX_TEXT_NUMBER "+18885550100"

typedef struct
{
  gint64      id;
  char       *sid;
  char       *direction; /* "inbound", "outbound-api", "outbound-reply" */
  char       *number;    /* the patient's */
  char       *service;   /* that sent it, or NULL */
  char       *body;
  TillInstant created;
  gint64      error; /* 0: it is delivered in the end */
} TillSandboxMessage;

void till_sandbox_message_free (TillSandboxMessage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillSandboxMessage, till_sandbox_message_free)

gboolean    till_sandbox_message_is_inbound (const TillSandboxMessage *self);
const char *till_sandbox_message_from (const TillSandboxMessage *self);
const char *till_sandbox_message_to (const TillSandboxMessage *self);

/* By the sandbox's time: "queued", "sent", then "delivered" or "undelivered"; "received". */
const char *till_sandbox_message_status (TillSandbox *sandbox, const TillSandboxMessage *self);
/* TILL_INSTANT_NONE: not yet. */
TillInstant till_sandbox_message_sent_at (TillSandbox *sandbox, const TillSandboxMessage *self);

/* What a list asks for; NULL, 0 and TILL_INSTANT_NONE: whatever. The newest come first. */
typedef struct
{
  const char *number;
  const char *to;
  const char *from;
  TillInstant sent_from;
  TillInstant sent_until;
  gint64      before_id;
  guint       limit;
} TillSandboxMessageQuery;

/* (element-type TillSandboxMessage) */
GPtrArray *till_sandbox_messages_list (TillSandbox                   *sandbox,
                                       TillDbConnection              *db,
                                       const TillSandboxMessageQuery *query,
                                       GError                       **error);

/* *found is NULL when there is none; FALSE is a database error. */
gboolean till_sandbox_messages_find (TillDbConnection    *db,
                                     const char          *sid,
                                     TillSandboxMessage **found,
                                     GError             **error);

/* To a patient's number, E.164. What becomes of it is in its last four digits: 0000 has no mobile
 * phone (30006), 0003 is switched off (30003), of 0007 the carrier holds texts back (30007). */
gboolean till_sandbox_messages_send (TillSandbox         *sandbox,
                                     TillDbConnection    *db,
                                     const char          *direction,
                                     const char          *number,
                                     const char          *service,
                                     const char          *body,
                                     TillSandboxMessage **sent,
                                     GError             **error);

/* From a patient's number, with the answer that STOP, START and HELP get. */
gboolean till_sandbox_messages_receive (TillSandbox      *sandbox,
                                        TillDbConnection *db,
                                        const char       *number,
                                        const char       *body,
                                        GError          **error);

gboolean till_sandbox_messages_is_stopped (TillDbConnection *db, const char *number);

G_END_DECLS
