/* till-text-set.h: texts that were seen, however many
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For the main loop: unlike one GHashTable it never stops to make room for a hundred thousand, nor
 * to free them. */
typedef struct _TillTextSet TillTextSet;

TillTextSet *till_text_set_new (void);

/* In a thread of its own, for as long as it takes. @self may be NULL. */
void till_text_set_free (TillTextSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillTextSet, till_text_set_free)

/* Keeps a copy of @text. FALSE: it was there. */
gboolean till_text_set_add (TillTextSet *self, const char *text);

G_END_DECLS
