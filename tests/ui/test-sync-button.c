/* test-sync-button.c: what the window's header says of reading, and what a press does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-test-ui.h"

#include "../flow/till-desk-reports.h"
#include "../flow/till-desk-sync.h"
#include "flow/till-practice-private.h"
#include "ui/till-sync-button.h"
#include "ui/till-window.h"

#define MONDAY "2027-05-03T15:00:00Z"
#define REPORTS "/data/api/v1/standard/merchantClosedBatches"

typedef struct
{
  Desk      *desk;
  GtkWidget *window;
  GtkWidget *part;
  int        width;
} Header;

static void
wait_quiet (Desk *desk)
{
  till_test_wait_until (!desk->practice->syncing && !desk->practice->reading_deposits);
}

static void
header_open (Header *self)
{
  self->window = till_window_new (ui_application (), self->desk->practice);
  till_test_present (self->window);
  self->part = till_test_find (self->window, TILL_TYPE_SYNC_BUTTON);
}

static void
header_close (Header *self)
{
  ui_end (self->window);
  desk_free (self->desk);
}

/* The tooltip; and the same is told to a screen reader. */
static const char *
get_sentence (Header *self)
{
  GtkWidget  *button = till_test_find (self->part, GTK_TYPE_BUTTON);
  const char *sentence = gtk_widget_get_tooltip_text (button);

  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, sentence);
  return sentence;
}

static gboolean
says (Header *self, const char *part)
{
  return strstr (get_sentence (self), part) != NULL;
}

static void
press_refresh (Header *self)
{
  gtk_widget_activate_action (self->window, "practice.refresh", NULL);
}

static void
note_cb (TillPractice *practice, GParamSpec *spec, Header *self)
{
  if (says (self, "Reading deposits: day 3 of 19"))
    {
      g_assert_true (till_test_shows_text (self->part, "Deposits, day 3 of 19…"));
      g_assert_cmpint (gtk_widget_get_width (self->part), ==, self->width);
      g_object_set_data (G_OBJECT (self->window), "told", self);
    }
}

/* While it reads it says so, then when it has; the next day it says which day that was. */
static void
test_read (void)
{
  Header header = { .desk = desk_new_with_reports (MONDAY) };

  wait_quiet (header.desk);
  header_open (&header);
  ui_settle (header.window);
  header.width = gtk_widget_get_width (header.part);
  g_signal_connect_after (header.desk->practice, "notify::reading", G_CALLBACK (note_cb), &header);
  press_refresh (&header);
  till_test_wait_for_text (header.window, "Up to date with the processor");
  g_assert_nonnull (g_object_get_data (G_OBJECT (header.window), "told"));
  g_assert_true (till_test_shows_text (header.part, "Read 11:00 AM"));
  g_assert_true (says (&header, "Payments were last read: May 3, 2027"));
  g_assert_true (says (&header, "Deposits were last read: May 3, 2027"));
  ui_pictures (header.window, "sync-read");
  g_signal_handlers_disconnect_by_func (header.desk->practice, note_cb, &header);

  /* No processor answers at the next start, and what is known is of the day before. */
  ui_end (header.window);
  desk_close (header.desk);
  desk_pass (header.desk, 24 * TILL_HOUR);
  header.desk->practice = till_practice_open (header.desk->path, header.desk->clock, NULL, NULL);
  till_keyring_keep (till_practice_get_keyring (header.desk->practice), TILL_KEY_PROCESSOR,
                     "sandbox");
  header_open (&header);
  till_practice_look_up_keys (header.desk->practice, till_practice_resume_watches);
  till_test_wait_for_text (header.part, "Read May 3, 2027");
  header_close (&header);
}

/* A list of many pages: which one is read stands in the header, at any width of the window. */
static void
page_cb (TillPractice *practice, GParamSpec *spec, Header *self)
{
  if (till_test_shows_text (self->part, "Payments, page 2 of 3…") &&
      !gtk_widget_in_destruction (self->window))
    {
      g_signal_handlers_disconnect_by_func (practice, page_cb, self);
      g_assert_true (says (self, "Reading payments: page 2 of 3"));
      g_assert_cmpint (gtk_widget_get_width (self->part), ==, self->width);
      g_object_set_data (G_OBJECT (self->window), "told", self);
    }
}

static void
test_pages (void)
{
  Header header = { .desk = desk_new_with_reports (MONDAY) };

  wait_quiet (header.desk);
  desk_put_sales (header.desk, 5000, 250, till_clock_now (header.desk->clock) - TILL_HOUR,
                  TILL_SECOND);
  header_open (&header);
  ui_settle (header.window);
  header.width = gtk_widget_get_width (header.part);
  g_signal_connect_after (header.desk->practice, "notify::reading", G_CALLBACK (page_cb), &header);
  press_refresh (&header);
  till_test_wait_for_text (header.window, "Up to date with the processor");
  g_assert_nonnull (g_object_get_data (G_OBJECT (header.window), "told"));
  wait_quiet (header.desk);
  header_close (&header);
}

/* How it looks while it reads: the answer does not come. */
static void
test_looks (void)
{
  Header header = { .desk = desk_new_with_reports (MONDAY) };

  wait_quiet (header.desk);
  desk_put_sales (header.desk, 5000, 250, till_clock_now (header.desk->clock) - TILL_HOUR,
                  TILL_SECOND);
  set_faults (header.desk->peer, "timeout@GET /rest/v2/transactions=#2");
  header_open (&header);
  press_refresh (&header);
  till_test_wait_for_text (header.part, "Payments, page 2 of 3…");
  ui_settle (header.window);
  ui_pictures (header.window, "sync-reading");
  header_close (&header);
}

/* The reports alone fail: that is said here, and the bar that warns of payments stays away. */
static void
test_reports_fail (void)
{
  Header     header = { .desk = desk_new_with_reports (MONDAY) };
  GtkWidget *dialog;

  wait_quiet (header.desk);
  set_faults (header.desk->peer, "500-after@" REPORTS "=#1-99");
  header_open (&header);
  press_refresh (&header);
  dialog = ui_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  till_test_wait_for_text (dialog, "The Deposits Can’t Be Read");
  till_test_wait_for_text (dialog, "could not be read");
  ui_pictures (dialog, "sync-problem-dialog");
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_true (till_test_shows_text (header.part, "Deposits not read"));
  g_assert_true (says (&header, "The deposits of"));
  g_assert_false (till_test_shows_text (header.window, "can’t be reached"));
  ui_settle (header.window);
  ui_pictures (header.window, "sync-problem");

  set_faults (header.desk->peer, "");
  press_refresh (&header);
  till_test_wait_for_text (header.part, "Read 11:00 AM");
  header_close (&header);
}

/* F5 and a press on it do the same. */
static void
test_press (void)
{
  Header      header = { .desk = desk_new_with_reports (MONDAY) };
  TillInstant before;

  wait_quiet (header.desk);
  header_open (&header);
  before = till_practice_get_deposits_read_at (header.desk->practice);
  desk_pass (header.desk, TILL_MINUTE);
  gtk_widget_activate (till_test_find (header.part, GTK_TYPE_BUTTON));
  till_test_wait_until (till_practice_get_deposits_read_at (header.desk->practice) ==
                        before + TILL_MINUTE);
  wait_quiet (header.desk);
  header_close (&header);
}

/* Without a processor there is nothing to read. */
static void
test_without_processor (void)
{
  Header header = { .desk = desk_new_for_cash () };

  header_open (&header);
  g_assert_false (gtk_widget_get_mapped (till_test_find (header.part, GTK_TYPE_BUTTON)));
  header_close (&header);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/sync-button/read", test_read);
  g_test_add_func ("/ui/sync-button/pages", test_pages);
  g_test_add_func ("/ui/sync-button/looks", test_looks);
  g_test_add_func ("/ui/sync-button/reports-fail", test_reports_fail);
  g_test_add_func ("/ui/sync-button/press", test_press);
  g_test_add_func ("/ui/sync-button/without-processor", test_without_processor);

  return g_test_run ();
}
