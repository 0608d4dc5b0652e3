/* till-instance-address-windows.c: where this process can answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/till-instance-address.h"

char *
till_instance_server_address (void)
{
  return g_strdup ("nonce-tcp:host=localhost");
}
