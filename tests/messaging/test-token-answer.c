/* test-token-answer.c: what token servers answer, and what is believed of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "messaging/till-token-answer.h"

#include <string.h>

#define ADDRESS "https://login.example.com/token"
#define GRANT "\"access_token\":\"ya29.A-b_c~d+e/f=\",\"token_type\":\"Bearer\""

static TillTokenAnswer *
read_answer (guint status, const char *body)
{
  TillHttpAnswer   http = { .outcome = TILL_HTTP_ANSWERED, .status = status };
  TillTokenAnswer *answer;

  http.body = g_bytes_new (body, strlen (body));
  answer = till_token_answer_read (&http, ADDRESS);
  g_bytes_unref (http.body);
  g_assert_true ((answer->token == NULL) == (answer->failure != NULL));

  return answer;
}

static void
test_granted (void)
{
  static const struct
  {
    const char *body;
    TillInstant life;
    const char *refresh_token;
  } rows[] = {
    { "{" GRANT ",\"expires_in\":3599}", 3599 * TILL_SECOND, NULL },
    { "{" GRANT ",\"expires_in\":\"600\"}", 600 * TILL_SECOND, NULL },
    { "{" GRANT ",\"expires_in\":0}", 0, NULL },
    { "{" GRANT ",\"expires_in\":4000000000}", 24 * TILL_HOUR, NULL },
    { "{" GRANT "}", TILL_TOKEN_USUAL_LIFE, NULL },
    { "{" GRANT ",\"expires_in\":-1}", TILL_TOKEN_USUAL_LIFE, NULL },
    { "{" GRANT ",\"expires_in\":1e99}", TILL_TOKEN_USUAL_LIFE, NULL },
    { "{" GRANT ",\"expires_in\":null}", TILL_TOKEN_USUAL_LIFE, NULL },
    { "{" GRANT ",\"expires_in\":{\"in\":9}}", TILL_TOKEN_USUAL_LIFE, NULL },
    { "{" GRANT ",\"refresh_token\":\"1//next\"}", TILL_TOKEN_USUAL_LIFE, "1//next" },
    { "{" GRANT ",\"refresh_token\":\"\"}", TILL_TOKEN_USUAL_LIFE, NULL },
    { "{" GRANT ",\"refresh_token\":\"two words\"}", TILL_TOKEN_USUAL_LIFE, NULL },
    { "{" GRANT ",\"refresh_token\":[\"1//next\"]}", TILL_TOKEN_USUAL_LIFE, NULL },
    { "{\"token_type\":\"bearer\",\"access_token\":\"ya29.A-b_c~d+e/f=\"}", TILL_TOKEN_USUAL_LIFE,
      NULL },
    { "{\"access_token\":\"ya29.A-b_c~d+e/f=\",\"error\":\"none\"}", TILL_TOKEN_USUAL_LIFE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TillTokenAnswer) answer = read_answer (200, rows[i].body);

      g_test_message ("%s", rows[i].body);
      g_assert_cmpstr (answer->token, ==, "ya29.A-b_c~d+e/f=");
      g_assert_cmpint (answer->life, ==, rows[i].life);
      g_assert_cmpstr (answer->refresh_token, ==, rows[i].refresh_token);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    guint               status;
    const char         *body;
    TillDeliveryVerdict verdict;
    const char         *words;
  } rows[] = {
    { 400, "{\"error\":\"invalid_grant\",\"error_description\":\"Token has been revoked.\"}",
      TILL_DELIVERY_NOT_SENT, "invalid_grant: Token has been revoked. — The refresh token is no" },
    { 400, "{\"error\":\"invalid_grant\"}", TILL_DELIVERY_NOT_SENT, "says: invalid_grant — The" },
    { 401, "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215:\\r\\n  Bad\"}",
      TILL_DELIVERY_NOT_SENT, "AADSTS7000215: Bad — Look at the client ID" },
    { 400, "{\"error\":\"temporarily_unavailable\"}", TILL_DELIVERY_RETRY, "right now" },
    { 429, "{\"error\":\"slow_down\"}", TILL_DELIVERY_RETRY, "slow_down" },
    { 503, "Service Unavailable", TILL_DELIVERY_RETRY, "503" },
    { 500, "{\"error\":\"server_error\",\"error_description\":17}", TILL_DELIVERY_RETRY,
      "server_error" },
    { 404, "<html>", TILL_DELIVERY_NOT_SENT, "status 404" },
    { 302, "", TILL_DELIVERY_NOT_SENT, "status 302" },
    { 400, "{\"error\":{\"code\":400}}", TILL_DELIVERY_NOT_SENT, "status 400" },
    { 200, "", TILL_DELIVERY_NOT_SENT, "can’t be read" },
    { 200, "{" GRANT ",\"expi", TILL_DELIVERY_NOT_SENT, "can’t be read" },
    { 200, "[{" GRANT "}]", TILL_DELIVERY_NOT_SENT, "can’t be read" },
    { 200, "{\"error\":\"invalid_grant\"}", TILL_DELIVERY_NOT_SENT, "can’t be read" },
    { 200, "{\"access_token\":\"\",\"token_type\":\"Bearer\"}", TILL_DELIVERY_NOT_SENT,
      "can’t be read" },
    { 200, "{\"access_token\":\"a b\",\"token_type\":\"Bearer\"}", TILL_DELIVERY_NOT_SENT,
      "can’t be read" },
    { 200, "{\"access_token\":\"a\\u0001b\"}", TILL_DELIVERY_NOT_SENT, "can’t be read" },
    { 200, "{\"access_token\":\"tök3n\"}", TILL_DELIVERY_NOT_SENT, "can’t be read" },
    { 200, "{\"access_token\":{\"a\":1}}", TILL_DELIVERY_NOT_SENT, "can’t be read" },
    { 200, "{\"access_token\":\"a\",\"token_type\":\"mac\"}", TILL_DELIVERY_NOT_SENT,
      "not of the kind" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TillTokenAnswer) answer = read_answer (rows[i].status, rows[i].body);

      g_assert_nonnull (answer->failure);
      g_test_message ("%s", answer->failure->words);
      g_assert_cmpint (answer->failure->verdict, ==, rows[i].verdict);
      g_assert_nonnull (strstr (answer->failure->words, rows[i].words));
      g_assert_nonnull (strstr (answer->failure->words, "login.example.com"));
    }
}

/* It fills no screen, whatever it says; and no token is without end. */
static void
test_long (void)
{
  g_autofree char *many = g_strnfill (100000, 'x');
  g_autofree char *said =
    g_strdup_printf ("{\"error\":\"invalid_scope\",\"error_description\":\"%s\"}", many);
  g_autofree char            *grant = g_strdup_printf ("{\"access_token\":\"%s\"}", many);
  g_autoptr (TillTokenAnswer) refused = read_answer (400, said);
  g_autoptr (TillTokenAnswer) granted = read_answer (200, grant);

  g_assert_cmpuint (strlen (refused->failure->words), <, 600);
  g_assert_nonnull (granted->failure);
}

static void
test_no_answer (void)
{
  TillHttpAnswer http = { .outcome = TILL_HTTP_NOT_SENT, .words = (char *) "Nobody is there." };
  g_autoptr (TillTokenAnswer) answer = till_token_answer_read (&http, ADDRESS);

  g_assert_cmpint (answer->failure->verdict, ==, TILL_DELIVERY_RETRY);
  g_assert_nonnull (strstr (answer->failure->words, "Nobody is there."));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/token-answer/granted", test_granted);
  g_test_add_func ("/token-answer/refused", test_refused);
  g_test_add_func ("/token-answer/long", test_long);
  g_test_add_func ("/token-answer/no-answer", test_no_answer);

  return g_test_run ();
}
