/* till-family.c: a family and its ledger, and what the test knows of it by itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-family.h"

#include "store/till-store-entries.h"

gint64
family_ask (TillDbConnection *connection, const char *sql)
{
  gint64 number;

  g_assert_true (till_db_query_int (connection, sql, &number, NULL));

  return number;
}

/* The entry that was added last. */
static void
learn (Family *self, gint64 cents, gint64 transaction)
{
  Known *known = &self->known[self->n_known++];

  known->id = family_ask (self->connection, "SELECT max(id) FROM ledger_entries");
  known->day =
    family_ask (self->connection, "SELECT day FROM ledger_entries ORDER BY id DESC LIMIT 1");
  known->cents = cents;
  known->transaction = transaction;
}

void
family_enter (Family *self, gint64 cents, gboolean is_charge, int n_days_ago)
{
  g_autoptr (GError) error = NULL;
  TillLedgerOrder    order = { self->patient, is_charge, till_money (cents),
                               till_day_add (FAMILY_TODAY, -n_days_ago), (char *) "Crown" };

  till_store_enter (self->connection, &order, TRUE, test_actor, TEST_NOW, &error);
  g_assert_no_error (error);
  learn (self, cents, 0);
}

void
family_pay (Family *self, gint64 cents, int n_days_ago)
{
  g_autoptr (GError) error = NULL;
  gint64             id = test_add (self->connection,
                                    test_cash (self->patient, cents, TEST_NOW - n_days_ago * 24 * TILL_HOUR));

  till_store_post (self->connection, id, test_actor, TEST_NOW, &error);
  g_assert_no_error (error);
  learn (self, -cents, id);
}

void
family_refund (Family *self, Known *of, gint64 cents)
{
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillTransaction) payment =
    till_store_get_transaction (self->connection, of->transaction, &error);
  gint64 id;

  g_assert_no_error (error);
  id = test_add (self->connection, test_reversal (payment, TILL_KIND_REFUND, cents));
  till_store_post (self->connection, id, test_actor, TEST_NOW, &error);
  g_assert_no_error (error);
  of->cents += cents;
}

void
family_take_back (Family *self, Known *known)
{
  g_autoptr (GError) error = NULL;

  till_store_take_entry_back (self->connection, known->id, "Wrong patient", test_actor, TEST_NOW,
                              &error);
  g_assert_no_error (error);
  known->cents = 0;
}

GArray *
family_read_open (Family *self)
{
  GArray            *lines = g_array_new (FALSE, FALSE, sizeof (TillAllocationLine));
  g_autoptr (GError) error = NULL;

  till_store_read_open (self->connection, self->patient, lines, &error);
  g_assert_no_error (error);

  return lines;
}

const TillAllocationLine *
family_find_line (const GArray *lines, gint64 id)
{
  for (guint i = 0; i < lines->len; i++)
    if (g_array_index (lines, TillAllocationLine, i).id == id)
      return &g_array_index (lines, TillAllocationLine, i);

  g_assert_not_reached ();
}
