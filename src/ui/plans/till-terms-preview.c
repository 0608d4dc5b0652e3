/* till-terms-preview.c: the payments of a plan that is being made, each with its day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ten years of weeks are 520 rows, made anew with each key that is pressed: they are texts, and
 * become widgets when they are seen.
 */
#include "ui/plans/till-terms-preview.h"

#include <glib/gi18n-lib.h>

#include "rules/till-plan-rules.h"

#define SEPARATOR "\t"
#define N_COLUMNS 4

static const guint min_chars[N_COLUMNS] = { 6, 11, 9, 9 };

struct _TillTermsPreview
{
  AdwBin parent_instance;

  /* Children */
  GtkWidget     *box;
  GtkLabel      *words;
  GtkColumnView *table;
  GtkStringList *rows; /* owned by the table */
};

G_DEFINE_FINAL_TYPE (TillTermsPreview, till_terms_preview, ADW_TYPE_BIN)

/* ── Rows ────────────────────────────────────────────────────────────────────────────────────── */

static char *
dup_row (const char *number, const char *day, TillMoney amount, TillMoney left)
{
  g_autofree char *amount_words = till_money_format (amount);
  g_autofree char *left_words = till_money_format (left);

  return g_strjoin (SEPARATOR, number, day, amount_words, left_words, NULL);
}

static char **
dup_rows (const TillPlanTerms *terms)
{
  g_autoptr (GArray)       parts = till_plan_make_parts (terms);
  g_autoptr (GStrvBuilder) rows = g_strv_builder_new ();
  TillMoney                left = till_money (terms->total.cents + terms->fee.cents);

  if (terms->down_payment.cents > 0)
    {
      g_autofree char *row = NULL;

      left.cents -= terms->down_payment.cents;
      row = dup_row (_ ("Down"), _ ("When signed"), terms->down_payment, left);
      g_strv_builder_add (rows, row);
    }
  for (guint i = 0; i < parts->len; i++)
    {
      const TillPlanPart *part = &g_array_index (parts, TillPlanPart, i);
      g_autofree char    *number = g_strdup_printf ("%u", part->number);
      g_autofree char    *day = till_day_format (part->day);
      g_autofree char    *row = NULL;

      left.cents -= part->amount.cents;
      row = dup_row (number, day, part->amount, left);
      g_strv_builder_add (rows, row);
    }

  return g_strv_builder_end (rows);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), GPOINTER_TO_INT (column) < 2 ? 0 : 1);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), min_chars[GPOINTER_TO_INT (column)]);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_add_css_class (cell, "numeric");
  gtk_list_item_set_child (item, cell);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  GtkStringObject *row = gtk_list_item_get_item (item);
  g_auto (GStrv)   cells = g_strsplit (gtk_string_object_get_string (row), SEPARATOR, N_COLUMNS);

  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)),
                            cells[GPOINTER_TO_INT (column)]);
}

static void
add_column (TillTermsPreview *self, int column, const char *title)
{
  GtkListItemFactory             *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) of = gtk_column_view_column_new (title, factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (column));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GINT_TO_POINTER (column));
  gtk_column_view_column_set_expand (of, TRUE);
  gtk_column_view_append_column (self->table, of);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_terms_preview_class_init (TillTermsPreviewClass *klass)
{
}

static GtkWidget *
new_table (TillTermsPreview *self)
{
  GtkWidget         *scroller = gtk_scrolled_window_new ();
  GtkSelectionModel *rows;

  self->rows = gtk_string_list_new (NULL);
  rows = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (self->rows)));
  self->table = GTK_COLUMN_VIEW (gtk_column_view_new (rows));
  gtk_widget_add_css_class (GTK_WIDGET (self->table), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Schedule of the payments"), -1);
  add_column (self, 0, _ ("Payment"));
  add_column (self, 1, _ ("Day"));
  add_column (self, 2, _ ("Amount"));
  add_column (self, 3, _ ("Left"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->table));
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_widget_set_vexpand (scroller, TRUE);

  return scroller;
}

static void
till_terms_preview_init (TillTermsPreview *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->words = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->words, TRUE);
  gtk_label_set_xalign (self->words, 0);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->words));
  gtk_box_append (GTK_BOX (self->box), new_table (self));
  gtk_widget_set_visible (self->box, FALSE);
  adw_bin_set_child (ADW_BIN (self), self->box);
}

/* "6 of $25.00 each. Every month on day 5, the last on May 5, 2027. $150.00 in all." */
static char *
dup_words (const TillPlanTerms *terms)
{
  g_autofree char *parts = till_plan_installments_to_words (terms);
  g_autofree char *cadence = till_plan_cadence_to_sentence (terms);
  g_autofree char *last =
    till_day_format (till_plan_get_day (terms, (guint) terms->n_installments - 1));
  g_autofree char *all = till_money_format (till_money (terms->total.cents + terms->fee.cents));

  return g_strdup_printf (
    /* Translators: the installments, how often, the last day, and the sum: "6 of $25.00 each. Every
     * month on day 5, the last on May 5, 2027. $150.00 in all." */
    _ ("%s. %s, the last on %s. %s in all."), parts, cadence, last, all);
}

void
till_terms_preview_show (TillTermsPreview *self, const TillPlanTerms *terms)
{
  g_auto (GStrv)   rows = NULL;
  g_autofree char *words = NULL;

  g_return_if_fail (TILL_IS_TERMS_PREVIEW (self));

  gtk_widget_set_visible (self->box, terms != NULL);
  if (terms == NULL)
    return;

  words = dup_words (terms);
  gtk_label_set_text (self->words, words);
  rows = dup_rows (terms);
  /* In two steps, or the list fetches each row (src/ui/widgets/till-table-view.c). */
  gtk_string_list_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)),
                          NULL);
  gtk_string_list_splice (self->rows, 0, 0, (const char *const *) rows);
}
