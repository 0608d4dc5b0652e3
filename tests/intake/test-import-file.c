/* test-import-file.c: files as other programs write them, read whole, against their answer keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-import-file.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "core/till-error.h"
#include "demo/till-demo-files.h"
#include "till-test-util.h"

#define N_FAMILIES 2000
#define AS_OF "2026-11-24"

static GInputStream *
open_raw (const char *path)
{
  g_autoptr (GFile)  file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GInputStream      *raw = G_INPUT_STREAM (g_file_read (file, NULL, &error));

  g_assert_no_error (error);

  return raw;
}

/* ── Each layout ─────────────────────────────────────────────────────────────────────────────── */

/* "1042" → the guarantor's list in the key */
static GHashTable *
index_key (JsonObject *key)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray  *all = json_object_get_array_member (key, "guarantors");

  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonArray *one = json_array_get_array_element (all, i);

      g_hash_table_insert (
        index, g_strdup_printf ("%" G_GINT64_FORMAT, json_array_get_int_element (one, 0)), one);
    }

  return index;
}

static void
compare_balance (const TillImportRow *row, JsonArray *wanted)
{
  g_assert_nonnull (wanted);
  for (guint i = 0; i < TILL_IMPORT_N_AGES; i++)
    g_assert_cmpint (row->owed[i].cents, ==, json_array_get_int_element (wanted, 1 + i));
  g_assert_cmpint (row->insurance.cents, ==, json_array_get_int_element (wanted, 6));
}

static void
test_layout (gconstpointer data)
{
  TillDemoLayout         layout = (TillDemoLayout) GPOINTER_TO_UINT (data);
  g_autofree char       *folder = till_test_temp_dir ();
  g_autofree char       *path = g_build_filename (folder, "file", NULL);
  g_autofree char       *key_path = g_build_filename (folder, "key", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError)     error = NULL;
  g_autoptr (GPtrArray)  problems =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_import_problem_free);
  g_autoptr (GInputStream)   raw = NULL;
  g_autoptr (TillImportFile) file = NULL;
  g_autoptr (GHashTable)     guarantors = NULL;
  TillImportRow             *row;
  JsonObject                *key;
  guint                      n_rows = 0;

  till_demo_write_file (layout, 5, N_FAMILIES, till_day_from_iso (AS_OF), path, key_path, &error);
  g_assert_no_error (error);
  json_parser_load_from_file (parser, key_path, &error);
  g_assert_no_error (error);
  key = json_node_get_object (json_parser_get_root (parser));
  guarantors = index_key (key);

  raw = open_raw (path);
  file = till_import_file_open (raw, NULL, problems, &error);
  g_assert_no_error (error);
  while (till_import_file_next (file, &row, &error) && row != NULL)
    {
      g_autoptr (TillImportRow) read = row;

      n_rows++;
      if (till_import_file_get_layout (file)->kind == TILL_IMPORT_BALANCES && read->number != NULL)
        compare_balance (read, g_hash_table_lookup (guarantors, read->number));
    }
  g_assert_no_error (error);

  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpstr (till_import_file_get_layout (file)->name, ==, till_demo_layout_to_text (layout));
  g_assert_cmpint (n_rows + till_import_file_get_n_deleted (file), ==,
                   json_object_get_int_member (key, "rows"));
  g_assert_cmpint (till_import_file_get_n_deleted (file), ==,
                   json_object_get_int_member (key, "deleted"));
  g_assert_cmpint (till_import_file_get_n_rows (file), ==,
                   json_object_get_int_member (key, "rows"));
  if (till_import_file_get_layout (file)->kind != TILL_IMPORT_PATIENTS)
    g_assert_cmpint (till_import_file_get_total (file).cents, ==,
                     json_object_get_int_member (key, "total_cents"));
}

/* ── What stops a file ───────────────────────────────────────────────────────────────────────── */

static const struct
{
  const char *name;
  const char *text;
  int         code;
  const char *says;
} refused[] = {
  { "card",
    "guarantor_patnum,guarantor,bal_0_30,bal_31_60,bal_61_90,bal_over_90,balance_total\n"
    "1,\"Lopez, Maria\",1,0,0,0,1\n2,\"Chen 4111 1111 1111 1111\",1,0,0,0,1\n",
    TILL_ERROR_CARD_NUMBER, "ine 3" },
  { "no-heading", "a,b\n1,2\n", TILL_ERROR_BAD_INPUT, "" },
  { "open-quote",
    "guarantor_patnum,guarantor,bal_0_30,bal_31_60,bal_61_90,bal_over_90,balance_total\n"
    "1,\"Lopez, Maria,1,0,0,0,1\n",
    TILL_ERROR_BAD_INPUT, "line 2" },
  { "empty", "", TILL_ERROR_BAD_INPUT, "empty" },
};

static void
test_refused (gconstpointer data)
{
  gsize                 i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) problems =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_import_problem_free);
  g_autoptr (GInputStream) raw =
    g_memory_input_stream_new_from_data (refused[i].text, (gssize) strlen (refused[i].text), NULL);
  g_autoptr (TillImportFile) file = till_import_file_open (raw, NULL, problems, &error);
  TillImportRow             *row = NULL;

  while (file != NULL && till_import_file_next (file, &row, &error) && row != NULL)
    till_import_row_free (row);
  g_assert_error (error, TILL_ERROR, refused[i].code);
  g_assert_nonnull (strstr (error->message, refused[i].says));
}

/* ── A wholly wrong file ─────────────────────────────────────────────────────────────────────── */

#define N_WRONG 5000

/* However long it is, no more of its problems are held than that, the first of them. */
static void
test_many_problems (void)
{
  g_autoptr (GString) text = g_string_new (
    "guarantor_patnum,guarantor,bal_0_30,bal_31_60,bal_61_90,bal_over_90,balance_total\n");
  g_autoptr (GPtrArray) problems =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_import_problem_free);
  g_autoptr (GInputStream)   raw = NULL;
  g_autoptr (TillImportFile) file = NULL;
  g_autoptr (GError)         error = NULL;
  TillImportRow             *row = NULL;
  guint                      n_wrong = 0;

  for (guint i = 0; i < N_WRONG; i++)
    g_string_append_printf (text, "%u,\"Lopez, Maria\",x,0,0,0,0\n", i + 1);
  raw = g_memory_input_stream_new_from_data (text->str, (gssize) text->len, NULL);
  file = till_import_file_open (raw, NULL, problems, &error);
  g_assert_no_error (error);
  while (till_import_file_next (file, &row, &error) && row != NULL)
    {
      g_assert_true (row->is_wrong);
      n_wrong++;
      till_import_row_free (row);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n_wrong, ==, N_WRONG);
  g_assert_cmpuint (problems->len, ==, TILL_IMPORT_MOST_PROBLEMS);
  g_assert_cmpuint (till_import_file_get_n_cut (file), ==, N_WRONG - TILL_IMPORT_MOST_PROBLEMS);
  for (guint i = 0; i < problems->len; i++)
    g_assert_cmpuint (((const TillImportProblem *) problems->pdata[i])->line, ==, i + 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < TILL_DEMO_N_LAYOUTS; i++)
    {
      g_autofree char *path =
        g_strconcat ("/import-file/", till_demo_layout_to_text ((TillDemoLayout) i), NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_layout);
    }
  g_test_add_func ("/import-file/many-problems", test_many_problems);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/import-file/refused/", refused[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_refused);
    }

  return g_test_run ();
}
