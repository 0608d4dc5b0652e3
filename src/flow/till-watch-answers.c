/* till-watch-answers.c: what the processor's answers mean for a watched attempt
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-watch-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"

/* ── The answer to the request ──────────────────────────────────────────────────────────────────
 */

static TillEvent
event_of_answer (TillWatch *self, const TillAnswer *answer)
{
  switch (answer->verdict)
    {
    case TILL_VERDICT_APPROVED:
      /* Terminal answers may lack everything but the id: then its own search decides. */
      return answer->charge != NULL && till_outcome_is_ours (self->attempt, answer->charge)
               ? TILL_EVENT_APPROVED
               : TILL_EVENT_UNKNOWN;
    case TILL_VERDICT_DECLINED:
      return TILL_EVENT_DECLINED;
    case TILL_VERDICT_NOT_COMPLETED:
      return TILL_EVENT_FAILED;
    case TILL_VERDICT_REJECTED:
    case TILL_VERDICT_NOT_SENT:
      return TILL_EVENT_REFUSED;
    case TILL_VERDICT_CLOSED_BATCH:
      return TILL_EVENT_CLOSED_BATCH;
    case TILL_VERDICT_UNKNOWN:
    default:
      return TILL_EVENT_UNKNOWN;
    }
}

static void
take_answer (TillWatch *self, const TillAnswer *answer)
{
  TillEvent    event = event_of_answer (self, answer);
  TillOutcome *outcome;

  if (event == TILL_EVENT_UNKNOWN && answer->verdict == TILL_VERDICT_APPROVED &&
      answer->charge != NULL && answer->charge->invoice != NULL && answer->charge->earlier &&
      self->attempt->kind == TILL_KIND_PAYMENT)
    {
      /* Another's invoice. One search by our own tells whether ours was charged all the same. */
      self->earlier = till_charge_copy (answer->charge);
      self->state = TILL_WATCH_LOOKING;
      self->busy = FALSE;
      till_watch_look_up (self);
      till_watch_say_changed (self);
      return;
    }

  outcome = till_watch_outcome (self, event, answer->charge, answer->words);
  if (answer->code != NULL)
    till_text_set (&outcome->code, answer->code);
  if (answer->exchange_id != NULL)
    till_text_set (&outcome->exchange_id, answer->exchange_id);
  if (event == TILL_EVENT_UNKNOWN && outcome->words == NULL)
    outcome->words = g_strdup (_ ("The processor’s answer could not be matched to this payment."));
  till_watch_record (self, outcome);
}

void
till_watch_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillWatch)  self = user_data;
  g_autoptr (TillAnswer) answer = till_processor_ask_finish (TILL_PROCESSOR (source), result);

  if (self->practice == NULL)
    {
      self->busy = FALSE;
      return;
    }

  if (answer->verdict != TILL_VERDICT_UNKNOWN)
    till_practice_set_unreachable (self->practice,
                                   answer->verdict == TILL_VERDICT_NOT_SENT ? answer->words : NULL);
  if (answer->verdict != TILL_VERDICT_UNKNOWN && answer->verdict != TILL_VERDICT_NOT_SENT)
    {
      self->state = TILL_WATCH_ANSWERED;
      till_watch_say_changed (self);
    }
  take_answer (self, answer);
}

/* ── A look-up's answer ─────────────────────────────────────────────────────────────────────────
 */

static void
take_declines (TillWatch *self, const TillSeen *seen)
{
  const TillCharge *newest = g_ptr_array_index (seen->declined, 0);

  if (self->state != TILL_WATCH_PAGE)
    {
      till_watch_record (
        self, till_watch_outcome (self, till_outcome_refusal (newest), newest, newest->words));
      return;
    }

  if (g_strcmp0 (self->declined_id, newest->id) == 0)
    {
      till_watch_look_later (self);
      return;
    }

  /* Older ones, when two cards failed between two polls, come with the minute's search. */
  till_text_set (&self->declined_id, newest->id);
  till_text_set (&self->last_decline, newest->words != NULL ? newest->words : _ ("Declined"));
  till_watch_record (
    self, till_watch_outcome (self, till_outcome_refusal (newest), newest, newest->words));
}

static void
take_nothing (TillWatch *self)
{
  if (self->state == TILL_WATCH_PAGE)
    till_watch_look_later (self);
  else if (self->earlier != NULL && self->attempt->state == TILL_ATTEMPT_SENT)
    till_watch_record (self, till_watch_outcome (self, TILL_EVENT_DUPLICATE, self->earlier, NULL));
  else
    till_watch_record (self, till_watch_outcome (self, TILL_EVENT_NOT_THERE, NULL, NULL));
}

static void
take_seen (TillWatch *self, const TillSeen *seen)
{
  till_practice_set_unreachable (self->practice, seen->answered ? NULL : seen->words);

  if (seen->answered && seen->approved != NULL)
    till_watch_record (self, till_watch_outcome (self, TILL_EVENT_APPROVED, seen->approved, NULL));
  else if (seen->answered && seen->pending)
    till_watch_look_later (self);
  else if (seen->answered && seen->declined->len > 0)
    take_declines (self, seen);
  else if (seen->answered)
    take_nothing (self);
  else if (self->attempt->state == TILL_ATTEMPT_SENT)
    till_watch_record (self, till_watch_outcome (self, TILL_EVENT_UNKNOWN, NULL, seen->words));
  else
    till_watch_look_later (self);
}

void
till_watch_looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillWatch) self = user_data;
  g_autoptr (TillSeen)  seen = till_look_up_finish (TILL_PRACTICE (source), result);

  self->busy = FALSE;
  if (self->practice == NULL)
    return;

  /* Money that is there goes before the wish to give up. */
  if (self->abandon && (!seen->answered || seen->approved == NULL))
    till_watch_abandon (self);
  else
    take_seen (self, seen);
  if (!self->busy)
    till_watch_say_changed (self);
}
