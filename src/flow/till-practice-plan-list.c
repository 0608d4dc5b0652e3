/* till-practice-plan-list.c: the payment plans as a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-plan-list.h"

#include "flow/till-practice-private.h"
#include "store/till-store-plans.h"

TillTable *
till_practice_get_plans (TillPractice *self)
{
  /* Made when it is first shown: the zone is known then. */
  if (self->plans == NULL && self->db != NULL)
    self->plans = till_store_plans_table_new (self->db, self->clock, self->zone);

  return self->plans;
}

gboolean
till_practice_has_plans (TillPractice *self)
{
  return self->db != NULL && till_store_has_plans (till_db_get_reader (self->db));
}

guint
till_practice_count_failed_plans (TillPractice *self)
{
  return self->db != NULL ? till_store_count_failed_plans (till_db_get_reader (self->db)) : 0;
}
