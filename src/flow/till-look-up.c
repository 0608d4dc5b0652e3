/* till-look-up.c: asking the processor what became of one attempt
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only reads: nothing is ever sent again. An answer that could not be read completely is no answer,
 * so that an attempt is not taken for "not there" because a page was missing.
 */
#include "flow/till-look-up.h"

#include <glib/gi18n-lib.h>

#include "flow/till-outcome.h"
#include "store/till-store-transactions.h"

/* The processor's clock and ours need not agree. */
#define CLOCKS_APART (10 * TILL_MINUTE)
#define MAX_PAGES 50

typedef enum
{
  STAGE_INVOICE,
  STAGE_TARGET, /* of a void: the payment itself */
  STAGE_WINDOW, /* of a refund: all since the sending */
} Stage;

typedef struct
{
  TillAttempt *attempt;
  TillSeen    *seen;
  char        *target_invoice; /* of a refund: the payment's */
  Stage        stage;
  guint        page;
} LookUp;

static void search (GTask *task);

void
till_seen_free (TillSeen *self)
{
  if (self == NULL)
    return;

  g_free (self->words);
  g_clear_pointer (&self->approved, till_charge_free);
  g_clear_pointer (&self->declined, g_ptr_array_unref);
  g_free (self);
}

static void
look_up_free (LookUp *self)
{
  g_clear_pointer (&self->attempt, till_attempt_free);
  g_clear_pointer (&self->seen, till_seen_free);
  g_free (self->target_invoice);
  g_free (self);
}

/* A refund without our invoice that another row of ours holds is that row's. */
static gboolean
is_taken (TillPractice *practice, const TillAttempt *attempt, const TillCharge *charge)
{
  g_autoptr (TillTransaction) row = NULL;

  if (charge->id == NULL || practice->db == NULL)
    return FALSE;

  row =
    till_store_find_transaction (till_db_get_reader (practice->db),
                                 till_processor_get_name (practice->processor), charge->id, NULL);
  return row != NULL && row->attempt_id != attempt->id;
}

static void
take_invoice (LookUp *self, const TillCharge *charge)
{
  TillSeen *seen = self->seen;

  if (g_strcmp0 (charge->invoice, self->attempt->invoice) != 0 ||
      charge->kind != self->attempt->kind)
    return;

  if (charge->state == TILL_TRANSACTION_PENDING)
    seen->pending = TRUE;
  else if (!till_outcome_is_approved (charge))
    g_ptr_array_add (seen->declined, till_charge_copy (charge));
  else
    {
      /* Newest first: the oldest is the attempt's, one more is found by the minute's search. */
      g_clear_pointer (&seen->approved, till_charge_free);
      seen->approved = till_charge_copy (charge);
    }
}

static void
take_target (LookUp *self, const TillCharge *charge)
{
  if (g_strcmp0 (charge->id, self->attempt->target_processor_id) == 0 &&
      charge->state == TILL_TRANSACTION_VOIDED && self->seen->approved == NULL)
    self->seen->approved = till_charge_copy (charge);
}

/* The processor may leave our invoice out, or give a refund the payment's own. */
static gboolean
has_no_invoice_of_its_own (const LookUp *self, const TillCharge *charge)
{
  return charge->invoice == NULL || g_strcmp0 (charge->invoice, self->target_invoice) == 0;
}

static void
take_window (LookUp *self, TillPractice *practice, const TillCharge *charge)
{
  const TillAttempt *attempt = self->attempt;

  if (self->seen->approved == NULL && charge->kind == TILL_KIND_REFUND &&
      till_outcome_is_approved (charge) && has_no_invoice_of_its_own (self, charge) &&
      g_strcmp0 (charge->related_id, attempt->target_processor_id) == 0 &&
      till_money_compare (charge->amount, attempt->amount) == 0 &&
      !is_taken (practice, attempt, charge))
    self->seen->approved = till_charge_copy (charge);
}

static void
take (LookUp *self, TillPractice *practice, const TillFound *found)
{
  for (guint i = 0; i < found->charges->len; i++)
    {
      const TillCharge *charge = g_ptr_array_index (found->charges, i);

      if (self->stage == STAGE_INVOICE)
        take_invoice (self, charge);
      else if (self->stage == STAGE_TARGET)
        take_target (self, charge);
      else
        take_window (self, practice, charge);
    }
}

/* FALSE: all has been asked. */
static gboolean
advance (LookUp *self, gboolean more)
{
  if (more && self->page < MAX_PAGES)
    {
      self->page++;
      return TRUE;
    }

  self->page = 1;
  if (self->seen->approved != NULL || self->stage != STAGE_INVOICE ||
      self->attempt->kind == TILL_KIND_PAYMENT || self->attempt->target_processor_id == NULL)
    return FALSE;

  self->stage = self->attempt->kind == TILL_KIND_VOID ? STAGE_TARGET : STAGE_WINDOW;
  return TRUE;
}

static void
finish (GTask *task)
{
  LookUp *self = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&self->seen), (GDestroyNotify) till_seen_free);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)     task = user_data;
  g_autoptr (TillFound) found = till_processor_search_finish (TILL_PROCESSOR (source), result);
  TillPractice         *practice = g_task_get_source_object (task);
  LookUp               *self = g_task_get_task_data (task);

  if (!found->answered || practice->processor == NULL)
    {
      self->seen->answered = FALSE;
      self->seen->words = g_strdup (found->words);
      finish (task);
      return;
    }

  take (self, practice, found);
  if (advance (self, found->more))
    search (g_steal_pointer (&task));
  else
    finish (task);
}

/* Takes @task. */
static void
search (GTask *task)
{
  TillPractice *practice = g_task_get_source_object (task);
  LookUp       *self = g_task_get_task_data (task);
  TillInstant   since = self->attempt->sent_at;
  TillQuery     query = { .from = TILL_INSTANT_NONE, .until = TILL_INSTANT_NONE };

  query.page = self->page;
  if (self->stage == STAGE_INVOICE)
    query.invoice = self->attempt->invoice;
  else if (self->stage == STAGE_TARGET)
    query.id = self->attempt->target_processor_id;
  else
    {
      if (since == TILL_INSTANT_NONE)
        since = self->attempt->prepared_at;
      query.from = since - CLOCKS_APART;
      query.until = till_practice_now (practice) + CLOCKS_APART;
    }

  till_processor_search_async (practice->processor, &query, practice->outside, found_cb, task);
}

static void
read_target (LookUp *self, TillPractice *practice)
{
  g_autoptr (TillTransaction) target = NULL;

  if (self->attempt->kind != TILL_KIND_REFUND || practice->db == NULL)
    return;

  target =
    till_store_get_transaction (till_db_get_reader (practice->db), self->attempt->target_id, NULL);
  if (target != NULL)
    self->target_invoice = g_strdup (target->invoice);
}

void
till_look_up_async (TillPractice       *practice,
                    const TillAttempt  *attempt,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (practice, NULL, callback, user_data);
  LookUp           *self = g_new0 (LookUp, 1);

  g_task_set_source_tag (task, till_look_up_async);
  self->attempt = till_attempt_copy (attempt);
  self->seen = g_new0 (TillSeen, 1);
  self->seen->answered = TRUE;
  self->seen->declined = g_ptr_array_new_with_free_func ((GDestroyNotify) till_charge_free);
  self->page = 1;
  read_target (self, practice);
  g_task_set_task_data (task, self, (GDestroyNotify) look_up_free);

  if (practice->processor != NULL)
    {
      search (g_steal_pointer (&task));
      return;
    }

  self->seen->answered = FALSE;
  self->seen->words = g_strdup (practice->card_problem);
  finish (task);
}

TillSeen *
till_look_up_finish (TillPractice *practice, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
