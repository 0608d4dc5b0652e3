/* till-desk-crowd.h: a front desk, and many who owe something and are asked at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-bulk-request.h"
#include "till-desk-requests.h"

G_BEGIN_DECLS

/* Of each ten, the first six can be asked by text; what stands against the others. */
enum
{
  CROWD_NO_PHONE = 6, /* by e-mail alone */
  CROWD_REFUSED,
  CROWD_SNOOZED,
  CROWD_SHARED, /* one number for all of these */
};

typedef struct
{
  Desk   *desk;
  guint   n_people;
  gint64 *people;
} Crowd;

/* They owe $50 and more. */
Crowd *crowd_new (guint n_people);
void   crowd_free (Crowd *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Crowd, crowd_free)

/* On the writer's thread; must work. */
void crowd_write (Crowd *self, TillDbJob job, gpointer data);

TillBulkRequest *crowd_get_bulk (Crowd *self);
/* All of them are asked, with a reminder after a week. FALSE: *error says why not. */
gboolean crowd_try_start (Crowd *self, TillBulkChannel channel, GError **error);

/* Of each that can be asked, exactly one text is at the carrier; of the others none. */
void crowd_check_texts (Crowd *self);

G_END_DECLS
