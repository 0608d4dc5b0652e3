/* till-twilio-private.h: what the files of Twilio's client share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "http/till-json-reader.h"
#include "messaging/till-twilio.h"

G_BEGIN_DECLS

/* ── till-twilio.c ───────────────────────────────────────────────────────────────────────────── */

/* "MG…": many numbers may send, none of them is known. */
gboolean    till_twilio_has_service (TillTwilio *self);
const char *till_twilio_get_from (TillTwilio *self);

/* "/2010-04-01/Accounts/AC…" and @rest. */
char *till_twilio_path (TillTwilio *self, const char *rest) G_GNUC_WARN_UNUSED_RESULT;

/* @path_and_query: below the host. Answered as till_http_send_async() is. */
void till_twilio_get (TillTwilio         *self,
                      const char         *path_and_query,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data);

/* Appends "name=value", after a "&" where something stands already. */
void till_twilio_add_field (GString *fields, const char *name, const char *value);

/* What follows the host, of an address that a list gives for its next page: of this host only.
 * NULL: it is another's. */
char *till_twilio_next_path (TillTwilio *self, const char *address) G_GNUC_WARN_UNUSED_RESULT;

/* ── till-twilio-answer.c ────────────────────────────────────────────────────────────────────── */

typedef struct
{
  char       *id;
  char       *from; /* or NULL */
  char       *to;   /* or NULL */
  char       *body; /* without blanks at its ends */
  gboolean    incoming;
  TillInstant at; /* when it was made */
} TillTwilioMessage;

void till_twilio_message_free (gpointer message);

typedef struct
{
  GPtrArray *messages; /* TillTwilioMessage; NULL: there is no answer, and words say why */
  char      *next;     /* address of the next page, or NULL */
  char      *words;
} TillTwilioPage;

void till_twilio_page_free (TillTwilioPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillTwilioPage, till_twilio_page_free)

TillDelivery     *till_twilio_read_sent (const TillHttpAnswer *http);
TillTextProgress *till_twilio_read_progress (const TillHttpAnswer *http);
TillTwilioPage   *till_twilio_read_page (const TillHttpAnswer *http);

/* Why a question was not answered with what it asks for. */
char *till_twilio_why_not (const TillHttpAnswer *http) G_GNUC_WARN_UNUSED_RESULT;

/* ── till-twilio-list.c ──────────────────────────────────────────────────────────────────────── */

void           till_twilio_look_async (TillTexter         *texter,
                                       const char         *to,
                                       const char         *body,
                                       TillInstant         since,
                                       const char *const  *others,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
TillTextLook  *till_twilio_look_finish (TillTexter *texter, GAsyncResult *result);
void           till_twilio_receive_async (TillTexter         *texter,
                                          TillInstant         since,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
TillTextInbox *till_twilio_receive_finish (TillTexter *texter, GAsyncResult *result);

G_END_DECLS
