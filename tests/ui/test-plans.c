/* test-plans.c: the Payment Plans tab, as a person reads and narrows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "flow/till-export.h"
#include "till-plans-tab.h"
#include "ui/plans/till-plan-progress.h"
#include "ui/plans/till-plans-page.h"
#include "ui/widgets/till-columns-menu.h"
#include "ui/widgets/till-filter-bar.h"
#include "ui/widgets/till-filter-library.h"

/* ── What is shown ───────────────────────────────────────────────────────────────────────────── */

/* The bar is read aloud as a sentence; below are the sums of what is not over. */
static void
test_shown (void)
{
  static const char *const words[] = { "Abernathy, June",
                                       "Implant, upper left",
                                       "6 × $100.00, monthly",
                                       "$30.00 down, 3 × $50.00, monthly",
                                       "2 of 6 · $200.00 of $600.00",
                                       " · $300.00",
                                       "Active",
                                       "Pending",
                                       "Failed",
                                       "Paused",
                                       "Authorized",
                                       "6 plans",
                                       "Status: Pending, Authorized, Active, Failed, Paused" };
  PlansTab                 tab = { 0 };
  GtkWidget               *bar;

  plans_open (&tab, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    till_test_wait_for_text (tab.page, words[i]);
  g_assert_false (till_test_shows_text (tab.page, "Haddad, Layla"));
  bar = till_test_find_named (tab.page, TILL_TYPE_PLAN_PROGRESS,
                              "2 of 6 installments paid, $200.00 of $600.00");
  g_assert_nonnull (bar);
  gtk_test_accessible_assert_role (bar, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (bar, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "2 of 6 installments paid, $200.00 of $600.00");
  g_assert_true (till_test_shows_text (tab.page, "Total $16,825.67"));
  ui_settle (tab.window);
  ui_pictures (tab.window, "plans");

  /* All of them, by taking the filter away. */
  ui_press (till_test_find (tab.page, TILL_TYPE_FILTER_BAR), "Clear All");
  plans_wait_rows (&tab, N_PLANS);
  till_test_wait_for_text (tab.page, "Completed");
  till_test_wait_for_text (tab.page, "Cancelled");
  ui_pictures (tab.window, "plans-all");
  plans_close (&tab);
}

/* The list tells whether there is no plan at all, or none that is open. */
static void
test_empty (void)
{
  PlansTab tab = { 0 };

  plans_open (&tab, FALSE);
  till_test_wait_for_text (tab.page, "No Payment Plans Yet");
  ui_pictures (tab.window, "plans-none");
  plans_add (&tab, 6);
  till_test_wait_for_text (tab.page, "No Open Payment Plans");
  ui_pictures (tab.window, "plans-none-open");
  ui_press (till_test_find (tab.page, TILL_TYPE_FILTER_BAR), "Clear All");
  plans_wait_rows (&tab, 1);
  till_test_wait_for_text (tab.page, "Haddad, Layla");
  plans_close (&tab);
}

/* ── Narrowed ────────────────────────────────────────────────────────────────────────────────── */

static void
test_searched (void)
{
  PlansTab tab = { 0 };

  plans_open (&tab, TRUE);
  ui_keys ("ctrl+f");
  ui_type ("castillo");
  plans_wait_rows (&tab, 1);
  till_test_wait_for_text (tab.page, "Castillo, María José");
  ui_keys ("Escape");
  plans_wait_rows (&tab, N_PLANS_NOT_OVER);
  plans_close (&tab);
}

static void
apply_library (PlansTab *tab, const char *name)
{
  GtkWidget *library = till_test_find (tab->page, TILL_TYPE_FILTER_LIBRARY);
  GtkWidget *button = till_test_find (library, GTK_TYPE_MENU_BUTTON);
  GtkWidget *popover;

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  popover = ui_wait_popover (button);
  till_test_wait_for_text (popover, name);
  ui_press_row (popover, name);
}

/* Those that come with the program, and the header's own filters. */
static void
test_filtered (void)
{
  PlansTab   tab = { 0 };
  GtkWidget *popover;

  plans_open (&tab, TRUE);
  apply_library (&tab, "Missed a payment");
  plans_wait_rows (&tab, 1);
  till_test_wait_for_text (tab.page, "Evans, Rhys");
  apply_library (&tab, "Next 7 days");
  plans_wait_rows (&tab, 1);
  till_test_wait_for_text (tab.page, "Goldberg, Miriam");
  till_test_wait_for_text (tab.page, "Next Payment: next 7 days");
  g_assert_true (ui_is_green (tab.page, "Next Payment"));
  apply_library (&tab, "Not over");
  plans_wait_rows (&tab, N_PLANS_NOT_OVER);

  popover = ui_open_filter (tab.page, "Paid");
  ui_write (ui_field (popover, "From"), "1000");
  ui_press (popover, "Apply");
  plans_wait_rows (&tab, 1);
  g_assert_true (ui_is_green (tab.page, "Paid"));
  till_test_wait_for_text (tab.page, "Donaudampf");
  plans_close (&tab);
}

/* The days are those on which it was made, or of the next payment; a filter says which. */
static void
test_days (void)
{
  PlansTab               tab = { 0 };
  g_autoptr (TillFilter) filter = NULL;

  plans_open (&tab, TRUE);
  filter = till_filter_copy (till_table_get_filter (tab.table));
  till_filter_set (filter, "made", TILL_OP_PRESET, (const char *const[]){ "yesterday", NULL });
  till_table_set_filter (tab.table, filter);
  plans_wait_rows (&tab, 0);
  till_test_wait_for_text (tab.page, "No Payment Plans in These Days");
  ui_press (tab.page, "By Next Payment");
  g_assert_null (till_filter_find (till_table_get_filter (tab.table), "made"));
  g_assert_nonnull (till_filter_find (till_table_get_filter (tab.table), "next"));
  apply_library (&tab, "Next 7 days");
  plans_wait_rows (&tab, 1);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (
    till_test_find_named (tab.page, GTK_TYPE_TOGGLE_BUTTON, "By Next Payment"))));
  plans_close (&tab);
}

/* ── Columns ─────────────────────────────────────────────────────────────────────────────────── */

static GtkColumnViewColumn *
find_column (PlansTab *tab, const char *title)
{
  TillTableView *list = TILL_TABLE_VIEW (till_test_find (tab->page, TILL_TYPE_TABLE_VIEW));
  GListModel    *columns = gtk_column_view_get_columns (till_table_view_get_view (list));

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_strcmp0 (gtk_column_view_column_get_title (column), title) == 0)
        return column;
    }

  g_error ("there is no column %s", title);
}

/* What is not shown at first is chosen in the menu, and goes with the reset. */
static void
test_columns (void)
{
  PlansTab   tab = { 0 };
  GtkWidget *button;
  GtkWidget *popover;

  plans_open (&tab, TRUE);
  g_assert_false (gtk_column_view_column_get_visible (find_column (&tab, "Card")));
  g_assert_false (till_test_shows_text (tab.page, "Visa ••4242"));
  /* The header's end must be in sight. */
  gtk_column_view_column_set_fixed_width (find_column (&tab, "Plan"), 60);
  gtk_column_view_column_set_fixed_width (find_column (&tab, "For"), 60);
  button = till_test_find (till_test_find (tab.page, TILL_TYPE_COLUMNS_MENU), GTK_TYPE_MENU_BUTTON);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  popover = ui_wait_popover (button);
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (till_test_find_named (popover, GTK_TYPE_CHECK_BUTTON, "Card")), TRUE);
  till_test_wait_for_text (tab.page, "Visa ••4242");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  till_test_wait_until (!gtk_widget_get_mapped (popover));
  ui_settle (tab.window);
  ui_pictures (tab.window, "plans-columns");
  popover = ui_open_filter (tab.page, "Card");
  ui_press (popover, "Is Empty");
  plans_wait_rows (&tab, 1);
  till_test_wait_for_text (tab.page, "No card yet");

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  popover = ui_wait_popover (button);
  ui_press (popover, "Reset Columns");
  till_test_wait_until (!gtk_column_view_column_get_visible (find_column (&tab, "Card")));
  g_assert_false (ui_can_press (popover, "Reset Columns"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  ui_settle (tab.window);
  plans_close (&tab);
}

/* ── Rows ────────────────────────────────────────────────────────────────────────────────────── */

static void
opened_cb (GSimpleAction *action, GVariant *parameter, gint64 *opened)
{
  *opened = g_variant_get_int64 (parameter);
}

static void
add_action (GActionMap *group, const char *name, gint64 *opened)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, G_VARIANT_TYPE_INT64);

  g_signal_connect (action, "activate", G_CALLBACK (opened_cb), opened);
  g_action_map_add_action (group, G_ACTION (action));
}

static void
choose (PlansTab *tab, const char *item)
{
  GtkWidget *found;

  ui_keys ("Menu");
  till_test_wait_until (
    (found = till_test_find_named (tab->page, g_type_from_name ("GtkModelButton"), item)) != NULL &&
    gtk_widget_get_mapped (found));
  g_assert_true (gtk_widget_activate (found));
  till_test_wait_until (!gtk_widget_get_mapped (found));
}

static GtkWidget *
find_item (PlansTab *tab, const char *label)
{
  GtkWidget *found = till_test_find_named (tab->page, g_type_from_name ("GtkModelButton"), label);

  return found != NULL && gtk_widget_get_mapped (found) ? found : NULL;
}

/* The button of a row has what its plan’s state lets one do. */
static void
test_actions (void)
{
  PlansTab tab = { 0 };

  plans_open (&tab, TRUE);
  apply_library (&tab, "Waiting to be authorized");
  plans_wait_rows (&tab, 1);
  ui_press (tab.page, "Actions");
  till_test_wait_until (find_item (&tab, "Authorize…") != NULL);
  g_assert_nonnull (find_item (&tab, "Open Plan"));
  g_assert_nonnull (find_item (&tab, "Cancel Plan…"));
  g_assert_null (find_item (&tab, "Pay Now…"));
  ui_keys ("Escape");
  till_test_wait_until (find_item (&tab, "Authorize…") == NULL);

  apply_library (&tab, "Missed a payment");
  plans_wait_rows (&tab, 1);
  ui_press (tab.page, "Actions");
  till_test_wait_until (find_item (&tab, "Pay Now…") != NULL);
  g_assert_nonnull (find_item (&tab, "Pause…"));
  g_assert_null (find_item (&tab, "Resume…"));
  g_assert_null (find_item (&tab, "Authorize…"));
  ui_keys ("Escape");
  till_test_wait_until (find_item (&tab, "Pay Now…") == NULL);
  plans_close (&tab);
}

/* Who opens a plan or its patient is the window’s matter. */
static void
test_opened (void)
{
  PlansTab                       tab = { 0 };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  gint64                         plan = 0;
  gint64                         patient = 0;
  gint64                         id;

  plans_begin (&tab, TRUE);
  add_action (G_ACTION_MAP (group), "show-plan", &plan);
  add_action (G_ACTION_MAP (group), "show-patient", &patient);
  tab.page = till_plans_page_new (tab.desk->practice);
  gtk_widget_insert_action_group (tab.page, "win", G_ACTION_GROUP (group));
  tab.window = ui_window_around (tab.page, 1200, 600);
  plans_wait_rows (&tab, N_PLANS_NOT_OVER);
  till_plans_page_focus (TILL_PLANS_PAGE (tab.page));
  ui_settle (tab.window);
  id = till_table_get_id (tab.table, 0);

  ui_keys ("Return");
  till_test_wait_until (plan == id);
  plan = 0;
  choose (&tab, "Open Plan");
  till_test_wait_until (plan == id);
  choose (&tab, "Open Patient");
  till_test_wait_until (patient != 0);
  g_assert_cmpint (
    patient, ==,
    desk_count (tab.desk, "SELECT guarantor_id FROM plans WHERE what_for = 'Root canal'"));
  plans_close (&tab);
}

/* ── What leaves the program ─────────────────────────────────────────────────────────────────── */

static char *
export_to (PlansTab *tab, TillExportForm form, const char *name)
{
  g_autofree char   *folder = till_test_temp_dir ();
  g_autofree char   *path = g_build_filename (folder, name, NULL);
  TillExportOrder    order = { .list = "plans",
                               .filter = till_table_get_beginning (tab->table),
                               .form = form };
  g_autoptr (GError) error = NULL;
  g_autoptr (TillExport) export = till_export_new (tab->desk->practice, &order, &error);
  char *text = NULL;

  g_assert_no_error (error);
  g_assert_true (till_export_save (export, path, &error));
  g_assert_cmpuint (till_export_get_n_rows (export), ==, N_PLANS_NOT_OVER);
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));

  return text;
}

/* A file has the values, a column each; paper has the words of the screen. */
static void
test_exported (void)
{
  PlansTab         tab = { 0 };
  g_autofree char *csv = NULL;
  g_autofree char *pdf = NULL;

  plans_open (&tab, TRUE);
  csv = export_to (&tab, TILL_EXPORT_CSV, "plans.csv");
  pdf = export_to (&tab, TILL_EXPORT_PDF, "plans.pdf");
  g_assert_nonnull (strstr (csv, "Patient,For,Plan,Next Payment,Paid,Status,Next Amount,Total,"));
  g_assert_nonnull (strstr (csv, ",200.00,Active,100.00,600.00,400.00,2 of 6,6,100.00,0.00,"));
  g_assert_null (strstr (csv, "Haddad"));
  g_assert_true (g_str_has_prefix (pdf, "%PDF"));
  plans_close (&tab);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);

  g_test_add_func ("/ui/plans/shown", test_shown);
  g_test_add_func ("/ui/plans/empty", test_empty);
  g_test_add_func ("/ui/plans/searched", test_searched);
  g_test_add_func ("/ui/plans/filtered", test_filtered);
  g_test_add_func ("/ui/plans/days", test_days);
  g_test_add_func ("/ui/plans/columns", test_columns);
  g_test_add_func ("/ui/plans/opened", test_opened);
  g_test_add_func ("/ui/plans/actions", test_actions);

  g_test_add_func ("/ui/plans/exported", test_exported);

  return g_test_run ();
}
