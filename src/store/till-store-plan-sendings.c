/* till-store-plan-sendings.c: agreements on payment plans that were sent to be accepted by paying
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-plan-sendings-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "rules/till-plan-rules.h"
#include "store/till-store-plans-private.h"
#include "store/till-store-requests-private.h"

#define AT(member) G_STRUCT_OFFSET (TillPlanSending, member)

static const TillField fields[] = {
  { "plan_id", TILL_FIELD_INT, AT (plan_id), TRUE },
  { "version", TILL_FIELD_INT, AT (version), TRUE },
  { "request_id", TILL_FIELD_INT, AT (request_id), TRUE },
  { "document_id", TILL_FIELD_INT, AT (document_id), TRUE },
  { "number", TILL_FIELD_INT, AT (number), TRUE },
  { "card_id", TILL_FIELD_REFERENCE, AT (card_id), TRUE },
  { "amount_cents", TILL_FIELD_INT, AT (amount), TRUE },
  { "channel", TILL_FIELD_ENUM, AT (channel), TRUE, till_channel_get_type },
  { "address", TILL_FIELD_FULL_TEXT, AT (address), TRUE },
  { "wording", TILL_FIELD_INT, AT (wording), TRUE },
  { "accepted", TILL_FIELD_FULL_TEXT, AT (accepted), TRUE },
  { "state", TILL_FIELD_ENUM, AT (state), FALSE, till_sending_state_get_type },
  { "transaction_id", TILL_FIELD_REFERENCE, AT (transaction_id) },
  { "sent_at", TILL_FIELD_INSTANT, AT (sent_at), TRUE },
  { "sent_by", TILL_FIELD_FULL_TEXT, AT (sent_by), TRUE },
  { "ended_at", TILL_FIELD_INSTANT, AT (ended_at) },
};

static TillRecordType sending_type = { "plan_sendings", fields, G_N_ELEMENTS (fields),
                                       TILL_RECORD_OF (TillPlanSending, till_plan_sending) };

/* ── The audit ───────────────────────────────────────────────────────────────────────────────── */

static char *
take_snapshot (const TillPlanSending *sending)
{
  GString *json = g_string_new (NULL);

  till_json_text (json, "state", till_enum_to_text (TILL_TYPE_SENDING_STATE, (int) sending->state));
  till_json_int (json, "transaction", sending->transaction_id);

  return till_json_end (json);
}

/* Which agreement it was is told by the document’s own entry, with its digest. */
static char *
take_whole (const TillPlanSending *sending)
{
  GString *json = g_string_new (NULL);

  till_json_int (json, "plan", sending->plan_id);
  till_json_int (json, "version", sending->version);
  till_json_int (json, "request", sending->request_id);
  till_json_int (json, "document", sending->document_id);
  till_json_int (json, "card", sending->card_id);
  till_json_int (json, "amount", sending->amount.cents);
  till_json_text (json, "channel", till_enum_to_text (TILL_TYPE_CHANNEL, (int) sending->channel));
  till_json_int (json, "wording", sending->wording);
  till_json_text (json, "accepted", sending->accepted);

  return till_json_end (json);
}

gboolean
till_plan_sending_save (TillDbConnection      *connection,
                        const TillPlanSending *before,
                        const TillPlanSending *after,
                        const char            *deed,
                        const TillActor       *actor,
                        TillInstant            at,
                        GError               **error)
{
  g_autofree char            *old = take_snapshot (before);
  g_autofree char            *now = take_snapshot (after);
  g_autofree char            *facts = till_record_facts (&sending_type, after);
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (connection, till_record_update (&sending_type), error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, till_record_bind (&sending_type, statement, after), after->id);

  return till_db_run (statement, error) &&
         till_store_audit_row (connection, actor, at, deed, "plan-sendings", after->id, old, now,
                               facts, error);
}

gboolean
till_plan_sending_step (TillDbConnection      *connection,
                        const TillPlanSending *before,
                        TillSendingState       state,
                        const char            *deed,
                        const TillActor       *actor,
                        TillInstant            at,
                        GError               **error)
{
  g_autoptr (TillPlanSending) after = till_plan_sending_copy (before);

  after->state = state;
  after->ended_at =
    state == TILL_SENDING_USED || state == TILL_SENDING_TAKEN_BACK ? at : TILL_INSTANT_NONE;

  return till_plan_sending_save (connection, before, after, deed, actor, at, error);
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

GPtrArray *
till_store_list_plan_sendings (TillDbConnection *connection, gint64 plan_id, GError **error)
{
  g_autoptr (TillDbStatement) rows =
    till_record_prepare (&sending_type, connection, "WHERE plan_id = ?1 ORDER BY id", error);

  if (rows == NULL)
    return NULL;

  till_db_bind_int (rows, 1, plan_id);

  return till_record_read_rows (&sending_type, rows, error);
}

/* NULL in *@found: there is none. */
gboolean
till_plan_sending_find (TillDbConnection *connection,
                        const char       *where,
                        gint64            id,
                        TillPlanSending **found,
                        GError          **error)
{
  gpointer one = NULL;
  gboolean good = till_record_find (&sending_type, connection, where, id, &one, error);

  *found = one;

  return good;
}

/* The one that can be paid; else that was paid and not used yet; else the last. */
#define THAT_COUNTS                                                                                \
  "WHERE id = (SELECT s.id FROM plan_sendings AS s JOIN requests AS r ON r.id = s.request_id"      \
  "             WHERE s.plan_id = ?1 AND s.version ="                                              \
  "                   (SELECT max(number) FROM plan_versions WHERE plan_id = ?1)"                  \
  "             ORDER BY r.state <> 'requested', s.state NOT IN ('paid', 'no-card'), s.id DESC"    \
  "             LIMIT 1)"

gboolean
till_store_find_plan_sending (TillDbConnection *connection,
                              gint64            plan_id,
                              TillPlanSending **sending,
                              TillRequest     **request,
                              GError          **error)
{
  *request = NULL;
  if (!till_plan_sending_find (connection, THAT_COUNTS, plan_id, sending, error))
    return FALSE;

  return *sending == NULL ||
         (*request = till_store_get_request (connection, (*sending)->request_id, error)) != NULL;
}

gboolean
till_store_find_plan_of_request (TillDbConnection *connection,
                                 gint64            request_id,
                                 gint64           *plan_id,
                                 GError          **error)
{
  g_autoptr (TillPlanSending) sending = NULL;
  gboolean                    good =
    till_plan_sending_find (connection, "WHERE request_id = ?1", request_id, &sending, error);

  *plan_id = sending != NULL ? sending->plan_id : 0;

  return good;
}

gboolean
till_store_refuse_plan_request (TillDbConnection *connection, gint64 request_id, GError **error)
{
  gint64 plan_id;

  if (!till_store_find_plan_of_request (connection, request_id, &plan_id, error))
    return FALSE;
  if (plan_id == 0)
    return TRUE;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                       _ ("By paying this request the patient accepts a payment plan, and the "
                          "message has to say so. Send it again from the plan’s page."));

  return FALSE;
}

gboolean
till_plan_sending_is_live (const TillPlanSending *sending)
{
  return sending->state == TILL_SENDING_PAID || sending->state == TILL_SENDING_NO_CARD;
}

gboolean
till_store_may_reopen_plan_request (TillDbConnection *connection,
                                    gint64            request_id,
                                    gboolean         *may,
                                    GError          **error)
{
  g_autoptr (TillPlanSending) sending = NULL;
  g_autoptr (TillPlan)        plan = NULL;
  g_autoptr (TillPlanVersion) version = NULL;

  if (!till_plan_sending_find (connection, "WHERE request_id = ?1", request_id, &sending, error) ||
      (sending != NULL &&
       !till_plan_sending_find_pending (connection, sending, &plan, &version, error)))
    return FALSE;
  *may = sending == NULL || version != NULL;

  return TRUE;
}

static gboolean
is_paid (const GPtrArray *sendings, gint64 version, guint number)
{
  for (guint i = 0; i < sendings->len; i++)
    {
      const TillPlanSending *one = sendings->pdata[i];

      if (till_plan_sending_is_live (one) && one->version == version && one->number == number)
        return TRUE;
    }

  return FALSE;
}

/* As till_plan_make_parts(), with the down payment, whose number is 0, before them. */
gboolean
till_plan_sending_find_part (const TillPlanVersion *version,
                             const GPtrArray       *sendings,
                             TillPlanPart          *part)
{
  const TillPlanTerms *terms = &version->terms;
  g_autoptr (GArray)   parts = till_plan_make_parts (terms);

  if (terms->down_payment.cents > 0)
    g_array_prepend_vals (parts, &(TillPlanPart){ 0, terms->first, terms->down_payment }, 1);
  for (guint i = 0; i < parts->len; i++)
    {
      *part = g_array_index (parts, TillPlanPart, i);
      if (!is_paid (sendings, version->number, part->number))
        return TRUE;
    }

  return FALSE;
}

gboolean
till_store_refuse_accepted (TillDbConnection      *connection,
                            const TillPlanVersion *version,
                            GError               **error)
{
  g_autoptr (GPtrArray) sendings =
    till_store_list_plan_sendings (connection, version->plan_id, error);

  for (guint i = 0; sendings != NULL && i < sendings->len; i++)
    {
      const TillPlanSending *one = sendings->pdata[i];

      if (!till_plan_sending_is_live (one) || one->version != version->number)
        continue;
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("A payment has been made on these terms already. Have them signed "
                              "here first, or cancel the plan and make a new one for what is "
                              "left."));
      return FALSE;
    }

  return sendings != NULL;
}

gboolean
till_store_find_part_to_send (TillDbConnection      *connection,
                              const TillPlanVersion *version,
                              TillPlanPart          *part,
                              GError               **error)
{
  g_autoptr (GPtrArray) sendings =
    till_store_list_plan_sendings (connection, version->plan_id, error);

  if (sendings == NULL)
    return FALSE;
  if (till_plan_sending_find_part (version, sendings, part))
    return TRUE;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                       _ ("All of this payment plan is paid already."));

  return FALSE;
}

/* ── Sent ────────────────────────────────────────────────────────────────────────────────────── */

/* *@version NULL, without an error: the plan is not pending, or others are its newest terms. */
gboolean
till_plan_sending_find_pending (TillDbConnection      *connection,
                                const TillPlanSending *sending,
                                TillPlan             **plan,
                                TillPlanVersion      **version,
                                GError               **error)
{
  g_autoptr (GPtrArray) versions =
    till_store_list_plan_versions (connection, sending->plan_id, error);
  const TillPlanVersion *newest;

  *version = NULL;
  *plan = versions != NULL ? till_store_get_plan (connection, sending->plan_id, error) : NULL;
  if (*plan == NULL)
    return FALSE;

  newest = versions->len > 0 ? versions->pdata[versions->len - 1] : NULL;
  if ((*plan)->state == TILL_PLAN_PENDING && newest != NULL && newest->number == sending->version &&
      newest->authorized == TILL_AUTHORIZED_NOT_YET)
    *version = till_plan_version_copy (newest);

  return TRUE;
}

gboolean
till_store_add_plan_sending (TillDbConnection *connection,
                             TillPlanSending  *sending,
                             const TillActor  *actor,
                             TillInstant       at,
                             GError          **error)
{
  g_autoptr (TillPlan)        plan = NULL;
  g_autoptr (TillPlanVersion) version = NULL;
  g_autoptr (TillDbStatement) statement = NULL;
  g_autofree char            *after = NULL;
  g_autofree char            *facts = NULL;

  sending->state = TILL_SENDING_SENT;
  sending->sent_at = at;
  till_text_set (&sending->sent_by, actor != NULL ? actor->name : "Till");
  if (!till_plan_sending_find_pending (connection, sending, &plan, &version, error))
    return FALSE;
  if (version == NULL)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                           _ ("This payment plan does not wait to be authorized any more, or its "
                              "terms have changed. Look at it again."));
      return FALSE;
    }

  statement = till_db_prepare (connection, till_record_insert (&sending_type), error);
  if (statement == NULL)
    return FALSE;
  till_record_bind (&sending_type, statement, sending);
  if (!till_db_run (statement, error))
    return FALSE;
  sending->id = till_db_last_id (connection);

  after = take_whole (sending);
  facts = till_record_facts (&sending_type, sending);

  return till_store_audit_row (connection, actor, at, "send-plan", "plan-sendings", sending->id,
                               NULL, after, facts, error);
}

gboolean
till_store_end_plan_links (TillDbConnection *connection,
                           gint64            plan_id,
                           const TillActor  *actor,
                           TillInstant       at,
                           GError          **error)
{
  g_autoptr (GPtrArray) sendings = till_store_list_plan_sendings (connection, plan_id, error);

  for (guint i = 0; sendings != NULL && i < sendings->len; i++)
    {
      const TillPlanSending  *one = sendings->pdata[i];
      g_autoptr (TillRequest) request = till_store_get_request (connection, one->request_id, error);

      if (request == NULL)
        return FALSE;
      if (request->state == TILL_REQUEST_REQUESTED &&
          !till_store_end_request (connection, request->id, TILL_REQUEST_BY_HAND, actor, at, error))
        return FALSE;
    }

  return sendings != NULL;
}
