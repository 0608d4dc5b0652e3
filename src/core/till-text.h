/* till-text.h: text as it is compared and found
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Without case and accents, runs of white space as one blank: "Muñoz,  Zoë" → "munoz, zoe". What is
 * stored in folded columns and sorted and searched by. */
char *till_text_fold (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* The words of a name or of what is searched, folded; an apostrophe parts none. */
GStrv till_text_words (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Nothing but white space. */
gboolean till_text_is_blank (const char *text);

/* Only the digits 0–9 of @text. */
char *till_text_digits (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Those of a phone number, without the country's 1; NULL when there are none. @phone may be NULL.
 */
char *till_text_phone_digits (const char *phone) G_GNUC_WARN_UNUSED_RESULT;

/* Valid UTF-8 in one line, for paper: control characters and runs of white space become one blank,
 * and none at the ends. NULL for nothing. */
char *till_text_tidy (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Makes *@place a copy of @value; says whether that changed it. */
gboolean till_text_set (char **place, const char *value);

/* Whether @text holds a run of 13–19 digits (single blanks or dashes between) that passes Luhn and
 * has a card scheme's prefix with that scheme's length (ISO/IEC 7812; DESIGN.md 6). */
gboolean till_text_has_card_number (const char *text);

/* TILL_ERROR_CARD_NUMBER with a sentence that names @field, when @text holds a card number. */
gboolean till_text_refuse_card_number (const char *text, const char *field, GError **error);

G_END_DECLS
