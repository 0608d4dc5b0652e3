/* till-store-bank-plan.c: what there is to match, read and thought over before anything is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-bank-private.h"
#include "store/till-store-deposits-private.h"

/* What by hand may be chosen from: a person knows of longer delays. */
#define CANDIDATE_DAYS_BEFORE 30
#define CANDIDATE_DAYS_AFTER 10
#define MOST_CANDIDATES 100

#define UNPAID "bank_line_id IS NULL AND kind <> 'expected' AND state <> 'withdrawn'"

void
till_bank_plan_free (TillBankPlan *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->pairs);
  g_array_unref (self->named);
  g_free (self);
}

GHashTable *
till_store_list_learned_words (TillDbConnection *connection, GError **error)
{
  static const char           sql[] = "SELECT DISTINCT l.words FROM bank_lines l"
                                      " WHERE l.words IS NOT NULL AND l.id IN"
                                      "       (SELECT line_id FROM deposit_matches WHERE how = 'by-hand')";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  g_autoptr (GHashTable) learned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  TillStep               step = TILL_STEP_ERROR;

  while (rows != NULL && (step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      char *descriptor = till_bank_descriptor (till_db_column_text (rows, 0));

      if (descriptor != NULL)
        g_hash_table_add (learned, descriptor);
    }

  return step == TILL_STEP_DONE ? g_steal_pointer (&learned) : NULL;
}

/* ── What is read ────────────────────────────────────────────────────────────────────────────── */

static GPtrArray *
read_open_lines (TillDbConnection *connection, TillDay first, GError **error)
{
  g_autoptr (TillDbStatement) rows = till_store_prepare_bank_lines (
    connection,
    "WHERE state IN ('unmatched', 'other') AND day >= ?1 AND " TILL_BANK_LINE_SHOWN
    " ORDER BY day, id",
    error);

  if (rows == NULL)
    return NULL;
  till_db_bind_int (rows, 1, first.number);

  return till_store_read_bank_lines (rows, error);
}

static GPtrArray *
read_unpaid (TillDbConnection *connection, TillDay first, TillDay last, GError **error)
{
  g_autoptr (TillDbStatement) rows = till_store_prepare_deposits (
    connection, "WHERE " UNPAID " AND funded_on BETWEEN ?1 AND ?2 ORDER BY funded_on, id", error);

  if (rows == NULL)
    return NULL;
  till_db_bind_int (rows, 1, first.number);
  till_db_bind_int (rows, 2, last.number);

  return till_store_read_deposits (rows, error);
}

static GArray *
read_apart (TillDbConnection *connection, GError **error)
{
  g_autoptr (TillDbStatement) rows =
    till_db_prepare (connection, "SELECT line_id, deposit_id FROM deposit_mismatches", error);
  g_autoptr (GArray) apart = g_array_new (FALSE, FALSE, sizeof (TillBankPair));
  TillStep           step = TILL_STEP_ERROR;

  while (rows != NULL && (step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      TillBankPair pair = { till_db_column_int (rows, 0), till_db_column_int (rows, 1) };

      g_array_append_val (apart, pair);
    }

  return step == TILL_STEP_DONE ? g_steal_pointer (&apart) : NULL;
}

/* ── The plan ────────────────────────────────────────────────────────────────────────────────── */

static void
find_named (GPtrArray *lines, GHashTable *learned, GArray *named)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const TillBankLine *line = lines->pdata[i];

      if (line->state == TILL_BANK_LINE_OTHER && till_bank_names_processor (line->words, learned))
        g_array_append_val (named, line->id);
    }
}

/* Older lines have nothing to be matched with. */
static gboolean
read_first_unpaid (TillDbConnection *connection, TillDay *first, GError **error)
{
  g_autoptr (TillDbStatement) row = NULL;
  TillStep step = till_store_ask (connection, "SELECT min(funded_on) FROM deposits WHERE " UNPAID,
                                  &row, error, 0);

  *first = TILL_DAY_NONE;
  if (step == TILL_STEP_ROW && !till_db_column_is_null (row, 0))
    first->number = (gint32) till_db_column_int (row, 0);

  return step != TILL_STEP_ERROR;
}

static gboolean
plan_pairs (TillDbConnection *connection, TillBankPlan *plan, GError **error)
{
  g_autoptr (GHashTable) learned = till_store_list_learned_words (connection, error);
  g_autoptr (GPtrArray)  lines = NULL;
  g_autoptr (GPtrArray)  deposits = NULL;
  g_autoptr (GArray)     apart = NULL;
  TillDay                first;

  if (learned == NULL || !read_first_unpaid (connection, &first, error))
    return FALSE;
  if (till_day_is_none (first))
    return TRUE;
  lines = read_open_lines (connection, till_day_add (first, -TILL_BANK_DAYS_BEFORE), error);
  if (lines == NULL || lines->len == 0)
    return lines != NULL;
  deposits = read_unpaid (
    connection, first,
    till_day_add (((TillBankLine *) lines->pdata[lines->len - 1])->day, TILL_BANK_DAYS_BEFORE),
    error);
  apart = deposits != NULL ? read_apart (connection, error) : NULL;
  if (apart == NULL)
    return FALSE;

  find_named (lines, learned, plan->named);
  g_array_unref (plan->pairs);
  plan->pairs = till_bank_match (lines, deposits, learned, apart);

  return TRUE;
}

TillBankPlan *
till_store_plan_matches (TillDbConnection *connection, GError **error)
{
  g_autoptr (TillBankPlan) plan = g_new0 (TillBankPlan, 1);

  plan->pairs = g_array_new (FALSE, FALSE, sizeof (TillBankPair));
  plan->named = g_array_new (FALSE, FALSE, sizeof (gint64));

  return plan_pairs (connection, plan, error) ? g_steal_pointer (&plan) : NULL;
}

GPtrArray *
till_store_list_candidates (TillDbConnection *connection, const TillBankLine *line, GError **error)
{
  GPtrArray *deposits = read_unpaid (connection, till_day_add (line->day, -CANDIDATE_DAYS_BEFORE),
                                     till_day_add (line->day, CANDIDATE_DAYS_AFTER), error);

  if (deposits == NULL)
    return NULL;
  till_bank_rank (line, deposits);
  if (deposits->len > MOST_CANDIDATES)
    g_ptr_array_set_size (deposits, MOST_CANDIDATES);

  return deposits;
}
