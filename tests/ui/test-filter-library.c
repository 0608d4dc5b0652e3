/* test-filter-library.c: saved filters of columns that are lost; many, and long names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-filters.h"
#include "till-tab.h"

#define LONG_NAME "Behandlungskostenrückerstattungsbescheinigungen & Mahnläufe"

static void
import (Tab *self, const char *text)
{
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_import_filters_async (self->desk->practice, text, NULL, till_test_keep_result,
                                      &result);
  kept = till_test_wait_result (&result);
  till_practice_import_filters_finish (self->desk->practice, kept, NULL, &error);
  g_assert_no_error (error);
}

#define FILE_OF(filters)                                                                           \
  "{\"format\":\"till-filters\",\"version\":1,\"table\":\"transactions\",\"filters\":[" filters "]}"

static void
test_lost_column (void)
{
  Tab        tab;
  GtkWidget *popover;

  tab_open (&tab);
  import (&tab, FILE_OF ("{\"name\":\"Old one\",\"filter\":{\"conditions\":[{\"column\":\"branch\","
                         "\"op\":\"is\",\"values\":[\"north\"]}]}}"));
  till_test_wait_until (tab_find_row (&tab, "Old one") != NULL || tab_open_library (&tab) != NULL);
  popover = tab_open_library (&tab);
  till_test_wait_for_text (popover, "There is no column “branch” any more");
  ui_pictures (popover, "library-lost-column");
  ui_press_row (popover, "Old one");

  /* Said, and to be removed. */
  till_test_wait_for_text (tab.bar, "branch: no such column");
  till_test_wait_for_text (tab.window, "can’t be filtered by “branch”");
  ui_settle (tab.window);
  till_test_screenshot (tab.window, "filters-lost-column");
  ui_press (tab.bar, "Remove filter branch: no such column");
  tab_wait_rows (&tab, 3);
  tab_close (&tab);
}

static void
test_many_and_long (void)
{
  g_autoptr (GString) all = g_string_new (NULL);
  Tab                 tab;
  GtkWidget          *popover;
  GtkWidget          *dialog;

  tab_open (&tab);
  for (guint i = 0; i < 40; i++)
    g_string_append_printf (
      all,
      "%s{\"name\":\"%s\",\"shared\":%s,\"filter\":{\"conditions\":[{\"column\":\"patient\","
      "\"op\":\"contains\",\"values\":[\"Wolfeschlegelsteinhausenbergerdorff\",\"%u\"]}]}}",
      i > 0 ? "," : "", LONG_NAME, i % 2 == 0 ? "true" : "false", i);
  g_string_prepend (all, "{\"format\":\"till-filters\",\"version\":1,\"table\":\"transactions\","
                         "\"filters\":[");
  g_string_append (all, "]}");
  import (&tab, all->str);
  popover = tab_open_library (&tab);
  till_test_wait_until (tab_find_row (&tab, LONG_NAME) != NULL);
  till_test_wait_frames (popover, 2);
  ui_pictures (popover, "library-many");
  g_assert_cmpint (gtk_widget_get_height (popover), <, 620);
  g_assert_cmpint (gtk_widget_get_width (popover), <, 520);
  ui_press_row (popover, LONG_NAME);
  tab_wait_rows (&tab, 0);
  ui_pictures (tab.window, "filters-long");

  /* The words of a long filter too. */
  ui_write (till_test_find (tab.window, GTK_TYPE_SEARCH_ENTRY), LONG_NAME LONG_NAME LONG_NAME);
  till_test_wait_until (tab_can_save (&tab));
  dialog = tab_open_save (&tab);
  ui_write (ui_field (dialog, "Name"), LONG_NAME);
  ui_pictures (dialog, "save-filter-long");
  ui_end (dialog);
  tab_close (&tab);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/filter-library/lost-column", test_lost_column);
  g_test_add_func ("/ui/filter-library/many-and-long", test_many_and_long);

  return g_test_run ();
}
