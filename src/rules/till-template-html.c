/* till-template-html.c: the HTML part of an e-mail, made of its words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Neither the page nor the words have a color of their own, so that a mail program with a dark
 * window may choose both; the button has both its own. Styles are inline: many programs drop
 * others.
 */
#include <string.h>

#include "core/till-text.h"
#include "model/till-states.h"
#include "rules/till-template.h"

#define BODY_STYLE                                                                                 \
  "margin:0;padding:24px 16px;font-family:Helvetica,Arial,sans-serif;font-size:16px;"              \
  "line-height:1.5"
#define FRAME_STYLE "max-width:560px;margin:0 auto"
#define PARAGRAPH_STYLE "margin:0 0 16px"
#define BUTTON_STYLE                                                                               \
  "display:inline-block;padding:12px 28px;border:1px solid #ffffff;border-radius:6px;"             \
  "background-color:#1a5fb4;color:#ffffff;font-weight:bold;text-decoration:none"
#define ADDRESS_STYLE "margin:0 0 16px;font-size:13px;word-break:break-all"

static const char *
get_button_words (TillPurpose purpose, TillLanguage language)
{
  gboolean is_spanish = language == TILL_LANGUAGE_SPANISH;

  if (purpose == TILL_PURPOSE_PLAN)
    return is_spanish ? "Ver mi plan de pagos" : "See My Payment Plan";

  return is_spanish ? "Pagar en línea" : "Pay Online";
}

/* Else a click could do anything. */
static gboolean
is_web_link (const char *link)
{
  return link != NULL &&
         (g_str_has_prefix (link, "https://") || g_str_has_prefix (link, "http://"));
}

static void
append_escaped (GString *html, const char *text, gsize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);
  g_auto (GStrv)   lines = g_strsplit (escaped, "\n", -1);
  g_autofree char *broken = g_strjoinv ("<br>\n", lines);

  g_string_append (html, broken);
}

static void
append_button (GString *html, const char *link, TillPurpose purpose, TillLanguage language)
{
  g_autofree char *address = g_markup_escape_text (link, -1);

  g_string_append_printf (
    html, "<p style=\"" PARAGRAPH_STYLE "\"><a href=\"%s\" style=\"" BUTTON_STYLE "\">%s</a></p>\n",
    address, get_button_words (purpose, language));
}

/* Each place of @link in @paragraph as one to press. */
static void
append_linked (GString *html, const char *paragraph, const char *link)
{
  g_autofree char *address = g_markup_escape_text (link, -1);
  const char      *found;

  for (; (found = strstr (paragraph, link)) != NULL; paragraph = found + strlen (link))
    {
      append_escaped (html, paragraph, (gsize) (found - paragraph));
      g_string_append_printf (html, "<a href=\"%s\">%s</a>", address, address);
    }
  append_escaped (html, paragraph, strlen (paragraph));
}

/* The button stands above the address when that is all there is, else below the words. */
static void
append_paragraph (GString     *html,
                  const char  *paragraph,
                  const char  *link,
                  gboolean     with_button,
                  TillPurpose  purpose,
                  TillLanguage language)
{
  gboolean is_link = link != NULL && g_str_equal (paragraph, link);

  if (is_link && with_button)
    append_button (html, link, purpose, language);
  g_string_append_printf (html, "<p style=\"%s\">", is_link ? ADDRESS_STYLE : PARAGRAPH_STYLE);
  if (link != NULL)
    append_linked (html, paragraph, link);
  else
    append_escaped (html, paragraph, strlen (paragraph));
  g_string_append (html, "</p>\n");
  if (!is_link && with_button)
    append_button (html, link, purpose, language);
}

char *
till_template_dup_html (const char  *subject,
                        const char  *text,
                        const char  *link,
                        TillPurpose  purpose,
                        TillLanguage language)
{
  g_auto (GStrv)   paragraphs = g_strsplit (text, "\n\n", -1);
  const char      *target = is_web_link (link) ? link : NULL;
  GString         *html = g_string_new ("<!DOCTYPE html>\n");
  g_autofree char *title = g_markup_escape_text (subject, -1);
  gboolean         has_button = FALSE;

  g_string_append_printf (html,
                          "<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width\">\n"
                          "<meta name=\"color-scheme\" content=\"light dark\">\n"
                          "<meta name=\"supported-color-schemes\" content=\"light dark\">\n"
                          "<title>%s</title>\n</head>\n"
                          "<body style=\"" BODY_STYLE "\">\n<div style=\"" FRAME_STYLE "\">\n",
                          till_enum_to_text (TILL_TYPE_LANGUAGE, (int) language), title);
  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      const char *paragraph = g_strstrip (paragraphs[i]);
      gboolean    with_button = !has_button && target != NULL && strstr (paragraph, target) != NULL;

      if (*paragraph == '\0')
        continue;
      append_paragraph (html, paragraph, target, with_button, purpose, language);
      has_button |= with_button;
    }
  g_string_append (html, "</div>\n</body>\n</html>\n");

  return g_string_free (html, FALSE);
}
