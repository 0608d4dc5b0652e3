/* till-question.h: what is asked once more before a deed that is hard to take back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The names are the responses'; the words are marked by N_(), with their mnemonics. */
typedef struct
{
  const char *heading;
  const char *no; /* also what Enter and Escape answer */
  const char *no_words;
  const char *yes;
  const char *yes_words;
} TillQuestion;

/* An AdwMessageDialog that is not shown yet. */
GtkWidget *till_question_new (const TillQuestion *self, GtkWindow *parent, const char *body);

G_END_DECLS
