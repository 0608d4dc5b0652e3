/* till-sandbox-report.h: a row of the report on closed batches, as the sandbox keeps it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-day.h"
#include "core/till-money.h"
#include "db/till-db.h"
#include "sandbox/till-sandbox-oddities.h"

G_BEGIN_DECLS

typedef struct
{
  gint64      id;
  char       *kind; /* "batch", or an adjustment's: till-sandbox-adjustments.h */
  char       *terminal;
  gint64      batch;
  gint64      part;        /* 1, or 2 of a split batch */
  gint64      transaction; /* which an adjustment is about; else 0 */
  char       *name;        /* an adjustment's on the wire; else NULL */
  TillInstant closed;
  TillDay     settled;
  TillDay     first; /* the day on which it is due until @moves_at, from when on it is @funded */
  TillDay     funded;
  TillInstant moves_at;
  TillInstant shown_at;
  TillInstant fees_shown_at;
  TillMoney   sales;
  gint64      n_sales;
  TillMoney   refunds; /* >= 0 */
  gint64      n_refunds;
  TillMoney   conveyed;
  gint64      n_conveyed;
  TillMoney   fees; /* >= 0 */
  TillMoney   total;
} TillSandboxReport;

TillSandboxReport *till_sandbox_report_new (const char *kind, const char *terminal, gint64 batch);
void               till_sandbox_report_free (TillSandboxReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillSandboxReport, till_sandbox_report_free)

/* The total without what is conveyed and without fees. */
TillMoney till_sandbox_report_deposit (const TillSandboxReport *self);

/* All the columns that collect reads; a WHERE may follow. */
extern const char *const till_sandbox_report_select;

/* (element-type TillSandboxReport): the rows of a statement that begins as above. */
GPtrArray *till_sandbox_report_collect (TillDbStatement *statement, GError **error);

/* Gives it an id. */
gboolean till_sandbox_report_save (TillDbConnection *db, TillSandboxReport *self, GError **error);

/* A transaction it is made of, with its sign. */
gboolean till_sandbox_report_add_item (TillDbConnection        *db,
                                       const TillSandboxReport *self,
                                       gint64                   transaction,
                                       TillMoney                amount,
                                       gboolean                 conveyed,
                                       GError                 **error);
gboolean till_sandbox_report_add_oddity (TillDbConnection        *db,
                                         const TillSandboxReport *self,
                                         TillSandboxOddity        oddity,
                                         GError                 **error);

/* Whatever there is of a batch: its rows and the adjustments that came of it. */
gboolean till_sandbox_report_forget (TillDbConnection *db,
                                     const char       *terminal,
                                     gint64            batch,
                                     GError          **error);

/* The @n-th run of the report from @at on (0: the next, or one at that instant): 04:20 and 11:10 in
 * @zone. */
TillInstant till_sandbox_report_run (TillInstant at, guint n, GTimeZone *zone);

G_END_DECLS
