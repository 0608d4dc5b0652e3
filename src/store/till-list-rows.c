/* till-list-rows.c: the rows of a list, read by their ids
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-list-rows.h"

#include "store/till-store-private.h"

char *
till_list_row_sql (const TillListKind *kind)
{
  GString *sql = g_string_new ("SELECT ");

  for (guint i = 0; i < kind->columns.n_columns; i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "", kind->columns.sql[i].value);
  g_string_append_printf (sql, " FROM %s WHERE id = ?1", kind->table);

  return g_string_free (sql, FALSE);
}

static void
fill_row (const TillListKind *kind, TillDbStatement *statement, TillRow *row)
{
  for (guint i = 0; i < kind->columns.n_columns; i++)
    {
      TillColumnKind column = kind->columns.columns[i].kind;

      if (till_db_column_is_null (statement, (int) i))
        continue;
      if (column == TILL_COLUMN_TEXT || column == TILL_COLUMN_CHOICE)
        till_row_set_text (row, i, till_db_column_text (statement, (int) i));
      else
        till_row_set_int (row, i, till_db_column_int (statement, (int) i));
    }
}

/* A row that is gone meanwhile is empty until the list hears of it. */
TillRow *
till_list_read_row (const TillListKind *kind, TillDbStatement *statement, gint64 id, GError **error)
{
  TillRow *row;
  TillStep step;

  till_db_reset (statement);
  till_db_bind_int (statement, 1, id);
  step = till_db_step (statement, error);
  if (step == TILL_STEP_ERROR)
    return NULL;

  row = till_row_new (id, kind->columns.n_columns);
  if (step == TILL_STEP_ROW)
    fill_row (kind, statement, row);

  return row;
}

gboolean
till_list_read_rows_in_job (const TillListKind *kind,
                            TillDbConnection   *reader,
                            const gint64       *ids,
                            guint               n_ids,
                            TillRow           **rows,
                            GError            **error)
{
  g_autofree char            *sql = till_list_row_sql (kind);
  g_autoptr (TillDbStatement) statement = till_db_prepare (reader, sql, error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < n_ids; i++)
    {
      rows[i] = till_list_read_row (kind, statement, ids[i], error);
      if (rows[i] == NULL)
        {
          for (; i > 0; i--)
            g_object_unref (rows[i - 1]);
          return FALSE;
        }
    }

  return TRUE;
}

/* In one transaction: single reads would take and give back the file's locks each, which is more
 * than half of their time. */
gboolean
till_list_read_rows (const TillListKind *kind,
                     TillDbConnection   *reader,
                     const gint64       *ids,
                     guint               n_ids,
                     TillRow           **rows,
                     GError            **error)
{
  g_autoptr (GError) unended = NULL;
  gboolean           read;

  if (!till_store_run (reader, "BEGIN", error, 0))
    return FALSE;

  read = till_list_read_rows_in_job (kind, reader, ids, n_ids, rows, error);
  /* Nothing was written, so there is nothing that it could lose. */
  if (!till_store_run (reader, "COMMIT", &unended, 0))
    g_warning ("%s", unended->message);

  return read;
}
