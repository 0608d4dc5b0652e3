/* test-templates.c: how messages are worded and when they may be sent, as the practice sets it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk.h"

#include "flow/till-practice-private.h"
#include "flow/till-practice-templates.h"
#include "rules/till-template.h"

static void
keep (Desk *desk, const char *body, int code)
{
  g_autoptr (TillWording) wording =
    till_wording_new (TILL_PURPOSE_REQUEST, TILL_CHANNEL_TEXT, TILL_LANGUAGE_SPANISH, "", body);
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_keep_wording_async (desk->practice, wording, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  g_assert_cmpint (till_practice_keep_wording_finish (desk->practice, kept, &error), ==, code < 0);
  if (code >= 0)
    g_assert_error (error, TILL_ERROR, code);
}

static void
assert_body (Desk *desk, const char *body)
{
  g_autoptr (GError)      error = NULL;
  g_autoptr (TillWording) wording = till_practice_get_wording (
    desk->practice, TILL_PURPOSE_REQUEST, TILL_CHANNEL_TEXT, TILL_LANGUAGE_SPANISH, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (wording->body, ==, body);
}

static void
test_wordings (void)
{
  g_autoptr (Desk)        desk = desk_new_for_cash ();
  g_autoptr (TillWording) own =
    till_template_dup_default (TILL_PURPOSE_REQUEST, TILL_CHANNEL_TEXT, TILL_LANGUAGE_SPANISH);

  assert_body (desk, own->body);
  keep (desk, "Pague {link}", -1);
  assert_body (desk, "Pague {link}");
  keep (desk, "Pague", TILL_ERROR_BAD_INPUT);
  assert_body (desk, "Pague {link}");

  desk_close (desk);
  desk_open (desk);
  assert_body (desk, "Pague {link}");
  keep (desk, own->body, -1);
  assert_body (desk, own->body);
}

static void
set (Desk *desk, const char *const *pairs, int code)
{
  g_autoptr (GAsyncResult) set = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_set_settings_async (desk->practice, pairs, till_test_keep_result, &result);
  set = till_test_wait_result (&result);
  g_assert_cmpint (till_practice_set_settings_finish (desk->practice, set, &error), ==, code < 0);
  if (code >= 0)
    g_assert_error (error, TILL_ERROR, code);
}

#define PAIRS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
assert_hours (Desk *desk, guint from_hour, guint until_hour, guint days)
{
  TillMessageHours hours;

  till_practice_get_message_hours (desk->practice, &hours);
  g_assert_cmpuint (hours.from_hour, ==, from_hour);
  g_assert_cmpuint (hours.until_hour, ==, until_hour);
  g_assert_cmpuint (hours.days, ==, days);
}

static void
test_settings (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();

  assert_hours (desk, TILL_MESSAGE_HOURS_DEFAULT.from_hour, TILL_MESSAGE_HOURS_DEFAULT.until_hour,
                TILL_MESSAGE_HOURS_DEFAULT.days);
  g_assert_cmpint (till_practice_get_language (desk->practice), ==, TILL_LANGUAGE_ENGLISH);

  set (desk, PAIRS (TILL_SETTING_MESSAGE_FROM, "18"), TILL_ERROR_BAD_INPUT);
  set (desk, PAIRS (TILL_SETTING_MESSAGE_FROM, "18", TILL_SETTING_MESSAGE_UNTIL, "21"), -1);
  set (desk, PAIRS (TILL_SETTING_MESSAGE_UNTIL, "20"), TILL_ERROR_BAD_INPUT);
  set (desk, PAIRS (TILL_SETTING_MESSAGE_FROM, "nine"), TILL_ERROR_BAD_INPUT);
  set (desk, PAIRS (TILL_SETTING_MESSAGE_DAYS, ""), TILL_ERROR_BAD_INPUT);
  set (desk, PAIRS (TILL_SETTING_MESSAGE_DAYS, "17"), -1);
  assert_hours (desk, 18, 21, 1u << 1 | 1u << 7);

  set (desk, PAIRS (TILL_SETTING_MESSAGE_LANGUAGE, "fr"), TILL_ERROR_BAD_INPUT);
  set (desk, PAIRS (TILL_SETTING_MESSAGE_LANGUAGE, "es"), -1);
  g_assert_cmpint (till_practice_get_language (desk->practice), ==, TILL_LANGUAGE_SPANISH);
}

int
main (int argc, char *argv[])
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/templates/wordings", test_wordings);
  g_test_add_func ("/flow/templates/settings", test_settings);

  return g_test_run ();
}
