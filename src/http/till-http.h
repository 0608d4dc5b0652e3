/* till-http.h: one session for all that is asked outside, with three outcomes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What became of a request. */
typedef enum
{
  TILL_HTTP_ANSWERED, /* a whole answer, whatever its status */
  TILL_HTTP_NOT_SENT, /* nothing of it can have been acted upon: no connection, no TLS */
  TILL_HTTP_UNKNOWN,  /* written, at least in part, and no whole answer came */
} TillHttpOutcome;

typedef struct
{
  TillHttpOutcome outcome;
  guint           status;
  GBytes         *body;  /* when answered */
  char           *words; /* when not answered: why */
} TillHttpAnswer;

void till_http_answer_free (TillHttpAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillHttpAnswer, till_http_answer_free)

#define TILL_TYPE_HTTP (till_http_get_type ())
G_DECLARE_FINAL_TYPE (TillHttp, till_http, TILL, HTTP, GObject)

/* TLS 1.2 at least, certificates checked, no redirects followed, plain http only to the loopback.
 */
TillHttp *till_http_new (void);

/**
 * till_http_send_async:
 * @headers: (nullable): name, value, …, NULL; never logged
 * @timeout_s: for the whole exchange
 *
 * Never resends by itself. Cancelling after the request was written is an unknown outcome, not
 * an error: the answer always says what became of it.
 */
void till_http_send_async (TillHttp           *self,
                           const char         *method,
                           const char         *uri,
                           const char *const  *headers,
                           GBytes             *body,
                           const char         *content_type,
                           guint               timeout_s,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);

/* (transfer full): never NULL. */
TillHttpAnswer *till_http_send_finish (TillHttp *self, GAsyncResult *result);

/* Whether @host, a name or an address without brackets, is this machine itself. */
gboolean till_http_is_loopback (const char *host);

G_END_DECLS
