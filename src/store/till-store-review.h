/* till-store-review.h: who of many may be asked for money, judged in one pass
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The facts are those that till_store_read_account() and till_request_read_facts() have of one; the
 * rule is till_request_judge().
 */
#pragma once

#include "core/till-money.h"
#include "db/till-db.h"
#include "rules/till-request-rules.h"

G_BEGIN_DECLS

/* What stays of one who was judged. */
typedef struct
{
  gint64 id;
  gint64 cents;   /* of the portion */
  guint  reasons; /* TillWhyNot */
  guint  by_name; /* the place by the name; 0 when that was not asked for */
} TillJudged;

/* As many guarantors as can be thought of, on a reader, inside of a job. */
typedef struct
{
  /* Asked for; borrowed */
  const GArray     *ids; /* gint64, each once, ascending */
  TillRequestPolicy policy;
  TillDay           today;
  gboolean          by_name;
} TillJudging;

/* Into @judged (TillJudged), which is empty, by their ids; who is not there any more is left out.
 */
gboolean till_store_judge (TillDbConnection  *connection,
                           const TillJudging *judging,
                           GArray            *judged,
                           GError           **error);

/* What the screen and a file show of one. */
typedef struct
{
  TillRequestFacts facts;
  char            *name;
  char            *address; /* of the channel, in one line; NULL: none */
} TillAskedPerson;

void till_asked_person_clear (TillAskedPerson *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TillAskedPerson, till_asked_person_clear)

/* By the key. Whether the address is shared, or fails, or there is a plan is the caller's to say:
 * all are FALSE. *found is FALSE, without an error, when there is no such patient. */
gboolean till_store_read_asked (TillDbConnection *connection,
                                gint64            id,
                                TillChannel       channel,
                                TillAskedPerson  *person,
                                gboolean         *found,
                                GError          **error);

G_END_DECLS
