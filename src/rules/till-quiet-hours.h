/* till-quiet-hours.h: when a message about money may reach somebody
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * domain.md 4.11: by the clock of who gets it. Who may live in either of two zones gets it when
 * both clocks allow it.
 */
#pragma once

#include "core/till-day.h"
#include "rules/till-postal-zones.h"

G_BEGIN_DECLS

/* Messages that nobody has asked for are not to come before 8 and after 21 o'clock (47 CFR
 * 64.1200(c)(1)). Two zones, an hour apart, leave an hour less. */
#define TILL_EARLIEST_HOUR 8
#define TILL_LATEST_HOUR 21
#define TILL_LEAST_HOURS 3

typedef struct
{
  guint from_hour;  /* from that on */
  guint until_hour; /* that not any more */
  guint days;       /* 1 << till_day_get_weekday() */
} TillMessageHours;

/* Monday to Saturday, 9 to 20. */
#define TILL_MESSAGE_HOURS_DEFAULT ((TillMessageHours){ 9, 20, 0x7e })

/* @days: as in "123456", 1 Monday … 7 Sunday. TILL_ERROR_BAD_INPUT with a sentence. */
gboolean till_message_hours_read (TillMessageHours *self,
                                  guint             from_hour,
                                  guint             until_hour,
                                  const char       *days,
                                  GError          **error);

/* The first instant from @at on at which a message may come there. */
TillInstant till_message_hours_next (const TillMessageHours *self,
                                     const TillPostalZones  *zones,
                                     TillInstant             at);

G_END_DECLS
