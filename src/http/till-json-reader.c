/* till-json-reader.c: JSON from elsewhere, read without trusting it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON-GLib makes doubles of numbers, in which cents are not exact, follows any depth by recursion,
 * and takes comments, loose words and broken surrogates. So the text goes through a pass of our own
 * first: strict, with a limit of depth, and with each number put in quotation marks, so that its
 * figures arrive as they were written.
 */
#include "http/till-json-reader.h"

#include <string.h>

#define DEPTH_LIMIT 32

typedef struct
{
  const char *at;
  const char *end;
  GString    *out;
  guint       depth;
  gboolean    number; /* the last token was one: it can't be a name */
  gboolean    ended;  /* the document is whole; only blanks may follow */
} Pass;

static gboolean
read_unit (const Pass *pass, const char *at, guint *unit)
{
  *unit = 0;
  if (pass->end - at < 6 || at[0] != '\\' || at[1] != 'u')
    return FALSE;

  for (guint i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (at[i]))
        return FALSE;
      *unit = *unit * 16 + (guint) g_ascii_xdigit_value (at[i]);
    }

  return TRUE;
}

/* A lone surrogate and the character zero become the replacement character. */
static gboolean
pass_unicode_escape (Pass *pass)
{
  guint unit;
  guint next;

  if (!read_unit (pass, pass->at, &unit))
    return FALSE;

  if (unit >= 0xd800 && unit <= 0xdbff && read_unit (pass, pass->at + 6, &next) && next >= 0xdc00 &&
      next <= 0xdfff)
    {
      g_string_append_len (pass->out, pass->at, 12);
      pass->at += 12;
      return TRUE;
    }

  if (unit == 0 || (unit >= 0xd800 && unit <= 0xdfff))
    g_string_append (pass->out, "\\ufffd");
  else
    g_string_append_len (pass->out, pass->at, 6);
  pass->at += 6;

  return TRUE;
}

static gboolean
pass_string (Pass *pass)
{
  g_string_append_c (pass->out, *pass->at++);

  while (pass->at < pass->end)
    {
      char c = *pass->at;

      if ((guchar) c < 0x20)
        return FALSE;
      if (c == '\\' && pass->end - pass->at > 1 && pass->at[1] == 'u')
        {
          if (!pass_unicode_escape (pass))
            return FALSE;
          continue;
        }
      if (c == '\\')
        {
          if (pass->end - pass->at < 2 || strchr ("\"\\/bfnrt", pass->at[1]) == NULL ||
              pass->at[1] == '\0')
            return FALSE;
          g_string_append_len (pass->out, pass->at, 2);
          pass->at += 2;
          continue;
        }
      g_string_append_c (pass->out, c);
      pass->at++;
      if (c == '"')
        return TRUE;
    }

  return FALSE;
}

static gboolean
skip_digits (const char **at, const char *end)
{
  const char *first = *at;

  while (*at < end && g_ascii_isdigit (**at))
    (*at)++;

  return *at > first;
}

static gboolean
pass_number (Pass *pass)
{
  const char *first = pass->at;
  const char *at = pass->at;

  if (*at == '-')
    at++;
  if (at + 1 < pass->end && at[0] == '0' && g_ascii_isdigit (at[1]))
    return FALSE;
  if (!skip_digits (&at, pass->end))
    return FALSE;
  if (at < pass->end && *at == '.')
    {
      at++;
      if (!skip_digits (&at, pass->end))
        return FALSE;
    }
  if (at < pass->end && (*at == 'e' || *at == 'E'))
    {
      at++;
      if (at < pass->end && (*at == '+' || *at == '-'))
        at++;
      if (!skip_digits (&at, pass->end))
        return FALSE;
    }

  g_string_append_c (pass->out, '"');
  g_string_append_len (pass->out, first, at - first);
  g_string_append_c (pass->out, '"');
  pass->at = at;

  return TRUE;
}

static gboolean
pass_word (Pass *pass)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize n = strlen (words[i]);

      if ((gsize) (pass->end - pass->at) >= n && memcmp (pass->at, words[i], n) == 0)
        {
          g_string_append (pass->out, words[i]);
          pass->at += n;
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
pass_bracket (Pass *pass)
{
  if (*pass->at == '{' || *pass->at == '[')
    {
      if (++pass->depth > DEPTH_LIMIT)
        return FALSE;
    }
  else
    {
      if (pass->depth == 0)
        return FALSE;
      pass->depth--;
      pass->ended = pass->depth == 0;
    }
  g_string_append_c (pass->out, *pass->at++);

  return TRUE;
}

static gboolean
pass_token (Pass *pass)
{
  char     c = *pass->at;
  gboolean number = pass->number;

  if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
    {
      g_string_append_c (pass->out, c);
      pass->at++;
      return TRUE;
    }
  if (pass->ended)
    return FALSE;

  pass->number = c == '-' || g_ascii_isdigit (c);
  if (pass->number)
    return pass_number (pass);
  if (c == '"')
    return pass_string (pass);
  if (c == '{' || c == '[' || c == '}' || c == ']')
    return pass_bracket (pass);
  if (c == ',' || (c == ':' && !number))
    {
      g_string_append_c (pass->out, c);
      pass->at++;
      return TRUE;
    }

  return pass_word (pass);
}

/* The same document with its numbers as texts, or NULL. What is left to say about the grammar
 * (commas, colons, which bracket closes which) the parser says.
 */
static char *
quote_numbers (const char *text, gsize length)
{
  Pass pass = { text, text + length };

  if (!g_utf8_validate_len (text, length, NULL))
    return NULL;

  pass.out = g_string_sized_new (length + length / 8);
  while (pass.at < pass.end)
    {
      if (!pass_token (&pass))
        {
          g_string_free (pass.out, TRUE);
          return NULL;
        }
    }

  return g_string_free (pass.out, FALSE);
}

JsonObject *
till_json_read (GBytes *bytes)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autofree char       *strict = NULL;
  const char            *text;
  gsize                  length;
  JsonNode              *root;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  if (length == 0)
    return NULL;
  strict = quote_numbers (text, length);
  if (strict == NULL || !json_parser_load_from_data (parser, strict, -1, NULL))
    return NULL;
  root = json_parser_get_root (parser);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_dup_object (root) : NULL;
}

static JsonNode *
get_member (JsonObject *object, const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

gboolean
till_json_has (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node);
}

JsonObject *
till_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
till_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
             json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

char *
till_json_dup_text (JsonObject *object, const char *name)
{
  const char *found = get_text (object, name);
  char       *text;

  if (found == NULL)
    return NULL;

  text = g_strstrip (g_utf8_make_valid (found, -1));
  if (*text == '\0')
    g_clear_pointer (&text, g_free);

  return text;
}

static gboolean
is_flag (JsonObject *object, const char *name, gboolean value)
{
  JsonNode   *node = get_member (object, name);
  const char *text = get_text (object, name);

  if (text != NULL)
    return g_ascii_strcasecmp (text, value ? "true" : "false") == 0;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node) == value;
}

gboolean
till_json_is_true (JsonObject *object, const char *name)
{
  return is_flag (object, name, TRUE);
}

gboolean
till_json_is_false (JsonObject *object, const char *name)
{
  return is_flag (object, name, FALSE);
}

/* The figures as one whole number, and how many of them stand behind the point. */
static gboolean
read_figures (const char **text, gint64 *figures, gint *n_behind)
{
  const char *at = *text;
  gboolean    behind = FALSE;
  guint       n = 0;

  *figures = 0;
  *n_behind = 0;
  for (; g_ascii_isdigit (*at) || (*at == '.' && !behind && n > 0); at++)
    {
      if (*at == '.')
        {
          behind = TRUE;
          continue;
        }
      if (__builtin_mul_overflow (*figures, 10, figures) ||
          __builtin_add_overflow (*figures, *at - '0', figures))
        return FALSE;
      n++;
      if (behind)
        (*n_behind)++;
    }
  *text = at;

  return n > 0 && (!behind || *n_behind > 0);
}

static gboolean
read_exponent (const char *text, gint *exponent)
{
  gint64      value;
  const char *digits;

  *exponent = 0;
  if (*text != 'e' && *text != 'E')
    return *text == '\0';

  text++;
  digits = *text == '+' || *text == '-' ? text + 1 : text;
  if (!g_ascii_isdigit (*digits) ||
      !g_ascii_string_to_signed (*text == '+' ? digits : text, 10, -18, 18, &value, NULL))
    return FALSE;
  *exponent = (gint) value;

  return TRUE;
}

gboolean
till_json_read_decimal (const char *text, TillMoney *money)
{
  gboolean negative;
  gint64   cents;
  gint     n_behind;
  gint     exponent;

  g_return_val_if_fail (money != NULL, FALSE);

  if (text == NULL)
    return FALSE;
  negative = *text == '-';
  if (negative)
    text++;
  if (!read_figures (&text, &cents, &n_behind) || !read_exponent (text, &exponent))
    return FALSE;

  for (exponent += 2 - n_behind; exponent > 0; exponent--)
    {
      if (__builtin_mul_overflow (cents, 10, &cents))
        return FALSE;
    }
  for (; exponent < 0; exponent++)
    {
      if (cents % 10 != 0)
        return FALSE;
      cents /= 10;
    }
  *money = till_money (negative ? -cents : cents);

  return TRUE;
}
