/* till-paper-frame.c: what stands above and below the rows of lists and reports on paper
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document/till-paper-frame.h"

#include <glib/gi18n-lib.h>

static const TillTextStyle practice_style = { TILL_FONT_LABEL, TILL_INK_GRAY, TILL_ALIGN_START,
                                              .most_lines = 1, .tag = "P" };
static const TillTextStyle title_style = { TILL_FONT_TITLE, TILL_INK_BLACK, TILL_ALIGN_START,
                                           .most_lines = 1, .tag = "H1" };
static const TillTextStyle words_style = { TILL_FONT_LABEL, TILL_INK_BLACK, TILL_ALIGN_START,
                                           .most_lines = 4, .tag = "P" };
static const TillTextStyle foot_style = { TILL_FONT_CELL, TILL_INK_GRAY, TILL_ALIGN_START };
static const TillTextStyle page_style = { TILL_FONT_CELL, TILL_INK_GRAY, TILL_ALIGN_END };

double
till_paper_inner_width (TillSheet *sheet)
{
  return till_sheet_get_width (sheet) - 2 * TILL_PAPER_MARGIN;
}

double
till_paper_bottom (TillSheet *sheet)
{
  return till_sheet_get_height (sheet) - TILL_PAPER_MARGIN - TILL_PAPER_FOOT;
}

double
till_paper_draw_head (TillSheet            *sheet,
                      const TillPaperFrame *frame,
                      const char           *words,
                      const char           *note)
{
  static const TillTextStyle note_style = { TILL_FONT_LABEL, TILL_INK_GRAY, TILL_ALIGN_START,
                                            .most_lines = 4, .tag = "P" };
  double                     width = till_paper_inner_width (sheet);
  double                     y = TILL_PAPER_MARGIN + 10.0;

  till_sheet_text (sheet, &practice_style, frame->practice, TILL_PAPER_MARGIN, y, width);
  y = till_sheet_text (sheet, &title_style, frame->title, TILL_PAPER_MARGIN, y + 20.0, width);
  y = till_sheet_text (sheet, &words_style, words, TILL_PAPER_MARGIN, y + 12.0, width);
  y = till_sheet_text (sheet, &note_style, note, TILL_PAPER_MARGIN, y + 11.0, width);

  return y + 18.0;
}

void
till_paper_draw_foot (TillSheet *sheet, const TillPaperFrame *frame, guint page, guint n_pages)
{
  double           y = till_sheet_get_height (sheet) - TILL_PAPER_MARGIN;
  double           width = till_paper_inner_width (sheet);
  g_autofree char *place = g_strdup_printf (_ ("Page %u of %u"), page, n_pages);
  g_autofree char *whose =
    g_strdup_printf ("%s · %s · %s", frame->practice, frame->title, frame->made);

  till_sheet_text (sheet, &foot_style, whose, TILL_PAPER_MARGIN, y, width - 90.0);
  till_sheet_text (sheet, &page_style, place, TILL_PAPER_MARGIN, y, width);
}
