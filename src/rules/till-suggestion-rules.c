/* till-suggestion-rules.c: how much speaks for a patient, and how it is said
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-suggestion-rules.h"

#include <glib/gi18n-lib.h>

static const struct
{
  TillHints hint;
  guint     weight;
} weights[] = {
  { TILL_HINT_CUSTOMER, 32 }, { TILL_HINT_EMAIL, 24 }, { TILL_HINT_CARD, 16 },
  { TILL_HINT_EXPIRY, 6 },    { TILL_HINT_NAME, 12 },  { TILL_HINT_OWES, 8 },
  { TILL_HINT_AMOUNT, 2 },
};

guint
till_hints_weigh (TillHints hints)
{
  guint sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    sum += (hints & weights[i].hint) != 0 ? weights[i].weight : 0;

  return sum;
}

/* NULL: it goes without saying beside another. */
static char *
hint_to_words (TillHints hint, const char *card, const char *amount)
{
  switch (hint)
    {
    case TILL_HINT_CUSTOMER:
      return g_strdup (_ ("Same customer number"));
    case TILL_HINT_EMAIL:
      return g_strdup (_ ("Same e-mail address"));
    case TILL_HINT_CARD:
      /* Translators: a card, as in "Visa ••4242" */
      return g_strdup_printf (_ ("Paid with %s before"), card != NULL ? card : _ ("this card"));
    case TILL_HINT_NAME:
      return g_strdup (_ ("Name as on the bill"));
    case TILL_HINT_OWES:
      /* Translators: an amount */
      return g_strdup_printf (_ ("Owes %s"), amount);
    case TILL_HINT_AMOUNT:
      /* Translators: an amount */
      return g_strdup_printf (_ ("Paid %s lately"), amount);
    case TILL_HINT_EXPIRY:
    default:
      return NULL;
    }
}

char *
till_hints_to_words (TillHints hints, const char *card, TillMoney amount)
{
  GString         *words = g_string_new (NULL);
  g_autofree char *sum = till_money_format (till_money (ABS (amount.cents)));

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      g_autofree char *one =
        (hints & weights[i].hint) != 0 ? hint_to_words (weights[i].hint, card, sum) : NULL;

      if (one != NULL)
        g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", one);
    }

  return g_string_free (words, FALSE);
}
