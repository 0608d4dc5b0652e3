/* till-import-address.c: the parts of a postal address, put together as they stand on an envelope
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-import-address.h"

#include <string.h>

#include "core/till-text.h"

#define ZIP_DIGITS 5

static void
add_lines (GString *address, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = till_text_tidy (lines[i]);

      if (line != NULL)
        g_string_append_printf (address, "%s%s", address->len > 0 ? "\n" : "", line);
    }
}

/* A spreadsheet has made a number of it, and taken the zero off: "04101". */
static gboolean
lacks_zero (const char *zip)
{
  return strlen (zip) == ZIP_DIGITS - 1 && strspn (zip, "0123456789") == ZIP_DIGITS - 1;
}

/* "Portland, ME 04101" */
static char *
join_town (const TillImportRow *row)
{
  GString    *town = g_string_new (row->city);
  const char *state = row->us_state != NULL ? row->us_state : "";
  const char *zip = row->zip != NULL ? row->zip : "";

  if (town->len > 0 && (*state != '\0' || *zip != '\0'))
    g_string_append (town, ", ");
  g_string_append (town, state);
  if (*state != '\0' && *zip != '\0')
    g_string_append_c (town, ' ');
  if (lacks_zero (zip))
    g_string_append_c (town, '0');
  g_string_append (town, zip);

  return g_string_free (town, FALSE);
}

void
till_import_row_join_address (TillImportRow *row)
{
  g_autoptr (GString) address = g_string_new (NULL);
  g_autofree char    *town = NULL;

  if (row->address == NULL)
    return;

  town = join_town (row);
  add_lines (address, row->address);
  add_lines (address, row->address_2);
  add_lines (address, town);
  /* Each cell has been looked at; digits of two may still pass as one card number, which no patient
   * may have: then what is known of the address stays. */
  till_text_set (&row->address, address->len > 0 && !till_text_has_card_number (address->str)
                                  ? address->str
                                  : NULL);
}
