/* till-row.c: one row of a table, as the list shows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-row.h"

#include <string.h>

typedef struct
{
  gboolean set;
  guint    size; /* of the text's memory: it is used again when the row is */
  gint64   number;
  char    *text;
} Value;

struct _TillRow
{
  GObject parent_instance;

  gint64 id;
  guint  n_values;
  Value *values;
};

G_DEFINE_FINAL_TYPE (TillRow, till_row, G_TYPE_OBJECT)

static void
till_row_finalize (GObject *object)
{
  TillRow *self = TILL_ROW (object);

  for (guint i = 0; i < self->n_values; i++)
    g_free (self->values[i].text);
  g_free (self->values);

  G_OBJECT_CLASS (till_row_parent_class)->finalize (object);
}

static void
till_row_class_init (TillRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = till_row_finalize;
}

static void
till_row_init (TillRow *self)
{
}

TillRow *
till_row_new (gint64 id, guint n_values)
{
  TillRow *self = g_object_new (TILL_TYPE_ROW, NULL);

  self->id = id;
  self->n_values = n_values;
  self->values = g_new0 (Value, n_values);

  return self;
}

gint64
till_row_get_id (TillRow *self)
{
  g_return_val_if_fail (TILL_IS_ROW (self), 0);

  return self->id;
}

void
till_row_set_int (TillRow *self, guint column, gint64 value)
{
  g_return_if_fail (TILL_IS_ROW (self) && column < self->n_values);

  self->values[column].set = TRUE;
  self->values[column].number = value;
}

void
till_row_set_text (TillRow *self, guint column, const char *value)
{
  Value *at;
  gsize  size;

  g_return_if_fail (TILL_IS_ROW (self) && column < self->n_values);

  at = &self->values[column];
  at->set = value != NULL;
  if (value == NULL)
    return;
  size = strlen (value) + 1;
  if (size > at->size)
    {
      g_free (at->text);
      at->text = g_malloc (size);
      at->size = (guint) size;
    }
  memcpy (at->text, value, size);
}

void
till_row_reset (TillRow *self, gint64 id)
{
  g_return_if_fail (TILL_IS_ROW (self));

  self->id = id;
  for (guint i = 0; i < self->n_values; i++)
    {
      self->values[i].number = 0;
      self->values[i].set = FALSE;
    }
}

gboolean
till_row_is_null (TillRow *self, guint column)
{
  g_return_val_if_fail (TILL_IS_ROW (self) && column < self->n_values, TRUE);

  return !self->values[column].set;
}

gint64
till_row_get_int (TillRow *self, guint column)
{
  g_return_val_if_fail (TILL_IS_ROW (self) && column < self->n_values, 0);

  return self->values[column].number;
}

const char *
till_row_get_text (TillRow *self, guint column)
{
  g_return_val_if_fail (TILL_IS_ROW (self) && column < self->n_values, NULL);

  return self->values[column].set ? self->values[column].text : NULL;
}

gboolean
till_row_equal (TillRow *a, TillRow *b)
{
  if (a->id != b->id || a->n_values != b->n_values)
    return FALSE;

  for (guint i = 0; i < a->n_values; i++)
    {
      if (a->values[i].set != b->values[i].set || a->values[i].number != b->values[i].number ||
          (a->values[i].set && g_strcmp0 (a->values[i].text, b->values[i].text) != 0))
        return FALSE;
    }

  return TRUE;
}
