/* till-review-page.h: who of those selected can be asked for money, who not and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_REVIEW_PAGE (till_review_page_get_type ())
G_DECLARE_FINAL_TYPE (TillReviewPage, till_review_page, TILL, REVIEW_PAGE, AdwBin)

/* Of these guarantors, at least one. Signal "back": it is to be closed. */
GtkWidget *till_review_page_new (TillPractice *practice, const gint64 *guarantors, gsize n);

void till_review_page_focus (TillReviewPage *self);

G_END_DECLS
