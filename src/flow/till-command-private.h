/* till-command-private.h: the commands that have a file of their own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-command.h"

G_BEGIN_DECLS

/* Each returns the exit status; words for the standard output are appended. On any thread. */
int till_command_export (TillCommand  *self,
                         TillPractice *practice,
                         GString      *output,
                         GError      **error);

int till_command_report (TillCommand  *self,
                         TillPractice *practice,
                         GString      *output,
                         GError      **error);

int till_command_import (TillCommand  *self,
                         TillPractice *practice,
                         GString      *output,
                         GError      **error);

/* @alone: the practice was opened for the command, on the main thread. */
int till_command_run_due (TillPractice *practice, gboolean alone, GString *output, GError **error);

G_END_DECLS
