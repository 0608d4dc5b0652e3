/* till-patient-dialog.h: what is known of a patient, to be changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_PATIENT_DIALOG (till_patient_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillPatientDialog, till_patient_dialog, TILL, PATIENT_DIALOG, AdwWindow)

/* @patient is copied. Signal "saved". */
GtkWidget *till_patient_dialog_new (TillPractice      *practice,
                                    const TillPatient *patient,
                                    GtkWindow         *parent);

G_END_DECLS
