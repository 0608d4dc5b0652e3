/* till-filter-json.c: a filter as text, for saved filters
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-filter.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "core/till-error.h"

static const char *const op_names[] = {
  [TILL_OP_IS] = "is",
  [TILL_OP_CONTAINS] = "contains",
  [TILL_OP_BEGINS] = "begins",
  [TILL_OP_EMPTY] = "empty",
  [TILL_OP_BETWEEN] = "between",
  [TILL_OP_PRESET] = "preset",
  [TILL_OP_OLDER] = "older",
  [TILL_OP_LAST_DAYS] = "last-days",
  [TILL_OP_NEXT_DAYS] = "next-days",
  [TILL_OP_OUTSIDE] = "outside",
};

char *
till_filter_to_json (TillFilter *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode)    root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "search");
  json_builder_add_string_value (builder, till_filter_get_search (self));
  json_builder_set_member_name (builder, "conditions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < till_filter_get_n_conditions (self); i++)
    {
      const TillCondition *condition = till_filter_get_condition (self, i);

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
      if (condition->name != NULL)
        {
          json_builder_set_member_name (builder, "name");
          json_builder_add_string_value (builder, condition->name);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

gboolean
till_filter_read_days (TillFilterOp op, const char *value, int *n_days)
{
  guint64 number;

  if (value == NULL || !g_ascii_string_to_unsigned (value, 10, op == TILL_OP_OLDER ? 0 : 1,
                                                    TILL_FILTER_MOST_DAYS, &number, NULL))
    return FALSE;
  *n_days = (int) number;

  return TRUE;
}

gboolean
till_filter_count_days (TillFilterOp op, const char *value, TillDay today, TillDayRange *range)
{
  int n_days;

  if (!till_filter_read_days (op, value, &n_days))
    return FALSE;

  *range = op == TILL_OP_OLDER ? (TillDayRange){ TILL_DAY_NONE, till_day_add (today, -n_days - 1) }
           : op == TILL_OP_NEXT_DAYS ? (TillDayRange){ today, till_day_add (today, n_days - 1) }
                                     : (TillDayRange){ till_day_add (today, 1 - n_days), today };

  return TRUE;
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
  int             n_days;

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
    case TILL_OP_OLDER:
    case TILL_OP_LAST_DAYS:
    case TILL_OP_NEXT_DAYS:
      return values->len == 1 && till_filter_read_days (op, values->pdata[0], &n_days);
    case TILL_OP_OUTSIDE:
      return values->len == 2 && !till_day_is_none (till_day_from_iso (values->pdata[0])) &&
             !till_day_is_none (till_day_from_iso (values->pdata[1]));
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
          if (node_is_string (json_object_get_member (object, "name")))
            till_filter_set_name (self, json_object_get_string_member (object, "column"),
                                  json_object_get_string_member (object, "name"));
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
