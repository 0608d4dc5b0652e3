/* test-mailer.c: a message in the outbox is the message that was written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "messaging/till-mailer.h"

#include <glib/gstdio.h>
#include <gmime/gmime.h>
#include <string.h>
#include <sys/stat.h>

#include "core/till-error.h"

/* 2026-11-24T14:03:00Z. */
#define DATE G_GINT64_CONSTANT (1795528980000)

typedef struct
{
  char       *folder;
  TillMailer *mailer;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *top = g_dir_make_tmp ("till-mailer-XXXXXX", &error);

  g_assert_no_error (error);
  self->folder = g_build_filename (top, "out box", NULL);
  self->mailer = till_folder_mailer_new (self->folder);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  g_autofree char *top = g_path_get_dirname (self->folder);
  const char      *name;

  /* Not asserted to end here: the worker may hold it for a moment longer. */
  g_clear_object (&self->mailer);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_rmdir (self->folder);
  g_assert_cmpint (g_rmdir (top), ==, 0);
  g_free (self->folder);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static TillDelivery *
send_mail (Fixture *self, const TillMail *mail)
{
  g_autoptr (GAsyncResult) result = NULL;

  till_mailer_send_async (self->mailer, mail, NULL, sent_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return till_mailer_send_finish (self->mailer, result);
}

static void
assert_sent (Fixture *self, const TillMail *mail)
{
  g_autoptr (TillDelivery) delivery = send_mail (self, mail);

  g_assert_cmpstr (delivery->words, ==, NULL);
  g_assert_cmpint (delivery->verdict, ==, TILL_DELIVERY_SENT);
}

/* The names of all files of the outbox, sorted. */
static GPtrArray *
list_outbox (Fixture *self)
{
  GPtrArray       *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));

  return names;
}

static GMimeMessage *
open_message (Fixture *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  GMimeStream     *stream = g_mime_stream_file_open (path, "r", NULL);
  GMimeParser     *parser;
  GMimeMessage    *message;

  g_assert_nonnull (stream);
  parser = g_mime_parser_new_with_stream (stream);
  message = g_mime_parser_construct_message (parser, NULL);
  g_assert_nonnull (message);
  g_object_unref (parser);
  g_object_unref (stream);

  return message;
}

static GBytes *
read_part (GMimePart *part)
{
  GMimeStream *stream = g_mime_stream_mem_new ();
  GByteArray  *bytes;
  GBytes      *copy;

  g_mime_data_wrapper_write_to_stream (g_mime_part_get_content (part), stream);
  bytes = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream));
  copy = g_bytes_new (bytes->data, bytes->len);
  g_object_unref (stream);

  return copy;
}

static void
assert_mailbox (InternetAddressList *list, const char *name, const char *address)
{
  InternetAddress *first;

  g_assert_cmpint (internet_address_list_length (list), ==, 1);
  first = internet_address_list_get_address (list, 0);
  g_assert_true (INTERNET_ADDRESS_IS_MAILBOX (first));
  g_assert_cmpstr (internet_address_get_name (first), ==, name);
  g_assert_cmpstr (internet_address_mailbox_get_addr (INTERNET_ADDRESS_MAILBOX (first)), ==,
                   address);
}

/* All 256 bytes, many times: what is not encoded well does not survive. */
static GBytes *
make_pdf (void)
{
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) "%PDF-1.5\n", 9);
  for (guint i = 0; i < 70000; i++)
    {
      guint8 byte = (guint8) (i * 31 + i / 256);

      g_byte_array_append (bytes, &byte, 1);
    }

  return g_byte_array_free_to_bytes (bytes);
}

#define TEXT                                                                                       \
  "Hello Zoë,\n\n.\nFrom here a line that is much longer than the seventy-eight columns that "    \
  "mail likes = so\n\ttab 日本 €25.00\nend"

static void
test_whole (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes)    pdf = make_pdf ();
  const TillMail        mail = { .message_id = "01J9ZQ4R7V.r-1@till.example",
                                 .from_name = "Dr. Müller \"Smile\" <Dental>, LLC",
                                 .from_address = "front.desk+till@smile-dental.example",
                                 .to_name = "Zoë Muñoz",
                                 .to_address = "zoe@patients.example",
                                 .subject =
                                   "Your receipt · 収据 $25.00 from Dr. Müller, and a subject that "
                                          "is so long that it has to be folded over several lines",
                                 .text = TEXT,
                                 .attachment_name = "Receipt 17/2026 “Zoë”; x=\"y\" 日本.pdf",
                                 .attachment = pdf,
                                 .date = DATE };
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GBytes)    attached = NULL;
  g_autofree char      *text = NULL;
  GMimeMessage         *message;
  GMimeMultipart       *body;
  GMimeObject          *part;

  assert_sent (self, &mail);
  names = list_outbox (self);
  g_assert_cmpuint (names->len, ==, 1);
  g_assert_cmpstr (names->pdata[0], ==, "01J9ZQ4R7V.r-1@till.example.eml");

  message = open_message (self, names->pdata[0]);
  g_assert_cmpstr (g_mime_message_get_subject (message), ==, mail.subject);
  g_assert_cmpstr (g_mime_message_get_message_id (message), ==, mail.message_id);
  g_assert_cmpint (g_date_time_to_unix (g_mime_message_get_date (message)), ==, DATE / 1000);
  assert_mailbox (g_mime_message_get_from (message), mail.from_name, mail.from_address);
  assert_mailbox (g_mime_message_get_to (message), mail.to_name, mail.to_address);

  body = GMIME_MULTIPART (g_mime_message_get_mime_part (message));
  g_assert_cmpint (g_mime_multipart_get_count (body), ==, 2);
  part = g_mime_multipart_get_part (body, 0);
  g_assert_true (GMIME_IS_TEXT_PART (part));
  g_assert_cmpstr (g_mime_text_part_get_charset (GMIME_TEXT_PART (part)), ==, "utf-8");
  text = g_mime_text_part_get_text (GMIME_TEXT_PART (part));
  g_strdelimit (text, "\r", ' ');
  g_assert_nonnull (strstr (text, "日本 €25.00"));

  part = g_mime_multipart_get_part (body, 1);
  g_assert_cmpstr (g_mime_part_get_filename (GMIME_PART (part)), ==, mail.attachment_name);
  g_assert_true (
    g_mime_content_type_is_type (g_mime_object_get_content_type (part), "application", "pdf"));
  g_assert_true (g_mime_part_is_attachment (GMIME_PART (part)));
  attached = read_part (GMIME_PART (part));
  g_assert_true (g_bytes_equal (attached, pdf));
  g_object_unref (message);
}

static char *
read_file (Fixture *self, const char *name, gsize *length)
{
  g_autofree char   *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char              *text;

  g_file_get_contents (path, &text, length, &error);
  g_assert_no_error (error);

  return text;
}

/* What every mail server takes: seven bits, CR LF, no line over 998. */
static void
test_wire_form (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) pdf = make_pdf ();
  const TillMail     mail = { .message_id = "1@till.example",
                              .from_name = "Praxis Zoë",
                              .from_address = "a@b.example",
                              .to_address = "c@d.example",
                              .subject = "Ünïcödé",
                              .text = TEXT,
                              .attachment_name = "Zoë.pdf",
                              .attachment = pdf,
                              .date = DATE };
  g_autofree char   *text = NULL;
  gsize              length;
  gsize              n_line = 0;
  GStatBuf           status;
  g_autofree char   *path = g_build_filename (self->folder, "1@till.example.eml", NULL);

  assert_sent (self, &mail);
  text = read_file (self, "1@till.example.eml", &length);
  for (gsize i = 0; i < length; i++)
    {
      g_assert_cmpint (text[i] & 0x80, ==, 0);
      if (text[i] == '\n')
        g_assert_true (i > 0 && text[i - 1] == '\r');
      n_line = text[i] == '\n' ? 0 : n_line + 1;
      g_assert_cmpuint (n_line, <=, 998);
    }
  g_assert_nonnull (strstr (text, "filename*=UTF-8''Zo%C3%AB.pdf"));
  g_assert_nonnull (strstr (text, "Message-Id: <1@till.example>\r\n"));
  g_assert_nonnull (strstr (text, "MIME-Version: 1.0\r\n"));
  g_assert_nonnull (strstr (text, "Date: Tue, 24 Nov 2026 14:03:00 +0000\r\n"));

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (self->folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
}

static void
test_text_alone (Fixture *self, gconstpointer data)
{
  const TillMail   mail = { .message_id = "1@till.example",
                            .from_address = "a@b.example",
                            .to_address = "c@d.example",
                            .subject = "",
                            .text = "line\n",
                            .date = DATE };
  GMimeMessage    *message;
  g_autofree char *text = NULL;

  assert_sent (self, &mail);
  message = open_message (self, "1@till.example.eml");
  g_assert_true (GMIME_IS_TEXT_PART (g_mime_message_get_mime_part (message)));
  text = g_mime_text_part_get_text (GMIME_TEXT_PART (g_mime_message_get_mime_part (message)));
  g_assert_cmpstr (g_strchomp (text), ==, "line");
  assert_mailbox (g_mime_message_get_to (message), "", "c@d.example");
  g_object_unref (message);
}

/* Text and HTML are alternatives of each other, beside the PDF. */
static void
test_html (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) pdf = make_pdf ();
  const TillMail     mail = { .message_id = "1@till.example",
                              .from_address = "a@b.example",
                              .to_address = "c@d.example",
                              .subject = "s",
                              .text = "Zoë owes €25\n",
                              .html = "<p>Zoë owes <b>€25</b></p>\n",
                              .attachment_name = "Statement.pdf",
                              .attachment = pdf,
                              .date = DATE };
  GMimeMessage      *message;
  GMimeMultipart    *both;
  GMimeMultipart    *words;
  g_autofree char   *text = NULL;
  g_autofree char   *html = NULL;

  assert_sent (self, &mail);
  message = open_message (self, "1@till.example.eml");
  both = GMIME_MULTIPART (g_mime_message_get_mime_part (message));
  g_assert_true (g_mime_content_type_is_type (g_mime_object_get_content_type (GMIME_OBJECT (both)),
                                              "multipart", "mixed"));
  g_assert_cmpint (g_mime_multipart_get_count (both), ==, 2);
  words = GMIME_MULTIPART (g_mime_multipart_get_part (both, 0));
  g_assert_true (g_mime_content_type_is_type (g_mime_object_get_content_type (GMIME_OBJECT (words)),
                                              "multipart", "alternative"));
  g_assert_cmpint (g_mime_multipart_get_count (words), ==, 2);
  text = g_mime_text_part_get_text (GMIME_TEXT_PART (g_mime_multipart_get_part (words, 0)));
  html = g_mime_text_part_get_text (GMIME_TEXT_PART (g_mime_multipart_get_part (words, 1)));
  g_assert_cmpstr (g_strchomp (text), ==, "Zoë owes €25");
  g_assert_cmpstr (g_strchomp (html), ==, "<p>Zoë owes <b>€25</b></p>");
  g_assert_true (g_mime_part_is_attachment (GMIME_PART (g_mime_multipart_get_part (both, 1))));
  g_object_unref (message);
}

/* The names of the headers of a message, and nothing that was smuggled in. */
static void
test_no_header_from_a_value (Fixture *self, gconstpointer data)
{
  static const char *const evil[] = {
    "x\r\nBcc: evil@evil.example",
    "x\nBcc: evil@evil.example",
    "x\rBcc: evil@evil.example",
    "x\n\nBcc: evil@evil.example",
    "x\xe2\x80\xa8"
    "Bcc: evil@evil.example",
    "=?utf-8?Q?x=0D=0ABcc:_evil?=",
    "x\v\fBcc: evil@evil.example\x7f",
    "x\xc2\x85"
    "Bcc: evil@evil.example",
  };

  for (guint i = 0; i < G_N_ELEMENTS (evil); i++)
    {
      g_autoptr (GBytes) pdf = g_bytes_new_static ("%PDF", 4);
      const TillMail     mail = { .message_id = "1@till.example",
                                  .from_name = evil[i],
                                  .from_address = "a@b.example",
                                  .to_name = evil[i],
                                  .to_address = "c@d.example",
                                  .subject = evil[i],
                                  .text = "Bcc: this is text\n",
                                  .attachment_name = evil[i],
                                  .attachment = pdf,
                                  .date = DATE };
      GMimeMessage      *message;
      GMimeHeaderList   *headers;

      assert_sent (self, &mail);
      message = open_message (self, "1@till.example.eml");
      headers = g_mime_object_get_header_list (GMIME_OBJECT (message));
      g_assert_null (g_mime_header_list_get_header (headers, "Bcc"));
      g_assert_cmpint (internet_address_list_length (g_mime_message_get_to (message)), ==, 1);
      g_assert_cmpint (internet_address_list_length (g_mime_message_get_from (message)), ==, 1);
      g_assert_null (strpbrk (g_mime_message_get_subject (message), "\r\n"));
      g_object_unref (message);
    }
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  const TillMail        good = { .message_id = "1@till.example",
                                 .from_address = "a@b.example",
                                 .to_address = "c@d.example",
                                 .subject = "s",
                                 .text = "t",
                                 .date = DATE };
  TillMail              mails[6];
  g_autoptr (GPtrArray) names = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (mails); i++)
    mails[i] = good;
  mails[0].to_address = "c@d.example\r\nBcc: e@f.example";
  mails[1].from_address = "not one";
  mails[2].message_id = NULL;
  mails[3].message_id = "1@till.example>\r\nBcc: <x@y.example";
  mails[4].message_id = "../../etc/passwd";
  mails[5].date = G_MININT64;

  for (guint i = 0; i < G_N_ELEMENTS (mails); i++)
    {
      g_autoptr (TillDelivery) delivery = send_mail (self, &mails[i]);

      g_assert_cmpint (delivery->verdict, ==,
                       i == 0 ? TILL_DELIVERY_REFUSED : TILL_DELIVERY_NOT_SENT);
      g_assert_nonnull (delivery->words);
    }
  names = list_outbox (self);
  g_assert_cmpuint (names->len, ==, 0);
}

/* Sent twice is there once; two ids are two files, whatever their letters. */
static void
test_names (Fixture *self, gconstpointer data)
{
  static const char *const ids[] = { "a/b@x.example",     "a_b@x.example", "a!b@x.example",
                                     ".hidden@x.example", "a/b@x.example", "../a@x.example" };
  g_autoptr (GPtrArray)    names = NULL;
  TillMail                 mail = { .from_address = "a@b.example",
                                    .to_address = "c@d.example",
                                    .subject = "s",
                                    .text = "t",
                                    .date = DATE };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      mail.message_id = ids[i];
      assert_sent (self, &mail);
    }
  names = list_outbox (self);
  g_assert_cmpuint (names->len, ==, 5);
  for (guint i = 0; i < names->len; i++)
    {
      g_assert_true (g_str_has_suffix (names->pdata[i], ".eml"));
      g_assert_false (g_str_has_prefix (names->pdata[i], "."));
    }
}

static void
test_no_folder (Fixture *self, gconstpointer data)
{
  const TillMail           mail = { .message_id = "1@till.example",
                                    .from_address = "a@b.example",
                                    .to_address = "c@d.example",
                                    .subject = "s",
                                    .text = "t",
                                    .date = DATE };
  g_autoptr (TillDelivery) delivery = NULL;

  /* A file stands where the folder should be. */
  g_assert_true (g_file_set_contents (self->folder, "", 0, NULL));
  delivery = send_mail (self, &mail);
  g_assert_cmpint (delivery->verdict, ==, TILL_DELIVERY_NOT_SENT);
  g_assert_nonnull (strstr (delivery->words, self->folder));
  g_assert_cmpint (g_remove (self->folder), ==, 0);
}

static const char *const good_addresses[] = {
  "a@b.example",
  "Front.Desk+till@smile-dental.example",
  "o'neil@x.co",
  "x_y@1.example",
  "a@xn--bcher-kva.example",
  "a=b@c.example",
};

static const char *const bad_addresses[] = {
  "",
  "a",
  "@",
  "a@",
  "@b.example",
  "a@b",
  "a@b.",
  "a@.example",
  "a@b..example",
  "a b@c.example",
  "a@b c.example",
  "a@@b.example",
  "a@b@c.example",
  ".a@b.example",
  "a.@b.example",
  "a..b@c.example",
  "<a@b.example>",
  "Zoë <z@b.example>",
  "a@b.example,c@d.example",
  "a@b.example;c@d.example",
  "zoë@b.example",
  "a@bücher.example",
  "a@-b.example",
  "a@b-.example",
  "a@b.example\n",
  "a\r\n@b.example",
  "a@127.0.0.1",
  "a@[127.0.0.1]",
  "\"a b\"@c.example",
  "a@b_c.example",
  "a\x01@b.example",
  "a@b.example\xff",
};

static void
test_addresses (void)
{
  g_autofree char *many = g_strnfill (65, 'a');
  g_autofree char *long_local = g_strconcat (many, "@b.example", NULL);
  g_autofree char *long_label = g_strconcat ("a@", many, ".example", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (good_addresses); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (till_mail_check_address (good_addresses[i], &error));
      g_assert_no_error (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_addresses); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char   *shown = g_strescape (bad_addresses[i], NULL);

      g_test_message ("%s", shown);
      g_assert_false (till_mail_check_address (bad_addresses[i], &error));
      g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
    }
  g_assert_false (till_mail_check_address (NULL, NULL));
  g_assert_false (till_mail_check_address (long_local, NULL));
  g_assert_false (till_mail_check_address (long_label, NULL));
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/mailer/whole", test_whole);
  ADD ("/mailer/wire-form", test_wire_form);
  ADD ("/mailer/text-alone", test_text_alone);
  ADD ("/mailer/html", test_html);
  ADD ("/mailer/no-header-from-a-value", test_no_header_from_a_value);
  ADD ("/mailer/refused", test_refused);
  ADD ("/mailer/names", test_names);
  ADD ("/mailer/no-folder", test_no_folder);
  g_test_add_func ("/mailer/addresses", test_addresses);

  return g_test_run ();
}
