/* till-sync-private.h: what the files of a round of re-reading share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-sync.h"

G_BEGIN_DECLS

#define TILL_SYNC_FARTHEST (14 * 24 * TILL_HOUR)
/* A cursor that is younger is not moved for nothing. */
#define TILL_SYNC_CURSOR_AGE TILL_HOUR

/* The task data of a round. */
typedef struct
{
  gboolean    far;
  TillInstant now;
  TillInstant from;
  TillInstant cursor;   /* as it is kept */
  TillInstant position; /* the newest that was shown */
  TillInstant unread;   /* the oldest that could not be read, or TILL_INSTANT_NONE */
  guint       page;
  gboolean    more;
  guint64     n_shown;
  guint64     n_total;
  GHashTable *shown;     /* processor ids */
  GHashTable *unsettled; /* processor ids that no page has shown yet */
  GPtrArray  *stale;     /* TillAttempt: pages that have waited a day */

  gboolean    asking;
  TillTakeIn *waiting;  /* what has come while another is written, or NULL */
  guint       n_taking; /* being written */
  GError     *failure;  /* why no more is asked */
  GError     *problem;  /* the first thing that could not be read */
  guint       n_problems;
} TillSyncRun;

/* Asks for what is next, or ends when everything has come and is written. */
void till_sync_go_on (GTask *task);

/* ── What a page shows, and taking it in (till-sync-page.c) ──────────────────────────────────────
 */

/* Takes @error. */
void till_sync_note_failure (TillSyncRun *run, GError *error);

/* Counts what is shown, and names what can't be read. */
void till_sync_note_page (TillSyncRun *run, const TillFound *found);

/* Keeps the charges of @found for till_sync_write(). */
void till_sync_keep (GTask *task, TillFound *found, gboolean is_page);
void till_sync_write (GTask *task);

/* All that could not be read, as one error; or NULL. */
GError *till_sync_steal_problem (TillSyncRun *run);

G_END_DECLS
