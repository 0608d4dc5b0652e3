/* till-mail-tokens.h: OAuth 2 bearer tokens for the mail server, renewed before they end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A token is got by the refresh token (RFC 6749, 6) and stays in the memory. One question to the
 * token server at a time: the refresh token may be good for one only.
 */
#pragma once

#include "core/till-clock.h"
#include "http/till-http.h"
#include "messaging/till-delivery.h"

G_BEGIN_DECLS

typedef struct
{
  char *address; /* of the token server: https, but for this machine itself */
  char *client_id;
  char *client_secret; /* or NULL: the client has none */
  char *refresh_token;
} TillTokenSettings;

/* TILL_ERROR_BAD_INPUT: no token is asked for there. */
gboolean till_token_check_address (const char *address, GError **error);

/* What is missing, whatever a server may say; or NULL. Free with g_free(). */
char *till_token_settings_find_fault (const TillTokenSettings *self) G_GNUC_WARN_UNUSED_RESULT;

#define TILL_TYPE_MAIL_TOKENS (till_mail_tokens_get_type ())
G_DECLARE_FINAL_TYPE (TillMailTokens, till_mail_tokens, TILL, MAIL_TOKENS, GObject)

/* Signal "rotated" (used, given): a refresh token takes the place of the one that was used, which
 * may be good no more. It must be kept. */
TillMailTokens *till_mail_tokens_new (TillHttp                *http,
                                      TillClock               *clock,
                                      const TillTokenSettings *settings);

/* Whether it gets its tokens by @settings as they are now. */
gboolean till_mail_tokens_is_for (TillMailTokens *self, const TillTokenSettings *settings);

/* @refused: one that the mail server did not take: there shall be another one; or NULL. The
 * cancellable of who asks first stops the question. */
void till_mail_tokens_get_async (TillMailTokens     *self,
                                 const char         *refused,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
/* (full), or NULL: *@failure (full) says why. */
char *till_mail_tokens_get_finish (TillMailTokens *self,
                                   GAsyncResult   *result,
                                   TillDelivery  **failure);

/* The next one is a new one. */
void till_mail_tokens_forget (TillMailTokens *self);

G_END_DECLS
