/* till-json-reader.h: JSON from elsewhere, read without trusting it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every getter takes NULL and any type of member, and says "not there" to what it doesn't expect.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "core/till-money.h"

G_BEGIN_DECLS

/* (transfer full): the object at the root, or NULL when @bytes are no whole, strict JSON object.
 * Numbers come as text, as they were written. */
JsonObject *till_json_read (GBytes *bytes);

/* Said, and not null. */
gboolean till_json_has (JsonObject *object, const char *name);

/* Borrowed. */
JsonObject *till_json_get_object (JsonObject *object, const char *name);
JsonArray  *till_json_get_array (JsonObject *object, const char *name);

/* A text or number that is not empty, valid UTF-8, with blanks trimmed. */
char *till_json_dup_text (JsonObject *object, const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* true or "true" in any case. */
gboolean till_json_is_true (JsonObject *object, const char *name);
/* false or "false" in any case: said, not merely missing. */
gboolean till_json_is_false (JsonObject *object, const char *name);

/* "4.20", "1.0000", "20", "20.5", "-129.99", "2E+1", whatever the locale. FALSE for anything else,
 * and when more than whole cents are said. */
gboolean till_json_read_decimal (const char *text, TillMoney *money) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
