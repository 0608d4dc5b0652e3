/* till-paper-frame.h: what stands above and below the rows of lists and reports on paper
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "document/till-sheet.h"

G_BEGIN_DECLS

/* Points; none of it is money. */
#define TILL_PAPER_MARGIN 36.0
#define TILL_PAPER_FOOT 24.0 /* the page's number, above the margin */

/* What each page says of the whole. All borrowed. */
typedef struct
{
  const char *practice;
  const char *title;
  const char *made; /* when */
} TillPaperFrame;

/* Between the margins. */
double till_paper_inner_width (TillSheet *sheet);

/* Below it no row may end. */
double till_paper_bottom (TillSheet *sheet);

/* On the first page; @words say of what, in up to four lines, @note stands gray below. Returns the
 * base line of what comes next. */
double till_paper_draw_head (TillSheet            *sheet,
                             const TillPaperFrame *frame,
                             const char           *words,
                             const char           *note);

void till_paper_draw_foot (TillSheet            *sheet,
                           const TillPaperFrame *frame,
                           guint                 page,
                           guint                 n_pages);

G_END_DECLS
