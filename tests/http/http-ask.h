/* http-ask.h: a request and its answer, waited for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "http/till-http.h"

G_BEGIN_DECLS

TillHttpAnswer *ask (TillHttp     *http,
                     const char   *method,
                     const char   *uri,
                     guint         timeout_s,
                     GCancellable *cancellable);

/* Ends @http and what its connections still do. */
void end_http (TillHttp *http);

G_END_DECLS
