/* till-practice-requests.c: who would be asked for money
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-requests.h"

#include "flow/till-practice-private.h"
#include "store/till-review.h"

void
till_practice_get_request_policy (TillPractice      *self,
                                  TillChannel        channel,
                                  TillRequestPolicy *policy)
{
  *policy = (TillRequestPolicy){
    .channel = channel,
    .minimum = till_money (till_practice_get_number (self, TILL_SETTING_REQUEST_MINIMUM)),
    .most_insurance =
      till_money (till_practice_get_flag (self, TILL_SETTING_REQUEST_INSURED) ? -1 : 0),
    .n_days_between = till_practice_get_number (self, TILL_SETTING_REQUEST_BETWEEN),
    .n_days_fresh = till_practice_get_number (self, TILL_SETTING_REQUEST_FRESH),
    .unknown_is_given = till_practice_get_flag (self, TILL_SETTING_REQUEST_UNASKED),
  };
}

/* ── The review ──────────────────────────────────────────────────────────────────────────────── */

TillTable *
till_practice_begin_review (TillPractice *self,
                            const gint64 *guarantors,
                            gsize         n_guarantors,
                            TillChannel   channel)
{
  TillRequestPolicy policy;

  till_practice_end_review (self);
  if (self->db == NULL)
    return NULL;

  till_practice_get_request_policy (self, channel, &policy);
  self->review_channel = channel;
  self->review =
    till_review_new (self->db, self->clock, self->zone, guarantors, n_guarantors, &policy);

  return self->review;
}

void
till_practice_end_review (TillPractice *self)
{
  g_clear_object (&self->review);
}

TillChannel
till_practice_get_review_channel (TillPractice *self)
{
  return self->review_channel;
}

void
till_practice_set_review_channel (TillPractice *self, TillChannel channel)
{
  TillRequestPolicy policy;

  self->review_channel = channel;
  if (self->review == NULL)
    return;

  till_practice_get_request_policy (self, channel, &policy);
  till_review_set_policy (TILL_REVIEW (self->review), &policy);
}

const TillRequestTally *
till_practice_get_review_tally (TillPractice *self)
{
  g_return_val_if_fail (self->review != NULL, NULL);

  return till_review_get_tally (TILL_REVIEW (self->review));
}
