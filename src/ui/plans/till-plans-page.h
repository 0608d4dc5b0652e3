/* till-plans-page.h: the Payment Plans tab
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_PLANS_PAGE (till_plans_page_get_type ())
G_DECLARE_FINAL_TYPE (TillPlansPage, till_plans_page, TILL, PLANS_PAGE, AdwBin)

GtkWidget *till_plans_page_new (TillPractice *practice);
void       till_plans_page_focus (TillPlansPage *self);

G_END_DECLS
