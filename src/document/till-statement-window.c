/* till-statement-window.c: the envelope’s window over a statement, and the address in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document/till-statement-window.h"

#include <string.h>

#include "core/till-text.h"

/* USPS Publication 25, 3-9: every letter is seen however the sheet lies, and an eighth of an inch
 * stays clear around. Sideways it does; up and down the thirds of a sheet leave 48 points to five
 * lines, so of three lines it is nearly kept. */
#define CLEARANCE (0.125 * TILL_INCH)

#define X (TILL_WINDOW_SURE_LEFT + CLEARANCE)
#define WIDTH (TILL_WINDOW_SURE_RIGHT - CLEARANCE - X)
#define HEIGHT (TILL_WINDOW_SURE_BOTTOM - TILL_WINDOW_SURE_TOP)

/* With the name. More have no place that is seen for sure. */
#define MOST_LINES 5
#define MOST_PITCH 11.5
#define ASCENT 0.8 /* of the pitch */

/* The first in which all lines fit. */
static const TillFont fonts[] = { TILL_FONT_VALUE, TILL_FONT_LABEL, TILL_FONT_SMALL,
                                  TILL_FONT_CELL };

/* Two that follow each other, between the name and the last line: city and ZIP code must be read.
 */
static void
join_shortest (GPtrArray *lines)
{
  guint found = 1;
  gsize least = G_MAXSIZE;
  char *joined;

  for (guint i = 1; i + 2 < lines->len; i++)
    {
      gsize length = strlen (lines->pdata[i]) + strlen (lines->pdata[i + 1]);

      if (length < least)
        {
          least = length;
          found = i;
        }
    }

  joined =
    g_strdup_printf ("%s, %s", (char *) lines->pdata[found], (char *) lines->pdata[found + 1]);
  g_ptr_array_remove_index (lines, found + 1);
  g_free (lines->pdata[found]);
  lines->pdata[found] = joined;
}

static GPtrArray *
list_lines (const TillStatement *statement)
{
  GPtrArray     *lines = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) given =
    g_strsplit (statement->address != NULL ? statement->address : "", "\n", -1);
  g_autofree char *name = till_text_tidy (statement->name);

  g_ptr_array_add (lines, till_person_name_as_written (name != NULL ? name : ""));
  for (char **line = given; *line != NULL; line++)
    {
      char *tidied = till_text_tidy (*line);

      if (tidied != NULL)
        g_ptr_array_add (lines, tidied);
    }

  while (lines->len > MOST_LINES)
    join_shortest (lines);

  return lines;
}

static gboolean
fits (TillSheet *sheet, const TillTextStyle *style, GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    if (till_sheet_measure (sheet, style, lines->pdata[i]) > WIDTH)
      return FALSE;

  return TRUE;
}

void
till_statement_draw_address (TillSheet *sheet, const TillStatement *statement, gboolean is_tagged)
{
  g_autoptr (GPtrArray) lines = list_lines (statement);
  double                pitch = MIN (MOST_PITCH, HEIGHT / lines->len);
  double        y = TILL_WINDOW_SURE_TOP + (HEIGHT - pitch * lines->len) / 2.0 + ASCENT * pitch;
  gsize         font = lines->len < MOST_LINES ? 0 : G_N_ELEMENTS (fonts) - 2;
  TillTextStyle style = { fonts[font], TILL_INK_BLACK,        TILL_ALIGN_START, FALSE,
                          1,           is_tagged ? "P" : NULL };

  while (font + 1 < G_N_ELEMENTS (fonts) && !fits (sheet, &style, lines))
    style.font = fonts[++font];
  for (guint i = 0; i < lines->len; i++)
    till_sheet_text (sheet, &style, lines->pdata[i], X, y + i * pitch, WIDTH);
}
