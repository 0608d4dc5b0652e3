/* till-patients-place.h: the patients: their list, and the page of one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_PATIENTS_PLACE (till_patients_place_get_type ())
G_DECLARE_FINAL_TYPE (TillPatientsPlace, till_patients_place, TILL, PATIENTS_PLACE, AdwBin)

/* Its pages are made when they are first shown. */
GtkWidget *till_patients_place_new (TillPractice *practice);

/* The list, or the patient that was shown last. */
void till_patients_place_focus (TillPatientsPlace *self);

/* The list, whoever was shown. */
void till_patients_place_show_list (TillPatientsPlace *self);

/* The page of that patient. */
void till_patients_place_show (TillPatientsPlace *self, gint64 patient_id);
/* Likewise, on what was written to the patient and received. */
void till_patients_place_show_messages (TillPatientsPlace *self, gint64 patient_id);

G_END_DECLS
