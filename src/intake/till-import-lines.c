/* till-import-lines.c: a line of an imported file, before it is known what its cells hold
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-import-lines.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "core/till-text.h"

#define AS_OF "as of"

gboolean
till_import_refuse_cards (guint line, char *const *cells, GError **error)
{
  for (guint i = 0; cells[i] != NULL; i++)
    if (till_text_has_card_number (cells[i]))
      {
        g_set_error (error, TILL_ERROR, TILL_ERROR_CARD_NUMBER,
                     _ ("Line %u, column %u holds a card number. Card numbers must not be kept in "
                        "files: nothing was read. Take it out there, and delete this file."),
                     line, i + 1);
        return FALSE;
      }

  return TRUE;
}

gboolean
till_import_is_title (char *const *cells)
{
  guint n = 0;

  for (; *cells != NULL; cells++)
    n += **cells != '\0' ? 1 : 0;

  return n < 2;
}

/* The first word of @text, without what stands behind a day. */
static TillDay
read_day (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t,;)", 2);

  return words[0] != NULL ? till_day_parse_numbers (words[0], TILL_DAY_ORDER_MDY) : TILL_DAY_NONE;
}

TillDay
till_import_find_day (char *const *cells)
{
  TillDay day = TILL_DAY_NONE;

  for (; till_day_is_none (day) && *cells != NULL; cells++)
    {
      g_autofree char *folded = till_text_fold (*cells);
      const char      *at = strstr (folded, AS_OF);

      if (at == NULL || (at > folded && g_ascii_isalnum (at[-1])))
        continue;
      at += strlen (AS_OF);
      at += strspn (at, " :");
      if (*at == '\0' && cells[1] != NULL)
        at = cells[1];
      day = read_day (at);
    }

  return day;
}
