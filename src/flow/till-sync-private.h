/* till-sync-private.h: what the files of a round of re-reading share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-text-set.h"
#include "flow/till-sync.h"

G_BEGIN_DECLS

/* What is open or can't be read is looked for each time, if it is not older. */
#define TILL_SYNC_FARTHEST (14 * 24 * TILL_HOUR)
/* A cursor that is younger is not moved for nothing. */
#define TILL_SYNC_CURSOR_AGE TILL_HOUR

/* The task data of a round. */
typedef struct
{
  gboolean    far;
  gboolean    is_check; /* of @from … @until, which moves no cursor */
  TillInstant now;
  TillInstant first; /* since when it is read the first time */
  TillInstant from;
  TillInstant until;
  TillInstant cursor;   /* as it is kept */
  TillInstant ahead;    /* the cursor, when it was from the future; or TILL_INSTANT_NONE */
  TillInstant position; /* the newest that was shown */
  TillInstant missing;  /* the newest before the oldest that the list left out, or
                           TILL_INSTANT_NONE */
  guint        page;
  gboolean     more;
  guint64      n_shown;
  guint64      n_total;
  TillTextSet *shown;         /* processor ids */
  GHashTable  *unsettled;     /* processor ids that no page has shown yet */
  GHashTable  *unread;        /* numbers that could not be taken in before */
  TillInstant  numberless_at; /* of one that had none, before */
  gboolean     numberless;    /* some rows have none, now */
  GPtrArray   *stale;         /* TillAttempt: pages that have waited a day */

  gboolean    asking;
  TillTakeIn *waiting;  /* what has come while another is written, or NULL */
  guint       n_taking; /* being written */
  GError     *failure;  /* why no more is asked */
  GError     *problem;  /* the list is not whole */
} TillSyncRun;

/* Asks for what is next, or ends when everything has come and is written. */
void till_sync_go_on (GTask *task);

/* ── What a page shows, and taking it in (till-sync-page.c) ──────────────────────────────────────
 */

/* Takes @error. */
void till_sync_note_failure (TillSyncRun *run, GError *error);

/* Counts what is shown, and says of what can't be read when it was. */
void till_sync_note_page (TillSyncRun *run, const TillFound *found);

/* Keeps what @found shows for till_sync_write(). */
void till_sync_keep (GTask *task, TillFound *found, gboolean is_page);
void till_sync_write (GTask *task);

G_END_DECLS
