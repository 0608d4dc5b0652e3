/* till-report-pdf.c: a report on paper: its sections one below the other, as many pages as it takes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It is laid out twice, the first time without drawing: each page says how many there are.
 */
#include <glib/gi18n-lib.h>

#include "document/till-paper-frame.h"
#include "document/till-reports.h"

#define MARGIN TILL_PAPER_MARGIN
#define ROW 15.0
#define GAP 10.0      /* between columns */
#define CHARACTER 4.7 /* of the cells' font, on the average */
#define BEFORE_SECTION 30.0
#define MOST_LINES 4      /* of a cell's words */
#define ROWS_TOGETHER 3.0 /* a section's title stands over as many rows at least */

typedef struct
{
  const TillReport *report;
  TillSheet        *sheet;
  TillPaperFrame    frame;
  guint             page;
  guint             n_pages; /* 0: they are being counted */
  double            base_line;

  /* Of the section */
  const TillReportSection *section;
  double                   first_width;
} Drawing;

static gboolean
is_counting (const Drawing *self)
{
  return self->n_pages == 0;
}

/* ── Pages ───────────────────────────────────────────────────────────────────────────────────── */

static void
end_page (Drawing *self)
{
  if (is_counting (self))
    return;
  till_paper_draw_foot (self->sheet, &self->frame, self->page, self->n_pages);
  till_sheet_end_page (self->sheet);
}

static void
begin_page (Drawing *self)
{
  end_page (self);
  self->page++;
  self->base_line = MARGIN + 10.0;
}

static gboolean
has_room (const Drawing *self, double height)
{
  return self->base_line + height <= till_paper_bottom (self->sheet);
}

/* ── Rows ────────────────────────────────────────────────────────────────────────────────────── */

static double
column_width (const Drawing *self, guint column)
{
  static const TillTextStyle head = { TILL_FONT_CELL_STRONG, TILL_INK_BLACK, TILL_ALIGN_START };
  const TillReportColumn    *of = &self->section->columns[column];
  double title = *of->title != '\0' ? till_sheet_measure (self->sheet, &head, _ (of->title)) : 0.0;

  return column == 0 ? self->first_width : MAX (of->width * CHARACTER, title) + GAP;
}

static void
fit_widths (Drawing *self)
{
  double width = till_paper_inner_width (self->sheet) + GAP;

  for (guint i = 1; i < self->section->n_columns; i++)
    width -= column_width (self, i);
  self->first_width = width;
}

/* Half an amount says nothing, and is never split; words take the lines they need. Returns where it
 * ends. */
static double
draw_cell (Drawing *self, guint column, const char *text, TillFont font, const char *tag, double *x)
{
  double              width = column_width (self, column);
  gboolean            is_numeric = self->section->columns[column].is_numeric;
  const TillTextStyle style = { font, TILL_INK_BLACK,
                                is_numeric ? TILL_ALIGN_END : TILL_ALIGN_START,
                                .most_lines = is_numeric ? 1 : MOST_LINES, .tag = tag };
  double end = till_sheet_text (self->sheet, &style, text, *x, self->base_line, width - GAP);

  *x += width;

  return end;
}

static void
draw_header (Drawing *self)
{
  double x = MARGIN;

  till_sheet_begin (self->sheet, "TR");
  for (guint i = 0; i < self->section->n_columns; i++)
    {
      const char *title = self->section->columns[i].title;

      draw_cell (self, i, *title != '\0' ? _ (title) : "", TILL_FONT_CELL_STRONG, "TH", &x);
    }
  till_sheet_end (self->sheet, "TR");
  till_sheet_rule (self->sheet, TILL_INK_BLACK, 0.8, MARGIN, self->base_line + 5.0,
                   till_paper_inner_width (self->sheet));
  self->base_line += ROW + 3.0;
}

/* Returns where the lowest ends. */
static double
draw_cells (Drawing *self, const TillReportRow *row)
{
  TillFont font = row->style == TILL_REPORT_SUM ? TILL_FONT_CELL_STRONG : TILL_FONT_CELL;
  double   x = MARGIN;
  double   lowest = self->base_line;

  for (guint i = 0; i < self->section->n_columns; i++)
    {
      g_autofree char *text = till_report_cell_format (&row->cells[i]);
      double           end = draw_cell (self, i, text, font, "TD", &x);

      lowest = MAX (lowest, end);
    }

  return lowest;
}

/* What its words need beyond one line. */
static double
measure_more (Drawing *self, const TillReportRow *row)
{
  static const TillTextStyle one = { TILL_FONT_CELL_STRONG, TILL_INK_BLACK, TILL_ALIGN_START };
  double                     end;
  double                     end_of_one;

  till_sheet_set_dry (self->sheet, TRUE);
  end = draw_cells (self, row);
  end_of_one = till_sheet_text (self->sheet, &one, "0", MARGIN, self->base_line, ROW);
  till_sheet_set_dry (self->sheet, is_counting (self));

  /* A letter of another font may reach a little lower. */
  return end - end_of_one > ROW / 2.0 ? end - end_of_one : 0.0;
}

static void
draw_row (Drawing *self, const TillReportRow *row)
{
  double more = measure_more (self, row);
  double width = till_paper_inner_width (self->sheet);

  if (!has_room (self, more))
    {
      till_sheet_end (self->sheet, "Table");
      begin_page (self);
      till_sheet_begin (self->sheet, "Table");
      draw_header (self);
    }

  if (row->style == TILL_REPORT_SUM)
    till_sheet_panel (self->sheet, TILL_INK_PANEL, MARGIN - 4.0, self->base_line - 10.7,
                      width + 8.0, ROW + more);
  till_sheet_begin (self->sheet, "TR");
  draw_cells (self, row);
  till_sheet_end (self->sheet, "TR");
  till_sheet_rule (self->sheet, TILL_INK_LINE, 0.4, MARGIN, self->base_line + more + 4.3, width);
  self->base_line += ROW + more;
}

static void
draw_section (Drawing *self, const TillReportSection *section)
{
  static const TillTextStyle title = { TILL_FONT_STRONG, TILL_INK_BLACK, TILL_ALIGN_START,
                                       .most_lines = 1, .tag = "H2" };
  static const TillTextStyle note = { TILL_FONT_SMALL, TILL_INK_GRAY, TILL_ALIGN_START,
                                      .most_lines = 4, .tag = "P" };
  double                     width = till_paper_inner_width (self->sheet);

  self->section = section;
  fit_widths (self);
  self->base_line += BEFORE_SECTION - ROW;
  if (!has_room (self, (ROWS_TOGETHER + 2.0) * ROW))
    begin_page (self);

  till_sheet_text (self->sheet, &title, section->title, MARGIN, self->base_line, width);
  self->base_line += ROW;
  if (section->note != NULL)
    self->base_line =
      till_sheet_text (self->sheet, &note, section->note, MARGIN, self->base_line, width) + ROW;
  else
    self->base_line += 2.0;

  till_sheet_begin (self->sheet, "Table");
  draw_header (self);
  for (guint i = 0; i < section->rows->len; i++)
    draw_row (self, section->rows->pdata[i]);
  till_sheet_end (self->sheet, "Table");
}

/* ── The report ──────────────────────────────────────────────────────────────────────────────── */

static void
draw (Drawing *self)
{
  const TillReport *report = self->report;
  g_autofree char  *made = g_strdup_printf (_ ("Made %s"), self->frame.made);
  g_autofree char  *note =
    report->note != NULL ? g_strdup_printf ("%s\n%s", report->note, made) : g_strdup (made);

  self->page = 1;
  self->base_line = till_paper_draw_head (self->sheet, &self->frame, report->days, note);
  for (guint i = 0; i < report->sections->len; i++)
    draw_section (self, report->sections->pdata[i]);
}

GBytes *
till_report_to_pdf (const TillReport *self,
                    const char       *practice,
                    GTimeZone        *zone,
                    TillPaper         paper,
                    GError          **error)
{
  g_autoptr (TillSheet) sheet = till_sheet_new_for_paper (paper, FALSE);
  g_autofree char      *made = till_instant_format (self->at, zone);
  Drawing               drawing = { self, sheet };

  drawing.frame = (TillPaperFrame){ practice, till_report_kind_to_words (self->kind), made };
  till_sheet_set_about (sheet, drawing.frame.title, practice, self->days, self->at);

  till_sheet_set_dry (sheet, TRUE);
  draw (&drawing);
  drawing.n_pages = drawing.page;
  till_sheet_set_dry (sheet, FALSE);

  till_sheet_begin (sheet, "Document");
  draw (&drawing);
  end_page (&drawing);
  till_sheet_end (sheet, "Document");

  return till_sheet_finish (sheet, error);
}
