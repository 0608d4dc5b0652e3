/* till-patient-groups.h: what is known of a patient, in groups of rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"
#include "model/till-account.h"

G_BEGIN_DECLS

/* Contacts, what the family owes, whether the patient would be asked, the family. Each (floating)
 * for a box; made anew when what is known changes. */
GtkWidget *till_patient_group_contact (const TillAccount *account, GTimeZone *zone);
GtkWidget *till_patient_group_owed (const TillAccount *account, TillPractice *practice);
GtkWidget *till_patient_group_asked (const TillAccount *account, TillPractice *practice);
GtkWidget *till_patient_group_family (const TillAccount *account);

/* What was merged into the record, each with its undo; NULL: nothing was. */
GtkWidget *till_patient_group_merged (const TillAccount *account, TillPractice *practice);

G_END_DECLS
