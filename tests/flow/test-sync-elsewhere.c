/* test-sync-elsewhere.c: payments, refunds and voids made in the processor's own portal, and lists
 * that lie
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "flow/till-sync.h"
#include "till-desk-sync.h"

#define LIST "@GET /rest/v2/transactions"

#define UNASSIGNED "patient_id IS NULL AND mark = 'elsewhere'"

/* All that could be read is in, and the sentence names what could not. */
static void
sync_with_problem (Desk *desk, const char *words)
{
  g_autoptr (GError) error = desk_sync (desk);

  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
}

static gint64
count_unassigned (Desk *desk)
{
  return desk_count (desk, "SELECT count(*) FROM transactions WHERE " UNASSIGNED);
}

/* ── What comes ── */

static void
test_a_payment (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  g_autofree char            *id = sell (desk->peer, "75.00", "PORTAL-1");
  g_autoptr (TillTransaction) row = NULL;
  guint                       n_unposted = 0;

  desk_sync_well (desk);
  g_assert_cmpint (count_unassigned (desk), ==, 1);
  row = desk_find (desk, id);
  g_assert_cmpint (row->amount.cents, ==, 7500);
  g_assert_cmpint (row->kind, ==, TILL_KIND_PAYMENT);
  g_assert_cmpint (row->state, ==, TILL_TRANSACTION_CAPTURED);
  g_assert_cmpint (row->method, ==, TILL_METHOD_ONLINE);
  g_assert_cmpint (row->posting, ==, TILL_POSTING_UNPOSTED);
  g_assert_cmpint (row->attempt_id, ==, 0);
  g_assert_cmpint (row->guarantor_id, ==, 0);
  g_assert_cmpstr (row->patient_name, ==, "");
  g_assert_nonnull (row->receipt_number);
  g_assert_cmpuint (strlen (row->card.last_four), ==, 4);
  g_assert_cmpstr (row->invoice, ==, "PORTAL-1");

  /* Once only, however often it is shown. */
  desk_sync_well (desk);
  desk_refresh (desk);
  g_assert_cmpint (count_unassigned (desk), ==, 1);
  g_object_get (desk->practice, "n-unposted", &n_unposted, NULL);
  g_assert_cmpuint (n_unposted, ==, 1);
  desk_assert_agree (desk);
}

static GError *
post (Desk *desk, gint64 id, gboolean only_mark)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  GError                  *error = NULL;

  till_practice_post_async (desk->practice, &id, 1, only_mark, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  till_practice_post_finish (desk->practice, kept, &error);

  return error;
}

/* There is no account to post it to, also when all is posted by itself. */
static void
test_is_not_posted (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  g_autofree char            *id = sell (desk->peer, "75.00", NULL);
  g_autoptr (TillTransaction) row = NULL;
  g_autoptr (TillTransaction) marked = NULL;
  g_autoptr (GError)          error = NULL;

  desk_set (desk, TILL_SETTING_POST_PAYMENTS, "1");
  desk_set (desk, TILL_SETTING_POST_REFUNDS, "1");
  desk_sync_well (desk);
  row = desk_find (desk, id);
  g_assert_cmpint (row->posting, ==, TILL_POSTING_UNPOSTED);
  error = post (desk, row->id, FALSE);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_assert_nonnull (strstr (error->message, "no patient"));
  g_clear_error (&error);

  error = post (desk, row->id, TRUE);
  g_assert_no_error (error);
  marked = desk_find (desk, id);
  g_assert_cmpint (marked->posting, ==, TILL_POSTING_POSTED);
  desk_assert_agree (desk);
}

static void
test_taken_back (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  g_autofree char            *refunded = sell (desk->peer, "80.00", NULL);
  g_autofree char            *voided = sell (desk->peer, "90.00", NULL);
  g_autoptr (TillTransaction) payment = NULL;
  g_autoptr (TillTransaction) gone = NULL;

  desk_set (desk, TILL_SETTING_POST_REFUNDS, "1");
  desk_sync_well (desk);
  desk_refund_in_portal (desk, refunded, "30.00");
  desk_void_in_portal (desk, voided);
  desk_sync_well (desk);

  payment = desk_find (desk, refunded);
  g_assert_cmpint (payment->refunded.cents, ==, 3000);
  g_assert_cmpint (payment->state, ==, TILL_TRANSACTION_CAPTURED);
  gone = desk_find (desk, voided);
  g_assert_cmpint (gone->refunded.cents, ==, 9000);
  g_assert_cmpint (gone->state, ==, TILL_TRANSACTION_VOIDED);
  g_assert_cmpint (count_unassigned (desk), ==, 4);
  desk_sync_well (desk);
  g_assert_cmpint (count_unassigned (desk), ==, 4);
  desk_assert_agree (desk);
}

/* Of a payment of ours: it is refunded, and the refund is the patient's. */
static void
test_ours_taken_back (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  gint64                      id = desk_take (desk, 8000);
  g_autoptr (TillTransaction) before = desk_get (desk, id);
  g_autoptr (TillTransaction) after = NULL;

  desk_refund_in_portal (desk, before->processor_id, "30.00");
  desk_sync_well (desk);
  after = desk_get (desk, id);
  g_assert_cmpint (after->refunded.cents, ==, 3000);
  g_assert_cmpint (count_unassigned (desk), ==, 0);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM transactions r JOIN transactions p"
                                     " ON p.id = r.related_id WHERE r.patient_id = p.patient_id"
                                     " AND r.mark = 'elsewhere'"),
                   ==, 1);
  desk_assert_agree (desk);
}

/* Paid and taken back before it is seen for the first time. */
static void
test_first_seen_taken_back (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  g_autofree char            *refunded = sell (desk->peer, "80.00", NULL);
  g_autofree char            *voided = sell (desk->peer, "90.00", NULL);
  g_autoptr (TillTransaction) payment = NULL;
  g_autoptr (TillTransaction) gone = NULL;

  desk_refund_in_portal (desk, refunded, "80.00");
  desk_void_in_portal (desk, voided);
  desk_sync_well (desk);

  payment = desk_find (desk, refunded);
  g_assert_cmpint (payment->refunded.cents, ==, 8000);
  gone = desk_find (desk, voided);
  g_assert_cmpint (gone->state, ==, TILL_TRANSACTION_VOIDED);
  g_assert_cmpint (desk_count (desk, "SELECT sum (counted_cents) FROM transactions"), ==, 0);
  g_assert_cmpint (count_unassigned (desk), ==, 4);
  desk_assert_agree (desk);
}

static void
test_declined (void)
{
  g_autoptr (Desk)  desk = desk_new (NULL);
  g_autoptr (Reply) reply = sale (desk->peer, "0.09", "4111111111111111", NULL);

  desk_sync_well (desk);
  g_assert_cmpint (count_unassigned (desk), ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM transactions WHERE state = 'declined'"
                                     " AND posting = 'none' AND receipt_number IS NULL"),
                   ==, 1);
  desk_assert_holds (desk);
}

/* ── Lists that lie ── */

/* A second apart, a day ago. */
static void
put_many (Desk *desk, guint n_rows)
{
  desk_put_sales (desk, 5000, n_rows, till_clock_now (desk->clock) - 24 * TILL_HOUR, TILL_SECOND);
}

typedef struct
{
  const char *fault;
  const char *words;
  guint       n_rows; /* that come all the same, of 250 */
} Lie;

static const Lie lies[] = {
  { "page-missing" LIST "=#2", "not whole", 150 }, { "page-missing" LIST "=#3", "not whole", 200 },
  { "duplicate" LIST "=#2", "not whole", 150 },    { "last-lies" LIST "=#1", NULL, 250 },
  { "last-lies" LIST "=#3", NULL, 250 },
};

/* What is missing is said and keeps the cursor back; the others come, and it comes when the list
 * has it. */
static void
test_lie (gconstpointer data)
{
  const Lie       *lie = data;
  g_autoptr (Desk) desk = desk_new (NULL);

  /* What was asked at the opening is over. */
  desk_refresh (desk);
  put_many (desk, 250);
  set_faults (desk->peer, lie->fault);
  if (lie->words != NULL)
    sync_with_problem (desk, lie->words);
  else
    desk_sync_well (desk);
  g_assert_cmpint (count_unassigned (desk), ==, lie->n_rows);
  if (lie->words != NULL)
    g_assert_cmpint (desk_get_cursor (desk, TILL_CURSOR_TRANSACTIONS), <,
                     till_clock_now (desk->clock) - 20 * TILL_HOUR);

  set_faults (desk->peer, "");
  desk_pass (desk, 90 * TILL_MINUTE);
  desk_sync_well (desk);
  g_assert_cmpint (count_unassigned (desk), ==, 250);
  g_assert_cmpint (desk_get_cursor (desk, TILL_CURSOR_TRANSACTIONS), ==,
                   till_clock_now (desk->clock));
  desk_assert_holds (desk);
}

/* The first page is in, with how far it goes; the rest comes with the next. */
static void
test_cut_short (void)
{
  g_autoptr (Desk)   desk = desk_new (NULL);
  g_autoptr (GError) error = NULL;

  desk_refresh (desk);
  put_many (desk, 250);
  set_faults (desk->peer, "500-before" LIST "=#2-9");
  error = desk_sync (desk);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_UNREACHABLE);
  g_assert_cmpint (count_unassigned (desk), ==, 100);

  set_faults (desk->peer, "");
  desk_sync_well (desk);
  g_assert_cmpint (count_unassigned (desk), ==, 250);
}

/* ── Since when ── */

static char *
dup_warning (Desk *desk)
{
  char *warning = NULL;

  g_object_get (desk->practice, "warning", &warning, NULL);

  return warning;
}

/* The clock was years ahead once, and is right again: that is said once, however often the list
 * fails then. What was made since the last payment that is known comes, be it weeks ago. */
static void
test_cursor_from_the_future (void)
{
  g_autoptr (Desk)   desk = desk_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char   *warning = NULL;
  g_autofree char   *none = NULL;
  TillInstant        begin = till_clock_now (desk->clock);

  desk_refresh (desk);
  desk_put_sales (desk, 5000, 1, begin, 0);
  desk_sync_well (desk);
  desk_put_sales (desk, 6000, 1, begin + 5 * 24 * TILL_HOUR, 0);
  desk_pass (desk, 40 * 24 * TILL_HOUR);
  desk_set_cursor (desk, TILL_CURSOR_TRANSACTIONS, begin + 400 * 24 * TILL_HOUR);
  set_faults (desk->peer, "500-before" LIST "=#1-99");
  error = desk_sync (desk);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_UNREACHABLE);
  warning = dup_warning (desk);
  g_test_message ("%s", warning);
  g_assert_nonnull (strstr (warning, "clock"));

  till_practice_drop_warning (desk->practice);
  set_faults (desk->peer, "");
  desk_sync_well (desk);
  none = dup_warning (desk);
  g_assert_cmpstr (none, ==, NULL);
  g_assert_cmpint (count_unassigned (desk), ==, 2);
  g_assert_cmpint (desk_get_cursor (desk, TILL_CURSOR_TRANSACTIONS), ==,
                   till_clock_now (desk->clock));
}

/* What was made while the practice was closed for six weeks. */
static void
test_after_a_pause (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);

  desk_refresh (desk);
  desk_put_sales (desk, 5000, 250, till_clock_now (desk->clock), 4 * TILL_HOUR);
  desk_pass (desk, 42 * 24 * TILL_HOUR);
  desk_sync_well (desk);
  g_assert_cmpint (count_unassigned (desk), ==, 250);
}

static void
keep_cb (TillPractice *practice, GParamSpec *spec, gpointer user_data)
{
  char *reading = NULL;

  g_object_get (practice, "reading", &reading, NULL);
  if (reading != NULL)
    g_ptr_array_add (user_data, reading);
}

/* The first time all is read that may still be refunded, page by page, and one that is cut short
 * goes on where it was. */
static void
test_first_time (void)
{
  g_autoptr (Desk)      desk = desk_new ("500-before" LIST "=#1-99");
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError)    error = NULL;
  TillInstant           now = till_clock_now (desk->clock);

  desk_refresh (desk);
  desk_put_sales (desk, 4000, 1, now - 420 * 24 * TILL_HOUR, 0);
  desk_put_sales (desk, 5000, 350, now - 390 * 24 * TILL_HOUR, 26 * TILL_HOUR);
  set_faults (desk->peer, "500-before" LIST "=#3-99");
  error = desk_sync (desk);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_UNREACHABLE);
  g_assert_cmpint (count_unassigned (desk), ==, 200);
  g_assert_cmpint (desk_get_cursor (desk, TILL_CURSOR_TRANSACTIONS), ==,
                   (now - 390 * 24 * TILL_HOUR + 199 * 26 * TILL_HOUR) / TILL_SECOND * TILL_SECOND);

  set_faults (desk->peer, "");
  g_signal_connect (desk->practice, "notify::reading", G_CALLBACK (keep_cb), said);
  desk_refresh (desk);
  g_signal_handlers_disconnect_by_data (desk->practice, said);
  g_assert_cmpint (count_unassigned (desk), ==, 350);
  g_assert_true (
    g_ptr_array_find_with_equal_func (said, "Reading payments: page 2 of 2", g_str_equal, NULL));

  /* What was paid before these books were begun was posted where they were kept before. */
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM transactions WHERE posting = 'posted'"),
                   ==, 350);
  desk_put_sales (desk, 9000, 1, now, 0);
  desk_sync_well (desk);
  g_assert_cmpint (
    desk_count (desk, "SELECT count(*) FROM transactions WHERE posting = 'unposted'"), ==, 1);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/sync-elsewhere/a-payment", test_a_payment);
  g_test_add_func ("/flow/sync-elsewhere/is-not-posted", test_is_not_posted);
  g_test_add_func ("/flow/sync-elsewhere/taken-back", test_taken_back);
  g_test_add_func ("/flow/sync-elsewhere/ours-taken-back", test_ours_taken_back);
  g_test_add_func ("/flow/sync-elsewhere/first-seen-taken-back", test_first_seen_taken_back);
  g_test_add_func ("/flow/sync-elsewhere/declined", test_declined);
  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_auto (GStrv)   parts = g_strsplit_set (lies[i].fault, "@#", 3);
      g_autofree char *path =
        g_strdup_printf ("/flow/sync-elsewhere/lie/%s-%s", parts[0], parts[2]);

      g_test_add_data_func (path, &lies[i], test_lie);
    }
  g_test_add_func ("/flow/sync-elsewhere/cut-short", test_cut_short);
  g_test_add_func ("/flow/sync-elsewhere/cursor-from-the-future", test_cursor_from_the_future);
  g_test_add_func ("/flow/sync-elsewhere/after-a-pause", test_after_a_pause);
  g_test_add_func ("/flow/sync-elsewhere/first-time", test_first_time);

  return g_test_run ();
}
