/* till-deposit-rows.c: a batch of three card transactions, and what the processor reports of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-deposit-rows.h"

typedef struct
{
  const char          *funded;
  const DepositReport *reports;
  guint                n_reports;
  TillInstant          at;
} Answer;

static TillDeposit *
make_deposit (const DepositReport *report)
{
  TillDeposit *deposit = till_deposit_new ();

  deposit->kind = TILL_DEPOSIT_BATCH;
  deposit->processor = g_strdup (PROCESSOR);
  deposit->merchant = g_strdup ("6588000000000001");
  deposit->terminal = g_strdup ("4321");
  deposit->batch = g_strdup (report->batch);
  deposit->settled_on = till_day_from_iso (report->settled);
  deposit->funded_on = till_day_from_iso (report->funded);
  deposit->sales = till_money (report->sales);
  deposit->refunds = till_money (report->refunds);
  deposit->fees = till_money (report->fees);
  deposit->total = till_money (report->sales - report->refunds);
  deposit->deposited = till_money (report->deposited);
  deposit->n_sales = report->n_sales;
  deposit->n_refunds = report->n_refunds;
  deposit->account = g_strdup ("••1939");
  if (g_str_equal (report->batch, NO_BATCH))
    {
      deposit->kind = TILL_DEPOSIT_ADJUSTMENT;
      deposit->adjustment = deposit->total = deposit->deposited;
      deposit->words = g_strdup ("CHARGEBACK");
    }

  return deposit;
}

static gboolean
take_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Answer         *answer = data;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);

  for (guint i = 0; i < answer->n_reports; i++)
    g_ptr_array_add (rows, make_deposit (&answer->reports[i]));

  return till_store_take_deposits (connection, PROCESSOR, till_day_from_iso (answer->funded), rows,
                                   test_actor, answer->at, error);
}

void
deposits_take (TillDb *db, const char *funded, const DepositReport *reports, guint n_reports)
{
  Answer answer = { funded, reports, n_reports, TEST_NOW };

  test_store_write (db, take_job, &answer);
}

static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  guint        n_rows = GPOINTER_TO_UINT (data);
  const gint64 cents[] = { 6000, 4000 };
  gint64       patient = test_add_patient (connection, "Lopez, Ana");
  gint64       first = 0;

  for (guint i = 0; i < MIN (n_rows, 2); i++)
    {
      g_autofree char *id = g_strdup_printf ("20050000%u", i);
      TillTransaction *row = test_card (patient, cents[i], TEST_NOW - (24 - i) * TILL_HOUR, id);

      row->state = TILL_TRANSACTION_SETTLED;
      g_free (row->batch);
      row->batch = g_strdup ("000017");
      g_free (row->terminal);
      row->terminal = g_strdup ("38004321");
      first = test_add (connection, row);
    }
  if (n_rows > 2)
    {
      g_autoptr (TillTransaction) payment = till_store_get_transaction (connection, first, error);
      TillTransaction            *refund = test_reversal (payment, TILL_KIND_REFUND, 2000);

      refund->state = TILL_TRANSACTION_SETTLED;
      refund->processor = g_strdup (PROCESSOR);
      refund->processor_id = g_strdup ("200500002");
      refund->happened_at = TEST_NOW - 22 * TILL_HOUR;
      g_free (refund->batch);
      refund->batch = g_strdup ("000017");
      g_free (refund->terminal);
      refund->terminal = g_strdup ("38004321");
      test_add (connection, refund);
    }

  return TRUE;
}

void
deposits_fill (TillDb *db, guint n_rows)
{
  test_store_write (db, fill_job, GUINT_TO_POINTER (n_rows));
}

typedef struct
{
  TillInstant   at;
  const GArray *ids;
} Expecting;

static gboolean
expect_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Expecting   *expecting = data;
  g_autoptr (GArray) days =
    expecting->ids != NULL
      ? till_store_list_days_of (connection, expecting->ids, expecting->at, error)
      : till_store_list_expected_days (connection, expecting->at, error);
  guint n_done = 0;

  while (days != NULL && n_done < days->len)
    {
      if (!till_store_expect_deposits (connection, 1, days, &n_done, expecting->at, error))
        return FALSE;
    }

  return days != NULL;
}

void
deposits_expect (TillDb *db, TillInstant at, const GArray *ids)
{
  Expecting expecting = { at, ids };

  test_store_write (db, expect_job, &expecting);
}

static gboolean
read_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_set_cursor (connection, TILL_CURSOR_DEPOSITS, *(const TillInstant *) data,
                                error);
}

void
deposits_note_read (TillDb *db, TillInstant at)
{
  test_store_write (db, read_job, &at);
}
