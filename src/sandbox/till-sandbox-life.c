/* till-sandbox-life.c: what falls due as time passes, in order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-life.h"

#include "core/till-day.h"
#include "sandbox/till-sandbox-batches.h"
#include "sandbox/till-sandbox-funding.h"
#include "sandbox/till-sandbox-rows.h"
#include "sandbox/till-sandbox-transaction.h"

/* Few enough that the writer is not held long. */
#define EVENTS_A_COMMIT 200
#define BATCHES_A_COMMIT 20

typedef struct
{
  gint64      id;
  TillInstant at;
  char       *body;
} Planned;

static void
planned_free (gpointer data)
{
  Planned *planned = data;

  g_free (planned->body);
  g_free (planned);
}

gboolean
till_sandbox_life_plan (TillDbConnection *db,
                        gint64            id,
                        TillInstant       at,
                        const char       *body,
                        GError          **error)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (db, "INSERT INTO planned (id, at, body) VALUES (?1, ?2, ?3)", error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, id);
  till_db_bind_int (statement, 2, at);
  till_db_bind_text (statement, 3, body);

  return till_db_run (statement, error);
}

static GPtrArray *
collect_due (TillDbConnection *db, TillInstant now, GError **error)
{
  g_autoptr (TillDbStatement) statement = till_db_prepare (
    db, "SELECT id, at, body FROM planned WHERE at <= ?1 ORDER BY at, id LIMIT ?2", error);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (planned_free);
  TillStep              step;

  if (statement == NULL)
    return NULL;

  till_db_bind_int (statement, 1, now);
  till_db_bind_int (statement, 2, EVENTS_A_COMMIT);
  while ((step = till_db_step (statement, error)) == TILL_STEP_ROW)
    {
      Planned *planned = g_new0 (Planned, 1);

      planned->id = till_db_column_int (statement, 0);
      planned->at = till_db_column_int (statement, 1);
      planned->body = till_db_column_dup_text (statement, 2);
      g_ptr_array_add (found, planned);
    }

  return step == TILL_STEP_DONE ? g_steal_pointer (&found) : NULL;
}

static gboolean
forget (TillDbConnection *db, gint64 id, GError **error)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (db, "DELETE FROM planned WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, id);

  return till_db_run (statement, error);
}

static gboolean
mark_voided (TillDbConnection *db, gint64 id, GError **error)
{
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (db, "UPDATE transactions SET voided = 1 WHERE id = ?1 AND settled = 0", error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, id);

  return till_db_run (statement, error);
}

static gboolean
happen (TillSandbox *sandbox, TillDbConnection *db, const Planned *planned, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (planned->body, error);
  JsonObject          *row = node != NULL ? json_node_get_object (node) : NULL;

  if (row == NULL || !till_sandbox_rows_put_one (sandbox, db, node, error) ||
      !forget (db, planned->id, error))
    return FALSE;
  if (g_strcmp0 (json_object_get_string_member (row, "type"), "VOID") != 0)
    return TRUE;

  return mark_voided (db, g_ascii_strtoll (json_object_get_string_member (row, "ref-id"), NULL, 10),
                      error);
}

typedef struct
{
  TillSandbox *sandbox;
  gboolean     more;
} Life;

static gboolean
live_work (TillDbConnection *db, gpointer data, GError **error)
{
  Life                 *life = data;
  TillSandbox          *sandbox = life->sandbox;
  g_autoptr (GPtrArray) due = collect_due (db, till_sandbox_now (sandbox), error);
  TillDay               day = TILL_DAY_NONE;

  life->more = FALSE;
  if (due == NULL)
    return FALSE;

  for (guint i = 0; i < due->len; i++)
    {
      const Planned *planned = g_ptr_array_index (due, i);
      TillDay        its_day = till_day_of_instant (planned->at, sandbox->zone);

      /* Midnights in between come first. */
      if (till_day_compare (day, its_day) != 0 &&
          !till_sandbox_batches_close_before (sandbox, db, till_day_start (its_day, sandbox->zone),
                                              error))
        return FALSE;
      if (!happen (sandbox, db, planned, error))
        return FALSE;
      day = its_day;
    }

  if (due->len == EVENTS_A_COMMIT)
    {
      life->more = TRUE;
      return TRUE;
    }

  return till_sandbox_batches_close_due (sandbox, db, error) &&
         till_sandbox_funding_do (sandbox, db, BATCHES_A_COMMIT, &life->more, error);
}

/* Whether there is anything to do: most calls come when there is not, and need no write. */
static gboolean
is_due (TillSandbox *sandbox)
{
  static const char sql[] =
    "SELECT EXISTS (SELECT 1 FROM planned WHERE at <= ?1)"
    " OR EXISTS (SELECT 1 FROM batches WHERE closed_at IS NULL AND opened_at < ?2)"
    " OR EXISTS (SELECT 1 FROM batches WHERE closed_at IS NOT NULL AND reported = 0)";
  TillInstant                 now = till_sandbox_now (sandbox);
  TillDay                     today = till_day_of_instant (now, sandbox->zone);
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (till_db_get_reader (sandbox->db), sql, NULL);

  if (statement == NULL)
    return TRUE;

  till_db_bind_int (statement, 1, now);
  till_db_bind_int (statement, 2, till_day_start (today, sandbox->zone));

  return till_db_step (statement, NULL) != TILL_STEP_ROW || till_db_column_int (statement, 0) != 0;
}

gboolean
till_sandbox_life_catch_up (TillSandbox *sandbox, GError **error)
{
  Life life = { sandbox, is_due (sandbox) };

  while (life.more)
    {
      if (!till_db_write (sandbox->db, TILL_DB_MONEY, live_work, &life, error))
        return FALSE;
    }

  return TRUE;
}
