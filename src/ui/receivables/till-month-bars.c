/* till-month-bars.c: what was owed at the ends of months, a bar each, a part an age
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/receivables/till-month-bars.h"

#include "ui/receivables/till-age-words.h"

#define N_BARS (TILL_RECEIVABLE_MONTHS + 1)
#define BAR_WIDTH 6
#define GAP 2
#define WIDTH (N_BARS * (BAR_WIDTH + GAP) - GAP)
#define HEIGHT 36

struct _TillMonthBars
{
  GtkWidget parent_instance;

  GArray *months;
};

G_DEFINE_FINAL_TYPE (TillMonthBars, till_month_bars, GTK_TYPE_WIDGET)

static const TillReceivables *
get_month (TillMonthBars *self, guint i)
{
  return &g_array_index (self->months, TillReceivables, i);
}

static gint64
find_most (TillMonthBars *self)
{
  gint64 most = 1;

  for (guint i = 0; i < self->months->len; i++)
    most = MAX (most, till_receivables_get_owed (get_month (self, i)).cents);

  return most;
}

static int
to_pixels (gint64 cents, gint64 most, int height)
{
  return (int) ((double) cents / (double) most * height);
}

static void
draw_bar (TillMonthBars *self, GtkSnapshot *snapshot, const TillReceivables *month, int x)
{
  int    height = gtk_widget_get_height (GTK_WIDGET (self));
  gint64 most = find_most (self);
  gint64 below = 0;

  for (int age = TILL_N_AGES; age-- > 0;)
    {
      int     begin = to_pixels (below, most, height);
      int     end = to_pixels (below + month->owed[age].cents, most, height);
      GdkRGBA color;

      below += month->owed[age].cents;
      till_age_find_color (GTK_WIDGET (self), till_age_to_color ((TillAge) age), &color);
      gtk_snapshot_append_color (
        snapshot, &color,
        &GRAPHENE_RECT_INIT ((float) x, (float) (height - end), BAR_WIDTH, (float) (end - begin)));
    }
}

static int
count_months (const TillReceivables *month)
{
  int year;
  int month_of_year;
  int day;

  till_day_get_ymd (month->aged_on, &year, &month_of_year, &day);

  return year * 12 + month_of_year;
}

/* The current month stands at the right; one that nothing is known of has no bar. */
static void
till_month_bars_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TillMonthBars *self = TILL_MONTH_BARS (widget);
  int            right = gtk_widget_get_width (widget) - BAR_WIDTH;
  guint          n = self->months->len;

  for (guint i = 0; i < n; i++)
    {
      int n_before = count_months (get_month (self, n - 1)) - count_months (get_month (self, i));

      draw_bar (self, snapshot, get_month (self, i), right - n_before * (BAR_WIDTH + GAP));
    }
}

static void
till_month_bars_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
  *natural = *minimum;
}

static void
till_month_bars_finalize (GObject *object)
{
  g_array_unref (TILL_MONTH_BARS (object)->months);

  G_OBJECT_CLASS (till_month_bars_parent_class)->finalize (object);
}

static void
till_month_bars_class_init (TillMonthBarsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = till_month_bars_finalize;
  widget_class->snapshot = till_month_bars_snapshot;
  widget_class->measure = till_month_bars_measure;
  /* The button around it says what it shows. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
till_month_bars_init (TillMonthBars *self)
{
  self->months = g_array_new (FALSE, FALSE, sizeof (TillReceivables));
}

GtkWidget *
till_month_bars_new (void)
{
  return g_object_new (TILL_TYPE_MONTH_BARS, NULL);
}

void
till_month_bars_set_months (TillMonthBars *self, const GArray *months)
{
  g_return_if_fail (TILL_IS_MONTH_BARS (self));

  g_array_set_size (self->months, 0);
  g_array_append_vals (self->months, months->data, months->len);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
