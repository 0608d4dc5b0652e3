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

#include "document/till-paper-frame.h"
#include "document/till-statement-window.h"
#include "rules/till-aging.h"

#define MARGIN TILL_PAPER_MARGIN
#define ROW 15.0
#define GAP 8.0
#define BELOW_BASE 2.5 /* where a line of the table ends */

/* The right part of the head, beside the window. */
#define SIDE_X (TILL_WINDOW_FAR_RIGHT + 9.0)
#define BODY_Y (TILL_WINDOW_FAR_BOTTOM + 27.0)

typedef struct
{
  TillSheet                *sheet;
  const TillStatementPaper *paper;
  const TillStatement      *statement;
  TillQr                   *qr;
  guint                     page;
  guint                     n_pages; /* 0: they are being counted */
  double                    y;       /* the next base line */
} Drawing;

static double
text (Drawing             *self,
      const TillTextStyle *style,
      const char          *words,
      double               x,
      double               base_line,
      double               width)
{
  TillTextStyle used = *style;

  if (!self->paper->is_tagged)
    used.tag = NULL;

  return till_sheet_text (self->sheet, &used, words, x, base_line, width);
}

static void
tag_begin (Drawing *self, const char *tag)
{
  till_sheet_begin (self->sheet, self->paper->is_tagged ? tag : NULL);
}

static void
tag_end (Drawing *self, const char *tag)
{
  till_sheet_end (self->sheet, self->paper->is_tagged ? tag : NULL);
}

static double
right_edge (Drawing *self)
{
  return MARGIN + till_paper_inner_width (self->sheet);
}

/* ── Head of the letter ──────────────────────────────────────────────────────────────────────── */

static void
draw_practice (Drawing *self)
{
  static const TillTextStyle name = {
    TILL_FONT_PRACTICE, TILL_INK_BLACK, TILL_ALIGN_START, TRUE, 2, "P"
  };
  static const TillTextStyle line = {
    TILL_FONT_LABEL, TILL_INK_GRAY, TILL_ALIGN_START, TRUE, 1, "P"
  };
  double width = SIDE_X - MARGIN - 3 * GAP;
  double y = MARGIN + 18.0;

  y = text (self, &name, self->paper->practice, MARGIN, y, width) + 10.5;
  /* What is too much for the place above the window is left out. */
  for (char **at = self->paper->lines; *at != NULL && y + 4.0 < TILL_WINDOW_FAR_TOP; at++)
    y = text (self, &line, *at, MARGIN, y, width) + 9.5;
}

static double
draw_fact (Drawing *self, const char *name, const char *what, double y)
{
  static const TillTextStyle left = {
    TILL_FONT_LABEL, TILL_INK_GRAY, TILL_ALIGN_START, TRUE, 1, "P"
  };
  static const TillTextStyle right = {
    TILL_FONT_LABEL, TILL_INK_BLACK, TILL_ALIGN_END, FALSE, 1, "P"
  };
  double width = right_edge (self) - SIDE_X;

  text (self, &left, name, SIDE_X, y, width * 0.45);
  text (self, &right, what, SIDE_X + width * 0.45, y, width * 0.55);

  return y + 13.0;
}

static double
draw_due (Drawing *self, double y)
{
  static const TillTextStyle label = {
    TILL_FONT_STRONG, TILL_INK_BLACK, TILL_ALIGN_START, TRUE, 1, "P"
  };
  const char      *words = self->statement->due.cents > 0 ? _ ("Amount due") : _ ("Nothing is due");
  g_autofree char *amount = till_money_format (self->statement->due);
  TillTextStyle    large = { TILL_FONT_AMOUNT, TILL_INK_BLUE, TILL_ALIGN_END, FALSE, 1, "P" };
  double           width = right_edge (self) - SIDE_X;
  const double     height = 62.0;

  if (till_sheet_measure (self->sheet, &large, amount) > width - 2 * GAP)
    large.font = TILL_FONT_PRACTICE;
  till_sheet_panel (self->sheet, TILL_INK_PANEL, SIDE_X, y, width, height);
  text (self, &label, words, SIDE_X + GAP, y + 17.0, width - 2 * GAP);
  text (self, &large, amount, SIDE_X + GAP, y + 51.0, width - 2 * GAP);

  return y + height;
}

static void
draw_code (Drawing *self, double y)
{
  static const TillTextStyle title = {
    TILL_FONT_STRONG, TILL_INK_BLACK, TILL_ALIGN_START, TRUE, 2, "P"
  };
  static const TillTextStyle words = {
    TILL_FONT_CELL, TILL_INK_GRAY, TILL_ALIGN_START, TRUE, 5, "P"
  };
  double side = TILL_WINDOW_FAR_BOTTOM - y;
  double width = right_edge (self) - SIDE_X - side;

  if (self->qr == NULL || self->statement->due.cents <= 0)
    return;

  till_qr_draw (self->qr, self->sheet, right_edge (self) - side, y, side);
  y = text (self, &title, _ ("Pay online"), SIDE_X, y + 24.0, width);
  text (self, &words, _ ("Point your phone’s camera at the code."), SIDE_X, y + 10.0, width);
}

static void
draw_side (Drawing *self)
{
  static const TillTextStyle title = {
    TILL_FONT_TITLE, TILL_INK_BLUE, TILL_ALIGN_START, TRUE, 1, "H1"
  };
  g_autofree char *day = till_day_format (self->statement->day);
  double           y = MARGIN + 16.0;

  text (self, &title, _ ("Statement"), SIDE_X, y, right_edge (self) - SIDE_X);
  y = draw_fact (self, _ ("Date"), day, y + 18.0);
  if (self->statement->number != NULL)
    y = draw_fact (self, _ ("Account"), self->statement->number, y);
  draw_code (self, draw_due (self, y));
}

/* Where it is folded, outside of what is read. */
static void
draw_folds (Drawing *self)
{
  double height = till_sheet_get_height (self->sheet);

  for (int i = 1; i <= 2; i++)
    till_sheet_rule (self->sheet, TILL_INK_GRAY, 0.4, 14.0, height * i / 3.0, 9.0);
}

/* ── Pages ───────────────────────────────────────────────────────────────────────────────────── */

static void
begin_letter (Drawing *self)
{
  self->page = 1;
  draw_practice (self);
  draw_side (self);
  till_statement_draw_address (self->sheet, self->statement, self->paper->is_tagged);
  draw_folds (self);
  self->y = BODY_Y;
}

static void
end_page (Drawing *self)
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
begin_page (Drawing *self)
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
  text (self, &left, whose, MARGIN, MARGIN + 10.0, width * 0.7);
  if (number != NULL)
    {
      g_autofree char *account = g_strdup_printf (_ ("Account %s"), number);

      text (self, &right, account, MARGIN + width * 0.7, MARGIN + 10.0, width * 0.3);
    }
  till_sheet_rule (self->sheet, TILL_INK_BLUE, 1.0, MARGIN, MARGIN + 16.0, width);
  self->y = MARGIN + 34.0;
}

static gboolean
has_room (Drawing *self, double height)
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
column_width (Drawing *self, int column)
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
draw_cells (Drawing *self, const char *const cells[N_COLUMNS], TillFont font, const char *tag)
{
  double x = MARGIN;
  double end = self->y + BELOW_BASE;

  tag_begin (self, "TR");
  for (int i = 0; i < N_COLUMNS; i++)
    {
      TillTextStyle style = { font, TILL_INK_BLACK, columns[i].align, FALSE, 1, tag };
      double        width = column_width (self, i);

      if (columns[i].align == TILL_ALIGN_START)
        style.most_lines = 2;
      if (cells[i] != NULL)
        end = MAX (
          end, text (self, &style, cells[i], x, self->y, width - (i + 1 < N_COLUMNS ? GAP : 0.0)));
      x += width;
    }
  tag_end (self, "TR");
  self->y = end - BELOW_BASE;
}

static void
end_row (Drawing *self)
{
  till_sheet_rule (self->sheet, TILL_INK_LINE, 0.4, MARGIN, self->y + 4.3,
                   till_paper_inner_width (self->sheet));
  self->y += ROW;
}

static void
draw_titles (Drawing *self)
{
  const char *titles[N_COLUMNS];

  for (int i = 0; i < N_COLUMNS; i++)
    titles[i] = _ (columns[i].title);
  draw_cells (self, titles, TILL_FONT_CELL_STRONG, "TH");
  till_sheet_rule (self->sheet, TILL_INK_BLACK, 0.8, MARGIN, self->y + 5.0,
                   till_paper_inner_width (self->sheet));
  self->y += ROW + 3.0;
}

/* The titles stand above the rows of each page. */
static void
make_room (Drawing *self)
{
  if (has_room (self, ROW))
    return;

  tag_end (self, "Table");
  begin_page (self);
  tag_begin (self, "Table");
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
draw_previous (Drawing *self)
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
draw_line (Drawing *self, const TillStatementLine *line)
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
draw_sums (Drawing *self)
{
  g_autofree char *charges = till_money_format (self->statement->charges);
  g_autofree char *credits = till_money_format (self->statement->credits);
  g_autofree char *balance = till_money_format (self->statement->balance);

  make_room (self);
  till_sheet_panel (self->sheet, TILL_INK_PANEL, MARGIN - 4.0, self->y - 10.7,
                    till_paper_inner_width (self->sheet) + 8.0, ROW);
  draw_cells (self,
              (const char *const[]){ NULL, NULL, _ ("New balance"), charges, credits, balance },
              TILL_FONT_CELL_STRONG, "TD");
  self->y += ROW;
}

static void
draw_entries (Drawing *self)
{
  const TillStatement *statement = self->statement;

  if (statement->lines->len == 0)
    return;

  tag_begin (self, "Table");
  draw_titles (self);
  draw_previous (self);
  for (guint i = 0; i < statement->lines->len; i++)
    draw_line (self, till_statement_get_line (statement, i));
  draw_sums (self);
  tag_end (self, "Table");
  self->y += ROW;
}

/* ── What it comes to ────────────────────────────────────────────────────────────────────────── */

static void
draw_age (Drawing *self, const char *title, TillMoney amount, double x, double width)
{
  static const TillTextStyle above = {
    TILL_FONT_CELL, TILL_INK_GRAY, TILL_ALIGN_CENTER, TRUE, 1, "TD"
  };
  static const TillTextStyle below = {
    TILL_FONT_STRONG, TILL_INK_BLACK, TILL_ALIGN_CENTER, FALSE, 1, "TD"
  };
  g_autofree char *words = till_money_format (amount);

  tag_begin (self, "TR");
  text (self, &above, title, x, self->y, width);
  text (self, &below, words, x, self->y + 16.0, width);
  tag_end (self, "TR");
}

static void
draw_ages (Drawing *self)
{
  static const TillTextStyle title = {
    TILL_FONT_CELL, TILL_INK_GRAY, TILL_ALIGN_START, FALSE, 1, "P"
  };
  const TillStatement *statement = self->statement;
  g_autofree char     *as_of = till_day_format (statement->as_of);
  g_autofree char     *words = NULL;
  double               width = till_paper_inner_width (self->sheet) / (TILL_N_AGES + 1.0);

  words = g_strdup_printf (_ ("What is owed, by days since the charge, as of %s"), as_of);
  text (self, &title, words, MARGIN, self->y, till_paper_inner_width (self->sheet));
  self->y += 8.0;
  till_sheet_panel (self->sheet, TILL_INK_PANEL, MARGIN, self->y,
                    till_paper_inner_width (self->sheet), 38.0);
  self->y += 14.0;
  tag_begin (self, "Table");
  for (int i = 0; i < TILL_N_AGES; i++)
    draw_age (self, till_age_to_words ((TillAge) i), statement->owed[i], MARGIN + i * width, width);
  draw_age (self, _ ("Balance"), statement->balance, MARGIN + TILL_N_AGES * width, width);
  tag_end (self, "Table");
  self->y += 24.0 + ROW;
}

static void
draw_sum (Drawing *self, const char *name, TillMoney amount, gboolean is_last)
{
  TillTextStyle style = {
    is_last ? TILL_FONT_STRONG : TILL_FONT_LABEL, TILL_INK_BLACK, TILL_ALIGN_END, FALSE, 1, "P"
  };
  g_autofree char *words = till_money_format (amount);

  text (self, &style, name, MARGIN, self->y, till_paper_inner_width (self->sheet) - 100.0);
  text (self, &style, words, right_edge (self) - 90.0, self->y, 90.0);
  self->y += ROW;
}

/* The way from the balance to what is due. */
static void
draw_way (Drawing *self)
{
  const TillStatement *statement = self->statement;

  if (statement->insurance.cents > 0)
    draw_sum (self, _ ("Your insurance is expected to pay"),
              till_money (-statement->insurance.cents), FALSE);
  if (statement->balance.cents < 0)
    draw_sum (self, _ ("Credit in your favor"), till_money (-statement->balance.cents), FALSE);
  draw_sum (self, _ ("Amount due"), statement->due, TRUE);
  self->y += GAP;
}

static void
draw_paragraph (Drawing *self, TillFont font, const char *words)
{
  const TillTextStyle style = { font, TILL_INK_BLACK, TILL_ALIGN_START, FALSE, 4, "P" };
  double              width = till_paper_inner_width (self->sheet);

  self->y = text (self, &style, words, MARGIN, self->y, width) + 12.0;
}

static void
draw_words (Drawing *self)
{
  const TillStatement *statement = self->statement;
  g_autofree char     *check = NULL;
  g_autofree char     *link = NULL;
  g_autofree char     *call = NULL;

  if (self->paper->message != NULL)
    draw_paragraph (self, TILL_FONT_VALUE, self->paper->message);
  if (statement->due.cents > 0)
    {
      check = statement->number != NULL
                ? g_strdup_printf (_ ("Please make checks payable to %s and write the account "
                                      "number %s on them."),
                                   self->paper->practice, statement->number)
                : g_strdup_printf (_ ("Please make checks payable to %s."), self->paper->practice);
      draw_paragraph (self, TILL_FONT_LABEL, check);
    }
  if (statement->due.cents > 0 && statement->link != NULL)
    {
      link = g_strdup_printf (_ ("Pay online: %s"), statement->link);
      draw_paragraph (self, TILL_FONT_LABEL, link);
    }
  if (self->paper->phone != NULL)
    {
      call =
        g_strdup_printf (_ ("Questions about this statement? Call us: %s"), self->paper->phone);
      draw_paragraph (self, TILL_FONT_LABEL, call);
    }
}

static void
draw_closing (Drawing *self)
{
  draw_ages (self);
  draw_way (self);
  draw_words (self);
}

/* It stays together. */
static void
draw_end (Drawing *self)
{
  double begin = self->y;
  double height;

  till_sheet_set_dry (self->sheet, TRUE);
  draw_closing (self);
  till_sheet_set_dry (self->sheet, self->n_pages == 0);
  height = self->y - begin - 12.0;
  self->y = begin;
  if (!has_room (self, height))
    begin_page (self);
  draw_closing (self);
}

/* ── The statement ───────────────────────────────────────────────────────────────────────────── */

static void
draw (Drawing *self)
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
  Drawing drawing = { sheet, paper, statement, qr };

  till_sheet_set_dry (sheet, TRUE);
  draw (&drawing);
  drawing.n_pages = drawing.page;
  till_sheet_set_dry (sheet, FALSE);

  tag_begin (&drawing, "Document");
  draw (&drawing);
  end_page (&drawing);
  tag_end (&drawing, "Document");
}
