/* till-store-cards.h: cards on file, and the payments with which one may have been saved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every change appends to the audit in the same commit. An account has one primary card and one
 * backup at most. A merged record's cards stay its own, and are its account's as long as the merge
 * stands: of two primary ones, the kept record's is it.
 */
#pragma once

#include "model/till-card.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/**
 * till_store_keep_card:
 * @card: brings processor, token, guarantor, what is known of the card, and the consent; gets id,
 *     role and state
 * @is_news: (out): FALSE: it is kept already, and stays as it is
 *
 * The first one of an account is its primary. One that was deleted before, and is saved again, is
 * kept again. TILL_ERROR_CARD_NUMBER for a token that could be a card's number.
 */
gboolean till_store_keep_card (TillDbConnection *connection,
                               TillFiledCard    *card,
                               const TillActor  *actor,
                               TillInstant       at,
                               gboolean         *is_news,
                               GError          **error);

/* TILL_ERROR_NOT_FOUND when there is none. */
TillFiledCard *till_store_get_card (TillDbConnection *connection, gint64 id, GError **error);

/* Likewise for one that has been deleted. */
TillFiledCard *till_store_get_kept_card (TillDbConnection *connection, gint64 id, GError **error);

/* NULL without an error when there is none. */
TillFiledCard *till_store_find_card (TillDbConnection *connection,
                                     const char       *processor,
                                     const char       *token,
                                     GError          **error);

/* Those that can be charged for a patient: the guarantor's and the patient's own. The primary one
 * first, then the backup, then the newest. (element-type TillFiledCard) */
GPtrArray *till_store_list_cards (TillDbConnection *connection, gint64 patient_id, GError **error);

/* Whoever of the account had that role has none then. TILL_ERROR_NOT_FOUND for a card that is not
 * kept any more; so also below. */
gboolean till_store_set_card_role (TillDbConnection *connection,
                                   gint64            id,
                                   TillCardRole      role,
                                   const TillActor  *actor,
                                   TillInstant       at,
                                   GError          **error);

/* @nickname: NULL or empty: none. TILL_ERROR_BAD_INPUT, TILL_ERROR_CARD_NUMBER. */
gboolean till_store_name_card (TillDbConnection *connection,
                               gint64            id,
                               const char       *nickname,
                               const TillActor  *actor,
                               TillInstant       at,
                               GError          **error);

/* It is gone for use at once; the processor is still to be told. */
gboolean till_store_delete_card (TillDbConnection *connection,
                                 gint64            id,
                                 const TillActor  *actor,
                                 TillInstant       at,
                                 GError          **error);

/* The next after the card @after of which the processor is to be told; NULL without an error: there
 * is none. */
TillFiledCard *till_store_next_leaving_card (TillDbConnection *connection,
                                             gint64            after,
                                             GError          **error);

/* The processor has deleted it, too; nothing when it is kept again meanwhile. */
gboolean till_store_note_card_deleted (TillDbConnection *connection,
                                       gint64            id,
                                       const TillActor  *actor,
                                       TillInstant       at,
                                       GError          **error);

/* ── Payments with which a card may have been saved (till-store-card-sightings.c) ────────────── */

typedef struct
{
  gint64      transaction_id;
  char       *customer; /* whom the processor is asked about */
  char       *processor;
  gint64      guarantor_id;
  char       *patient_name; /* or NULL */
  TillCard    card;         /* what is known of it */
  TillMethod  method;
  TillInstant paid_at;
  char       *save_wording; /* agreed to at the desk, or NULL: on the page, if at all */
  char       *actor;        /* who was at the desk then, or NULL */
  gint64      n_looks;
  gboolean    of_plan; /* a plan that was accepted by the payment waits for it */
} TillCardSighting;

void till_card_sighting_free (TillCardSighting *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillCardSighting, till_card_sighting_free)

/* What both tell of it must agree; the last four must be told. */
gboolean till_card_sighting_is_of (const TillCardSighting *self, const TillCard *card);

/* From now on it is looked for; once for a payment. */
gboolean till_store_seek_card (TillDbConnection *connection,
                               gint64            transaction_id,
                               const char       *customer,
                               TillInstant       at,
                               GError          **error);

/* The next after the payment @after that is to be looked for at @at; NULL without an error: there
 * is none. */
TillCardSighting *till_store_next_sought_card (TillDbConnection *connection,
                                               TillInstant       at,
                                               gint64            after,
                                               GError          **error);

/* NULL without an error: it is not sought, or no longer. */
TillCardSighting *till_store_find_sought_card (TillDbConnection *connection,
                                               gint64            transaction_id,
                                               GError          **error);

gboolean till_store_is_card_sought (TillDbConnection *connection,
                                    gint64            transaction_id,
                                    gboolean         *is,
                                    GError          **error);

/* It is over: a card was found, or none was saved. */
gboolean till_store_end_card_sighting (TillDbConnection *connection,
                                       gint64            transaction_id,
                                       gboolean          found,
                                       GError          **error);

/* It was not there yet: looked for again then. */
gboolean till_store_delay_card_sighting (TillDbConnection *connection,
                                         gint64            transaction_id,
                                         TillInstant       not_before,
                                         GError          **error);

/* The card that was kept of that sighting: what the payment and the processor say of it, and the
 * consent. */
TillFiledCard *till_card_sighting_make_card (const TillCardSighting *self,
                                             const char             *token,
                                             const TillCard *card) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
