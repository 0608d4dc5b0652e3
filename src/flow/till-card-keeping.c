/* till-card-keeping.c: cards that patients let the processor keep, taken over and given up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thing at a time: find what is to be done next, ask for it, write down what came of it. A
 * round comes to each once. The list is the database's, so that nothing is lost with the program.
 * Deleting and reading may be asked for as often as it takes.
 */
#include "flow/till-card-keeping.h"

#include <glib/gi18n-lib.h>

#include "rules/till-state-rules.h"
#include "store/till-store-cards.h"
#include "store/till-store-plan-sendings.h"

/* After the n-th look that showed no card: the desk's wish is looked for longer, and what a plan
 * waits for. Without one, most patients did not tick it. */
static const TillInstant page_delays[] = { TILL_MINUTE };
static const TillInstant desk_delays[] = { TILL_MINUTE, 5 * TILL_MINUTE, 30 * TILL_MINUTE,
                                           12 * TILL_HOUR };

/* ── With the payment ────────────────────────────────────────────────────────────────────────── */

/* *@card_id: which one it is on file; *@is_news: since now. */
static gboolean
keep (TillDbConnection       *connection,
      const TillCardSighting *sighting,
      const char             *token,
      const TillCard         *card,
      const TillActor        *actor,
      TillInstant             at,
      gint64                 *card_id,
      gboolean               *is_news,
      GError                **error)
{
  g_autoptr (TillFiledCard) filed = till_card_sighting_make_card (sighting, token, card);

  if (!till_store_keep_card (connection, filed, actor, at, is_news, error))
    return FALSE;
  *card_id = filed->id;

  return till_store_end_card_sighting (connection, sighting->transaction_id, TRUE, error);
}

/* @customer_id: the record of ours that the processor was told of. */
static gboolean
try_to_note (TillDbConnection      *connection,
             const TillTransaction *payment,
             gint64                 customer_id,
             const char            *token,
             const TillActor       *actor,
             TillInstant            at,
             gint64                *card_id,
             GError               **error)
{
  g_autofree char             *customer = g_strdup_printf ("%" G_GINT64_FORMAT, customer_id);
  g_autoptr (TillCardSighting) sighting = NULL;
  g_autoptr (GError)           failed = NULL;
  gboolean                     is_news;

  if (!till_store_seek_card (connection, payment->id, customer, at, error))
    return FALSE;
  if (token == NULL)
    return TRUE;

  sighting = till_store_find_sought_card (connection, payment->id, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }

  return sighting == NULL ||
         keep (connection, sighting, token, &payment->card, actor, at, card_id, &is_news, error);
}

/* The card that was kept with it, or 0. */
static gint64
note (TillDbConnection      *connection,
      const TillTransaction *payment,
      gint64                 customer_id,
      const char            *token,
      const TillActor       *actor,
      TillInstant            at)
{
  g_autoptr (GError) failed = NULL;
  gint64             card_id = 0;

  if (payment->processor == NULL || !till_transaction_counts (payment->state))
    return 0;
  if (try_to_note (connection, payment, customer_id, token, actor, at, &card_id, &failed))
    return card_id;

  g_info ("The card of payment %" G_GINT64_FORMAT " could not be kept: %s", payment->id,
          failed->message);

  return 0;
}

void
till_card_note_payment (TillDbConnection      *connection,
                        const TillTransaction *payment,
                        const TillAttempt     *attempt,
                        const char            *token,
                        const TillActor       *actor,
                        TillInstant            at)
{
  /* On a page it may be ticked; at the terminal only the desk asks for it. */
  gboolean may_save = payment->method == TILL_METHOD_VIRTUAL ||
                      (payment->method == TILL_METHOD_TERMINAL && attempt->save_wording != NULL);

  if (payment->kind == TILL_KIND_PAYMENT && may_save)
    note (connection, payment, attempt->patient_id, token, actor, at);
}

gboolean
till_card_note_link_payment (TillDbConnection      *connection,
                             const TillTransaction *payment,
                             const TillRequest     *request,
                             const char            *token,
                             TillDay                today,
                             const TillActor       *actor,
                             TillInstant            at,
                             GError               **error)
{
  gint64 card_id = note (connection, payment, request->guarantor_id, token, actor, at);

  return till_store_take_plan_card (connection, payment->id, card_id, today, actor, at, error);
}

/* ── What is to be done ──────────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillInstant       at;
  TillDay           today;
  TillActor        *actor;
  gint64            after_card;     /* the one that was come to before */
  gint64            after_sighting; /* likewise */
  TillFiledCard    *leaving;        /* the next that the processor is to be told of; or: */
  TillCardSighting *sought;
  TillKeptCards    *kept;  /* what it has of the customer who is asked about */
  char             *words; /* what the desk is to be told, once it is written down; or NULL */
} Keeping;

static void
keeping_free (gpointer data)
{
  Keeping *self = data;

  till_actor_free (self->actor);
  g_clear_pointer (&self->leaving, till_filed_card_free);
  g_clear_pointer (&self->sought, till_card_sighting_free);
  g_clear_pointer (&self->kept, till_kept_cards_free);
  g_free (self->words);
  g_free (self);
}

static gboolean
find_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Keeping           *self = data;
  g_autoptr (GError) failed = NULL;

  self->leaving = till_store_next_leaving_card (connection, self->after_card, &failed);
  if (failed == NULL && self->leaving == NULL)
    self->sought =
      till_store_next_sought_card (connection, self->at, self->after_sighting, &failed);
  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));

  return failed == NULL;
}

static void next (TillPractice *self);

/* Over, until it is asked for again. */
static void
end (TillPractice *self)
{
  gboolean again = self->keep_cards_again;

  self->keeping_cards = FALSE;
  self->keep_cards_again = FALSE;
  if (again && self->db != NULL && !g_cancellable_is_cancelled (self->outside))
    till_practice_keep_cards (self);
}

static gboolean
may_go_on (TillPractice *self)
{
  return till_practice_check_open (self, NULL) && self->processor != NULL &&
         !g_cancellable_is_cancelled (self->outside);
}

/* What could not be done waits for the next round: the minute's. */
static void
go_on (TillPractice *self, const GError *error)
{
  if (error != NULL)
    g_info ("A card on file waits for the next minute: %s", error->message);
  if (may_go_on (self))
    next (self);
  else
    end (self);
}

/* ── Writing what came of it ─────────────────────────────────────────────────────────────────── */

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPractice) self = user_data;
  g_autoptr (GError)       error = NULL;
  const Keeping           *keeping = till_db_result_data (result);

  self->n_aside--;
  if (till_db_finish (TILL_DB (source), result, &error) && keeping->words != NULL)
    till_practice_set_warning (self, TILL_WARNING_CARD, keeping->words);
  go_on (self, error);
}

static void
write_down (TillPractice *self, TillDbJob job, Keeping *keeping)
{
  self->n_aside++;
  till_db_write_async (self->db, TILL_DB_NORMAL, job, keeping, keeping_free, written_cb,
                       g_object_ref (self));
}

static gboolean
deleted_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Keeping                  *self = data;
  g_autoptr (TillFiledCard) now = till_store_get_card (connection, self->leaving->id, error);

  if (now == NULL)
    return FALSE;

  g_clear_pointer (&self->words, g_free);
  if (now->state == TILL_CARD_KEPT)
    {
      g_autofree char *title = till_filed_card_dup_title (now);

      self->words = g_strdup_printf (_ ("%s was saved again while it was being deleted, and is not "
                                        "on file any more. Have it saved with the next payment."),
                                     title);
    }

  return till_store_note_card_deleted (connection, self->leaving->id, self->actor, self->at, error);
}

/* The newest that is nobody's yet; else one that is on file already. What is being deleted is not
 * kept again because the processor still has it. *@kept NULL: it has none. */
static gboolean
choose (TillDbConnection    *connection,
        const Keeping       *self,
        const TillKeptCard **chosen,
        GError             **error)
{
  *chosen = NULL;
  for (guint i = 0; self->kept != NULL && i < self->kept->cards->len; i++)
    {
      const TillKeptCard       *kept = self->kept->cards->pdata[i];
      g_autoptr (TillFiledCard) known = NULL;
      g_autoptr (GError)        failed = NULL;

      if (!till_card_sighting_is_of (self->sought, &kept->card))
        continue;
      known = till_store_find_card (connection, self->sought->processor, kept->token, &failed);
      if (failed != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return FALSE;
        }
      if (known == NULL || (known->state != TILL_CARD_LEAVING && *chosen == NULL))
        *chosen = kept;
    }

  return TRUE;
}

/* What is known of the card with it; a plan may have waited for that. One that was on file before
 * may be the same card only: nobody knows that it was to be saved with this payment. */
static gboolean
keep_found (TillDbConnection   *connection,
            const Keeping      *self,
            const TillKeptCard *kept,
            GError            **error)
{
  gint64   transaction_id = self->sought->transaction_id;
  gint64   card_id = 0;
  gboolean is_news = FALSE;

  if (kept != NULL && !keep (connection, self->sought, kept->token, &kept->card, self->actor,
                             self->at, &card_id, &is_news, error))
    return FALSE;
  if (kept == NULL && !till_store_end_card_sighting (connection, transaction_id, FALSE, error))
    return FALSE;

  return till_store_take_plan_card (connection, transaction_id, is_news ? card_id : 0, self->today,
                                    self->actor, self->at, error);
}

static char *
dup_none_words (const TillCardSighting *sought)
{
  const char *name = sought->patient_name != NULL ? sought->patient_name : "";

  if (sought->of_plan)
    return g_strdup_printf (_ ("%s has made a payment that accepts a payment plan, but no card was "
                               "saved with it. Look at the plan."),
                            name);

  return g_strdup_printf (_ ("The card of %s was to be saved for later, but the processor shows "
                             "none. Have it saved with the next payment."),
                          name);
}

static gboolean
found_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Keeping                *self = data;
  const TillCardSighting *sought = self->sought;
  const gboolean          is_wished = sought->save_wording != NULL || sought->of_plan;
  const TillInstant      *delays = is_wished ? desk_delays : page_delays;
  const gint64 n_delays = is_wished ? G_N_ELEMENTS (desk_delays) : G_N_ELEMENTS (page_delays);
  const TillKeptCard *chosen;

  if (!choose (connection, self, &chosen, error))
    return FALSE;
  if (chosen != NULL)
    return keep_found (connection, self, chosen, error);
  g_clear_pointer (&self->words, g_free);
  if (sought->n_looks >= n_delays)
    {
      self->words = is_wished ? dup_none_words (sought) : NULL;
      return keep_found (connection, self, NULL, error);
    }
  return till_store_delay_card_sighting (connection, sought->transaction_id,
                                         self->at + delays[sought->n_looks], error);
}

/* ── Asking ──────────────────────────────────────────────────────────────────────────────────── */

/* What waits for an answer, and whose practice it is. */
typedef struct
{
  TillPractice *practice;
  Keeping      *keeping;
} Asking;

static Asking *
asking_new (TillPractice *self, Keeping *keeping)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->practice = g_object_ref (self);
  asking->keeping = keeping;
  self->n_aside++;

  return asking;
}

/* Writes it down; with @error nothing. Takes @asking. */
static void
answered (Asking *asking, TillDbJob job, const GError *error)
{
  g_autoptr (TillPractice) self = asking->practice;
  Keeping                 *keeping = asking->keeping;

  g_free (asking);
  self->n_aside--;
  if (error == NULL && may_go_on (self))
    {
      write_down (self, job, keeping);
      return;
    }

  keeping_free (keeping);
  go_on (self, error);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  till_processor_forget_card_finish (TILL_PROCESSOR (source), result, &error);
  answered (user_data, deleted_work, error);
}

static void
cards_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asking            *asking = user_data;
  g_autoptr (GError) error = NULL;

  asking->keeping->kept = till_processor_cards_finish (TILL_PROCESSOR (source), result);
  if (!asking->keeping->kept->answered)
    g_set_error_literal (&error, TILL_ERROR, TILL_ERROR_UNREACHABLE, asking->keeping->kept->words);
  answered (asking, found_work, error);
}

/* Not another processor than the one that is set up, nor one that keeps no cards: it shows none. */
static gboolean
can_be_asked (TillPractice *self, const Keeping *keeping)
{
  const char *processor =
    keeping->leaving != NULL ? keeping->leaving->processor : keeping->sought->processor;

  return (till_processor_get_capabilities (self->processor) & TILL_CAN_CARDS) != 0 &&
         g_strcmp0 (processor, till_processor_get_name (self->processor)) == 0;
}

/* Takes @keeping. */
static void
ask (TillPractice *self, Keeping *keeping)
{
  if (keeping->leaving != NULL)
    till_processor_forget_card_async (self->processor, keeping->leaving->token, self->outside,
                                      forgotten_cb, asking_new (self, keeping));
  else
    till_processor_cards_async (self->processor, keeping->sought->customer, self->outside, cards_cb,
                                asking_new (self, keeping));
}

/* A copy that outlives the look. */
static Keeping *
take_found (Keeping *found)
{
  Keeping *keeping = g_new0 (Keeping, 1);

  keeping->at = found->at;
  keeping->today = found->today;
  keeping->actor = till_actor_copy (found->actor);
  keeping->leaving = g_steal_pointer (&found->leaving);
  keeping->sought = g_steal_pointer (&found->sought);

  return keeping;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPractice) self = user_data;
  g_autoptr (GError)       error = NULL;
  Keeping                 *found = till_db_result_data (result);

  self->n_aside--;
  if (!till_db_finish (TILL_DB (source), result, &error) || !may_go_on (self) ||
      (found->leaving == NULL && found->sought == NULL))
    {
      end (self);
      return;
    }

  if (found->leaving != NULL)
    self->after_card = found->leaving->id;
  else
    self->after_sighting = found->sought->transaction_id;
  if (can_be_asked (self, found))
    ask (self, take_found (found));
  else if (found->sought != NULL && found->sought->of_plan)
    write_down (self, found_work, take_found (found));
  else
    next (self);
}

static void
next (TillPractice *self)
{
  Keeping *keeping = g_new0 (Keeping, 1);

  keeping->at = till_practice_now (self);
  keeping->today = till_practice_get_today (self);
  keeping->actor = till_actor_new (0, "Till");
  keeping->after_card = self->after_card;
  keeping->after_sighting = self->after_sighting;
  self->n_aside++;
  till_db_read_async (self->db, find_work, keeping, keeping_free, NULL, found_cb,
                      g_object_ref (self));
}

void
till_practice_keep_cards (TillPractice *self)
{
  if (self->keeping_cards)
    {
      self->keep_cards_again = TRUE;
      return;
    }
  if (self->processor == NULL || !self->started)
    return;
  self->keeping_cards = TRUE;
  self->after_card = 0;
  self->after_sighting = 0;
  next (self);
}
