/* till-table-totals.c: below a table: how many rows, their sums, those of what is selected
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-table-totals.h"

#include <glib/gi18n-lib.h>

#include "core/till-money.h"

struct _TillTableTotals
{
  GtkBox parent_instance;

  /* Owned */
  TillTable          *table;
  TillTableSelection *rows;
  GCancellable       *summing; /* of what is selected; NULL: not asked for */
  GPtrArray          *sums;    /* GtkLabel, borrowed: one a total */

  const TillTotalsKind *kind;
  const char           *last; /* the sum that counts */

  /* Children */
  GtkLabel *count;
  GtkLabel *selected;
};

G_DEFINE_FINAL_TYPE (TillTableTotals, till_table_totals, GTK_TYPE_BOX)

static void
set_sum (GtkLabel *label, const char *words, gint64 cents)
{
  g_autofree char *sum = till_money_format (till_money (cents));
  g_autofree char *text = g_strdup_printf ("%s %s", words, sum);

  gtk_label_set_text (label, text);
}

static void
update_totals (TillTableTotals *self)
{
  guint            n_rows = till_table_get_n_rows (self->table);
  g_autofree char *count = NULL;

  if (till_table_get_state (self->table) == TILL_TABLE_LOADING)
    return;
  count = self->kind->count (n_rows);
  gtk_label_set_text (self->count, count);
  for (guint i = 0; i < self->sums->len; i++)
    set_sum (self->sums->pdata[i], _ (self->kind->totals[i].words),
             till_table_get_sum (self->table, self->kind->totals[i].sum));
}

static void
show_selected (TillTableTotals *self, gint64 sum)
{
  guint            n_selected = till_table_selection_get_n_selected (self->rows);
  g_autofree char *words = self->kind->selected (n_selected);

  set_sum (self->selected, words, sum);
  gtk_widget_set_visible (GTK_WIDGET (self->selected), n_selected > 0);
}

typedef struct
{
  TillTableTotals *totals; /* borrowed: its end cancels */
  gboolean         all_but;
} Summing;

static void
summed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Summing *summing = user_data;
  g_autoptr (GError)  error = NULL;
  TillTable          *table = TILL_TABLE (source);
  gint64              sum = till_table_sum_ids_finish (table, result, &error);

  /* Another selection, or the window is gone; that rows can't be read the list says. */
  if (error != NULL)
    return;
  if (summing->all_but)
    sum = till_table_get_sum (table, summing->totals->last) - sum;
  show_selected (summing->totals, sum);
}

static void
update_selected (TillTableTotals *self)
{
  g_autoptr (GArray) ids = NULL;
  Summing           *summing;
  gboolean           all_but;

  g_cancellable_cancel (self->summing);
  g_clear_object (&self->summing);
  ids = till_table_selection_dup_ids (self->rows, &all_but);
  if (ids->len == 0)
    {
      show_selected (self, all_but ? till_table_get_sum (self->table, self->last) : 0);
      return;
    }

  self->summing = g_cancellable_new ();
  summing = g_new0 (Summing, 1);
  summing->totals = self;
  summing->all_but = all_but;
  till_table_sum_ids_async (self->table, self->last, ids, self->summing, summed_cb, summing);
}

static void
till_table_totals_dispose (GObject *object)
{
  TillTableTotals *self = TILL_TABLE_TOTALS (object);
  GtkWidget       *child;

  g_cancellable_cancel (self->summing);
  g_clear_object (&self->summing);
  if (self->table != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->table, self);
      g_signal_handlers_disconnect_by_data (self->rows, self);
    }
  g_clear_object (&self->table);
  g_clear_object (&self->rows);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);

  G_OBJECT_CLASS (till_table_totals_parent_class)->dispose (object);
}

static void
till_table_totals_finalize (GObject *object)
{
  g_ptr_array_unref (TILL_TABLE_TOTALS (object)->sums);

  G_OBJECT_CLASS (till_table_totals_parent_class)->finalize (object);
}

static void
till_table_totals_class_init (TillTableTotalsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_table_totals_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_table_totals_finalize;
}

static GtkLabel *
add_label (TillTableTotals *self, const char *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (label));

  return label;
}

static void
till_table_totals_init (TillTableTotals *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 24);
  gtk_widget_add_css_class (GTK_WIDGET (self), "totals");
  self->sums = g_ptr_array_new ();
  self->count = add_label (self, NULL);
  gtk_widget_set_hexpand (GTK_WIDGET (self->count), TRUE);
  gtk_label_set_xalign (self->count, 0);
  gtk_label_set_ellipsize (self->count, PANGO_ELLIPSIZE_END);
  self->selected = add_label (self, "selected-sum");
  gtk_widget_set_visible (GTK_WIDGET (self->selected), FALSE);
}

void
till_table_totals_set_table (TillTableTotals      *self,
                             const TillTotalsKind *kind,
                             TillTable            *table,
                             TillTableSelection   *rows)
{
  g_return_if_fail (TILL_IS_TABLE_TOTALS (self) && self->table == NULL);
  g_return_if_fail (TILL_IS_TABLE (table) && kind != NULL);

  self->kind = kind;
  self->table = g_object_ref (table);
  self->rows = g_object_ref (rows);
  for (const TillTableTotal *total = kind->totals; total->sum != NULL; total++)
    {
      self->last = total->sum;
      g_ptr_array_add (self->sums, add_label (self, total[1].sum == NULL ? "heading" : NULL));
    }
  g_signal_connect_swapped (table, "notify::state", G_CALLBACK (update_totals), self);
  if (self->last != NULL)
    g_signal_connect_swapped (rows, "selection-changed", G_CALLBACK (update_selected), self);
  update_totals (self);
}
