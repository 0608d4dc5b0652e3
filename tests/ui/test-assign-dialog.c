/* test-assign-dialog.c: saying whose a payment made elsewhere is, as it is done at the desk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-assign.h"
#include "till-dialog.h"
#include "ui/transactions/till-assign-dialog.h"
#include "ui/transactions/till-transactions-menu.h"
#include "ui/transactions/till-transactions-page.h"

static void
open_dialog (Dialog *self)
{
  dialog_open (self, till_assign_dialog_new (self->desk->practice, self->id, NULL), "assigned");
  till_test_wait_for_text (self->dialog, "Lee, Anna");
}

static void
put (Desk *desk, const char *row)
{
  g_autofree char      *now = NULL;
  g_autofree char      *body = NULL;
  g_autoptr (Reply)     reply = NULL;
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (till_clock_now (desk->clock) / 1000);

  now = g_date_time_format (at, "%Y-%m-%d %H:%M:%S.000");
  body = g_strdup_printf ("[{\"type\":\"SALE\",\"created\":\"%s\",%s}]", now, row);
  reply = ask (desk->peer, "PUT", "/sandbox/transactions", body);
  g_assert_cmpuint (reply->status, ==, 200);
}

/* A payment of the portal, made with the card that Anna has paid with at the desk. */
static void
take_in (Dialog *self)
{
  g_autoptr (TillTransaction) own = NULL;
  g_autofree char            *brand = NULL;
  g_autofree char            *row = NULL;

  self->desk = desk_new (NULL);
  own = desk_get (self->desk, desk_take (self->desk, 2500));
  brand = g_ascii_strup (own->card.brand, -1);
  row = g_strdup_printf ("\"id\":\"7001\",\"amount\":\"75.00\",\"card-last-four\":\"%s\","
                         "\"card-type\":\"%s\",\"exp-date\":\"%s\",\"entry-method\":\"KEYED\","
                         "\"customer-id\":\"10-42\",\"description\":\"Crown, second visit\"",
                         own->card.last_four, brand, own->card.expiry);
  put (self->desk, row);
  desk_refresh (self->desk);
  self->id =
    desk_count (self->desk, "SELECT coalesce (max (id), 0) FROM transactions WHERE patient_id IS"
                            " NULL");
  g_assert_cmpint (self->id, >, 0);
}

/* By somebody else. */
static void
assign_to_ben (Dialog *self)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_assign_async (self->desk->practice, self->id, self->desk->ben,
                              till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  till_practice_assign_finish (self->desk->practice, kept, &error);
  g_assert_no_error (error);
}

static void
assert_assigned (Dialog *self, gint64 patient_id, const char *name)
{
  g_autoptr (TillTransaction) row = desk_get (self->desk, self->id);

  g_assert_cmpint (row->patient_id, ==, patient_id);
  g_assert_cmpint (row->guarantor_id, ==, self->desk->anna);
  g_assert_cmpstr (row->patient_name, ==, name);
  g_assert_cmpint (row->posting, ==, TILL_POSTING_UNPOSTED);
  desk_assert_holds (self->desk);
}

static void
test_suggested (void)
{
  Dialog all = { 0 };

  take_in (&all);
  open_dialog (&all);
  till_test_wait_for_text (all.dialog, "before");
  till_test_wait_for_text (all.dialog, "$75.00");
  till_test_wait_for_text (all.dialog, "Customer 10-42");
  g_assert_false (ui_can_press (all.dialog, "Assign"));
  ui_pictures (all.dialog, "assign-suggested");

  ui_press_row (all.dialog, "Lee, Anna, born May 17, 2015");
  till_test_wait_until (ui_can_press (all.dialog, "Assign"));
  ui_pictures (all.dialog, "assign-chosen");
  ui_press (all.dialog, "Assign");
  dialog_wait_done (&all, "Payment assigned");
  assert_assigned (&all, all.desk->anna, "Lee, Anna");
  desk_free (all.desk);
}

static void
test_searched (void)
{
  Dialog all = { 0 };

  take_in (&all);
  open_dialog (&all);
  till_test_wait_for_text (all.dialog, "before");
  ui_write (ui_field (all.dialog, "Patient"), "ben");
  till_test_wait_for_text (all.dialog, "Lee, Ben");
  ui_press_row (all.dialog, "Lee, Ben");
  till_test_wait_until (ui_can_press (all.dialog, "Assign"));
  ui_press (all.dialog, "Assign");
  dialog_wait_done (&all, "Payment assigned");
  assert_assigned (&all, all.desk->ben, "Lee, Ben");
  desk_free (all.desk);
}

/* Somebody else was quicker: it is said, and nothing changes. */
static void
test_too_late (void)
{
  Dialog all = { 0 };

  take_in (&all);
  open_dialog (&all);
  assign_to_ben (&all);

  till_test_wait_for_text (all.dialog, "before");
  ui_press_row (all.dialog, "Lee, Anna, born May 17, 2015");
  till_test_wait_until (ui_can_press (all.dialog, "Assign"));
  ui_press (all.dialog, "Assign");
  till_test_wait_for_text (all.dialog, "belongs to Lee, Ben already");
  ui_pictures (all.dialog, "assign-too-late");
  ui_end (all.dialog);
  assert_assigned (&all, all.desk->ben, "Lee, Ben");
  desk_free (all.desk);
}

static void
test_not_there (void)
{
  Dialog all = { 0 };

  all.desk = desk_new_for_cash ();
  all.id = 4711;
  all.dialog = till_assign_dialog_new (all.desk->practice, all.id, NULL);
  till_test_present (all.dialog);
  till_test_wait_for_text (all.dialog, "There is no transaction 4711");
  ui_pictures (all.dialog, "assign-not-there");
  ui_end (all.dialog);
  desk_free (all.desk);
}

/* ── In the list ── */

static gboolean
offers (Dialog *self, const char *action)
{
  g_autoptr (GMenuModel) menu = till_transactions_menu_new (self->desk->practice, self->id);
  gboolean               found = FALSE;

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autofree char *name = NULL;

      g_assert_true (g_menu_model_get_item_attribute (menu, i, "action", "s", &name));
      found = found || g_str_equal (name, action);
    }

  return found;
}

static void
test_list (void)
{
  Dialog     all = { 0 };
  GtkWidget *page;
  GtkWidget *window;
  TillTable *table;

  take_in (&all);
  table = till_practice_get_transactions (all.desk->practice);
  page = till_transactions_page_new (all.desk->practice);
  window = ui_window_around (page, 1200, 500);
  ui_wait_rows (table, 2, window);
  till_test_wait_for_text (page, "Unassigned");
  ui_pictures (window, "assign-list");
  g_assert_true (offers (&all, "practice.assign"));

  assign_to_ben (&all);
  till_test_wait_for_text (page, "Lee, Ben");
  g_assert_false (offers (&all, "practice.assign"));
  ui_end (window);
  desk_free (all.desk);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/ui/assign-dialog/suggested", test_suggested);
  g_test_add_func ("/ui/assign-dialog/searched", test_searched);
  g_test_add_func ("/ui/assign-dialog/too-late", test_too_late);
  g_test_add_func ("/ui/assign-dialog/not-there", test_not_there);
  g_test_add_func ("/ui/assign-dialog/list", test_list);

  return g_test_run ();
}
