/* till-merge-rows.h: records merged and parted, and what they owe, for the tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-store-account.h"
#include "till-test-store.h"

G_BEGIN_DECLS

/* The day of all of it. */
#define AS_OF (till_day (2026, 11, 24))

/* All must work. @age: days before AS_OF. @taken: see TillMergeOrder. */
void   merges_add_entry (TillDbConnection *connection, gint64 patient_id, gint64 cents, int age);
void   merges_age_all (TillDbConnection *connection);
gint64 merges_merge (TillDbConnection *connection, gint64 merged, gint64 kept, guint taken);
void   merges_undo (TillDbConnection *connection, gint64 merge_id);
gint64 merges_ask (TillDbConnection *connection, const char *sql);
TillAccount *merges_read_account (TillDbConnection *connection, gint64 patient_id);
TillPatient *merges_get (TillDbConnection *connection, gint64 id);

/* What the family owes, by age. */
void merges_assert_owed (TillDbConnection *connection,
                         gint64            id,
                         gint64            a,
                         gint64            b,
                         gint64            c,
                         gint64            d);

/* All holds that holds of a practice. */
void merges_verify (TillDb *db, const char *path);

/* In a practice of its own, which is sound afterwards. */
void merges_run (TillDbJob job);

G_END_DECLS
