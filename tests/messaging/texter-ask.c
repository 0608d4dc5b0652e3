/* texter-ask.c: a texter that is asked, and waited for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "texter-ask.h"

#include "till-test-util.h"

TillDelivery *
texter_send (TillTexter *texter, const char *to, const char *body)
{
  GAsyncResult            *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  till_texter_send_async (texter, to, body, NULL, till_test_keep_result, &slot);
  result = till_test_wait_result (&slot);

  return till_texter_send_finish (texter, result);
}

TillTextLook *
texter_look (TillTexter *texter, const char *to, const char *body, TillInstant since)
{
  GAsyncResult            *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  till_texter_look_async (texter, to, body, since, NULL, NULL, till_test_keep_result, &slot);
  result = till_test_wait_result (&slot);

  return till_texter_look_finish (texter, result);
}

TillTextProgress *
texter_poll (TillTexter *texter, const char *id)
{
  GAsyncResult            *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  till_texter_poll_async (texter, id, NULL, till_test_keep_result, &slot);
  result = till_test_wait_result (&slot);

  return till_texter_poll_finish (texter, result);
}

TillTextInbox *
texter_receive (TillTexter *texter, TillInstant since)
{
  GAsyncResult            *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  till_texter_receive_async (texter, since, NULL, till_test_keep_result, &slot);
  result = till_test_wait_result (&slot);

  return till_texter_receive_finish (texter, result);
}

char *
texter_test (TillTexter *texter, GError **error)
{
  GAsyncResult            *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  till_texter_test_async (texter, NULL, till_test_keep_result, &slot);
  result = till_test_wait_result (&slot);

  return till_texter_test_finish (texter, result, error);
}
