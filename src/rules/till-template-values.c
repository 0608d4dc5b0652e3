/* till-template-values.c: what stands in place of placeholders, in the language of who is written
 * to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "core/till-text.h"
#include "rules/till-template.h"

static const char *const months[TILL_N_LANGUAGES][12] = {
  [TILL_LANGUAGE_ENGLISH] = { "January", "February", "March", "April", "May", "June", "July",
                              "August", "September", "October", "November", "December" },
  [TILL_LANGUAGE_SPANISH] = { "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio",
                              "agosto", "septiembre", "octubre", "noviembre", "diciembre" },
};

/* With more than one comma nobody knows what is what. */
char *
till_template_dup_first_name (const char *name)
{
  const char *comma = strchr (name, ',');
  const char *from;

  if (comma == NULL || strchr (comma + 1, ',') != NULL)
    return g_strdup (name);
  from = comma + 1 + strspn (comma + 1, " ");
  if (*from == '\0')
    return g_strdup (name);

  return g_strndup (from, strcspn (from, " "));
}

char *
till_template_dup_day (TillDay day, TillLanguage language)
{
  int year;
  int month;
  int in_month;

  if (till_day_is_none (day))
    return g_strdup ("");
  till_day_get_ymd (day, &year, &month, &in_month);
  if (language == TILL_LANGUAGE_SPANISH)
    return g_strdup_printf ("%d de %s de %d", in_month, months[language][month - 1], year);

  return g_strdup_printf ("%s %d, %d", months[language][month - 1], in_month, year);
}

char *
till_template_dup_card (const char *brand, const char *last_four, TillLanguage language)
{
  gboolean    is_spanish = language == TILL_LANGUAGE_SPANISH;
  const char *name = brand;

  if (last_four == NULL || *last_four == '\0')
    return NULL;
  if (name == NULL || *name == '\0')
    name = is_spanish ? "Tarjeta" : "Card";

  return g_strdup_printf (is_spanish ? "%s terminada en %s" : "%s ending in %s", name, last_four);
}

/* As long as a real one: an amount and an invoice are in it. */
#define SAMPLE_LINK                                                                                \
  "https://pay.example.com/paylink/practice?amount=125.00&invoice=0HNRZ7K3V9XQ5T2B8CJM4WDEFG"

void
till_template_get_samples (TillTemplateValues *values,
                           const char         *practice,
                           const char         *phone,
                           TillPurpose         purpose,
                           TillLanguage        language)
{
  gboolean                 is_spanish = language == TILL_LANGUAGE_SPANISH;
  const TillTemplateValues samples = { {
    [TILL_PLACEHOLDER_FIRST_NAME] = "Maria",
    [TILL_PLACEHOLDER_FULL_NAME] = "Maria Lopez",
    [TILL_PLACEHOLDER_PRACTICE] = practice,
    [TILL_PLACEHOLDER_PRACTICE_PHONE] = phone,
    [TILL_PLACEHOLDER_AMOUNT] = "$125.00",
    [TILL_PLACEHOLDER_BALANCE] = "$180.00",
    [TILL_PLACEHOLDER_LINK] = SAMPLE_LINK,
    [TILL_PLACEHOLDER_NOTE] = is_spanish ? "Gracias por su visita." : "Thank you for your visit.",
    [TILL_PLACEHOLDER_RECEIPT_NUMBER] = "R-2026-000123",
    [TILL_PLACEHOLDER_CARD] = is_spanish ? "Visa terminada en 4242" : "Visa ending in 4242",
    [TILL_PLACEHOLDER_DAY] = is_spanish ? "24 de noviembre de 2026" : "November 24, 2026",
  } };

  *values = samples;
  for (guint i = 0; i < TILL_N_PLACEHOLDERS; i++)
    {
      if (!till_placeholder_is_for (i, purpose))
        values->values[i] = NULL;
    }
}
