/* till-filter-fields.c: the fields of one column's condition: text, money, days, numbers, yes or no
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A way to ask (from–to, contains, older than …), up to two fields, what is wrong with them under
 * them, and below it what can be asked for with one press.
 */
#include "ui/widgets/till-filter-fields.h"

#include <glib/gi18n-lib.h>

#include "core/till-money.h"
#include "core/till-text.h"
#include "ui/widgets/till-entry-guard.h"

typedef struct
{
  TillFilterOp op;
  const char  *words;
} Way;

/* What one press asks for. */
typedef struct
{
  const char  *words;
  TillFilterOp op;
  const char  *values[3];
} Quick;

typedef struct
{
  const TillColumn *column;
  const Way        *ways; /* ended by NULL words */
  TillFilterTake    take;
  gpointer          user_data;

  /* Children, borrowed */
  GtkDropDown *way;
  GtkEntry    *entries[2];
  GtkLabel    *problem;
} Fields;

static const Way text_ways[] = {
  { TILL_OP_CONTAINS, N_ ("Contains") },
  { TILL_OP_BEGINS, N_ ("Begins with") },
  { 0, NULL },
};

static const Way number_ways[] = {
  { TILL_OP_BETWEEN, N_ ("From – to") },
  { 0, NULL },
};

static const Way day_ways[] = {
  { TILL_OP_BETWEEN, N_ ("From – to") },
  { TILL_OP_LAST_DAYS, N_ ("The last days") },
  { TILL_OP_NEXT_DAYS, N_ ("The next days") },
  { TILL_OP_OLDER, N_ ("Older than … days") },
  { 0, NULL },
};

static const Quick text_quick[] = {
  { N_ ("Is Empty"), TILL_OP_EMPTY, { NULL } },
  { NULL, 0, { NULL } },
};

static const Quick day_quick[] = {
  { N_ ("Today"), TILL_OP_PRESET, { "today", NULL } },
  { N_ ("Yesterday"), TILL_OP_PRESET, { "yesterday", NULL } },
  { N_ ("This Week"), TILL_OP_PRESET, { "this-week", NULL } },
  { N_ ("Last Month"), TILL_OP_PRESET, { "last-month", NULL } },
  { N_ ("This Year"), TILL_OP_PRESET, { "this-year", NULL } },
  { N_ ("Never"), TILL_OP_EMPTY, { NULL } },
  { NULL, 0, { NULL } },
};

static const Quick bool_quick[] = {
  { N_ ("Yes"), TILL_OP_IS, { "1", NULL } },
  { N_ ("No"), TILL_OP_IS, { "0", NULL } },
  { NULL, 0, { NULL } },
};

static gboolean
is_day (const TillColumn *column)
{
  return column->kind == TILL_COLUMN_DAY || column->kind == TILL_COLUMN_INSTANT;
}

static TillFilterOp
chosen_op (Fields *self)
{
  return self->ways[gtk_drop_down_get_selected (self->way)].op;
}

/* ── What is in a field, and back ── */

static char *
read_day (const char *text, const char **problem)
{
  TillDay day = till_day_parse (text);

  if (till_day_is_none (day))
    {
      *problem = _ ("Enter a day, such as 2026-11-24.");
      return NULL;
    }

  return till_day_to_iso (day);
}

static char *
read_number (Fields *self, const char *text, const char **problem)
{
  gint64 number;
  int    n_days;

  if (chosen_op (self) != TILL_OP_BETWEEN &&
      !till_filter_read_days (chosen_op (self), text, &n_days))
    *problem = _ ("Enter a number of days.");
  else if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
    *problem = _ ("Enter a whole number.");
  else
    return g_strdup (text);

  return NULL;
}

/* The field's text as a condition holds it; NULL with a sentence when it can't be. */
static char *
read_value (Fields *self, guint index, const char **problem)
{
  g_autofree char *text =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entries[index]))));
  TillMoney amount;

  if (*text == '\0' && chosen_op (self) == TILL_OP_BETWEEN)
    return g_strdup ("");
  if (self->column->kind == TILL_COLUMN_TEXT)
    {
      if (*text == '\0')
        *problem = _ ("Enter what to look for.");
      return *text != '\0' ? g_steal_pointer (&text) : NULL;
    }
  if (self->column->kind == TILL_COLUMN_MONEY)
    {
      if (till_money_parse (text, &amount, NULL))
        return g_strdup_printf ("%" G_GINT64_FORMAT, amount.cents);
      *problem = _ ("Enter an amount, such as 125.50.");
      return NULL;
    }
  if (is_day (self->column) && chosen_op (self) == TILL_OP_BETWEEN)
    return read_day (text, problem);

  return read_number (self, text, problem);
}

static char *
write_value (const TillColumn *column, TillFilterOp op, const char *value)
{
  if (column->kind == TILL_COLUMN_MONEY && *value != '\0')
    return till_money_format (till_money (g_ascii_strtoll (value, NULL, 10)));

  return g_strdup (value);
}

static gboolean
is_in_order (Fields *self, const char *first, const char *last)
{
  if (*first == '\0' || *last == '\0')
    return TRUE;
  if (is_day (self->column))
    return till_day_compare (till_day_from_iso (first), till_day_from_iso (last)) <= 0;

  return g_ascii_strtoll (first, NULL, 10) <= g_ascii_strtoll (last, NULL, 10);
}

/* ── What was done ── */

static void
show_problem (Fields *self, guint index, const char *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
  for (guint i = 0; i < 2; i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->entries[i]), "error");
  if (words == NULL)
    return;
  gtk_widget_add_css_class (GTK_WIDGET (self->entries[index]), "error");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entries[index]),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->entries[index]));
}

static void
apply_cb (Fields *self)
{
  gboolean       is_range = chosen_op (self) == TILL_OP_BETWEEN;
  const char    *problem = NULL;
  g_auto (GStrv) values = g_new0 (char *, 3);

  for (guint i = 0; i < (is_range ? 2 : 1); i++)
    {
      values[i] = read_value (self, i, &problem);
      if (values[i] == NULL)
        {
          show_problem (self, i, problem);
          return;
        }
    }
  if (is_range && !is_in_order (self, values[0], values[1]))
    {
      show_problem (self, 0, _ ("The first is after the last."));
      return;
    }
  if (is_range && *values[0] == '\0' && *values[1] == '\0')
    self->take (TILL_OP_BETWEEN, NULL, self->user_data);
  else
    self->take (chosen_op (self), (const char *const *) values, self->user_data);
}

static void
changed_cb (Fields *self)
{
  show_problem (self, 0, NULL);
}

static void
way_cb (Fields *self)
{
  gboolean    is_range = chosen_op (self) == TILL_OP_BETWEEN;
  const char *name = self->column->kind == TILL_COLUMN_TEXT ? _ ("Text")
                     : is_range                             ? _ ("From")
                                                            : _ ("Days");

  gtk_widget_set_visible (GTK_WIDGET (self->entries[1]), is_range);
  gtk_entry_set_placeholder_text (self->entries[0], name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entries[0]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  show_problem (self, 0, NULL);
}

static void
quick_cb (GtkButton *button, Fields *self)
{
  const Quick *quick = g_object_get_data (G_OBJECT (button), "quick");

  self->take (quick->op, quick->values, self->user_data);
}

static void
quick_range_cb (GtkButton *button, Fields *self)
{
  const TillQuickRange *range = g_object_get_data (G_OBJECT (button), "range");
  const char *const     values[] = { range->from, range->to, NULL };

  self->take (TILL_OP_BETWEEN, values, self->user_data);
}

/* ── Made of ── */

static void
add_ways (Fields *self, GtkBox *box)
{
  GtkStringList *words = gtk_string_list_new (NULL);

  for (const Way *way = self->ways; way->words != NULL; way++)
    gtk_string_list_append (words, _ (way->words));
  self->way = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (words), NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->way), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How to filter"), -1);
  gtk_widget_set_visible (GTK_WIDGET (self->way), self->ways[1].words != NULL);
  gtk_box_append (box, GTK_WIDGET (self->way));
}

static void
add_entries (Fields *self, GtkBox *box)
{
  GtkWidget *apply = gtk_button_new_with_mnemonic (_ ("_Apply"));

  for (guint i = 0; i < 2; i++)
    {
      self->entries[i] = GTK_ENTRY (gtk_entry_new ());
      till_entry_guard (GTK_WIDGET (self->entries[i]));
      g_signal_connect_swapped (self->entries[i], "changed", G_CALLBACK (changed_cb), self);
      g_signal_connect_swapped (self->entries[i], "activate", G_CALLBACK (apply_cb), self);
      gtk_box_append (box, GTK_WIDGET (self->entries[i]));
    }
  /* The first goes by the way to ask: way_cb(). */
  gtk_entry_set_placeholder_text (self->entries[1], _ ("To"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entries[1]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("To"), -1);

  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->problem, 0);
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_label_set_max_width_chars (self->problem, 26);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_box_append (box, GTK_WIDGET (self->problem));

  gtk_widget_add_css_class (apply, "suggested-action");
  g_signal_connect_swapped (apply, "clicked", G_CALLBACK (apply_cb), self);
  gtk_box_append (box, apply);
}

static GtkGrid *
add_quick_grid (GtkBox *box)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());

  gtk_grid_set_column_homogeneous (grid, TRUE);
  gtk_grid_set_column_spacing (grid, 6);
  gtk_grid_set_row_spacing (grid, 6);
  gtk_box_append (box, GTK_WIDGET (grid));

  return grid;
}

static void
add_quick (Fields *self, GtkBox *box, const Quick *quick)
{
  GtkGrid *grid = add_quick_grid (box);

  for (int n = 0; quick[n].words != NULL; n++)
    {
      GtkWidget *button = gtk_button_new_with_label (_ (quick[n].words));

      g_object_set_data (G_OBJECT (button), "quick", (gpointer) &quick[n]);
      g_signal_connect (button, "clicked", G_CALLBACK (quick_cb), self);
      gtk_grid_attach (grid, button, n % 2, n / 2, 1, 1);
    }
}

static void
add_quick_ranges (Fields *self, GtkBox *box, const TillQuickRange *ranges)
{
  GtkGrid *grid = add_quick_grid (box);

  for (int n = 0; ranges[n].words != NULL; n++)
    {
      GtkWidget *button = gtk_button_new_with_label (_ (ranges[n].words));

      g_object_set_data (G_OBJECT (button), "range", (gpointer) &ranges[n]);
      g_signal_connect (button, "clicked", G_CALLBACK (quick_range_cb), self);
      gtk_grid_attach (grid, button, n % 2, n / 2, 1, 1);
    }
}

static void
show_condition (Fields *self, const TillCondition *now)
{
  for (guint i = 0; now != NULL && self->ways[i].words != NULL; i++)
    {
      if (self->ways[i].op != now->op)
        continue;
      gtk_drop_down_set_selected (self->way, i);
      for (guint j = 0; j < 2 && now->values[j] != NULL; j++)
        {
          g_autofree char *text = write_value (self->column, now->op, now->values[j]);

          gtk_editable_set_text (GTK_EDITABLE (self->entries[j]), text);
        }
    }
}

GtkWidget *
till_filter_fields_new (const TillColumn    *column,
                        const TillCondition *now,
                        TillFilterTake       take,
                        gpointer             user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  Fields    *self = g_new0 (Fields, 1);

  *self = (Fields){ .column = column, .take = take, .user_data = user_data };
  g_object_set_data_full (G_OBJECT (box), "fields", self, g_free);
  if (column->kind == TILL_COLUMN_BOOL)
    {
      add_quick (self, GTK_BOX (box), bool_quick);
      return box;
    }

  self->ways = is_day (column)                    ? day_ways
               : column->kind == TILL_COLUMN_TEXT ? text_ways
                                                  : number_ways;
  add_ways (self, GTK_BOX (box));
  add_entries (self, GTK_BOX (box));
  if (is_day (column))
    add_quick (self, GTK_BOX (box), day_quick);
  else if (column->quick != NULL)
    add_quick_ranges (self, GTK_BOX (box), column->quick);
  else if (column->kind == TILL_COLUMN_TEXT)
    add_quick (self, GTK_BOX (box), text_quick);
  show_condition (self, now);
  way_cb (self);
  g_signal_connect_swapped (self->way, "notify::selected", G_CALLBACK (way_cb), self);

  return box;
}
