/* till-store-review-private.h: the facts of those who are judged, read by their ids
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-store-review.h"

G_BEGIN_DECLS

/* Ids that lie no farther apart are read in one go, with what lies between: to begin anew takes
 * about as long. */
#define TILL_REVIEW_BETWEEN 4

/* ── Rows by an id ── */

/* Of a statement whose rows have the id first, from ?1 to ?2, ascending: whoever asks for one id
 * after the other, as those who are judged come, gets the next row mostly, and is not looked up. */
typedef struct
{
  TillDbStatement *rows;
  const char      *channel; /* for ?3; NULL: there is none */
  gint64           last;    /* nothing behind it is asked for, but in passing */
  gint64           end;     /* of what the rows were asked for */
  gint64           from;    /* from here up to the row it stands on there is no other */
  gint64           id;      /* of that row; behind the end when there is no more */
} TillIdWalk;

gboolean till_id_walk_begin (TillIdWalk       *self,
                             TillDbConnection *connection,
                             const char       *sql,
                             const char       *channel,
                             gint64            last,
                             GError          **error);
void     till_id_walk_clear (TillIdWalk *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TillIdWalk, till_id_walk_clear)

/* Then it stands on the first row of @id, or else on the first behind that. */
gboolean till_id_walk_to (TillIdWalk *self, gint64 id, GError **error);
gboolean till_id_walk_step (TillIdWalk *self, GError **error);

/* ── Facts ── */

enum
{
  TILL_FACTS_BALANCES,
  TILL_FACTS_SNOOZES,
  TILL_FACTS_REQUESTS,
  TILL_FACTS_CONSENTS,
  TILL_FACTS_N_WALKS,
};

typedef struct
{
  TillDbStatement *people; /* those asked for, ascending */
  TillIdWalk       walks[TILL_FACTS_N_WALKS];
  GHashTable *merged_asked; /* gint64: who stands for merged records → TillInstant: when one of
                             * these was asked last */
  GHashTable *unposted;     /* gint64: guarantor → gint64: cents paid and not posted */
  GTimeZone  *zone;
  TillDay     aged_on;
} TillFactsReader;

/* A row of people: what is not a fact of its own. */
typedef struct
{
  gint64      id;
  gint64      guarantor_id;
  const char *name;
  const char *address;   /* NULL or empty: there is none */
  const char *key;       /* by what two have the same address; NULL: by nothing */
  const char *asked_key; /* that of who answers, who may be another */
  TillMoney   portion;   /* of its own balance, whoever answers */
  TillMoney   insurance;
  gboolean    may_be_asked; /* TILL_PATIENT_MAY_BE_ASKED */
} TillFactsRow;

/* @name: the column that the rows are to have as their name, or "NULL"; @last: the last id that
 * will be asked for. */
gboolean till_facts_begin (TillFactsReader  *self,
                           TillDbConnection *connection,
                           TillChannel       channel,
                           const char       *name,
                           gint64            last,
                           GError          **error);
void     till_facts_clear (TillFactsReader *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TillFactsReader, till_facts_clear)

/* Those from @first to @last, by ascending ids, one a call; what @row has is good until the next.
 */
void     till_facts_ask (TillFactsReader *self, gint64 first, gint64 last);
TillStep till_facts_next (TillFactsReader *self, TillFactsRow *row, GError **error);

/* Of the row that was read last: all but whether the address is shared, or fails, and whether there
 * is a plan. For whom somebody else answers, it is that one's balance, snooze and requests. */
gboolean till_facts_read (TillFactsReader    *self,
                          const TillFactsRow *row,
                          TillRequestFacts   *facts,
                          GError            **error);

/* Of a guarantor; nothing when there is no balance. */
gboolean till_facts_read_balance (TillFactsReader *self,
                                  gint64           id,
                                  TillMoney       *portion,
                                  TillMoney       *insurance,
                                  GError         **error);

/* The name of a channel, and by what of patient p two have the same address; NULL: by nothing. */
const char *till_facts_get_channel (TillChannel channel);
const char *till_facts_get_key (TillChannel channel);

G_END_DECLS
