/* texter-ask.h: a texter that is asked, and waited for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "messaging/till-texter.h"

G_BEGIN_DECLS

TillDelivery *texter_send (TillTexter *texter, const char *to, const char *body);
TillTextLook *texter_look (TillTexter *texter, const char *to, const char *body, TillInstant since);
TillTextProgress *texter_poll (TillTexter *texter, const char *id);
TillTextInbox    *texter_receive (TillTexter *texter, TillInstant since);
char             *texter_test (TillTexter *texter, GError **error);

G_END_DECLS
