/* till-purpose.c: what a message to a patient is about, and in which language it is written, each
 * with one text form
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-purpose.h"

#include <glib/gi18n-lib.h>

G_DEFINE_ENUM_TYPE (TillPurpose,
                    till_purpose,
                    G_DEFINE_ENUM_VALUE (TILL_PURPOSE_REQUEST, "request"),
                    G_DEFINE_ENUM_VALUE (TILL_PURPOSE_REMINDER, "reminder"),
                    G_DEFINE_ENUM_VALUE (TILL_PURPOSE_RECEIPT, "receipt"),
                    G_DEFINE_ENUM_VALUE (TILL_PURPOSE_PLAN, "plan"),
                    G_DEFINE_ENUM_VALUE (TILL_PURPOSE_DECLINED, "declined"),
                    G_DEFINE_ENUM_VALUE (TILL_PURPOSE_ANSWER, "answer"))

G_DEFINE_ENUM_TYPE (TillConsentPurpose,
                    till_consent_purpose,
                    G_DEFINE_ENUM_VALUE (TILL_CONSENT_TO_MONEY, "money"),
                    G_DEFINE_ENUM_VALUE (TILL_CONSENT_TO_RECEIPT, "receipt"))

G_DEFINE_ENUM_TYPE (TillLanguage,
                    till_language,
                    G_DEFINE_ENUM_VALUE (TILL_LANGUAGE_ENGLISH, "en"),
                    G_DEFINE_ENUM_VALUE (TILL_LANGUAGE_SPANISH, "es"))

const char *
till_purpose_to_words (TillPurpose purpose)
{
  switch (purpose)
    {
    case TILL_PURPOSE_REQUEST:
      return _ ("Payment request");
    case TILL_PURPOSE_REMINDER:
      return _ ("Reminder");
    case TILL_PURPOSE_RECEIPT:
      return _ ("Receipt");
    case TILL_PURPOSE_PLAN:
      return _ ("Payment plan");
    case TILL_PURPOSE_DECLINED:
      return _ ("Declined payment");
    case TILL_PURPOSE_ANSWER:
      return _ ("Answer");
    default:
      g_return_val_if_reached ("");
    }
}

const char *
till_language_to_words (TillLanguage language)
{
  return language == TILL_LANGUAGE_SPANISH ? _ ("Spanish") : _ ("English");
}

TillConsentPurpose
till_purpose_get_consent (TillPurpose purpose)
{
  return purpose == TILL_PURPOSE_RECEIPT ? TILL_CONSENT_TO_RECEIPT : TILL_CONSENT_TO_MONEY;
}

TillLanguage
till_language_from_text (const char *text)
{
  int language = TILL_LANGUAGE_ENGLISH;

  if (text == NULL || !till_enum_from_text (TILL_TYPE_LANGUAGE, text, &language))
    return TILL_LANGUAGE_ENGLISH;

  return (TillLanguage) language;
}
