/* till-export-statements.c: guarantors’ statements as one PDF, saved or printed, each noted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-export-private.h"

#include <glib/gi18n-lib.h>

#include "document/till-list-report.h"
#include "document/till-statement-pdf.h"
#include "flow/till-practice-requests.h"
#include "store/till-store-review.h"
#include "store/till-store-statements.h"

typedef struct
{
  GArray            *guarantors; /* gint64 */
  TillRequestPolicy  policy;
  guint              waived;
  TillStatementForm  form;
  TillPracticeFacts *practice;
  char              *message;
  char              *link; /* or NULL */

  GArray *rows;   /* TillStatementRow: those that were made */
  gint    n_done; /* of n_rows; both are looked at from the main thread */
  gint    n_rows;
  guint   n_noted;
  guint   n_noted_now; /* by the commit under way, which may have to be tried again */
} StatementsJob;

static void
statements_job_free (gpointer data)
{
  StatementsJob *job = data;

  g_array_unref (job->guarantors);
  g_array_unref (job->rows);
  till_practice_facts_free (job->practice);
  g_free (job->message);
  g_free (job->link);
  g_free (job);
}

/* ── The PDF ─────────────────────────────────────────────────────────────────────────────────── */

/* NULL without an error: this one is left out. */
static TillStatement *
read_statement (StatementsJob         *job,
                const TillExportFacts *facts,
                TillDbConnection      *connection,
                gint64                 id,
                GError               **error)
{
  g_autoptr (TillStatement) statement = NULL;
  g_auto (TillAskedPerson)  person = { .name = NULL };
  gboolean                  found;

  if (!till_store_read_asked (connection, id, TILL_CHANNEL_PAPER, &person, &found, error) || !found)
    return NULL;
  statement = till_store_read_statement (connection, id, facts->today, error);
  if (statement == NULL)
    return NULL;

  person.facts.portion = statement->due;
  if ((till_statement_judge (&person.facts, &job->policy, facts->today) & ~job->waived) != 0)
    return NULL;
  statement->link = g_strdup (job->link);

  return g_steal_pointer (&statement);
}

static gboolean
add_statement (StatementsJob       *job,
               TillStatementPdf    *pdf,
               const TillStatement *statement,
               GError             **error)
{
  const TillStatementRow row = {
    .location_id = statement->location_id,
    .guarantor_id = statement->guarantor_id,
    .import_id = statement->import_id,
    .last_entry = statement->last_entry,
    .day = statement->day,
    .balance = statement->balance,
    .due = statement->due,
  };

  if (job->rows->len == TILL_STATEMENT_MOST)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   _ ("At most %u statements can be made at once: select fewer guarantors."),
                   TILL_STATEMENT_MOST);
      return FALSE;
    }
  g_array_append_val (job->rows, row);

  return till_statement_pdf_add (pdf, statement, error);
}

static gboolean
add_all (StatementsJob         *job,
         const TillExportFacts *facts,
         TillDbConnection      *connection,
         TillStatementPdf      *pdf,
         GError               **error)
{
  for (guint i = 0; i < job->guarantors->len; i++)
    {
      gint64                    id = g_array_index (job->guarantors, gint64, i);
      g_autoptr (GError)        failed = NULL;
      g_autoptr (TillStatement) statement = read_statement (job, facts, connection, id, &failed);

      if (failed != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return FALSE;
        }
      if (statement != NULL && !add_statement (job, pdf, statement, error))
        return FALSE;
      g_atomic_int_set (&job->n_done, (gint) i + 1);
    }

  return TRUE;
}

static GBytes *
make_pdf (gpointer data, const TillExportFacts *facts, TillDbConnection *connection, GError **error)
{
  StatementsJob           *job = data;
  const TillStatementFacts about = { job->practice, job->message, facts->at, job->guarantors->len };
  g_autoptr (TillStatementPdf) pdf = till_statement_pdf_new (&about);

  g_array_set_size (job->rows, 0);
  if (!add_all (job, facts, connection, pdf, error))
    return NULL;
  if (job->rows->len == 0)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("Nobody of those you selected gets a statement."));
      return NULL;
    }
  g_atomic_int_set (&job->n_rows, (gint) job->rows->len);

  return till_statement_pdf_finish (pdf, error);
}

/* ── Noting ──────────────────────────────────────────────────────────────────────────────────── */

static gboolean
audit (gpointer data, const TillExportFacts *facts, TillDbConnection *connection, GError **error)
{
  StatementsJob *job = data;
  guint          i = job->n_noted;

  do
    {
      if (!till_store_note_statement (connection, &g_array_index (job->rows, TillStatementRow, i),
                                      job->form, facts->actor, facts->at, error))
        return FALSE;
      i++;
    }
  while (i < job->rows->len && !till_db_is_time_up (connection));
  job->n_noted_now = i;

  return TRUE;
}

static gboolean
goes_on (gpointer data)
{
  StatementsJob *job = data;

  job->n_noted = job->n_noted_now;

  return job->n_noted < job->rows->len;
}

/* ── The export ──────────────────────────────────────────────────────────────────────────────── */

static char *
dup_file_name (gpointer data, const TillExportFacts *facts, const char *extension)
{
  const StatementsJob *job = data;

  return till_list_file_name (job->guarantors->len == 1 ? "statement" : "statements", facts->today,
                              extension);
}

static guint
get_n_done (gpointer data)
{
  return (guint) g_atomic_int_get (&((StatementsJob *) data)->n_done);
}

static guint
get_n_rows (gpointer data)
{
  return (guint) g_atomic_int_get (&((StatementsJob *) data)->n_rows);
}

static const TillExportKind statements_kind = {
  .make_pdf = make_pdf,
  .audit = audit,
  .goes_on = goes_on,
  .noted_when_printed = TRUE,
  .dup_file_name = dup_file_name,
  .get_n_done = get_n_done,
  .get_n_rows = get_n_rows,
  .free = statements_job_free,
};

TillExport *
till_export_new_for_statements (TillPractice *practice,
                                const gint64 *guarantors,
                                gsize         n_guarantors,
                                guint         waived,
                                gboolean      on_paper,
                                GError      **error)
{
  StatementsJob *job;
  const char    *link;

  g_return_val_if_fail (TILL_IS_PRACTICE (practice), NULL);

  if (!till_practice_may (practice, TILL_DEED_MAKE_STATEMENT, error))
    return NULL;

  job = g_new0 (StatementsJob, 1);
  job->guarantors = g_array_sized_new (FALSE, FALSE, sizeof (gint64), (guint) n_guarantors);
  g_array_append_vals (job->guarantors, guarantors, (guint) n_guarantors);
  job->rows = g_array_new (FALSE, FALSE, sizeof (TillStatementRow));
  job->n_rows = (gint) n_guarantors;
  job->waived = waived;
  job->form = on_paper ? TILL_STATEMENT_ON_PAPER : TILL_STATEMENT_AS_PDF;
  till_practice_get_request_policy (practice, TILL_CHANNEL_PAPER, &job->policy);
  job->practice = till_practice_dup_facts (practice);
  job->message = g_strdup (till_practice_get_setting (practice, TILL_SETTING_STATEMENT_MESSAGE));
  link = till_practice_get_setting (practice, TILL_SETTING_STATEMENT_LINK);
  job->link = *link != '\0' ? g_strdup (link) : NULL;

  return till_export_new_of_kind (practice, &statements_kind, job, TILL_EXPORT_PDF, FALSE, error);
}
