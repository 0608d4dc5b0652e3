/* test-damaged.c: no damaged answer is taken for money that moved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <json-glib/json-glib.h>
#include <string.h>

#include "canned-server.h"
#include "processor/till-clearent-private.h"

/* For each of the good answers. */
#define N_ROUNDS 1000
#define INVOICE "01J9ZQ4R7V3N8K2M5P6T0W1X4Y"
#define ID "262246"
#define TARGET "262240"

static const char *const good[] = {
  "{'code':'200','status':'success','exchange-id':'ID-gw-1','links':[{'rel':'transaction',"
  "'href':'/rest/v2/transactions?id=" ID "','id':'" ID "'}],'payload':{'transaction':{"
  "'id':'" ID "','created':'2026-11-24 14:03:00.123','type':'SALE','result':'APPROVED',"
  "'result-code':'000','display-message':'Transaction approved','amount':'25.00',"
  "'authorization-code':'TAS955','batch-string-id':'000003','terminal-id':'12345678',"
  "'card':'XXXXXXXXXXXX1111','last-four':'1111','card-type':'VISA','exp-date':'1227',"
  "'entry-method':'EMV_CONTACTLESS','invoice':'" INVOICE "','settled':'false','voided':false,"
  "'emv':{'application-id':'A0000000031010'}},'payloadType':'transaction'},'signature':'3064'}",

  "{'links':[{'id':'" ID "','rel':'transaction'}],'status':'SUCCESS','payload':{'transaction':{"
  "'invoice':'" INVOICE "','result':'APPROVED','id':'" ID "','amount':25.00}}}",
};

/* Overwrites, cuts out, doubles, inserts. */
static GString *
damage_bytes (const char *text, GRand *rand)
{
  static const char spoil[] = "{}[]\",:\\0919eE+-. \n\x01\xff\xc3tfnu";
  GString          *damaged = g_string_new (text);
  guint             n = (guint) g_rand_int_range (rand, 1, 5);

  for (guint i = 0; i < n && damaged->len > 1; i++)
    {
      gint  at = g_rand_int_range (rand, 0, (gint) damaged->len);
      gint  length = g_rand_int_range (rand, 1, 24);
      char  c = spoil[g_rand_int_range (rand, 0, sizeof spoil - 1)];
      char *part;

      length = MIN (length, (gint) damaged->len - at);
      switch (g_rand_int_range (rand, 0, 6))
        {
        case 0:
          g_string_truncate (damaged, (gsize) at);
          break;

        case 1:
          g_string_erase (damaged, at, length);
          break;

        case 2:
          part = g_strndup (damaged->str + at, (gsize) length);
          g_string_insert (damaged, g_rand_int_range (rand, 0, (gint) damaged->len), part);
          g_free (part);
          break;

        case 3:
          g_string_insert_c (damaged, at, c);
          break;

        case 4:
          damaged->str[at] = (char) (damaged->str[at] ^ (1 << g_rand_int_range (rand, 0, 8)));
          break;

        default:
          damaged->str[at] = c;
          break;
        }
    }

  return damaged;
}

static JsonNode *
draw_value (GRand *rand)
{
  static const char *const values[] = { "null",
                                        "true",
                                        "false",
                                        "0",
                                        "-1",
                                        "1e9",
                                        "\"\"",
                                        "\"APPROVE\"",
                                        "[]",
                                        "{}",
                                        "[[[{}]]]",
                                        "\"\\u0000\"",
                                        "{\"id\":{\"id\":[]}}",
                                        "\"true\"",
                                        "99999999999999999999" };

  return json_from_string (values[g_rand_int_range (rand, 0, G_N_ELEMENTS (values))], NULL);
}

/* Takes a member away, or gives it a value of another kind, anywhere in the tree. */
static GString *
damage_tree (const char *text, GRand *rand)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  JsonObject          *at = json_node_get_object (root);
  g_autofree char     *result = NULL;

  for (;;)
    {
      g_autoptr (GList) names = json_object_get_members (at);
      const char       *name = g_list_nth_data (
              names, (guint) g_rand_int_range (rand, 0, (gint) json_object_get_size (at)));
      JsonNode *member = json_object_get_member (at, name);

      if (JSON_NODE_HOLDS_OBJECT (member) && g_rand_int_range (rand, 0, 4) > 0)
        {
          at = json_node_get_object (member);
          continue;
        }
      if (g_rand_boolean (rand))
        json_object_remove_member (at, name);
      else
        json_object_set_member (at, name, draw_value (rand));
      break;
    }
  result = json_to_string (root, FALSE);

  return g_string_new (result);
}

static void
read_damaged (const GString *text, gboolean *approved)
{
  g_autoptr (GBytes)     bytes = g_bytes_new (text->str, text->len);
  TillClearentAsked      asked = { .verb = TILL_VERB_SALE_TERMINAL, .amount = { 2500 } };
  TillClearentSought     sought = { .page = 1 };
  TillHttpAnswer         http = { .outcome = TILL_HTTP_ANSWERED, .status = 200, .body = bytes };
  g_autoptr (TillAnswer) answer = NULL;
  g_autoptr (TillFound)  found = NULL;
  g_autofree char       *lower = NULL;

  asked.invoice = (char *) INVOICE;
  answer = till_clearent_read_answer (&asked, &http);
  found = till_clearent_read_found (&sought, &http);

  *approved = answer->verdict == TILL_VERDICT_APPROVED;
  if (!*approved)
    return;

  /* The result is there word for word, and there is an id and an invoice. An answer with another
   * invoice the caller does not take.
   */
  g_assert_nonnull (answer->charge->id);
  g_assert_nonnull (answer->charge->invoice);
  lower = g_ascii_strdown (text->str, (gssize) text->len);
  g_assert_nonnull (strstr (lower, "approved\""));
  if (strcmp (answer->charge->invoice, INVOICE) == 0 && !answer->charge->earlier)
    {
      if (strcmp (answer->charge->id, ID) != 0)
        g_test_message ("%.*s", (int) text->len, text->str);
      g_assert_cmpstr (answer->charge->id, ==, ID);
    }
}

static void
test_damaged (gconstpointer data)
{
  g_autofree char *text = canned_json (good[GPOINTER_TO_UINT (data)]);
  GRand           *rand = g_rand_new_with_seed (20261124 + GPOINTER_TO_UINT (data));
  guint            n_approved = 0;
  gboolean         approved;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      GString *damaged = i % 2 == 0 ? damage_bytes (text, rand) : damage_tree (text, rand);

      read_damaged (damaged, &approved);
      n_approved += approved;
      g_string_free (damaged, TRUE);
    }

  /* Else nothing was tried but noise. */
  g_test_message ("%u of %u still say approved", n_approved, N_ROUNDS);
  g_assert_cmpuint (n_approved, >, N_ROUNDS / 20);
  g_rand_free (rand);
}

/* However it is cut off, the answer is none. */
static void
test_cut (gconstpointer data)
{
  g_autofree char *text = canned_json (good[GPOINTER_TO_UINT (data)]);
  gboolean         approved;

  for (gsize length = 0; length < strlen (text); length++)
    {
      g_autoptr (GString) cut = g_string_new_len (text, (gssize) length);

      read_damaged (cut, &approved);
      g_assert_false (approved);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *damaged = g_strdup_printf ("/damaged/good-%u/anywhere", i);
      g_autofree char *cut = g_strdup_printf ("/damaged/good-%u/cut", i);

      g_test_add_data_func (damaged, GUINT_TO_POINTER (i), test_damaged);
      g_test_add_data_func (cut, GUINT_TO_POINTER (i), test_cut);
    }

  return g_test_run ();
}
