/* till-store-transactions-write.c: how movements of money are added, and how they move on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-transactions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "rules/till-state-rules.h"
#include "store/till-store-plans.h"
#include "store/till-store-private.h"
#include "store/till-store-requests-private.h"

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, sentence);

  return FALSE;
}

/* Money that has not moved, and will not. */
static gboolean
came_to_nothing (TillTransactionState state)
{
  return state == TILL_TRANSACTION_DECLINED || state == TILL_TRANSACTION_FAILED;
}

static const char *
status_of (const TillTransaction *transaction)
{
  return till_transaction_status (transaction->kind, transaction->state, transaction->amount,
                                  transaction->refunded);
}

static gint64
if_counted (const TillTransaction *transaction, TillMoney amount)
{
  return till_transaction_counts (transaction->state) ? amount.cents : 0;
}

/* ── Saving what may change ──────────────────────────────────────────────────────────────────── */

static gboolean
audit (TillDbConnection      *connection,
       const TillTransaction *transaction,
       const char            *before,
       const char            *deed,
       const TillActor       *actor,
       TillInstant            at,
       GError               **error)
{
  g_autofree char *after = till_store_transaction_snapshot (transaction);
  g_autofree char *facts = till_record_facts (&till_store_transaction_type, transaction);

  return till_store_audit_row (connection, actor, at, deed, "transactions", transaction->id, before,
                               after, facts, error);
}

gboolean
till_store_save_transaction (TillDbConnection      *connection,
                             const TillTransaction *before,
                             const TillTransaction *after,
                             const char            *deed,
                             const TillActor       *actor,
                             TillInstant            at,
                             GError               **error)
{
  static const char sql[] =
    "UPDATE transactions"
    "   SET state = ?2, status = ?3, posting = ?4, refunded_cents = ?5, receipt_number = ?6,"
    "       counted_cents = ?7, counted_fee_cents = ?8"
    " WHERE id = ?1";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);
  g_autofree char            *snapshot = till_store_transaction_snapshot (before);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, after->id);
  till_db_bind_text (statement, 2,
                     till_enum_to_text (TILL_TYPE_TRANSACTION_STATE, (int) after->state));
  till_db_bind_text (statement, 3, status_of (after));
  till_db_bind_text (statement, 4, till_enum_to_text (TILL_TYPE_POSTING, (int) after->posting));
  till_db_bind_int (statement, 5, after->refunded.cents);
  till_db_bind_text (statement, 6, after->receipt_number);
  till_db_bind_int (statement, 7, if_counted (after, after->amount));
  till_db_bind_int (statement, 8, if_counted (after, after->fee));

  return till_db_run (statement, error) &&
         till_store_follow_posting (connection, before, after, error) &&
         audit (connection, after, snapshot, deed, actor, at, error);
}

/* ── Taking back ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
check_rest (const TillTransaction *payment, const TillTransaction *taken, GError **error)
{
  gint64           rest = payment->amount.cents - payment->refunded.cents;
  g_autofree char *words = till_money_format (till_money (rest));

  if (taken->kind == TILL_KIND_VOID && (rest <= 0 || taken->amount.cents != -rest))
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                   _ ("A void takes back the whole payment: %s are left of it."), words);
      return FALSE;
    }
  if (-taken->amount.cents > rest)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                   _ ("That is more than is left of the payment: at most %s can be taken back."),
                   words);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_payment (const TillTransaction *payment, const TillTransaction *taken, GError **error)
{
  if (payment->kind != TILL_KIND_PAYMENT)
    return refuse (error, _ ("Only a payment can be taken back, not a refund or a void."));

  if (taken->kind == TILL_KIND_VOID && payment->state != TILL_TRANSACTION_VOIDED &&
      !till_transaction_may_become (payment->state, TILL_TRANSACTION_VOIDED))
    return refuse (error, _ ("This payment can’t be voided any more. Refund it instead."));

  if (taken->kind == TILL_KIND_REFUND && payment->state != TILL_TRANSACTION_CAPTURED &&
      payment->state != TILL_TRANSACTION_SETTLED)
    return refuse (error, _ ("Only a payment that went through can be refunded."));

  return check_rest (payment, taken, error);
}

/* The payment that @taken takes back from, or NULL without an error when there is none to look at.
 */
static gboolean
find_payment (TillDbConnection      *connection,
              const TillTransaction *taken,
              TillTransaction      **payment,
              GError               **error)
{
  *payment = NULL;
  if (taken->kind == TILL_KIND_PAYMENT)
    return taken->related_id == 0 ||
           refuse (error, _ ("A payment takes nothing back, so it belongs to no other payment."));

  /* A refund that the processor knows of and we don't: made elsewhere, for a payment made
   * elsewhere. */
  if (taken->related_id == 0)
    return (taken->kind == TILL_KIND_REFUND && taken->attempt_id == 0) ||
           refuse (error, _ ("It has to be said which payment is taken back."));

  *payment = till_store_get_transaction (connection, taken->related_id, error);

  return *payment != NULL &&
         (came_to_nothing (taken->state) || check_payment (*payment, taken, error));
}

static gboolean
note_taken (TillDbConnection      *connection,
            const TillTransaction *payment,
            const TillTransaction *taken,
            const TillActor       *actor,
            TillInstant            at,
            GError               **error)
{
  g_autoptr (TillTransaction) after = NULL;

  if (payment == NULL || came_to_nothing (taken->state))
    return TRUE;

  after = till_transaction_copy (payment);
  after->refunded = till_money (payment->refunded.cents - taken->amount.cents);
  if (taken->kind == TILL_KIND_VOID)
    after->state = TILL_TRANSACTION_VOIDED;

  if (!till_store_save_transaction (connection, payment, after,
                                    taken->kind == TILL_KIND_VOID ? "void" : "refund", actor, at,
                                    error))
    return FALSE;
  if (taken->kind == TILL_KIND_VOID)
    return till_store_unfollow_payment (connection, payment, actor, at, error);

  return till_money_compare (after->refunded, after->amount) < 0 ||
         till_store_lose_installments (connection, payment->id, "refunded", actor, at, error);
}

/* ── Adding ──────────────────────────────────────────────────────────────────────────────────── */

static gboolean
check_new (TillDbConnection *connection, const TillTransaction *transaction, GError **error)
{
  g_autoptr (TillTransaction) known = NULL;
  g_autoptr (GError)          failed = NULL;

  if (transaction->amount.cents == 0 ||
      (transaction->kind == TILL_KIND_PAYMENT) != (transaction->amount.cents > 0))
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("A payment’s amount is above zero, a refund’s or void’s below."));
      return FALSE;
    }
  if (transaction->kind == TILL_KIND_VOID && !came_to_nothing (transaction->state) &&
      !till_transaction_counts (transaction->state))
    return refuse (error, _ ("A void is written down when it went through, not before."));
  if (!till_record_refuse_cards (&till_store_transaction_type, transaction, error))
    return FALSE;

  if (transaction->processor == NULL || transaction->processor_id == NULL)
    return TRUE;

  known = till_store_find_transaction (connection, transaction->processor,
                                       transaction->processor_id, &failed);
  if (known != NULL)
    g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                 _ ("The processor’s transaction %s is written down already."),
                 transaction->processor_id);
  else if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  else
    return TRUE;

  return FALSE;
}

/* Who owes is the patient's guarantor unless it is said. */
static gboolean
fill_guarantor (TillDbConnection *connection, TillTransaction *transaction, GError **error)
{
  static const char sql[] = "SELECT coalesce(guarantor_id, id) FROM patients WHERE id = ?1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step;

  if (transaction->patient_id == 0 || transaction->guarantor_id != 0)
    return TRUE;

  step = till_store_ask (connection, sql, &row, error, 1, transaction->patient_id);
  if (step == TILL_STEP_ROW)
    transaction->guarantor_id = till_db_column_int (row, 0);
  else if (step == TILL_STEP_DONE)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_FOUND, _ ("The patient is not there."));

  return step == TILL_STEP_ROW;
}

static gboolean
fill (TillDbConnection  *connection,
      TillTransaction   *transaction,
      TillReceiptNumber *number,
      const TillActor   *actor,
      TillInstant        at,
      GError           **error)
{
  char *four = transaction->card.last_four;

  transaction->location_id = transaction->location_id != 0 ? transaction->location_id : 1;
  transaction->entered_at = at;
  if (transaction->happened_at == TILL_INSTANT_NONE)
    transaction->happened_at = at;
  till_text_set (&transaction->entered_by, actor != NULL ? actor->name : NULL);
  till_store_clean_words (&transaction->words);
  transaction->refunded = TILL_MONEY_ZERO;
  if (four != NULL && strlen (four) > 4)
    memmove (four, four + strlen (four) - 4, 5);

  g_clear_pointer (&transaction->receipt_number, g_free);
  transaction->posting = TILL_POSTING_NONE;
  if (!till_transaction_counts (transaction->state))
    return fill_guarantor (connection, transaction, error);

  transaction->posting = TILL_POSTING_UNPOSTED;

  return fill_guarantor (connection, transaction, error) &&
         till_store_next_receipt (connection, at, number, &transaction->receipt_number, error);
}

static gboolean
insert (TillDbConnection *connection, TillTransaction *transaction, GError **error)
{
  g_autoptr (TillDbStatement) statement = NULL;
  g_autofree char            *card = till_store_card_words (&transaction->card);
  g_autofree char            *folded =
    till_text_fold (transaction->patient_name != NULL ? transaction->patient_name : "");
  int index;

  statement =
    till_db_prepare (connection, till_record_insert (&till_store_transaction_type), error);
  if (statement == NULL)
    return FALSE;

  index = till_record_bind (&till_store_transaction_type, statement, transaction);
  till_db_bind_text (statement, index, status_of (transaction));
  till_db_bind_text (statement, index + 1, card);
  till_db_bind_text (statement, index + 2, folded);
  till_db_bind_int (statement, index + 3, if_counted (transaction, transaction->amount));
  till_db_bind_int (statement, index + 4, if_counted (transaction, transaction->fee));
  if (!till_db_run (statement, error))
    return FALSE;

  transaction->id = till_db_last_id (connection);

  return TRUE;
}

/* Whom it was asked of. */
static gboolean
follow_payment (TillDbConnection      *connection,
                const TillTransaction *transaction,
                const TillActor       *actor,
                TillInstant            at,
                GError               **error)
{
  return transaction->kind != TILL_KIND_PAYMENT || !till_transaction_counts (transaction->state) ||
         till_store_follow_payment (connection, transaction, actor, at, error);
}

gboolean
till_store_add_transaction (TillDbConnection *connection,
                            TillTransaction  *transaction,
                            const TillActor  *actor,
                            TillInstant       at,
                            GError          **error)
{
  g_autoptr (TillTransaction) payment = NULL;
  TillReceiptNumber           number = { 0, 0 };

  g_return_val_if_fail (transaction != NULL, FALSE);

  return check_new (connection, transaction, error) &&
         find_payment (connection, transaction, &payment, error) &&
         fill (connection, transaction, &number, actor, at, error) &&
         insert (connection, transaction, error) &&
         (number.serial == 0 ||
          till_store_keep_receipt (connection, transaction, &number, error)) &&
         audit (connection, transaction, NULL, "add-transaction", actor, at, error) &&
         note_taken (connection, payment, transaction, actor, at, error) &&
         follow_payment (connection, transaction, actor, at, error);
}

/* ── Moving on ───────────────────────────────────────────────────────────────────────────────── */

/* A refund that came to nothing leaves the payment with what it had taken. */
static gboolean
give_back (TillDbConnection      *connection,
           const TillTransaction *refund,
           const TillActor       *actor,
           TillInstant            at,
           GError               **error)
{
  g_autoptr (TillTransaction) payment = NULL;
  g_autoptr (TillTransaction) after = NULL;

  if (refund->related_id == 0)
    return TRUE;

  payment = till_store_get_transaction (connection, refund->related_id, error);
  if (payment == NULL)
    return FALSE;

  after = till_transaction_copy (payment);
  after->refunded = till_money (payment->refunded.cents + refund->amount.cents);

  return till_store_save_transaction (connection, payment, after, "refund-failed", actor, at,
                                      error) &&
         till_store_regain_installments (connection, after, actor, at, error);
}

/* What begins to count is to be posted and has a receipt; what no longer does, is not. */
static gboolean
follow_count (TillDbConnection      *connection,
              const TillTransaction *before,
              TillTransaction       *after,
              TillInstant            at,
              GError               **error)
{
  TillReceiptNumber number;
  gboolean          counted = till_transaction_counts (before->state);
  gboolean          counts = till_transaction_counts (after->state);

  if (counts && !counted)
    {
      after->posting = TILL_POSTING_UNPOSTED;
      return after->receipt_number != NULL ||
             (till_store_next_receipt (connection, at, &number, &after->receipt_number, error) &&
              till_store_keep_receipt (connection, after, &number, error));
    }
  if (counted && !counts && before->posting == TILL_POSTING_UNPOSTED)
    after->posting = TILL_POSTING_NONE;
  else if (counted && !counts && before->posting == TILL_POSTING_POSTED)
    return till_store_reverse_posting (connection, before, at, error);

  return TRUE;
}

gboolean
till_store_step_transaction (TillDbConnection    *connection,
                             gint64               id,
                             TillTransactionState state,
                             const TillActor     *actor,
                             TillInstant          at,
                             GError             **error)
{
  g_autoptr (TillTransaction) before = till_store_get_transaction (connection, id, error);
  g_autoptr (TillTransaction) after = NULL;

  if (before == NULL)
    return FALSE;

  if (!till_transaction_may_become (before->state, state))
    {
      /* Translators: two states, as the database names them: "settled", "declined" */
      g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                   _ ("This transaction is “%s” and can’t become “%s” any more."),
                   till_enum_to_text (TILL_TYPE_TRANSACTION_STATE, (int) before->state),
                   till_enum_to_text (TILL_TYPE_TRANSACTION_STATE, (int) state));
      return FALSE;
    }
  if (before->kind == TILL_KIND_VOID && came_to_nothing (state))
    return refuse (error, _ ("A void that is written down has gone through and can’t fail."));

  after = till_transaction_copy (before);
  after->state = state;

  return follow_count (connection, before, after, at, error) &&
         till_store_save_transaction (connection, before, after, "step-transaction", actor, at,
                                      error) &&
         (till_transaction_counts (before->state) ||
          follow_payment (connection, after, actor, at, error)) &&
         (!till_transaction_counts (before->state) || !came_to_nothing (state) ||
          before->kind != TILL_KIND_PAYMENT ||
          till_store_unfollow_payment (connection, before, actor, at, error)) &&
         (before->kind != TILL_KIND_REFUND || !came_to_nothing (state) ||
          give_back (connection, before, actor, at, error));
}

gboolean
till_store_set_transaction_batch (TillDbConnection *connection,
                                  gint64            id,
                                  const char       *batch,
                                  const TillActor  *actor,
                                  TillInstant       at,
                                  GError          **error)
{
  static const char           sql[] = "UPDATE transactions SET batch = ?2 WHERE id = ?1";
  g_autoptr (TillTransaction) before = till_store_get_transaction (connection, id, error);
  g_autoptr (TillDbStatement) statement = NULL;
  GString                    *old = NULL;
  GString *new = NULL;
  g_autofree char *before_json = NULL;
  g_autofree char *after_json = NULL;

  if (before == NULL)
    return FALSE;
  if (g_strcmp0 (before->batch, batch) == 0)
    return TRUE;

  statement = till_db_prepare (connection, sql, error);
  if (statement == NULL)
    return FALSE;
  till_db_bind_int (statement, 1, id);
  till_db_bind_text (statement, 2, batch);

  old = g_string_new (NULL);
  new = g_string_new (NULL);
  till_json_text (old, "batch", before->batch);
  till_json_text (new, "batch", batch);
  before_json = till_json_end (old);
  after_json = till_json_end (new);

  return till_db_run (statement, error) &&
         till_store_audit_row (connection, actor, at, "set-batch", "transactions", id, before_json,
                               after_json, NULL, error);
}
