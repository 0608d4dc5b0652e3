/* till-demo-days.c: the demo's practice and its days, from one seed into sandbox and store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sandbox first: a day that the store has and the processor does not would be a payment that
 * nobody knows. Both leave what they have, so a crash in between is made good by doing the days
 * again. The last day is done again at each start: more of it has passed.
 */
#include "flow/till-demo-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "demo/till-demo-data.h"
#include "flow/till-sync.h"
#include "store/till-store-balances.h"
#include "store/till-store-plans.h"
#include "store/till-store-transactions.h"

#define SEED 20240229
#define YEARS 2
#define PROCESSOR "clearent" /* whose ids the demo's rows carry */
/* Days a commit: nobody waits for the writer at the first start, but the window is painted in
 * between. */
#define DAYS_AT_ONCE 30

typedef struct
{
  TillDemoData *data;
  TillDay       first;
  TillDay       last;
  TillInstant   now;
} DaysJob;

static gboolean
practice_work (TillDbConnection *connection, gpointer data, GError **error)
{
  DaysJob *job = data;

  return till_demo_data_write_practice (job->data, connection, job->now, error);
}

/* What the sandbox has of the days before is here already. */
static gboolean
begin_cursor (TillDbConnection *connection, TillInstant at, GError **error)
{
  TillInstant read_at;

  return till_store_get_cursor (connection, TILL_CURSOR_TRANSACTIONS, &read_at, error) &&
         (read_at != TILL_INSTANT_NONE ||
          till_store_set_cursor (connection, TILL_CURSOR_TRANSACTIONS, at, error));
}

static gboolean
days_work (TillDbConnection *connection, gpointer data, GError **error)
{
  DaysJob              *job = data;
  g_autofree char      *last = till_day_to_iso (job->last);
  g_autoptr (TillActor) nobody = till_actor_new (0, "Till");

  for (TillDay day = job->first; till_day_compare (day, job->last) <= 0;
       day = till_day_add (day, 1))
    {
      if (!till_demo_data_write_day (job->data, connection, day, job->now, error))
        return FALSE;
    }

  return begin_cursor (connection, job->now, error) &&
         till_store_set_setting (connection, TILL_SETTING_DEMO_LAST_DAY, last, nobody, job->now,
                                 error);
}

static gboolean
plans_work (TillDbConnection *connection, gpointer data, GError **error)
{
  DaysJob *job = data;

  return till_demo_data_write_plans (job->data, connection, error);
}

/* ── The sandbox ────────────────────────────────────────────────────────────────────────────────
 */

/* Sold when the day was done last, and taken back by the seed since: the sandbox has to hear of it.
 */
static gboolean
is_voided_since (JsonObject *object, const TillTransaction *row)
{
  return json_object_get_boolean_member_with_default (object, "voided", FALSE) &&
         row->state == TILL_TRANSACTION_CAPTURED && row->refunded.cents == 0;
}

static char *
dup_id (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    return NULL;

  return json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_dup_string (node)
           : g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
}

static TillTransaction *
find_row (TillDbConnection *reader, const char *id)
{
  return id != NULL ? till_store_find_transaction (reader, PROCESSOR, id, NULL) : NULL;
}

/* A row of the same id would be replaced there: a payment that was voided since would come back.
 * What the store has, the sandbox was given before. */
static gboolean
is_known (TillDbConnection *reader, JsonObject *object)
{
  g_autofree char            *id = dup_id (object, "id");
  g_autoptr (TillTransaction) row = find_row (reader, id);

  return row != NULL && !is_voided_since (object, row);
}

/* It takes back what was paid before the practice's first day: nobody here knows of that. */
static gboolean
is_of_before (TillDbConnection *reader, JsonObject *object, GHashTable *given)
{
  g_autofree char            *id = dup_id (object, "ref-id");
  g_autoptr (TillTransaction) row = NULL;

  if (id == NULL || g_hash_table_contains (given, id))
    return FALSE;
  row = find_row (reader, id);

  return row == NULL;
}

/* @given: ids of what is given in this round. */
static gboolean
add_day (JsonArray        *all,
         GHashTable       *given,
         DaysJob          *job,
         TillDay           day,
         TillDbConnection *reader,
         GError          **error)
{
  g_autofree char     *text = till_demo_data_day_to_json (job->data, day, job->now);
  g_autoptr (JsonNode) node = json_from_string (text, error);
  JsonArray           *rows;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  rows = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *object = json_array_get_object_element (rows, i);

      if (is_known (reader, object) || is_of_before (reader, object, given))
        continue;
      g_hash_table_add (given, dup_id (object, "id"));
      json_array_add_element (all, json_node_copy (json_array_get_element (rows, i)));
    }

  return TRUE;
}

static gboolean
put_days (TillPractice *practice, DaysJob *job, TillDemoSandbox *sandbox, GError **error)
{
  g_autoptr (JsonArray)  all = json_array_new ();
  g_autoptr (GHashTable) given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (JsonNode)   node = json_node_new (JSON_NODE_ARRAY);
  g_autofree char       *text = NULL;

  for (TillDay day = job->first; till_day_compare (day, job->last) <= 0;
       day = till_day_add (day, 1))
    {
      if (!add_day (all, given, job, day, till_db_get_reader (practice->db), error))
        return FALSE;
    }
  if (json_array_get_length (all) == 0)
    return TRUE;

  json_node_set_array (node, all);
  text = json_to_string (node, FALSE);
  return till_demo_sandbox_put (sandbox, practice->http, "transactions", text, error);
}

/* ── What is owed ───────────────────────────────────────────────────────────────────────────────
 */

typedef struct
{
  DaysJob      *days;
  TillAgingStep step;    /* that has been written */
  TillAgingStep written; /* by the commit under way */
} AgeJob;

/* What the insurance is to pay still comes with the commit that shows the balances: they are never
 * seen without it. */
static gboolean
age_work (TillDbConnection *connection, gpointer data, GError **error)
{
  AgeJob *job = data;

  job->written = job->step;

  return till_store_age_some (connection, &job->written, error) &&
         (!job->written.is_done ||
          till_demo_data_write_estimates (job->days->data, connection, job->days->now, error));
}

/* The first time; from then on it is aged as in any practice. */
static gboolean
age_balances (TillPractice *practice, DaysJob *days, TillDay today, GError **error)
{
  AgeJob  job = { .days = days, .step = { .as_of = today } };
  TillDay aged_on;

  if (!till_store_get_aged_on (till_db_get_reader (practice->db), &aged_on, error))
    return FALSE;

  while (till_day_is_none (aged_on) && !job.step.is_done)
    {
      if (!till_db_write (practice->db, TILL_DB_BULK, age_work, &job, error))
        return FALSE;
      job.step = job.written;
    }

  return TRUE;
}

/* ── All together ───────────────────────────────────────────────────────────────────────────────
 */

static TillDay
first_missing (TillPractice *practice, TillDay today)
{
  TillDay last =
    till_day_from_iso (till_practice_get_setting (practice, TILL_SETTING_DEMO_LAST_DAY));

  return till_day_is_none (last) ? till_day_add_months (today, -12 * YEARS) : last;
}

/* As of the day on which the practice was made, until they are written. */
static void
add_plans (TillPractice *practice, TillDemoData *data, TillDay today)
{
  TillDay made_on =
    till_practice_is_new (practice)
      ? today
      : till_day_from_iso (till_practice_get_setting (practice, TILL_SETTING_DEMO_MADE_ON));

  if (!till_day_is_none (made_on) && !till_store_has_plans (till_db_get_reader (practice->db)))
    till_demo_data_add_plans (data, made_on);
}

/* The cards at the sandbox first, once: what is deleted there later stays so. */
static gboolean
write_practice (TillPractice *practice, DaysJob *job, TillDemoSandbox *sandbox, GError **error)
{
  g_autofree char *cards = NULL;

  if (!till_practice_is_new (practice))
    return TRUE;

  cards = till_demo_data_cards_to_json (job->data);
  if (!till_demo_sandbox_put (sandbox, practice->http, "tokens", cards, error) ||
      !till_db_write (practice->db, TILL_DB_BULK, practice_work, job, error))
    return FALSE;

  till_practice_read_actor (practice);
  return till_practice_load_settings (practice, error);
}

gboolean
till_demo_write_days (TillPractice    *practice,
                      TillDemoSandbox *sandbox,
                      void (*progress) (guint percent, gpointer user_data),
                      gpointer user_data,
                      GError **error)
{
  const char              *zone = till_practice_get_setting (practice, TILL_SETTING_PRACTICE_ZONE);
  g_autoptr (TillDemoData) data = till_demo_data_new (SEED, zone);
  TillDay                  today = till_practice_get_today (practice);
  TillDay                  first = first_missing (practice, today);
  DaysJob                  job = { .data = data, .now = till_practice_now (practice) };
  int                      n_days = MAX (today.number - first.number + 1, 1);

  add_plans (practice, data, today);
  if (!write_practice (practice, &job, sandbox, error))
    return FALSE;

  /* A clock that was set back: what is written already stays, and nothing is missing. */
  for (job.first = first; till_day_compare (job.first, today) <= 0;
       job.first = till_day_add (job.last, 1))
    {
      job.last = till_day_add (job.first, DAYS_AT_ONCE - 1);
      if (till_day_compare (job.last, today) > 0)
        job.last = today;
      if (!put_days (practice, &job, sandbox, error) ||
          !till_db_write (practice->db, TILL_DB_BULK, days_work, &job, error))
        return FALSE;

      if (progress != NULL)
        progress ((guint) ((job.last.number - first.number + 1) * 100 / n_days), user_data);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }

  if (!till_db_write (practice->db, TILL_DB_BULK, plans_work, &job, error) ||
      !age_balances (practice, &job, today, error))
    return FALSE;

  /* The window does not wait for the news of it. */
  till_practice_load_aged_on (practice);

  if (progress != NULL)
    progress (100, user_data);
  return till_practice_load_settings (practice, error);
}
