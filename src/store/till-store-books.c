/* till-store-books.c: another program's file, taken in and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-books.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "model/till-consent.h"
#include "store/till-store-books-private.h"

/* ── Its edition ─────────────────────────────────────────────────────────────────────────────── */

gboolean
till_store_find_edition_of (TillDbConnection *connection,
                            gint64            import_id,
                            TillEdition      *edition,
                            GError          **error)
{
  static const char sql[] = "SELECT " TILL_EDITION_FIELDS " FROM editions WHERE import_id = ?1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection, sql, &row, error, 1, import_id);

  *edition =
    (TillEdition){ .aged_on = TILL_DAY_NONE, .import_id = import_id, .lines_until = TILL_DAY_NONE };
  if (step == TILL_STEP_ROW)
    till_edition_read (edition, row);

  return step != TILL_STEP_ERROR;
}

/* ── Begun ───────────────────────────────────────────────────────────────────────────────────── */

static gboolean
refuse_again (TillDbConnection *connection, const TillBookFile *file, GError **error)
{
  g_autoptr (TillBookFile) known = NULL;

  if (!till_store_find_book_file (connection, file->sha256, &known, error))
    return FALSE;
  if (known != NULL)
    g_set_error (error, TILL_ERROR, TILL_ERROR_EXISTS,
                 _ ("The file “%s” has been imported already. Nothing was changed."),
                 file->file_name);

  return known == NULL;
}

static gboolean
insert_file (TillDbConnection *connection, TillBookFile *file, GError **error)
{
  static const char sql[] =
    "INSERT INTO book_imports (state, kind, layout, file_name, sha256, as_of, n_rows, n_new,"
    "                          n_changed, n_gone, n_left_out, total_cents, first_patient,"
    "                          imported_at, imported_by, aged_by)"
    " VALUES ('coming', ?1, ?2, ?3, ?4, ?5, 0, 0, 0, 0, 0, 0,"
    "         (SELECT coalesce(max(id), 0) + 1 FROM patients), ?6, ?7, ?8)";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  till_db_bind_text (statement, 1, till_enum_to_text (TILL_TYPE_IMPORT_KIND, (int) file->kind));
  till_db_bind_text (statement, 2, file->layout);
  till_db_bind_text (statement, 3, file->file_name);
  till_db_bind_text (statement, 4, file->sha256);
  till_db_bind_int (statement, 5, file->as_of.number);
  till_db_bind_int (statement, 6, file->imported_at);
  till_db_bind_text (statement, 7, file->imported_by);
  if (file->kind == TILL_IMPORT_LEDGER)
    till_db_bind_text (statement, 8, file->has_aging_days ? "aging-date" : "day");
  if (!till_db_run (statement, error))
    return FALSE;
  file->id = till_db_last_id (connection);

  return TRUE;
}

gboolean
till_store_begin_book_import (TillDbConnection *connection,
                              TillBookFile     *file,
                              TillDay           today,
                              const TillActor  *actor,
                              TillInstant       at,
                              GError          **error)
{
  static const char edition[] =
    "INSERT INTO editions (state, aged_on, import_id, last_entry, lines_until)"
    " SELECT 'building', CASE WHEN kind = 'ledger' THEN ?2 ELSE as_of END, id,"
    "        (SELECT coalesce(max(id), 0) FROM ledger_entries),"
    "        CASE WHEN kind = 'ledger' THEN as_of END FROM book_imports WHERE id = ?1";

  file->imported_at = at;
  till_text_set (&file->imported_by, actor->name);

  return till_text_refuse_card_number (file->file_name, _ ("the file’s name"), error) &&
         refuse_again (connection, file, error) && insert_file (connection, file, error) &&
         (file->kind == TILL_IMPORT_PATIENTS ||
          till_store_run (connection, edition, error, 2, file->id, (gint64) today.number));
}

/* ── Entered since ───────────────────────────────────────────────────────────────────────────── */

static gboolean
read_last_entry (TillDbConnection *connection, gint64 *last_entry, GError **error)
{
  g_autoptr (TillDbStatement) row = NULL;

  if (till_store_ask (connection, "SELECT coalesce(max(id), 0) FROM ledger_entries", &row, error,
                      0) != TILL_STEP_ROW)
    return FALSE;
  *last_entry = till_db_column_int (row, 0);

  return TRUE;
}

GArray *
till_store_list_entered_since (TillDbConnection *connection,
                               gint64            import_id,
                               gint64           *last_entry,
                               GError          **error)
{
  static const char           all[] = "SELECT DISTINCT guarantor_id FROM ledger_entries"
                                      " WHERE day > ?1 OR id > ?2 ORDER BY guarantor_id";
  static const char           later[] = "SELECT DISTINCT guarantor_id FROM ledger_entries"
                                        " WHERE id > ?2 AND ?1 <> 0 ORDER BY guarantor_id";
  g_autoptr (TillDbStatement) rows = NULL;
  g_autoptr (GArray)          guarantors = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64                      done = *last_entry;
  TillDay                     known;
  TillEdition                 edition;
  TillStep                    step = TILL_STEP_ERROR;

  if (!read_last_entry (connection, last_entry, error) ||
      !till_store_find_edition_of (connection, import_id, &edition, error))
    return NULL;
  if (edition.id == 0)
    return g_steal_pointer (&guarantors);

  rows = till_db_prepare (connection, done == 0 ? all : later, error);
  if (rows == NULL)
    return NULL;
  known = till_day_is_none (edition.lines_until) ? edition.aged_on : edition.lines_until;
  till_db_bind_int (rows, 1, done == 0 ? known.number : 1);
  till_db_bind_int (rows, 2, done == 0 ? edition.last_entry : done);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      gint64 id = till_db_column_int (rows, 0);

      g_array_append_val (guarantors, id);
    }

  return step == TILL_STEP_DONE ? g_steal_pointer (&guarantors) : NULL;
}

static gboolean
age_all (TillDbConnection  *connection,
         const TillEdition *edition,
         const gint64      *guarantors,
         guint              n_guarantors,
         GError           **error)
{
  for (guint i = 0; edition->id != 0 && i < n_guarantors; i++)
    {
      if (!till_store_age_in (connection, edition, guarantors[i], error))
        return FALSE;
    }

  return TRUE;
}

gboolean
till_store_age_entered (TillDbConnection *connection,
                        gint64            import_id,
                        const gint64     *guarantors,
                        guint             n_guarantors,
                        GError          **error)
{
  TillEdition edition;

  return till_store_find_edition_of (connection, import_id, &edition, error) &&
         age_all (connection, &edition, guarantors, n_guarantors, error);
}

/* The one that an undo shows again. */
static gboolean
find_former (TillDbConnection *connection, TillEdition *edition, GError **error)
{
  static const char           sql[] = "SELECT " TILL_EDITION_FIELDS " FROM editions"
                                      " WHERE state = 'kept'";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection, sql, &row, error, 0);

  *edition = (TillEdition){ .aged_on = TILL_DAY_NONE, .lines_until = TILL_DAY_NONE };
  if (step == TILL_STEP_ROW)
    till_edition_read (edition, row);

  return step != TILL_STEP_ERROR;
}

gboolean
till_store_age_former (TillDbConnection *connection,
                       gint64            import_id,
                       const gint64     *guarantors,
                       guint             n_guarantors,
                       GError          **error)
{
  TillEdition own;
  TillEdition former;

  if (!till_store_find_edition_of (connection, import_id, &own, error))
    return FALSE;
  if (own.id == 0)
    return TRUE;

  return find_former (connection, &former, error) &&
         age_all (connection, &former, guarantors, n_guarantors, error);
}

/* ── Shown ───────────────────────────────────────────────────────────────────────────────────── */

static char *
snapshot (const TillBookFile *file)
{
  GString         *json = g_string_new (NULL);
  g_autofree char *day = till_day_to_iso (file->as_of);

  till_json_text (json, "file", file->file_name);
  till_json_text (json, "kind", till_enum_to_text (TILL_TYPE_IMPORT_KIND, (int) file->kind));
  till_json_text (json, "layout", file->layout);
  till_json_digest (json, "sha256", file->sha256);
  till_json_text (json, "as-of", day);
  if (file->kind == TILL_IMPORT_LEDGER)
    till_json_text (json, "aged-by", file->has_aging_days ? "aging-date" : "day");
  till_json_int (json, "rows", file->n_rows);
  till_json_int (json, "new", file->n_new);
  till_json_int (json, "changed", file->n_changed);
  till_json_int (json, "gone", file->n_gone);
  till_json_int (json, "left-out", file->n_left_out);
  if (file->n_by_name > 0)
    till_json_int (json, "by-name", file->n_by_name);
  till_json_int (json, "total", file->total.cents);

  return till_json_end (json);
}

static gboolean
write_counts (TillDbConnection *connection, const TillBookFile *file, GError **error)
{
  static const char sql[] = "UPDATE book_imports SET state = 'shown', n_rows = ?2, n_new = ?3,"
                            "       n_changed = ?4, n_gone = ?5, n_left_out = ?6, total_cents = ?7,"
                            "       n_pieces = (SELECT count(*) FROM book_import_pieces"
                            "                    WHERE import_id = ?1)"
                            " WHERE id = ?1";

  return till_store_run (connection, sql, error, 7, file->id, file->n_rows, file->n_new,
                         file->n_changed, file->n_gone, file->n_left_out, file->total.cents);
}

/* The one before the former can't come back any more; nor can one that the ledger was building. */
static gboolean
show_edition (TillDbConnection *connection, const TillEdition *edition, GError **error)
{
  return till_store_run (connection,
                         "UPDATE editions SET state = 'gone' WHERE state = 'kept'"
                         " OR (state = 'building' AND import_id IS NULL)",
                         error, 0) &&
         till_store_run (connection, "UPDATE editions SET state = 'kept' WHERE state = 'shown'",
                         error, 0) &&
         till_store_run (connection, "UPDATE editions SET state = 'shown' WHERE id = ?1", error, 1,
                         edition->id);
}

gboolean
till_store_show_book_import (TillDbConnection   *connection,
                             const TillBookFile *file,
                             gint64              last_entry,
                             const TillActor    *actor,
                             TillInstant         at,
                             GError            **error)
{
  g_autofree char   *after = snapshot (file);
  g_autoptr (GArray) later = NULL;
  TillEdition        edition;

  if (!till_store_find_edition_of (connection, file->id, &edition, error))
    return FALSE;
  if (edition.id != 0)
    {
      later = till_store_list_entered_since (connection, file->id, &last_entry, error);
      if (later == NULL || !till_store_settle_merges (connection, &edition, error) ||
          !till_store_settle_plans (connection, &edition, error) ||
          !age_all (connection, &edition, (const gint64 *) (gpointer) later->data, later->len,
                    error) ||
          !show_edition (connection, &edition, error))
        return FALSE;
    }

  return write_counts (connection, file, error) &&
         till_store_audit (connection, actor, at, "import-books", "book_imports", file->id, NULL,
                           after, error);
}

/* ── Taken back ──────────────────────────────────────────────────────────────────────────────── */

/* A patient of the file for whom something was done since stays, and so does who answers for one
 * that stays. All their ids are from the file's first on: the indexes find what names one. */
static gboolean
keep_patients (TillDbConnection *connection, gint64 import_id, GError **error)
{
  static const char sql[] =
    "UPDATE patients SET import_id = NULL WHERE import_id = ?1 AND id IN ("
    " SELECT patient_id FROM attempts WHERE patient_id >= ?2"
    " UNION SELECT guarantor_id FROM attempts WHERE guarantor_id >= ?2"
    " UNION SELECT patient_id FROM transactions WHERE patient_id >= ?2"
    " UNION SELECT guarantor_id FROM transactions WHERE guarantor_id >= ?2"
    " UNION SELECT patient_id FROM ledger_entries WHERE patient_id >= ?2"
    " UNION SELECT guarantor_id FROM ledger_entries WHERE guarantor_id >= ?2"
    " UNION SELECT guarantor_id FROM requests WHERE guarantor_id >= ?2"
    " UNION SELECT guarantor_id FROM bulk_items WHERE guarantor_id >= ?2"
    " UNION SELECT patient_id FROM messages WHERE patient_id >= ?2"
    " UNION SELECT guarantor_id FROM cards WHERE guarantor_id >= ?2"
    " UNION SELECT guarantor_id FROM plans WHERE guarantor_id >= ?2"
    " UNION SELECT patient_id FROM plans WHERE patient_id >= ?2"
    " UNION SELECT guarantor_id FROM plan_versions WHERE guarantor_id >= ?2"
    " UNION SELECT guarantor_id FROM snoozes WHERE guarantor_id >= ?2"
    " UNION SELECT guarantor_id FROM statements WHERE guarantor_id >= ?2"
    " UNION SELECT patient_id FROM consents"
    "        WHERE patient_id >= ?2 AND coalesce(how, '') <> '" TILL_CONSENT_HOW_OPEN_DENTAL "'"
    " UNION SELECT patient_id FROM merges WHERE patient_id >= ?2"
    " UNION SELECT kept_id FROM merges WHERE kept_id >= ?2"
    " UNION SELECT subject_id FROM audit"
    "        WHERE subject = 'patients' AND subject_id >= ?2"
    "          AND deed NOT IN ('import-patient', 'unimport-patient'))";
  /* What the file itself has changed of others is taken back later. */
  static const char answering[] =
    "UPDATE patients SET import_id = NULL WHERE import_id = ?1 AND id IN ("
    " WITH RECURSIVE answering (id) AS ("
    "  SELECT p.guarantor_id FROM patients AS p"
    "   WHERE p.guarantor_id >= ?2 AND p.import_id IS NOT ?1 AND NOT EXISTS"
    "         (SELECT 1 FROM patient_changes AS c WHERE c.patient_id = p.id"
    "             AND c.import_id = ?1 AND c.guarantor_id = p.guarantor_id)"
    "  UNION SELECT p.guarantor_id FROM patients AS p JOIN answering AS a ON a.id = p.id)"
    " SELECT id FROM answering)";
  g_autoptr (TillDbStatement) row = NULL;
  gint64                      first;

  if (till_store_ask (connection, "SELECT first_patient FROM book_imports WHERE id = ?1", &row,
                      error, 1, import_id) != TILL_STEP_ROW)
    return FALSE;
  first = till_db_column_int (row, 0);

  return till_store_run (connection, sql, error, 2, import_id, first) &&
         till_store_run (connection, answering, error, 2, import_id, first);
}

static gboolean
show_former (TillDbConnection *connection, const TillEdition *own, GError **error)
{
  TillEdition former;

  return find_former (connection, &former, error) &&
         till_store_settle_merges (connection, &former, error) &&
         till_store_settle_plans (connection, &former, error) &&
         till_store_run (connection, "UPDATE editions SET state = 'gone' WHERE id = ?1", error, 1,
                         own->id) &&
         till_store_run (connection, "UPDATE editions SET state = 'shown' WHERE id = ?1", error, 1,
                         former.id);
}

static gboolean
mark_undone (TillDbConnection *connection,
             gint64            import_id,
             const TillActor  *actor,
             TillInstant       at,
             GError          **error)
{
  static const char           sql[] = "UPDATE book_imports SET state = 'going', undone_at = ?1,"
                                      "                        undone_by = ?2"
                                      " WHERE id = ?3 AND state = 'done'"
                                      "   AND id = (SELECT max(id) FROM book_imports)";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  till_db_bind_int (statement, 1, at);
  till_db_bind_text (statement, 2, actor->name);
  till_db_bind_int (statement, 3, import_id);
  if (!till_db_run (statement, error))
    return FALSE;
  if (till_db_n_changed (connection) == 1)
    return TRUE;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                       _ ("Only the last import can be undone, and it has been already."));

  return FALSE;
}

gboolean
till_store_take_back_books (TillDbConnection *connection,
                            gint64            import_id,
                            gint64            last_entry,
                            const TillActor  *actor,
                            TillInstant       at,
                            GError          **error)
{
  g_autoptr (GArray) later = NULL;
  TillEdition        own;

  if (!mark_undone (connection, import_id, actor, at, error) ||
      !till_store_find_edition_of (connection, import_id, &own, error))
    return FALSE;
  if (own.id != 0)
    {
      later = till_store_list_entered_since (connection, import_id, &last_entry, error);
      if (later == NULL ||
          !till_store_age_former (connection, import_id, (const gint64 *) (gpointer) later->data,
                                  later->len, error) ||
          !show_former (connection, &own, error))
        return FALSE;
    }

  return keep_patients (connection, import_id, error) &&
         till_store_audit (connection, actor, at, "undo-import", "book_imports", import_id, NULL,
                           NULL, error);
}
