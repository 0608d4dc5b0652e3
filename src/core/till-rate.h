/* till-rate.h: a part of an amount, in hundredths of a percent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-money.h"

G_BEGIN_DECLS

/* 287 is 2.87 %. */
typedef struct
{
  gint64 hundredths;
} TillRate;

/* How much @part is of @whole, half a hundredth and more rounded away from zero. FALSE where there
 * is no answer: a whole of zero or less, or one too large to reckon with. */
gboolean till_rate_of (TillMoney part, TillMoney whole, TillRate *rate) G_GNUC_WARN_UNUSED_RESULT;

/* "2.87 %", as the locale writes it. */
char *till_rate_format (TillRate rate) G_GNUC_WARN_UNUSED_RESULT;

/* "2.87", whatever the locale. */
void till_rate_append_decimal (TillRate rate, GString *to);

G_END_DECLS
