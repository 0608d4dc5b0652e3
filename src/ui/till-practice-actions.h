/* till-practice-actions.h: the deeds as actions, and the one place where errors are shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

/**
 * till_practice_actions_new:
 * @window: (borrowed) dialogs belong to it
 * @toasts: (borrowed) where what was done is said
 *
 * The group "practice": collect (s: a method's text form), refund (x), post (x), mark-posted (x),
 * download-receipt (x), print-receipt (x), send-receipt ((xs)), refresh, settings; and of saved
 * filters, where s is the table's name, x a filter's id (0: none, all) and a second s the JSON of a
 * filter: save-filter ((sss), the third its words), rename-filter ((sx)), change-filter ((sxs)),
 * delete-filter ((sx)), default-filter ((sx)), export-filters ((sx)), import-filters.
 */
GActionGroup *till_practice_actions_new (TillPractice    *practice,
                                         GtkWindow       *window,
                                         AdwToastOverlay *toasts);

G_END_DECLS
