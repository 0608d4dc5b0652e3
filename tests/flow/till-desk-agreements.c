/* till-desk-agreements.c: a front desk that makes payment plans
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-agreements.h"

#include "flow/till-practice-private.h"
#include "rules/till-plan-rules.h"
#include "store/till-store-balances.h"
#include "store/till-store-cards.h"
#include "store/till-store-transactions.h"

/* ── Whoever pays ────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  Desk       *desk;
  gint64      guarantor;
  const char *nickname;
  TillMoney   amount;
} Wanted;

static gboolean
keep_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Wanted             *wanted = data;
  g_autoptr (TillFiledCard) card = till_filed_card_new ();
  gboolean                  is_news;

  card->processor = g_strdup ("clearent");
  card->token = g_strdup_printf ("1100000000000%" G_GINT64_FORMAT, wanted->guarantor);
  card->guarantor_id = wanted->guarantor;
  card->brand = g_strdup ("Mastercard");
  card->last_four = g_strdup ("4242");
  card->nickname = g_strdup (wanted->nickname);
  card->expires = till_day_add (till_practice_get_today (wanted->desk->practice), 500);
  card->consent_wording = g_strdup ("I agree.");
  card->consent_by = g_strdup ("Lee, Anna");
  card->consent_at = 1790000000000;

  return till_store_keep_card (connection, card, NULL, 1790000000000, &is_news, error);
}

static gboolean
owe_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Wanted *wanted = data;
  TillDay       today = till_practice_get_today (wanted->desk->practice);
  TillAgingStep step = { .as_of = today, .n_most = 10 };

  return till_store_add_ledger_entry (connection, wanted->guarantor, "charge", wanted->amount,
                                      today, NULL, 1790000000000, error) &&
         till_store_age_some (connection, &step, error);
}

static void
write_job (TillDbJob job, Wanted wanted)
{
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (wanted.desk->practice), TILL_DB_NORMAL, job, &wanted,
                 &error);
  g_assert_no_error (error);
}

void
desk_add_card (Desk *desk, gint64 guarantor, const char *nickname)
{
  write_job (keep_job, (Wanted){ .desk = desk, .guarantor = guarantor, .nickname = nickname });
}

void
desk_owe (Desk *desk, gint64 guarantor, gint64 cents)
{
  write_job (owe_job,
             (Wanted){ .desk = desk, .guarantor = guarantor, .amount = till_money (cents) });
}

/* ── Plans ───────────────────────────────────────────────────────────────────────────────────── */

TillPlanTerms
desk_plan_terms (Desk *desk, gint64 n)
{
  TillPlanTerms terms = { .total = till_money (30000),
                          .n_installments = n,
                          .cadence = TILL_CADENCE_MONTHLY,
                          .day = 5,
                          .first = till_day_add (till_practice_get_today (desk->practice), 20) };

  g_assert_true (till_plan_solve_installment (&terms, NULL));

  return terms;
}

TillPlanOrder
desk_plan_order (Desk *desk, gint64 card)
{
  return (TillPlanOrder){ .uuid = DESK_PLAN_UUID,
                          .guarantor_id = desk->anna,
                          .patient_id = desk->ben,
                          .what_for = "  Braces ",
                          .card_id = card,
                          .terms = desk_plan_terms (desk, 3) };
}

gint64
desk_try_make_plan (Desk *desk, const TillPlanOrder *order, GError **error)
{
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;

  till_practice_make_plan_async (desk->practice, order, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_practice_make_plan_finish (desk->practice, kept, error);
}

gint64
desk_make_plan (Desk *desk, gint64 card)
{
  const TillPlanOrder order = desk_plan_order (desk, card);
  g_autoptr (GError)  error = NULL;
  gint64              id = desk_try_make_plan (desk, &order, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);

  return id;
}

TillPlanPaper *
desk_open_agreement (Desk *desk, gint64 id, GError **error)
{
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;

  till_practice_open_agreement_async (desk->practice, id, NULL, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_practice_agreement_finish (desk->practice, kept, error);
}

gboolean
desk_authorize (Desk *desk, const TillPlanSigning *signing, GError **error)
{
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;

  till_practice_authorize_plan_async (desk->practice, signing, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_practice_keep_papers_finish (desk->practice, kept, error);
}

TillPlanScan *
desk_read_scan (Desk *desk, const char *bytes, gsize length, GError **error)
{
  g_autofree char         *path = g_build_filename (desk->folder, "scan", NULL);
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;

  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  till_practice_read_scan_async (desk->practice, path, NULL, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_practice_read_scan_finish (desk->practice, kept, error);
}

GBytes *
desk_read_plan_document (Desk *desk, gint64 id, char **name, GError **error)
{
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;

  till_practice_read_plan_document_async (desk->practice, id, NULL, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_practice_read_plan_document_finish (desk->practice, kept, name, error);
}
