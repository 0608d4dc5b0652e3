/* till-plan-sending.c: an agreement on a payment plan, sent to be accepted by paying
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-plan-sending.h"

#include <glib/gi18n-lib.h>

G_DEFINE_ENUM_TYPE (TillSendingState,
                    till_sending_state,
                    G_DEFINE_ENUM_VALUE (TILL_SENDING_SENT, "sent"),
                    G_DEFINE_ENUM_VALUE (TILL_SENDING_PAID, "paid"),
                    G_DEFINE_ENUM_VALUE (TILL_SENDING_NO_CARD, "no-card"),
                    G_DEFINE_ENUM_VALUE (TILL_SENDING_USED, "used"),
                    G_DEFINE_ENUM_VALUE (TILL_SENDING_TAKEN_BACK, "taken-back"))

TillPlanSending *
till_plan_sending_new (void)
{
  return g_new0 (TillPlanSending, 1);
}

TillPlanSending *
till_plan_sending_copy (const TillPlanSending *self)
{
  TillPlanSending *copy = g_memdup2 (self, sizeof *self);

  copy->address = g_strdup (self->address);
  copy->accepted = g_strdup (self->accepted);
  copy->sent_by = g_strdup (self->sent_by);

  return copy;
}

void
till_plan_sending_free (TillPlanSending *self)
{
  if (self == NULL)
    return;

  g_free (self->address);
  g_free (self->accepted);
  g_free (self->sent_by);
  g_free (self);
}

/* The list’s SQL says the same (store/till-store-plans-table.c). */
const char *
till_plan_sending_status (const TillPlanSending *self, const TillRequest *request)
{
  if (self->state == TILL_SENDING_PAID)
    return "paid";
  if (self->state == TILL_SENDING_NO_CARD)
    return "no-card";
  if (self->state == TILL_SENDING_USED)
    return "over";
  if (request->paid.cents > 0 &&
      (request->state == TILL_REQUEST_REQUESTED || self->state == TILL_SENDING_SENT))
    return "partly-paid";
  if (request->state != TILL_REQUEST_REQUESTED)
    return "over";

  return request->reason == TILL_REQUEST_UNDELIVERABLE ? "undeliverable" : "waits";
}

const char *
till_plan_sending_status_to_words (const char *status)
{
  static const struct
  {
    const char *status;
    const char *words;
  } known[] = {
    { "waits", N_ ("Sent to the patient") },
    { "partly-paid", N_ ("Pending: paid too little") },
    { "undeliverable", N_ ("Pending: not delivered") },
    { "paid", N_ ("Paid, card looked for") },
    { "no-card", N_ ("Pending: no card") },
    { "over", N_ ("Pending") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      if (g_strcmp0 (known[i].status, status) == 0)
        return _ (known[i].words);
    }

  return NULL;
}
