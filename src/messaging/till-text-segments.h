/* till-text-segments.h: how many segments a text message takes, and what is split between two
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Carriers send a long text in segments, each paid for, cut at fixed places whatever stands there.
 * A link that was cut can't be pressed on phones that don't put them together again.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint    n_segments; /* 0: there is nothing to send */
  guint    n_units;    /* letters, as carriers count them: some count twice */
  guint    n_left;     /* units that the last segment has room for */
  gunichar costly;     /* the first letter that is not of the carriers' own alphabet, so that a
                        * segment holds less than half as much; 0: none */
} TillSegments;

/* @text: UTF-8. */
void till_segments_count (const char *text, TillSegments *count);

/* Whether @part lies within one segment, wherever it is in @text. */
gboolean till_segments_hold (const char *text, const char *part);

/* @text so that they do hold @part: blanks and a line break before it move it into the next one.
 * NULL: no segment is long enough. */
char *till_segments_mend (const char *text, const char *part) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
