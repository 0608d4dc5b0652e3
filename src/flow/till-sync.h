/* till-sync.h: re-reads at the processor every row that is not yet final, and finds what came late
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice-private.h"

G_BEGIN_DECLS

/**
 * till_sync_run_async:
 * @far: back to the oldest row or page that is open, as after a start; else two days
 *
 * One trailing-window search matches all invoices, abandoned pages' too; rows it did not show are
 * read by id. Without a processor nothing is done. TILL_ERROR_UNREACHABLE.
 */
void     till_sync_run_async (TillPractice       *practice,
                              gboolean            far,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
gboolean till_sync_run_finish (TillPractice *practice, GAsyncResult *result, GError **error);

/* ── What a charge of the processor's changes (till-sync-charge.c) ──────────────────────────────
 */

typedef struct
{
  char       *processor;
  GPtrArray  *charges; /* (element-type TillCharge) */
  TillActor  *actor;
  TillInstant at;
  gboolean    post_refunds;
  gboolean    post_payments;
  GTimeZone  *zone;
} TillTakeIn;

void        till_take_in_free (TillTakeIn *self);
TillTakeIn *till_take_in_new (TillPractice *practice);

/* Jobs. The first, for a reader, leaves only the charges that change something; the second writes
 * them. */
gboolean till_take_in_pick (TillDbConnection *connection, gpointer take_in, GError **error);
gboolean till_take_in_write (TillDbConnection *connection, gpointer take_in, GError **error);

G_END_DECLS
