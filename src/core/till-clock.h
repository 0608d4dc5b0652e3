/* till-clock.h: where the time comes from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A point in time: milliseconds since 1970-01-01T00:00:00Z. */
typedef gint64 TillInstant;

#define TILL_INSTANT_NONE G_MININT64
#define TILL_SECOND ((TillInstant) 1000)
#define TILL_MINUTE (60 * TILL_SECOND)
#define TILL_HOUR (60 * TILL_MINUTE)

#define TILL_TYPE_CLOCK (till_clock_get_type ())
G_DECLARE_FINAL_TYPE (TillClock, till_clock, TILL, CLOCK, GObject)

/* The machine's clock. */
TillClock *till_clock_new (void);

/* A clock that stands at @at until it is set: for tests. Thread-safe. */
TillClock *till_clock_new_standing (TillInstant at);
void       till_clock_set (TillClock *self, TillInstant at);

TillInstant till_clock_now (TillClock *self);

/* "2026-11-24T14:03:00.123Z" and back. @instant is untouched when the text is none. */
char    *till_instant_to_iso (TillInstant at) G_GNUC_WARN_UNUSED_RESULT;
gboolean till_instant_from_iso (const char *text, TillInstant *at) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
