/* till-book-words.c: whose file another program's file is, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/books/till-book-words.h"

#include <glib/gi18n-lib.h>

static const char *
kind_to_words (TillImportKind kind)
{
  return kind == TILL_IMPORT_BALANCES   ? _ ("Balances, matched by hand")
         : kind == TILL_IMPORT_PATIENTS ? _ ("Patients, matched by hand")
                                        : _ ("Ledger lines, matched by hand");
}

const char *
till_book_layout_to_words (const char *name, TillImportKind kind)
{
  static const struct
  {
    const char *name;
    const char *words;
  } known[] = {
    { "open-dental-ar", N_ ("Open Dental, what is owed by age") },
    { "open-dental-patients", N_ ("Open Dental, patients") },
    { "dentrix-aging", N_ ("Dentrix, aging report") },
    { "eaglesoft-transactions", N_ ("Eaglesoft, transactions") },
    { "till-receivables", N_ ("Till, Accounts Receivable") },
    { "till-patients", N_ ("Till, Patients") },
  };

  if (name == NULL)
    return kind_to_words (kind);
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      if (g_str_equal (known[i].name, name))
        return _ (known[i].words);
    }

  return name;
}
