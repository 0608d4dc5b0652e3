/* locale-for-test.h: a locale's numbers and days, made for the test where the system doesn't have
 * it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers and days as in @name ("de_DE"); FALSE where neither the system has it nor localedef can
 * make it.
 */
gboolean locale_for_test_set (const char *name);

/* Back to what the test was started with, and away with the made ones. */
void locale_for_test_reset (void);

G_END_DECLS
