/* till-text-file.h: a file's bytes as text, whatever letters it was written in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* More than a file that is read whole by a person's order has. */
#define TILL_TEXT_FILE_MOST_BYTES (10 * 1024 * 1024)

/**
 * till_text_file_open:
 * @raw: (transfer none): the file at its beginning; can be sought in
 * @letters: (out) (optional): the name of what it is written in, as in "UTF-8"; static
 *
 * UTF-8 or UTF-16, with their mark or without, else Windows-1252; to know that, all of it is looked
 * through once, whatever its length. TILL_ERROR_BAD_INPUT with a sentence for an empty file, a
 * workbook, a PDF.
 *
 * Returns: (transfer full): UTF-8, without the mark; what can't be read as its letters is
 * G_IO_ERROR_INVALID_DATA or _PARTIAL_INPUT
 */
GInputStream *till_text_file_open (GInputStream *raw, const char **letters, GError **error);

/* All of it, with lines that end with "\n". TILL_ERROR_BAD_INPUT too for what is no text, and for
 * more than TILL_TEXT_FILE_MOST_BYTES. */
char *till_text_file_read (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* FALSE, with the sentence for it, for more than TILL_TEXT_FILE_MOST_BYTES. */
gboolean till_text_file_check_size (gsize n_bytes, GError **error);

/* Whether there are only such characters as texts have. */
gboolean till_text_file_is_plain (const char *text, gsize length);

/* The sentence for what is no text. */
void till_text_file_refuse (GError **error);

G_END_DECLS
