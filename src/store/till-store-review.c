/* till-store-review.c: who of many may be asked for money, judged in one pass
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The facts of those who were chosen are read as they lie; then of all others whether they owe,
 * may be asked and have the address of one of these, which is all that is still missing.
 */
#include "store/till-store-review.h"

#include <string.h>

#include "store/till-store-balances-private.h"
#include "store/till-store-patients-private.h"
#include "store/till-store-review-private.h"

/* ── Who has the same address ────────────────────────────────────────────────────────────────── */

/* Of an address: who owes, has it, and may be asked. */
#define NOBODY 0
#define SEVERAL (-1)

#define NO_KEY G_MAXUINT

typedef struct
{
  GHashTable   *keys;    /* of addresses → their numbers */
  GArray       *owners;  /* by number: gint64, the id of the only one */
  GHashTable   *failed;  /* addresses that nothing gets to */
  GHashTable   *on_plan; /* ids of guarantors, as pointers */
  GStringChunk *texts;   /* the keys, and whatever is read */
} Sharing;

static void
sharing_clear (Sharing *self)
{
  g_hash_table_unref (self->keys);
  g_array_unref (self->owners);
  g_hash_table_unref (self->failed);
  g_hash_table_unref (self->on_plan);
  g_string_chunk_free (self->texts);
}

static guint
find_key (const Sharing *self, const char *key)
{
  gpointer number;

  return key != NULL && g_hash_table_lookup_extended (self->keys, key, NULL, &number)
           ? GPOINTER_TO_UINT (number)
           : NO_KEY;
}

static guint
get_key (Sharing *self, const char *key)
{
  static const gint64 nobody = NOBODY;
  guint               number = find_key (self, key);

  if (number != NO_KEY || key == NULL)
    return number;

  number = self->owners->len;
  g_array_append_val (self->owners, nobody);
  g_hash_table_insert (self->keys, g_string_chunk_insert (self->texts, key),
                       GUINT_TO_POINTER (number));

  return number;
}

/* Each @id once. */
static void
add_owner (Sharing *self, guint key, gint64 id)
{
  gint64 *owner = key != NO_KEY ? &g_array_index (self->owners, gint64, key) : NULL;

  if (owner != NULL)
    *owner = *owner == NOBODY ? id : SEVERAL;
}

static gboolean
is_shared (const Sharing *self, guint key, gint64 id)
{
  gint64 owner = key != NO_KEY ? g_array_index (self->owners, gint64, key) : NOBODY;

  return owner != NOBODY && owner != id;
}

static gboolean
find_failed (Sharing *self, TillDbConnection *connection, TillChannel channel, GError **error)
{
  g_autoptr (TillDbStatement) rows =
    till_db_prepare (connection, "SELECT address FROM failed_addresses WHERE channel = ?1", error);
  TillStep step;

  if (rows == NULL)
    return FALSE;

  till_db_bind_text (rows, 1, till_facts_get_channel (channel));
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    g_hash_table_add (self->failed,
                      g_string_chunk_insert (self->texts, till_db_column_text (rows, 0)));

  return step == TILL_STEP_DONE;
}

static gboolean
find_on_plan (Sharing *self, TillDbConnection *connection, GError **error)
{
  static const char sql[] =
    "SELECT coalesce(p.merged_into, p.id) FROM plans AS q JOIN patients AS p"
    "    ON p.id = q.guarantor_id WHERE " TILL_PLAN_IS_OPEN_OR_SENT ("q.");
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  TillStep                    step = TILL_STEP_ERROR;

  while (rows != NULL && (step = till_db_step (rows, error)) == TILL_STEP_ROW)
    g_hash_table_add (self->on_plan, GSIZE_TO_POINTER ((gsize) till_db_column_int (rows, 0)));

  return step != TILL_STEP_ERROR;
}

/* ── Those who were chosen ───────────────────────────────────────────────────────────────────── */

/* Of one who was judged, until it is known who has the same address. */
typedef struct
{
  gint64 guarantor_id;
  guint  key;
} Open;

typedef struct
{
  const TillJudging *asked;
  TillFactsReader    reader;
  Sharing            sharing;
  GPtrArray         *names; /* among the sharing's texts, beside the judged */
  GArray            *opens; /* Open, beside the judged */
  GArray            *judged;
} Judge;

static gboolean
judge_row (Judge *self, const TillFactsRow *row, GError **error)
{
  Open             open = { row->guarantor_id, get_key (&self->sharing, row->asked_key) };
  TillJudged       judged = { .id = row->id };
  TillRequestFacts facts;

  if (!till_facts_read (&self->reader, row, &facts, error))
    return FALSE;

  /* Only a guarantor is asked at all. */
  facts.address_fails = facts.is_guarantor && row->key != NULL &&
                        g_hash_table_contains (self->sharing.failed, row->key);
  facts.on_plan =
    g_hash_table_contains (self->sharing.on_plan, GSIZE_TO_POINTER ((gsize) row->guarantor_id));
  judged.cents = facts.portion.cents;
  judged.reasons = till_request_judge (&facts, &self->asked->policy, self->asked->today);
  g_array_append_val (self->opens, open);
  g_array_append_val (self->judged, judged);
  if (self->asked->by_name)
    g_ptr_array_add (
      self->names, g_string_chunk_insert (self->sharing.texts, row->name != NULL ? row->name : ""));

  return TRUE;
}

/* The end of the stretch from @at on: of those who lie close together. */
static guint
find_end (const GArray *ids, guint at)
{
  for (at++; at < ids->len; at++)
    if (g_array_index (ids, gint64, at) - g_array_index (ids, gint64, at - 1) > TILL_REVIEW_BETWEEN)
      break;

  return at;
}

/* The stretch from *at on; then *at is its end. */
static gboolean
judge_some (Judge *self, guint *at, GError **error)
{
  const gint64 *ids = (const gint64 *) (gpointer) self->asked->ids->data;
  guint         end = find_end (self->asked->ids, *at);
  TillFactsRow  row;
  TillStep      step;

  till_facts_ask (&self->reader, ids[*at], ids[end - 1]);
  while ((step = till_facts_next (&self->reader, &row, error)) == TILL_STEP_ROW)
    {
      if (row.portion.cents > 0 && row.may_be_asked)
        add_owner (&self->sharing, get_key (&self->sharing, row.key), row.id);
      while (*at < end && ids[*at] < row.id)
        (*at)++;
      if (*at < end && ids[*at] == row.id && !judge_row (self, &row, error))
        return FALSE;
    }
  *at = end;

  return step == TILL_STEP_DONE;
}

/* ── All others ──────────────────────────────────────────────────────────────────────────────── */

/* Those from @first on who lie before @end. */
static gboolean
add_gap (Judge *self, TillIdWalk *keys, gint64 first, gint64 end, GError **error)
{
  for (gint64 id = first; till_id_walk_to (keys, id, error); id = keys->id + 1)
    {
      guint     key;
      TillMoney portion;
      TillMoney insurance;

      if (keys->id >= end)
        return TRUE;
      key = find_key (&self->sharing, till_db_column_text (keys->rows, 1));
      if (key == NO_KEY)
        continue;
      if (!till_facts_read_balance (&self->reader, keys->id, &portion, &insurance, error))
        return FALSE;
      if (portion.cents > 0)
        add_owner (&self->sharing, key, keys->id);
    }

  return FALSE;
}

/* Who lies in the stretches that were read was taken in with them. */
static gboolean
add_gaps (Judge *self, TillIdWalk *keys, GError **error)
{
  const gint64 *ids = (const gint64 *) (gpointer) self->asked->ids->data;
  gint64        first = 1;

  for (guint at = 0; at < self->asked->ids->len;)
    {
      if (!add_gap (self, keys, first, ids[at], error))
        return FALSE;
      at = find_end (self->asked->ids, at);
      first = ids[at - 1] + 1;
    }

  return add_gap (self, keys, first, G_MAXINT64, error);
}

static gboolean
add_others (Judge *self, TillDbConnection *connection, GError **error)
{
  const char         *key = till_facts_get_key (self->asked->policy.channel);
  g_auto (TillIdWalk) keys = { NULL };
  g_autofree char    *sql = NULL;

  if (key == NULL)
    return TRUE;

  sql = g_strdup_printf ("SELECT p.id, %s FROM patients AS p WHERE p.id >= ?1 AND p.id <= ?2"
                         "   AND " TILL_PATIENT_MAY_BE_ASKED ("p.") " ORDER BY p.id",
                         key);

  return till_id_walk_begin (&keys, connection, sql, NULL, G_MAXINT64 - 1, error) &&
         add_gaps (self, &keys, error);
}

/* ── All together ────────────────────────────────────────────────────────────────────────────── */

static int
compare_names (gconstpointer a, gconstpointer b, gpointer names)
{
  guint one = *(const guint *) a;
  guint other = *(const guint *) b;
  int   order = strcmp (((GPtrArray *) names)->pdata[one], ((GPtrArray *) names)->pdata[other]);

  return order != 0 ? order : (one > other) - (one < other);
}

static void
find_places (Judge *self)
{
  guint             n = self->names->len;
  g_autofree guint *order = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) n, sizeof *order, compare_names, self->names);
  for (guint i = 0; i < n; i++)
    g_array_index (self->judged, TillJudged, order[i]).by_name = i;
}

static void
add_shared (Judge *self)
{
  for (guint i = 0; i < self->opens->len; i++)
    {
      const Open *open = &g_array_index (self->opens, Open, i);
      TillJudged *judged = &g_array_index (self->judged, TillJudged, i);

      if (is_shared (&self->sharing, open->key, open->guarantor_id))
        judged->reasons = till_request_add_shared (judged->reasons);
    }
}

static gboolean
judge_all (Judge *self, TillDbConnection *connection, GError **error)
{
  guint at = 0;

  if (!find_failed (&self->sharing, connection, self->asked->policy.channel, error) ||
      !find_on_plan (&self->sharing, connection, error))
    return FALSE;
  while (at < self->asked->ids->len)
    if (!judge_some (self, &at, error))
      return FALSE;
  if (!add_others (self, connection, error))
    return FALSE;

  add_shared (self);
  if (self->asked->by_name)
    find_places (self);

  return TRUE;
}

static void
judge_clear (Judge *self)
{
  till_facts_clear (&self->reader);
  sharing_clear (&self->sharing);
  g_ptr_array_unref (self->names);
  g_array_unref (self->opens);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Judge, judge_clear)

gboolean
till_store_judge (TillDbConnection  *connection,
                  const TillJudging *judging,
                  GArray            *judged,
                  GError           **error)
{
  g_auto (Judge) self = {
    .asked = judging,
    .sharing = { g_hash_table_new (g_str_hash, g_str_equal),
                 g_array_sized_new (FALSE, FALSE, sizeof (gint64), judging->ids->len),
                 g_hash_table_new (g_str_hash, g_str_equal), g_hash_table_new (NULL, NULL),
                 g_string_chunk_new (65536) },
    .names = g_ptr_array_new (),
    .opens = g_array_sized_new (FALSE, FALSE, sizeof (Open), judging->ids->len),
    .judged = judged,
  };

  if (judging->ids->len == 0)
    return TRUE;

  /* Room for all at once: to grow would copy most of it again. */
  g_array_set_size (judged, judging->ids->len);
  g_array_set_size (judged, 0);

  return till_facts_begin (&self.reader, connection, judging->policy.channel,
                           judging->by_name ? "p.name_words" : "NULL",
                           g_array_index (judging->ids, gint64, judging->ids->len - 1), error) &&
         judge_all (&self, connection, error);
}
