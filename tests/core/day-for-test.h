/* day-for-test.h: days, instants and zones as tests write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-day.h"

G_BEGIN_DECLS

/* @text: in ISO's order; "" for TILL_DAY_NONE. */
void day_assert (TillDay day, const char *text);

TillInstant day_read_instant (const char *text);

/* Free with g_time_zone_unref(). */
GTimeZone *day_open_zone (const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
