/* till-person.c: whether and how a patient may be written to about money, each with one text form
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-person.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_ENUM_TYPE (TillChannel,
                    till_channel,
                    G_DEFINE_ENUM_VALUE (TILL_CHANNEL_TEXT, "text"),
                    G_DEFINE_ENUM_VALUE (TILL_CHANNEL_EMAIL, "email"),
                    G_DEFINE_ENUM_VALUE (TILL_CHANNEL_PAPER, "paper"))

G_DEFINE_ENUM_TYPE (TillPersonState,
                    till_person_state,
                    G_DEFINE_ENUM_VALUE (TILL_PERSON_ACTIVE, "active"),
                    G_DEFINE_ENUM_VALUE (TILL_PERSON_INACTIVE, "inactive"),
                    G_DEFINE_ENUM_VALUE (TILL_PERSON_DECEASED, "deceased"))

G_DEFINE_ENUM_TYPE (TillConsent,
                    till_consent,
                    G_DEFINE_ENUM_VALUE (TILL_CONSENT_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (TILL_CONSENT_GIVEN, "given"),
                    G_DEFINE_ENUM_VALUE (TILL_CONSENT_REFUSED, "refused"))

const char *
till_person_state_to_words (TillPersonState state)
{
  switch (state)
    {
    case TILL_PERSON_ACTIVE:
      return _ ("Active");
    case TILL_PERSON_INACTIVE:
      return _ ("Inactive");
    case TILL_PERSON_DECEASED:
      return _ ("Deceased");
    default:
      g_return_val_if_reached ("");
    }
}

const char *
till_consent_to_words (TillConsent consent)
{
  switch (consent)
    {
    case TILL_CONSENT_UNKNOWN:
      return _ ("Not asked");
    case TILL_CONSENT_GIVEN:
      return _ ("Agrees");
    case TILL_CONSENT_REFUSED:
      return _ ("Refuses");
    default:
      g_return_val_if_reached ("");
    }
}

/* With more than one comma nobody knows what is what. */
char *
till_person_name_as_written (const char *name)
{
  const char *comma = strchr (name, ',');

  if (comma == NULL || strchr (comma + 1, ',') != NULL || comma[1] != ' ' || comma[2] == '\0')
    return g_strdup (name);

  return g_strdup_printf ("%s %.*s", comma + 2, (int) (comma - name), name);
}
