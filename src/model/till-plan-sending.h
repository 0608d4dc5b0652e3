/* till-plan-sending.h: an agreement on a payment plan, sent to be accepted by paying
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether it can still be paid is its request's to say.
 */
#pragma once

#include "model/till-plan.h"
#include "model/till-request.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_SENDING_SENT,       /* "sent": nothing came, or less than was asked for */
  TILL_SENDING_PAID,       /* "paid": its card is looked for */
  TILL_SENDING_NO_CARD,    /* "no-card": paid, and no card was saved with it */
  TILL_SENDING_USED,       /* "used": its payment has paid a part of the plan */
  TILL_SENDING_TAKEN_BACK, /* "taken-back": the payment was voided, refunded or failed before that;
                              by a link that is open again it can be paid once more */
} TillSendingState;

#define TILL_TYPE_SENDING_STATE (till_sending_state_get_type ())
GType till_sending_state_get_type (void);

typedef struct
{
  gint64           id;
  gint64           plan_id;
  gint64           version; /* of the terms */
  gint64           request_id;
  gint64           document_id; /* the agreement */
  gint64           number;      /* of the part that is paid with it; 0: the down payment */
  gint64           card_id; /* that further payments are charged to; 0: the one it is paid with */
  TillMoney        amount;
  TillChannel      channel;
  char            *address;
  gint64           wording;  /* the number of the wording of: */
  char            *accepted; /* what paying means, as the message said it */
  TillSendingState state;
  gint64           transaction_id; /* the payment; 0: none */
  TillInstant      sent_at;
  char            *sent_by;
  TillInstant      ended_at; /* or TILL_INSTANT_NONE */
} TillPlanSending;

TILL_RECORD (TillPlanSending, till_plan_sending)

/* How a plan that is pending stands with who pays, in one word of the database: "waits",
 * "partly-paid", "undeliverable", "paid", "no-card", "over"; static. @request: its link’s. */
const char *till_plan_sending_status (const TillPlanSending *self, const TillRequest *request);

/* Likewise in few words, for a list, translated, static: "Sent to the patient". NULL: @status is
 * none. */
const char *till_plan_sending_status_to_words (const char *status);

G_END_DECLS
