/* till-receivables-summary.c: what all owe together, above their table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/receivables/till-receivables-summary.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-receivables.h"
#include "ui/receivables/till-age-bar.h"
#include "ui/receivables/till-age-words.h"
#include "ui/receivables/till-month-chart.h"

struct _TillReceivablesSummary
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice *practice;
  TillTable    *table;
  GCancellable *summing; /* NULL: nothing is asked for */
  GCancellable *looking; /* back; NULL: nothing is asked for */

  gboolean again; /* what is being asked for is old already */
  gboolean showing;

  /* Template children */
  GtkLabel   *total;
  GtkLabel   *aged_on;
  TillAgeBar *bar;
  GtkBox     *ages;
  GtkLabel   *share;
  GtkLabel   *days;
  AdwBin     *months;

  /* Other children */
  GtkToggleButton *buttons[TILL_N_AGES];
  GtkLabel        *amounts[TILL_N_AGES];
  TillMonthChart  *chart;
};

G_DEFINE_FINAL_TYPE (TillReceivablesSummary, till_receivables_summary, ADW_TYPE_BIN)

/* ── The figures ── */

static void
show_days (TillReceivablesSummary *self, const TillReceivables *receivables)
{
  int              n_days = till_receivables_count_days (receivables);
  g_autofree char *words = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%d day in A/R", "%d days in A/R", (gulong) MAX (n_days, 0)),
    n_days);

  gtk_label_set_text (self->days, words);
  gtk_widget_set_visible (GTK_WIDGET (self->days), n_days >= 0);
}

static void
show_ages (TillReceivablesSummary *self, const TillReceivables *receivables)
{
  till_age_bar_set_receivables (self->bar, receivables);
  for (int i = 0; i < TILL_N_AGES; i++)
    {
      g_autofree char *amount = till_money_format (receivables->owed[i]);
      g_autofree char *words = till_age_describe (receivables, (TillAge) i);

      gtk_label_set_text (self->amounts[i], amount);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->buttons[i]), words);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
    }
}

static void
show_figures (TillReceivablesSummary *self, const TillReceivables *receivables)
{
  g_autofree char *total = till_money_format (till_receivables_get_total (receivables));
  g_autofree char *owed = till_money_format (till_receivables_get_owed (receivables));
  g_autofree char *credit = till_money_format (receivables->credit);
  /* Translators: of all guarantors: what they owe, and what their credits are */
  g_autofree char *both = g_strdup_printf (_ ("All owe %s; credits are %s"), owed, credit);
  g_autofree char *share = g_strdup_printf (
    _ ("%u %% over 90"), till_receivables_get_percent (receivables, TILL_AGE_OVER_90));

  gtk_label_set_text (self->total, total);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->total), both);
  gtk_label_set_text (self->share, share);
  show_ages (self, receivables);
  show_days (self, receivables);
  till_month_chart_set_now (self->chart, receivables);
}

static char *
say_aged_on (TillReceivablesSummary *self)
{
  TillDay          aged_on = till_practice_get_aged_on (self->practice);
  TillDay          until = till_practice_get_lines_until (self->practice);
  g_autofree char *day = till_day_is_none (aged_on) ? NULL : till_day_format (aged_on);
  g_autofree char *lines = till_day_is_none (until) ? NULL : till_day_format (until);

  if (day == NULL)
    return g_strdup ("");
  if (lines != NULL)
    /* Translators: two days; the second is the one up to which the imported ledger goes */
    return g_strdup_printf (_ ("All, aged as of %s, imported up to %s"), day, lines);

  /* Translators: a day; what is owed is as old as it was on that day */
  return g_strdup_printf (_ ("All, aged as of %s"), day);
}

static void
show_aged_on (TillReceivablesSummary *self)
{
  g_autofree char *words = say_aged_on (self);

  gtk_label_set_text (self->aged_on, words);
}

static void ask (TillReceivablesSummary *self);

static void
summed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  TillReceivables    receivables;
  gboolean           summed =
    till_practice_sum_receivables_finish (TILL_PRACTICE (source), result, &receivables, &error);
  TillReceivablesSummary *self = user_data;

  /* The summary is gone: the end cancels what it asked for. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->summing);
  /* That the balances can't be read the table says. */
  if (summed)
    show_figures (self, &receivables);
  if (self->again)
    ask (self);
}

static void
ask (TillReceivablesSummary *self)
{
  self->again = self->summing != NULL;
  if (self->again)
    return;

  self->summing = g_cancellable_new ();
  till_practice_sum_receivables_async (self->practice, self->summing, summed_cb, self);
}

/* ── The months before ── */

static void
looked_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ends =
    till_practice_read_month_ends_finish (TILL_PRACTICE (source), result, &error);
  TillReceivablesSummary *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->looking);
  if (ends != NULL)
    till_month_chart_set_ends (self->chart, ends);
}

/* They change with the day, or with a file; not with each payment. */
static void
look_back (TillReceivablesSummary *self)
{
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  till_practice_read_month_ends_async (self->practice, self->looking, looked_back_cb, self);
}

static void
aged_cb (TillReceivablesSummary *self)
{
  show_aged_on (self);
  look_back (self);
}

/* ── The filter ── */

static const char *const owing[] = { "1", "", NULL };

static gboolean
is_asked_for (TillFilter *filter, TillAge age)
{
  const TillCondition *condition = till_filter_find (filter, till_age_to_column (age));

  return condition != NULL && condition->op == TILL_OP_BETWEEN &&
         g_strv_equal ((const char *const *) condition->values, owing);
}

static void
show_filter (TillReceivablesSummary *self)
{
  TillFilter *filter = till_table_get_filter (self->table);

  self->showing = TRUE;
  for (int i = 0; i < TILL_N_AGES; i++)
    gtk_toggle_button_set_active (self->buttons[i], is_asked_for (filter, (TillAge) i));
  self->showing = FALSE;
}

/* One age at a time: who owes of two ages at once is asked for at the columns. */
static void
narrow (TillReceivablesSummary *self, TillAge age)
{
  g_autoptr (TillFilter) filter = till_filter_copy (till_table_get_filter (self->table));
  gboolean               narrowed = is_asked_for (filter, age);

  for (int i = 0; i < TILL_N_AGES; i++)
    till_filter_set (filter, till_age_to_column ((TillAge) i), TILL_OP_BETWEEN,
                     (TillAge) i == age && !narrowed ? owing : NULL);
  till_table_set_filter (self->table, filter);
}

static void
age_pressed_cb (TillReceivablesSummary *self, guint age)
{
  narrow (self, (TillAge) age);
}

static void
toggled_cb (GtkToggleButton *button, TillReceivablesSummary *self)
{
  if (self->showing)
    return;

  for (int i = 0; i < TILL_N_AGES; i++)
    if (self->buttons[i] == button)
      narrow (self, (TillAge) i);
}

/* ── The object ── */

static void
add_age (TillReceivablesSummary *self, TillAge age)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *dot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *amount = gtk_label_new (NULL);

  gtk_widget_add_css_class (dot, "age-dot");
  gtk_widget_add_css_class (dot, till_age_to_color (age));
  gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), dot);
  gtk_box_append (GTK_BOX (line), gtk_label_new (till_age_to_words (age)));
  gtk_label_set_xalign (GTK_LABEL (amount), 0);
  gtk_widget_add_css_class (amount, "numeric");
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), amount);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "age");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_box_append (self->ages, button);
  self->buttons[age] = GTK_TOGGLE_BUTTON (button);
  self->amounts[age] = GTK_LABEL (amount);
}

static void
till_receivables_summary_dispose (GObject *object)
{
  TillReceivablesSummary *self = TILL_RECEIVABLES_SUMMARY (object);

  g_cancellable_cancel (self->summing);
  g_clear_object (&self->summing);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  if (self->practice != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->practice, self);
      g_signal_handlers_disconnect_by_data (self->table, self);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_RECEIVABLES_SUMMARY);
  g_clear_object (&self->table);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_receivables_summary_parent_class)->dispose (object);
}

static void
till_receivables_summary_class_init (TillReceivablesSummaryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_receivables_summary_dispose;

  g_type_ensure (TILL_TYPE_AGE_BAR);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/receivables/till-receivables-summary.ui");
  gtk_widget_class_bind_template_child (widget_class, TillReceivablesSummary, total);
  gtk_widget_class_bind_template_child (widget_class, TillReceivablesSummary, aged_on);
  gtk_widget_class_bind_template_child (widget_class, TillReceivablesSummary, bar);
  gtk_widget_class_bind_template_child (widget_class, TillReceivablesSummary, ages);
  gtk_widget_class_bind_template_child (widget_class, TillReceivablesSummary, share);
  gtk_widget_class_bind_template_child (widget_class, TillReceivablesSummary, days);
  gtk_widget_class_bind_template_child (widget_class, TillReceivablesSummary, months);
  gtk_widget_class_bind_template_callback (widget_class, age_pressed_cb);
}

static void
till_receivables_summary_init (TillReceivablesSummary *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < TILL_N_AGES; i++)
    add_age (self, (TillAge) i);
  self->chart = TILL_MONTH_CHART (till_month_chart_new ());
  adw_bin_set_child (self->months, GTK_WIDGET (self->chart));
}

/* What the table shows has been read again: it is of new balances, or of another filter. */
static void
state_cb (TillReceivablesSummary *self)
{
  if (till_table_get_state (self->table) == TILL_TABLE_READY)
    ask (self);
}

void
till_receivables_summary_set_table (TillReceivablesSummary *self,
                                    TillPractice           *practice,
                                    TillTable              *table)
{
  g_return_if_fail (TILL_IS_RECEIVABLES_SUMMARY (self) && self->table == NULL);

  self->practice = g_object_ref (practice);
  self->table = g_object_ref (table);
  g_signal_connect_swapped (table, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (table, "notify::filter", G_CALLBACK (show_filter), self);
  g_signal_connect_swapped (practice, "notify::aged-on", G_CALLBACK (aged_cb), self);
  show_filter (self);
  aged_cb (self);
  ask (self);
}
