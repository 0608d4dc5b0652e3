/* till-signature-pad.h: where somebody signs with a pen, a finger or the mouse
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "model/till-signature.h"

G_BEGIN_DECLS

/* Signal "changed". */
#define TILL_TYPE_SIGNATURE_PAD (till_signature_pad_get_type ())
G_DECLARE_FINAL_TYPE (TillSignaturePad, till_signature_pad, TILL, SIGNATURE_PAD, AdwBin)

/* NULL: nothing was drawn. Borrowed. */
const TillSignature *till_signature_pad_get (TillSignaturePad *self);

G_END_DECLS
