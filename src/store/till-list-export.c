/* till-list-export.c: a list as CSV
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-list-export.h"

#include <glib/gi18n-lib.h>

#include "core/till-csv.h"
#include "core/till-error.h"
#include "store/till-store-private.h"

/* What is gathered before it is written. */
#define CHUNK 65536

typedef struct
{
  const TillListKind *kind;
  GTimeZone          *zone;
  GArray             *columns;
  TillWholeFile      *file;
  TillCsv             csv;
  GString            *cell;  /* the one that is written */
  GHashTable        **words; /* of each choice column: its values' cells */
} Writing;

const TillListKind *
till_list_find_kind (const char *name, GError **error)
{
  const TillListKind *const kinds[] = {
    till_store_transactions_kind (), till_store_deposits_kind (),     till_store_bank_kind (),
    till_store_requests_kind (),     till_store_messages_kind (),     till_store_balances_kind (),
    till_store_people_kind (),       till_store_bulk_results_kind (), till_store_plans_kind ()
  };
  g_autoptr (GString) names = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (name, kinds[i]->table))
        return kinds[i];
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", kinds[i]->table);
    }

  g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND, _ ("There is no list “%s”. There is: %s."),
               name, names->str);

  return NULL;
}

static int
find_column (const TillListKind *kind, const char *id)
{
  for (guint i = 0; i < kind->columns.n_columns; i++)
    {
      if (g_str_equal (kind->columns.columns[i].id, id) && kind->columns.columns[i].title != NULL)
        return (int) i;
    }

  return -1;
}

GArray *
till_list_find_columns (const TillListKind *kind, const char *const *ids, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; ids == NULL && i < kind->columns.n_columns; i++)
    {
      if (kind->columns.columns[i].title != NULL)
        g_array_append_val (found, i);
    }
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      int   column = find_column (kind, ids[i]);
      guint index = (guint) column;

      if (column < 0)
        {
          g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                       _ ("There is no column “%s” in this list."), ids[i]);
          return NULL;
        }
      g_array_append_val (found, index);
    }
  if (found->len > 0)
    return g_steal_pointer (&found);

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                       _ ("No column is shown. Show at least one."));

  return NULL;
}

static gboolean
flush (Writing *writing, gsize more_than, GError **error)
{
  GString *text = writing->csv.text;

  if (text->len <= more_than)
    return TRUE;
  if (!till_whole_file_write (writing->file, text->str, text->len, error))
    return FALSE;
  g_string_truncate (text, 0);

  return TRUE;
}

static gboolean
is_number (const TillColumn *column)
{
  return (column->to_words == NULL || column->tells_more) && till_column_is_numeric (column);
}

/* Looking up translations for a million rows takes as long as all the rest. */
static const char *
choice_cell (Writing *writing, guint index, TillRow *row)
{
  const TillColumn *column = &writing->kind->columns.columns[index];
  const char       *value = till_row_get_text (row, index);
  const char       *cell;

  if (value == NULL)
    value = "";
  if (writing->words[index] == NULL)
    writing->words[index] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  cell = g_hash_table_lookup (writing->words[index], value);
  if (cell == NULL)
    {
      till_column_append_plain (column, index, row, writing->zone, writing->cell);
      g_hash_table_insert (writing->words[index], g_strdup (value), g_strdup (writing->cell->str));
      cell = writing->cell->str;
    }

  return cell;
}

static gboolean
write_row (TillRow *row, gpointer data, GError **error)
{
  Writing *writing = data;

  for (guint i = 0; i < writing->columns->len; i++)
    {
      guint             index = g_array_index (writing->columns, guint, i);
      const TillColumn *column = &writing->kind->columns.columns[index];

      g_string_truncate (writing->cell, 0);
      if (column->kind == TILL_COLUMN_CHOICE)
        till_csv_add_text (&writing->csv, choice_cell (writing, index, row));
      else
        {
          till_column_append_plain (column, index, row, writing->zone, writing->cell);
          if (is_number (column))
            till_csv_add_number (&writing->csv, writing->cell->str);
          else
            till_csv_add_text (&writing->csv, writing->cell->str);
        }
    }
  till_csv_end_row (&writing->csv);

  return flush (writing, CHUNK, error);
}

static void
write_header (Writing *writing)
{
  for (guint i = 0; i < writing->columns->len; i++)
    {
      guint index = g_array_index (writing->columns, guint, i);

      till_csv_add_text (&writing->csv, _ (writing->kind->columns.columns[index].title));
    }
  till_csv_end_row (&writing->csv);
}

gboolean
till_list_export_csv (TillListWalk     *walk,
                      TillDbConnection *connection,
                      GArray           *columns,
                      gboolean          bom,
                      TillWholeFile    *file,
                      GError          **error)
{
  const TillListKind *kind = till_list_walk_get_kind (walk);
  g_autoptr (GString) text = g_string_sized_new (CHUNK + 4096);
  g_autoptr (GString) cell = g_string_new (NULL);
  g_autofree gpointer words = g_new0 (GHashTable *, kind->columns.n_columns);
  Writing             writing = { .kind = kind, .columns = columns, .file = file };
  gboolean            written;

  writing.zone = till_list_walk_get_zone (walk);
  writing.cell = cell;
  writing.words = words;
  till_csv_begin (&writing.csv, text, bom);
  write_header (&writing);

  written = till_list_walk_find (walk, connection, error) &&
            till_list_walk_run (walk, connection, columns, write_row, &writing, error) &&
            flush (&writing, 0, error);
  for (guint i = 0; i < kind->columns.n_columns; i++)
    g_clear_pointer (&writing.words[i], g_hash_table_unref);

  return written;
}

gboolean
till_list_audit_export (TillDbConnection   *connection,
                        const TillListKind *kind,
                        const char         *form,
                        const char         *words,
                        guint               n_rows,
                        const TillActor    *actor,
                        TillInstant         at,
                        GError            **error)
{
  GString         *json = g_string_new (NULL);
  g_autofree char *after = NULL;

  till_json_text (json, "form", form);
  till_json_text (json, "filter", words);
  till_json_int (json, "rows", n_rows);
  after = till_json_end (json);

  return till_store_audit (connection, actor, at, "export", kind->table, 0, NULL, after, error);
}
