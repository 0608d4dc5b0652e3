/* till-sandbox-charge.c: money taken from a card
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-charge.h"

#include "sandbox/till-sandbox-batches.h"
#include "sandbox/till-sandbox-codes.h"
#include "sandbox/till-sandbox-duplicates.h"
#include "sandbox/till-sandbox-terminal.h"
#include "sandbox/till-sandbox-tokens.h"

/* $999,999.99 */
#define LARGEST_CENTS 99999999

static void
set_card (TillSandboxTransaction *asked, const TillSandboxCard *card)
{
  if (card == NULL)
    return;

  till_sandbox_transaction_set (asked, TILL_SANDBOX_LAST_FOUR, card->last_four);
  till_sandbox_transaction_set (asked, TILL_SANDBOX_CARD_TYPE, card->brand);
  till_sandbox_transaction_set (asked, TILL_SANDBOX_EXP_DATE, card->exp_date);
}

static void
set_result (TillSandboxTransaction *asked, const char *result, const char *code, const char *words)
{
  till_sandbox_transaction_set (asked, TILL_SANDBOX_RESULT, result);
  till_sandbox_transaction_set (asked, TILL_SANDBOX_RESULT_CODE, code);
  till_sandbox_transaction_set (asked, TILL_SANDBOX_WORDS,
                                words != NULL ? words : till_sandbox_code_words (code));
}

gboolean
till_sandbox_charge_refused (TillSandbox            *sandbox,
                             TillDbConnection       *db,
                             TillSandboxTransaction *asked,
                             const TillSandboxCard  *card,
                             const char             *result,
                             const char             *code,
                             const char             *words,
                             TillSandboxOutcome     *outcome,
                             GError                **error)
{
  set_card (asked, card);
  set_result (asked, result, code, words);
  asked->created = till_sandbox_now (sandbox);
  if (!till_sandbox_transaction_save (db, asked, error))
    return FALSE;

  till_sandbox_outcome_refuse (outcome, code, words);
  outcome->transaction = till_sandbox_transaction_copy (asked);

  return TRUE;
}

static gboolean
approve (TillSandbox            *sandbox,
         TillDbConnection       *db,
         TillSandboxTransaction *asked,
         TillSandboxOutcome     *outcome,
         GError                **error)
{
  g_autofree char *authorization = NULL;

  asked->created = till_sandbox_now (sandbox);
  asked->pending = till_sandbox_transaction_is (asked, TILL_SANDBOX_TYPE, "AUTH");
  set_result (asked, "APPROVED", "000", NULL);
  if (!asked->pending && !till_sandbox_batch_current (db, asked->texts[TILL_SANDBOX_TERMINAL],
                                                      asked->created, &asked->batch, error))
    return FALSE;
  if (!till_sandbox_transaction_save (db, asked, error))
    return FALSE;

  authorization = g_strdup_printf (
    "TAS%03u", (guint) (till_sandbox_draw (sandbox->seed, (guint64) asked->id, "code") % 1000));
  till_sandbox_transaction_set (asked, TILL_SANDBOX_AUTHORIZATION, authorization);
  if (!till_sandbox_transaction_save (db, asked, error))
    return FALSE;

  outcome->status = SOUP_STATUS_OK;
  outcome->code = "000";
  outcome->transaction = till_sandbox_transaction_copy (asked);

  return TRUE;
}

static gboolean
find_earlier (TillSandbox                  *sandbox,
              TillDbConnection             *db,
              const TillSandboxTransaction *asked,
              gboolean                      on_terminal,
              gboolean                      field_checked,
              TillSandboxOutcome           *outcome,
              GError                      **error)
{
  TillSandboxDuplicates   settings;
  TillSandboxTransaction *earlier = NULL;

  till_sandbox_duplicates_load (db, &settings);
  if (on_terminal && !field_checked &&
      !till_sandbox_duplicates_find_on_terminal (sandbox, db, asked, &earlier, error))
    return FALSE;
  if (earlier == NULL &&
      !till_sandbox_duplicates_find (sandbox, db, asked, &settings, &earlier, error))
    return FALSE;
  if (earlier == NULL)
    return TRUE;

  if (settings.respond_with_error && !on_terminal)
    {
      till_sandbox_outcome_refuse (outcome, "032", NULL);
      till_sandbox_transaction_free (earlier);
      return TRUE;
    }

  outcome->status = SOUP_STATUS_OK;
  outcome->code = "000";
  outcome->transaction = earlier;
  outcome->earlier = TRUE;

  return TRUE;
}

/* In which the gateway never came to an end with the card's bank. */
static const char *
result_for_code (const char *code)
{
  if (g_str_equal (code, "031"))
    return "ERROR";
  if (g_str_equal (code, "007"))
    return "DECLINED_BY_ISSUER_REFERRED_PLEASE_CALL_CARD_ISSUER";

  return "DECLINED";
}

gboolean
till_sandbox_charge (TillSandbox            *sandbox,
                     TillDbConnection       *db,
                     TillSandboxTransaction *asked,
                     const TillSandboxCard  *card,
                     gboolean                on_terminal,
                     gboolean                field_checked,
                     TillSandboxOutcome     *outcome,
                     GError                **error)
{
  const char *code = card->declines ? "023" : till_sandbox_code_for_amount (asked->amount);

  set_card (asked, card);
  if (!find_earlier (sandbox, db, asked, on_terminal, field_checked, outcome, error))
    return FALSE;
  if (outcome->code != NULL)
    return TRUE;

  if (g_str_equal (code, "000"))
    return approve (sandbox, db, asked, outcome, error);

  if (till_sandbox_code_status (code) == SOUP_STATUS_BAD_REQUEST)
    {
      till_sandbox_outcome_refuse (outcome, code, NULL);
      return TRUE;
    }

  return till_sandbox_charge_refused (sandbox, db, asked, card, result_for_code (code), code, NULL,
                                      outcome, error);
}

const char *
till_sandbox_charge_check_amount (TillMoney amount)
{
  if (amount.cents <= 0)
    return "043";

  return amount.cents > LARGEST_CENTS ? "044" : NULL;
}

gboolean
till_sandbox_charge_read (TillSandboxCall        *call,
                          const char             *type,
                          TillSandboxTransaction *asked,
                          TillSandboxOutcome     *outcome)
{
  static const TillSandboxText copied[] = {
    TILL_SANDBOX_INVOICE,        TILL_SANDBOX_ORDER,       TILL_SANDBOX_CUSTOMER,
    TILL_SANDBOX_PURCHASE_ORDER, TILL_SANDBOX_DESCRIPTION, TILL_SANDBOX_COMMENTS,
    TILL_SANDBOX_EMAIL,          TILL_SANDBOX_SOFTWARE,
  };
  g_autofree char *amount = till_sandbox_call_dup_member (call, "amount");
  const char      *fault;

  till_sandbox_transaction_set (asked, TILL_SANDBOX_TYPE, type);
  till_sandbox_transaction_set (asked, TILL_SANDBOX_TERMINAL, call->terminal->id);

  if (!till_sandbox_wire_read_amount (amount, &asked->amount))
    {
      till_sandbox_outcome_refuse (outcome, "041", "amount must be like 25.00");
      return FALSE;
    }
  if ((fault = till_sandbox_charge_check_amount (asked->amount)))
    {
      till_sandbox_outcome_refuse (outcome, fault, NULL);
      return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    {
      g_autofree char *value =
        till_sandbox_call_dup_member (call, till_sandbox_text_name (copied[i]));

      till_sandbox_transaction_set (asked, copied[i], value);
    }

  return TRUE;
}

static gboolean
read_card (TillDbConnection       *db,
           TillSandboxCall        *call,
           TillSandboxTransaction *asked,
           TillSandboxCard        *card,
           TillSandboxOutcome     *outcome)
{
  g_autofree char *number = till_sandbox_call_dup_member (call, "card");
  g_autofree char *expiry = till_sandbox_call_dup_member (call, "exp-date");

  if (number == NULL)
    {
      till_sandbox_outcome_refuse (outcome, "041", "card is required");
      return FALSE;
    }
  if (till_sandbox_tokens_find (db, number, card))
    {
      till_sandbox_transaction_set (asked, TILL_SANDBOX_ENTRY_METHOD, "TOKEN");
      return TRUE;
    }

  till_sandbox_transaction_set (asked, TILL_SANDBOX_ENTRY_METHOD, "KEYED");
  switch (till_sandbox_card_read (number, expiry, till_sandbox_now (call->sandbox), card))
    {
    case TILL_SANDBOX_CARD_GOOD:
      return TRUE;

    case TILL_SANDBOX_CARD_BAD_EXPIRY:
      till_sandbox_outcome_refuse (outcome, "041", "exp-date must be MMYY");
      return FALSE;

    case TILL_SANDBOX_CARD_EXPIRED:
      till_sandbox_outcome_refuse (outcome, "004", NULL);
      return FALSE;

    case TILL_SANDBOX_CARD_BAD_NUMBER:
    default:
      till_sandbox_outcome_refuse (outcome, "009", NULL);
      return FALSE;
    }
}

/* A card that was kept may have meanwhile. */
static gboolean
has_expired (TillSandbox *sandbox, const TillSandboxCard *card)
{
  char exp_date[5];

  return till_sandbox_card_read_expiry (card->exp_date, till_sandbox_now (sandbox), exp_date) ==
         TILL_SANDBOX_CARD_EXPIRED;
}

gboolean
till_sandbox_charge_keyed (TillDbConnection   *db,
                           TillSandboxCall    *call,
                           const char         *type,
                           TillSandboxOutcome *outcome,
                           GError            **error)
{
  g_autoptr (TillSandboxTransaction) asked = till_sandbox_transaction_new ();
  TillSandboxCard                    card;

  if (!till_sandbox_charge_read (call, type, asked, outcome) ||
      !read_card (db, call, asked, &card, outcome))
    return TRUE;
  if (has_expired (call->sandbox, &card))
    return till_sandbox_charge_refused (call->sandbox, db, asked, &card, "DECLINED", "004", NULL,
                                        outcome, error);

  if (!till_sandbox_charge (call->sandbox, db, asked, &card, FALSE, FALSE, outcome, error))
    return FALSE;
  if (outcome->status != SOUP_STATUS_OK || outcome->earlier ||
      !till_sandbox_call_get_flag (call, "create-token", FALSE))
    return TRUE;

  return till_sandbox_tokens_make (call->sandbox, db, &card, NULL,
                                   asked->texts[TILL_SANDBOX_CUSTOMER], &outcome->token, error);
}
