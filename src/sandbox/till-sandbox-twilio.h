/* till-sandbox-twilio.h: Twilio's addresses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Below /2010-04-01/Accounts/<account>, with the account and the text key as Basic credentials:
 *
 * POST Messages.json               sends: To, From or MessagingServiceSid, Body
 * GET  Messages.json               lists: To, From, DateSent, DateSent<, DateSent>, PageSize,
 * PageToken GET  Messages/<sid>.json GET  IncomingPhoneNumbers.json   the numbers of the account:
 * PhoneNumber
 */
#pragma once

#include "sandbox/till-sandbox-call.h"

G_BEGIN_DECLS

#define TILL_SANDBOX_TWILIO_PATH "/2010-04-01/"

/* Answers a call below that path. Takes it. */
void till_sandbox_twilio_take (TillSandboxCall *call);

G_END_DECLS
