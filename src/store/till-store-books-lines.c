/* till-store-books-lines.c: the lines of a ledger that is kept in another program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file names the patient and who owes by their numbers only. Who is not in the practice is not
 * made up: under a name like "Patient 1234" nobody would be found, asked or recognized again. The
 * list of patients is to be imported before.
 */
#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "rules/till-import-rules.h"
#include "store/till-store-books-private.h"

/* Above all ids of the ledger's own entries: see ledger_lines. */
#define FIRST_ID G_GINT64_CONSTANT (1099511627777)

/* ── Who is meant ────────────────────────────────────────────────────────────────────────────── */

/* @name: NULL: the file has none. *@id 0: it is a conflict, whose words are @row's. */
static gboolean
find_party (TillDbConnection *connection,
            TillBookRow      *row,
            char             *number,
            char             *name,
            gint64           *id,
            GError          **error)
{
  const TillImportRow   party = { .number = number, .name = name, .birth_date = TILL_DAY_NONE };
  g_autoptr (GPtrArray) candidates =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_patient_free);
  g_auto (TillImportMatch) match = { 0 };

  *id = 0;
  if (!till_store_add_numbered (connection, number, candidates, error))
    return FALSE;

  till_import_match (&party, candidates, FALSE, &match);
  if (match.verdict == TILL_IMPORT_FOUND)
    *id = match.patient->id;
  else
    {
      row->verdict = TILL_BOOK_CONFLICT;
      row->words = match.words != NULL
                     ? g_steal_pointer (&match.words)
                     : g_strdup_printf (_ ("Nobody in the practice has the number %s. Import the "
                                           "list of patients first."),
                                        number);
    }

  return TRUE;
}

/* ── What it says otherwise ──────────────────────────────────────────────────────────────────── */

static gboolean
compare (TillDbConnection *connection, TillBookRow *row, GError **error)
{
  static const char sql[] =
    "SELECT patient_id, guarantor_id, kind, amount_cents, day, aged_from, insurance_cents, note"
    "  FROM book_lines WHERE number = ?1"
    "   AND edition_id = (SELECT id FROM editions WHERE state = 'shown')";
  const TillImportRow        *said = row->row;
  g_autoptr (TillDbStatement) known = NULL;
  TillStep  step = till_store_ask (connection, sql, &known, error, 1, said->tran_num);
  TillMoney pending;
  gboolean  same;

  row->verdict = TILL_BOOK_NEW;
  if (step != TILL_STEP_ROW)
    return step == TILL_STEP_DONE;

  same = till_import_row_get_pending (said, &pending) &&
         till_db_column_int (known, 0) == row->patient_id &&
         till_db_column_int (known, 1) == row->guarantor_id &&
         g_str_equal (till_db_column_text (known, 2),
                      till_enum_to_text (TILL_TYPE_LINE_KIND, (int) said->kind)) &&
         till_db_column_int (known, 3) == said->line_amount.cents &&
         till_db_column_int (known, 4) == said->line_day.number &&
         till_db_column_int (known, 5) == said->line_aged_from.number &&
         till_db_column_int (known, 6) == pending.cents &&
         g_strcmp0 (till_db_column_text (known, 7), said->line_words) == 0;
  row->verdict = same ? TILL_BOOK_UNCHANGED : TILL_BOOK_CHANGED;

  return TRUE;
}

gboolean
till_store_match_book_line (TillDbConnection *connection, TillBookRow *row, GError **error)
{
  TillImportRow *said = row->row;

  if (!find_party (connection, row, said->number, NULL, &row->patient_id, error))
    return FALSE;
  if (row->verdict == TILL_BOOK_CONFLICT)
    return TRUE;
  if (!find_party (connection, row, said->guarantor_number, said->name, &row->guarantor_id, error))
    return FALSE;

  return row->verdict == TILL_BOOK_CONFLICT || compare (connection, row, error);
}

gboolean
till_store_count_book_lines (TillDbConnection *connection, gint64 *n_lines, GError **error)
{
  static const char           sql[] = "SELECT count(*) FROM book_lines WHERE edition_id ="
                                      " (SELECT id FROM editions WHERE state = 'shown')";
  g_autoptr (TillDbStatement) row = NULL;

  if (till_store_ask (connection, sql, &row, error, 0) != TILL_STEP_ROW)
    return FALSE;
  *n_lines = till_db_column_int (row, 0);

  return TRUE;
}

/* ── Taken in ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_last_id (TillDbConnection *connection, gint64 *id, GError **error)
{
  g_autoptr (TillDbStatement) row = NULL;

  if (till_store_ask (connection, "SELECT coalesce(max(id), ?1) FROM book_lines", &row, error, 1,
                      FIRST_ID - 1) != TILL_STEP_ROW)
    return FALSE;
  *id = till_db_column_int (row, 0);

  return TRUE;
}

static gboolean
add_line (TillDbConnection  *connection,
          const TillEdition *edition,
          gint64             id,
          const TillBookRow *row,
          GError           **error)
{
  static const char sql[] =
    "INSERT INTO book_lines (id, edition_id, number, patient_id, guarantor_id, kind, amount_cents,"
    "                        insurance_cents, day, aged_from, note)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
  const TillImportRow        *said = row->row;
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);
  TillMoney                   pending;

  if (statement == NULL)
    return FALSE;

  g_return_val_if_fail (till_import_row_get_pending (said, &pending), FALSE);
  till_db_bind_int (statement, 1, id);
  till_db_bind_int (statement, 2, edition->id);
  till_db_bind_int (statement, 3, said->tran_num);
  till_db_bind_int (statement, 4, row->patient_id);
  till_db_bind_int (statement, 5, row->guarantor_id);
  till_db_bind_text (statement, 6, till_enum_to_text (TILL_TYPE_LINE_KIND, (int) said->kind));
  till_db_bind_int (statement, 7, said->line_amount.cents);
  till_db_bind_int (statement, 8, pending.cents);
  till_db_bind_int (statement, 9, said->line_day.number);
  till_db_bind_int (statement, 10, said->line_aged_from.number);
  till_db_bind_text (statement, 11, said->line_words);

  return till_db_run (statement, error);
}

gboolean
till_store_add_book_lines (TillDbConnection  *connection,
                           const TillEdition *edition,
                           GPtrArray         *rows,
                           guint             *n_added,
                           GError           **error)
{
  gint64 last;
  guint  n = 0;

  if (!read_last_id (connection, &last, error))
    return FALSE;

  for (; n < rows->len && (n < TILL_BOOK_FEWEST_ROWS || !till_db_is_time_up (connection)); n++)
    {
      if (!add_line (connection, edition, last + 1 + n, rows->pdata[n], error))
        return FALSE;
    }
  *n_added = n;

  return TRUE;
}

gboolean
till_store_age_book_lines (TillDbConnection *connection,
                           gint64            import_id,
                           gint64           *after,
                           gboolean         *is_done,
                           GError          **error)
{
  TillEdition edition;

  *is_done = TRUE;
  if (!till_store_find_edition_of (connection, import_id, &edition, error))
    return FALSE;

  return till_day_is_none (edition.lines_until) ||
         till_store_age_lines (connection, &edition, after, is_done, error);
}
