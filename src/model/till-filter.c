/* till-filter.c: what a list is narrowed to, as data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-filter.h"

#include "core/till-text.h"

struct _TillFilter
{
  gatomicrefcount n_refs;
  GPtrArray      *conditions; /* TillCondition */
  char           *search;
};

static void
condition_free (gpointer data)
{
  TillCondition *self = data;

  g_free (self->column);
  g_free (self->name);
  g_strfreev (self->values);
  g_free (self);
}

TillFilter *
till_filter_new (void)
{
  TillFilter *self = g_new0 (TillFilter, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->conditions = g_ptr_array_new_with_free_func (condition_free);
  self->search = g_strdup ("");

  return self;
}

TillFilter *
till_filter_ref (TillFilter *self)
{
  g_atomic_ref_count_inc (&self->n_refs);

  return self;
}

void
till_filter_unref (TillFilter *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->n_refs))
    return;

  g_ptr_array_unref (self->conditions);
  g_free (self->search);
  g_free (self);
}

TillFilter *
till_filter_copy (TillFilter *self)
{
  TillFilter *copy = till_filter_new ();

  till_text_set (&copy->search, self->search);
  for (guint i = 0; i < self->conditions->len; i++)
    {
      const TillCondition *condition = self->conditions->pdata[i];

      till_filter_set (copy, condition->column, condition->op,
                       (const char *const *) condition->values);
      till_filter_set_name (copy, condition->column, condition->name);
    }

  return copy;
}

void
till_filter_set (TillFilter *self, const char *column, TillFilterOp op, const char *const *values)
{
  TillCondition *condition = NULL;
  GStrv          before;

  for (guint i = 0; i < self->conditions->len && condition == NULL; i++)
    {
      condition = self->conditions->pdata[i];
      if (g_strcmp0 (condition->column, column) != 0)
        condition = NULL;
      else if (values == NULL)
        {
          g_ptr_array_remove_index (self->conditions, i);
          return;
        }
    }
  if (values == NULL)
    return;

  if (condition == NULL)
    {
      condition = g_new0 (TillCondition, 1);
      condition->column = g_strdup (column);
      g_ptr_array_add (self->conditions, condition);
    }
  condition->op = op;
  g_clear_pointer (&condition->name, g_free);
  /* Freed last: @values may be the condition's own. */
  before = condition->values;
  condition->values = g_strdupv ((GStrv) values);
  g_strfreev (before);
}

void
till_filter_set_name (TillFilter *self, const char *column, const char *name)
{
  for (guint i = 0; i < self->conditions->len; i++)
    {
      TillCondition *condition = self->conditions->pdata[i];

      if (g_strcmp0 (condition->column, column) == 0)
        till_text_set (&condition->name, name);
    }
}

void
till_filter_clear (TillFilter *self)
{
  g_ptr_array_set_size (self->conditions, 0);
  till_text_set (&self->search, "");
}

gboolean
till_filter_is_empty (TillFilter *self)
{
  return till_filter_get_n_conditions (self) == 0 && *till_filter_get_search (self) == '\0';
}

guint
till_filter_get_n_conditions (TillFilter *self)
{
  return self->conditions->len;
}

const TillCondition *
till_filter_get_condition (TillFilter *self, guint index)
{
  g_return_val_if_fail (index < self->conditions->len, NULL);

  return self->conditions->pdata[index];
}

const TillCondition *
till_filter_find (TillFilter *self, const char *column)
{
  for (guint i = 0; i < self->conditions->len; i++)
    {
      const TillCondition *condition = self->conditions->pdata[i];

      if (g_strcmp0 (condition->column, column) == 0)
        return condition;
    }

  return NULL;
}

gboolean
till_filter_equal (TillFilter *a, TillFilter *b)
{
  if (a->conditions->len != b->conditions->len || g_strcmp0 (a->search, b->search) != 0)
    return FALSE;

  for (guint i = 0; i < a->conditions->len; i++)
    {
      const TillCondition *ours = a->conditions->pdata[i];
      const TillCondition *theirs = till_filter_find (b, ours->column);

      if (theirs == NULL || ours->op != theirs->op ||
          !g_strv_equal ((const char *const *) ours->values, (const char *const *) theirs->values))
        return FALSE;
    }

  return TRUE;
}

void
till_filter_set_search (TillFilter *self, const char *text)
{
  till_text_set (&self->search, text != NULL ? text : "");
}

const char *
till_filter_get_search (TillFilter *self)
{
  return self->search;
}

static gboolean
has_filterable (const TillColumn *columns, guint n_columns, const char *id)
{
  for (guint i = 0; i < n_columns; i++)
    {
      if (g_strcmp0 (columns[i].id, id) == 0)
        return columns[i].filterable;
    }

  return FALSE;
}

gboolean
till_filter_fits (TillFilter       *self,
                  const TillColumn *columns,
                  guint             n_columns,
                  const char      **unknown)
{
  for (guint i = 0; i < self->conditions->len; i++)
    {
      const TillCondition *condition = self->conditions->pdata[i];

      if (has_filterable (columns, n_columns, condition->column))
        continue;
      if (unknown != NULL)
        *unknown = condition->column;
      return FALSE;
    }

  return TRUE;
}
