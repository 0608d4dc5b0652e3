/* till-twilio.h: text messages by Twilio
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "http/till-http.h"
#include "messaging/till-texter.h"

G_BEGIN_DECLS

#define TILL_TWILIO_HOST "https://api.twilio.com"

#define TILL_TYPE_TWILIO (till_twilio_get_type ())
G_DECLARE_FINAL_TYPE (TillTwilio, till_twilio, TILL, TWILIO, GObject)

/**
 * till_twilio_new:
 * @host: "https://api.twilio.com", or where else the same is spoken
 * @account: "AC…"
 * @key: the account's auth token; or an API key, as "SK…:secret"
 * @from: a number, E.164, or a messaging service, "MG…"
 * @timeout_s: how long an answer is waited for; 0: as long as Twilio may need
 */
TillTwilio *till_twilio_new (TillHttp   *http,
                             const char *host,
                             const char *account,
                             const char *key,
                             const char *from,
                             guint       timeout_s);

/* What Twilio calls its own: "AC", "MG" or "SM", and 32 hexadecimal digits. */
gboolean till_twilio_is_id (const char *text, const char *kind);

G_END_DECLS
