/* till-book-words.h: whose file another program's file is, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-import-row.h"

G_BEGIN_DECLS

/* @name: the known layout's; NULL: its columns were matched by hand. */
const char *till_book_layout_to_words (const char *name, TillImportKind kind);

G_END_DECLS
