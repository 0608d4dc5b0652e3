/* till-clearent-cards.c: cards that Clearent keeps, by their tokens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A token is 19 digits that begin as no scheme's numbers do. One that could be a card's number is
 * not taken: then the practice would keep what nobody can tell from one.
 */
#include "processor/till-clearent-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "core/till-text.h"

static char *
dup_token_id (JsonObject *token)
{
  g_autofree char *id = till_clearent_dup_id (token, "token-id");

  return id != NULL && *id != '\0' && !till_text_has_card_number (id) ? g_steal_pointer (&id)
                                                                      : NULL;
}

char *
till_clearent_dup_token (JsonObject *payload)
{
  return dup_token_id (till_json_get_object (payload, "tokenResponse"));
}

/* ── The list ────────────────────────────────────────────────────────────────────────────────── */

/* What can't be read is left out: it is found by no payment. */
static void
take_token (TillKeptCards *kept, JsonObject *token)
{
  g_autofree char *id = dup_token_id (token);
  TillKeptCard    *card;

  if (id == NULL)
    return;

  card = g_new0 (TillKeptCard, 1);
  card->token = g_steal_pointer (&id);
  till_clearent_read_card (&card->card, token);
  g_ptr_array_add (kept->cards, card);
}

static gboolean
take_list (TillKeptCards *kept, JsonObject *root)
{
  JsonObject *payload = till_json_get_object (root, "payload");
  JsonObject *list = till_json_get_object (payload, "tokens");
  JsonArray  *tokens = till_json_get_array (list, "token");
  JsonObject *one = till_json_get_object (list, "token");

  for (guint i = 0; tokens != NULL && i < json_array_get_length (tokens); i++)
    {
      JsonNode *node = json_array_get_element (tokens, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        take_token (kept, json_node_get_object (node));
    }
  if (one != NULL)
    take_token (kept, one);

  return list != NULL;
}

/* @error_words: what the processor said, or NULL. */
static char *
refused_words (guint status, const char *error_words)
{
  if (status == 401)
    return g_strdup (_ ("The processor refused the key. Check the key of Clearent in Settings."));
  if (error_words != NULL)
    return g_strdup_printf (_ ("The processor can’t be asked about cards on file: %s"),
                            error_words);

  return g_strdup_printf (
    _ ("The processor can’t be asked about cards on file: it answers with error %u."), status);
}

static char *
dup_error_words (JsonObject *root)
{
  JsonObject *payload = till_json_get_object (root, "payload");

  return till_clearent_dup_words (till_json_get_object (payload, "error"), "error-message");
}

/* The gateway itself says so, not a server that stands in its place. */
static gboolean
is_unknown (const TillHttpAnswer *http, JsonObject *root)
{
  return http->status == 404 &&
         till_json_get_object (till_json_get_object (root, "payload"), "error") != NULL;
}

/* Only in so many words: that its list was not found is no proof that there is no card. */
static gboolean
is_unknown_customer (const TillHttpAnswer *http, JsonObject *root, const char *said)
{
  g_autofree char *folded = said != NULL ? g_ascii_strdown (said, -1) : NULL;

  return is_unknown (http, root) && folded != NULL && strstr (folded, "customer") != NULL;
}

TillKeptCards *
till_clearent_read_cards (const TillHttpAnswer *http)
{
  TillKeptCards   *kept = till_kept_cards_new ();
  g_autofree char *said = NULL;
  JsonObject      *root;

  if (http->outcome != TILL_HTTP_ANSWERED)
    {
      kept->words = g_strdup (http->words);
      return kept;
    }

  root = till_json_read (http->body);
  said = dup_error_words (root);
  /* Whom the processor does not know has no card there. */
  kept->answered =
    is_unknown_customer (http, root, said) || (http->status == 200 && take_list (kept, root));
  if (!kept->answered)
    kept->words = refused_words (http->status, said);
  g_clear_pointer (&root, json_object_unref);

  return kept;
}

/* ── Forgetting ──────────────────────────────────────────────────────────────────────────────── */

gboolean
till_clearent_read_forgotten (const TillHttpAnswer *http, GError **error)
{
  gboolean         answered = http->outcome == TILL_HTTP_ANSWERED;
  JsonObject      *root = answered ? till_json_read (http->body) : NULL;
  g_autofree char *said = dup_error_words (root);
  g_autofree char *words = NULL;
  gboolean         forgotten = answered && (http->status / 100 == 2 || is_unknown (http, root));

  g_clear_pointer (&root, json_object_unref);
  if (forgotten)
    return TRUE;

  words = answered ? refused_words (http->status, said) : g_strdup (http->words);
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_UNREACHABLE, words);

  return FALSE;
}
