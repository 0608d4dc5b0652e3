/* till-receipt-layout.c: where everything on a receipt stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the top: who took the money and what this paper is, the amount, sentences about it, a table
 * of what the patient looks for, below it in small what the card schemes and the processor ask for.
 * Each text has a most of lines, so that all of it stays on one page.
 */
#include "document/till-receipt-layout.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MARGIN 56.0
#define TOP 52.0
#define GUTTER 28.0
#define FOOT 74.0

typedef struct
{
  TillSheet              *sheet;
  const TillReceiptTexts *texts;
  TillInk                 accent;
  double                  width; /* between the margins */
} Page;

static TillInk
accent_of (TillTransactionKind kind)
{
  switch (kind)
    {
    case TILL_KIND_PAYMENT:
      return TILL_INK_BLUE;
    case TILL_KIND_REFUND:
      return TILL_INK_BROWN;
    case TILL_KIND_VOID:
      return TILL_INK_SLATE;
    default:
      g_return_val_if_reached (TILL_INK_BLUE);
    }
}

static double
draw_practice (Page *page, double width)
{
  const TillTextStyle name = { TILL_FONT_PRACTICE, TILL_INK_BLACK, TILL_ALIGN_START, TRUE, 4, "P" };
  const TillTextStyle address = { TILL_FONT_LABEL, TILL_INK_GRAY, TILL_ALIGN_START, TRUE, 3, "P" };
  g_auto (GStrv)      lines = g_strsplit (page->texts->address, "\n", -1);
  double              y = TOP;

  if (page->texts->practice != NULL)
    y = till_sheet_text (page->sheet, &name, page->texts->practice, MARGIN, TOP + 17.0, width);
  for (char **line = lines; *line != NULL; line++)
    y = till_sheet_text (page->sheet, &address, *line, MARGIN, y + 10.5, width);

  return y;
}

/* "Copy" in a frame at the right edge. */
static double
draw_copy (Page *page, double y)
{
  const TillTextStyle mark = { TILL_FONT_HEADING, page->accent, TILL_ALIGN_END, TRUE, 1, "P" };
  double              width = till_sheet_measure (page->sheet, &mark, page->texts->copy);
  double              right = MARGIN + page->width;

  till_sheet_frame (page->sheet, page->accent, right - width - 16.0, y, width + 16.0, 18.0);
  till_sheet_text (page->sheet, &mark, page->texts->copy, MARGIN, y + 12.5, page->width - 8.0);

  return y + 18.0;
}

static double
draw_title (Page *page, double x, double width)
{
  const TillTextStyle title = { TILL_FONT_TITLE, page->accent, TILL_ALIGN_END, TRUE, 2, "H1" };
  const TillTextStyle number = { TILL_FONT_VALUE, TILL_INK_BLACK, TILL_ALIGN_END, FALSE, 1, "P" };
  double y = till_sheet_text (page->sheet, &title, page->texts->title, x, TOP + 17.0, width);

  if (page->texts->number != NULL)
    y = till_sheet_text (page->sheet, &number, page->texts->number, x, y + 12.0, width);
  if (page->texts->copy != NULL)
    y = draw_copy (page, y + 6.0);

  return y;
}

static double
draw_head (Page *page)
{
  const double title_width = 168.0;
  double       practice = draw_practice (page, page->width - title_width - GUTTER);
  double       title = draw_title (page, MARGIN + page->width - title_width, title_width);
  double       y = MAX (practice, title) + 14.0;

  till_sheet_rule (page->sheet, page->accent, 2.0, MARGIN, y, page->width);

  return y + 2.0;
}

static double
draw_amount (Page *page, double y)
{
  const TillTextStyle label = { TILL_FONT_LABEL, TILL_INK_GRAY, TILL_ALIGN_START, TRUE, 1, "P" };
  const TillTextStyle amount = {
    TILL_FONT_AMOUNT, TILL_INK_BLACK, TILL_ALIGN_START, FALSE, 1, "P"
  };
  const TillTextStyle unit = { TILL_FONT_UNIT, TILL_INK_GRAY, TILL_ALIGN_START, TRUE, 1, "P" };
  const TillTextStyle day = { TILL_FONT_STRONG, TILL_INK_BLACK, TILL_ALIGN_END, FALSE, 1, "P" };
  const TillTextStyle time = { TILL_FONT_VALUE, TILL_INK_GRAY, TILL_ALIGN_END, FALSE, 1, "P" };
  const double        height = 84.0;
  double              x = MARGIN + 18.0;
  double              width = page->width - 36.0;

  till_sheet_panel (page->sheet, TILL_INK_PANEL, MARGIN, y, page->width, height);
  till_sheet_text (page->sheet, &label, page->texts->amount_label, x, y + 25.0, width / 2.0);
  till_sheet_text (page->sheet, &amount, page->texts->amount, x, y + 62.0, width);
  till_sheet_text (page->sheet, &unit, "USD",
                   x + till_sheet_measure (page->sheet, &amount, page->texts->amount) + 8.0,
                   y + 62.0, 60.0);
  till_sheet_text (page->sheet, &day, page->texts->day, x + width / 2.0, y + 45.0, width / 2.0);
  till_sheet_text (page->sheet, &time, page->texts->time, x + width / 2.0, y + 62.0, width / 2.0);

  return y + height;
}

static double
draw_statements (Page *page, double y)
{
  const TillTextStyle first = { TILL_FONT_STRONG, TILL_INK_BLACK, TILL_ALIGN_START, FALSE, 2, "P" };
  const TillTextStyle more = { TILL_FONT_VALUE, TILL_INK_BLACK, TILL_ALIGN_START, TRUE, 2, "P" };
  double              top = y + 14.0;
  double              end = top;

  if (page->texts->statements[0] == NULL)
    return y;

  end = till_sheet_text (page->sheet, &first, page->texts->statements[0], MARGIN + 18.0, end + 11.0,
                         page->width - 36.0);
  if (page->texts->statements[1] != NULL)
    end = till_sheet_text (page->sheet, &more, page->texts->statements[1], MARGIN + 18.0,
                           end + 13.0, page->width - 36.0);
  till_sheet_rule (page->sheet, page->accent, end - top + 2.0, MARGIN, top - 1.0, 3.0);

  return end;
}

typedef struct
{
  TillReceiptSection section;
  double             x;
  double             width;
  double             label_width;
  TillFont           label;
  TillFont           value;
  double             pitch; /* from the row's upper end to its base line */
  guint              most_lines;
} Table;

static double
draw_row (Page *page, const Table *table, const TillReceiptLine *line, double y)
{
  const TillTextStyle label = { table->label, TILL_INK_GRAY, TILL_ALIGN_START, TRUE, 1, "TH" };
  const TillTextStyle value = { table->value, TILL_INK_BLACK,    TILL_ALIGN_START,
                                FALSE,        table->most_lines, "TD" };
  double              base_line = y + table->pitch;
  double              end;

  till_sheet_begin (page->sheet, "TR");
  till_sheet_text (page->sheet, &label, line->label, table->x, base_line, table->label_width - 8.0);
  end = till_sheet_text (page->sheet, &value, line->value, table->x + table->label_width, base_line,
                         table->width - table->label_width);
  till_sheet_end (page->sheet, "TR");

  end += table->pitch / 4.0;
  till_sheet_rule (page->sheet, TILL_INK_LINE, 0.5, table->x, end, table->width);

  return end;
}

static gboolean
has_lines (const TillReceiptTexts *texts, TillReceiptSection section)
{
  for (guint i = 0; i < texts->lines->len; i++)
    if (g_array_index (texts->lines, TillReceiptLine, i).section == section)
      return TRUE;

  return FALSE;
}

static double
draw_table (Page *page, const Table *table, double y)
{
  const TillTextStyle heading = {
    TILL_FONT_HEADING, page->accent, TILL_ALIGN_START, TRUE, 1, "H2"
  };

  if (!has_lines (page->texts, table->section))
    return y;

  y = till_sheet_text (page->sheet, &heading, page->texts->headings[table->section], table->x,
                       y + 32.0, table->width);
  y += 2.0;
  till_sheet_begin (page->sheet, "Table");
  for (guint i = 0; i < page->texts->lines->len; i++)
    {
      const TillReceiptLine *line = &g_array_index (page->texts->lines, TillReceiptLine, i);

      if (line->section == table->section)
        y = draw_row (page, table, line, y);
    }
  till_sheet_end (page->sheet, "Table");

  return y;
}

static void
draw_foot (Page *page)
{
  const TillTextStyle thanks = { TILL_FONT_STRONG, page->accent, TILL_ALIGN_CENTER, TRUE, 1, "P" };
  const TillTextStyle contact = { TILL_FONT_SMALL, TILL_INK_GRAY, TILL_ALIGN_CENTER, TRUE, 1, "P" };
  double              y = till_sheet_get_height (page->sheet) - FOOT;

  till_sheet_rule (page->sheet, TILL_INK_LINE, 0.5, MARGIN, y, page->width);
  till_sheet_text (page->sheet, &thanks, _ ("Thank you"), MARGIN, y + 20.0, page->width);
  if (page->texts->contact != NULL)
    till_sheet_text (page->sheet, &contact, page->texts->contact, MARGIN, y + 35.0, page->width);
}

/* All but the foot. Returns: where it ends */
static double
draw_body (Page *page)
{
  double half = (page->width - GUTTER) / 2.0;
  Table  payment = { TILL_RECEIPT_PAYMENT, MARGIN,          page->width, 130.0,
                     TILL_FONT_LABEL,      TILL_FONT_VALUE, 17.0,        6 };
  Table  processing = { TILL_RECEIPT_PROCESSING, MARGIN,          half, 84.0,
                        TILL_FONT_SMALL,         TILL_FONT_SMALL, 13.5, 4 };
  Table  chip = processing;
  double end;
  double y;

  chip.section = TILL_RECEIPT_CHIP;
  chip.x = MARGIN + half + GUTTER;

  y = draw_head (page);
  y = draw_amount (page, y + 18.0);
  y = draw_statements (page, y);
  y = draw_table (page, &payment, y);
  end = draw_table (page, &processing, y);
  y = draw_table (page, &chip, y);

  return MAX (end, y);
}

/* Whether there is so much text that it may not fit; measuring costs as much again as drawing. */
static gboolean
is_long (const TillReceiptTexts *texts)
{
  gsize length = strlen (texts->address) + (texts->practice != NULL ? strlen (texts->practice) : 0);

  for (guint i = 0; i < texts->lines->len; i++)
    length += strlen (g_array_index (texts->lines, TillReceiptLine, i).value);

  return length > 600;
}

/* Drawn smaller as a whole, by a scale below 1, what is too long for the page still stands on it.
 */
static double
scale_to_fit (Page *page)
{
  double space = till_sheet_get_height (page->sheet) - FOOT - 16.0;
  double end;

  if (!is_long (page->texts))
    return 1.0;

  till_sheet_set_dry (page->sheet, TRUE);
  end = draw_body (page);
  till_sheet_set_dry (page->sheet, FALSE);

  return MIN (1.0, space / end);
}

void
till_receipt_lay_out (TillSheet *sheet, const TillReceiptTexts *texts, TillTransactionKind kind)
{
  Page   page = { sheet, texts, accent_of (kind), till_sheet_get_width (sheet) - 2.0 * MARGIN };
  double scale = scale_to_fit (&page);

  till_sheet_begin (sheet, "Document");
  till_sheet_set_scale (sheet, scale);
  draw_body (&page);
  till_sheet_set_scale (sheet, 1.0);
  draw_foot (&page);
  till_sheet_end (sheet, "Document");
}
