/* till-book-columns.h: what the columns of another program's file are: told, or chosen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-book-import.h"

G_BEGIN_DECLS

#define TILL_TYPE_BOOK_COLUMNS (till_book_columns_get_type ())
G_DECLARE_FINAL_TYPE (TillBookColumns, till_book_columns, TILL, BOOK_COLUMNS, AdwBin)

/* Once; @import has been looked at. The signal "changed" comes with whatever is chosen then. */
void till_book_columns_set_import (TillBookColumns *self, TillBookImport *import, TillDay today);

/* Tells the import what is chosen. NULL: it may be read so. Else what is to be chosen before, as a
 * sentence. */
char *till_book_columns_apply (TillBookColumns *self);

/* To where there is something to choose. */
void till_book_columns_focus (TillBookColumns *self);

G_END_DECLS
