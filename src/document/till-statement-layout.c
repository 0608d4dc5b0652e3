/* till-statement-layout.c: where everything on a statement stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first page is a letter: folded in thirds at the marks, its address stands in the window of
 * the trade’s standard No. 10 window envelope, 4 1/8 by 9 1/2 inches with a window of 1 1/8 by
 * 4 1/2, 7/8 from the left and 1/2 from the bottom edge. The sheet has room to slide in it, 1 inch
 * sideways and 0.46 upwards. So the address stands where the window is over it however the sheet
 * lies, and nothing else stands where the window may come to lie: what is owed is nobody else’s
 * business.
 *
 * It is laid out twice, the first time without drawing: each page says how many there are.
 */
#include "document/till-statement-layout.h"

#include <glib/gi18n-lib.h>

#include "document/till-statement-drawing.h"
#include "document/till-statement-window.h"

#define MARGIN TILL_PAPER_MARGIN
#define GAP TILL_STATEMENT_GAP
#define BELOW_BASE 2.5 /* where a line of the table ends */

/* The right part of the head, beside the window. */
#define SIDE_X (TILL_WINDOW_FAR_RIGHT + 9.0)
#define BODY_Y (TILL_WINDOW_FAR_BOTTOM + 27.0)

/* ── Head of the letter ──────────────────────────────────────────────────────────────────────── */

static void
draw_practice (TillStatementDrawing *self)
{
  static const TillTextStyle name = {
    TILL_FONT_PRACTICE, TILL_INK_BLACK, TILL_ALIGN_START, TRUE, 2, "P"
  };
  static const TillTextStyle line = {
    TILL_FONT_LABEL, TILL_INK_GRAY, TILL_ALIGN_START, TRUE, 1, "P"
  };
  double width = SIDE_X - MARGIN - 3 * GAP;
  double y = MARGIN + 18.0;

  y = till_statement_text (self, &name, self->paper->practice, MARGIN, y, width) + 10.5;
  /* What is too much for the place above the window is left out. */
  for (char **at = self->paper->lines; *at != NULL && y + 4.0 < TILL_WINDOW_FAR_TOP; at++)
    y = till_statement_text (self, &line, *at, MARGIN, y, width) + 9.5;
}

static double
draw_fact (TillStatementDrawing *self, const char *name, const char *what, double y)
{
  static const TillTextStyle left = {
    TILL_FONT_LABEL, TILL_INK_GRAY, TILL_ALIGN_START, TRUE, 1, "P"
  };
  static const TillTextStyle right = {
    TILL_FONT_LABEL, TILL_INK_BLACK, TILL_ALIGN_END, FALSE, 1, "P"
  };
  double width = till_statement_right (self) - SIDE_X;

  till_statement_text (self, &left, name, SIDE_X, y, width * 0.45);
  till_statement_text (self, &right, what, SIDE_X + width * 0.45, y, width * 0.55);

  return y + 13.0;
}

static double
draw_due (TillStatementDrawing *self, double y)
{
  static const TillTextStyle label = {
    TILL_FONT_STRONG, TILL_INK_BLACK, TILL_ALIGN_START, TRUE, 1, "P"
  };
  const char      *words = self->statement->due.cents > 0 ? _ ("Amount due") : _ ("Nothing is due");
  g_autofree char *amount = till_money_format (self->statement->due);
  TillTextStyle    large = { TILL_FONT_AMOUNT, TILL_INK_BLUE, TILL_ALIGN_END, FALSE, 1, "P" };
  double           width = till_statement_right (self) - SIDE_X;
  const double     height = 62.0;

  if (till_sheet_measure (self->sheet, &large, amount) > width - 2 * GAP)
    large.font = TILL_FONT_PRACTICE;
  till_sheet_panel (self->sheet, TILL_INK_PANEL, SIDE_X, y, width, height);
  till_statement_text (self, &label, words, SIDE_X + GAP, y + 17.0, width - 2 * GAP);
  till_statement_text (self, &large, amount, SIDE_X + GAP, y + 51.0, width - 2 * GAP);

  return y + height;
}

static void
draw_code (TillStatementDrawing *self, double y)
{
  static const TillTextStyle title = {
    TILL_FONT_STRONG, TILL_INK_BLACK, TILL_ALIGN_START, TRUE, 2, "P"
  };
  static const TillTextStyle words = {
    TILL_FONT_CELL, TILL_INK_GRAY, TILL_ALIGN_START, TRUE, 5, "P"
  };
  double side = TILL_WINDOW_FAR_BOTTOM - y;
  double width = till_statement_right (self) - SIDE_X - side;

  if (self->qr == NULL || self->statement->due.cents <= 0)
    return;

  till_qr_draw (self->qr, self->sheet, till_statement_right (self) - side, y, side);
  y = till_statement_text (self, &title, _ ("Pay online"), SIDE_X, y + 24.0, width);
  till_statement_text (self, &words, _ ("Point your phone’s camera at the code."), SIDE_X, y + 10.0,
                       width);
}

static void
draw_side (TillStatementDrawing *self)
{
  static const TillTextStyle title = {
    TILL_FONT_TITLE, TILL_INK_BLUE, TILL_ALIGN_START, TRUE, 1, "H1"
  };
  g_autofree char *day = till_day_format (self->statement->day);
  double           y = MARGIN + 16.0;

  till_statement_text (self, &title, _ ("Statement"), SIDE_X, y,
                       till_statement_right (self) - SIDE_X);
  y = draw_fact (self, _ ("Date"), day, y + 18.0);
  if (self->statement->number != NULL)
    y = draw_fact (self, _ ("Account"), self->statement->number, y);
  draw_code (self, draw_due (self, y));
}

/* Where it is folded, outside of what is read. */
static void
draw_folds (TillStatementDrawing *self)
{
  double height = till_sheet_get_height (self->sheet);

  for (int i = 1; i <= 2; i++)
    till_sheet_rule (self->sheet, TILL_INK_GRAY, 0.4, 14.0, height * i / 3.0, 9.0);
}

/* ── Pages ───────────────────────────────────────────────────────────────────────────────────── */

static void
begin_letter (TillStatementDrawing *self)
{
  self->page = 1;
  draw_practice (self);
  draw_side (self);
  till_statement_draw_address (self->sheet, self->statement, self->paper->is_tagged);
  draw_folds (self);
  self->y = BODY_Y;
}

static void
end_page (TillStatementDrawing *self)
{
  g_autofree char *day = till_day_format (self->statement->day);
  g_autofree char *title = NULL;
  TillPaperFrame   frame;

  if (self->n_pages == 0)
    return;

  /* Translators: whose statement it is, at the foot of each page */
  title = g_strdup_printf (_ ("Statement for %s"), self->statement->name);
  frame = (TillPaperFrame){ self->paper->practice, title, day };
  till_paper_draw_foot (self->sheet, &frame, self->page, self->n_pages);
  till_sheet_end_page (self->sheet);
}

static void
begin_page (TillStatementDrawing *self)
{
  static const TillTextStyle left = {
    TILL_FONT_STRONG, TILL_INK_BLACK, TILL_ALIGN_START, FALSE, 1, "P"
  };
  static const TillTextStyle right = {
    TILL_FONT_LABEL, TILL_INK_GRAY, TILL_ALIGN_END, FALSE, 1, "P"
  };
  const char      *number = self->statement->number;
  double           width = till_paper_inner_width (self->sheet);
  g_autofree char *whose = NULL;

  end_page (self);
  self->page++;
  whose = g_strdup_printf (_ ("Statement for %s"), self->statement->name);
  till_statement_text (self, &left, whose, MARGIN, MARGIN + 10.0, width * 0.7);
  if (number != NULL)
    {
      g_autofree char *account = g_strdup_printf (_ ("Account %s"), number);

      till_statement_text (self, &right, account, MARGIN + width * 0.7, MARGIN + 10.0, width * 0.3);
    }
  till_sheet_rule (self->sheet, TILL_INK_BLUE, 1.0, MARGIN, MARGIN + 16.0, width);
  self->y = MARGIN + 34.0;
}

static gboolean
has_room (TillStatementDrawing *self, double height)
{
  return self->y + height <= till_paper_bottom (self->sheet);
}

/* ── The entries ─────────────────────────────────────────────────────────────────────────────── */

typedef enum
{
  DATE,
  PATIENT,
  WORDS,
  CHARGES,
  CREDITS,
  BALANCE,
  N_COLUMNS,
} Column;

static const struct
{
  const char *title;
  double      width; /* 0.0: what is left */
  TillAlign   align;
} columns[N_COLUMNS] = {
  [DATE] = { N_ ("Date"), 66.0, TILL_ALIGN_START },
  [PATIENT] = { N_ ("Patient"), 112.0, TILL_ALIGN_START },
  [WORDS] = { N_ ("Description"), 0.0, TILL_ALIGN_START },
  [CHARGES] = { N_ ("Charges"), 74.0, TILL_ALIGN_END },
  [CREDITS] = { N_ ("Credits"), 74.0, TILL_ALIGN_END },
  [BALANCE] = { N_ ("Balance"), 72.0, TILL_ALIGN_END },
};

static double
column_width (TillStatementDrawing *self, int column)
{
  double left = till_paper_inner_width (self->sheet);

  if (column != WORDS)
    return columns[column].width;
  for (int i = 0; i < N_COLUMNS; i++)
    left -= columns[i].width;

  return left;
}

/* NULL: nothing stands there. */
static void
draw_cells (TillStatementDrawing *self,
            const char *const     cells[N_COLUMNS],
            TillFont              font,
            const char           *tag)
{
  double x = MARGIN;
  double end = self->y + BELOW_BASE;

  till_statement_begin (self, "TR");
  for (int i = 0; i < N_COLUMNS; i++)
    {
      TillTextStyle style = { font, TILL_INK_BLACK, columns[i].align, FALSE, 1, tag };
      double        width = column_width (self, i);

      if (columns[i].align == TILL_ALIGN_START)
        style.most_lines = 2;
      if (cells[i] != NULL)
        end = MAX (end, till_statement_text (self, &style, cells[i], x, self->y,
                                             width - (i + 1 < N_COLUMNS ? GAP : 0.0)));
      x += width;
    }
  till_statement_end (self, "TR");
  self->y = end - BELOW_BASE;
}

static void
end_row (TillStatementDrawing *self)
{
  till_sheet_rule (self->sheet, TILL_INK_LINE, 0.4, MARGIN, self->y + 4.3,
                   till_paper_inner_width (self->sheet));
  self->y += TILL_STATEMENT_ROW;
}

static void
draw_titles (TillStatementDrawing *self)
{
  const char *titles[N_COLUMNS];

  for (int i = 0; i < N_COLUMNS; i++)
    titles[i] = _ (columns[i].title);
  draw_cells (self, titles, TILL_FONT_CELL_STRONG, "TH");
  till_sheet_rule (self->sheet, TILL_INK_BLACK, 0.8, MARGIN, self->y + 5.0,
                   till_paper_inner_width (self->sheet));
  self->y += TILL_STATEMENT_ROW + 3.0;
}

/* The titles stand above the rows of each page. */
static void
make_room (TillStatementDrawing *self)
{
  if (has_room (self, TILL_STATEMENT_ROW))
    return;

  till_statement_end (self, "Table");
  begin_page (self);
  till_statement_begin (self, "Table");
  draw_titles (self);
}

static const char *
say_previous (const TillStatement *statement)
{
  switch (statement->start)
    {
    case TILL_STATEMENT_SINCE_STATEMENT:
      return _ ("Balance of your last statement");
    case TILL_STATEMENT_SINCE_FILE:
    case TILL_STATEMENT_SINCE_SETTLED:
      return _ ("Balance brought forward");
    default:
      g_return_val_if_reached ("");
    }
}

static void
draw_previous (TillStatementDrawing *self)
{
  const TillStatement *statement = self->statement;
  g_autofree char     *day =
    till_day_is_none (statement->since) ? NULL : till_day_format (statement->since);
  g_autofree char *previous = till_money_format (statement->previous);

  if (till_day_is_none (statement->since))
    return;
  draw_cells (self,
              (const char *const[]){ day, NULL, say_previous (statement), NULL, NULL, previous },
              TILL_FONT_CELL, "TD");
  end_row (self);
}

static void
draw_line (TillStatementDrawing *self, const TillStatementLine *line)
{
  g_autofree char *day = till_day_format (line->day);
  g_autofree char *amount = till_money_format (line->amount);
  g_autofree char *balance = till_money_format (line->balance);
  gboolean         is_credit = line->amount.cents < 0;

  make_room (self);
  draw_cells (self,
              (const char *const[]){ day, line->patient, line->words, is_credit ? NULL : amount,
                                     is_credit ? amount : NULL, balance },
              TILL_FONT_CELL, "TD");
  end_row (self);
}

static void
draw_sums (TillStatementDrawing *self)
{
  g_autofree char *charges = till_money_format (self->statement->charges);
  g_autofree char *credits = till_money_format (self->statement->credits);
  g_autofree char *balance = till_money_format (self->statement->balance);

  make_room (self);
  till_sheet_panel (self->sheet, TILL_INK_PANEL, MARGIN - 4.0, self->y - 10.7,
                    till_paper_inner_width (self->sheet) + 8.0, TILL_STATEMENT_ROW);
  draw_cells (self,
              (const char *const[]){ NULL, NULL, _ ("New balance"), charges, credits, balance },
              TILL_FONT_CELL_STRONG, "TD");
  self->y += TILL_STATEMENT_ROW;
}

static void
draw_entries (TillStatementDrawing *self)
{
  const TillStatement *statement = self->statement;

  if (statement->lines->len == 0)
    return;

  till_statement_begin (self, "Table");
  draw_titles (self);
  draw_previous (self);
  for (guint i = 0; i < statement->lines->len; i++)
    draw_line (self, till_statement_get_line (statement, i));
  draw_sums (self);
  till_statement_end (self, "Table");
  self->y += TILL_STATEMENT_ROW;
}

/* ── The end ─────────────────────────────────────────────────────────────────────────────────── */

/* It stays together. */
static void
draw_end (TillStatementDrawing *self)
{
  double begin = self->y;
  double height;

  till_sheet_set_dry (self->sheet, TRUE);
  till_statement_draw_closing (self);
  till_sheet_set_dry (self->sheet, self->n_pages == 0);
  height = self->y - begin - 12.0;
  self->y = begin;
  if (!has_room (self, height))
    begin_page (self);
  till_statement_draw_closing (self);
}

/* ── The statement ───────────────────────────────────────────────────────────────────────────── */

static void
draw (TillStatementDrawing *self)
{
  begin_letter (self);
  draw_entries (self);
  draw_end (self);
}

void
till_statement_lay_out (TillSheet                *sheet,
                        const TillStatementPaper *paper,
                        const TillStatement      *statement,
                        TillQr                   *qr)
{
  TillStatementDrawing drawing = { sheet, paper, statement, qr };

  till_sheet_set_dry (sheet, TRUE);
  draw (&drawing);
  drawing.n_pages = drawing.page;
  till_sheet_set_dry (sheet, FALSE);

  till_statement_begin (&drawing, "Document");
  draw (&drawing);
  end_page (&drawing);
  till_statement_end (&drawing, "Document");
}
