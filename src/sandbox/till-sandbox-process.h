/* till-sandbox-process.h: what each system does in its own way
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Quits @loop when the system asks the process to end. */
void till_sandbox_process_watch_signals (GMainLoop *loop);

/* Closing @socket from now on drops the connection (RST) without an orderly end. */
void till_sandbox_process_reset_on_close (GSocket *socket);

G_END_DECLS
