/* till-mailer.c: e-mail leaves the program here
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "messaging/till-mailer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"

G_DEFINE_INTERFACE (TillMailer, till_mailer, G_TYPE_OBJECT)

static void
till_mailer_default_init (TillMailerInterface *iface)
{
}

/* The letters that need no quotation marks (RFC 5322, "atext"), dots between them. */
static gboolean
is_local_part (const char *text, gsize length)
{
  if (length == 0 || length > 64 || text[0] == '.' || text[length - 1] == '.')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '.' ? text[i - 1] == '.'
                         : !g_ascii_isalnum (text[i]) &&
                             (text[i] == '\0' || strchr ("!#$%&'*+-/=?^_`{|}~", text[i]) == NULL))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_label (const char *text)
{
  gsize length = strlen (text);

  if (length == 0 || length > 63 || text[0] == '-' || text[length - 1] == '-')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (text[i]) && text[i] != '-')
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_domain (const char *text)
{
  g_auto (GStrv) labels = g_strsplit (text, ".", -1);
  guint          n = g_strv_length (labels);

  if (n < 2 || strlen (text) > 253 || g_ascii_isdigit (*labels[n - 1]))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      if (!is_label (labels[i]))
        return FALSE;
    }

  return TRUE;
}

gboolean
till_mail_check_address (const char *address, GError **error)
{
  const char *at = address != NULL ? strrchr (address, '@') : NULL;

  if (address == NULL || *address == '\0')
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, _ ("Enter an e-mail address."));
  else if (!g_utf8_validate (address, -1, NULL))
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, _ ("This is not an e-mail address."));
  else if (at == NULL)
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                 _ ("“%s” is not an e-mail address: it has no @."), address);
  else if (!is_local_part (address, (gsize) (at - address)))
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                 _ ("“%s” is not an e-mail address: look at what is before the @."), address);
  else if (!is_domain (at + 1))
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                 _ ("“%s” is not an e-mail address: look at what is after the @."), address);
  else
    return TRUE;

  return FALSE;
}

void
till_mailer_send_async (TillMailer         *self,
                        const TillMail     *mail,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_return_if_fail (TILL_IS_MAILER (self));
  g_return_if_fail (mail != NULL);

  TILL_MAILER_GET_IFACE (self)->send_async (self, mail, cancellable, callback, user_data);
}

TillDelivery *
till_mailer_send_finish (TillMailer *self, GAsyncResult *result)
{
  g_return_val_if_fail (TILL_IS_MAILER (self), NULL);

  return TILL_MAILER_GET_IFACE (self)->send_finish (self, result);
}
