/* test-signing.c: what is signed of a payment plan is what was shown, and nothing else
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-practice-private.h"
#include "store/till-store-cards.h"
#include "till-desk-agreements.h"
#include "till-desk-cards.h"

static gboolean
forget_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_store_delete_card (connection, *(gint64 *) data, NULL, 0, error);
}

/* The card was deleted: the paper says that nothing is charged by itself, so no backup is either.
 */
static void
test_card_deleted (void)
{
  g_autoptr (Desk)          desk = desk_new_for_cards (NULL);
  gint64                    card = desk_keep_card (desk);
  gint64                    id = desk_make_plan (desk, card);
  g_autoptr (GError)        error = NULL;
  g_autoptr (TillPlanPaper) paper = NULL;
  TillPlanSigning           signing = { NULL, TILL_AUTHORIZED_PAPER, "Anna Lee", NULL, NULL };

  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, forget_job, &card, &error);
  g_assert_no_error (error);
  paper = desk_open_agreement (desk, id, &error);
  g_assert_no_error (error);
  g_assert_null (paper->card);
  signing.paper = paper;
  desk_authorize (desk, &signing, &error);
  g_assert_no_error (error);

  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM plans WHERE state = 'authorized'"
                                     " AND card_id IS NULL"),
                   ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM audit WHERE deed = 'change-plan-card'"),
                   ==, 1);
  desk_assert_holds (desk);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/signing/card-deleted", test_card_deleted);

  return g_test_run ();
}
