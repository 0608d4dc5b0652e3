/* till-desk-demo.h: the demo practice in the tests: opened, asked, verified
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "till-desk.h"

#include "flow/till-demo.h"

G_BEGIN_DECLS

/* Made when it is not there, and started: what the practice does by itself goes on from then. */
TillDemo *demo_open (const char *path, TillClock *clock);
/* Whole numbers only. */
gint64 demo_count (TillDemo *demo, const char *sql);
void   demo_refresh (TillDemo *demo);
void   demo_assert_invariants (TillDemo *demo);

G_END_DECLS
