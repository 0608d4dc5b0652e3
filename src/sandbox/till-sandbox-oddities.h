/* till-sandbox-oddities.h: what is odd about a batch on purpose
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list, parted by commas, of KIND[:N]@DAY[/TERMINAL] or KIND[:N]=RATE%. DAY is the practice's day
 * on which the batch was gathered ("2026-05-04"), TERMINAL the end of a terminal's id; a rate is
 * drawn from the seed for each batch. N has a meaning of its own for each kind:
 *
 * late            funded N business days later (2); known on the morning of the day it was due
 * together        due a business day later, with the next day's batch
 * split           its later half is due a business day later, as a row of its own
 * details-late    its transactions show that they are settled, and their batch, N minutes after the
 *                 report has it (20)
 * partial         not in the report's next run, only in the one after
 * fees-late       the fees are 0 until the run of the business day after the funding
 * contradicts     sales and total are N cents less than its transactions (1240)
 * chargeback      its largest card sale is charged back N business days after the funding (3)
 * chargeback-won  the same, and given back N business days after that
 * ach-return      its largest bank payment is returned N business days after the funding (2)
 */
#pragma once

#include "core/till-day.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_SANDBOX_LATE,
  TILL_SANDBOX_TOGETHER,
  TILL_SANDBOX_SPLIT,
  TILL_SANDBOX_DETAILS_LATE,
  TILL_SANDBOX_PARTIAL,
  TILL_SANDBOX_FEES_LATE,
  TILL_SANDBOX_CONTRADICTS,
  TILL_SANDBOX_CHARGEBACK,
  TILL_SANDBOX_CHARGEBACK_WON,
  TILL_SANDBOX_ACH_RETURN,
} TillSandboxOddity;

typedef struct _TillSandboxOddities TillSandboxOddities;

/* TILL_ERROR_BAD_INPUT names the part that is wrong. "" or NULL: none. */
TillSandboxOddities *till_sandbox_oddities_new (const char *spec, guint64 seed, GError **error);
void                 till_sandbox_oddities_free (TillSandboxOddities *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillSandboxOddities, till_sandbox_oddities_free)

const char *till_sandbox_oddities_get_spec (TillSandboxOddities *self);
const char *till_sandbox_oddity_name (TillSandboxOddity oddity);

/* Whether the batch is struck, always the same answer; *n is the rule's N or the kind's own. */
gboolean till_sandbox_oddities_strike (TillSandboxOddities *self,
                                       TillSandboxOddity    oddity,
                                       TillDay              day,
                                       const char          *terminal,
                                       gint64               batch,
                                       guint               *n);

G_END_DECLS
