/* till-store-balances-private.h: what the files on balances share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-store-balances.h"
#include "store/till-store-private.h"

G_BEGIN_DECLS

/* In the order of the table's columns: the ages, and then these. */
enum
{
  TILL_BALANCE_CREDIT = TILL_N_AGES,
  TILL_BALANCE_TOTAL,
  TILL_BALANCE_INSURANCE,
  TILL_BALANCE_PORTION,
  TILL_BALANCE_N_MONEY,
};

#define TILL_BALANCE_FIGURES                                                                       \
  "owed_0_30_cents, owed_31_60_cents, owed_61_90_cents, owed_over_90_cents, credit_cents,"         \
  " total_cents, insurance_cents"

/* Which edition, and the day it is aged on. */
typedef struct
{
  gint64   id; /* 0: there is none */
  TillDay  aged_on;
  gboolean is_shown;
  gint64   import_id;   /* the file that its balances are from; 0: from the ledger */
  gint64   last_entry;  /* of the ledger, when the file was taken in */
  TillDay  lines_until; /* of a file of ledger lines: its day; TILL_DAY_NONE of all others */
} TillEdition;

/* The columns of editions that till_edition_read() takes, from column 0 of @row on. */
#define TILL_EDITION_FIELDS                                                                        \
  "id, coalesce(aging_on, aged_on), state = 'shown', coalesce(import_id, 0),"                      \
  " coalesce(last_entry, 0), lines_until"
void till_edition_read (TillEdition *edition, TillDbStatement *row);

/* Whether its balances are as a file told them, of its day. Those of a file's lines are not: they
 * go on aging. */
gboolean till_edition_is_told (const TillEdition *edition);

typedef struct
{
  gint64      guarantor_id;
  gint64      location_id;
  const char *name;    /* borrowed from whom it was read */
  const char *reach;   /* static */
  gboolean    is_new;  /* the edition has none of the guarantor */
  gint64      years;   /* -1: not known */
  gint64      paid_on; /* TILL_DAY_NONE's number: never */
  gint64      money[TILL_BALANCE_N_MONEY];
} TillBalance;

/* The one that is shown, or else the first being built from the ledger. */
gboolean till_store_find_edition (TillDbConnection *connection,
                                  TillEdition      *edition,
                                  GError          **error);

/* By what the row tells of the patient: birth date, phone, e-mail. */
const char *till_balance_reach (gboolean has_phone, gboolean has_email);

gboolean till_store_write_balance (TillDbConnection  *connection,
                                   gint64             edition_id,
                                   const TillBalance *balance,
                                   GError           **error);

/* Of an edition from a file: what the file says, and what was entered since
 * (till-store-balances-file.c). */
gboolean till_store_age_on_file (TillDbConnection  *connection,
                                 const TillEdition *edition,
                                 gint64             guarantor_id,
                                 GError           **error);

/* The next guarantors of an edition that is being built from a file's lines, as many as a commit
 * has time for, by the order of their ids; @after: (inout): the one last aged, 0 to begin with. */
gboolean till_store_age_lines (TillDbConnection  *connection,
                               const TillEdition *edition,
                               gint64            *after,
                               gboolean          *is_done,
                               GError           **error);

/* Of any edition. */
gboolean till_store_age_in (TillDbConnection  *connection,
                            const TillEdition *edition,
                            gint64             guarantor_id,
                            GError           **error);

/* @work of each account whose id @sql gives: they are read before the first is changed. */
typedef gboolean (*TillAccountWork) (TillDbConnection  *connection,
                                     const TillEdition *edition,
                                     gint64             account_id,
                                     GError           **error);
gboolean till_store_each_account (TillDbConnection  *connection,
                                  const TillEdition *edition,
                                  const char        *sql,
                                  TillAccountWork    work,
                                  GError           **error);

/* ── Plans (till-store-plan-dues.c) ── */

/* SQL: what is left of plan @q is to be paid by it. */
#define TILL_PLAN_IS_OPEN(q) q "state IN ('authorized', 'active', 'failed', 'paused')"

/* Or one that was sent, and can be accepted by paying. */
#define TILL_PLAN_IS_OPEN_OR_SENT(q)                                                               \
  "(" TILL_PLAN_IS_OPEN (                                                                          \
    q) " OR (" q "state = 'pending' AND EXISTS"                                                    \
       " (SELECT 1 FROM plan_sendings AS ps JOIN requests AS pr ON pr.id = ps.request_id"          \
       "   WHERE ps.plan_id = " q "id AND pr.state = 'requested')))"

/* Plans by their guarantors, the ids ascending. */
typedef struct
{
  TillDbStatement *rows;
  TillStep         step;
} TillPlanDues;

/* Of all behind @after; or of one. */
gboolean till_plan_dues_begin (TillPlanDues     *self,
                               TillDbConnection *connection,
                               gint64            after,
                               TillDay           as_of,
                               GError          **error);
gboolean till_plan_dues_begin_one (TillPlanDues     *self,
                                   TillDbConnection *connection,
                                   gint64            guarantor_id,
                                   TillDay           as_of,
                                   GError          **error);
void     till_plan_dues_clear (TillPlanDues *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TillPlanDues, till_plan_dues_clear)

/* What is not due yet does not age; called by ascending ids. */
gboolean till_plan_dues_defer (TillPlanDues *self,
                               gint64        guarantor_id,
                               TillAging    *aging,
                               GError      **error);

/* Before an edition is shown: what a file has told knows nothing of our plans. */
gboolean till_store_settle_plans (TillDbConnection  *connection,
                                  const TillEdition *edition,
                                  GError           **error);

/* Before an edition is shown: what was merged or parted while it was not is reckoned anew
 * (till-store-merges-balances.c). */
gboolean till_store_settle_merges (TillDbConnection  *connection,
                                   const TillEdition *edition,
                                   GError           **error);

G_END_DECLS
