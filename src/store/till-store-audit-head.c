/* till-store-audit-head.c: the audit's last entry, kept where who cuts the chain would have to
 * reach too
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The head (number and hash of the last entry, signed when there is a key) stands in its own row
 * and beside the file. It is written after commits, so it may lag behind the chain; ahead of it, it
 * says that the chain's end was cut.
 */
#include "store/till-store-private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"

#define FIRST_LINE "till audit head 1"

void
till_audit_head_clear (TillAuditHead *self)
{
  g_clear_pointer (&self->hash, g_free);
  g_clear_pointer (&self->hmac, g_free);
}

char *
till_audit_head_path (const char *path)
{
  return g_strconcat (path, ".head", NULL);
}

char *
till_audit_hmac (gint64 number, const char *hash, GBytes *key)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize               size;
  gconstpointer       bytes = g_bytes_get_data (key, &size);

  till_canonical_int (text, number);
  till_canonical_text (text, hash);

  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, bytes, size, text->str, (gssize) text->len);
}

/* ── In its row ──────────────────────────────────────────────────────────────────────────────── */

gboolean
till_audit_head_read (TillDbConnection *connection,
                      TillAuditHead    *head,
                      gboolean         *found,
                      GError          **error)
{
  static const char           sql[] = "SELECT number, hash, hmac FROM audit_head WHERE id = 1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection, sql, &row, error, 0);

  if (step == TILL_STEP_ERROR)
    return FALSE;

  *found = step == TILL_STEP_ROW;
  if (*found)
    {
      head->number = till_db_column_int (row, 0);
      head->hash = till_db_column_dup_text (row, 1);
      head->hmac = till_db_column_dup_text (row, 2);
    }

  return TRUE;
}

typedef struct
{
  GBytes       *key; /* or NULL */
  TillAuditHead head;
} HeadJob;

static gboolean
write_row (TillDbConnection *connection, const TillAuditHead *head, GError **error)
{
  static const char sql[] =
    "INSERT INTO audit_head (id, number, hash, hmac) VALUES (1, ?1, ?2, ?3)"
    " ON CONFLICT (id) DO UPDATE"
    "   SET number = excluded.number, hash = excluded.hash, hmac = excluded.hmac";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, head->number);
  till_db_bind_text (statement, 2, head->hash);
  till_db_bind_text (statement, 3, head->hmac);

  return till_db_run (statement, error);
}

static gboolean
write_head_work (TillDbConnection *connection, gpointer data, GError **error)
{
  HeadJob               *job = data;
  g_auto (TillAuditHead) old = { 0, NULL, NULL };
  gboolean               found;

  till_audit_head_clear (&job->head);
  if (!till_audit_read_last (connection, &job->head.number, &job->head.hash, error) ||
      !till_audit_head_read (connection, &old, &found, error))
    return FALSE;

  if (job->key != NULL)
    job->head.hmac = till_audit_hmac (job->head.number, job->head.hash, job->key);

  if (found && old.number == job->head.number && g_strcmp0 (old.hash, job->head.hash) == 0 &&
      g_strcmp0 (old.hmac, job->head.hmac) == 0)
    return TRUE;

  return write_row (connection, &job->head, error);
}

/* ── Beside the file ─────────────────────────────────────────────────────────────────────────── */

static gboolean
save (const char *path, const TillAuditHead *head, GError **error)
{
  g_autofree char *beside = till_audit_head_path (path);
  g_autofree char *text =
    g_strdup_printf (FIRST_LINE "\nnumber %" G_GINT64_FORMAT "\nhash %s\nhmac %s\n", head->number,
                     head->hash, head->hmac != NULL ? head->hmac : "-");

  return g_file_set_contents_full (
    beside, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

static gboolean
take_line (const char *line, const char *name, const char **value)
{
  if (line == NULL || !g_str_has_prefix (line, name))
    return FALSE;
  *value = line + strlen (name);

  return TRUE;
}

gboolean
till_audit_head_load (const char *path, TillAuditHead *head, GError **error)
{
  g_autofree char  *beside = till_audit_head_path (path);
  g_autoptr (GFile) file = g_file_new_for_path (beside);
  g_autofree char  *text = NULL;
  g_auto (GStrv)    lines = NULL;
  const char       *number;
  const char       *hash;
  const char       *hmac;

  if (!g_file_load_contents (file, NULL, &text, NULL, NULL, error))
    return FALSE;

  lines = g_strsplit (text, "\n", 5);
  if (g_strv_length (lines) < 4 || !g_str_equal (lines[0], FIRST_LINE) ||
      !take_line (lines[1], "number ", &number) || !take_line (lines[2], "hash ", &hash) ||
      !take_line (lines[3], "hmac ", &hmac) ||
      !g_ascii_string_to_signed (number, 10, 0, G_MAXINT64, &head->number, NULL))
    {
      g_autofree char *name = g_filename_display_name (beside);

      g_set_error (error, TILL_ERROR, TILL_ERROR_STORE_BROKEN, _ ("“%s” is damaged."), name);
      return FALSE;
    }

  head->hash = g_strdup (hash);
  head->hmac = g_str_equal (hmac, "-") ? NULL : g_strdup (hmac);

  return TRUE;
}

gboolean
till_store_audit_write_head (TillDb *db, GBytes *key, GError **error)
{
  HeadJob  job = { key, { 0, NULL, NULL } };
  gboolean written;

  g_return_val_if_fail (TILL_IS_DB (db), FALSE);

  written = till_db_write (db, TILL_DB_NORMAL, write_head_work, &job, error) &&
            save (till_db_get_path (db), &job.head, error);
  till_audit_head_clear (&job.head);

  return written;
}
