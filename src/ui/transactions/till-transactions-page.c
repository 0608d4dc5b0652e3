/* till-transactions-page.c: the Transactions tab
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/transactions/till-transactions-page.h"

#include <glib/gi18n-lib.h>

#include "ui/transactions/till-receipt-popover.h"
#include "ui/transactions/till-transactions-menu.h"
#include "ui/transactions/till-transactions-totals.h"
#include "ui/widgets/till-columns-menu.h"
#include "ui/widgets/till-entry-guard.h"
#include "ui/widgets/till-filter-bar.h"
#include "ui/widgets/till-range-button.h"
#include "ui/widgets/till-table-export.h"
#include "ui/widgets/till-table-view.h"

/* What its saved filters and its columns are kept by. */
#define TABLE_NAME "transactions"

struct _TillTransactionsPage
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice *practice;

  /* Borrowed */
  TillTable *transactions;

  /* Which of the table's columns hold what the cells need. */
  int patient_id_column;
  int posted_column;
  int receipt_column;
  int kind_column;
  int state_column;

  /* Template children */
  TillRangeButton *range;
  GtkToggleButton *unposted;
  GtkSearchEntry  *search;
  TillColumnsMenu *columns;
  TillTableExport *export;
  GtkSpinner             *spinner;
  TillFilterLibrary      *library;
  TillFilterBar          *filters;
  TillTableView          *table;
  TillTransactionsTotals *totals;

  /* Other children: one of each for the whole list */
  TillReceiptPopover *receipt;
  GtkPopover         *menu;
};

G_DEFINE_FINAL_TYPE (TillTransactionsPage, till_transactions_page, ADW_TYPE_BIN)

/* ── Cells ── */

static gint64
row_id (TillTransactionsPage *self, GtkWidget *cell)
{
  GtkListItem *item = g_object_get_data (G_OBJECT (cell), "item");
  guint        position = gtk_list_item_get_position (item);

  return position < till_table_get_n_rows (self->transactions)
           ? till_table_get_id (self->transactions, position)
           : 0;
}

static GtkWidget *
setup_posted (GtkListItem *item, gpointer user_data)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), 8);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), 11);

  return text;
}

static void
bind_posted (GtkListItem *item, TillRow *row, gpointer user_data)
{
  TillTransactionsPage *self = user_data;
  GtkWidget            *text = gtk_list_item_get_child (item);
  const char           *value = till_row_get_text (row, (guint) self->posted_column);
  int                   posting = TILL_POSTING_NONE;

  if (!till_enum_from_text (TILL_TYPE_POSTING, value, &posting))
    posting = TILL_POSTING_NONE;
  gtk_inscription_set_text (GTK_INSCRIPTION (text), till_posting_to_words ((TillPosting) posting));
  if (posting == TILL_POSTING_UNPOSTED || posting == TILL_POSTING_NEEDS_REVIEW)
    gtk_widget_add_css_class (text, "unposted");
  else
    gtk_widget_remove_css_class (text, "unposted");
}

/* What was made elsewhere is nobody's until it is assigned. */
static void
bind_patient (GtkListItem *item, TillRow *row, gpointer user_data)
{
  TillTransactionsPage *self = user_data;
  GtkWidget            *text = gtk_list_item_get_child (item);

  if (till_row_is_null (row, (guint) self->patient_id_column))
    {
      gtk_inscription_set_text (GTK_INSCRIPTION (text), _ ("Unassigned"));
      gtk_widget_add_css_class (text, "dim-label");
    }
  else
    gtk_widget_remove_css_class (text, "dim-label");
}

static void
receipt_pressed_cb (GtkButton *button, TillTransactionsPage *self)
{
  till_receipt_popover_show (self->receipt, GTK_WIDGET (button), row_id (self, GTK_WIDGET (button)),
                             TRUE);
}

static void
receipt_entered_cb (GtkEventControllerMotion *motion,
                    double                    x,
                    double                    y,
                    TillTransactionsPage     *self)
{
  GtkWidget *button = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (motion));

  till_receipt_popover_show (self->receipt, button, row_id (self, button), FALSE);
}

static void
receipt_left_cb (GtkEventControllerMotion *motion, TillTransactionsPage *self)
{
  till_receipt_popover_hide_soon (self->receipt);
}

static GtkWidget *
setup_receipt (GtkListItem *item, gpointer user_data)
{
  GtkWidget          *text = gtk_inscription_new (NULL);
  GtkWidget          *button = gtk_button_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), 11);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), 15);
  gtk_button_set_child (GTK_BUTTON (button), text);
  gtk_widget_add_css_class (button, "cell-link");
  g_object_set_data (G_OBJECT (button), "item", item);
  g_signal_connect (button, "clicked", G_CALLBACK (receipt_pressed_cb), user_data);
  g_signal_connect (motion, "enter", G_CALLBACK (receipt_entered_cb), user_data);
  g_signal_connect (motion, "leave", G_CALLBACK (receipt_left_cb), user_data);
  gtk_widget_add_controller (button, motion);

  return button;
}

static void
bind_receipt (GtkListItem *item, TillRow *row, gpointer user_data)
{
  TillTransactionsPage *self = user_data;
  GtkWidget            *button = gtk_list_item_get_child (item);
  const char           *kind = till_row_get_text (row, (guint) self->kind_column);
  gboolean              has_receipt = till_row_get_text (row, (guint) self->receipt_column) != NULL;
  const char           *words = g_strcmp0 (kind, "payment") == 0 ? _ ("Payment receipt")
                                : g_strcmp0 (kind, "void") == 0  ? _ ("Void receipt")
                                                                 : _ ("Refund receipt");

  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_button_get_child (GTK_BUTTON (button))),
                            has_receipt ? words : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  has_receipt ? words : "", -1);
  gtk_widget_set_sensitive (button, has_receipt);
}

static void
menu_pressed_cb (GtkButton *button, TillTransactionsPage *self)
{
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (GTK_WIDGET (button), GTK_WIDGET (self->table), &bounds))
    till_transactions_menu_popup (self->menu, self->practice, row_id (self, GTK_WIDGET (button)),
                                  &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                                   (int) bounds.size.width,
                                                   (int) bounds.size.height },
                                  GTK_ALIGN_END);
}

static GtkWidget *
setup_actions (GtkListItem *item, gpointer user_data)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("view-more-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "cell-button");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "item", item);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Actions"), -1);
  g_signal_connect (button, "clicked", G_CALLBACK (menu_pressed_cb), user_data);

  return button;
}

/* ── What is shown ── */

static void
update_spinner (TillTransactionsPage *self)
{
  gtk_spinner_set_spinning (self->spinner,
                            till_table_get_state (self->transactions) == TILL_TABLE_LOADING);
}

/* The page's own controls and the headers edit the same conditions. */
static void
set_condition (TillTransactionsPage *self,
               const char           *column,
               TillFilterOp          op,
               const char *const    *values)
{
  g_autoptr (TillFilter) filter = till_filter_copy (till_table_get_filter (self->transactions));

  till_filter_set (filter, column, op, values);
  till_table_set_filter (self->transactions, filter);
}

static void
range_cb (TillTransactionsPage *self)
{
  TillRangePreset   preset = till_range_button_get_preset (self->range);
  TillDayRange      range = till_range_button_get_range (self->range);
  g_autofree char  *first = till_day_to_iso (range.first);
  g_autofree char  *last = till_day_to_iso (range.last);
  const char *const days[] = { first, last, NULL };
  const char *const name[] = { till_preset_to_text (preset), NULL };

  if (preset == TILL_PRESET_ALL)
    set_condition (self, "date", TILL_OP_PRESET, NULL);
  else if (preset == TILL_PRESET_CUSTOM)
    set_condition (self, "date", TILL_OP_BETWEEN, days);
  else
    set_condition (self, "date", TILL_OP_PRESET, name);
}

static const char *const unposted[] = { "unposted", "needs-review", NULL };

static void
unposted_cb (TillTransactionsPage *self)
{
  gboolean is_on = gtk_toggle_button_get_active (self->unposted);

  set_condition (self, "posted", TILL_OP_IS, is_on ? unposted : NULL);
}

static void
search_cb (TillTransactionsPage *self)
{
  g_autoptr (TillFilter) filter = till_filter_copy (till_table_get_filter (self->transactions));

  till_filter_set_search (filter, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  till_table_set_filter (self->transactions, filter);
}

static void
start_search (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (TILL_TRANSACTIONS_PAGE (widget)->search));
}

static void
search_ended_cb (TillTransactionsPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  till_transactions_page_focus (self);
}

static void
show_days (TillTransactionsPage *self, const TillCondition *date)
{
  TillDay         today = till_practice_get_today (self->practice);
  TillDayRange    range = { TILL_DAY_NONE, TILL_DAY_NONE };
  TillRangePreset preset;
  int             n_days;

  if (date == NULL || date->op == TILL_OP_EMPTY)
    till_range_button_set_preset (self->range, TILL_PRESET_ALL);
  else if (date->op == TILL_OP_PRESET && till_preset_from_text (date->values[0], &preset))
    till_range_button_set_preset (self->range, preset);
  else
    {
      if (date->op == TILL_OP_BETWEEN)
        range = (TillDayRange){ till_day_from_iso (date->values[0]),
                                till_day_from_iso (date->values[1]) };
      else if (till_filter_read_days (date->op, date->values[0], &n_days))
        range = date->op == TILL_OP_OLDER
                  ? (TillDayRange){ TILL_DAY_NONE, till_day_add (today, -n_days - 1) }
                  : (TillDayRange){ till_day_add (today, 1 - n_days), today };
      till_range_button_set_range (self->range, range);
    }
}

static void
show_filter (TillTransactionsPage *self)
{
  TillFilter          *filter = till_table_get_filter (self->transactions);
  const TillCondition *posted = till_filter_find (filter, "posted");
  const char          *search = till_filter_get_search (filter);

  show_days (self, till_filter_find (filter, "date"));
  g_signal_handlers_block_by_func (self->unposted, unposted_cb, self);
  gtk_toggle_button_set_active (
    self->unposted,
    posted != NULL && posted->op == TILL_OP_IS &&
      g_strv_equal ((const char *const *) posted->values, (const char *const *) unposted));
  g_signal_handlers_unblock_by_func (self->unposted, unposted_cb, self);
  if (g_strcmp0 (search, gtk_editable_get_text (GTK_EDITABLE (self->search))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->search), search);
}

static void
row_activated_cb (TillTableView *table, gint64 id, TillTransactionsPage *self)
{
  till_receipt_popover_show (self->receipt, GTK_WIDGET (table), id, TRUE);
}

static void
row_menu_cb (TillTableView *table, gint64 id, GdkRectangle *at, TillTransactionsPage *self)
{
  till_transactions_menu_popup (self->menu, self->practice, id, at, GTK_ALIGN_START);
}

static void
till_transactions_page_dispose (GObject *object)
{
  TillTransactionsPage *self = TILL_TRANSACTIONS_PAGE (object);

  if (self->practice != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->transactions, self);
      g_signal_handlers_disconnect_by_data (self->practice, self);
    }
  g_clear_pointer ((GtkWidget **) &self->receipt, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_TRANSACTIONS_PAGE);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_transactions_page_parent_class)->dispose (object);
}

static void
till_transactions_page_class_init (TillTransactionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_transactions_page_dispose;

  g_type_ensure (TILL_TYPE_COLUMNS_MENU);
  g_type_ensure (TILL_TYPE_FILTER_BAR);
  g_type_ensure (TILL_TYPE_FILTER_LIBRARY);
  g_type_ensure (TILL_TYPE_RANGE_BUTTON);
  g_type_ensure (TILL_TYPE_TABLE_EXPORT);
  g_type_ensure (TILL_TYPE_TABLE_VIEW);
  g_type_ensure (TILL_TYPE_TRANSACTIONS_TOTALS);

  gtk_widget_class_install_action (widget_class, "transactions.search", NULL, start_search);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/transactions/till-transactions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TillTransactionsPage, range);
  gtk_widget_class_bind_template_child (widget_class, TillTransactionsPage, unposted);
  gtk_widget_class_bind_template_child (widget_class, TillTransactionsPage, search);
  gtk_widget_class_bind_template_child (widget_class, TillTransactionsPage, columns);
  gtk_widget_class_bind_template_child (widget_class, TillTransactionsPage, export);
  gtk_widget_class_bind_template_child (widget_class, TillTransactionsPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, TillTransactionsPage, library);
  gtk_widget_class_bind_template_child (widget_class, TillTransactionsPage, filters);
  gtk_widget_class_bind_template_child (widget_class, TillTransactionsPage, table);
  gtk_widget_class_bind_template_child (widget_class, TillTransactionsPage, totals);
  gtk_widget_class_bind_template_callback (widget_class, range_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_ended_cb);
  gtk_widget_class_bind_template_callback (widget_class, unposted_cb);
}

static void
till_transactions_page_init (TillTransactionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  till_entry_guard (GTK_WIDGET (self->search));
}

/* Parented to the list and not to a cell: cells come and go as it scrolls. */
static void
add_popovers (TillTransactionsPage *self)
{
  self->receipt = till_receipt_popover_new (self->practice);
  gtk_widget_set_parent (GTK_WIDGET (self->receipt), GTK_WIDGET (self->table));
  self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (NULL));
  gtk_popover_set_has_arrow (self->menu, FALSE);
  /* GTK gives the focus back to a button only. */
  g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (till_transactions_page_focus), self);
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self->table));
}

GtkWidget *
till_transactions_page_new (TillPractice *practice)
{
  TillTransactionsPage *self = g_object_new (TILL_TYPE_TRANSACTIONS_PAGE, NULL);

  self->practice = g_object_ref (practice);
  self->transactions = till_practice_get_transactions (practice);
  self->patient_id_column = till_table_find_column (self->transactions, "patient-id");
  self->posted_column = till_table_find_column (self->transactions, "posted");
  self->receipt_column = till_table_find_column (self->transactions, "receipt");
  self->kind_column = till_table_find_column (self->transactions, "kind");
  self->state_column = till_table_find_column (self->transactions, "state");

  till_range_button_set_today (self->range, till_practice_get_today (practice));
  range_cb (self);
  till_table_view_set_cell (self->table, "patient", NULL, bind_patient, self);
  till_table_view_set_cell (self->table, "posted", setup_posted, bind_posted, self);
  till_table_view_add_cell (self->table, "confirmation", _ ("Confirmation"), setup_receipt,
                            bind_receipt, self);
  till_table_view_add_cell (self->table, NULL, _ ("Actions"), setup_actions, NULL, self);
  till_table_view_set_empty_words (self->table, _ ("No Transactions in These Days"),
                                   _ ("Choose other days, or collect a payment."));
  till_table_view_set_table (self->table, self->transactions, till_practice_get_zone (practice),
                             _ ("Transactions"));
  till_columns_menu_set_layout (self->columns, practice, TABLE_NAME,
                                till_table_view_get_layout (self->table));
  till_table_export_set_table (self->export, TABLE_NAME, self->transactions, self->table);
  till_filter_library_set_table (self->library, practice, TABLE_NAME, self->transactions);
  till_filter_bar_set_table (self->filters, self->transactions,
                             till_table_view_get_view (self->table), self->library);
  if (till_filter_library_begin (self->library))
    show_filter (self);
  add_popovers (self);
  g_signal_connect (self->table, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect (self->table, "row-menu", G_CALLBACK (row_menu_cb), self);
  g_signal_connect_swapped (self->transactions, "notify::state", G_CALLBACK (update_spinner), self);
  g_signal_connect_swapped (self->transactions, "notify::filter", G_CALLBACK (show_filter), self);
  till_transactions_totals_set_table (self->totals, self->transactions,
                                      till_table_view_get_selection (self->table));
  update_spinner (self);

  return GTK_WIDGET (self);
}

void
till_transactions_page_focus (TillTransactionsPage *self)
{
  g_return_if_fail (TILL_IS_TRANSACTIONS_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (till_table_view_get_view (self->table)));
}
