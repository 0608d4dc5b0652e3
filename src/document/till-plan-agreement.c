/* till-plan-agreement.c: what is agreed on for a payment plan, to be signed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the top: who, how much and how often; each payment with its day; what is agreed to; the
 * signature. It is laid out twice, the first time without drawing: each page says how many there
 * are. What it says is in till-plan-agreement-words.c.
 */
#include "document/till-plan-agreement.h"

#include <glib/gi18n-lib.h>

#include "document/till-letter-head.h"
#include "document/till-paper-frame.h"
#include "document/till-plan-agreement-words.h"
#include "rules/till-plan-rules.h"

#define MARGIN TILL_PAPER_MARGIN
#define LABEL 126.0
#define ROW 15.0
#define SIGNATURE 48.0 /* what is signed stands in */
#define BELOW 26.0     /* what the lines are for */
#define HOW 24.0       /* it was signed */
#define MOST_LINES 40

typedef struct
{
  const TillPlanAgreement *about;
  TillSheet               *sheet;
  GTimeZone               *zone;
  TillPaperFrame           frame;
  double                   width;
  double                   y;
  guint                    page;
  guint                    n_pages; /* 0: they are being counted */
} Drawing;

/* ── Pages ───────────────────────────────────────────────────────────────────────────────────── */

static void
end_page (Drawing *self)
{
  if (self->n_pages == 0)
    return;
  till_paper_draw_foot (self->sheet, &self->frame, self->page, self->n_pages);
  till_sheet_end_page (self->sheet);
}

/* Whether a page was begun for it. */
static gboolean
make_room (Drawing *self, double height)
{
  if (self->y + height <= till_paper_bottom (self->sheet))
    return FALSE;

  end_page (self);
  self->page++;
  self->y = MARGIN;

  return TRUE;
}

static double
measure (Drawing *self, const TillTextStyle *style, const char *text, double width)
{
  double end;

  till_sheet_set_dry (self->sheet, TRUE);
  end = till_sheet_text (self->sheet, style, text, MARGIN, self->y, width);
  till_sheet_set_dry (self->sheet, self->n_pages == 0);

  return end - self->y;
}

static void
draw_heading (Drawing *self, const char *words, double below)
{
  const TillTextStyle style = {
    TILL_FONT_STRONG, TILL_INK_BLACK, TILL_ALIGN_START, FALSE, 2, "H2"
  };

  make_room (self, 30.0 + below);
  self->y = till_sheet_text (self->sheet, &style, words, MARGIN, self->y + 20.0, self->width) + 4.0;
}

/* ── The terms ───────────────────────────────────────────────────────────────────────────────── */

static void
draw_fact (Drawing *self, const char *label, const char *value)
{
  const TillTextStyle left = { TILL_FONT_VALUE, TILL_INK_GRAY, TILL_ALIGN_START, FALSE, 2, "TH" };
  const TillTextStyle right = { TILL_FONT_VALUE, TILL_INK_BLACK, TILL_ALIGN_START,
                                FALSE,           MOST_LINES,     "TD" };
  double              width = self->width - LABEL;
  double              ends[2];

  make_room (self, 20.0 + measure (self, &right, value, width));
  till_sheet_begin (self->sheet, "TR");
  ends[0] = till_sheet_text (self->sheet, &left, label, MARGIN, self->y + 14.0, LABEL - 8.0);
  ends[1] = till_sheet_text (self->sheet, &right, value, MARGIN + LABEL, self->y + 14.0, width);
  till_sheet_end (self->sheet, "TR");
  self->y = MAX (ends[0], ends[1]) + 3.0;
  till_sheet_rule (self->sheet, TILL_INK_LINE, 0.5, MARGIN, self->y, self->width);
}

static void
draw_facts (Drawing *self, char **facts)
{
  till_sheet_begin (self->sheet, "Table");
  for (; facts[0] != NULL && facts[1] != NULL; facts += 2)
    draw_fact (self, facts[0], facts[1]);
  till_sheet_end (self->sheet, "Table");
}

/* ── The schedule ────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  const char *number;
  const char *day;
  const char *amount;
  const char *left;
} Row;

static void
draw_row (Drawing *self, const Row *row, TillFont font, const char *tag)
{
  const TillTextStyle start = { font, TILL_INK_BLACK, TILL_ALIGN_START, FALSE, 1, tag };
  const TillTextStyle end = { font, TILL_INK_BLACK, TILL_ALIGN_END, FALSE, 1, tag };
  double              part = self->width / 4.0;

  till_sheet_begin (self->sheet, "TR");
  till_sheet_text (self->sheet, &start, row->number, MARGIN, self->y + 11.0, part);
  till_sheet_text (self->sheet, &start, row->day, MARGIN + part, self->y + 11.0, part);
  till_sheet_text (self->sheet, &end, row->amount, MARGIN + 2.0 * part, self->y + 11.0, part);
  till_sheet_text (self->sheet, &end, row->left, MARGIN + 3.0 * part, self->y + 11.0, part);
  till_sheet_end (self->sheet, "TR");
  self->y += ROW;
}

static void
draw_titles (Drawing *self)
{
  const Row titles = { _ ("Payment"), _ ("Day"), _ ("Amount"), _ ("Left after it") };

  draw_row (self, &titles, TILL_FONT_CELL_STRONG, "TH");
  till_sheet_rule (self->sheet, TILL_INK_BLACK, 0.8, MARGIN, self->y, self->width);
  self->y += 2.0;
}

static void
draw_payment (Drawing *self, const char *number, const char *day, TillMoney amount, TillMoney left)
{
  g_autofree char *amount_words = till_money_format (amount);
  g_autofree char *left_words = till_money_format (left);
  const Row        row = { number, day, amount_words, left_words };

  if (make_room (self, ROW))
    {
      till_sheet_end (self->sheet, "Table");
      till_sheet_begin (self->sheet, "Table");
      draw_titles (self);
    }
  draw_row (self, &row, TILL_FONT_CELL, "TD");
  till_sheet_rule (self->sheet, TILL_INK_LINE, 0.4, MARGIN, self->y, self->width);
}

static void
draw_schedule (Drawing *self)
{
  const TillPlanTerms *terms = &self->about->version->terms;
  const GArray        *kept = self->about->left;
  g_autoptr (GArray)   made = kept == NULL ? till_plan_make_parts (terms) : NULL;
  const GArray        *parts = kept != NULL ? kept : made;
  TillMoney            left = kept != NULL ? till_plan_agreement_sum_left (self->about)
                                           : till_money (terms->total.cents + terms->fee.cents);

  draw_heading (self, _ ("Schedule"), 4.0 * ROW);
  till_sheet_begin (self->sheet, "Table");
  draw_titles (self);
  if (kept == NULL && terms->down_payment.cents > 0)
    {
      left.cents -= terms->down_payment.cents;
      draw_payment (self, _ ("Down payment"),
                    self->about->how == TILL_AUTHORIZED_REMOTE ? _ ("When this is accepted")
                                                               : _ ("When this is signed"),
                    terms->down_payment, left);
    }
  for (guint i = 0; i < parts->len; i++)
    {
      const TillPlanPart *part = &g_array_index (parts, TillPlanPart, i);
      g_autofree char    *number =
        part->number > 0 ? g_strdup_printf ("%u", part->number) : g_strdup (_ ("Down payment"));
      g_autofree char *day = till_day_format (part->day);

      left.cents -= part->amount.cents;
      draw_payment (self, number, day, part->amount, left);
    }
  till_sheet_end (self->sheet, "Table");
}

/* ── What is agreed to ───────────────────────────────────────────────────────────────────────── */

static void
draw_consent (Drawing *self)
{
  const TillTextStyle style = { TILL_FONT_VALUE, TILL_INK_BLACK, TILL_ALIGN_START,
                                FALSE,           MOST_LINES,     "P" };
  g_auto (GStrv)      texts = till_plan_agreement_dup_consent (self->about);

  draw_heading (self, _ ("What I agree to"), 40.0);
  for (guint i = 0; texts[i] != NULL; i++)
    {
      make_room (self, 14.0 + measure (self, &style, texts[i], self->width));
      self->y =
        till_sheet_text (self->sheet, &style, texts[i], MARGIN, self->y + 13.0, self->width);
      self->y += 4.0;
    }
}

static void
draw_disclosures (Drawing *self)
{
  g_auto (GStrv) facts = till_plan_agreement_dup_disclosures (self->about);

  if (facts == NULL)
    return;

  draw_heading (self, _ ("Truth in Lending"), 90.0);
  draw_facts (self, facts);
}

/* ── The signature ───────────────────────────────────────────────────────────────────────────── */

static void
draw_line (Drawing *self, double x, double width, const char *label)
{
  const TillTextStyle style = { TILL_FONT_SMALL, TILL_INK_GRAY, TILL_ALIGN_START, FALSE, 2, "P" };

  till_sheet_rule (self->sheet, TILL_INK_BLACK, 0.8, x, self->y, width);
  till_sheet_text (self->sheet, &style, label, x, self->y + 11.0, width);
}

/* Where a hand writes. */
static void
draw_lines (Drawing *self)
{
  double part = (self->width - 2.0 * 18.0) / 4.0;

  self->y += SIGNATURE;
  draw_line (self, MARGIN, 2.0 * part, _ ("Signature of who pays"));
  draw_line (self, MARGIN + 2.0 * part + 18.0, part, _ ("Name in print"));
  draw_line (self, MARGIN + 3.0 * part + 36.0, part, _ ("Date"));
  self->y += BELOW;
}

static void
draw_signed (Drawing *self)
{
  const TillPlanAgreement *about = self->about;
  const TillTextStyle name = { TILL_FONT_PRACTICE, TILL_INK_BLUE, TILL_ALIGN_START, FALSE, 1, "P" };
  double              width = self->width / 2.0;

  if (about->signature != NULL)
    till_sheet_signature (self->sheet, TILL_INK_BLUE, about->signature, MARGIN + 4.0, self->y + 8.0,
                          width - 8.0, SIGNATURE - 12.0);
  else
    till_sheet_text (self->sheet, &name, about->signed_by, MARGIN, self->y + SIGNATURE - 8.0,
                     self->width);
  self->y += SIGNATURE;
  draw_line (self, MARGIN, width, about->signed_by);
  self->y += 16.0;
}

/* How it was signed, when, and who was at the desk. */
static void
draw_how (Drawing *self)
{
  const TillTextStyle style = { TILL_FONT_SMALL, TILL_INK_BLACK, TILL_ALIGN_START, FALSE, 4, "P" };
  const TillPlanAgreement *about = self->about;
  g_autofree char         *at = till_instant_format (about->at, self->zone);
  g_autofree char         *words = NULL;

  if (about->how == TILL_AUTHORIZED_NO_WORSE)
    /* Translators: a time, and who works at the desk */
    words =
      g_strdup_printf (_ ("In force since %s without a new signature: they ask for no more in "
                          "all, no more at once and nothing earlier than the terms before. At "
                          "the desk: %s."),
                       at, about->user);
  else if (about->how == TILL_AUTHORIZED_SCREEN && about->signature != NULL)
    /* Translators: a person, a time, and who works at the desk */
    words = g_strdup_printf (_ ("Drawn on the screen by %s on %s. At the desk: %s."),
                             about->signed_by, at, about->user);
  else if (about->how == TILL_AUTHORIZED_SCREEN)
    words = g_strdup_printf (_ ("Signed on the screen, by typing the name, by %s on %s. At the "
                                "desk: %s."),
                             about->signed_by, at, about->user);
  else
    words = g_strdup_printf (_ ("Signed on paper by %s; noted on %s by %s."), about->signed_by, at,
                             about->user);
  self->y = till_sheet_text (self->sheet, &style, words, MARGIN, self->y + 10.0, self->width) + 6.0;
}

/* There is nothing to sign. */
static void
draw_acceptance (Drawing *self)
{
  const TillTextStyle style = { TILL_FONT_VALUE, TILL_INK_BLACK, TILL_ALIGN_START, FALSE, 8, "P" };
  const TillPlanAgreement *about = self->about;
  g_autofree char         *amount = till_money_format (about->to_pay);
  g_autofree char         *at = till_instant_format (about->at, self->zone);
  g_autofree char         *words = NULL;

  words = g_strdup_printf (
    /* Translators: an amount, a time, and who works at the practice */
    about->in_short
      ? _ ("This agreement is accepted by paying %s through the link in the text message that has "
           "its terms in short; this paper lies ready at the practice. Until then nothing of it is "
           "charged. Made out on %s by %s.")
      : _ ("This agreement is accepted by paying %s through the link in the message that it was "
           "sent with: whoever pays that agrees to all of the above. Until then nothing of it is "
           "charged. Made out on %s by %s."),
    amount, at, about->user);
  draw_heading (self, _ ("Acceptance"), 70.0);
  self->y = till_sheet_text (self->sheet, &style, words, MARGIN, self->y + 13.0, self->width) + 6.0;
}

static void
draw_signing (Drawing *self)
{
  gboolean is_signed = self->about->how != TILL_AUTHORIZED_NOT_YET;

  draw_heading (self, _ ("Signature"), SIGNATURE + BELOW + (is_signed ? HOW : 0.0));
  if (self->about->how == TILL_AUTHORIZED_SCREEN)
    draw_signed (self);
  else if (self->about->how != TILL_AUTHORIZED_NO_WORSE)
    draw_lines (self);
  if (is_signed)
    draw_how (self);
}

/* ── The agreement ───────────────────────────────────────────────────────────────────────────── */

static void
draw (Drawing *self)
{
  g_auto (GStrv) facts = till_plan_agreement_dup_facts (self->about);

  self->page = 1;
  self->y =
    till_letter_head_draw (self->sheet, self->about->practice, self->frame.title, MARGIN, MARGIN);
  draw_facts (self, facts);
  draw_schedule (self);
  draw_consent (self);
  draw_disclosures (self);
  if (self->about->how == TILL_AUTHORIZED_REMOTE)
    draw_acceptance (self);
  else
    draw_signing (self);
}

GBytes *
till_plan_agreement_to_pdf (const TillPlanAgreement *agreement, TillPaper paper, GError **error)
{
  g_autoptr (GTimeZone) zone = till_zone_open (agreement->practice->zone, error);
  g_autoptr (TillSheet) sheet = NULL;
  g_autofree char      *made = NULL;
  Drawing               drawing = { .about = agreement, .zone = zone };

  if (zone == NULL)
    return NULL;

  made = till_instant_format (agreement->at, zone);
  drawing.frame = (TillPaperFrame){ agreement->practice->name, _ ("Payment plan agreement"), made };
  drawing.sheet = sheet = till_sheet_new_for_paper (paper, FALSE);
  drawing.width = till_paper_inner_width (sheet);
  till_sheet_set_about (sheet, drawing.frame.title, agreement->practice->name, NULL, agreement->at);

  till_sheet_set_dry (sheet, TRUE);
  draw (&drawing);
  drawing.n_pages = drawing.page;
  till_sheet_set_dry (sheet, FALSE);

  till_sheet_begin (sheet, "Document");
  draw (&drawing);
  end_page (&drawing);
  till_sheet_end (sheet, "Document");

  return till_sheet_finish (sheet, error);
}
