/* raw-server.h: a server on the loopback that may misbehave, byte by byte
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RawServer RawServer;

/* Runs on a thread of its own for each connection. @request is the whole request, or NULL when the
 * server does not read. TRUE: read another request from the same connection; else it is closed. */
typedef gboolean (*RawReply) (RawServer *server, GIOStream *stream, const char *request);

/* @certificate: (nullable): speak TLS with it. @reads: whether it reads before it replies. */
RawServer *raw_server_new (GTlsCertificate *certificate,
                           gboolean         reads,
                           RawReply         reply,
                           gpointer         data);
gpointer   raw_server_get_data (RawServer *self);
char      *raw_server_dup_uri (RawServer *self, const char *path);
guint      raw_server_get_n_requests (RawServer *self);

/* Waits for all its threads. */
void raw_server_free (RawServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawServer, raw_server_free)

void raw_say (GIOStream *stream, const char *text);

/* Until the other side closes. */
void raw_wait_for_close (GIOStream *stream);

G_END_DECLS
