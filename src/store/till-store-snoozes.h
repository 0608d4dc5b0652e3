/* till-store-snoozes.h: who is left out of requests, until when, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-id.h"
#include "db/till-db.h"
#include "model/till-snooze.h"

G_BEGIN_DECLS

/**
 * till_store_snooze:
 * @snooze: in place of one that there is; it has been checked
 * @taken: (out): FALSE: it would end at once, since no insurance is expected to pay
 *
 * With the audit. TILL_ERROR_NOT_FOUND when nobody owes under that id.
 */
gboolean till_store_snooze (TillDbConnection *connection,
                            gint64            guarantor_id,
                            const TillSnooze *snooze,
                            const TillActor  *actor,
                            TillInstant       at,
                            gboolean         *taken,
                            GError          **error);

/* Ends it by hand, with the audit; nothing when there is none. @ended: (out) (optional). */
gboolean till_store_end_snooze (TillDbConnection *connection,
                                gint64            guarantor_id,
                                const TillActor  *actor,
                                TillInstant       at,
                                gboolean         *ended,
                                GError          **error);

/* Ends the guarantor's when its event has come: in the commit that brings it. */
gboolean till_store_follow_snooze (TillDbConnection *connection,
                                   gint64            guarantor_id,
                                   TillInstant       at,
                                   GError          **error);

/* Ends those whose last day is before @today or whose event has come, @n_most of them at most;
 * @n_ended: (out): less than that means there are no more. */
gboolean till_store_end_snoozes (TillDbConnection *connection,
                                 TillDay           today,
                                 guint             n_most,
                                 TillInstant       at,
                                 guint            *n_ended,
                                 GError          **error);

/* Whether there are any to be ended: a look that writes nothing. */
gboolean till_store_has_snoozes_to_end (TillDbConnection *connection,
                                        TillDay           today,
                                        gboolean         *found,
                                        GError          **error);

G_END_DECLS
