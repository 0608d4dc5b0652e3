/* till-plan-acceptance.c: what a message says that asks a patient to accept a payment plan by
 * paying
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing here is translated: each language has its own sentences. Texts hold letters of the GSM
 * alphabet only (é and ñ are in it; á, í and ó are not), as in till-template-defaults.c.
 */
#include "rules/till-plan-acceptance.h"

#include "rules/till-plan-rules.h"
#include "rules/till-template.h"

/* By cadence, as "6 payments of $100.00, every month". */
static const char *const cadences[TILL_N_LANGUAGES][TILL_CADENCE_QUARTERLY + 1] = {
  [TILL_LANGUAGE_ENGLISH] = {
    [TILL_CADENCE_WEEKLY] = "every week",
    [TILL_CADENCE_TWO_WEEKS] = "every two weeks",
    [TILL_CADENCE_MONTHLY] = "every month",
    [TILL_CADENCE_MONTHLY_WEEKDAY] = "every month",
    [TILL_CADENCE_QUARTERLY] = "every three months",
  },
  [TILL_LANGUAGE_SPANISH] = {
    [TILL_CADENCE_WEEKLY] = "cada semana",
    [TILL_CADENCE_TWO_WEEKS] = "cada dos semanas",
    [TILL_CADENCE_MONTHLY] = "cada mes",
    [TILL_CADENCE_MONTHLY_WEEKDAY] = "cada mes",
    [TILL_CADENCE_QUARTERLY] = "cada tres meses",
  },
};

/* ── The terms ───────────────────────────────────────────────────────────────────────────────── */

static char *
dup_each (const TillPlanTerms *terms, TillLanguage language)
{
  g_autoptr (GArray) parts = till_plan_make_parts (terms);
  const TillPlanPart last = g_array_index (parts, TillPlanPart, parts->len - 1);
  g_autofree char   *each = till_money_format (terms->installment);
  g_autofree char   *rest = till_money_format (last.amount);
  int                n = (int) terms->n_installments;
  gboolean           is_spanish = language == TILL_LANGUAGE_SPANISH;

  if (n == 1)
    return g_strdup_printf (is_spanish ? "1 pago de %s" : "1 payment of %s", rest);
  if (till_money_compare (last.amount, terms->installment) == 0)
    return g_strdup_printf (is_spanish ? "%d pagos de %s" : "%d payments of %s", n, each);

  return g_strdup_printf (is_spanish ? "%d pagos de %s (%s el último)"
                                     : "%d payments of %s (%s the last)",
                          n, each, rest);
}

/* "$600.00 in all: $60.00 down, then 6 payments of $90.00, every month from December 15, 2026" */
static char *
dup_terms (const TillPlanTerms *terms, TillLanguage language)
{
  gboolean         is_spanish = language == TILL_LANGUAGE_SPANISH;
  g_autofree char *all = till_money_format (till_money (terms->total.cents + terms->fee.cents));
  g_autofree char *down = till_money_format (terms->down_payment);
  g_autofree char *fee = till_money_format (terms->fee);
  g_autofree char *each = dup_each (terms, language);
  g_autofree char *first = till_template_dup_day (till_plan_get_day (terms, 0), language);
  GString         *words = g_string_new (all);

  if (terms->fee.cents > 0)
    g_string_append_printf (words, is_spanish ? " (con un cargo de %s)" : " (with a fee of %s)",
                            fee);
  g_string_append (words, is_spanish ? " en total: " : " in all: ");
  if (terms->down_payment.cents > 0)
    g_string_append_printf (words, is_spanish ? "%s ahora, luego " : "%s now, then ", down);
  g_string_append (words, each);
  if (terms->n_installments > 1)
    g_string_append_printf (words, ", %s", cadences[language][terms->cadence]);
  g_string_append_printf (words, is_spanish ? " desde el %s" : " from %s", first);

  return g_string_free (words, FALSE);
}

/* ── What paying means ───────────────────────────────────────────────────────────────────────── */

static const char *
get_which (const TillPlanPart *part, TillLanguage language)
{
  gboolean is_spanish = language == TILL_LANGUAGE_SPANISH;

  if (part->number <= 1)
    return is_spanish ? "el primer pago" : "the first payment";

  return is_spanish ? "el siguiente pago" : "the next payment";
}

static char *
dup_english (const TillPlanAcceptance *self, const char *amount)
{
  const char *which = get_which (&self->part, TILL_LANGUAGE_ENGLISH);

  if (self->card != NULL)
    return g_strdup_printf (
      "By making %s, %s, with this link you accept this plan and authorize %s to "
      "charge your %s for each further payment on its day.",
      which, amount, self->practice, self->card);

  return g_strdup_printf (
    "By making %s, %s, with this link and saving your card there you accept this "
    "plan and authorize %s to charge that card for each further payment on "
    "its day.",
    which, amount, self->practice);
}

/* Without á, í and ó: it is in texts, too. */
static char *
dup_spanish (const TillPlanAcceptance *self, const char *amount)
{
  const char *which = get_which (&self->part, TILL_LANGUAGE_SPANISH);

  if (self->card != NULL)
    return g_strdup_printf (
      "Al hacer %s, %s, con este enlace usted acepta este plan y permite que %s "
      "cobre cada pago siguiente en su fecha a su tarjeta: %s.",
      which, amount, self->practice, self->card);

  return g_strdup_printf (
    "Al hacer %s, %s, con este enlace y guardar su tarjeta usted acepta este plan "
    "y permite que %s cobre cada pago siguiente en su fecha a esa tarjeta.",
    which, amount, self->practice);
}

char *
till_plan_acceptance_dup_sentence (const TillPlanAcceptance *self, TillLanguage language)
{
  g_autofree char *amount = till_money_format (self->part.amount);

  return language == TILL_LANGUAGE_SPANISH ? dup_spanish (self, amount)
                                           : dup_english (self, amount);
}

/* ── The message ─────────────────────────────────────────────────────────────────────────────── */

static char *
dup_text (const TillPlanAcceptance *self,
          const char               *terms,
          const char               *sentence,
          TillLanguage              language)
{
  gboolean is_spanish = language == TILL_LANGUAGE_SPANISH;
  GString *words = g_string_new (NULL);

  g_string_append_printf (words,
                          is_spanish ? "%s: %s, su plan de pagos: %s.\n%s\n%s\n"
                                     : "%s: %s, your payment plan: %s.\n%s\n%s\n",
                          self->practice, self->first_name, terms, sentence, self->link);
  if (self->phone != NULL)
    g_string_append_printf (words,
                            is_spanish ? "Acuerdo completo y preguntas: %s\n"
                                       : "Full agreement and questions: %s\n",
                            self->phone);
  g_string_append (words, is_spanish ? "STOP para salir" : "Reply STOP to opt out");
  if (is_spanish)
    g_string_replace (words, "último", "ultimo", 0);

  return g_string_free (words, FALSE);
}

static char *
dup_email (const TillPlanAcceptance *self,
           const char               *terms,
           const char               *sentence,
           TillLanguage              language)
{
  gboolean is_spanish = language == TILL_LANGUAGE_SPANISH;
  GString *words = g_string_new (NULL);

  g_string_append_printf (
    words,
    is_spanish
      ? "Hola %s:\n\n%s le ofrece un plan de pagos: %s.\n\nEl acuerdo completo, con cada pago y su "
        "fecha, está adjunto. Por favor léalo.\n\n%s\n\n%s\n\n"
      : "Hello %s,\n\n%s offers you a payment plan: %s.\n\nThe whole agreement, with each payment "
        "and its day, is attached. Please read it.\n\n%s\n\n%s\n\n",
    self->first_name, self->practice, terms, sentence, self->link);
  g_string_append (
    words, is_spanish ? "Si no está de acuerdo, no pague con este enlace: no se cobra nada."
                      : "If you do not agree, do not pay with this link: nothing is charged.");
  if (self->phone != NULL)
    g_string_append_printf (words,
                            is_spanish ? "\n\n¿Tiene preguntas? Llámenos: %s"
                                       : "\n\nQuestions? Please call us: %s",
                            self->phone);
  g_string_append_printf (words, is_spanish ? "\n\nGracias,\n%s" : "\n\nThank you,\n%s",
                          self->practice);

  return g_string_free (words, FALSE);
}

char *
till_plan_acceptance_dup_message (const TillPlanAcceptance *self,
                                  TillChannel               channel,
                                  TillLanguage              language,
                                  char                    **subject)
{
  g_autofree char *terms = dup_terms (self->terms, language);
  g_autofree char *sentence = till_plan_acceptance_dup_sentence (self, language);

  *subject = NULL;
  if (channel == TILL_CHANNEL_TEXT)
    return dup_text (self, terms, sentence, language);

  *subject = g_strdup_printf (language == TILL_LANGUAGE_SPANISH ? "%s: su plan de pagos"
                                                                : "%s: your payment plan",
                              self->practice);

  return dup_email (self, terms, sentence, language);
}
