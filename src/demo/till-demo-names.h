/* till-demo-names.h: names and addresses as they stand in a practice's files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* NULL-terminated. */
extern const char *const till_demo_first_names[];
extern const char *const till_demo_last_names[];

#define TILL_DEMO_N_STREETS 10
#define TILL_DEMO_N_TOWNS 5

/* "Portland, ME 04101" is a town. */
extern const char *const till_demo_streets[TILL_DEMO_N_STREETS];
extern const char *const till_demo_towns[TILL_DEMO_N_TOWNS];

G_END_DECLS
