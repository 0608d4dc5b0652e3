/* till-sandbox-terminal.c: the card terminal on the counter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-terminal.h"

#include <string.h>

#include "core/till-text.h"
#include "sandbox/till-sandbox-batches.h"
#include "sandbox/till-sandbox-charge.h"
#include "sandbox/till-sandbox-codes.h"
#include "sandbox/till-sandbox-duplicates.h"
#include "sandbox/till-sandbox-gateway.h"
#include "sandbox/till-sandbox-tokens.h"
#include "sandbox/till-sandbox-wire.h"

#define ADDRESS "/rest/v2/terminal/transactions"
#define PROCESSING_MS 800
#define RESULT_SHOWN_S 4
#define PATIENCE_S 180

static const char *const deeds[] = { "manual", "tap", "insert", "decline", "cancel", "unplug" };
static const char *const states[] = { "idle",     "amount",   "processing",
                                      "approved", "declined", "unplugged" };

TillSandboxTerminal *
till_sandbox_terminal_new (TillSandbox *sandbox, guint number, const char *name, const char *key)
{
  TillSandboxTerminal *self = g_new0 (TillSandboxTerminal, 1);

  self->sandbox = sandbox;
  self->id = g_strdup_printf ("8812%04u", number);
  self->name = g_strdup (name);
  self->key = g_strdup (key);
  self->paylink = g_ascii_strdown (name, -1);
  g_strcanon (self->paylink, "abcdefghijklmnopqrstuvwxyz0123456789", '-');
  self->delay_ms = PROCESSING_MS;
  self->n_cards = till_sandbox_draw (sandbox->seed, number, "cards") % 10000;

  return self;
}

void
till_sandbox_terminal_free (TillSandboxTerminal *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->asked, till_sandbox_transaction_free);
  g_free (self->id);
  g_free (self->name);
  g_free (self->key);
  g_free (self->paylink);
  g_free (self->words);
  g_free (self);
}

gboolean
till_sandbox_deed_from_text (const char *text, TillSandboxDeed *deed)
{
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      if (g_strcmp0 (deeds[i], text) == 0)
        {
          *deed = (TillSandboxDeed) i;
          return TRUE;
        }
    }

  return FALSE;
}

const char *
till_sandbox_deed_to_text (TillSandboxDeed deed)
{
  return deeds[deed];
}

const char *
till_sandbox_terminal_state_to_text (TillSandboxTerminalState state)
{
  return states[state];
}

static gboolean
result_shown_cb (gpointer user_data)
{
  TillSandboxTerminal *self = user_data;

  self->timer = 0;
  self->state = TILL_SANDBOX_TERMINAL_IDLE;
  till_text_set (&self->words, NULL);

  return G_SOURCE_REMOVE;
}

static void
show (TillSandboxTerminal *self, TillSandboxTerminalState state, const char *words)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->state = state;
  till_text_set (&self->words, words);
  if (state == TILL_SANDBOX_TERMINAL_APPROVED || state == TILL_SANDBOX_TERMINAL_DECLINED)
    self->timer = g_timeout_add_seconds (RESULT_SHOWN_S, result_shown_cb, self);
}

/* ── The outcome ────────────────────────────────────────────────────────────────────────────────
 */

typedef struct
{
  TillSandboxTerminal *terminal;
  TillSandboxOutcome   outcome;
} Work;

static void
present_card (TillSandboxTerminal *self, TillSandboxCard *card)
{
  if (self->card.brand != NULL)
    *card = self->card;
  else
    till_sandbox_card_next (self->n_cards++, till_sandbox_now (self->sandbox), card);

  till_sandbox_transaction_set (self->asked, TILL_SANDBOX_ENTRY_METHOD,
                                self->deed == TILL_SANDBOX_DEED_INSERT ? "EMV_CONTACT"
                                                                       : "EMV_CONTACTLESS");
}

/* Of a sale that was asked to. */
static gboolean
keep_card (TillSandboxTerminal   *self,
           TillDbConnection      *db,
           const TillSandboxCard *card,
           TillSandboxOutcome    *outcome,
           GError               **error)
{
  return !self->create_token || outcome->status != SOUP_STATUS_OK || outcome->earlier ||
         till_sandbox_tokens_make (self->sandbox, db, card, NULL,
                                   self->asked->texts[TILL_SANDBOX_CUSTOMER], &outcome->token,
                                   error);
}

static gboolean
finish_work (TillDbConnection *db, gpointer data, GError **error)
{
  Work                *work = data;
  TillSandboxTerminal *self = work->terminal;
  TillSandboxCard      card;

  till_sandbox_outcome_clear (&work->outcome);
  work->outcome = (TillSandboxOutcome){ 0 };
  self->asked->id = 0;
  if (!till_sandbox_batches_close_due (self->sandbox, db, error))
    return FALSE;

  if (self->deed == TILL_SANDBOX_DEED_CANCEL)
    return till_sandbox_charge_refused (self->sandbox, db, self->asked, NULL, "ERROR", "006",
                                        "Transaction cancelled on the terminal", &work->outcome,
                                        error);

  present_card (self, &card);
  if (self->deed == TILL_SANDBOX_DEED_DECLINE)
    return till_sandbox_charge_refused (self->sandbox, db, self->asked, &card, "DECLINED", "023",
                                        NULL, &work->outcome, error);

  return till_sandbox_charge (self->sandbox, db, self->asked, &card, TRUE, self->field_checked,
                              &work->outcome, error) &&
         keep_card (self, db, &card, &work->outcome, error);
}

static void
show_outcome (TillSandboxTerminal *self, const TillSandboxOutcome *outcome)
{
  const char *words = outcome->words;

  if (words == NULL && outcome->code != NULL)
    words = till_sandbox_code_words (outcome->code);
  if (outcome->earlier)
    words = "Transaction Previously Approved";

  show (self,
        outcome->status == SOUP_STATUS_OK ? TILL_SANDBOX_TERMINAL_APPROVED
                                          : TILL_SANDBOX_TERMINAL_DECLINED,
        words);
}

static void
finish (TillSandboxTerminal *self)
{
  TillSandboxCall *call = g_steal_pointer (&self->call);
  Work             work = { .terminal = self };

  till_sandbox_gateway_write (call, finish_work, &work);
  if (work.outcome.code != NULL)
    till_sandbox_call_answer (call, work.outcome.status, "application/json",
                              till_sandbox_wire_outcome (self->sandbox, &work.outcome));
  show_outcome (self, &work.outcome);
  g_clear_pointer (&self->asked, till_sandbox_transaction_free);
  till_sandbox_outcome_clear (&work.outcome);
  till_sandbox_call_send (call);
}

static gboolean
processed_cb (gpointer user_data)
{
  TillSandboxTerminal *self = user_data;

  self->timer = 0;
  finish (self);

  return G_SOURCE_REMOVE;
}

/* ── The buttons ────────────────────────────────────────────────────────────────────────────────
 */

static void
refuse (TillSandboxCall *call, const char *code, const char *words)
{
  guint status = till_sandbox_code_status (code);

  till_sandbox_call_answer (call, status, "application/json",
                            till_sandbox_wire_error (call->sandbox, status, code, words));
  till_sandbox_call_send (call);
}

static void
unplug (TillSandboxTerminal *self)
{
  TillSandboxCall *call = g_steal_pointer (&self->call);

  g_clear_pointer (&self->asked, till_sandbox_transaction_free);
  show (self, TILL_SANDBOX_TERMINAL_UNPLUGGED, NULL);
  if (call != NULL)
    refuse (call, "001", NULL);
  if (self->mode == TILL_SANDBOX_DEED_UNPLUG)
    till_sandbox_terminal_plug_in (self);
}

void
till_sandbox_terminal_plug_in (TillSandboxTerminal *self)
{
  if (self->state == TILL_SANDBOX_TERMINAL_UNPLUGGED)
    show (self, TILL_SANDBOX_TERMINAL_IDLE, NULL);
}

static void
process (TillSandboxTerminal *self, TillSandboxDeed deed, guint ms)
{
  show (self, TILL_SANDBOX_TERMINAL_PROCESSING, NULL);
  self->deed = deed;
  self->timer = g_timeout_add (ms, processed_cb, self);
}

void
till_sandbox_terminal_press (TillSandboxTerminal *self, TillSandboxDeed deed)
{
  if (deed == TILL_SANDBOX_DEED_UNPLUG)
    unplug (self);
  else if (self->state != TILL_SANDBOX_TERMINAL_WAITING || deed == TILL_SANDBOX_DEED_NONE)
    return;
  else if (deed == TILL_SANDBOX_DEED_CANCEL)
    process (self, deed, 0);
  else
    process (self, deed, self->mode == TILL_SANDBOX_DEED_NONE ? self->delay_ms : PROCESSING_MS);
}

static gboolean
patience_over_cb (gpointer user_data)
{
  TillSandboxTerminal *self = user_data;

  self->timer = 0;
  self->deed = TILL_SANDBOX_DEED_CANCEL;
  finish (self);

  return G_SOURCE_REMOVE;
}

static gboolean
mode_acts_cb (gpointer user_data)
{
  TillSandboxTerminal *self = user_data;

  self->timer = 0;
  if (self->mode == TILL_SANDBOX_DEED_UNPLUG)
    unplug (self);
  else
    process (self, self->mode,
             self->mode == TILL_SANDBOX_DEED_CANCEL ? 0 : self->delay_ms - self->delay_ms / 2);

  return G_SOURCE_REMOVE;
}

/* ── The request ────────────────────────────────────────────────────────────────────────────────
 */

/* The amount on show, until somebody or the mode does something. */
static void
wait_for_card (TillSandboxTerminal *self, TillSandboxCall *call, TillSandboxTransaction *asked)
{
  show (self, TILL_SANDBOX_TERMINAL_WAITING, NULL);
  self->call = call;
  self->asked = asked;
  till_sandbox_call_hold (call);

  if (self->mode == TILL_SANDBOX_DEED_NONE)
    self->timer = g_timeout_add_seconds (PATIENCE_S, patience_over_cb, self);
  else
    self->timer = g_timeout_add (self->delay_ms / 2, mode_acts_cb, self);
}

typedef struct
{
  TillSandboxCall        *call;
  TillSandboxTransaction *asked;
  TillSandboxText         field;
  TillSandboxTransaction *earlier;
} Check;

static gboolean
check_work (TillDbConnection *db, gpointer data, GError **error)
{
  Check *check = data;

  g_clear_pointer (&check->earlier, till_sandbox_transaction_free);

  return till_sandbox_duplicates_find_by_field (
    db, check->asked, check->field,
    till_sandbox_call_get_flag (check->call, "check-field-mid", FALSE), &check->earlier, error);
}

/* Whether the field that the caller wants checked is there already; then the call is answered. */
static gboolean
field_is_known (TillSandboxCall *call, TillSandboxTransaction *asked, TillSandboxText field)
{
  g_auto (TillSandboxOutcome) outcome = { 0 };
  Check                       check = { call, asked, field, NULL };

  till_sandbox_gateway_write (call, check_work, &check);
  if (check.earlier == NULL && call->reply == NULL)
    return FALSE;

  if (check.earlier != NULL)
    {
      outcome.status = SOUP_STATUS_OK;
      outcome.code = "000";
      outcome.transaction = check.earlier;
      outcome.earlier = outcome.field_duplicate = TRUE;
      till_sandbox_call_answer (call, outcome.status, "application/json",
                                till_sandbox_wire_outcome (call->sandbox, &outcome));
    }
  till_sandbox_call_send (call);

  return TRUE;
}

static const char *
type_of_call (TillSandboxCall *call)
{
  const char      *end = call->path + strlen (ADDRESS);
  g_autofree char *type = till_sandbox_call_dup_member (call, "type");

  if (g_str_equal (end, "/sale") || (*end == '\0' && g_strcmp0 (type, "SALE") == 0))
    return "SALE";
  if (g_str_equal (end, "/auth") || (*end == '\0' && g_strcmp0 (type, "AUTH") == 0))
    return "AUTH";

  return NULL;
}

/* FALSE: the call is answered. */
static gboolean
call_makes_sense (TillSandboxCall *call, TillSandboxTransaction *asked)
{
  g_auto (TillSandboxOutcome) outcome = { 0 };
  const char                 *type = type_of_call (call);

  if (!g_str_equal (call->method, "POST"))
    till_sandbox_outcome_refuse (&outcome, "002", "The address has only POST");
  else if (till_sandbox_call_get_object (call) == NULL)
    till_sandbox_outcome_refuse (&outcome, "090", NULL);
  else if (type == NULL)
    till_sandbox_outcome_refuse (&outcome, "041", "type must be SALE or AUTH");
  else if (till_sandbox_charge_read (call, type, asked, &outcome))
    return TRUE;

  refuse (call, outcome.code, outcome.words);

  return FALSE;
}

void
till_sandbox_terminal_take (TillSandboxCall *call)
{
  g_autoptr (TillSandboxTransaction) asked = till_sandbox_transaction_new ();
  TillSandboxTerminal               *self = call->terminal;
  g_autofree char                   *field = NULL;

  if (!call_makes_sense (call, asked))
    return;

  field = till_sandbox_call_dup_member (call, "check-field");
  if (g_strcmp0 (field, "invoice") == 0 && field_is_known (call, asked, TILL_SANDBOX_INVOICE))
    return;
  if (g_strcmp0 (field, "purchase-order") == 0 &&
      field_is_known (call, asked, TILL_SANDBOX_PURCHASE_ORDER))
    return;

  if (self->call != NULL || self->state == TILL_SANDBOX_TERMINAL_UNPLUGGED)
    {
      refuse (call, "001", NULL);
      return;
    }

  self->field_checked = field != NULL;
  self->create_token = till_sandbox_call_get_flag (call, "create-token", FALSE);
  wait_for_card (self, call, g_steal_pointer (&asked));
}
