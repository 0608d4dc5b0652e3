/* till-desk-mail.c: a mail server of a test's own, and a front desk that mails by it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-mail.h"

#include <string.h>

#include "flow/till-outbox.h"

static char *
read_port (GDataInputStream *said, const char *prefix)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *line = g_data_input_stream_read_line (said, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (line != NULL && g_str_has_prefix (line, prefix));

  return g_strdup (line + strlen (prefix));
}

DeskMail *
desk_mail_new (void)
{
  DeskMail                    *self = g_new0 (DeskMail, 1);
  g_autofree char             *script = till_test_source_path ("tests/support/mailserver.py");
  g_autoptr (GError)           error = NULL;
  g_autoptr (GDataInputStream) said = NULL;

  self->folder = till_test_temp_dir ();
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                    &error, "/usr/bin/python3", script, self->folder, NULL);
  g_assert_no_error (error);
  said = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  self->port = read_port (said, "port ");
  self->token_port = read_port (said, "tokens ");

  return self;
}

void
desk_mail_free (DeskMail *self)
{
  g_assert_true (g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL));
  g_assert_true (g_subprocess_wait (self->process, NULL, NULL));
  g_object_unref (self->process);
  g_free (self->folder);
  g_free (self->port);
  g_free (self->token_port);
  g_free (self);
}

static char *
name_message (DeskMail *self, guint n)
{
  return g_strdup_printf ("%s/%u.eml", self->folder, n);
}

char *
desk_mail_read (DeskMail *self, guint n)
{
  g_autofree char   *path = name_message (self, n);
  g_autoptr (GError) error = NULL;
  char              *text;

  till_test_wait_until (g_file_test (path, G_FILE_TEST_EXISTS));
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

guint
desk_mail_count (DeskMail *self)
{
  guint n = 0;

  for (;;)
    {
      g_autofree char *path = name_message (self, n + 1);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return n;
      n++;
    }
}

void
desk_mail_wait_for_waiting (DeskMail *self)
{
  g_autofree char *path = g_build_filename (self->folder, "waiting", NULL);

  till_test_wait_until (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
keep_secret (Desk *self, TillMailSecret which, const char *secret)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_set_mail_secret_async (self->practice, which, secret, till_test_keep_result,
                                       &result);
  kept = till_test_wait_result (&result);
  if (!till_practice_set_mail_secret_finish (self->practice, kept, &error))
    g_assert_error (error, TILL_ERROR, TILL_ERROR_NO_KEYRING);
}

void
desk_set_mail_secret (Desk *self, const char *secret)
{
  keep_secret (self, TILL_MAIL_PASSWORD, secret);
}

void
desk_set_mail_tokens (Desk       *self,
                      DeskMail   *mail,
                      const char *client_id,
                      const char *client_secret,
                      const char *refresh_token)
{
  g_autofree char *address = g_strdup_printf ("http://localhost:%s/token", mail->token_port);

  desk_set (self, TILL_SETTING_MAIL_SIGN_IN, "oauth2");
  desk_set (self, TILL_SETTING_MAIL_TOKEN_ADDRESS, address);
  desk_set (self, TILL_SETTING_MAIL_CLIENT_ID, client_id);
  keep_secret (self, TILL_MAIL_CLIENT_SECRET, client_secret);
  keep_secret (self, TILL_MAIL_REFRESH_TOKEN, refresh_token);
}

char *
desk_mail_read_question (DeskMail *self, guint n)
{
  g_autofree char *path = g_strdup_printf ("%s/%u.form", self->folder, n);
  char            *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : NULL;
}

guint
desk_mail_count_questions (DeskMail *self)
{
  guint n = 0;

  for (;;)
    {
      g_autofree char *form = desk_mail_read_question (self, n + 1);

      if (form == NULL)
        return n;
      n++;
    }
}

void
desk_set_mail (Desk *self, DeskMail *mail)
{
  desk_set (self, TILL_SETTING_MAIL_HOST, "localhost");
  desk_set (self, TILL_SETTING_MAIL_PORT, mail->port);
  desk_set (self, TILL_SETTING_MAIL_SECURITY, "none");
  desk_set (self, TILL_SETTING_MAIL_USER, "practice");
  desk_set (self, TILL_SETTING_MAIL_FROM_ADDRESS, "desk@elm-street.example");
}

gboolean
desk_mail_receipt (Desk *self, gint64 id, const char *address, char **waiting, GError **error)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_practice_send_receipt_async (self->practice, id, address, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_practice_send_receipt_finish (self->practice, kept, waiting, error);
}

void
desk_assert_mailed (Desk *self, gint64 id, const char *address)
{
  g_autofree char   *waiting = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (desk_mail_receipt (self, id, address, &waiting, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (waiting, ==, NULL);
}

void
desk_assert_mail_waits (Desk *self, gint64 id, const char *address, const char *why)
{
  g_autofree char   *waiting = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (desk_mail_receipt (self, id, address, &waiting, &error));
  g_assert_no_error (error);
  g_test_message ("%s", waiting);
  g_assert_nonnull (waiting);
  g_assert_nonnull (strstr (waiting, why));
}

void
desk_run_mail (Desk *self, TillInstant span)
{
  desk_pass (self, span);
  till_outbox_run (self->practice);
  till_test_wait_until (till_outbox_is_idle (self->practice) && self->practice->n_aside == 0);
}

GPtrArray *
desk_test_mail (Desk *self, const char *address, GError **error)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_practice_test_mail_async (self->practice, address, NULL, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_practice_test_mail_finish (self->practice, kept, error);
}
