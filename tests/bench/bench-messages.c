/* bench-messages.c: 2,000 requests as e-mails, each with its statement, against drawing the same
 * statements alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ours is all that comes before the first byte leaves: the account is read, its link and wording
 * made, the statement read and drawn, and the whole MIME message written. The reference draws the
 * same PDFs from statements that were read before.
 */
#include <glib/gstdio.h>

#include "bench-desk.h"
#include "bench.h"
#include "document/till-statement-pdf.h"
#include "flow/till-outbox-private.h"
#include "flow/till-practice-private.h"
#include "flow/till-request-composer.h"
#include "messaging/till-mail-message.h"
#include "store/till-store-account.h"
#include "store/till-store-balances.h"
#include "store/till-store-patients.h"
#include "store/till-store-statements.h"
#include "store/till-store-transactions.h"

#define N_ENTRIES 16
#define N_A_ROUND 100
#define N_ROUNDS 20
#define N_GUARANTORS (N_ROUNDS * N_A_ROUND)

typedef struct
{
  TillPractice        *practice;
  TillRequestComposer *composer;
  gint64               guarantors[N_GUARANTORS];
  gint64               requests[N_GUARANTORS];
  TillStatement       *statements[N_GUARANTORS];
  TillStatementFacts   about;
  guint                first; /* of this round */
} Bench;

static TillDbConnection *
get_reader (Bench *bench)
{
  return till_db_get_reader (bench->practice->db);
}

/* ── Ours ────────────────────────────────────────────────────────────────────────────────────── */

static TillRequestDraft *
compose (Bench *bench, TillDbConnection *connection, guint i)
{
  g_autofree char        *uuid = till_id_new ();
  g_autoptr (GError)      error = NULL;
  g_autoptr (TillAccount) account =
    till_store_read_account (connection, bench->guarantors[i], &error);
  TillRequestOrder  order = { .guarantor_id = bench->guarantors[i],
                              .sent_by = TILL_SENT_BY_EMAIL,
                              .with_statement = TRUE,
                              .reminders = "7 14" };
  TillRequestDraft *draft;

  g_assert_no_error (error);
  order.amount = account->portion;
  draft = till_request_composer_begin (bench->composer, &order, uuid);
  if (!till_request_composer_fill (bench->composer, connection, account, draft, &error))
    g_error ("%s", error->message);

  return draft;
}

static void
prepare (Bench *bench, guint i)
{
  g_autoptr (TillRequestDraft) draft = compose (bench, get_reader (bench), i);
  TillMessage                 *message = draft->messages->pdata[0];
  TillMailDraft               *mail_draft;
  g_autoptr (GMimeMessage)     mime = NULL;
  g_autoptr (GBytes)           bytes = NULL;
  g_autoptr (GError)           error = NULL;
  TillMail                     mail;

  /* As they are once it is written down. */
  message->request_id = bench->requests[i];
  message->uuid = till_id_new ();
  mail_draft = till_mail_draft_new (bench->practice, message);
  if (!till_mail_draft_read (get_reader (bench), mail_draft, &error))
    g_error ("%s", error->message);
  till_mail_draft_get_mail (mail_draft, &mail);
  mime = till_mail_message_new (&mail, &error);
  if (mime == NULL)
    g_error ("%s", error->message);
  bytes = till_mail_message_print (mime);
  if (g_bytes_get_size (bytes) <= g_bytes_get_size (mail.attachment))
    g_error ("The statement is not in the message");
  till_mail_draft_free (mail_draft);
}

static void
prepare_some (gpointer data)
{
  Bench *bench = data;

  for (guint i = 0; i < N_A_ROUND; i++)
    prepare (bench, bench->first + i);
}

/* ── The reference ───────────────────────────────────────────────────────────────────────────── */

static void
draw (Bench *bench, guint i)
{
  g_autoptr (TillStatementPdf) pdf = till_statement_pdf_new (&bench->about);
  g_autoptr (GBytes)           bytes = NULL;
  g_autoptr (GError)           error = NULL;

  if (!till_statement_pdf_add (pdf, bench->statements[i], &error) ||
      !(bytes = till_statement_pdf_finish (pdf, &error)))
    g_error ("%s", error->message);
}

/* Those of the round; the next one is of others. */
static void
draw_some (gpointer data)
{
  Bench *bench = data;

  for (guint i = 0; i < N_A_ROUND; i++)
    draw (bench, bench->first + i);
  bench->first = (bench->first + N_A_ROUND) % N_GUARANTORS;
}

/* ── The practice ────────────────────────────────────────────────────────────────────────────── */

/* *guarantor 0: one is added. */
static gboolean
add_person (TillDbConnection *connection, guint i, gint64 *guarantor, gint64 *id, GError **error)
{
  g_autoptr (TillPatient) person = till_patient_new ();
  gboolean                added;

  person->name = g_strdup_printf ("Muñoz, Zoë %c", 'A' + (char) (i % 26));
  person->guarantor_id = *guarantor;
  person->number = g_strdup_printf ("%u%s", 10000 + i, *guarantor != 0 ? "b" : "");
  person->email = g_strdup_printf ("zoe%u@example.org", i);
  person->address = g_strdup ("1420 Lakeshore Avenue\nPortland, ME 04101");
  added = till_store_add_patient (connection, person, 0, error);
  *id = person->id;
  if (*guarantor == 0)
    *guarantor = person->id;

  return added;
}

/* A year of a family of two: a dozen charges, and what was taken off between them. */
static gboolean
add_family (TillDbConnection *connection, Bench *bench, guint i, GError **error)
{
  TillDay today = till_practice_get_today (bench->practice);
  gint64  people[2];

  if (!add_person (connection, i, &bench->guarantors[i], &people[0], error) ||
      !add_person (connection, i, &bench->guarantors[i], &people[1], error))
    return FALSE;

  for (guint k = 0; k < N_ENTRIES; k++)
    {
      gboolean  is_charge = k % 4 != 3;
      TillMoney amount = till_money (is_charge ? 2500 + (gint64) i % 97 * 100 : -4000);

      if (!till_store_add_ledger_entry (connection, people[k % 2],
                                        is_charge ? "charge" : "adjustment", amount,
                                        till_day_add (today, ((int) k - N_ENTRIES) * 20),
                                        is_charge ? "Office visit" : "Discount", 0, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Bench        *bench = data;
  TillAgingStep step = { .as_of = till_practice_get_today (bench->practice), .n_most = 500 };

  for (guint i = 0; i < N_GUARANTORS; i++)
    {
      if (!add_family (connection, bench, i, error))
        return FALSE;
    }
  while (!step.is_done)
    {
      if (!till_store_age_some (connection, &step, error))
        return FALSE;
    }

  return TRUE;
}

/* Written down once, as they are when their messages leave. */
static gboolean
ask_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Bench                *bench = data;
  g_autoptr (TillActor) actor = till_actor_new (1, "Ann");

  for (guint i = 0; i < N_GUARANTORS; i++)
    {
      g_autoptr (TillRequestDraft) draft = compose (bench, connection, i);

      bench->statements[i] =
        till_store_read_statement (connection, bench->guarantors[i], bench->composer->today, error);
      if (bench->statements[i] == NULL ||
          !till_request_draft_keep (draft, connection, actor, bench->composer->at,
                                    &bench->requests[i], error))
        return FALSE;
      bench->statements[i]->link = g_strdup (draft->request->link);
    }

  return TRUE;
}

static void
write_job (Bench *bench, TillDbJob job)
{
  g_autoptr (GError) error = NULL;

  if (!till_db_write (bench->practice->db, TILL_DB_BULK, job, bench, &error))
    g_error ("%s", error->message);
}

static void
open_bench (Bench *bench, const char *path)
{
  bench->practice = bench_practice_new (path);
  bench_set (bench->practice, TILL_SETTING_CLEARENT_HOST, "https://gateway.example.org");
  bench_set (bench->practice, TILL_SETTING_CLEARENT_PAYLINK, "https://pay.example.org/p/1");
  bench_set (bench->practice, TILL_SETTING_MAIL_FROM_ADDRESS, "desk@elm.example");
  bench->practice->processor_key = g_strdup ("key");
  till_practice_make_processor (bench->practice);
  write_job (bench, fill_job);
  bench->composer = till_request_composer_new (bench->practice);
  bench->about =
    (TillStatementFacts){ bench->composer->writer->practice, NULL, bench->composer->at, 1 };
  write_job (bench, ask_job);
}

void
bench_messages (void)
{
  g_autofree Bench *bench = g_new0 (Bench, 1);
  g_autofree char  *folder = g_dir_make_tmp ("till-bench-XXXXXX", NULL);
  g_autofree char  *path = g_build_filename (folder, "messages.till", NULL);
  double            ours;
  double            reference;

  open_bench (bench, path);
  bench_compare (prepare_some, draw_some, bench, N_ROUNDS, &ours, &reference);
  bench_line ("messages-2000-with-statement", "s", ours * N_ROUNDS, reference * N_ROUNDS, 1.3);

  for (guint i = 0; i < N_GUARANTORS; i++)
    till_statement_free (bench->statements[i]);
  till_request_composer_free (bench->composer);
  bench_practice_free (bench->practice);
  g_rmdir (folder);
}
