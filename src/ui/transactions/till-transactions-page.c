/* till-transactions-page.c: the Transactions tab
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/transactions/till-transactions-page.h"

#include <glib/gi18n-lib.h>

#include "core/till-number.h"
#include "ui/transactions/till-receipt-popover.h"
#include "ui/transactions/till-transactions-menu.h"
#include "ui/widgets/till-table-bar.h"
#include "ui/widgets/till-table-totals.h"
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

  gint64 awaited; /* to go to once it has been read; 0: none */

  /* Template children */
  TillTableBar    *bar;
  TillTableView   *table;
  TillTableTotals *totals;

  /* Other children: one of each for the whole list */
  GtkToggleButton    *unposted;
  TillReceiptPopover *receipt;
  GtkPopover         *menu;
};

G_DEFINE_FINAL_TYPE (TillTransactionsPage, till_transactions_page, ADW_TYPE_BIN)

/* ── Totals ── */

static char *
count_words (guint n_rows)
{
  g_autofree char *number = till_number_format (n_rows);

  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s transaction", "%s transactions", n_rows), number);
}

static char *
selected_words (guint n_rows)
{
  g_autofree char *number = till_number_format (n_rows);

  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s selected, net", "%s selected, net", n_rows), number);
}

static const TillTableTotal totals[] = {
  { "payments", N_ ("Payments") },
  { "refunds", N_ ("Refunds") },
  { "fees", N_ ("Fees") },
  { "net", N_ ("Net") },
  { NULL, NULL },
};

static const TillTotalsKind totals_kind = { count_words, selected_words, totals };

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

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), 14);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), 15);
  gtk_button_set_child (GTK_BUTTON (button), text);
  gtk_widget_add_css_class (button, "cell-link");
  g_object_set_data (G_OBJECT (button), "item", item);
  g_signal_connect (button, "clicked", G_CALLBACK (receipt_pressed_cb), user_data);
  g_signal_connect (motion, "enter", G_CALLBACK (receipt_entered_cb), user_data);
  g_signal_connect (motion, "leave", G_CALLBACK (receipt_left_cb), user_data);
  gtk_widget_add_controller (button, motion);

  return till_table_cells_wrap_button (button);
}

static void
bind_receipt (GtkListItem *item, TillRow *row, gpointer user_data)
{
  TillTransactionsPage *self = user_data;
  GtkWidget            *button = till_table_cells_get_button (item);
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

  return till_table_cells_wrap_button (button);
}

/* ── What is shown ── */

static const char *const unposted[] = { "unposted", "needs-review", NULL };

static void
unposted_cb (TillTransactionsPage *self)
{
  gboolean is_on = gtk_toggle_button_get_active (self->unposted);

  till_table_bar_set_condition (self->bar, "posted", TILL_OP_IS, is_on ? unposted : NULL);
}

static void
show_filter (TillTransactionsPage *self)
{
  TillFilter          *filter = till_table_get_filter (self->transactions);
  const TillCondition *posted = till_filter_find (filter, "posted");

  g_signal_handlers_block_by_func (self->unposted, unposted_cb, self);
  gtk_toggle_button_set_active (
    self->unposted,
    posted != NULL && posted->op == TILL_OP_IS &&
      g_strv_equal ((const char *const *) posted->values, (const char *const *) unposted));
  g_signal_handlers_unblock_by_func (self->unposted, unposted_cb, self);
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
state_cb (TillTransactionsPage *self)
{
  if (self->awaited == 0 || till_table_get_state (self->transactions) != TILL_TABLE_READY)
    return;
  till_table_view_go_to (self->table, self->awaited);
  self->awaited = 0;
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

  g_type_ensure (TILL_TYPE_TABLE_BAR);
  g_type_ensure (TILL_TYPE_TABLE_TOTALS);
  g_type_ensure (TILL_TYPE_TABLE_VIEW);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/transactions/till-transactions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TillTransactionsPage, bar);
  gtk_widget_class_bind_template_child (widget_class, TillTransactionsPage, table);
  gtk_widget_class_bind_template_child (widget_class, TillTransactionsPage, totals);
}

static void
till_transactions_page_init (TillTransactionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->unposted = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_mnemonic (_ ("_Unposted Only")));
  g_signal_connect_swapped (self->unposted, "toggled", G_CALLBACK (unposted_cb), self);
  till_table_bar_add (self->bar, GTK_WIDGET (self->unposted));
  till_table_bar_set_search (self->bar, _ ("Search transactions"),
                             _ ("Name, amount, last four, receipt…"));
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

  till_table_view_set_cell (self->table, "patient", NULL, bind_patient, self);
  till_table_view_set_cell (self->table, "posted", setup_posted, bind_posted, self);
  till_table_view_add_cell (self->table, "confirmation", _ ("Confirmation"), setup_receipt,
                            bind_receipt, self);
  till_table_view_add_cell (self->table, NULL, _ ("Actions"), setup_actions, NULL, self);
  till_table_view_set_empty_words (self->table, _ ("No Transactions in These Days"),
                                   _ ("Choose other days, or collect a payment."));
  till_table_bar_set_table (self->bar, practice, TABLE_NAME, self->transactions, self->table,
                            _ ("Transactions"));
  show_filter (self);
  add_popovers (self);
  g_signal_connect (self->table, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect (self->table, "row-menu", G_CALLBACK (row_menu_cb), self);
  g_signal_connect_swapped (self->transactions, "notify::filter", G_CALLBACK (show_filter), self);
  g_signal_connect_swapped (self->transactions, "notify::state", G_CALLBACK (state_cb), self);
  till_table_totals_set_table (self->totals, &totals_kind, self->transactions,
                               till_table_view_get_selection (self->table));

  return GTK_WIDGET (self);
}

void
till_transactions_page_focus (TillTransactionsPage *self)
{
  g_return_if_fail (TILL_IS_TRANSACTIONS_PAGE (self));

  till_table_view_focus (self->table);
}

void
till_transactions_page_show (TillTransactionsPage *self, gint64 id)
{
  g_autoptr (TillTransaction) transaction = NULL;
  g_autoptr (TillFilter)      filter = NULL;
  g_autofree char            *day = NULL;

  g_return_if_fail (TILL_IS_TRANSACTIONS_PAGE (self));

  self->awaited = 0;
  if (till_table_view_go_to (self->table, id))
    return;
  transaction = till_practice_get_transaction (self->practice, id, NULL);
  if (transaction == NULL)
    return;

  self->awaited = id;
  filter = till_filter_new ();
  day = till_day_to_iso (
    till_day_of_instant (transaction->happened_at, till_practice_get_zone (self->practice)));
  till_filter_set (filter, "date", TILL_OP_BETWEEN, (const char *const[]){ day, day, NULL });
  till_table_set_filter (self->transactions, filter);
}
