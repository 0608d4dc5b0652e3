/* till-store-deposits-counts.c: of how many transactions a deposit is made, and how many of them
 * are not posted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list shows it for each deposit, and a deposit may have thousands of items: so it is kept with
 * the deposit, counted anew when its items are, and moved by one when one of them is posted.
 */
#include <glib/gi18n-lib.h>

#include "store/till-store-deposits-private.h"

#define NOT_POSTED "posting IN ('unposted', 'posting', 'needs-review')"

gboolean
till_store_count_deposit_items (TillDbConnection *connection, gint64 id, GError **error)
{
  static const char sql[] =
    "UPDATE deposits SET n_items = found.n_items, n_unposted = found.n_unposted"
    "  FROM (SELECT count(*) AS n_items, count(CASE WHEN " NOT_POSTED " THEN 1 END) AS n_unposted"
    "          FROM deposit_items CROSS JOIN transactions ON transactions.id = transaction_id"
    "         WHERE deposit_id = ?1) AS found"
    " WHERE deposits.id = ?1"
    "   AND (deposits.n_items <> found.n_items OR deposits.n_unposted <> found.n_unposted)";

  return till_store_run (connection, sql, error, 1, id);
}

static gboolean
is_not_posted (const TillTransaction *transaction)
{
  return transaction->posting == TILL_POSTING_UNPOSTED ||
         transaction->posting == TILL_POSTING_POSTING ||
         transaction->posting == TILL_POSTING_NEEDS_REVIEW;
}

gboolean
till_store_follow_posting (TillDbConnection      *connection,
                           const TillTransaction *before,
                           const TillTransaction *after,
                           GError               **error)
{
  static const char sql[] =
    "UPDATE deposits SET n_unposted = n_unposted + ?2"
    " WHERE id = (SELECT deposit_id FROM deposit_items WHERE transaction_id = ?1)";
  int more = (is_not_posted (after) ? 1 : 0) - (is_not_posted (before) ? 1 : 0);

  return more == 0 || till_store_run (connection, sql, error, 2, after->id, (gint64) more);
}

gboolean
till_store_verify_deposit_counts (TillDbConnection *connection, TillBroken *broken, GError **error)
{
  static const char sql[] =
    "SELECT d.id FROM deposits AS d LEFT JOIN"
    "  (SELECT i.deposit_id, count(*) AS n_items,"
    "          count(CASE WHEN t." NOT_POSTED " THEN 1 END) AS n_unposted"
    "     FROM deposit_items AS i JOIN transactions AS t ON t.id = i.transaction_id"
    "    GROUP BY i.deposit_id) AS found ON found.deposit_id = d.id"
    " WHERE d.n_items <> coalesce(found.n_items, 0)"
    "    OR d.n_unposted <> coalesce(found.n_unposted, 0)"
    " ORDER BY d.id";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  TillStep                    step;

  if (rows == NULL)
    return FALSE;
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    till_broken_add (broken, _ ("deposit %" G_GINT64_FORMAT), till_db_column_int (rows, 0));

  return step == TILL_STEP_DONE;
}
