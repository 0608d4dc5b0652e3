/* till-practice-patients.h: patients: found, listed, added, changed, and each with the family
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"
#include "model/till-account.h"
#include "model/till-consent.h"

G_BEGIN_DECLS

/* Borrowed; one for all. Its columns: store/till-store-patients.h. */
TillTable *till_practice_get_people (TillPractice *self);

/* One patient's transactions, the ledger's entries of one family, and what was written to one
 * patient or received, newest first. (full) */
TillTable *till_practice_new_transactions_of (TillPractice *self, gint64 patient_id);
TillTable *till_practice_new_ledger_of (TillPractice *self, gint64 guarantor_id);
TillTable *till_practice_new_messages_of (TillPractice *self, gint64 patient_id);
/* What was written about one payment plan. (full) */
TillTable *till_practice_new_messages_of_plan (TillPractice *self, gint64 plan_id);

/* A date of birth as it is typed at the desk: "11/24/1980", "1980-11-24"; NULL is TILL_DAY_NONE. Of
 * two figures nobody knows which century they are of. TILL_ERROR_BAD_INPUT. */
gboolean till_patient_read_birth_date (const char *text,
                                       TillDay     today,
                                       TillDay    *day,
                                       GError    **error);

/* (element-type TillPatient): see till_store_search_patients(). */
void       till_practice_search_patients_async (TillPractice       *self,
                                                const char         *text,
                                                guint               most,
                                                GCancellable       *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer            user_data);
GPtrArray *till_practice_search_patients_finish (TillPractice *self,
                                                 GAsyncResult *result,
                                                 GError      **error);

/* At the desk, when the patient is not there yet. @patient is copied. */
void         till_practice_add_patient_async (TillPractice       *self,
                                              const TillPatient  *patient,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
TillPatient *till_practice_add_patient_finish (TillPractice *self,
                                               GAsyncResult *result,
                                               GError      **error);

/* All that is known of the patient @patient->id from now on, but the guarantor; with the audit.
 * TILL_ERROR_BAD_INPUT: no name, the number is another patient's …; TILL_ERROR_CARD_NUMBER. */
/* (element-type TillConsentNote): what the patient has said about messages, as it counts now; NULL
 * with an error when it can't be read. */
GPtrArray *till_practice_list_consents (TillPractice *self, gint64 patient_id, GError **error);

void     till_practice_change_patient_async (TillPractice       *self,
                                             const TillPatient  *patient,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
gboolean till_practice_change_patient_finish (TillPractice *self,
                                              GAsyncResult *result,
                                              GError      **error);

/* TILL_ERROR_NOT_FOUND: there is no such patient. (full) */
void         till_practice_read_account_async (TillPractice       *self,
                                               gint64              patient_id,
                                               GCancellable       *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer            user_data);
TillAccount *till_practice_read_account_finish (TillPractice *self,
                                                GAsyncResult *result,
                                                GError      **error);

G_END_DECLS
