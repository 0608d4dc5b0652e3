/* till-card-choice.h: which card on file is charged
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_CARD_CHOICE (till_card_choice_get_type ())
G_DECLARE_FINAL_TYPE (TillCardChoice, till_card_choice, TILL, CARD_CHOICE, AdwBin)

/* Signal "changed": another card is chosen, or there are others. */
GtkWidget *till_card_choice_new (TillPractice *practice);

/* Those of the patient's account, the primary one chosen; NULL: of nobody yet. */
void till_card_choice_set_patient (TillCardChoice *self, const TillPatient *patient);

/* That card of them, if it is there. */
void till_card_choice_choose (TillCardChoice *self, gint64 card_id);

/* 0: there is none that can be charged. */
gint64 till_card_choice_get (TillCardChoice *self);

G_END_DECLS
