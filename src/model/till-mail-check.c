/* till-mail-check.c: one step of trying out the settings of e-mail, and what came of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-mail-check.h"

TillMailCheck *
till_mail_check_new (TillMailCheckState state, const char *title, const char *words)
{
  TillMailCheck *self = g_new0 (TillMailCheck, 1);

  self->state = state;
  self->title = g_strdup (title);
  self->words = g_strdup (words);

  return self;
}

void
till_mail_check_free (TillMailCheck *self)
{
  if (self == NULL)
    return;

  g_free (self->words);
  g_free (self->title);
  g_free (self);
}
