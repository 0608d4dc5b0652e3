/* till-template-defaults.c: the program's own wording of each message, in each language
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The language is that of who is written to, not of the program's window: nothing here is
 * translated. Text messages hold only letters of the GSM alphabet (é and ñ are in it; á, í, ó and ’
 * are not): any other letter would halve the room there is. The link stands on a line of its own
 * and behind it the shortest words there are, so that with a real one, near 95 letters long, all is
 * one part.
 */
#include "rules/till-template.h"

#define STOP_EN "Reply STOP to opt out"
#define STOP_ES "STOP para salir"

static const char *const texts[TILL_N_LANGUAGES][TILL_N_PURPOSES] = {
  [TILL_LANGUAGE_ENGLISH] = {
    [TILL_PURPOSE_REQUEST] = ("{practice}: {first name}, please pay {amount}:\n"
                             "{link}\n"
                             "{note}\n"
                             STOP_EN),
    [TILL_PURPOSE_REMINDER] = ("{practice}: {first name}, {amount} is still due:\n"
                              "{link}\n"
                              "{note}\n"
                              STOP_EN),
    [TILL_PURPOSE_RECEIPT] = ("{practice}: Thank you, {first name}. We received {amount} on {day}.\n"
                             "Receipt {receipt number}\n"
                             "{card}\n"
                             STOP_EN),
    [TILL_PURPOSE_PLAN] = ("{practice}: {first name}, the next payment of your plan, {amount}, is"
                          " due on {day}.\n"
                          "{card}\n"
                          STOP_EN),
    [TILL_PURPOSE_DECLINED] = ("{practice}: {first name}, your payment of {amount} did not go"
                              " through.\n"
                              "Please call us: {practice phone}\n"
                              STOP_EN),
  },
  [TILL_LANGUAGE_SPANISH] = {
    [TILL_PURPOSE_REQUEST] = ("{practice}: {first name}, por favor pague {amount}:\n"
                             "{link}\n"
                             "{note}\n"
                             STOP_ES),
    [TILL_PURPOSE_REMINDER] = ("{practice}: {first name}, quedan {amount} por pagar:\n"
                              "{link}\n"
                              "{note}\n"
                              STOP_ES),
    [TILL_PURPOSE_RECEIPT] = ("{practice}: Gracias, {first name}. Recibimos {amount} el {day}.\n"
                             "Recibo {receipt number}\n"
                             "{card}\n"
                             STOP_ES),
    [TILL_PURPOSE_PLAN] = ("{practice}: {first name}, el siguiente pago de su plan, {amount}, vence"
                          " el {day}.\n"
                          "{card}\n"
                          STOP_ES),
    [TILL_PURPOSE_DECLINED] = ("{practice}: {first name}, su pago de {amount} no fue aceptado.\n"
                              "Por favor llame: {practice phone}\n"
                              STOP_ES),
  },
};

static const char *const subjects[TILL_N_LANGUAGES][TILL_N_PURPOSES] = {
  [TILL_LANGUAGE_ENGLISH] = {
    [TILL_PURPOSE_REQUEST] = "{practice}: your payment of {amount}",
    [TILL_PURPOSE_REMINDER] = "{practice}: a reminder of {amount} that is still due",
    [TILL_PURPOSE_RECEIPT] = "{practice}: receipt {receipt number}",
    [TILL_PURPOSE_PLAN] = "{practice}: your payment plan",
    [TILL_PURPOSE_DECLINED] = "{practice}: your payment did not go through",
  },
  [TILL_LANGUAGE_SPANISH] = {
    [TILL_PURPOSE_REQUEST] = "{practice}: su pago de {amount}",
    [TILL_PURPOSE_REMINDER] = "{practice}: un recordatorio de {amount} por pagar",
    [TILL_PURPOSE_RECEIPT] = "{practice}: recibo {receipt number}",
    [TILL_PURPOSE_PLAN] = "{practice}: su plan de pagos",
    [TILL_PURPOSE_DECLINED] = "{practice}: su pago no fue aceptado",
  },
};

#define HELLO_EN "Hello {first name},\n\n"
#define HELLO_ES "Hola {first name}:\n\n"
#define BYE_EN "\n\nQuestions? Please call us: {practice phone}\n\nThank you,\n{practice}"
#define BYE_ES "\n\n¿Tiene preguntas? Llámenos: {practice phone}\n\nGracias,\n{practice}"

static const char *const emails[TILL_N_LANGUAGES][TILL_N_PURPOSES] = {
  [TILL_LANGUAGE_ENGLISH] = {
    [TILL_PURPOSE_REQUEST] =
      HELLO_EN "{practice} asks you for a payment of {amount}. You can pay it online, at any"
               " time:\n\n"
               "{link}\n\n"
               "{note}" BYE_EN,
    [TILL_PURPOSE_REMINDER] =
      HELLO_EN "{practice} wrote to you on {day} about a payment of {amount}, which is still due."
               " You can pay it online, at any time:\n\n"
               "{link}\n\n"
               "{note}\n\n"
               "If you have paid it meanwhile, please disregard this message." BYE_EN,
    [TILL_PURPOSE_RECEIPT] =
      HELLO_EN "{practice} received your payment of {amount} on {day}. Thank you.\n\n"
               "Receipt: {receipt number}\n"
               "Paid with: {card}" BYE_EN,
    [TILL_PURPOSE_PLAN] =
      HELLO_EN "{practice} writes to you about your payment plan. The next payment of {amount} is"
               " due on {day}.\n\n"
               "It will be charged to: {card}\n\n"
               "{link}" BYE_EN,
    [TILL_PURPOSE_DECLINED] =
      HELLO_EN "Your payment of {amount} to {practice} on {day} did not go through.\n\n"
               "Card: {card}\n\n"
               "{link}" BYE_EN,
  },
  [TILL_LANGUAGE_SPANISH] = {
    [TILL_PURPOSE_REQUEST] =
      HELLO_ES "{practice} le solicita un pago de {amount}. Puede pagarlo en línea en cualquier"
               " momento:\n\n"
               "{link}\n\n"
               "{note}" BYE_ES,
    [TILL_PURPOSE_REMINDER] =
      HELLO_ES "{practice} le escribió el {day} acerca de un pago de {amount}, que sigue"
               " pendiente. Puede pagarlo en línea en cualquier momento:\n\n"
               "{link}\n\n"
               "{note}\n\n"
               "Si ya lo pagó, no haga caso de este mensaje." BYE_ES,
    [TILL_PURPOSE_RECEIPT] =
      HELLO_ES "{practice} recibió su pago de {amount} el {day}. Gracias.\n\n"
               "Recibo: {receipt number}\n"
               "Pagado con: {card}" BYE_ES,
    [TILL_PURPOSE_PLAN] =
      HELLO_ES "{practice} le escribe acerca de su plan de pagos. El siguiente pago de {amount}"
               " vence el {day}.\n\n"
               "Se cobrará a: {card}\n\n"
               "{link}" BYE_ES,
    [TILL_PURPOSE_DECLINED] =
      HELLO_ES "Su pago de {amount} a {practice} del {day} no fue aceptado.\n\n"
               "Tarjeta: {card}\n\n"
               "{link}" BYE_ES,
  },
};

TillWording *
till_template_dup_default (TillPurpose purpose, TillChannel channel, TillLanguage language)
{
  gboolean is_text = channel == TILL_CHANNEL_TEXT;

  g_return_val_if_fail (purpose < TILL_N_PURPOSES, NULL);

  return till_wording_new (purpose, channel, language, is_text ? "" : subjects[language][purpose],
                           is_text ? texts[language][purpose] : emails[language][purpose]);
}

gboolean
till_template_is_default (const TillWording *wording)
{
  g_autoptr (TillWording) own =
    till_template_dup_default (wording->purpose, wording->channel, wording->language);

  return g_str_equal (wording->subject, own->subject) && g_str_equal (wording->body, own->body);
}
