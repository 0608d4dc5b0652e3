/* till-sandbox-time.h: times as the wire writes them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-clock.h"

G_BEGIN_DECLS

/* "2026-11-24 14:03:00.123", UTC. */
char *till_sandbox_time_to_wire (TillInstant at) G_GNUC_WARN_UNUSED_RESULT;

/* The same, or ISO 8601. */
gboolean till_sandbox_time_from_wire (const char *text, TillInstant *at);

/* "Tue, 24 Nov 2026 14:03:00 +0000", as mail has it, whatever the locale. */
char *till_sandbox_time_to_mail (TillInstant at) G_GNUC_WARN_UNUSED_RESULT;

/* One of the five forms a search may give its dates in; without a zone it is UTC. */
gboolean till_sandbox_time_from_search (const char *text, TillInstant *at);

G_END_DECLS
