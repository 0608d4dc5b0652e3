/* till-bench.c: runs the parts of the bench that are named, or all of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Usage: till-bench [PART…]; "data" alone makes the data and ends.
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

static void
make_data (void)
{
  g_free (bench_data_get_practice ());
}

static const struct
{
  const char *name;
  void (*run) (void);
  gboolean only_when_named;
} parts[] = {
  { "data", make_data, TRUE },
  { "window", bench_window, FALSE },
  { "filters", bench_filters, FALSE },
  { "export", bench_export, FALSE },
  { "badge", bench_badge, FALSE },
  { "import", bench_import, FALSE },
  { "sync", bench_sync, FALSE },
  { "commit", bench_commit, FALSE },
  { "receipts", bench_receipts, FALSE },
  { "bank", bench_bank, FALSE },
  { "deposits", bench_deposits, FALSE },
  { "aging", bench_aging, FALSE },
  { "review", bench_review, FALSE },
  { "plans", bench_plans, FALSE },
  { "charges", bench_charges, FALSE },
  { "messages", bench_messages, FALSE },
  { "import-balances", bench_balances, FALSE },
};

static gboolean
is_named (const char *name, int argc, char *argv[])
{
  for (int i = 1; i < argc; i++)
    if (strcmp (argv[i], name) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_part (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strcmp (parts[i].name, name) == 0)
      return TRUE;

  return FALSE;
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");

  for (int i = 1; i < argc; i++)
    if (!is_part (argv[i]))
      {
        g_printerr ("till-bench: there is no part “%s”\n", argv[i]);
        return EXIT_FAILURE;
      }

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (argc > 1 ? is_named (parts[i].name, argc, argv) : !parts[i].only_when_named)
      parts[i].run ();

  return EXIT_SUCCESS;
}
