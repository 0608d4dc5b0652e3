/* till-watch.c: one attempt, followed from the sending to its outcome
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One request or one write at a time (busy). Every path from an answer leads through record(), and
 * from there to over() or to the next look-up. The schedule runs on the machine's monotonic time: a
 * clock that is set back must not stop it. Whether enough time has passed to give up is the rules'
 * affair, by the practice's clock.
 */
#include "flow/till-watch-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "flow/till-look-up.h"
#include "store/till-store-attempts.h"
#include "store/till-store-cards.h"

/* Seconds in which a card on file is answered for. */
#define MOST_FOR_CARD_S 60

G_DEFINE_FINAL_TYPE (TillWatch, till_watch, G_TYPE_OBJECT)

static guint changed_signal;

void
till_watch_say_changed (TillWatch *self)
{
  if (self->practice != NULL)
    till_practice_watches_changed (self->practice);
  g_signal_emit (self, changed_signal, 0);
}

/* Whose dialog is open sees it there. */
static void
tell_unseen (TillWatch *self, TillPractice *practice)
{
  g_autofree char *news = NULL;

  if (g_signal_has_handler_pending (self, changed_signal, 0, FALSE))
    return;

  news = till_watch_dup_news (self);
  if (news != NULL)
    till_practice_attempt_ended (practice, news,
                                 self->result == TILL_RESULT_APPROVED ? self->transaction_id : 0);
}

static void
over (TillWatch *self)
{
  TillPractice *practice = self->practice;

  g_clear_handle_id (&self->timer, g_source_remove);
  self->state = TILL_WATCH_OVER;
  self->practice = NULL;
  if (practice != NULL)
    {
      till_practice_remove_watch (practice, self);
      tell_unseen (self, practice);
    }
  till_watch_say_changed (self);
}

/* ── When to look ───────────────────────────────────────────────────────────────────────────────
 */

static guint
next_delay (TillWatch *self)
{
  static const guint delays[] = { 5, 15, 30 };
  gint64             open_for = (g_get_monotonic_time () - self->page_since) / G_USEC_PER_SEC;

  if (self->state == TILL_WATCH_PAGE)
    return open_for < 120 ? 3 : open_for < 600 ? 10 : 60;

  return self->n_looks >= 1 && self->n_looks <= G_N_ELEMENTS (delays) ? delays[self->n_looks - 1]
                                                                      : 60;
}

static gboolean
look_again_cb (gpointer user_data)
{
  TillWatch *self = user_data;

  self->timer = 0;
  till_watch_look_up (self);
  return G_SOURCE_REMOVE;
}

void
till_watch_look_later (TillWatch *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds (next_delay (self), look_again_cb, self);
}

/* ── Writing what became of it ──────────────────────────────────────────────────────────────────
 */

static void
take_result (TillWatch *self, const TillOutcome *outcome)
{
  g_clear_pointer (&self->attempt, till_attempt_free);
  self->attempt = till_attempt_copy (outcome->attempt);
  self->result = outcome->result;
  self->transaction_id = outcome->transaction_id;
  if (outcome->result != TILL_RESULT_OPEN || self->attempt->state == TILL_ATTEMPT_UNKNOWN)
    till_text_set (&self->words, self->attempt->words);
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillWatch) self = user_data;
  g_autoptr (GError)    error = NULL;
  gboolean              written = till_db_finish (TILL_DB (source), result, &error);
  gboolean              first;

  self->busy = FALSE;
  if (self->practice == NULL)
    return;

  till_practice_set_warning (self->practice, TILL_WARNING_OUTCOME, written ? NULL : error->message);
  if (written)
    take_result (self, till_db_result_data (result));
  else
    {
      /* The processor knows: it is asked again until what it says can be written. */
      till_text_set (&self->words, error->message);
    }

  if (self->result != TILL_RESULT_OPEN)
    {
      over (self);
      return;
    }

  first = written && (self->state == TILL_WATCH_ASKING || self->state == TILL_WATCH_ANSWERED);
  if (self->state != TILL_WATCH_PAGE)
    self->state = TILL_WATCH_LOOKING;
  if (self->abandon)
    till_watch_abandon (self);
  else if (first)
    till_watch_look_up (self);
  else
    till_watch_look_later (self);
  till_watch_say_changed (self);
}

void
till_watch_record (TillWatch *self, TillOutcome *outcome)
{
  self->busy = TRUE;
  till_db_write_async (self->practice->db, TILL_DB_MONEY, till_outcome_write, outcome,
                       (GDestroyNotify) till_outcome_free, recorded_cb, g_object_ref (self));
}

TillOutcome *
till_watch_outcome (TillWatch *self, TillEvent event, const TillCharge *charge, const char *words)
{
  TillOutcome *outcome = till_outcome_new (self->practice, self->attempt->id, event, self->actor);

  outcome->charge = charge != NULL ? till_charge_copy (charge) : NULL;
  outcome->words = g_strdup (words);
  if (charge != NULL)
    {
      outcome->code = g_strdup (charge->code);
      outcome->exchange_id = g_strdup (charge->exchange_id);
    }

  return outcome;
}

/* ── The object ─────────────────────────────────────────────────────────────────────────────────
 */

static void
till_watch_finalize (GObject *object)
{
  TillWatch *self = TILL_WATCH (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->attempt, till_attempt_free);
  g_clear_pointer (&self->actor, till_actor_free);
  g_clear_pointer (&self->earlier, till_charge_free);
  g_free (self->words);
  g_free (self->last_decline);
  g_free (self->declined_id);

  G_OBJECT_CLASS (till_watch_parent_class)->finalize (object);
}

static void
till_watch_class_init (TillWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = till_watch_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
till_watch_init (TillWatch *self)
{
}

TillWatch *
till_watch_new (TillPractice *practice, const TillAttempt *attempt, const TillActor *actor)
{
  TillWatch *self = g_object_new (TILL_TYPE_WATCH, NULL);

  self->practice = practice;
  self->attempt = till_attempt_copy (attempt);
  self->actor = till_actor_copy (actor);
  till_practice_add_watch (practice, self);

  return self;
}

static void
refuse (TillWatch *self, const char *words)
{
  till_watch_record (self, till_watch_outcome (self, TILL_EVENT_REFUSED, NULL, words));
}

static TillVerb
verb_of (const TillAttempt *attempt)
{
  if (attempt->kind == TILL_KIND_PAYMENT)
    return attempt->method == TILL_METHOD_CARD_ON_FILE ? TILL_VERB_SALE_CARD
                                                       : TILL_VERB_SALE_TERMINAL;

  return attempt->kind == TILL_KIND_VOID ? TILL_VERB_VOID : TILL_VERB_REFUND;
}

/* It may have been deleted since, or be another processor's. NULL: *@error says so. */
static char *
dup_token (TillWatch *self, GError **error)
{
  TillPractice             *practice = self->practice;
  g_autoptr (TillFiledCard) card =
    till_store_get_card (till_db_get_reader (practice->db), self->attempt->card_id, error);

  if (card == NULL)
    return NULL;
  if (card->state == TILL_CARD_KEPT &&
      g_strcmp0 (card->processor, till_processor_get_name (practice->processor)) == 0)
    return g_strdup (card->token);

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                       _ ("This card is not on file any more. Choose another one."));
  return NULL;
}

void
till_watch_ask (TillWatch *self)
{
  const TillAttempt *attempt = self->attempt;
  g_autofree char   *number = g_strdup_printf ("%" G_GINT64_FORMAT, attempt->id);
  g_autofree char   *patient = g_strdup_printf ("%" G_GINT64_FORMAT, attempt->patient_id);
  g_autofree char   *token = NULL;
  g_autoptr (GError) error = NULL;
  TillVerb           verb = verb_of (attempt);
  TillOrder          order = { .invoice = attempt->invoice, .amount = attempt->amount };

  order.order = number;
  order.patient = patient;
  order.terminal = attempt->terminal;
  order.target = attempt->target_processor_id;
  order.description = till_practice_get_name (self->practice);
  order.save_card = attempt->save_wording != NULL;
  if (verb == TILL_VERB_SALE_TERMINAL)
    order.timeout_s = till_practice_get_number (self->practice, TILL_SETTING_TERMINAL_TIMEOUT);
  /* No patient has to find a card first. */
  if (verb == TILL_VERB_SALE_CARD)
    order.timeout_s = MIN (till_practice_get_number (self->practice, TILL_SETTING_TERMINAL_TIMEOUT),
                           MOST_FOR_CARD_S);

  self->state = TILL_WATCH_ASKING;
  if (self->practice->processor == NULL)
    {
      refuse (self, self->practice->card_problem);
      return;
    }
  if (verb == TILL_VERB_SALE_CARD && (token = dup_token (self, &error)) == NULL)
    {
      refuse (self, error->message);
      return;
    }
  order.token = token;

  self->busy = TRUE;
  till_processor_ask_async (self->practice->processor, verb, &order, self->practice->outside,
                            till_watch_answered_cb, g_object_ref (self));
}

void
till_watch_follow_page (TillWatch *self)
{
  self->state = TILL_WATCH_PAGE;
  self->page_since = g_get_monotonic_time ();
  till_watch_look_later (self);
}

void
till_watch_resume (TillWatch *self)
{
  self->state = TILL_WATCH_LOOKING;
  till_text_set (&self->words, self->attempt->words);
  till_watch_look_up (self);
}

void
till_watch_look_up (TillWatch *self)
{
  if (self->practice == NULL || self->busy ||
      (self->state != TILL_WATCH_LOOKING && self->state != TILL_WATCH_PAGE))
    return;

  g_clear_handle_id (&self->timer, g_source_remove);
  self->busy = TRUE;
  self->n_looks++;
  till_look_up_async (self->practice, self->attempt, till_watch_looked_up_cb, g_object_ref (self));
}

void
till_watch_reread (TillWatch *self)
{
  g_autoptr (TillWatch)   held = g_object_ref (self);
  g_autoptr (TillAttempt) attempt = NULL;

  if (self->practice == NULL || self->busy)
    return;

  attempt =
    till_store_get_attempt (till_db_get_reader (self->practice->db), self->attempt->id, NULL);
  if (attempt == NULL || till_outcome_get_result (attempt) == TILL_RESULT_OPEN)
    return;

  /* Writing it once more changes nothing, and tells the row's id. */
  till_watch_record (self, till_watch_outcome (self, TILL_EVENT_UNKNOWN, NULL, NULL));
}

void
till_watch_abandon (TillWatch *self)
{
  if (self->practice == NULL || self->state != TILL_WATCH_PAGE)
    return;

  self->abandon = self->busy;
  if (self->busy)
    return;

  g_clear_handle_id (&self->timer, g_source_remove);
  till_watch_record (self, till_watch_outcome (self, TILL_EVENT_ABANDONED, NULL, NULL));
}

void
till_watch_stop (TillWatch *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->practice = NULL;
  self->state = TILL_WATCH_STOPPED;
  till_watch_say_changed (self);
}

TillWatchState
till_watch_get_state (TillWatch *self)
{
  return self->state;
}

TillResult
till_watch_get_result (TillWatch *self)
{
  return self->result;
}

gboolean
till_watch_is_busy (TillWatch *self)
{
  return self->busy;
}

const TillAttempt *
till_watch_get_attempt (TillWatch *self)
{
  return self->attempt;
}

gint64
till_watch_get_transaction_id (TillWatch *self)
{
  return self->transaction_id;
}

const char *
till_watch_get_words (TillWatch *self)
{
  return self->words;
}

const char *
till_watch_get_last_decline (TillWatch *self)
{
  return self->last_decline;
}
