/* till-page.h: the Transactions tab as the tests use it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "till-test-ui.h"
#include "ui/transactions/till-transactions-page.h"

G_BEGIN_DECLS

typedef struct
{
  Desk      *desk;
  TillTable *table;
  GtkWidget *page;
  GtkWidget *bar; /* of the bubbles */
  GtkWidget *window;
} Page;

/* On screen with three payments: $10 and $3 of Anna's, $250 of Ben's between. */
void page_open (Page *self);
void page_close (Page *self);

/* Until the list has been read and is drawn. */
void page_wait_rows (Page *self, guint n_rows);

/* The popover under the column's title. */
GtkWidget *page_open_filter (Page *self, const char *column);

/* Whether the column's title says that it is filtered: by its colour and by its sign. */
gboolean page_is_green (Page *self, const char *column);

G_END_DECLS
