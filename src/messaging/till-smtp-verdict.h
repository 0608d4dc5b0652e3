/* till-smtp-verdict.h: what a talk with a mail server means for the message
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "messaging/till-delivery.h"
#include "messaging/till-smtp-talk.h"
#include "model/till-mail-check.h"

G_BEGIN_DECLS

/* Both (transfer full). @to: whom the message is for.
 *
 * Not taken over by a "5xx" to the recipient is the address' fault, unless the server says that it
 * takes nothing from us for anybody; by any other "5xx" it is the settings'. */
TillDelivery *till_smtp_judge (const TillSmtpSettings *settings,
                               const char             *to,
                               const TillSmtpTalk     *talk);

/* (element-type TillMailCheck): each step, in the order in which they are taken. */
GPtrArray *till_smtp_list_steps (const TillSmtpSettings *settings,
                                 const char             *to,
                                 const TillSmtpTalk     *talk);

G_END_DECLS
