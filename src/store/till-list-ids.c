/* till-list-ids.c: in what two orders of ids differ
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One stretch in the middle is enough: a change in the database is mostly one row, and what is
 * widely spread has no place on the screen to keep.
 */
#include "store/till-list-ids.h"

TillIdsDifference
till_ids_compare (const gint64 *old, guint n_old, const gint64 *new, guint n_new)
{
  guint same = 0;
  guint same_end = 0;

  while (same < n_old && same < n_new && old[same] == new[same])
    same++;
  while (same_end < n_old - same && same_end < n_new - same &&
         old[n_old - 1 - same_end] == new[n_new - 1 - same_end])
    same_end++;

  return (TillIdsDifference){ same, n_old - same - same_end, n_new - same - same_end };
}

GArray *
till_ids_without (const gint64 *ids, guint n_ids, TillIdsDifference difference)
{
  guint   after = difference.position + difference.n_removed;
  GArray *left = g_array_sized_new (FALSE, FALSE, sizeof *ids, n_ids - difference.n_removed);

  if (difference.position > 0)
    g_array_append_vals (left, ids, difference.position);
  if (after < n_ids)
    g_array_append_vals (left, ids + after, n_ids - after);

  return left;
}
