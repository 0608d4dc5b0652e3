/* test-run-plans.c: installments are charged on their day, once, whatever goes wrong
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-id.h"
#include "flow/till-backup.h"
#include "flow/till-practice-private.h"
#include "flow/till-run-plans.h"
#include "store/till-store-attempts.h"
#include "store/till-store-cards.h"
#include "store/till-store-patients.h"
#include "store/till-store-plans.h"
#include "store/till-store-transactions.h"
#include "till-desk-plans.h"

#define BEGUN "6ba7b810-9dad-11d1-80b4-00c04fd430c8"

/* ── Tests ── */

static void
test_week_by_week (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);

  desk_add_plan (desk, card, 3, 0);
  for (guint i = 1; i <= 3; i++)
    {
      desk_run_plans (desk);
      desk_run_plans (desk); /* nothing more */
      desk_assert_sales (desk, i);
      desk_pass_days (desk, 6);
      desk_run_plans (desk); /* not yet */
      desk_assert_sales (desk, i);
      desk_pass_days (desk, 1);
    }
  desk_assert_text (desk, "SELECT state || ' ' || n_paid || '/' || n_parts FROM plans",
                    "completed 3/3");
  desk_assert_text (desk,
                    "SELECT group_concat(asked_by, ' ') FROM (SELECT asked_by FROM attempts"
                    " WHERE card_id IS NOT NULL ORDER BY id)",
                    "customer practice practice");
  desk_assert_text (desk, "SELECT max(note) FROM transactions", "Payment plan: 3 of 3");
}

/* What was charged after the copy was made, the practice has forgotten, and the processor not. */
static void
test_restored (void)
{
  g_autoptr (Desk)   desk = desk_new_for_cards (NULL);
  gint64             card = desk_keep_card (desk);
  g_autofree char   *copy = g_build_filename (desk->folder, "copy.till", NULL);
  g_autoptr (GError) error = NULL;

  desk_add_plan (desk, card, 3, 0);
  desk_add_plan (desk, card, 2, 0);
  till_backup_make (desk->practice->db, copy, &error);
  g_assert_no_error (error);
  desk_run_plans (desk);
  desk_assert_sales (desk, 2);

  desk_close (desk);
  till_backup_restore (copy, desk->path, till_clock_now (desk->clock), &error);
  g_assert_no_error (error);
  desk_open (desk);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 due; 2 due; 3 due; 1 due; 2 due");
  desk_run_plans (desk);
  desk_run_plans (desk);
  desk_assert_sales (desk, 2);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 paid; 2 due; 3 due; 1 paid; 2 due");
  g_assert_cmpint (desk_count (desk,
                               "SELECT count(*) FROM transactions AS t JOIN installments AS i"
                               "    ON i.transaction_id = t.id WHERE t.patient_id IS NOT NULL"),
                   ==, 2);
  desk_pass_days (desk, 7);
  desk_run_plans (desk);
  desk_assert_sales (desk, 4);
  desk_assert_holds (desk);
}

typedef struct
{
  Desk  *desk;
  gint64 to;
} Move;

static gboolean
move_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Move           *move = data;
  g_autoptr (TillActor) actor = till_actor_new (0, "Maria Lopez");

  return till_store_change_guarantor (connection, move->desk->anna, move->to, TRUE, actor,
                                      till_clock_now (move->desk->clock), error);
}

/* Somebody else answers for the payer by now: what was agreed on is owed on the payer's own account
 * still, and that is what is paid. */
static void
test_moved (void)
{
  g_autoptr (Desk)   desk = desk_new_for_cards (NULL);
  gint64             card = desk_keep_card (desk);
  gint64             other = desk_add_patient (desk, "Stone, Olive", 0);
  g_autofree char   *account = g_strdup_printf ("%" G_GINT64_FORMAT, desk->anna);
  g_autoptr (GError) error = NULL;

  desk_add_plan (desk, card, 2, 0);
  till_db_write (desk->practice->db, TILL_DB_NORMAL, move_job, &(Move){ desk, other }, &error);
  g_assert_no_error (error);
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 paid; 2 due");
  desk_assert_text (desk,
                    "SELECT t.guarantor_id FROM transactions AS t JOIN installments AS i"
                    "    ON i.transaction_id = t.id",
                    account);
  desk_assert_holds (desk);
}

static const char *const lost[] = {
  "timeout", "reset-after", "500-after", "truncated", "not-json", "reset-before", "500-before",
};

/* An answer that does not come is looked up; the day after, what was not taken is taken. */
static void
test_answer_lost (gconstpointer data)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);
  g_autofree char *faults = g_strconcat (data, DESK_SALE "=#1", NULL);

  desk_set (desk, TILL_SETTING_TERMINAL_TIMEOUT, "1");
  desk_add_plan (desk, card, 1, 0);
  desk_set (desk, TILL_SETTING_TERMINAL_TIMEOUT, "1");
  set_faults (desk->peer, faults);
  desk_refresh (desk);
  till_practice_run_plans (desk->practice);
  till_test_wait_until (desk_count (desk, "SELECT count(*) FROM attempts WHERE card_id IS NOT NULL"
                                          "  AND state <> 'prepared'") == 1);
  for (guint i = 0; i < 30 && desk->practice->n_charging > 0; i++)
    desk_settle (desk);
  desk_wait_for_plans (desk);
  desk_run_plans (desk);
  if (g_str_has_suffix (data, "-before"))
    {
      desk_assert_text (desk, DESK_INSTALLMENTS, "1 failed");
      desk_pass_days (desk, 1);
      desk_run_plans (desk);
    }
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 paid");
  desk_assert_sales (desk, 1);
}

/* No money today: days 1, 3 and 7, then it is missed; a day on which it works ends that. */
static void
test_soft_decline (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);

  desk_add_plan (desk, card, 1, 0);
  set_faults (desk->peer, "no-funds" DESK_SALE "=#1-2");
  desk_run_plans (desk);
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_OUTCOMES, "soft");
  desk_pass_days (desk, 1);
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_OUTCOMES, "soft soft");
  desk_pass_days (desk, 1);
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_OUTCOMES, "soft soft");
  desk_pass_days (desk, 1);
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_OUTCOMES, "soft soft approved");
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 paid");
  desk_assert_sales (desk, 1);
}

static void
test_missed (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);

  desk_add_plan (desk, card, 2, 0);
  set_faults (desk->peer, "no-funds" DESK_SALE "=#1-9");
  for (guint day = 0; day <= 6; day++)
    {
      desk_run_plans (desk);
      desk_pass_days (desk, 1);
    }
  desk_assert_text (desk, DESK_OUTCOMES, "soft soft soft");
  /* The next one is due on the seventh day, too: it waits for the day after. */
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_OUTCOMES, "soft soft soft soft");
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 missed; 2 due");
  set_faults (desk->peer, "");
  desk_run_plans (desk);
  desk_assert_sales (desk, 0);
  desk_pass_days (desk, 1);
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 missed; 2 paid");
  desk_assert_text (desk, "SELECT state FROM plans", "failed");
  desk_assert_sales (desk, 1);
}

static gboolean
backup_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_set_card_role (connection, *(gint64 *) data, TILL_CARD_BACKUP, NULL, 0, error);
}

/* Lost: that card is never tried again; the backup pays, at once. */
static void
test_hard_decline (void)
{
  g_autoptr (Desk)            desk = desk_new_for_cards (NULL);
  gint64                      card = desk_keep_card (desk);
  g_autoptr (TillTakePayment) second = NULL;
  g_autoptr (GError)          error = NULL;
  gint64                      backup;

  desk_set_mode (desk, "tap\",\"card\":\"5454545454545454");
  second = desk_collect_and_save (desk, 1500);
  desk_wait_phase (second, TILL_PAYMENT_APPROVED);
  desk_wait_for_cards (desk);
  backup = desk_count (desk, "SELECT max(id) FROM cards");
  g_assert_cmpint (backup, !=, card);
  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, backup_job, &backup,
                 &error);
  g_assert_no_error (error);

  desk_add_plan (desk, card, 1, 0);
  set_faults (desk->peer, "lost-card" DESK_SALE "=#1");
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_OUTCOMES, "hard approved");
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 paid");
  g_assert_cmpint (desk_count (desk, "SELECT max(card_id) FROM attempts"), ==, backup);
  desk_assert_sales (desk, 2);
}

static gboolean
forget_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_delete_card (connection, *(gint64 *) data, NULL, 0, error);
}

static void
test_no_card (void)
{
  g_autoptr (Desk)   desk = desk_new_for_cards (NULL);
  gint64             card = desk_keep_card (desk);
  g_autoptr (GError) error = NULL;

  desk_add_plan (desk, card, 1, 0);
  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, forget_job, &card, &error);
  g_assert_no_error (error);
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 missed");
  desk_assert_text (desk, "SELECT why FROM installments", "no-card");
  desk_assert_text (desk, "SELECT state FROM plans", "failed");
}

/* Weeks without power: nobody is charged twice at once without being asked. */
static void
test_catching_up (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);

  desk_add_plan (desk, card, 3, 0);
  desk_pass_days (desk, 8);
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 due; 2 due; 3 due");
  desk_assert_sales (desk, 0);
}

/* The program ends between the try and its attempt, and while the answer is on its way. */
static void
test_closed (void)
{
  g_autoptr (Desk) desk = desk_new_for_cards (NULL);
  gint64           card = desk_keep_card (desk);

  desk_add_plan (desk, card, 1, 0);
  set_faults (desk->peer, "timeout" DESK_SALE "=#1");
  desk_refresh (desk);
  till_practice_run_plans (desk->practice);
  till_test_wait_until (desk_count_sales (desk) == 2);
  desk_close (desk);
  set_faults (desk->peer, "500-before@GET /rest/v2/transactions=#1-9999");
  desk_open (desk);
  /* It can’t be looked up yet, so nothing is done. */
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_OUTCOMES, "open");
  set_faults (desk->peer, "");
  desk_settle (desk);
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 paid");
  desk_assert_text (desk, DESK_OUTCOMES, "approved");
  desk_assert_sales (desk, 1);
}

/* Begun, and then there was no power: nothing was sent, so it is begun anew. */
static gboolean
begin_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Desk                 *desk = data;
  g_autoptr (GPtrArray) due = till_store_list_due_installments (
    connection, till_practice_get_today (desk->practice), 0, 1, error);
  TillInstallmentTry one = { .installment_id = ((TillInstallment *) due->pdata[0])->id,
                             .card_id = 1,
                             .day = till_practice_get_today (desk->practice),
                             .key = (char *) BEGUN };

  return till_store_begin_try (connection, &one, NULL, till_practice_now (desk->practice), error);
}

static void
test_begun_only (void)
{
  g_autoptr (Desk)   desk = desk_new_for_cards (NULL);
  gint64             card = desk_keep_card (desk);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (card, ==, 1);
  desk_add_plan (desk, card, 1, 0);
  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, begin_job, desk, &error);
  g_assert_no_error (error);
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 paid");
  desk_assert_text (desk, DESK_OUTCOMES, "nothing approved");
  desk_assert_sales (desk, 1);
}

/* Approved, and the processor tells of it as pending: it is neither paid yet nor taken back. */
static gboolean
pending_job (TillDbConnection *connection, gpointer data, GError **error)
{
  static const TillAttemptState states[] = { TILL_ATTEMPT_SENT, TILL_ATTEMPT_APPROVED };
  Desk                         *desk = data;
  TillInstant                   at = till_practice_now (desk->practice);
  g_autoptr (TillAttempt)       attempt = till_attempt_new ();
  g_autoptr (TillTransaction)   payment = till_transaction_new ();

  if (!begin_job (connection, data, error))
    return FALSE;
  attempt->uuid = g_strdup (BEGUN);
  attempt->method = TILL_METHOD_CARD_ON_FILE;
  attempt->patient_id = attempt->guarantor_id = desk->anna;
  attempt->patient_name = g_strdup ("Lee, Anna");
  attempt->card_id = 1;
  attempt->amount = till_money (2000);
  if (!till_store_prepare_attempt (connection, attempt, NULL, at, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if (!till_store_step_attempt (connection, attempt->id, states[i], NULL, NULL, NULL, NULL, at,
                                    error))
        return FALSE;
    }

  payment->attempt_id = attempt->id;
  payment->kind = TILL_KIND_PAYMENT;
  payment->state = TILL_TRANSACTION_PENDING;
  payment->method = TILL_METHOD_CARD_ON_FILE;
  payment->patient_id = payment->guarantor_id = desk->anna;
  payment->patient_name = g_strdup ("Lee, Anna");
  payment->amount = attempt->amount;
  payment->happened_at = at;
  payment->processor = g_strdup ("clearent");
  payment->processor_id = g_strdup ("pending-1");
  payment->invoice = g_strdup (attempt->invoice);

  return till_store_add_transaction (connection, payment, NULL, at, error);
}

static void
test_pending (void)
{
  g_autoptr (Desk)   desk = desk_new_for_cards (NULL);
  gint64             card = desk_keep_card (desk);
  g_autoptr (GError) error = NULL;

  desk_add_plan (desk, card, 1, 0);
  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, pending_job, desk, &error);
  g_assert_no_error (error);
  desk_run_plans (desk);
  desk_assert_text (desk, DESK_OUTCOMES, "open");
  desk_assert_text (desk, DESK_INSTALLMENTS, "1 charging");
  desk_assert_holds (desk);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);
  g_test_add_func ("/flow/run-plans/week-by-week", test_week_by_week);
  g_test_add_func ("/flow/run-plans/restored", test_restored);
  g_test_add_func ("/flow/run-plans/moved", test_moved);
  for (guint i = 0; i < G_N_ELEMENTS (lost); i++)
    {
      g_autofree char *path = g_strconcat ("/flow/run-plans/lost/", lost[i], NULL);

      g_test_add_data_func (path, lost[i], test_answer_lost);
    }
  g_test_add_func ("/flow/run-plans/soft-decline", test_soft_decline);
  g_test_add_func ("/flow/run-plans/missed", test_missed);
  g_test_add_func ("/flow/run-plans/hard-decline", test_hard_decline);
  g_test_add_func ("/flow/run-plans/no-card", test_no_card);
  g_test_add_func ("/flow/run-plans/catching-up", test_catching_up);
  g_test_add_func ("/flow/run-plans/closed", test_closed);
  g_test_add_func ("/flow/run-plans/begun-only", test_begun_only);
  g_test_add_func ("/flow/run-plans/pending", test_pending);

  return g_test_run ();
}
