/* till-wording.c: how the messages of one purpose are worded, by channel and language
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-wording.h"

TillWording *
till_wording_new (TillPurpose  purpose,
                  TillChannel  channel,
                  TillLanguage language,
                  const char  *subject,
                  const char  *body)
{
  TillWording *self = g_new0 (TillWording, 1);

  self->purpose = purpose;
  self->channel = channel;
  self->language = language;
  self->subject = g_strdup (subject);
  self->body = g_strdup (body);

  return self;
}

TillWording *
till_wording_copy (const TillWording *self)
{
  return till_wording_new (self->purpose, self->channel, self->language, self->subject, self->body);
}

void
till_wording_free (TillWording *self)
{
  g_free (self->subject);
  g_free (self->body);
  g_free (self);
}
