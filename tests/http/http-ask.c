/* http-ask.c: a request and its answer, waited for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "http-ask.h"

#include <string.h>

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillHttpAnswer **answer = user_data;

  *answer = till_http_send_finish (TILL_HTTP (source), result);
  g_assert_nonnull (*answer);
}

TillHttpAnswer *
ask (TillHttp     *http,
     const char   *method,
     const char   *uri,
     guint         timeout_s,
     GCancellable *cancellable)
{
  const char *const  headers[] = { "api-key", "Hush-4711", "Accept", "application/json", NULL };
  g_autoptr (GBytes) body = NULL;
  TillHttpAnswer    *answer = NULL;

  if (strcmp (method, "GET") != 0)
    body = g_bytes_new_static ("{\"amount\":\"25.00\"}", 18);

  till_http_send_async (http, method, uri, headers, body, body != NULL ? "application/json" : NULL,
                        timeout_s, cancellable, answered_cb, &answer);
  while (answer == NULL)
    g_main_context_iteration (NULL, TRUE);

  return answer;
}

void
end_http (TillHttp *http)
{
  g_assert_finalize_object (http);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}
