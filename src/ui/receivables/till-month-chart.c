/* till-month-chart.c: what all owed at the ends of the last months, as bars and as a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/receivables/till-month-chart.h"

#include <glib/gi18n-lib.h>

#include "ui/receivables/till-month-bars.h"

struct _TillMonthChart
{
  AdwBin parent_instance;

  GArray *ends; /* TillReceivables */
  GArray *all;  /* the same, and the current one */

  TillReceivables now;

  GtkMenuButton *button;
  TillMonthBars *bars;
  GtkGrid       *grid; /* in the popover */
};

G_DEFINE_FINAL_TYPE (TillMonthChart, till_month_chart, ADW_TYPE_BIN)

static const TillReceivables *
get_month (TillMonthChart *self, guint i)
{
  return &g_array_index (self->all, TillReceivables, i);
}

/* ── The list ── */

static void
add_cell (TillMonthChart *self, int column, int row, const char *text, gboolean is_head)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_widget_add_css_class (label, is_head ? "dim-label" : "numeric");
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
}

static void
add_row (TillMonthChart *self, int row, const TillReceivables *month)
{
  g_autofree char *day = till_day_format (month->aged_on);
  g_autofree char *total = till_money_format (till_receivables_get_total (month));
  g_autofree char *share =
    g_strdup_printf (_ ("%u %%"), till_receivables_get_percent (month, TILL_AGE_OVER_90));
  int              n_days = till_receivables_count_days (month);
  g_autofree char *days = n_days >= 0 ? g_strdup_printf ("%d", n_days) : g_strdup ("–");

  add_cell (self, 0, row, day, FALSE);
  add_cell (self, 1, row, total, FALSE);
  add_cell (self, 2, row, share, FALSE);
  add_cell (self, 3, row, days, FALSE);
}

/* When it is opened: the newest first, as it is read. */
static void
fill_list (TillMonthChart *self)
{
  const char *const heads[] = { _ ("As of"), _ ("Owed"), _ ("Over 90"), _ ("Days in A/R") };
  GtkWidget        *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  for (int i = 0; i < (int) G_N_ELEMENTS (heads); i++)
    add_cell (self, i, 0, heads[i], TRUE);
  for (guint i = self->all->len; i-- > 0;)
    add_row (self, (int) (self->all->len - i), get_month (self, i));
}

/* ── The bars ── */

static char *
describe (TillMonthChart *self)
{
  GString *words = g_string_new (_ ("What all owed at the ends of months"));

  for (guint i = 0; i < self->all->len; i++)
    {
      const TillReceivables *month = get_month (self, i);
      g_autofree char       *day = till_day_format (month->aged_on);
      g_autofree char       *total = till_money_format (till_receivables_get_total (month));

      g_string_append_printf (words, "%s%s %s", i == 0 ? ": " : "; ", day, total);
    }

  return g_string_free (words, FALSE);
}

static void
show (TillMonthChart *self)
{
  g_autofree char *words = NULL;
  gboolean         comparable = self->ends->len > 0 && !till_day_is_none (self->now.aged_on);

  gtk_widget_set_visible (GTK_WIDGET (self->button), comparable);
  if (!comparable)
    return;

  g_array_set_size (self->all, 0);
  g_array_append_vals (self->all, self->ends->data, self->ends->len);
  g_array_append_val (self->all, self->now);
  till_month_bars_set_months (self->bars, self->all);
  words = describe (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->grid)))
    fill_list (self);
}

/* ── The object ── */

static void
till_month_chart_finalize (GObject *object)
{
  TillMonthChart *self = TILL_MONTH_CHART (object);

  g_array_unref (self->ends);
  g_array_unref (self->all);

  G_OBJECT_CLASS (till_month_chart_parent_class)->finalize (object);
}

static void
till_month_chart_class_init (TillMonthChartClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = till_month_chart_finalize;
}

static void
till_month_chart_init (TillMonthChart *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->ends = g_array_new (FALSE, FALSE, sizeof (TillReceivables));
  self->all = g_array_new (FALSE, FALSE, sizeof (TillReceivables));
  self->now.aged_on = TILL_DAY_NONE;
  self->bars = TILL_MONTH_BARS (till_month_bars_new ());
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 18);
  gtk_grid_set_row_spacing (self->grid, 3);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "month-list");
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->grid));
  g_signal_connect_swapped (popover, "show", G_CALLBACK (fill_list), self);

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, GTK_WIDGET (self->bars));
  gtk_menu_button_set_popover (self->button, popover);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button),
                               _ ("What all owed at the ends of the last 12 months"));
  gtk_widget_set_visible (GTK_WIDGET (self->button), FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

GtkWidget *
till_month_chart_new (void)
{
  return g_object_new (TILL_TYPE_MONTH_CHART, NULL);
}

void
till_month_chart_set_ends (TillMonthChart *self, const GArray *ends)
{
  g_return_if_fail (TILL_IS_MONTH_CHART (self));

  g_array_set_size (self->ends, 0);
  g_array_append_vals (self->ends, ends->data, ends->len);
  show (self);
}

void
till_month_chart_set_now (TillMonthChart *self, const TillReceivables *now)
{
  g_return_if_fail (TILL_IS_MONTH_CHART (self));

  self->now = *now;
  show (self);
}
