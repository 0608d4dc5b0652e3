/* till-store-patients.h: who was treated and who owes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-records.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/* Adds it; @patient->id is set. guarantor_id 0 makes it its own guarantor. Folded columns are kept.
 */
gboolean till_store_add_patient (TillDbConnection *connection,
                                 TillPatient      *patient,
                                 TillInstant       at,
                                 GError          **error);

/* With the guarantor's balance. TILL_ERROR_NOT_FOUND. */
TillPatient *till_store_get_patient (TillDbConnection *connection, gint64 id, GError **error);

/**
 * till_store_search_patients:
 * @text: the beginning of any words of the name, digits of the phone, the number, or a birth date;
 * "" gives those chosen last
 *
 * Those last chosen come first, then by name. An index serves each way: well under a frame with
 * 200,000.
 *
 * Returns: (transfer full) (element-type TillPatient): at most @most
 */
GPtrArray *till_store_search_patients (TillDbConnection *connection,
                                       const char       *text,
                                       guint             most,
                                       GError          **error);

/* Remembers that the patient was chosen. */
gboolean till_store_touch_patient (TillDbConnection *connection,
                                   gint64            id,
                                   TillInstant       at,
                                   GError          **error);

G_END_DECLS
