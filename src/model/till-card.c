/* till-card.c: a card that the processor keeps for later; never a number
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-card.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_ENUM_TYPE (TillCardRole,
                    till_card_role,
                    G_DEFINE_ENUM_VALUE (TILL_CARD_PRIMARY, "primary"),
                    G_DEFINE_ENUM_VALUE (TILL_CARD_BACKUP, "backup"),
                    G_DEFINE_ENUM_VALUE (TILL_CARD_NO_ROLE, "none"))

G_DEFINE_ENUM_TYPE (TillCardOrigin,
                    till_card_origin,
                    G_DEFINE_ENUM_VALUE (TILL_CARD_OF_PAGE, "pay-page"),
                    G_DEFINE_ENUM_VALUE (TILL_CARD_OF_TERMINAL, "terminal"),
                    G_DEFINE_ENUM_VALUE (TILL_CARD_OF_VIRTUAL, "virtual"))

G_DEFINE_ENUM_TYPE (TillCardState,
                    till_card_state,
                    G_DEFINE_ENUM_VALUE (TILL_CARD_KEPT, "kept"),
                    G_DEFINE_ENUM_VALUE (TILL_CARD_LEAVING, "leaving"),
                    G_DEFINE_ENUM_VALUE (TILL_CARD_DELETED, "deleted"))

G_DEFINE_ENUM_TYPE (TillCardConsent,
                    till_card_consent,
                    G_DEFINE_ENUM_VALUE (TILL_CARD_AGREED_ON_PAGE, "pay-page"),
                    G_DEFINE_ENUM_VALUE (TILL_CARD_AGREED_AT_DESK, "desk"))

TillFiledCard *
till_filed_card_new (void)
{
  TillFiledCard *self = g_new0 (TillFiledCard, 1);

  self->expires = TILL_DAY_NONE;
  self->role = TILL_CARD_NO_ROLE;
  self->ended_at = TILL_INSTANT_NONE;

  return self;
}

TillFiledCard *
till_filed_card_copy (const TillFiledCard *self)
{
  TillFiledCard *copy = g_memdup2 (self, sizeof *self);

  copy->processor = g_strdup (self->processor);
  copy->token = g_strdup (self->token);
  copy->customer = g_strdup (self->customer);
  copy->brand = g_strdup (self->brand);
  copy->last_four = g_strdup (self->last_four);
  copy->nickname = g_strdup (self->nickname);
  copy->consent_wording = g_strdup (self->consent_wording);
  copy->consent_by = g_strdup (self->consent_by);

  return copy;
}

void
till_filed_card_free (TillFiledCard *self)
{
  if (self == NULL)
    return;

  g_free (self->processor);
  g_free (self->token);
  g_free (self->customer);
  g_free (self->brand);
  g_free (self->last_four);
  g_free (self->nickname);
  g_free (self->consent_wording);
  g_free (self->consent_by);
  g_free (self);
}

TillDay
till_card_expiry_day (const char *expiry)
{
  int month;
  int year;

  if (expiry == NULL || strlen (expiry) != 4 || strspn (expiry, "0123456789") != 4)
    return TILL_DAY_NONE;

  month = (expiry[0] - '0') * 10 + (expiry[1] - '0');
  year = 2000 + (expiry[2] - '0') * 10 + (expiry[3] - '0');
  if (month < 1 || month > 12)
    return TILL_DAY_NONE;

  return till_day_add (till_day_add_months (till_day (year, month, 1), 1), -1);
}

char *
till_filed_card_dup_expiry (const TillFiledCard *self)
{
  int year;
  int month;
  int day;

  if (till_day_is_none (self->expires))
    return NULL;

  till_day_get_ymd (self->expires, &year, &month, &day);

  /* Translators: month and year as they are embossed on a card */
  return g_strdup_printf (_ ("%02d/%d"), month, year);
}

TillCardAge
till_filed_card_get_age (const TillFiledCard *self, TillDay today)
{
  if (till_day_is_none (self->expires))
    return TILL_CARD_IS_GOOD;
  if (till_day_compare (self->expires, today) < 0)
    return TILL_CARD_HAS_EXPIRED;

  return till_day_compare (self->expires, till_day_add (today, TILL_CARD_WARNING_DAYS)) <= 0
           ? TILL_CARD_EXPIRES_SOON
           : TILL_CARD_IS_GOOD;
}

char *
till_filed_card_dup_expiry_words (const TillFiledCard *self, TillDay today)
{
  g_autofree char *expiry = till_filed_card_dup_expiry (self);

  if (expiry == NULL)
    return NULL;

  switch (till_filed_card_get_age (self, today))
    {
    case TILL_CARD_HAS_EXPIRED:
      /* Translators: of a card, with month and year, as in "Expired 10/2026" */
      return g_strdup_printf (_ ("Expired %s"), expiry);
    case TILL_CARD_EXPIRES_SOON:
      return g_strdup_printf (_ ("Expires soon: %s"), expiry);
    case TILL_CARD_IS_GOOD:
    default:
      return g_strdup_printf (_ ("Expires %s"), expiry);
    }
}

char *
till_filed_card_dup_title (const TillFiledCard *self)
{
  const char      *brand = self->brand != NULL ? self->brand : _ ("Card");
  g_autofree char *card =
    self->last_four != NULL ? g_strdup_printf ("%s ••••%s", brand, self->last_four) : NULL;
  const char *shown = card != NULL ? card : brand;

  /* Translators: a card's nickname, then brand and last four */
  return self->nickname != NULL ? g_strdup_printf (_ ("%s, %s"), self->nickname, shown)
                                : g_strdup (shown);
}

const char *
till_card_role_to_words (TillCardRole role)
{
  switch (role)
    {
    case TILL_CARD_PRIMARY:
      return _ ("Primary");
    case TILL_CARD_BACKUP:
      return _ ("Backup");
    case TILL_CARD_NO_ROLE:
    default:
      return NULL;
    }
}

const char *
till_card_origin_to_words (TillCardOrigin origin)
{
  switch (origin)
    {
    case TILL_CARD_OF_PAGE:
      return _ ("Saved on the pay page");
    case TILL_CARD_OF_TERMINAL:
      return _ ("Saved at the card terminal");
    case TILL_CARD_OF_VIRTUAL:
    default:
      return _ ("Saved with the virtual terminal");
    }
}

char *
till_card_consent_words (const char *practice)
{
  return g_strdup_printf (
    _ ("I agree that %s keeps this card on file with its card processor and charges it for what I "
       "owe, when I ask for it or have agreed to it before. The practice itself keeps only the "
       "brand, the last four digits and the expiry. I can have the card deleted at any time."),
    practice);
}
