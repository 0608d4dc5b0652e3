/* till-report-page.c: one report with its days, its file and its printer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/reports/till-report-page.h"

#include <glib/gi18n-lib.h>

#include "ui/reports/till-report-view.h"
#include "ui/widgets/till-range-button.h"
#include "ui/widgets/till-table-export.h"

struct _TillReportPage
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice *practice;
  GCancellable *reading; /* NULL: nothing is read */

  TillReportKind kind;
  gboolean       is_old; /* what is shown, or nothing is yet */

  /* Template children */
  TillRangeButton *range;
  GtkSpinner      *spinner;
  GtkMenuButton *export;
  GtkStack       *states;
  TillReportView *view;
  AdwStatusPage  *empty;
  AdwStatusPage  *failed;
};

G_DEFINE_FINAL_TYPE (TillReportPage, till_report_page, ADW_TYPE_BIN)

/* ── Reading ── */

static void read_again (TillReportPage *self);

static void
show_report (TillReportPage *self, TillReport *report)
{
  gboolean is_empty = report->sections->len == 0;

  if (is_empty)
    adw_status_page_set_description (self->empty, report->note);
  else
    till_report_view_set_report (self->view, report);
  gtk_stack_set_visible_child_name (self->states, is_empty ? "empty" : "report");
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillReportPage) self = user_data;
  g_autoptr (GError)         error = NULL;
  g_autoptr (TillReport)     report =
    till_practice_make_report_finish (TILL_PRACTICE (source), result, &error);

  /* Another was asked for meanwhile, or the page is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->practice == NULL)
    return;

  g_clear_object (&self->reading);
  gtk_spinner_stop (self->spinner);
  if (report != NULL)
    show_report (self, report);
  else
    {
      adw_status_page_set_description (self->failed, error->message);
      gtk_stack_set_visible_child_name (self->states, "failed");
    }
  if (self->is_old && gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_again (self);
}

static void
read_again (TillReportPage *self)
{
  if (self->reading != NULL)
    {
      g_cancellable_cancel (self->reading);
      g_clear_object (&self->reading);
    }
  self->is_old = FALSE;
  self->reading = g_cancellable_new ();
  gtk_spinner_start (self->spinner);
  till_practice_make_report_async (self->practice, self->kind,
                                   till_range_button_get_range (self->range), self->reading,
                                   made_cb, g_object_ref (self));
}

/* What is being read may be of before; it is let end, or a busy day would never show anything. */
static void
changed_cb (TillReportPage *self)
{
  self->is_old = TRUE;
  if (self->reading == NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_again (self);
}

static gboolean
has_both_ends (TillDayRange range)
{
  return !till_day_is_none (range.first) && !till_day_is_none (range.last);
}

static void
days_changed (TillReportPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.step",
                                 has_both_ends (till_range_button_get_range (self->range)));
  read_again (self);
}

static void
range_cb (TillReportPage *self)
{
  days_changed (self);
}

static void
till_report_page_map (GtkWidget *widget)
{
  TillReportPage *self = TILL_REPORT_PAGE (widget);
  TillDayRange    before = till_range_button_get_range (self->range);
  TillDayRange    now;

  GTK_WIDGET_CLASS (till_report_page_parent_class)->map (widget);

  /* "Today" may have become another day. */
  till_range_button_set_today (self->range, till_practice_get_today (self->practice));
  now = till_range_button_get_range (self->range);
  if (self->is_old || till_day_compare (before.first, now.first) != 0 ||
      till_day_compare (before.last, now.last) != 0)
    days_changed (self);
}

/* ── Stepping ── */

static void
step (GtkWidget *widget, const char *action, GVariant *parameter)
{
  TillReportPage *self = TILL_REPORT_PAGE (widget);
  TillDayRange    range = till_range_button_get_range (self->range);

  till_range_button_set_range (self->range,
                               till_range_step (range, till_range_button_get_preset (self->range),
                                                g_variant_get_int32 (parameter)));
  days_changed (self);
}

/* ── Exporting ── */

static void
export_report (GtkWidget *widget, const char *action, GVariant *parameter)
{
  TillReportPage *self = TILL_REPORT_PAGE (widget);
  TillDayRange    range = till_range_button_get_range (self->range);
  const char     *how = g_variant_get_string (parameter, NULL);
  gboolean        for_excel = g_str_equal (how, "excel");

  gtk_widget_activate_action (widget, "practice.export-report", "(siisb)",
                              till_enum_to_text (TILL_TYPE_REPORT_KIND, (int) self->kind),
                              range.first.number, range.last.number,
                              for_excel ? TILL_EXPORT_AS_CSV : how, for_excel);
}

static gboolean
open_export_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  TillReportPage *self = TILL_REPORT_PAGE (widget);

  if (!gtk_widget_get_mapped (widget))
    return GDK_EVENT_PROPAGATE;
  gtk_menu_button_popup (self->export);

  return GDK_EVENT_STOP;
}

static gboolean
step_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  if (!gtk_widget_get_mapped (widget))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (widget, "report.step", "i", GPOINTER_TO_INT (user_data));

  return GDK_EVENT_STOP;
}

/* ── The widget ── */

static void
till_report_page_dispose (GObject *object)
{
  TillReportPage *self = TILL_REPORT_PAGE (object);

  if (self->practice != NULL)
    g_signal_handlers_disconnect_by_data (self->practice, self);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_REPORT_PAGE);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_report_page_parent_class)->dispose (object);
}

static void
till_report_page_class_init (TillReportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_report_page_dispose;
  widget_class->map = till_report_page_map;

  g_type_ensure (TILL_TYPE_RANGE_BUTTON);
  g_type_ensure (TILL_TYPE_REPORT_VIEW);

  gtk_widget_class_install_action (widget_class, "report.step", "i", step);
  gtk_widget_class_install_action (widget_class, "report.export", "s", export_report);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/reports/till-report-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TillReportPage, range);
  gtk_widget_class_bind_template_child (widget_class, TillReportPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, TillReportPage, export);
  gtk_widget_class_bind_template_child (widget_class, TillReportPage, states);
  gtk_widget_class_bind_template_child (widget_class, TillReportPage, view);
  gtk_widget_class_bind_template_child (widget_class, TillReportPage, empty);
  gtk_widget_class_bind_template_child (widget_class, TillReportPage, failed);
  gtk_widget_class_bind_template_callback (widget_class, range_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_again);
}

static void
add_key (GtkShortcutController *keys,
         guint                  key,
         GdkModifierType        held,
         GtkShortcutFunc        pressed,
         int                    data)
{
  gtk_shortcut_controller_add_shortcut (
    keys, gtk_shortcut_new (gtk_keyval_trigger_new (key, held),
                            gtk_callback_action_new (pressed, GINT_TO_POINTER (data), NULL)));
}

static void
till_report_page_init (TillReportPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->is_old = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  add_key (GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_e, GDK_CONTROL_MASK, open_export_cb, 0);
  add_key (GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_Left, GDK_ALT_MASK, step_key_cb, -1);
  add_key (GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_Right, GDK_ALT_MASK, step_key_cb, 1);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
till_report_page_new (TillPractice *practice, TillReportKind kind)
{
  TillReportPage *self = g_object_new (TILL_TYPE_REPORT_PAGE, NULL);

  self->practice = g_object_ref (practice);
  self->kind = kind;
  till_range_button_set_today (self->range, till_practice_get_today (practice));
  till_range_button_set_preset (
    self->range, kind == TILL_REPORT_DAY_SHEET ? TILL_PRESET_TODAY : TILL_PRESET_THIS_MONTH);
  g_signal_connect_swapped (practice, "reports-changed", G_CALLBACK (changed_cb), self);

  return GTK_WIDGET (self);
}

void
till_report_page_focus (TillReportPage *self)
{
  g_return_if_fail (TILL_IS_REPORT_PAGE (self));

  gtk_widget_child_focus (GTK_WIDGET (self->range), GTK_DIR_TAB_FORWARD);
}
