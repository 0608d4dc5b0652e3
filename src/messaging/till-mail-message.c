/* till-mail-message.c: a mail as MIME, for any way of sending it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GMime encodes headers (RFC 2047), parameters (RFC 2231) and bodies. What it is given has no line
 * break or other control character left, so that no header can begin within another.
 */
#include "messaging/till-mail-message.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-clock.h"
#include "core/till-error.h"

static void
start_gmime (void)
{
  static gsize started = 0;

  if (g_once_init_enter (&started))
    {
      g_mime_init ();
      g_once_init_leave (&started, 1);
    }
}

/* One line of valid text; any run of blanks and control characters is one blank. What looks like an
 * encoded word (RFC 2047) is parted, or it would be sent as it is and read as what it hides.
 */
static char *
flatten (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString         *line = g_string_new (NULL);
  gboolean         blank = FALSE;

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029)
        {
          blank = line->len > 0;
          continue;
        }
      if (blank || (c == '?' && line->len > 0 && line->str[line->len - 1] == '='))
        g_string_append_c (line, ' ');
      blank = FALSE;
      g_string_append_unichar (line, c);
    }

  return g_string_free (line, FALSE);
}

/* "something@somewhere" without brackets, blanks or control characters. */
static gboolean
is_message_id (const char *text)
{
  if (text == NULL || strlen (text) > 200 || strchr (text, '@') == NULL)
    return FALSE;

  for (const char *at = text; *at != '\0'; at++)
    {
      if (!g_ascii_isgraph (*at) || strchr ("<>()[]\",;:\\", *at) != NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
set_addresses (GMimeMessage *message, const TillMail *mail, GError **error)
{
  g_autofree char *from_name = flatten (mail->from_name);
  g_autofree char *to_name = flatten (mail->to_name);

  if (!till_mail_check_address (mail->from_address, error) ||
      !till_mail_check_address (mail->to_address, error))
    return FALSE;

  g_mime_message_add_mailbox (message, GMIME_ADDRESS_TYPE_FROM,
                              *from_name != '\0' ? from_name : NULL, mail->from_address);
  g_mime_message_add_mailbox (message, GMIME_ADDRESS_TYPE_TO, *to_name != '\0' ? to_name : NULL,
                              mail->to_address);

  return TRUE;
}

static GMimeObject *
make_text_part (const char *text, const char *subtype)
{
  GMimeTextPart   *part = g_mime_text_part_new_with_subtype (subtype);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  g_mime_text_part_set_charset (part, "utf-8");
  g_mime_text_part_set_text (part, valid);
  g_mime_part_set_content_encoding (GMIME_PART (part), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);

  return GMIME_OBJECT (part);
}

/* Not in the smallest character set that will do: mail programs know this one best. */
static void
use_utf8 (GMimeParamList *parameters)
{
  for (int i = 0; i < g_mime_param_list_length (parameters); i++)
    g_mime_param_set_charset (g_mime_param_list_get_parameter_at (parameters, i), "utf-8");
}

static GMimeObject *
make_attachment (const TillMail *mail)
{
  GMimePart                   *part = g_mime_part_new_with_type ("application", "pdf");
  gsize                        length;
  const char                  *data = g_bytes_get_data (mail->attachment, &length);
  g_autoptr (GMimeStream)      stream = g_mime_stream_mem_new_with_buffer (data, length);
  g_autoptr (GMimeDataWrapper) content = NULL;
  g_autofree char             *name = flatten (mail->attachment_name);

  content = g_mime_data_wrapper_new_with_stream (stream, GMIME_CONTENT_ENCODING_DEFAULT);
  g_mime_part_set_content (part, content);
  g_mime_part_set_content_encoding (part, GMIME_CONTENT_ENCODING_BASE64);
  g_mime_object_set_disposition (GMIME_OBJECT (part), GMIME_DISPOSITION_ATTACHMENT);
  g_mime_part_set_filename (part, *name != '\0' ? name : _ ("attachment.pdf"));
  use_utf8 (g_mime_content_disposition_get_parameters (
    g_mime_object_get_content_disposition (GMIME_OBJECT (part))));
  use_utf8 (
    g_mime_content_type_get_parameters (g_mime_object_get_content_type (GMIME_OBJECT (part))));

  return GMIME_OBJECT (part);
}

/* The text, and beside it the same as HTML: the best comes last (RFC 2046). */
static GMimeObject *
make_words (const TillMail *mail)
{
  GMimeObject            *text = make_text_part (mail->text, "plain");
  g_autoptr (GMimeObject) html = NULL;
  GMimeMultipart         *both;

  if (mail->html == NULL)
    return text;

  html = make_text_part (mail->html, "html");
  both = g_mime_multipart_new_with_subtype ("alternative");
  g_mime_multipart_add (both, text);
  g_mime_multipart_add (both, html);
  g_object_unref (text);

  return GMIME_OBJECT (both);
}

static void
set_body (GMimeMessage *message, const TillMail *mail)
{
  g_autoptr (GMimeObject) text = make_words (mail);
  g_autoptr (GMimeObject) attachment = NULL;
  GMimeMultipart         *both;

  if (mail->attachment == NULL)
    {
      g_mime_message_set_mime_part (message, text);
      return;
    }

  attachment = make_attachment (mail);
  both = g_mime_multipart_new_with_subtype ("mixed");
  g_mime_multipart_add (both, text);
  g_mime_multipart_add (both, attachment);
  g_mime_message_set_mime_part (message, GMIME_OBJECT (both));
  g_object_unref (both);
}

GMimeMessage *
till_mail_message_new (const TillMail *mail, GError **error)
{
  g_autoptr (GMimeMessage) message = NULL;
  g_autoptr (GDateTime)    date = NULL;
  g_autofree char         *subject = NULL;

  g_return_val_if_fail (mail != NULL, NULL);

  start_gmime ();
  message = g_mime_message_new (TRUE);

  if (!is_message_id (mail->message_id))
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   _ ("The message has no id by which a second sending could be recognised."));
      return NULL;
    }
  if (!set_addresses (message, mail, error))
    return NULL;
  date = g_date_time_new_from_unix_utc (mail->date / TILL_SECOND);
  if (date == NULL)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, _ ("The message has no date."));
      return NULL;
    }

  subject = flatten (mail->subject);
  g_mime_message_set_subject (message, subject, "utf-8");
  g_mime_message_set_message_id (message, mail->message_id);
  g_mime_message_set_date (message, date);
  set_body (message, mail);

  return g_steal_pointer (&message);
}

GMimeMessage *
till_mail_message_open (const TillMail *mail, GCancellable *cancellable, TillDelivery **fault)
{
  g_autoptr (GError)  error = NULL;
  GMimeMessage       *message;
  TillDeliveryVerdict verdict;

  if (g_cancellable_is_cancelled (cancellable))
    {
      *fault = till_delivery_new (TILL_DELIVERY_RETRY, NULL,
                                  _ ("It was stopped before the message was sent."));
      return NULL;
    }

  message = till_mail_message_new (mail, &error);
  if (message == NULL)
    {
      verdict = till_mail_check_address (mail->to_address, NULL) ? TILL_DELIVERY_NOT_SENT
                                                                 : TILL_DELIVERY_REFUSED;
      *fault = till_delivery_new (verdict, NULL, error->message);
    }

  return message;
}

GBytes *
till_mail_message_print (GMimeMessage *message)
{
  GMimeFormatOptions     *options = g_mime_format_options_new ();
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new ();
  GByteArray             *bytes;

  g_mime_format_options_set_newline_format (options, GMIME_NEWLINE_FORMAT_DOS);
  g_mime_format_options_set_param_encoding_method (options, GMIME_PARAM_ENCODING_METHOD_RFC2231);
  g_mime_object_write_to_stream (GMIME_OBJECT (message), options, stream);
  g_mime_format_options_free (options);

  bytes = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream));

  return g_bytes_new (bytes->data, bytes->len);
}
