/* till-requests-page.h: the Payment Requests tab
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_REQUESTS_PAGE (till_requests_page_get_type ())
G_DECLARE_FINAL_TYPE (TillRequestsPage, till_requests_page, TILL, REQUESTS_PAGE, AdwBin)

GtkWidget *till_requests_page_new (TillPractice *practice);
void       till_requests_page_focus (TillRequestsPage *self);

G_END_DECLS
