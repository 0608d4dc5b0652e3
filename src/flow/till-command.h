/* till-command.h: what can be done without a window: verify, backup, restore, export, report,
 * import, run-due
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"

G_BEGIN_DECLS

/* Exit statuses. */
#define TILL_EXIT_FAILED 1 /* an invariant is broken, or it could not be done */
#define TILL_EXIT_USAGE 64 /* EX_USAGE */
#define TILL_EXIT_IN_USE                                                                           \
  75 /* EX_TEMPFAIL: the file is held elsewhere and its holder does not answer */

/* One command with its arguments, as given: relative paths are relative to @directory. */
typedef struct
{
  char    *name;     /* "verify", "backup", "restore", "export", "report", "import", "run-due" */
  char    *practice; /* the file; never NULL */
  char    *argument; /* backup, export, report: where to; restore, import: from where; or NULL */
  char    *list;     /* export: which; NULL: the transactions */
  char    *filter;   /* export: the name of a saved one; NULL: all rows */
  char    *report;   /* report: its kind's text form */
  char    *layout;   /* import: which it must be; NULL: any */
  char    *first;    /* report: the first day, and the last; NULL: its usual days. import: as of */
  char    *last;
  gboolean bom;       /* export, report: with the mark that Excel wants */
  gboolean dry_run;   /* import: only say what it would do */
  gboolean leave_out; /* import: the lines that can't be imported */
  gboolean by_name;   /* import: the names alone tell who is meant */
} TillCommand;

/* Whether @name is a command at all. */
gboolean till_command_is_known (const char *name);

/* NULL with a sentence: it is no command, or how it is used. @arguments: name and what follows,
 * ended by NULL. */
TillCommand *till_command_parse (const char *const *arguments,
                                 const char        *directory,
                                 GError           **error);
void         till_command_free (TillCommand *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillCommand, till_command_free)

/* Where the process answers that has the practice open; NULL: nobody has, or he does not say. */
char *till_command_find_holder (const TillCommand *self);

/**
 * till_command_run:
 * @practice: the open practice of this process, or NULL: the file is opened for the command
 * @output: what goes to the standard output
 * @errors: what goes to the standard error
 *
 * Blocks. Returns: the exit status.
 */
int till_command_run (TillCommand *self, TillPractice *practice, GString *output, GString *errors);

G_END_DECLS
