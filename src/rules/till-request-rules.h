/* till-request-rules.h: who may be asked for money, and every reason why not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * domain.md 1.2, 4.6, 4.11. All reasons are told, not the first alone: who snoozes a guarantor that
 * has no phone either should see both. Each rule but the plain facts has its setting.
 */
#pragma once

#include "core/till-day.h"
#include "core/till-money.h"
#include "model/till-account.h"

G_BEGIN_DECLS

/* In the order in which they are told. */
typedef enum
{
  TILL_WHY_NOT_DECEASED = 1 << 0,
  TILL_WHY_NOT_INACTIVE = 1 << 1,
  TILL_WHY_NOT_GUARANTOR = 1 << 2,
  TILL_WHY_NOT_DO_NOT_CONTACT = 1 << 3,
  TILL_WHY_NOT_NOTHING_OWED = 1 << 4,
  TILL_WHY_NOT_BELOW_MINIMUM = 1 << 5,
  TILL_WHY_NOT_INSURANCE_PENDING = 1 << 6,
  TILL_WHY_NOT_ON_PLAN = 1 << 7,
  TILL_WHY_NOT_SNOOZED = 1 << 8,
  TILL_WHY_NOT_ASKED_LATELY = 1 << 9,
  TILL_WHY_NOT_STALE = 1 << 10,
  TILL_WHY_NOT_NO_ADDRESS = 1 << 11,
  TILL_WHY_NOT_NO_CONSENT = 1 << 12,
  TILL_WHY_NOT_SAME_ADDRESS = 1 << 13,
  TILL_WHY_NOT_FAILED_ADDRESS = 1 << 14,
} TillWhyNot;

#define TILL_N_WHY_NOT 15

/* What is known of one person. Days may be TILL_DAY_NONE. */
typedef struct
{
  TillPersonState state;
  gboolean        is_guarantor;
  gboolean        do_not_contact;
  gboolean        on_plan;   /* one that is agreed on and not over, or was sent */
  TillMoney       portion;   /* till_patient_portion(), without what is unposted */
  TillMoney       unposted;  /* paid, and not in the books yet, ≥ 0 */
  TillMoney       insurance; /* what the insurance is thought to pay, ≥ 0 */
  TillDay         aged_as_of;
  gboolean        is_snoozed;
  TillSnoozeEnd   snooze_ends;
  TillDay         snoozed_until;  /* of TILL_SNOOZE_DAY: the last day of it */
  TillDay         asked_on;       /* the last request */
  gboolean        has_address;    /* of the channel: a phone, an e-mail, a postal address */
  gboolean        shares_address; /* with another guarantor who owes and may be asked */
  gboolean        address_fails;  /* what was sent there last could not arrive */
  TillConsent     consent;        /* to messages about money by this channel */
} TillRequestFacts;

typedef struct
{
  TillChannel channel;
  TillMoney   minimum;          /* a portion under it is not asked for */
  TillMoney   most_insurance;   /* with more than this pending nobody is asked; negative: no rule */
  guint       n_days_between;   /* 0: no rule */
  guint       n_days_fresh;     /* a balance older than that is stale; 0: no rule */
  gboolean    unknown_is_given; /* that nobody asked for consent is taken as a yes */
} TillRequestPolicy;

/* What is known of account->patient, were it asked by @channel. */
void till_request_read_facts (TillRequestFacts  *facts,
                              const TillAccount *account,
                              TillChannel        channel);

/* The reasons (TillWhyNot) why this person is not to be asked @today; 0: may be asked. */
guint till_request_judge (const TillRequestFacts  *facts,
                          const TillRequestPolicy *policy,
                          TillDay                  today);

/* @reasons of one who was judged before it was known that the address is shared. */
guint till_request_add_shared (guint reasons);

/* One reason in words: "Owes $12.00, which is under the minimum of $15.00". */
char *till_why_not_to_words (TillWhyNot               reason,
                             const TillRequestFacts  *facts,
                             const TillRequestPolicy *policy) G_GNUC_WARN_UNUSED_RESULT;

/* All of @reasons in words, in the order in which they are told. (full) */
char **till_request_dup_reasons (guint                    reasons,
                                 const TillRequestFacts  *facts,
                                 const TillRequestPolicy *policy) G_GNUC_WARN_UNUSED_RESULT;

/* Its text form, static: "no-consent"; and the way back: 0 when it is none. */
const char *till_why_not_to_text (TillWhyNot reason);
guint       till_why_not_from_text (const char *text);

/* What all whom a reason stops have in common, translated, static: "Owes less than the minimum". */
const char *till_why_not_to_title (TillWhyNot reason, TillChannel channel);

/* ── Of many ── */

/* What a table of those judged is narrowed by: whether they may be asked, or why not (a reason's
 * text form). */
#define TILL_ASKED_COLUMN "asked"
#define TILL_ASKED_YES "yes"
#define TILL_ASKED_NO "no"
#define TILL_WHY_NOT_COLUMN "why-not"

/* A guarantor may be stopped by several reasons. */
typedef struct
{
  guint     n_judged;
  guint     n_asked; /* who may be */
  TillMoney asked;   /* their portions */
  guint     n_stopped[TILL_N_WHY_NOT];
} TillRequestTally;

/* Counts one in. FALSE: the portions are too large to add up. */
gboolean till_request_tally_add (TillRequestTally *self, guint reasons, TillMoney portion);

G_END_DECLS
