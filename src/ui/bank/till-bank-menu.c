/* till-bank-menu.c: what may be done with a line of the bank's statement, as a menu
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/bank/till-bank-menu.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-bank.h"
#include "ui/widgets/till-table-menu.h"

GMenuModel *
till_bank_menu_new (TillPractice *practice, gint64 line_id)
{
  GMenu                   *menu = g_menu_new ();
  g_autoptr (GMenu)        file = g_menu_new ();
  g_autoptr (TillBankLine) line = till_practice_get_bank_line (practice, line_id, NULL);

  if (line == NULL)
    return G_MENU_MODEL (menu);

  if (line->state == TILL_BANK_LINE_MATCHED)
    {
      till_table_menu_append (menu, _ ("_Show Deposit"), "win.show-deposit", line->deposit_id);
      till_table_menu_append (menu, _ ("_Unmatch"), "practice.unmatch-bank-line", line_id);
    }
  else
    till_table_menu_append (menu, _ ("_Match to Deposit…"), "practice.match-bank-line", line_id);
  till_table_menu_append (file, _ ("Take Back the _File…"), "practice.take-back-bank-file",
                          line->import_id);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (file));

  return G_MENU_MODEL (menu);
}
