/* till-store-review-facts.c: the facts of those who are judged, read by their ids
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Those who are judged come by their ids, and what is known of them lies by ids: all is read side
 * by side, and whatever is next is the next row. It is looked up where there are gaps, for whom
 * somebody else answers, and for one alone.
 */
#include "store/till-store-review-private.h"

#include "store/till-store-patients-private.h"
#include "store/till-store-private.h"
#include "store/till-store-requests.h"

/* Of a channel. Letters are not kept apart: a house may well get two. */
static const struct
{
  const char *name;          /* of its consents */
  const char *address;       /* what it goes to */
  const char *key;           /* by what two have the same: of patient p … */
  const char *guarantor_key; /* … and of guarantor g */
} channels[] = {
  [TILL_CHANNEL_TEXT] = { "text", "phone", "p.phone_digits", "g.phone_digits" },
  [TILL_CHANNEL_EMAIL] = { "email", "email", "nullif(lower(p.email), '')",
                           "nullif(lower(g.email), '')" },
  [TILL_CHANNEL_PAPER] = { "paper", "address", "NULL", "NULL" },
};

enum
{
  ID,
  GUARANTOR_ID,
  NAME,
  ADDRESS,
  STATE,
  DO_NOT_CONTACT,
  KEY,
  GUARANTOR_KEY,
  MAY_BE_ASKED,
};

#define PEOPLE                                                                                     \
  "SELECT p.id, coalesce(p.guarantor_id, p.id), %s, p.%s, p.state, p.do_not_contact, %s,"          \
  "       CASE WHEN p.guarantor_id <> p.id"                                                        \
  "            THEN (SELECT %s FROM patients AS g WHERE g.id = p.guarantor_id) END,"               \
  "       " TILL_PATIENT_MAY_BE_ASKED (                                                            \
    "p.") "  FROM patients AS p WHERE p.id >= ?1 AND p.id <= ?2 ORDER BY p.id"

static const char *const walks[TILL_FACTS_N_WALKS] = {
  [TILL_FACTS_BALANCES] = "SELECT guarantor_id, portion_cents, insurance_cents FROM balances"
                          " WHERE edition_id = (SELECT id FROM editions WHERE state = 'shown')"
                          "   AND guarantor_id >= ?1 AND guarantor_id <= ?2 ORDER BY guarantor_id",
  [TILL_FACTS_SNOOZES] = "SELECT guarantor_id, ends, until_day FROM snoozes"
                         " WHERE guarantor_id >= ?1 AND guarantor_id <= ?2 ORDER BY guarantor_id",
  /* Those of the records that are merged into one are read beside these. */
  [TILL_FACTS_REQUESTS] = "SELECT guarantor_id, max(asked_at) FROM requests"
                          " WHERE guarantor_id >= ?1 AND guarantor_id <= ?2"
                          "   AND " TILL_REQUEST_WAS_MADE ("requests.") /* */
  " GROUP BY guarantor_id ORDER BY guarantor_id",
  /* Of several of one the last counts; in the order of the index. */
  [TILL_FACTS_CONSENTS] = "SELECT patient_id, consent FROM consents"
                          " WHERE patient_id >= ?1 AND patient_id <= ?2 AND channel = ?3"
                          "   AND purpose = 'money' ORDER BY patient_id, channel, id",
};

const char *
till_facts_get_channel (TillChannel channel)
{
  return channels[channel].name;
}

const char *
till_facts_get_key (TillChannel channel)
{
  return channel != TILL_CHANNEL_PAPER ? channels[channel].key : NULL;
}

/* ── Rows by an id ───────────────────────────────────────────────────────────────────────────── */

gboolean
till_id_walk_begin (TillIdWalk       *self,
                    TillDbConnection *connection,
                    const char       *sql,
                    const char       *channel,
                    gint64            last,
                    GError          **error)
{
  *self = (TillIdWalk){
    .rows = till_db_prepare (connection, sql, error),
    .channel = channel,
    .last = last,
    .from = G_MAXINT64,
    .id = G_MAXINT64,
  };

  return self->rows != NULL;
}

void
till_id_walk_clear (TillIdWalk *self)
{
  till_db_statement_free (self->rows);
}

gboolean
till_id_walk_step (TillIdWalk *self, GError **error)
{
  TillStep step = till_db_step (self->rows, error);

  self->from = self->id + 1;
  self->id = step == TILL_STEP_ROW ? till_db_column_int (self->rows, 0) : self->end + 1;

  return step != TILL_STEP_ERROR;
}

gboolean
till_id_walk_to (TillIdWalk *self, gint64 id, GError **error)
{
  for (guint i = 0; i < TILL_REVIEW_BETWEEN && self->id < id && self->id <= self->end; i++)
    if (!till_id_walk_step (self, error))
      return FALSE;
  /* Behind the end nothing was asked for: what it stands on there is no row. */
  if (self->from <= id && id <= self->id && id <= self->end)
    return TRUE;

  self->end = MAX (self->last, id);
  self->id = id - 1;
  till_db_reset (self->rows);
  till_db_bind_int (self->rows, 1, id);
  till_db_bind_int (self->rows, 2, self->end);
  if (self->channel != NULL)
    till_db_bind_text (self->rows, 3, self->channel);

  return till_id_walk_step (self, error);
}

/* ── Facts ───────────────────────────────────────────────────────────────────────────────────── */

void
till_facts_clear (TillFactsReader *self)
{
  till_db_statement_free (self->people);
  for (guint i = 0; i < TILL_FACTS_N_WALKS; i++)
    till_id_walk_clear (&self->walks[i]);
  g_clear_pointer (&self->merged_asked, g_hash_table_unref);
  g_clear_pointer (&self->unposted, g_hash_table_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
}

static gboolean
read_aged_on (TillFactsReader *self, TillDbConnection *connection, GError **error)
{
  static const char           sql[] = "SELECT coalesce(lines_until, aged_on) FROM editions"
                                      " WHERE state = 'shown'";
  g_autoptr (TillDbStatement) edition = NULL;
  TillStep                    step = till_store_ask (connection, sql, &edition, error, 0);

  self->aged_on = TILL_DAY_NONE;
  if (step == TILL_STEP_ROW)
    self->aged_on.number = (gint32) till_db_column_int (edition, 0);

  return step != TILL_STEP_ERROR;
}

/* Of a statement that gives few ids, which lie anywhere: what it says of each. */
static gboolean
read_numbers (TillDbConnection *connection, const char *sql, GHashTable **numbers, GError **error)
{
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  TillStep                    step = TILL_STEP_ERROR;

  *numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  while (rows != NULL && (step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      gint64 id = till_db_column_int (rows, 0);
      gint64 number = till_db_column_int (rows, 1);

      g_hash_table_insert (*numbers, g_memdup2 (&id, sizeof id),
                           g_memdup2 (&number, sizeof number));
    }

  return step != TILL_STEP_ERROR;
}

static gint64
get_number (GHashTable *numbers, gint64 id, gint64 otherwise)
{
  const gint64 *number = g_hash_table_lookup (numbers, &id);

  return number != NULL ? *number : otherwise;
}

static gboolean
read_few (TillFactsReader *self, TillDbConnection *connection, GError **error)
{
  static const char asked[] =
    "SELECT m.merged_into, max(r.asked_at) FROM patients AS m CROSS JOIN requests AS r"
    "    ON r.guarantor_id = m.id WHERE m.merged_into IS NOT NULL"
    "   AND " TILL_REQUEST_WAS_MADE ("r.") " GROUP BY m.merged_into";
  static const char unposted[] =
    "SELECT coalesce(p.merged_into, p.id), sum(t.counted_cents)"
    "  FROM transactions AS t CROSS JOIN patients AS p ON p.id = t.guarantor_id"
    " WHERE t.posting IN ('unposted', 'posting', 'needs-review') GROUP BY 1";

  return read_numbers (connection, asked, &self->merged_asked, error) &&
         read_numbers (connection, unposted, &self->unposted, error);
}

gboolean
till_facts_begin (TillFactsReader  *self,
                  TillDbConnection *connection,
                  TillChannel       channel,
                  const char       *name,
                  gint64            last,
                  GError          **error)
{
  g_autofree char *sql = g_strdup_printf (PEOPLE, name, channels[channel].address,
                                          channels[channel].key, channels[channel].guarantor_key);

  *self = (TillFactsReader){ .people = till_db_prepare (connection, sql, error) };
  if (self->people == NULL || !read_aged_on (self, connection, error) ||
      !read_few (self, connection, error))
    return FALSE;
  for (guint i = 0; i < TILL_FACTS_N_WALKS; i++)
    if (!till_id_walk_begin (&self->walks[i], connection, walks[i],
                             i == TILL_FACTS_CONSENTS ? channels[channel].name : NULL, last, error))
      return FALSE;
  self->zone = till_store_open_zone (connection, error);

  return self->zone != NULL;
}

void
till_facts_ask (TillFactsReader *self, gint64 first, gint64 last)
{
  till_db_reset (self->people);
  till_db_bind_int (self->people, 1, first);
  till_db_bind_int (self->people, 2, last);
}

gboolean
till_facts_read_balance (TillFactsReader *self,
                         gint64           id,
                         TillMoney       *portion,
                         TillMoney       *insurance,
                         GError         **error)
{
  TillIdWalk *walk = &self->walks[TILL_FACTS_BALANCES];

  if (!till_id_walk_to (walk, id, error))
    return FALSE;

  *portion = till_money (walk->id == id ? till_db_column_int (walk->rows, 1) : 0);
  *insurance = till_money (walk->id == id ? till_db_column_int (walk->rows, 2) : 0);

  return TRUE;
}

TillStep
till_facts_next (TillFactsReader *self, TillFactsRow *row, GError **error)
{
  TillDbStatement *people = self->people;
  TillStep         step = till_db_step (people, error);

  if (step != TILL_STEP_ROW)
    return step;

  row->id = till_db_column_int (people, ID);
  row->guarantor_id = till_db_column_int (people, GUARANTOR_ID);
  row->name = till_db_column_text (people, NAME);
  row->address = till_db_column_text (people, ADDRESS);
  row->key = till_db_column_text (people, KEY);
  row->asked_key =
    row->guarantor_id == row->id ? row->key : till_db_column_text (people, GUARANTOR_KEY);

  row->may_be_asked = till_db_column_int (people, MAY_BE_ASKED) != 0;

  return till_facts_read_balance (self, row->id, &row->portion, &row->insurance, error)
           ? TILL_STEP_ROW
           : TILL_STEP_ERROR;
}

static int
read_enum (TillDbStatement *row, int column, GType type, int unknown)
{
  const char *text = till_db_column_text (row, column);
  int         value = unknown;

  return text != NULL && till_enum_from_text (type, text, &value) ? value : unknown;
}

static gboolean
read_snooze (TillFactsReader *self, gint64 id, TillRequestFacts *facts, GError **error)
{
  TillIdWalk *walk = &self->walks[TILL_FACTS_SNOOZES];

  if (!till_id_walk_to (walk, id, error))
    return FALSE;
  if (walk->id != id)
    return TRUE;

  facts->is_snoozed = TRUE;
  facts->snooze_ends =
    (TillSnoozeEnd) read_enum (walk->rows, 1, TILL_TYPE_SNOOZE_END, TILL_SNOOZE_DAY);
  if (!till_db_column_is_null (walk->rows, 2))
    facts->snoozed_until.number = (gint32) till_db_column_int (walk->rows, 2);

  return TRUE;
}

static gboolean
read_asked_on (TillFactsReader *self, gint64 id, TillRequestFacts *facts, GError **error)
{
  TillIdWalk *walk = &self->walks[TILL_FACTS_REQUESTS];
  TillInstant at = get_number (self->merged_asked, id, TILL_INSTANT_NONE);

  if (!till_id_walk_to (walk, id, error))
    return FALSE;
  if (walk->id == id)
    at = MAX (at, till_db_column_int (walk->rows, 1));
  if (at != TILL_INSTANT_NONE)
    facts->asked_on = till_day_of_instant (at, self->zone);

  return TRUE;
}

static void
take_unposted_off (TillFactsReader *self, gint64 id, TillRequestFacts *facts)
{
  facts->unposted = till_money (MAX (get_number (self->unposted, id, 0), 0));
  facts->portion.cents = MAX (facts->portion.cents - facts->unposted.cents, 0);
}

static gboolean
read_consent (TillFactsReader *self, gint64 id, TillRequestFacts *facts, GError **error)
{
  TillIdWalk *walk = &self->walks[TILL_FACTS_CONSENTS];

  if (!till_id_walk_to (walk, id, error))
    return FALSE;
  while (walk->id == id)
    {
      facts->consent =
        (TillConsent) read_enum (walk->rows, 1, TILL_TYPE_CONSENT, TILL_CONSENT_UNKNOWN);
      if (!till_id_walk_step (walk, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
till_facts_read (TillFactsReader    *self,
                 const TillFactsRow *row,
                 TillRequestFacts   *facts,
                 GError            **error)
{
  *facts = (TillRequestFacts){
    .state =
      (TillPersonState) read_enum (self->people, STATE, TILL_TYPE_PERSON_STATE, TILL_PERSON_ACTIVE),
    .is_guarantor = row->guarantor_id == row->id,
    .do_not_contact = till_db_column_int (self->people, DO_NOT_CONTACT) != 0,
    .portion = row->portion,
    .insurance = row->insurance,
    .aged_as_of = self->aged_on,
    .snoozed_until = TILL_DAY_NONE,
    .asked_on = TILL_DAY_NONE,
    .has_address = row->address != NULL && *row->address != '\0',
    .consent = TILL_CONSENT_UNKNOWN,
  };

  if (!facts->is_guarantor &&
      !till_facts_read_balance (self, row->guarantor_id, &facts->portion, &facts->insurance, error))
    return FALSE;
  take_unposted_off (self, row->guarantor_id, facts);

  return read_snooze (self, row->guarantor_id, facts, error) &&
         read_asked_on (self, row->guarantor_id, facts, error) &&
         read_consent (self, row->id, facts, error);
}

/* ── One alone ───────────────────────────────────────────────────────────────────────────────── */

void
till_asked_person_clear (TillAskedPerson *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->address, g_free);
}

gboolean
till_store_read_asked (TillDbConnection *connection,
                       gint64            id,
                       TillChannel       channel,
                       TillAskedPerson  *person,
                       gboolean         *found,
                       GError          **error)
{
  g_auto (TillFactsReader) reader = { NULL };
  TillFactsRow             row;
  TillStep                 step;

  *person = (TillAskedPerson){ .name = NULL };
  if (!till_facts_begin (&reader, connection, channel, "p.name", id, error))
    return FALSE;

  till_facts_ask (&reader, id, id);
  step = till_facts_next (&reader, &row, error);
  *found = step == TILL_STEP_ROW;
  if (!*found)
    return step == TILL_STEP_DONE;

  if (!till_facts_read (&reader, &row, &person->facts, error))
    return FALSE;
  person->name = g_strdup (row.name);
  if (person->facts.has_address)
    {
      g_auto (GStrv) lines = g_strsplit (row.address, "\n", -1);

      person->address = g_strjoinv (", ", lines);
    }

  return TRUE;
}
