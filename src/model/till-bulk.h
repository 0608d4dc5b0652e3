/* till-bulk.h: many guarantors asked at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-request.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_BULK_CHOOSING,  /* "choosing": whom it is for is being written down */
  TILL_BULK_SENDING,   /* "sending" */
  TILL_BULK_PAUSED,    /* "paused" */
  TILL_BULK_CANCELLED, /* "cancelled" */
  TILL_BULK_DONE,      /* "done": everybody was asked or left out */
} TillBulkState;

typedef enum
{
  TILL_BULK_BY_TEXT,      /* "text" */
  TILL_BULK_BY_EMAIL,     /* "email" */
  TILL_BULK_AS_PREFERRED, /* "preferred": by text who may be, else by e-mail */
} TillBulkChannel;

typedef struct
{
  gint64          id;
  char           *uuid;
  gint64          location_id;
  TillBulkState   state;
  TillBulkChannel channel;
  gboolean        with_statement;
  char           *reminders;
  char           *note; /* or NULL */
  gint64          n_items;
  TillInstant     made_at;
  char           *made_by;
  TillInstant     ended_at; /* or TILL_INSTANT_NONE */
} TillBulk;

TILL_RECORD (TillBulk, till_bulk)

typedef struct
{
  gint64 n_waiting; /* to be asked */
  gint64 n_asked;
  gint64 n_skipped;
  gint64 n_queued;  /* messages that have not left */
  gint64 n_ready;   /* of them: those that may leave now */
  gint64 n_untried; /* of them: those that were never handed over */
  gint64 n_unsent;  /* of them: those that were not sent again by hand */
  gint64 n_sending; /* not answered yet */
  gint64 n_sent;
  gint64 n_stopped; /* before they left */
  gint64 n_undeliverable;
} TillBulkCounts;

/* Cancelled or done. */
gboolean till_bulk_is_over (TillBulkState state);

#define TILL_TYPE_BULK_STATE (till_bulk_state_get_type ())
GType till_bulk_state_get_type (void);
#define TILL_TYPE_BULK_CHANNEL (till_bulk_channel_get_type ())
GType till_bulk_channel_get_type (void);

G_END_DECLS
