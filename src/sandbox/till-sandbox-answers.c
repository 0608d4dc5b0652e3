/* till-sandbox-answers.c: the answer key: what each deposit is made of, and what is odd about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-answers.h"

#include "sandbox/till-sandbox-adjustments.h"
#include "sandbox/till-sandbox-report.h"
#include "sandbox/till-sandbox-reporting.h"
#include "sandbox/till-sandbox-wire.h"

static void
set_amount (JsonObject *object, const char *name, TillMoney amount)
{
  g_autofree char *text = till_sandbox_wire_amount (amount);

  json_object_set_string_member (object, name, text);
}

static void
set_number (JsonObject *object, const char *name, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  json_object_set_string_member (object, name, text);
}

static void
set_day (JsonObject *object, const char *name, TillDay day)
{
  g_autofree char *text = till_day_to_iso (day);

  json_object_set_string_member (object, name, text);
}

static void
set_instant (JsonObject *object, const char *name, TillInstant at)
{
  g_autofree char *text = till_instant_to_iso (at);

  json_object_set_string_member (object, name, text);
}

/* ── A row ──────────────────────────────────────────────────────────────────────────────────────
 */

static TillDbStatement *
prepare_of_row (TillDbConnection *db, const char *sql, gint64 row, GError **error)
{
  TillDbStatement *statement = till_db_prepare (db, sql, error);

  if (statement != NULL)
    till_db_bind_int (statement, 1, row);

  return statement;
}

static gboolean
add_items (TillDbConnection *db, JsonObject *object, const TillSandboxReport *row, GError **error)
{
  g_autoptr (TillDbStatement) statement =
    prepare_of_row (db,
                    "SELECT i.transaction_id, i.amount_cents, i.conveyed, t.shown_at"
                    " FROM report_items i JOIN transactions t ON t.id = i.transaction_id"
                    " WHERE i.row_id = ?1 ORDER BY i.transaction_id",
                    row->id, error);
  JsonArray  *items = json_array_new ();
  gint64      sum = 0;
  TillInstant details = 0;
  TillStep    step = TILL_STEP_ERROR;

  json_object_set_array_member (object, "transactions", items);
  while (statement != NULL && (step = till_db_step (statement, error)) == TILL_STEP_ROW)
    {
      JsonObject *item = json_object_new ();

      set_number (item, "id", till_db_column_int (statement, 0));
      set_amount (item, "amount", till_money (till_db_column_int (statement, 1)));
      json_object_set_boolean_member (item, "conveyed", till_db_column_int (statement, 2) != 0);
      json_array_add_object_element (items, item);
      sum += till_db_column_int (statement, 1);
      details = MAX (details, till_db_column_int (statement, 3));
    }

  if (row->name == NULL)
    set_amount (object, "difference", till_money (row->total.cents - sum));
  else
    set_amount (object, "difference", TILL_MONEY_ZERO);
  if (details != 0)
    set_instant (object, "detailsAt", details);

  return step == TILL_STEP_DONE;
}

static gboolean
add_reasons (TillDbConnection *db, JsonObject *object, gint64 row, GError **error)
{
  g_autoptr (TillDbStatement) statement = prepare_of_row (
    db, "SELECT oddity FROM report_oddities WHERE row_id = ?1 ORDER BY oddity", row, error);
  JsonArray *reasons = json_array_new ();
  TillStep   step = TILL_STEP_ERROR;

  json_object_set_array_member (object, "reasons", reasons);
  while (statement != NULL && (step = till_db_step (statement, error)) == TILL_STEP_ROW)
    json_array_add_string_element (reasons, till_db_column_text (statement, 0));

  return step == TILL_STEP_DONE;
}

static void
set_names (JsonObject *object, const TillSandboxReport *row)
{
  gboolean is_batch = row->name == NULL;

  json_object_set_string_member (object, "kind", row->kind);
  json_object_set_string_member (object, "terminal-id", row->terminal);
  set_number (object, "batch", row->batch);
  json_object_set_string_member (object, "terminalID",
                                 is_batch ? till_sandbox_reporting_terminal (row->terminal)
                                          : TILL_SANDBOX_NO_TERMINAL);
  set_number (object, "batchNumber", is_batch ? row->batch : 0);
  if (!is_batch)
    {
      json_object_set_string_member (object, "terminalName", row->name);
      set_number (object, "about", row->transaction);
    }
  json_object_set_int_member (object, "part", row->part);
}

static JsonObject *
row_to_json (TillDbConnection *db, const TillSandboxReport *row, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  set_names (object, row);
  set_day (object, "settleDate", row->settled);
  set_day (object, "expectedDate", row->first);
  set_instant (object, "reportedAt", row->shown_at);
  if (row->fees_shown_at != 0)
    set_instant (object, "feesReportedAt", row->fees_shown_at);
  set_amount (object, "sales", row->sales);
  set_amount (object, "refunds", row->refunds);
  set_amount (object, "batchTotal", row->total);
  set_amount (object, "conveyedAmount", row->conveyed);
  set_amount (object, "batchFees", row->fees);
  set_amount (object, "backupWithholding", TILL_MONEY_ZERO);
  set_amount (object, "depositAmount", till_sandbox_report_deposit (row));
  if (!add_items (db, object, row, error) || !add_reasons (db, object, row->id, error))
    return NULL;

  return g_steal_pointer (&object);
}

/* ── A deposit ──────────────────────────────────────────────────────────────────────────────────
 */

static JsonObject *
deposit_to_json (TillSandbox *sandbox, GPtrArray *rows, guint first, guint end, GError **error)
{
  TillDbConnection        *db = till_db_get_reader (sandbox->db);
  const TillSandboxReport *one = g_ptr_array_index (rows, first);
  g_autoptr (JsonObject)   deposit = json_object_new ();
  JsonArray               *array = json_array_new ();
  JsonArray               *reasons = json_array_new ();
  TillMoney                sum = TILL_MONEY_ZERO;
  guint                    n_batches = 0;
  TillInstant              run =
    till_sandbox_report_run (till_day_start (one->funded, sandbox->eastern), 0, sandbox->eastern);

  json_object_set_array_member (deposit, "rows", array);
  json_object_set_array_member (deposit, "reasons", reasons);
  for (guint i = first; i < end; i++)
    {
      const TillSandboxReport *row = g_ptr_array_index (rows, i);
      JsonObject              *object = row_to_json (db, row, error);

      if (object == NULL)
        return NULL;
      json_array_add_object_element (array, object);
      sum.cents += till_sandbox_report_deposit (row).cents;
      n_batches += row->name == NULL;
    }

  if (sum.cents < 0)
    json_array_add_string_element (reasons, "negative");
  if (n_batches > 1)
    json_array_add_string_element (reasons, "several-batches");
  set_day (deposit, "fundedDate", one->funded);
  json_object_set_string_member (deposit, "account", TILL_SANDBOX_ACCOUNT);
  set_amount (deposit, "amount", sum);
  json_object_set_string_member (deposit, "state",
                                 till_sandbox_now (sandbox) < run ? "expected" : "funded");

  return g_steal_pointer (&deposit);
}

static GPtrArray *
load_rows (TillSandbox *sandbox, GError **error)
{
  g_autofree char *sql =
    g_strconcat (till_sandbox_report_select,
                 "ORDER BY funded_day, settle_day, terminal_id, batch, part, id", NULL);
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (till_db_get_reader (sandbox->db), sql, error);

  return statement != NULL ? till_sandbox_report_collect (statement, error) : NULL;
}

static JsonArray *
list_deposits (TillSandbox *sandbox, GError **error)
{
  g_autoptr (GPtrArray) rows = load_rows (sandbox, error);
  g_autoptr (JsonArray) deposits = json_array_new ();
  guint                 end;

  if (rows == NULL)
    return NULL;

  for (guint first = 0; first < rows->len; first = end)
    {
      const TillSandboxReport *one = g_ptr_array_index (rows, first);
      JsonObject              *deposit;

      for (end = first + 1; end < rows->len; end++)
        {
          const TillSandboxReport *next = g_ptr_array_index (rows, end);

          if (till_day_compare (next->funded, one->funded) != 0)
            break;
        }
      if (!(deposit = deposit_to_json (sandbox, rows, first, end, error)))
        return NULL;
      json_array_add_object_element (deposits, deposit);
    }

  return g_steal_pointer (&deposits);
}

/* ── All ────────────────────────────────────────────────────────────────────────────────────────
 */

#define STANDS "result = 'APPROVED' AND voided = 0 AND pending = 0"

static const char elsewhere_sql[] =
  "SELECT id FROM transactions WHERE " STANDS " AND type = 'SALE' AND invoice IS NULL ORDER BY id";

static const char open_sql[] =
  "SELECT t.id FROM transactions t JOIN batches b ON b.terminal_id = t.terminal_id"
  " AND b.number = t.batch WHERE b.closed_at IS NULL AND t." STANDS " AND t.type <> 'VOID'"
  " ORDER BY t.id";

static JsonArray *
list_ids (TillSandbox *sandbox, const char *sql, GError **error)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (till_db_get_reader (sandbox->db), sql, error);
  g_autoptr (JsonArray) ids = json_array_new ();
  TillStep              step = TILL_STEP_ERROR;

  while (statement != NULL && (step = till_db_step (statement, error)) == TILL_STEP_ROW)
    {
      g_autofree char *id = till_db_column_dup_text (statement, 0);

      json_array_add_string_element (ids, id);
    }

  return step == TILL_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

JsonObject *
till_sandbox_answers (TillSandbox *sandbox, GError **error)
{
  g_autoptr (JsonArray) deposits = list_deposits (sandbox, error);
  g_autoptr (JsonArray) elsewhere =
    deposits != NULL ? list_ids (sandbox, elsewhere_sql, error) : NULL;
  g_autoptr (JsonArray) open = elsewhere != NULL ? list_ids (sandbox, open_sql, error) : NULL;
  JsonObject           *object;

  if (open == NULL)
    return NULL;

  object = json_object_new ();
  set_instant (object, "now", till_sandbox_now (sandbox));
  json_object_set_string_member (object, "merchantNumber", TILL_SANDBOX_MERCHANT);
  json_object_set_array_member (object, "deposits", g_steal_pointer (&deposits));
  json_object_set_array_member (object, "elsewhere", g_steal_pointer (&elsewhere));
  json_object_set_array_member (object, "open", g_steal_pointer (&open));

  return object;
}
