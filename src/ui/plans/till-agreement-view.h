/* till-agreement-view.h: a PDF on the screen, page below page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TILL_TYPE_AGREEMENT_VIEW (till_agreement_view_get_type ())
G_DECLARE_FINAL_TYPE (TillAgreementView, till_agreement_view, TILL, AGREEMENT_VIEW, AdwBin)

/* NULL: none. What is there stays until the other one is drawn. */
void till_agreement_view_show (TillAgreementView *self, GBytes *pdf);

G_END_DECLS
