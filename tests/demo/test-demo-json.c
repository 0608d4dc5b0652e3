/* test-demo-json.c: what the sandbox is given of the demo's days
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "core/till-clock.h"
#include "demo/till-demo-data.h"

#define ZONE "America/New_York"

static TillInstant
now (void)
{
  TillInstant at;

  g_assert_true (till_instant_from_iso ("2026-11-24T19:30:00.000Z", &at));

  return at;
}

static JsonArray *
read_days (TillDemoData *data)
{
  JsonArray *all = json_array_new ();

  for (TillDay day = till_day (2026, 9, 8); till_day_compare (day, till_day (2026, 11, 24)) <= 0;
       day = till_day_add (day, 1))
    {
      g_autofree char     *json = till_demo_data_day_to_json (data, day, now ());
      g_autoptr (GError)   error = NULL;
      g_autoptr (JsonNode) node = json_from_string (json, &error);
      JsonArray           *rows;

      g_assert_no_error (error);
      rows = json_node_get_array (node);
      for (guint i = 0; i < json_array_get_length (rows); i++)
        json_array_add_element (all, json_array_dup_element (rows, i));
    }

  return all;
}

static const char *
text_of (JsonObject *row, const char *name)
{
  return json_object_get_string_member_with_default (row, name, NULL);
}

static gboolean
flag_of (JsonObject *row, const char *name)
{
  g_assert_true (json_object_has_member (row, name));

  return json_object_get_boolean_member (row, name);
}

/* Each member with the form that all rows have. */
static const char *const forms[][2] = {
  { "id", "^[1-9]\\d+$" },
  { "type", "^(SALE|AUTH|REFUND|VOID)$" },
  { "result", "^(APPROVED|DECLINED|ERROR)$" },
  { "invoice", "^[0-9A-Z]{26}$" },
  { "amount", "^\\d+\\.\\d\\d$" },
  { "created", "^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}$" },
  { "card-last-four", "^\\d{4}$" },
  { "exp-date", "^(0[1-9]|1[0-2])\\d\\d$" },
  { "card-type", "^(VISA|MASTERCARD|AMERICAN EXPRESS|DISCOVER)$" },
  { "terminal-id", "^8812000[12]$" },
  { "customer-id", "^\\d{4}$" },
  { "name", "^[^,]+, .+$" },
};

static void
test_form (gconstpointer data)
{
  JsonArray *rows = (JsonArray *) data;

  g_assert_cmpuint (json_array_get_length (rows), >, 600);
  for (gsize form = 0; form < G_N_ELEMENTS (forms); form++)
    {
      g_autoptr (GRegex) regex = g_regex_new (forms[form][1], 0, 0, NULL);

      for (guint i = 0; i < json_array_get_length (rows); i++)
        {
          JsonObject *row = json_array_get_object_element (rows, i);
          const char *text = text_of (row, forms[form][0]);

          /* Of one that was cancelled on the terminal no card is known. */
          if (text == NULL && strcmp (text_of (row, "result"), "ERROR") == 0 &&
              (g_str_has_prefix (forms[form][0], "card-") ||
               strcmp (forms[form][0], "exp-date") == 0))
            continue;
          g_assert_nonnull (text);
          g_assert_true (g_regex_match (regex, text, 0, NULL));
        }
    }
}

static void
test_flags (gconstpointer data)
{
  JsonArray *rows = (JsonArray *) data;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      g_assert_false (flag_of (row, "settled") && flag_of (row, "voided"));
      g_assert_cmpint (flag_of (row, "pending"), ==, strcmp (text_of (row, "type"), "AUTH") == 0);
    }
}

/* Refunds and voids name a sale that was there before, and don't give back more than it was. */
static void
test_related (gconstpointer data)
{
  JsonArray             *rows = (JsonArray *) data;
  g_autoptr (GHashTable) sales = g_hash_table_new (g_str_hash, g_str_equal);
  guint                  n_refunds = 0;
  guint                  n_voids = 0;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      const char *type = text_of (row, "type");
      const char *related = text_of (row, "ref-id");
      JsonObject *sale = related != NULL ? g_hash_table_lookup (sales, related) : NULL;

      g_hash_table_insert (sales, (char *) text_of (row, "id"), row);
      if (strcmp (type, "SALE") == 0 || strcmp (type, "AUTH") == 0)
        {
          g_assert_null (related);
          continue;
        }

      g_assert_nonnull (related);
      /* Of the first weeks' refunds the sale lies before the first day. */
      if (sale == NULL)
        {
          g_assert_cmpint (strcmp (text_of (row, "created"), "2026-10-28"), <, 0);
          continue;
        }
      g_assert_cmpstr (text_of (sale, "type"), ==, "SALE");
      g_assert_cmpstr (text_of (sale, "result"), ==, "APPROVED");
      g_assert_cmpint (flag_of (sale, "voided"), ==, strcmp (type, "VOID") == 0);
      g_assert_cmpint (strcmp (text_of (sale, "created"), text_of (row, "created")), <, 0);
      g_assert_cmpstr (text_of (sale, "card-last-four"), ==, text_of (row, "card-last-four"));
      g_assert_cmpfloat (g_ascii_strtod (text_of (row, "amount"), NULL), <=,
                         g_ascii_strtod (text_of (sale, "amount"), NULL));
      n_refunds += strcmp (type, "REFUND") == 0;
      n_voids += strcmp (type, "VOID") == 0;
    }
  g_assert_cmpuint (n_refunds, >, 8);
  g_assert_cmpuint (n_voids, >, 2);
}

/* Before the practice's midnight nothing of today is settled; all of yesterday is. */
static void
test_settled (gconstpointer data)
{
  JsonArray *rows = (JsonArray *) data;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      gboolean    today = strcmp (text_of (row, "created"), "2026-11-24 05:00:00.000") >= 0;
      gboolean    stands = strcmp (text_of (row, "result"), "APPROVED") == 0 &&
                        !flag_of (row, "voided") && !flag_of (row, "pending") &&
                        strcmp (text_of (row, "type"), "VOID") != 0;

      g_assert_cmpint (flag_of (row, "settled"), ==, stands && !today);
      g_assert_cmpint (stands, ==, text_of (row, "batch-string-id") != NULL);
    }
}

static void
test_empty_day (void)
{
  g_autoptr (TillDemoData) data = till_demo_data_new (3, ZONE);
  g_autofree char *sunday = till_demo_data_day_to_json (data, till_day (2026, 11, 22), now ());
  g_autofree char *ahead = till_demo_data_day_to_json (data, till_day (2026, 11, 25), now ());

  g_assert_cmpstr (sunday, ==, "[]");
  g_assert_cmpstr (ahead, ==, "[]");
}

int
main (int argc, char *argv[])
{
  g_autoptr (TillDemoData) data = till_demo_data_new (3, ZONE);
  g_autoptr (JsonArray)    rows = read_days (data);

  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/demo/json/form", rows, test_form);
  g_test_add_data_func ("/demo/json/flags", rows, test_flags);
  g_test_add_data_func ("/demo/json/related", rows, test_related);
  g_test_add_data_func ("/demo/json/settled", rows, test_settled);
  g_test_add_func ("/demo/json/empty-day", test_empty_day);

  return g_test_run ();
}
