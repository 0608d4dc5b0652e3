/* bench.h: what the parts of till-bench share: a line a figure, medians, the big practice
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/till-db.h"

G_BEGIN_DECLS

/* Names of the data that is made once: ten years up to this day. */
#define BENCH_N_TRANSACTIONS 1000000
#define BENCH_N_PATIENTS 200000
#define BENCH_N_NEWEST_MONTH 8800
#define BENCH_N_UNPOSTED 1825
#define BENCH_N_DEPOSITS 2500
#define BENCH_N_ITEMS 5000 /* of the newest of them */
#define BENCH_LAST_DAY "2026-11-24"
#define BENCH_ZONE "America/New_York"

/**
 * bench_line:
 * @ours, @reference: in @unit, measured in the same run
 * @most: what ours may be at most, as a multiple of the reference
 *
 * Prints name, ours, reference, ratio, the ratio to keep, separated by tabs.
 */
void bench_line (const char *name, const char *unit, double ours, double reference, double most);

/* For a figure that has a limit of its own instead of a reference. */
void bench_limit (const char *name, const char *unit, double ours, double limit);

/* The same the other way round: frames a second, where more is better. */
void bench_at_least (const char *name, const char *unit, double ours, double limit);

/* Seconds, from a clock that is never set. */
double bench_now (void);

/* Seconds for which this thread, the same at each call, could have run and had no processor: what
 * others on the machine did to it. */
double bench_waited (void);

/* Of @n numbers, which are sorted. */
double bench_median (double *numbers, guint n);
double bench_percentile (double *numbers, guint n, double part); /* 0.99 */

/* Seconds that one stretch in a hundred of plain work takes on this machine, where the usual one
 * takes @seconds: what others on it do to anybody's p99. */
double bench_machine_p99 (double seconds);

/* Runs both in turn, @n_rounds times after one round that doesn't count, so that a loud minute on
 * the machine hits both. *ours and *reference: the medians of their seconds. */
typedef void (*BenchRun) (gpointer data);
void bench_compare (BenchRun ours,
                    BenchRun reference,
                    gpointer data,
                    guint    n_rounds,
                    double  *ours_seconds,
                    double  *reference_seconds);

/* The practice file with a million transactions and 200,000 patients in $TILL_BENCH_DATA, made when
 * it is not there; nobody has it open. Parts that write to it make a copy. */
char *bench_data_get_practice (void);

/* The same with the deposits of its batches, in a file of its own. */
char *bench_data_get_deposits (void);

/* A copy of it that may be written to, opened; and closed and removed. */
TillDb *bench_open_copy (char **path);
void    bench_close_copy (TillDb *db, const char *path);

/* The parts. */
void bench_receipts (void);
void bench_window (void);
void bench_deposits (void);
void bench_filters (void);
void bench_export (void);
void bench_badge (void);
void bench_commit (void);
void bench_import (void);
void bench_sync (void);
void bench_bank (void);
void bench_aging (void);
void bench_review (void);
void bench_plans (void);
void bench_charges (void);
void bench_messages (void);
void bench_balances (void);

G_END_DECLS
