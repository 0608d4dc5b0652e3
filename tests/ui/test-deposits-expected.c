/* test-deposits-expected.c: what is still to come, as a person sees it, opens it and says why it
 * does not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-deposits.h"
#include "flow/till-practice-private.h"
#include "store/till-store-deposits.h"
#include "store/till-store-transactions.h"
#include "till-deposits-tab.h"
#include "ui/deposits/till-deposit-words.h"
#include "ui/transactions/till-transactions-page.h"

/* Days ago. */
#define LATE 12
#define LEFT_OUT 20

/* ── What is late ── */

static void
add_card (TillDbConnection *connection, DepositsTab *tab, gint64 cents, int days_ago)
{
  static guint                n_cards;
  g_autoptr (TillTransaction) row = till_transaction_new ();
  g_autoptr (GError)          error = NULL;

  row->kind = TILL_KIND_PAYMENT;
  row->state = TILL_TRANSACTION_SETTLED;
  row->method = TILL_METHOD_TERMINAL;
  row->posting = TILL_POSTING_UNPOSTED;
  row->patient_id = tab->desk->ben;
  row->patient_name = g_strdup ("Lee, Ben");
  row->amount = till_money (cents);
  row->happened_at = tab->now - days_ago * 24 * TILL_HOUR;
  row->processor = g_strdup (PROCESSOR);
  row->processor_id = g_strdup_printf ("9005%05u", n_cards++);
  row->card.brand = g_strdup ("Visa");
  row->card.last_four = g_strdup ("1881");
  row->terminal = g_strdup ("38004321");
  till_store_add_transaction (connection, row, tab->desk->practice->actor, row->happened_at,
                              &error);
  g_assert_no_error (error);
}

/* One that no report tells of, and one that a reported batch lacks. */
static gboolean
late_job (TillDbConnection *connection, gpointer data, GError **error)
{
  DepositsTab          *tab = data;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);
  TillDeposit          *reported = deposits_new (tab, "16", 0, 0, 0, 0);

  add_card (connection, tab, 12500, LATE);
  add_card (connection, tab, 3100, LEFT_OUT);
  reported->settled_on = till_day_add (till_practice_get_today (tab->desk->practice), -LEFT_OUT);
  reported->funded_on = till_day_add (reported->settled_on, 1);
  g_ptr_array_add (rows, reported);

  return till_store_take_deposits (connection, PROCESSOR, reported->funded_on, rows,
                                   tab->desk->practice->actor, tab->now, error);
}

static gboolean
read_job (TillDbConnection *connection, gpointer data, GError **error)
{
  DepositsTab *tab = data;

  return till_store_set_cursor (connection, TILL_CURSOR_DEPOSITS, tab->now, error);
}

static gint64
find_expected (DepositsTab *tab, gint64 cents)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT id FROM deposits WHERE kind = 'expected' AND deposited_cents = %d", (int) cents);

  return desk_count (tab->desk, sql);
}

/* Of all days, with seven deposits. */
static void
open_late (DepositsTab *tab, gboolean are_read)
{
  g_autoptr (TillFilter) all = till_filter_new ();

  deposits_open (tab);
  if (are_read)
    deposits_write (tab, read_job, tab);
  deposits_write (tab, late_job, tab);
  till_table_set_filter (tab->table, all);
  ui_wait_rows (tab->table, 7, tab->window);
}

/* ── The tests ── */

/* Below it stand the payments it is reckoned from, and one leads to all of that patient's: by the
 * number, whoever else has the name. */
static void
test_opens (void)
{
  DepositsTab          tab = { 0 };
  const TillCondition *condition;
  TillTable           *transactions;
  GtkWidget           *page;
  gint64               expected;

  deposits_open (&tab);
  transactions = till_practice_get_transactions (tab.desk->practice);
  expected = find_expected (&tab, 7000);
  /* Sales, refunds, what is expected, a sentence; the payment. */
  deposits_open_row (&tab, expected, 4 + 4 + 1);
  g_assert_true (till_test_shows_text (tab.page, "= Expected, before fees"));
  g_assert_true (till_test_shows_text (tab.page, "Anna Kim · Payment · Unposted"));
  ui_pictures (tab.window, "deposits-expected-opened");

  deposits_choose_of_part (&tab, expected, 4, "All of This Patient");
  page = till_test_find (tab.window, TILL_TYPE_TRANSACTIONS_PAGE);
  till_test_wait_until (gtk_widget_get_mapped (page));
  till_test_wait_for_text (page, "Patient: Anna Kim");
  condition = till_filter_find (till_table_get_filter (transactions), "patient-id");
  g_assert_nonnull (condition);
  g_assert_cmpint (g_ascii_strtoll (condition->values[0], NULL, 10), ==, tab.desk->anna);
  ui_settle (tab.window);
  till_test_screenshot (tab.window, "transactions-of-patient");
  deposits_close (&tab);
}

/* Without reports nobody can tell whether it came: no alarm. */
static void
test_unchecked (void)
{
  DepositsTab tab = { 0 };

  open_late (&tab, FALSE);
  till_test_wait_for_text (tab.page, "Not checked: no key");
  g_assert_false (till_test_shows_text (tab.page, "Overdue"));
  deposits_open_row (&tab, find_expected (&tab, 12500), 7 + 4 + 1);
  till_test_wait_for_text (tab.page, "can’t be told without the key");
  ui_pictures (tab.window, "deposits-unchecked");
  deposits_close (&tab);
}

static void
take_pictures (DepositsTab *tab)
{
  static const int widths[] = { 1240, 1024 };

  ui_pictures (tab->window, "deposits-overdue");
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *name = g_strdup_printf ("deposits-overdue-%d", widths[i]);

      gtk_window_set_default_size (GTK_WINDOW (tab->window), widths[i], 720);
      ui_settle (tab->window);
      till_test_screenshot (tab->window, name);
    }
}

/* It is told why, it can be said why, and it stays in sight. */
static void
test_overdue (void)
{
  DepositsTab tab = { 0 };
  GtkWidget  *dialog;
  gint64      late;

  open_late (&tab, TRUE);
  till_test_wait_for_text (tab.page, "Not in batch 16");
  late = find_expected (&tab, 12500);
  deposits_open_row (&tab, late, 7 + 6 + 1);
  g_assert_true (till_test_shows_text (tab.page, "$125.00 has not come"));
  till_test_wait_for_text (tab.page, "Ask the processor where it is");

  deposits_choose (&tab, late, "Explain…");
  dialog = ui_wait_window (g_type_from_name ("TillExplainDialog"));
  ui_write (ui_field (dialog, "Why it differs"), "Paid out by check");
  ui_press (dialog, "Explain");
  till_test_wait_for_text (tab.page, "$125.00 missing — explained: Paid out by check");
  till_test_wait_until (deposits_count_shown (&tab) == 7 + 7 + 1);
  take_pictures (&tab);
  deposits_close (&tab);
}

static const struct
{
  TillDepositState state;
  const char      *batch;
  gboolean         has_reports;
  const char      *words;
} sentences[] = {
  { TILL_DEPOSIT_STATE_EXPECTED, NULL, TRUE,
    "Reckoned from the card payments: it should be in the account on Nov 25, 2026." },
  { TILL_DEPOSIT_STATE_EXPECTED, "17", TRUE,
    "Reported batch 17 does not contain these payments. They may come within two business days; "
    "nothing is to be done until then." },
  { TILL_DEPOSIT_STATE_OVERDUE, "17", TRUE,
    "Reported batch 17 does not contain these payments. Ask the processor where they are, or say "
    "with Explain why they do not come." },
  { TILL_DEPOSIT_STATE_OVERDUE, NULL, TRUE,
    "It should have come on Nov 25, 2026, but the processor has not reported it. Ask the processor "
    "where it is, or say with Explain why it does not come." },
  { TILL_DEPOSIT_STATE_UNCHECKED, NULL, TRUE,
    "It should have come on Nov 25, 2026. The processor’s reports have not been read since; read "
    "them with F5." },
  { TILL_DEPOSIT_STATE_UNCHECKED, NULL, FALSE,
    "It should have come on Nov 25, 2026. Whether it did can’t be told without the key for the "
    "processor’s reports: enter it in the settings." },
};

static void
test_sentences (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_autoptr (TillDeposit) deposit = till_deposit_new ();
      g_autofree char        *words = NULL;

      deposit->kind = TILL_DEPOSIT_EXPECTED;
      deposit->state = sentences[i].state;
      deposit->batch = g_strdup (sentences[i].batch);
      deposit->funded_on = till_day_from_iso ("2026-11-25");
      words = till_deposit_to_sentence (deposit, sentences[i].has_reports);
      g_assert_cmpstr (words, ==, sentences[i].words);
    }
}

/* ── What fits ── */

typedef struct
{
  DepositsTab *tab;
  const char  *reason;
  gint64       difference;
} Differing;

static gboolean
differ_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Differing *differing = data;
  g_autofree char *sql = g_strdup_printf (
    "UPDATE deposits SET state = 'difference', reason = '%s', difference_cents = %d WHERE id = %d",
    differing->reason, (int) differing->difference, (int) differing->tab->differs);

  return till_db_execute (connection, sql, error);
}

/* What differs is told whole in its row, with an amount of some thousands. */
static void
test_fits (void)
{
  static const char *const reasons[] = { "fees-missing",  "less",          "more",
                                         "total-differs", "items-missing", "items-extra",
                                         "items-differ" };
  DepositsTab              tab = { 0 };

  deposits_open (&tab);
  gtk_window_set_default_size (GTK_WINDOW (tab.window), 1240, 640);
  ui_settle (tab.window);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      Differing               differing = { &tab, reasons[i], 123456 };
      g_autoptr (TillDeposit) deposit = NULL;
      g_autofree char        *words = NULL;

      deposits_write (&tab, differ_job, &differing);
      deposit = till_practice_get_deposit (tab.desk->practice, tab.differs, NULL);
      words = till_deposit_to_words (deposit, FALSE);
      g_test_message ("%s", words);
      till_test_wait_for_text (tab.page, words);
      ui_settle (tab.window);
      g_assert_true (deposits_is_whole (&tab, words));
    }
  deposits_close (&tab);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/ui/deposits-expected/opens", test_opens);
  g_test_add_func ("/ui/deposits-expected/unchecked", test_unchecked);
  g_test_add_func ("/ui/deposits-expected/overdue", test_overdue);
  g_test_add_func ("/ui/deposits-expected/sentences", test_sentences);
  g_test_add_func ("/ui/deposits-expected/fits", test_fits);

  return g_test_run ();
}
