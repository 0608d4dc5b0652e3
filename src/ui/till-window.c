/* till-window.c: the window: sidebar, pages, and the button that collects
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/till-window.h"

#include <glib/gi18n-lib.h>

#include "ui/collect/till-collect-routes.h"
#include "ui/patients/till-patients-place.h"
#include "ui/plans/till-plan-page.h"
#include "ui/reports/till-report-page.h"
#include "ui/till-payments-pages.h"
#include "ui/till-practice-actions.h"
#include "ui/till-sync-button.h"
#include "ui/till-window-bars.h"

struct _TillWindow
{
  AdwApplicationWindow parent_instance;

  /* Owned */
  TillPractice *practice;

  /* Template children */
  AdwToastOverlay *toasts;
  AdwFlap         *flap;
  GtkLabel        *practice_name;
  GtkLabel        *practice_kind;
  GtkListBox      *places;
  GtkListBoxRow   *payments_row;
  GtkListBoxRow   *patients_row;
  GtkListBoxRow   *reports_row;
  GtkListBoxRow   *settings_row;
  AdwViewSwitcher *switcher;
  GtkStack        *pages; /* of the places */
  AdwViewStack    *stack;
  AdwViewStack    *reports;
  GtkPopover      *collect_popover;
  GtkBox          *routes;
  TillSyncButton  *sync_button;
  TillWindowBars  *bars;

  /* Other children */
  TillPaymentsPages *payments; /* of the stack, which owns it */
  TillPatientsPlace *patients;
  TillPlanPage      *plan;      /* NULL: none is shown */
  GtkWidget         *plan_from; /* the place that its page was opened from */
};

G_DEFINE_FINAL_TYPE (TillWindow, till_window, ADW_TYPE_APPLICATION_WINDOW)

/* ── The title ── */

static void
update_title (TillWindow *self)
{
  const char      *name = till_practice_get_name (self->practice);
  g_autofree char *title = g_strdup_printf ("%s – Till", name);

  gtk_label_set_text (self->practice_name, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->practice_name), name);
  gtk_label_set_text (self->practice_kind, _ ("Demo practice"));
  gtk_widget_set_visible (GTK_WIDGET (self->practice_kind), till_practice_is_demo (self->practice));
  gtk_window_set_title (GTK_WINDOW (self), title);
}

/* ── Collect ── */

static void
update_routes (TillWindow *self)
{
  till_collect_routes_fill (self->routes, self->practice);
}

/* ── Places ── */

/* Another place is shown: it is not come back to. */
static void
drop_plan (TillWindow *self)
{
  if (self->plan != NULL)
    gtk_stack_remove (self->pages, GTK_WIDGET (self->plan));
  self->plan = NULL;
}

/* The switcher at the top is of the place's own pages, when it has any. */
static void
show_place (TillWindow *self, GtkListBoxRow *row, GtkWidget *place)
{
  gtk_list_box_select_row (self->places, row);
  gtk_stack_set_visible_child (self->pages, place);
  adw_view_switcher_set_stack (self->switcher,
                               ADW_IS_VIEW_STACK (place) ? ADW_VIEW_STACK (place) : NULL);
  if (place != GTK_WIDGET (self->plan))
    drop_plan (self);
}

static void
show_payments (TillWindow *self)
{
  show_place (self, self->payments_row, GTK_WIDGET (self->stack));
}

/* Asked for once more there, it is the list. */
static void
go_to_patients (TillWindow *self)
{
  gboolean there = gtk_stack_get_visible_child (self->pages) == GTK_WIDGET (self->patients);

  show_place (self, self->patients_row, GTK_WIDGET (self->patients));
  if (there)
    till_patients_place_show_list (self->patients);
  else
    till_patients_place_focus (self->patients);
}

static void
show_patients (GtkWidget *widget, const char *action, GVariant *parameter)
{
  go_to_patients (TILL_WINDOW (widget));
}

static void
show_patient (GtkWidget *widget, const char *action, GVariant *parameter)
{
  TillWindow *self = TILL_WINDOW (widget);

  show_place (self, self->patients_row, GTK_WIDGET (self->patients));
  till_patients_place_show (self->patients, g_variant_get_int64 (parameter));
}

/* To where it was opened from. */
static void
leave_plan (TillWindow *self)
{
  if (self->plan_from == GTK_WIDGET (self->patients))
    {
      show_place (self, self->patients_row, self->plan_from);
      till_patients_place_focus (self->patients);
    }
  else
    {
      show_payments (self);
      gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
    }
}

/* Of another plan than is shown: what is come back to stays the same. */
static void
show_plan (GtkWidget *widget, const char *action, GVariant *parameter)
{
  TillWindow   *self = TILL_WINDOW (widget);
  TillPlanPage *before = self->plan;
  gint64        id = g_variant_get_int64 (parameter);

  if (before == NULL)
    self->plan_from = gtk_stack_get_visible_child (self->pages);
  if (before == NULL || till_plan_page_get_id (before) != id)
    {
      self->plan = TILL_PLAN_PAGE (till_plan_page_new (self->practice, id));
      g_signal_connect_swapped (self->plan, "back", G_CALLBACK (leave_plan), self);
      gtk_stack_add_child (self->pages, GTK_WIDGET (self->plan));
      show_place (self, gtk_list_box_get_selected_row (self->places), GTK_WIDGET (self->plan));
      if (before != NULL)
        gtk_stack_remove (self->pages, GTK_WIDGET (before));
    }
  till_plan_page_focus (self->plan);
}

static void
show_messages (GtkWidget *widget, const char *action, GVariant *parameter)
{
  TillWindow *self = TILL_WINDOW (widget);

  show_place (self, self->patients_row, GTK_WIDGET (self->patients));
  till_patients_place_show_messages (self->patients, g_variant_get_int64 (parameter));
}

static void
show_reports (GtkWidget *widget, const char *action, GVariant *parameter)
{
  TillWindow *self = TILL_WINDOW (widget);

  show_place (self, self->reports_row, GTK_WIDGET (self->reports));
  till_report_page_focus (TILL_REPORT_PAGE (adw_view_stack_get_visible_child (self->reports)));
}

/* Narrower than this, the table needs the room of the places. */
#define WIDE 1100

/* What the names of all tabs take beside each other, with the places and the buttons; in less they
 * would keep the window from getting smaller. */
#define WIDE_FOR_NAMES 1330

static void
fold_cb (GdkSurface *surface, GParamSpec *spec, gpointer user_data)
{
  TillWindow *self = user_data;
  int         width = gdk_surface_get_width (surface);

  adw_flap_set_fold_policy (self->flap, width >= WIDE ? ADW_FLAP_FOLD_POLICY_NEVER
                                                      : ADW_FLAP_FOLD_POLICY_ALWAYS);
  adw_view_switcher_set_policy (self->switcher, width >= WIDE_FOR_NAMES
                                                  ? ADW_VIEW_SWITCHER_POLICY_WIDE
                                                  : ADW_VIEW_SWITCHER_POLICY_NARROW);
}

static void
realize_cb (TillWindow *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self));

  g_signal_connect_object (surface, "notify::width", G_CALLBACK (fold_cb), self, 0);
  fold_cb (surface, NULL, self);
}

static void
show_places (GtkWidget *widget, const char *action, GVariant *parameter)
{
  TillWindow *self = TILL_WINDOW (widget);

  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
  if (adw_flap_get_reveal_flap (self->flap))
    gtk_widget_child_focus (GTK_WIDGET (self->places), GTK_DIR_TAB_FORWARD);
}

static void
place_cb (GtkListBox *places, GtkListBoxRow *row, TillWindow *self)
{
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  if (row == self->settings_row)
    gtk_widget_activate_action (GTK_WIDGET (self), "practice.settings", NULL);
  else if (row == self->patients_row)
    go_to_patients (self);
  else if (row == self->reports_row)
    show_place (self, row, GTK_WIDGET (self->reports));
  else
    show_payments (self);
}

static void
show_tab (GtkWidget *widget, const char *action, GVariant *parameter)
{
  TillWindow *self = TILL_WINDOW (widget);

  if (till_payments_pages_show (self->payments, g_variant_get_string (parameter, NULL)))
    show_payments (self);
}

static void
show_transaction (GtkWidget *widget, const char *action, GVariant *parameter)
{
  TillWindow *self = TILL_WINDOW (widget);

  show_payments (self);
  till_payments_pages_show_transaction (self->payments, g_variant_get_int64 (parameter));
}

static void
show_deposit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  TillWindow *self = TILL_WINDOW (widget);

  show_payments (self);
  till_payments_pages_show_deposit (self->payments, g_variant_get_int64 (parameter));
}

static void
show_bank_line (GtkWidget *widget, const char *action, GVariant *parameter)
{
  TillWindow *self = TILL_WINDOW (widget);

  show_payments (self);
  till_payments_pages_show_bank_line (self->payments, g_variant_get_int64 (parameter));
}

static void
add_help (TillWindow *self)
{
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource ("/org/practicetill/Till/ui/till-shortcuts.ui");

  gtk_application_window_set_help_overlay (
    GTK_APPLICATION_WINDOW (self), GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help")));
}

/* The tab of that table, narrowed to these rows. */
static void
show_list (GtkWidget *widget, const char *action, GVariant *parameter)
{
  TillWindow            *self = TILL_WINDOW (widget);
  g_autoptr (TillFilter) filter = NULL;
  g_autoptr (GVariant)   tab = NULL;
  TillTable             *table;
  const char            *name;
  const char            *json;

  g_variant_get (parameter, "(&s&s)", &name, &json);
  table = till_payments_pages_find_table (self->payments, name);
  filter = till_filter_from_json (json, NULL);
  g_return_if_fail (table != NULL && filter != NULL);

  till_table_set_filter (table, filter);
  tab = g_variant_ref_sink (g_variant_new_string (name));
  show_tab (widget, "win.show-tab", tab);
}

static void
till_window_dispose (GObject *object)
{
  TillWindow *self = TILL_WINDOW (object);

  if (self->practice != NULL)
    g_signal_handlers_disconnect_by_data (self->practice, self);
  /* GTK 4.8 loses what keeps a window's groups, and the practice would stay with it. */
  gtk_widget_insert_action_group (GTK_WIDGET (self), "practice", NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_WINDOW);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show-tab", "s", show_tab);
  gtk_widget_class_install_action (widget_class, "win.show-list", "(ss)", show_list);
  gtk_widget_class_install_action (widget_class, "win.show-patients", NULL, show_patients);
  gtk_widget_class_install_action (widget_class, "win.show-patient", "x", show_patient);
  gtk_widget_class_install_action (widget_class, "win.show-plan", "x", show_plan);
  gtk_widget_class_install_action (widget_class, "win.show-messages", "x", show_messages);
  gtk_widget_class_install_action (widget_class, "win.show-reports", NULL, show_reports);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, GDK_CONTROL_MASK,
                                       "win.show-patients", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK,
                                       "win.show-reports", NULL);
  gtk_widget_class_install_action (widget_class, "win.show-places", NULL, show_places);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, 0, "win.show-places", NULL);
  gtk_widget_class_install_action (widget_class, "win.show-transaction", "x", show_transaction);
  gtk_widget_class_install_action (widget_class, "win.show-deposit", "x", show_deposit);
  gtk_widget_class_install_action (widget_class, "win.show-bank-line", "x", show_bank_line);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, GDK_CONTROL_MASK, "win.show-tab",
                                       "s", "transactions");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_2, GDK_CONTROL_MASK, "win.show-tab",
                                       "s", "deposits");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_3, GDK_CONTROL_MASK, "win.show-tab",
                                       "s", "requests");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_4, GDK_CONTROL_MASK, "win.show-tab",
                                       "s", "receivables");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_5, GDK_CONTROL_MASK, "win.show-tab",
                                       "s", "plans");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK,
                                       "practice.collect", "s", "");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "practice.refresh", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_comma, GDK_CONTROL_MASK,
                                       "practice.settings", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F1, 0, "win.show-help-overlay", NULL);
}

static void
till_window_class_init (TillWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TILL_TYPE_SYNC_BUTTON);
  g_type_ensure (TILL_TYPE_WINDOW_BARS);
  G_OBJECT_CLASS (klass)->dispose = till_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/practicetill/Till/ui/till-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TillWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, TillWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, TillWindow, practice_kind);
  gtk_widget_class_bind_template_child (widget_class, TillWindow, practice_name);
  gtk_widget_class_bind_template_child (widget_class, TillWindow, places);
  gtk_widget_class_bind_template_child (widget_class, TillWindow, payments_row);
  gtk_widget_class_bind_template_child (widget_class, TillWindow, patients_row);
  gtk_widget_class_bind_template_child (widget_class, TillWindow, reports_row);
  gtk_widget_class_bind_template_child (widget_class, TillWindow, settings_row);
  gtk_widget_class_bind_template_child (widget_class, TillWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, TillWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, TillWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, TillWindow, reports);
  gtk_widget_class_bind_template_child (widget_class, TillWindow, collect_popover);
  gtk_widget_class_bind_template_child (widget_class, TillWindow, routes);
  gtk_widget_class_bind_template_child (widget_class, TillWindow, sync_button);
  gtk_widget_class_bind_template_child (widget_class, TillWindow, bars);
  gtk_widget_class_bind_template_callback (widget_class, place_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_routes);
  install_actions (widget_class);
}

/* The split button has a tooltip for its arrow, but no name that a screen reader would say. */
static void
name_routes_button (TillWindow *self)
{
  GtkWidget *arrow =
    gtk_widget_get_ancestor (GTK_WIDGET (self->collect_popover), GTK_TYPE_MENU_BUTTON);

  if (arrow != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ ("Choose how it is paid"), -1);
}

static void
till_window_init (TillWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "realize", G_CALLBACK (realize_cb), NULL);
  name_routes_button (self);
}

static void
add_report (TillWindow *self, TillReportKind kind, const char *icon)
{
  AdwViewStackPage *page = adw_view_stack_add_titled (
    self->reports, till_report_page_new (self->practice, kind),
    till_enum_to_text (TILL_TYPE_REPORT_KIND, (int) kind), till_report_kind_to_words (kind));

  adw_view_stack_page_set_icon_name (page, icon);
}

GtkWidget *
till_window_new (GtkApplication *application, TillPractice *practice)
{
  TillWindow   *self = g_object_new (TILL_TYPE_WINDOW, "application", application, NULL);
  GActionGroup *actions = till_practice_actions_new (practice, GTK_WINDOW (self), self->toasts);

  self->practice = g_object_ref (practice);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "practice", actions);
  g_object_unref (actions);
  self->payments = till_payments_pages_new (self->stack, practice);
  self->patients = TILL_PATIENTS_PLACE (till_patients_place_new (practice));
  gtk_stack_add_child (self->pages, GTK_WIDGET (self->patients));
  add_report (self, TILL_REPORT_DAY_SHEET, "view-list-symbolic");
  add_report (self, TILL_REPORT_MONTH, "x-office-calendar-symbolic");
  add_report (self, TILL_REPORT_RECONCILE, "object-flip-horizontal-symbolic");
  gtk_list_box_select_row (self->places, self->payments_row);
  add_help (self);
  till_sync_button_set_practice (self->sync_button, practice);
  till_window_bars_set_practice (self->bars, practice);

  g_signal_connect_swapped (practice, "notify::name", G_CALLBACK (update_title), self);
  update_title (self);
  till_payments_pages_show (self->payments, "transactions");

  return GTK_WIDGET (self);
}
