/* till-store-books-settle.c: what an import has left to do, or has left behind, some a commit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-books-private.h"

/* What a commit has time for. */
#define BALANCES "500"
/* They lie apart in their indexes: as many of these at a time as there is time for. */
#define LINES "50"
#define PATIENTS "100"
/* Of a file that is kept. */
#define PIECES "4"

/* The first of that state; 0: there is none. */
static gboolean
find_import (TillDbConnection *connection, const char *sql, gint64 *id, GError **error)
{
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection, sql, &row, error, 0);

  *id = step == TILL_STEP_ROW ? till_db_column_int (row, 0) : 0;

  return step != TILL_STEP_ERROR;
}

/* *@any: something was there. */
static gboolean
drop (TillDbConnection *connection, const char *sql, gint64 id, gboolean *any, GError **error)
{
  if (!till_store_run (connection, sql, error, 1, id))
    return FALSE;
  *any = till_db_n_changed (connection) > 0;

  return TRUE;
}

static gboolean
drop_edition (TillDbConnection *connection, gint64 id, GError **error)
{
  static const char bases[] = "DELETE FROM balance_bases WHERE edition_id = ?1 AND guarantor_id IN"
                              " (SELECT guarantor_id FROM balance_bases WHERE edition_id = ?1"
                              "   LIMIT " BALANCES ")";
  static const char balances[] = "DELETE FROM balances WHERE edition_id = ?1 AND guarantor_id IN"
                                 " (SELECT guarantor_id FROM balances WHERE edition_id = ?1"
                                 "   LIMIT " BALANCES ")";
  static const char lines[] = "DELETE FROM book_lines WHERE id IN (SELECT id FROM book_lines"
                              " WHERE edition_id = ?1 LIMIT " LINES ")";
  gboolean          any;
  gboolean          any_lines = FALSE;

  do
    {
      if (!drop (connection, lines, id, &any, error))
        return FALSE;
      any_lines = any_lines || any;
    }
  while (any && !till_db_is_time_up (connection));
  if (any_lines)
    return TRUE;
  if (!drop (connection, bases, id, &any, error))
    return FALSE;
  if (any)
    return TRUE;
  if (!drop (connection, balances, id, &any, error))
    return FALSE;

  return any || till_store_run (connection, "DELETE FROM editions WHERE id = ?1", error, 1, id);
}

/* ── A file that broke off ───────────────────────────────────────────────────────────────────── */

/* The lowest ids first; who has one of them as guarantor is let go before. */
static gboolean
drop_patients (TillDbConnection *connection, gint64 import_id, gboolean *any, GError **error)
{
#define SOME                                                                                       \
  "(SELECT p.id FROM patients p JOIN book_imports i ON i.id = ?1 AND p.id >= i.first_patient"      \
  "  WHERE p.import_id = ?1 ORDER BY p.id LIMIT " PATIENTS ")"
  static const char let_go[] = "UPDATE patients SET guarantor_id = id"
                               " WHERE guarantor_id IN " SOME " AND id <> guarantor_id";
  static const char words[] = "DELETE FROM patient_words WHERE patient_id IN " SOME;
  static const char consents[] = "DELETE FROM consents WHERE patient_id IN " SOME;
  static const char patients[] = "DELETE FROM patients WHERE id IN " SOME;

  return till_store_run (connection, let_go, error, 1, import_id) &&
         till_store_run (connection, words, error, 1, import_id) &&
         till_store_run (connection, consents, error, 1, import_id) &&
         drop (connection, patients, import_id, any, error);
}

static gboolean
drop_coming (TillDbConnection *connection, gint64 id, GError **error)
{
  static const char edition[] = "UPDATE editions SET state = 'gone', import_id = NULL"
                                " WHERE import_id = ?1";
  static const char changes[] = "DELETE FROM patient_changes WHERE id IN"
                                " (SELECT id FROM patient_changes WHERE import_id = ?1"
                                "   LIMIT " BALANCES ")";
  static const char families[] = "DELETE FROM import_families WHERE id IN"
                                 " (SELECT id FROM import_families WHERE import_id = ?1"
                                 "   LIMIT " BALANCES ")";
  static const char pieces[] = "DELETE FROM book_import_pieces WHERE import_id = ?1 AND n IN"
                               " (SELECT n FROM book_import_pieces WHERE import_id = ?1"
                               "   LIMIT " PIECES ")";
  static const char file[] = "DELETE FROM book_imports WHERE id = ?1";
  gboolean          any;

  if (!drop (connection, edition, id, &any, error))
    return FALSE;
  if (any)
    return TRUE;
  if (!drop (connection, pieces, id, &any, error))
    return FALSE;
  if (any)
    return TRUE;
  if (!drop (connection, changes, id, &any, error))
    return FALSE;
  if (any)
    return TRUE;
  if (!drop (connection, families, id, &any, error))
    return FALSE;
  if (any)
    return TRUE;
  if (!drop_patients (connection, id, &any, error))
    return FALSE;

  return any || till_store_run (connection, file, error, 1, id);
}

/* ── A file that is shown, or was ────────────────────────────────────────────────────────────── */

static gboolean
make (TillDbConnection *connection,
      gint64            id,
      const TillActor  *actor,
      TillInstant       at,
      GError          **error)
{
  static const char done[] = "UPDATE book_imports SET state = 'done' WHERE id = ?1";
  guint             n_done;

  if (!till_store_make_changes (connection, id, actor, at, &n_done, error))
    return FALSE;

  return n_done > 0 || till_store_run (connection, done, error, 1, id);
}

static gboolean
unmake (TillDbConnection *connection,
        gint64            id,
        const TillActor  *actor,
        TillInstant       at,
        GError          **error)
{
  static const char done[] = "UPDATE book_imports SET state = 'undone' WHERE id = ?1";
  guint             n_done;

  if (!till_store_unmake_changes (connection, id, actor, at, &n_done, error))
    return FALSE;

  return n_done > 0 || till_store_run (connection, done, error, 1, id);
}

gboolean
till_store_settle_books (TillDbConnection *connection,
                         const TillActor  *actor,
                         TillInstant       at,
                         gboolean         *is_done,
                         GError          **error)
{
  gint64 gone;
  gint64 shown;
  gint64 going;
  gint64 coming;

  *is_done = FALSE;
  if (!find_import (connection, "SELECT id FROM book_imports WHERE state = 'shown' LIMIT 1", &shown,
                    error) ||
      !find_import (connection, "SELECT id FROM book_imports WHERE state = 'going' LIMIT 1", &going,
                    error) ||
      !find_import (connection, "SELECT id FROM editions WHERE state = 'gone' LIMIT 1", &gone,
                    error) ||
      !find_import (connection, "SELECT id FROM book_imports WHERE state = 'coming' LIMIT 1",
                    &coming, error))
    return FALSE;

  if (shown != 0)
    return make (connection, shown, actor, at, error);
  if (going != 0)
    return unmake (connection, going, actor, at, error);
  /* Before its patients, whom it names. */
  if (gone != 0)
    return drop_edition (connection, gone, error);
  if (coming != 0)
    return drop_coming (connection, coming, error);
  *is_done = TRUE;

  return TRUE;
}
