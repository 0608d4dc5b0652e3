/* till-number.c: whole numbers as they are written here, with thousands parted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-number.h"

#include <limits.h>
#include <locale.h>
#include <string.h>

TillSeparators
till_separators_of_locale (void)
{
  const struct lconv *locale = localeconv ();
  TillSeparators separators = { locale->decimal_point, locale->thousands_sep, locale->grouping };

  if (*separators.point == '\0')
    separators.point = ".";
  /* Some locales group by nothing; a column of amounts is easier to read grouped. */
  if (*separators.group == '\0')
    separators.group = strcmp (separators.point, ",") == 0 ? "." : ",";

  if (*separators.grouping == '\0' || *separators.grouping == CHAR_MAX)
    separators.grouping = "\3";

  return separators;
}

/* How many figures the next group from the right has, by the locale's rule (localeconv(3)): the
 * last size goes on for ever, unless CHAR_MAX ends it. 0: no more groups.
 */
static gsize
next_group (const char **grouping)
{
  gsize size;

  if (**grouping == CHAR_MAX)
    return 0;
  size = (gsize) * *grouping;
  if ((*grouping)[1] != '\0')
    (*grouping)++;

  return size;
}

void
till_number_group (GString *figures, const TillSeparators *separators)
{
  const char *grouping = separators->grouping;
  gsize       left = figures->len;
  gsize       size;

  while ((size = next_group (&grouping)) > 0 && left > size)
    {
      left -= size;
      g_string_insert (figures, (gssize) left, separators->group);
    }
}

char *
till_number_format (guint64 number)
{
  TillSeparators separators = till_separators_of_locale ();
  GString       *figures = g_string_new (NULL);

  g_string_printf (figures, "%" G_GUINT64_FORMAT, number);
  till_number_group (figures, &separators);

  return g_string_free (figures, FALSE);
}
