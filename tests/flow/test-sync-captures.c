/* test-sync-captures.c: payments that were authorized and taken later in the processor's portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-sync.h"

#define ALL "SELECT count(*) FROM transactions"

/* Authorized, taken later, and given back: each is a row of the list of its own, and the refund
 * names the second. */
typedef struct
{
  char *authorized;
  char *captured;
} Halves;

static void
halves_clear (Halves *self)
{
  g_free (self->authorized);
  g_free (self->captured);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Halves, halves_clear)

static Halves
sell_in_halves (Desk *desk, const char *amount)
{
  Halves           halves;
  g_autofree char *auth_body =
    g_strdup_printf ("{\"type\":\"AUTH\",\"amount\":\"%s\",\"card\":\"4111111111111111\","
                     "\"exp-date\":\"1239\"}",
                     amount);
  g_autoptr (Reply) auth = ask (desk->peer, "POST", "/rest/v2/transactions/auth", auth_body);
  g_autofree char  *body = NULL;
  g_autoptr (Reply) capture = NULL;

  halves.authorized = g_strdup (reply_get (auth, "payload.transaction.id"));
  body = g_strdup_printf ("{\"type\":\"CAPTURE\",\"id\":\"%s\"}", halves.authorized);
  capture = ask (desk->peer, "POST", "/rest/v2/transactions/capture", body);
  g_assert_cmpuint (capture->status, ==, 200);
  halves.captured = g_strdup (reply_get (capture, "payload.transaction.id"));

  return halves;
}

static void
test_refunded (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  g_auto (Halves)             halves = sell_in_halves (desk, "80.00");
  g_autoptr (TillTransaction) payment = NULL;
  g_autoptr (TillTransaction) later = NULL;
  g_autofree char            *iso = NULL;

  desk_refund_in_portal (desk, halves.captured, "30.00");
  desk_sync_well (desk);
  payment = desk_find (desk, halves.authorized);
  g_assert_cmpint (payment->refunded.cents, ==, 3000);
  g_assert_nonnull (payment->batch);
  g_assert_cmpint (desk_count (desk, ALL), ==, 2);

  /* The capture is no longer among what is read. */
  desk_pass (desk, 10 * 24 * TILL_HOUR);
  iso = till_instant_to_iso (till_clock_now (desk->clock));
  set_clock (desk->peer, iso);
  desk_sync_well (desk);
  desk_refund_in_portal (desk, halves.captured, "50.00");
  desk_sync_well (desk);
  later = desk_find (desk, halves.authorized);
  g_assert_cmpint (later->refunded.cents, ==, 8000);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM transactions r JOIN transactions p"
                                     " ON p.id = r.related_id WHERE r.kind = 'refund'"),
                   ==, 2);
  desk_assert_holds (desk);
}

/* The void names the capture, too; the payment was voided with it. */
static void
test_voided (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  g_auto (Halves)             halves = sell_in_halves (desk, "80.00");
  g_autoptr (TillTransaction) payment = NULL;

  desk_sync_well (desk);
  desk_void_in_portal (desk, halves.captured);
  desk_sync_well (desk);
  desk_sync_well (desk);
  payment = desk_find (desk, halves.authorized);
  g_assert_cmpint (payment->state, ==, TILL_TRANSACTION_VOIDED);
  g_assert_cmpint (desk_count (desk, "SELECT sum (counted_cents) FROM transactions"), ==, 0);
  g_assert_cmpint (desk_count (desk, ALL), ==, 2);
  desk_assert_holds (desk);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/sync-captures/refunded", test_refunded);
  g_test_add_func ("/flow/sync-captures/voided", test_voided);

  return g_test_run ();
}
