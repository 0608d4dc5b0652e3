/* till-store-reports-private.h: what the files of the reports share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "rules/till-takings-rules.h"
#include "store/till-store-private.h"
#include "store/till-store-reports.h"

G_BEGIN_DECLS

/* What the badge counts too. */
#define TILL_SQL_NOT_POSTED "posting IN ('unposted', 'posting', 'needs-review')"

/* A statement whose ?1 and ?2 are the days' first instant and the first after them. */
TillDbStatement *till_store_prepare_days (TillDbConnection *connection,
                                          const char       *sql,
                                          TillDayRange      range,
                                          GTimeZone        *zone,
                                          GError          **error);

G_END_DECLS
