/* till-patient-messages.h: what was written to a patient and received, and the text of one message
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_PATIENT_MESSAGES (till_patient_messages_get_type ())
G_DECLARE_FINAL_TYPE (TillPatientMessages, till_patient_messages, TILL, PATIENT_MESSAGES, AdwBin)

/* Once. */
void till_patient_messages_set_patient (TillPatientMessages *self,
                                        TillPractice        *practice,
                                        gint64               patient_id);

G_END_DECLS
