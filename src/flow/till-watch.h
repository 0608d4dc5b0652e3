/* till-watch.h: one attempt, followed from the sending to its outcome
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Belongs to the practice, not to the dialog: dialogs come and go, the attempt stays watched.
 * Signal "changed": the state, the result or the words have changed.
 */
#pragma once

#include "flow/till-outcome.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_WATCH_NEW,
  TILL_WATCH_ASKING,   /* the request is on its way */
  TILL_WATCH_ANSWERED, /* its answer is being written */
  TILL_WATCH_PAGE,     /* the hosted page is open: polled */
  TILL_WATCH_LOOKING,  /* unknown: looked up until it is known */
  TILL_WATCH_OVER,
  TILL_WATCH_STOPPED, /* the practice was closed; the next start goes on */
} TillWatchState;

#define TILL_TYPE_WATCH (till_watch_get_type ())
G_DECLARE_FINAL_TYPE (TillWatch, till_watch, TILL, WATCH, GObject)

/* @attempt and @actor are copied. The practice is told, and keeps the watch until it is over. */
TillWatch *till_watch_new (TillPractice      *practice,
                           const TillAttempt *attempt,
                           const TillActor   *actor);

/* Each once, as the first deed. */
void till_watch_ask (TillWatch *self);         /* the attempt is written down as sent */
void till_watch_follow_page (TillWatch *self); /* as waiting */
void till_watch_resume (TillWatch *self);      /* as unknown */

/* Now, and not when the schedule says. Nothing while the request itself is on its way. */
void till_watch_look_up (TillWatch *self);
/* Somebody else may have written its outcome. */
void till_watch_reread (TillWatch *self);
void till_watch_abandon (TillWatch *self);
/* Nothing is written any more; the next start goes on. */
void till_watch_stop (TillWatch *self);

TillWatchState     till_watch_get_state (TillWatch *self);
TillResult         till_watch_get_result (TillWatch *self);
gboolean           till_watch_is_busy (TillWatch *self);
const TillAttempt *till_watch_get_attempt (TillWatch *self);
gint64             till_watch_get_transaction_id (TillWatch *self);
const char        *till_watch_get_words (TillWatch *self);        /* or NULL */
const char        *till_watch_get_last_decline (TillWatch *self); /* or NULL */

G_END_DECLS
