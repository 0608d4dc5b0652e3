/* till-desk-mail.c: a mail server of a test's own, and a front desk that mails by it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-mail.h"

#include <string.h>

DeskMail *
desk_mail_new (void)
{
  DeskMail                    *self = g_new0 (DeskMail, 1);
  g_autofree char             *script = till_test_source_path ("tests/support/mailserver.py");
  g_autoptr (GError)           error = NULL;
  g_autoptr (GDataInputStream) said = NULL;
  g_autofree char             *line = NULL;

  self->folder = till_test_temp_dir ();
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                    &error, "/usr/bin/python3", script, self->folder, NULL);
  g_assert_no_error (error);
  said = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = g_data_input_stream_read_line (said, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (line != NULL && g_str_has_prefix (line, "port "));
  self->port = g_strdup (line + strlen ("port "));

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

void
desk_set_mail_secret (Desk *self, const char *secret)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_set_mail_secret_async (self->practice, secret, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  if (!till_practice_set_mail_secret_finish (self->practice, kept, &error))
    g_assert_error (error, TILL_ERROR, TILL_ERROR_NO_KEYRING);
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
