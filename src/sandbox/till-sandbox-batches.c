/* till-sandbox-batches.c: what is gathered for the bank until the practice's midnight
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-batches.h"

#include "core/till-day.h"
#include "sandbox/till-sandbox-codes.h"
#include "sandbox/till-sandbox-terminal.h"
#include "sandbox/till-sandbox-time.h"
#include "sandbox/till-sandbox-wire.h"

/* Sums of what stands in a batch; a voided row has left it. */
#define TOTALS                                                                                     \
  "SELECT b.terminal_id, b.number, b.opened_at, b.closed_at,"                                      \
  " coalesce (sum (t.type IN ('SALE', 'CAPTURE', 'FORCED SALE')), 0),"                             \
  " coalesce (sum (CASE WHEN t.type IN ('SALE', 'CAPTURE', 'FORCED SALE')"                         \
  " THEN t.amount_cents ELSE 0 END), 0),"                                                          \
  " coalesce (sum (t.type IN ('REFUND', 'UNMATCHED REFUND')), 0),"                                 \
  " coalesce (sum (CASE WHEN t.type IN ('REFUND', 'UNMATCHED REFUND')"                             \
  " THEN t.amount_cents ELSE 0 END), 0)"                                                           \
  " FROM batches b LEFT JOIN transactions t ON t.terminal_id = b.terminal_id"                      \
  " AND t.batch = b.number AND t.result = 'APPROVED' AND t.voided = 0 "

#define GROUPED " GROUP BY b.terminal_id, b.number ORDER BY b.terminal_id, b.number DESC"

static const char one_sql[] = TOTALS "WHERE b.terminal_id = ?1 AND b.number = ?2" GROUPED;

/* ?1: a terminal or NULL; ?2: 1 for open ones, 0 for closed ones, NULL for both. */
static const char list_sql[] =
  TOTALS "WHERE (?1 IS NULL OR b.terminal_id = ?1)"
         " AND (?2 IS NULL OR (b.closed_at IS NULL) = ?2)" GROUPED " LIMIT 500";

gboolean
till_sandbox_batch_note (TillDbConnection *db,
                         const char       *terminal,
                         gint64            number,
                         TillInstant       at,
                         GError          **error)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (db,
                     "INSERT INTO batches (terminal_id, number, opened_at) VALUES (?1, ?2, ?3)"
                     " ON CONFLICT (terminal_id, number) DO UPDATE"
                     " SET opened_at = min (opened_at, excluded.opened_at), reported = 0",
                     error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_text (statement, 1, terminal);
  till_db_bind_int (statement, 2, number);
  till_db_bind_int (statement, 3, at);

  return till_db_run (statement, error);
}

/* *number is 0 when @terminal has none. */
static gboolean
find_number (TillDbConnection *db,
             const char       *sql,
             const char       *terminal,
             gint64           *number,
             GError          **error)
{
  g_autoptr (TillDbStatement) statement = till_db_prepare (db, sql, error);
  TillStep                    step;

  *number = 0;
  if (statement == NULL)
    return FALSE;

  till_db_bind_text (statement, 1, terminal);
  if ((step = till_db_step (statement, error)) == TILL_STEP_ROW)
    *number = till_db_column_int (statement, 0);

  return step != TILL_STEP_ERROR;
}

static gboolean
find_open (TillDbConnection *db, const char *terminal, gint64 *number, GError **error)
{
  return find_number (db,
                      "SELECT coalesce (max (number), 0) FROM batches"
                      " WHERE terminal_id = ?1 AND closed_at IS NULL",
                      terminal, number, error);
}

gboolean
till_sandbox_batch_current (TillDbConnection *db,
                            const char       *terminal,
                            TillInstant       now,
                            gint64           *number,
                            GError          **error)
{
  gint64 last;

  if (!find_open (db, terminal, number, error))
    return FALSE;
  if (*number != 0)
    return TRUE;

  if (!find_number (db, "SELECT coalesce (max (number), 0) FROM batches WHERE terminal_id = ?1",
                    terminal, &last, error))
    return FALSE;

  *number = last + 1;

  return till_sandbox_batch_note (db, terminal, *number, now, error);
}

static gboolean
run_for_batch (TillDbConnection *db,
               const char       *sql,
               const char       *terminal,
               gint64            number,
               GError          **error)
{
  g_autoptr (TillDbStatement) statement = till_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_text (statement, 1, terminal);
  till_db_bind_int (statement, 2, number);

  return till_db_run (statement, error);
}

static gboolean
close_batch (TillDbConnection *db,
             const char       *terminal,
             gint64            number,
             TillInstant       at,
             GError          **error)
{
  g_autoptr (TillDbStatement) statement = NULL;

  /* An authorization is settled with the capture that took it. */
  if (!run_for_batch (db,
                      "UPDATE transactions SET settled = 1 WHERE terminal_id = ?1 AND batch = ?2"
                      " AND result = 'APPROVED' AND voided = 0 AND pending = 0 AND type <> 'VOID'",
                      terminal, number, error) ||
      !run_for_batch (db,
                      "UPDATE transactions SET settled = 1 WHERE id IN (SELECT ref_id"
                      " FROM transactions WHERE terminal_id = ?1 AND batch = ?2"
                      " AND type = 'CAPTURE' AND voided = 0)",
                      terminal, number, error))
    return FALSE;

  statement = till_db_prepare (
    db, "UPDATE batches SET closed_at = ?3 WHERE terminal_id = ?1 AND number = ?2", error);
  if (statement == NULL)
    return FALSE;

  till_db_bind_text (statement, 1, terminal);
  till_db_bind_int (statement, 2, number);
  till_db_bind_int (statement, 3, at);

  return till_db_run (statement, error);
}

typedef struct
{
  char       *terminal;
  gint64      number;
  TillInstant opened;
} Open;

static void
open_free (gpointer data)
{
  Open *open = data;

  g_free (open->terminal);
  g_free (open);
}

static GPtrArray *
collect_open (TillDbConnection *db, TillInstant before, GError **error)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (db,
                     "SELECT terminal_id, number, opened_at FROM batches"
                     " WHERE closed_at IS NULL AND opened_at < ?1",
                     error);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (open_free);
  TillStep              step;

  if (statement == NULL)
    return NULL;

  till_db_bind_int (statement, 1, before);
  while ((step = till_db_step (statement, error)) == TILL_STEP_ROW)
    {
      Open *open = g_new0 (Open, 1);

      open->terminal = till_db_column_dup_text (statement, 0);
      open->number = till_db_column_int (statement, 1);
      open->opened = till_db_column_int (statement, 2);
      g_ptr_array_add (found, open);
    }

  return step == TILL_STEP_DONE ? g_steal_pointer (&found) : NULL;
}

gboolean
till_sandbox_batches_close_before (TillSandbox      *sandbox,
                                   TillDbConnection *db,
                                   TillInstant       before,
                                   GError          **error)
{
  g_autoptr (GPtrArray) due = collect_open (db, before, error);
  TillInstant           now = till_sandbox_now (sandbox);

  if (due == NULL)
    return FALSE;

  for (guint i = 0; i < due->len; i++)
    {
      const Open *open = g_ptr_array_index (due, i);
      TillDay     next_day = till_day_add (till_day_of_instant (open->opened, sandbox->zone), 1);
      TillInstant midnight = till_day_start (next_day, sandbox->zone);

      if (!close_batch (db, open->terminal, open->number, MIN (midnight, now), error))
        return FALSE;
    }

  return TRUE;
}

gboolean
till_sandbox_batches_close_due (TillSandbox *sandbox, TillDbConnection *db, GError **error)
{
  TillDay today = till_day_of_instant (till_sandbox_now (sandbox), sandbox->zone);

  return till_sandbox_batches_close_before (sandbox, db, till_day_start (today, sandbox->zone),
                                            error);
}

gboolean
till_sandbox_batches_close_all (TillSandbox *sandbox, TillDbConnection *db, GError **error)
{
  return till_sandbox_batches_close_before (sandbox, db, G_MAXINT64, error);
}

static void
set_side (JsonObject *object, TillDbStatement *row, const char *side, int column)
{
  g_autofree char *count = g_strconcat (side, "-count", NULL);
  g_autofree char *total = g_strconcat (side, "-total", NULL);
  g_autofree char *amount =
    till_sandbox_wire_amount (till_money (till_db_column_int (row, column + 1)));

  json_object_set_int_member (object, count, till_db_column_int (row, column));
  json_object_set_string_member (object, total, amount);
}

static JsonObject *
batch_from_row (TillSandbox *sandbox, TillDbStatement *row)
{
  JsonObject          *object = json_object_new ();
  const char          *terminal_id = till_db_column_text (row, 0);
  gint64               number = till_db_column_int (row, 1);
  gboolean             closed = !till_db_column_is_null (row, 3);
  TillSandboxTerminal *terminal = till_sandbox_find_terminal (sandbox, terminal_id);
  g_autofree char     *id = till_sandbox_wire_batch (sandbox, number);
  g_autofree char     *opened = till_sandbox_time_to_wire (till_db_column_int (row, 2));
  g_autofree char     *net = till_sandbox_wire_amount (
        till_money (till_db_column_int (row, 5) - till_db_column_int (row, 7)));
  g_autofree char *confirmation = g_strdup_printf ("B%s%05" G_GINT64_FORMAT, terminal_id, number);

  json_object_set_string_member (object, "id", id);
  set_side (object, row, "sales", 4);
  set_side (object, row, "refund", 6);
  json_object_set_string_member (object, "net-amount", net);
  json_object_set_int_member (object, "total-count",
                              till_db_column_int (row, 4) + till_db_column_int (row, 6));
  json_object_set_string_member (object, "status", closed ? "CLOSED" : "OPEN");
  json_object_set_string_member (object, "merchant-id", TILL_SANDBOX_MERCHANT);
  json_object_set_string_member (object, "terminal-id", terminal_id);
  json_object_set_string_member (object, "terminal-name",
                                 terminal != NULL ? terminal->name : terminal_id);
  json_object_set_string_member (object, "date-opened", opened);
  till_sandbox_wire_set_flag (sandbox, object, number, "settled", closed);
  if (closed)
    json_object_set_string_member (object, "confirmation-code", confirmation);

  return object;
}

static gboolean
answer_with_batch (TillDbConnection *db, TillSandboxCall *call, gint64 number, GError **error)
{
  g_autoptr (TillDbStatement) statement = till_db_prepare (db, one_sql, error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_text (statement, 1, call->terminal->id);
  till_db_bind_int (statement, 2, number);
  if (till_db_step (statement, error) != TILL_STEP_ROW)
    return FALSE;

  till_sandbox_call_answer (call, SOUP_STATUS_OK, "application/json",
                            till_sandbox_wire_envelope (call->sandbox, SOUP_STATUS_OK, "batch",
                                                        batch_from_row (call->sandbox, statement),
                                                        NULL));

  return TRUE;
}

/* *number is 0 when the caller was told that there is none. */
static gboolean
find_open_or_refuse (TillDbConnection *db, TillSandboxCall *call, gint64 *number, GError **error)
{
  if (!find_open (db, call->terminal->id, number, error))
    return FALSE;

  if (*number == 0)
    till_sandbox_call_answer (
      call, till_sandbox_code_status ("040"), "application/json",
      till_sandbox_wire_error (call->sandbox, till_sandbox_code_status ("040"), "040", NULL));

  return TRUE;
}

gboolean
till_sandbox_batches_get_open (TillDbConnection *db, TillSandboxCall *call, GError **error)
{
  gint64 number;

  return find_open_or_refuse (db, call, &number, error) &&
         (number == 0 || answer_with_batch (db, call, number, error));
}

gboolean
till_sandbox_batches_put_open (TillDbConnection *db, TillSandboxCall *call, GError **error)
{
  gint64 number;

  if (!find_open_or_refuse (db, call, &number, error))
    return FALSE;
  if (number == 0)
    return TRUE;

  return close_batch (db, call->terminal->id, number, till_sandbox_now (call->sandbox), error) &&
         answer_with_batch (db, call, number, error);
}

gboolean
till_sandbox_batches_list (TillDbConnection *db, TillSandboxCall *call, GError **error)
{
  g_autoptr (TillDbStatement) statement = till_db_prepare (db, list_sql, error);
  const char                 *status = till_sandbox_call_get_query (call, "status");
  const char                 *level = till_sandbox_call_get_query (call, "level");
  g_autoptr (JsonArray)       batches = json_array_new ();
  JsonObject                 *list;
  TillStep                    step;

  if (statement == NULL)
    return FALSE;

  if (g_strcmp0 (level, "merchant") != 0)
    till_db_bind_text (statement, 1, call->terminal->id);
  if (status != NULL)
    till_db_bind_int (statement, 2, g_ascii_strcasecmp (status, "OPEN") == 0);

  while ((step = till_db_step (statement, error)) == TILL_STEP_ROW)
    json_array_add_object_element (batches, batch_from_row (call->sandbox, statement));
  if (step == TILL_STEP_ERROR)
    return FALSE;

  list = json_object_new ();
  json_object_set_array_member (list, "batch", g_steal_pointer (&batches));
  till_sandbox_call_answer (
    call, SOUP_STATUS_OK, "application/json",
    till_sandbox_wire_envelope (call->sandbox, SOUP_STATUS_OK, "batches", list, NULL));

  return TRUE;
}
