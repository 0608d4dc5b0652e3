/* till-bank-csv-account.c: the account whose statement a CSV is, where it says so
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A bank names its customer's account in every line, and such a number may pass for a card's. So
 * the rule is narrow: the column must be called the account's, and never a card's, and must have
 * the same number in every line. The statement of a card is refused as before.
 */
#include <string.h>

#include "core/till-text.h"
#include "intake/till-bank-csv-private.h"

#define MIN_DIGITS 4

static gboolean
has_one_of (const char *heading, const char *const *words, gsize n_words)
{
  for (gsize i = 0; i < n_words; i++)
    {
      if (strstr (heading, words[i]) != NULL)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_called_account (const char *heading)
{
  static const char *const accounts[] = { "account", "acct", "konto", "iban", "compte", "cuenta" };
  static const char *const others[] = { "card",  "karte", "carte", "tarjeta", "balance",
                                        "saldo", "solde", "type",  "name" };
  g_autofree char         *folded = till_text_fold (heading);

  return has_one_of (folded, accounts, G_N_ELEMENTS (accounts)) &&
         !has_one_of (folded, others, G_N_ELEMENTS (others));
}

/* "Checking account" names no number. */
static gboolean
is_number (const char *cell)
{
  gsize length = strlen (cell);

  return length >= MIN_DIGITS && strspn (cell + length - MIN_DIGITS, "0123456789") == MIN_DIGITS &&
         strchr (cell, '.') == NULL;
}

static const char *
find_in_all_lines (const TillBankCsv *self, int column)
{
  const char *found = till_bank_csv_get_cell (self, self->first, column);

  for (guint row = self->first; row < self->file->rows->len; row++)
    {
      const char *cell = till_bank_csv_get_cell (self, row, column);

      /* A row of sums has none. */
      if (*cell != '\0' && strcmp (cell, found) != 0)
        return NULL;
    }

  return is_number (found) ? found : NULL;
}

char *
till_bank_csv_dup_account (const TillBankCsv *self)
{
  for (guint column = 0; self->heading >= 0 && column < self->n_columns; column++)
    {
      const char *heading = till_bank_csv_get_cell (self, (guint) self->heading, (int) column);
      const char *account = NULL;

      if (is_called_account (heading) && self->first < self->file->rows->len)
        account = find_in_all_lines (self, (int) column);
      if (account != NULL)
        return g_strdup (account);
    }

  return NULL;
}
