/* till-patients-page.h: the list of patients
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_PATIENTS_PAGE (till_patients_page_get_type ())
G_DECLARE_FINAL_TYPE (TillPatientsPage, till_patients_page, TILL, PATIENTS_PAGE, AdwBin)

GtkWidget *till_patients_page_new (TillPractice *practice);

/* Gives the focus to the list. */
void till_patients_page_focus (TillPatientsPage *self);

G_END_DECLS
