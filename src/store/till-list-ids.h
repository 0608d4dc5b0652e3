/* till-list-ids.h: in what two orders of ids differ
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The first position that differs, and how many from there were there and are there now. */
typedef struct
{
  guint position;
  guint n_removed;
  guint n_added;
} TillIdsDifference;

TillIdsDifference till_ids_compare (const gint64 *old, guint n_old, const gint64 *new, guint n_new);

/* @ids without those that @difference removes; of gint64. */
GArray *till_ids_without (const gint64 *ids, guint n_ids, TillIdsDifference difference);

G_END_DECLS
