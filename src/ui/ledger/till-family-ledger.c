/* till-family-ledger.c: a family's ledger, and what can be done with its entries
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/ledger/till-family-ledger.h"

#include <glib/gi18n-lib.h>

#include "core/till-number.h"
#include "flow/till-practice-patients.h"
#include "ui/widgets/till-table-menu.h"
#include "ui/widgets/till-table-totals.h"
#include "ui/widgets/till-table-view.h"

struct _TillFamilyLedger
{
  AdwBin parent_instance;

  /* Owned */
  TillTable  *entries; /* NULL until the family is known */
  GHashTable *open;    /* id → its words: what is open of that entry */
  GPtrArray  *cells;   /* GtkInscription, borrowed: those that show it */

  gint64   patient_id;
  gboolean is_from_file;

  /* Template children */
  GtkButton       *add_charge;
  GtkButton       *add_adjustment;
  GtkWidget       *allocate;
  GtkWidget       *take_back;
  TillTableView   *table;
  TillTableTotals *totals;

  /* Other children */
  GtkPopover *menu; /* one for the whole list */
};

/* "Unearned $1,234.56" */
#define OPEN_CHARS 18

G_DEFINE_FINAL_TYPE (TillFamilyLedger, till_family_ledger, ADW_TYPE_BIN)

/* ── Totals ── */

static char *
count_entries (guint n_rows)
{
  g_autofree char *number = till_number_format (n_rows);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s entry", "%s entries", n_rows), number);
}

static char *
selected_words (guint n_rows)
{
  g_autofree char *number = till_number_format (n_rows);

  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s selected, net", "%s selected, net", n_rows), number);
}

static const TillTableTotal sums[] = {
  { "charges", N_ ("Charges") },
  { "credits", N_ ("Credits") },
  { "balance", N_ ("Sum") },
  { NULL, NULL },
};

static const TillTotalsKind totals_kind = { count_entries, selected_words, sums };

/* ── What is open ── */

#define CELL_ID "till-entry-id"

/* No column of the table: it follows from all of the family's entries, and comes with the account.
 */
static void
show_open (TillFamilyLedger *self, GtkInscription *cell)
{
  const gint64 *id = g_object_get_data (G_OBJECT (cell), CELL_ID);

  gtk_inscription_set_text (cell, id != NULL ? g_hash_table_lookup (self->open, id) : NULL);
}

static void
cell_gone_cb (gpointer data, GObject *cell)
{
  TillFamilyLedger *self = data;

  if (self->cells != NULL)
    g_ptr_array_remove_fast (self->cells, cell);
}

static GtkWidget *
setup_open (GtkListItem *item, gpointer user_data)
{
  TillFamilyLedger *self = user_data;
  GtkWidget        *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), 1);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), OPEN_CHARS);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_add_css_class (cell, "numeric");
  gtk_widget_set_margin_end (cell, 6);
  g_ptr_array_add (self->cells, cell);
  g_object_weak_ref (G_OBJECT (cell), cell_gone_cb, self);

  return cell;
}

static void
bind_open (GtkListItem *item, TillRow *row, gpointer user_data)
{
  GtkInscription *cell = GTK_INSCRIPTION (gtk_list_item_get_child (item));
  gint64          id = till_row_get_id (row);

  g_object_set_data_full (G_OBJECT (cell), CELL_ID, g_memdup2 (&id, sizeof id), g_free);
  show_open (user_data, cell);
}

static void
read_open (TillFamilyLedger *self, const TillAccount *account)
{
  g_hash_table_remove_all (self->open);
  for (guint i = 0; i < account->open->len; i++)
    {
      const TillOpenEntry *entry = &g_array_index (account->open, TillOpenEntry, i);
      g_autofree char     *amount = till_money_format (entry->open);

      g_hash_table_insert (self->open, g_memdup2 (&entry->id, sizeof entry->id),
                           entry->is_credit ? g_strdup_printf (_ ("Unearned %s"), amount)
                                            : g_steal_pointer (&amount));
    }
  for (guint i = 0; i < self->cells->len; i++)
    show_open (self, self->cells->pdata[i]);
}

/* ── What is pressed ── */

static void
add_cb (GtkButton *button, TillFamilyLedger *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self),
                              button == self->add_charge ? "practice.add-charge"
                                                         : "practice.add-adjustment",
                              "x", self->patient_id);
}

/* The only row that is selected; 0: none is, or several. */
static gint64
chosen_id (TillFamilyLedger *self)
{
  gboolean           all_but;
  g_autoptr (GArray) ids =
    till_table_selection_dup_ids (till_table_view_get_selection (self->table), &all_but);

  return !all_but && ids->len == 1 ? g_array_index (ids, gint64, 0) : 0;
}

static void
take_back_cb (TillFamilyLedger *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "practice.take-back-entry", "x", chosen_id (self));
}

static void
allocate_cb (TillFamilyLedger *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "practice.allocate", "x", chosen_id (self));
}

/* Whether a credit, by what its row says; the rest the deed says itself. */
static gboolean
is_credit (TillFamilyLedger *self, gint64 id)
{
  guint               position;
  g_autoptr (TillRow) row = NULL;

  if (id == 0 || !till_table_find_id (self->entries, id, &position))
    return FALSE;
  row = g_list_model_get_item (G_LIST_MODEL (self->entries), position);

  return till_row_get_int (row, (guint) till_table_find_column (self->entries, "amount")) < 0;
}

static gboolean
can_allocate (TillFamilyLedger *self, gint64 id)
{
  return !self->is_from_file && is_credit (self, id);
}

static void
selected_cb (TillFamilyLedger *self)
{
  gint64 id = chosen_id (self);

  gtk_widget_set_sensitive (self->take_back, id != 0);
  gtk_widget_set_sensitive (self->allocate, can_allocate (self, id));
}

static void
menu_cb (TillTableView *table, gint64 id, GdkRectangle *at, TillFamilyLedger *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  if (can_allocate (self, id))
    till_table_menu_append (menu, _ ("A_llocate…"), "practice.allocate", id);
  till_table_menu_append (menu, _ ("_Take Back…"), "practice.take-back-entry", id);
  till_table_menu_popup (self->menu, G_MENU_MODEL (menu), at, GTK_ALIGN_START);
}

/* ── The object ── */

static void
till_family_ledger_dispose (GObject *object)
{
  TillFamilyLedger *self = TILL_FAMILY_LEDGER (object);

  g_clear_pointer ((GtkWidget **) &self->menu, gtk_widget_unparent);
  for (guint i = 0; self->cells != NULL && i < self->cells->len; i++)
    g_object_weak_unref (self->cells->pdata[i], cell_gone_cb, self);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_FAMILY_LEDGER);
  g_clear_pointer (&self->open, g_hash_table_unref);
  g_clear_object (&self->entries);

  G_OBJECT_CLASS (till_family_ledger_parent_class)->dispose (object);
}

static void
till_family_ledger_class_init (TillFamilyLedgerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_family_ledger_dispose;

  g_type_ensure (TILL_TYPE_TABLE_TOTALS);
  g_type_ensure (TILL_TYPE_TABLE_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/ledger/till-family-ledger.ui");
  gtk_widget_class_bind_template_child (widget_class, TillFamilyLedger, add_charge);
  gtk_widget_class_bind_template_child (widget_class, TillFamilyLedger, add_adjustment);
  gtk_widget_class_bind_template_child (widget_class, TillFamilyLedger, allocate);
  gtk_widget_class_bind_template_child (widget_class, TillFamilyLedger, take_back);
  gtk_widget_class_bind_template_child (widget_class, TillFamilyLedger, table);
  gtk_widget_class_bind_template_child (widget_class, TillFamilyLedger, totals);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, allocate_cb);
}

static void
till_family_ledger_init (TillFamilyLedger *self)
{
  self->open = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->cells = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  till_table_view_add_cell (self->table, "open", _ ("Open"), setup_open, bind_open, self);
  till_table_view_set_empty_words (self->table, _ ("No Entries"),
                                   _ ("Charges and what is posted of payments are listed here."));
  self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (NULL));
  gtk_popover_set_has_arrow (self->menu, FALSE);
  /* GTK gives the focus back to a button only. */
  g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (till_table_view_focus), self->table);
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self->table));
  g_signal_connect (self->table, "row-menu", G_CALLBACK (menu_cb), self);
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE); /* until it is known whose it is */
}

static void
open_table (TillFamilyLedger *self, TillPractice *practice, gint64 guarantor_id)
{
  TillTableSelection *rows;

  self->entries = till_practice_new_ledger_of (practice, guarantor_id);
  till_table_view_set_table (self->table, self->entries, till_practice_get_zone (practice),
                             _ ("Family ledger"));
  rows = till_table_view_get_selection (self->table);
  till_table_totals_set_table (self->totals, &totals_kind, self->entries, rows);
  g_signal_connect_object (rows, "selection-changed", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
}

void
till_family_ledger_show (TillFamilyLedger *self, TillPractice *practice, const TillAccount *account)
{
  g_return_if_fail (TILL_IS_FAMILY_LEDGER (self));

  self->patient_id = account->patient->id;
  self->is_from_file = account->is_from_file;
  if (self->entries == NULL)
    open_table (self, practice, account->patient->guarantor_id);
  read_open (self, account);
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
}
