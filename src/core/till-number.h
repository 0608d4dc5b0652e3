/* till-number.h: whole numbers as they are written here, with thousands parted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands before a fraction, and between thousands. Never empty. */
typedef struct
{
  const char *point;
  const char *group;
  const char *grouping; /* as in localeconv(3) */
} TillSeparators;

/* Valid until the locale is changed. */
TillSeparators till_separators_of_locale (void);

/* Puts what parts the groups between @figures. */
void till_number_group (GString *figures, const TillSeparators *separators);

/* "1,009", also where the locale parts nothing: as amounts are written. */
char *till_number_format (guint64 number) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
