/* till-request.h: a request for money: one link to pay, sent to one guarantor; and a message
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which step may follow is said in rules/till-state-rules.h. Strings are the record's own and may
 * be NULL where a comment says so.
 */
#pragma once

#include "model/till-purpose.h"
#include "model/till-records.h"

G_BEGIN_DECLS

/* A request never expires by time (DESIGN.md 4). */
typedef enum
{
  TILL_REQUEST_REQUESTED, /* "requested" */
  TILL_REQUEST_COMPLETED, /* "completed" */
  TILL_REQUEST_CANCELLED, /* "cancelled" */
} TillRequestState;

/* What is to be said beside the state. */
typedef enum
{
  TILL_REQUEST_PLAIN,         /* "none" */
  TILL_REQUEST_PARTLY_PAID,   /* "partly-paid": requested still, of the rest */
  TILL_REQUEST_UNDELIVERABLE, /* "undeliverable": requested, and no message of it came to anybody */
  TILL_REQUEST_PAID_ELSEWHERE, /* "paid-elsewhere": completed, not through its link */
  TILL_REQUEST_REPLACED,       /* "replaced": cancelled, since there is a newer one */
  TILL_REQUEST_BY_HAND,        /* "by-hand": cancelled by somebody of the practice */
} TillRequestReason;

/* How it was sent. */
typedef enum
{
  TILL_SENT_BY_TEXT,  /* "text" */
  TILL_SENT_BY_EMAIL, /* "email" */
  TILL_SENT_BY_BOTH,  /* "both" */
  TILL_SENT_AT_DESK,  /* "desk": a code to scan, or a link to copy; no message */
} TillSentBy;

#define TILL_REQUEST_NOTE_LENGTH 160 /* characters */

typedef struct
{
  gint64            id;
  char             *uuid;
  char             *invoice; /* the payments through its link carry it */
  gint64            location_id;
  gint64            guarantor_id;
  char             *patient_name; /* the guarantor's, as it was then */
  TillMoney         amount;       /* > 0: what is asked for */
  TillMoney         balance;      /* what was owed in all */
  TillMoney         paid;         /* what came through the link, ≥ 0; refunds are not taken off */
  TillRequestState  state;
  TillRequestReason reason;
  TillSentBy        sent_by;
  char             *resent_by; /* the text form of the TillSentBy it was sent again by, or NULL */
  gboolean          with_statement;
  char             *note;      /* for the patient, or NULL */
  char             *link;      /* https://… */
  char             *reminders; /* after how many days: "", "7", "7 14" */
  gint64            n_reminded;
  gint64            bulk_id;     /* 0: asked by itself */
  gint64            plan_id;     /* that it pays down; 0: no plan is changed by it */
  gint64            replaced_by; /* 0: by none */
  TillInstant       asked_at;
  char             *asked_by;
  TillInstant       paid_at;  /* the last payment through it, or TILL_INSTANT_NONE */
  TillInstant       ended_at; /* or TILL_INSTANT_NONE */
} TillRequest;

TILL_RECORD (TillRequest, till_request)

/* By what its messages go: as it was sent again, else as it was sent. */
TillSentBy till_request_get_sent_by (const TillRequest *self);

/* Whether it could be paid at @at: it is open, or was cancelled or replaced later. */
gboolean till_request_was_open (const TillRequest *self, TillInstant at);

/* What is still asked for, ≥ 0. */
TillMoney till_request_get_rest (const TillRequest *self);

/* What of it was owed when it was asked for: what was asked for beyond that was so knowingly. */
TillMoney till_request_get_portion_then (const TillRequest *self);

/* Whether a message by @channel is part of it. */
gboolean till_sent_by_uses (TillSentBy self, TillChannel channel);

/* ── Messages ── */

typedef enum
{
  TILL_MESSAGE_QUEUED,        /* "queued" */
  TILL_MESSAGE_SENDING,       /* "sending": handed over, not answered; looked up, never sent again
                                 blindly */
  TILL_MESSAGE_SENT,          /* "sent": taken over by who carries it */
  TILL_MESSAGE_DELIVERED,     /* "delivered" */
  TILL_MESSAGE_UNDELIVERABLE, /* "undeliverable" */
  TILL_MESSAGE_STOPPED,       /* "stopped": there was no reason for it any more */
  TILL_MESSAGE_RECEIVED,      /* "received": from the patient */
} TillMessageState;

typedef enum
{
  TILL_ATTACHED_NOTHING,   /* "none" */
  TILL_ATTACHED_STATEMENT, /* "statement" */
  TILL_ATTACHED_RECEIPT,   /* "receipt" */
} TillAttached;

typedef struct
{
  gint64           id;
  char            *uuid; /* an e-mail's Message-ID is made of it */
  gint64           location_id;
  gint64           patient_id;     /* 0: nobody's that is known */
  gint64           request_id;     /* or 0 */
  gint64           transaction_id; /* of a receipt, or 0 */
  gint64           plan_id;        /* that it is about, or 0 */
  gint64           document_id;    /* of a plan, that goes with an e-mail; or 0 */
  TillChannel      channel;
  TillPurpose      purpose;
  TillLanguage     language;
  char            *name;    /* whose address it is, or NULL */
  char            *address; /* e-mail, or a phone number as it was known */
  char            *subject; /* of an e-mail; else NULL */
  char            *body;
  TillAttached     attached;
  TillMessageState state;
  char            *words;      /* why it could not be delivered, or NULL */
  char            *code;       /* likewise */
  char            *carrier_id; /* or NULL */
  gint64           n_tries;
  TillInstant      not_before; /* quiet hours, or the next try */
  TillInstant      written_at;
  char            *written_by;
  TillInstant      sent_at;  /* or TILL_INSTANT_NONE */
  TillInstant      ended_at; /* or TILL_INSTANT_NONE */
} TillMessage;

TILL_RECORD (TillMessage, till_message)

/* ── Text forms and words ── */

#define TILL_TYPE_REQUEST_STATE (till_request_state_get_type ())
GType till_request_state_get_type (void);
#define TILL_TYPE_REQUEST_REASON (till_request_reason_get_type ())
GType till_request_reason_get_type (void);
#define TILL_TYPE_SENT_BY (till_sent_by_get_type ())
GType till_sent_by_get_type (void);
#define TILL_TYPE_MESSAGE_STATE (till_message_state_get_type ())
GType till_message_state_get_type (void);
#define TILL_TYPE_ATTACHED (till_attached_get_type ())
GType till_attached_get_type (void);

/* State and reason as one word of the database and of filters, static: "requested", "partly-paid",
 * "undeliverable", "completed", "paid-elsewhere", "replaced", "cancelled". */
const char *till_request_status (TillRequestState state, TillRequestReason reason);

/* Translated, static: "Cancelled (replaced)"; "Text"; "Delivered". NULL when
 * @status is none. */
const char *till_request_status_to_words (const char *status);
const char *till_sent_by_to_words (TillSentBy sent_by);
const char *till_message_state_to_words (TillMessageState state);

G_END_DECLS
