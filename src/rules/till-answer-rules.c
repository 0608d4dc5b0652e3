/* till-answer-rules.c: what an answer to a text message asks for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-answer-rules.h"

#include "core/till-text.h"

static const char *const stops[] = { "stop",   "stopall", "stop all", "stop texting", "quit",
                                     "end",    "revoke",  "opt out",  "optout",       "cancel",
                                     "remove", "alto",    "parar",    "unsubscribe",  NULL };
static const char *const starts[] = { "start", "unstop", "yes", "subscribe", "comenzar", NULL };

/* The words, folded, with one blank between them. */
static char *
flatten (const char *body)
{
  g_autofree char *folded = till_text_fold (body);
  GString         *words = g_string_new (NULL);
  gboolean         blank = FALSE;

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_isalnum (c))
        {
          blank = words->len > 0;
          continue;
        }
      if (blank)
        g_string_append_c (words, ' ');
      blank = FALSE;
      g_string_append_unichar (words, c);
    }

  return g_string_free (words, FALSE);
}

TillAnswerKind
till_answer_read (const char *body)
{
  g_autofree char *words = flatten (body);

  if (g_strv_contains (stops, words))
    return TILL_ANSWER_STOP;

  return g_strv_contains (starts, words) ? TILL_ANSWER_START : TILL_ANSWER_WORDS;
}
