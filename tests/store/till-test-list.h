/* till-test-list.h: a transactions table over a file of the test's own, and what it announces
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-list.h"
#include "till-test-store.h"

G_BEGIN_DECLS

typedef struct
{
  TillDb    *db;
  TillClock *clock;
  GTimeZone *zone;
  TillTable *table;
  GString   *changes; /* "0,0,3 " for each items-changed */
  guint      n_rows;  /* at first */
} Fixture;

typedef void (*TestListFunc) (Fixture *fixture, gconstpointer data);

/* Over so many rows, with ids from 1 on, newest first. */
void test_list_add (const char *path, guint n_rows, TestListFunc test);

guint    n_items (Fixture *fixture);
void     wait_ready (Fixture *fixture);
void     load (Fixture *fixture); /* all rows; what was announced is forgotten */
TillRow *get_row (Fixture *fixture, guint position);

/* Narrows by one condition and waits. @values is parted by "|". */
void narrow (Fixture *fixture, const char *column, TillFilterOp op, const char *values);

void assert_ids (Fixture *fixture, const char *expected);

/* A job: runs the SQL text @data. */
gboolean sql_job (TillDbConnection *connection, gpointer data, GError **error);

/* What EXPLAIN QUERY PLAN says, a line a step: of a question, and of the list's own. */
char *test_explain (TillDb *db, const char *sql);
char *test_explain_list (TillDb             *db,
                         const TillListKind *kind,
                         TillFilter         *filter,
                         const TillSortKey  *sort);

G_END_DECLS
