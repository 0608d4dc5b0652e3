/* till-command.c: what can be done without a window: verify, backup, restore, export, report,
 * import, run-due
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-command-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "flow/till-backup.h"
#include "flow/till-practice-private.h"

static const struct
{
  const char *name;
  const char *usage;
  gboolean    needs_argument;
} commands[] = {
  { "verify", N_ ("till verify --practice FILE.till"), FALSE },
  { "backup", N_ ("till backup --practice FILE.till [TO]"), FALSE },
  { "restore", N_ ("till restore --practice FILE.till FROM"), TRUE },
  { "export",
    N_ ("till export --practice FILE.till [--list NAME] [--filter NAME] [--bom] TO.csv or TO.pdf"),
    TRUE },
  { "report",
    N_ ("till report day-sheet|month|reconcile --practice FILE.till [--day DAY | --from DAY --to "
        "DAY] [--bom] TO.csv or TO.pdf"),
    TRUE },
  { "import",
    N_ ("till import --practice FILE.till [--layout NAME] [--as-of DAY] [--dry-run] [--by-name] "
        "[--leave-out] INPUT"),
    TRUE },
  { "run-due", N_ ("till run-due --practice FILE.till"), FALSE },
};

static int
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_strcmp0 (commands[i].name, name) == 0)
        return (int) i;
    }

  return -1;
}

gboolean
till_command_is_known (const char *name)
{
  return find_command (name) >= 0;
}

void
till_command_free (TillCommand *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->practice);
  g_free (self->argument);
  g_free (self->list);
  g_free (self->filter);
  g_free (self->report);
  g_free (self->layout);
  g_free (self->first);
  g_free (self->last);
  g_free (self);
}

static char *
resolve (const char *directory, const char *path)
{
  return g_canonicalize_filename (path, directory);
}

/* The value of the option @name, "--name VALUE" or "--name=VALUE"; FALSE: it is another one. A
 * value that is missing is taken as "". */
static gboolean
take_option (const char *const **at, const char *name, const char **value)
{
  const char *argument = **at;

  if (!g_str_has_prefix (argument, name))
    return FALSE;
  argument += strlen (name);
  if (*argument == '=')
    *value = argument + 1;
  else if (*argument != '\0')
    return FALSE;
  else if ((*at)[1] == NULL)
    *value = "";
  else
    *value = *++(*at);

  return TRUE;
}

static gboolean
keep (char **place, const char *value)
{
  if (*value == '\0' || *place != NULL)
    return FALSE;
  *place = g_strdup (value);

  return TRUE;
}

static gboolean
keep_path (char **place, const char *value, const char *directory)
{
  g_autofree char *path = *value != '\0' ? resolve (directory, value) : g_strdup ("");

  return keep (place, path);
}

/* *@taken says whether it is one of them at all. */
static gboolean
take_report_argument (TillCommand *self, const char *const **at, gboolean *taken)
{
  const char *value;

  *taken = TRUE;
  if (take_option (at, "--day", &value))
    return keep (&self->first, value) && keep (&self->last, value);
  if (take_option (at, "--from", &value))
    return keep (&self->first, value);
  if (take_option (at, "--to", &value))
    return keep (&self->last, value);
  if (self->report == NULL && !g_str_has_prefix (**at, "-"))
    return keep (&self->report, **at);
  *taken = FALSE;

  return TRUE;
}

static gboolean
take_import_argument (TillCommand *self, const char *const **at, gboolean *taken)
{
  const char *value;

  *taken = TRUE;
  if (take_option (at, "--layout", &value))
    return keep (&self->layout, value);
  if (take_option (at, "--as-of", &value))
    return keep (&self->first, value);
  if (g_str_equal (**at, "--dry-run"))
    self->dry_run = TRUE;
  else if (g_str_equal (**at, "--leave-out"))
    self->leave_out = TRUE;
  else if (g_str_equal (**at, "--by-name"))
    self->by_name = TRUE;
  else
    *taken = FALSE;

  return TRUE;
}

static gboolean
take_argument (TillCommand *self, const char *const **at, const char *directory)
{
  gboolean    exports = g_str_equal (self->name, "export");
  gboolean    reports = g_str_equal (self->name, "report");
  gboolean    taken = FALSE;
  const char *value;

  if (take_option (at, "--practice", &value) || take_option (at, "-p", &value))
    return keep_path (&self->practice, value, directory);
  if (exports && take_option (at, "--list", &value))
    return keep (&self->list, value);
  if (exports && take_option (at, "--filter", &value))
    return keep (&self->filter, value);
  if ((exports || reports) && g_str_equal (**at, "--bom"))
    {
      self->bom = TRUE;
      return TRUE;
    }
  if (reports && !take_report_argument (self, at, &taken))
    return FALSE;
  if (g_str_equal (self->name, "import") && !take_import_argument (self, at, &taken))
    return FALSE;
  if (taken)
    return TRUE;
  if (g_str_has_prefix (**at, "-") || g_str_equal (self->name, "verify") ||
      g_str_equal (self->name, "run-due"))
    return FALSE;

  return keep_path (&self->argument, **at, directory);
}

TillCommand *
till_command_parse (const char *const *arguments, const char *directory, GError **error)
{
  g_autoptr (TillCommand) self = g_new0 (TillCommand, 1);
  int                     command = find_command (arguments[0]);
  gboolean                good = TRUE;

  if (command < 0)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   _ ("“%s” is no command of Till. “till --help” lists them."),
                   arguments[0] != NULL ? arguments[0] : "");
      return NULL;
    }

  self->name = g_strdup (arguments[0]);
  for (const char *const *at = arguments + 1; good && *at != NULL; at++)
    good = take_argument (self, &at, directory);

  if (good && self->practice != NULL &&
      (self->argument != NULL || !commands[command].needs_argument))
    return g_steal_pointer (&self);

  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, _ ("This is how it is used: %s"),
               _ (commands[command].usage));

  return NULL;
}

char *
till_command_find_holder (const TillCommand *self)
{
  g_autoptr (TillDbLock) lock = NULL;
  char                  *address = NULL;

  if (g_file_test (self->practice, G_FILE_TEST_EXISTS))
    lock = till_db_lock_take (self->practice, &address, NULL);

  return address;
}

/* ── Verify ── */

typedef struct
{
  const char *path;
  GBytes     *key;
  GPtrArray  *findings;
} Verifying;

static gboolean
verify_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Verifying *verifying = data;

  verifying->findings = till_store_verify (connection, verifying->path, verifying->key, error);

  return verifying->findings != NULL;
}

static int
verify (TillPractice *practice, GString *output, GError **error)
{
  Verifying verifying = { practice->path, practice->audit_key, NULL };
  int       status = 0;

  if (!till_db_read (practice->db, verify_job, &verifying, error))
    return TILL_EXIT_FAILED;

  for (guint i = 0; i < verifying.findings->len; i++)
    {
      const TillFinding *finding = verifying.findings->pdata[i];
      const char        *word = !finding->provable ? _ ("can’t tell")
                                : finding->holds   ? _ ("holds")
                                                   : _ ("BROKEN");

      g_string_append_printf (output, "%s: %s", word, finding->invariant);
      if (finding->rows != NULL)
        g_string_append_printf (output, ": %s", finding->rows);
      g_string_append_c (output, '\n');
      if (finding->provable && !finding->holds)
        status = TILL_EXIT_FAILED;
    }
  g_ptr_array_unref (verifying.findings);

  return status;
}

/* ── Backup and restore ── */

static gboolean
check_place (const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);

  if (g_file_test (to, G_FILE_TEST_EXISTS))
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                 _ ("%s is there already, and is left as it is. Name a new file."), to);
  else if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                 _ ("There is no folder %s to put the backup in. Make it, or name another place."),
                 folder);
  else
    return TRUE;

  return FALSE;
}

static int
backup (TillPractice *practice, const char *to, GString *output, GError **error)
{
  gboolean         made = TRUE;
  g_autofree char *place = NULL;

  if (to != NULL)
    {
      if (!check_place (to, error) || !till_backup_make (practice->db, to, error))
        return TILL_EXIT_FAILED;
      place = g_strdup (to);
    }
  else
    {
      if (!till_backup_make_daily (practice->db, till_practice_now (practice), practice->zone,
                                   &made, error))
        return TILL_EXIT_FAILED;
      place = till_backup_find_newest (practice->path);
    }
  g_string_append_printf (
    output, made ? _ ("Backed up to %s\n") : _ ("Backed up today already: %s\n"), place);

  return 0;
}

static int
restore (TillCommand *self, TillPractice *practice, GString *output, GError **error)
{
  g_autoptr (TillClock) clock = till_clock_new ();

  if (practice != NULL)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_STORE_IN_USE,
                   _ ("%s is open. Close its window first, then restore."), self->practice);
      return TILL_EXIT_IN_USE;
    }
  if (!till_backup_restore (self->argument, self->practice, till_clock_now (clock), error))
    return TILL_EXIT_FAILED;
  g_string_append_printf (output,
                          _ ("Restored %s from %s. What was there before is kept beside it.\n"),
                          self->practice, self->argument);

  return 0;
}

/* ── Running ── */

static void
keys_found (TillPractice *practice)
{
  g_object_set_data (G_OBJECT (practice), "till-keys-found", GINT_TO_POINTER (TRUE));
}

/* The audit's head can only be proved with its key. */
static void
wait_for_keys (TillPractice *practice)
{
  till_practice_look_up_keys (practice, keys_found);
  while (g_object_get_data (G_OBJECT (practice), "till-keys-found") == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static int
run_with (TillCommand  *self,
          TillPractice *practice,
          gboolean      alone,
          GString      *output,
          GError      **error)
{
  if (g_strcmp0 (self->name, "verify") == 0)
    return verify (practice, output, error);
  if (g_strcmp0 (self->name, "export") == 0)
    return till_command_export (self, practice, output, error);
  if (g_strcmp0 (self->name, "report") == 0)
    return till_command_report (self, practice, output, error);
  if (g_strcmp0 (self->name, "import") == 0)
    return till_command_import (self, practice, output, error);
  if (g_strcmp0 (self->name, "run-due") == 0)
    return till_command_run_due (practice, alone, output, error);

  return backup (practice, self->argument, output, error);
}

static int
run_alone (TillCommand *self, GString *output, GError **error)
{
  g_autoptr (TillClock)    clock = till_clock_new ();
  g_autoptr (TillPractice) practice = NULL;
  int                      status;

  /* A practice that is not there must not come into being by being looked at. */
  if (!g_file_test (self->practice, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND, _ ("There is no practice file %s."),
                   self->practice);
      return TILL_EXIT_FAILED;
    }
  practice = till_practice_open (self->practice, clock, NULL, error);
  if (practice == NULL)
    return error != NULL && g_error_matches (*error, TILL_ERROR, TILL_ERROR_STORE_IN_USE)
             ? TILL_EXIT_IN_USE
             : TILL_EXIT_FAILED;

  wait_for_keys (practice);
  status = run_with (self, practice, TRUE, output, error);
  till_practice_close (practice);

  return status;
}

int
till_command_run (TillCommand *self, TillPractice *practice, GString *output, GString *errors)
{
  g_autoptr (GError) error = NULL;
  int                status;

  if (g_strcmp0 (self->name, "restore") == 0)
    status = restore (self, practice, output, &error);
  else if (practice != NULL)
    status = run_with (self, practice, FALSE, output, &error);
  else
    status = run_alone (self, output, &error);

  if (error != NULL)
    g_string_append_printf (errors, "till: %s\n", error->message);

  return status;
}
