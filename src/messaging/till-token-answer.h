/* till-token-answer.h: what a token server answers (RFC 6749, 5), read without trusting it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-clock.h"
#include "http/till-http.h"
#include "messaging/till-delivery.h"

G_BEGIN_DECLS

/* How long a token serves when nothing is said of it. */
#define TILL_TOKEN_USUAL_LIFE TILL_HOUR

typedef struct
{
  char         *token;         /* or NULL: failure says why */
  TillInstant   life;          /* of @token, from the answer on */
  char         *refresh_token; /* that takes the place of the one that was used, or NULL */
  TillDelivery *failure;       /* RETRY: the server can't now; NOT_SENT: something is set wrong */
} TillTokenAnswer;

/* @address: of the token server, which is named in what is said. (full) */
TillTokenAnswer *till_token_answer_read (const TillHttpAnswer *http, const char *address);
void             till_token_answer_free (TillTokenAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillTokenAnswer, till_token_answer_free)

G_END_DECLS
