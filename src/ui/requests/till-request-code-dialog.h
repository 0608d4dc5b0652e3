/* till-request-code-dialog.h: a request's link as a code that the patient scans at the desk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "model/till-request.h"

G_BEGIN_DECLS

/* An AdwMessageDialog that is not shown yet. NULL: the link is too long for a code. */
GtkWidget *till_request_code_dialog_new (const TillRequest *request, GtkWindow *parent);

G_END_DECLS
