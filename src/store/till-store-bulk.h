/* till-store-bulk.h: many guarantors asked at once: whom, how far it is, and what became of each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whom it is for is written down in small commits before the first one is asked; each is then asked
 * in one commit with what says so, so that after a crash nobody is asked twice and nobody
 * forgotten.
 */
#pragma once

#include "model/till-bulk.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/* State choosing; @bulk gets id, uuid, made_at and made_by. */
gboolean till_store_begin_bulk (TillDbConnection *connection,
                                TillBulk         *bulk,
                                const TillActor  *actor,
                                TillInstant       at,
                                GError          **error);

/* @guarantors, in their order, from @first on: the ordinal of the first. Nobody twice. */
gboolean till_store_add_bulk_items (TillDbConnection *connection,
                                    gint64            bulk_id,
                                    gint64            first,
                                    const gint64     *guarantors,
                                    gsize             n_guarantors,
                                    GError          **error);

/* With the audit. While it is paused or cancelled, no message of it leaves that is queued. */
gboolean till_store_step_bulk (TillDbConnection *connection,
                               gint64            id,
                               TillBulkState     state,
                               const TillActor  *actor,
                               TillInstant       at,
                               GError          **error);

TillBulk *till_store_get_bulk (TillDbConnection *connection, gint64 id, GError **error);
/* The one that is not over, or that left something when it was cancelled; NULL without an error:
 * there is none. */
TillBulk *till_store_find_open_bulk (TillDbConnection *connection, GError **error);

typedef struct
{
  gint64 ordinal;
  gint64 guarantor_id;
} TillBulkItem;

/* The next that wait. (element-type TillBulkItem) */
GArray *till_store_list_bulk_items (TillDbConnection *connection,
                                    gint64            bulk_id,
                                    guint             n_most,
                                    GError          **error);

/* Asked by @request_id; or, 0, left out: @why is a reason's text form, or a sentence. */
gboolean till_store_end_bulk_item (TillDbConnection *connection,
                                   gint64            bulk_id,
                                   gint64            ordinal,
                                   gint64            request_id,
                                   const char       *why,
                                   GError          **error);

gboolean till_store_count_bulk (TillDbConnection *connection,
                                gint64            bulk_id,
                                TillInstant       at,
                                TillBulkCounts   *counts,
                                GError          **error);

/* Of a cancelled one: who waits is left out, and what is queued is stopped, with its request; as
 * much of it as there is time for. */
gboolean till_store_clear_bulk (TillDbConnection *connection,
                                gint64            bulk_id,
                                const TillActor  *actor,
                                TillInstant       at,
                                GError          **error);

/* Of a request whose message is queued again: it was on its way when the bulk was cancelled. */
gboolean till_store_end_if_bulk_is_cancelled (TillDbConnection *connection,
                                              gint64            request_id,
                                              TillInstant       at,
                                              GError          **error);

G_END_DECLS
