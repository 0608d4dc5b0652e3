/* test-reports.c: what Clearent reports of a day's deposits, and when nothing of it is believed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "canned-server.h"

#define DAY "2026-11-24"

#define ROW_OF(total, deposit, terminal, name, batch, settled, funded)                             \
  "{'merchantNumber':'6588','storeNumber':'0001','terminalID':'" terminal                          \
  "','terminalName':'" name "','batchNumber':'" batch                                              \
  "','closedDate':'2026-11-24T00:04:17.120','settleDate':'" settled "','fundedDate':'" funded      \
  "','sales':'100.0000','salesCount':'2','refunds':'20.0000',"                                     \
  "'refundCount':'1','conveyedAmount':'5.0000','conveyedCount':'1','batchFees':'2.5000',"          \
  "'backupWithholding':'0.0000','batchTotal':'" total "','depositAmount':'" deposit "',"           \
  "'depositAccountNumber':'******1939','rowNumber':'1'}"
#define SETTLED DAY_BEFORE "T00:00:00"
#define DAY_BEFORE "2026-11-23"
#define FUNDED DAY "T00:00:00"
#define ROW ROW_OF ("80.0000", "72.5000", "4321", "Front desk", "017", SETTLED, FUNDED)
#define CHARGEBACK                                                                                 \
  ROW_OF ("-125.0000", "-150.0000", "0000", "CHARGEBACK 603160012", "0", SETTLED, FUNDED)
#define LIST(rows, page) "{'merchantClosedBatches':[" rows "],'page':" page ",'metadata':{}}"
#define ONE "{'number':1,'size':50,'totalElements':1,'last':true}"

typedef struct
{
  const char *name;
  guint       status;
  const char *body;
  int         n_rows; /* -1: not answered */
  gboolean    more;
  const char *words; /* a part of them */
} Case;

static const Case cases[] = {
  { "one", 200, LIST (ROW, ONE), 1, FALSE, NULL },
  { "none", 200, LIST ("", "{'number':1,'totalElements':0,'last':true}"), 0, FALSE, NULL },
  { "more", 200, LIST (ROW, "{'totalElements':'2','last':'false'}"), 1, TRUE, NULL },
  { "more-but-empty", 200, LIST ("", "{'totalElements':2,'last':false}"), 0, FALSE, NULL },
  { "chargeback", 200, LIST (CHARGEBACK, ONE), 1, FALSE, NULL },
  { "third-decimal", 200,
    LIST (ROW_OF ("80.0010", "72.5000", "4321", "", "017", SETTLED, FUNDED), ONE), -1, FALSE,
    "“batchTotal” can’t be “80.0010”" },
  { "no-amount", 200, LIST (ROW_OF ("80.0000", "", "4321", "", "017", SETTLED, FUNDED), ONE), -1,
    FALSE, "lacks “depositAmount”" },
  { "no-batch", 200, LIST (ROW_OF ("80.0000", "72.5000", "4321", "", "", SETTLED, FUNDED), ONE), -1,
    FALSE, "“batchNumber”" },
  { "another-day", 200,
    LIST (ROW_OF ("80.0000", "72.5000", "4321", "", "017", SETTLED, SETTLED), ONE), -1, FALSE,
    "“fundedDate”" },
  { "no-such-day", 200,
    LIST (ROW_OF ("80.0000", "72.5000", "4321", "", "017", "2026-02-30", FUNDED), ONE), -1, FALSE,
    "“settleDate”" },
  { "second-row", 200, LIST (ROW ",null", ONE), -1, FALSE, "row 2" },
  { "no-page", 200, "{'merchantClosedBatches':[]}", -1, FALSE, "can’t be read" },
  { "no-list", 200, "{'page':" ONE "}", -1, FALSE, "can’t be read" },
  { "cut", 200, "{'merchantClosedBatches':[", -1, FALSE, "can’t be read" },
  { "empty", 200, "", -1, FALSE, "can’t be read" },
  { "key", 401, "{}", -1, FALSE, "reporting key" },
  { "forbidden", 403, "", -1, FALSE, "reporting key" },
  { "refused", 400, "{'error':{'message':'No such merchant'}}", -1, FALSE, "No such merchant" },
  { "server", 500, LIST (ROW, ONE), -1, FALSE, "500" },
};

static CannedServer  *server;
static TillProcessor *processor;

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(TillReported **) data = till_processor_deposits_finish (TILL_PROCESSOR (source), result);
}

static TillReported *
ask (void)
{
  TillReported *reported = NULL;

  till_processor_deposits_async (processor, till_day_from_iso (DAY), 1, NULL, keep_cb, &reported);
  while (reported == NULL)
    g_main_context_iteration (NULL, TRUE);

  return reported;
}

static void
test_report (gconstpointer data)
{
  const Case              *row = data;
  g_autofree char         *body = canned_json (row->body);
  g_autoptr (TillReported) reported = NULL;

  canned_server_set_answer (server, row->status, body, -1);
  reported = ask ();
  g_assert_cmpint (reported->answered, ==, row->n_rows >= 0);
  g_assert_cmpuint (reported->deposits->len, ==, (guint) MAX (row->n_rows, 0));
  g_assert_cmpint (reported->more, ==, row->more);
  if (row->words != NULL)
    {
      g_test_message ("%s", reported->words);
      g_assert_nonnull (strstr (reported->words, row->words));
    }
}

static TillDeposit *
ask_for (const char *rows)
{
  g_autofree char         *body = canned_json (rows);
  g_autoptr (TillReported) reported = NULL;

  canned_server_set_answer (server, 200, body, -1);
  reported = ask ();
  g_assert_true (reported->answered);

  return till_deposit_copy (reported->deposits->pdata[0]);
}

static void
test_batch (void)
{
  g_autoptr (TillDeposit) deposit = ask_for (LIST (ROW, ONE));
  g_autofree char        *settled = till_day_to_iso (deposit->settled_on);
  TillInstant             closed_at;

  g_assert_cmpint (deposit->kind, ==, TILL_DEPOSIT_BATCH);
  g_assert_cmpstr (deposit->terminal, ==, "4321");
  g_assert_cmpstr (deposit->terminal_name, ==, "Front desk");
  g_assert_cmpstr (deposit->batch, ==, "17");
  g_assert_cmpstr (settled, ==, DAY_BEFORE);
  g_assert_cmpstr (deposit->account, ==, "••1939");
  g_assert_cmpint (deposit->sales.cents, ==, 10000);
  g_assert_cmpint (deposit->refunds.cents, ==, 2000);
  g_assert_cmpint (deposit->conveyed.cents, ==, 500);
  g_assert_cmpint (deposit->fees.cents, ==, 250);
  g_assert_cmpint (deposit->total.cents, ==, 8000);
  g_assert_cmpint (deposit->deposited.cents, ==, 7250);
  g_assert_cmpint (deposit->n_sales, ==, 2);
  g_assert_cmpint (deposit->n_refunds, ==, 1);
  /* In New York. */
  g_assert_true (till_instant_from_iso ("2026-11-24T05:04:17.120Z", &closed_at));
  g_assert_cmpint (deposit->closed_at, ==, closed_at);
}

static void
test_adjustment (void)
{
  g_autoptr (TillDeposit) deposit = ask_for (LIST (CHARGEBACK, ONE));

  g_assert_cmpint (deposit->kind, ==, TILL_DEPOSIT_ADJUSTMENT);
  g_assert_cmpstr (deposit->words, ==, "CHARGEBACK 603160012");
  g_assert_cmpint (deposit->adjustment.cents, ==, -12500);
  g_assert_cmpint (deposit->deposited.cents, ==, -15000);
}

/* The account's number is masked whatever comes. */
static void
test_account (void)
{
  g_autofree char         *text = canned_json (LIST (ROW, ONE));
  g_auto (GStrv)           parts = g_strsplit (text, "******1939", 2);
  g_autofree char         *body = g_strconcat (parts[0], "123456781939", parts[1], NULL);
  g_autoptr (TillReported) reported = NULL;

  canned_server_set_answer (server, 200, body, -1);
  reported = ask ();
  g_assert_cmpstr (((TillDeposit *) reported->deposits->pdata[0])->account, ==, "••1939");
}

static void
test_request (void)
{
  g_autoptr (TillReported) reported = NULL;

  canned_server_set_answer (server, 500, "", -1);
  reported = ask ();
  g_assert_cmpstr (canned_server_get_method (server), ==, "GET");
  g_assert_cmpstr (canned_server_get_target (server), ==,
                   "/data/api/v1/standard/merchantClosedBatches?expectedFundedDate=" DAY
                   "&merchantNumber=6588&pageNumber=1&pageSize=50"
                   "&sortBy=asc%28TerminalID%29%2Casc%28BatchNumber%29");
  g_assert_cmpstr (canned_server_get_header (server, "accesskey"), ==, "reports-1");
  g_assert_null (canned_server_get_header (server, "api-key"));
}

static void
set_reports (guint timeout_s)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");

  till_clearent_set_reports (TILL_CLEARENT (processor), canned_server_get_host (server),
                             " reports-1 ", "6588 ", zone, timeout_s);
}

/* A day's page is not waited for without an end; what is asked for after it comes. */
static void
test_never_answered (void)
{
  g_autoptr (TillReported) reported = NULL;
  g_autofree char         *body = canned_json (LIST (ROW, ONE));

  canned_server_set_answer (server, CANNED_NEVER, "", -1);
  set_reports (1);
  reported = ask ();
  g_assert_false (reported->answered);
  g_assert_cmpuint (reported->deposits->len, ==, 0);
  g_assert_nonnull (strstr (reported->words, "gave no whole answer within 1 seconds"));

  g_clear_pointer (&reported, till_reported_free);
  canned_server_set_answer (server, 200, body, -1);
  set_reports (0);
  reported = ask ();
  g_assert_true (reported->answered);
}

int
main (int argc, char **argv)
{
  g_autoptr (TillHttp) http = NULL;
  int                  status;

  g_test_init (&argc, &argv, NULL);
  http = till_http_new ();
  server = canned_server_new ();
  processor =
    TILL_PROCESSOR (till_clearent_new (http, canned_server_get_host (server), "key-1", NULL, NULL));
  g_assert_false (till_processor_get_capabilities (processor) & TILL_CAN_DEPOSITS);
  set_reports (0);
  g_assert_true (till_processor_get_capabilities (processor) & TILL_CAN_DEPOSITS);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/reports/answers/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_report);
    }
  g_test_add_func ("/reports/batch", test_batch);
  g_test_add_func ("/reports/adjustment", test_adjustment);
  g_test_add_func ("/reports/account", test_account);
  g_test_add_func ("/reports/request", test_request);
  g_test_add_func ("/reports/never-answered", test_never_answered);

  status = g_test_run ();
  g_assert_finalize_object (processor);
  canned_server_free (server);

  return status;
}
