/* till-store-payers-suggest.c: whose a transaction made elsewhere may be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each way of finding gives patients a hint. What hundreds have in common (an amount) only adds to
 * what else speaks for one.
 */
#include "store/till-store-payers.h"

#include "core/till-text.h"
#include "rules/till-suggestion-rules.h"
#include "store/till-store-patients-private.h"
#include "store/till-store-private.h"
#include "store/till-store-transactions.h"

#define LATELY (90 * 24 * TILL_HOUR)
/* So many a way are looked at, and of a weak way so few are new ones. */
#define MOST_FOUND 200
#define FEW 5
#define MOST_NAMES 5

typedef struct
{
  TillDbConnection      *connection;
  const TillTransaction *row;
  TillInstant            now;
  GHashTable            *hints; /* gint64 → guint */
} Search;

typedef struct
{
  gint64 patient_id;
  guint  hints;
  guint  weight;
} Candidate;

static void
add_hint (Search *self, gint64 patient_id, TillHints hint)
{
  guint hints = GPOINTER_TO_UINT (g_hash_table_lookup (self->hints, &patient_id)) | (guint) hint;

  g_hash_table_replace (self->hints, g_memdup2 (&patient_id, sizeof patient_id),
                        GUINT_TO_POINTER (hints));
}

/* A hint for each patient that @rows gives; @strong: also when it is many's. A second column that
 * is not 0 is TILL_HINT_EXPIRY. */
static gboolean
add_rows (Search *self, TillDbStatement *rows, TillHints hint, gboolean strong, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  TillStep           step;

  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      gint64 patient_id = till_db_column_int (rows, 0);

      if (!till_store_find_standing (self->connection, &patient_id, error))
        return FALSE;
      g_array_append_val (found, patient_id);
      if (hint == TILL_HINT_CARD && till_db_column_int (rows, 1) != 0)
        add_hint (self, patient_id, TILL_HINT_EXPIRY);
    }
  for (guint i = 0; i < found->len; i++)
    {
      gint64 *patient_id = &g_array_index (found, gint64, i);

      if (strong || found->len <= FEW || g_hash_table_contains (self->hints, patient_id))
        add_hint (self, *patient_id, hint);
    }

  return step == TILL_STEP_DONE;
}

static gboolean
find_by_text (Search *self, const char *sql, const char *text, TillHints hint, GError **error)
{
  g_autoptr (TillDbStatement) rows = NULL;

  if (text == NULL)
    return TRUE;
  rows = till_db_prepare (self->connection, sql, error);
  if (rows == NULL)
    return FALSE;
  till_db_bind_text (rows, 1, text);

  return add_rows (self, rows, hint, TRUE, error);
}

static gboolean
find_by_card (Search *self, GError **error)
{
  static const char sql[] =
    "SELECT patient_id, max(CASE WHEN card_expiry = ?3 THEN 1 ELSE 0 END)"
    "  FROM transactions"
    " WHERE card_last_four = ?1 AND coalesce(card_brand, ?2) = ?2 AND patient_id IS NOT NULL"
    " GROUP BY patient_id ORDER BY max(happened_at) DESC LIMIT 50";
  const TillCard             *card = &self->row->card;
  g_autoptr (TillDbStatement) rows = NULL;

  if (card->last_four == NULL || card->brand == NULL)
    return TRUE;
  rows = till_db_prepare (self->connection, sql, error);
  if (rows == NULL)
    return FALSE;
  till_db_bind_text (rows, 1, card->last_four);
  till_db_bind_text (rows, 2, card->brand);
  till_db_bind_text (rows, 3, card->expiry != NULL ? card->expiry : "");

  return add_rows (self, rows, TILL_HINT_CARD, TRUE, error);
}

static gboolean
find_by_customer (Search *self, const char *customer, GError **error)
{
  static const char by_number[] =
    "SELECT id FROM patients WHERE number_folded = ?1 AND " TILL_PATIENT_SHOWN ("") " LIMIT 5";
  static const char by_payment[] = "SELECT DISTINCT t.patient_id FROM payers p"
                                   " JOIN transactions t ON t.id = p.transaction_id"
                                   " WHERE p.customer = ?1 AND t.patient_id IS NOT NULL LIMIT 5";
  g_autofree char  *folded = customer != NULL ? till_text_fold (customer) : NULL;

  return find_by_text (self, by_number, folded, TILL_HINT_CUSTOMER, error) &&
         find_by_text (self, by_payment, customer, TILL_HINT_CUSTOMER, error);
}

static gboolean
find_by_email (Search *self, const char *email, GError **error)
{
  static const char by_patient[] =
    "SELECT id FROM patients WHERE lower(email) = ?1 AND " TILL_PATIENT_SHOWN ("") " LIMIT 5";
  g_autofree char *lower = email != NULL ? g_utf8_strdown (email, -1) : NULL;

  return find_by_text (self, by_patient, lower, TILL_HINT_EMAIL, error);
}

static gboolean
find_by_name (Search *self, const char *name, GError **error)
{
  g_autoptr (GPtrArray) found = NULL;

  if (name == NULL)
    return TRUE;
  found = till_store_search_patients (self->connection, name, MOST_NAMES, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    add_hint (self, ((TillPatient *) found->pdata[i])->id, TILL_HINT_NAME);

  return found != NULL;
}

/* Last: an amount alone is many's. */
static gboolean
find_by_amount (Search *self, GError **error)
{
  static const char           owes[] = "SELECT guarantor_id FROM account_entries"
                                       " GROUP BY guarantor_id HAVING sum(amount_cents) = ?1 LIMIT ?2";
  static const char           paid[] = "SELECT DISTINCT patient_id FROM transactions"
                                       " WHERE amount_cents = ?1 AND happened_at >= ?2"
                                       "   AND patient_id IS NOT NULL AND kind = 'payment' LIMIT ?3";
  g_autoptr (TillDbStatement) owing = NULL;
  g_autoptr (TillDbStatement) paying = NULL;
  gint64                      cents = self->row->amount.cents;

  owing = till_db_prepare (self->connection, owes, error);
  paying = owing != NULL ? till_db_prepare (self->connection, paid, error) : NULL;
  if (paying == NULL)
    return FALSE;

  till_db_bind_int (owing, 1, cents);
  till_db_bind_int (owing, 2, MOST_FOUND);
  till_db_bind_int (paying, 1, cents);
  till_db_bind_int (paying, 2, self->now - LATELY);
  till_db_bind_int (paying, 3, MOST_FOUND);

  return cents <= 0 || (add_rows (self, owing, TILL_HINT_OWES, FALSE, error) &&
                        add_rows (self, paying, TILL_HINT_AMOUNT, FALSE, error));
}

static gboolean
find_all (Search *self, GError **error)
{
  static const char sql[] = "SELECT customer, name, email FROM payers WHERE transaction_id = ?1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep         step = till_store_ask (self->connection, sql, &row, error, 1, self->row->id);
  gboolean         has_payer = step == TILL_STEP_ROW;
  g_autofree char *customer = has_payer ? till_db_column_dup_text (row, 0) : NULL;
  g_autofree char *name = has_payer ? till_db_column_dup_text (row, 1) : NULL;
  g_autofree char *email = has_payer ? till_db_column_dup_text (row, 2) : NULL;

  return step != TILL_STEP_ERROR && find_by_card (self, error) &&
         find_by_customer (self, customer, error) && find_by_email (self, email, error) &&
         find_by_name (self, name, error) && find_by_amount (self, error);
}

/* ── The likeliest ───────────────────────────────────────────────────────────────────────────── */

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a;
  const Candidate *second = b;

  if (first->weight != second->weight)
    return first->weight < second->weight ? 1 : -1;

  return first->patient_id > second->patient_id ? 1 : -1;
}

static GArray *
weigh (GHashTable *hints)
{
  GArray        *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  GHashTableIter iter;
  gpointer       id;
  gpointer       value;

  g_hash_table_iter_init (&iter, hints);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      Candidate candidate = { *(gint64 *) id, GPOINTER_TO_UINT (value),
                              till_hints_weigh ((TillHints) GPOINTER_TO_UINT (value)) };

      g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);

  return candidates;
}

static GPtrArray *
make_suggestions (Search *self, guint most, GError **error)
{
  g_autoptr (GPtrArray) made =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_suggestion_free);
  g_autoptr (GArray) candidates = weigh (self->hints);
  g_autofree char   *card = till_store_card_words (&self->row->card);

  for (guint i = 0; i < MIN (candidates->len, most); i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      TillSuggestion  *suggestion = till_suggestion_new ();

      g_ptr_array_add (made, suggestion);
      suggestion->hints = (TillHints) candidate->hints;
      suggestion->words = till_hints_to_words (suggestion->hints, card, self->row->amount);
      suggestion->patient = till_store_get_patient (self->connection, candidate->patient_id, error);
      if (suggestion->patient == NULL)
        return NULL;
    }

  return g_steal_pointer (&made);
}

GPtrArray *
till_store_suggest_patients (TillDbConnection *connection,
                             gint64            transaction_id,
                             guint             most,
                             TillInstant       now,
                             GError          **error)
{
  g_autoptr (TillTransaction) row = till_store_get_transaction (connection, transaction_id, error);
  g_autoptr (GHashTable) hints = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Search                 search = { connection, row, now, hints };

  return row != NULL && find_all (&search, error) ? make_suggestions (&search, most, error) : NULL;
}
