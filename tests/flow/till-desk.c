/* till-desk.c: a front desk for the tests: a practice, a sandbox, two siblings at the counter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk.h"

#include "flow/till-practice-patients.h"
#include "flow/till-practice-private.h"

#define ZONE "America/New_York"

void
desk_init (int *argc, char ***argv)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  g_test_init (argc, argv, NULL);
}

/* ── Opening ────────────────────────────────────────────────────────────────────────────────────
 */

static void
set_up (Desk *self)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_set_up_async (self->practice, "Elm Street Dental", "1 Elm Street\nSpringfield",
                              "555-0100", ZONE, "Maria Lopez", till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  till_practice_set_up_finish (self->practice, kept, &error);
  g_assert_no_error (error);
}

gint64
desk_add_patient (Desk *self, const char *name, gint64 guarantor)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (TillPatient)  patient = till_patient_new ();
  g_autoptr (TillPatient)  added = NULL;
  g_autoptr (GError)       error = NULL;

  patient->name = g_strdup (name);
  patient->guarantor_id = guarantor;
  patient->birth_date = till_day (2015, 5, 17);
  till_practice_add_patient_async (self->practice, patient, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  added = till_practice_add_patient_finish (self->practice, kept, &error);
  g_assert_no_error (error);

  return added->id;
}

void
desk_set (Desk *self, const char *key, const char *value)
{
  const char *const        pair[] = { key, value, NULL };
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_set_settings_async (self->practice, pair, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  till_practice_set_settings_finish (self->practice, kept, &error);
  g_assert_no_error (error);
}

static void
set_up_processor (Desk *self)
{
  g_autoptr (Reply) state = ask (self->peer, "GET", "/sandbox/state", NULL);
  g_autofree char  *terminals = NULL;

  self->terminal = g_strdup (reply_get (state, "terminals.0.terminal-id"));
  terminals = g_strdup_printf ("[{\"id\":\"%s\",\"name\":\"Front desk\"}]", self->terminal);
  desk_set (self, TILL_SETTING_CLEARENT_TERMINALS, terminals);
  desk_set (self, TILL_SETTING_CLEARENT_PAYLINK, reply_get (state, "terminals.0.paylink"));
  desk_set (self, TILL_SETTING_CLEARENT_HOST, till_test_sandbox_get_address (self->peer->sandbox));
}

void
desk_open (Desk *self)
{
  g_autoptr (GError) error = NULL;

  self->practice = till_practice_open (self->path, self->clock, NULL, &error);
  g_assert_no_error (error);
  if (self->peer != NULL)
    till_keyring_keep (till_practice_get_keyring (self->practice), TILL_KEY_PROCESSOR, "sandbox");
  till_practice_start (self->practice);
  if (self->peer != NULL)
    till_test_wait_until (till_practice_has_processor_key (self->practice));
}

/* The start looks up the keys, one after the other, and then asks the processor: late, that would
 * be a call more than a test's faults count.
 */
static gboolean
has_started (Desk *self)
{
  return self->practice->n_aside == 0 && !self->practice->syncing;
}

static Desk *
desk_make (char *folder, const char *faults, gboolean with_sandbox)
{
  const char *const arguments[] = { "--terminal-mode", "tap:0", "--zone", ZONE,
                                    "--faults",        faults,  NULL };
  Desk             *self = g_new0 (Desk, 1);

  self->folder = folder;
  self->path = g_build_filename (self->folder, "elm.till", NULL);
  self->clock = till_clock_new_standing (g_get_real_time () / 1000);
  if (with_sandbox)
    self->peer = peer_new (arguments);
  desk_open (self);
  till_test_wait_until (has_started (self));
  set_up (self);
  self->anna = desk_add_patient (self, "Lee, Anna", 0);
  self->ben = desk_add_patient (self, "Lee, Ben", self->anna);
  if (with_sandbox)
    set_up_processor (self);

  return self;
}

Desk *
desk_new (const char *faults)
{
  return desk_make (till_test_temp_dir (), faults != NULL ? faults : "", TRUE);
}

Desk *
desk_new_in (const char *folder)
{
  return desk_make (g_strdup (folder), "", TRUE);
}

Desk *
desk_new_for_cash (void)
{
  return desk_make (till_test_temp_dir (), NULL, FALSE);
}

void
desk_close (Desk *self)
{
  if (self->practice == NULL)
    return;

  till_practice_close (self->practice);
  /* Answers under way still hold it. */
  g_object_add_weak_pointer (G_OBJECT (self->practice), (gpointer *) &self->practice);
  g_object_unref (self->practice);
  till_test_wait_until (self->practice == NULL);
}

void
desk_free (Desk *self)
{
  desk_close (self);
  g_clear_pointer (&self->peer, peer_free);
  g_clear_object (&self->clock);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->terminal);
  g_free (self);
}

void
desk_pass (Desk *self, TillInstant span)
{
  till_clock_set (self->clock, till_clock_now (self->clock) + span);
}

void
desk_set_mode (Desk *self, const char *mode)
{
  g_autofree char  *path = g_strdup_printf ("/sandbox/terminal/%s/mode", self->terminal);
  g_autofree char  *body = g_strdup_printf ("{\"mode\":\"%s\",\"delay-ms\":0}", mode);
  g_autoptr (Reply) reply = ask (self->peer, "POST", path, body);

  g_assert_cmpuint (reply->status, ==, 200);
}

static gboolean
shows_amount (Desk *self)
{
  g_autoptr (Reply) state = ask (self->peer, "GET", "/sandbox/state", NULL);

  return g_str_equal (reply_get (state, "terminals.0.state"), "amount");
}

void
desk_press (Desk *self, const char *deed)
{
  g_autofree char  *path = g_strdup_printf ("/sandbox/terminal/%s/press", self->terminal);
  g_autofree char  *form = g_strdup_printf ("deed=%s", deed);
  g_autoptr (Reply) reply = NULL;

  till_test_wait_until (shows_amount (self));
  reply = ask (self->peer, "POST", path, form);
  g_assert_cmpuint (reply->status, ==, 303);
}

/* ── Looking ────────────────────────────────────────────────────────────────────────────────────
 */

void
desk_refresh (Desk *self)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_refresh_async (self->practice, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  if (!till_practice_refresh_finish (self->practice, kept, &error))
    g_assert_error (error, TILL_ERROR, TILL_ERROR_UNREACHABLE);
}

static guint
count_unknown (Desk *self)
{
  guint n_unknown = 0;

  g_object_get (self->practice, "n-unknown", &n_unknown, NULL);
  return n_unknown;
}

void
desk_settle (Desk *self)
{
  desk_refresh (self);
  for (guint i = 0; i < 20 && count_unknown (self) > 0; i++)
    {
      desk_pass (self, 61 * TILL_SECOND);
      desk_refresh (self);
    }
  g_assert_cmpuint (count_unknown (self), ==, 0);
}

/* ── Collecting ─────────────────────────────────────────────────────────────────────────────────
 */

TillPaymentOrder
desk_order (Desk *self, gint64 cents, TillMethod method)
{
  return (TillPaymentOrder){ .patient_id = self->anna,
                             .amount = till_money (cents),
                             .method = method,
                             .terminal = method == TILL_METHOD_TERMINAL ? self->terminal : NULL };
}

TillTakePayment *
desk_try_collect (Desk *self, const TillPaymentOrder *order, GError **error)
{
  g_autoptr (TillTakePayment) payment = till_take_payment_new (self->practice);
  g_autoptr (GAsyncResult)    kept = NULL;
  GAsyncResult               *result = NULL;

  till_take_payment_start_async (payment, order, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  if (!till_take_payment_start_finish (payment, kept, error))
    return NULL;

  return g_steal_pointer (&payment);
}

static gboolean
is_over (TillPaymentPhase phase)
{
  return phase > TILL_PAYMENT_CHECKING;
}

TillTakePayment *
desk_collect (Desk *self, gint64 cents)
{
  TillPaymentOrder   order = desk_order (self, cents, TILL_METHOD_TERMINAL);
  g_autoptr (GError) error = NULL;
  TillTakePayment   *payment;

  order.knowingly = TRUE;
  payment = desk_try_collect (self, &order, &error);
  g_assert_no_error (error);
  till_test_wait_until (is_over (till_take_payment_get_phase (payment)) ||
                        till_take_payment_get_phase (payment) == TILL_PAYMENT_CHECKING);

  return payment;
}

void
desk_wait_phase (TillTakePayment *payment, TillPaymentPhase phase)
{
  till_test_wait_until (till_take_payment_get_phase (payment) == phase);
}

gint64
desk_take (Desk *self, gint64 cents)
{
  g_autoptr (TillTakePayment) payment = desk_collect (self, cents);

  g_assert_cmpint (till_take_payment_get_phase (payment), ==, TILL_PAYMENT_APPROVED);
  return till_take_payment_get_transaction_id (payment);
}

/* ── Taking back ────────────────────────────────────────────────────────────────────────────────
 */

TillReversePayment *
desk_read (Desk *self, gint64 id)
{
  TillReversePayment      *reversal = till_reverse_payment_new (self->practice, id);
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GError)       error = NULL;

  till_reverse_payment_read_async (reversal, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  till_reverse_payment_read_finish (reversal, kept, &error);
  g_assert_no_error (error);

  return reversal;
}

gboolean
desk_run (TillReversePayment *reversal, gint64 cents, TillReversalKind kind, GError **error)
{
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;

  till_reverse_payment_run_async (reversal, till_money (cents), kind, "Paid twice",
                                  till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  return till_reverse_payment_run_finish (reversal, kept, error);
}

/* ── What there is ──────────────────────────────────────────────────────────────────────────────
 */

gint64
desk_count (Desk *self, const char *sql)
{
  gint64             count = -1;
  g_autoptr (GError) error = NULL;

  till_db_query_int (till_db_get_reader (till_practice_get_db (self->practice)), sql, &count,
                     &error);
  g_assert_no_error (error);

  return count;
}

TillTransaction *
desk_get (Desk *self, gint64 id)
{
  g_autoptr (GError) error = NULL;
  TillTransaction   *row = till_practice_get_transaction (self->practice, id, &error);

  g_assert_no_error (error);
  return row;
}

void
desk_assert_holds (Desk *self)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) findings = till_store_verify (
    till_db_get_reader (till_practice_get_db (self->practice)), self->path, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    {
      const TillFinding *finding = g_ptr_array_index (findings, i);

      if (!finding->holds && finding->provable)
        g_error ("%s: %s", finding->invariant, finding->rows);
    }
}

/* Cents of what stands in the sandbox: sales that are not voided, less refunds. */
static gint64
sum_sandbox (Desk *self, guint *n_sales)
{
  g_autoptr (Reply) reply = ask (self->peer, "GET", "/sandbox/transactions", NULL);
  JsonArray        *rows;
  gint64            sum = 0;

  g_assert_cmpuint (reply->status, ==, 200);
  rows = json_node_get_array (reply->root);
  *n_sales = 0;
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      const char *type = json_object_get_string_member (row, "type");
      TillMoney   amount;

      if (!g_str_equal (json_object_get_string_member (row, "result"), "APPROVED"))
        continue;
      g_assert_true (
        till_money_parse (json_object_get_string_member (row, "amount"), &amount, NULL));
      if (g_str_equal (type, "SALE"))
        ++*n_sales;
      if (g_str_equal (type, "SALE") && !json_object_get_boolean_member (row, "voided"))
        sum += amount.cents;
      else if (g_str_equal (type, "REFUND"))
        sum -= amount.cents;
    }

  return sum;
}

guint
desk_count_sales (Desk *self)
{
  guint n_sales;

  sum_sandbox (self, &n_sales);
  return n_sales;
}

void
desk_assert_agree (Desk *self)
{
  guint  n_sales;
  gint64 sum = sum_sandbox (self, &n_sales);

  g_assert_cmpint (desk_count (self, "SELECT coalesce (sum (amount_cents), 0) FROM transactions"
                                     " WHERE processor IS NOT NULL"
                                     " AND state NOT IN ('declined', 'failed')"),
                   ==, sum);
  g_assert_cmpint (desk_count (self, "SELECT count (*) FROM transactions WHERE kind = 'payment'"
                                     " AND processor IS NOT NULL"
                                     " AND state NOT IN ('declined', 'failed')"),
                   ==, n_sales);
  desk_assert_holds (self);
}

gint64
desk_take_cash (Desk *self, gint64 patient, gint64 cents)
{
  g_autoptr (TillTakePayment) payment = NULL;
  TillPaymentOrder            order = desk_order (self, cents, TILL_METHOD_CASH);

  desk_pass (self, TILL_MINUTE);
  if (patient != 0)
    order.patient_id = patient;
  order.knowingly = TRUE;
  payment = desk_try_collect (self, &order, NULL);
  g_assert_nonnull (payment);

  return till_take_payment_get_transaction_id (payment);
}
