/* till-filter-choices.c: the tick list of a choice column's values, each with its count
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-filter-choices.h"

#include <glib/gi18n-lib.h>

#include "core/till-number.h"

typedef struct
{
  TillTable        *table; /* owned */
  const TillColumn *column;
  TillFilterTake    take;
  gpointer          user_data;
  GPtrArray        *ticks;  /* GtkCheckButton, borrowed: as the column's choices */
  GPtrArray        *counts; /* GtkLabel, borrowed */
  GtkWidget        *hint;   /* borrowed */
  gboolean          is_setting;
} Choices;

static void
choices_free (gpointer data)
{
  Choices *self = data;

  g_object_unref (self->table);
  g_ptr_array_unref (self->ticks);
  g_ptr_array_unref (self->counts);
  g_free (self);
}

/* All ticked asks for nothing. With none ticked the list stays as it is until one is: a list of no
 * rows helps nobody, and one of all would say the opposite of what is ticked. */
static void
ticked_cb (Choices *self)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  if (self->is_setting)
    return;
  for (guint i = 0; i < self->ticks->len; i++)
    {
      if (gtk_check_button_get_active (self->ticks->pdata[i]))
        g_ptr_array_add (values, (gpointer) self->column->choices[i].value);
    }
  gtk_widget_set_visible (self->hint, values->len == 0);
  if (values->len == 0)
    return;
  if (values->len == self->ticks->len)
    {
      self->take (TILL_OP_IS, NULL, self->user_data);
      return;
    }
  g_ptr_array_add (values, NULL);
  self->take (TILL_OP_IS, (const char *const *) values->pdata, self->user_data);
}

static void
set_ticks (Choices *self, GtkCheckButton *only, gboolean all)
{
  self->is_setting = TRUE;
  for (guint i = 0; i < self->ticks->len; i++)
    gtk_check_button_set_active (self->ticks->pdata[i], all || self->ticks->pdata[i] == only);
  self->is_setting = FALSE;
  ticked_cb (self);
}

static void
only_cb (GtkButton *button, Choices *self)
{
  set_ticks (self, g_object_get_data (G_OBJECT (button), "tick"), FALSE);
}

static void
all_cb (GtkButton *button, Choices *self)
{
  set_ticks (self, NULL, TRUE);
}

static void
none_cb (GtkButton *button, Choices *self)
{
  set_ticks (self, NULL, FALSE);
}

/* What has no rows now is dimmed where it stands, and may still be asked for: rows may come. */
static void
show_count (Choices *self, guint choice, gint64 n)
{
  g_autofree char *text = till_number_format ((guint64) n);

  gtk_label_set_text (self->counts->pdata[choice], text);
  if (n == 0)
    gtk_widget_add_css_class (self->ticks->pdata[choice], "no-rows");
}

static void
show_counts (Choices *self, const GArray *counts)
{
  for (guint i = 0; i < self->counts->len; i++)
    {
      gint64 n = 0;

      for (guint j = 0; j < counts->len; j++)
        {
          const TillValueCount *count = &g_array_index (counts, TillValueCount, j);

          if (g_strcmp0 (count->value, self->column->choices[i].value) == 0)
            n = count->n;
        }
      show_count (self, i, n);
    }
}

/* @user_data is the widget, held. No count is no harm: the ticks work without. */
static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) box = user_data;
  g_autoptr (GError)    error = NULL;
  g_autoptr (GArray) counts = till_table_count_values_finish (TILL_TABLE (source), result, &error);

  if (counts != NULL)
    show_counts (g_object_get_data (G_OBJECT (box), "choices"), counts);
}

static void
add_choice (Choices *self, GtkGrid *grid, int row, const TillCondition *now)
{
  const TillChoice *choice = &self->column->choices[row];
  GtkWidget        *tick = gtk_check_button_new_with_label (_ (choice->words));
  GtkWidget        *count = gtk_label_new (NULL);
  GtkWidget        *only = gtk_button_new_with_label (_ ("Only This"));
  g_autofree char  *name = g_strdup_printf (_ ("Only %s"), _ (choice->words));

  gtk_widget_set_hexpand (tick, TRUE);
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (tick),
    now == NULL || (now->op == TILL_OP_IS &&
                    g_strv_contains ((const char *const *) now->values, choice->value)));
  g_signal_connect_swapped (tick, "toggled", G_CALLBACK (ticked_cb), self);
  gtk_label_set_xalign (GTK_LABEL (count), 1);
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (only, "flat");
  gtk_widget_add_css_class (only, "filter-only");
  gtk_accessible_update_property (GTK_ACCESSIBLE (only), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (only), "tick", tick);
  g_signal_connect (only, "clicked", G_CALLBACK (only_cb), self);

  g_ptr_array_add (self->ticks, tick);
  g_ptr_array_add (self->counts, count);
  gtk_grid_attach (grid, tick, 0, row, 1, 1);
  gtk_grid_attach (grid, count, 1, row, 1, 1);
  gtk_grid_attach (grid, only, 2, row, 1, 1);
}

static void
add_all_and_none (Choices *self, GtkBox *box)
{
  GtkWidget *both = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *all = gtk_button_new_with_mnemonic (_ ("_All"));
  GtkWidget *none = gtk_button_new_with_mnemonic (_ ("N_one"));

  gtk_box_set_homogeneous (GTK_BOX (both), TRUE);
  g_signal_connect (all, "clicked", G_CALLBACK (all_cb), self);
  g_signal_connect (none, "clicked", G_CALLBACK (none_cb), self);
  gtk_box_append (GTK_BOX (both), all);
  gtk_box_append (GTK_BOX (both), none);
  gtk_box_append (box, both);
}

GtkWidget *
till_filter_choices_new (TillTable *table, guint column, TillFilterTake take, gpointer user_data)
{
  GtkWidget           *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget           *grid = gtk_grid_new ();
  Choices             *self = g_new0 (Choices, 1);
  guint                n_columns;
  const TillColumn    *columns = till_table_get_columns (table, &n_columns);
  const TillCondition *now = till_filter_find (till_table_get_filter (table), columns[column].id);

  *self = (Choices){ .table = g_object_ref (table),
                     .column = &columns[column],
                     .take = take,
                     .user_data = user_data,
                     .ticks = g_ptr_array_new (),
                     .counts = g_ptr_array_new () };
  g_object_set_data_full (G_OBJECT (box), "choices", self, choices_free);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  for (int i = 0; self->column->choices[i].value != NULL; i++)
    add_choice (self, GTK_GRID (grid), i, now);
  gtk_box_append (GTK_BOX (box), grid);
  self->hint = gtk_label_new (_ ("Tick at least one."));
  gtk_label_set_xalign (GTK_LABEL (self->hint), 0);
  gtk_widget_set_visible (self->hint, FALSE);
  gtk_box_append (GTK_BOX (box), self->hint);
  add_all_and_none (self, GTK_BOX (box));
  till_table_count_values_async (table, self->column->id, NULL, counted_cb, g_object_ref (box));

  return box;
}
