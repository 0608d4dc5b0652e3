/* till-wording.h: how the messages of one purpose are worded, by channel and language
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What may stand in one is said in messaging/till-template.h.
 */
#pragma once

#include "model/till-person.h"
#include "model/till-purpose.h"

G_BEGIN_DECLS

typedef struct
{
  TillPurpose  purpose;
  TillChannel  channel; /* text or e-mail */
  TillLanguage language;
  char        *subject; /* "" of a text message */
  char        *body;
} TillWording;

TillWording *till_wording_new (TillPurpose  purpose,
                               TillChannel  channel,
                               TillLanguage language,
                               const char  *subject,
                               const char  *body);
TillWording *till_wording_copy (const TillWording *self);
void         till_wording_free (TillWording *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillWording, till_wording_free)

G_END_DECLS
