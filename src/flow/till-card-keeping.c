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

/* ── What is to be done ──────────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillInstant       at;
  GTimeZone        *zone;
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

  g_clear_pointer (&self->zone, g_time_zone_unref);
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

/* The newest that is nobody's yet (*@is_news); else one that is on file already. What is being
 * deleted is not kept again because the processor still has it. *@chosen NULL: it has none. */
static gboolean
choose (TillDbConnection    *connection,
        const Keeping       *self,
        const TillKeptCard **chosen,
        gboolean            *is_news,
        GError             **error)
{
  *chosen = NULL;
  *is_news = FALSE;
  for (guint i = 0; self->kept != NULL && i < self->kept->cards->len; i++)
    {
      const TillKeptCard       *kept = self->kept->cards->pdata[i];
      g_autoptr (TillFiledCard) known = NULL;
      g_autoptr (GError)        failed = NULL;
      gboolean                  is_new;

      if (!till_card_sighting_is_of (self->sought, &kept->card))
        continue;
      known = till_store_find_card (connection, self->sought->processor, kept->token, &failed);
      if (failed != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return FALSE;
        }
      is_new = known == NULL || known->state == TILL_CARD_DELETED;
      if (!is_new && (known->state == TILL_CARD_LEAVING || *chosen != NULL))
        continue;
      *chosen = kept;
      *is_news = is_new;
    }

  return TRUE;
}

static char *
dup_none_words (const TillCardSighting *sought)
{
  return g_strdup_printf (_ ("The card of %s was to be saved for later, but the processor shows "
                             "none. Have it saved with the next payment."),
                          sought->patient_name != NULL ? sought->patient_name : "");
}

static char *
dup_plan_words (const TillCardSighting *sought, gboolean is_known)
{
  const char *name = sought->patient_name != NULL ? sought->patient_name : "";

  if (is_known)
    return g_strdup_printf (
      _ ("%s has made a payment that accepts a payment plan, with a card that "
         "is on file already: whether it may be charged for the plan, the "
         "processor does not tell. Choose it for the plan and send that again "
         "for the next payment, or have the plan signed."),
      name);

  return g_strdup_printf (_ ("%s has made a payment that accepts a payment plan, but the plan has "
                             "no card that may be charged. Look at the plan."),
                          name);
}

/* What is known of the card with it; a plan may have waited for that. One that was on file before
 * may be the same card only: nobody knows that it was to be saved with this payment. */
static gboolean
keep_found (TillDbConnection   *connection,
            Keeping            *self,
            const TillKeptCard *kept,
            gboolean            is_news,
            GError            **error)
{
  const TillCardSighting *sought = self->sought;
  gint64                  card_id = 0;
  gboolean                is_left;

  if (kept != NULL && !till_card_keep (connection, sought, kept->token, &kept->card, self->actor,
                                       self->at, &card_id, error))
    return FALSE;
  if (kept == NULL &&
      !till_store_end_card_sighting (connection, sought->transaction_id, FALSE, error))
    return FALSE;
  if (!till_store_take_plan_card (connection, sought->transaction_id, is_news ? card_id : 0,
                                  self->zone, self->actor, self->at, &is_left, error))
    return FALSE;

  if (is_left)
    self->words = dup_plan_words (sought, kept != NULL && !is_news);
  else if (kept == NULL && sought->save_wording != NULL)
    self->words = dup_none_words (sought);

  return TRUE;
}

/* Not for the first time maybe: a plan is authorized by the card that its message named as soon as
 * the payment counts. */
static gboolean
look_again (TillDbConnection *connection, const Keeping *self, TillInstant delay, GError **error)
{
  gint64   transaction_id = self->sought->transaction_id;
  gboolean is_left;

  return till_store_delay_card_sighting (connection, transaction_id, self->at + delay, error) &&
         till_store_take_plan_card (connection, transaction_id, 0, self->zone, self->actor,
                                    self->at, &is_left, error);
}

/* With the card that is on file a plan can't go on: while one waits, another one is looked for. */
static gboolean
found_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Keeping                *self = data;
  const TillCardSighting *sought = self->sought;
  const gboolean          is_wished = sought->save_wording != NULL || sought->of_plan;
  const TillInstant      *delays = is_wished ? desk_delays : page_delays;
  const gint64 n_delays = is_wished ? G_N_ELEMENTS (desk_delays) : G_N_ELEMENTS (page_delays);
  const TillKeptCard *chosen;
  gboolean            is_news;

  g_clear_pointer (&self->words, g_free);
  if (!choose (connection, self, &chosen, &is_news, error))
    return FALSE;
  if (sought->n_looks < n_delays && (chosen == NULL || (sought->of_plan && !is_news)))
    return look_again (connection, self, delays[sought->n_looks], error);

  return keep_found (connection, self, chosen, is_news, error);
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
  keeping->zone = g_time_zone_ref (found->zone);
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
  keeping->zone = g_time_zone_ref (self->zone);
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
