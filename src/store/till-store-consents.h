/* till-store-consents.h: what patients have said about messages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/till-db.h"
#include "model/till-consent.h"

G_BEGIN_DECLS

/* It counts from now on; what was said before is kept. The audit is the caller's.
 * TILL_ERROR_CARD_NUMBER. */
gboolean till_store_add_consent (TillDbConnection      *connection,
                                 gint64                 patient_id,
                                 const TillConsentNote *note,
                                 GError               **error);

/* (element-type TillConsentNote): what counts now, one a purpose and channel of which anything was
 * ever said. */
GPtrArray *till_store_list_consents (TillDbConnection *connection,
                                     gint64            patient_id,
                                     GError          **error);

G_END_DECLS
