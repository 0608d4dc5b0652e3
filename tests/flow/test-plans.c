/* test-plans.c: a payment plan is made at the desk, signed, and its papers are kept
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "document/till-receipt.h"
#include "flow/till-practice-plans.h"
#include "flow/till-practice-private.h"
#include "store/till-store-plan-documents.h"
#include "store/till-store-plans.h"
#include "till-desk-agreements.h"
#include "till-desk-cards.h"

/* The least that passes for an image. */
#define PNG "\x89PNG\r\n\x1a\n"
#define PNG_END "IEND\xae\x42\x60\x82"

static GPtrArray *
list_documents (Desk *desk, gint64 id, guint expected)
{
  g_autoptr (GError) error = NULL;
  GPtrArray         *documents = till_practice_list_plan_documents (desk->practice, id, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (documents->len, ==, expected);

  return documents;
}

/* Whether the PDF says it. */
static void
assert_says (GBytes *pdf, const char *part)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (TillPdf) read = till_pdf_open (pdf, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < till_pdf_get_n_pages (read); i++)
    {
      g_autofree char *page = till_pdf_get_text (read, i);

      g_string_append (text, page);
    }
  g_string_replace (text, "\n", " ", 0);
  if (strstr (text->str, part) == NULL)
    g_error ("“%s” is not in: %s", part, text->str);
}

typedef struct
{
  Desk       *desk;
  gint64      plan;
  gint64      card;
  const char *sql;
} Change;

static gboolean
offer_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Change       *change = data;
  const TillPlanOffer offer = { .terms = desk_plan_terms (change->desk, 2) };

  return till_store_offer_version (connection, change->plan, &offer, NULL,
                                   till_practice_now (change->desk->practice), error);
}

static gboolean
card_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Change *change = data;

  return till_store_set_plan_card (connection, change->plan, change->card, NULL,
                                   till_practice_now (change->desk->practice), error);
}

static gboolean
sql_job (TillDbConnection *connection, gpointer data, GError **error)
{
  return till_db_execute (connection, ((const Change *) data)->sql, error);
}

static void
write_change (Desk *desk, TillDbJob job, Change change)
{
  g_autoptr (GError) error = NULL;

  change.desk = desk;
  till_db_write (till_practice_get_db (desk->practice), TILL_DB_NORMAL, job, &change, &error);
  g_assert_no_error (error);
}

/* ── Made ────────────────────────────────────────────────────────────────────────────────────── */

/* Of a child: its guarantor pays, and what is open already is told. */
static void
test_begin (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();

  for (guint n_plans = 0; n_plans < 2; n_plans++)
    {
      g_autoptr (GAsyncResult)      kept = NULL;
      g_autoptr (TillPlanBeginning) beginning = NULL;
      g_autoptr (GError)            error = NULL;
      GAsyncResult                 *result = NULL;

      till_practice_begin_plan_async (desk->practice, desk->ben, NULL, till_test_keep_result,
                                      &result);
      kept = till_test_wait_result (&result);
      beginning = till_practice_begin_plan_finish (desk->practice, kept, &error);
      g_assert_no_error (error);
      g_assert_cmpint (beginning->patient->id, ==, desk->ben);
      g_assert_cmpint (beginning->account->patient->id, ==, desk->anna);
      g_assert_cmpuint (beginning->plans->len, ==, n_plans);
      if (n_plans == 0)
        desk_make_plan (desk, 0);
    }
}

static void
test_make (void)
{
  g_autoptr (Desk)    desk = desk_new_for_cash ();
  gint64              id = desk_make_plan (desk, 0);
  const TillPlanOrder again = desk_plan_order (desk, 0);
  TillPlanOrder       order = again;
  g_autoptr (GError)  error = NULL;

  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM plans WHERE state = 'pending'"
                                     " AND what_for = 'Braces' AND n_parts = 3"),
                   ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM installments"), ==, 0);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM audit WHERE deed = 'add-plan'"), ==, 1);

  /* What is tried again is not made again. */
  g_assert_cmpint (desk_try_make_plan (desk, &again, &error), ==, 0);
  g_assert_nonnull (error);
  g_clear_error (&error);

  order.uuid = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";
  order.terms.first = till_day_add (till_practice_get_today (desk->practice), -1);
  g_assert_cmpint (desk_try_make_plan (desk, &order, &error), ==, 0);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_clear_error (&error);

  order.terms = again.terms;
  order.what_for = "4111 1111 1111 1111";
  g_assert_cmpint (desk_try_make_plan (desk, &order, &error), ==, 0);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_CARD_NUMBER);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM plans"), ==, 1);
  g_assert_cmpint (id, ==, desk_count (desk, "SELECT id FROM plans"));
  desk_assert_holds (desk);
}

/* ── Signed ──────────────────────────────────────────────────────────────────────────────────── */

/* Drawn: the agreement is kept as it was signed, with the card and who was there. */
static void
test_screen (void)
{
  g_autoptr (Desk)          desk = desk_new_for_cards (NULL);
  gint64                    id = desk_make_plan (desk, desk_keep_card (desk));
  g_autoptr (TillSignature) signature = till_signature_new ();
  g_autoptr (GError)        error = NULL;
  g_autoptr (TillPlanPaper) paper = desk_open_agreement (desk, id, &error);
  TillPlanSigning           signing = { paper, TILL_AUTHORIZED_SCREEN, " ", signature, NULL };
  g_autoptr (GPtrArray)     documents = NULL;
  g_autoptr (GBytes)        kept = NULL;
  g_autofree char          *name = NULL;

  g_assert_no_error (error);
  assert_says (paper->pdf, "Signature of who pays");
  for (int i = 0; i < 9; i++)
    till_signature_add (signature, (TillSignaturePoint){ 1000 * i, i % 3 * 500, i == 0 });
  g_assert_false (desk_authorize (desk, &signing, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_clear_error (&error);
  signing.name = "Anna Lee";
  desk_authorize (desk, &signing, &error);
  g_assert_no_error (error);

  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM plans WHERE state = 'authorized'"), ==,
                   1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM installments WHERE state = 'due'"), ==,
                   3);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM plan_versions WHERE authorized ="
                                     " 'screen' AND authorized_by = 'Anna Lee'"),
                   ==, 1);
  g_assert_cmpint (
    desk_count (desk, "SELECT count(*) FROM audit WHERE deed = 'keep-plan-document'"), ==, 1);
  documents = list_documents (desk, id, 1);
  kept = desk_read_plan_document (desk, ((const TillPlanDocument *) documents->pdata[0])->id, &name,
                                  &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "plan-1-agreement.pdf");
  assert_says (kept, "Drawn on the screen by Anna Lee");
  assert_says (kept, "Braces");
  assert_says (kept, paper->card);

  /* Once is enough. */
  g_assert_false (desk_authorize (desk, &signing, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_clear_error (&error);
  g_assert_null (desk_open_agreement (desk, id, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_ptr_array_unref (list_documents (desk, id, 1));
  desk_assert_holds (desk);
}

/* That one, and nothing else. */
static void
assert_broken (Desk *desk, const char *invariant)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) findings = till_store_verify (
    till_db_get_reader (till_practice_get_db (desk->practice)), desk->path, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    {
      const TillFinding *finding = findings->pdata[i];

      if (finding->provable)
        g_assert_cmpint (finding->holds, !=, g_str_equal (finding->invariant, invariant));
    }
}

/* A scan of some pieces. */
static GByteArray *
make_image (gsize length)
{
  GByteArray *image = g_byte_array_new ();

  g_byte_array_append (image, (const guint8 *) PNG, 8);
  while (image->len < length)
    {
      guint8 byte = (guint8) (image->len * 31 % 251);

      g_byte_array_append (image, &byte, 1);
    }
  g_byte_array_append (image, (const guint8 *) PNG_END, 8);

  return image;
}

static void
test_paper (void)
{
  g_autoptr (Desk)          desk = desk_new_for_cash ();
  gint64                    id = desk_make_plan (desk, 0);
  g_autoptr (GByteArray)    image = make_image (3 * TILL_DOCUMENT_PIECE);
  g_autoptr (GError)        error = NULL;
  g_autoptr (TillPlanPaper) paper = desk_open_agreement (desk, id, &error);
  g_autoptr (TillPlanScan)  scan =
    desk_read_scan (desk, (const char *) image->data, image->len, &error);
  const TillPlanSigning signing = { paper, TILL_AUTHORIZED_PAPER, "Anna Lee", NULL, scan };
  g_autoptr (GPtrArray) documents = NULL;
  g_autoptr (GBytes)    kept = NULL;
  g_autofree char      *name = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (scan->format, ==, TILL_FORMAT_PNG);
  desk_authorize (desk, &signing, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM plan_document_pieces"), ==, 1 + 4);
  documents = list_documents (desk, id, 2);
  kept = desk_read_plan_document (desk, ((const TillPlanDocument *) documents->pdata[1])->id, &name,
                                  &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "plan-1-signed.png");
  g_assert_cmpmem (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept), image->data, image->len);

  desk_assert_holds (desk);

  /* A piece is lost: that is said, in place of half an image. */
  write_change (
    desk, sql_job,
    (Change){ .sql = "DELETE FROM plan_document_pieces WHERE document_id = 2 AND n = 1" });
  g_clear_pointer (&kept, g_bytes_unref);
  kept = desk_read_plan_document (desk, 2, NULL, &error);
  g_assert_null (kept);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE);
  assert_broken (desk, "Each paper that is kept with a payment plan is whole");
}

/* The paper comes back the next week. */
static void
test_scan_later (void)
{
  g_autoptr (Desk)          desk = desk_new_for_cash ();
  gint64                    id = desk_make_plan (desk, 0);
  g_autoptr (GError)        error = NULL;
  g_autoptr (TillPlanPaper) paper = desk_open_agreement (desk, id, &error);
  const TillPlanSigning     signing = { paper, TILL_AUTHORIZED_PAPER, "Anna Lee", NULL, NULL };
  g_autoptr (TillPlanScan)  scan = NULL;
  g_autoptr (GAsyncResult)  kept = NULL;
  GAsyncResult             *result = NULL;
  gsize                     length;
  const char               *bytes = g_bytes_get_data (paper->pdf, &length);

  g_assert_true (desk_authorize (desk, &signing, &error));
  g_ptr_array_unref (list_documents (desk, id, 1));
  scan = desk_read_scan (desk, bytes, length, &error);
  g_assert_no_error (error);
  g_assert_cmpint (scan->format, ==, TILL_FORMAT_PDF);
  till_practice_attach_scan_async (desk->practice, id, scan, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  till_practice_keep_papers_finish (desk->practice, kept, &error);
  g_assert_no_error (error);
  g_ptr_array_unref (list_documents (desk, id, 2));
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM plan_documents WHERE kind = 'scan'"
                                     " AND format = 'pdf' AND version = 1"),
                   ==, 1);
  desk_assert_holds (desk);
}

/* ── Refused ─────────────────────────────────────────────────────────────────────────────────── */

static void
assert_no_scan (Desk *desk, const char *bytes, gsize length, const char *why)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (TillPlanScan) scan = desk_read_scan (desk, bytes, length, &error);

  g_assert_null (scan);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  if (strstr (error->message, why) == NULL)
    g_error ("“%s” is not in: %s", why, error->message);
}

#define NO_PAGES                                                                                   \
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"                                         \
  "2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

static void
test_no_scans (void)
{
  g_autoptr (Desk)       desk = desk_new_for_cash ();
  g_autoptr (GByteArray) image = make_image (TILL_MOST_SCANNED);
  g_autoptr (GByteArray) small = make_image (100);

  assert_no_scan (desk, "Dear Anna,", 10, "a PDF, a PNG or a JPEG is taken");
  assert_no_scan (desk, "", 0, "a PDF, a PNG or a JPEG is taken");
  assert_no_scan (desk, "%PDF-1.4 and nothing more", 25, "breaks off");
  assert_no_scan (desk, "%PDF-1.4 and nothing more %%EOF", 31, "This PDF can’t be read");
  assert_no_scan (desk, NO_PAGES, sizeof NO_PAGES - 1, "This PDF has no pages");
  assert_no_scan (desk, "\xff\xd8\xff\xe0 half", 9, "breaks off");
  assert_no_scan (desk, (const char *) small->data, small->len - 8, "breaks off");
  assert_no_scan (desk, (const char *) image->data, image->len, "20 MB at most");
}

/* What was shown is what is agreed to; what is not leaves nothing behind. */
static void
test_changed (void)
{
  g_autoptr (Desk)          desk = desk_new_for_cards (NULL);
  gint64                    card = desk_keep_card (desk);
  gint64                    id = desk_make_plan (desk, 0);
  g_autoptr (GError)        error = NULL;
  g_autoptr (TillPlanPaper) first = desk_open_agreement (desk, id, &error);
  g_autoptr (TillPlanPaper) second = NULL;
  g_autoptr (TillPlanPaper) third = NULL;
  TillPlanSigning           signing = { first, TILL_AUTHORIZED_PAPER, "Anna Lee", NULL, NULL };

  write_change (desk, offer_job, (Change){ .plan = id });
  g_assert_false (desk_authorize (desk, &signing, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_clear_error (&error);

  second = desk_open_agreement (desk, id, &error);
  g_assert_cmpint (second->version->terms.n_installments, ==, 2);
  write_change (desk, card_job, (Change){ .plan = id, .card = card });
  signing.paper = second;
  g_assert_false (desk_authorize (desk, &signing, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED);
  g_clear_error (&error);
  g_ptr_array_unref (list_documents (desk, id, 0));
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM plans WHERE state = 'pending'"), ==, 1);

  third = desk_open_agreement (desk, id, &error);
  g_assert_nonnull (third->card);
  signing.paper = third;
  desk_authorize (desk, &signing, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM plan_documents WHERE version = 2"), ==,
                   1);
  desk_assert_holds (desk);
}

/* What broke off before it was kept is seen by nobody, and goes with the next one. */
static void
test_broken_off (void)
{
  g_autoptr (Desk)          desk = desk_new_for_cash ();
  gint64                    id = desk_make_plan (desk, 0);
  g_autoptr (GError)        error = NULL;
  g_autoptr (TillPlanPaper) paper = desk_open_agreement (desk, id, &error);
  const TillPlanSigning     signing = { paper, TILL_AUTHORIZED_PAPER, "Anna Lee", NULL, NULL };

  write_change (desk, sql_job,
                (Change){ .sql = "INSERT INTO plan_documents (plan_id, version, kind, format,"
                                 " n_bytes, sha256, is_kept, added_at, added_by)"
                                 " VALUES (1, 1, 'scan', 'png', 5, '00', 0, 1, 'Till');"
                                 "INSERT INTO plan_document_pieces VALUES (1, 0, x'00')" });
  g_ptr_array_unref (list_documents (desk, id, 0));
  g_assert_null (desk_read_plan_document (desk, 1, NULL, &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  desk_authorize (desk, &signing, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM plan_documents"), ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM plan_document_pieces"), ==, 1);
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  g_test_add_func ("/plans/begin", test_begin);
  g_test_add_func ("/plans/make", test_make);
  g_test_add_func ("/plans/screen", test_screen);
  g_test_add_func ("/plans/paper", test_paper);
  g_test_add_func ("/plans/scan-later", test_scan_later);
  g_test_add_func ("/plans/no-scans", test_no_scans);
  g_test_add_func ("/plans/changed", test_changed);
  g_test_add_func ("/plans/broken-off", test_broken_off);

  return g_test_run ();
}
