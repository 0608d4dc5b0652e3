/* till-report-view.c: a report on the screen: its sections as tables, its rows leading to their
 * lists
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/reports/till-report-view.h"

#include <glib/gi18n-lib.h>

/* Of a section: more are in its file. */
#define MOST_ROWS 300

#define WIDTH 960

struct _TillReportView
{
  AdwBin parent_instance;

  /* Children */
  GtkScrolledWindow *scroller;
  GtkBox            *sections;
};

G_DEFINE_FINAL_TYPE (TillReportView, till_report_view, ADW_TYPE_BIN)

/* ── Cells ── */

static GtkWidget *
new_text (const char *text, gboolean is_numeric, GtkAccessibleRole role)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "accessible-role", role, NULL);

  gtk_label_set_xalign (GTK_LABEL (label), is_numeric ? 1 : 0);
  if (is_numeric)
    gtk_widget_add_css_class (label, "numeric");
  else
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
    }

  return label;
}

/* Each cell fills its place, so that a row's colour has no gaps. */
static void
put (GtkGrid *grid, GtkWidget *cell, guint column, guint row, gboolean is_sum)
{
  gtk_widget_add_css_class (cell, "report-cell");
  if (is_sum)
    gtk_widget_add_css_class (cell, "report-sum");
  gtk_widget_set_hexpand (cell, column == 0);
  gtk_grid_attach (grid, cell, (int) column, (int) row, 1, 1);
}

static void
show_list_cb (GtkButton *button, TillReportRow *row)
{
  g_autofree char *json = till_filter_to_json (row->filter);

  gtk_widget_activate_action (GTK_WIDGET (button), "win.show-list", "(ss)", row->table, json);
}

/* What stands in the first column of a row that leads to a list. */
static GtkWidget *
new_link (TillReport *report, TillReportRow *row, const char *text)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "cell-link");
  gtk_widget_set_tooltip_text (button, g_str_equal (row->table, "deposits")
                                         ? _ ("Show these deposits")
                                         : _ ("Show these transactions"));
  /* The row belongs to the report. */
  g_object_set_data_full (G_OBJECT (button), "report", till_report_ref (report),
                          (GDestroyNotify) till_report_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (show_list_cb), row);
  gtk_box_append (GTK_BOX (cell), button);

  return cell;
}

static void
add_row (TillReport              *report,
         const TillReportSection *section,
         TillReportRow           *row,
         GtkGrid                 *grid,
         guint                    at)
{
  gboolean is_sum = row->style == TILL_REPORT_SUM;

  for (guint i = 0; i < section->n_columns; i++)
    {
      g_autofree char *text = till_report_cell_format (&row->cells[i]);

      put (grid,
           i == 0 && row->table != NULL
             ? new_link (report, row, text)
             : new_text (text, section->columns[i].is_numeric, GTK_ACCESSIBLE_ROLE_CELL),
           i, at, is_sum);
    }
}

static void
add_header (const TillReportSection *section, GtkGrid *grid)
{
  for (guint i = 0; i < section->n_columns; i++)
    {
      const char *title = section->columns[i].title;
      GtkWidget  *head = new_text (*title != '\0' ? _ (title) : "", section->columns[i].is_numeric,
                                  GTK_ACCESSIBLE_ROLE_COLUMN_HEADER);

      gtk_widget_add_css_class (head, "report-head");
      put (grid, head, i, 0, FALSE);
    }
}

static void
add_more (const TillReportSection *section, GtkGrid *grid)
{
  g_autofree char *words = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%'u more row is in the PDF and in the CSV.",
                 "%'u more rows are in the PDF and in the CSV.", section->rows->len - MOST_ROWS),
    section->rows->len - MOST_ROWS);
  GtkWidget *cell = new_text (words, FALSE, GTK_ACCESSIBLE_ROLE_CELL);

  gtk_widget_add_css_class (cell, "report-cell");
  gtk_widget_add_css_class (cell, "report-note");
  gtk_grid_attach (grid, cell, 0, MOST_ROWS + 1, (int) section->n_columns, 1);
}

/* ── Sections ── */

static GtkWidget *
new_grid (TillReport *report, const TillReportSection *section)
{
  GtkWidget *grid =
    g_object_new (GTK_TYPE_GRID, "accessible-role", GTK_ACCESSIBLE_ROLE_TABLE, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  section->title, -1);
  gtk_widget_add_css_class (grid, "card");
  gtk_widget_add_css_class (grid, "report-grid");
  add_header (section, GTK_GRID (grid));
  for (guint i = 0; i < section->rows->len; i++)
    {
      TillReportRow *row = section->rows->pdata[i];

      /* What they come to is seen, however many they are. */
      if (i < MOST_ROWS || row->style == TILL_REPORT_SUM)
        add_row (report, section, row, GTK_GRID (grid), i + 1);
      else if (i == MOST_ROWS)
        add_more (section, GTK_GRID (grid));
    }

  return grid;
}

static GtkWidget *
new_words (const char *words, const char *css_class)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
new_section (TillReport *report, const TillReportSection *section)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (box), new_words (section->title, "heading"));
  if (section->note != NULL)
    gtk_box_append (GTK_BOX (box), new_words (section->note, "report-note"));
  gtk_box_append (GTK_BOX (box), new_grid (report, section));

  return box;
}

/* ── The widget ── */

static void
till_report_view_class_init (TillReportViewClass *klass)
{
}

static void
till_report_view_init (TillReportView *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), WIDTH);
  self->sections = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  gtk_widget_add_css_class (GTK_WIDGET (self->sections), "report");
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->sections));
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_child (self->scroller, clamp);
  gtk_widget_set_vexpand (GTK_WIDGET (self->scroller), TRUE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->scroller));
}

GtkWidget *
till_report_view_new (void)
{
  return g_object_new (TILL_TYPE_REPORT_VIEW, NULL);
}

void
till_report_view_set_report (TillReportView *self, TillReport *report)
{
  GtkWidget *child;

  g_return_if_fail (TILL_IS_REPORT_VIEW (self) && report != NULL);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections))) != NULL)
    gtk_box_remove (self->sections, child);
  if (report->note != NULL)
    gtk_box_append (self->sections, new_words (report->note, "report-note"));
  for (guint i = 0; i < report->sections->len; i++)
    gtk_box_append (self->sections, new_section (report, report->sections->pdata[i]));
}
