/* till-test-db.h: a small database of the tests' own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/till-db.h"

G_BEGIN_DECLS

#define TEST_APPLICATION_ID 0x54657374

/* things (id, name, …), notes (name, value); with 2 scripts parts (id, thing_id), too. */
extern const TillDbSchema test_db_first;
extern const TillDbSchema test_db_second;

/* FOLDER/name in a folder of the test's own. */
char *test_db_path (const char *name) G_GNUC_WARN_UNUSED_RESULT;

TillDb *test_db_open (const char *path); /* second schema; must work */
void    test_db_shut (TillDb *db);       /* closes, and nobody else holds it */

/* A job: runs the SQL text @data. */
gboolean test_db_sql_job (TillDbConnection *connection, gpointer data, GError **error);

void   test_db_write (TillDb *db, const char *sql); /* must work */
gint64 test_db_ask (TillDb *db, const char *sql);   /* one number; must work */

/* The connection's bare file, without the layer's checks. */
void test_db_change_behind (const char *path, const char *sql);

G_END_DECLS
