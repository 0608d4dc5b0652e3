/* till-sandbox-phone-page.c: the patient's phone: the texts it got, and its answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain pages without a script: what has come since is seen when one is loaded again, and nobody's
 * half-written answer is lost to that by itself.
 */
#include "sandbox/till-sandbox-phone-page.h"

#include <string.h>

#include "core/till-day.h"
#include "core/till-phone.h"
#include "core/till-text.h"
#include "sandbox/till-sandbox-gateway.h"
#include "sandbox/till-sandbox-html.h"
#include "sandbox/till-sandbox-messages.h"

#define PATH "/phone"
#define HTML_TYPE "text/html; charset=utf-8"
#define MOST_PHONES 200
#define MOST_MESSAGES 200
#define LONGEST_ANSWER 1600

gboolean
till_sandbox_phone_page_is_at (const char *path)
{
  return g_str_equal (path, PATH) || g_str_has_prefix (path, PATH "/");
}

/* "(207) 555-0142" of the US, as its readers write it. */
static char *
show_number (const char *number)
{
  if (g_str_has_prefix (number, "+1") && strlen (number) == strlen ("+12075550142"))
    return g_strdup_printf ("(%.3s) %.3s-%s", number + 2, number + 5, number + 8);

  return g_strdup (number);
}

static void
answer_with (TillSandboxCall *call, guint status, const char *title, const char *body)
{
  till_sandbox_call_answer (call, status, HTML_TYPE, till_sandbox_html_page (title, NULL, body));
}

static void
answer_with_nothing (TillSandboxCall *call)
{
  answer_with (call, SOUP_STATUS_NOT_FOUND, "Nothing here",
               "<div class=\"card\">\n<h1>Nothing here</h1>\n<p role=\"alert\">There is no phone at"
               " this address.</p>\n<p><a href=\"" PATH "\">All phones</a></p>\n</div>\n");
}

/* ── All phones ─────────────────────────────────────────────────────────────────────────────────
 */

/* One a number, the latest first. What never reached a phone is not on it. */
static gboolean
append_phones (TillDbConnection *db, GString *html, guint *n_phones)
{
  static const char sql[] =
    "SELECT number, count (*), max (id) AS last, body" /* of the last one: SQLite's way */
    " FROM texts WHERE error = 0 GROUP BY number ORDER BY last DESC LIMIT ?1";
  g_autoptr (TillDbStatement) statement = till_db_prepare (db, sql, NULL);
  TillStep                    step;

  *n_phones = 0;
  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, MOST_PHONES);
  while ((step = till_db_step (statement, NULL)) == TILL_STEP_ROW)
    {
      const char      *number = till_db_column_text (statement, 0);
      g_autofree char *shown = show_number (number);
      g_autofree char *count =
        g_strdup_printf ("%" G_GINT64_FORMAT, till_db_column_int (statement, 1));

      till_sandbox_html_append (html,
                                "<li><a href=\"" PATH "/%s\">%s</a> (%s)\n"
                                "<p class=\"soft\">%s</p></li>\n",
                                number, shown, count, till_db_column_text (statement, 3));
      (*n_phones)++;
    }

  return step == TILL_STEP_DONE;
}

static void
show_phones (TillSandboxCall *call)
{
  g_autoptr (GString) html = g_string_new (NULL);
  g_autoptr (GString) list = g_string_new (NULL);
  guint               n_phones;

  if (!append_phones (till_db_get_reader (call->sandbox->db), list, &n_phones))
    return;

  till_sandbox_html_append (html,
                            "<header><h1>Patients’ phones</h1>\n"
                            "<p class=\"soft\">The texts that %s has sent. This is a test page:"
                            " nothing leaves this machine.</p></header>\n<div class=\"card\">\n",
                            call->sandbox->practice);
  if (n_phones > 0)
    g_string_append_printf (html, "<ul class=\"list\">\n%s</ul>\n", list->str);
  else
    g_string_append (html, "<p>No text has been sent yet.</p>\n");
  g_string_append (html, "<a class=\"button\" href=\"" PATH "\">Look again</a>\n</div>\n");
  answer_with (call, SOUP_STATUS_OK, "Patients’ phones", html->str);
}

/* ── One phone ──────────────────────────────────────────────────────────────────────────────────
 */

/* What ends a sentence after an address does not belong to it. */
static gsize
address_length (const char *text)
{
  gsize length = strcspn (text, " \t\r\n<>\"");

  while (length > 0 && strchr (".,;:!?)", text[length - 1]) != NULL)
    length--;

  return length;
}

static const char *
find_address (const char *text)
{
  const char *secure = strstr (text, "https://");
  const char *plain = strstr (text, "http://");

  if (secure == NULL || plain == NULL)
    return secure != NULL ? secure : plain;

  return MIN (secure, plain);
}

static void
append_linked (GString *html, const char *text)
{
  const char *address;

  while ((address = find_address (text)) != NULL)
    {
      g_autofree char *before = g_strndup (text, (gsize) (address - text));
      g_autofree char *link = g_strndup (address, address_length (address));

      till_sandbox_html_append (html, "%s<a href=\"%s\">%s</a>", before, link, link);
      text = address + strlen (link);
    }
  till_sandbox_html_append (html, "%s", text);
}

static void
append_message (TillSandbox *sandbox, GString *html, const TillSandboxMessage *message)
{
  gboolean         mine = till_sandbox_message_is_inbound (message);
  g_autofree char *time = till_instant_format (message->created, sandbox->zone);

  g_string_append_printf (html, "<li%s>\n<p class=\"bubble\">", mine ? " class=\"mine\"" : "");
  append_linked (html, message->body);
  till_sandbox_html_append (html, "</p>\n<p class=\"soft\">%s, %s</p>\n</li>\n",
                            mine ? "You" : sandbox->practice, time);
}

static void
append_answer_form (GString *html, const char *typed, const char *fault)
{
  g_string_append (html, "<div class=\"card\">\n<form method=\"post\" autocomplete=\"off\">\n"
                         "<label for=\"body\">Your answer</label>\n");
  till_sandbox_html_append (html, "<input id=\"body\" name=\"body\" value=\"%s\" required", typed);
  g_string_append_printf (html, " maxlength=\"%d\" aria-describedby=\"%sbody-hint\"%s>\n",
                          LONGEST_ANSWER, fault != NULL ? "body-error " : "",
                          fault != NULL ? " aria-invalid=\"true\"" : "");
  g_string_append (html, "<p class=\"hint\" id=\"body-hint\">STOP ends the texts, START brings them"
                         " back, HELP says how.</p>\n");
  if (fault != NULL)
    till_sandbox_html_append (html, "<p class=\"error\" id=\"body-error\" role=\"alert\">%s</p>\n",
                              fault);
  g_string_append (html, "<button type=\"submit\">Send</button>\n</form>\n</div>\n");
}

static gboolean
append_messages (TillSandbox *sandbox, TillDbConnection *db, GString *html, const char *number)
{
  const TillSandboxMessageQuery query = { .number = number,
                                          .sent_from = TILL_INSTANT_NONE,
                                          .sent_until = TILL_INSTANT_NONE,
                                          .limit = MOST_MESSAGES };
  g_autoptr (GPtrArray)         messages = till_sandbox_messages_list (sandbox, db, &query, NULL);
  guint                         n_shown = 0;

  if (messages == NULL)
    return FALSE;

  g_string_append (html, "<ol class=\"texts\" aria-label=\"Texts\">\n");
  for (guint i = messages->len; i > 0; i--)
    {
      const TillSandboxMessage *message = messages->pdata[i - 1];

      if (message->error != 0)
        continue;
      append_message (sandbox, html, message);
      n_shown++;
    }
  g_string_append (html, "</ol>\n");
  if (n_shown == 0)
    g_string_append (html, "<p>This phone has got no text yet.</p>\n");

  return TRUE;
}

/* @typed, @fault: of an answer that was not taken; or "" and NULL. */
static void
show_phone (TillSandboxCall *call, const char *number, const char *typed, const char *fault)
{
  TillDbConnection   *db = till_db_get_reader (call->sandbox->db);
  g_autoptr (GString) html = g_string_new (NULL);
  g_autofree char    *shown = show_number (number);
  g_autofree char    *title = g_strdup_printf ("%sPhone %s", fault != NULL ? "Error: " : "", shown);

  till_sandbox_html_append (html,
                            "<header><h1>Phone %s</h1>\n"
                            "<p class=\"soft\"><a href=\"" PATH "\">All phones</a></p></header>\n",
                            shown);
  if (!append_messages (call->sandbox, db, html, number))
    return;
  if (till_sandbox_messages_is_stopped (db, number))
    till_sandbox_html_append (
      html,
      "<p class=\"notice bad\" role=\"status\">This phone has answered STOP:"
      " %s can send it no texts.</p>\n",
      call->sandbox->practice);
  append_answer_form (html, typed, fault);
  till_sandbox_html_append (
    html, "<footer><a href=\"" PATH "/%s\">Look for new texts</a></footer>\n", number);
  answer_with (call, fault != NULL ? SOUP_STATUS_UNPROCESSABLE_ENTITY : SOUP_STATUS_OK, title,
               html->str);
}

typedef struct
{
  TillSandbox *sandbox;
  const char  *number;
  const char  *body;
} Work;

static gboolean
receive_work (TillDbConnection *db, gpointer data, GError **error)
{
  Work *work = data;

  return till_sandbox_messages_receive (work->sandbox, db, work->number, work->body, error);
}

static const char *
find_fault (const char *body)
{
  if (*body == '\0')
    return "Write something first.";
  if (g_utf8_strlen (body, -1) > LONGEST_ANSWER)
    return "This is too long for a text.";
  if (till_text_has_card_number (body))
    return "This is a card number. Never send one by text.";

  return NULL;
}

static void
take_answer (TillSandboxCall *call, const char *number)
{
  g_autoptr (GHashTable) form = till_sandbox_call_dup_form (call);
  const char            *typed = g_hash_table_lookup (form, "body");
  g_autofree char       *body = g_strstrip (g_utf8_make_valid (typed != NULL ? typed : "", -1));
  const char            *fault = find_fault (body);
  Work                   work = { call->sandbox, number, body };
  g_autofree char       *back = g_strconcat (PATH "/", number, NULL);

  if (fault != NULL)
    {
      show_phone (call, number, till_text_has_card_number (body) ? "" : body, fault);
      return;
    }

  till_sandbox_gateway_write (call, receive_work, &work);
  if (call->reply == NULL)
    till_sandbox_call_redirect (call, back);
}

void
till_sandbox_phone_page_take (TillSandboxCall *call)
{
  const char      *rest = call->path + strlen (PATH);
  g_autofree char *number = till_phone_to_e164 (*rest == '/' ? rest + 1 : rest, NULL);
  gboolean         posts = g_str_equal (call->method, "POST");

  if (g_str_equal (call->path, PATH) && !posts)
    show_phones (call);
  else if (number == NULL)
    answer_with_nothing (call);
  else if (posts)
    take_answer (call, number);
  else
    show_phone (call, number, "", NULL);

  till_sandbox_call_send (call);
}
