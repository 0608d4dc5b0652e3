/* till-deposit-rows.h: a batch of three card transactions, and what the processor reports of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-store-deposits.h"
#include "till-test-store.h"

G_BEGIN_DECLS

/* The day before TEST_NOW's, and that one. */
#define SETTLED "2026-11-23"
#define FUNDED "2026-11-24"
#define PROCESSOR "clearent"

/* A chargeback's. */
#define NO_BATCH "0"

/* What there is of one batch. */
typedef struct
{
  const char *batch;
  const char *settled;
  const char *funded;
  gint64      sales, refunds, fees, deposited;
  gint64      n_sales, n_refunds;
} DepositReport;

/* Of all three, as it closes. */
#define WHOLE                                                                                      \
  {                                                                                                \
    "17", SETTLED, FUNDED, 10000, 2000, 250, 7750, 2, 1                                            \
  }

/* All that is reported of @funded. */
void deposits_take (TillDb *db, const char *funded, const DepositReport *reports, guint n_reports);

/* Card transactions of batch 17 at 4321: $60, $40 an hour later, and $20 back; the first @n_rows.
 */
void deposits_fill (TillDb *db, guint n_rows);

/* What is expected at @at, a business day after its batch; @ids: the transactions that have
 * changed, NULL: any. */
void deposits_expect (TillDb *db, TillInstant at, const GArray *ids);

/* All reports were read at @at. */
void deposits_note_read (TillDb *db, TillInstant at);

G_END_DECLS
