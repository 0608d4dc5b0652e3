/* till-sandbox-terminal-page.c: what the card terminal shows, and its buttons
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The buttons are a plain form. A script of a few lines keeps the screen up to date without moving
 * the focus; without it the page loads itself again.
 */
#include "sandbox/till-sandbox-terminal-page.h"

#include <string.h>

#include "sandbox/till-sandbox-html.h"
#include "sandbox/till-sandbox-pay-form.h"
#include "sandbox/till-sandbox-terminal.h"

#define PREFIX "/sandbox/terminal/"
#define HTML_TYPE "text/html; charset=utf-8"

static const char script[] =
  "\"use strict\";\n"
  "const screen = document.getElementById(\"screen\");\n"
  "let shown = screen.innerHTML;\n"
  "async function look() {\n"
  "  try {\n"
  "    const answer = await fetch(location.pathname + \"/screen\");\n"
  "    const text = await answer.text();\n"
  "    if (answer.ok && text !== shown) {\n"
  "      shown = text;\n"
  "      screen.innerHTML = text;\n"
  "    }\n"
  "  } catch (gone) {\n"
  "    shown = \"\";\n"
  "    screen.textContent = \"No connection\";\n"
  "  }\n"
  "  setTimeout(look, 500);\n"
  "}\n"
  "document.getElementById(\"keys\").addEventListener(\"submit\", async (event) => {\n"
  "  event.preventDefault();\n"
  "  const body = new URLSearchParams({ deed: event.submitter.value });\n"
  "  await fetch(event.target.action, { method: \"POST\", body });\n"
  "});\n"
  "look();\n";

static char *
screen_to_html (TillSandboxTerminal *terminal)
{
  GString         *html = g_string_new (NULL);
  g_autofree char *amount =
    terminal->asked != NULL ? till_sandbox_pay_form_dollars (terminal->asked->amount) : NULL;

  switch (terminal->state)
    {
    case TILL_SANDBOX_TERMINAL_WAITING:
      till_sandbox_html_append (html, "<p class=\"amount\">%s</p><p>Tap or insert your card</p>",
                                amount);
      break;

    case TILL_SANDBOX_TERMINAL_PROCESSING:
      till_sandbox_html_append (html, "<p class=\"amount\">%s</p><p>Processing… Please wait</p>",
                                amount);
      break;

    case TILL_SANDBOX_TERMINAL_APPROVED:
      till_sandbox_html_append (html, "<p class=\"amount good\">✓ Approved</p><p>%s</p>",
                                terminal->words);
      break;

    case TILL_SANDBOX_TERMINAL_DECLINED:
      till_sandbox_html_append (html, "<p class=\"amount bad\">✗ Not paid</p><p>%s</p>",
                                terminal->words != NULL ? terminal->words : "");
      break;

    case TILL_SANDBOX_TERMINAL_UNPLUGGED:
      g_string_append (html, "<p>The terminal is unplugged</p>");
      break;

    case TILL_SANDBOX_TERMINAL_IDLE:
    default:
      g_string_append (html, "<p class=\"amount\">Welcome</p><p>Waiting for a payment</p>");
      break;
    }

  return g_string_free (html, FALSE);
}

static char *
terminal_to_html (TillSandboxTerminal *terminal)
{
  static const struct
  {
    const char *deed;
    const char *label;
    const char *class;
  } keys[] = {
    { "tap", "Tap card", "" },         { "insert", "Insert card", "" },
    { "decline", "Decline", "quiet" }, { "cancel", "Cancel", "quiet" },
    { "unplug", "Unplug", "quiet" },   { "plug-in", "Plug in", "quiet" },
  };
  g_autoptr (GString) html = g_string_new (NULL);
  g_autofree char    *screen = screen_to_html (terminal);
  g_autofree char    *title = g_strdup_printf ("Card terminal: %s", terminal->name);

  till_sandbox_html_append (html,
                            "<header><h1>%s</h1>\n<p class=\"soft\">%s, terminal %s</p></header>\n",
                            title, terminal->sandbox->practice, terminal->id);
  g_string_append_printf (html,
                          "<div class=\"screen\" id=\"screen\" role=\"status\""
                          " aria-label=\"Terminal screen\">%s</div>\n",
                          screen);
  till_sandbox_html_append (
    html, "<form id=\"keys\" class=\"keys\" method=\"post\" action=\"" PREFIX "%s/press\">\n",
    terminal->id);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    till_sandbox_html_append (
      html, "<button name=\"deed\" value=\"%s\" class=\"%s\" type=\"submit\">%s</button>\n",
      keys[i].deed, keys[i].class, keys[i].label);
  g_string_append (html, "</form>\n");
  if (terminal->mode != TILL_SANDBOX_DEED_NONE)
    till_sandbox_html_append (html,
                              "<footer><p>Every payment is answered by itself after %u ms:"
                              " %s.</p></footer>\n",
                              terminal->delay_ms, till_sandbox_deed_to_text (terminal->mode));

  return till_sandbox_html_page (
    title,
    "<noscript><meta http-equiv=\"refresh\" content=\"2\"></noscript>\n"
    "<script src=\"/sandbox/terminal.js\" defer></script>\n",
    html->str);
}

/* A page of somebody else's can send a form here, but not hide where it comes from. */
static gboolean
comes_from_elsewhere (TillSandboxCall *call)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (call->message);
  const char         *origin = soup_message_headers_get_one (headers, "Origin");

  return origin != NULL && !g_str_equal (origin, call->sandbox->address);
}

static void
press (TillSandboxCall *call, TillSandboxTerminal *terminal)
{
  g_autoptr (GHashTable) form = till_sandbox_call_dup_form (call);
  g_autofree char       *back = g_strconcat (PREFIX, terminal->id, NULL);
  const char            *name = g_hash_table_lookup (form, "deed");
  TillSandboxDeed        deed;

  if (comes_from_elsewhere (call))
    {
      till_sandbox_call_answer (call, SOUP_STATUS_FORBIDDEN, "text/plain; charset=utf-8",
                                g_strdup ("The buttons are on the terminal's own page.\n"));
      return;
    }

  if (g_strcmp0 (name, "plug-in") == 0)
    till_sandbox_terminal_plug_in (terminal);
  else if (till_sandbox_deed_from_text (name, &deed))
    till_sandbox_terminal_press (terminal, deed);

  till_sandbox_call_redirect (call, back);
}

gboolean
till_sandbox_terminal_page_take (TillSandboxCall *call)
{
  g_auto (GStrv)       parts = NULL;
  TillSandboxTerminal *terminal;
  const char          *part;

  if (g_str_equal (call->path, "/sandbox/terminal.js"))
    {
      till_sandbox_call_answer (call, SOUP_STATUS_OK, "text/javascript; charset=utf-8",
                                g_strdup (script));
      till_sandbox_call_send (call);
      return TRUE;
    }
  if (!g_str_has_prefix (call->path, PREFIX))
    return FALSE;

  parts = g_strsplit (call->path + strlen (PREFIX), "/", 2);
  part = parts[0] != NULL && parts[1] != NULL ? parts[1] : "";
  if (parts[0] == NULL || !(terminal = till_sandbox_find_terminal (call->sandbox, parts[0])))
    return FALSE;

  if (g_str_equal (call->method, "GET") && *part == '\0')
    till_sandbox_call_answer (call, SOUP_STATUS_OK, HTML_TYPE, terminal_to_html (terminal));
  else if (g_str_equal (call->method, "GET") && g_str_equal (part, "screen"))
    till_sandbox_call_answer (call, SOUP_STATUS_OK, HTML_TYPE, screen_to_html (terminal));
  else if (g_str_equal (call->method, "POST") && g_str_equal (part, "press"))
    press (call, terminal);
  else
    return FALSE;

  till_sandbox_call_send (call);

  return TRUE;
}
