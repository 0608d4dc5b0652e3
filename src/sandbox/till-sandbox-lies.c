/* till-sandbox-lies.c: answers in good form that say what is not so
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-lies.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define OTHER_INVOICE "SOMEBODYELSESINVOICE"
#define UNKNOWN_TYPE "GIFT CARD"

/* The object or array at a path of members, or NULL. */
static JsonNode *
find (JsonNode *root, const char *const *path)
{
  JsonNode *node = root;

  for (; *path != NULL && node != NULL; path++)
    node = JSON_NODE_HOLDS_OBJECT (node)
             ? json_object_get_member (json_node_get_object (node), *path)
             : NULL;

  return node;
}

/* The gateway's list of transactions or the report's of batches, or NULL. */
static JsonNode *
find_list (JsonNode *root)
{
  JsonNode *list = find (root, (const char *[]){ "payload", "transactions", "transaction", NULL });

  if (list == NULL)
    list = find (root, (const char *[]){ "merchantClosedBatches", NULL });

  return list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? list : NULL;
}

/* The first of the list, or the one transaction that is told of; or NULL. */
static JsonObject *
find_first (JsonNode *root)
{
  JsonNode  *one = find (root, (const char *[]){ "payload", "transaction", NULL });
  JsonNode  *list = find_list (root);
  JsonArray *array = list != NULL ? json_node_get_array (list) : NULL;

  if (array != NULL && json_array_get_length (array) > 0)
    one = json_array_get_element (array, 0);

  return one != NULL && JSON_NODE_HOLDS_OBJECT (one) ? json_node_get_object (one) : NULL;
}

static void
change_invoices (JsonNode *node)
{
  g_autoptr (GList) inner = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);

      if (json_object_has_member (object, "invoice"))
        json_object_set_string_member (object, "invoice", OTHER_INVOICE);
      inner = json_object_get_values (object);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    inner = json_array_get_elements (json_node_get_array (node));

  for (GList *each = inner; each != NULL; each = each->next)
    change_invoices (each->data);
}

/* "12.34" becomes "12.345", "12.3400" "12.3450". */
static void
add_third_decimal (JsonObject *row)
{
  const char      *name = json_object_has_member (row, "amount") ? "amount" : "depositAmount";
  const char      *text = json_object_get_string_member_with_default (row, name, NULL);
  g_autofree char *cents = NULL;
  g_autofree char *wrong = NULL;

  if (text == NULL)
    return;

  if (g_str_has_suffix (text, "00") && g_str_equal (name, "depositAmount"))
    {
      cents = g_strndup (text, strlen (text) - 2);
      wrong = g_strconcat (cents, "50", NULL);
    }
  else
    wrong = g_strconcat (text, "5", NULL);
  json_object_set_string_member (row, name, wrong);
}

/* One row fewer, and the count is of what is shown: nothing tells that it is missing. */
static void
hide_row (JsonNode *root)
{
  JsonNode  *list = find_list (root);
  JsonArray *rows = list != NULL ? json_node_get_array (list) : NULL;
  JsonNode  *page = find (root, (const char *[]){ "page", NULL });
  JsonNode  *total = find (root, (const char *[]){ "page", "total-elements", NULL });

  if (rows == NULL || json_array_get_length (rows) == 0 || total == NULL)
    return;

  json_array_remove_element (rows, 0);
  json_object_set_int_member (json_node_get_object (page), "total-elements",
                              json_node_get_int (total) - 1);
}

static void
empty_list (JsonNode *root)
{
  JsonNode *list = find_list (root);

  if (list != NULL)
    json_node_take_array (list, json_array_new ());
}

/* The gateway's flags come as text too. */
static void
turn_last (JsonNode *root)
{
  JsonNode   *node = find (root, (const char *[]){ "page", "last", NULL });
  JsonObject *page;

  if (node == NULL)
    return;

  page = json_node_get_object (find (root, (const char *[]){ "page", NULL }));
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    json_object_set_boolean_member (page, "last", !json_node_get_boolean (node));
  else
    json_object_set_string_member (
      page, "last", g_strcmp0 (json_node_get_string (node), "true") == 0 ? "false" : "true");
}

/* As a list says that will be one shorter when its next page is asked for. */
static void
count_more (JsonNode *root)
{
  JsonNode   *total = find (root, (const char *[]){ "page", "totalElements", NULL });
  JsonObject *page;

  if (total == NULL || find_first (root) == NULL)
    return;

  page = json_node_get_object (find (root, (const char *[]){ "page", NULL }));
  json_object_set_int_member (page, "totalElements", json_node_get_int (total) + 1);
  json_object_set_boolean_member (page, "last", FALSE);
}

static void
change (TillSandboxFault fault, JsonNode *root)
{
  JsonObject *first = find_first (root);

  switch (fault)
    {
    case TILL_SANDBOX_FAULT_WRONG_INVOICE:
      change_invoices (root);
      break;

    case TILL_SANDBOX_FAULT_THIRD_DECIMAL:
      if (first != NULL)
        add_third_decimal (first);
      break;

    case TILL_SANDBOX_FAULT_UNKNOWN_TYPE:
      if (first != NULL && json_object_has_member (first, "type"))
        json_object_set_string_member (first, "type", UNKNOWN_TYPE);
      break;

    case TILL_SANDBOX_FAULT_NO_NUMBER:
      if (first != NULL && json_object_has_member (first, "type"))
        json_object_remove_member (first, "id");
      break;

    case TILL_SANDBOX_FAULT_ROW_HIDDEN:
      hide_row (root);
      break;

    case TILL_SANDBOX_FAULT_COUNTS_MORE:
      count_more (root);
      break;

    case TILL_SANDBOX_FAULT_PAGE_MISSING:
      empty_list (root);
      break;

    case TILL_SANDBOX_FAULT_LAST_LIES:
      turn_last (root);
      break;

    case TILL_SANDBOX_FAULT_NONE:
    case TILL_SANDBOX_FAULT_NO_FUNDS:
    case TILL_SANDBOX_FAULT_LOST_CARD:
    case TILL_SANDBOX_FAULT_DELAY:
    case TILL_SANDBOX_FAULT_TIMEOUT:
    case TILL_SANDBOX_FAULT_TIMEOUT_BEFORE:
    case TILL_SANDBOX_FAULT_RESET_BEFORE:
    case TILL_SANDBOX_FAULT_RESET_AFTER:
    case TILL_SANDBOX_FAULT_500_BEFORE:
    case TILL_SANDBOX_FAULT_500_AFTER:
    case TILL_SANDBOX_FAULT_TRUNCATED:
    case TILL_SANDBOX_FAULT_NOT_JSON:
    case TILL_SANDBOX_FAULT_DUPLICATE:
    default:
      break;
    }
}

char *
till_sandbox_lie (TillSandboxFault fault, const char *reply)
{
  /* What json_from_string() reads can't be changed. */
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (!json_parser_load_from_data (parser, reply, -1, NULL))
    return g_strdup (reply);

  change (fault, json_parser_get_root (parser));

  return json_to_string (json_parser_get_root (parser), FALSE);
}
