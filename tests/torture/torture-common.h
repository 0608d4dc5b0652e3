/* torture-common.h: what the programs that torture share: a number given to them, a child's words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* First of all: no keyring but a run's own, and what is printed is out at once. */
void torture_init (void);

/* @otherwise: for NULL. Ends the program when it is no number. */
guint torture_read_number (const char *text, guint otherwise);

/* A line to who has started this child. */
void torture_say (const char *words);

/* Waits for the @n-th line of @child. FALSE: it has ended by itself. */
gboolean torture_wait (GSubprocess *child, guint n);
/* Kills it @milliseconds later. FALSE: likewise. */
gboolean torture_kill (GSubprocess *child, guint milliseconds);

G_END_DECLS
