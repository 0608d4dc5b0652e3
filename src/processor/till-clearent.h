/* till-clearent.h: Clearent (Xplor Pay), gateway "Quest"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "http/till-http.h"
#include "processor/till-processor.h"

G_BEGIN_DECLS

#define TILL_TYPE_CLEARENT (till_clearent_get_type ())
G_DECLARE_FINAL_TYPE (TillClearent, till_clearent, TILL, CLEARENT, GObject)

/* @host: "https://gateway.clearent.net" without a slash at the end. @paylink: an id, or
 * merchant/terminal.
 * @terminal_keys: (nullable) a key of its own for a terminal id; @key serves the rest. */
TillClearent *till_clearent_new (TillHttp   *http,
                                 const char *host,
                                 const char *key,
                                 const char *paylink,
                                 GHashTable *terminal_keys);

/* The reports, which tell of deposits: a host and a key of their own.
 * @host: "https://reporting.clearent.net"
 * @merchant: (nullable): asks for that one alone
 * @zone: the practice's, in which the reports tell the time
 * @timeout_s: for one page of them; 0: as long as for all else */
void till_clearent_set_reports (TillClearent *self,
                                const char   *host,
                                const char   *access_key,
                                const char   *merchant,
                                GTimeZone    *zone,
                                guint         timeout_s);

G_END_DECLS
