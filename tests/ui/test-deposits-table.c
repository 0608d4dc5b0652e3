/* test-deposits-table.c: the Deposits tab's columns: its marks, its filters, what leaves it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"
#include "store/till-store-bank.h"
#include "store/till-store-transactions.h"
#include "till-deposits-tab.h"
#include "ui/deposits/till-deposit-ticks.h"

/* ── The three marks ─────────────────────────────────────────────────────────────────────────── */

static gboolean
is_marked (DepositsTab *tab, gint64 id, const char *words)
{
  GtkWidget       *ticks = deposits_find_in_row (tab, id, TILL_TYPE_DEPOSIT_TICKS, NULL);
  g_autofree char *unlike = gtk_test_accessible_check_property (
    GTK_ACCESSIBLE (ticks), GTK_ACCESSIBLE_PROPERTY_LABEL, words);

  return unlike == NULL;
}

static gboolean
post_job (TillDbConnection *connection, gpointer data, GError **error)
{
  DepositsTab *tab = data;
  gint64       id = tab->item;

  return till_store_post (connection, id, tab->desk->practice->actor, tab->now, error);
}

#define ADD_LINE                                                                                   \
  "INSERT INTO imports (location_id, form, file_name, sha256, accounts, n_lines, n_new,"           \
  "                     imported_at, imported_by)"                                                 \
  " VALUES (1, 'ofx', 'november.ofx', 'x', '••1939', 1, 1, 0, 'Maria');"                       \
  "INSERT INTO bank_lines (location_id, import_id, number, account, day, amount_cents,"            \
  "                        words_folded, identity, state, n_deposits, difference_cents)"           \
  " SELECT 1, 1, 1, '••1939', funded_on, 9750, '', 'x', 'unmatched', 0, 0"                     \
  "   FROM deposits WHERE batch = '17'"

static gboolean
match_job (TillDbConnection *connection, gpointer data, GError **error)
{
  DepositsTab *tab = data;

  return till_db_execute (connection, ADD_LINE, error) &&
         till_store_match_line (connection, 1, &tab->closes, 1, tab->desk->practice->actor,
                                tab->now, error);
}

static gboolean
unmatch_job (TillDbConnection *connection, gpointer data, GError **error)
{
  DepositsTab *tab = data;

  return till_store_unmatch_line (connection, 1, tab->desk->practice->actor, tab->now, error);
}

/* Each is told in words, and follows what is posted and matched before one's eyes. */
static void
test_marks (void)
{
  DepositsTab tab;
  gint64      expected;

  deposits_open (&tab);
  expected = desk_count (tab.desk, "SELECT id FROM deposits WHERE kind = 'expected'");
  g_assert_true (is_marked (&tab, tab.closes,
                            "Ledger: 2 of 2 not posted · Processor: closes"
                            " · Bank: not on a statement yet"));
  g_assert_true (is_marked (&tab, tab.differs,
                            "Ledger: 1 of 1 not posted · Processor: has a difference"
                            " · Bank: not on a statement yet"));
  g_assert_true (is_marked (&tab, expected, ""));

  tab.item = desk_count (tab.desk, "SELECT min(id) FROM transactions WHERE batch = '000017'");
  deposits_write (&tab, post_job, &tab);
  till_test_wait_until (is_marked (&tab, tab.closes,
                                   "Ledger: 1 of 2 not posted · Processor: closes"
                                   " · Bank: not on a statement yet"));
  tab.item++;
  deposits_write (&tab, post_job, &tab);
  deposits_write (&tab, match_job, &tab);
  till_test_wait_until (is_marked (&tab, tab.closes,
                                   "Ledger: all 2 transactions are posted · Processor: closes"
                                   " · Bank: on a statement"));
  deposits_open_row (&tab, tab.closes, 4 + 4 + 2);
  deposits_open_row (&tab, tab.differs, 4 + 6 + 6 + 1);
  ui_settle (tab.window);
  ui_pictures (tab.window, "deposits-marks");
  deposits_write (&tab, unmatch_job, &tab);
  till_test_wait_until (is_marked (&tab, tab.closes,
                                   "Ledger: all 2 transactions are posted · Processor: closes"
                                   " · Bank: not on a statement yet"));
  deposits_close (&tab);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/ui/deposits-table/marks", test_marks);

  return g_test_run ();
}
