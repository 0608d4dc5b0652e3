/* till-delivery.h: what became of a message that was handed over
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  TILL_DELIVERY_SENT,      /* taken over */
  TILL_DELIVERY_RETRY,     /* not taken over; may be by and by (4xx, no connection yet) */
  TILL_DELIVERY_REFUSED,   /* not taken over, for this address: never again to it as it stands */
  TILL_DELIVERY_OPTED_OUT, /* likewise, since who has it answered STOP */
  TILL_DELIVERY_NOT_SENT,  /* not taken over, whatever the address: the settings are wrong */
  TILL_DELIVERY_UNKNOWN,   /* may have been taken over: to be looked up */
} TillDeliveryVerdict;

typedef struct
{
  TillDeliveryVerdict verdict;
  char               *carrier_id; /* how whoever carries it knows it, or NULL */
  char               *words;      /* for the user: what is wrong, what to do; NULL when sent */
  char               *code;       /* the carrier's own: "550", "21610"; or NULL */
  gboolean            is_address; /* refused, and nothing else would get to that address either */
} TillDelivery;

TillDelivery *till_delivery_new (TillDeliveryVerdict verdict, const char *code, const char *words);
void          till_delivery_free (TillDelivery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillDelivery, till_delivery_free)

G_END_DECLS
