/* till-patient-picker.h: choosing a patient by typing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_PATIENT_PICKER (till_patient_picker_get_type ())
G_DECLARE_FINAL_TYPE (TillPatientPicker, till_patient_picker, TILL, PATIENT_PICKER, AdwBin)

GtkWidget *till_patient_picker_new (TillPractice *practice);

/* NULL: none is chosen. Borrowed. */
const TillPatient *till_patient_picker_get (TillPatientPicker *self);
void               till_patient_picker_set (TillPatientPicker *self, const TillPatient *patient);

/* None can be added, only those who are there be chosen. */
void till_patient_picker_only_known (TillPatientPicker *self);

/* Signals: "chosen", also when the choice is taken back; "new-patient" (const char *typed). */

G_END_DECLS
