/* till-list-report.c: a list on paper: its title, its filter in words, its rows, their totals
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every row is one line, so that the number of pages is known before the first is drawn.
 */
#include "document/till-list-report.h"

#include <glib/gi18n-lib.h>

#include "core/till-money.h"
#include "document/till-paper-frame.h"

#define MARGIN TILL_PAPER_MARGIN

/* Points; none of it is money. */
#define ROW 15.0
#define GAP 10.0           /* between columns */
#define CHARACTER 4.7      /* of the cells' font, on the average */
#define HEAD_OFFSET 18.0   /* from the header's line to the first row's */
#define LEAST_OF_WORDS 0.4 /* of the width they want */

/* Tags tell a screen reader what is a cell; they make the file ten times as long. */
#define MOST_TAGGED_ROWS 2000

struct _TillListReport
{
  /* Owned */
  TillSheet *sheet;
  GTimeZone *zone;
  GArray    *shown;  /* guint */
  GArray    *widths; /* double, beside it */
  char      *practice;
  char      *title;
  char      *made; /* when */

  const TillColumn *columns;

  guint    n_rows;
  guint    n_added;
  guint    n_totals;
  guint    page;
  guint    n_pages;
  gboolean tagged;
  double   base_line; /* of the next row */
};

static double
inner_width (TillListReport *self)
{
  return till_paper_inner_width (self->sheet);
}

/* Below it no row may end. */
static double
bottom (TillListReport *self)
{
  return till_paper_bottom (self->sheet);
}

static const TillColumn *
column_at (TillListReport *self, guint i)
{
  return &self->columns[g_array_index (self->shown, guint, i)];
}

/* ── Widths ──────────────────────────────────────────────────────────────────────────────────── */

static double
wanted_width (TillListReport *self, guint i)
{
  static const TillTextStyle head = { TILL_FONT_CELL_STRONG, TILL_INK_BLACK, TILL_ALIGN_START };
  const TillColumn          *column = column_at (self, i);
  double                     title = till_sheet_measure (self->sheet, &head, _ (column->title));

  return MAX (column->width * CHARACTER, title) + GAP;
}

static double
sum_widths (TillListReport *self)
{
  double sum = 0.0;

  for (guint i = 0; i < self->widths->len; i++)
    sum += g_array_index (self->widths, double, i);

  return sum;
}

/* Half an amount or a day says nothing; half a sentence says something. */
static gboolean
must_be_whole (const TillColumn *column)
{
  return till_column_is_numeric (column) || column->kind == TILL_COLUMN_DAY;
}

/* By how much the columns that may be cut are made narrower; not at all when nothing would be left
 * of them: then all are. */
static double
find_scale (TillListReport *self)
{
  double have = inner_width (self) + GAP;
  double want = sum_widths (self);
  double whole = 0.0;

  for (guint i = 0; i < self->shown->len; i++)
    whole += must_be_whole (column_at (self, i)) ? g_array_index (self->widths, double, i) : 0.0;

  return have < want && have - whole > (want - whole) * LEAST_OF_WORDS
           ? (have - whole) / (want - whole)
           : 1.0;
}

/* What is left goes to the columns that take it, or to all alike; what lacks is taken from words,
 * or from all where there are none. */
static void
fit_widths (TillListReport *self)
{
  double scale = find_scale (self);
  double left;
  guint  n_takers = 0;

  for (guint i = 0; i < self->shown->len; i++)
    {
      n_takers += column_at (self, i)->expand ? 1 : 0;
      if (!must_be_whole (column_at (self, i)))
        g_array_index (self->widths, double, i) *= scale;
    }
  left = inner_width (self) + GAP - sum_widths (self);
  scale = left < 0.0 ? (inner_width (self) + GAP) / sum_widths (self) : 1.0;
  for (guint i = 0; i < self->shown->len; i++)
    {
      double *width = &g_array_index (self->widths, double, i);

      *width *= scale;
      if (left > 0.0 && n_takers == 0)
        *width += left / self->shown->len;
      else if (left > 0.0 && column_at (self, i)->expand)
        *width += left / n_takers;
    }
}

/* Fonts measure alike on every sheet. */
static void
choose_sheet (TillListReport *self, TillPaper paper)
{
  self->sheet = till_sheet_new_for_paper (paper, FALSE);
  for (guint i = 0; i < self->shown->len; i++)
    {
      double width = wanted_width (self, i);

      g_array_append_val (self->widths, width);
    }
  if (sum_widths (self) - GAP > inner_width (self))
    {
      till_sheet_free (self->sheet);
      self->sheet = till_sheet_new_for_paper (paper, TRUE);
    }
  fit_widths (self);
}

/* ── Pages ───────────────────────────────────────────────────────────────────────────────────── */

static void
tag_begin (TillListReport *self, const char *tag)
{
  till_sheet_begin (self->sheet, self->tagged ? tag : NULL);
}

static void
tag_end (TillListReport *self, const char *tag)
{
  till_sheet_end (self->sheet, self->tagged ? tag : NULL);
}

static void
draw_cell (TillListReport *self, guint i, const char *text, gboolean is_head, double *x)
{
  double        width = g_array_index (self->widths, double, i);
  TillTextStyle style = { is_head ? TILL_FONT_CELL_STRONG : TILL_FONT_CELL, TILL_INK_BLACK,
                          TILL_ALIGN_START, .keep = is_head };

  if (till_column_is_numeric (column_at (self, i)))
    style.align = TILL_ALIGN_END;
  if (self->tagged)
    style.tag = is_head ? "TH" : "TD";
  till_sheet_text (self->sheet, &style, text, *x, self->base_line, width - GAP);
  *x += width;
}

static void
draw_header (TillListReport *self)
{
  double x = MARGIN;

  tag_begin (self, "Table");
  tag_begin (self, "TR");
  for (guint i = 0; i < self->shown->len; i++)
    draw_cell (self, i, _ (column_at (self, i)->title), TRUE, &x);
  tag_end (self, "TR");
  till_sheet_rule (self->sheet, TILL_INK_BLACK, 0.8, MARGIN, self->base_line + 5.0,
                   inner_width (self));
  self->base_line += HEAD_OFFSET;
}

static TillPaperFrame
frame_of (TillListReport *self)
{
  return (TillPaperFrame){ self->practice, self->title, self->made };
}

static void
end_page (TillListReport *self)
{
  const TillPaperFrame frame = frame_of (self);

  till_paper_draw_foot (self->sheet, &frame, self->page, self->n_pages);
  till_sheet_end_page (self->sheet);
}

/* What stands above the first page's table; returns where it ends. */
static double
draw_title (TillListReport *self, const char *filter)
{
  const TillPaperFrame frame = frame_of (self);
  g_autofree char     *n_rows = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%u row, made %s", "%u rows, made %s", self->n_rows),
        self->n_rows, self->made);

  return till_paper_draw_head (self->sheet, &frame, *filter != '\0' ? filter : _ ("All rows"),
                               n_rows);
}

static void
begin_page (TillListReport *self)
{
  self->page++;
  self->base_line = MARGIN + 10.0;
  draw_header (self);
}

static guint
rows_from (TillListReport *self, double first_row)
{
  return (guint) MAX ((bottom (self) - first_row) / ROW + 1.0, 1.0);
}

static double
totals_height (TillListReport *self)
{
  return self->n_totals > 0 ? (self->n_totals + 1) * ROW : 0.0;
}

/* @head: the base line of the first page's header. */
static guint
count_pages (TillListReport *self, double head)
{
  guint  on_first = rows_from (self, head + HEAD_OFFSET);
  guint  on_others = rows_from (self, MARGIN + 10.0 + HEAD_OFFSET);
  guint  n_pages = 1;
  guint  on_last = self->n_rows;
  double left;

  if (self->n_rows > on_first)
    {
      n_pages = 1 + (self->n_rows - on_first + on_others - 1) / on_others;
      on_last = self->n_rows - on_first - (n_pages - 2) * on_others;
      head = MARGIN + 10.0;
    }
  left = bottom (self) - (head + HEAD_OFFSET + (on_last - 1.0) * ROW);

  return totals_height (self) > left ? n_pages + 1 : n_pages;
}

/* ── The report ──────────────────────────────────────────────────────────────────────────────── */

TillListReport *
till_list_report_new (const TillListReportFacts *facts)
{
  TillListReport *self;
  double          head;

  g_return_val_if_fail (facts != NULL && facts->shown->len > 0, NULL);

  self = g_new0 (TillListReport, 1);
  self->zone = g_time_zone_ref (facts->zone);
  self->shown = g_array_copy (facts->shown);
  self->widths = g_array_new (FALSE, FALSE, sizeof (double));
  self->practice = g_strdup (facts->practice);
  self->title = g_strdup (facts->title);
  self->made = till_instant_format (facts->at, facts->zone);
  self->columns = facts->columns;
  self->n_rows = facts->n_rows;
  self->n_totals = facts->n_totals;
  self->tagged = facts->n_rows <= MOST_TAGGED_ROWS;
  choose_sheet (self, facts->paper);
  till_sheet_set_about (self->sheet, self->title, self->practice,
                        *facts->filter != '\0' ? facts->filter : NULL, facts->at);

  till_sheet_begin (self->sheet, "Document");
  head = draw_title (self, facts->filter);
  self->n_pages = count_pages (self, head);
  self->page = 1;
  self->base_line = head;
  draw_header (self);

  return self;
}

void
till_list_report_free (TillListReport *self)
{
  if (self == NULL)
    return;

  till_sheet_free (self->sheet);
  g_time_zone_unref (self->zone);
  g_array_unref (self->shown);
  g_array_unref (self->widths);
  g_free (self->practice);
  g_free (self->title);
  g_free (self->made);
  g_free (self);
}

void
till_list_report_add (TillListReport *self, TillRow *row)
{
  double x = MARGIN;

  g_return_if_fail (self->n_added < self->n_rows);

  if (self->base_line > bottom (self))
    {
      tag_end (self, "Table");
      end_page (self);
      begin_page (self);
    }

  tag_begin (self, "TR");
  for (guint i = 0; i < self->shown->len; i++)
    {
      guint            column = g_array_index (self->shown, guint, i);
      g_autofree char *cell = till_column_format (&self->columns[column], column, row, self->zone);

      /* A text of several lines has one here. */
      draw_cell (self, i, g_strdelimit (cell, "\n\r", ' '), FALSE, &x);
    }
  tag_end (self, "TR");
  till_sheet_rule (self->sheet, TILL_INK_LINE, 0.4, MARGIN, self->base_line + 4.3,
                   inner_width (self));
  self->base_line += ROW;
  self->n_added++;
}

static void
draw_totals (TillListReport *self, const TillListTotal *totals)
{
  double right = MARGIN + inner_width (self);

  if (self->n_totals == 0)
    return;
  if (self->base_line - ROW + totals_height (self) > bottom (self))
    {
      end_page (self);
      self->page++;
      self->base_line = MARGIN + 10.0;
    }

  self->base_line += ROW / 2;
  for (guint i = 0; i < self->n_totals; i++)
    {
      gboolean         is_last = i + 1 == self->n_totals;
      TillTextStyle    style = { is_last ? TILL_FONT_CELL_STRONG : TILL_FONT_CELL, TILL_INK_BLACK,
                              TILL_ALIGN_END, .tag = "P" };
      g_autofree char *sum = till_money_format (till_money (totals[i].cents));

      till_sheet_text (self->sheet, &style, totals[i].title, right - 330.0, self->base_line, 220.0);
      till_sheet_text (self->sheet, &style, sum, right - 100.0, self->base_line, 100.0);
      self->base_line += ROW;
    }
}

GBytes *
till_list_report_finish (TillListReport *self, const TillListTotal *totals, GError **error)
{
  tag_end (self, "Table");
  draw_totals (self, totals);
  end_page (self);
  till_sheet_end (self->sheet, "Document");

  return till_sheet_finish (self->sheet, error);
}

char *
till_list_file_name (const char *list, TillDay day, const char *extension)
{
  g_autofree char *iso = till_day_to_iso (day);

  return g_strdup_printf ("%s-%s.%s", list, iso, extension);
}
