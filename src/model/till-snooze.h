/* till-snooze.h: leaving a guarantor out of requests, until a day or an event, for a reason
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

#include "core/till-day.h"

G_BEGIN_DECLS

/* By what it ends. */
typedef enum
{
  TILL_SNOOZE_DAY,       /* "day": until_day is the last one of it */
  TILL_SNOOZE_BALANCE,   /* "balance": what is owed changes */
  TILL_SNOOZE_INSURANCE, /* "insurance": nothing more is expected from it */
} TillSnoozeEnd;

#define TILL_TYPE_SNOOZE_END (till_snooze_end_get_type ())
GType till_snooze_end_get_type (void);

#define TILL_SNOOZE_REASON_LENGTH 120 /* characters */

typedef struct
{
  TillSnoozeEnd ends;
  TillDay       until; /* of TILL_SNOOZE_DAY; else TILL_DAY_NONE */
  char         *reason;
} TillSnooze;

TillSnooze *till_snooze_new (TillSnoozeEnd ends, TillDay until, const char *reason);
TillSnooze *till_snooze_copy (const TillSnooze *self);
void        till_snooze_free (TillSnooze *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillSnooze, till_snooze_free)

/* TILL_ERROR_BAD_INPUT with a sentence: a day that is over on @today, no reason, too long a one,
 * one with a card number in it. */
gboolean till_snooze_check (const TillSnooze *self, TillDay today, GError **error);

/* "Until Dec 12, 2026", "Until the balance changes". */
char *till_snooze_to_words (TillSnoozeEnd ends, TillDay until) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
