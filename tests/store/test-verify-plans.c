/* test-verify-plans.c: what is changed by hand of payment plans is found
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-plan-rows.h"

#define SENT                                                                                       \
  "INSERT INTO plan_sendings (plan_id, version, request_id, document_id, amount_cents, channel,"   \
  "                           address, wording, accepted, sent_at, sent_by, number, state,"        \
  "                           transaction_id)"                                                     \
  " SELECT id, version, 1, 1, 3000, 'text', '', 1, '', 0, '', "
#define OF_PLAN " FROM plans"

/* Each of the invariants is broken by hand, and found. */
static void
test_verify_finds (void)
{
  static const struct
  {
    const char *sql;
    const char *invariant;
  } breaks[] = {
    { "UPDATE plans SET total_cents = 9999", "are its total" },
    { "UPDATE plans SET n_paid = 2", "How far each payment plan is" },
    { "UPDATE plan_versions SET authorized = 'not-yet'", "what was not agreed on" },
    { "UPDATE installments SET state = 'charging' WHERE number = 1", "one at a time" },
    { "UPDATE attempts SET amount_cents = 999", "an attempt of their amount" },
    /* Two by one charge, which was of one. */
    { "INSERT INTO installment_tries (installment_id, number, card_id, key, tried_day, by_hand,"
      " outcome) SELECT (SELECT id FROM installments WHERE number = 1), 1, card_id, key, tried_day,"
      " by_hand, 'nothing' FROM installment_tries",
      "an attempt of their amount" },
    { "UPDATE transactions SET state = 'declined'", "What is paid of an installment" },
    { "UPDATE installments SET state = 'paid' WHERE number = 1", "What is paid of an installment" },
    { "UPDATE installments SET state = 'paid',"
      " transaction_id = (SELECT max(id) FROM transactions) WHERE number = 1",
      "no payment pays more" },
    { SENT "1, 'used', (SELECT max(id) FROM transactions)" OF_PLAN, "is its part’s" },
    { SENT "0, 'paid', NULL" OF_PLAN, "is its part’s" },
    { "UPDATE plan_versions SET authorized = 'remote'", "has that payment" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (breaks); i++)
    {
      PlanRows             *rows = plan_rows_new ();
      g_autofree char      *path = g_strdup (rows->path);
      g_autoptr (GPtrArray) findings = NULL;

      test_store_write (rows->db, plan_rows_authorize_job, rows);
      plan_rows_pay (rows, 1, 0);
      plan_rows_free (rows);
      test_store_change_behind (path, breaks[i].sql);
      findings = test_verify_file (path, NULL);
      g_test_message ("%s", breaks[i].sql);
      g_assert_false (test_find_finding (findings, breaks[i].invariant)->holds);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/verify-plans/changed", test_verify_finds);

  return g_test_run ();
}
