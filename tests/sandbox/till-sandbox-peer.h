/* till-sandbox-peer.h: a sandbox of the test's own and somebody who calls it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "till-test-util.h"

G_BEGIN_DECLS

typedef struct
{
  char            *data;
  char            *key;        /* the api-key that goes along; NULL: none */
  const char      *access_key; /* the AccessKey; NULL: none */
  const char      *login;      /* "user:password" of Basic; NULL: none */
  TillTestSandbox *sandbox;
} Peer;

typedef struct
{
  guint     status; /* 0: no answer came, or half of one */
  char     *text;
  JsonNode *root; /* NULL: not JSON */
  char     *location;
} Reply;

/* @arguments may be NULL. The file is in a folder of its own. */
Peer *peer_new (const char *const *arguments);
void  peer_free (Peer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Peer, peer_free)

/* Ends the program and starts it anew on the same file. */
void peer_restart (Peer *self, const char *const *arguments);

/* Each call on a connection of its own. @body: JSON, or a form when it begins with no brace; or
 * NULL. */
Reply *ask (Peer *self, const char *method, const char *path, const char *body);
void   reply_free (Reply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reply, reply_free)

/* The same without waiting; (transfer full): the answer to a ticket. @seconds: patience, 0 for
 * long. */
typedef struct _Ticket Ticket;
Ticket                *ask_async (Peer       *self,
                                  const char *method,
                                  const char *path,
                                  const char *body,
                                  guint       seconds);
gboolean               ticket_is_answered (Ticket *self);
Reply                 *ticket_wait (Ticket *self);

/* "payload.transaction.invoice", "payload.transactions.transaction.0.id"; borrowed until the next
 * call; "" when it is not there. Flags come as "true" and "false" whatever they were. */
const char *reply_get (Reply *self, const char *path);
guint       reply_count (Reply *self, const char *path); /* of an array */

/* Of a transaction or an error, whichever shape the answer has. */
const char *reply_code (Reply *self);

/* The report on closed batches of a day ("2026-05-06"; NULL: all), in one page. */
Reply *report (Peer *self, const char *day);
/* A member of its row: "merchantClosedBatches.0.sales". */
const char *report_get (Reply *self, guint row, const char *member);
/* In cents; the last two of the four decimals must be zeros. */
gint64 report_cents (Reply *self, guint row, const char *member);

#define assert_reply(reply, wanted_status, path, value)                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_cmpuint ((reply)->status, ==, (wanted_status));                                       \
    g_assert_cmpstr (reply_get ((reply), (path)), ==, (value));                                    \
  }                                                                                                \
  G_STMT_END

/* A keyed sale; @invoice may be NULL. */
Reply *sale (Peer *self, const char *amount, const char *card, const char *invoice);
/* The id of an approved one, on a card no other sale of the test has had. */
char *sell (Peer *self, const char *amount, const char *invoice);

void set_clock (Peer *self, const char *iso);
void set_faults (Peer *self, const char *spec);
void set_mode (Peer *self, const char *json);
/* A member of the transaction of that id, as a search at merchant level finds it. */
char *look_up (Peer *self, const char *id, const char *member);

G_END_DECLS
