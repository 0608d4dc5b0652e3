/* till-report.c: a report: sections of rows of cells, for the screen, for paper and for a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-report.h"

#include <glib/gi18n-lib.h>

#include "core/till-number.h"
#include "core/till-text.h"
#include "model/till-states.h"

G_DEFINE_ENUM_TYPE (TillReportKind,
                    till_report_kind,
                    G_DEFINE_ENUM_VALUE (TILL_REPORT_DAY_SHEET, "day-sheet"),
                    G_DEFINE_ENUM_VALUE (TILL_REPORT_MONTH, "month"),
                    G_DEFINE_ENUM_VALUE (TILL_REPORT_RECONCILE, "reconcile"))

const char *
till_report_kind_to_words (TillReportKind kind)
{
  switch (kind)
    {
    case TILL_REPORT_DAY_SHEET:
      return _ ("Day Sheet");
    case TILL_REPORT_MONTH:
      return _ ("Month");
    case TILL_REPORT_RECONCILE:
      return _ ("Reconcile");
    default:
      g_return_val_if_reached ("");
    }
}

/* ── Rows, sections ──────────────────────────────────────────────────────────────────────────── */

/* A row and, behind it, how many cells it has. */
typedef struct
{
  TillReportRow row;
  guint         n_cells;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  for (guint i = 0; i < row->n_cells; i++)
    g_free (row->row.cells[i].text);
  g_free (row->row.cells);
  g_free (row->row.table);
  g_clear_pointer (&row->row.filter, till_filter_unref);
  g_free (row);
}

static void
section_free (gpointer data)
{
  TillReportSection *section = data;

  g_free (section->title);
  g_free (section->note);
  g_ptr_array_unref (section->rows);
  g_free (section);
}

TillReportSection *
till_report_add_section (TillReport             *self,
                         const char             *title,
                         const TillReportColumn *columns,
                         guint                   n_columns)
{
  TillReportSection *section = g_new0 (TillReportSection, 1);

  section->title = g_strdup (title);
  section->columns = columns;
  section->n_columns = n_columns;
  section->rows = g_ptr_array_new_with_free_func (row_free);
  g_ptr_array_add (self->sections, section);

  return section;
}

TillReportRow *
till_report_section_add (TillReportSection *self, TillReportRowStyle style)
{
  Row *row = g_new0 (Row, 1);

  row->row.style = style;
  row->row.cells = g_new0 (TillReportCell, self->n_columns);
  row->n_cells = self->n_columns;
  g_ptr_array_add (self->rows, row);

  return &row->row;
}

static void
set_cell (TillReportRow *self, guint column, TillCellKind kind, const char *text, gint64 value)
{
  TillReportCell *cell = &self->cells[column];

  cell->kind = kind;
  cell->value = value;
  till_text_set (&cell->text, text);
}

void
till_report_row_set_text (TillReportRow *self, guint column, const char *text)
{
  set_cell (self, column, TILL_CELL_TEXT, text, 0);
}

void
till_report_row_set_money (TillReportRow *self, guint column, TillMoney amount)
{
  set_cell (self, column, TILL_CELL_MONEY, NULL, amount.cents);
}

void
till_report_row_set_count (TillReportRow *self, guint column, gint64 count)
{
  set_cell (self, column, TILL_CELL_COUNT, NULL, count);
}

void
till_report_row_set_day (TillReportRow *self, guint column, TillDay day)
{
  set_cell (self, column, TILL_CELL_DAY, NULL, day.number);
}

void
till_report_row_set_rate (TillReportRow *self, guint column, TillRate rate)
{
  set_cell (self, column, TILL_CELL_RATE, NULL, rate.hundredths);
}

void
till_report_row_set_list (TillReportRow *self, const char *table, TillFilter *filter)
{
  till_text_set (&self->table, table);
  g_clear_pointer (&self->filter, till_filter_unref);
  self->filter = filter;
}

/* ── Cells in words ──────────────────────────────────────────────────────────────────────────── */

gboolean
till_report_cell_is_number (const TillReportCell *self)
{
  return self->kind == TILL_CELL_MONEY || self->kind == TILL_CELL_COUNT ||
         self->kind == TILL_CELL_RATE;
}

char *
till_report_cell_format (const TillReportCell *self)
{
  switch (self->kind)
    {
    case TILL_CELL_EMPTY:
      return g_strdup ("");
    case TILL_CELL_TEXT:
      return g_strdup (self->text != NULL ? self->text : "");
    case TILL_CELL_MONEY:
      return till_money_format (till_money (self->value));
    case TILL_CELL_COUNT:
      return till_number_format ((guint64) self->value);
    case TILL_CELL_DAY:
      return till_day_format ((TillDay){ (gint32) self->value });
    case TILL_CELL_RATE:
      return till_rate_format ((TillRate){ self->value });
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

void
till_report_cell_append_plain (const TillReportCell *self, GString *to)
{
  if (self->kind == TILL_CELL_TEXT && self->text != NULL)
    g_string_append (to, self->text);
  else if (self->kind == TILL_CELL_MONEY)
    till_money_append_decimal (till_money (self->value), to);
  else if (self->kind == TILL_CELL_COUNT)
    g_string_append_printf (to, "%" G_GINT64_FORMAT, self->value);
  else if (self->kind == TILL_CELL_DAY)
    till_day_append_iso ((TillDay){ (gint32) self->value }, to);
  else if (self->kind == TILL_CELL_RATE)
    till_rate_append_decimal ((TillRate){ self->value }, to);
}

/* ── The report ──────────────────────────────────────────────────────────────────────────────── */

char *
till_report_days_to_words (TillDayRange range)
{
  g_autofree char *first = till_day_format (range.first);
  g_autofree char *last = till_day_format (range.last);

  return till_day_compare (range.first, range.last) == 0 ? g_steal_pointer (&first)
                                                         : g_strdup_printf ("%s – %s", first, last);
}

char *
till_report_file_name (TillReportKind kind, TillDayRange range, const char *extension)
{
  const char      *name = till_enum_to_text (TILL_TYPE_REPORT_KIND, (int) kind);
  g_autofree char *first = till_day_to_iso (range.first);
  g_autofree char *last = till_day_to_iso (range.last);

  if (till_day_compare (range.first, range.last) == 0)
    return g_strdup_printf ("%s-%s.%s", name, first, extension);

  return g_strdup_printf ("%s-%s-%s.%s", name, first, last, extension);
}

TillReport *
till_report_new (TillReportKind kind, TillDayRange range, TillInstant at)
{
  TillReport *self = g_atomic_rc_box_new0 (TillReport);

  self->kind = kind;
  self->range = range;
  self->at = at;
  self->days = till_report_days_to_words (range);
  self->sections = g_ptr_array_new_with_free_func (section_free);

  return self;
}

TillReport *
till_report_ref (TillReport *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
report_clear (gpointer data)
{
  TillReport *self = data;

  g_free (self->days);
  g_free (self->note);
  g_ptr_array_unref (self->sections);
}

void
till_report_unref (TillReport *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, report_clear);
}
