/* till-deposits-page.c: the Deposits tab
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/deposits/till-deposits-page.h"

#include <glib/gi18n-lib.h>

#include "core/till-number.h"
#include "flow/till-practice-deposits.h"
#include "ui/bank/till-bank-switch.h"
#include "ui/deposits/till-deposit-cells.h"
#include "ui/deposits/till-deposit-parts.h"
#include "ui/deposits/till-deposits-menu.h"
#include "ui/widgets/till-table-bar.h"
#include "ui/widgets/till-table-menu.h"
#include "ui/widgets/till-table-opening.h"
#include "ui/widgets/till-table-totals.h"
#include "ui/widgets/till-table-view.h"

/* What its saved filters and its columns are kept by. */
#define TABLE_NAME "deposits"

struct _TillDepositsPage
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice     *practice;
  TillDepositCells *cells;

  /* Borrowed */
  TillTable *deposits;

  gint64 awaited; /* to be gone to when the list has it; 0: none */

  /* Template children */
  TillTableBar    *bar;
  TillTableView   *table;
  TillTableTotals *totals;

  /* Other children: one for the whole list */
  GtkPopover *menu;
};

G_DEFINE_FINAL_TYPE (TillDepositsPage, till_deposits_page, ADW_TYPE_BIN)

/* ── Totals ── */

static char *
count_words (guint n_rows)
{
  g_autofree char *number = till_number_format (n_rows);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s deposit", "%s deposits", n_rows),
                          number);
}

static char *
selected_words (guint n_rows)
{
  g_autofree char *number = till_number_format (n_rows);

  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s selected, deposited", "%s selected, deposited", n_rows),
    number);
}

static const TillTableTotal totals[] = {
  { "sales", N_ ("Gross sales") },
  { "refunds", N_ ("Refunds") },
  { "fees", N_ ("Fees") },
  { "deposited", N_ ("Deposited") },
  { NULL, NULL },
};

static const TillTotalsKind totals_kind = { count_words, selected_words, totals };

/* ── What is shown ── */

static void
update_empty_words (TillDepositsPage *self)
{
  gboolean has_key = till_practice_has_reports_key (self->practice);

  if (has_key)
    till_table_view_set_empty_words (
      self->table, _ ("No Deposits in These Days"),
      _ ("Choose other days, or refresh from the processor with F5."));
  else
    till_table_view_set_empty_words (
      self->table, _ ("No Deposits Yet"),
      _ ("The processor’s reports tell of them. Enter the key for its reports in the settings."));
  till_table_view_set_empty_button (self->table, has_key ? NULL : _ ("_Settings"),
                                    has_key ? NULL : "practice.settings");
}

/* ── What is opened ── */

static GListModel *
new_parts (gint64 id, gpointer user_data)
{
  TillDepositsPage *self = user_data;

  return G_LIST_MODEL (till_deposit_parts_new (self->practice, id));
}

static void
deposits_changed_cb (GListModel       *deposits,
                     guint             position,
                     guint             n_removed,
                     guint             n_added,
                     TillDepositsPage *self)
{
  TillOutline *outline = till_table_view_get_outline (self->table);

  for (guint i = position; n_removed == n_added && i < position + n_added; i++)
    {
      GListModel *parts = till_outline_get_parts (outline, till_table_get_id (self->deposits, i));

      if (parts != NULL)
        till_deposit_parts_refresh (TILL_DEPOSIT_PARTS (parts));
    }
}

static void
toggle (GtkWidget *widget, const char *action, GVariant *parameter)
{
  TillDepositsPage *self = TILL_DEPOSITS_PAGE (widget);

  till_table_opening_toggle (till_table_view_get_outline (self->table),
                             g_variant_get_int64 (parameter));
}

/* ── What is done with a row ── */

static void
row_activated_cb (TillTableView *table, gint64 id, TillDepositsPage *self)
{
  gint64 transaction = till_deposit_parts_find_transaction (-id);

  if (transaction != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-transaction", "x", transaction);
}

static void
row_menu_cb (TillTableView *table, gint64 id, GdkRectangle *at, TillDepositsPage *self)
{
  gint64                 part = id < 0 ? -id : 0;
  gint64                 owner = id < 0 ? till_deposit_parts_find_owner (part) : id;
  gboolean               is_open = till_outline_is_open (till_table_view_get_outline (table), id);
  g_autoptr (GMenuModel) menu = till_deposits_menu_new (self->practice, owner, part, is_open);

  till_table_menu_popup (self->menu, menu, at, at->width > 1 ? GTK_ALIGN_END : GTK_ALIGN_START);
}

static void
state_cb (TillDepositsPage *self)
{
  update_empty_words (self);
  if (self->awaited != 0 && till_table_get_state (self->deposits) == TILL_TABLE_READY)
    {
      till_table_view_go_to (self->table, self->awaited);
      self->awaited = 0;
    }
}

static void
till_deposits_page_dispose (GObject *object)
{
  TillDepositsPage *self = TILL_DEPOSITS_PAGE (object);

  if (self->practice != NULL)
    g_signal_handlers_disconnect_by_data (self->deposits, self);
  g_clear_pointer ((GtkWidget **) &self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_DEPOSITS_PAGE);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_deposits_page_parent_class)->dispose (object);
}

static void
till_deposits_page_finalize (GObject *object)
{
  g_clear_pointer (&TILL_DEPOSITS_PAGE (object)->cells, till_deposit_cells_free);

  G_OBJECT_CLASS (till_deposits_page_parent_class)->finalize (object);
}

static void
till_deposits_page_class_init (TillDepositsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_deposits_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_deposits_page_finalize;

  g_type_ensure (TILL_TYPE_TABLE_BAR);
  g_type_ensure (TILL_TYPE_TABLE_TOTALS);
  g_type_ensure (TILL_TYPE_TABLE_VIEW);

  gtk_widget_class_install_action (widget_class, "deposits.toggle", "x", toggle);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/deposits/till-deposits-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TillDepositsPage, bar);
  gtk_widget_class_bind_template_child (widget_class, TillDepositsPage, table);
  gtk_widget_class_bind_template_child (widget_class, TillDepositsPage, totals);
}

static void
till_deposits_page_init (TillDepositsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  till_table_bar_add (self->bar, till_bank_switch_new (FALSE));
  till_table_bar_look_ahead (self->bar);
  till_table_bar_set_search (self->bar, _ ("Search deposits"), _ ("Amount, batch…"));
}

/* Parented to the list and not to a cell: cells come and go as it scrolls. */
static void
add_menu (TillDepositsPage *self)
{
  self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (NULL));
  gtk_popover_set_has_arrow (self->menu, FALSE);
  /* GTK gives the focus back to a button only. */
  g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (till_deposits_page_focus), self);
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self->table));
}

GtkWidget *
till_deposits_page_new (TillPractice *practice)
{
  TillDepositsPage *self = g_object_new (TILL_TYPE_DEPOSITS_PAGE, NULL);

  self->practice = g_object_ref (practice);
  self->deposits = till_practice_get_deposits (practice);
  self->cells = till_deposit_cells_new (practice, self->deposits, self->table);
  till_table_view_set_parts (self->table, new_parts, self);
  update_empty_words (self);
  till_table_bar_set_table (self->bar, practice, TABLE_NAME, self->deposits, self->table,
                            _ ("Deposits"));
  g_signal_connect_swapped (self->deposits, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_connect (self->deposits, "items-changed", G_CALLBACK (deposits_changed_cb), self);
  add_menu (self);
  g_signal_connect (self->table, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect (self->table, "row-menu", G_CALLBACK (row_menu_cb), self);
  till_table_totals_set_table (self->totals, &totals_kind, self->deposits,
                               till_table_view_get_selection (self->table));

  return GTK_WIDGET (self);
}

void
till_deposits_page_focus (TillDepositsPage *self)
{
  g_return_if_fail (TILL_IS_DEPOSITS_PAGE (self));

  till_table_view_focus (self->table);
}

void
till_deposits_page_show (TillDepositsPage *self, gint64 id)
{
  g_autoptr (TillDeposit) deposit = NULL;
  g_autoptr (TillFilter)  filter = till_filter_new ();
  g_autofree char        *day = NULL;

  g_return_if_fail (TILL_IS_DEPOSITS_PAGE (self));

  self->awaited = 0;
  if (till_table_view_go_to (self->table, id))
    return;
  deposit = till_practice_get_deposit (self->practice, id, NULL);
  if (deposit == NULL)
    return;

  self->awaited = id;
  day = till_day_to_iso (deposit->funded_on);
  till_filter_set (filter, "date", TILL_OP_BETWEEN, (const char *const[]){ day, day, NULL });
  till_table_set_filter (self->deposits, filter);
}
