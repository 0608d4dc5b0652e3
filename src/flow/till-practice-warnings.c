/* till-practice-warnings.c: what the window warns of, one thing at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-text.h"
#include "flow/till-practice-private.h"

/* TILL_N_WARNINGS: there is none. */
static TillWarning
find_warning (TillPractice *self)
{
  guint about = 0;

  while (about < TILL_N_WARNINGS && self->warnings[about] == NULL)
    about++;

  return (TillWarning) about;
}

const char *
till_practice_get_warning (TillPractice *self)
{
  TillWarning about = find_warning (self);

  return about < TILL_N_WARNINGS ? self->warnings[about] : NULL;
}

void
till_practice_set_warning (TillPractice *self, TillWarning about, const char *warning)
{
  if (till_text_set (&self->warnings[about], warning) && about <= find_warning (self))
    till_practice_notify (self, TILL_PRACTICE_WARNING);
}

void
till_practice_drop_warning (TillPractice *self)
{
  TillWarning about;

  g_return_if_fail (TILL_IS_PRACTICE (self));

  about = find_warning (self);
  if (about == TILL_WARNING_UNREAD)
    till_practice_dismiss_unread (self);
  if (about < TILL_N_WARNINGS)
    till_practice_set_warning (self, about, NULL);
}
