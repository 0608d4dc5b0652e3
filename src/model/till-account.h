/* till-account.h: a patient, the family, and what it owes: what the patient's page is given
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-merge.h"
#include "model/till-records.h"
#include "model/till-snooze.h"

G_BEGIN_DECLS

#define TILL_ACCOUNT_N_AGES 4 /* 0–30, 31–60, 61–90, over 90 days */

/* An entry of the ledger that is not settled. */
typedef struct
{
  gint64    id;
  gboolean  is_credit; /* what of it pays nothing yet: unearned; or it is a charge */
  TillMoney open;      /* > 0 */
} TillOpenEntry;

typedef struct
{
  TillPatient *patient;
  GPtrArray   *family; /* TillPatient: who has the same guarantor, the guarantor first */

  /* The family's, aged as of aged_on; all zero when that is TILL_DAY_NONE: there are no balances */
  TillDay   aged_on;
  TillDay   told_on; /* the day the books are of: earlier than that when a file's lines tell it */
  gboolean  is_from_file; /* of another program; or they are the practice’s own ledger */
  TillMoney owed[TILL_ACCOUNT_N_AGES]; /* ≥ 0 */
  TillMoney credit;                    /* ≤ 0 */
  TillMoney total;
  TillMoney insurance; /* what it is thought to pay, ≥ 0 */
  TillMoney portion;   /* the patient's, ≥ 0 */
  TillMoney unposted;  /* paid, less what was given back, and not in the books yet */

  GArray   *open;     /* TillOpenEntry, the oldest first; empty when a file tells balances alone */
  TillMoney unearned; /* of them, the credits’, ≥ 0 */

  gboolean on_plan; /* the guarantor pays by one that is agreed on and not over, or was sent one */

  TillSnooze *snooze; /* of the guarantor; NULL: not snoozed */
  char       *snoozed_by;
  TillInstant snoozed_at;

  TillDay   asked_on; /* the last request, or TILL_DAY_NONE; what it asked for, and is paid of it */
  TillMoney asked;
  TillMoney asked_paid;

  TillDay   stated_on; /* the guarantor’s last statement, or TILL_DAY_NONE; what was due by it */
  TillMoney stated;

  GPtrArray *merged; /* TillMergedRecord: what this record stands for, too */
  TillMoney  own;    /* still on the patient's own account, when another answers by now */

  /* Another guarantor who owes has the same phone number, or e-mail address; by channel */
  gboolean shares[TILL_N_CONSENTS];

  /* What was said when nothing arrived at the patient's phone number, or e-mail address, and when;
   * NULL: nothing is known against it; by channel */
  char       *failed[TILL_N_CONSENTS];
  TillInstant failed_at[TILL_N_CONSENTS];
} TillAccount;

/* What may be asked for: the portion, without what is paid and not posted yet; ≥ 0. */
TillMoney till_account_get_to_ask (const TillAccount *self);

void till_account_free (TillAccount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillAccount, till_account_free)

G_END_DECLS
