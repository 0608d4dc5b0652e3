/* till-store-attempts.h: intentions to move money, written down before anything is sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every step asks rules/till-state-rules.h and appends to the audit in the same commit.
 */
#pragma once

#include "model/till-records.h"
#include "rules/till-payment-rules.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/* State prepared; @attempt gets id, uuid (unless it brings one), invoice. */
gboolean till_store_prepare_attempt (TillDbConnection *connection,
                                     TillAttempt      *attempt,
                                     const TillActor  *actor,
                                     TillInstant       at,
                                     GError          **error);

/* To @state, with the processor's words; TILL_ERROR_NOT_ALLOWED when the rule says no. Sets
 * sent_at, ended_at. */
gboolean till_store_step_attempt (TillDbConnection *connection,
                                  gint64            id,
                                  TillAttemptState  state,
                                  const char       *words,       /* or NULL: kept */
                                  const char       *code,        /* likewise */
                                  const char       *exchange_id, /* likewise */
                                  const TillActor  *actor,
                                  TillInstant       at,
                                  GError          **error);

/* A look-up found nothing. */
gboolean till_store_note_empty_lookup (TillDbConnection *connection,
                                       gint64            id,
                                       TillInstant       at,
                                       GError          **error);

TillAttempt *till_store_get_attempt (TillDbConnection *connection, gint64 id, GError **error);
/* NULL without an error: there is none. */
TillAttempt *till_store_find_attempt_by_invoice (TillDbConnection *connection,
                                                 const char       *invoice,
                                                 GError          **error);

/* prepared (left by a crash), sent and unknown ones, and waiting pages. (element-type TillAttempt)
 */
GPtrArray *till_store_list_open_attempts (TillDbConnection *connection, GError **error);

/* Abandoned ones that a search may still find. (element-type TillAttempt) */
GPtrArray *till_store_list_abandoned_attempts (TillDbConnection *connection,
                                               TillInstant       since,
                                               GError          **error);

/* Payments and open attempts of that guarantor since @since. (element-type TillEarlierPayment),
 * GArray */
GArray *till_store_list_earlier_payments (TillDbConnection *connection,
                                          gint64            guarantor_id,
                                          TillInstant       since,
                                          GError          **error);

G_END_DECLS
