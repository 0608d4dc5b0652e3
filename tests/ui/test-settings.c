/* test-settings.c: the settings window: what it takes, what it refuses, and that its words are read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-test-ui.h"

#include <adwaita.h>

#include "ui/settings/till-reasons-group.h"
#include "ui/settings/till-settings-window.h"
#include "ui/settings/till-terminal-row.h"

/* A Discover card's prefix and length, and it passes Luhn: merchant numbers look like this. */
#define LIKE_A_CARD "6588000000123452"

static GtkWidget *
open_settings (Desk *desk, const char *page)
{
  GtkWidget *window = till_settings_window_new (desk->practice, NULL);

  till_test_present (window);
  till_test_wait_for_text (window, "Elm Street Dental");
  if (page != NULL)
    ui_press (window, page);

  return window;
}

/* As Return does it: the text inside the row is activated. */
static void
apply (GtkWidget *window, const char *title, const char *text)
{
  GtkWidget *row = ui_field (window, title);

  ui_write (row, text);
  ui_settle (window);
  g_signal_emit_by_name (gtk_editable_get_delegate (GTK_EDITABLE (row)), "activate");
}

static const char *
setting (Desk *desk, const char *key)
{
  return till_practice_get_setting (desk->practice, key);
}

static guint
count_reasons (GtkWidget *group)
{
  g_autoptr (GPtrArray) rows = till_test_find_all (group, ADW_TYPE_ENTRY_ROW);

  return rows->len;
}

static void
write_reason (GtkWidget *group, guint index, const char *reason)
{
  g_autoptr (GPtrArray) rows = till_test_find_all (group, ADW_TYPE_ENTRY_ROW);

  ui_write (rows->pdata[index], reason);
  ui_settle (group);
  g_signal_emit_by_name (gtk_editable_get_delegate (rows->pdata[index]), "activate");
}

static void
test_numbers_of_the_processor (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);
  GtkWidget       *window = open_settings (desk, "Cards");

  apply (window, "Merchant Number (for receipts)", LIKE_A_CARD);
  till_test_wait_until (g_str_equal (setting (desk, TILL_SETTING_CLEARENT_MERCHANT), LIKE_A_CARD));
  apply (window, "Paylink Id (or merchant/terminal)", LIKE_A_CARD "/1");
  till_test_wait_until (
    g_str_equal (setting (desk, TILL_SETTING_CLEARENT_PAYLINK), LIKE_A_CARD "/1"));

  ui_press (window, "Add a terminal");
  apply (window, "Terminal id", LIKE_A_CARD);
  till_test_wait_until (strstr (setting (desk, TILL_SETTING_CLEARENT_TERMINALS), LIKE_A_CARD) !=
                        NULL);
  ui_pictures (window, "settings-processor");

  ui_end (window);
  desk_assert_holds (desk);
}

static void
test_card_number (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);
  GtkWidget       *window = open_settings (desk, NULL);

  ui_write (ui_field (window, "Name"), LIKE_A_CARD);
  till_test_wait_for_text (window, "That was a card number");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_field (window, "Name"))), ==, "");
  g_assert_cmpstr (setting (desk, TILL_SETTING_PRACTICE_NAME), ==, "Elm Street Dental");

  ui_end (window);
}

/* Nothing is left out of its words, and they lie inside the window. */
static gboolean
is_whole (GtkWidget *window, GtkLabel *label)
{
  graphene_rect_t bounds;
  int             width;
  int             height;

  if (!gtk_widget_compute_bounds (GTK_WIDGET (label), window, &bounds))
    return FALSE;
  pango_layout_get_pixel_size (gtk_label_get_layout (label), &width, &height);

  return !pango_layout_is_ellipsized (gtk_label_get_layout (label)) && bounds.origin.x >= 0 &&
         bounds.origin.x + bounds.size.width <= (float) gtk_widget_get_width (window) &&
         width <= gtk_widget_get_width (GTK_WIDGET (label)) &&
         height <= gtk_widget_get_height (GTK_WIDGET (label));
}

static gboolean
is_shown_whole (GtkWidget *window, const char *beginning)
{
  g_autoptr (GPtrArray) labels = till_test_find_all (window, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    {
      if (g_str_has_prefix (gtk_label_get_text (labels->pdata[i]), beginning) &&
          gtk_widget_get_mapped (labels->pdata[i]))
        return is_whole (window, labels->pdata[i]);
    }
  g_error ("nothing begins with “%s”", beginning);
}

/* The last thing that was wrong is what is said, whole. */
static void
test_refused (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);
  g_autofree char *zone = g_strdup (setting (desk, TILL_SETTING_PRACTICE_ZONE));
  GtkWidget       *window = open_settings (desk, NULL);

  apply (window, "Time Zone (as in America/New_York)", "Mars/Base");
  till_test_wait_for_text (window, "“Mars/Base” is not a time zone. Enter one such as");
  ui_settle (window);
  g_assert_true (is_shown_whole (window, "“Mars/Base” is not"));
  ui_pictures (window, "settings-zone");
  apply (window, "Name", " ");
  till_test_wait_for_text (window, "The practice needs a name.");
  till_test_wait_until (!till_test_shows_text (window, "is not a time zone"));
  g_assert_cmpstr (setting (desk, TILL_SETTING_PRACTICE_ZONE), ==, zone);

  ui_end (window);
}

/* It says for how long the key is good, and the field is ready for another one. */
static void
test_key_without_keyring (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);
  GtkWidget       *window = open_settings (desk, "Cards");
  GtkWidget       *dialog;

  apply (window, "API Key (one is kept; type a new one to replace it)", "sandbox");
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (dialog, "Kept for This Run Only");
  till_test_wait_for_text (dialog, "This desktop has no keyring");
  ui_pictures (dialog, "settings-key");
  ui_answer ("close");
  g_assert_false (ui_can_press (window, "Apply"));

  ui_end (window);
}

/* Till the test says what came of it. */
static void
test_reports (GtkWidget *window, const char *words)
{
  ui_press (window, "Test the Reports");
  till_test_wait_for_text (window, words);
}

static void
apply_reports_key (GtkWidget *window, const char *title, const char *key)
{
  GtkWidget *dialog;

  apply (window, title, key);
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (dialog, "Kept for This Run Only");
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  ui_press (dialog, "Close");
  till_test_wait_until (dialog == NULL);
}

static void
test_reports_group (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);
  GtkWidget       *window = open_settings (desk, "Cards");
  const char      *host = till_test_sandbox_get_address (desk->peer->sandbox);
  GtkWidget       *days;

  test_reports (window, "Enter the reporting host first.");
  apply (window, "Reporting Host (as in https://reporting.clearent.net)", "http://example.org");
  till_test_wait_for_text (window, "The host must begin with https://");
  g_assert_cmpstr (setting (desk, TILL_SETTING_CLEARENT_REPORTS), ==, "");
  apply (window, "Reporting Host (as in https://reporting.clearent.net)", host);
  till_test_wait_until (g_str_equal (setting (desk, TILL_SETTING_CLEARENT_REPORTS), host));
  test_reports (window, "Enter the reporting key first.");

  till_practice_set_reports_key_async (desk->practice, "wrong", NULL, NULL);
  till_test_wait_until (till_practice_has_reports_key (desk->practice));
  test_reports (window, "refused the key of the reports");
  apply_reports_key (window, "Reporting Key", desk->peer->access_key);
  test_reports (window, "The reports answer, and know the key.");

  days = till_test_find_named (window, GTK_TYPE_SPIN_BUTTON, "Business days until the money comes");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (days), 9);
  till_test_wait_until (g_str_equal (setting (desk, TILL_SETTING_DEPOSIT_DAYS), "4"));
  ui_pictures (window, "settings-reports");

  ui_end (window);
  desk_assert_holds (desk);
}

#define ACCOUNT "AC5a4db0c000000000000000000000c1d4"

static void
test_texts (GtkWidget *window, const char *words)
{
  ui_press (window, "Test the Text Messages");
  till_test_wait_for_text (window, words);
}

static void
test_texts_group (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);
  GtkWidget       *window = open_settings (desk, "Messages");
  const char      *host = till_test_sandbox_get_address (desk->peer->sandbox);
  GtkWidget       *dialog;

  test_texts (window, "No account for text messages is set up yet.");
  apply (window, "Account (as in AC0123…)", "AC12");
  till_test_wait_for_text (window, "An account is AC and 32 letters and digits");
  apply (window, "Account (as in AC0123…)", " " ACCOUNT);
  till_test_wait_until (g_str_equal (setting (desk, TILL_SETTING_TEXT_ACCOUNT), ACCOUNT));
  apply (window, "Number to Send From (or a messaging service, MG0123…)", "555-0100");
  till_test_wait_for_text (window, "is not a US phone number");
  apply (window, "Number to Send From (or a messaging service, MG0123…)", "MG1");
  till_test_wait_for_text (window, "A messaging service is MG and 32 letters and digits");
  apply (window, "Number to Send From (or a messaging service, MG0123…)", "(888) 555-0100");
  till_test_wait_until (g_str_equal (setting (desk, TILL_SETTING_TEXT_FROM), "+18885550100"));
  apply (window, "Host (as in https://api.twilio.com)", "http://example.org");
  till_test_wait_for_text (window, "The host must begin with https://");
  apply (window, "Host (as in https://api.twilio.com)", host);
  till_test_wait_until (g_str_equal (setting (desk, TILL_SETTING_TEXT_HOST), host));
  test_texts (window, "The key of the text messages is missing.");

  apply (window, "Auth Token (or an API key, as SK0123…:secret)", "sandbox-texts");
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (dialog, "Kept for This Run Only");
  ui_answer ("close");
  test_texts (window, "Twilio answers, and knows the key and the number.");
  apply (window, "Send a Test Text to This Number", "555");
  till_test_wait_for_text (window, "is not a US phone number");
  apply (window, "Send a Test Text to This Number", "(207) 555-0142");
  till_test_wait_for_text (window, "The test text is on its way.");
  ui_pictures (window, "settings-texts");

  ui_end (window);
  desk_assert_holds (desk);
}

static gboolean
has_focus_around (GtkWidget *window, GtkWidget *widget)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

  return focus == widget || (ADW_IS_ACTION_ROW (focus) && gtk_widget_is_ancestor (widget, focus));
}

/* The page follows the focus to its end, and what was asked for leaves the focus there. */
static void
test_reports_by_keyboard (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);
  GtkWidget       *window = open_settings (desk, "Cards");
  GtkWidget       *button = ui_button (window, "Test the Reports");

  gtk_window_set_title (GTK_WINDOW (window), "Test");
  gtk_window_set_default_size (GTK_WINDOW (window), 680, 480);
  gtk_widget_grab_focus (
    till_test_find_named (window, GTK_TYPE_SPIN_BUTTON, "Business days until the money comes"));
  ui_settle (window);
  ui_keys ("Tab");
  till_test_wait_until (has_focus_around (window, button));
  ui_keys ("Return");
  till_test_wait_for_text (window, "Enter the reporting host first.");
  till_test_wait_until (has_focus_around (window, button));
  ui_settle (window);
  ui_pictures (window, "settings-reports-end");

  ui_end (window);
}

/* Each rule of who is asked has its setting, and what is not a number stays out. */
static void
test_requests_group (void)
{
  static const struct
  {
    const char *name;
    const char *key;
    int         number;
  } numbers[] = {
    { "Days between two requests", TILL_SETTING_REQUEST_BETWEEN, 30 },
    { "Days that balances are good for", TILL_SETTING_REQUEST_FRESH, 0 },
  };
  static const struct
  {
    const char *name;
    const char *key;
  } switches[] = {
    { "Ask although insurance is to pay", TILL_SETTING_REQUEST_INSURED },
    { "Ask who was never asked for consent", TILL_SETTING_REQUEST_UNASKED },
  };
  g_autoptr (Desk) desk = desk_new (NULL);
  GtkWidget       *window = open_settings (desk, "Payments");

  apply (window, "Least Amount to Ask for", "lots");
  till_test_wait_until (
    gtk_widget_has_css_class (ui_field (window, "Least Amount to Ask for"), "error"));
  g_assert_cmpstr (setting (desk, TILL_SETTING_REQUEST_MINIMUM), ==, "1500");
  apply (window, "Least Amount to Ask for", "$25.50");
  till_test_wait_until (g_str_equal (setting (desk, TILL_SETTING_REQUEST_MINIMUM), "2550"));

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      GtkWidget *button = till_test_find_named (window, GTK_TYPE_SPIN_BUTTON, numbers[i].name);

      gtk_spin_button_set_value (GTK_SPIN_BUTTON (button), numbers[i].number);
      till_test_wait_until (g_ascii_strtoll (setting (desk, numbers[i].key), NULL, 10) ==
                            numbers[i].number);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      GtkWidget *button = till_test_find_named (window, GTK_TYPE_SWITCH, switches[i].name);

      g_assert_cmpstr (setting (desk, switches[i].key), ==, "0");
      gtk_switch_set_active (GTK_SWITCH (button), TRUE);
      till_test_wait_until (g_str_equal (setting (desk, switches[i].key), "1"));
    }
  gtk_widget_grab_focus (ui_field (window, "Least Amount to Ask for"));
  ui_settle (window);
  ui_pictures (window, "settings-requests");

  ui_end (window);
}

/* A reason is added, changed and removed; the last one stays. */
static void
test_reasons (void)
{
  g_autoptr (Desk)      desk = desk_new (NULL);
  GtkWidget            *window = open_settings (desk, "Payments");
  g_autoptr (GPtrArray) groups = till_test_find_all (window, TILL_TYPE_REASONS_GROUP);
  GtkWidget            *group;
  g_auto (GStrv)        before = NULL;

  g_assert_cmpuint (groups->len, ==, 2);
  group = groups->pdata[1]; /* to snooze */
  before = till_practice_dup_reasons (desk->practice, TILL_SETTING_SNOOZE_REASONS);
  g_assert_cmpuint (g_strv_length (before), >, 2);

  ui_press (group, "Add a reason");
  write_reason (group, g_strv_length (before), "Waits for the estate");
  till_test_wait_until (
    g_str_has_suffix (setting (desk, TILL_SETTING_SNOOZE_REASONS), "\nWaits for the estate"));
  write_reason (group, 0, "Claim lost");
  till_test_wait_until (
    g_str_has_prefix (setting (desk, TILL_SETTING_SNOOZE_REASONS), "Claim lost\n"));
  ui_settle (window);
  ui_pictures (window, "settings-reasons");

  while (count_reasons (group) > 1)
    {
      guint n_left = count_reasons (group) - 1;

      ui_press (group, "Remove this reason");
      till_test_wait_until (count_reasons (group) == n_left);
    }
  till_test_wait_until (
    g_str_equal (setting (desk, TILL_SETTING_SNOOZE_REASONS), "Waits for the estate"));
  ui_press (group, "Remove this reason");
  till_test_wait_for_text (window, "Keep one reason at least.");
  g_assert_cmpuint (count_reasons (group), ==, 1);
  write_reason (group, 0, " ");
  ui_settle (window);
  g_assert_cmpstr (setting (desk, TILL_SETTING_SNOOZE_REASONS), ==, "Waits for the estate");

  ui_end (window);
}

/* A screen reader would say a number, and not of what. */
static void
test_names (void)
{
  static const char *const numbers[] = {
    "Months after which nothing is refunded",
    "Card payments of one patient in 24 hours before Till asks",
    "Seconds to wait for the card terminal",
  };
  g_autoptr (Desk)      desk = desk_new (NULL);
  g_autoptr (GPtrArray) all = NULL;
  GtkWidget            *window = open_settings (desk, "Payments");

  till_test_wait_for_text (window, "Seconds to wait");
  all = till_test_find_all (window, GTK_TYPE_SPIN_BUTTON);
  for (guint i = 0; i < all->len; i++)
    {
      if (!gtk_test_accessible_has_property (all->pdata[i], GTK_ACCESSIBLE_PROPERTY_LABEL))
        g_error ("“%s” has no name", gtk_buildable_get_buildable_id (all->pdata[i]));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_nonnull (till_test_find_named (window, GTK_TYPE_SPIN_BUTTON, numbers[i]));
  ui_pictures (window, "settings-payments");

  ui_end (window);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/settings/numbers-of-the-processor", test_numbers_of_the_processor);
  g_test_add_func ("/ui/settings/card-number", test_card_number);
  g_test_add_func ("/ui/settings/refused", test_refused);
  g_test_add_func ("/ui/settings/reports", test_reports_group);
  g_test_add_func ("/ui/settings/texts", test_texts_group);
  g_test_add_func ("/ui/settings/reports-by-keyboard", test_reports_by_keyboard);
  g_test_add_func ("/ui/settings/key-without-keyring", test_key_without_keyring);
  g_test_add_func ("/ui/settings/requests", test_requests_group);
  g_test_add_func ("/ui/settings/reasons", test_reasons);
  g_test_add_func ("/ui/settings/names", test_names);

  return g_test_run ();
}
