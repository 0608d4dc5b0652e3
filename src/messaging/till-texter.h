/* till-texter.h: text messages leave the program here, and come in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * No call sends anything a second time by itself. What may have been taken over is looked for with
 * till_texter_look_async() before it is sent again.
 */
#pragma once

#include <gio/gio.h>

#include "core/till-clock.h"
#include "messaging/till-delivery.h"

G_BEGIN_DECLS

/* Longer ones are refused by the carrier. Letters, as UTF-16 has them. */
#define TILL_TEXT_LENGTH 1600

/* Whether a message was taken over. */
typedef enum
{
  TILL_TEXT_FOUND,
  TILL_TEXT_NOT_THERE,
  TILL_TEXT_NOT_ASKED, /* there is no answer that says so */
} TillTextFinding;

typedef struct
{
  TillTextFinding finding;
  char           *carrier_id; /* when found */
  char           *words;      /* for the user, when not asked */
} TillTextLook;

/* How far one that was taken over has come. */
typedef enum
{
  TILL_TEXT_ON_THE_WAY,
  TILL_TEXT_DELIVERED,
  TILL_TEXT_UNDELIVERABLE,
  TILL_TEXT_NOT_TOLD, /* there is no answer that says so */
} TillTextState;

typedef struct
{
  TillTextState state;
  gboolean      opted_out;  /* undeliverable, since who has the number answered STOP */
  gboolean      is_address; /* undeliverable, and so is whatever is sent to that number */
  char         *words;      /* for the user, when undeliverable or not told */
  char         *code;       /* the carrier's own: "30006"; or NULL */
} TillTextProgress;

/* One that came in. */
typedef struct
{
  char       *id;
  char       *from; /* E.164 */
  char       *body; /* "" when it is nothing but a picture */
  TillInstant at;
} TillTextReceived;

typedef struct
{
  gboolean   answered; /* FALSE: not whole, and not to be relied upon */
  GPtrArray *received; /* TillTextReceived, the oldest first */
  char      *words;    /* for the user, when not answered */
} TillTextInbox;

void till_text_look_free (TillTextLook *self);
void till_text_progress_free (TillTextProgress *self);
void till_text_inbox_free (TillTextInbox *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillTextLook, till_text_look_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillTextProgress, till_text_progress_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillTextInbox, till_text_inbox_free)

#define TILL_TYPE_TEXTER (till_texter_get_type ())
G_DECLARE_INTERFACE (TillTexter, till_texter, TILL, TEXTER, GObject)

struct _TillTexterInterface
{
  GTypeInterface parent_iface;
  void (*send_async) (TillTexter         *self,
                      const char         *to,
                      const char         *body,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data);
  TillDelivery *(*send_finish) (TillTexter *self, GAsyncResult *result);
  void (*look_async) (TillTexter         *self,
                      const char         *to,
                      const char         *body,
                      TillInstant         since,
                      const char *const  *others,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data);
  TillTextLook *(*look_finish) (TillTexter *self, GAsyncResult *result);
  void (*poll_async) (TillTexter         *self,
                      const char         *carrier_id,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data);
  TillTextProgress *(*poll_finish) (TillTexter *self, GAsyncResult *result);
  void (*receive_async) (TillTexter         *self,
                         TillInstant         since,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);
  TillTextInbox *(*receive_finish) (TillTexter *self, GAsyncResult *result);
  void (*test_async) (TillTexter         *self,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data);
  char *(*test_finish) (TillTexter *self, GAsyncResult *result, GError **error);
};

/* Every finish but the test's returns something (transfer full), whatever happened. */

/* @to: E.164 (core/till-phone.h). @body: UTF-8, not empty. */
void          till_texter_send_async (TillTexter         *self,
                                      const char         *to,
                                      const char         *body,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
TillDelivery *till_texter_send_finish (TillTexter *self, GAsyncResult *result);

/* Whether this very text was taken over. @since: when it was sent, or a little before; one that was
 * sent earlier is another. @others: how the carrier knows those that are known to be others, though
 * they say the same to the same number; NULL: none. */
void          till_texter_look_async (TillTexter         *self,
                                      const char         *to,
                                      const char         *body,
                                      TillInstant         since,
                                      const char *const  *others,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
TillTextLook *till_texter_look_finish (TillTexter *self, GAsyncResult *result);

void              till_texter_poll_async (TillTexter         *self,
                                          const char         *carrier_id,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
TillTextProgress *till_texter_poll_finish (TillTexter *self, GAsyncResult *result);

/* All that has come in from @since on. Some may have been received before: an id says so. */
void           till_texter_receive_async (TillTexter         *self,
                                          TillInstant         since,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
TillTextInbox *till_texter_receive_finish (TillTexter *self, GAsyncResult *result);

/* Sends nothing, and asks whether account, key and number are right. A sentence, or
 * TILL_ERROR_UNREACHABLE with another. */
void  till_texter_test_async (TillTexter         *self,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
char *till_texter_test_finish (TillTexter *self, GAsyncResult *result, GError **error);

G_END_DECLS
