/* till-bank-numbers.h: numbers in a bank's words that must not, and those that may, stay there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* No account's whole number is kept: "••1939". */
char *till_bank_mask (const char *number) G_GNUC_WARN_UNUSED_RESULT;

/* @text with each of @numbers (NULL-terminated; or NULL) masked: the practice's own at the
 * processor and at the bank. */
char *till_bank_mask_numbers (const char        *text,
                              const char *const *numbers) G_GNUC_WARN_UNUSED_RESULT;

/* TILL_ERROR_CARD_NUMBER that names the line. */
void till_bank_refuse_card_number (guint line, GError **error);

G_END_DECLS
