/* till-texter.c: text messages leave the program here, and come in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "messaging/till-texter.h"

G_DEFINE_INTERFACE (TillTexter, till_texter, G_TYPE_OBJECT)

static void
till_texter_default_init (TillTexterInterface *iface)
{
}

void
till_text_look_free (TillTextLook *self)
{
  if (self == NULL)
    return;

  g_free (self->carrier_id);
  g_free (self->words);
  g_free (self);
}

void
till_text_progress_free (TillTextProgress *self)
{
  if (self == NULL)
    return;

  g_free (self->words);
  g_free (self->code);
  g_free (self);
}

void
till_text_inbox_free (TillTextInbox *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->received, g_ptr_array_unref);
  g_free (self->words);
  g_free (self);
}

void
till_texter_send_async (TillTexter         *self,
                        const char         *to,
                        const char         *body,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_return_if_fail (TILL_IS_TEXTER (self));
  g_return_if_fail (to != NULL && body != NULL);

  TILL_TEXTER_GET_IFACE (self)->send_async (self, to, body, cancellable, callback, user_data);
}

TillDelivery *
till_texter_send_finish (TillTexter *self, GAsyncResult *result)
{
  g_return_val_if_fail (TILL_IS_TEXTER (self), NULL);

  return TILL_TEXTER_GET_IFACE (self)->send_finish (self, result);
}

void
till_texter_look_async (TillTexter         *self,
                        const char         *to,
                        const char         *body,
                        TillInstant         since,
                        const char *const  *others,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_return_if_fail (TILL_IS_TEXTER (self));
  g_return_if_fail (to != NULL && body != NULL);

  TILL_TEXTER_GET_IFACE (self)->look_async (self, to, body, since, others, cancellable, callback,
                                            user_data);
}

TillTextLook *
till_texter_look_finish (TillTexter *self, GAsyncResult *result)
{
  g_return_val_if_fail (TILL_IS_TEXTER (self), NULL);

  return TILL_TEXTER_GET_IFACE (self)->look_finish (self, result);
}

void
till_texter_poll_async (TillTexter         *self,
                        const char         *carrier_id,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_return_if_fail (TILL_IS_TEXTER (self));
  g_return_if_fail (carrier_id != NULL);

  TILL_TEXTER_GET_IFACE (self)->poll_async (self, carrier_id, cancellable, callback, user_data);
}

TillTextProgress *
till_texter_poll_finish (TillTexter *self, GAsyncResult *result)
{
  g_return_val_if_fail (TILL_IS_TEXTER (self), NULL);

  return TILL_TEXTER_GET_IFACE (self)->poll_finish (self, result);
}

void
till_texter_receive_async (TillTexter         *self,
                           TillInstant         since,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_return_if_fail (TILL_IS_TEXTER (self));

  TILL_TEXTER_GET_IFACE (self)->receive_async (self, since, cancellable, callback, user_data);
}

TillTextInbox *
till_texter_receive_finish (TillTexter *self, GAsyncResult *result)
{
  g_return_val_if_fail (TILL_IS_TEXTER (self), NULL);

  return TILL_TEXTER_GET_IFACE (self)->receive_finish (self, result);
}

void
till_texter_test_async (TillTexter         *self,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_return_if_fail (TILL_IS_TEXTER (self));

  TILL_TEXTER_GET_IFACE (self)->test_async (self, cancellable, callback, user_data);
}

char *
till_texter_test_finish (TillTexter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (TILL_IS_TEXTER (self), NULL);

  return TILL_TEXTER_GET_IFACE (self)->test_finish (self, result, error);
}
