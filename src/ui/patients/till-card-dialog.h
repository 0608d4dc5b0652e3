/* till-card-dialog.h: a card on file: its nickname, and what was agreed to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice-cards.h"

G_BEGIN_DECLS

#define TILL_TYPE_CARD_DIALOG (till_card_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TillCardDialog, till_card_dialog, TILL, CARD_DIALOG, AdwWindow)

/* Signal "saved": the nickname is another one. */
GtkWidget *till_card_dialog_new (TillPractice        *practice,
                                 const TillFiledCard *card,
                                 GtkWindow           *parent);

G_END_DECLS
