/* till-watch-private.h: what the two files of a watch share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-look-up.h"
#include "flow/till-watch.h"

G_BEGIN_DECLS

struct _TillWatch
{
  GObject parent_instance;

  /* Owned */
  TillAttempt *attempt;
  TillActor   *actor;
  TillCharge  *earlier; /* "previously approved": whose it is is asked before it is believed */
  char        *words;
  char        *last_decline;
  char        *declined_id; /* the last decline of the page that was written down */

  /* Borrowed */
  TillPractice *practice; /* NULL: stopped, or over */

  TillWatchState state;
  TillResult     result;
  gint64         transaction_id;
  gint64         page_since; /* monotonic */
  guint          timer;
  guint          n_looks;
  gboolean       busy;
  gboolean       abandon; /* asked for while busy */
};

/* till-watch.c */
void         till_watch_say_changed (TillWatch *self);
void         till_watch_look_later (TillWatch *self);
TillOutcome *till_watch_outcome (TillWatch        *self,
                                 TillEvent         event,
                                 const TillCharge *charge,
                                 const char       *words);
void         till_watch_record (TillWatch *self, TillOutcome *outcome); /* takes @outcome */

/* till-watch-news.c */
/* A sentence on how it ended, for a desk that no longer looks at it. NULL: nothing to say. */
char *till_watch_dup_news (TillWatch *self);

/* till-watch-answers.c */
void till_watch_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data);
void till_watch_looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data);

G_END_DECLS
