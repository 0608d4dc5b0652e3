/* test-mail.c: e-mail in the settings: entered field by field, and tried out; a receipt by it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../flow/till-desk-mail.h"
#include "till-test-ui.h"

#include <adwaita.h>
#include <string.h>

#include "ui/settings/till-settings-window.h"
#include "ui/till-window.h"

#define TOKEN_ADDRESS "Token Address (as in https://login.example.com/token)"
#define ADDRESS "Send a Test Message to (an address of yours)"

static GtkWidget *
open_messages (Desk *desk)
{
  GtkWidget *window = till_settings_window_new (desk->practice, NULL);

  gtk_window_set_default_size (GTK_WINDOW (window), 680, 900);
  till_test_present (window);
  till_test_wait_for_text (window, "Elm Street Dental");
  ui_press (window, "Messages");
  till_test_wait_for_text (window, "Encryption");

  return window;
}

static const char *
setting (Desk *desk, const char *key)
{
  return till_practice_get_setting (desk->practice, key);
}

static void
apply (GtkWidget *window, const char *title, const char *text)
{
  GtkWidget *row = ui_field (window, title);

  ui_write (row, text);
  ui_settle (window);
  g_signal_emit_by_name (gtk_editable_get_delegate (GTK_EDITABLE (row)), "activate");
}

static void
apply_secret (GtkWidget *window, const char *title, const char *secret)
{
  GtkWidget *dialog;

  apply (window, title, secret);
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (dialog, "Kept for This Run Only");
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  ui_press (dialog, "Close");
  till_test_wait_until (dialog == NULL);
}

/* Until it says what came of it. */
static void
try_out (GtkWidget *window, const char *address, const char *words)
{
  ui_write (ui_field (window, ADDRESS), address);
  ui_press (window, "Test E-Mail");
  till_test_wait_for_text (window, words);
  ui_settle (window);
}

static void
enter (Desk *desk, DeskMail *mail, GtkWidget *window)
{
  GtkWidget *port = till_test_find_named (window, GTK_TYPE_SPIN_BUTTON, "Port");

  apply (window, "Mail Server (as in smtp.example.com)", "localhost");
  till_test_wait_until (g_str_equal (setting (desk, TILL_SETTING_MAIL_HOST), "localhost"));
  apply (window, "User Name", "practice");
  apply_secret (window, "Password", "guessed");
  apply (window, "Sender’s Address (answers go there)", "desk");
  till_test_wait_for_text (window, "“desk” is not an e-mail address");
  g_assert_true (
    gtk_widget_has_css_class (ui_field (window, "Sender’s Address (answers go there)"), "error"));
  apply (window, "Sender’s Address (answers go there)", "desk@elm-street.example");
  till_test_wait_until (
    g_str_equal (setting (desk, TILL_SETTING_MAIL_FROM_ADDRESS), "desk@elm-street.example"));

  /* The usual port goes along with the encryption, another one stays. */
  ui_choose (window, "Encryption", 1);
  till_test_wait_until (g_str_equal (setting (desk, TILL_SETTING_MAIL_PORT), "465"));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (port), (int) g_ascii_strtoll (mail->port, NULL, 10));
  till_test_wait_until (g_str_equal (setting (desk, TILL_SETTING_MAIL_PORT), mail->port));
  ui_choose (window, "Encryption", 2);
  till_test_wait_until (g_str_equal (setting (desk, TILL_SETTING_MAIL_SECURITY), "none"));
  g_assert_cmpstr (setting (desk, TILL_SETTING_MAIL_PORT), ==, mail->port);
}

/* To the end of the page that is shown. */
static void
scroll_down (GtkWidget *window)
{
  g_autoptr (GPtrArray) all = till_test_find_all (window, GTK_TYPE_SCROLLED_WINDOW);

  ui_settle (window);
  for (guint i = 0; i < all->len; i++)
    {
      GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (all->pdata[i]);

      if (gtk_widget_get_mapped (all->pdata[i]))
        gtk_adjustment_set_value (place, gtk_adjustment_get_upper (place));
    }
  ui_settle (window);
}

/* Titles as long as they are in German: each is whole, and in its row. */
static void
assert_has_room (GtkWidget *window, const char *picture, guint n_rows)
{
  static const char    *title = "Verschlüsselungsverfahren des Mailservers";
  g_autoptr (GPtrArray) rows = till_test_find_all (window, ADW_TYPE_ACTION_ROW);
  g_autoptr (GPtrArray) labels = NULL;
  guint                 n_seen = 0;

  gtk_window_set_default_size (GTK_WINDOW (window), 420, 620);
  for (guint i = 0; i < rows->len; i++)
    {
      if (gtk_widget_get_mapped (rows->pdata[i]))
        adw_preferences_row_set_title (rows->pdata[i], title);
    }
  scroll_down (window);
  labels = till_test_find_all (window, GTK_TYPE_LABEL);
  for (guint i = 0; i < labels->len; i++)
    {
      if (!gtk_widget_get_mapped (labels->pdata[i]) ||
          !g_str_equal (gtk_label_get_text (labels->pdata[i]), title))
        continue;
      n_seen++;
      g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (labels->pdata[i])));
    }
  g_assert_cmpuint (n_seen, >=, n_rows);
  ui_pictures (window, picture);
}

static void
test_settings (void)
{
  g_autoptr (Desk)     desk = desk_new_for_cash ();
  g_autoptr (DeskMail) mail = desk_mail_new ();
  g_autofree char     *text = NULL;
  GtkWidget           *window = open_messages (desk);

  try_out (window, "ann@patients.example", "No e-mail is set up yet.");
  ui_pictures (window, "settings-mail-empty");
  enter (desk, mail, window);
  try_out (window, "ann", "“ann” is not an e-mail address");
  try_out (window, "ann@patients.example",
           "localhost refuses the user name or the password of practice");
  g_assert_true (till_test_shows_text (window, "Not reached"));
  scroll_down (window);
  ui_pictures (window, "settings-mail-failed");
  apply_secret (window, "Password (one is kept; type a new one to replace it)", DESK_MAIL_SECRET);
  try_out (window, "bounce@patients.example", "Nobody gets mail at bounce@patients.example");
  try_out (window, "ann@patients.example", "E-mail works");
  g_assert_false (till_test_shows_text (window, "Not reached"));
  g_assert_false (till_test_shows_text (window, "Failed"));
  text = desk_mail_read (mail, 1);
  g_assert_nonnull (strstr (text, "To: ann@patients.example\r\n"));
  scroll_down (window);
  ui_pictures (window, "settings-mail-good");
  assert_has_room (window, "settings-mail-long", 10);

  ui_end (window);
}

/* What no sign-in needs is not asked for. */
static void
test_sign_in (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  GtkWidget       *window = open_messages (desk);

  ui_choose (window, "Sign-In", 1);
  till_test_wait_until (g_str_equal (setting (desk, TILL_SETTING_MAIL_SIGN_IN), "oauth2"));
  g_assert_true (ui_shows_field (window, "User Name"));
  g_assert_true (ui_shows_field (window, "Client ID"));
  g_assert_true (ui_shows_field (window, "Refresh Token"));
  g_assert_false (ui_shows_field (window, "Password"));
  ui_choose (window, "Sign-In", 2);
  till_test_wait_until (g_str_equal (setting (desk, TILL_SETTING_MAIL_SIGN_IN), "none"));
  g_assert_false (ui_shows_field (window, "User Name"));
  g_assert_false (ui_shows_field (window, "Client ID"));
  ui_choose (window, "Sign-In", 0);
  till_test_wait_until (g_str_equal (setting (desk, TILL_SETTING_MAIL_SIGN_IN), "password"));
  g_assert_true (ui_shows_field (window, "User Name"));
  g_assert_true (ui_shows_field (window, "Password"));

  ui_end (window);
}

/* By OAuth 2: what its provider gives is entered, and which step failed is said. */
static void
test_oauth2 (void)
{
  g_autoptr (Desk)     desk = desk_new_for_cash ();
  g_autoptr (DeskMail) mail = desk_mail_new ();
  g_autofree char     *address = g_strdup_printf ("http://localhost:%s/token", mail->token_port);
  GtkWidget           *window;

  desk_set_mail (desk, mail);
  window = open_messages (desk);
  ui_choose (window, "Sign-In", 1);
  till_test_wait_until (g_str_equal (setting (desk, TILL_SETTING_MAIL_SIGN_IN), "oauth2"));
  try_out (window, "ann@patients.example", "The token address for the mail server is missing.");
  apply (window, TOKEN_ADDRESS, "http://login.example.com/token");
  till_test_wait_for_text (window, "is not an address that tokens are got from");
  g_assert_true (gtk_widget_has_css_class (ui_field (window, TOKEN_ADDRESS), "error"));
  apply (window, TOKEN_ADDRESS, address);
  till_test_wait_until (g_str_equal (setting (desk, TILL_SETTING_MAIL_TOKEN_ADDRESS), address));
  apply (window, "Client ID", "desk");
  till_test_wait_until (g_str_equal (setting (desk, TILL_SETTING_MAIL_CLIENT_ID), "desk"));
  apply_secret (window, "Client Secret (if you were given one)", DESK_CLIENT_SECRET);
  apply_secret (window, "Refresh Token", "guessed");
  try_out (
    window, "ann@patients.example",
    "invalid_grant: Token has been expired or revoked. — The refresh token is no longer good");
  gtk_widget_grab_focus (ui_field (window, ADDRESS));
  ui_settle (window);
  ui_pictures (window, "settings-mail-oauth2-failed");
  apply_secret (window, "Refresh Token (one is kept; type a new one to replace it)",
                DESK_REFRESH_TOKEN);
  try_out (window, "ann@patients.example", "E-mail works");
  g_assert_false (till_test_shows_text (window, "Failed"));
  g_assert_true (
    ui_shows_field (window, "Client Secret (one is kept; type a new one to replace it)"));
  gtk_widget_grab_focus (ui_field (window, "Client ID"));
  ui_settle (window);
  ui_pictures (window, "settings-mail-oauth2-good");
  assert_has_room (window, "settings-mail-oauth2-long", 14);

  ui_end (window);
}

static void
close_dialog (const char *heading, const char *words, const char *picture)
{
  GtkWidget *dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);

  till_test_wait_for_text (dialog, heading);
  g_assert_true (till_test_shows_text (dialog, words));
  ui_pictures (dialog, picture);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  ui_press (dialog, "Close");
  till_test_wait_until (dialog == NULL);
}

/* Who sends a copy is told what came of it. */
static void
test_receipt (void)
{
  g_autoptr (Desk)     desk = desk_new_for_cash ();
  g_autoptr (DeskMail) mail = desk_mail_new ();
  gint64               id = desk_take_cash (desk, desk->anna, 2500);
  GtkWidget           *window;

  desk_set_mail (desk, mail);
  desk_set_mail_secret (desk, DESK_MAIL_SECRET);
  window = till_window_new (ui_application (), desk->practice);
  till_test_present (window);
  gtk_widget_activate_action (window, "practice.send-receipt", "(xs)", id, "ann@patients.example");
  till_test_wait_for_text (window, "Receipt sent to ann@patients.example");
  ui_pictures (window, "receipt-sent");
  gtk_widget_activate_action (window, "practice.send-receipt", "(xs)", id,
                              "defer@patients.example");
  close_dialog ("The Receipt Is Waiting to Be Sent", "It is tried again by itself.",
                "receipt-waiting");
  gtk_widget_activate_action (window, "practice.send-receipt", "(xs)", id,
                              "bounce@patients.example");
  close_dialog ("The Receipt Was Not Sent", "Nobody gets mail at bounce@patients.example",
                "receipt-not-sent");

  ui_end (window);
}

/* The demo says where its mails are, and has nothing to enter. */
static void
test_demo (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  GtkWidget       *window;

  desk_set (desk, TILL_SETTING_DEMO_SEED, "1");
  window = open_messages (desk);
  till_test_wait_for_text (window, "its e-mails go into the folder");
  g_assert_true (till_test_shows_text (window, ".outbox"));
  g_assert_false (gtk_widget_is_sensitive (ui_field (window, "User Name")));
  g_assert_false (ui_can_press (window, "Test E-Mail"));
  ui_pictures (window, "settings-mail-demo");

  ui_end (window);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/mail/settings", test_settings);
  g_test_add_func ("/ui/mail/sign-in", test_sign_in);
  g_test_add_func ("/ui/mail/oauth2", test_oauth2);
  g_test_add_func ("/ui/mail/receipt", test_receipt);
  g_test_add_func ("/ui/mail/demo", test_demo);

  return g_test_run ();
}
