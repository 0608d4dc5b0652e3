/* till-sandbox-rows.c: all transactions, in and out, for tests and the demo
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-rows.h"

#include "core/till-day.h"
#include "core/till-error.h"
#include "sandbox/till-sandbox-batches.h"
#include "sandbox/till-sandbox-terminal.h"
#include "sandbox/till-sandbox-time.h"
#include "sandbox/till-sandbox-transaction.h"
#include "sandbox/till-sandbox-wire.h"

/* Few enough that the writer is not held long. */
#define ROWS_A_COMMIT 500

static char *
dup_member (JsonObject *object, const char *name)
{
  return till_sandbox_wire_dup_text (json_object_get_member (object, name));
}

static gboolean
read_flag (JsonObject *object, const char *name)
{
  g_autofree char *text = dup_member (object, name);

  return text != NULL && g_ascii_strcasecmp (text, "true") == 0;
}

static gboolean
read_id (JsonObject *object, const char *name, gint64 *id)
{
  g_autofree char *text = dup_member (object, name);

  *id = 0;

  return text != NULL && g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, id, NULL);
}

static void
read_texts (TillSandbox *sandbox, JsonObject *object, TillSandboxTransaction *row)
{
  TillSandboxTerminal *first = g_ptr_array_index (sandbox->terminals, 0);

  for (int text = 0; text < TILL_SANDBOX_N_TEXTS; text++)
    {
      g_autofree char *value = dup_member (object, till_sandbox_text_name ((TillSandboxText) text));

      till_sandbox_transaction_set (row, (TillSandboxText) text, value);
    }

  if (row->texts[TILL_SANDBOX_RESULT] == NULL)
    till_sandbox_transaction_set (row, TILL_SANDBOX_RESULT, "APPROVED");
  if (row->texts[TILL_SANDBOX_RESULT_CODE] == NULL)
    till_sandbox_transaction_set (row, TILL_SANDBOX_RESULT_CODE,
                                  till_sandbox_transaction_is_approved (row) ? "000" : "023");
  if (row->texts[TILL_SANDBOX_WORDS] == NULL)
    till_sandbox_transaction_set (
      row, TILL_SANDBOX_WORDS,
      till_sandbox_transaction_is_approved (row) ? "Transaction approved" : "Declined by issuer");
  if (row->texts[TILL_SANDBOX_TERMINAL] == NULL)
    till_sandbox_transaction_set (row, TILL_SANDBOX_TERMINAL, first->id);
}

static TillSandboxTransaction *
row_from_json (TillSandbox *sandbox, JsonNode *node, guint number, GError **error)
{
  g_autoptr (TillSandboxTransaction) row = till_sandbox_transaction_new ();
  JsonObject      *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autofree char *amount = object != NULL ? dup_member (object, "amount") : NULL;
  g_autofree char *created = object != NULL ? dup_member (object, "created") : NULL;

  if (object == NULL || !read_id (object, "id", &row->id) || row->id == 0 ||
      !till_sandbox_wire_read_amount (amount, &row->amount) ||
      !till_sandbox_time_from_wire (created, &row->created) ||
      !json_object_has_member (object, "type"))
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   "Row %u needs a numeric id, a type, an amount like 12.34 and a time", number);
      return NULL;
    }

  read_texts (sandbox, object, row);
  read_id (object, "ref-id", &row->ref_id);
  read_id (object, "batch-string-id", &row->batch);
  row->pending = read_flag (object, "pending");
  row->settled = read_flag (object, "settled");
  row->voided = read_flag (object, "voided");

  return g_steal_pointer (&row);
}

static gboolean
settle_batch (TillSandbox                  *sandbox,
              TillDbConnection             *db,
              const TillSandboxTransaction *row,
              GError                      **error)
{
  TillDay next_day = till_day_add (till_day_of_instant (row->created, sandbox->zone), 1);
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (db,
                     "UPDATE batches SET closed_at = max (coalesce (closed_at, ?3), ?3)"
                     " WHERE terminal_id = ?1 AND number = ?2",
                     error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_text (statement, 1, row->texts[TILL_SANDBOX_TERMINAL]);
  till_db_bind_int (statement, 2, row->batch);
  till_db_bind_int (statement, 3, till_day_start (next_day, sandbox->zone));

  return till_db_run (statement, error);
}

static gboolean
put_row (TillSandbox *sandbox, TillDbConnection *db, TillSandboxTransaction *row, GError **error)
{
  gboolean gathered = till_sandbox_transaction_is_approved (row) && !row->pending && !row->voided &&
                      !till_sandbox_transaction_is (row, TILL_SANDBOX_TYPE, "VOID");

  /* What stands and is not settled must be in a batch, or no midnight would settle it. */
  if (gathered && !row->settled && row->batch == 0 &&
      !till_sandbox_batch_current (db, row->texts[TILL_SANDBOX_TERMINAL], row->created, &row->batch,
                                   error))
    return FALSE;
  if (gathered && row->batch != 0 &&
      !till_sandbox_batch_note (db, row->texts[TILL_SANDBOX_TERMINAL], row->batch, row->created,
                                error))
    return FALSE;
  if (gathered && row->batch != 0 && row->settled && !settle_batch (sandbox, db, row, error))
    return FALSE;

  return till_sandbox_transaction_save (db, row, error);
}

static gboolean
put_node (TillSandbox *sandbox, TillDbConnection *db, JsonNode *node, guint number, GError **error)
{
  g_autoptr (TillSandboxTransaction) row = row_from_json (sandbox, node, number, error);

  return row != NULL && put_row (sandbox, db, row, error);
}

gboolean
till_sandbox_rows_put_one (TillSandbox      *sandbox,
                           TillDbConnection *db,
                           JsonNode         *node,
                           GError          **error)
{
  return put_node (sandbox, db, node, 1, error);
}

typedef struct
{
  TillSandbox *sandbox;
  JsonArray   *rows;
  guint        first;
} Part;

static gboolean
put_work (TillDbConnection *db, gpointer data, GError **error)
{
  Part *part = data;
  guint end = MIN (part->first + ROWS_A_COMMIT, json_array_get_length (part->rows));

  for (guint i = part->first; i < end; i++)
    {
      if (!put_node (part->sandbox, db, json_array_get_element (part->rows, i), i + 1, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
till_sandbox_rows_put (TillSandbox *sandbox, JsonArray *rows, GError **error)
{
  Part part = { sandbox, rows, 0 };

  for (; part.first < json_array_get_length (rows); part.first += ROWS_A_COMMIT)
    {
      if (!till_db_write (sandbox->db, TILL_DB_BULK, put_work, &part, error))
        return FALSE;
    }

  return TRUE;
}

static void
set_id (JsonObject *object, const char *name, gint64 id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  if (id != 0)
    json_object_set_string_member (object, name, text);
}

static JsonObject *
row_to_json (const TillSandboxTransaction *row)
{
  JsonObject      *object = json_object_new ();
  g_autofree char *amount = till_sandbox_wire_amount (row->amount);
  g_autofree char *created = till_sandbox_time_to_wire (row->created);

  set_id (object, "id", row->id);
  json_object_set_string_member (object, "amount", amount);
  json_object_set_string_member (object, "created", created);
  set_id (object, "ref-id", row->ref_id);
  set_id (object, "batch-string-id", row->batch);
  json_object_set_boolean_member (object, "pending", row->pending);
  json_object_set_boolean_member (object, "settled", row->settled);
  json_object_set_boolean_member (object, "voided", row->voided);
  for (int text = 0; text < TILL_SANDBOX_N_TEXTS; text++)
    {
      if (row->texts[text] != NULL)
        json_object_set_string_member (object, till_sandbox_text_name ((TillSandboxText) text),
                                       row->texts[text]);
    }

  return object;
}

char *
till_sandbox_rows_get (TillSandbox *sandbox, GError **error)
{
  g_autofree char *sql =
    g_strconcat (till_sandbox_transaction_select, "ORDER BY created_at, id", NULL);
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (till_db_get_reader (sandbox->db), sql, error);
  g_autoptr (GPtrArray) rows =
    statement != NULL ? till_sandbox_transactions_collect (statement, error) : NULL;
  JsonArray *array;
  JsonNode  *root;

  if (rows == NULL)
    return NULL;

  array = json_array_sized_new (rows->len);
  for (guint i = 0; i < rows->len; i++)
    json_array_add_object_element (array, row_to_json (g_ptr_array_index (rows, i)));
  root = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (root, array);

  return till_sandbox_wire_print (root);
}
