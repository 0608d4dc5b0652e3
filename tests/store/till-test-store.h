/* till-test-store.h: a practice file of the test's own, and rows to fill it with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-store-attempts.h"
#include "store/till-store-patients.h"
#include "store/till-store-transactions.h"

G_BEGIN_DECLS

/* Tuesday, November 24, 2026, 14:00 UTC: nine in the morning in New York. */
#define TEST_NOW (G_GINT64_CONSTANT (1795528800000))

/* @path: (out) (optional) */
TillDb *test_store_open (char **path);
/* Likewise, of a closed file. */
TillDb *test_store_open_copy (const char *of, char **path);
void    test_store_shut (TillDb *db); /* closes it, and nobody else holds it */

/* Must work. What @job asserts, it asserts on the writer's thread. */
void test_store_write (TillDb *db, TillDbJob job, gpointer data);

/* One number; must work. */
gint64 test_store_ask (TillDb *db, const char *sql);

/* One text a row, with "; " between. */
void test_store_assert_texts (TillDb *db, const char *sql, const char *expected);

/* The bare file, with nobody holding it. */
void test_store_change_behind (const char *path, const char *sql);

extern const TillActor *test_actor;

gint64 test_add_patient (TillDbConnection *connection, const char *name);

/* A settled cash payment or a captured card payment made elsewhere, not added yet. */
TillTransaction *test_cash (gint64 patient_id, gint64 cents, TillInstant at);
TillTransaction *test_card (gint64      patient_id,
                            gint64      cents,
                            TillInstant at,
                            const char *processor_id);
TillTransaction *test_reversal (const TillTransaction *payment,
                                TillTransactionKind    kind,
                                gint64                 cents);

/* Adds it and frees it; must work. */
gint64 test_add (TillDbConnection *connection, TillTransaction *transaction /* full */);

/* An approved attempt of a cash payment with its transaction. */
gint64 test_collect (TillDbConnection *connection, gint64 patient_id, gint64 cents, TillInstant at);

/* The finding of that invariant, from a list of them. */
const TillFinding *test_find_finding (GPtrArray *findings, const char *words);
GPtrArray         *test_verify (TillDb *db, const char *path, GBytes *key);
GPtrArray         *test_verify_file (const char *path, GBytes *key); /* of a closed one */

G_END_DECLS
