/* test-collect-card.c: taking a card: the terminal's words, the page in the browser; a new patient
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-collect.h"

#include <glib/gstdio.h>

/* ── A new patient ───────────────────────────────────────────────────────────────────────────────
 */

static const char *const wrong_days[] = { "13/24/1980", "2/29/2025",  "11/24/80",   "yesterday",
                                          "11/24/2199", "1980-11-31", "11/24/1980x" };

static void
open_form (GtkWidget *dialog, const char *typed)
{
  ui_write (ui_field (dialog, "Patient"), typed);
  ui_press (dialog, "New Patient");
  till_test_wait_for_text (dialog, "Date of Birth");
}

static void
test_new_patient (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  GtkWidget       *dialog = collect_open (desk, TILL_METHOD_CASH);
  GtkWidget       *born;

  open_form (dialog, "Muñoz, Zoë");
  /* What was searched for is not typed twice. */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_field (dialog, "Last Name"))), ==,
                   "Muñoz");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_field (dialog, "First Name"))), ==,
                   "Zoë");
  born = ui_field (dialog, "Date of Birth (month/day/year)");
  for (gsize i = 0; i < G_N_ELEMENTS (wrong_days); i++)
    {
      g_autofree char *says = g_strdup_printf ("“%s” is not a date of birth.", wrong_days[i]);

      ui_write (born, wrong_days[i]);
      ui_press (dialog, "Add Patient");
      till_test_wait_for_text (dialog, says);
    }
  ui_pictures (dialog, "collect-new-patient");
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM patients"), ==, 2);

  ui_write (born, "2/29/2024");
  ui_write (ui_field (dialog, "Phone"), "555-0147");
  ui_press (dialog, "Add Patient");
  till_test_wait_for_text (dialog, "Muñoz, Zoë");
  till_test_wait_for_text (dialog, "born Feb 29, 2024");
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM patients"), ==, 3);

  ui_write (ui_field (dialog, "Amount"), "5");
  ui_press (dialog, "Collect $5.00");
  till_test_wait_for_text (dialog, "Payment Recorded");
  collect_end_by_done (dialog);
}

static void
test_new_patient_given_up (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  GtkWidget       *dialog = collect_open (desk, TILL_METHOD_CASH);

  ui_write (ui_field (dialog, "Amount"), "5");
  open_form (dialog, "");
  ui_press (dialog, "Add Patient");
  till_test_wait_for_text (dialog, "Enter the last name.");
  ui_write (ui_field (dialog, "Last Name"), "4111111111111111");
  ui_press (dialog, "Add Patient");
  till_test_wait_for_text (dialog, "card number");
  ui_press (dialog, "Back");

  /* The form is as it was left. */
  ui_button (dialog, "Collect $5.00");
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM patients"), ==, 2);
  ui_end (dialog);
}

/* ── The terminal ────────────────────────────────────────────────────────────────────────────────
 */

static void
test_declined (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  GtkWidget                  *dialog = collect_open (desk, TILL_METHOD_TERMINAL);
  g_autoptr (TillTransaction) row = NULL;

  desk_set_mode (desk, "decline");
  collect_fill (dialog, "Lee, Anna", "40");
  ui_press (dialog, "Collect $40.00");
  till_test_wait_for_text (dialog, "Declined");
  /* The processor's own words, not ours. */
  row = desk_get (desk, desk_count (desk, "SELECT id FROM transactions WHERE state='declined'"));
  g_assert_nonnull (row->words);
  g_assert_true (till_test_shows_text (dialog, row->words));
  ui_pictures (dialog, "collect-declined");
  g_assert_false (ui_can_press (dialog, "Download PDF"));

  desk_set_mode (desk, "tap");
  ui_press (dialog, "Try Again");
  till_test_wait_for_text (dialog, "Lee, Anna");
  ui_press (dialog, "Collect $40.00");
  till_test_wait_for_text (dialog, "Payment Approved");
  ui_pictures (dialog, "collect-approved");
  collect_end_by_done (dialog);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions WHERE state = 'captured'"),
                   ==, 1);
  desk_assert_agree (desk);
}

static void
test_waiting (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);
  GtkWidget       *dialog = collect_open (desk, TILL_METHOD_TERMINAL);

  desk_set_mode (desk, "manual");
  collect_fill (dialog, "Lee, Anna", "40");
  ui_press (dialog, "Collect $40.00");
  till_test_wait_for_text (dialog, "Waiting for Card");
  till_test_wait_for_text (dialog, "Waiting for the card at “Front desk”.");
  ui_pictures (dialog, "collect-waiting");
  g_assert_false (ui_can_press (dialog, "Done"));

  /* Nothing can be called back from here: it says who can. */
  ui_press (dialog, "Cancel Payment");
  till_test_wait_for_text (dialog, "Press Cancel on the terminal “Front desk”.");
  g_assert_false (ui_can_press (dialog, "Cancel Payment"));
  ui_pictures (dialog, "collect-cancelled");
  desk_press (desk, "cancel");
  till_test_wait_until (ui_can_press (dialog, "Try Again"));
  /* Nobody has declined anything. */
  g_assert_true (till_test_shows_text (dialog, "Nothing Was Taken"));
  g_assert_true (till_test_shows_text (dialog, "cancelled on the terminal"));
  g_assert_false (till_test_shows_text (dialog, "eclined"));
  g_assert_false (ui_can_press (dialog, "Cancel Payment"));
  ui_pictures (dialog, "collect-not-completed");
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions WHERE state = 'failed'"),
                   ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions WHERE state = 'captured'"),
                   ==, 0);

  ui_end (dialog);
}

/* The desk goes on with something else: the payment does too. */
static void
test_closed_while_waiting (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);
  GtkWidget       *dialog = collect_open (desk, TILL_METHOD_TERMINAL);

  desk_set_mode (desk, "manual");
  collect_fill (dialog, "Lee, Anna", "40");
  ui_press (dialog, "Collect $40.00");
  till_test_wait_for_text (dialog, "Waiting for Card");
  ui_end (dialog);
  desk_press (desk, "tap");
  till_test_wait_until (desk_count (desk, "SELECT count (*) FROM transactions") == 1);

  desk_assert_agree (desk);
}

/* ── The page ────────────────────────────────────────────────────────────────────────────────────
 */

/* A browser of the test's own, which only writes down what it was to open. */
static char *
install_browser (Desk *desk)
{
  g_autofree char *applications = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  g_autofree char *entry = g_build_filename (applications, "test-browser.desktop", NULL);
  g_autofree char *program = g_build_filename (desk->folder, "browser", NULL);
  g_autofree char *choice = g_build_filename (g_get_user_config_dir (), "mimeapps.list", NULL);
  char            *page = g_build_filename (desk->folder, "page", NULL);
  g_autofree char *script = g_strdup_printf (
    "#!/bin/sh\nprintf %%s \"$1\" > '%s.new' && mv '%s.new' '%s'\n", page, page, page);
  g_autofree char *words =
    g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Test\nExec=%s %%u\n"
                     "MimeType=x-scheme-handler/http;\n",
                     program);

  g_assert_cmpint (g_mkdir_with_parents (applications, 0700), ==, 0);
  g_assert_true (g_file_set_contents (program, script, -1, NULL));
  g_assert_cmpint (g_chmod (program, 0700), ==, 0);
  g_assert_true (g_file_set_contents (entry, words, -1, NULL));
  g_assert_true (g_file_set_contents (
    choice, "[Default Applications]\nx-scheme-handler/http=test-browser.desktop\n", -1, NULL));

  return page;
}

static void
pay (Desk *desk, const char *page, const char *card)
{
  const char      *address = till_test_sandbox_get_address (desk->peer->sandbox);
  g_autofree char *form = g_uuid_string_random ();
  g_autofree char *body =
    g_strdup_printf ("name=Ben+Lee&card=%s&expiry=12/39&code=123&form=%s", card, form);
  g_autoptr (Reply) reply = ask (desk->peer, "POST", page + strlen (address), body);

  g_assert_cmpuint (reply->status, ==, 303);
  desk_refresh (desk);
}

/* A first try that was declined is told while the page waits, and not beside what was paid. */
static void
test_page_declined_then_paid (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);
  g_autofree char *page = install_browser (desk);
  g_autofree char *address = NULL;
  GtkWidget       *dialog = collect_open (desk, TILL_METHOD_VIRTUAL);

  collect_fill (dialog, "Lee, Ben", "40");
  ui_press (dialog, "Collect $40.00");
  till_test_wait_until (g_file_get_contents (page, &address, NULL, NULL));

  pay (desk, address, "4000000000000002");
  till_test_wait_for_text (dialog, "Declined by issuer");
  ui_pictures (dialog, "collect-page-declined");
  pay (desk, address, "4111111111111111");
  till_test_wait_for_text (dialog, "Payment Approved");
  g_assert_false (till_test_shows_text (dialog, "Declined by issuer"));

  collect_end_by_done (dialog);
  desk_assert_agree (desk);
}

static void
test_page (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);
  g_autofree char *page = install_browser (desk);
  g_autofree char *address = NULL;
  GtkWidget       *dialog = collect_open (desk, TILL_METHOD_VIRTUAL);

  collect_fill (dialog, "Lee, Ben", "40");
  ui_press (dialog, "Collect $40.00");
  till_test_wait_for_text (dialog, "Waiting for the Payment Page");
  till_test_wait_until (g_file_get_contents (page, &address, NULL, NULL));
  g_assert_true (g_str_has_prefix (address, till_test_sandbox_get_address (desk->peer->sandbox)));
  ui_pictures (dialog, "collect-page");

  /* Closed by mistake: once more, the same page. */
  g_assert_cmpint (g_remove (page), ==, 0);
  ui_press (dialog, "Open Page Again");
  till_test_wait_until (g_file_test (page, G_FILE_TEST_EXISTS));

  ui_press (dialog, "Cancel Payment");
  till_test_wait_for_text (dialog, "Payment Page Given Up");
  till_test_wait_for_text (dialog, "may still be open");
  ui_pictures (dialog, "collect-given-up");
  collect_end_by_done (dialog);
}

/* Closing is giving up, and says what cancelling says before it closes. */
static void
test_page_closed (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);
  g_autofree char *page = install_browser (desk);
  GtkWidget       *dialog = collect_open (desk, TILL_METHOD_VIRTUAL);
  gpointer         gone = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  collect_fill (dialog, "Lee, Ben", "40");
  ui_press (dialog, "Collect $40.00");
  till_test_wait_for_text (dialog, "Waiting for the Payment Page");
  till_test_wait_until (g_file_test (page, G_FILE_TEST_EXISTS));

  gtk_window_close (GTK_WINDOW (dialog));
  till_test_wait_for_text (dialog, "may still be open");
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM attempts WHERE state = 'abandoned'"),
                   ==, 1);
  gtk_window_close (GTK_WINDOW (dialog));
  till_test_wait_until (gone == NULL);
}

static gboolean
is_without_browser (void)
{
  g_autoptr (GAppInfo) browser = g_app_info_get_default_for_uri_scheme ("http");

  return browser == NULL;
}

static void
take_browsers_away (void)
{
  g_autofree char    *choice = g_build_filename (g_get_user_config_dir (), "mimeapps.list", NULL);
  GList              *all = g_app_info_get_all_for_type ("x-scheme-handler/http");
  g_autoptr (GString) words = g_string_new ("[Removed Associations]\nx-scheme-handler/http=");

  for (GList *app = all; app != NULL; app = app->next)
    g_string_append_printf (words, "%s;", g_app_info_get_id (app->data));
  g_string_append_c (words, '\n');
  g_list_free_full (all, g_object_unref);
  g_assert_true (g_file_set_contents (choice, words->str, -1, NULL));
  till_test_wait_until (is_without_browser ());
}

static void
test_page_without_browser (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);
  GtkWidget       *dialog;

  take_browsers_away ();
  dialog = collect_open (desk, TILL_METHOD_VIRTUAL);
  collect_fill (dialog, "Lee, Ben", "40");
  ui_press (dialog, "Collect $40.00");
  till_test_wait_for_text (dialog, "The browser could not be opened");
  till_test_wait_for_text (dialog, till_test_sandbox_get_address (desk->peer->sandbox));
  g_assert_false (till_test_shows_text (dialog, "is open in the browser"));
  ui_pictures (dialog, "collect-page-no-browser");

  ui_press (dialog, "Cancel Payment");
  till_test_wait_for_text (dialog, "Payment Page Given Up");
  g_assert_false (till_test_shows_text (dialog, "The browser could not be opened"));
  collect_end_by_done (dialog);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/collect/new-patient", test_new_patient);
  g_test_add_func ("/ui/collect/new-patient-given-up", test_new_patient_given_up);
  g_test_add_func ("/ui/collect/declined", test_declined);
  g_test_add_func ("/ui/collect/waiting", test_waiting);
  g_test_add_func ("/ui/collect/closed-while-waiting", test_closed_while_waiting);
  g_test_add_func ("/ui/collect/page", test_page);
  g_test_add_func ("/ui/collect/page-closed", test_page_closed);
  g_test_add_func ("/ui/collect/page-declined-then-paid", test_page_declined_then_paid);
  g_test_add_func ("/ui/collect/page-without-browser", test_page_without_browser);

  return g_test_run ();
}
