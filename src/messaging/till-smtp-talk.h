/* till-smtp-talk.h: one message handed to a mail server, followed step by step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <curl/curl.h>
#include <gio/gio.h>

#include "messaging/till-smtp-settings.h"

G_BEGIN_DECLS

/* In the order in which they are taken. */
typedef enum
{
  TILL_SMTP_LOOK_UP,
  TILL_SMTP_CONNECT,
  TILL_SMTP_SECURE,
  TILL_SMTP_SIGN_IN,
  TILL_SMTP_SENDER,
  TILL_SMTP_RECIPIENT,
  TILL_SMTP_MESSAGE,
  TILL_SMTP_N_STEPS,
} TillSmtpStep;

typedef enum
{
  TILL_SMTP_DONE,
  TILL_SMTP_REFUSED,     /* by what the server said: @code */
  TILL_SMTP_LOST,        /* no connection, or not any more */
  TILL_SMTP_SILENT,      /* nothing came in time */
  TILL_SMTP_STOPPED,     /* by the user */
  TILL_SMTP_NOT_OFFERED, /* encryption, or a way to sign in */
  TILL_SMTP_NO_TLS,      /* what was to become an encrypted connection did not */
  TILL_SMTP_EXPIRED,     /* the certificate, as the following */
  TILL_SMTP_TOO_EARLY,
  TILL_SMTP_OTHER_HOST,
  TILL_SMTP_SELF_SIGNED,
  TILL_SMTP_UNTRUSTED,
  TILL_SMTP_NO_SMTP, /* who answers speaks something else */
  TILL_SMTP_FAILED,  /* here, before anything was said */
} TillSmtpEnd;

typedef struct
{
  TillSmtpEnd  end;
  TillSmtpStep step;        /* the last one that was begun */
  guint        code;        /* of the server's last answer; 0: there was none to the step */
  char        *said;        /* its words, in one line of valid text; or NULL */
  gboolean     handed_over; /* all of the message had been given away when it ended */
  gboolean     signed_in;   /* the server asked for it, and it was done */
} TillSmtpTalk;

void till_smtp_talk_free (TillSmtpTalk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillSmtpTalk, till_smtp_talk_free)

/* Once, before any other thread uses libcurl. */
void till_smtp_talk_prepare (void);

/**
 * till_smtp_talk:
 * @curl: of one thread at a time; a connection that still stands in it is used again
 * @settings: without a fault
 * @from, @to: addresses that were checked
 * @afresh: by a connection of its own, so that each step is taken
 *
 * Blocks until it is over. (transfer full)
 */
TillSmtpTalk *till_smtp_talk (CURL                   *curl,
                              const TillSmtpSettings *settings,
                              const char             *from,
                              const char             *to,
                              GBytes                 *message,
                              gboolean                afresh,
                              GCancellable           *cancellable);

G_END_DECLS
