/* till-list-export.c: a list as CSV
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-list-export.h"

#include <glib/gi18n-lib.h>

#include "core/till-csv.h"
#include "core/till-error.h"

/* What is gathered before it is written. */
#define CHUNK 65536

typedef struct
{
  const TillListKind *kind;
  GTimeZone          *zone;
  GArray             *columns;
  TillWholeFile      *file;
  TillCsv             csv;
} Writing;

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
  return column->to_words == NULL && till_column_is_numeric (column);
}

static gboolean
write_row (TillRow *row, gpointer data, GError **error)
{
  Writing *writing = data;

  for (guint i = 0; i < writing->columns->len; i++)
    {
      guint             index = g_array_index (writing->columns, guint, i);
      const TillColumn *column = &writing->kind->columns.columns[index];
      g_autofree char  *cell = till_column_to_plain (column, index, row, writing->zone);

      if (is_number (column))
        till_csv_add_number (&writing->csv, cell);
      else
        till_csv_add_text (&writing->csv, cell);
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
  g_autoptr (GString) text = g_string_sized_new (CHUNK + 4096);
  Writing             writing = { .columns = columns, .file = file };

  writing.kind = till_list_walk_get_kind (walk);
  writing.zone = till_list_walk_get_zone (walk);
  till_csv_begin (&writing.csv, text, bom);
  write_header (&writing);

  return till_list_walk_find (walk, connection, error) &&
         till_list_walk_run (walk, connection, write_row, &writing, error) &&
         flush (&writing, 0, error);
}
