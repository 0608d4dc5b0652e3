/* till-store-requests.c: requests for money: asked, replaced, ended
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-requests.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "rules/till-payment-rules.h"
#include "rules/till-plan-deeds.h"
#include "rules/till-state-rules.h"
#include "store/till-store-patients.h"
#include "store/till-store-plan-sendings.h"
#include "store/till-store-plans.h"
#include "store/till-store-requests-private.h"

#define AT(member) G_STRUCT_OFFSET (TillRequest, member)

static const TillField fields[] = {
  { "uuid", TILL_FIELD_TEXT, AT (uuid), TRUE },
  { "invoice", TILL_FIELD_TEXT, AT (invoice), TRUE },
  { "location_id", TILL_FIELD_INT, AT (location_id), TRUE },
  { "guarantor_id", TILL_FIELD_INT, AT (guarantor_id), TRUE },
  { "patient_name", TILL_FIELD_FULL_TEXT, AT (patient_name), TRUE },
  { "amount_cents", TILL_FIELD_INT, AT (amount), TRUE },
  { "balance_cents", TILL_FIELD_INT, AT (balance), TRUE },
  { "paid_cents", TILL_FIELD_INT, AT (paid) },
  { "state", TILL_FIELD_ENUM, AT (state), FALSE, till_request_state_get_type },
  { "reason", TILL_FIELD_ENUM, AT (reason), FALSE, till_request_reason_get_type },
  { "sent_by", TILL_FIELD_ENUM, AT (sent_by), TRUE, till_sent_by_get_type },
  { "resent_by", TILL_FIELD_TEXT, AT (resent_by) },
  { "with_statement", TILL_FIELD_BOOL, AT (with_statement), TRUE },
  { "note", TILL_FIELD_TEXT, AT (note), TRUE, NULL, N_ ("the note") },
  { "link", TILL_FIELD_FULL_TEXT, AT (link), TRUE },
  { "reminders", TILL_FIELD_FULL_TEXT, AT (reminders), TRUE },
  { "n_reminded", TILL_FIELD_INT, AT (n_reminded) },
  { "bulk_id", TILL_FIELD_REFERENCE, AT (bulk_id), TRUE },
  /* It changes as little, but the facts of an earlier version know nothing of it. */
  { "plan_id", TILL_FIELD_REFERENCE, AT (plan_id) },
  { "replaced_by", TILL_FIELD_REFERENCE, AT (replaced_by) },
  { "asked_at", TILL_FIELD_INSTANT, AT (asked_at), TRUE },
  { "asked_by", TILL_FIELD_FULL_TEXT, AT (asked_by), TRUE },
  { "paid_at", TILL_FIELD_INSTANT, AT (paid_at) },
  { "ended_at", TILL_FIELD_INSTANT, AT (ended_at) },
};

static const char *const kept[] = { "status", "patient_name_folded", NULL };

TillRecordType till_store_request_type = { "requests", fields, G_N_ELEMENTS (fields),
                                           TILL_RECORD_OF (TillRequest, till_request), kept };

char *
till_store_request_snapshot (const TillRequest *request)
{
  GString *json = g_string_new (NULL);

  till_json_text (json, "state", till_enum_to_text (TILL_TYPE_REQUEST_STATE, (int) request->state));
  till_json_text (json, "reason",
                  till_enum_to_text (TILL_TYPE_REQUEST_REASON, (int) request->reason));
  till_json_int (json, "paid", request->paid.cents);
  till_json_int (json, "reminded", request->n_reminded);
  till_json_int (json, "replaced_by", request->replaced_by);
  /* An earlier version knew nothing of it. */
  if (request->resent_by != NULL)
    till_json_text (json, "resent_by", request->resent_by);
  if (request->plan_id != 0)
    till_json_int (json, "plan", request->plan_id);

  return till_json_end (json);
}

static gboolean
audit (TillDbConnection  *connection,
       const TillRequest *request,
       const char        *before,
       const char        *deed,
       const TillActor   *actor,
       TillInstant        at,
       GError           **error)
{
  g_autofree char *after = till_store_request_snapshot (request);
  g_autofree char *facts = till_record_facts (&till_store_request_type, request);

  return till_store_audit_row (connection, actor, at, deed, "requests", request->id, before, after,
                               facts, error);
}

/* ── Finding ─────────────────────────────────────────────────────────────────────────────────── */

TillRequest *
till_store_get_request (TillDbConnection *connection, gint64 id, GError **error)
{
  gpointer found;

  if (till_record_find (&till_store_request_type, connection, "WHERE id = ?1", id, &found, error) &&
      found == NULL)
    g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                 _ ("There is no request %" G_GINT64_FORMAT "."), id);

  return found;
}

TillRequest *
till_store_find_request_by_invoice (TillDbConnection *connection,
                                    const char       *invoice,
                                    GError          **error)
{
  g_autoptr (TillDbStatement) row = NULL;

  g_return_val_if_fail (invoice != NULL, NULL);

  row = till_record_prepare (&till_store_request_type, connection, "WHERE invoice = ?1", error);
  if (row == NULL)
    return NULL;
  till_db_bind_text (row, 1, invoice);

  return till_record_read_first (&till_store_request_type, row, error);
}

/* The open ones of the account: a record that was merged had its own. */
#define OPEN_OF_ACCOUNT                                                                            \
  "WHERE state = 'requested'"                                                                      \
  "  AND guarantor_id IN (SELECT ?1 UNION ALL SELECT id FROM patients WHERE merged_into = ?1)"     \
  " ORDER BY id DESC"

GPtrArray *
till_store_list_open_requests (TillDbConnection *connection, gint64 guarantor_id, GError **error)
{
  g_autoptr (TillDbStatement) rows = NULL;

  if (!till_store_find_standing (connection, &guarantor_id, error))
    return NULL;

  rows = till_record_prepare (&till_store_request_type, connection, OPEN_OF_ACCOUNT, error);
  if (rows == NULL)
    return NULL;
  till_db_bind_int (rows, 1, guarantor_id);

  return till_record_read_rows (&till_store_request_type, rows, error);
}

TillRequest *
till_store_find_open_request (TillDbConnection *connection, gint64 guarantor_id, GError **error)
{
  g_autoptr (GPtrArray) open = till_store_list_open_requests (connection, guarantor_id, error);

  return open != NULL && open->len > 0 ? till_request_copy (open->pdata[0]) : NULL;
}

/* ── Changing ────────────────────────────────────────────────────────────────────────────────── */

gboolean
till_store_save_request (TillDbConnection  *connection,
                         const TillRequest *before,
                         const TillRequest *after,
                         const char        *deed,
                         const TillActor   *actor,
                         TillInstant        at,
                         GError           **error)
{
  static const char sql[] =
    "UPDATE requests SET state = ?2, reason = ?3, status = ?4, paid_cents = ?5, n_reminded = ?6,"
    "                    replaced_by = ?7, paid_at = ?8, ended_at = ?9, resent_by = ?10"
    " WHERE id = ?1";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);
  g_autofree char            *snapshot = till_store_request_snapshot (before);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, after->id);
  till_db_bind_text (statement, 2, till_enum_to_text (TILL_TYPE_REQUEST_STATE, (int) after->state));
  till_db_bind_text (statement, 3,
                     till_enum_to_text (TILL_TYPE_REQUEST_REASON, (int) after->reason));
  till_db_bind_text (statement, 4, till_request_status (after->state, after->reason));
  till_db_bind_int (statement, 5, after->paid.cents);
  till_db_bind_int (statement, 6, after->n_reminded);
  if (after->replaced_by != 0)
    till_db_bind_int (statement, 7, after->replaced_by);
  if (after->paid_at != TILL_INSTANT_NONE)
    till_db_bind_int (statement, 8, after->paid_at);
  if (after->ended_at != TILL_INSTANT_NONE)
    till_db_bind_int (statement, 9, after->ended_at);
  till_db_bind_text (statement, 10, after->resent_by);

  return till_db_run (statement, error) &&
         audit (connection, after, snapshot, deed, actor, at, error);
}

static void
set_over (const TillRequest *request, GError **error)
{
  g_set_error (
    error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
    /* Translators: what the request is, as on the screen: "Completed" */
    _ ("This request is over: it is “%s”."),
    till_request_status_to_words (till_request_status (request->state, request->reason)));
}

/* @state may be the one it has: then only the reason changes. */
static gboolean
step (TillDbConnection  *connection,
      const TillRequest *request,
      TillRequestState   state,
      TillRequestReason  reason,
      const char        *deed,
      const TillActor   *actor,
      TillInstant        at,
      GError           **error)
{
  g_autoptr (TillRequest) after = till_request_copy (request);

  if ((request->state != state || state != TILL_REQUEST_REQUESTED) &&
      !till_request_may_become (request->state, state))
    {
      set_over (request, error);
      return FALSE;
    }

  after->state = state;
  after->reason = reason;
  if (state != TILL_REQUEST_REQUESTED && after->ended_at == TILL_INSTANT_NONE)
    after->ended_at = at;

  return till_store_save_request (connection, request, after, deed, actor, at, error);
}

gboolean
till_store_end_request (TillDbConnection *connection,
                        gint64            id,
                        TillRequestReason reason,
                        const TillActor  *actor,
                        TillInstant       at,
                        GError          **error)
{
  g_autoptr (TillRequest) request = till_store_get_request (connection, id, error);
  gboolean                paid = reason == TILL_REQUEST_PAID_ELSEWHERE;

  g_return_val_if_fail (paid || reason == TILL_REQUEST_BY_HAND, FALSE);

  return request != NULL &&
         step (connection, request, paid ? TILL_REQUEST_COMPLETED : TILL_REQUEST_CANCELLED, reason,
               paid ? "request-paid-elsewhere" : "cancel-request", actor, at, error) &&
         till_store_stop_asking (connection, id, paid ? "paid" : "cancelled", at, error);
}

gboolean
till_store_set_undeliverable (TillDbConnection *connection,
                              gint64            id,
                              gboolean          undeliverable,
                              const TillActor  *actor,
                              TillInstant       at,
                              GError          **error)
{
  g_autoptr (TillRequest) request = till_store_get_request (connection, id, error);
  TillRequestReason       reason = TILL_REQUEST_UNDELIVERABLE;

  if (request == NULL)
    return FALSE;
  if (!undeliverable)
    reason = request->paid.cents > 0 ? TILL_REQUEST_PARTLY_PAID : TILL_REQUEST_PLAIN;
  /* What was paid in part has come to somebody. */
  if (request->state != TILL_REQUEST_REQUESTED || request->reason == reason ||
      (undeliverable && request->paid.cents > 0))
    return TRUE;

  return step (connection, request, TILL_REQUEST_REQUESTED, reason,
               undeliverable ? "request-undeliverable" : "request-sent-again", actor, at, error) &&
         (!undeliverable || till_store_stop_reminders (connection, id, "undeliverable", at, error));
}

/* ── Sending again ───────────────────────────────────────────────────────────────────────────── */

gboolean
till_store_check_resend (const TillRequest *request, GError **error)
{
  if (till_request_may_be_resent (request->state, request->reason))
    return TRUE;

  if (request->state != TILL_REQUEST_REQUESTED)
    set_over (request, error);
  else
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                         _ ("A message of this request is on its way, or has come. Nothing is sent "
                            "a second time."));

  return FALSE;
}

gboolean
till_store_resend_request (TillDbConnection  *connection,
                           gint64             id,
                           TillChannel        channel,
                           const TillInstant *due,
                           guint              n_due,
                           const TillActor   *actor,
                           TillInstant        at,
                           GError           **error)
{
  g_autoptr (TillRequest) before = till_store_get_request (connection, id, error);
  g_autoptr (TillRequest) after = NULL;

  if (before == NULL || !till_store_check_resend (before, error) ||
      !till_store_refuse_plan_request (connection, id, error))
    return FALSE;

  after = till_request_copy (before);
  after->reason = TILL_REQUEST_PLAIN;
  till_text_set (&after->resent_by, till_enum_to_text (TILL_TYPE_CHANNEL, (int) channel));

  return till_store_save_request (connection, before, after, "resend-request", actor, at, error) &&
         till_store_replan_reminders (connection, id, due, n_due, at, error);
}

/* ── Asking ──────────────────────────────────────────────────────────────────────────────────── */

static gboolean
fill (TillDbConnection *connection,
      TillRequest      *request,
      const TillActor  *actor,
      TillInstant       at,
      GError          **error)
{
  g_autoptr (TillPatient) guarantor =
    till_store_get_patient (connection, request->guarantor_id, error);

  if (guarantor == NULL)
    return FALSE;
  if (guarantor->merged_into != 0)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                   _ ("The record of %s has been merged with another. Choose the patient again."),
                   guarantor->name);
      return FALSE;
    }

  till_text_set (&request->patient_name, guarantor->name);
  till_text_set (&request->asked_by, actor != NULL ? actor->name : "Till");
  g_free (request->invoice);
  request->invoice = till_id_to_invoice (request->uuid);
  request->location_id = guarantor->location_id;
  request->state = TILL_REQUEST_REQUESTED;
  request->reason = TILL_REQUEST_PLAIN;
  request->paid = TILL_MONEY_ZERO;
  request->n_reminded = 0;
  request->replaced_by = 0;
  request->asked_at = at;
  request->paid_at = TILL_INSTANT_NONE;
  request->ended_at = TILL_INSTANT_NONE;

  return TRUE;
}

static gboolean
insert (TillDbConnection *connection, TillRequest *request, GError **error)
{
  g_autofree char            *folded = till_text_fold (request->patient_name);
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (connection, till_record_insert (&till_store_request_type), error);
  int index;

  if (statement == NULL)
    return FALSE;

  index = till_record_bind (&till_store_request_type, statement, request);
  till_db_bind_text (statement, index, till_request_status (request->state, request->reason));
  till_db_bind_text (statement, index + 1, folded);
  if (!till_db_run (statement, error))
    return FALSE;

  request->id = till_db_last_id (connection);

  return TRUE;
}

/* Before the new one is there: an account has one open request. */
static gboolean
replace_open (TillDbConnection *connection,
              const GPtrArray  *open,
              const TillActor  *actor,
              TillInstant       at,
              GError          **error)
{
  for (guint i = 0; i < open->len; i++)
    {
      const TillRequest *older = open->pdata[i];

      if (!step (connection, older, TILL_REQUEST_CANCELLED, TILL_REQUEST_REPLACED,
                 "replace-request", actor, at, error) ||
          !till_store_stop_asking (connection, older->id, "replaced", at, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
name_successor (TillDbConnection  *connection,
                const GPtrArray   *open,
                const TillRequest *request,
                const TillActor   *actor,
                TillInstant        at,
                GError           **error)
{
  for (guint i = 0; i < open->len; i++)
    {
      const TillRequest      *older = open->pdata[i];
      g_autoptr (TillRequest) before = till_store_get_request (connection, older->id, error);
      g_autoptr (TillRequest) after = NULL;

      if (before == NULL)
        return FALSE;
      after = till_request_copy (before);
      after->replaced_by = request->id;
      if (!till_store_save_request (connection, before, after, "name-successor", actor, at, error))
        return FALSE;
    }

  return TRUE;
}

/* One of who is asked, by which something is owed. */
static gboolean
check_plan (TillDbConnection *connection, const TillRequest *request, GError **error)
{
  g_autoptr (TillPlan) plan = NULL;
  gint64               payer;
  gint64               asked = request->guarantor_id;

  if (request->plan_id == 0)
    return TRUE;
  if ((plan = till_store_get_plan (connection, request->plan_id, error)) == NULL)
    return FALSE;
  payer = plan->guarantor_id;
  if (!till_store_find_standing (connection, &payer, error) ||
      !till_store_find_standing (connection, &asked, error))
    return FALSE;
  if (payer == asked && till_plan_is_agreed_on (plan->state))
    return TRUE;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                       _ ("Nothing is owed by this payment plan any more. Choose again what the "
                          "request pays."));

  return FALSE;
}

gboolean
till_store_add_request (TillDbConnection  *connection,
                        TillRequest       *request,
                        const TillInstant *due,
                        guint              n_due,
                        const TillActor   *actor,
                        TillInstant        at,
                        GError           **error)
{
  g_autoptr (GPtrArray) open = NULL;

  g_return_val_if_fail (request != NULL && request->uuid != NULL && request->link != NULL, FALSE);

  if (!till_payment_check_amount (request->amount, error) ||
      !fill (connection, request, actor, at, error) || !check_plan (connection, request, error) ||
      !till_record_refuse_cards (&till_store_request_type, request, error))
    return FALSE;

  open = till_store_list_open_requests (connection, request->guarantor_id, error);

  return open != NULL && replace_open (connection, open, actor, at, error) &&
         insert (connection, request, error) &&
         audit (connection, request, NULL, "add-request", actor, at, error) &&
         name_successor (connection, open, request, actor, at, error) &&
         till_store_plan_reminders (connection, request->id, due, n_due, error);
}
