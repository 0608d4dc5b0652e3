/* till-sandbox-process-unix.c: signals and sockets, as Unix has them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-process.h"

#include <glib-unix.h>
#include <sys/socket.h>

static gboolean
asked_to_end_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

void
till_sandbox_process_watch_signals (GMainLoop *loop)
{
  g_unix_signal_add (SIGTERM, asked_to_end_cb, loop);
  g_unix_signal_add (SIGINT, asked_to_end_cb, loop);
}

void
till_sandbox_process_reset_on_close (GSocket *socket)
{
  struct linger at_once = { .l_onoff = 1, .l_linger = 0 };

  if (setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once) != 0)
    g_warning ("The connection can't be reset, only closed");
}
