/* till-store-review.c: who of many may be asked for money, judged in one pass
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two passes: who owes, by phone number or e-mail address; then the facts of those who were chosen,
 * as they lie. Nothing is looked up for a row but its balance, its snooze and its consent.
 */
#include "store/till-store-review.h"

#include <string.h>

#include "store/till-store-balances-private.h"

/* Chosen ids that lie no farther apart are read in one go, with who lies between: to begin anew
 * takes about as long. */
#define MOST_BETWEEN 4

/* Of a channel. Letters are not kept apart: a house may well get two. */
static const struct
{
  const char *name;              /* of its consents */
  const char *address;           /* what it goes to */
  const char *shared;            /* by what two have the same: of patient p … */
  const char *guarantors_shared; /* … and of guarantor g */
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
  NAME_WORDS,
  ADDRESS,
  STATE,
  DO_NOT_CONTACT,
  CONSENT,
  PORTION,
  INSURANCE,
  SNOOZE_ENDS,
  SNOOZED_UNTIL,
  SHARED,
  ASKED_AT,
};

/* For whom somebody else answers, it is that one's balance, snooze, and sharers. */
#define FACTS                                                                                      \
  "SELECT p.id, coalesce(p.guarantor_id, p.id), p.name, p.name_words, p.%s, p.state,"              \
  "       p.do_not_contact,"                                                                       \
  "       (SELECT c.consent FROM consents AS c"                                                    \
  "         WHERE c.patient_id = p.id AND c.channel = '%s' AND c.purpose = 'money'"                \
  "         ORDER BY c.id DESC LIMIT 1),"                                                          \
  "       b.portion_cents, b.insurance_cents, s.ends, s.until_day,"                                \
  "       CASE WHEN coalesce(p.guarantor_id, p.id) = p.id THEN %s"                                 \
  "            ELSE (SELECT %s FROM patients AS g WHERE g.id = p.guarantor_id) END,"               \
  "       (SELECT max(r.asked_at) FROM requests AS r"                                              \
  "         WHERE r.guarantor_id = coalesce(p.guarantor_id, p.id))"                                \
  "  FROM patients AS p"                                                                           \
  "  LEFT JOIN balances AS b ON b.edition_id = ?3"                                                 \
  "   AND b.guarantor_id = coalesce(p.guarantor_id, p.id)"                                         \
  "  LEFT JOIN snoozes AS s ON s.guarantor_id = coalesce(p.guarantor_id, p.id)"                    \
  " WHERE p.id >= ?1 AND p.id <= ?2 ORDER BY p.id"

/* ── One ─────────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  TillDbStatement *rows;
  GTimeZone       *zone;
  gint64           edition_id; /* 0: there are no balances */
  TillDay          aged_on;
} FactsReader;

static void
facts_reader_clear (FactsReader *self)
{
  till_db_statement_free (self->rows);
  g_clear_pointer (&self->zone, g_time_zone_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FactsReader, facts_reader_clear)

static gboolean
begin_facts (FactsReader *self, TillDbConnection *connection, TillChannel channel, GError **error)
{
  static const char           shown[] = "SELECT id, coalesce(lines_until, aged_on) FROM editions"
                                        " WHERE state = 'shown'";
  g_autoptr (TillDbStatement) edition = NULL;
  g_autofree char            *sql =
    g_strdup_printf (FACTS, channels[channel].address, channels[channel].name,
                     channels[channel].shared, channels[channel].guarantors_shared);
  TillStep step = till_store_ask (connection, shown, &edition, error, 0);

  if (step == TILL_STEP_ERROR)
    return FALSE;

  self->aged_on = TILL_DAY_NONE;
  if (step == TILL_STEP_ROW)
    {
      self->edition_id = till_db_column_int (edition, 0);
      self->aged_on.number = (gint32) till_db_column_int (edition, 1);
    }
  self->zone = till_store_open_zone (connection, error);
  if (self->zone == NULL)
    return FALSE;
  self->rows = till_db_prepare (connection, sql, error);

  return self->rows != NULL;
}

static void
ask_for (FactsReader *self, gint64 first, gint64 last)
{
  till_db_reset (self->rows);
  till_db_bind_int (self->rows, 1, first);
  till_db_bind_int (self->rows, 2, last);
  till_db_bind_int (self->rows, 3, self->edition_id);
}

static int
read_enum (TillDbStatement *row, int column, GType type, int unknown)
{
  const char *text = till_db_column_text (row, column);
  int         value = unknown;

  return text != NULL && till_enum_from_text (type, text, &value) ? value : unknown;
}

static void
read_snooze (TillDbStatement *row, TillRequestFacts *facts)
{
  facts->snoozed_until = TILL_DAY_NONE;
  facts->is_snoozed = !till_db_column_is_null (row, SNOOZE_ENDS);
  if (!facts->is_snoozed)
    return;

  facts->snooze_ends =
    (TillSnoozeEnd) read_enum (row, SNOOZE_ENDS, TILL_TYPE_SNOOZE_END, TILL_SNOOZE_DAY);
  if (!till_db_column_is_null (row, SNOOZED_UNTIL))
    facts->snoozed_until.number = (gint32) till_db_column_int (row, SNOOZED_UNTIL);
}

/* All but whether the address is shared, or fails, and whether there is a plan. */
static void
read_facts (const FactsReader *self, TillRequestFacts *facts)
{
  TillDbStatement *row = self->rows;
  const char      *address = till_db_column_text (row, ADDRESS);

  *facts = (TillRequestFacts){
    .state = (TillPersonState) read_enum (row, STATE, TILL_TYPE_PERSON_STATE, TILL_PERSON_ACTIVE),
    .is_guarantor = till_db_column_int (row, GUARANTOR_ID) == till_db_column_int (row, ID),
    .do_not_contact = till_db_column_int (row, DO_NOT_CONTACT) != 0,
    .portion = till_money (till_db_column_int (row, PORTION)),
    .insurance = till_money (till_db_column_int (row, INSURANCE)),
    .aged_as_of = self->aged_on,
    .asked_on = TILL_DAY_NONE,
    .has_address = address != NULL && *address != '\0',
    .consent = (TillConsent) read_enum (row, CONSENT, TILL_TYPE_CONSENT, TILL_CONSENT_UNKNOWN),
  };
  read_snooze (row, facts);
  if (!till_db_column_is_null (row, ASKED_AT))
    facts->asked_on = till_day_of_instant (till_db_column_int (row, ASKED_AT), self->zone);
}

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
  g_auto (FactsReader) reader = { NULL };
  TillStep             step;

  *person = (TillAskedPerson){ .name = NULL };
  if (!begin_facts (&reader, connection, channel, error))
    return FALSE;

  ask_for (&reader, id, id);
  step = till_db_step (reader.rows, error);
  *found = step == TILL_STEP_ROW;
  if (!*found)
    return step == TILL_STEP_DONE;

  read_facts (&reader, &person->facts);
  person->name = till_db_column_dup_text (reader.rows, NAME);
  if (person->facts.has_address)
    {
      g_auto (GStrv) lines = g_strsplit (till_db_column_text (reader.rows, ADDRESS), "\n", -1);

      person->address = g_strjoinv (", ", lines);
    }

  return TRUE;
}

/* ── Who has the same address ────────────────────────────────────────────────────────────────── */

/* Of all who owe: the address → the only one who has it, or SEVERAL. */
#define SEVERAL GSIZE_TO_POINTER (G_MAXSIZE)

typedef struct
{
  GHashTable   *owners;
  GHashTable   *failed;  /* addresses that nothing gets to */
  GHashTable   *on_plan; /* ids of guarantors, as pointers */
  GStringChunk *texts;   /* the keys, and whatever is read */
} Sharing;

static void
sharing_clear (Sharing *self)
{
  g_hash_table_unref (self->owners);
  g_hash_table_unref (self->failed);
  g_hash_table_unref (self->on_plan);
  g_string_chunk_free (self->texts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sharing, sharing_clear)

static void
add_owner (Sharing *self, gint64 id, const char *address)
{
  gpointer known;

  if (g_hash_table_lookup_extended (self->owners, address, &known, NULL))
    g_hash_table_insert (self->owners, known, SEVERAL);
  else
    g_hash_table_insert (self->owners, g_string_chunk_insert (self->texts, address),
                         GSIZE_TO_POINTER ((gsize) id));
}

/* Both by the same ids, ascending: side by side, so that nobody of the one is looked up in the
 * other. */
static gboolean
match_owners (Sharing *self, TillDbStatement *owing, TillDbStatement *people, GError **error)
{
  TillStep owes = till_db_step (owing, error);
  TillStep lives = owes == TILL_STEP_ROW ? till_db_step (people, error) : TILL_STEP_DONE;

  while (owes == TILL_STEP_ROW && lives == TILL_STEP_ROW)
    {
      gint64 id = till_db_column_int (owing, 0);
      gint64 other = till_db_column_int (people, 0);

      if (id == other)
        add_owner (self, id, till_db_column_text (people, 1));
      if (id <= other)
        owes = till_db_step (owing, error);
      else
        lives = till_db_step (people, error);
    }

  return owes != TILL_STEP_ERROR && lives != TILL_STEP_ERROR;
}

static gboolean
find_owners (Sharing          *self,
             TillDbConnection *connection,
             TillChannel       channel,
             gint64            edition_id,
             GError          **error)
{
  static const char owing_sql[] =
    "SELECT guarantor_id FROM balances WHERE edition_id = ?1 AND portion_cents > 0"
    " ORDER BY guarantor_id";
  g_autofree char *sql =
    g_strdup_printf ("SELECT p.id, %s FROM patients AS p WHERE %s IS NOT NULL ORDER BY p.id",
                     channels[channel].shared, channels[channel].shared);
  g_autoptr (TillDbStatement) owing = till_db_prepare (connection, owing_sql, error);
  g_autoptr (TillDbStatement) people =
    owing != NULL ? till_db_prepare (connection, sql, error) : NULL;

  if (people == NULL)
    return FALSE;

  till_db_bind_int (owing, 1, edition_id);

  return match_owners (self, owing, people, error);
}

static gboolean
find_failed (Sharing *self, TillDbConnection *connection, TillChannel channel, GError **error)
{
  g_autoptr (TillDbStatement) rows =
    till_db_prepare (connection, "SELECT address FROM failed_addresses WHERE channel = ?1", error);
  TillStep step;

  if (rows == NULL)
    return FALSE;

  till_db_bind_text (rows, 1, channels[channel].name);
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

/* Of a guarantor, who alone is asked. */
static gboolean
is_failed (const Sharing *self, TillDbStatement *row)
{
  const char *address =
    g_hash_table_size (self->failed) > 0 ? till_db_column_text (row, SHARED) : NULL;

  return address != NULL && g_hash_table_contains (self->failed, address);
}

static gboolean
is_shared (const Sharing *self, TillDbStatement *row)
{
  const char *address = till_db_column_text (row, SHARED);
  gpointer    owner = address != NULL ? g_hash_table_lookup (self->owners, address) : NULL;

  return owner != NULL &&
         owner != GSIZE_TO_POINTER ((gsize) till_db_column_int (row, GUARANTOR_ID));
}

/* ── Many ────────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  const TillJudging *asked;
  FactsReader        facts;
  Sharing            sharing;
  GPtrArray         *names; /* among the sharing's texts, beside the judged */
  GArray            *judged;
} Judge;

static void
judge_row (Judge *self)
{
  TillDbStatement *row = self->facts.rows;
  TillRequestFacts facts;
  TillJudged       judged = { .id = till_db_column_int (row, ID) };

  read_facts (&self->facts, &facts);
  facts.shares_address = is_shared (&self->sharing, row);
  facts.address_fails = facts.is_guarantor && is_failed (&self->sharing, row);
  facts.on_plan = g_hash_table_contains (
    self->sharing.on_plan, GSIZE_TO_POINTER ((gsize) till_db_column_int (row, GUARANTOR_ID)));
  judged.cents = facts.portion.cents;
  judged.reasons = till_request_judge (&facts, &self->asked->policy, self->asked->today);
  g_array_append_val (self->judged, judged);
  if (self->asked->by_name)
    {
      const char *name = till_db_column_text (row, NAME_WORDS);

      g_ptr_array_add (self->names,
                       g_string_chunk_insert (self->sharing.texts, name != NULL ? name : ""));
    }
}

/* From *at on those that lie close together; then *at is the next one. */
static gboolean
judge_some (Judge *self, guint *at, GError **error)
{
  const gint64 *ids = (const gint64 *) (gpointer) self->asked->ids->data;
  guint         end = *at + 1;
  TillStep      step;

  while (end < self->asked->ids->len && ids[end] - ids[end - 1] <= MOST_BETWEEN)
    end++;
  ask_for (&self->facts, ids[*at], ids[end - 1]);
  while ((step = till_db_step (self->facts.rows, error)) == TILL_STEP_ROW)
    {
      gint64 id = till_db_column_int (self->facts.rows, ID);

      while (*at < end && ids[*at] < id)
        (*at)++;
      if (*at < end && ids[*at] == id)
        judge_row (self);
    }
  *at = end;

  return step == TILL_STEP_DONE;
}

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

static gboolean
judge_all (Judge *self, TillDbConnection *connection, GError **error)
{
  guint at = 0;

  if (!find_owners (&self->sharing, connection, self->asked->policy.channel, self->facts.edition_id,
                    error) ||
      !find_failed (&self->sharing, connection, self->asked->policy.channel, error) ||
      !find_on_plan (&self->sharing, connection, error))
    return FALSE;
  while (at < self->asked->ids->len)
    if (!judge_some (self, &at, error))
      return FALSE;
  if (self->asked->by_name)
    find_places (self);

  return TRUE;
}

gboolean
till_store_judge (TillDbConnection  *connection,
                  const TillJudging *judging,
                  GArray            *judged,
                  GError           **error)
{
  g_auto (FactsReader)  facts = { NULL };
  g_auto (Sharing)      sharing = { g_hash_table_new (g_str_hash, g_str_equal),
                                    g_hash_table_new (g_str_hash, g_str_equal),
                                    g_hash_table_new (NULL, NULL), g_string_chunk_new (65536) };
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  Judge                 self = { .asked = judging, .sharing = sharing, .names = names };

  if (!begin_facts (&facts, connection, judging->policy.channel, error))
    return FALSE;
  self.facts = facts;
  self.judged = judged;

  return judge_all (&self, connection, error);
}
