/* till-review-query.c: who may be asked for money, judged, narrowed and sorted on a worker's thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Narrowed and sorted is what was judged, not what SQL finds: the rule stands in one place.
 */
#include "store/till-review-query.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "core/till-error.h"
#include "store/till-store-private.h"

static const TillChoice answers[] = {
  { TILL_ASKED_YES, N_ ("Yes") },
  { TILL_ASKED_NO, N_ ("No") },
  { NULL, NULL },
};

static const TillColumn columns[TILL_REVIEW_N_COLUMNS] = {
  [TILL_REVIEW_GUARANTOR] = { "guarantor", N_ ("Guarantor"), TILL_COLUMN_TEXT, .sortable = TRUE,
                              .is_name = TRUE, .width = 20 },
  [TILL_REVIEW_PORTION] = { "portion", N_ ("Portion"), TILL_COLUMN_MONEY, .sortable = TRUE,
                            .width = 11 },
  [TILL_REVIEW_ADDRESS] = { "address", N_ ("Goes to"), TILL_COLUMN_TEXT, .width = 20,
                            .empty = N_ ("None") },
  [TILL_REVIEW_ASKED] = { TILL_ASKED_COLUMN, N_ ("Can be asked"), TILL_COLUMN_CHOICE, .width = 10,
                          .choices = answers },
  [TILL_REVIEW_REASONS] = { "reasons", N_ ("Why not"), TILL_COLUMN_TEXT, .expand = TRUE,
                            .width = 40 },
};

static const TillSum no_sums[] = { { NULL } };

static const TillListKind kind = {
  .table = "review",
  .title = N_ ("Who can be asked"),
  .columns = { .columns = columns, .n_columns = TILL_REVIEW_N_COLUMNS },
  .sums = no_sums,
};

const TillListKind *
till_review_kind (void)
{
  return &kind;
}

/* ── Asking ──────────────────────────────────────────────────────────────────────────────────── */

TillReviewQuery *
till_review_query_new (GArray                  *ids,
                       const TillRequestPolicy *policy,
                       TillDay                  today,
                       TillFilter              *filter,
                       const TillSortKey       *sort)
{
  TillReviewQuery *self = g_atomic_rc_box_new0 (TillReviewQuery);

  self->cancellable = g_cancellable_new ();
  self->ids = g_array_ref (ids);
  self->policy = *policy;
  self->today = today;
  self->filter = till_filter_copy (filter);
  self->sort = g_array_new (TRUE, TRUE, sizeof (TillSortKey));
  for (; sort != NULL && sort->column != NULL; sort++)
    {
      TillSortKey key = { g_intern_string (sort->column), sort->descending };

      g_array_append_val (self->sort, key);
    }
  self->rereads = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->judged = g_array_new (FALSE, FALSE, sizeof (TillJudged));
  self->shown = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

static void
query_clear (gpointer data)
{
  TillReviewQuery *self = data;

  g_clear_object (&self->cancellable);
  g_array_unref (self->ids);
  till_filter_unref (self->filter);
  g_array_unref (self->sort);
  g_array_unref (self->rereads);
  g_array_unref (self->judged);
  g_array_unref (self->shown);
  g_ptr_array_unref (self->rows);
}

TillReviewQuery *
till_review_query_ref (TillReviewQuery *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
till_review_query_unref (TillReviewQuery *self)
{
  g_atomic_rc_box_release_full (self, query_clear);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

GArray *
till_review_sort_ids (const gint64 *ids, gsize n_ids)
{
  GArray *sorted = g_array_sized_new (FALSE, FALSE, sizeof (gint64), (guint) n_ids);

  g_array_append_vals (sorted, ids, (guint) n_ids);
  g_array_sort (sorted, compare_numbers);

  return sorted;
}

/* ── What is shown of those judged ───────────────────────────────────────────────────────────── */

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 one = ((const TillJudged *) a)->id;
  gint64 other = ((const TillJudged *) b)->id;

  return (one > other) - (one < other);
}

const TillJudged *
till_review_query_find (const TillReviewQuery *self, gint64 id)
{
  TillJudged wanted = { .id = id };

  return bsearch (&wanted, self->judged->data, self->judged->len, sizeof wanted, compare_ids);
}

static gboolean
is_wanted (const TillCondition *asked, const TillCondition *reason, const TillJudged *judged)
{
  if (asked != NULL && !g_strv_contains ((const char *const *) asked->values,
                                         judged->reasons == 0 ? TILL_ASKED_YES : TILL_ASKED_NO))
    return FALSE;

  return reason == NULL || (judged->reasons & till_why_not_from_text (reason->values[0])) != 0;
}

static int
compare_by_key (const TillJudged *one, const TillJudged *other, const char *column)
{
  if (g_str_equal (column, columns[TILL_REVIEW_GUARANTOR].id))
    return (one->by_name > other->by_name) - (one->by_name < other->by_name);

  return (one->cents > other->cents) - (one->cents < other->cents);
}

/* What is equal, and what nothing is said of, stands by the portion, the most first. */
static int
compare_judged (gconstpointer a, gconstpointer b, gpointer keys)
{
  const TillJudged *one = a;
  const TillJudged *other = b;
  int               order = 0;

  for (const TillSortKey *key = keys; key->column != NULL && order == 0; key++)
    order = compare_by_key (one, other, key->column) * (key->descending ? -1 : 1);
  if (order == 0)
    order = (one->cents < other->cents) - (one->cents > other->cents);

  return order != 0 ? order : compare_ids (one, other);
}

static void
choose (TillReviewQuery *self)
{
  const TillCondition *asked = till_filter_find (self->filter, TILL_ASKED_COLUMN);
  const TillCondition *reason = till_filter_find (self->filter, TILL_WHY_NOT_COLUMN);
  g_autoptr (GArray)   wanted = g_array_new (FALSE, FALSE, sizeof (TillJudged));

  for (guint i = 0; i < self->judged->len; i++)
    {
      const TillJudged *judged = &g_array_index (self->judged, TillJudged, i);

      if (is_wanted (asked, reason, judged))
        g_array_append_vals (wanted, judged, 1);
    }
  g_array_sort_with_data (wanted, compare_judged, self->sort->data);
  g_array_set_size (self->shown, 0);
  self->portion = 0;
  for (guint i = 0; i < wanted->len; i++)
    {
      const TillJudged *judged = &g_array_index (wanted, TillJudged, i);

      g_array_append_val (self->shown, judged->id);
      self->portion += judged->cents;
    }
}

/* ── The worker's part ───────────────────────────────────────────────────────────────────────── */

static gboolean
count (TillReviewQuery *self, GError **error)
{
  gint64   all = 0;
  gboolean fits = TRUE;

  self->tally = (TillRequestTally){ 0 };
  for (guint i = 0; i < self->judged->len; i++)
    {
      const TillJudged *judged = &g_array_index (self->judged, TillJudged, i);

      fits = till_request_tally_add (&self->tally, judged->reasons, till_money (judged->cents)) &&
             !__builtin_add_overflow (all, judged->cents, &all) && fits;
    }
  if (!fits)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_STORE,
                         _ ("The amounts of these rows are too large to add up."));

  return fits;
}

static gboolean
is_by_name (const TillReviewQuery *self)
{
  for (guint i = 0; i < self->sort->len; i++)
    if (g_str_equal (g_array_index (self->sort, TillSortKey, i).column,
                     columns[TILL_REVIEW_GUARANTOR].id))
      return TRUE;

  return FALSE;
}

static gboolean
read_again (TillReviewQuery *self, TillDbConnection *connection, GError **error)
{
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < self->rereads->len; i++)
    {
      gint64              id = g_array_index (self->rereads, gint64, i);
      g_autoptr (TillRow) row = till_row_new (id, TILL_REVIEW_N_COLUMNS);

      if (!till_review_query_fill (self, connection, id, row, error))
        return FALSE;
      g_ptr_array_add (self->rows, g_steal_pointer (&row));
    }

  return TRUE;
}

gboolean
till_review_query_work (TillDbConnection *connection, gpointer query, GError **error)
{
  TillReviewQuery  *self = query;
  const TillJudging judging = { self->ids, self->policy, self->today, is_by_name (self) };

  g_array_set_size (self->judged, 0);
  if (!till_store_judge (connection, &judging, self->judged, error) || !count (self, error))
    return FALSE;
  choose (self);

  return read_again (self, connection, error);
}

/* ── Rows ────────────────────────────────────────────────────────────────────────────────────── */

static void
fill_row (const TillReviewQuery *self, const TillAskedPerson *person, TillRow *row)
{
  guint            reasons = till_request_judge (&person->facts, &self->policy, self->today);
  g_auto (GStrv)   words = till_request_dup_reasons (reasons, &person->facts, &self->policy);
  g_autofree char *sentence = g_strjoinv ("; ", words);

  till_row_set_text (row, TILL_REVIEW_GUARANTOR, person->name);
  till_row_set_int (row, TILL_REVIEW_PORTION, person->facts.portion.cents);
  if (person->address != NULL)
    till_row_set_text (row, TILL_REVIEW_ADDRESS, person->address);
  till_row_set_text (row, TILL_REVIEW_ASKED, reasons == 0 ? TILL_ASKED_YES : TILL_ASKED_NO);
  if (reasons != 0)
    till_row_set_text (row, TILL_REVIEW_REASONS, sentence);
}

gboolean
till_review_query_fill (const TillReviewQuery *self,
                        TillDbConnection      *connection,
                        gint64                 id,
                        TillRow               *row,
                        GError               **error)
{
  const TillJudged        *judged = till_review_query_find (self, id);
  g_auto (TillAskedPerson) person = { .name = NULL };
  gboolean                 found;

  if (!till_store_read_asked (connection, id, self->policy.channel, &person, &found, error))
    return FALSE;
  if (!found)
    return TRUE;

  /* Who else has it is known of all or of none. */
  person.facts.shares_address =
    judged != NULL && (judged->reasons & TILL_WHY_NOT_SAME_ADDRESS) != 0;
  person.facts.address_fails =
    judged != NULL && (judged->reasons & TILL_WHY_NOT_FAILED_ADDRESS) != 0;
  person.facts.on_plan = judged != NULL && (judged->reasons & TILL_WHY_NOT_ON_PLAN) != 0;
  fill_row (self, &person, row);

  return TRUE;
}

static gboolean
read_each (const TillReviewQuery *self,
           TillDbConnection      *reader,
           guint                  first,
           guint                  n_rows,
           TillRow              **rows,
           GError               **error)
{
  for (guint i = 0; i < n_rows; i++)
    {
      gint64 id = g_array_index (self->shown, gint64, first + i);

      rows[i] = till_row_new (id, TILL_REVIEW_N_COLUMNS);
      if (!till_review_query_fill (self, reader, id, rows[i], error))
        {
          for (guint j = 0; j <= i; j++)
            g_object_unref (rows[j]);
          return FALSE;
        }
    }

  return TRUE;
}

/* In one transaction: single reads would take and give back the file's locks each. */
gboolean
till_review_query_read_rows (const TillReviewQuery *self,
                             TillDbConnection      *reader,
                             guint                  first,
                             guint                  n_rows,
                             TillRow              **rows,
                             GError               **error)
{
  g_autoptr (GError) unended = NULL;
  gboolean           read;

  if (!till_store_run (reader, "BEGIN", error, 0))
    return FALSE;

  read = read_each (self, reader, first, n_rows, rows, error);
  /* Nothing was written, so there is nothing that it could lose. */
  if (!till_store_run (reader, "COMMIT", &unended, 0))
    g_warning ("%s", unended->message);

  return read;
}

/* ── For a file ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
find_cb (gpointer source, TillDbConnection *connection, GArray *ids, GError **error)
{
  TillReviewQuery *self = source;

  if (!till_review_query_work (connection, self, error))
    return FALSE;
  g_array_append_vals (ids, self->shown->data, self->shown->len);

  return TRUE;
}

static gboolean
read_cb (gpointer source, TillDbConnection *connection, gint64 id, TillRow *row, GError **error)
{
  return till_review_query_fill (source, connection, id, row, error);
}

static void
free_cb (gpointer source)
{
  till_review_query_unref (source);
}

TillListWalk *
till_review_walk_new (TillReviewQuery *query, GTimeZone *zone, GArray *ids, gboolean all_but)
{
  static const TillListSource source = { &kind, find_cb, read_cb, free_cb };

  return till_list_walk_new_from (&source, query, zone, ids, all_but);
}

gboolean
till_review_query_is_touched (const TillDbChanges *changes)
{
  static const char *const tables[] = { "balances", "editions", "patients",         "consents",
                                        "snoozes",  "requests", "failed_addresses", "plans" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      if (till_db_changes_touch (changes, tables[i]))
        return TRUE;
    }

  return FALSE;
}
