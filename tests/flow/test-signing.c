/* test-signing.c: what is signed of a payment plan is what was shown, and nothing else
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "flow/till-practice-private.h"
#include "store/till-store-cards.h"
#include "store/till-store-plan-documents.h"
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

static gboolean
rename_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection,
                          "UPDATE patients SET name = 'Leeds, Anna' WHERE id IN"
                          " (SELECT guarantor_id FROM plans)",
                          error);
}

/* What the practice, the days and the names are when it is signed was not shown. */
static void
test_facts_changed (void)
{
  g_autoptr (Desk)   desk = desk_new_for_cash ();
  gint64             id = desk_make_plan (desk, 0);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (TillPlanPaper) paper = desk_open_agreement (desk, id, &error);
      const TillPlanSigning     signing = { paper, TILL_AUTHORIZED_PAPER, "Anna Lee", NULL, NULL };

      g_assert_no_error (error);
      if (i == 0)
        desk_set (desk, TILL_SETTING_PLAN_RETRIES, "2 5");
      else if (i == 1)
        desk_set (desk, TILL_SETTING_PRACTICE_NAME, "Oak Street Dental");
      else if (i == 2)
        till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, rename_job, NULL,
                       &error);
      g_assert_no_error (error);
      desk_authorize (desk, &signing, &error);
      if (i == 3)
        break;
      g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
      g_assert_nonnull (strstr (error->message, "have changed since the agreement was shown"));
      g_clear_error (&error);
      g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM plan_documents"), ==, 0);
    }
  g_assert_no_error (error);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM plan_documents WHERE is_kept"), ==, 1);
}

/* ── At the same time ────────────────────────────────────────────────────────────────────────── */

static void
assert_kept (Desk *desk, GAsyncResult **result, int refused)
{
  g_autoptr (GAsyncResult) kept = till_test_wait_result (result);
  g_autoptr (GError)       error = NULL;

  till_practice_keep_papers_finish (desk->practice, kept, &error);
  if (refused < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, TILL_ERROR, refused);
}

/* One that is on its way is not cleared away by the next: that one waits for its turn. */
static void
test_at_once (void)
{
  g_autoptr (Desk)          desk = desk_new_for_cash ();
  gint64                    id = desk_make_plan (desk, 0);
  g_autoptr (GError)        error = NULL;
  g_autoptr (TillPlanPaper) paper = desk_open_agreement (desk, id, &error);
  TillPlanScan              scan = { paper->pdf, TILL_FORMAT_PDF, NULL };
  const TillPlanSigning     signing = { paper, TILL_AUTHORIZED_PAPER, "Anna Lee", NULL, &scan };
  GAsyncResult             *results[3] = { NULL };

  till_practice_authorize_plan_async (desk->practice, &signing, till_test_keep_result, &results[0]);
  till_practice_authorize_plan_async (desk->practice, &signing, till_test_keep_result, &results[1]);
  till_practice_attach_scan_async (desk->practice, id, &scan, till_test_keep_result, &results[2]);
  assert_kept (desk, &results[0], -1);
  assert_kept (desk, &results[1], TILL_ERROR_NOT_ALLOWED);
  assert_kept (desk, &results[2], TILL_ERROR_NOT_ALLOWED);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM plan_documents WHERE is_kept"), ==, 2);

  for (guint i = 0; i < 2; i++)
    {
      till_practice_attach_scan_async (desk->practice, id, &scan, till_test_keep_result,
                                       &results[0]);
      assert_kept (desk, &results[0], -1);
    }
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM plan_documents WHERE is_kept"), ==, 4);
  desk_assert_holds (desk);
}

static gboolean
pieces_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GBytes)           mine = g_bytes_new_static ("mine", 4);
  g_autoptr (GBytes)           other = g_bytes_new_static ("other", 5);
  g_autoptr (TillPlanDocument) document = till_plan_document_new ();
  g_autoptr (TillPlanDocument) stranger = NULL;
  g_autoptr (GError)           refused = NULL;

  document->plan_id = *(gint64 *) data;
  document->version = 1;
  document->kind = TILL_DOCUMENT_SCAN;
  if (!till_store_begin_plan_document (connection, document, mine, NULL, 1, error))
    return FALSE;
  stranger = till_plan_document_copy (document);
  g_free (stranger->sha256);
  stranger->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, other);

  g_assert_false (till_store_add_document_piece (connection, stranger, 0, other, &refused));
  g_assert_error (refused, TILL_ERROR, TILL_ERROR_NOT_FOUND);
  g_clear_error (&refused);
  g_assert_false (till_store_keep_plan_document (connection, stranger, NULL, 1, &refused));
  g_assert_error (refused, TILL_ERROR, TILL_ERROR_NOT_FOUND);
  g_clear_error (&refused);

  if (!till_store_add_document_piece (connection, document, 0, mine, error) ||
      !till_store_keep_plan_document (connection, document, NULL, 1, error))
    return FALSE;
  g_assert_false (till_store_add_document_piece (connection, document, 1, mine, &refused));
  g_assert_error (refused, TILL_ERROR, TILL_ERROR_NOT_FOUND);

  return TRUE;
}

/* The number of a paper that was cleared away may be another’s by now; one that is kept stays as it
 * is. */
static void
test_pieces (void)
{
  g_autoptr (Desk)   desk = desk_new_for_cash ();
  gint64             id = desk_make_plan (desk, 0);
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, pieces_job, &id, &error);
  g_assert_no_error (error);
  desk_assert_holds (desk);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/flow/signing/card-deleted", test_card_deleted);
  g_test_add_func ("/flow/signing/facts-changed", test_facts_changed);
  g_test_add_func ("/flow/signing/at-once", test_at_once);
  g_test_add_func ("/flow/signing/pieces", test_pieces);

  return g_test_run ();
}
