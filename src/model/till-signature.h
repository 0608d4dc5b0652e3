/* till-signature.h: a signature as it was drawn on the screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of the field’s width, from its left upper corner. */
#define TILL_SIGNATURE_PARTS 10000

/* In such parts. */
typedef struct
{
  int      x;
  int      y;
  gboolean begins; /* the pen was put down here */
} TillSignaturePoint;

/* Strokes, in the order in which they were drawn. */
typedef struct _TillSignature TillSignature;

TillSignature *till_signature_new (void);
TillSignature *till_signature_copy (const TillSignature *self);
void           till_signature_free (TillSignature *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillSignature, till_signature_free)

void     till_signature_add (TillSignature *self, TillSignaturePoint point);
void     till_signature_clear (TillSignature *self);
gboolean till_signature_is_empty (const TillSignature *self);

/* Borrowed until the next change. */
const TillSignaturePoint *till_signature_get (const TillSignature *self, guint *n_points);

/* Drawn in a place of that size, in whatever unit: as large as it fits, from the left, on its lower
 * edge. (full) */
TillSignature *till_signature_fit (const TillSignature *self, int width, int height);

G_END_DECLS
