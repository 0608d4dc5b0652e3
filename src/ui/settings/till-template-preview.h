/* till-template-preview.h: a wording as a patient would get it, and what it takes as a text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-practice.h"
#include "model/till-wording.h"

G_BEGIN_DECLS

#define TILL_TYPE_TEMPLATE_PREVIEW (till_template_preview_get_type ())
G_DECLARE_FINAL_TYPE (TillTemplatePreview, till_template_preview, TILL, TEMPLATE_PREVIEW, AdwBin)

/* With made-up values. */
void till_template_preview_show (TillTemplatePreview *self,
                                 TillPractice        *practice,
                                 const TillWording   *wording);

G_END_DECLS
