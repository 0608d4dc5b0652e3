/* till-backup.c: copies of the practice file, and back again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A copy is a whole practice file of its own: "FILE.till.backups/FILE-2026-11-24.till", with the
 * audit's head of that moment beside it. Names sort by day.
 */
#include "flow/till-backup.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/till-day.h"
#include "core/till-error.h"
#include "db/till-db-lock.h"
#include "store/till-store.h"

#define KEPT 7
#define HEAD ".head"

char *
till_backup_dup_folder (const char *path)
{
  return g_strconcat (path, ".backups", NULL);
}

/* "practice-" of "/…/practice.till": what the names of its copies begin with. */
static char *
name_stem (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  if (g_str_has_suffix (name, ".till"))
    name[strlen (name) - strlen (".till")] = '\0';

  return g_strconcat (name, "-", NULL);
}

/* ── Making ─────────────────────────────────────────────────────────────────────────────────────
 */

static gboolean
copy_file (const char *from, const char *to, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);

  if (!g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error))
    return FALSE;

  g_chmod (to, 0600);
  return TRUE;
}

static gboolean
copy_head (const char *from, const char *to, GError **error)
{
  g_autofree char *source = g_strconcat (from, HEAD, NULL);
  g_autofree char *target = g_strconcat (to, HEAD, NULL);

  if (g_file_test (source, G_FILE_TEST_EXISTS))
    return copy_file (source, target, error);

  /* None is better than another practice's. */
  g_unlink (target);
  return TRUE;
}

gboolean
till_backup_make (TillDb *db, const char *to, GError **error)
{
  g_return_val_if_fail (TILL_IS_DB (db), FALSE);
  g_return_val_if_fail (to != NULL, FALSE);

  /* The head may lag behind the chain, never run ahead of it: it is copied first. */
  return copy_head (till_db_get_path (db), to, error) && till_db_backup (db, to, error);
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  return -strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
is_copy (const char *name, const char *stem)
{
  g_autofree char *day = NULL;

  if (!g_str_has_prefix (name, stem) || !g_str_has_suffix (name, ".till") ||
      strlen (name) != strlen (stem) + strlen ("2026-11-24.till"))
    return FALSE;

  day = g_strndup (name + strlen (stem), strlen ("2026-11-24"));
  return !till_day_is_none (till_day_from_iso (day));
}

/* The practice's daily copies, full paths, newest first; none when there is no folder. */
static GPtrArray *
list_copies (const char *path)
{
  g_autofree char *folder = till_backup_dup_folder (path);
  g_autofree char *stem = name_stem (path);
  GPtrArray       *copies = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (is_copy (name, stem))
        g_ptr_array_add (copies, g_build_filename (folder, name, NULL));
    }
  g_ptr_array_sort (copies, newest_first);

  return copies;
}

static void
prune (const char *path)
{
  g_autoptr (GPtrArray) copies = list_copies (path);

  for (guint i = KEPT; i < copies->len; i++)
    {
      g_autofree char *head = g_strconcat (g_ptr_array_index (copies, i), HEAD, NULL);

      g_unlink (g_ptr_array_index (copies, i));
      g_unlink (head);
    }
}

gboolean
till_backup_make_daily (TillDb     *db,
                        TillInstant now,
                        GTimeZone  *zone,
                        gboolean   *made,
                        GError    **error)
{
  const char      *path = till_db_get_path (db);
  g_autofree char *folder = till_backup_dup_folder (path);
  g_autofree char *stem = name_stem (path);
  g_autofree char *day = till_day_to_iso (till_day_of_instant (now, zone));
  g_autofree char *name = g_strconcat (stem, day, ".till", NULL);
  g_autofree char *to = g_build_filename (folder, name, NULL);

  if (made != NULL)
    *made = FALSE;
  if (g_file_test (to, G_FILE_TEST_EXISTS))
    return TRUE;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_STORE, _ ("The folder “%s” can’t be made: %s"),
                   folder, g_strerror (errno));
      return FALSE;
    }
  if (!till_backup_make (db, to, error))
    return FALSE;

  if (made != NULL)
    *made = TRUE;
  prune (path);
  return TRUE;
}

char *
till_backup_find_newest (const char *path)
{
  g_autoptr (GPtrArray) copies = list_copies (path);

  for (guint i = 0; i < copies->len; i++)
    {
      if (till_db_quick_check (g_ptr_array_index (copies, i), NULL))
        return g_strdup (g_ptr_array_index (copies, i));
    }

  return NULL;
}

/* ── And back again ─────────────────────────────────────────────────────────────────────────────
 */

/* Of SQLite's file header: the name at its beginning, and where the application's id lies. */
#define SQLITE_NAME "SQLite format 3"
#define APPLICATION_ID_AT 68

/* An empty file, or a database of nobody's, would be opened as a new practice. */
static gboolean
check_header (const char *from, GError **error)
{
  g_autoptr (GFile)            file = g_file_new_for_path (from);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  guint8                       header[APPLICATION_ID_AT + 4] = { 0 };
  gsize                        n_read = 0;

  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), header, sizeof header,
                                                  &n_read, NULL, error))
    return FALSE;
  if (n_read == sizeof header && memcmp (header, SQLITE_NAME, sizeof SQLITE_NAME) == 0 &&
      memcmp (header + APPLICATION_ID_AT, "\0\0\0\0", 4) != 0)
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_STORE_BROKEN, _ ("“%s” is no practice of Till’s."),
               from);
  return FALSE;
}

static const char *const side_files[] = { "", "-wal", "-shm", HEAD };

static gboolean
audit_restore (TillDbConnection *connection, gpointer data, GError **error)
{
  const TillInstant    *at = data;
  g_autoptr (TillActor) nobody = till_actor_new (0, "Till");

  return till_store_audit (connection, nobody, *at, "restore", "practice", 0, NULL, NULL, error);
}

/* Opening it shows that it is a practice, and migrates it when it is of an older release. */
static gboolean
check_copy (const char *copy, TillInstant now, GError **error)
{
  g_autoptr (TillDb) db = NULL;
  gboolean           noted;

  if (!till_db_quick_check (copy, error) || !(db = till_store_open (copy, error)))
    return FALSE;

  noted = till_db_write (db, TILL_DB_NORMAL, audit_restore, &now, error);
  till_db_close (db);
  return noted;
}

static void
remove_copy (const char *copy)
{
  for (guint i = 0; i < G_N_ELEMENTS (side_files); i++)
    {
      g_autofree char *file = g_strconcat (copy, side_files[i], NULL);

      g_unlink (file);
    }
}

static gboolean
rename_file (const char *from, const char *to, GError **error)
{
  if (g_rename (from, to) == 0)
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_STORE, _ ("“%s” can’t be put in place: %s"), to,
               g_strerror (errno));
  return FALSE;
}

/* What was there is kept, with all that belongs to it. Copied, so that at no moment there is none.
 */
static gboolean
keep_old (const char *path, TillInstant now, GError **error)
{
  g_autofree char *at = till_instant_to_iso (now);
  g_autofree char *kept = NULL;

  g_strdelimit (at, ":.", '-');
  kept = g_strconcat (path, ".before-restore-", at, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (side_files); i++)
    {
      g_autofree char *from = g_strconcat (path, side_files[i], NULL);
      g_autofree char *to = g_strconcat (kept, side_files[i], NULL);

      if (g_file_test (from, G_FILE_TEST_EXISTS) && !copy_file (from, to, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
put_in_place (const char *copy, const char *path, GError **error)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);

  /* The old file's journal must not be taken for the new one's. */
  g_unlink (wal);
  g_unlink (shm);
  return copy_head (copy, path, error) && rename_file (copy, path, error);
}

static gboolean
is_same_file (const char *a, const char *b)
{
  g_autofree char *first = g_canonicalize_filename (a, NULL);
  g_autofree char *second = g_canonicalize_filename (b, NULL);

  return g_str_equal (first, second);
}

gboolean
till_backup_restore (const char *from, const char *path, TillInstant now, GError **error)
{
  g_autofree char       *copy = g_strconcat (path, ".restoring", NULL);
  g_autoptr (TillDbLock) lock = NULL;
  gboolean               restored;

  g_return_val_if_fail (from != NULL && path != NULL, FALSE);

  if (is_same_file (from, path))
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("The backup and the practice are the same file."));
      return FALSE;
    }
  if (!g_file_test (from, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND, _ ("There is no file “%s”."), from);
      return FALSE;
    }
  if (!check_header (from, error) || !(lock = till_db_lock_take (path, NULL, error)))
    return FALSE;

  remove_copy (copy);
  restored = copy_file (from, copy, error) && copy_head (from, copy, error) &&
             check_copy (copy, now, error) && keep_old (path, now, error) &&
             put_in_place (copy, path, error);
  remove_copy (copy);
  return restored;
}
