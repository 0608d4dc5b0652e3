/* till-whole-file.h: a file that is there whole, or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It is written under another name in the same folder and renamed at the end: whatever goes wrong
 * before, what was there under the name stays as it was, and nothing half-written is left.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _TillWholeFile TillWholeFile;

/* Only its owner may read it. TILL_ERROR_BAD_INPUT where no file may be put: a folder, a device. */
TillWholeFile *till_whole_file_new (const char *path, GError **error);

/* Not put in place: it goes, without a trace. */
void till_whole_file_free (TillWholeFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillWholeFile, till_whole_file_free)

const char *till_whole_file_get_path (TillWholeFile *self);

/* TILL_ERROR_STORE_FULL, _READ_ONLY or _STORE, with a sentence that names the file. */
gboolean till_whole_file_write (TillWholeFile *self,
                                const char    *bytes,
                                gsize          length,
                                GError       **error);

/* All of it is on the disk; may take a moment. Nothing may be written after it. */
gboolean till_whole_file_seal (TillWholeFile *self, GError **error);

/* A sealed one gets its name, and takes the place of what was there. Quick. */
gboolean till_whole_file_put_in_place (TillWholeFile *self, GError **error);

G_END_DECLS
