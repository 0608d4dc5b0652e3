/* test-mail-tokens.c: e-mail by OAuth 2: tokens that are renewed, whatever their server answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-mail.h"

#include <string.h>

#include "flow/till-practice-private.h"

/* A desk that mails by @client's tokens, and a cash payment of Anna's. */
static Desk *
desk_new_with_tokens (DeskMail *mail, const char *client, gint64 *id)
{
  Desk *desk = desk_new_for_cash ();

  *id = desk_take_cash (desk, desk->anna, 2500);
  desk_set_mail (desk, mail);
  desk_set_mail_tokens (desk, mail, client,
                        g_str_equal (client, "public") ? "" : DESK_CLIENT_SECRET,
                        DESK_REFRESH_TOKEN);

  return desk;
}

/* Until all is entered, the next thing that is missing is named. */
static void
test_set_up (void)
{
  g_autoptr (Desk)     desk = desk_new_for_cash ();
  g_autoptr (DeskMail) mail = desk_mail_new ();

  desk_set_mail (desk, mail);
  desk_set (desk, TILL_SETTING_MAIL_SIGN_IN, "oauth2");
  g_assert_nonnull (strstr (till_practice_get_mail_problem (desk->practice), "token address"));
  desk_set (desk, TILL_SETTING_MAIL_TOKEN_ADDRESS, "https://login.example.com/token");
  g_assert_nonnull (strstr (till_practice_get_mail_problem (desk->practice), "client ID"));
  /* An identifier of others, of which some look like a card number. */
  desk_set (desk, TILL_SETTING_MAIL_CLIENT_ID, "4242424242424242.apps.example.com");
  g_assert_false (till_practice_has_mail_secret (desk->practice, TILL_MAIL_REFRESH_TOKEN));
  g_assert_nonnull (till_practice_get_mail_problem (desk->practice));
  desk_set_mail_tokens (desk, mail, "desk", DESK_CLIENT_SECRET, DESK_REFRESH_TOKEN);
  g_assert_null (till_practice_get_mail_problem (desk->practice));
  g_assert_true (till_practice_has_mail_secret (desk->practice, TILL_MAIL_REFRESH_TOKEN));
  g_assert_cmpuint (desk_mail_count_questions (mail), ==, 0);
}

/* One token serves until shortly before its end. */
static void
test_renewed (void)
{
  g_autoptr (DeskMail) mail = desk_mail_new ();
  gint64               id;
  g_autoptr (Desk)     desk = desk_new_with_tokens (mail, "desk", &id);
  g_autofree char     *question = NULL;

  desk_assert_mailed (desk, id, "anna@example.org");
  question = desk_mail_read_question (mail, 1);
  g_assert_cmpstr (question, ==,
                   "grant_type=refresh_token&refresh_token=refresh-0&client_id=desk"
                   "&client_secret=client%20s%C3%A9same");
  desk_pass (desk, 54 * TILL_MINUTE);
  desk_assert_mailed (desk, id, "anna@example.org");
  g_assert_cmpuint (desk_mail_count_questions (mail), ==, 1);
  desk_pass (desk, 2 * TILL_MINUTE);
  desk_assert_mailed (desk, id, "anna@example.org");
  g_assert_cmpuint (desk_mail_count_questions (mail), ==, 2);
  g_assert_cmpuint (desk_mail_count (mail), ==, 3);
  g_assert_cmpint (desk_count (desk, "SELECT (SELECT count(*) FROM settings WHERE value LIKE"
                                     " '%refresh-%' OR value LIKE '%same%')"
                                     " + (SELECT count(*) FROM audit WHERE after_json LIKE"
                                     " '%token-1%' OR after_json LIKE '%refresh-%')"),
                   ==, 0);
  desk_assert_holds (desk);
}

typedef struct
{
  const char *client;
  TillInstant serves;
  TillInstant ended;
} Life;

static void
test_life (gconstpointer data)
{
  const Life          *life = data;
  g_autoptr (DeskMail) mail = desk_mail_new ();
  gint64               id;
  g_autoptr (Desk)     desk = desk_new_with_tokens (mail, life->client, &id);

  desk_assert_mailed (desk, id, "anna@example.org");
  desk_pass (desk, life->serves);
  desk_assert_mailed (desk, id, "anna@example.org");
  g_assert_cmpuint (desk_mail_count_questions (mail), ==, 1);
  desk_pass (desk, life->ended);
  desk_assert_mailed (desk, id, "anna@example.org");
  g_assert_cmpuint (desk_mail_count_questions (mail), ==, 2);
}

/* Eight leave at a time: the token server is asked once. */
static void
test_at_once (void)
{
  g_autoptr (DeskMail) mail = desk_mail_new ();
  gint64               id;
  g_autoptr (Desk)     desk = desk_new_with_tokens (mail, "rotating", &id);
  GAsyncResult        *results[3] = { NULL, NULL, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    till_practice_send_receipt_async (desk->practice, id, "anna@example.org", till_test_keep_result,
                                      &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GAsyncResult) kept = till_test_wait_result (&results[i]);
      g_autofree char         *waiting = NULL;
      g_autoptr (GError)       error = NULL;

      g_assert_true (till_practice_send_receipt_finish (desk->practice, kept, &waiting, &error));
      g_assert_no_error (error);
      g_assert_null (waiting);
    }
  g_assert_cmpuint (desk_mail_count_questions (mail), ==, 1);
}

/* Whose token is taken back before its end gets another one, once. */
static void
test_refused_token (void)
{
  g_autoptr (DeskMail) mail = desk_mail_new ();
  gint64               id;
  g_autoptr (Desk)     desk = desk_new_with_tokens (mail, "early", &id);

  desk_assert_mailed (desk, id, "anna@example.org");
  g_assert_cmpuint (desk_mail_count_questions (mail), ==, 2);

  desk_set (desk, TILL_SETTING_MAIL_CLIENT_ID, "never");
  desk_assert_mail_waits (desk, id, "anna@example.org", "refuses the token of practice");
  g_assert_cmpuint (desk_mail_count_questions (mail), ==, 4);
}

static char *
look_up_secret (Desk *desk, const char *name)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_keyring_look_up_async (desk->practice->keyring, name, NULL, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_keyring_look_up_finish (desk->practice->keyring, kept, NULL);
}

/* A new refresh token comes with the token: the one before is good no more. */
static void
test_rotated (void)
{
  g_autoptr (DeskMail) mail = desk_mail_new ();
  gint64               id;
  g_autoptr (Desk)     desk = desk_new_with_tokens (mail, "rotating", &id);
  g_autofree char     *kept = NULL;
  g_autofree char     *question = NULL;

  desk_assert_mailed (desk, id, "anna@example.org");
  desk_pass (desk, TILL_HOUR);
  desk_assert_mailed (desk, id, "anna@example.org");
  question = desk_mail_read_question (mail, 2);
  g_assert_nonnull (strstr (question, "&refresh_token=refresh-1&"));
  till_test_wait_until (desk->practice->n_aside == 0);
  kept = look_up_secret (desk, TILL_KEY_MAIL_REFRESH);
  g_assert_cmpstr (kept, ==, "refresh-2");

  /* Other settings: the token stays, and so does what it is renewed by. */
  desk_set (desk, TILL_SETTING_MAIL_FROM_NAME, "Front Desk");
  desk_assert_mailed (desk, id, "anna@example.org");
  g_assert_cmpuint (desk_mail_count_questions (mail), ==, 2);
}

typedef struct
{
  const char *client;
  const char *why;
} Odd;

/* Nothing of it is believed, and it is said which server answered so. */
static void
test_odd_answer (gconstpointer data)
{
  const Odd           *odd = data;
  g_autoptr (DeskMail) mail = desk_mail_new ();
  gint64               id;
  g_autoptr (Desk)     desk = desk_new_with_tokens (mail, odd->client, &id);

  desk_assert_mail_waits (desk, id, "anna@example.org", odd->why);
  desk_assert_mail_waits (desk, id, "anna@example.org", "localhost");
  g_assert_cmpuint (desk_mail_count (mail), ==, 0);

  /* It leaves when the settings are right, or the server can. */
  desk_set (desk, TILL_SETTING_MAIL_CLIENT_ID, "desk");
  desk_run_mail (desk, 2 * TILL_MINUTE);
  g_assert_cmpuint (desk_mail_count (mail), ==, 2);
}

/* While the token server is away, a token serves to its end. */
static void
test_away (void)
{
  g_autoptr (DeskMail) mail = desk_mail_new ();
  gint64               id;
  g_autoptr (Desk)     desk = desk_new_with_tokens (mail, "once", &id);

  desk_assert_mailed (desk, id, "anna@example.org");
  desk_pass (desk, 57 * TILL_MINUTE);
  desk_assert_mailed (desk, id, "anna@example.org");
  g_assert_cmpuint (desk_mail_count_questions (mail), ==, 2);
  desk_pass (desk, 4 * TILL_MINUTE);
  desk_assert_mail_waits (desk, id, "anna@example.org", "right now");
}

/* Which step failed, and what the token server says of it. */
static void
assert_no_token (Desk *desk, const char *why)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) steps = desk_test_mail (desk, "anna@example.org", &error);
  const TillMailCheck  *first;

  g_assert_no_error (error);
  first = steps->pdata[0];
  g_test_message ("%s: %s", first->title, first->words);
  g_assert_cmpstr (first->title, ==, "Token");
  g_assert_cmpint (first->state, ==, TILL_MAIL_CHECK_FAILED);
  g_assert_nonnull (strstr (first->words, why));
  for (guint i = 1; i < steps->len; i++)
    g_assert_cmpint (((TillMailCheck *) steps->pdata[i])->state, ==, TILL_MAIL_CHECK_NOT_REACHED);
}

static void
test_trying_out (void)
{
  g_autoptr (DeskMail)  mail = desk_mail_new ();
  gint64                id;
  g_autoptr (Desk)      desk = desk_new_with_tokens (mail, "desk", &id);
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GPtrArray) refused = NULL;
  g_autofree char      *address = g_strdup_printf ("http://localhost:%s/", mail->token_port);

  desk_assert_mailed (desk, id, "anna@example.org");
  steps = desk_test_mail (desk, "anna@example.org", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (steps->len, ==, 8);
  for (guint i = 0; i < steps->len; i++)
    g_assert_cmpint (((TillMailCheck *) steps->pdata[i])->state, ==, TILL_MAIL_CHECK_GOOD);
  /* That there is a token already proves nothing of the settings. */
  g_assert_cmpuint (desk_mail_count_questions (mail), ==, 2);

  desk_set_mail_tokens (desk, mail, "desk", DESK_CLIENT_SECRET, "guessed");
  assert_no_token (desk, "invalid_grant: Token has been expired or revoked.");
  desk_set_mail_tokens (desk, mail, "desk", "guessed", DESK_REFRESH_TOKEN);
  assert_no_token (desk, "invalid_client: The client secret is wrong");
  desk_set_mail_tokens (desk, mail, "truncated", DESK_CLIENT_SECRET, DESK_REFRESH_TOKEN);
  assert_no_token (desk, "can’t be read");
  desk_set (desk, TILL_SETTING_MAIL_TOKEN_ADDRESS, address);
  assert_no_token (desk, "status 404");
  desk_set (desk, TILL_SETTING_MAIL_TOKEN_ADDRESS, "http://localhost:1/token");
  assert_no_token (desk, "could not be reached");

  desk_set_mail_tokens (desk, mail, "never", DESK_CLIENT_SECRET, DESK_REFRESH_TOKEN);
  refused = desk_test_mail (desk, "anna@example.org", &error);
  g_assert_no_error (error);
  g_assert_cmpint (((TillMailCheck *) refused->pdata[0])->state, ==, TILL_MAIL_CHECK_GOOD);
  g_assert_cmpint (((TillMailCheck *) refused->pdata[4])->state, ==, TILL_MAIL_CHECK_FAILED);
  g_assert_nonnull (
    strstr (((TillMailCheck *) refused->pdata[4])->words, "refuses the token of practice"));
}

int
main (int argc, char *argv[])
{
  static const Life lives[] = {
    { "public", 54 * TILL_MINUTE, 2 * TILL_MINUTE },
    { "brief", 44 * TILL_SECOND, 2 * TILL_SECOND },
    { "endless", 54 * TILL_MINUTE, 2 * TILL_MINUTE },
  };
  static const Odd odd[] = {
    { "mac", "not of the kind" },   { "truncated", "can’t be read" }, { "page", "can’t be read" },
    { "crooked", "can’t be read" }, { "busy", "right now" },
  };

  desk_init (&argc, &argv);

  g_test_add_func ("/mail-tokens/set-up", test_set_up);
  g_test_add_func ("/mail-tokens/renewed", test_renewed);
  for (guint i = 0; i < G_N_ELEMENTS (lives); i++)
    {
      g_autofree char *path = g_strconcat ("/mail-tokens/life/", lives[i].client, NULL);

      g_test_add_data_func (path, &lives[i], test_life);
    }
  g_test_add_func ("/mail-tokens/at-once", test_at_once);
  g_test_add_func ("/mail-tokens/refused-token", test_refused_token);
  g_test_add_func ("/mail-tokens/rotated", test_rotated);
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autofree char *path = g_strconcat ("/mail-tokens/odd/", odd[i].client, NULL);

      g_test_add_data_func (path, &odd[i], test_odd_answer);
    }
  g_test_add_func ("/mail-tokens/away", test_away);
  g_test_add_func ("/mail-tokens/trying-out", test_trying_out);

  return g_test_run ();
}
