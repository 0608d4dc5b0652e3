/* till-family.h: a family and its ledger, and what the test knows of it by itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-store-allocations.h"
#include "till-test-store.h"

G_BEGIN_DECLS

#define FAMILY_MOST 12
#define FAMILY_TODAY (till_day (2026, 11, 24))

typedef struct
{
  gint64 id;
  gint64 day;
  gint64 cents;       /* as it stands, with what was taken from it */
  gint64 open;        /* ≥ 0 */
  gint64 transaction; /* 0: entered by hand */
} Known;

typedef struct
{
  TillDbConnection *connection;
  GRand            *rand;
  gint64            patient;
  Known             known[FAMILY_MOST];
  guint             n_known;
} Family;

/* One number; must work. */
gint64 family_ask (TillDbConnection *connection, const char *sql);

/* Each must work. What is entered or paid is known as the next one, and what is taken from it is
 * taken from what is known. An adjustment may be below zero. */
void family_enter (Family *self, gint64 cents, gboolean is_charge, int n_days_ago);
void family_pay (Family *self, gint64 cents, int n_days_ago);
void family_refund (Family *self, Known *of, gint64 cents);
void family_take_back (Family *self, Known *known);

/* (element-type TillAllocationLine) (full) */
GArray                   *family_read_open (Family *self);
const TillAllocationLine *family_find_line (const GArray *lines, gint64 id);

G_END_DECLS
