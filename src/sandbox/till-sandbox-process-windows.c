/* till-sandbox-process-windows.c: signals and sockets, as Windows has them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-process.h"

#include <winsock2.h>

/* There are none to wait for: the parent's pipe ends the process. */
void
till_sandbox_process_watch_signals (GMainLoop *loop)
{
}

void
till_sandbox_process_reset_on_close (GSocket *socket)
{
  struct linger at_once = { .l_onoff = 1, .l_linger = 0 };

  if (setsockopt ((SOCKET) g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, (const char *) &at_once,
                  sizeof at_once) != 0)
    g_warning ("The connection can't be reset, only closed");
}
