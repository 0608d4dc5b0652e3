/* test-crash.c: an end between two writes, and the next start
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The states are made as a crash leaves them, by the store's own functions; the torture run kills
 * for real.
 */
#include "till-desk.h"

#include "flow/till-practice-private.h"
#include "store/till-store-attempts.h"
#include "store/till-store-patients.h"
#include "store/till-store-transactions.h"

typedef struct
{
  Desk            *desk;
  TillAttemptState state;
  TillMethod       method;
  char            *invoice;
} Leave;

static gboolean
leave_work (TillDbConnection *connection, gpointer data, GError **error)
{
  Leave                  *leave = data;
  g_autoptr (TillActor)   actor = till_actor_new (1, "Maria Lopez");
  g_autoptr (TillAttempt) attempt = till_attempt_new ();
  g_autoptr (TillPatient) patient = till_store_get_patient (connection, leave->desk->anna, error);
  TillInstant             at = till_clock_now (leave->desk->clock);

  attempt->location_id = patient->location_id;
  attempt->kind = TILL_KIND_PAYMENT;
  attempt->method = leave->method;
  attempt->patient_id = patient->id;
  attempt->patient_name = g_strdup (patient->name);
  attempt->guarantor_id = patient->guarantor_id;
  attempt->amount = till_money (2500);
  attempt->terminal = g_strdup (leave->desk->terminal);
  if (!till_store_prepare_attempt (connection, attempt, actor, at, error))
    return FALSE;

  leave->invoice = g_strdup (attempt->invoice);
  if (leave->state == TILL_ATTEMPT_PREPARED)
    return TRUE;
  if (!till_store_step_attempt (connection, attempt->id,
                                leave->state == TILL_ATTEMPT_WAITING ? TILL_ATTEMPT_WAITING
                                                                     : TILL_ATTEMPT_SENT,
                                NULL, NULL, NULL, actor, at, error))
    return FALSE;

  return leave->state != TILL_ATTEMPT_UNKNOWN ||
         till_store_step_attempt (connection, attempt->id, TILL_ATTEMPT_UNKNOWN, NULL, NULL, NULL,
                                  actor, at, error);
}

/* Returns the invoice. */
static char *
leave (Desk *desk, TillAttemptState state, TillMethod method)
{
  Leave              job = { desk, state, method, NULL };
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (desk->practice), TILL_DB_MONEY, leave_work, &job, &error);
  g_assert_no_error (error);

  return job.invoice;
}

/* What had reached the processor before the end. */
static void
charge (Desk *desk, const char *invoice)
{
  g_autofree char *body =
    g_strdup_printf ("{\"type\":\"SALE\",\"amount\":\"25.00\",\"invoice\":\"%s\","
                     "\"software-type\":\"till\"}",
                     invoice);
  g_autoptr (Reply) reply = ask (desk->peer, "POST", "/rest/v2/terminal/transactions/sale", body);

  g_assert_cmpuint (reply->status, ==, 200);
}

static gint64
count_state (Desk *desk, const char *state)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT count (*) FROM attempts WHERE state = '%s'", state);

  return desk_count (desk, sql);
}

/* ── Taking back ────────────────────────────────────────────────────────────────────────────────
 */

typedef struct
{
  Desk               *desk;
  gint64              payment;
  TillTransactionKind kind;
  gint64              cents;
} LeaveReversal;

static gboolean
leave_reversal_work (TillDbConnection *connection, gpointer data, GError **error)
{
  LeaveReversal              *leave = data;
  g_autoptr (TillActor)       actor = till_actor_new (1, "Maria Lopez");
  g_autoptr (TillAttempt)     attempt = till_attempt_new ();
  g_autoptr (TillTransaction) payment =
    till_store_get_transaction (connection, leave->payment, error);
  TillInstant at = till_clock_now (leave->desk->clock);

  attempt->location_id = payment->location_id;
  attempt->kind = leave->kind;
  attempt->method = payment->method;
  attempt->patient_id = payment->patient_id;
  attempt->patient_name = g_strdup (payment->patient_name);
  attempt->guarantor_id = payment->guarantor_id;
  attempt->amount = till_money (leave->cents);
  attempt->target_id = payment->id;
  attempt->target_processor_id = g_strdup (payment->processor_id);
  attempt->reason = g_strdup ("Charged twice");

  return till_store_prepare_attempt (connection, attempt, actor, at, error) &&
         till_store_step_attempt (connection, attempt->id, TILL_ATTEMPT_SENT, NULL, NULL, NULL,
                                  actor, at, error);
}

/* The processor has done it, under no invoice of ours: the sandbox gives it the payment's. */
static void
check_reversal (TillTransactionKind kind, const char *type, gint64 cents)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  gint64                      id = desk_take (desk, 2500);
  g_autoptr (TillTransaction) payment = desk_get (desk, id);
  LeaveReversal               job = { desk, id, kind, cents };
  g_autofree char            *amount = till_money_to_decimal (till_money (cents));
  g_autofree char            *body = NULL;
  g_autoptr (Reply)           reply = NULL;
  g_autoptr (GError)          error = NULL;

  till_db_write (till_practice_get_db (desk->practice), TILL_DB_MONEY, leave_reversal_work, &job,
                 &error);
  g_assert_no_error (error);
  body = g_strdup_printf ("{\"type\":\"%s\",\"id\":\"%s\",\"amount\":\"%s\"}", type,
                          payment->processor_id, amount);
  reply = ask (desk->peer, "POST", "/rest/v2/transactions", body);
  g_assert_cmpuint (reply->status, ==, 200);

  desk_close (desk);
  desk_open (desk);
  desk_settle (desk);
  g_assert_cmpint (count_state (desk, "approved"), ==, 2);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions WHERE"
                                     " kind <> 'payment' AND mark IS NULL"),
                   ==, 1);
  desk_assert_agree (desk);
}

static void
test_void_is_seen_at_the_payment (void)
{
  check_reversal (TILL_KIND_VOID, "VOID", 2500);
}

static void
test_refund_is_seen_by_its_target (void)
{
  check_reversal (TILL_KIND_REFUND, "REFUND", 1000);
}

typedef struct
{
  const char      *name;
  TillAttemptState state;
  gboolean         charged;
  const char      *becomes;
} CrashCase;

static const CrashCase cases[] = {
  { "prepared", TILL_ATTEMPT_PREPARED, FALSE, "rejected" },
  { "sent", TILL_ATTEMPT_SENT, FALSE, "not-found" },
  { "sent-and-charged", TILL_ATTEMPT_SENT, TRUE, "approved" },
  { "unknown", TILL_ATTEMPT_UNKNOWN, FALSE, "not-found" },
  { "unknown-and-charged", TILL_ATTEMPT_UNKNOWN, TRUE, "approved" },
  { "waiting", TILL_ATTEMPT_WAITING, FALSE, "waiting" },
  { "waiting-and-paid", TILL_ATTEMPT_WAITING, TRUE, "approved" },
};

static void
test_left (gconstpointer data)
{
  const CrashCase *crash = data;
  g_autoptr (Desk) desk = desk_new (NULL);
  g_autofree char *invoice =
    leave (desk, crash->state,
           crash->state == TILL_ATTEMPT_WAITING ? TILL_METHOD_VIRTUAL : TILL_METHOD_TERMINAL);

  if (crash->charged)
    charge (desk, invoice);
  desk_close (desk);
  desk_open (desk);
  desk_settle (desk);

  g_assert_cmpint (count_state (desk, crash->becomes), ==, 1);
  g_assert_cmpuint (desk_count_sales (desk), ==, crash->charged);
  desk_assert_agree (desk);
}

/* It was given up as not there, and turns up all the same. */
static void
test_turns_up_late (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  g_autofree char            *invoice = leave (desk, TILL_ATTEMPT_SENT, TILL_METHOD_TERMINAL);
  g_autoptr (TillTransaction) row = NULL;

  desk_close (desk);
  desk_open (desk);
  desk_settle (desk);
  g_assert_cmpint (count_state (desk, "not-found"), ==, 1);

  charge (desk, invoice);
  desk_refresh (desk);
  g_assert_cmpint (count_state (desk, "approved"), ==, 1);
  row = desk_get (desk, desk_count (desk, "SELECT id FROM transactions"));
  g_assert_cmpstr (row->mark, ==, "late");
  desk_assert_agree (desk);
}

/* Two empty look-ups, but too soon after each other, or too soon after the sending. */
static void
test_not_found_takes_its_time (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);

  g_free (leave (desk, TILL_ATTEMPT_SENT, TILL_METHOD_TERMINAL));
  desk_close (desk);
  desk_open (desk);
  desk_refresh (desk);
  desk_pass (desk, 61 * TILL_SECOND);
  desk_refresh (desk);
  g_assert_cmpint (count_state (desk, "unknown"), ==, 1);
  desk_pass (desk, 4 * TILL_MINUTE);
  desk_refresh (desk);
  g_assert_cmpint (count_state (desk, "not-found"), ==, 1);
}

/* Closed in the middle of a sale: the request's end is nobody's business, its money is. */
static void
test_closed_while_asking (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  TillPaymentOrder            order = desk_order (desk, 2500, TILL_METHOD_TERMINAL);
  g_autoptr (TillTakePayment) payment = NULL;

  desk_set_mode (desk, "manual");
  payment = desk_try_collect (desk, &order, NULL);
  g_assert_nonnull (payment);
  g_clear_object (&payment);
  desk_press (desk, "tap");
  desk_close (desk);
  desk_open (desk);
  desk_settle (desk);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions WHERE state = 'captured'"),
                   ==, desk_count_sales (desk));
  desk_assert_agree (desk);
}

/* Backwards and forwards: nothing is charged or forgotten by it. */
static void
test_clock_moves (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  g_autoptr (TillTakePayment) payment = NULL;

  set_faults (desk->peer, "reset-after@POST /rest/v2/terminal=#1");
  payment = desk_collect (desk, 2500);
  desk_pass (desk, -3 * TILL_HOUR);
  desk_settle (desk);
  g_assert_cmpint (till_take_payment_get_phase (payment), ==, TILL_PAYMENT_APPROVED);
  desk_pass (desk, 30 * 24 * TILL_HOUR);
  desk_refresh (desk);
  desk_assert_agree (desk);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/flow/crash/left/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_left);
    }
  g_test_add_func ("/flow/crash/void-is-seen-at-the-payment", test_void_is_seen_at_the_payment);
  g_test_add_func ("/flow/crash/refund-is-seen-by-its-target", test_refund_is_seen_by_its_target);
  g_test_add_func ("/flow/crash/turns-up-late", test_turns_up_late);
  g_test_add_func ("/flow/crash/not-found-takes-its-time", test_not_found_takes_its_time);
  g_test_add_func ("/flow/crash/closed-while-asking", test_closed_while_asking);
  g_test_add_func ("/flow/crash/clock-moves", test_clock_moves);

  return g_test_run ();
}
