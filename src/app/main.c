/* main.c: the command line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdlib.h>

#include "app/till-application.h"
#include "app/till-instance.h"
#include "core/till-error.h"
#include "flow/till-command.h"
#include "flow/till-demo.h"

typedef struct
{
  char    *practice;
  gboolean demo;
  gboolean reset;
  gboolean version;
} Options;

static int
fail (int status, const char *words)
{
  g_printerr ("till: %s\n", words);

  return status;
}

/* ── Commands: no display, no GTK ── */

/* The holder of the file does it, if it answers. */
static int
hand_over (const TillCommand *command,
           const char *const *arguments,
           const char        *directory,
           GString           *output,
           GString           *errors)
{
  g_autofree char *address = till_command_find_holder (command);
  g_autofree char *said = NULL;
  g_autofree char *complained = NULL;
  int              status;

  if (address == NULL)
    return -1;
  status = till_instance_run (address, arguments, directory, &said, &complained);
  g_string_append (output, said != NULL ? said : "");
  g_string_append (errors, complained != NULL ? complained : "");

  return status;
}

static int
run_command (const char *const *arguments)
{
  g_autoptr (GError)      error = NULL;
  g_autoptr (TillCommand) command = NULL;
  g_autoptr (GString)     output = g_string_new (NULL);
  g_autoptr (GString)     errors = g_string_new (NULL);
  g_autofree char        *directory = g_get_current_dir ();
  int                     status;

  command = till_command_parse (arguments, directory, &error);
  if (command == NULL)
    return fail (TILL_EXIT_USAGE, error->message);

  status = hand_over (command, arguments, directory, output, errors);
  if (status < 0)
    status = till_command_run (command, NULL, output, errors);
  g_print ("%s", output->str);
  g_printerr ("%s", errors->str);

  return status;
}

/* ── The window ── */

static gboolean
parse (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "practice", 'p', 0, G_OPTION_ARG_FILENAME, &options->practice, N_ ("Open this practice file"),
      N_ ("FILE.till") },
    { "demo", 0, 0, G_OPTION_ARG_NONE, &options->demo, N_ ("Open the demo practice"), NULL },
    { "reset", 0, 0, G_OPTION_ARG_NONE, &options->reset, N_ ("With --demo: make it new"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, N_ ("Say the version"), NULL },
    { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("[COMMAND]"));

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ ("Commands without a window:\n"
                                            "  till verify --practice FILE.till\n"
                                            "  till backup --practice FILE.till [TO]\n"
                                            "  till restore --practice FILE.till FROM\n"
                                            "  till export --practice FILE.till [--list NAME] "
                                            "[--filter NAME] [--bom] TO.csv or TO.pdf\n"
                                            "  till report day-sheet|month|reconcile --practice "
                                            "FILE.till [--day DAY | --from DAY --to DAY] [--bom] "
                                            "TO.csv or TO.pdf\n"
                                            "  till import --practice FILE.till [--layout NAME] "
                                            "[--as-of DAY] [--dry-run] [--leave-out] INPUT\n"
                                            "  till run-due --practice FILE.till"));
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc > 1)
    {
      if (till_command_is_known ((*argv)[1]))
        g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                     _ ("“%s” stands first, before any option. “till --help” shows how."),
                     (*argv)[1]);
      else
        /* Which says so. */
        till_command_free (till_command_parse ((const char *const *) *argv + 1, "", error));
      return FALSE;
    }
  if (options->reset && !options->demo)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("--reset makes the demo practice new, and needs --demo."));
      return FALSE;
    }

  return TRUE;
}

static int
run_window (Options *options)
{
  g_autoptr (TillApplication) application = NULL;
  g_autoptr (GError)          error = NULL;
  g_autofree char            *directory = g_get_current_dir ();
  g_autofree char            *path = NULL;
  char                       *none[] = { (char *) "till", NULL };
  int                         status;

  if (!gtk_init_check ())
    return fail (TILL_EXIT_FAILED, _ ("There is no screen to show the window on."));
  if (options->practice != NULL)
    path = g_canonicalize_filename (options->practice, directory);
  if (options->reset)
    {
      g_autofree char *demo = path != NULL ? g_strdup (path) : till_demo_dup_default_path ();

      if (!till_demo_reset (demo, &error))
        return fail (g_error_matches (error, TILL_ERROR, TILL_ERROR_STORE_IN_USE)
                       ? TILL_EXIT_IN_USE
                       : TILL_EXIT_FAILED,
                     error->message);
    }

  application = till_application_new (path, options->demo);
  status = g_application_run (G_APPLICATION (application), 1, none);

  return status != 0 ? status : till_application_get_status (application);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  Options            options = { 0 };
  int                status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, TILL_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("till");

  if (argc > 1 && till_command_is_known (argv[1]))
    return run_command ((const char *const *) argv + 1);
  if (!parse (&options, &argc, &argv, &error))
    return fail (TILL_EXIT_USAGE, error->message);
  if (options.version)
    {
      g_print ("till %s\n", TILL_VERSION);
      return EXIT_SUCCESS;
    }
  status = run_window (&options);
  g_free (options.practice);

  return status;
}
