/* test-messages.c: what was written to a patient and received, read on the patient's page; the
 * demo's phones
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../flow/till-desk-requests.h"
#include "flow/till-outbox.h"
#include "flow/till-practice-private.h"
#include "store/till-store-messages.h"
#include "till-test-ui.h"
#include "ui/patients/till-patient-page.h"
#include "ui/requests/till-requests-page.h"
#include "ui/till-window.h"
#include "ui/widgets/till-messages-view.h"
#include "ui/widgets/till-table-view.h"

#include <glib/gstdio.h>

typedef struct
{
  Desk      *desk;
  GtkWidget *window;
} Tab;

static void
open_window (Tab *tab)
{
  tab->window = till_window_new (ui_application (), tab->desk->practice);
  gtk_window_set_title (GTK_WINDOW (tab->window), "Test");
  gtk_window_set_default_size (GTK_WINDOW (tab->window), 1366, 768);
  till_test_present (tab->window);
}

static void
close_window (Tab *tab)
{
  ui_end (tab->window);
  desk_free (tab->desk);
}

static GtkWidget *
show_messages (Tab *tab)
{
  GtkWidget *messages;

  g_assert_true (
    gtk_widget_activate_action (tab->window, "win.show-messages", "x", tab->desk->anna));
  till_test_wait_until ((messages = till_test_find (tab->window, TILL_TYPE_MESSAGES_VIEW)) !=
                          NULL &&
                        gtk_widget_get_mapped (messages));

  return messages;
}

static gint64
find_message (Tab *tab, const char *where)
{
  g_autofree char *sql = g_strconcat ("SELECT id FROM messages WHERE ", where, NULL);

  return desk_count (tab->desk, sql);
}

static void
choose (GtkWidget *messages, gint64 id)
{
  GtkWidget *table = till_test_find (messages, TILL_TYPE_TABLE_VIEW);

  g_assert_true (till_table_view_go_to (TILL_TABLE_VIEW (table), id));
}

/* ── What was sent, and what came back ───────────────────────────────────────────────────────── */

/* A text that has more lines than there is room for. */
static gboolean
long_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Tab                    *tab = data;
  g_autoptr (TillActor)   actor = till_actor_new (0, "Maria Lopez");
  g_autoptr (TillMessage) message = till_message_new ();
  g_autoptr (GString)     body = g_string_new ("Good morning, Anna Lee,\n");

  for (guint i = 0; i < 30; i++)
    g_string_append (body, "\nThis is a line of a letter that says at length what is owed & why.");
  g_string_append (body, "\nhttps://pay.example/"
                         "averyveryverylonglinkthathasnoplacewhereitcouldbebrokenandgoeson"
                         "averyveryverylonglinkthathasnoplacewhereitcouldbebrokenandgoeson");
  message->patient_id = tab->desk->anna;
  message->channel = TILL_CHANNEL_EMAIL;
  message->address = g_strdup ("anna.with.a.long.name@a-rather-long-name-of-a-server.example.com");
  message->name = g_strdup ("Anna Lee");
  message->subject = g_strdup ("Your balance at Elm Street Dental, and what <is> still to come");
  message->body = g_string_free (g_steal_pointer (&body), FALSE);
  message->attached = TILL_ATTACHED_STATEMENT;

  return till_store_add_message (connection, message, actor, till_clock_now (tab->desk->clock),
                                 error) &&
         till_store_step_message (connection, message->id, TILL_MESSAGE_SENDING, NULL, NULL, NULL,
                                  message->written_at, message->written_at, error) &&
         till_store_step_message (connection, message->id, TILL_MESSAGE_UNDELIVERABLE, NULL, "550",
                                  "Their server says: no such mailbox. Check the address with the "
                                  "patient, then send it again.",
                                  message->written_at, message->written_at, error);
}

static void
write_long (Tab *tab)
{
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (tab->desk->practice), TILL_DB_NORMAL, long_job, tab, &error);
  g_assert_no_error (error);
}

static GtkWidget *
find_long_text (GtkWidget *messages)
{
  GtkWidget *scrolled = till_test_find (
    gtk_widget_get_last_child (gtk_widget_get_first_child (messages)), GTK_TYPE_SCROLLED_WINDOW);

  return till_test_find (scrolled, GTK_TYPE_LABEL);
}

static void
test_read (void)
{
  Tab              tab = { .desk = desk_new_for_requests () };
  GtkWidget       *messages;
  GtkWidget       *text;
  TillRequestOrder order = desk_request_order (tab.desk, 10000, TILL_SENT_BY_TEXT);

  open_window (&tab);
  messages = show_messages (&tab);
  till_test_wait_for_text (messages, "No Messages");
  ui_pictures (tab.window, "messages-none");

  /* It is there at once, and its state is as it becomes. */
  desk_ask (tab.desk, &order);
  desk_run_outbox (tab.desk);
  till_test_wait_for_text (messages, "Payment request");
  /* The sandbox's clock goes on: on a slow machine it may have arrived before it is looked at. */
  till_test_wait_until (till_test_shows_text (messages, "Sent") ||
                        till_test_shows_text (messages, "Delivered"));
  desk_pass_with_sandbox (tab.desk, TILL_MINUTE);
  till_outbox_follow (tab.desk->practice);
  till_test_wait_for_text (messages, "Delivered");
  desk_answer (tab.desk, "Who is this?");
  till_outbox_follow (tab.desk->practice);
  till_test_wait_for_text (messages, "Received");

  choose (messages, find_message (&tab, "state = 'received'"));
  till_test_wait_for_text (messages, "Who is this?");
  till_test_wait_for_text (messages, "From (207) 555-0142");
  write_long (&tab);
  till_test_wait_for_text (messages, "Undeliverable");
  choose (messages, find_message (&tab, "state = 'undeliverable'"));
  till_test_wait_for_text (
    messages, "To Anna Lee, anna.with.a.long.name@a-rather-long-name-of-a-server.example.com"
              " · Written by Maria Lopez · Attached: Statement");
  g_assert_true (till_test_shows_text (messages, "Their server says: no such mailbox. Check the "
                                                 "address with the patient, then send it again."));
  ui_settle (tab.window);
  ui_pictures (tab.window, "messages-long");

  /* Enter goes to the text. */
  ui_keys ("Return");
  text = find_long_text (messages);
  g_assert_true (g_str_has_prefix (gtk_label_get_text (GTK_LABEL (text)), "Good morning"));
  till_test_wait_until (gtk_widget_has_focus (text));
  close_window (&tab);
}

static void
press_item (GtkWidget *page, const char *label)
{
  GtkWidget *menu;
  GtkWidget *item;

  till_test_wait_until ((menu = till_test_find (page, GTK_TYPE_POPOVER_MENU)) != NULL &&
                        gtk_widget_get_mapped (menu));
  item = till_test_find_named (menu, g_type_from_name ("GtkModelButton"), label);
  g_assert_nonnull (item);
  g_assert_true (gtk_widget_activate (item));
}

/* From the list of requests to what was written of one. */
static void
test_from_request (void)
{
  Tab              tab = { .desk = desk_new_for_requests () };
  TillRequestOrder order = desk_request_order (tab.desk, 10000, TILL_SENT_BY_BOTH);
  GtkWidget       *page;
  GtkWidget       *messages;

  open_window (&tab);
  desk_ask (tab.desk, &order);
  desk_run_outbox (tab.desk);
  g_assert_true (gtk_widget_activate_action (tab.window, "win.show-tab", "s", "requests"));
  page = till_test_find (tab.window, TILL_TYPE_REQUESTS_PAGE);
  till_test_wait_for_text (page, "1 request");
  ui_press (page, "Actions");
  press_item (page, "Show Messages");
  till_test_wait_until ((messages = till_test_find (tab.window, TILL_TYPE_MESSAGES_VIEW)) != NULL &&
                        gtk_widget_get_mapped (messages));
  till_test_wait_for_text (messages, "E-mail");
  choose (messages, find_message (&tab, "channel = 'email'"));
  till_test_wait_for_text (messages, "To Anna Lee, anna@example.com");
  ui_settle (tab.window);
  ui_pictures (tab.window, "messages");
  close_window (&tab);
}

/* ── The demo ────────────────────────────────────────────────────────────────────────────────── */

/* What opens it in the desktop's place only writes down what it was given. */
static char *
install_opener (Desk *desk)
{
  g_autofree char *applications = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  g_autofree char *entry = g_build_filename (applications, "test-opener.desktop", NULL);
  g_autofree char *program = g_build_filename (desk->folder, "opener", NULL);
  g_autofree char *choice = g_build_filename (g_get_user_config_dir (), "mimeapps.list", NULL);
  char            *opened = g_build_filename (desk->folder, "opened", NULL);
  g_autofree char *script = g_strdup_printf (
    "#!/bin/sh\nprintf %%s \"$1\" > '%s.new' && mv '%s.new' '%s'\n", opened, opened, opened);
  g_autofree char *words =
    g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Test\nExec=%s %%u\n"
                     "MimeType=x-scheme-handler/http;inode/directory;\n",
                     program);

  g_assert_cmpint (g_mkdir_with_parents (applications, 0700), ==, 0);
  g_assert_true (g_file_set_contents (program, script, -1, NULL));
  g_assert_cmpint (g_chmod (program, 0700), ==, 0);
  g_assert_true (g_file_set_contents (entry, words, -1, NULL));
  g_assert_true (g_file_set_contents (choice,
                                      "[Default Applications]\n"
                                      "x-scheme-handler/http=test-opener.desktop\n"
                                      "inode/directory=test-opener.desktop\n",
                                      -1, NULL));

  return opened;
}

static void
assert_opens (Tab *tab, const char *action, const char *file, const char *expected)
{
  g_autofree char *opened = NULL;

  g_remove (file);
  g_assert_true (gtk_widget_activate_action (tab->window, action, NULL));
  till_test_wait_until (g_file_get_contents (file, &opened, NULL, NULL));
  g_assert_cmpstr (opened, ==, expected);
}

static GtkWidget *
open_main_menu (Tab *tab)
{
  GtkWidget *button = till_test_find_named (tab->window, GTK_TYPE_MENU_BUTTON, "Main Menu");

  g_assert_nonnull (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));

  return ui_wait_popover (button);
}

/* As somebody does before closing the window: a tooltip that waits under an open menu outlives it.
 */
static void
close_menu (GtkWidget *menu)
{
  gtk_popover_popdown (GTK_POPOVER (menu));
  till_test_wait_until (!gtk_widget_get_mapped (menu));
}

static gboolean
has_item (GtkWidget *menu, const char *label)
{
  GtkWidget *item = till_test_find_named (menu, g_type_from_name ("GtkModelButton"), label);

  return item != NULL && gtk_widget_get_mapped (item);
}

static void
test_demo (void)
{
  Tab              tab = { .desk = desk_new_for_cash () };
  g_autofree char *opened = install_opener (tab.desk);
  g_autofree char *outbox = NULL;
  g_autofree char *uri = NULL;
  GtkWidget       *menu;

  tab.desk->practice->phones = g_strdup ("http://127.0.0.1:9/phone");
  outbox = g_strconcat (tab.desk->path, ".outbox", NULL);
  uri = g_filename_to_uri (outbox, NULL, NULL);
  open_window (&tab);
  assert_opens (&tab, "practice.open-phones", opened, "http://127.0.0.1:9/phone");
  assert_opens (&tab, "practice.open-outbox", opened, outbox);
  menu = open_main_menu (&tab);
  g_assert_true (has_item (menu, "Open the Patients’ Phones"));
  g_assert_true (has_item (menu, "Open the Outbox Folder"));
  ui_pictures (menu, "demo-menu");
  close_menu (menu);
  close_window (&tab);
}

/* A practice of its own has no such thing in its menu. */
static void
test_no_demo (void)
{
  Tab        tab = { .desk = desk_new_for_cash () };
  GtkWidget *menu;

  open_window (&tab);
  g_assert_false (gtk_widget_activate_action (tab.window, "practice.open-phones", NULL));
  menu = open_main_menu (&tab);
  g_assert_true (has_item (menu, "Settings"));
  g_assert_false (has_item (menu, "Open the Patients’ Phones"));
  g_assert_false (has_item (menu, "Open the Outbox Folder"));
  ui_pictures (menu, "no-demo-menu");
  close_menu (menu);
  close_window (&tab);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/messages/read", test_read);
  g_test_add_func ("/messages/from-request", test_from_request);
  g_test_add_func ("/messages/demo", test_demo);
  g_test_add_func ("/messages/no-demo", test_no_demo);

  return g_test_run ();
}
