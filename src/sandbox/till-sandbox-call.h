/* till-sandbox-call.h: one call to the sandbox and its answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "sandbox/till-sandbox.h"

G_BEGIN_DECLS

typedef struct
{
  TillSandbox         *sandbox;
  SoupServerMessage   *message;
  char                *method;
  char                *path;
  GHashTable          *query;    /* never NULL */
  JsonNode            *body;     /* NULL: none that can be read */
  TillSandboxTerminal *terminal; /* whose api-key came along; NULL: nobody's */

  TillSandboxFault fault;
  guint            delay_ms;
  guint            delay_timer;

  guint       status;
  char       *reply;
  const char *content_type; /* static */
  char       *location;     /* for a redirect */
} TillSandboxCall;

TillSandboxCall *till_sandbox_call_new (TillSandbox       *sandbox,
                                        SoupServerMessage *message,
                                        const char        *path,
                                        GHashTable        *query);
void             till_sandbox_call_free (TillSandboxCall *self);

/* What was sent as a form; (transfer full), never NULL. */
GHashTable *till_sandbox_call_dup_form (TillSandboxCall *self);

/* A member of the JSON body, a number or flag as text; NULL when it is not there. */
char       *till_sandbox_call_dup_member (TillSandboxCall *self, const char *name);
gboolean    till_sandbox_call_get_flag (TillSandboxCall *self, const char *name, gboolean fallback);
JsonObject *till_sandbox_call_get_object (TillSandboxCall *self); /* NULL: the body is none */
const char *till_sandbox_call_get_query (TillSandboxCall *self, const char *name);

/* Sets the answer; @reply is taken. The last one counts. */
void till_sandbox_call_answer (TillSandboxCall *self,
                               guint            status,
                               const char      *content_type,
                               char            *reply);
void till_sandbox_call_redirect (TillSandboxCall *self, const char *to);

/* Keeps the call while something is waited for; sending or closing frees it. */
void till_sandbox_call_hold (TillSandboxCall *self);

/* Sends the answer, wrong if that is the call's lot, and frees the call. */
void till_sandbox_call_send (TillSandboxCall *self);

/* Whether the call's lot is that nothing is done. Then it is dealt with and freed. */
gboolean till_sandbox_call_fails_before (TillSandboxCall *self);

G_END_DECLS
