/* till-statement-closing.c: what a statement comes to, by age, and the words below
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document/till-statement-drawing.h"

#include <glib/gi18n-lib.h>

#include "rules/till-aging.h"

#define MARGIN TILL_PAPER_MARGIN
#define GAP TILL_STATEMENT_GAP

double
till_statement_text (TillStatementDrawing *self,
                     const TillTextStyle  *style,
                     const char           *words,
                     double                x,
                     double                base_line,
                     double                width)
{
  TillTextStyle used = *style;

  if (!self->paper->is_tagged)
    used.tag = NULL;

  return till_sheet_text (self->sheet, &used, words, x, base_line, width);
}

void
till_statement_begin (TillStatementDrawing *self, const char *tag)
{
  till_sheet_begin (self->sheet, self->paper->is_tagged ? tag : NULL);
}

void
till_statement_end (TillStatementDrawing *self, const char *tag)
{
  till_sheet_end (self->sheet, self->paper->is_tagged ? tag : NULL);
}

double
till_statement_right (TillStatementDrawing *self)
{
  return MARGIN + till_paper_inner_width (self->sheet);
}

/* ── What it comes to ────────────────────────────────────────────────────────────────────────── */

static void
draw_age (TillStatementDrawing *self, const char *title, TillMoney amount, double x, double width)
{
  static const TillTextStyle above = {
    TILL_FONT_CELL, TILL_INK_GRAY, TILL_ALIGN_CENTER, TRUE, 1, "TD"
  };
  static const TillTextStyle below = {
    TILL_FONT_STRONG, TILL_INK_BLACK, TILL_ALIGN_CENTER, FALSE, 1, "TD"
  };
  g_autofree char *words = till_money_format (amount);

  till_statement_begin (self, "TR");
  till_statement_text (self, &above, title, x, self->y, width);
  till_statement_text (self, &below, words, x, self->y + 16.0, width);
  till_statement_end (self, "TR");
}

static void
draw_ages (TillStatementDrawing *self)
{
  static const TillTextStyle title = {
    TILL_FONT_CELL, TILL_INK_GRAY, TILL_ALIGN_START, FALSE, 1, "P"
  };
  const TillStatement *statement = self->statement;
  g_autofree char     *as_of = till_day_format (statement->as_of);
  g_autofree char     *words = NULL;
  double               width = till_paper_inner_width (self->sheet) / (TILL_N_AGES + 1.0);

  words = g_strdup_printf (_ ("What is owed, by days since the charge, as of %s"), as_of);
  till_statement_text (self, &title, words, MARGIN, self->y, till_paper_inner_width (self->sheet));
  self->y += 8.0;
  till_sheet_panel (self->sheet, TILL_INK_PANEL, MARGIN, self->y,
                    till_paper_inner_width (self->sheet), 38.0);
  self->y += 14.0;
  till_statement_begin (self, "Table");
  for (int i = 0; i < TILL_N_AGES; i++)
    draw_age (self, till_age_to_words ((TillAge) i), statement->owed[i], MARGIN + i * width, width);
  draw_age (self, _ ("Balance"), statement->balance, MARGIN + TILL_N_AGES * width, width);
  till_statement_end (self, "Table");
  self->y += 24.0 + TILL_STATEMENT_ROW;
}

static void
draw_sum (TillStatementDrawing *self, const char *name, TillMoney amount, gboolean is_last)
{
  TillTextStyle style = {
    is_last ? TILL_FONT_STRONG : TILL_FONT_LABEL, TILL_INK_BLACK, TILL_ALIGN_END, FALSE, 1, "P"
  };
  g_autofree char *words = till_money_format (amount);

  till_statement_text (self, &style, name, MARGIN, self->y,
                       till_paper_inner_width (self->sheet) - 100.0);
  till_statement_text (self, &style, words, till_statement_right (self) - 90.0, self->y, 90.0);
  self->y += TILL_STATEMENT_ROW;
}

/* The way from the balance to what is due. */
static void
draw_way (TillStatementDrawing *self)
{
  const TillStatement *statement = self->statement;

  if (statement->insurance.cents > 0)
    draw_sum (self, _ ("Your insurance is expected to pay"),
              till_money (-statement->insurance.cents), FALSE);
  /* A file may tell ages and a credit that no charge has used up: the balance is without it. */
  if (statement->credit.cents < 0 && statement->balance.cents >= 0)
    draw_sum (self, _ ("Taken off for credits not used up yet"), statement->credit, FALSE);
  if (statement->balance.cents < 0)
    draw_sum (self, _ ("Credit in your favor"), till_money (-statement->balance.cents), FALSE);
  draw_sum (self, _ ("Amount due"), statement->due, TRUE);
  self->y += GAP;
}

static void
draw_paragraph (TillStatementDrawing *self, TillFont font, const char *words)
{
  const TillTextStyle style = { font, TILL_INK_BLACK, TILL_ALIGN_START, FALSE, 4, "P" };
  double              width = till_paper_inner_width (self->sheet);

  self->y = till_statement_text (self, &style, words, MARGIN, self->y, width) + 12.0;
}

static void
draw_words (TillStatementDrawing *self)
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

void
till_statement_draw_closing (TillStatementDrawing *self)
{
  draw_ages (self);
  draw_way (self);
  draw_words (self);
}
