/* test-client.c: the client's own requests go through the contract, and it understands the answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Usage: test-client PEER.PY TILL-SANDBOX. Prism stands between: a request or an answer against the
 * contract would come back as 422 or 500, which no test here expects.
 */
#include <stdio.h>
#include <string.h>

#include "core/till-id.h"
#include "processor/till-clearent.h"

static const char *peer_path;
static const char *sandbox_path;

/* One peer for all tests. */
static GSubprocess   *peer;
static char          *folder;
static char          *address;
static char          *key;
static char          *control;
static char          *access_key;
static char          *reporting;
static TillHttp      *http;
static TillProcessor *processor;

/* Calls, waited for. */

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static TillAnswer *
ask (TillVerb verb, const TillOrder *order)
{
  g_autoptr (GAsyncResult) result = NULL;

  till_processor_ask_async (processor, verb, order, NULL, done_cb, &result);
  wait_for (&result);

  return till_processor_ask_finish (processor, result);
}

static TillFound *
search (TillProcessor *whom, const TillQuery *query)
{
  g_autoptr (GAsyncResult) result = NULL;

  till_processor_search_async (whom, query, NULL, done_cb, &result);
  wait_for (&result);

  return till_processor_search_finish (whom, result);
}

static TillReported *
report (TillProcessor *whom, TillDay day)
{
  g_autoptr (GAsyncResult) result = NULL;

  till_processor_deposits_async (whom, day, 1, NULL, done_cb, &result);
  wait_for (&result);

  return till_processor_deposits_finish (whom, result);
}

static void
set_reports (TillProcessor *whom, const char *with_key)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  till_clearent_set_reports (TILL_CLEARENT (whom), reporting, with_key, NULL, zone, 0);
}

static void
call (const char *method, const char *base, const char *path, const char *body)
{
  g_autoptr (GAsyncResult)   result = NULL;
  g_autoptr (TillHttpAnswer) answer = NULL;
  g_autoptr (GBytes)         bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autofree char           *uri = g_strconcat (base, path, NULL);
  const char *const          headers[] = { "api-key", key, NULL };

  till_http_send_async (http, method, uri, headers, bytes, "application/json", 60, NULL, done_cb,
                        &result);
  wait_for (&result);
  answer = till_http_send_finish (http, result);
  g_assert_cmpint (answer->outcome, ==, TILL_HTTP_ANSWERED);
  g_assert_cmpuint (answer->status, ==, 200);
}

static char *
new_invoice (void)
{
  g_autofree char *uuid = till_id_new ();

  return till_id_to_invoice (uuid);
}

static TillCharge *
find_one (const char *invoice, const char *id)
{
  const TillQuery query = {
    .invoice = invoice, .id = id, .from = TILL_INSTANT_NONE, .until = TILL_INSTANT_NONE, .page = 1
  };
  g_autoptr (TillFound) found = search (processor, &query);

  g_test_message ("%s", found->words != NULL ? found->words : "found");
  g_assert_true (found->answered);
  g_assert_false (found->more);
  g_assert_cmpuint (found->charges->len, ==, 1);

  return till_charge_copy (found->charges->pdata[0]);
}

static TillCharge *
sell (gint64 cents, const char *invoice)
{
  const TillOrder        order = { .invoice = invoice,
                                   .amount = { cents },
                                   .order = "4711",
                                   .patient = "P-9",
                                   .description = "Dr. Müller, “Smile” Dental" };
  g_autoptr (TillAnswer) answer = ask (TILL_VERB_SALE_TERMINAL, &order);

  g_test_message ("%s", answer->words != NULL ? answer->words : "approved");
  g_assert_cmpint (answer->verdict, ==, TILL_VERDICT_APPROVED);

  return g_steal_pointer (&answer->charge);
}

static TillAnswer *
take_back (TillVerb verb, const char *target, gint64 cents)
{
  g_autofree char *invoice = new_invoice ();
  const TillOrder  order = { .invoice = invoice, .amount = { cents }, .target = target };

  return ask (verb, &order);
}

/* The tests. */

static void
test_sale (void)
{
  g_autofree char       *invoice = new_invoice ();
  g_autoptr (TillCharge) charge = sell (3000, invoice);
  g_autoptr (TillCharge) again = NULL;
  g_autoptr (TillCharge) found = NULL;

  g_assert_cmpstr (charge->invoice, ==, invoice);
  g_assert_cmpint (charge->amount.cents, ==, 3000);
  g_assert_cmpint (charge->state, ==, TILL_TRANSACTION_CAPTURED);
  g_assert_cmpint (charge->created_at, !=, TILL_INSTANT_NONE);
  g_assert_false (charge->earlier);
  g_assert_nonnull (charge->card.brand);
  g_assert_cmpuint (strlen (charge->card.last_four), ==, 4);
  g_assert_nonnull (charge->card.entry_mode);
  g_assert_nonnull (charge->authorization);
  g_assert_nonnull (charge->exchange_id);
  g_assert_nonnull (charge->terminal);

  again = sell (3000, invoice);
  g_assert_true (again->earlier);
  g_assert_cmpstr (again->id, ==, charge->id);

  found = find_one (invoice, NULL);
  g_assert_cmpstr (found->id, ==, charge->id);
  g_assert_cmpint (found->amount.cents, ==, 3000);
  g_assert_cmpint (found->created_at, ==, charge->created_at);
}

static void
test_void (void)
{
  g_autofree char       *invoice = new_invoice ();
  g_autoptr (TillCharge) charge = sell (3100, invoice);
  g_autoptr (TillAnswer) taken = take_back (TILL_VERB_VOID, charge->id, 3100);
  g_autoptr (TillAnswer) twice = take_back (TILL_VERB_VOID, charge->id, 3100);
  g_autoptr (TillCharge) found = find_one (NULL, charge->id);

  g_assert_cmpint (taken->verdict, ==, TILL_VERDICT_APPROVED);
  g_assert_cmpint (taken->charge->kind, ==, TILL_KIND_VOID);
  g_assert_cmpstr (taken->charge->related_id, ==, charge->id);
  g_assert_cmpint (twice->verdict, ==, TILL_VERDICT_REJECTED);
  g_assert_cmpint (found->state, ==, TILL_TRANSACTION_VOIDED);
}

static void
test_refund (void)
{
  g_autofree char       *invoice = new_invoice ();
  g_autoptr (TillCharge) charge = sell (3200, invoice);
  g_autoptr (TillAnswer) part = take_back (TILL_VERB_REFUND, charge->id, 1200);
  g_autoptr (TillAnswer) too_much = take_back (TILL_VERB_REFUND, charge->id, 2001);
  g_autoptr (TillAnswer) nobody = take_back (TILL_VERB_REFUND, "999999999", 100);

  g_assert_cmpint (part->verdict, ==, TILL_VERDICT_APPROVED);
  g_assert_cmpint (part->charge->kind, ==, TILL_KIND_REFUND);
  g_assert_cmpint (part->charge->amount.cents, ==, 1200);
  g_assert_cmpstr (part->charge->related_id, ==, charge->id);
  g_assert_cmpint (too_much->verdict, ==, TILL_VERDICT_REJECTED);
  g_assert_cmpstr (too_much->code, ==, "025");
  g_assert_cmpint (nobody->verdict, ==, TILL_VERDICT_REJECTED);
}

static void
test_closed_batch (void)
{
  g_autofree char       *invoice = new_invoice ();
  g_autoptr (TillCharge) charge = sell (3300, invoice);
  g_autoptr (TillAnswer) late = NULL;
  g_autoptr (TillAnswer) refund = NULL;
  g_autoptr (TillCharge) found = NULL;

  call ("PUT", address, "/rest/v2/batches/open", "{\"software-type\":\"Till\"}");
  late = take_back (TILL_VERB_VOID, charge->id, 3300);
  g_assert_cmpint (late->verdict, ==, TILL_VERDICT_CLOSED_BATCH);
  found = find_one (NULL, charge->id);
  g_assert_cmpint (found->state, ==, TILL_TRANSACTION_SETTLED);
  g_assert_nonnull (found->batch);
  refund = take_back (TILL_VERB_REFUND, charge->id, 3300);
  g_assert_cmpint (refund->verdict, ==, TILL_VERDICT_APPROVED);
}

/* Declines come in both shapes; the code is the same. */
static void
test_declines (void)
{
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char       *invoice = new_invoice ();
      const TillOrder        order = { .invoice = invoice, .amount = { 21 } };
      g_autoptr (TillAnswer) answer = ask (TILL_VERB_SALE_TERMINAL, &order);

      g_assert_cmpint (answer->verdict, ==, TILL_VERDICT_DECLINED);
      g_assert_cmpstr (answer->code, ==, "012");
      g_assert_nonnull (answer->words);
    }
}

static void
test_lost_answers (void)
{
  static const char *const faults[] = {
    "500-after@POST=#1",
    "reset-after@POST=#1",
    "not-json@POST=#1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char       *invoice = new_invoice ();
      const TillOrder        order = { .invoice = invoice, .amount = { 4000 + i } };
      g_autofree char       *body = g_strdup_printf ("{\"faults\":\"%s\"}", faults[i]);
      g_autoptr (TillAnswer) answer = NULL;
      g_autoptr (TillCharge) found = NULL;

      call ("POST", control, "/faults", body);
      answer = ask (TILL_VERB_SALE_TERMINAL, &order);
      call ("POST", control, "/faults", "{\"faults\":\"\"}");

      g_assert_cmpint (answer->verdict, ==, TILL_VERDICT_UNKNOWN);
      found = find_one (invoice, NULL);
      g_assert_cmpint (found->state, ==, TILL_TRANSACTION_CAPTURED);
      g_assert_cmpint (found->amount.cents, ==, 4000 + i);
    }
}

static void
test_searches (void)
{
  g_autofree char       *invoice = new_invoice ();
  g_autoptr (TillCharge) charge = sell (3400, invoice);
  const TillQuery around = { .from = charge->created_at, .until = charge->created_at, .page = 1 };
  const TillQuery before = { .from = 0, .until = charge->created_at - TILL_HOUR, .page = 1 };
  const TillQuery nothing = {
    .invoice = "NOWHERE", .from = TILL_INSTANT_NONE, .until = TILL_INSTANT_NONE, .page = 1
  };
  g_autoptr (TillFound) found = search (processor, &around);
  g_autoptr (TillFound) none = search (processor, &before);
  g_autoptr (TillFound) nowhere = search (processor, &nothing);
  gboolean              is_there = FALSE;

  g_assert_true (found->answered);
  for (guint i = 0; i < found->charges->len; i++)
    {
      const TillCharge *row = found->charges->pdata[i];

      is_there = is_there || g_strcmp0 (row->invoice, invoice) == 0;
    }
  g_assert_true (is_there);
  g_assert_true (none->answered);
  g_assert_cmpuint (none->charges->len, ==, 0);
  g_assert_true (nowhere->answered);
  g_assert_cmpuint (nowhere->charges->len, ==, 0);
}

static void
test_oldest_first (void)
{
  g_autofree char       *invoice = new_invoice ();
  g_autoptr (TillCharge) charge = sell (3500, invoice);
  TillQuery              query = { .from = charge->created_at - TILL_HOUR,
                                   .until = charge->created_at + TILL_HOUR,
                                   .page = 1,
                                   .oldest_first = TRUE };
  g_autoptr (TillFound)  found = search (processor, &query);
  const TillCharge      *last = found->charges->pdata[found->charges->len - 1];

  g_assert_cmpuint (found->n_total, ==, found->n_rows);
  g_assert_cmpstr (last->invoice, ==, invoice);
  for (guint i = 1; i < found->charges->len; i++)
    g_assert_cmpint (((TillCharge *) found->charges->pdata[i - 1])->created_at, <=,
                     ((TillCharge *) found->charges->pdata[i])->created_at);
}

/* A batch that is closed now comes to the bank on one of the next days. */
static void
test_deposits (void)
{
  g_autofree char       *invoice = new_invoice ();
  g_autoptr (TillCharge) charge = sell (3600, invoice);
  g_autoptr (GTimeZone)  zone = g_time_zone_new_utc ();
  TillDay                today = till_day_of_instant (charge->created_at, zone);
  g_autofree char       *later = till_instant_to_iso (charge->created_at + 5 * 24 * TILL_HOUR);
  g_autofree char       *clock = g_strdup_printf ("{\"now\":\"%s\"}", later);
  guint                  n_found = 0;

  call ("PUT", address, "/rest/v2/batches/open", "{\"software-type\":\"Till\"}");
  call ("POST", control, "/clock", clock);
  set_reports (processor, access_key);
  for (int i = -1; i <= 8; i++)
    {
      g_autoptr (TillReported) reported = report (processor, till_day_add (today, i));

      g_assert_true (reported->answered);
      g_assert_cmpuint (reported->deposits->len, ==, reported->n_total);
      for (guint d = 0; d < reported->deposits->len; d++)
        {
          const TillDeposit *deposit = reported->deposits->pdata[d];

          g_assert_cmpint (deposit->funded_on.number, ==, today.number + i);
          g_assert_cmpint (deposit->sales.cents, >, 0);
          n_found++;
        }
    }
  call ("POST", control, "/clock", "{\"now\":\"real\"}");
  g_assert_cmpuint (n_found, >, 0);
}

static void
test_wrong_access_key (void)
{
  g_autoptr (TillProcessor) stranger =
    TILL_PROCESSOR (till_clearent_new (http, address, key, NULL, NULL));
  g_autoptr (TillReported) reported = NULL;

  set_reports (stranger, "guessed");
  reported = report (stranger, till_day (2026, 11, 24));
  g_assert_false (reported->answered);
  g_assert_nonnull (strstr (reported->words, "reporting key"));
}

static void
test_wrong_key (void)
{
  g_autoptr (TillProcessor) stranger =
    TILL_PROCESSOR (till_clearent_new (http, address, "guessed", NULL, NULL));
  const TillQuery query = {
    .invoice = "X", .from = TILL_INSTANT_NONE, .until = TILL_INSTANT_NONE, .page = 1
  };
  g_autoptr (TillFound) found = search (stranger, &query);

  g_assert_false (found->answered);
  g_assert_nonnull (strstr (found->words, "key"));
}

static void
test_pay_page (void)
{
  g_autofree char *invoice = new_invoice ();
  const TillOrder  order = { .invoice = invoice,
                             .amount = { 4133 },
                             .description = "Dr. Müller & “Smile” Dental" };
  g_autofree char *page = till_processor_pay_page (processor, &order);

  call ("GET", page, "", NULL);
}

/* The peer. */

static char *
read_greeting (GDataInputStream *lines, const char *name)
{
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, name));

  return g_strdup (g_strstrip (line + strlen (name)));
}

static void
start_peer (void)
{
  g_autoptr (GError)           error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char             *data = NULL;

  folder = g_dir_make_tmp ("till-contract-XXXXXX", &error);
  g_assert_no_error (error);
  data = g_build_filename (folder, "sandbox.db", NULL);
  peer = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                           "python3", peer_path, sandbox_path, data, "--seed=7",
                           "--terminal-mode=tap:0", NULL);
  g_assert_no_error (error);

  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (peer));
  address = read_greeting (lines, "address");
  key = read_greeting (lines, "key");
  control = read_greeting (lines, "control");
  access_key = read_greeting (lines, "access-key");
  reporting = read_greeting (lines, "reporting");
  http = till_http_new ();
  processor = TILL_PROCESSOR (till_clearent_new (http, address, key, "front-desk", NULL));
}

static void
remove_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr (GFile) file = g_file_new_build_filename (folder, name, NULL);

      g_file_delete (file, NULL, NULL);
    }
  remove (folder);
}

static void
stop_peer (void)
{
  g_clear_object (&processor);
  g_clear_object (&http);
  g_output_stream_close (g_subprocess_get_stdin_pipe (peer), NULL, NULL);
  g_assert_true (g_subprocess_wait_check (peer, NULL, NULL));
  g_clear_object (&peer);
  remove_folder ();
  g_free (folder);
  g_free (address);
  g_free (key);
  g_free (control);
  g_free (access_key);
  g_free (reporting);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 3);
  peer_path = argv[1];
  sandbox_path = argv[2];

  g_test_add_func ("/contract/sale", test_sale);
  g_test_add_func ("/contract/void", test_void);
  g_test_add_func ("/contract/refund", test_refund);
  g_test_add_func ("/contract/closed-batch", test_closed_batch);
  g_test_add_func ("/contract/declines", test_declines);
  g_test_add_func ("/contract/lost-answers", test_lost_answers);
  g_test_add_func ("/contract/searches", test_searches);
  g_test_add_func ("/contract/oldest-first", test_oldest_first);
  g_test_add_func ("/contract/wrong-key", test_wrong_key);
  g_test_add_func ("/contract/deposits", test_deposits);
  g_test_add_func ("/contract/wrong-access-key", test_wrong_access_key);
  g_test_add_func ("/contract/pay-page", test_pay_page);

  start_peer ();
  status = g_test_run ();
  stop_peer ();

  return status;
}
