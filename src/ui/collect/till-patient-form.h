/* till-patient-form.h: a new patient at the desk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_PATIENT_FORM (till_patient_form_get_type ())
G_DECLARE_FINAL_TYPE (TillPatientForm, till_patient_form, TILL, PATIENT_FORM, AdwBin)

/* Signals: "added" (const TillPatient *), "cancelled". */
GtkWidget *till_patient_form_new (TillPractice *practice);
void       till_patient_form_begin (TillPatientForm *self, const char *name);

G_END_DECLS
