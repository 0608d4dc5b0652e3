/* till-store-patients.h: who was treated and who owes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-records.h"
#include "model/till-table.h"
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

/**
 * till_store_change_patient:
 * @wanted: all that is known of the patient @wanted->id from now on; the guarantor, the location
 * and the balance stay as they are
 *
 * With the audit; what was said of consents before is kept. What the guarantor is shown as among
 * the balances follows. Nothing is written when nothing changes. TILL_ERROR_BAD_INPUT: no name, or
 * the number is another patient's; TILL_ERROR_CARD_NUMBER; TILL_ERROR_NOT_FOUND.
 */
gboolean till_store_change_patient (TillDbConnection  *connection,
                                    const TillPatient *wanted,
                                    const TillActor   *actor,
                                    TillInstant        at,
                                    GError           **error);

/**
 * till_store_change_guarantor:
 * @guarantor_id: the patient's own id: nobody else
 * @with_family: those for whom the patient answers get the new guarantor, too
 *
 * Who owes what is entered from now on; what is entered already stays on the account it was entered
 * on. With the audit. A file that names the former guarantor still does not change it back.
 *
 * TILL_ERROR_NOT_ALLOWED: the patient answers for others and @with_family is not set, somebody else
 * answers for the new guarantor, or one of the two is merged; TILL_ERROR_NOT_FOUND.
 */
gboolean till_store_change_guarantor (TillDbConnection *connection,
                                      gint64            patient_id,
                                      gint64            guarantor_id,
                                      gboolean          with_family,
                                      const TillActor  *actor,
                                      TillInstant       at,
                                      GError          **error);

/* The Patients page's table. Columns: name, birth-date (day), number, phone, email, guarantor, owed
 * (by the family), state, and carried without a title: do-not-contact, guarantor-id. */
TillTable *till_store_people_table_new (TillDb *db, TillClock *clock, GTimeZone *zone);

/* Remembers that the patient was chosen. */
gboolean till_store_touch_patient (TillDbConnection *connection,
                                   gint64            id,
                                   TillInstant       at,
                                   GError          **error);

/* *@id: (inout): of a merged record, the one that stands for it. */
gboolean till_store_find_standing (TillDbConnection *connection, gint64 *id, GError **error);

G_END_DECLS
