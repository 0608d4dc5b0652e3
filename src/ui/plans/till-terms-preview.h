/* till-terms-preview.h: the payments of a plan that is being made, each with its day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "model/till-plan-terms.h"

G_BEGIN_DECLS

#define TILL_TYPE_TERMS_PREVIEW (till_terms_preview_get_type ())
G_DECLARE_FINAL_TYPE (TillTermsPreview, till_terms_preview, TILL, TERMS_PREVIEW, AdwBin)

/* Checked ones; NULL: nothing is shown. */
void till_terms_preview_show (TillTermsPreview *self, const TillPlanTerms *terms);

G_END_DECLS
