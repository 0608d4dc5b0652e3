/* till-sandbox-main.c: the program: options, lines of greeting, the loop
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>
#include <stdio.h>

#include "sandbox/till-sandbox-messages.h"
#include "sandbox/till-sandbox-process.h"
#include "sandbox/till-sandbox.h"

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_REMOVE;
}

/* The parent holds the other end and never writes; its death, however sudden, closes it. */
static gpointer
watch_parent (gpointer loop)
{
  while (getc (stdin) != EOF)
    ;
  g_idle_add (quit_cb, loop);

  return NULL;
}

static gboolean
read_arguments (int                *argc,
                char             ***argv,
                TillSandboxOptions *options,
                gboolean           *parent_pipe,
                GError            **error)
{
  GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &options->port,
      "0: the one of the last time, or any that is free", "PORT" },
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options->data, "What it knows; made when not there",
      "FILE" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options->seed, "For all that looks like chance", "N" },
    { "now", 0, 0, G_OPTION_ARG_STRING, &options->now, "Its time begins here and goes on", "TIME" },
    { "faults", 0, 0, G_OPTION_ARG_STRING, &options->faults,
      "KIND[:MS][@PART]=RATE% or =#N or =#N-M, …", "SPEC" },
    { "key", 0, 0, G_OPTION_ARG_STRING, &options->key, "api-key of the first terminal", "KEY" },
    { "access-key", 0, 0, G_OPTION_ARG_STRING, &options->access_key,
      "AccessKey of the reporting host", "KEY" },
    { "text-key", 0, 0, G_OPTION_ARG_STRING, &options->text_key, "Of the text messages' account",
      "KEY" },
    { "part-payments", 0, 0, G_OPTION_ARG_NONE, &options->part_payments,
      "Links may be paid in part, unless they say otherwise", NULL },
    { "fees", 0, 0, G_OPTION_ARG_STRING, &options->fees,
      "Of the sales, and for each transaction, like 2.59%+0.10", "FEES" },
    { "conveyed", 0, 0, G_OPTION_ARG_STRING, &options->conveyed,
      "Brands that somebody else pays out, like AMERICAN EXPRESS", "BRAND,…" },
    { "oddities", 0, 0, G_OPTION_ARG_STRING, &options->oddities,
      "KIND[:N]@DAY[/TERMINAL] or KIND[:N]=RATE%, …", "SPEC" },
    { "zone", 0, 0, G_OPTION_ARG_STRING, &options->zone, "The practice's time zone", "ZONE" },
    { "practice", 0, 0, G_OPTION_ARG_STRING, &options->practice, "The practice's name", "NAME" },
    { "terminal", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->terminals,
      "A terminal, with a key of its own or KEY-2, KEY-3 …", "NAME[=KEY]" },
    { "terminal-mode", 0, 0, G_OPTION_ARG_STRING, &options->terminal_mode,
      "What terminals do by themselves, like tap:1500", "MODE[:MS]" },
    { "parent-pipe", 0, 0, G_OPTION_ARG_NONE, parent_pipe, "End when standard input ends", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context,
                                "Stands in for the card processor, the patient's phone and the card"
                                " terminal.\nNo money moves.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  if (options->data != NULL && options->port >= 0 && options->port <= 65535)
    return TRUE;

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       options->data == NULL ? "--data FILE is needed"
                                             : "--port must be 0 to 65535");

  return FALSE;
}

static void
options_clear (TillSandboxOptions *options)
{
  g_free (options->data);
  g_free (options->now);
  g_free (options->faults);
  g_free (options->key);
  g_free (options->access_key);
  g_free (options->text_key);
  g_free (options->fees);
  g_free (options->conveyed);
  g_free (options->oddities);
  g_free (options->zone);
  g_free (options->practice);
  g_strfreev (options->terminals);
  g_free (options->terminal_mode);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TillSandboxOptions, options_clear)

int
main (int argc, char **argv)
{
  g_auto (TillSandboxOptions) options = { 0 };
  g_autoptr (TillSandbox)     sandbox = NULL;
  g_autoptr (GMainLoop)       loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError)          error = NULL;
  gboolean                    parent_pipe = FALSE;

  setlocale (LC_ALL, "");
  if (!read_arguments (&argc, &argv, &options, &parent_pipe, &error) ||
      !(sandbox = till_sandbox_open (&options, &error)))
    {
      g_printerr ("till-sandbox: %s\n", error->message);
      return 1;
    }

  till_sandbox_process_watch_signals (loop);
  if (parent_pipe)
    g_thread_unref (g_thread_new ("parent", watch_parent, loop));

  g_print ("address %s\nkey %s\ncontrol %s/sandbox\naccess-key %s\n", sandbox->address,
           options.key != NULL ? options.key : "sandbox", sandbox->address, sandbox->access_key);
  g_print ("text-account %s\ntext-key %s\ntext-from %s\nphones %s/phone\n",
           TILL_SANDBOX_TEXT_ACCOUNT, sandbox->text_key, TILL_SANDBOX_TEXT_NUMBER,
           sandbox->address);
  fflush (stdout);
  g_main_loop_run (loop);

  return 0;
}
