/* till-reminders.h: reminders of requests, written when they are due
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice-private.h"
#include "model/till-request.h"
#include "rules/till-reminder-rules.h"

G_BEGIN_DECLS

/* Beside everything else, when the processor's payments and the patients' answers have been read
 * just now: what is due is judged as things are then, and written or stopped in one commit, so that
 * none is sent twice; the outbox goes on from there. */
void till_reminders_write_if_due (TillPractice *practice);

/* Whether @request may still be reminded of by @channel, or be sent now that its hour has come:
 * what till_reminder_judge() is given. */
gboolean till_reminders_read_facts (TillDbConnection  *connection,
                                    TillReminderFacts *facts,
                                    const TillRequest *request,
                                    const TillAccount *account,
                                    TillChannel        channel,
                                    GError           **error);

G_END_DECLS
