/* till-processor.h: who moves card money
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The verbs never resend and never record: that is the flows' work. An answer always comes, with a
 * verdict; there is no GError.
 */
#pragma once

#include <gio/gio.h>

#include "model/till-deposit.h"
#include "model/till-records.h"
#include "model/till-unread.h"

G_BEGIN_DECLS

/* A transaction as the processor tells it. Strings may be NULL. */
typedef struct
{
  char                *id;
  char                *related_id;
  TillTransactionKind  kind;
  TillTransactionState state;
  TillMoney            amount;     /* > 0, whatever the kind */
  TillInstant          created_at; /* or TILL_INSTANT_NONE */
  char                *invoice;
  TillCard             card;
  char                *authorization;
  char                *batch;
  char                *terminal;
  char                *code;
  char                *words;
  char                *exchange_id;
  char                *customer;    /* the number by which whoever charged knows the payer */
  char                *payer;       /* the name on the bill */
  char                *email;       /* the payer's */
  char                *description; /* what it was charged for */
  char                *token;       /* by which its card was kept with it; told by answers only */
  gboolean             earlier;     /* "previously approved": an earlier one is given back */
} TillCharge;

TillCharge *till_charge_new (void);
TillCharge *till_charge_copy (const TillCharge *self);
void        till_charge_free (TillCharge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillCharge, till_charge_free)

typedef enum
{
  TILL_VERDICT_APPROVED, /* charge is there. Its invoice must be compared by the caller
                            (DESIGN.md 5.6) */
  TILL_VERDICT_DECLINED,
  TILL_VERDICT_NOT_COMPLETED, /* nothing was taken, and nobody said no: cancelled on the terminal */
  TILL_VERDICT_REJECTED,      /* understood and refused; nothing moved */
  TILL_VERDICT_CLOSED_BATCH,  /* a void came too late; nothing moved */
  TILL_VERDICT_NOT_SENT,      /* nothing reached the processor */
  TILL_VERDICT_UNKNOWN,       /* must be looked up */
} TillVerdict;

typedef struct
{
  TillVerdict verdict;
  TillCharge *charge; /* approved; often when declined; else NULL */
  char       *words;  /* for the user, or NULL when approved */
  char       *code;   /* the processor's result code, or NULL */
  char       *exchange_id;
} TillAnswer;

void till_answer_free (TillAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillAnswer, till_answer_free)

/* What is asked for. Borrowed strings, copied before the call returns. */
typedef struct
{
  const char *invoice; /* the attempt's; unique */
  TillMoney   amount;
  const char *order;       /* our number, or NULL */
  const char *patient;     /* number or id as text, or NULL */
  const char *terminal;    /* terminal sales */
  const char *target;      /* void, refund: the processor's id */
  const char *token;       /* sale on a card that is kept */
  const char *description; /* what the patient may see: the practice's name; no treatment */
  gboolean    save_card;   /* the patient agrees that the card is kept for later */
  guint       timeout_s;   /* 0: the default */
} TillOrder;

/* One page of a search. Of a search by invoice or id that holds a row which can't be read nothing
 * is answered; of one by time only that row is refused. */
typedef struct
{
  gboolean   answered; /* FALSE: it could not be asked; words says why */
  GPtrArray *charges;  /* (element-type TillCharge) */
  GPtrArray *captures; /* (element-type TillCharge) of a search by time: related_id is what was
                          authorized, among the charges of this page or an earlier one */
  gboolean   more;
  char      *words;
  guint      n_rows;  /* on the page, also those that are no charges */
  guint64    n_total; /* on all pages; 0: not told */
  GPtrArray *refused; /* (element-type TillUnread) of a search by time: rows that can't be read; at
                         may be TILL_INSTANT_NONE */
} TillFound;

void till_found_free (TillFound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillFound, till_found_free)

/* One page of the deposits of a day. */
typedef struct
{
  gboolean   answered; /* FALSE: it could not be asked; words says why */
  GPtrArray *deposits; /* (element-type TillDeposit) */
  guint64    n_total;  /* on all pages */
  gboolean   more;
  char      *words;
} TillReported;

void till_reported_free (TillReported *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillReported, till_reported_free)

/* A card that the processor keeps for a customer. */
typedef struct
{
  char    *token;
  TillCard card; /* brand, last four and expiry, each or NULL */
} TillKeptCard;

typedef struct
{
  gboolean   answered; /* FALSE: it could not be asked; words says why */
  GPtrArray *cards;    /* (element-type TillKeptCard) */
  char      *words;
} TillKeptCards;

TillKeptCards *till_kept_cards_new (void);
void           till_kept_cards_free (TillKeptCards *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillKeptCards, till_kept_cards_free)

typedef struct
{
  const char *invoice; /* or NULL */
  const char *id;      /* or NULL */
  TillInstant from;    /* or TILL_INSTANT_NONE */
  TillInstant until;   /* or TILL_INSTANT_NONE */
  guint       page;    /* from 1 */
  gboolean    oldest_first;
} TillQuery;

/* Rows on a page that is not the last. */
#define TILL_QUERY_PAGE_SIZE 100

typedef struct
{
  char *id;
  char *name;
} TillTerminal;

void till_terminal_free (TillTerminal *self);

typedef enum
{
  TILL_CAN_TERMINAL = 1 << 0,
  TILL_CAN_PAY_PAGE = 1 << 1,
  TILL_CAN_VOID = 1 << 2,
  TILL_CAN_CANCEL_TERMINAL = 1 << 3, /* Clearent can't */
  TILL_CAN_LINK_CANCEL = 1 << 4,     /* Clearent can't */
  TILL_CAN_DEPOSITS = 1 << 5,        /* Clearent: with the reports' own key */
  TILL_CAN_CARDS = 1 << 6,           /* keeps cards for later */
} TillCapabilities;

#define TILL_TYPE_PROCESSOR (till_processor_get_type ())
G_DECLARE_INTERFACE (TillProcessor, till_processor, TILL, PROCESSOR, GObject)

typedef enum
{
  TILL_VERB_SALE_TERMINAL,
  TILL_VERB_SALE_CARD, /* on a card that is kept: order->token */
  TILL_VERB_VOID,
  TILL_VERB_REFUND,
} TillVerb;

static inline gboolean
till_verb_is_sale (TillVerb verb)
{
  return verb == TILL_VERB_SALE_TERMINAL || verb == TILL_VERB_SALE_CARD;
}

struct _TillProcessorInterface
{
  GTypeInterface parent_iface;

  const char *(*get_name) (TillProcessor *self); /* "clearent" */
  TillCapabilities (*get_capabilities) (TillProcessor *self);
  void (*ask_async) (TillProcessor      *self,
                     TillVerb            verb,
                     const TillOrder    *order,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data);
  TillAnswer *(*ask_finish) (TillProcessor *self, GAsyncResult *result);
  void (*search_async) (TillProcessor      *self,
                        const TillQuery    *query,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data);
  TillFound *(*search_finish) (TillProcessor *self, GAsyncResult *result);
  char *(*pay_page) (TillProcessor *self, const TillOrder *order);
  /* With TILL_CAN_DEPOSITS. */
  void (*deposits_async) (TillProcessor      *self,
                          TillDay             funded_on,
                          guint               page,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
  TillReported *(*deposits_finish) (TillProcessor *self, GAsyncResult *result);
  /* With TILL_CAN_CARDS. */
  void (*cards_async) (TillProcessor      *self,
                       const char         *customer,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data);
  TillKeptCards *(*cards_finish) (TillProcessor *self, GAsyncResult *result);
  void (*forget_card_async) (TillProcessor      *self,
                             const char         *token,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);
  gboolean (*forget_card_finish) (TillProcessor *self, GAsyncResult *result, GError **error);
};

const char      *till_processor_get_name (TillProcessor *self);
TillCapabilities till_processor_get_capabilities (TillProcessor *self);

void        till_processor_ask_async (TillProcessor      *self,
                                      TillVerb            verb,
                                      const TillOrder    *order,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
TillAnswer *till_processor_ask_finish (TillProcessor *self, GAsyncResult *result); /* never NULL */

/* All terminals of the merchant. */
void       till_processor_search_async (TillProcessor      *self,
                                        const TillQuery    *query,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
TillFound *till_processor_search_finish (TillProcessor *self,
                                         GAsyncResult  *result); /* never NULL */

/* What was or is to be deposited on that day, of all terminals; @page from 1. All pages of a day
 * together are all there is of it. */
void          till_processor_deposits_async (TillProcessor      *self,
                                             TillDay             funded_on,
                                             guint               page,
                                             GCancellable       *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
TillReported *till_processor_deposits_finish (TillProcessor *self,
                                              GAsyncResult  *result); /* never NULL */

/* All cards that are kept for whom orders name as @customer (their patient). */
void           till_processor_cards_async (TillProcessor      *self,
                                           const char         *customer,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
TillKeptCards *till_processor_cards_finish (TillProcessor *self,
                                            GAsyncResult  *result); /* never NULL */

/* Whether the processor keeps it no longer; one that it does not know any more is forgotten.
 * TILL_ERROR_UNREACHABLE with a sentence: it may be asked again at any time. */
void     till_processor_forget_card_async (TillProcessor      *self,
                                           const char         *token,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
gboolean till_processor_forget_card_finish (TillProcessor *self,
                                            GAsyncResult  *result,
                                            GError       **error);

/* The address of the hosted page for this order. Any thread: it reads what never changes. */
char *till_processor_pay_page (TillProcessor *self, const TillOrder *order);

G_END_DECLS
