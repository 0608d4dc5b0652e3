/* till-letter-head.c: who writes, above what a patient is handed, and what it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document/till-letter-head.h"

#define TITLE 168.0
#define GAP 22.0

double
till_letter_head_draw (TillSheet               *sheet,
                       const TillPracticeFacts *practice,
                       const char              *title,
                       double                   margin,
                       double                   top)
{
  const TillTextStyle name = {
    TILL_FONT_PRACTICE, TILL_INK_BLACK, TILL_ALIGN_START, FALSE, 3, "P"
  };
  const TillTextStyle line = { TILL_FONT_LABEL, TILL_INK_GRAY, TILL_ALIGN_START, FALSE, 3, "P" };
  const TillTextStyle what = { TILL_FONT_TITLE, TILL_INK_BLUE, TILL_ALIGN_END, FALSE, 2, "H1" };
  g_auto (GStrv) lines = g_strsplit (practice->address != NULL ? practice->address : "", "\n", -1);
  double         full = till_sheet_get_width (sheet) - 2.0 * margin;
  double         width = full - TITLE - GAP;
  double end = till_sheet_text (sheet, &what, title, margin + full - TITLE, top + 17.0, TITLE);
  double y = till_sheet_text (sheet, &name, practice->name, margin, top + 17.0, width);

  for (char **at = lines; *at != NULL; at++)
    y = till_sheet_text (sheet, &line, *at, margin, y + 10.5, width);
  if (practice->phone != NULL)
    y = till_sheet_text (sheet, &line, practice->phone, margin, y + 10.5, width);
  y = MAX (y, end) + 14.0;
  till_sheet_rule (sheet, TILL_INK_BLUE, 2.0, margin, y, full);

  return y + 16.0;
}
