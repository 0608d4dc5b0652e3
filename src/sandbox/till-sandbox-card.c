/* till-sandbox-card.c: what may be remembered of a card
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-card.h"

#include <string.h>

#include "core/till-text.h"

#define DECLINED_NUMBER "4000000000000002"

static const struct
{
  guint       first; /* of the first four digits */
  guint       last;
  gsize       shortest;
  gsize       longest;
  const char *brand;
} schemes[] = {
  { 4000, 4999, 13, 19, "VISA" },
  { 5100, 5599, 16, 16, "MASTERCARD" },
  { 2221, 2720, 16, 16, "MASTERCARD" },
  { 3400, 3499, 15, 15, "AMERICAN EXPRESS" },
  { 3700, 3799, 15, 15, "AMERICAN EXPRESS" },
  { 6011, 6011, 16, 19, "DISCOVER" },
  { 6440, 6599, 16, 19, "DISCOVER" },
  { 3000, 3059, 14, 19, "DINERS CLUB" },
  { 3600, 3699, 14, 19, "DINERS CLUB" },
  { 3800, 3999, 14, 19, "DINERS CLUB" },
  { 3528, 3589, 16, 19, "JCB" },
};

static gboolean
passes_luhn (const char *digits)
{
  gsize length = strlen (digits);
  guint sum = 0;

  for (gsize i = 0; i < length; i++)
    {
      guint digit = (guint) (digits[length - 1 - i] - '0');

      if (i % 2 == 1)
        digit = digit > 4 ? digit * 2 - 9 : digit * 2;
      sum += digit;
    }

  return sum % 10 == 0;
}

static const char *
brand_of (const char *digits)
{
  gsize length = strlen (digits);
  guint start = 0;

  if (length < 13 || length > 19 || !passes_luhn (digits))
    return NULL;

  for (int i = 0; i < 4; i++)
    start = start * 10 + (guint) (digits[i] - '0');

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      if (start >= schemes[i].first && start <= schemes[i].last && length >= schemes[i].shortest &&
          length <= schemes[i].longest)
        return schemes[i].brand;
    }

  return NULL;
}

TillSandboxCardVerdict
till_sandbox_card_read_expiry (const char *expiry, TillInstant now, char exp_date[5])
{
  g_autofree char      *digits = till_text_digits (expiry != NULL ? expiry : "");
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_utc (now / 1000);
  int                   month;
  int                   year;

  if (strlen (digits) != 4)
    return TILL_SANDBOX_CARD_BAD_EXPIRY;

  month = (digits[0] - '0') * 10 + digits[1] - '0';
  year = 2000 + (digits[2] - '0') * 10 + digits[3] - '0';
  if (month < 1 || month > 12)
    return TILL_SANDBOX_CARD_BAD_EXPIRY;

  memcpy (exp_date, digits, 5);

  return year * 12 + month < g_date_time_get_year (today) * 12 + g_date_time_get_month (today)
           ? TILL_SANDBOX_CARD_EXPIRED
           : TILL_SANDBOX_CARD_GOOD;
}

TillSandboxCardVerdict
till_sandbox_card_read (const char      *number,
                        const char      *expiry,
                        TillInstant      now,
                        TillSandboxCard *card)
{
  g_autofree char *digits = till_text_digits (number != NULL ? number : "");
  gsize            length = strlen (digits);

  *card = (TillSandboxCard){ 0 };
  if (number == NULL || strspn (number, "0123456789 -") != strlen (number) ||
      !(card->brand = brand_of (digits)))
    return TILL_SANDBOX_CARD_BAD_NUMBER;

  memcpy (card->last_four, digits + length - 4, 5);
  card->declined = g_str_equal (digits, DECLINED_NUMBER) ? "023" : NULL;
  memset (digits, 0, length);

  return till_sandbox_card_read_expiry (expiry, now, card->exp_date);
}

void
till_sandbox_card_next (guint64 n, TillInstant now, TillSandboxCard *card)
{
  static const char *const brands[] = { "VISA", "MASTERCARD", "VISA",      "AMERICAN EXPRESS",
                                        "VISA", "DISCOVER",   "MASTERCARD" };
  g_autoptr (GDateTime)    today = g_date_time_new_from_unix_utc (now / 1000);

  *card = (TillSandboxCard){ 0 };
  card->brand = brands[n % G_N_ELEMENTS (brands)];
  /* 3,769 shares no factor with 10,000, so all last fours come before one comes back. */
  g_snprintf (card->last_four, sizeof card->last_four, "%04u", (guint) (n * 3769 % 10000));
  g_snprintf (card->exp_date, sizeof card->exp_date, "%02u%02u", (guint) (n % 12) + 1,
              (guint) ((g_date_time_get_year (today) + 2) % 100));
}

guint
till_sandbox_card_code_length (const TillSandboxCard *card)
{
  return g_strcmp0 (card->brand, "AMERICAN EXPRESS") == 0 ? 4 : 3;
}

char *
till_sandbox_card_mask (const char *brand, const char *last_four)
{
  return g_strconcat (g_strcmp0 (brand, "AMERICAN EXPRESS") == 0 ? "XXXXXXXXXXX" : "XXXXXXXXXXXX",
                      last_four, NULL);
}
