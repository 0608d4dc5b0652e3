/* till-store-snoozes.c: who is left out of requests, until when, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-snoozes.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "store/till-store-private.h"

/* ── The audit ───────────────────────────────────────────────────────────────────────────────── */

/* NULL when there is none. */
static gboolean
read_as_json (TillDbConnection *connection, gint64 guarantor_id, char **json, GError **error)
{
  static const char           sql[] = "SELECT ends, until_day, reason, snoozed_by FROM snoozes"
                                      " WHERE guarantor_id = ?1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection, sql, &row, error, 1, guarantor_id);
  GString                    *object;

  *json = NULL;
  if (step != TILL_STEP_ROW)
    return step == TILL_STEP_DONE;

  object = g_string_new (NULL);
  till_json_text (object, "ends", till_db_column_text (row, 0));
  if (!till_db_column_is_null (row, 1))
    till_json_int (object, "until", till_db_column_int (row, 1));
  till_json_text (object, "reason", till_db_column_text (row, 2));
  till_json_text (object, "by", till_db_column_text (row, 3));
  *json = till_json_end (object);

  return TRUE;
}

/* ── Beginning ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_balance (TillDbConnection *connection,
              gint64            guarantor_id,
              gint64           *total,
              gint64           *insurance,
              GError          **error)
{
  static const char sql[] =
    "SELECT total_cents, insurance_cents FROM balances"
    " WHERE guarantor_id = ?1 AND edition_id = (SELECT id FROM editions WHERE state = 'shown')";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection, sql, &row, error, 1, guarantor_id);

  if (step == TILL_STEP_DONE)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                         _ ("This guarantor has no balance."));
  if (step != TILL_STEP_ROW)
    return FALSE;

  *total = till_db_column_int (row, 0);
  *insurance = till_db_column_int (row, 1);

  return TRUE;
}

static gboolean
write_snooze (TillDbConnection *connection,
              gint64            guarantor_id,
              const TillSnooze *snooze,
              gint64            total,
              const TillActor  *actor,
              TillInstant       at,
              GError          **error)
{
  static const char sql[] =
    "INSERT INTO snoozes (guarantor_id, ends, until_day, total_cents, reason, snoozed_by,"
    "                     snoozed_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
    " ON CONFLICT (guarantor_id) DO UPDATE SET ends = excluded.ends,"
    "  until_day = excluded.until_day, total_cents = excluded.total_cents,"
    "  reason = excluded.reason, snoozed_by = excluded.snoozed_by,"
    "  snoozed_at = excluded.snoozed_at";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, guarantor_id);
  till_db_bind_text (statement, 2, till_enum_to_text (TILL_TYPE_SNOOZE_END, (int) snooze->ends));
  if (!till_day_is_none (snooze->until))
    till_db_bind_int (statement, 3, snooze->until.number);
  till_db_bind_int (statement, 4, total);
  till_db_bind_text (statement, 5, snooze->reason);
  till_db_bind_text (statement, 6, actor != NULL ? actor->name : "Till");
  till_db_bind_int (statement, 7, at);

  return till_db_run (statement, error);
}

gboolean
till_store_snooze (TillDbConnection *connection,
                   gint64            guarantor_id,
                   const TillSnooze *snooze,
                   const TillActor  *actor,
                   TillInstant       at,
                   gboolean         *taken,
                   GError          **error)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64           total;
  gint64           insurance;

  if (!read_balance (connection, guarantor_id, &total, &insurance, error))
    return FALSE;
  *taken = snooze->ends != TILL_SNOOZE_INSURANCE || insurance > 0;
  if (!*taken)
    return TRUE;

  return read_as_json (connection, guarantor_id, &before, error) &&
         write_snooze (connection, guarantor_id, snooze, total, actor, at, error) &&
         read_as_json (connection, guarantor_id, &after, error) &&
         till_store_audit_row (connection, actor, at, "snooze", "snoozes", guarantor_id, before,
                               after, NULL, error);
}

/* ── Ending ──────────────────────────────────────────────────────────────────────────────────── */

/* @deed says by what: by hand, or by which event. */
static gboolean
end_one (TillDbConnection *connection,
         gint64            guarantor_id,
         const char       *deed,
         const TillActor  *actor,
         TillInstant       at,
         gboolean         *ended,
         GError          **error)
{
  g_autofree char *before = NULL;

  if (!read_as_json (connection, guarantor_id, &before, error))
    return FALSE;
  *ended = before != NULL;
  if (!*ended)
    return TRUE;

  return till_store_run (connection, "DELETE FROM snoozes WHERE guarantor_id = ?1", error, 1,
                         guarantor_id) &&
         till_store_audit_row (connection, actor, at, deed, "snoozes", guarantor_id, before, NULL,
                               NULL, error);
}

gboolean
till_store_end_snooze (TillDbConnection *connection,
                       gint64            guarantor_id,
                       const TillActor  *actor,
                       TillInstant       at,
                       gboolean         *ended,
                       GError          **error)
{
  gboolean found;

  return end_one (connection, guarantor_id, "end-snooze", actor, at, ended != NULL ? ended : &found,
                  error);
}

/* Those that are over: ?1 is today. A merged record's waits until the merge is undone. */
#define OVER                                                                                       \
  "SELECT s.guarantor_id FROM snoozes AS s"                                                        \
  "  LEFT JOIN balances AS b ON b.guarantor_id = s.guarantor_id"                                   \
  "   AND b.edition_id = (SELECT id FROM editions WHERE state = 'shown')"                          \
  " WHERE (SELECT p.merged_into FROM patients AS p WHERE p.id = s.guarantor_id) IS NULL"           \
  "   AND ((s.ends = 'day' AND s.until_day < ?1)"                                                  \
  "    OR (s.ends = 'balance' AND coalesce(b.total_cents, 0) <> s.total_cents)"                    \
  "    OR (s.ends = 'insurance' AND coalesce(b.insurance_cents, 0) = 0))"

/* Ends what the statement gives; the ids first, since the rows go away below it. */
static gboolean
end_all (TillDbConnection *connection,
         const char       *sql,
         TillDay           today,
         gint64            which,
         TillInstant       at,
         guint            *n_ended,
         GError          **error)
{
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  g_autoptr (GArray)          ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (TillActor)       nobody = till_actor_new (0, "Till");
  TillStep                    step = TILL_STEP_ERROR;

  if (rows == NULL)
    return FALSE;

  till_db_bind_int (rows, 1, today.number);
  till_db_bind_int (rows, 2, which);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      gint64 id = till_db_column_int (rows, 0);

      g_array_append_val (ids, id);
    }
  if (step == TILL_STEP_ERROR)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      gboolean ended;

      if (!end_one (connection, g_array_index (ids, gint64, i), "snooze-is-over", nobody, at,
                    &ended, error))
        return FALSE;
    }
  *n_ended = ids->len;

  return TRUE;
}

gboolean
till_store_follow_snooze (TillDbConnection *connection,
                          gint64            guarantor_id,
                          TillInstant       at,
                          GError          **error)
{
  guint n_ended;

  if (!till_store_find_standing (connection, &guarantor_id, error))
    return FALSE;

  /* No day has ended by this. */
  return end_all (connection, OVER " AND s.guarantor_id = ?2", TILL_DAY_NONE, guarantor_id, at,
                  &n_ended, error);
}

gboolean
till_store_end_snoozes (TillDbConnection *connection,
                        TillDay           today,
                        guint             n_most,
                        TillInstant       at,
                        guint            *n_ended,
                        GError          **error)
{
  return end_all (connection, OVER " LIMIT ?2", today, n_most, at, n_ended, error);
}

gboolean
till_store_has_snoozes_to_end (TillDbConnection *connection,
                               TillDay           today,
                               gboolean         *found,
                               GError          **error)
{
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step =
    till_store_ask (connection, OVER " LIMIT 1", &row, error, 1, (gint64) today.number);

  *found = step == TILL_STEP_ROW;

  return step != TILL_STEP_ERROR;
}
