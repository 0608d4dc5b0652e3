/* till-answer-rules.h: what an answer to a text message asks for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  TILL_ANSWER_WORDS, /* somebody is to read it */
  TILL_ANSWER_STOP,  /* no more texts */
  TILL_ANSWER_START, /* texts again */
} TillAnswerKind;

/* By the words that the FCC names and carriers know (47 CFR 64.1200(a)(10), since April 11, 2025;
 * domain.md 4.11), alone in the message, whatever their case and the marks around them; in Spanish,
 * too. */
TillAnswerKind till_answer_read (const char *body);

G_END_DECLS
