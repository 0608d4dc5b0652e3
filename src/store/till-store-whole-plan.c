/* till-store-whole-plan.c: a payment plan with its terms, its installments, and what was tried
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-whole-plan.h"

#include "store/till-store-attempts.h"
#include "store/till-store-cards.h"
#include "store/till-store-plan-sendings.h"
#include "store/till-store-plans.h"
#include "store/till-store-private.h"
#include "store/till-store-transactions.h"

/* The card's title by its id: a plan is charged to few of them. */
static gboolean
find_card (TillDbConnection *connection,
           GHashTable       *titles,
           gint64            card_id,
           char            **title,
           GError          **error)
{
  const char               *known = g_hash_table_lookup (titles, &card_id);
  g_autoptr (TillFiledCard) card = NULL;

  if (known == NULL)
    {
      if ((card = till_store_get_card (connection, card_id, error)) == NULL)
        return FALSE;
      known = till_filed_card_dup_title (card);
      g_hash_table_insert (titles, g_memdup2 (&card_id, sizeof card_id), (gpointer) known);
    }
  *title = g_strdup (known);

  return TRUE;
}

/* Without an attempt nothing was sent. */
static gboolean
read_attempt (TillDbConnection *connection, TillToldTry *told, GError **error)
{
  g_autofree char            *invoice = till_id_to_invoice (told->one->key);
  g_autoptr (GError)          failed = NULL;
  g_autoptr (TillTransaction) transaction = NULL;
  g_autoptr (TillAttempt)     attempt =
    till_store_find_attempt_by_invoice (connection, invoice, &failed);

  if (attempt != NULL)
    {
      told->words = g_strdup (attempt->words);
      told->charged = attempt->amount;
      transaction = till_store_find_transaction_by_attempt (connection, attempt->id, &failed);
    }
  if (transaction != NULL)
    told->transaction_id = transaction->id;
  if (failed == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));

  return FALSE;
}

static gboolean
read_tries (TillDbConnection *connection, TillWholePart *part, GHashTable *titles, GError **error)
{
  g_autoptr (GPtrArray) tries = till_store_list_tries (connection, part->installment->id, error);

  if (tries == NULL)
    return FALSE;

  for (guint i = 0; i < tries->len; i++)
    {
      TillToldTry *told = g_new0 (TillToldTry, 1);

      told->one = till_installment_try_copy (tries->pdata[i]);
      g_ptr_array_add (part->tries, told);
      if (!find_card (connection, titles, told->one->card_id, &told->card, error) ||
          !read_attempt (connection, told, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_parts (TillDbConnection *connection, TillWholePlan *self, GError **error)
{
  g_autoptr (GHashTable) titles =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GPtrArray) all = till_store_list_installments (connection, self->plan->id, error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      TillWholePart *part = g_new0 (TillWholePart, 1);

      part->installment = till_installment_copy (all->pdata[i]);
      part->tries = g_ptr_array_new_with_free_func ((GDestroyNotify) till_told_try_free);
      g_ptr_array_add (self->parts, part);
      g_ptr_array_add (self->installments, part->installment);
      if (!read_tries (connection, part, titles, error))
        return FALSE;
      if (part->installment->transaction_id != 0 &&
          !(part->payment =
              till_store_get_transaction (connection, part->installment->transaction_id, error)))
        return FALSE;
    }

  return all != NULL;
}

static char *
dup_name (TillDbConnection *connection, gint64 id, GError **error)
{
  g_autoptr (TillPatient) patient = till_store_get_patient (connection, id, error);

  return patient != NULL ? g_strdup (patient->name) : NULL;
}

static gboolean
read_people (TillDbConnection *connection, TillWholePlan *self, GError **error)
{
  gint64 patient = self->plan->patient_id;

  self->payer_id = self->plan->guarantor_id;

  return till_store_find_standing (connection, &self->payer_id, error) &&
         till_store_find_standing (connection, &patient, error) &&
         (self->payer_name = dup_name (connection, self->payer_id, error)) != NULL &&
         (self->patient_name = dup_name (connection, patient, error)) != NULL;
}

TillWholePlan *
till_store_read_whole_plan (TillDbConnection *connection, gint64 id, GError **error)
{
  g_autoptr (TillWholePlan) self = till_whole_plan_new ();

  if (!(self->plan = till_store_get_plan (connection, id, error)) ||
      !read_people (connection, self, error) ||
      !(self->versions = till_store_list_plan_versions (connection, id, error)) ||
      !read_parts (connection, self, error) ||
      !till_store_find_plan_sending (connection, id, &self->sending, &self->request, error))
    return NULL;
  if (self->plan->card_id != 0 &&
      !(self->card = till_store_get_card (connection, self->plan->card_id, error)))
    return NULL;

  return g_steal_pointer (&self);
}

#define UNUSED                                                                                     \
  "WHERE guarantor_id IN"                                                                          \
  "  (SELECT ?1 UNION ALL SELECT id FROM patients WHERE merged_into = ?1)"                         \
  "  AND kind = 'payment' AND state IN ('captured', 'settled')"                                    \
  "  AND amount_cents - refunded_cents"                                                            \
  "      - (SELECT coalesce(sum(i.amount_cents), 0) FROM installments AS i"                        \
  "          WHERE i.transaction_id = transactions.id)"                                            \
  "      - (SELECT coalesce(sum(s.amount_cents), 0)"                                               \
  "           FROM plan_sendings AS s JOIN plans AS p ON p.id = s.plan_id"                         \
  "          WHERE s.transaction_id = transactions.id AND p.state = 'pending'"                     \
  "            AND s.state IN ('paid', 'no-card')) >= ?2"                                          \
  " ORDER BY happened_at DESC, id DESC LIMIT ?3"

GPtrArray *
till_store_list_payments_for_plan (TillDbConnection *connection,
                                   gint64            guarantor_id,
                                   TillMoney         amount,
                                   guint             n_most,
                                   GError          **error)
{
  g_autoptr (TillDbStatement) rows = NULL;

  if (!till_store_find_standing (connection, &guarantor_id, error) ||
      !(rows = till_record_prepare (&till_store_transaction_type, connection, UNUSED, error)))
    return NULL;

  till_db_bind_int (rows, 1, guarantor_id);
  till_db_bind_int (rows, 2, amount.cents);
  till_db_bind_int (rows, 3, n_most);

  return till_record_read_rows (&till_store_transaction_type, rows, error);
}
