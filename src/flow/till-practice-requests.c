/* till-practice-requests.c: who would be asked for money
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-requests.h"

#include "flow/till-practice-private.h"

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
