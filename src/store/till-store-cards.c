/* till-store-cards.c: cards on file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-cards.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "store/till-store-patients-private.h"
#include "store/till-store-private.h"

#define AT(member) G_STRUCT_OFFSET (TillFiledCard, member)

static const TillField fields[] = {
  { "processor", TILL_FIELD_FULL_TEXT, AT (processor) },
  { "token", TILL_FIELD_FULL_TEXT, AT (token), FALSE, NULL, N_ ("the card’s token") },
  { "customer", TILL_FIELD_TEXT, AT (customer) },
  { "guarantor_id", TILL_FIELD_INT, AT (guarantor_id) },
  { "brand", TILL_FIELD_TEXT, AT (brand) },
  { "last_four", TILL_FIELD_TEXT, AT (last_four) },
  { "expires_day", TILL_FIELD_DAY, AT (expires) },
  { "nickname", TILL_FIELD_TEXT, AT (nickname), FALSE, NULL, N_ ("the nickname") },
  { "role", TILL_FIELD_ENUM, AT (role), FALSE, till_card_role_get_type },
  { "origin", TILL_FIELD_ENUM, AT (origin), FALSE, till_card_origin_get_type },
  { "state", TILL_FIELD_ENUM, AT (state), FALSE, till_card_state_get_type },
  { "transaction_id", TILL_FIELD_REFERENCE, AT (transaction_id) },
  { "consent_wording", TILL_FIELD_FULL_TEXT, AT (consent_wording), FALSE, NULL,
    N_ ("the patient’s consent") },
  { "consent_at", TILL_FIELD_INSTANT, AT (consent_at) },
  { "consent_by", TILL_FIELD_FULL_TEXT, AT (consent_by), FALSE, NULL,
    N_ ("who noted the consent") },
  { "consent_how", TILL_FIELD_ENUM, AT (consent_how), FALSE, till_card_consent_get_type },
  { "added_at", TILL_FIELD_INSTANT, AT (added_at) },
  { "ended_at", TILL_FIELD_INSTANT, AT (ended_at) },
};

static TillRecordType card_type = { "cards", fields, G_N_ELEMENTS (fields),
                                    TILL_RECORD_OF (TillFiledCard, till_filed_card) };

/* Those whose record stands for the account ?1. */
#define OF_ACCOUNT "(SELECT id FROM patients WHERE id = ?1 OR merged_into = ?1)"

/* ── The audit ───────────────────────────────────────────────────────────────────────────────── */

/* Never the token: whoever reads the log need not be able to charge. */
static char *
snapshot (const TillFiledCard *card)
{
  GString *json = g_string_new (NULL);

  till_json_int (json, "guarantor", card->guarantor_id);
  till_json_text (json, "brand", card->brand);
  till_json_text (json, "last_four", card->last_four);
  till_json_text (json, "nickname", card->nickname);
  till_json_text (json, "role", till_enum_to_text (TILL_TYPE_CARD_ROLE, (int) card->role));
  till_json_text (json, "state", till_enum_to_text (TILL_TYPE_CARD_STATE, (int) card->state));
  till_json_text (json, "consent",
                  till_enum_to_text (TILL_TYPE_CARD_CONSENT, (int) card->consent_how));
  /* A card that is kept again takes its new consent over the old one. */
  till_json_text (json, "consent_wording", card->consent_wording);
  till_json_int (json, "consent_at", card->consent_at);
  till_json_text (json, "consent_by", card->consent_by);
  till_json_int (json, "transaction", card->transaction_id);

  return till_json_end (json);
}

/* Brings the row to @card. */
static gboolean
save (TillDbConnection    *connection,
      const TillFiledCard *before,
      const TillFiledCard *card,
      const char          *deed,
      const TillActor     *actor,
      TillInstant          at,
      GError             **error)
{
  g_autofree char            *old = snapshot (before);
  g_autofree char            *now = snapshot (card);
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (connection, till_record_update (&card_type), error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, till_record_bind (&card_type, statement, card), card->id);

  return till_db_run (statement, error) &&
         till_store_audit_row (connection, actor, at, deed, "cards", card->id, old, now, NULL,
                               error);
}

/* ── Finding ─────────────────────────────────────────────────────────────────────────────────── */

TillFiledCard *
till_store_get_card (TillDbConnection *connection, gint64 id, GError **error)
{
  gpointer found;

  if (till_record_find (&card_type, connection, "WHERE id = ?1", id, &found, error) &&
      found == NULL)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_FOUND, _ ("This card is not on file."));

  return found;
}

TillFiledCard *
till_store_get_kept_card (TillDbConnection *connection, gint64 id, GError **error)
{
  g_autoptr (TillFiledCard) card = till_store_get_card (connection, id, error);

  if (card == NULL || card->state == TILL_CARD_KEPT)
    return g_steal_pointer (&card);

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                       _ ("This card has been deleted. Choose another one."));

  return NULL;
}

TillFiledCard *
till_store_find_card (TillDbConnection *connection,
                      const char       *processor,
                      const char       *token,
                      GError          **error)
{
  g_autoptr (TillDbStatement) row =
    till_record_prepare (&card_type, connection, "WHERE processor = ?1 AND token = ?2", error);

  if (row == NULL)
    return NULL;

  till_db_bind_text (row, 1, processor);
  till_db_bind_text (row, 2, token);

  return till_record_read_first (&card_type, row, error);
}

/* A merged record may have brought a second one. */
static void
keep_first_of_role (GPtrArray *cards, TillCardRole role)
{
  gboolean found = FALSE;

  for (guint i = 0; i < cards->len; i++)
    {
      TillFiledCard *card = cards->pdata[i];

      if (card->role != role)
        continue;
      if (found)
        card->role = TILL_CARD_NO_ROLE;
      found = TRUE;
    }
}

static int
compare_roles (gconstpointer a, gconstpointer b)
{
  const TillFiledCard *one = *(const TillFiledCard *const *) a;
  const TillFiledCard *two = *(const TillFiledCard *const *) b;

  if (one->role != two->role)
    return one->role < two->role ? -1 : 1;

  return one->id > two->id ? -1 : one->id < two->id;
}

#define GUARANTOR                                                                                  \
  TILL_PATIENT_STANDS_FOR (                                                                        \
    "(SELECT coalesce(g.guarantor_id, g.id) FROM patients AS g WHERE g.id = ?1)")

/* Those whose cards can be charged for the patient ?1: of the own account, and the guarantor's. */
#define OF_PATIENT                                                                                 \
  "(SELECT id FROM patients WHERE id = ?1 OR merged_into = ?1 OR id = " GUARANTOR                  \
  "   OR merged_into = " GUARANTOR ")"

GPtrArray *
till_store_list_cards (TillDbConnection *connection, gint64 patient_id, GError **error)
{
  static const char where[] =
    "WHERE state = 'kept' AND guarantor_id IN " OF_PATIENT " ORDER BY guarantor_id <> " GUARANTOR
    ", guarantor_id <> ?1, id DESC";
  g_autoptr (TillDbStatement) rows = NULL;
  GPtrArray                  *cards;

  if (!till_store_find_standing (connection, &patient_id, error) ||
      (rows = till_record_prepare (&card_type, connection, where, error)) == NULL)
    return NULL;

  till_db_bind_int (rows, 1, patient_id);
  cards = till_record_read_rows (&card_type, rows, error);
  if (cards == NULL)
    return NULL;

  keep_first_of_role (cards, TILL_CARD_PRIMARY);
  keep_first_of_role (cards, TILL_CARD_BACKUP);
  g_ptr_array_sort (cards, compare_roles);

  return cards;
}

TillFiledCard *
till_store_next_leaving_card (TillDbConnection *connection, gint64 after, GError **error)
{
  gpointer found = NULL;

  till_record_find (&card_type, connection,
                    "WHERE state = 'leaving' AND id > ?1 ORDER BY id LIMIT 1", after, &found,
                    error);

  return found;
}

/* ── Keeping ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
find_role (TillDbConnection *connection, TillFiledCard *card, GError **error)
{
  static const char sql[] = "SELECT 1 FROM cards WHERE state = 'kept' AND role = 'primary'"
                            " AND guarantor_id IN " OF_ACCOUNT;
  g_autoptr (TillDbStatement) row = NULL;
  TillStep step = till_store_ask (connection, sql, &row, error, 1, card->guarantor_id);

  card->role = step == TILL_STEP_ROW ? TILL_CARD_NO_ROLE : TILL_CARD_PRIMARY;

  return step != TILL_STEP_ERROR;
}

static gboolean
insert (TillDbConnection *connection,
        TillFiledCard    *card,
        const TillActor  *actor,
        TillInstant       at,
        GError          **error)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (connection, till_record_insert (&card_type), error);
  g_autofree char *after = NULL;

  if (statement == NULL)
    return FALSE;

  till_record_bind (&card_type, statement, card);
  if (!till_db_run (statement, error))
    return FALSE;

  card->id = till_db_last_id (connection);
  after = snapshot (card);

  return till_store_audit_row (connection, actor, at, "keep-card", "cards", card->id, NULL, after,
                               NULL, error);
}

gboolean
till_store_keep_card (TillDbConnection *connection,
                      TillFiledCard    *card,
                      const TillActor  *actor,
                      TillInstant       at,
                      gboolean         *is_news,
                      GError          **error)
{
  g_autoptr (TillFiledCard) known = NULL;
  g_autoptr (GError)        failed = NULL;

  *is_news = FALSE;
  if (!till_record_refuse_cards (&card_type, card, error) ||
      !till_store_find_standing (connection, &card->guarantor_id, error))
    return FALSE;

  known = till_store_find_card (connection, card->processor, card->token, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (known != NULL && known->state == TILL_CARD_KEPT)
    {
      card->id = known->id;
      card->role = known->role;
      return TRUE;
    }

  *is_news = TRUE;
  card->state = TILL_CARD_KEPT;
  card->added_at = at;
  card->ended_at = TILL_INSTANT_NONE;
  if (!find_role (connection, card, error))
    return FALSE;
  if (known == NULL)
    return insert (connection, card, actor, at, error);

  card->id = known->id;

  return save (connection, known, card, "keep-card", actor, at, error);
}

/* ── Changing ────────────────────────────────────────────────────────────────────────────────── */

/* All that have it and stand in one list with the card: a dependant may have had an account of her
 * own before. */
static gboolean
take_role (TillDbConnection    *connection,
           const TillFiledCard *from,
           TillCardRole         role,
           const TillActor     *actor,
           TillInstant          at,
           GError             **error)
{
  static const char where[] =
    "WHERE state = 'kept' AND guarantor_id IN " OF_PATIENT " AND role = ?2 AND id <> ?3";
  g_autoptr (TillDbStatement) rows = till_record_prepare (&card_type, connection, where, error);
  g_autoptr (GPtrArray)       had = NULL;
  gint64                      account = from->guarantor_id;

  if (rows == NULL || !till_store_find_standing (connection, &account, error))
    return FALSE;

  till_db_bind_int (rows, 1, account);
  till_db_bind_text (rows, 2, till_enum_to_text (TILL_TYPE_CARD_ROLE, (int) role));
  till_db_bind_int (rows, 3, from->id);
  if ((had = till_record_read_rows (&card_type, rows, error)) == NULL)
    return FALSE;

  for (guint i = 0; i < had->len; i++)
    {
      g_autoptr (TillFiledCard) now = till_filed_card_copy (had->pdata[i]);

      now->role = TILL_CARD_NO_ROLE;
      if (!save (connection, had->pdata[i], now, "set-card-role", actor, at, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
till_store_set_card_role (TillDbConnection *connection,
                          gint64            id,
                          TillCardRole      role,
                          const TillActor  *actor,
                          TillInstant       at,
                          GError          **error)
{
  g_autoptr (TillFiledCard) before = till_store_get_kept_card (connection, id, error);
  g_autoptr (TillFiledCard) card = NULL;

  if (before == NULL)
    return FALSE;
  if (role != TILL_CARD_NO_ROLE && !take_role (connection, before, role, actor, at, error))
    return FALSE;
  if (before->role == role)
    return TRUE;

  card = till_filed_card_copy (before);
  card->role = role;

  return save (connection, before, card, "set-card-role", actor, at, error);
}

gboolean
till_store_name_card (TillDbConnection *connection,
                      gint64            id,
                      const char       *nickname,
                      const TillActor  *actor,
                      TillInstant       at,
                      GError          **error)
{
  g_autoptr (TillFiledCard) before = NULL;
  g_autoptr (TillFiledCard) card = NULL;
  g_autofree char          *name = g_strstrip (g_strdup (nickname != NULL ? nickname : ""));

  if (g_utf8_strlen (name, -1) > TILL_CARD_NICKNAME_LENGTH)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   _ ("The nickname: at most %d characters, please."), TILL_CARD_NICKNAME_LENGTH);
      return FALSE;
    }
  if ((before = till_store_get_kept_card (connection, id, error)) == NULL)
    return FALSE;

  card = till_filed_card_copy (before);
  if (!till_text_set (&card->nickname, *name != '\0' ? name : NULL))
    return TRUE;

  return till_record_refuse_cards (&card_type, card, error) &&
         save (connection, before, card, "name-card", actor, at, error);
}

gboolean
till_store_delete_card (TillDbConnection *connection,
                        gint64            id,
                        const TillActor  *actor,
                        TillInstant       at,
                        GError          **error)
{
  g_autoptr (TillFiledCard) before = till_store_get_kept_card (connection, id, error);
  g_autoptr (TillFiledCard) card = NULL;

  if (before == NULL)
    return FALSE;

  card = till_filed_card_copy (before);
  card->state = TILL_CARD_LEAVING;
  card->role = TILL_CARD_NO_ROLE;
  card->ended_at = at;

  return save (connection, before, card, "delete-card", actor, at, error);
}

gboolean
till_store_note_card_deleted (TillDbConnection *connection,
                              gint64            id,
                              const TillActor  *actor,
                              TillInstant       at,
                              GError          **error)
{
  g_autoptr (TillFiledCard) before = till_store_get_card (connection, id, error);
  g_autoptr (TillFiledCard) card = NULL;

  if (before == NULL)
    return FALSE;
  if (before->state == TILL_CARD_DELETED)
    return TRUE;

  card = till_filed_card_copy (before);
  card->state = TILL_CARD_DELETED;
  /* It was kept again while the processor was deleting it: there it is gone. */
  if (before->state == TILL_CARD_KEPT)
    {
      card->role = TILL_CARD_NO_ROLE;
      card->ended_at = at;
    }

  return save (connection, before, card, "card-is-deleted", actor, at, error);
}
