/* till-plan-rows.h: a practice with a payment plan, and its deeds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "rules/till-plan-rules.h"
#include "store/till-store-plans.h"
#include "till-test-store.h"

G_BEGIN_DECLS

#define PLAN_TODAY (till_day (2026, 11, 24))

/* A patient, a card of hers and a plan of $100.00: $10.00 down, three installments of $30.00 from
 * December 1. */
typedef struct
{
  TillDb *db;
  char   *path;
  gint64  patient;
  gint64  card;
  gint64  plan;

  TillInstant now; /* when tries end */
} PlanRows;

TillPlanTerms plan_rows_make_terms (gint64 total, gint64 down, gint64 n);

PlanRows *plan_rows_new (void);
/* Without any of them. */
PlanRows *plan_rows_new_bare (void);
/* The books are sound, whatever was done. */
void plan_rows_free (PlanRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlanRows, plan_rows_free)

/* A job: agreed on, on paper. @rows: the rows. */
gboolean plan_rows_authorize_job (TillDbConnection *connection, gpointer rows, GError **error);

/* A charge of the installment @number of the version @version. */
typedef struct
{
  PlanRows  *rows;
  gint64     version;
  gint64     number;
  TillTryEnd end;
  gint64     try_id;
  gint64     attempt_id;
  int        refused; /* with that code; -1: not */
} PlanCharge;

TillInstallment *plan_rows_find (TillDbConnection *connection, const PlanCharge *charge);

void plan_rows_begin_try (PlanRows *self, gint64 version, gint64 number, PlanCharge *charge);
void plan_rows_refuse_try (PlanRows *self, gint64 version, gint64 number);
void plan_rows_end_try (PlanCharge          *charge,
                        TillTryOutcome       outcome,
                        TillInstallmentState state,
                        TillDay              retry);
void plan_rows_pay (PlanRows *self, gint64 version, gint64 number);

G_END_DECLS
