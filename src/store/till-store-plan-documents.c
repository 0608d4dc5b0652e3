/* till-store-plan-documents.c: the papers of payment plans, whole or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-plan-documents.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "store/till-store-private.h"

#define AT(member) G_STRUCT_OFFSET (TillPlanDocument, member)

static const TillField fields[] = {
  { "plan_id", TILL_FIELD_INT, AT (plan_id), TRUE },
  { "version", TILL_FIELD_INT, AT (version), TRUE },
  { "kind", TILL_FIELD_ENUM, AT (kind), TRUE, till_document_kind_get_type },
  { "format", TILL_FIELD_ENUM, AT (format), TRUE, till_document_format_get_type },
  { "n_bytes", TILL_FIELD_INT, AT (n_bytes), TRUE },
  { "sha256", TILL_FIELD_FULL_TEXT, AT (sha256), TRUE },
  { "is_kept", TILL_FIELD_BOOL, AT (is_kept), FALSE },
  { "added_at", TILL_FIELD_INSTANT, AT (added_at), TRUE },
  { "added_by", TILL_FIELD_FULL_TEXT, AT (added_by), TRUE },
};

static TillRecordType document_type = { "plan_documents", fields, G_N_ELEMENTS (fields),
                                        TILL_RECORD_OF (TillPlanDocument, till_plan_document) };

/* ── Writing ─────────────────────────────────────────────────────────────────────────────────── */

gboolean
till_store_clear_plan_documents (TillDbConnection *connection, gint64 plan_id, GError **error)
{
  return till_store_run (connection,
                         "DELETE FROM plan_document_pieces WHERE document_id IN"
                         " (SELECT id FROM plan_documents WHERE plan_id = ?1 AND NOT is_kept)",
                         error, 1, plan_id) &&
         till_store_run (connection,
                         "DELETE FROM plan_documents WHERE plan_id = ?1 AND NOT is_kept", error, 1,
                         plan_id);
}

gboolean
till_store_begin_plan_document (TillDbConnection *connection,
                                TillPlanDocument *document,
                                GBytes           *bytes,
                                const TillActor  *actor,
                                TillInstant       at,
                                GError          **error)
{
  g_autoptr (TillDbStatement) statement = NULL;

  document->n_bytes = (gint64) g_bytes_get_size (bytes);
  document->is_kept = FALSE;
  document->added_at = at;
  till_text_set (&document->added_by, actor != NULL ? actor->name : "Till");
  g_free (document->sha256);
  document->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  statement = till_db_prepare (connection, till_record_insert (&document_type), error);
  if (statement == NULL)
    return FALSE;
  till_record_bind (&document_type, statement, document);
  if (!till_db_run (statement, error))
    return FALSE;
  document->id = till_db_last_id (connection);

  return TRUE;
}

gint64
till_store_count_document_pieces (GBytes *bytes)
{
  return (gint64) ((g_bytes_get_size (bytes) + TILL_DOCUMENT_PIECE - 1) / TILL_DOCUMENT_PIECE);
}

static void
set_not_there (GError **error)
{
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                       _ ("This document of the payment plan is not there."));
}

static TillPlanDocument *
find (TillDbConnection *connection, const char *where, gint64 id, GError **error)
{
  gpointer found;

  if (till_record_find (&document_type, connection, where, id, &found, error) && found == NULL)
    set_not_there (error);

  return found;
}

/* Numbers are given again: it is this one by what it holds, too. */
static TillPlanDocument *
find_begun (TillDbConnection *connection, const TillPlanDocument *document, GError **error)
{
  g_autoptr (TillPlanDocument) begun =
    find (connection, "WHERE id = ?1 AND NOT is_kept", document->id, error);

  if (begun == NULL || g_str_equal (begun->sha256, document->sha256))
    return g_steal_pointer (&begun);

  set_not_there (error);

  return NULL;
}

gboolean
till_store_add_document_piece (TillDbConnection       *connection,
                               const TillPlanDocument *document,
                               gint64                  n,
                               GBytes                 *bytes,
                               GError                **error)
{
  static const char            sql[] = "INSERT INTO plan_document_pieces (document_id, n, bytes)"
                                       " VALUES (?1, ?2, ?3)";
  g_autoptr (TillPlanDocument) begun = find_begun (connection, document, error);
  g_autoptr (GBytes)           piece = NULL;
  g_autoptr (TillDbStatement)  statement = NULL;
  gsize                        begin = (gsize) n * TILL_DOCUMENT_PIECE;

  if (begun == NULL || (statement = till_db_prepare (connection, sql, error)) == NULL)
    return FALSE;

  piece = g_bytes_new_from_bytes (bytes, begin,
                                  MIN (g_bytes_get_size (bytes) - begin, TILL_DOCUMENT_PIECE));
  till_db_bind_int (statement, 1, begun->id);
  till_db_bind_int (statement, 2, n);
  till_db_bind_bytes (statement, 3, piece);

  return till_db_run (statement, error);
}

gboolean
till_store_keep_plan_document (TillDbConnection       *connection,
                               const TillPlanDocument *wanted,
                               const TillActor        *actor,
                               TillInstant             at,
                               GError                **error)
{
  g_autoptr (TillPlanDocument) document = find_begun (connection, wanted, error);
  g_autofree char             *facts = NULL;
  g_autofree char             *after = NULL;
  GString                     *json;

  if (document == NULL ||
      !till_store_run (connection, "UPDATE plan_documents SET is_kept = TRUE WHERE id = ?1", error,
                       1, document->id))
    return FALSE;

  json = g_string_new (NULL);
  till_json_int (json, "plan", document->plan_id);
  till_json_int (json, "version", document->version);
  till_json_text (json, "kind", till_enum_to_text (TILL_TYPE_DOCUMENT_KIND, (int) document->kind));
  till_json_int (json, "bytes", document->n_bytes);
  till_json_digest (json, "sha256", document->sha256);
  after = till_json_end (json);
  facts = till_record_facts (&document_type, document);

  return till_store_audit_row (connection, actor, at, "keep-plan-document", "plan-documents",
                               document->id, NULL, after, facts, error);
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

GPtrArray *
till_store_list_plan_documents (TillDbConnection *connection, gint64 plan_id, GError **error)
{
  g_autoptr (TillDbStatement) rows = till_record_prepare (
    &document_type, connection, "WHERE plan_id = ?1 AND is_kept ORDER BY id", error);

  if (rows == NULL)
    return NULL;

  till_db_bind_int (rows, 1, plan_id);

  return till_record_read_rows (&document_type, rows, error);
}

TillPlanDocument *
till_store_get_plan_document (TillDbConnection *connection, gint64 id, GError **error)
{
  return find (connection, "WHERE id = ?1 AND is_kept", id, error);
}

GBytes *
till_store_read_plan_document (TillDbConnection       *connection,
                               const TillPlanDocument *document,
                               GError                **error)
{
  static const char           sql[] = "SELECT bytes FROM plan_document_pieces"
                                      " WHERE document_id = ?1 ORDER BY n";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  g_autoptr (GByteArray)      whole = g_byte_array_new ();
  g_autoptr (GBytes)          bytes = NULL;
  g_autofree char            *sha256 = NULL;
  TillStep                    step = TILL_STEP_ERROR;

  if (rows == NULL)
    return NULL;
  till_db_bind_int (rows, 1, document->id);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      g_autoptr (GBytes) piece = till_db_column_dup_bytes (rows, 0);

      g_byte_array_append (whole, g_bytes_get_data (piece, NULL), (guint) g_bytes_get_size (piece));
    }
  if (step != TILL_STEP_DONE)
    return NULL;

  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&whole));
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (g_str_equal (sha256, document->sha256))
    return g_steal_pointer (&bytes);

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_STORE,
                       _ ("This document is not whole in the practice’s file any more. A backup of "
                          "the practice may still have it."));

  return NULL;
}
