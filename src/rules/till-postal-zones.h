/* till-postal-zones.h: in which time zones somebody may live, by the postal address
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An address whose state and ZIP code disagree may have those of both. */
#define TILL_MOST_ZONES 4

typedef struct
{
  GTimeZone *zones[TILL_MOST_ZONES]; /* (owned) */
  guint      n_zones;                /* one at least */
} TillPostalZones;

/* By the state and the ZIP code of @address (lines, or NULL), in the United States; a state with
 * two zones has both. @practice: what holds when the address does not tell. */
TillPostalZones *till_postal_zones_new (const char *address, GTimeZone *practice);
void             till_postal_zones_free (TillPostalZones *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillPostalZones, till_postal_zones_free)

G_END_DECLS
