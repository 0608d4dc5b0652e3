/* till-scan-file.h: what a scanner wrote: which of the formats that are taken it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-plan-document.h"

G_BEGIN_DECLS

/* By its first bytes, not by its name; it must not break off. TILL_ERROR_BAD_INPUT with a
 * sentence that says what is taken. */
gboolean till_scan_file_check (GBytes *bytes, TillDocumentFormat *format, GError **error);

/* TILL_ERROR_BAD_INPUT: it is larger than TILL_MOST_SCANNED. */
gboolean till_scan_file_check_size (guint64 n_bytes, GError **error);

G_END_DECLS
