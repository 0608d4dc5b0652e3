/* test-templates.c: the window where messages are worded, and when they are sent in the settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-test-ui.h"

#include <adwaita.h>
#include <string.h>

#include "flow/till-practice-templates.h"
#include "ui/settings/till-settings-window.h"
#include "ui/settings/till-templates-window.h"

static GtkWidget *
open_window (Desk *desk)
{
  GtkWidget *window = till_templates_window_new (desk->practice, NULL);

  till_test_present (window);
  till_test_wait_for_text (window, "Preview");

  return window;
}

static GtkWidget *
find_one (GtkWidget *window, GType type, guint index)
{
  g_autoptr (GPtrArray) all = till_test_find_all (window, type);

  g_assert_cmpuint (all->len, >, index);

  return all->pdata[index];
}

static GtkTextBuffer *
body_of (GtkWidget *window)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_one (window, GTK_TYPE_TEXT_VIEW, 0)));
}

static char *
dup_body (GtkWidget *window)
{
  char *body;

  g_object_get (body_of (window), "text", &body, NULL);

  return body;
}

static void
assert_body (GtkWidget *window, const char *expected)
{
  g_autofree char *body = dup_body (window);

  g_assert_cmpstr (body, ==, expected);
}

/* 0: which message, 1: text or e-mail, 2: the language. */
static void
choose (GtkWidget *window, guint which, guint index)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_one (window, GTK_TYPE_DROP_DOWN, which)), index);
}

static guint
chosen (GtkWidget *window, guint which)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (find_one (window, GTK_TYPE_DROP_DOWN, which)));
}

static void
insert (GtkWidget *window, const char *placeholder)
{
  g_assert_true (gtk_widget_activate_action (window, "templates.insert", "s", placeholder));
}

/* What is written is counted as carriers count it; an e-mail is not. */
static void
test_segments (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  GtkWidget       *window = open_window (desk);
  g_autofree char *long_one = g_strnfill (170, 'x');
  g_autofree char *longer = g_strconcat (long_one, "\xe2\x80\x99", NULL);

  gtk_text_buffer_set_text (body_of (window), "Hello", -1);
  till_test_wait_for_text (window, "1 segment, 5 characters");
  gtk_text_buffer_set_text (body_of (window), long_one, -1);
  till_test_wait_for_text (window, "2 segments, 170 characters");
  g_assert_false (till_test_shows_text (window, "special characters"));
  gtk_text_buffer_set_text (body_of (window), longer, -1);
  till_test_wait_for_text (window, "3 segments, 171 characters; sent with special characters");
  ui_pictures (window, "templates-segments");
  ui_press (window, "Reset to Default");
  choose (window, 1, TILL_CHANNEL_EMAIL);
  till_test_wait_until (!till_test_shows_text (window, "segment"));
  ui_end (window);
}

/* Wrong ones are told at once, and can't be saved. */
static void
test_edit (void)
{
  g_autoptr (Desk)        desk = desk_new_for_cash ();
  GtkWidget              *window = open_window (desk);
  g_autoptr (TillWording) kept = NULL;

  till_test_wait_for_text (window, "Maria, please pay $125.00");
  till_test_wait_for_text (window, " segments, ");
  g_assert_false (ui_can_press (window, "Save"));
  g_assert_false (ui_can_press (window, "Reset to Default"));
  ui_pictures (window, "templates-text");

  gtk_text_buffer_set_text (body_of (window), "Dear {frist name}, {link}", -1);
  till_test_wait_for_text (window, "“{frist name}” in line 1 is not a placeholder");
  g_assert_false (ui_can_press (window, "Save"));
  g_assert_true (ui_can_press (window, "Reset to Default"));
  ui_pictures (window, "templates-wrong");

  gtk_text_buffer_set_text (body_of (window), "Dear {first name}, ", -1);
  till_test_wait_for_text (window, "must have “{link}”");
  insert (window, "link");
  assert_body (window, "Dear {first name}, {link}");
  till_test_wait_for_text (window, "Dear Maria, https://");
  g_assert_false (till_test_shows_text (window, "must have “{link}”"));

  ui_press (window, "Save");
  till_test_wait_for_text (window, "The message is saved");
  g_assert_false (ui_can_press (window, "Save"));
  kept = till_practice_get_wording (desk->practice, TILL_PURPOSE_REQUEST, TILL_CHANNEL_TEXT,
                                    TILL_LANGUAGE_ENGLISH, NULL);
  g_assert_cmpstr (kept->body, ==, "Dear {first name}, {link}");

  ui_press (window, "Reset to Default");
  till_test_wait_for_text (window, "Maria, please pay $125.00");
  g_assert_true (ui_can_press (window, "Save"));
  ui_press (window, "Save");
  till_test_wait_until (!ui_can_press (window, "Save"));
  ui_settle (window);
  g_assert_cmpuint (desk_count (desk, "SELECT count(*) FROM templates"), ==, 0);

  ui_end (window);
}

/* Another one is shown only once it was asked whether what was typed may be lost. */
static void
test_left (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  GtkWidget       *window = open_window (desk);

  choose (window, 0, TILL_PURPOSE_RECEIPT);
  till_test_wait_for_text (window, "Thank you, Maria.");
  choose (window, 1, TILL_CHANNEL_EMAIL);
  till_test_wait_for_text (window, "Elm Street Dental: receipt R-2026-000123");
  choose (window, 2, TILL_LANGUAGE_SPANISH);
  till_test_wait_for_text (window, "Hola Maria:");
  ui_pictures (window, "templates-email");

  gtk_text_buffer_set_text (body_of (window), "Gracias", -1);
  choose (window, 0, TILL_PURPOSE_PLAN);
  g_assert_cmpuint (chosen (window, 0), ==, TILL_PURPOSE_RECEIPT);
  ui_pictures (ui_wait_window (ADW_TYPE_MESSAGE_DIALOG), "templates-discard");
  ui_answer ("keep");
  ui_settle (window);
  assert_body (window, "Gracias");
  g_assert_cmpuint (chosen (window, 0), ==, TILL_PURPOSE_RECEIPT);

  choose (window, 0, TILL_PURPOSE_PLAN);
  ui_answer ("discard");
  till_test_wait_until (chosen (window, 0) == TILL_PURPOSE_PLAN);
  till_test_wait_for_text (window, "su plan de pagos");
  g_assert_false (gtk_text_buffer_get_can_undo (body_of (window)));

  /* And when it closes. */
  gtk_text_buffer_set_text (body_of (window), "Gracias", -1);
  gtk_window_close (GTK_WINDOW (window));
  ui_answer ("keep");
  ui_settle (window);
  assert_body (window, "Gracias");
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (GTK_WINDOW (window));
  ui_answer ("discard");
  till_test_wait_until (window == NULL);
  g_assert_cmpuint (desk_count (desk, "SELECT count(*) FROM templates"), ==, 0);
}

/* Into what was written in last, over what is selected. */
static void
test_inserted (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  GtkWidget       *window = open_window (desk);
  GtkWidget       *subject;
  GtkTextIter      from;
  GtkTextIter      until;

  choose (window, 1, TILL_CHANNEL_EMAIL);
  subject = ui_field (window, "Subject");
  gtk_widget_grab_focus (subject);
  gtk_editable_set_text (GTK_EDITABLE (subject), "About  now");
  gtk_editable_set_position (GTK_EDITABLE (subject), 6);
  insert (window, "amount");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (subject)), ==, "About {amount} now");
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (subject)), ==, 14);
  till_test_wait_for_text (window, "About $125.00 now");
  insert (window, "balance");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (subject)), ==,
                   "About {amount}{balance} now");

  gtk_widget_grab_focus (find_one (window, GTK_TYPE_TEXT_VIEW, 0));
  gtk_text_buffer_set_text (body_of (window), "Hi you: {link}", -1);
  gtk_text_buffer_get_iter_at_offset (body_of (window), &from, 3);
  gtk_text_buffer_get_iter_at_offset (body_of (window), &until, 6);
  gtk_text_buffer_select_range (body_of (window), &until, &from);
  insert (window, "full name");
  assert_body (window, "Hi {full name}: {link}");

  /* A text message has no subject to write into. */
  gtk_widget_grab_focus (subject);
  choose (window, 1, TILL_CHANNEL_TEXT);
  ui_answer ("discard");
  till_test_wait_until (chosen (window, 1) == TILL_CHANNEL_TEXT);
  gtk_text_buffer_set_text (body_of (window), "", -1);
  insert (window, "link");
  assert_body (window, "{link}");

  ui_end (window);
}

/* The list has what makes sense in that message. */
static void
test_picker (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  GtkWidget       *window = open_window (desk);
  GtkWidget       *picker = find_one (window, GTK_TYPE_MENU_BUTTON, 0);
  GtkWidget       *popover;

  gtk_menu_button_popup (GTK_MENU_BUTTON (picker));
  popover = ui_wait_popover (picker);
  g_assert_true (till_test_shows_text (popover, "Link to pay"));
  g_assert_true (till_test_shows_text (popover, "Amount asked for"));
  g_assert_false (till_test_shows_text (popover, "Receipt number"));
  ui_pictures (popover, "templates-picker");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (picker));

  choose (window, 0, TILL_PURPOSE_RECEIPT);
  gtk_menu_button_popup (GTK_MENU_BUTTON (picker));
  popover = ui_wait_popover (picker);
  g_assert_true (till_test_shows_text (popover, "Receipt number"));
  g_assert_true (till_test_shows_text (popover, "Amount paid"));
  g_assert_false (till_test_shows_text (popover, "Link to pay"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (picker));

  ui_end (window);
}

/* A card number goes at once, and Ctrl+Z does not bring it back. */
static void
test_card_number (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  GtkWidget       *window = open_window (desk);

  gtk_text_buffer_set_text (body_of (window), "Hi\nuse 4111 1111 1111 1111 now\n{link}", -1);
  till_test_wait_for_text (window, "That was a card number");
  assert_body (window, "Hi\n\n{link}");
  g_assert_false (gtk_text_buffer_get_can_undo (body_of (window)));
  ui_pictures (window, "templates-card");

  gtk_text_buffer_set_text (body_of (window), "Hi {link}", -1);
  ui_settle (window);
  g_assert_false (till_test_shows_text (window, "That was a card number"));

  ui_end (window);
}

/* ── The settings ────────────────────────────────────────────────────────────────────────────── */

static const char *
setting (Desk *desk, const char *key)
{
  return till_practice_get_setting (desk->practice, key);
}

static void
test_settings (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  GtkWidget       *window = till_settings_window_new (desk->practice, NULL);
  GtkWidget       *templates;

  till_test_present (window);
  till_test_wait_for_text (window, "Elm Street Dental");
  ui_press (window, "Messages");
  till_test_wait_for_text (window, "9:00 AM");
  ui_pictures (window, "settings-messages");

  ui_choose (window, "Send From", 10);
  till_test_wait_for_text (window, "Leave three hours or more");
  g_assert_cmpstr (setting (desk, TILL_SETTING_MESSAGE_FROM), ==, "9");
  ui_choose (window, "Send From", 0);
  till_test_wait_until (g_str_equal (setting (desk, TILL_SETTING_MESSAGE_FROM), "8"));
  ui_choose (window, "Send Until", 0);
  till_test_wait_until (g_str_equal (setting (desk, TILL_SETTING_MESSAGE_UNTIL), "11"));
  ui_press (window, "Saturday");
  till_test_wait_until (g_str_equal (setting (desk, TILL_SETTING_MESSAGE_DAYS), "12345"));
  ui_choose (window, "Language", TILL_LANGUAGE_SPANISH);
  till_test_wait_until (till_practice_get_language (desk->practice) == TILL_LANGUAGE_SPANISH);

  /* In the practice's language first. */
  ui_press_row (window, "Wording of Messages");
  templates = ui_wait_window (TILL_TYPE_TEMPLATES_WINDOW);
  till_test_wait_for_text (templates, "por favor pague");
  gtk_window_close (GTK_WINDOW (templates));

  ui_end (window);
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);

  g_test_add_func ("/ui/templates/segments", test_segments);
  g_test_add_func ("/ui/templates/edit", test_edit);
  g_test_add_func ("/ui/templates/left", test_left);
  g_test_add_func ("/ui/templates/inserted", test_inserted);
  g_test_add_func ("/ui/templates/picker", test_picker);
  g_test_add_func ("/ui/templates/card-number", test_card_number);
  g_test_add_func ("/ui/templates/settings", test_settings);

  return g_test_run ();
}
