/* till-processor.c: who moves card money
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "processor/till-processor.h"

G_DEFINE_INTERFACE (TillProcessor, till_processor, G_TYPE_OBJECT)

static void
till_processor_default_init (TillProcessorInterface *iface)
{
}

TillCharge *
till_charge_new (void)
{
  TillCharge *self = g_new0 (TillCharge, 1);

  self->created_at = TILL_INSTANT_NONE;

  return self;
}

TillCharge *
till_charge_copy (const TillCharge *self)
{
  TillCharge *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->id = g_strdup (self->id);
  copy->related_id = g_strdup (self->related_id);
  copy->invoice = g_strdup (self->invoice);
  copy->card = (TillCard){ 0 };
  till_card_copy (&self->card, &copy->card);
  copy->authorization = g_strdup (self->authorization);
  copy->batch = g_strdup (self->batch);
  copy->terminal = g_strdup (self->terminal);
  copy->code = g_strdup (self->code);
  copy->words = g_strdup (self->words);
  copy->exchange_id = g_strdup (self->exchange_id);
  copy->customer = g_strdup (self->customer);
  copy->payer = g_strdup (self->payer);
  copy->email = g_strdup (self->email);
  copy->description = g_strdup (self->description);
  copy->token = g_strdup (self->token);

  return copy;
}

void
till_charge_free (TillCharge *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->related_id);
  g_free (self->invoice);
  till_card_clear (&self->card);
  g_free (self->authorization);
  g_free (self->batch);
  g_free (self->terminal);
  g_free (self->code);
  g_free (self->words);
  g_free (self->exchange_id);
  g_free (self->customer);
  g_free (self->payer);
  g_free (self->email);
  g_free (self->description);
  g_free (self->token);
  g_free (self);
}

void
till_answer_free (TillAnswer *self)
{
  if (self == NULL)
    return;

  till_charge_free (self->charge);
  g_free (self->words);
  g_free (self->code);
  g_free (self->exchange_id);
  g_free (self);
}

void
till_found_free (TillFound *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->charges, g_ptr_array_unref);
  g_clear_pointer (&self->captures, g_ptr_array_unref);
  g_clear_pointer (&self->refused, g_ptr_array_unref);
  g_free (self->words);
  g_free (self);
}

void
till_reported_free (TillReported *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->deposits, g_ptr_array_unref);
  g_free (self->words);
  g_free (self);
}

static void
kept_card_free (gpointer data)
{
  TillKeptCard *self = data;

  g_free (self->token);
  till_card_clear (&self->card);
  g_free (self);
}

TillKeptCards *
till_kept_cards_new (void)
{
  TillKeptCards *self = g_new0 (TillKeptCards, 1);

  self->cards = g_ptr_array_new_with_free_func (kept_card_free);

  return self;
}

void
till_kept_cards_free (TillKeptCards *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->cards);
  g_free (self->words);
  g_free (self);
}

void
till_terminal_free (TillTerminal *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

const char *
till_processor_get_name (TillProcessor *self)
{
  g_return_val_if_fail (TILL_IS_PROCESSOR (self), NULL);

  return TILL_PROCESSOR_GET_IFACE (self)->get_name (self);
}

TillCapabilities
till_processor_get_capabilities (TillProcessor *self)
{
  g_return_val_if_fail (TILL_IS_PROCESSOR (self), 0);

  return TILL_PROCESSOR_GET_IFACE (self)->get_capabilities (self);
}

void
till_processor_ask_async (TillProcessor      *self,
                          TillVerb            verb,
                          const TillOrder    *order,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_return_if_fail (TILL_IS_PROCESSOR (self));
  g_return_if_fail (order != NULL && order->invoice != NULL);
  g_return_if_fail (till_verb_is_sale (verb) || order->target != NULL);
  g_return_if_fail (verb != TILL_VERB_SALE_CARD || order->token != NULL);

  TILL_PROCESSOR_GET_IFACE (self)->ask_async (self, verb, order, cancellable, callback, user_data);
}

TillAnswer *
till_processor_ask_finish (TillProcessor *self, GAsyncResult *result)
{
  g_return_val_if_fail (TILL_IS_PROCESSOR (self), NULL);

  return TILL_PROCESSOR_GET_IFACE (self)->ask_finish (self, result);
}

void
till_processor_search_async (TillProcessor      *self,
                             const TillQuery    *query,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_return_if_fail (TILL_IS_PROCESSOR (self));
  g_return_if_fail (query != NULL);

  TILL_PROCESSOR_GET_IFACE (self)->search_async (self, query, cancellable, callback, user_data);
}

TillFound *
till_processor_search_finish (TillProcessor *self, GAsyncResult *result)
{
  g_return_val_if_fail (TILL_IS_PROCESSOR (self), NULL);

  return TILL_PROCESSOR_GET_IFACE (self)->search_finish (self, result);
}

void
till_processor_deposits_async (TillProcessor      *self,
                               TillDay             funded_on,
                               guint               page,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_return_if_fail (TILL_IS_PROCESSOR (self));
  g_return_if_fail (till_processor_get_capabilities (self) & TILL_CAN_DEPOSITS);
  g_return_if_fail (!till_day_is_none (funded_on) && page > 0);

  TILL_PROCESSOR_GET_IFACE (self)->deposits_async (self, funded_on, page, cancellable, callback,
                                                   user_data);
}

TillReported *
till_processor_deposits_finish (TillProcessor *self, GAsyncResult *result)
{
  g_return_val_if_fail (TILL_IS_PROCESSOR (self), NULL);

  return TILL_PROCESSOR_GET_IFACE (self)->deposits_finish (self, result);
}

void
till_processor_cards_async (TillProcessor      *self,
                            const char         *customer,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_return_if_fail (TILL_IS_PROCESSOR (self));
  g_return_if_fail (till_processor_get_capabilities (self) & TILL_CAN_CARDS);
  g_return_if_fail (customer != NULL && *customer != '\0');

  TILL_PROCESSOR_GET_IFACE (self)->cards_async (self, customer, cancellable, callback, user_data);
}

TillKeptCards *
till_processor_cards_finish (TillProcessor *self, GAsyncResult *result)
{
  g_return_val_if_fail (TILL_IS_PROCESSOR (self), NULL);

  return TILL_PROCESSOR_GET_IFACE (self)->cards_finish (self, result);
}

void
till_processor_forget_card_async (TillProcessor      *self,
                                  const char         *token,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_return_if_fail (TILL_IS_PROCESSOR (self));
  g_return_if_fail (till_processor_get_capabilities (self) & TILL_CAN_CARDS);
  g_return_if_fail (token != NULL && *token != '\0');

  TILL_PROCESSOR_GET_IFACE (self)->forget_card_async (self, token, cancellable, callback,
                                                      user_data);
}

gboolean
till_processor_forget_card_finish (TillProcessor *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (TILL_IS_PROCESSOR (self), FALSE);

  return TILL_PROCESSOR_GET_IFACE (self)->forget_card_finish (self, result, error);
}

char *
till_processor_pay_page (TillProcessor *self, const TillOrder *order)
{
  g_return_val_if_fail (TILL_IS_PROCESSOR (self), NULL);
  g_return_val_if_fail (order != NULL && order->invoice != NULL, NULL);

  return TILL_PROCESSOR_GET_IFACE (self)->pay_page (self, order);
}
