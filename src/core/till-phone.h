/* till-phone.h: phone numbers as carriers take them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* E.164, "+12075550142", of what was typed: ten digits of the US, or eleven that begin with 1, with
 * blanks, dashes, dots, slashes and parentheses between; or a "+" and the number with its country's
 * code. NULL with TILL_ERROR_BAD_INPUT that says what is wrong. */
char *till_phone_to_e164 (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What a number is looked for by: the digits of @text, a part of one as it was typed, without the
 * country's of the US: "207555" of "+1 (207) 555". NULL: there is something else in it, or nothing.
 */
char *till_phone_part (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* As people read it: a US number as "(207) 555-0142", however it came; anything else as it is. */
char *till_phone_format (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
