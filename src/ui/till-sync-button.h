/* till-sync-button.h: when the processor's lists were read, how far a reading is, what failed; a
 * press reads them again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_SYNC_BUTTON (till_sync_button_get_type ())
G_DECLARE_FINAL_TYPE (TillSyncButton, till_sync_button, TILL, SYNC_BUTTON, AdwBin)

/* Once, before it is shown. Without a processor there is nothing to be seen of it. */
void till_sync_button_set_practice (TillSyncButton *self, TillPractice *practice);

G_END_DECLS
