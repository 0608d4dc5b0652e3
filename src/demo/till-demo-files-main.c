/* till-demo-files-main.c: till-demo-data, which writes files to try the importer with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdlib.h>

#include "demo/till-demo-files.h"

#define SEED 2026
#define N_FAMILIES 5000

typedef struct
{
  char *layout;
  char *as_of;
  char *output;
  char *key;
  int   n;
  int   seed;
} Options;

static gboolean
write_one (const Options *options, GError **error)
{
  TillDemoLayout layout;
  TillDay as_of = options->as_of == NULL ? TILL_DAY_NONE : till_day_from_iso (options->as_of);

  if (options->output == NULL || till_day_is_none (as_of) || options->n < 0)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         "--output FILE and --as-of YYYY-MM-DD are needed; see --help");
  else if (options->layout == NULL || !till_demo_layout_from_text (options->layout, &layout))
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         "--layout is one of open-dental-ar, open-dental-patients, dentrix-aging, "
                         "eaglesoft-transactions");
  else
    return till_demo_write_file (layout, (guint32) options->seed, (guint) options->n, as_of,
                                 options->output, options->key, error);

  return FALSE;
}

int
main (int argc, char *argv[])
{
  Options            options = { .n = N_FAMILIES, .seed = SEED };
  const GOptionEntry entries[] = {
    { "layout", 0, 0, G_OPTION_ARG_STRING, &options.layout, "Whose file it is like", "NAME" },
    { "families", 0, 0, G_OPTION_ARG_INT, &options.n, "How many guarantors", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &options.seed, "Another seed, other families", "N" },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &options.as_of, "The day of the balances", "YYYY-MM-DD" },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &options.output, "Where to write", "FILE" },
    { "key", 0, 0, G_OPTION_ARG_FILENAME, &options.key, "Where the answer key goes", "FILE" },
    { NULL },
  };
  g_autoptr (GOptionContext) context =
    g_option_context_new ("– files as other programs of a practice export them");
  g_autoptr (GError) error = NULL;
  gboolean           done;

  g_option_context_add_main_entries (context, entries, NULL);
  done = g_option_context_parse (context, &argc, &argv, &error) && write_one (&options, &error);
  if (!done)
    g_printerr ("till-demo-data: %s\n", error->message);
  g_free (options.layout);
  g_free (options.as_of);
  g_free (options.output);
  g_free (options.key);

  return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
