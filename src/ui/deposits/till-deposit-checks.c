/* till-deposit-checks.c: who has checked a deposit, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/deposits/till-deposit-checks.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_CHECKS 3

static char *
ledger_words (char letter, guint n_items, guint n_unposted)
{
  if (letter == 'y')
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Ledger: its %'u transaction is posted",
                                         "Ledger: all %'u transactions are posted", n_items),
                            n_items);
  if (letter != 'n')
    return g_strdup (_ ("Ledger: nothing to post"));
  if (n_unposted == 0)
    return g_strdup (_ ("Ledger: not all of its payments are known here"));

  /* TRANSLATORS: of its transactions, the second number being all of them */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Ledger: %'u of %'u not posted",
                                       "Ledger: %'u of %'u not posted", n_unposted),
                          n_unposted, n_items);
}

static const char *
processor_words (char letter, TillDepositState state)
{
  if (letter == 'y')
    return _ ("Processor: closes");
  if (letter == 'n')
    return _ ("Processor: details still arriving");

  return state == TILL_DEPOSIT_STATE_EXPLAINED ? _ ("Processor: has a difference, explained")
                                               : _ ("Processor: has a difference");
}

static const char *
bank_words (char letter)
{
  if (letter == 'd')
    return _ ("Bank: on a statement, with another amount");

  return letter == 'y' ? _ ("Bank: on a statement") : _ ("Bank: not on a statement yet");
}

char *
till_deposit_checks_to_words (const char      *letters,
                              TillDepositState state,
                              guint            n_items,
                              guint            n_unposted)
{
  g_autofree char *ledger = NULL;

  if (letters == NULL || strlen (letters) != N_CHECKS)
    return NULL;
  ledger = ledger_words (letters[0], n_items, n_unposted);

  return g_strjoin ("\n", ledger, processor_words (letters[1], state), bank_words (letters[2]),
                    NULL);
}

char *
till_deposit_checks_item_to_words (const char *letters)
{
  if (letters == NULL)
    return NULL;

  return g_strdup (*letters == 'y' ? _ ("Ledger: posted") : _ ("Ledger: not posted"));
}
