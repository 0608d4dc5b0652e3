/* till-sandbox-transaction.c: one movement of money as the sandbox keeps it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-transaction.h"

#include "core/till-text.h"

/* Above what a demo's own rows are numbered with, so that the two never meet. */
#define FIRST_OWN_ID G_GINT64_CONSTANT (500000001)

#define N_NUMBERS 9

#define COLUMNS                                                                                    \
  "id, amount_cents, created_at, batch, ref_id, pending, settled, voided, shown_at, type,"         \
  " result, result_code, display_message, authorization_code, terminal_id, card_last_four, "       \
  "card_type,"                                                                                     \
  " exp_date, entry_method, invoice, order_id, customer_id, purchase_order, description,"          \
  " comments, email_address, name, software_type, form"

const char *const till_sandbox_transaction_select = "SELECT " COLUMNS " FROM transactions ";

static const char save_sql[] =
  "INSERT OR REPLACE INTO transactions (" COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
  " ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, "
  "?29)";

static const char *const text_names[] = {
  "type",        "result",         "result-code", "display-message", "authorization-code",
  "terminal-id", "card-last-four", "card-type",   "exp-date",        "entry-method",
  "invoice",     "order-id",       "customer-id", "purchase-order",  "description",
  "comments",    "email-address",  "name",        "software-type",   "form",
};

G_STATIC_ASSERT (G_N_ELEMENTS (text_names) == TILL_SANDBOX_N_TEXTS);

TillSandboxTransaction *
till_sandbox_transaction_new (void)
{
  return g_new0 (TillSandboxTransaction, 1);
}

TillSandboxTransaction *
till_sandbox_transaction_copy (const TillSandboxTransaction *self)
{
  TillSandboxTransaction *copy = till_sandbox_transaction_new ();

  *copy = *self;
  for (guint i = 0; i < TILL_SANDBOX_N_TEXTS; i++)
    copy->texts[i] = g_strdup (self->texts[i]);

  return copy;
}

void
till_sandbox_transaction_free (TillSandboxTransaction *self)
{
  for (guint i = 0; i < TILL_SANDBOX_N_TEXTS; i++)
    g_free (self->texts[i]);
  g_free (self);
}

const char *
till_sandbox_text_name (TillSandboxText text)
{
  return text_names[text];
}

void
till_sandbox_transaction_set (TillSandboxTransaction *self, TillSandboxText text, const char *value)
{
  till_text_set (&self->texts[text], value);
}

gboolean
till_sandbox_transaction_is (const TillSandboxTransaction *self,
                             TillSandboxText               text,
                             const char                   *value)
{
  return g_strcmp0 (self->texts[text], value) == 0;
}

gboolean
till_sandbox_transaction_is_approved (const TillSandboxTransaction *self)
{
  return till_sandbox_transaction_is (self, TILL_SANDBOX_RESULT, "APPROVED");
}

static TillSandboxTransaction *
transaction_from_row (TillDbStatement *row)
{
  TillSandboxTransaction *self = till_sandbox_transaction_new ();

  self->id = till_db_column_int (row, 0);
  self->amount = till_money (till_db_column_int (row, 1));
  self->created = till_db_column_int (row, 2);
  self->batch = till_db_column_int (row, 3);
  self->ref_id = till_db_column_int (row, 4);
  self->pending = till_db_column_int (row, 5) != 0;
  self->settled = till_db_column_int (row, 6) != 0;
  self->voided = till_db_column_int (row, 7) != 0;
  self->shown_at = till_db_column_int (row, 8);
  for (int i = 0; i < TILL_SANDBOX_N_TEXTS; i++)
    self->texts[i] = till_db_column_dup_text (row, N_NUMBERS + i);

  return self;
}

GPtrArray *
till_sandbox_transactions_collect (TillDbStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) rows =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_sandbox_transaction_free);
  TillStep step;

  while ((step = till_db_step (statement, error)) == TILL_STEP_ROW)
    g_ptr_array_add (rows, transaction_from_row (statement));

  return step == TILL_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

gboolean
till_sandbox_transaction_first (TillDbStatement         *statement,
                                TillSandboxTransaction **found,
                                GError                 **error)
{
  TillStep step = till_db_step (statement, error);

  *found = step == TILL_STEP_ROW ? transaction_from_row (statement) : NULL;

  return step != TILL_STEP_ERROR;
}

gboolean
till_sandbox_transaction_load (TillDbConnection        *db,
                               gint64                   id,
                               TillSandboxTransaction **found,
                               GError                 **error)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (db, "SELECT " COLUMNS " FROM transactions WHERE id = ?1", error);

  *found = NULL;
  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, id);

  return till_sandbox_transaction_first (statement, found, error);
}

static gboolean
next_id (TillDbConnection *db, gint64 *id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gint64             last = 0;

  if (!till_db_query_int (db,
                          "SELECT coalesce(max(id), 0) FROM transactions"
                          " WHERE id < " G_STRINGIFY (TILL_SANDBOX_FIRST_PLANNED_ID),
                          &last, &failure) &&
      failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  *id = MAX (last + 1, FIRST_OWN_ID);

  return TRUE;
}

gboolean
till_sandbox_transaction_save (TillDbConnection *db, TillSandboxTransaction *self, GError **error)
{
  g_autoptr (TillDbStatement) statement = NULL;

  if (self->id == 0 && !next_id (db, &self->id, error))
    return FALSE;
  if (!(statement = till_db_prepare (db, save_sql, error)))
    return FALSE;

  till_db_bind_int (statement, 1, self->id);
  till_db_bind_int (statement, 2, self->amount.cents);
  till_db_bind_int (statement, 3, self->created);
  till_db_bind_int (statement, 4, self->batch);
  till_db_bind_int (statement, 5, self->ref_id);
  till_db_bind_int (statement, 6, self->pending);
  till_db_bind_int (statement, 7, self->settled);
  till_db_bind_int (statement, 8, self->voided);
  till_db_bind_int (statement, 9, self->shown_at);
  for (int i = 0; i < TILL_SANDBOX_N_TEXTS; i++)
    till_db_bind_text (statement, N_NUMBERS + 1 + i, self->texts[i]);

  return till_db_run (statement, error);
}

char *
till_sandbox_setting_get (TillDbConnection *db, const char *name)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (db, "SELECT value FROM settings WHERE name = ?1", NULL);

  if (statement == NULL)
    return NULL;

  till_db_bind_text (statement, 1, name);

  return till_db_step (statement, NULL) == TILL_STEP_ROW ? till_db_column_dup_text (statement, 0)
                                                         : NULL;
}

gboolean
till_sandbox_setting_set (TillDbConnection *db, const char *name, const char *value, GError **error)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (db,
                     "INSERT INTO settings (name, value) VALUES (?1, ?2)"
                     " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                     error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_text (statement, 1, name);
  till_db_bind_text (statement, 2, value);

  return till_db_run (statement, error);
}
