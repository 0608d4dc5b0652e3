/* till-sandbox-reversal.c: money held taken, and money taken given back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-reversal.h"

#include "sandbox/till-sandbox-batches.h"
#include "sandbox/till-sandbox-charge.h"
#include "sandbox/till-sandbox-terminal.h"

#define CLOSED_WORDS "Transactions in closed batches cannot be voided"

static gboolean
is_type (const TillSandboxTransaction *row, const char *type)
{
  return till_sandbox_transaction_is (row, TILL_SANDBOX_TYPE, type);
}

/* The capture that took an authorization, or NULL. */
static gboolean
find_capture (TillDbConnection *db, gint64 auth, TillSandboxTransaction **capture, GError **error)
{
  g_autofree char            *sql = g_strconcat (till_sandbox_transaction_select,
                                                 "WHERE ref_id = ?1 AND type = 'CAPTURE' AND voided = 0"
                                                            " AND result = 'APPROVED'",
                                                 NULL);
  g_autoptr (TillDbStatement) statement = till_db_prepare (db, sql, error);

  *capture = NULL;
  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, auth);

  return till_sandbox_transaction_first (statement, capture, error);
}

/* The transaction that the body's id names; for a captured authorization its capture. *found is
 * NULL when there is none and *outcome says so. */
static gboolean
find_original (TillDbConnection        *db,
               TillSandboxCall         *call,
               TillSandboxTransaction **found,
               TillSandboxOutcome      *outcome,
               GError                 **error)
{
  g_autofree char        *text = till_sandbox_call_dup_member (call, "id");
  TillSandboxTransaction *capture = NULL;
  gint64                  id = 0;

  *found = NULL;
  if (text == NULL)
    {
      till_sandbox_outcome_refuse (outcome, "041", "id is required");
      return TRUE;
    }
  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL) &&
      !till_sandbox_transaction_load (db, id, found, error))
    return FALSE;

  if (*found != NULL && !till_sandbox_transaction_is_approved (*found))
    g_clear_pointer (found, till_sandbox_transaction_free);
  if (*found == NULL)
    {
      till_sandbox_outcome_refuse (outcome, "027", NULL);
      return TRUE;
    }

  if (is_type (*found, "AUTH") && !(*found)->pending && !(*found)->voided)
    {
      if (!find_capture (db, (*found)->id, &capture, error))
        return FALSE;
      if (capture != NULL)
        {
          till_sandbox_transaction_free (*found);
          *found = capture;
        }
    }

  return TRUE;
}

/* A row of @type that follows @original: same card, same invoice unless the caller gives one. */
static TillSandboxTransaction *
new_follower (TillSandboxCall *call, const TillSandboxTransaction *original, const char *type)
{
  TillSandboxTransaction      *row = till_sandbox_transaction_copy (original);
  static const TillSandboxText given[] = { TILL_SANDBOX_INVOICE,  TILL_SANDBOX_ORDER,
                                           TILL_SANDBOX_CUSTOMER, TILL_SANDBOX_DESCRIPTION,
                                           TILL_SANDBOX_COMMENTS, TILL_SANDBOX_SOFTWARE };

  row->id = 0;
  row->created = till_sandbox_now (call->sandbox);
  row->ref_id = original->id;
  row->pending = row->settled = row->voided = FALSE;
  till_sandbox_transaction_set (row, TILL_SANDBOX_TYPE, type);
  till_sandbox_transaction_set (row, TILL_SANDBOX_RESULT_CODE, "000");
  till_sandbox_transaction_set (row, TILL_SANDBOX_WORDS, "Transaction approved");
  till_sandbox_transaction_set (row, TILL_SANDBOX_FORM, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    {
      g_autofree char *value =
        till_sandbox_call_dup_member (call, till_sandbox_text_name (given[i]));

      if (value != NULL)
        till_sandbox_transaction_set (row, given[i], value);
    }

  return row;
}

static void
approve (TillSandboxOutcome *outcome, const TillSandboxTransaction *row)
{
  outcome->status = SOUP_STATUS_OK;
  outcome->code = "000";
  outcome->transaction = till_sandbox_transaction_copy (row);
}

/* The body's amount, or @whole when it has none. FALSE: *outcome says why not. */
static gboolean
read_amount (TillSandboxCall *call, TillMoney whole, TillMoney *amount, TillSandboxOutcome *outcome)
{
  g_autofree char *text = till_sandbox_call_dup_member (call, "amount");
  const char      *fault;

  *amount = whole;
  if (text == NULL)
    return TRUE;

  if (!till_sandbox_wire_read_amount (text, amount))
    {
      till_sandbox_outcome_refuse (outcome, "041", "amount must be like 25.00");
      return FALSE;
    }
  if ((fault = till_sandbox_charge_check_amount (*amount)))
    {
      till_sandbox_outcome_refuse (outcome, fault, NULL);
      return FALSE;
    }

  return TRUE;
}

gboolean
till_sandbox_capture (TillDbConnection   *db,
                      TillSandboxCall    *call,
                      TillSandboxOutcome *outcome,
                      GError            **error)
{
  g_autoptr (TillSandboxTransaction) auth = NULL;
  g_autoptr (TillSandboxTransaction) row = NULL;
  TillMoney                          amount;

  if (!find_original (db, call, &auth, outcome, error))
    return FALSE;
  if (auth == NULL || !read_amount (call, auth->amount, &amount, outcome))
    return TRUE;

  if (!is_type (auth, "AUTH") || !auth->pending || auth->voided)
    {
      till_sandbox_outcome_refuse (outcome, auth->voided ? "024" : "027",
                                   auth->voided ? NULL : "There is nothing to capture");
      return TRUE;
    }
  if (till_money_compare (amount, auth->amount) > 0)
    {
      till_sandbox_outcome_refuse (outcome, "044", "More than was authorized");
      return TRUE;
    }

  row = new_follower (call, auth, "CAPTURE");
  row->amount = amount;
  auth->pending = FALSE;
  if (!till_sandbox_batch_current (db, row->texts[TILL_SANDBOX_TERMINAL], row->created, &row->batch,
                                   error) ||
      !till_sandbox_transaction_save (db, row, error) ||
      !till_sandbox_transaction_save (db, auth, error))
    return FALSE;

  approve (outcome, row);

  return TRUE;
}

/* The sum of the refunds of @id that stand. */
static gboolean
refunded (TillDbConnection *db, gint64 id, gint64 *cents, GError **error)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (db,
                     "SELECT coalesce (sum (amount_cents), 0) FROM transactions WHERE ref_id = ?1"
                     " AND type = 'REFUND' AND result = 'APPROVED' AND voided = 0",
                     error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, id);
  if (till_db_step (statement, error) != TILL_STEP_ROW)
    return FALSE;

  *cents = till_db_column_int (statement, 0);

  return TRUE;
}

static gboolean
mark_voided (TillDbConnection *db, TillSandboxTransaction *original, GError **error)
{
  g_autoptr (TillSandboxTransaction) auth = NULL;

  original->voided = TRUE;
  original->pending = FALSE;
  if (!till_sandbox_transaction_save (db, original, error))
    return FALSE;
  if (!is_type (original, "CAPTURE"))
    return TRUE;

  if (!till_sandbox_transaction_load (db, original->ref_id, &auth, error))
    return FALSE;
  if (auth == NULL)
    return TRUE;

  auth->voided = TRUE;

  return till_sandbox_transaction_save (db, auth, error);
}

gboolean
till_sandbox_void (TillDbConnection   *db,
                   TillSandboxCall    *call,
                   TillSandboxOutcome *outcome,
                   GError            **error)
{
  g_autoptr (TillSandboxTransaction) original = NULL;
  g_autoptr (TillSandboxTransaction) row = NULL;
  gint64                             given_back = 0;

  if (!find_original (db, call, &original, outcome, error))
    return FALSE;
  if (original == NULL)
    return TRUE;
  if (!refunded (db, original->id, &given_back, error))
    return FALSE;

  if (is_type (original, "VOID"))
    till_sandbox_outcome_refuse (outcome, "027", "A void can't be voided");
  else if (original->voided)
    till_sandbox_outcome_refuse (outcome, "024", NULL);
  else if (original->settled)
    till_sandbox_outcome_refuse (outcome, "040", CLOSED_WORDS);
  else if (given_back > 0)
    till_sandbox_outcome_refuse (outcome, "024", NULL);
  if (outcome->code != NULL)
    return TRUE;

  row = new_follower (call, original, "VOID");
  if (!till_sandbox_transaction_save (db, row, error) || !mark_voided (db, original, error))
    return FALSE;

  approve (outcome, row);

  return TRUE;
}

static void
refuse_refund (const TillSandboxTransaction *original,
               gint64                        rest,
               TillMoney                     amount,
               TillSandboxOutcome           *outcome)
{
  if (original->voided)
    till_sandbox_outcome_refuse (outcome, "024", NULL);
  else if (is_type (original, "AUTH"))
    till_sandbox_outcome_refuse (outcome, "025", "Nothing has been captured yet");
  else if (!is_type (original, "SALE") && !is_type (original, "CAPTURE") &&
           !is_type (original, "FORCED SALE"))
    till_sandbox_outcome_refuse (outcome, "027", NULL);
  else if (rest == 0 || amount.cents > rest)
    till_sandbox_outcome_refuse (outcome, "025", NULL);
}

gboolean
till_sandbox_refund (TillDbConnection   *db,
                     TillSandboxCall    *call,
                     TillSandboxOutcome *outcome,
                     GError            **error)
{
  g_autoptr (TillSandboxTransaction) original = NULL;
  g_autoptr (TillSandboxTransaction) row = NULL;
  g_autofree char                   *card = till_sandbox_call_dup_member (call, "card");
  gint64                             given_back = 0;
  gint64                             rest;
  TillMoney                          amount;

  if (card != NULL)
    {
      till_sandbox_outcome_refuse (outcome, "005",
                                   "Unmatched refunds are not enabled for this merchant");
      return TRUE;
    }
  if (!find_original (db, call, &original, outcome, error))
    return FALSE;
  if (original == NULL)
    return TRUE;
  if (!refunded (db, original->id, &given_back, error))
    return FALSE;

  rest = original->amount.cents - given_back;
  if (!read_amount (call, till_money (rest), &amount, outcome))
    return TRUE;
  refuse_refund (original, rest, amount, outcome);
  if (outcome->code != NULL)
    return TRUE;

  row = new_follower (call, original, "REFUND");
  row->amount = amount;
  till_sandbox_transaction_set (row, TILL_SANDBOX_TERMINAL, call->terminal->id);
  if (!till_sandbox_batch_current (db, call->terminal->id, row->created, &row->batch, error) ||
      !till_sandbox_transaction_save (db, row, error))
    return FALSE;

  approve (outcome, row);

  return TRUE;
}
