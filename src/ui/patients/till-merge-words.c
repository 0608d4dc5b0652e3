/* till-merge-words.c: what a merge of two records will do, in sentences
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/patients/till-merge-words.h"

#include <glib/gi18n-lib.h>

const char *
till_merge_field_to_words (TillMergeField field)
{
  static const char *const words[TILL_N_MERGE_FIELDS] = {
    [TILL_MERGE_NAME] = N_ ("Name"),       [TILL_MERGE_BIRTH_DATE] = N_ ("Date of birth"),
    [TILL_MERGE_PHONE] = N_ ("Phone"),     [TILL_MERGE_EMAIL] = N_ ("E-mail"),
    [TILL_MERGE_ADDRESS] = N_ ("Address"), [TILL_MERGE_NOTE] = N_ ("Note"),
  };

  return _ (words[field]);
}

char *
till_merge_field_dup_words (const TillPatient *patient, TillMergeField field)
{
  if (field == TILL_MERGE_BIRTH_DATE && !till_day_is_none (patient->birth_date))
    return till_day_format (patient->birth_date);

  return till_merge_field_dup (patient, field);
}

char *
till_merge_dup_warning (const TillMergeSide *one, const TillMergeSide *other)
{
  if (till_day_is_none (one->patient->birth_date) ||
      till_day_is_none (other->patient->birth_date) ||
      till_day_compare (one->patient->birth_date, other->patient->birth_date) == 0)
    return NULL;

  return g_strdup (_ ("The dates of birth differ. Are these two really one patient, not two of the "
                      "same name?"));
}

/* "3 transactions" */
static char *
dup_transactions (const TillMergeSide *side)
{
  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%u transaction", "%u transactions", side->n_transactions),
    side->n_transactions);
}

static void
append_money (GString *text, const TillMergeSide *merged, const TillMergeSide *kept)
{
  g_autofree char *transactions = dup_transactions (merged);
  gboolean         is_credit = merged->balance.cents < 0;
  g_autofree char *balance =
    till_money_format (till_money (is_credit ? -merged->balance.cents : merged->balance.cents));

  if (merged->n_transactions == 0 && merged->balance.cents == 0)
    g_string_append_printf (
      /* Translators: two names */
      text, _ ("“%s” will not be listed any more; whatever leads to it will lead to “%s”."),
      merged->patient->name, kept->patient->name);
  else
    g_string_append_printf (
      /* Translators: a name, "3 transactions", an amount, and the name under which all is shown */
      text,
      is_credit ? _ ("The record of “%s”, with %s and a credit of %s, will be shown under “%s”.")
                : _ ("The record of “%s”, with %s and a balance of %s, will be shown under “%s”."),
      merged->patient->name, transactions, balance, kept->patient->name);
}

char *
till_merge_describe (const TillMergeSide *merged, const TillMergeSide *kept)
{
  GString *text = g_string_new (NULL);

  append_money (text, merged, kept);
  if (merged->n_family > 0)
    {
      g_string_append (text, "\n");
      g_string_append_printf (text,
                              g_dngettext (GETTEXT_PACKAGE, "%u patient of the family comes along.",
                                           "%u patients of the family come along.",
                                           merged->n_family),
                              merged->n_family);
    }
  g_string_append (text, "\n");
  g_string_append (text, _ ("What either has refused stays refused, and a snooze stays in force."));
  g_string_append (text, "\n");
  g_string_append (text, _ ("No payment and no entry changes. The merge can be undone on the "
                            "patient’s page at any time; what is entered until then stays with "
                            "the record that is kept."));

  return g_string_free (text, FALSE);
}
