/* till-calendar.h: on which days banks in the United States work
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-day.h"

G_BEGIN_DECLS

/* The Federal Reserve's holidays (frbservices.org, "Holiday Schedules"). A holiday on a Sunday is
 * kept on Monday; one on a Saturday is not moved: the Reserve Banks are open the Friday before.
 * Juneteenth counts from 2022 on. */
gboolean till_calendar_is_business_day (TillDay day);

/* The business day @n business days after @day; n = 0 gives @day itself or the next business day.
 */
TillDay till_calendar_add_business_days (TillDay day, guint n);

G_END_DECLS
