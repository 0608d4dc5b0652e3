/* till-tab.h: the whole window with its saved filters, as the tests use it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "till-test-ui.h"
#include "ui/widgets/till-filter-library-row.h"

G_BEGIN_DECLS

typedef struct
{
  Desk      *desk;
  TillTable *table;
  GtkWidget *window;
  GtkWidget *bar;
  GtkWidget *library;
} Tab;

/* With three payments: $10 and $3 of Anna's, $250 of Ben's between. */
void tab_open (Tab *self);
void tab_close (Tab *self);
/* The program ended and begun again. */
void tab_reopen (Tab *self, guint n_rows);

void tab_wait_rows (Tab *self, guint n_rows);

/* Those of @patient, of the last 30 days. */
void tab_filter_by (Tab *self, const char *patient);
/* All bubbles away. */
void tab_clear (Tab *self, guint n_rows);

/* The dialog that asks for a name. */
GtkWidget *tab_open_save (Tab *self);
void       tab_wait_closed (GtkWidget *dialog);
gboolean   tab_can_save (Tab *self);
void       tab_save_as (Tab *self, const char *name, gboolean for_everyone);

/* Presses the button of a message dialog, and waits for its end. */
void tab_answer (GtkWidget *question, const char *button);

/* The popover. */
GtkWidget *tab_open_library (Tab *self);
/* NULL: there is none of that name. */
TillFilterLibraryRow *tab_find_row (Tab *self, const char *name);
/* An item of the row's own menu. */
void tab_choose (Tab *self, const char *name, const char *item);

G_END_DECLS
