/* till-bulk-request-private.h: what the practice does with its bulk request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-bulk-request.h"
#include "flow/till-practice-private.h"

G_BEGIN_DECLS

struct _TillBulkRequest
{
  GObject parent_instance;

  /* Borrowed */
  TillPractice *practice;

  /* Owned */
  TillBulk *bulk;    /* NULL: none is known */
  char     *problem; /* why it does not go on, or NULL */

  TillBulkCounts counts;
  gboolean       choosing; /* one is being begun */
  gboolean       reading;
  gboolean       writing;
  gboolean       again;
};

TillBulkRequest *till_bulk_request_new (TillPractice *practice); /* borrowed */

/* Beside everything else: looks how far it is, and does what is next. */
void till_bulk_request_follow (TillPractice *practice);
/* Whether somebody is asked as soon as it is looked at. */
gboolean till_bulk_request_has_more (TillPractice *practice);
/* The same as follow, when there is one. */
void till_bulk_request_changed (TillPractice *practice);

G_END_DECLS
