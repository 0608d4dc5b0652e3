/* till-authorize-pane.h: an agreement on a payment plan, and how it is signed, or sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice-plans.h"

G_BEGIN_DECLS

/* Signals: "changed": whether it can be authorized; "choose-scan": somebody is to choose a file,
 * for till_authorize_pane_take_scan(); "authorized"; "sent": to the patient, to be
 * accepted. */
#define TILL_TYPE_AUTHORIZE_PANE (till_authorize_pane_get_type ())
G_DECLARE_FINAL_TYPE (TillAuthorizePane, till_authorize_pane, TILL, AUTHORIZE_PANE, AdwBin)

/* The agreement of the newest terms of @plan_id is read and shown. */
void till_authorize_pane_begin (TillAuthorizePane *self, TillPractice *practice, gint64 plan_id);

gboolean till_authorize_pane_can_authorize (TillAuthorizePane *self);
void     till_authorize_pane_authorize (TillAuthorizePane *self);
/* What that is by the way that is chosen, for its button, translated, static: "_Authorize". */
const char *till_authorize_pane_get_deed (TillAuthorizePane *self);

/* It is known in a moment whether it is: what it is in stays open until then. */
gboolean till_authorize_pane_is_under_way (TillAuthorizePane *self);

void till_authorize_pane_take_scan (TillAuthorizePane *self, const char *path);
void till_authorize_pane_focus (TillAuthorizePane *self);

G_END_DECLS
