/* canned-server.h: a processor that answers what it is told to, and remembers what it was asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "processor/till-clearent.h"

G_BEGIN_DECLS

typedef struct _CannedServer CannedServer;

CannedServer *canned_server_new (void);
void          canned_server_free (CannedServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CannedServer, canned_server_free)

/* A status: it takes what it is asked, and answers nothing. */
#define CANNED_NEVER 0

/* What it answers from now on. */
void canned_server_set_answer (CannedServer *self, guint status, const char *body, gssize length);

/* Borrowed: "http://127.0.0.1:40123". */
const char *canned_server_get_host (CannedServer *self);

/* Of the last request; borrowed. */
const char *canned_server_get_method (CannedServer *self);
const char *canned_server_get_target (CannedServer *self); /* path and query */
const char *canned_server_get_body (CannedServer *self);
const char *canned_server_get_header (CannedServer *self, const char *name);
guint       canned_server_get_n_requests (CannedServer *self);

/* ' for ", so that JSON is readable in a table. */
char *canned_json (const char *text);

/* Asked, and waited for. */
TillAnswer *canned_ask (TillProcessor *processor, TillVerb verb, const TillOrder *order);
TillFound  *canned_search (TillProcessor *processor, const TillQuery *query);

G_END_DECLS
