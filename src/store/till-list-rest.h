/* till-list-rest.h: a list that follows the database rests between two readings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * As long as the reading took. While thousands of rows come in, a list that is read without a pause
 * would take the machine for itself, and never leave the engine a moment without a reader, in which
 * it can begin its log anew.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef void (*TillRested) (gpointer data);

/* Zero to begin with. */
typedef struct
{
  gint64     begun; /* the last reading; monotonic */
  guint      timer; /* 0: it does not rest */
  TillRested rested;
  gpointer   data;
} TillListRest;

void till_list_rest_reading (TillListRest *self); /* begins */

/* It has ended: @rested is called when the rest is over. */
void till_list_rest_begin (TillListRest *self, TillRested rested, gpointer data);
void till_list_rest_clear (TillListRest *self);

G_END_DECLS
