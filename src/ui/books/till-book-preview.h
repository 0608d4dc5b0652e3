/* till-book-preview.h: what a file of another program would change, and what is wrong in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "flow/till-book-import.h"

G_BEGIN_DECLS

#define TILL_TYPE_BOOK_PREVIEW (till_book_preview_get_type ())
G_DECLARE_FINAL_TYPE (TillBookPreview, till_book_preview, TILL, BOOK_PREVIEW, AdwBin)

/* @import has been read, maybe once more. The signal "changed" comes when lines are left out, or
 * no more; "read-again" when it must be read once more, as names are enough now, or no more. */
void till_book_preview_show (TillBookPreview *self, TillBookImport *import);

/* NULL: it may be taken in. Else what is to be done before, as a sentence. */
char *till_book_preview_dup_obstacle (TillBookPreview *self);

G_END_DECLS
