/* till-change-terms-words.c: what is said of new terms before they are asked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/plans/till-change-terms-words.h"

#include <glib/gi18n-lib.h>

char *
till_change_terms_words_left (const TillWholePlan *plan, const TillPlanLeft *left)
{
  g_autofree char *rest = till_money_format (left->replaced);
  g_autofree char *total = till_money_format (plan->plan->total);

  /* Translators: two amounts */
  return g_strdup_printf (_ ("%s of %s. What is paid stays paid"), rest, total);
}

char *
till_change_terms_words_missed (const TillPlanLeft *left)
{
  g_autofree char *missed = till_money_format (left->missed);

  return g_strdup_printf (
    /* Translators: a number, and an amount */
    g_dngettext (
      GETTEXT_PACKAGE, "%u installment, %s. If not, it stays owed at once, beside the new terms",
      "%u installments, %s. If not, they stay owed at once, beside the new terms", left->n_missed),
    left->n_missed, missed);
}

const char *
till_change_terms_words_verdict (const TillWholePlan *plan, gboolean is_worse)
{
  if (plan->plan->state == TILL_PLAN_PENDING)
    return _ ("Nobody has agreed to this plan yet. These terms take the place of those that were "
              "offered, and are to be authorized.");
  if (is_worse)
    return _ ("More in all, more at once or earlier than agreed: who pays has to authorize these "
              "terms. Until then the old ones stay in force, and are charged.");

  return _ (
    "No more in all, no more at once and nothing earlier: these terms are in force at once, "
    "without a new signature. Their agreement is kept with the plan: give a copy to who "
    "pays.");
}

char *
till_change_terms_words_payer (const TillWholePlan *plan, const char *name, gboolean has_card)
{
  g_autofree char *former = till_person_name_as_written (plan->payer_name);

  if (has_card)
    /* Translators: two persons */
    return g_strdup_printf (_ ("%s has to authorize these terms. Until then %s goes on paying by "
                               "the old ones."),
                            name, former);

  /* Translators: two persons */
  return g_strdup_printf (_ ("%s has to authorize these terms. Until then %s goes on paying by the "
                             "old ones. Without a card on file nothing is charged by itself then: "
                             "what comes due waits at the desk."),
                          name, former);
}

static void
add_note (GString *notes, const char *note)
{
  if (notes->len > 0)
    g_string_append_c (notes, ' ');
  g_string_append (notes, note);
}

char *
till_change_terms_words_notes (const TillWholePlan *plan, const TillPlanLeft *left)
{
  GString         *notes = g_string_new (NULL);
  g_autofree char *failed = till_money_format (left->failed);
  g_autofree char *kept = till_money_format (left->kept);

  if (left->n_failed > 0)
    {
      g_autofree char *note =
        g_strdup_printf (_ ("%s was declined, and would be tried again: the new installments pay "
                            "it, and it is not tried before."),
                         failed);

      add_note (notes, note);
    }
  if (left->kept.cents > 0)
    {
      g_autofree char *note = g_strdup_printf (_ ("%s was missed and stays owed at once."), kept);

      add_note (notes, note);
    }
  if (plan->plan->state == TILL_PLAN_PAUSED)
    add_note (notes, _ ("The plan stays paused."));
  if (plan->plan->state != TILL_PLAN_PENDING && till_whole_plan_find_offer (plan) != NULL)
    add_note (notes, _ ("The terms that wait to be signed are withdrawn."));

  return g_string_free (notes, notes->len == 0);
}
