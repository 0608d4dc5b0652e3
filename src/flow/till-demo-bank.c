/* till-demo-bank.c: the demo practice's manager has taken her bank's statement in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The statement tells of the deposits, and those come by sync: it is made once they have been read
 * the first time, and then imported like any other, from a file.
 */
#include "flow/till-demo-private.h"

#include <glib/gstdio.h>

#include "core/till-calendar.h"
#include "demo/till-demo-statement.h"
#include "flow/till-bank-import.h"
#include "flow/till-sync-deposits.h"
#include "store/till-store-bank.h"
#include "store/till-store-deposits.h"

#define MONTHS 6
/* Of the statement's last day: what came after it is on none yet. */
#define DAYS_AGO 4

/* A file that is gone with it. */
typedef struct
{
  char *folder;
  char *path;
} File;

static void
file_free (File *self)
{
  if (self->path != NULL)
    g_unlink (self->path);
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (File, file_free)

static char *
make_statement (TillPractice *practice, TillDayRange days, GError **error)
{
  g_autoptr (GPtrArray) deposits =
    till_store_list_deposits (till_db_get_reader (practice->db), days, error);
  const char *seed = till_practice_get_setting (practice, TILL_SETTING_DEMO_SEED);

  return deposits == NULL ? NULL
                          : till_demo_statement_to_ofx ((guint32) g_ascii_strtoull (seed, NULL, 10),
                                                        days, deposits);
}

static File *
write_file (TillPractice *practice, GError **error)
{
  g_autoptr (File) file = g_new0 (File, 1);
  TillDay          last = till_day_add (till_practice_get_today (practice), -DAYS_AGO);
  TillDayRange     days = { till_day_add_months (last, -MONTHS), last };
  g_autofree char *iso = till_day_to_iso (last);
  g_autofree char *name = g_strconcat ("checking-", iso, ".ofx", NULL);
  g_autofree char *text = make_statement (practice, days, error);

  if (text == NULL || (file->folder = g_dir_make_tmp ("till-XXXXXX", error)) == NULL)
    return NULL;
  file->path = g_build_filename (file->folder, name, NULL);

  return g_file_set_contents (file->path, text, -1, error) ? g_steal_pointer (&file) : NULL;
}

/* ── Taken in ────────────────────────────────────────────────────────────────────────────────── */

/* The demo can do without: the practice may have been closed meanwhile. */
static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = till_bank_import_run_finish (TILL_BANK_IMPORT (source), result, &error);

  g_debug ("%s", words != NULL ? words : error->message);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (File)           file = user_data;
  g_autoptr (GError)         error = NULL;
  g_autoptr (TillBankImport) import =
    till_bank_import_open_finish (TILL_PRACTICE (source), result, &error);

  if (import != NULL)
    till_bank_import_run_async (import, imported_cb, NULL);
  else
    g_debug ("%s", error->message);
}

static gboolean
are_read (TillPractice *practice)
{
  TillInstant at = TILL_INSTANT_NONE;

  return till_store_get_cursor (till_db_get_reader (practice->db), TILL_CURSOR_DEPOSITS, &at,
                                NULL) &&
         at != TILL_INSTANT_NONE;
}

static void
changed_cb (TillDb *db, const TillDbChanges *changes, TillPractice *practice)
{
  g_autoptr (GError) error = NULL;
  File              *file;

  if (!till_db_changes_touch (changes, "cursors") || !till_db_is_open (db) || !are_read (practice))
    return;
  g_signal_handlers_disconnect_by_func (db, changed_cb, practice);
  file = write_file (practice, &error);
  if (file != NULL)
    till_bank_import_open_async (practice, file->path, NULL, opened_cb, file);
  else
    g_debug ("%s", error->message);
}

void
till_demo_take_statement (TillPractice *practice)
{
  gboolean has = FALSE;

  if (till_store_has_imports (till_db_get_reader (practice->db), &has, NULL) && !has)
    g_signal_connect_object (practice->db, "changed", G_CALLBACK (changed_cb), practice, 0);
}
