/* mail-sender.c: sends what a test tells it to, and says what became of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads a JSON object a line and answers each with one: {"deed": "send", "test" or "stop",
 * "server": {…}, "mail": {…}}. As long as the server's settings are the same, so is the mailer. To
 * stop, what is under way is stopped by the next line, whatever it says.
 */
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "messaging/till-smtp-mailer.h"
#include "model/till-mail-check.h"

static const char *
text_of (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

static guint
index_of (const char *const *names, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_strcmp0 (names[i], name) == 0)
        return i;
    }
  g_error ("“%s” is none of those", name);
}

static TillMailer *
open_mailer (JsonObject *server)
{
  static const char *const securities[] = { "starttls", "tls", "none", NULL };
  static const char *const sign_ins[] = { "none", "password", "token", NULL };
  const TillSmtpSettings   settings = {
      .host = (char *) text_of (server, "host"),
      .port = (guint) json_object_get_int_member_with_default (server, "port", 0),
      .security = index_of (securities, text_of (server, "security")),
      .sign_in = index_of (sign_ins, text_of (server, "sign_in")),
      .user = (char *) text_of (server, "user"),
      .secret = (char *) text_of (server, "secret"),
      .authority = (char *) text_of (server, "authority"),
      .patience = (guint) json_object_get_int_member_with_default (server, "patience", 0),
  };

  return till_smtp_mailer_new (&settings, NULL);
}

static TillMailer *
find_mailer (TillMailer *mailer, JsonObject *server)
{
  g_autoptr (TillMailer) other = open_mailer (server);

  if (mailer != NULL &&
      till_smtp_settings_equal (till_smtp_mailer_get_settings (TILL_SMTP_MAILER (mailer)),
                                till_smtp_mailer_get_settings (TILL_SMTP_MAILER (other))))
    return mailer;

  g_clear_object (&mailer);

  return g_steal_pointer (&other);
}

static GBytes *
read_attachment (const char *path)
{
  g_autoptr (GError) error = NULL;
  char              *data;
  gsize              length;

  if (path == NULL)
    return NULL;
  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (data, length);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static JsonNode *
describe_delivery (const TillDelivery *delivery)
{
  static const char *const names[] = { "sent",      "retry",    "refused",
                                       "opted-out", "not-sent", "unknown" };
  g_autoptr (JsonBuilder)  builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "verdict");
  json_builder_add_string_value (builder, names[delivery->verdict]);
  json_builder_set_member_name (builder, "code");
  json_builder_add_string_value (builder, delivery->code);
  json_builder_set_member_name (builder, "words");
  json_builder_add_string_value (builder, delivery->words);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

static JsonNode *
describe_steps (const GPtrArray *steps)
{
  static const char *const states[] = { "good", "failed", "not-reached" };
  g_autoptr (JsonBuilder)  builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < steps->len; i++)
    {
      const TillMailCheck *step = steps->pdata[i];

      json_builder_begin_array (builder);
      json_builder_add_string_value (builder, step->title);
      json_builder_add_string_value (builder, states[step->state]);
      json_builder_add_string_value (builder, step->words);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);

  return json_builder_get_root (builder);
}

static JsonNode *
send_mail (TillMailer *mailer, const TillMail *mail, const char *deed)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TillDelivery) delivery = NULL;
  g_autoptr (GPtrArray)    steps = NULL;
  gboolean                 test = g_strcmp0 (deed, "test") == 0;

  if (test)
    till_smtp_mailer_test_async (TILL_SMTP_MAILER (mailer), mail, cancellable, done_cb, &result);
  else
    till_mailer_send_async (mailer, mail, cancellable, done_cb, &result);
  if (g_strcmp0 (deed, "stop") == 0)
    {
      char line[80];

      g_assert_nonnull (fgets (line, sizeof line, stdin));
      g_cancellable_cancel (cancellable);
    }
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  if (test)
    {
      steps = till_smtp_mailer_test_finish (TILL_SMTP_MAILER (mailer), result);
      return describe_steps (steps);
    }
  delivery = till_mailer_send_finish (mailer, result);

  return describe_delivery (delivery);
}

static JsonNode *
answer (TillMailer *mailer, JsonObject *order)
{
  JsonObject        *given = json_object_get_object_member (order, "mail");
  g_autoptr (GBytes) attachment = read_attachment (text_of (given, "attachment"));
  const TillMail     mail = {
        .message_id = text_of (given, "id"),
        .from_name = text_of (given, "from_name"),
        .from_address = text_of (given, "from"),
        .to_name = text_of (given, "to_name"),
        .to_address = text_of (given, "to"),
        .subject = text_of (given, "subject"),
        .text = text_of (given, "text"),
        .html = text_of (given, "html"),
        .attachment_name = text_of (given, "attachment_name"),
        .attachment = attachment,
        .date = json_object_get_int_member_with_default (given, "date", 0),
  };

  return send_mail (mailer, &mail, text_of (order, "deed"));
}

int
main (int argc, char *argv[])
{
  g_autoptr (TillMailer) mailer = NULL;
  g_autofree char       *line = NULL;
  size_t                 room = 0;

  while (getline (&line, &room, stdin) > 0)
    {
      g_autoptr (JsonNode) node = json_from_string (line, NULL);
      g_autoptr (JsonNode) said = NULL;
      g_autofree char     *text = NULL;
      JsonObject          *order = json_node_get_object (node);

      mailer =
        find_mailer (g_steal_pointer (&mailer), json_object_get_object_member (order, "server"));
      said = answer (mailer, order);
      text = json_to_string (said, FALSE);
      printf ("%s\n", text);
      fflush (stdout);
    }

  return 0;
}
