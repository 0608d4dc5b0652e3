/* till-demo.c: the demo practice: its file, its sandbox, and the days that have passed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-demo-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

struct _TillDemo
{
  GObject parent_instance;

  /* Owned */
  TillPractice    *practice;
  TillDemoSandbox *sandbox;
  char            *outbox;
};

G_DEFINE_FINAL_TYPE (TillDemo, till_demo, G_TYPE_OBJECT)

static void
till_demo_dispose (GObject *object)
{
  TillDemo *self = TILL_DEMO (object);

  till_demo_close (self);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->outbox, g_free);

  G_OBJECT_CLASS (till_demo_parent_class)->dispose (object);
}

static void
till_demo_class_init (TillDemoClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_demo_dispose;
}

static void
till_demo_init (TillDemo *self)
{
}

char *
till_demo_dup_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "till", "demo.till", NULL);
}

static char *
sandbox_path (const char *path)
{
  return g_strconcat (path, ".sandbox", NULL);
}

/* ── Making it new ──────────────────────────────────────────────────────────────────────────────
 */

static gboolean
seed_work (TillDbConnection *connection, gpointer data, GError **error)
{
  char **seed = data;

  g_clear_pointer (seed, g_free);
  *seed = till_store_get_setting (connection, TILL_SETTING_DEMO_SEED, error);
  return *seed != NULL;
}

/* A damaged file can't say what it is; the sandbox's file beside it can. */
static gboolean
is_demo (const char *path)
{
  g_autofree char   *sandbox = sandbox_path (path);
  g_autofree char   *seed = NULL;
  g_autoptr (TillDb) db = till_store_open (path, NULL);
  gboolean           read;

  if (db == NULL)
    return g_file_test (sandbox, G_FILE_TEST_EXISTS);

  read = till_db_read (db, seed_work, &seed, NULL);
  till_db_close (db);
  return read && *seed != '\0';
}

static gboolean
remove_file (const char *file, GError **error)
{
  if (g_remove (file) == 0 || errno == ENOENT)
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_STORE, _ ("“%s” can’t be deleted: %s"), file,
               g_strerror (errno));
  return FALSE;
}

/* With the files in it; a link to one elsewhere goes alone. */
static gboolean
remove_folder (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = NULL;
  const char      *name;

  if (!g_file_test (folder, G_FILE_TEST_IS_SYMLINK))
    dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      if (!remove_file (file, error))
        return FALSE;
    }

  return remove_file (folder, error);
}

/* All that the demo has written but the locks: removed, they would let two processes lock two files
 * of one name. */
static gboolean
remove_files (const char *path, GError **error)
{
  static const char *const endings[] = { "",         "-wal",         "-shm",        ".head",
                                         ".sandbox", ".sandbox-wal", ".sandbox-shm" };
  static const char *const folders[] = { ".outbox", ".backups" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      if (!remove_file (file, error))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_strconcat (path, folders[i], NULL);

      if (!remove_folder (folder, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
till_demo_reset (const char *path, GError **error)
{
  g_autoptr (TillDbLock) lock = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return remove_files (path, error);
  if (!(lock = till_db_lock_take (path, NULL, error)))
    return FALSE;
  if (!is_demo (path))
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                   _ ("“%s” is not the demo practice, so it is not deleted."), path);
      return FALSE;
    }

  return remove_files (path, error);
}

/* ── Opening and closing ────────────────────────────────────────────────────────────────────────
 */

/* key, value, …, NULL: where the sandbox is to be found. */
static char **
dup_places (TillDemo *self)
{
  const TillDemoSandbox *sandbox = self->sandbox;
  const char *const      pairs[] = {
         TILL_SETTING_CLEARENT_HOST,
         sandbox->address,
         TILL_SETTING_CLEARENT_REPORTS,
         sandbox->address,
         TILL_SETTING_TEXT_HOST,
         sandbox->address,
         TILL_SETTING_TEXT_ACCOUNT,
         sandbox->text_account,
         TILL_SETTING_TEXT_FROM,
         sandbox->text_from,
         NULL,
  };

  return g_strdupv ((GStrv) pairs);
}

static gboolean
places_work (TillDbConnection *connection, gpointer data, GError **error)
{
  TillDemo             *self = data;
  g_autoptr (TillActor) nobody = till_actor_new (0, "Till");
  g_auto (GStrv)        places = dup_places (self);

  for (guint i = 0; places[i] != NULL; i += 2)
    {
      if (!till_store_set_setting (connection, places[i], places[i + 1], nobody,
                                   till_practice_now (self->practice), error))
        return FALSE;
    }

  return TRUE;
}

/* The keys are for this run only: the desktop's keyring has nothing to do with a sandbox. */
static gboolean
connect_sandbox (TillDemo *self, GError **error)
{
  TillKeyring   *keyring = till_practice_get_keyring (self->practice);
  g_auto (GStrv) places = dup_places (self);
  gboolean       moved = FALSE;

  for (guint i = 0; places[i] != NULL; i += 2)
    moved =
      moved || !g_str_equal (till_practice_get_setting (self->practice, places[i]), places[i + 1]);
  if (moved && (!till_db_write (self->practice->db, TILL_DB_NORMAL, places_work, self, error) ||
                !till_practice_load_settings (self->practice, error)))
    return FALSE;

  till_keyring_keep (keyring, TILL_KEY_PROCESSOR, self->sandbox->key);
  till_keyring_keep (keyring, TILL_KEY_REPORTS, self->sandbox->access_key);
  till_keyring_keep (keyring, TILL_KEY_TEXTS, self->sandbox->text_key);
  return TRUE;
}

static gboolean
check_is_demo (TillPractice *practice, GError **error)
{
  if (till_practice_is_new (practice) || till_practice_is_demo (practice))
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
               _ ("“%s” is a practice of its own, not the demo."),
               till_practice_get_path (practice));
  return FALSE;
}

static gboolean
make_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;

  g_set_error (error, TILL_ERROR, TILL_ERROR_STORE, _ ("The folder “%s” can’t be made: %s"), folder,
               g_strerror (errno));
  return FALSE;
}

TillDemo *
till_demo_open (const char *path,
                TillClock  *clock,
                void (*progress) (guint percent, gpointer user_data),
                gpointer user_data,
                char   **holder_address,
                GError **error)
{
  g_autoptr (TillDemo) self = g_object_new (TILL_TYPE_DEMO, NULL);
  g_autofree char     *data = NULL;
  const char          *zone;

  g_return_val_if_fail (path != NULL, NULL);

  /* The practice first: its lock keeps a second start from a second sandbox. */
  if (!make_folder (path, error) ||
      !(self->practice = till_practice_open (path, clock, holder_address, error)) ||
      !check_is_demo (self->practice, error))
    return NULL;

  data = sandbox_path (till_practice_get_path (self->practice));
  zone = till_practice_get_setting (self->practice, TILL_SETTING_PRACTICE_ZONE);
  self->sandbox =
    till_demo_sandbox_start (data, zone, till_practice_get_today (self->practice), error);
  if (self->sandbox == NULL ||
      !till_demo_write_days (self->practice, self->sandbox, progress, user_data, error) ||
      !connect_sandbox (self, error))
    return NULL;

  self->practice->phones = g_strdup (self->sandbox->phones);
  self->outbox = g_strconcat (till_practice_get_path (self->practice), ".outbox", NULL);
  till_demo_explain_one (self->practice);
  till_demo_take_statement (self->practice);
  return g_steal_pointer (&self);
}

TillPractice *
till_demo_get_practice (TillDemo *self)
{
  return self->practice;
}

char *
till_demo_dup_terminal_page (TillDemo *self, const char *terminal)
{
  return g_strconcat (self->sandbox->address, "/sandbox/terminal/", terminal, NULL);
}

const char *
till_demo_get_outbox (TillDemo *self)
{
  return self->outbox;
}

void
till_demo_close (TillDemo *self)
{
  if (self->practice != NULL)
    till_practice_close (self->practice);
  g_clear_pointer (&self->sandbox, till_demo_sandbox_stop);
}
