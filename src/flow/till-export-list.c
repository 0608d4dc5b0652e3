/* till-export-list.c: a list's rows as CSV and as a PDF report
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-export-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "document/till-list-report.h"
#include "store/till-list-export.h"
#include "store/till-review.h"

typedef struct
{
  TillListWalk *walk;
  GArray       *columns; /* guint */
  char         *words;   /* the filter's */
} ListJob;

static void
list_job_free (gpointer data)
{
  ListJob *job = data;

  g_clear_pointer (&job->walk, till_list_walk_free);
  g_clear_pointer (&job->columns, g_array_unref);
  g_free (job->words);
  g_free (job);
}

/* ── On paper ────────────────────────────────────────────────────────────────────────────────────
 */

static gboolean
add_to_report (TillRow *row, gpointer data, GError **error)
{
  till_list_report_add (data, row);

  return TRUE;
}

static guint
count_sums (const TillListKind *kind)
{
  guint n_sums = 0;

  while (kind->sums[n_sums].name != NULL)
    n_sums++;

  return n_sums;
}

static GBytes *
finish_report (ListJob *job, TillListReport *report, GError **error)
{
  const TillListKind       *kind = till_list_walk_get_kind (job->walk);
  guint                     n_totals = count_sums (kind);
  g_autofree TillListTotal *totals = g_new0 (TillListTotal, n_totals + 1);

  for (guint i = 0; i < n_totals; i++)
    totals[i] = (TillListTotal){ _ (kind->sums[i].title),
                                 till_list_walk_get_sum (job->walk, &kind->sums[i]) };

  return till_list_report_finish (report, totals, error);
}

static GBytes *
make_pdf (gpointer data, const TillExportFacts *about, TillDbConnection *connection, GError **error)
{
  ListJob                   *job = data;
  const TillListKind        *kind = till_list_walk_get_kind (job->walk);
  TillListReportFacts        facts = { about->practice, _ (kind->title), job->words, about->at };
  g_autoptr (TillListReport) report = NULL;

  if (!till_list_walk_find (job->walk, connection, error))
    return NULL;
  facts.n_rows = till_list_walk_get_n_rows (job->walk);
  if (facts.n_rows > TILL_LIST_REPORT_MOST_ROWS)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   _ ("These are %u rows. A report has at most %u: filter the list, or export it "
                      "as CSV."),
                   facts.n_rows, TILL_LIST_REPORT_MOST_ROWS);
      return NULL;
    }

  facts.zone = about->zone;
  facts.paper = about->paper;
  facts.columns = kind->columns.columns;
  facts.shown = job->columns;
  facts.n_totals = count_sums (kind);
  report = till_list_report_new (&facts);

  return till_list_walk_run (job->walk, connection, job->columns, add_to_report, report, error)
           ? finish_report (job, report, error)
           : NULL;
}

/* ── The rest ────────────────────────────────────────────────────────────────────────────────────
 */

static gboolean
write_csv (gpointer               data,
           const TillExportFacts *facts,
           TillDbConnection      *connection,
           TillWholeFile         *file,
           GError               **error)
{
  ListJob *job = data;

  return till_list_export_csv (job->walk, connection, job->columns, facts->bom, file, error);
}

static gboolean
audit (gpointer data, const TillExportFacts *facts, TillDbConnection *connection, GError **error)
{
  ListJob *job = data;

  return till_list_audit_export (
    connection, till_list_walk_get_kind (job->walk), till_export_form_to_text (facts->form),
    job->words, till_list_walk_get_n_rows (job->walk), facts->actor, facts->at, error);
}

static char *
dup_file_name (gpointer data, const TillExportFacts *facts, const char *extension)
{
  ListJob *job = data;

  return till_list_file_name (till_list_walk_get_kind (job->walk)->table, facts->today, extension);
}

static guint
get_n_done (gpointer data)
{
  return till_list_walk_get_n_done (((ListJob *) data)->walk);
}

static guint
get_n_rows (gpointer data)
{
  return till_list_walk_get_n_rows (((ListJob *) data)->walk);
}

static const TillExportKind list_kind = {
  .write_csv = write_csv,
  .make_pdf = make_pdf,
  .audit = audit,
  .dup_file_name = dup_file_name,
  .get_n_done = get_n_done,
  .get_n_rows = get_n_rows,
  .free = list_job_free,
};

/* Somebody may search for a card number: it is not kept for that. */
static char *
filter_words (TillFilter *filter, const TillListKind *kind)
{
  char *words = till_filter_to_words (filter, kind->columns.columns, kind->columns.n_columns);

  if (till_text_has_card_number (words))
    till_text_set (&words, _ ("(left out: it held a card number)"));

  return words;
}

/* What the review is narrowed to is a word of the rule. */
static char *
review_words (const TillExportOrder *order, TillChannel channel)
{
  const TillCondition *asked = till_filter_find (order->filter, TILL_ASKED_COLUMN);
  const TillCondition *reason = till_filter_find (order->filter, TILL_WHY_NOT_COLUMN);
  guint                why = reason != NULL ? till_why_not_from_text (reason->values[0]) : 0;
  const char          *how = channel == TILL_CHANNEL_TEXT    ? _ ("By text message")
                             : channel == TILL_CHANNEL_EMAIL ? _ ("By e-mail")
                                                             : _ ("By letter");
  const char          *what = why != 0        ? till_why_not_to_title ((TillWhyNot) why, channel)
                              : asked == NULL ? NULL
                              : g_str_equal (asked->values[0], TILL_ASKED_YES) ? _ ("Can be asked")
                                                                               : _ ("Can’t be asked");

  return g_strdup_printf ("%s%s%s", how, what != NULL ? "; " : "", what != NULL ? what : "");
}

static gboolean
is_of_review (TillPractice *practice, const TillExportOrder *order)
{
  return practice->review != NULL && g_str_equal (order->list, TILL_LIST_REVIEW);
}

static TillListWalk *
new_walk (TillPractice          *practice,
          const TillListKind    *kind,
          const TillExportOrder *order,
          GError               **error)
{
  if (is_of_review (practice, order))
    return till_review_new_walk (TILL_REVIEW (practice->review), order->filter, order->sort,
                                 order->ids, order->all_but);

  return till_list_walk_new (kind, order->filter, order->sort, till_practice_get_today (practice),
                             practice->zone, order->ids, order->all_but, error);
}

/* Where nobody has chosen, a file has all, and paper what the screen begins with. */
static GArray *
choose_columns (const TillListKind *kind, const TillExportOrder *order, GError **error)
{
  GArray *columns = till_list_find_columns (kind, order->columns, error);

  if (columns == NULL || order->columns != NULL || order->form == TILL_EXPORT_CSV)
    return columns;
  for (guint i = columns->len; i > 0; i--)
    {
      if (kind->columns.columns[g_array_index (columns, guint, i - 1)].starts_hidden)
        g_array_remove_index (columns, i - 1);
    }

  return columns;
}

static ListJob *
list_job_new (TillPractice *practice, const TillExportOrder *order, GError **error)
{
  const TillListKind *kind =
    is_of_review (practice, order) ? till_review_kind () : till_list_find_kind (order->list, error);
  ListJob *job;

  if (kind == NULL)
    return NULL;

  job = g_new0 (ListJob, 1);
  job->walk = new_walk (practice, kind, order, error);
  if (job->walk == NULL || !(job->columns = choose_columns (kind, order, error)))
    {
      list_job_free (job);
      return NULL;
    }
  job->words = is_of_review (practice, order) ? review_words (order, practice->review_channel)
                                              : filter_words (order->filter, kind);

  return job;
}

TillExport *
till_export_new (TillPractice *practice, const TillExportOrder *order, GError **error)
{
  ListJob *job;

  g_return_val_if_fail (TILL_IS_PRACTICE (practice) && order != NULL, NULL);

  if (!till_practice_may (practice, TILL_DEED_EXPORT, error))
    return NULL;
  job = list_job_new (practice, order, error);

  return job != NULL
           ? till_export_new_of_kind (practice, &list_kind, job, order->form, order->bom, error)
           : NULL;
}
