/* test-demo-files.c: what other programs export: each file agrees with its answer key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "demo/till-demo-files.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "rules/till-aging.h"
#include "till-test-util.h"

#define N_FAMILIES 300
#define AS_OF "2026-11-24"

typedef struct
{
  char       *text; /* of the file, as UTF-8 */
  JsonParser *parser;
  JsonObject *key;
} Made;

static Made
make (const char *folder, TillDemoLayout layout, const char *letters, guint32 seed)
{
  g_autofree char   *path = g_build_filename (folder, "file", NULL);
  g_autofree char   *key_path = g_build_filename (folder, "key", NULL);
  g_autofree char   *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize              length;
  Made               made = { .parser = json_parser_new () };

  till_demo_write_file (layout, seed, N_FAMILIES, till_day_from_iso (AS_OF), path, key_path,
                        &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  made.text = g_convert (bytes, (gssize) length, "UTF-8", letters, NULL, NULL, &error);
  g_assert_no_error (error);
  json_parser_load_from_file (made.parser, key_path, &error);
  g_assert_no_error (error);
  made.key = json_node_get_object (json_parser_get_root (made.parser));

  return made;
}

static void
made_clear (Made *made)
{
  g_free (made->text);
  g_object_unref (made->parser);
}

static gint64
key_of (const Made *made, const char *member)
{
  return json_object_get_int_member (made->key, member);
}

static gint64
cents_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  TillMoney          money;

  g_assert_true (till_money_parse (text, &money, &error));

  return money.cents;
}

/* ── One row a guarantor ─────────────────────────────────────────────────────────────────────── */

static void
test_open_dental_ar (void)
{
  g_autofree char *folder = till_test_temp_dir ();
  Made             made = make (folder, TILL_DEMO_OPEN_DENTAL_AR, "UTF-8", 7);
  g_auto (GStrv)   lines = g_strsplit (made.text, "\n", -1);
  gint64           total = 0;
  gint64           n = 0;

  for (; lines[n + 1][0] != '\0'; n++)
    {
      /* The name alone is in quotes. */
      g_auto (GStrv) cells = g_strsplit (strrchr (lines[n + 1], '"'), ",", -1);

      g_assert_cmpuint (g_strv_length (cells), ==, 13);
      total += cents_of (cells[9]);
      g_assert_cmpint (cents_of (cells[10]), ==, cents_of (cells[9]) - cents_of (cells[8]));
    }
  g_assert_cmpint (n, ==, N_FAMILIES);
  g_assert_cmpint (n, ==, key_of (&made, "rows"));
  g_assert_cmpint (total, ==, key_of (&made, "total_cents"));
  g_assert_cmpint (key_of (&made, "credit_cents"), <, 0);

  made_clear (&made);
}

/* ── A report in pages ───────────────────────────────────────────────────────────────────────── */

static void
test_dentrix (void)
{
  g_autofree char *folder = till_test_temp_dir ();
  Made             made = make (folder, TILL_DEMO_DENTRIX_AGING, "UTF-16LE", 7);
  g_auto (GStrv)   lines = g_strsplit (made.text, "\r\n", -1);
  gint64           total = 0;
  gint64           n = 0;
  guint            n_pages = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);

      if (strstr (lines[i], "AGING REPORT") != NULL)
        n_pages++;
      else if (g_str_has_prefix (lines[i], "Totals"))
        g_assert_cmpint (cents_of (cells[11]), ==, key_of (&made, "total_cents"));
      else if (g_strv_length (cells) == 12 && g_strcmp0 (cells[0], "Guarantor") != 0)
        {
          total += cents_of (cells[11]);
          n++;
        }
    }
  g_assert_cmpuint (n_pages, ==, (N_FAMILIES + 44) / 45);
  g_assert_cmpint (n, ==, N_FAMILIES);
  g_assert_cmpint (total, ==, key_of (&made, "total_cents"));

  made_clear (&made);
}

/* ── A row a line of the ledger ──────────────────────────────────────────────────────────────── */

/* The file's own rows in cells. */
static GPtrArray *
split_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  GPtrArray     *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_ptr_array_add (rows, g_strsplit (lines[i], ";", -1));
      g_assert_cmpuint (g_strv_length (rows->pdata[i - 1]), ==, 28);
    }

  return rows;
}

/* The aging of the rows for the guarantor of that number; *@pending: what the insurance is thought
 * to pay still. */
static TillAging
age_lines (const GPtrArray *rows, const char *number, gint64 *pending)
{
  TillAgingEntry entries[64];
  gsize          n = 0;
  TillAging      aging;

  for (guint i = 0; i < rows->len; i++)
    {
      GStrv          cells = rows->pdata[i];
      g_auto (GStrv) day = NULL;

      if (!g_str_equal (cells[5], number) || g_str_equal (cells[17], "D"))
        continue;
      day = g_strsplit (cells[3], "/", -1);
      *pending += cents_of (cells[20]) - cents_of (cells[22]);
      entries[n++] = (TillAgingEntry){
        .day = till_day ((int) g_ascii_strtoll (day[2], NULL, 10),
                         (int) g_ascii_strtoll (day[0], NULL, 10),
                         (int) g_ascii_strtoll (day[1], NULL, 10)),
        .amount = till_money (cents_of (cells[6])),
      };
    }
  g_assert_true (till_aging_reckon (entries, n, till_day_from_iso (AS_OF), &aging));

  return aging;
}

static void
test_eaglesoft (void)
{
  g_autofree char      *folder = till_test_temp_dir ();
  Made                  made = make (folder, TILL_DEMO_EAGLESOFT_TRANSACTIONS, "WINDOWS-1252", 7);
  g_autoptr (GPtrArray) rows = split_lines (made.text);
  JsonArray            *guarantors = json_object_get_array_member (made.key, "guarantors");

  g_assert_cmpuint (rows->len, ==, (guint) key_of (&made, "rows"));
  g_assert_cmpint (key_of (&made, "deleted"), >, 0);
  for (guint i = 0; i < N_FAMILIES; i++)
    {
      JsonArray       *row = json_array_get_array_element (guarantors, i);
      g_autofree char *number =
        g_strdup_printf ("%" G_GINT64_FORMAT, json_array_get_int_element (row, 0));
      gint64    pending = 0;
      TillAging aging = age_lines (rows, number, &pending);

      for (guint age = 0; age < TILL_N_AGES; age++)
        g_assert_cmpint (aging.owed[age].cents, ==, json_array_get_int_element (row, 1 + age));
      g_assert_cmpint (aging.credit.cents, ==, json_array_get_int_element (row, 1 + TILL_N_AGES));
      g_assert_cmpint (pending, ==, json_array_get_int_element (row, 2 + TILL_N_AGES));
    }

  made_clear (&made);
}

/* ── All of them ─────────────────────────────────────────────────────────────────────────────── */

static void
test_patients (void)
{
  g_autofree char *folder = till_test_temp_dir ();
  Made             made = make (folder, TILL_DEMO_OPEN_DENTAL_PATIENTS, "UTF-8", 7);
  g_auto (GStrv)   lines = g_strsplit (made.text, "\n", -1);

  g_assert_true (g_str_has_prefix (lines[0], "\xef\xbb\xbfPatNum,"));
  g_assert_cmpuint (g_strv_length (lines) - 2, ==, (guint) key_of (&made, "rows"));
  g_assert_cmpint (key_of (&made, "rows"), >, N_FAMILIES);
  g_assert_nonnull (strstr (made.text, "0001-01-01"));

  made_clear (&made);
}

static void
test_same_families (void)
{
  static const char *const letters[] = { "UTF-8", "UTF-8", "UTF-16LE", "WINDOWS-1252" };
  static const char *const members[] = { "total_cents", "credit_cents", "insurance_cents",
                                         "portion_cents" };
  g_autofree char         *folder = till_test_temp_dir ();
  Made                     first = make (folder, TILL_DEMO_OPEN_DENTAL_AR, "UTF-8", 7);
  Made                     other = make (folder, TILL_DEMO_OPEN_DENTAL_AR, "UTF-8", 8);

  for (guint layout = 0; layout < TILL_DEMO_N_LAYOUTS; layout++)
    {
      Made           made = make (folder, (TillDemoLayout) layout, letters[layout], 7);
      TillDemoLayout back;

      for (guint i = 0; i < G_N_ELEMENTS (members); i++)
        g_assert_cmpint (key_of (&made, members[i]), ==, key_of (&first, members[i]));
      g_assert_true (
        till_demo_layout_from_text (json_object_get_string_member (made.key, "layout"), &back));
      g_assert_cmpint (back, ==, layout);
      made_clear (&made);
    }
  g_assert_cmpint (key_of (&other, "total_cents"), !=, key_of (&first, "total_cents"));

  made_clear (&first);
  made_clear (&other);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo-files/open-dental-ar", test_open_dental_ar);
  g_test_add_func ("/demo-files/open-dental-patients", test_patients);
  g_test_add_func ("/demo-files/dentrix-aging", test_dentrix);
  g_test_add_func ("/demo-files/eaglesoft-transactions", test_eaglesoft);
  g_test_add_func ("/demo-files/same-families", test_same_families);

  return g_test_run ();
}
