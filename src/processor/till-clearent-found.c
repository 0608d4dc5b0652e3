/* till-clearent-found.c: one page of a search at Clearent's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Not found" is what lets a card be charged again. So when one transaction is sought, an answer in
 * which anything can't be read is no answer, rather than a shorter list. Of a list of days the rows
 * that can't be read are named, and the others come.
 */
#include "processor/till-clearent-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static TillFound *
not_answered (char *words)
{
  TillFound *found = g_new0 (TillFound, 1);

  found->charges = g_ptr_array_new_with_free_func ((GDestroyNotify) till_charge_free);
  found->captures = g_ptr_array_new_with_free_func ((GDestroyNotify) till_charge_free);
  found->refused = g_ptr_array_new_with_free_func ((GDestroyNotify) till_unread_free);
  found->words = words;

  return found;
}

static gboolean
is_sought (const TillClearentSought *sought, const TillCharge *charge)
{
  return (sought->id == NULL || g_strcmp0 (sought->id, charge->id) == 0) &&
         (sought->invoice == NULL || g_strcmp0 (sought->invoice, charge->invoice) == 0);
}

/* What keeps it from being read, as the end of a sentence; or NULL. */
static char *
dup_refusal (const TillClearentRow *row, JsonObject *transaction)
{
  g_autofree char *type = till_clearent_dup_words (transaction, "type");
  g_autofree char *amount = till_clearent_dup_words (transaction, "amount");

  if (row->charge == NULL || row->charge->id == NULL)
    return g_strdup (_ ("it has no number."));
  if (type == NULL)
    return g_strdup (_ ("it does not say what it is."));
  if (!row->is_money && !row->is_other)
    return g_strdup_printf (_ ("“%s” is no kind of transaction that Till knows."), type);
  if (!row->is_money || row->has_amount)
    return NULL;
  if (amount == NULL)
    return g_strdup (_ ("it has no amount."));

  return g_strdup_printf (_ ("“%s” is no amount in whole cents."), amount);
}

static TillUnread *
make_unread (const TillClearentRow *row, const char *refusal)
{
  return row->charge != NULL ? till_unread_new (row->charge->id, row->charge->created_at, refusal)
                             : till_unread_new (NULL, TILL_INSTANT_NONE, refusal);
}

static gboolean
is_of_days (const TillClearentSought *sought)
{
  return sought->id == NULL && sought->invoice == NULL;
}

/* FALSE when the row can't be read and something certain is sought. */
static gboolean
take_row (TillFound                *found,
          const TillClearentSought *sought,
          JsonObject               *transaction,
          const char               *exchange_id)
{
  TillClearentRow  row;
  g_autofree char *refusal = NULL;
  gboolean         read;

  till_clearent_row_read (&row, transaction, exchange_id);
  refusal = dup_refusal (&row, transaction);
  read = refusal == NULL || is_of_days (sought);
  found->n_rows++;

  if (refusal != NULL && read)
    g_ptr_array_add (found->refused, make_unread (&row, refusal));
  else if (read && row.is_money && is_sought (sought, row.charge))
    g_ptr_array_add (found->charges, g_steal_pointer (&row.charge));
  else if (row.is_capture && is_of_days (sought) && row.result == TILL_CLEARENT_APPROVED &&
           row.charge->related_id != NULL)
    g_ptr_array_add (found->captures, g_steal_pointer (&row.charge));
  till_clearent_row_clear (&row);

  return read;
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

      if (!take_row (found, sought,
                     JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL,
                     exchange_id))
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

  if (read_count (page, "total-elements", &n_total))
    found->n_total = n_total;
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
