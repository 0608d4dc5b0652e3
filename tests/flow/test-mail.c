/* test-mail.c: the practice's e-mail: set up step by step, and tried out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-mail.h"

#include <string.h>

static gboolean
can_mail (Desk *desk)
{
  gboolean can;

  g_object_get (desk->practice, "can-mail", &can, NULL);
  g_assert_cmpint (can, ==, till_practice_get_mail_problem (desk->practice) == NULL);

  return can;
}

static void
assert_problem (Desk *desk, const char *part)
{
  const char *problem = till_practice_get_mail_problem (desk->practice);

  g_test_message ("%s", problem);
  g_assert_false (can_mail (desk));
  g_assert_nonnull (strstr (problem, part));
}

/* Until all is entered, the next thing that is missing is named. */
static void
test_set_up (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();

  assert_problem (desk, "No e-mail is set up yet");
  desk_set (desk, TILL_SETTING_MAIL_HOST, "smtp.example.com");
  assert_problem (desk, "own e-mail address is missing");
  desk_set (desk, TILL_SETTING_MAIL_FROM_ADDRESS, "desk@elm-street.example");
  assert_problem (desk, "user name");
  desk_set (desk, TILL_SETTING_MAIL_USER, "practice");
  g_assert_false (can_mail (desk));
  desk_set_mail_secret (desk, DESK_MAIL_SECRET);
  g_assert_true (can_mail (desk));
  desk_set (desk, TILL_SETTING_MAIL_SECURITY, "none");
  assert_problem (desk, "without encryption");
  desk_set (desk, TILL_SETTING_MAIL_SECURITY, "tls");
  g_assert_true (can_mail (desk));
  desk_set (desk, TILL_SETTING_MAIL_HOST, "");
  assert_problem (desk, "No e-mail is set up yet");
  g_assert_cmpint (desk_count (desk,
                               "SELECT count (*) FROM audit"
                               " WHERE before_json LIKE '%same%' OR after_json LIKE '%same%'"),
                   ==, 0);
}

static void
test_refused_settings (void)
{
  static const struct
  {
    const char *key;
    const char *value;
  } rows[] = {
    { TILL_SETTING_MAIL_HOST, "https://smtp.example.com" },
    { TILL_SETTING_MAIL_HOST, "smtp.example.com:587" },
    { TILL_SETTING_MAIL_HOST, "smtp example" },
    { TILL_SETTING_MAIL_PORT, "0" },
    { TILL_SETTING_MAIL_PORT, "65536" },
    { TILL_SETTING_MAIL_PORT, "smtp" },
    { TILL_SETTING_MAIL_SECURITY, "perhaps" },
    { TILL_SETTING_MAIL_SIGN_IN, "" },
    { TILL_SETTING_MAIL_TOKEN_ADDRESS, "login.example.com/token" },
    { TILL_SETTING_MAIL_TOKEN_ADDRESS, "http://login.example.com/token" },
    { TILL_SETTING_MAIL_TOKEN_ADDRESS, "https:///token" },
    { TILL_SETTING_MAIL_TOKEN_ADDRESS, "ftp://localhost/token" },
    { TILL_SETTING_MAIL_FROM_ADDRESS, "desk" },
    { TILL_SETTING_MAIL_FROM_ADDRESS, "desk@elm-street.example\r\nBcc: x@y.example" },
  };
  g_autoptr (Desk) desk = desk_new_for_cash ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *const        pair[] = { rows[i].key, rows[i].value, NULL };
      GAsyncResult            *result = NULL;
      g_autoptr (GAsyncResult) kept = NULL;
      g_autoptr (GError)       error = NULL;

      till_practice_set_settings_async (desk->practice, pair, till_test_keep_result, &result);
      kept = till_test_wait_result (&result);
      g_assert_false (till_practice_set_settings_finish (desk->practice, kept, &error));
      g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
      g_test_message ("%s", error->message);
    }
}

static void
test_trying_out (void)
{
  g_autoptr (Desk)      desk = desk_new_for_cash ();
  g_autoptr (DeskMail)  mail = desk_mail_new ();
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  g_autofree char      *text = NULL;

  g_assert_null (desk_test_mail (desk, "anna@example.org", &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_clear_error (&error);
  desk_set_mail (desk, mail);
  desk_set_mail_secret (desk, DESK_MAIL_SECRET);
  g_assert_null (desk_test_mail (desk, "anna", &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_clear_error (&error);

  steps = desk_test_mail (desk, "anna@example.org", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < steps->len; i++)
    g_assert_cmpint (((TillMailCheck *) steps->pdata[i])->state, ==, TILL_MAIL_CHECK_GOOD);
  text = desk_mail_read (mail, 1);
  g_assert_nonnull (strstr (text, "Subject: Test message\r\n"));

  g_clear_pointer (&steps, g_ptr_array_unref);
  steps = desk_test_mail (desk, "bounce@example.org", &error);
  g_assert_no_error (error);
  g_assert_cmpint (((TillMailCheck *) steps->pdata[4])->state, ==, TILL_MAIL_CHECK_GOOD);
  g_assert_cmpint (((TillMailCheck *) steps->pdata[5])->state, ==, TILL_MAIL_CHECK_FAILED);
  g_assert_cmpint (((TillMailCheck *) steps->pdata[6])->state, ==, TILL_MAIL_CHECK_NOT_REACHED);
}

/* Whatever is set: the demo sends nothing to anybody. */
static void
test_demo (void)
{
  g_autoptr (Desk)     desk = desk_new_for_cash ();
  g_autoptr (DeskMail) mail = desk_mail_new ();
  g_autoptr (GError)   error = NULL;

  desk_set (desk, TILL_SETTING_DEMO_SEED, "1");
  g_assert_true (can_mail (desk));
  desk_set_mail (desk, mail);
  desk_set_mail_secret (desk, DESK_MAIL_SECRET);
  g_assert_null (desk_test_mail (desk, "anna@example.org", &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_assert_cmpuint (desk_mail_count (mail), ==, 0);
}

int
main (int argc, char *argv[])
{
  desk_init (&argc, &argv);

  g_test_add_func ("/mail/set-up", test_set_up);
  g_test_add_func ("/mail/refused-settings", test_refused_settings);
  g_test_add_func ("/mail/trying-out", test_trying_out);
  g_test_add_func ("/mail/demo", test_demo);

  return g_test_run ();
}
