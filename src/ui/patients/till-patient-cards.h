/* till-patient-cards.h: the cards on file of a patient's account, as a group of rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "model/till-card.h"

G_BEGIN_DECLS

/* Each card with what can be done with it (practice.*-card). @cards: (element-type TillFiledCard),
 * not empty. (floating) */
GtkWidget *till_patient_group_cards (const GPtrArray *cards, TillDay today);

G_END_DECLS
