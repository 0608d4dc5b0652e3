/* till-saved-filter.c: a filter that was given a name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-saved-filter.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "core/till-error.h"
#include "core/till-text.h"

#define FORMAT "till-filters"
#define VERSION 1
#define MOST_FILTERS 200 /* one commit takes them all */

TillSavedFilter *
till_saved_filter_new (const char *table, const char *name, TillFilter *filter)
{
  TillSavedFilter *self = g_atomic_rc_box_new0 (TillSavedFilter);

  self->table = g_strdup (table);
  self->name = g_strdup (name);
  self->filter = filter;

  return self;
}

static void
saved_filter_clear (gpointer data)
{
  TillSavedFilter *self = data;

  g_free (self->table);
  g_free (self->name);
  till_filter_unref (self->filter);
}

TillSavedFilter *
till_saved_filter_ref (TillSavedFilter *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
till_saved_filter_unref (TillSavedFilter *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, saved_filter_clear);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, sentence);

  return FALSE;
}

gboolean
till_saved_filter_check (const char *name, TillFilter *filter, GError **error)
{
  g_autofree char *folded = NULL;
  g_autofree char *json = filter != NULL ? till_filter_to_json (filter) : NULL;

  if (name == NULL || !g_utf8_validate (name, -1, NULL))
    return refuse (error, _ ("The filter’s name holds characters that can’t be read."));
  folded = till_text_fold (name);
  if (*folded == '\0')
    return refuse (error, _ ("The filter needs a name. Enter one."));
  if (g_utf8_strlen (name, -1) > TILL_SAVED_FILTER_NAME_LENGTH)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   _ ("The filter’s name is too long: it may have %d characters."),
                   TILL_SAVED_FILTER_NAME_LENGTH);
      return FALSE;
    }

  /* The marks of JSON stand between its texts, so that two never make one number. */
  return till_text_refuse_card_number (name, _ ("the filter’s name"), error) &&
         (json == NULL || till_text_refuse_card_number (json, _ ("the filter"), error));
}

/* ── The file ────────────────────────────────────────────────────────────────────────────────── */

char *
till_saved_filters_to_json (const char *table, GPtrArray *filters)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode)    root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "format");
  json_builder_add_string_value (builder, FORMAT);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, VERSION);
  json_builder_set_member_name (builder, "table");
  json_builder_add_string_value (builder, table);
  json_builder_set_member_name (builder, "filters");
  json_builder_begin_array (builder);
  for (guint i = 0; i < filters->len; i++)
    {
      const TillSavedFilter *saved = filters->pdata[i];
      g_autofree char       *json = till_filter_to_json (saved->filter);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "name");
      json_builder_add_string_value (builder, saved->name);
      json_builder_set_member_name (builder, "shared");
      json_builder_add_boolean_value (builder, saved->is_shared);
      json_builder_set_member_name (builder, "filter");
      json_builder_add_value (builder, json_from_string (json, NULL));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, TRUE);
}

/* NULL when the member is not there or no text. */
static const char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
             json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

static TillSavedFilter *
read_one (JsonNode *node, const char *table, GError **error)
{
  JsonObject      *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char      *name = object != NULL ? get_text (object, "name") : NULL;
  JsonNode        *member = name != NULL ? json_object_get_member (object, "filter") : NULL;
  JsonNode        *shared = name != NULL ? json_object_get_member (object, "shared") : NULL;
  g_autofree char *json = member != NULL ? json_to_string (member, FALSE) : NULL;
  g_autoptr (TillFilter) filter = NULL;
  TillSavedFilter       *saved;

  if (name == NULL || json == NULL ||
      (shared != NULL &&
       (!JSON_NODE_HOLDS_VALUE (shared) || json_node_get_value_type (shared) != G_TYPE_BOOLEAN)))
    {
      refuse (error, _ ("It needs a name and a filter."));
      return NULL;
    }
  filter = till_filter_from_json (json, error);
  if (filter == NULL || !till_saved_filter_check (name, filter, error))
    return NULL;

  saved = till_saved_filter_new (table, name, g_steal_pointer (&filter));
  saved->is_shared = shared != NULL && json_node_get_boolean (shared);

  return saved;
}

static GPtrArray *
read_all (JsonArray *array, const char *table, GError **error)
{
  g_autoptr (GPtrArray) filters =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_saved_filter_unref);
  guint length = json_array_get_length (array);

  if (length > MOST_FILTERS)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   _ ("The file holds %u filters. At most %d can be read at once."), length,
                   MOST_FILTERS);
      return NULL;
    }
  for (guint i = 0; i < length; i++)
    {
      TillSavedFilter *saved = read_one (json_array_get_element (array, i), table, error);

      if (saved == NULL)
        {
          /* Translators: a sentence that says what is wrong follows */
          g_prefix_error (error, _ ("Filter %u of %u in the file: "), i + 1, length);
          return NULL;
        }
      g_ptr_array_add (filters, saved);
    }

  return g_steal_pointer (&filters);
}

/* The parser says it in its message alone: "<data>:3:12: Parse error…". 0: it does not. */
static guint
line_of (const GError *wrong)
{
  const char *at = wrong != NULL ? strchr (wrong->message, ':') : NULL;

  return at != NULL ? (guint) g_ascii_strtoull (at + 1, NULL, 10) : 0;
}

GPtrArray *
till_saved_filters_from_json (const char *text, GError **error)
{
  g_autoptr (GError)     wrong = NULL;
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode              *root;
  JsonObject            *object;
  JsonNode              *version;
  JsonNode              *list;

  if (!g_utf8_validate (text, -1, NULL) || !json_parser_load_from_data (parser, text, -1, &wrong))
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   _ ("The file can’t be read as JSON: its text is damaged near line %u."),
                   line_of (wrong));
      return NULL;
    }
  root = json_parser_get_root (parser);
  object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  if (object == NULL || g_strcmp0 (get_text (object, "format"), FORMAT) != 0)
    {
      refuse (error, _ ("This is no file of saved filters: it does not begin as Till writes it."));
      return NULL;
    }
  version = json_object_get_member (object, "version");
  if (version == NULL || !JSON_NODE_HOLDS_VALUE (version) ||
      json_node_get_value_type (version) != G_TYPE_INT64 || json_node_get_int (version) != VERSION)
    {
      refuse (error, _ ("The file’s version is not 1: a newer release of Till has written it."));
      return NULL;
    }
  list = json_object_get_member (object, "filters");
  if (get_text (object, "table") == NULL || list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    {
      refuse (error, _ ("The file names no table or has no list of filters."));
      return NULL;
    }

  return read_all (json_node_get_array (list), get_text (object, "table"), error);
}
