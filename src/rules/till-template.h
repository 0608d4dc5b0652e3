/* till-template.h: templates of messages: what may stand in one, and what becomes of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A template has placeholders, as in {first name}. Their names are the same in every language, so
 * that a practice's wordings are understood wherever the program runs. "{{" gives a brace; one that
 * closes nothing stands as it is. A line with nothing but empty placeholders, or with a label of
 * them alone, as in "Card: {card}", is left out.
 */
#pragma once

#include "core/till-day.h"
#include "model/till-wording.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_PLACEHOLDER_FIRST_NAME,
  TILL_PLACEHOLDER_FULL_NAME,
  TILL_PLACEHOLDER_PRACTICE,
  TILL_PLACEHOLDER_PRACTICE_PHONE,
  TILL_PLACEHOLDER_AMOUNT, /* asked for, paid, due or declined */
  TILL_PLACEHOLDER_BALANCE,
  TILL_PLACEHOLDER_LINK,
  TILL_PLACEHOLDER_NOTE,
  TILL_PLACEHOLDER_RECEIPT_NUMBER,
  TILL_PLACEHOLDER_CARD,
  TILL_PLACEHOLDER_DAY, /* of the request, of the payment, when it is due, when it was tried */
} TillPlaceholder;

#define TILL_N_PLACEHOLDERS (TILL_PLACEHOLDER_DAY + 1)

/* Characters. A text message is cut into parts of some 150: the carriers take ten. */
#define TILL_TEMPLATE_SUBJECT_LENGTH 150
#define TILL_TEMPLATE_TEXT_LENGTH 1000
#define TILL_TEMPLATE_EMAIL_LENGTH 10000

/* NULL is as good as "". */
typedef struct
{
  const char *values[TILL_N_PLACEHOLDERS];
} TillTemplateValues;

/* As it stands in a template, without its braces, static: "first name"; what it is called in the
 * picker, translated, static: "First name". */
const char *till_placeholder_to_text (TillPlaceholder placeholder);
const char *till_placeholder_to_words (TillPlaceholder placeholder, TillPurpose purpose);

/* Whether it makes sense there; whether the body can’t be without it. */
gboolean till_placeholder_is_for (TillPlaceholder placeholder, TillPurpose purpose);
gboolean till_placeholder_is_required (TillPlaceholder placeholder, TillPurpose purpose);

/* TILL_ERROR_BAD_INPUT with a sentence: what is wrong, in which line, and what to do. */
gboolean till_template_check (const TillWording *wording, GError **error);

/* The program's own wording. */
TillWording *till_template_dup_default (TillPurpose  purpose,
                                        TillChannel  channel,
                                        TillLanguage language);
gboolean     till_template_is_default (const TillWording *wording);

/* The body with the values in. Braces in values are nothing but braces. */
char *till_template_fill (const char               *body,
                          const TillTemplateValues *values) G_GNUC_WARN_UNUSED_RESULT;

/* Likewise, in one line. */
char *till_template_fill_subject (const char               *subject,
                                  const TillTemplateValues *values) G_GNUC_WARN_UNUSED_RESULT;

/* The HTML part of an e-mail whose text part is @text: the same words, and where @link (or NULL)
 * stands in them first, a button, too. */
char *till_template_dup_html (const char  *subject,
                              const char  *text,
                              const char  *link,
                              TillPurpose  purpose,
                              TillLanguage language) G_GNUC_WARN_UNUSED_RESULT;

/* ── Values in the language of who is written to ── */

/* "Lopez, Maria J": "Maria". A name without a comma is given whole. */
char *till_template_dup_first_name (const char *name) G_GNUC_WARN_UNUSED_RESULT;
/* "November 24, 2026", "24 de noviembre de 2026". */
char *till_template_dup_day (TillDay day, TillLanguage language) G_GNUC_WARN_UNUSED_RESULT;
/* "Visa ending in 4242". NULL when there is no card. */
char *till_template_dup_card (const char  *brand,
                              const char  *last_four,
                              TillLanguage language) G_GNUC_WARN_UNUSED_RESULT;

/* What a preview shows: made-up values of all, the practice's own name and phone among them. The
 * strings are static but these two. */
void till_template_get_samples (TillTemplateValues *values,
                                const char         *practice,
                                const char         *phone,
                                TillPurpose         purpose,
                                TillLanguage        language);

G_END_DECLS
