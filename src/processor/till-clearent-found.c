/* till-clearent-found.c: one page of a search at Clearent's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Not found" is what lets a card be charged again. So an answer in which anything can't be read is
 * no answer, rather than a shorter list.
 */
#include "processor/till-clearent-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static TillFound *
not_answered (char *words)
{
  TillFound *found = g_new0 (TillFound, 1);

  found->charges = g_ptr_array_new_with_free_func ((GDestroyNotify) till_charge_free);
  found->words = words;

  return found;
}

static gboolean
is_sought (const TillClearentSought *sought, const TillCharge *charge)
{
  return (sought->id == NULL || g_strcmp0 (sought->id, charge->id) == 0) &&
         (sought->invoice == NULL || g_strcmp0 (sought->invoice, charge->invoice) == 0);
}

/* FALSE when the row can't be read. */
static gboolean
take_row (TillFound                *found,
          const TillClearentSought *sought,
          JsonObject               *transaction,
          const char               *exchange_id)
{
  TillClearentRow row;
  gboolean        readable;

  till_clearent_row_read (&row, transaction, exchange_id);
  readable = row.charge != NULL && row.charge->id != NULL && row.type != NULL;

  /* Inquiries and bank debits have their amounts in their own way; they are not looked at. */
  if (readable && row.is_money)
    {
      readable = !row.bad_amount && row.has_amount;
      if (readable && is_sought (sought, row.charge))
        g_ptr_array_add (found->charges, g_steal_pointer (&row.charge));
    }
  till_clearent_row_clear (&row);

  return readable;
}

static gboolean
take_rows (TillFound                *found,
           const TillClearentSought *sought,
           JsonArray                *rows,
           const char               *exchange_id)
{
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonNode *node = json_array_get_element (rows, i);

      if (!JSON_NODE_HOLDS_OBJECT (node) ||
          !take_row (found, sought, json_node_get_object (node), exchange_id))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_count (JsonObject *page, const char *name, guint64 *count)
{
  g_autofree char *text = till_json_dup_text (page, name);

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, count, NULL);
}

/* The page after the one that was asked for; what the answer calls its number is not relied on, as
 * it may count from 0.
 */
static gboolean
is_more (JsonObject *page, guint n_asked)
{
  guint64 n_pages;

  if (till_json_is_true (page, "last"))
    return FALSE;
  if (read_count (page, "total-pages", &n_pages))
    return n_pages > n_asked;

  return till_json_is_false (page, "last");
}

static gboolean
take_payload (TillFound *found, const TillClearentSought *sought, JsonObject *root)
{
  g_autofree char *exchange_id = till_clearent_dup_words (root, "exchange-id");
  JsonObject      *payload = till_json_get_object (root, "payload");
  JsonObject      *list = till_json_get_object (payload, "transactions");
  JsonArray       *rows = till_json_get_array (list, "transaction");
  JsonObject      *one = till_json_get_object (list, "transaction");
  JsonObject      *page = till_json_get_object (root, "page");
  guint64          n_total;

  if (page == NULL)
    page = till_json_get_object (payload, "page");
  if (one == NULL)
    one = till_json_get_object (payload, "transaction");

  if (rows != NULL)
    {
      found->more = json_array_get_length (rows) > 0 && is_more (page, sought->page);
      return take_rows (found, sought, rows, exchange_id);
    }
  if (one != NULL)
    return take_row (found, sought, one, exchange_id);

  /* An empty list may come as nothing at all; then its count must say so. */
  return (list != NULL && !till_json_has (list, "transaction")) ||
         (read_count (page, "total-elements", &n_total) && n_total == 0);
}

static char *
refused_words (guint status, JsonObject *root)
{
  JsonObject      *error = till_json_get_object (till_json_get_object (root, "payload"), "error");
  g_autofree char *said = till_clearent_dup_words (error, "error-message");

  if (status == 401)
    return g_strdup (_ ("The processor refused the key. Check the key of Clearent in Settings."));
  if (said != NULL)
    return g_strdup_printf (_ ("The processor can't be asked for its list: %s"), said);

  return g_strdup_printf (
    _ ("The processor can't be asked for its list: it answers with error %u."), status);
}

TillFound *
till_clearent_read_found (const TillClearentSought *sought, const TillHttpAnswer *http)
{
  g_autoptr (TillFound) found = not_answered (NULL);
  JsonObject           *root;
  g_autofree char      *status = NULL;

  if (http->outcome != TILL_HTTP_ANSWERED)
    {
      found->words = g_strdup (http->words);
      return g_steal_pointer (&found);
    }

  root = till_json_read (http->body);
  status = till_json_dup_text (root, "status");
  if (http->status != 200)
    found->words = refused_words (http->status, root);
  else if (root == NULL || status == NULL || g_ascii_strcasecmp (status, "success") != 0 ||
           !take_payload (found, sought, root))
    {
      /* None rather than some. */
      g_clear_pointer (&found, till_found_free);
      found = not_answered (g_strdup (_ ("The processor's list can't be read.")));
    }
  else
    found->answered = TRUE;
  g_clear_pointer (&root, json_object_unref);

  return g_steal_pointer (&found);
}
