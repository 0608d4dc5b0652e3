/* till-demo-data.h: two years of a plausible practice, from one seed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 1,200 patients and about 9,000 transactions in two years up to @today, with every state. The same
 * seed and day give the same data; days can be added one by one, and give what they would have
 * given at once.
 */
#pragma once

#include "model/till-records.h"
#include "store/till-store.h"

G_BEGIN_DECLS

typedef struct _TillDemoData TillDemoData;

TillDemoData *till_demo_data_new (guint32 seed, const char *zone);
void          till_demo_data_free (TillDemoData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillDemoData, till_demo_data_free)

/**
 * till_demo_data_add_plans:
 * @today: the day on which the practice is made
 *
 * From then on there are payment plans, cards on file, and what was charged of them up to the day
 * before. To be called before anything else, with the same day as long as the practice is written;
 * what comes due from @today on is the program's to charge.
 */
void till_demo_data_add_plans (TillDemoData *self, TillDay today);

/* The cards on file as the sandbox's control call takes them: a JSON array. */
char *till_demo_data_cards_to_json (TillDemoData *self);

/* The payment plans, once the days before have been written; nothing when there are any. */
gboolean till_demo_data_write_plans (TillDemoData     *self,
                                     TillDbConnection *connection,
                                     GError          **error);

/* The practice's name, address and so on, users, patients with their charges: into an empty store.
 */
gboolean till_demo_data_write_practice (TillDemoData     *self,
                                        TillDbConnection *connection,
                                        TillInstant       now,
                                        GError          **error);

/* What the insurance is thought to pay still of what families owe from before: once the balances
 * are aged, with the @now that the practice was written at. */
gboolean till_demo_data_write_estimates (TillDemoData     *self,
                                         TillDbConnection *connection,
                                         TillInstant       now,
                                         GError          **error);

/* One day's transactions, in order of time. (element-type TillTransaction); attempts are made in
 * till_demo_data_write_day. Same content for the same day whenever it is called; @now cuts off what
 * would lie ahead. */
GPtrArray *till_demo_data_get_day (TillDemoData *self, TillDay day, TillInstant now);

/* Writes them: attempts, transactions, postings, ledger. Rows that are there already are left. */
gboolean till_demo_data_write_day (TillDemoData     *self,
                                   TillDbConnection *connection,
                                   TillDay           day,
                                   TillInstant       now,
                                   GError          **error);

/* The same day's card transactions as the sandbox's control call takes them: a JSON array. */
char *till_demo_data_day_to_json (TillDemoData *self, TillDay day, TillInstant now);

G_END_DECLS
