/* till-signature.c: a signature as it was drawn on the screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-signature.h"

struct _TillSignature
{
  GArray *points;
};

TillSignature *
till_signature_new (void)
{
  TillSignature *self = g_new (TillSignature, 1);

  self->points = g_array_new (FALSE, FALSE, sizeof (TillSignaturePoint));

  return self;
}

TillSignature *
till_signature_copy (const TillSignature *self)
{
  TillSignature *copy = g_new (TillSignature, 1);

  copy->points = g_array_copy (self->points);

  return copy;
}

void
till_signature_free (TillSignature *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->points);
  g_free (self);
}

void
till_signature_add (TillSignature *self, TillSignaturePoint point)
{
  g_array_append_val (self->points, point);
}

void
till_signature_clear (TillSignature *self)
{
  g_array_set_size (self->points, 0);
}

/* A slip of the mouse is none. */
gboolean
till_signature_is_empty (const TillSignature *self)
{
  return self->points->len < 3;
}

const TillSignaturePoint *
till_signature_get (const TillSignature *self, guint *n_points)
{
  *n_points = self->points->len;

  return (const TillSignaturePoint *) self->points->data;
}

typedef struct
{
  int left;
  int top;
  int right;
  int bottom;
} Bounds;

static Bounds
get_bounds (const TillSignature *self)
{
  Bounds bounds = { G_MAXINT, G_MAXINT, G_MININT, G_MININT };

  for (guint i = 0; i < self->points->len; i++)
    {
      const TillSignaturePoint *point = &g_array_index (self->points, TillSignaturePoint, i);

      bounds.left = MIN (bounds.left, point->x);
      bounds.top = MIN (bounds.top, point->y);
      bounds.right = MAX (bounds.right, point->x);
      bounds.bottom = MAX (bounds.bottom, point->y);
    }

  return bounds;
}

/* Whether the width is what it fills. */
static gboolean
is_wide (const Bounds *bounds, int width, int height)
{
  gint64 wide = MAX (bounds->right - bounds->left, 1);
  gint64 high = MAX (bounds->bottom - bounds->top, 1);

  return wide * height > high * width;
}

TillSignature *
till_signature_fit (const TillSignature *self, int width, int height)
{
  TillSignature *fitted = till_signature_copy (self);
  Bounds         bounds = get_bounds (self);
  gboolean       wide = is_wide (&bounds, width, height);
  gint64         whole = wide ? width : height;
  gint64         of = MAX (wide ? bounds.right - bounds.left : bounds.bottom - bounds.top, 1);

  for (guint i = 0; i < fitted->points->len; i++)
    {
      TillSignaturePoint *point = &g_array_index (fitted->points, TillSignaturePoint, i);

      point->x = (int) ((point->x - bounds.left) * whole / of);
      point->y = (int) (height - (bounds.bottom - point->y) * whole / of);
    }

  return fitted;
}
