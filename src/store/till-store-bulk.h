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
#include "model/till-table.h"
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

/* The newest first. (element-type TillBulk) */
GPtrArray *till_store_list_bulks (TillDbConnection *connection, guint n_most, GError **error);

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

/* Ends the request of @message, which is queued again: it was on its way when its bulk was
 * cancelled. Not of one that somebody has sent again. */
gboolean till_store_end_if_bulk_is_cancelled (TillDbConnection  *connection,
                                              const TillMessage *message,
                                              TillInstant        at,
                                              GError           **error);

/* What became of each. Columns: "patient", "requested", "paid", "sent", "address", "result",
 * "reason", "bulk-made"; to filter by, "bulk-id"; of rows alone "request-id" and "patient-id".
 * Sums: "requested", "paid". (full) */
TillTable *till_store_bulk_results_table_new (TillDb *db, TillClock *clock, GTimeZone *zone);

G_END_DECLS
