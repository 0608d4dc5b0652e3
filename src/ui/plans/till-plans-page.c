/* till-plans-page.c: the Payment Plans tab
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/plans/till-plans-page.h"

#include <glib/gi18n-lib.h>

#include "core/till-number.h"
#include "flow/till-practice-plan-list.h"
#include "model/till-plan.h"
#include "ui/plans/till-plan-cells.h"
#include "ui/widgets/till-table-actions.h"
#include "ui/widgets/till-table-bar.h"
#include "ui/widgets/till-table-menu.h"
#include "ui/widgets/till-table-totals.h"
#include "ui/widgets/till-table-view.h"

/* What its saved filters and its columns are kept by. */
#define TABLE_NAME "plans"

#define MADE "made"
#define NEXT "next"

struct _TillPlansPage
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice  *practice;
  TillPlanCells *cells;

  /* Borrowed */
  TillTable *plans;

  /* Template children */
  TillTableBar    *bar;
  TillTableView   *table;
  TillTableTotals *totals;

  /* Other children */
  GtkToggleButton *by_next;
  GtkPopover      *menu;
};

G_DEFINE_FINAL_TYPE (TillPlansPage, till_plans_page, ADW_TYPE_BIN)

/* ── Totals ── */

static char *
count_words (guint n_rows)
{
  g_autofree char *number = till_number_format (n_rows);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s plan", "%s plans", n_rows), number);
}

static char *
selected_words (guint n_rows)
{
  g_autofree char *number = till_number_format (n_rows);

  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s selected, remaining", "%s selected, remaining", n_rows),
    number);
}

static const TillTableTotal totals[] = {
  { "total", N_ ("Total") },
  { "paid", N_ ("Paid") },
  { "remaining", N_ ("Remaining") },
  { NULL, NULL },
};

static const TillTotalsKind totals_kind = { count_words, selected_words, totals };

/* ── What is shown ── */

static void
by_next_cb (TillPlansPage *self)
{
  till_table_bar_set_days (self->bar, gtk_toggle_button_get_active (self->by_next) ? NEXT : MADE);
}

/* A saved filter may ask for either. */
static void
show_filter (TillPlansPage *self)
{
  TillFilter *filter = till_table_get_filter (self->plans);
  gboolean    made = till_filter_find (filter, MADE) != NULL;
  gboolean    next = till_filter_find (filter, NEXT) != NULL;

  if (made != next)
    gtk_toggle_button_set_active (self->by_next, next);
}

static gboolean
asks_for_days (TillPlansPage *self)
{
  TillFilter *filter = till_table_get_filter (self->plans);

  return till_filter_find (filter, MADE) != NULL || till_filter_find (filter, NEXT) != NULL;
}

static void
update_empty_words (TillPlansPage *self)
{
  if (till_table_get_n_rows (self->plans) > 0)
    return;
  if (!till_practice_has_plans (self->practice))
    till_table_view_set_empty_words (
      self->table, _ ("No Payment Plans Yet"),
      _ ("A balance that is paid off in parts is shown here until all is paid. Begin one with "
         "Collect Payment, New Plan."));
  else if (asks_for_days (self))
    till_table_view_set_empty_words (self->table, _ ("No Payment Plans in These Days"),
                                     _ ("Choose other days."));
  else
    till_table_view_set_empty_words (self->table, _ ("No Open Payment Plans"),
                                     _ ("Every plan is completed or cancelled. Take the filter "
                                        "away to see them."));
}

/* ── What is done with a row ── */

static void
row_activated_cb (TillTableView *table, gint64 id, TillPlansPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-plan", "x", id);
}

static TillRow *
find_row (TillPlansPage *self, gint64 id)
{
  guint position;

  return till_table_find_id (self->plans, id, &position)
           ? g_list_model_get_item (G_LIST_MODEL (self->plans), position)
           : NULL;
}

/* What may be done with it by its state; the deed says why not, should more stand against it. */
static void
append_deeds (GMenu *menu, TillPlanState state, gint64 id)
{
  gboolean is_open =
    state == TILL_PLAN_AUTHORIZED || state == TILL_PLAN_ACTIVE || state == TILL_PLAN_FAILED;

  if (state == TILL_PLAN_PENDING)
    till_table_menu_append (menu, _ ("_Authorize…"), "practice.authorize-plan", id);
  if (is_open)
    {
      till_table_menu_append (menu, _ ("Pay _Now…"), "practice.pay-plan", id);
      till_table_menu_append (menu, _ ("P_ause…"), "practice.pause-plan", id);
    }
  if (state == TILL_PLAN_PAUSED)
    till_table_menu_append (menu, _ ("_Resume…"), "practice.resume-plan", id);
  if (is_open || state == TILL_PLAN_PAUSED)
    till_table_menu_append (menu, _ ("Change _Card…"), "practice.change-plan-card", id);
  if (state != TILL_PLAN_COMPLETED && state != TILL_PLAN_CANCELLED)
    till_table_menu_append (menu, _ ("Change _Terms…"), "practice.change-plan-terms", id);
  if (state != TILL_PLAN_COMPLETED && state != TILL_PLAN_CANCELLED)
    till_table_menu_append (menu, _ ("Cance_l Plan…"), "practice.cancel-plan", id);
}

static void
row_menu_cb (TillTableView *table, gint64 id, GdkRectangle *at, TillPlansPage *self)
{
  g_autoptr (GMenu)   menu = g_menu_new ();
  g_autoptr (TillRow) row = find_row (self, id);
  int                 state = TILL_PLAN_CANCELLED;

  till_table_menu_append (menu, _ ("_Open Plan"), "win.show-plan", id);
  if (row != NULL)
    {
      till_table_menu_append (
        menu, _ ("Open _Patient"), "win.show-patient",
        till_row_get_int (row, (guint) till_table_find_column (self->plans, "patient-id")));
      if (!till_enum_from_text (
            TILL_TYPE_PLAN_STATE,
            till_row_get_text (row, (guint) till_table_find_column (self->plans, "status")),
            &state))
        state = TILL_PLAN_CANCELLED;
      append_deeds (menu, (TillPlanState) state, id);
    }
  till_table_menu_popup (self->menu, G_MENU_MODEL (menu), at,
                         at->width > 1 ? GTK_ALIGN_END : GTK_ALIGN_START);
}

/* ── The object ── */

static void
till_plans_page_dispose (GObject *object)
{
  TillPlansPage *self = TILL_PLANS_PAGE (object);

  if (self->practice != NULL)
    g_signal_handlers_disconnect_by_data (self->plans, self);
  g_clear_pointer ((GtkWidget **) &self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_PLANS_PAGE);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_plans_page_parent_class)->dispose (object);
}

static void
till_plans_page_finalize (GObject *object)
{
  g_clear_pointer (&TILL_PLANS_PAGE (object)->cells, till_plan_cells_free);

  G_OBJECT_CLASS (till_plans_page_parent_class)->finalize (object);
}

static void
till_plans_page_class_init (TillPlansPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_plans_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_plans_page_finalize;

  g_type_ensure (TILL_TYPE_TABLE_BAR);
  g_type_ensure (TILL_TYPE_TABLE_TOTALS);
  g_type_ensure (TILL_TYPE_TABLE_VIEW);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/plans/till-plans-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TillPlansPage, bar);
  gtk_widget_class_bind_template_child (widget_class, TillPlansPage, table);
  gtk_widget_class_bind_template_child (widget_class, TillPlansPage, totals);
}

static void
till_plans_page_init (TillPlansPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->by_next = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_mnemonic (_ ("By _Next Payment")));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->by_next),
                               _ ("The days are those of the next payment, not those on which the "
                                  "plan was made"));
  g_signal_connect_swapped (self->by_next, "toggled", G_CALLBACK (by_next_cb), self);
  till_table_bar_set_days (self->bar, MADE);
  till_table_bar_add (self->bar, GTK_WIDGET (self->by_next));
  till_table_bar_set_search (self->bar, _ ("Search payment plans"), _ ("Name, phone…"));
}

/* Parented to the list and not to a cell: cells come and go as it scrolls. */
static void
add_menu (TillPlansPage *self)
{
  self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (NULL));
  gtk_popover_set_has_arrow (self->menu, FALSE);
  /* GTK gives the focus back to a button only. */
  g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (till_plans_page_focus), self);
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self->table));
}

GtkWidget *
till_plans_page_new (TillPractice *practice)
{
  TillPlansPage *self = g_object_new (TILL_TYPE_PLANS_PAGE, NULL);

  self->practice = g_object_ref (practice);
  self->plans = till_practice_get_plans (practice);
  self->cells = till_plan_cells_new (self->plans, self->table);
  till_table_actions_add (self->table, self->plans);
  /* Before the table's own states read the words. */
  g_signal_connect_swapped (self->plans, "notify::state", G_CALLBACK (update_empty_words), self);
  till_table_bar_set_table (self->bar, practice, TABLE_NAME, self->plans, self->table,
                            _ ("Payment plans"));
  add_menu (self);
  show_filter (self);
  g_signal_connect (self->table, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect (self->table, "row-menu", G_CALLBACK (row_menu_cb), self);
  g_signal_connect_swapped (self->plans, "notify::filter", G_CALLBACK (show_filter), self);
  till_table_totals_set_table (self->totals, &totals_kind, self->plans,
                               till_table_view_get_selection (self->table));

  return GTK_WIDGET (self);
}

void
till_plans_page_focus (TillPlansPage *self)
{
  g_return_if_fail (TILL_IS_PLANS_PAGE (self));

  till_table_view_focus (self->table);
}
