/* till-books.h: the import of another program's file as the tests use it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "../flow/till-desk-books.h"
#include "till-dialog.h"

G_BEGIN_DECLS

typedef struct
{
  Desk      *desk;
  GtkWidget *window;
  Dialog     dialog; /* of what was begun */
} Books;

/* The whole window of a practice for cash; it is called "Test". */
void books_open (Books *books);
void books_close (Books *books);

/* As a person begins it, with the menu and the file dialog: what comes of it is a toast. */
GtkWidget *books_choose (Books *books, const char *path);

/* From there on. */
GtkWidget *books_begin (Books *books, const char *path);
GtkWidget *books_begin_with (Books *books, const char *name, const char *text);

/* Past the columns. */
void books_go_on (GtkWidget *import);

/* What was begun is taken in, and says so. */
void books_run (Books *books, const char *said);

/* What stands at the end of the row, as a person reads it. */
const char *books_read (GtkWidget *import, const char *title);

#define books_assert_reads(import, title, value)                                                   \
  g_assert_cmpstr (books_read (import, title), ==, value)

G_END_DECLS
