/* till-guarantor-words.c: how many guarantors a table has, and how many of them are selected
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/receivables/till-guarantor-words.h"

#include <glib/gi18n-lib.h>

#include "core/till-number.h"

char *
till_guarantors_to_words (guint n_rows)
{
  g_autofree char *number = till_number_format (n_rows);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s guarantor", "%s guarantors", n_rows),
                          number);
}

char *
till_guarantors_selected_to_words (guint n_rows)
{
  g_autofree char *number = till_number_format (n_rows);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s selected, patient portion",
                                       "%s selected, patient portion", n_rows),
                          number);
}
