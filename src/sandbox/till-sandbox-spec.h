/* till-sandbox-spec.h: what is to go wrong, as a list that is written on the command line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One part of it; NULL with an error that names it. */
typedef gpointer (*TillSandboxSpecParse) (const char *text, GError **error);

/* The parts of @spec, parted by commas; empty ones are passed over. NULL or "": none. */
GPtrArray *till_sandbox_spec_read (const char          *spec,
                                   TillSandboxSpecParse parse,
                                   GDestroyNotify       free_part,
                                   GError             **error);

G_END_DECLS
