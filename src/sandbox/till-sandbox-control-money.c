/* till-sandbox-control-money.c: the control calls about what becomes of the money
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-control-money.h"

#include "core/till-error.h"
#include "sandbox/till-sandbox-control.h"

void
till_sandbox_control_set_terms (TillSandboxCall *call)
{
  g_autofree char   *fees = till_sandbox_call_dup_member (call, "fees");
  g_autofree char   *conveyed = till_sandbox_call_dup_member (call, "conveyed");
  g_autofree char   *oddities = till_sandbox_call_dup_member (call, "oddities");
  g_autoptr (GError) error = NULL;

  if (till_sandbox_set_terms (call->sandbox, fees, conveyed, oddities, &error))
    till_sandbox_control_catch_up (call);
  else
    till_sandbox_control_refuse (call,
                                 g_error_matches (error, TILL_ERROR, TILL_ERROR_BAD_INPUT)
                                   ? SOUP_STATUS_BAD_REQUEST
                                   : SOUP_STATUS_INTERNAL_SERVER_ERROR,
                                 error->message);
}
