/* till-states.h: the states of attempts, transactions and posting, each with one text form
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which step may follow which is said in rules/till-state-rules.h. The nick of each value is its
 * text form in the database; till_enum_* go between the two.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  TILL_ATTEMPT_PREPARED,  /* "prepared": written down, nothing sent */
  TILL_ATTEMPT_SENT,      /* "sent" */
  TILL_ATTEMPT_WAITING,   /* "waiting": the hosted page is open */
  TILL_ATTEMPT_APPROVED,  /* "approved" */
  TILL_ATTEMPT_DECLINED,  /* "declined" */
  TILL_ATTEMPT_REJECTED,  /* "rejected": never reached a card (validation, not sent, refused as
                             duplicate) */
  TILL_ATTEMPT_UNKNOWN,   /* "unknown": being looked up */
  TILL_ATTEMPT_NOT_FOUND, /* "not-found": looked up twice and not there */
  TILL_ATTEMPT_ABANDONED, /* "abandoned": a hosted page that was given up, but may still be open */
} TillAttemptState;

typedef enum
{
  TILL_TRANSACTION_PENDING,    /* "pending" */
  TILL_TRANSACTION_AUTHORIZED, /* "authorized": held, not captured */
  TILL_TRANSACTION_CAPTURED,   /* "captured": in the open batch */
  TILL_TRANSACTION_SETTLED,    /* "settled": its batch is closed; cash and checks at once */
  TILL_TRANSACTION_VOIDED,     /* "voided" */
  TILL_TRANSACTION_DECLINED,   /* "declined" */
  TILL_TRANSACTION_FAILED,     /* "failed" */
} TillTransactionState;

typedef enum
{
  TILL_KIND_PAYMENT, /* "payment": amount > 0 */
  TILL_KIND_REFUND,  /* "refund": amount < 0 */
  TILL_KIND_VOID,    /* "void": amount < 0, the whole of what it takes back */
} TillTransactionKind;

typedef enum
{
  TILL_METHOD_TERMINAL,     /* "terminal" */
  TILL_METHOD_VIRTUAL,      /* "virtual": the processor's hosted page */
  TILL_METHOD_CARD_ON_FILE, /* "card-on-file" */
  TILL_METHOD_CASH,         /* "cash" */
  TILL_METHOD_CHECK,        /* "check" */
  TILL_METHOD_ONLINE,       /* "online": paid by a link or in the processor's own portal */
} TillMethod;

typedef enum
{
  TILL_POSTING_NONE,         /* "none": nothing to post (declined, failed) */
  TILL_POSTING_UNPOSTED,     /* "unposted": what the red badge counts */
  TILL_POSTING_POSTING,      /* "posting" */
  TILL_POSTING_POSTED,       /* "posted" */
  TILL_POSTING_NEEDS_REVIEW, /* "needs-review" */
} TillPosting;

/* Who asked for the charge of a card on file: the card's schemes want it told apart. */
typedef enum
{
  TILL_ASKED_BY_CUSTOMER, /* "customer": the patient, there and then */
  TILL_ASKED_BY_PRACTICE, /* "practice": by what was agreed before */
} TillAskedBy;

#define TILL_TYPE_ASKED_BY (till_asked_by_get_type ())
GType till_asked_by_get_type (void);
#define TILL_TYPE_ATTEMPT_STATE (till_attempt_state_get_type ())
GType till_attempt_state_get_type (void);
#define TILL_TYPE_TRANSACTION_STATE (till_transaction_state_get_type ())
GType till_transaction_state_get_type (void);
#define TILL_TYPE_TRANSACTION_KIND (till_transaction_kind_get_type ())
GType till_transaction_kind_get_type (void);
#define TILL_TYPE_METHOD (till_method_get_type ())
GType till_method_get_type (void);
#define TILL_TYPE_POSTING (till_posting_get_type ())
GType till_posting_get_type (void);

/* The text form, static. */
const char *till_enum_to_text (GType type, int value);

/* FALSE when @text is no value of @type; then *value is untouched. */
gboolean till_enum_from_text (GType type, const char *text, int *value) G_GNUC_WARN_UNUSED_RESULT;

/* Words for the screen, translated, static: "Card terminal", "Refund", "Needs review". */
const char *till_method_to_words (TillMethod method);
const char *till_kind_to_words (TillTransactionKind kind);
const char *till_posting_to_words (TillPosting posting);

static inline gboolean
till_method_is_card (TillMethod method)
{
  return method != TILL_METHOD_CASH && method != TILL_METHOD_CHECK;
}

G_END_DECLS
