/* till-demo-agreements-write.c: the demo's payment plans into the store, as the flows would have
 * written them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "demo/till-demo-private.h"
#include "store/till-store-attempts.h"
#include "store/till-store-plans.h"
#include "store/till-store-transactions.h"

/* The treatment is some days before the plan for it. */
#define TREATED_BEFORE 5

typedef struct
{
  TillDemoData            *data;
  TillDbConnection        *connection;
  const TillActor         *actor; /* at the desk */
  const TillDemoAgreement *agreement;
  gint64                   plan_id;
  GPtrArray               *installments; /* of TillInstallment, as they were agreed on */
} Writing;

gboolean
till_demo_write_treatments (TillDemoData     *self,
                            TillDbConnection *connection,
                            TillInstant       now,
                            GError          **error)
{
  for (guint i = 0; i < self->agreements->len; i++)
    {
      const TillDemoAgreement *agreement = self->agreements->pdata[i];
      const TillPatient       *patient = self->patients->pdata[agreement->patient];

      if (!till_store_add_ledger_entry (connection, patient->id, "charge", agreement->terms.total,
                                        till_day_add (agreement->agreed_on, -TREATED_BEFORE),
                                        agreement->what_for, now, error))
        return FALSE;
    }

  return TRUE;
}

/* "Muñoz, Zoë A" signs as "Zoë A Muñoz". */
static char *
dup_signer (const TillPatient *patient)
{
  const char *comma = strstr (patient->name, ", ");

  return comma == NULL
           ? g_strdup (patient->name)
           : g_strdup_printf ("%s %.*s", comma + 2, (int) (comma - patient->name), patient->name);
}

static gboolean
make_plan (Writing *writing, GError **error)
{
  const TillDemoAgreement *agreement = writing->agreement;
  const TillPatient       *guarantor = writing->data->patients->pdata[agreement->guarantor];
  const TillPatient       *patient = writing->data->patients->pdata[agreement->patient];
  g_autofree char         *signer = dup_signer (guarantor);
  g_autoptr (TillPlan)     plan = till_plan_new ();

  plan->uuid = g_strdup (agreement->uuid);
  plan->guarantor_id = guarantor->id;
  plan->patient_id = patient->id;
  plan->what_for = g_strdup (agreement->what_for);
  if (!till_demo_find_card_id (writing->connection, agreement->card, &plan->card_id, error) ||
      !till_store_add_plan (writing->connection, plan, &agreement->terms, writing->actor,
                            agreement->agreed_at - 2 * TILL_MINUTE, error))
    return FALSE;

  writing->plan_id = plan->id;

  return agreement->fate == TILL_DEMO_IS_PENDING ||
         till_store_authorize_plan (writing->connection, plan->id, TILL_AUTHORIZED_PAPER, signer,
                                    agreement->agreed_on, writing->actor, agreement->agreed_at,
                                    error);
}

/* ── What was charged ────────────────────────────────────────────────────────────────────────── */

static gint64
find_installment (const Writing *writing, guint number)
{
  for (guint i = 0; i < writing->installments->len; i++)
    {
      const TillInstallment *installment = writing->installments->pdata[i];

      if (installment->number == number)
        return installment->id;
    }

  g_return_val_if_reached (0);
}

/* *transaction_id: 0: it was not written, or came to nothing. */
static gboolean
find_payment (Writing *writing, const char *key, gint64 *transaction_id, GError **error)
{
  g_autofree char        *invoice = till_id_to_invoice (key);
  g_autoptr (GError)      failure = NULL;
  g_autoptr (TillAttempt) attempt =
    till_store_find_attempt_by_invoice (writing->connection, invoice, &failure);
  g_autoptr (TillTransaction) row = NULL;

  if (attempt != NULL)
    row = till_store_find_transaction_by_attempt (writing->connection, attempt->id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (row == NULL)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_STORE,
                           _ ("What was charged of the demo’s payment plans is not there"));
      return FALSE;
    }
  *transaction_id = row->id;

  return TRUE;
}

static gboolean
write_try (Writing *writing, const TillDemoTry *one, GError **error)
{
  g_autofree char   *key = till_demo_event_uuid (writing->data, &one->payment, NULL);
  TillInstallmentTry begun = { .key = key, .day = one->payment.day };
  TillTryEnd         end = { .outcome = one->outcome, .state = one->state, .retry = one->retry };

  begun.installment_id = find_installment (writing, one->number);
  if (one->state == TILL_INSTALLMENT_MISSED)
    end.why = "declined";

  return till_demo_find_card_id (writing->connection, one->payment.card, &begun.card_id, error) &&
         find_payment (writing, key, &end.transaction_id, error) &&
         till_store_begin_try (writing->connection, &begun, NULL,
                               one->payment.at - 15 * TILL_SECOND, error) &&
         till_store_end_try (writing->connection, begun.id, &end, NULL,
                             one->payment.at + 2 * TILL_SECOND, error);
}

/* Of what comes within those days it was reminded already. */
static gboolean
note_reminded (Writing *writing, GError **error)
{
  TillDay today = writing->data->made_on;

  for (guint i = 0; i < writing->installments->len; i++)
    {
      const TillInstallment *one = writing->installments->pdata[i];
      int                    ahead = one->due.number - today.number;

      if (ahead > 0 && ahead <= writing->agreement->terms.remind &&
          !till_store_note_reminded (writing->connection, one->id, till_day_add (today, -1), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_fate (Writing *writing, GError **error)
{
  const TillDemoAgreement *agreement = writing->agreement;
  TillInstant at = till_day_at_time (agreement->fate_on, 11 * 3600, writing->data->zone);

  switch (agreement->fate)
    {
    case TILL_DEMO_IS_PAUSED:
      return till_store_pause_plan (writing->connection, writing->plan_id, agreement->why,
                                    writing->actor, at, error);
    case TILL_DEMO_IS_CANCELLED:
      return till_store_cancel_plan (writing->connection, writing->plan_id, agreement->why,
                                     writing->actor, at, error);
    case TILL_DEMO_GOES_ON:
    case TILL_DEMO_IS_PENDING:
    default:
      return TRUE;
    }
}

static gboolean
write_agreement (Writing *writing, GError **error)
{
  const GArray *tries = writing->agreement->tries;
  gboolean      written = make_plan (writing, error);

  if (!written || !(writing->installments =
                      till_store_list_installments (writing->connection, writing->plan_id, error)))
    return FALSE;

  for (guint i = 0; i < tries->len && written; i++)
    written = write_try (writing, &g_array_index (tries, TillDemoTry, i), error);
  written = written && note_reminded (writing, error) && write_fate (writing, error);
  g_clear_pointer (&writing->installments, g_ptr_array_unref);

  return written;
}

gboolean
till_demo_data_write_plans (TillDemoData *self, TillDbConnection *connection, GError **error)
{
  g_autoptr (TillActor) actor = till_store_get_first_user (connection, error);
  Writing               writing = { self, connection, actor, NULL, 0, NULL };

  if (actor == NULL)
    return FALSE;
  if (till_store_has_plans (connection))
    return TRUE;

  for (guint i = 0; i < self->agreements->len; i++)
    {
      writing.agreement = self->agreements->pdata[i];
      if (!write_agreement (&writing, error))
        return FALSE;
    }

  return TRUE;
}
