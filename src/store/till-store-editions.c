/* till-store-editions.c: which balances are shown: from the ledger, from a file, from a file's
 * lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-balances-private.h"

void
till_edition_read (TillEdition *edition, TillDbStatement *row)
{
  edition->id = till_db_column_int (row, 0);
  edition->aged_on.number = (gint32) till_db_column_int (row, 1);
  edition->is_shown = till_db_column_int (row, 2) != 0;
  edition->import_id = till_db_column_int (row, 3);
  edition->last_entry = till_db_column_int (row, 4);
  edition->lines_until = TILL_DAY_NONE;
  if (!till_db_column_is_null (row, 5))
    edition->lines_until.number = (gint32) till_db_column_int (row, 5);
}

gboolean
till_edition_is_told (const TillEdition *edition)
{
  return edition->import_id != 0 && till_day_is_none (edition->lines_until);
}

gboolean
till_store_find_edition (TillDbConnection *connection, TillEdition *edition, GError **error)
{
  static const char           sql[] = "SELECT " TILL_EDITION_FIELDS " FROM editions"
                                      " WHERE state = 'shown' OR (state = 'building' AND import_id IS NULL)"
                                      " ORDER BY state DESC NULLS LAST LIMIT 1";
  g_autoptr (TillDbStatement) row = till_db_prepare (connection, sql, error);
  TillStep                    step = row != NULL ? till_db_step (row, error) : TILL_STEP_ERROR;

  *edition = (TillEdition){ .aged_on = TILL_DAY_NONE, .lines_until = TILL_DAY_NONE };
  if (step == TILL_STEP_ROW)
    till_edition_read (edition, row);

  return step != TILL_STEP_ERROR;
}

gboolean
till_store_get_aged_on (TillDbConnection *connection, TillDay *day, GError **error)
{
  g_autoptr (GError) failed = NULL;
  gint64             number = TILL_DAY_NONE.number;

  if (!till_db_query_int (connection, "SELECT aged_on FROM editions WHERE state = 'shown'", &number,
                          &failed) &&
      failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  day->number = (gint32) number;

  return TRUE;
}

gboolean
till_store_get_shown_books (TillDbConnection *connection, TillShownBooks *books, GError **error)
{
  static const char           sql[] = "SELECT id, aged_on, lines_until, import_id FROM editions"
                                      " WHERE state = 'shown'";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection, sql, &row, error, 0);

  *books = (TillShownBooks){ .aged_on = TILL_DAY_NONE, .lines_until = TILL_DAY_NONE };
  if (step == TILL_STEP_ROW)
    {
      books->edition_id = till_db_column_int (row, 0);
      books->aged_on.number = (gint32) till_db_column_int (row, 1);
      if (!till_db_column_is_null (row, 2))
        books->lines_until.number = (gint32) till_db_column_int (row, 2);
      books->is_from_file = !till_db_column_is_null (row, 3);
    }

  return step != TILL_STEP_ERROR;
}
