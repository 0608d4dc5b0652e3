/* till-store-payers.h: whose a transaction made elsewhere is: what tells, who may be meant, and
 * saying so
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-records.h"
#include "model/till-suggestion.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/* What the processor tells of who paid. Borrowed strings; each may be NULL. */
typedef struct
{
  const char *customer; /* a number that whoever charged gave */
  const char *name;     /* on the bill */
  const char *email;
  const char *description; /* what it was charged for */
} TillPayer;

/* Beside a transaction that was made elsewhere. Nothing is kept when there is nothing to keep. */
gboolean till_store_keep_payer (TillDbConnection *connection,
                                gint64            transaction_id,
                                const TillPayer  *payer,
                                GError          **error);

/* What was kept, for the screen: "Anna Lee · Customer 1042". NULL without an error: nothing was. */
gboolean till_store_get_payer_words (TillDbConnection *connection,
                                     gint64            transaction_id,
                                     char            **words,
                                     GError          **error);

/**
 * till_store_suggest_patients:
 *
 * By what is kept of the payer, by the card, and by the amount. Reads all balances: not for the
 * main loop.
 *
 * Returns: (element-type TillSuggestion): at most @most, the likeliest first; NULL on an error
 */
GPtrArray *till_store_suggest_patients (TillDbConnection *connection,
                                        gint64            transaction_id,
                                        guint             most,
                                        TillInstant       now,
                                        GError          **error);

/**
 * till_store_assign_patient:
 * @assigned: (out) (element-type gint64): the rows that now have the patient
 *
 * A payment with all that was taken back from it, whichever of these @transaction_id is. Only once:
 * whose money it is never changes after that. TILL_ERROR_NOT_ALLOWED when it has a patient,
 * TILL_ERROR_NOT_FOUND when there is no such patient.
 */
gboolean till_store_assign_patient (TillDbConnection *connection,
                                    gint64            transaction_id,
                                    gint64            patient_id,
                                    const TillActor  *actor,
                                    TillInstant       at,
                                    GArray          **assigned,
                                    GError          **error);

G_END_DECLS
