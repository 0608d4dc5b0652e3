/* test-permissions.c: who may do what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-permissions.h"

#include "core/till-error.h"

static void
test_owner (void)
{
  g_autoptr (TillActor) actor = till_actor_new (1, "Ann");

  for (TillDeed deed = TILL_DEED_COLLECT; deed <= TILL_DEED_SEE_REPORTS; deed++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (till_permission_check (actor, deed, &error));
      g_assert_no_error (error);
    }
}

static void
test_nobody (void)
{
  for (TillDeed deed = TILL_DEED_COLLECT; deed <= TILL_DEED_SEE_REPORTS; deed++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (till_permission_check (NULL, deed, &error));
      g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
    }
  g_assert_false (till_permission_check (NULL, TILL_DEED_COLLECT, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/permissions/the-owner-may-all", test_owner);
  g_test_add_func ("/rules/permissions/nobody-may-nothing", test_nobody);

  return g_test_run ();
}
