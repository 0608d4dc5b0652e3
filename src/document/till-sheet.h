/* till-sheet.h: a PDF being drawn: text in a few fonts, rules and panels, page by page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text is placed by its first base line, so that different sizes stand on one line. What repeats
 * (labels, the practice's address) is shaped once a sheet: "kept". Places are points from the top
 * left.
 */
#pragma once

#include <gio/gio.h>

#include "model/till-signature.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_PAPER_LETTER,
  TILL_PAPER_A4,
} TillPaper;

typedef enum
{
  TILL_FONT_PRACTICE,
  TILL_FONT_TITLE,
  TILL_FONT_AMOUNT,
  TILL_FONT_UNIT,
  TILL_FONT_STRONG,
  TILL_FONT_HEADING,
  TILL_FONT_VALUE,
  TILL_FONT_LABEL,
  TILL_FONT_SMALL,
  TILL_FONT_LINK, /* no hyphen is added where it breaks */
  TILL_FONT_CELL, /* of a table: its figures are all of one width */
  TILL_FONT_CELL_STRONG,
  TILL_N_FONTS,
} TillFont;

typedef enum
{
  TILL_INK_BLACK,
  TILL_INK_GRAY,
  TILL_INK_LINE,
  TILL_INK_PANEL,
  TILL_INK_BLUE,
  TILL_INK_BROWN,
  TILL_INK_SLATE,
} TillInk;

typedef enum
{
  TILL_ALIGN_START,
  TILL_ALIGN_CENTER,
  TILL_ALIGN_END,
} TillAlign;

typedef struct
{
  TillFont    font;
  TillInk     ink;
  TillAlign   align;
  gboolean    keep;
  guint       most_lines; /* the rest is cut with an ellipsis; 0: one */
  const char *tag; /* "H1", "P" …: what a screen reader is told; NULL: nothing of its own */
} TillTextStyle;

typedef struct _TillSheet TillSheet;

TillSheet *till_sheet_new (double width, double height);
TillSheet *till_sheet_new_for_paper (TillPaper paper, gboolean landscape);
void       till_sheet_free (TillSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillSheet, till_sheet_free)

double till_sheet_get_width (TillSheet *self);
double till_sheet_get_height (TillSheet *self);

/* @at: milliseconds since 1970, for both of the file's dates. */
void till_sheet_set_about (TillSheet  *self,
                           const char *title,
                           const char *author,
                           const char *subject,
                           gint64      at);

/* Returns: where its last line ends, y */
double till_sheet_text (TillSheet           *self,
                        const TillTextStyle *style,
                        const char          *text,
                        double               x,
                        double               base_line,
                        double               width);

/* How wide @text is when nothing wraps. */
double till_sheet_measure (TillSheet *self, const TillTextStyle *style, const char *text);

void till_sheet_rule (TillSheet *self,
                      TillInk    ink,
                      double     thickness,
                      double     x,
                      double     y,
                      double     width);
void till_sheet_panel (TillSheet *self,
                       TillInk    ink,
                       double     x,
                       double     y,
                       double     width,
                       double     height);
void till_sheet_frame (TillSheet *self,
                       TillInk    ink,
                       double     x,
                       double     y,
                       double     width,
                       double     height);

/* @n × @n squares of which those are filled that @dark says, row by row: one shape, so that no
 * seams show between them. */
void till_sheet_squares (TillSheet    *self,
                         TillInk       ink,
                         const guint8 *dark,
                         guint         n,
                         double        x,
                         double        y,
                         double        side); /* of all of them */

/* As large as it fits, on the line at the lower edge of that place. */
void till_sheet_signature (TillSheet           *self,
                           TillInk              ink,
                           const TillSignature *signature,
                           double               x,
                           double               y,
                           double               width,
                           double               height);

/* Dry: everything is measured, nothing drawn. */
void till_sheet_set_dry (TillSheet *self, gboolean dry);

/* What is drawn from now on is so much larger than it says, seen from the middle of the upper edge.
 */
void till_sheet_set_scale (TillSheet *self, double scale);

/* The structure a screen reader is told; pairs nest. */
void till_sheet_begin (TillSheet *self, const char *tag);
void till_sheet_end (TillSheet *self, const char *tag);

void till_sheet_end_page (TillSheet *self);

/* The whole file. Nothing may be drawn after it. */
GBytes *till_sheet_finish (TillSheet *self, GError **error);

G_END_DECLS
