/* till-practice-settings-check.c: what a setting may be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "core/till-text.h"
#include "messaging/till-mail-tokens.h"
#include "messaging/till-smtp-settings.h"
#include "model/till-snooze.h"
#include "rules/till-plan-charging.h"
#include "rules/till-statement-rules.h"

/* The processor's and the carrier's own identifiers: one in ten passes for a card number by chance
 * (DESIGN.md 6). */
static const char *const exempt[] = {
  TILL_SETTING_CLEARENT_MERCHANT, TILL_SETTING_CLEARENT_PAYLINK, TILL_SETTING_CLEARENT_TERMINALS,
  TILL_SETTING_CLEARENT_REPORTS,  TILL_SETTING_DEPOSIT_DAYS,     TILL_SETTING_TEXT_ACCOUNT,
  TILL_SETTING_TEXT_FROM,         TILL_SETTING_MAIL_CLIENT_ID,   NULL,
};

/* What may be typed by hand, as the window calls it. */
static const struct
{
  const char *key;
  const char *words;
} fields[] = {
  { TILL_SETTING_PRACTICE_NAME, N_ ("Name of the practice") },
  { TILL_SETTING_PRACTICE_ADDRESS, N_ ("Address") },
  { TILL_SETTING_PRACTICE_PHONE, N_ ("Phone") },
  { TILL_SETTING_CLEARENT_HOST, N_ ("Host") },
  { TILL_SETTING_CLEARENT_REPORTS, N_ ("Host of the reports") },
  { TILL_SETTING_REASONS, N_ ("Reasons for refunds") },
  { TILL_SETTING_SNOOZE_REASONS, N_ ("Reasons for snoozes") },
  { TILL_SETTING_REFUND_MONTHS, N_ ("Months after which nothing is refunded") },
  { TILL_SETTING_CARD_LIMIT, N_ ("Card payments of one patient in 24 hours before Till asks") },
  { TILL_SETTING_TERMINAL_TIMEOUT, N_ ("Seconds to wait for the card terminal") },
  { TILL_SETTING_REQUEST_MINIMUM, N_ ("Least amount to ask for") },
  { TILL_SETTING_REQUEST_BETWEEN, N_ ("Days between two requests") },
  { TILL_SETTING_REQUEST_FRESH, N_ ("Days that balances are good for") },
  { TILL_SETTING_TEXT_HOST, N_ ("Host of the text messages") },
  { TILL_SETTING_STATEMENT_LINK, N_ ("Online payment page") },
  { TILL_SETTING_STATEMENT_MESSAGE, N_ ("Message on statements") },
  { TILL_SETTING_MAIL_HOST, N_ ("Mail server") },
  { TILL_SETTING_MAIL_PORT, N_ ("Port") },
  { TILL_SETTING_MAIL_USER, N_ ("User name") },
  { TILL_SETTING_MAIL_TOKEN_ADDRESS, N_ ("Token address") },
  { TILL_SETTING_MAIL_CLIENT_ID, N_ ("Client ID") },
  { TILL_SETTING_MAIL_FROM_NAME, N_ ("Sender’s name") },
  { TILL_SETTING_MAIL_FROM_ADDRESS, N_ ("Sender’s address") },
};

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, sentence);
  return FALSE;
}

static gboolean
check_zone (const char *name, GError **error)
{
  GTimeZone *zone = till_zone_open (name, error);

  if (zone == NULL)
    return FALSE;

  g_time_zone_unref (zone);
  return TRUE;
}

static const char *
field_words (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (g_str_equal (fields[i].key, key))
        return _ (fields[i].words);
    }

  return key;
}

/* The whole numbers, and from where to where each may go: as its field in the window. */
static const struct
{
  const char *key;
  gint64      least;
  gint64      most;
} numbers[] = {
  { TILL_SETTING_REFUND_MONTHS, 1, 60 },     { TILL_SETTING_CARD_LIMIT, 0, 20 },
  { TILL_SETTING_TERMINAL_TIMEOUT, 1, 900 }, { TILL_SETTING_REQUEST_MINIMUM, 0, G_MAXINT },
  { TILL_SETTING_REQUEST_BETWEEN, 0, 365 },  { TILL_SETTING_REQUEST_FRESH, 0, 365 },
  { TILL_SETTING_MAIL_PORT, 1, 65535 },
};

static gboolean
check_number (const char *key, const char *value, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      if (!g_str_equal (key, numbers[i].key) ||
          g_ascii_string_to_signed (value, 10, numbers[i].least, numbers[i].most, NULL, NULL))
        continue;
      g_set_error (
        error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
        _ ("“%s” must be a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT "."),
        field_words (key), numbers[i].least, numbers[i].most);
      return FALSE;
    }

  return TRUE;
}

/* One a line. A refund's is chosen from the list: without one there would be no refund. */
static gboolean
check_reasons (const char *value, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (value, "\n", -1);

  if (till_text_is_blank (value))
    return refuse (error, _ ("Keep one reason at least."));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_utf8_strlen (lines[i], -1) > TILL_SNOOZE_REASON_LENGTH)
        {
          g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                       _ ("A reason has %d characters at most."), TILL_SNOOZE_REASON_LENGTH);
          return FALSE;
        }
    }

  return TRUE;
}

/* One of the words that it may be. */
static gboolean
check_choice (const char *key, const char *value, GError **error)
{
  static const struct
  {
    const char *key;
    const char *words[4];
  } choices[] = {
    { TILL_SETTING_MAIL_SECURITY, { "starttls", "tls", "none", NULL } },
    { TILL_SETTING_MAIL_SIGN_IN, { "password", "oauth2", "none", NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      if (g_str_equal (key, choices[i].key) && !g_strv_contains (choices[i].words, value))
        {
          g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                       _ ("“%s” is none of the choices of %s."), value, key);
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
till_practice_check_setting (const char *key, const char *value, GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  if (!g_utf8_validate (value, -1, NULL))
    return refuse (error, _ ("The text holds characters that can’t be read."));
  if (!g_strv_contains (exempt, key) &&
      !till_text_refuse_card_number (value, field_words (key), error))
    return FALSE;
  if (g_str_equal (key, TILL_SETTING_PRACTICE_NAME) && till_text_is_blank (value))
    return refuse (error, _ ("The practice needs a name: it stands on every receipt."));
  if (g_str_equal (key, TILL_SETTING_PRACTICE_ZONE))
    return check_zone (value, error);
  if (g_str_equal (key, TILL_SETTING_REASONS) || g_str_equal (key, TILL_SETTING_SNOOZE_REASONS))
    return check_reasons (value, error);
  if ((g_str_equal (key, TILL_SETTING_CLEARENT_HOST) ||
       g_str_equal (key, TILL_SETTING_CLEARENT_REPORTS)) &&
      *value != '\0' && !g_uri_is_valid (value, G_URI_FLAGS_NONE, NULL))
    return refuse (error, _ ("The host must be an address such as https://gateway.clearent.net."));
  if (g_str_equal (key, TILL_SETTING_PLAN_RETRIES))
    return till_retry_days_read (value, &(TillRetryDays){ .n_days = 0 }, error);
  if (g_str_equal (key, TILL_SETTING_STATEMENT_LINK))
    return till_statement_check_link (value, error);
  if (g_str_equal (key, TILL_SETTING_STATEMENT_MESSAGE))
    return till_statement_check_message (value, error);
  if (g_str_equal (key, TILL_SETTING_CLEARENT_TERMINALS) && *value != '\0')
    {
      node = json_from_string (value, NULL);
      if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
        return refuse (error, _ ("The list of terminals can’t be read."));
    }

  if (g_str_has_prefix (key, TILL_SETTINGS_OF_TEXTS))
    return till_practice_check_text_setting (key, value, error);
  if (g_str_equal (key, TILL_SETTING_MAIL_HOST))
    return *value == '\0' || till_smtp_check_host (value, error);
  if (g_str_equal (key, TILL_SETTING_MAIL_TOKEN_ADDRESS))
    return *value == '\0' || till_token_check_address (value, error);
  if (g_str_equal (key, TILL_SETTING_MAIL_FROM_ADDRESS))
    return *value == '\0' || till_mail_check_address (value, error);

  return check_choice (key, value, error) && check_number (key, value, error);
}
