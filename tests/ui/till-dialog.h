/* till-dialog.h: a dialog that closes by itself when all is done, and says once what it was
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "till-test-ui.h"

G_BEGIN_DECLS

typedef struct
{
  Desk      *desk;
  gint64     id; /* of the transaction it is about */
  GtkWidget *dialog;
  gpointer   gone; /* NULL when the dialog is */
  char      *said; /* what the window is told */
} Dialog;

/* Shows @dialog, whose @signal says in words what was done. */
void dialog_open (Dialog *self, GtkWidget *dialog, const char *signal);

/* It has closed by itself and said so. */
void dialog_wait_done (Dialog *self, const char *said);

G_END_DECLS
