/* till-store-card-sightings.c: payments with which a card may have been saved, until it is known
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Written in the commit of the payment, so that a card is taken over though the program ended then
 * and there, or the answer that named its token was lost.
 */
#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "store/till-store-cards.h"
#include "store/till-store-private.h"

void
till_card_sighting_free (TillCardSighting *self)
{
  if (self == NULL)
    return;

  g_free (self->customer);
  g_free (self->processor);
  g_free (self->patient_name);
  till_card_clear (&self->card);
  g_free (self->save_wording);
  g_free (self->actor);
  g_free (self);
}

gboolean
till_store_seek_card (TillDbConnection *connection,
                      gint64            transaction_id,
                      const char       *customer,
                      TillInstant       at,
                      GError          **error)
{
  static const char           sql[] = "INSERT INTO card_sightings (transaction_id, customer, state,"
                                      "                            not_before, n_looks)"
                                      " VALUES (?1, ?2, 'sought', ?3, 0)"
                                      " ON CONFLICT (transaction_id) DO NOTHING";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, transaction_id);
  till_db_bind_text (statement, 2, customer);
  till_db_bind_int (statement, 3, at);

  return till_db_run (statement, error);
}

#define SELECT                                                                                     \
  "SELECT s.transaction_id, s.customer, t.processor, t.guarantor_id, t.patient_name,"              \
  "       t.card_brand, t.card_last_four, t.card_expiry, t.method, t.happened_at,"                 \
  "       a.save_wording, a.actor, s.n_looks,"                                                     \
  "       EXISTS (SELECT 1 FROM plan_sendings AS p JOIN plans AS n ON n.id = p.plan_id"            \
  "                WHERE p.transaction_id = t.id AND p.state = 'paid' AND n.state = 'pending')"    \
  " FROM card_sightings AS s JOIN transactions AS t ON t.id = s.transaction_id"                    \
  " LEFT JOIN attempts AS a ON a.id = t.attempt_id"                                                \
  " WHERE s.state = 'sought' "

static TillCardSighting *
read_row (TillDbStatement *row)
{
  TillCardSighting *self = g_new0 (TillCardSighting, 1);
  int               method = TILL_METHOD_ONLINE;

  /* The table's own check leaves no other texts. */
  if (!till_enum_from_text (TILL_TYPE_METHOD, till_db_column_text (row, 8), &method))
    g_warn_if_reached ();
  self->transaction_id = till_db_column_int (row, 0);
  self->customer = till_db_column_dup_text (row, 1);
  self->processor = till_db_column_dup_text (row, 2);
  self->guarantor_id = till_db_column_int (row, 3);
  self->patient_name = till_db_column_dup_text (row, 4);
  self->card.brand = till_db_column_dup_text (row, 5);
  self->card.last_four = till_db_column_dup_text (row, 6);
  self->card.expiry = till_db_column_dup_text (row, 7);
  self->method = (TillMethod) method;
  self->paid_at = till_db_column_int (row, 9);
  self->save_wording = till_db_column_dup_text (row, 10);
  self->actor = till_db_column_dup_text (row, 11);
  self->n_looks = till_db_column_int (row, 12);
  self->of_plan = till_db_column_int (row, 13) != 0;

  return self;
}

static gboolean
is_same (const char *a, const char *b)
{
  return a == NULL || b == NULL || g_str_equal (a, b);
}

gboolean
till_card_sighting_is_of (const TillCardSighting *self, const TillCard *card)
{
  return card->last_four != NULL && self->card.last_four != NULL &&
         g_str_equal (card->last_four, self->card.last_four) &&
         is_same (card->brand, self->card.brand) && is_same (card->expiry, self->card.expiry);
}

TillCardSighting *
till_store_next_sought_card (TillDbConnection *connection,
                             TillInstant       at,
                             gint64            after,
                             GError          **error)
{
  static const char sql[] =
    SELECT "AND s.not_before <= ?1 AND s.transaction_id > ?2 ORDER BY s.transaction_id LIMIT 1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection, sql, &row, error, 2, at, after);

  return step == TILL_STEP_ROW ? read_row (row) : NULL;
}

TillCardSighting *
till_store_find_sought_card (TillDbConnection *connection, gint64 transaction_id, GError **error)
{
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step =
    till_store_ask (connection, SELECT "AND s.transaction_id = ?1", &row, error, 1, transaction_id);

  return step == TILL_STEP_ROW ? read_row (row) : NULL;
}

gboolean
till_store_is_card_sought (TillDbConnection *connection,
                           gint64            transaction_id,
                           gboolean         *is,
                           GError          **error)
{
  g_autoptr (GError)           failed = NULL;
  g_autoptr (TillCardSighting) sighting =
    till_store_find_sought_card (connection, transaction_id, &failed);

  *is = sighting != NULL;
  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));

  return failed == NULL;
}

gboolean
till_store_end_card_sighting (TillDbConnection *connection,
                              gint64            transaction_id,
                              gboolean          found,
                              GError          **error)
{
  static const char sql[] =
    "UPDATE card_sightings SET state = CASE WHEN ?2 = 1 THEN 'found' ELSE 'none' END"
    " WHERE transaction_id = ?1 AND state = 'sought'";

  return till_store_run (connection, sql, error, 2, transaction_id, (gint64) (found ? 1 : 0));
}

gboolean
till_store_delay_card_sighting (TillDbConnection *connection,
                                gint64            transaction_id,
                                TillInstant       not_before,
                                GError          **error)
{
  static const char sql[] = "UPDATE card_sightings SET not_before = ?2, n_looks = n_looks + 1"
                            " WHERE transaction_id = ?1 AND state = 'sought'";

  return till_store_run (connection, sql, error, 2, transaction_id, not_before);
}

/* ── The card of it ──────────────────────────────────────────────────────────────────────────── */

static TillCardOrigin
origin_of (TillMethod method)
{
  if (method == TILL_METHOD_TERMINAL)
    return TILL_CARD_OF_TERMINAL;

  return method == TILL_METHOD_VIRTUAL ? TILL_CARD_OF_VIRTUAL : TILL_CARD_OF_PAGE;
}

static void
fill_consent (TillFiledCard *card, const TillCardSighting *sighting)
{
  const char *payer = sighting->patient_name != NULL ? sighting->patient_name : "";

  card->consent_at = sighting->paid_at;
  if (sighting->save_wording != NULL)
    {
      card->consent_how = TILL_CARD_AGREED_AT_DESK;
      card->consent_wording = g_strdup (sighting->save_wording);
      card->consent_by = g_strdup (sighting->actor != NULL ? sighting->actor : "");
      return;
    }

  card->consent_how = TILL_CARD_AGREED_ON_PAGE;
  /* The processor's page is the processor's: its words are not told. */
  card->consent_wording = g_strdup (_ ("Ticked on the card processor’s pay page: the card is saved "
                                       "for the next payment."));
  card->consent_by = g_strdup (payer);
}

TillFiledCard *
till_card_sighting_make_card (const TillCardSighting *self, const char *token, const TillCard *card)
{
  TillFiledCard *filed = till_filed_card_new ();
  const char    *expiry = card->expiry != NULL ? card->expiry : self->card.expiry;

  filed->processor = g_strdup (self->processor);
  filed->token = g_strdup (token);
  filed->customer = g_strdup (self->customer);
  filed->guarantor_id = self->guarantor_id;
  filed->brand = g_strdup (card->brand != NULL ? card->brand : self->card.brand);
  filed->last_four = g_strdup (card->last_four != NULL ? card->last_four : self->card.last_four);
  filed->expires = till_card_expiry_day (expiry);
  filed->origin = origin_of (self->method);
  filed->transaction_id = self->transaction_id;
  fill_consent (filed, self);

  return filed;
}
