/* till-patient-page.h: one patient: contacts, family, what is owed, ledger, transactions and
 * messages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_PATIENT_PAGE (till_patient_page_get_type ())
G_DECLARE_FINAL_TYPE (TillPatientPage, till_patient_page, TILL, PATIENT_PAGE, AdwBin)

/* Of one patient, for the life of the page. Signals: "back": the list is wanted again; "outdated":
 * the patient is of another family now, and a new page is to take its place. */
GtkWidget *till_patient_page_new (TillPractice *practice, gint64 patient_id);

gint64 till_patient_page_get_id (TillPatientPage *self);

/* Which of its lists is seen: "transactions", "ledger", "messages". Static. */
void        till_patient_page_show_list (TillPatientPage *self, const char *list);
const char *till_patient_page_get_list (TillPatientPage *self);

/* Gives the focus to its first button. */
void till_patient_page_focus (TillPatientPage *self);

G_END_DECLS
