/* till-smtp-settings.c: where a mail server is, and how it is told who we are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "messaging/till-smtp-settings.h"

#include <glib/gi18n-lib.h>

#include "http/till-http.h"

TillSmtpSettings *
till_smtp_settings_copy (const TillSmtpSettings *self)
{
  TillSmtpSettings *copy = g_new0 (TillSmtpSettings, 1);

  *copy = *self;
  copy->host = g_strdup (self->host);
  copy->user = g_strdup (self->user);
  copy->secret = g_strdup (self->secret);
  copy->authority = g_strdup (self->authority);

  return copy;
}

void
till_smtp_settings_free (TillSmtpSettings *self)
{
  if (self == NULL)
    return;

  g_free (self->authority);
  g_free (self->secret);
  g_free (self->user);
  g_free (self->host);
  g_free (self);
}

gboolean
till_smtp_settings_equal (const TillSmtpSettings *a, const TillSmtpSettings *b)
{
  return g_strcmp0 (a->host, b->host) == 0 && a->port == b->port && a->security == b->security &&
         a->sign_in == b->sign_in && g_strcmp0 (a->user, b->user) == 0 &&
         g_strcmp0 (a->secret, b->secret) == 0 && g_strcmp0 (a->authority, b->authority) == 0 &&
         a->patience == b->patience;
}

/* The letters of names and addresses; what else there is would be a part of something else. */
static gboolean
is_host (const char *text)
{
  if (text == NULL || *text == '\0' || *text == '-' || *text == '.')
    return FALSE;
  if (g_hostname_is_ip_address (text))
    return TRUE;

  for (const char *at = text; *at != '\0'; at++)
    {
      if (!g_ascii_isalnum (*at) && *at != '-' && *at != '.')
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

char *
till_smtp_settings_find_fault (const TillSmtpSettings *self)
{
  if (is_empty (self->host))
    return g_strdup (_ ("The mail server’s host is missing. It is entered in Settings, under "
                        "Messages."));
  if (!is_host (self->host))
    return g_strdup_printf (_ ("“%s” is not the name of a mail server. Enter its host alone, as in "
                               "smtp.example.com; the port stands in its own field."),
                            self->host);
  if (self->port == 0 || self->port > G_MAXUINT16)
    return g_strdup (_ ("The mail server’s port must be a number from 1 to 65535; it is 587 or 465 "
                        "with most."));
  if (self->security == TILL_SMTP_PLAIN && !till_http_is_loopback (self->host))
    return g_strdup_printf (_ ("Nothing is sent to %s without encryption, since anybody on the way "
                               "could read it. Choose STARTTLS or TLS."),
                            self->host);
  if (self->sign_in != TILL_SMTP_NO_SIGN_IN && is_empty (self->user))
    return g_strdup (_ ("The user name for the mail server is missing. It is entered in Settings, "
                        "under Messages."));
  if (self->sign_in == TILL_SMTP_PASSWORD && is_empty (self->secret))
    return g_strdup (_ ("The password for the mail server is missing. It is entered in Settings, "
                        "under Messages."));
  if (self->sign_in == TILL_SMTP_TOKEN && is_empty (self->secret))
    return g_strdup (_ ("The token for the mail server is missing. It is entered in Settings, "
                        "under Messages."));

  return NULL;
}
