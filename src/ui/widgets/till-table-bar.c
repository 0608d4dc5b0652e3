/* till-table-bar.c: what stands above a table: days, filters, search, columns, export
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-table-bar.h"

#include "ui/widgets/till-columns-menu.h"
#include "ui/widgets/till-entry-guard.h"
#include "ui/widgets/till-filter-bar.h"
#include "ui/widgets/till-range-button.h"
#include "ui/widgets/till-table-export.h"

struct _TillTableBar
{
  GtkBox parent_instance;

  /* Owned */
  TillPractice *practice;
  TillTable    *table;

  TillTableView *view; /* weak */

  gboolean    ahead;
  const char *days; /* the column of the calendar button */

  /* Template children */
  GtkBox          *controls;
  TillRangeButton *range;
  GtkSearchEntry  *search;
  TillColumnsMenu *columns;
  TillTableExport *export;
  GtkSpinner        *spinner;
  TillFilterLibrary *library;
  TillFilterBar     *filters;
};

G_DEFINE_FINAL_TYPE (TillTableBar, till_table_bar, GTK_TYPE_BOX)

static void
update_spinner (TillTableBar *self)
{
  gtk_spinner_set_spinning (self->spinner,
                            till_table_get_state (self->table) == TILL_TABLE_LOADING);
}

/* ── Days ── */

static void
range_cb (TillTableBar *self)
{
  TillRangePreset   preset = till_range_button_get_preset (self->range);
  TillDayRange      range = till_range_button_get_range (self->range);
  g_autofree char  *first = till_day_to_iso (range.first);
  g_autofree char  *last = till_day_to_iso (range.last);
  const char *const days[] = { first, last, NULL };
  const char *const name[] = { till_preset_to_text (preset), NULL };

  if (preset == TILL_PRESET_ALL)
    till_table_bar_set_condition (self, self->days, TILL_OP_PRESET, NULL);
  else if (preset == TILL_PRESET_CUSTOM)
    till_table_bar_set_condition (self, self->days, TILL_OP_BETWEEN, days);
  else
    till_table_bar_set_condition (self, self->days, TILL_OP_PRESET, name);
}

static void
show_days (TillTableBar *self, const TillCondition *date)
{
  TillDay         today = till_practice_get_today (self->practice);
  TillDayRange    range = { TILL_DAY_NONE, TILL_DAY_NONE };
  TillRangePreset preset;

  if (date == NULL || date->op == TILL_OP_EMPTY || date->op == TILL_OP_OUTSIDE)
    till_range_button_set_preset (self->range, TILL_PRESET_ALL);
  else if (date->op == TILL_OP_PRESET && till_preset_from_text (date->values[0], &preset))
    till_range_button_set_preset (self->range, preset);
  else
    {
      if (date->op == TILL_OP_BETWEEN)
        range = (TillDayRange){ till_day_from_iso (date->values[0]),
                                till_day_from_iso (date->values[1]) };
      else
        till_filter_count_days (date->op, date->values[0], today, &range);
      till_range_button_set_range (self->range, range);
    }
}

/* ── Search ── */

static void
search_cb (TillTableBar *self)
{
  g_autoptr (TillFilter) filter = till_filter_copy (till_table_get_filter (self->table));

  till_filter_set_search (filter, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  till_table_set_filter (self->table, filter);
}

static void
search_ended_cb (TillTableBar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  if (self->view != NULL)
    till_table_view_focus (self->view);
}

static gboolean
start_search_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  TillTableBar *self = TILL_TABLE_BAR (widget);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->search)))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (self->search));

  return GDK_EVENT_STOP;
}

static void
show_filter (TillTableBar *self)
{
  TillFilter *filter = till_table_get_filter (self->table);
  const char *search = till_filter_get_search (filter);

  show_days (self, till_filter_find (filter, self->days));
  if (g_strcmp0 (search, gtk_editable_get_text (GTK_EDITABLE (self->search))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->search), search);
}

static void
till_table_bar_dispose (GObject *object)
{
  TillTableBar *self = TILL_TABLE_BAR (object);

  if (self->table != NULL)
    g_signal_handlers_disconnect_by_data (self->table, self);
  g_clear_weak_pointer (&self->view);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_TABLE_BAR);
  g_clear_object (&self->table);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_table_bar_parent_class)->dispose (object);
}

static void
till_table_bar_class_init (TillTableBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_table_bar_dispose;

  g_type_ensure (TILL_TYPE_COLUMNS_MENU);
  g_type_ensure (TILL_TYPE_FILTER_BAR);
  g_type_ensure (TILL_TYPE_FILTER_LIBRARY);
  g_type_ensure (TILL_TYPE_RANGE_BUTTON);
  g_type_ensure (TILL_TYPE_TABLE_EXPORT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/widgets/till-table-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, TillTableBar, controls);
  gtk_widget_class_bind_template_child (widget_class, TillTableBar, range);
  gtk_widget_class_bind_template_child (widget_class, TillTableBar, search);
  gtk_widget_class_bind_template_child (widget_class, TillTableBar, columns);
  gtk_widget_class_bind_template_child (widget_class, TillTableBar, export);
  gtk_widget_class_bind_template_child (widget_class, TillTableBar, spinner);
  gtk_widget_class_bind_template_child (widget_class, TillTableBar, library);
  gtk_widget_class_bind_template_child (widget_class, TillTableBar, filters);
  gtk_widget_class_bind_template_callback (widget_class, range_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_ended_cb);
}

static void
till_table_bar_init (TillTableBar *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->days = "date";
  till_entry_guard (GTK_WIDGET (self->search));

  /* A page that is not to be seen has a bar too. */
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_f, GDK_CONTROL_MASK),
                      gtk_callback_action_new (start_search_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

void
till_table_bar_add (TillTableBar *self, GtkWidget *control)
{
  g_return_if_fail (TILL_IS_TABLE_BAR (self));

  gtk_box_insert_child_after (self->controls, control, GTK_WIDGET (self->range));
}

void
till_table_bar_set_search (TillTableBar *self, const char *label, const char *placeholder)
{
  g_return_if_fail (TILL_IS_TABLE_BAR (self));

  g_object_set (self->search, "placeholder-text", placeholder, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->search), TRUE);
}

void
till_table_bar_look_ahead (TillTableBar *self)
{
  g_return_if_fail (TILL_IS_TABLE_BAR (self) && self->table == NULL);

  self->ahead = TRUE;
}

void
till_table_bar_set_days (TillTableBar *self, const char *column)
{
  g_autoptr (TillFilter) filter = NULL;
  const TillCondition   *before;

  g_return_if_fail (TILL_IS_TABLE_BAR (self));

  if (g_str_equal (self->days, column))
    return;
  if (self->table == NULL)
    {
      self->days = g_intern_string (column);
      return;
    }

  filter = till_filter_copy (till_table_get_filter (self->table));
  before = till_filter_find (filter, self->days);
  /* A filter that was chosen asks for the other one already. */
  if (before != NULL && till_filter_find (filter, column) == NULL)
    {
      till_filter_set (filter, column, before->op, (const char *const *) before->values);
      till_filter_set (filter, self->days, TILL_OP_PRESET, NULL);
    }
  self->days = g_intern_string (column);
  till_table_set_filter (self->table, filter);
}

/* Unless somebody was led here to see other rows. */
static void
begin_with (TillTableBar *self, TillFilter *beginning)
{
  if (till_filter_is_empty (till_table_get_filter (self->table)))
    till_table_set_filter (self->table, beginning);
  show_days (self, till_filter_find (till_table_get_filter (self->table), self->days));
}

static void
begin (TillTableBar *self)
{
  TillFilter  *beginning = till_table_get_beginning (self->table);
  TillDayRange range;

  if (till_table_find_column (self->table, self->days) < 0)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->range), FALSE);
      return;
    }

  till_range_button_set_today (self->range, till_practice_get_today (self->practice));
  if (beginning != NULL)
    {
      begin_with (self, beginning);
      return;
    }
  range = till_range_button_get_range (self->range);
  range.last = TILL_DAY_NONE;
  if (self->ahead)
    till_range_button_set_range (self->range, range);
  range_cb (self);
}

void
till_table_bar_set_table (TillTableBar  *self,
                          TillPractice  *practice,
                          const char    *name,
                          TillTable     *table,
                          TillTableView *view,
                          const char    *label)
{
  g_return_if_fail (TILL_IS_TABLE_BAR (self) && self->table == NULL);

  self->practice = g_object_ref (practice);
  self->table = g_object_ref (table);
  g_set_weak_pointer (&self->view, view);
  begin (self);
  till_table_view_set_table (view, table, till_practice_get_zone (practice), label);
  till_columns_menu_set_layout (self->columns, practice, name, till_table_view_get_layout (view));
  till_table_export_set_table (self->export, name, table, view);
  till_filter_library_set_table (self->library, practice, name, table);
  till_filter_bar_set_table (self->filters, table, till_table_view_get_view (view), self->library);
  if (till_filter_library_begin (self->library))
    show_filter (self);
  g_signal_connect_swapped (table, "notify::state", G_CALLBACK (update_spinner), self);
  g_signal_connect_swapped (table, "notify::filter", G_CALLBACK (show_filter), self);
  update_spinner (self);
}

void
till_table_bar_set_condition (TillTableBar      *self,
                              const char        *column,
                              TillFilterOp       op,
                              const char *const *values)
{
  g_autoptr (TillFilter) filter = NULL;

  g_return_if_fail (TILL_IS_TABLE_BAR (self) && self->table != NULL);

  filter = till_filter_copy (till_table_get_filter (self->table));
  till_filter_set (filter, column, op, values);
  till_table_set_filter (self->table, filter);
}
