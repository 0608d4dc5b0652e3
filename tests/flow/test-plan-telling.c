/* test-plan-telling.c: who pays by a plan is reminded of an installment, and told that it failed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"
#include "store/till-store-cards.h"
#include "store/till-store-messages.h"
#include "till-desk-plan-deeds.h"
#include "till-desk-requests.h"

#define SALE "@POST /rest/v2/transactions"
#define MESSAGES "SELECT count(*) FROM messages WHERE "

static void
pass_days_and_run (Desk *desk, guint n)
{
  desk_pass_with_sandbox (desk, n * 24 * TILL_HOUR);
  desk_run_plans (desk);
  desk_run_plans (desk); /* once, however often it is looked */
}

/* Two days before each installment that is not due yet, once. */
static void
test_reminded (void)
{
  g_autoptr (Desk) desk = desk_new_for_requests ();
  g_autofree char *first = NULL;
  gint64           card;

  desk_set_duplicates (desk);
  card = desk_keep_card (desk);
  desk_add_plan (desk, card, 3, 2);
  desk_run_plans (desk);
  g_assert_cmpint (desk_count (desk, MESSAGES "purpose = 'plan'"), ==, 0);
  pass_days_and_run (desk, 4);
  g_assert_cmpint (desk_count (desk, MESSAGES "purpose = 'plan'"), ==, 0);
  pass_days_and_run (desk, 1);
  g_assert_cmpint (desk_count (desk, MESSAGES "purpose = 'plan' AND channel = 'text'"), ==, 1);
  desk_run_outbox (desk);
  first = desk_dup_text (desk, 0);
  g_test_message ("%s", first);
  g_assert_nonnull (strstr (first, "the next payment of your plan, $20.00, is due on"));
  g_assert_nonnull (strstr (first, "ending in"));
  for (guint day = 6; day <= 14; day++)
    {
      pass_days_and_run (desk, 1);
      g_assert_cmpint (desk_count (desk, MESSAGES "purpose = 'plan'"), ==, 1 + (day >= 12));
    }
  g_assert_cmpint (desk_count (desk, "SELECT n_paid FROM plans"), ==, 3);
  desk_assert_holds (desk);
}

/* It is told when it is given up, not each time it is tried; who does not want to be written to is
 * not told. */
static void
test_declined (gconstpointer data)
{
  g_autoptr (Desk) desk = desk_new_for_requests ();
  const char      *fault = data;
  gint64           card;

  desk_set_duplicates (desk);
  card = desk_keep_card (desk);
  desk_add_plan (desk, card, 1, 0);
  set_faults (desk->peer, fault);
  desk_run_plans (desk);
  g_assert_cmpint (desk_count (desk, MESSAGES "purpose = 'declined'"), ==,
                   g_str_has_prefix (fault, "lost-card"));
  for (guint day = 1; day <= 8; day++)
    pass_days_and_run (desk, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM installments WHERE state = 'missed'"),
                   ==, 1);
  g_assert_cmpint (desk_count (desk, MESSAGES "purpose = 'declined' AND channel = 'text'"), ==, 1);
  desk_run_outbox (desk);
  {
    g_autofree char *text = desk_dup_text (desk, 0);

    g_assert_nonnull (strstr (text, "your payment of $20.00 did not go through"));
  }
  desk_assert_holds (desk);
}

static gboolean
stop_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_opt_out (connection, DESK_PHONE, "STOP", 1, error);
}

static void
test_not_wanted (void)
{
  g_autoptr (Desk)   desk = desk_new_for_requests ();
  g_autoptr (GError) error = NULL;
  gint64             card;

  desk_set_duplicates (desk);
  card = desk_keep_card (desk);
  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, stop_job, NULL, &error);
  g_assert_no_error (error);
  desk_add_plan (desk, card, 1, 0);
  set_faults (desk->peer, "lost-card" SALE "=#1");
  desk_run_plans (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM installments WHERE state = 'missed'"),
                   ==, 1);
  /* By e-mail, to which she agrees. */
  g_assert_cmpint (desk_count (desk, MESSAGES "purpose = 'declined' AND channel = 'email'"), ==, 1);
  g_assert_cmpint (desk_count (desk, MESSAGES "purpose = 'declined' AND channel = 'text'"), ==, 0);
  desk_assert_holds (desk);
}

/* Several by one charge are one message, of their sum. */
static void
test_together (void)
{
  g_autoptr (Desk)        desk = desk_new_for_requests ();
  g_auto (DeskPlanCharge) in_vain = { NULL };
  g_autofree char        *text = NULL;
  gint64                  card;
  gint64                  plan;

  desk_set_duplicates (desk);
  card = desk_keep_card (desk);
  plan = desk_add_plan (desk, card, 3, 0);
  desk_pass_with_sandbox (desk, 15 * 24 * TILL_HOUR);
  set_faults (desk->peer, "lost-card" SALE "=#1");
  desk_charge_plan (desk, plan, card, 1, 3, &in_vain);
  desk_assert_plan_charge (&in_vain, TILL_PAYMENT_DECLINED);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 missed; 2 missed; 3 missed");
  g_assert_cmpint (desk_count (desk, MESSAGES "purpose = 'declined'"), ==, 1);
  desk_run_outbox (desk);
  text = desk_dup_text (desk, 0);
  g_assert_nonnull (strstr (text, "your payment of $60.00 did not go through"));
  desk_assert_holds (desk);
}

static gboolean
forget_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_delete_card (connection, *(gint64 *) data, NULL, 0, error);
}

/* Nothing was charged: nobody is told that it did not go through, nor of that card. */
static void
test_card_gone (void)
{
  g_autoptr (Desk)   desk = desk_new_for_requests ();
  g_autoptr (GError) error = NULL;
  g_autofree char   *text = NULL;
  gint64             card;

  desk_set_duplicates (desk);
  card = desk_keep_card (desk);
  desk_add_plan (desk, card, 2, 2);
  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, forget_job, &card, &error);
  g_assert_no_error (error);
  desk_run_plans (desk);
  desk_assert_text (desk, "SELECT why FROM installments ORDER BY id LIMIT 1", "no-card");
  g_assert_cmpint (desk_count (desk, MESSAGES "purpose = 'declined'"), ==, 0);
  pass_days_and_run (desk, 5);
  g_assert_cmpint (desk_count (desk, MESSAGES "purpose = 'plan'"), ==, 1);
  desk_run_outbox (desk);
  text = desk_dup_text (desk, 0);
  g_assert_nonnull (strstr (text, "the next payment of your plan, $20.00, is due on"));
  g_assert_null (strstr (text, "ending in"));
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);
  g_test_add_func ("/flow/plan-telling/reminded", test_reminded);
  g_test_add_data_func ("/flow/plan-telling/declined/hard", "lost-card" SALE "=#1", test_declined);
  g_test_add_data_func ("/flow/plan-telling/declined/soft", "no-funds" SALE "=#1-9", test_declined);
  g_test_add_func ("/flow/plan-telling/not-wanted", test_not_wanted);
  g_test_add_func ("/flow/plan-telling/together", test_together);
  g_test_add_func ("/flow/plan-telling/card-gone", test_card_gone);

  return g_test_run ();
}
