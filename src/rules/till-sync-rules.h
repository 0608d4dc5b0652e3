/* till-sync-rules.h: when the processor's lists are read, and when again after a failure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-clock.h"

G_BEGIN_DECLS

#define TILL_SYNC_LONGEST_WAIT TILL_HOUR

/* The newest run of the processor's reports that is over: they are made at 04:20 and 11:10 of New
 * York (processors.md 2.5), with some minutes' grace. */
TillInstant till_reports_last_run (TillInstant now);

/* What was read in the future tells nothing: the clock was set back since. */
gboolean till_sync_is_ahead (TillInstant read_at, TillInstant now);

/**
 * till_reports_are_due:
 * @read_at: when they were last read whole, or TILL_INSTANT_NONE
 *
 * Since that a run is over, or the clock was set back.
 */
gboolean till_reports_are_due (TillInstant read_at, TillInstant now);

/**
 * till_sync_get_wait:
 * @n_failures: in a row, from 1
 * @random: any
 *
 * How long to wait before it is tried again, in milliseconds: one minute after the first failure,
 * twice as long after each further one, an hour at most. Up to half of that is left off by chance,
 * so that the desks of many practices don't all ask at the same moment.
 */
TillInstant till_sync_get_wait (guint n_failures, guint32 random);

/* Whether what has failed is not yet to be tried again by itself. @next: then it is, by
 * till_sync_get_wait(). Of a clock that was set back since the failure nothing is waited for. */
gboolean till_sync_waits (TillInstant next, TillInstant now);

G_END_DECLS
