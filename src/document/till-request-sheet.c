/* till-request-sheet.c: a request for money on one sheet, with a code that the patient's phone
 * reads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the top: who asks, whom, for how much and what for; then the code, as large as is read from
 * a table, and its link for who has no camera.
 */
#include "document/till-request-sheet.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "document/till-letter-head.h"
#include "document/till-qr.h"

#define MARGIN 56.0
#define TOP 52.0
/* Four inches of A4's and Letter's eight; the quiet zone is in it. */
#define CODE 288.0

typedef struct
{
  TillSheet              *sheet;
  const TillRequestSheet *about;
  GTimeZone              *zone;
  double                  width; /* between the margins */
  double                  y;
} Page;

static void
draw_amount (Page *page)
{
  const TillTextStyle label = { TILL_FONT_LABEL, TILL_INK_GRAY, TILL_ALIGN_START, FALSE, 1, "P" };
  const TillTextStyle amount = {
    TILL_FONT_AMOUNT, TILL_INK_BLACK, TILL_ALIGN_START, FALSE, 1, "P"
  };
  const TillTextStyle day = { TILL_FONT_STRONG, TILL_INK_BLACK, TILL_ALIGN_END, FALSE, 1, "P" };
  const TillRequest  *request = page->about->request;
  g_autofree char    *words = till_money_format (request->amount);
  g_autofree char    *asked = till_day_format (till_day_of_instant (request->asked_at, page->zone));
  double              x = MARGIN + 18.0;
  double              width = page->width - 36.0;

  till_sheet_panel (page->sheet, TILL_INK_PANEL, MARGIN, page->y, page->width, 84.0);
  till_sheet_text (page->sheet, &label, _ ("Please pay"), x, page->y + 25.0, width / 2.0);
  till_sheet_text (page->sheet, &amount, words, x, page->y + 62.0, width);
  till_sheet_text (page->sheet, &day, asked, x + width / 2.0, page->y + 62.0, width / 2.0);
  page->y += 84.0 + 8.0;
}

static void
draw_fact (Page *page, const char *label, const char *value)
{
  const TillTextStyle left = { TILL_FONT_VALUE, TILL_INK_GRAY, TILL_ALIGN_START, FALSE, 1, "TH" };
  const TillTextStyle right = { TILL_FONT_VALUE, TILL_INK_BLACK, TILL_ALIGN_START, FALSE, 4, "TD" };
  g_autofree char    *tidy = till_text_tidy (value);

  if (tidy == NULL)
    return;

  till_sheet_begin (page->sheet, "TR");
  till_sheet_text (page->sheet, &left, label, MARGIN + 18.0, page->y + 16.0, 90.0);
  page->y = till_sheet_text (page->sheet, &right, tidy, MARGIN + 118.0, page->y + 16.0,
                             page->width - 136.0) +
            4.0;
  till_sheet_end (page->sheet, "TR");
  till_sheet_rule (page->sheet, TILL_INK_LINE, 0.5, MARGIN + 18.0, page->y, page->width - 36.0);
}

/* What it is for is said in the practice's own words, if at all. */
static void
draw_facts (Page *page)
{
  const TillRequest *request = page->about->request;

  till_sheet_begin (page->sheet, "Table");
  draw_fact (page, _ ("Patient"), request->patient_name);
  draw_fact (page, _ ("For"), request->note != NULL ? request->note : _ ("Balance of the account"));
  till_sheet_end (page->sheet, "Table");
  page->y += 14.0;
}

static void
draw_code (Page *page, TillQr *code)
{
  const TillTextStyle how = { TILL_FONT_UNIT, TILL_INK_BLACK, TILL_ALIGN_CENTER, FALSE, 3, "P" };
  const TillTextStyle or = { TILL_FONT_LABEL, TILL_INK_GRAY, TILL_ALIGN_CENTER, FALSE, 2, "P" };
  const TillTextStyle link = { TILL_FONT_LINK, TILL_INK_BLACK, TILL_ALIGN_CENTER, FALSE, 8, "P" };

  page->y = till_sheet_text (page->sheet, &how,
                             _ ("Point your phone’s camera at the code, and open the page to pay."),
                             MARGIN, page->y + 13.0, page->width);
  till_qr_draw (code, page->sheet, MARGIN + (page->width - CODE) / 2.0, page->y, CODE);
  page->y += CODE;
  page->y = till_sheet_text (page->sheet, & or, _ ("Or type this address into a browser:"), MARGIN,
                             page->y + 6.0, page->width);
  till_sheet_text (page->sheet, &link, page->about->request->link, MARGIN, page->y + 13.0,
                   page->width);
}

GBytes *
till_request_sheet_to_pdf (const TillRequestSheet *about, TillPaper paper, GError **error)
{
  g_autoptr (TillQr)    code = till_qr_new (about->request->link, error);
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (TillSheet) sheet = NULL;
  Page                  page = { .about = about };

  if (code == NULL || !(zone = till_zone_open (about->practice->zone, error)))
    return NULL;

  sheet = till_sheet_new_for_paper (paper, FALSE);
  till_sheet_set_about (sheet, _ ("Payment request"), about->practice->name, NULL, about->at);
  page.sheet = sheet;
  page.zone = zone;
  page.width = till_sheet_get_width (sheet) - 2.0 * MARGIN;
  page.y = till_letter_head_draw (sheet, about->practice, _ ("Payment request"), MARGIN, TOP);
  draw_amount (&page);
  draw_facts (&page);
  draw_code (&page, code);
  till_sheet_end_page (sheet);

  return till_sheet_finish (sheet, error);
}

const char *
till_request_sheet_file_name (void)
{
  return "payment-request.pdf";
}
