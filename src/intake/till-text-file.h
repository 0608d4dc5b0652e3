/* till-text-file.h: a file's bytes as text, whatever letters it was written in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* More than a file that is read by a person's order has. */
#define TILL_TEXT_FILE_MOST_BYTES (10 * 1024 * 1024)

/**
 * till_text_file_read:
 *
 * UTF-8 or UTF-16, with their mark or without, else Windows-1252. Lines end with "\n" in what is
 * returned. TILL_ERROR_BAD_INPUT with a sentence for what is no text, an empty file, one that is
 * too large, a workbook, a PDF.
 */
char *till_text_file_read (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
