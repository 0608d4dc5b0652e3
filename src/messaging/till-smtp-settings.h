/* till-smtp-settings.h: where a mail server is, and how it is told who we are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  TILL_SMTP_STARTTLS, /* demanded before anything else is said */
  TILL_SMTP_TLS,      /* from the first byte on */
  TILL_SMTP_PLAIN,    /* this machine itself only */
} TillSmtpSecurity;

typedef enum
{
  TILL_SMTP_NO_SIGN_IN,
  TILL_SMTP_PASSWORD, /* PLAIN or LOGIN */
  TILL_SMTP_TOKEN,    /* an OAuth 2 bearer token */
  TILL_SMTP_RENEWED,  /* likewise, each got in its time: no secret */
} TillSmtpSignIn;

typedef struct
{
  char            *host; /* a name, or an address without brackets */
  guint            port;
  TillSmtpSecurity security;
  TillSmtpSignIn   sign_in;
  char            *user;      /* or NULL */
  char            *secret;    /* the password or the token, or NULL */
  char            *authority; /* a file of certificates to trust, not the system's; or NULL */
  guint            patience;  /* seconds in which the server must say something; 0: enough */
} TillSmtpSettings;

TillSmtpSettings *till_smtp_settings_copy (const TillSmtpSettings *self);
void              till_smtp_settings_free (TillSmtpSettings *self);
gboolean          till_smtp_settings_equal (const TillSmtpSettings *a, const TillSmtpSettings *b);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillSmtpSettings, till_smtp_settings_free)

/* TILL_ERROR_BAD_INPUT: no host can be called so. */
gboolean till_smtp_check_host (const char *host, GError **error);

/* What is wrong with them, whatever a server may say; or NULL. Free with g_free(). */
char *till_smtp_settings_find_fault (const TillSmtpSettings *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
