/* till-report-csv.c: a report as CSV
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "core/till-csv.h"
#include "document/till-reports.h"

/* A file whose rows have not all the same number of cells is read wrong by some. */
static void
end_row (TillCsv *csv, guint n_cells, guint n_all)
{
  for (; n_cells < n_all; n_cells++)
    till_csv_add_text (csv, "");
  till_csv_end_row (csv);
}

static void
add_pair (TillCsv *csv, const char *title, const char *value, guint n_all)
{
  till_csv_add_text (csv, title);
  till_csv_add_text (csv, value);
  end_row (csv, 2, n_all);
}

static void
add_line (TillCsv *csv, const char *words, guint n_all)
{
  till_csv_add_text (csv, words);
  end_row (csv, 1, n_all);
}

static void
add_row (TillCsv *csv, const TillReportSection *section, const TillReportRow *row, guint n_all)
{
  for (guint i = 0; i < section->n_columns; i++)
    {
      g_autoptr (GString) cell = g_string_new (NULL);

      till_report_cell_append_plain (&row->cells[i], cell);
      if (till_report_cell_is_number (&row->cells[i]))
        till_csv_add_number (csv, cell->str);
      else
        till_csv_add_text (csv, cell->str);
    }
  end_row (csv, section->n_columns, n_all);
}

static void
add_section (TillCsv *csv, const TillReportSection *section, guint n_all)
{
  end_row (csv, 0, n_all);
  add_line (csv, section->title, n_all);
  if (section->note != NULL)
    add_line (csv, section->note, n_all);
  for (guint i = 0; i < section->n_columns; i++)
    {
      const char *title = section->columns[i].title;

      till_csv_add_text (csv, *title != '\0' ? _ (title) : "");
    }
  end_row (csv, section->n_columns, n_all);
  for (guint i = 0; i < section->rows->len; i++)
    add_row (csv, section, section->rows->pdata[i], n_all);
}

GBytes *
till_report_to_csv (const TillReport *self, const char *practice, GTimeZone *zone, gboolean bom)
{
  GString            *text = g_string_new (NULL);
  g_autoptr (GString) made = g_string_new (NULL);
  g_autoptr (GString) days = g_string_new (NULL);
  guint               n_all = 2;
  TillCsv             csv;

  for (guint i = 0; i < self->sections->len; i++)
    n_all = MAX (n_all, ((TillReportSection *) self->sections->pdata[i])->n_columns);

  till_day_append_iso (self->range.first, days);
  if (till_day_compare (self->range.first, self->range.last) != 0)
    {
      g_string_append (days, " – ");
      till_day_append_iso (self->range.last, days);
    }
  till_instant_append_plain (self->at, zone, made);
  till_csv_begin (&csv, text, bom);
  add_pair (&csv, till_report_kind_to_words (self->kind), practice, n_all);
  add_pair (&csv, _ ("Days"), days->str, n_all);
  add_pair (&csv, _ ("Made"), made->str, n_all);
  if (self->note != NULL)
    add_line (&csv, self->note, n_all);
  for (guint i = 0; i < self->sections->len; i++)
    add_section (&csv, self->sections->pdata[i], n_all);

  return g_string_free_to_bytes (text);
}
