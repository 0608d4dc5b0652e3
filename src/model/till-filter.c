/* till-filter.c: what a list is narrowed to, as data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-filter.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "core/till-error.h"
#include "core/till-money.h"
#include "core/till-text.h"

struct _TillFilter
{
  gatomicrefcount n_refs;
  GPtrArray      *conditions; /* TillCondition */
  char           *search;
};

static const char *const op_names[] = {
  [TILL_OP_IS] = "is",       [TILL_OP_CONTAINS] = "contains", [TILL_OP_BEGINS] = "begins",
  [TILL_OP_EMPTY] = "empty", [TILL_OP_BETWEEN] = "between",   [TILL_OP_PRESET] = "preset",
};

static void
condition_free (gpointer data)
{
  TillCondition *self = data;

  g_free (self->column);
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
  /* Freed last: @values may be the condition's own. */
  before = condition->values;
  condition->values = g_strdupv ((GStrv) values);
  g_strfreev (before);
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

char *
till_filter_to_json (TillFilter *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode)    root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "search");
  json_builder_add_string_value (builder, self->search);
  json_builder_set_member_name (builder, "conditions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->conditions->len; i++)
    {
      const TillCondition *condition = self->conditions->pdata[i];

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "column");
      json_builder_add_string_value (builder, condition->column);
      json_builder_set_member_name (builder, "op");
      json_builder_add_string_value (builder, op_names[condition->op]);
      json_builder_set_member_name (builder, "values");
      json_builder_begin_array (builder);
      for (GStrv value = condition->values; *value != NULL; value++)
        json_builder_add_string_value (builder, *value);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

static gboolean
node_is_string (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_STRING;
}

/* Whether an operator can do with as many values, so that who makes SQL of it need not ask. */
static gboolean
fits (TillFilterOp op, const GPtrArray *values)
{
  TillRangePreset preset;

  switch (op)
    {
    case TILL_OP_IS:
    case TILL_OP_CONTAINS:
    case TILL_OP_BEGINS:
      return values->len >= 1;
    case TILL_OP_EMPTY:
      return TRUE;
    case TILL_OP_BETWEEN:
      return values->len == 2;
    case TILL_OP_PRESET:
      return values->len == 1 && till_preset_from_text (values->pdata[0], &preset);
    default:
      return FALSE;
    }
}

static gboolean
read_condition (TillFilter *self, JsonNode *node)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  JsonObject           *object;
  JsonNode             *list;
  JsonNode             *op;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  object = json_node_get_object (node);
  op = json_object_get_member (object, "op");
  list = json_object_get_member (object, "values");
  if (!node_is_string (json_object_get_member (object, "column")) || !node_is_string (op) ||
      list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (json_node_get_array (list)); i++)
    {
      JsonNode *value = json_array_get_element (json_node_get_array (list), i);

      if (!node_is_string (value))
        return FALSE;
      g_ptr_array_add (values, (gpointer) json_node_get_string (value));
    }

  for (gsize i = 0; i < G_N_ELEMENTS (op_names); i++)
    {
      if (g_strcmp0 (op_names[i], json_node_get_string (op)) == 0 &&
          fits ((TillFilterOp) i, values))
        {
          g_ptr_array_add (values, NULL);
          till_filter_set (self, json_object_get_string_member (object, "column"), (TillFilterOp) i,
                           (const char *const *) values->pdata);
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
read_filter (TillFilter *self, JsonNode *root)
{
  JsonObject *object;
  JsonNode   *search;
  JsonNode   *list;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;
  object = json_node_get_object (root);
  search = json_object_get_member (object, "search");
  list = json_object_get_member (object, "conditions");
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list) || (search != NULL && !node_is_string (search)))
    return FALSE;

  till_filter_set_search (self, search != NULL ? json_node_get_string (search) : "");
  for (guint i = 0; i < json_array_get_length (json_node_get_array (list)); i++)
    {
      if (!read_condition (self, json_array_get_element (json_node_get_array (list), i)))
        return FALSE;
    }

  return TRUE;
}

TillFilter *
till_filter_from_json (const char *json, GError **error)
{
  g_autoptr (TillFilter) self = till_filter_new ();
  g_autoptr (JsonNode)   root = json != NULL ? json_from_string (json, NULL) : NULL;

  if (read_filter (self, root))
    return g_steal_pointer (&self);

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                       _ ("This is no saved filter of Till: its text is damaged."));

  return NULL;
}

static char *
value_words (TillFilterOp op, const TillColumn *column, const char *value)
{
  TillRangePreset preset;

  if (op == TILL_OP_PRESET && till_preset_from_text (value, &preset))
    return g_strdup (till_preset_to_words (preset));
  for (const TillChoice *choice = column->choices; choice != NULL && choice->value != NULL;
       choice++)
    {
      if (g_strcmp0 (choice->value, value) == 0)
        return g_strdup (_ (choice->words));
    }
  if (*value == '\0')
    return g_strdup ("…");
  if (column->kind == TILL_COLUMN_BOOL)
    return g_strdup (g_strcmp0 (value, "0") == 0 ? _ ("No") : _ ("Yes"));
  if (column->kind == TILL_COLUMN_MONEY)
    return till_money_format (till_money (g_ascii_strtoll (value, NULL, 10)));
  if (column->kind == TILL_COLUMN_DAY || column->kind == TILL_COLUMN_INSTANT)
    return till_day_format (till_day_from_iso (value));

  return g_strdup (value);
}

char *
till_condition_to_words (const TillCondition *self, const TillColumn *column)
{
  g_autoptr (GString) words = g_string_new (column->title != NULL ? _ (column->title) : column->id);

  if (self->op == TILL_OP_EMPTY)
    {
      g_string_append_printf (words, ": %s", _ ("empty"));
      return g_string_free (g_steal_pointer (&words), FALSE);
    }

  g_string_append (words, ": ");
  for (guint i = 0; self->values[i] != NULL; i++)
    {
      g_autofree char *value = value_words (self->op, column, self->values[i]);

      if (i > 0)
        g_string_append (words, self->op == TILL_OP_BETWEEN ? " – " : ", ");
      g_string_append (words, value);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}
