/* till-store-patients-search.c: patients found as one types
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each way has its index. A name's first word is found by the name's own order, a later word by the
 * table of words when it is rare; when it is not, walking the names in order finds enough of them
 * soon. So hardly a way reads more than some thousand rows, be there 200,000 patients: only two
 * common later words that never come together walk all the names (50 ms), and no main loop waits
 * for that.
 */
#include "store/till-store-patients.h"

#include <stdlib.h>
#include <string.h>

#include "core/till-text.h"
#include "store/till-store-patients-private.h"
#include "store/till-store-private.h"

#define MAX_WORDS 6
/* From so many on it is quicker to walk the names than to look all of them up and sort. */
#define MANY 5000
/* Who was chosen before these counts as never chosen. */
#define N_RECENT 1000
#define FEWEST_DIGITS 3
#define AFTER_PREFIX "\xf4\x8f\xbf\xbf" /* U+10FFFF sorts behind all that begin alike */

#define THERE TILL_PATIENT_IS_THERE ("p.")
/* What is found of a merged record leads to the one that stands for it. */
#define ID "coalesce(p.merged_into, p.id)"

#define FROM_WORDS                                                                                 \
  "FROM patient_words w JOIN patients p ON p.id = w.patient_id WHERE w.word >= ?1 AND w.word < ?2" \
  " AND " THERE

typedef struct
{
  TillDbConnection *connection;
  guint             most;
  GStrv             words;
  guint             n_words;
  GArray           *found; /* gint64, in order */
  GHashTable       *seen;  /* gint64 */
} Search;

/* One way of finding, with the texts or numbers of its parameters. */
typedef struct
{
  const char *sql; /* gives id and name_words */
  const char *texts[2];
  gint64      number;
} Way;

/* ── What was typed ──────────────────────────────────────────────────────────────────────────── */

static TillDay
day_of (gint64 first, gint64 second, gint64 third)
{
  if (first > 999)
    return till_day ((int) first, (int) second, (int) third);

  return till_day ((int) third, (int) first, (int) second);
}

guint
till_patient_read_birth_dates (const char *text, TillDay days[2])
{
  g_auto (GStrv) parts = g_strsplit_set (text, "-/. ", 4);
  gint64         numbers[3];
  guint          n_days = 0;

  if (g_strv_length (parts) != 3)
    return 0;
  for (guint i = 0; i < 3; i++)
    {
      if (!g_ascii_string_to_signed (parts[i], 10, 0, 9999, &numbers[i], NULL))
        return 0;
    }

  for (gint64 century = 1900; century <= 2000; century += 100)
    {
      gint64  year = numbers[2] < 100 && numbers[0] < 100 ? century + numbers[2] : numbers[2];
      TillDay day = day_of (numbers[0], numbers[1], year);

      if (!till_day_is_none (day) && (n_days == 0 || till_day_compare (day, days[0]) != 0))
        days[n_days++] = day;
    }

  return n_days;
}

/* Digits as a phone number is written; NULL for what is something else. */
static char *
read_phone (const char *text)
{
  char *digits;

  if (strspn (text, "0123456789 ()+-./") != strlen (text))
    return NULL;

  digits = till_text_digits (text);
  if (strlen (digits) >= FEWEST_DIGITS)
    return digits;
  g_free (digits);

  return NULL;
}

/* ── Collecting ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
keep (Search *search, gint64 id)
{
  if (search->found->len >= search->most ||
      !g_hash_table_add (search->seen, g_memdup2 (&id, sizeof id)))
    return FALSE;
  g_array_append_val (search->found, id);

  return TRUE;
}

/* " AND (p.name_words LIKE ?3 OR p.name_words LIKE ?4)" for each word but @leave_out. */
static void
append_words (const Search *search, GString *sql, guint leave_out, int first)
{
  for (guint i = 0; i < search->n_words; i++)
    {
      if (i == leave_out)
        continue;
      g_string_append_printf (sql, " AND (p.name_words LIKE ?%d OR p.name_words LIKE ?%d)", first,
                              first + 1);
      first += 2;
    }
}

static void
bind_words (const Search *search, TillDbStatement *statement, guint leave_out, int first)
{
  for (guint i = 0; i < search->n_words; i++)
    {
      g_autofree char *leading = NULL;
      g_autofree char *later = NULL;

      if (i == leave_out)
        continue;
      leading = g_strconcat (search->words[i], "%", NULL);
      later = g_strconcat ("% ", search->words[i], "%", NULL);
      till_db_bind_text (statement, first, leading);
      till_db_bind_text (statement, first + 1, later);
      first += 2;
    }
}

typedef struct
{
  gint64 id;
  char  *name_words;
} Candidate;

static void
candidate_clear (gpointer data)
{
  g_free (((Candidate *) data)->name_words);
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *one = a;
  const Candidate *other = b;
  int              order = strcmp (one->name_words, other->name_words);

  return order != 0 ? order : (one->id > other->id) - (one->id < other->id);
}

static gboolean
collect (TillDbStatement *rows, GArray *candidates, GError **error)
{
  TillStep step;

  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      Candidate candidate = { till_db_column_int (rows, 0), till_db_column_dup_text (rows, 1) };

      g_array_append_val (candidates, candidate);
    }

  return step == TILL_STEP_DONE;
}

static gboolean
collect_way (Search *search, const Way *way, GArray *candidates, GError **error)
{
  g_autoptr (TillDbStatement) rows = till_db_prepare (search->connection, way->sql, error);

  if (rows == NULL)
    return FALSE;

  if (way->texts[0] != NULL)
    {
      till_db_bind_text (rows, 1, way->texts[0]);
      till_db_bind_text (rows, 2, way->texts[1]);
    }
  else
    {
      till_db_bind_int (rows, 1, way->number);
      till_db_bind_int (rows, 2, way->number);
    }
  till_db_bind_int (rows, 3, search->most);

  return collect (rows, candidates, error);
}

/* ── By name ─────────────────────────────────────────────────────────────────────────────────── */

/* How many have a later word that begins so; MANY is enough to know. */
static gboolean
count_word (Search *search, const char *word, gint64 *count, GError **error)
{
  static const char           sql[] = "SELECT count(*) FROM (SELECT 1 FROM patient_words"
                                      " WHERE word >= ?1 AND word < ?2 LIMIT ?3) found";
  g_autoptr (TillDbStatement) row = till_db_prepare (search->connection, sql, error);
  g_autofree char            *end = g_strconcat (word, AFTER_PREFIX, NULL);

  if (row == NULL)
    return FALSE;

  till_db_bind_text (row, 1, word);
  till_db_bind_text (row, 2, end);
  till_db_bind_int (row, 3, MANY);
  if (till_db_step (row, error) != TILL_STEP_ROW)
    return FALSE;
  *count = till_db_column_int (row, 0);

  return TRUE;
}

static gboolean
collect_names (Search     *search,
               const char *from,
               guint       word,
               gboolean    is_range,
               GArray     *candidates,
               GError    **error)
{
  g_autoptr (GString)         sql = g_string_new ("SELECT " ID ", p.name_words ");
  g_autoptr (TillDbStatement) rows = NULL;
  g_autofree char            *end = g_strconcat (search->words[word], AFTER_PREFIX, NULL);
  int                         limit = is_range ? 3 : 1;

  g_string_append (sql, from);
  append_words (search, sql, is_range ? word : G_MAXUINT, limit + 1);
  g_string_append_printf (sql, " ORDER BY p.name_words, p.id LIMIT ?%d", limit);

  rows = till_db_prepare (search->connection, sql->str, error);
  if (rows == NULL)
    return FALSE;
  if (is_range)
    {
      till_db_bind_text (rows, 1, search->words[word]);
      till_db_bind_text (rows, 2, end);
    }
  till_db_bind_int (rows, limit, search->most);
  bind_words (search, rows, is_range ? word : G_MAXUINT, limit + 1);

  return collect (rows, candidates, error);
}

static gboolean
search_names (Search *search, GArray *candidates, GError **error)
{
  gint64 fewest = G_MAXINT64;
  guint  rarest = 0;

  if (search->n_words == 0)
    return TRUE;

  for (guint i = 0; i < search->n_words; i++)
    {
      gint64 count = 0;

      if (!count_word (search, search->words[i], &count, error))
        return FALSE;
      if (count < fewest)
        {
          fewest = count;
          rarest = i;
        }
    }

  return collect_names (search,
                        "FROM patients p WHERE p.name_words >= ?1 AND p.name_words < ?2 AND " THERE,
                        rarest, TRUE, candidates, error) &&
         (fewest < MANY ? collect_names (search, FROM_WORDS, rarest, TRUE, candidates, error)
                        : collect_names (search, "FROM patients p WHERE " THERE, rarest, FALSE,
                                         candidates, error));
}

/* ── By number, phone, birth date ────────────────────────────────────────────────────────────── */

static gboolean
search_phone (Search *search, const char *digits, GArray *candidates, GError **error)
{
  /* No area code begins with a 1: it is the country's. */
  const char      *begin = *digits == '1' ? digits + 1 : digits;
  g_autofree char *end = g_strconcat (begin, AFTER_PREFIX, NULL);
  g_autofree char *reversed = g_strreverse (g_strdup (digits));
  g_autofree char *reversed_end = g_strconcat (reversed, AFTER_PREFIX, NULL);
  const Way        by_begin = { "SELECT " ID ", name_words FROM patients p"
                                       " WHERE phone_digits >= ?1 AND phone_digits < ?2 AND " THERE
                                " ORDER BY phone_digits LIMIT ?3",
                                { begin, end } };
  const Way        by_end = { "SELECT " ID ", name_words FROM patients p"
                                     " WHERE phone_reversed >= ?1 AND phone_reversed < ?2 AND " THERE
                              " ORDER BY phone_reversed LIMIT ?3",
                              { reversed, reversed_end } };

  return collect_way (search, &by_begin, candidates, error) &&
         collect_way (search, &by_end, candidates, error);
}

static gboolean
search_others (Search *search, const char *text, GArray *candidates, GError **error)
{
  g_autofree char *folded = till_text_fold (text);
  g_autofree char *end = g_strconcat (folded, AFTER_PREFIX, NULL);
  g_autofree char *digits = read_phone (folded);
  TillDay          days[2];
  guint            n_days = till_patient_read_birth_dates (folded, days);
  const Way        by_number = { "SELECT " ID ", name_words FROM patients p"
                                        " WHERE number_folded >= ?1 AND number_folded < ?2 AND " THERE
                                 " ORDER BY number_folded LIMIT ?3",
                                 { folded, end } };

  for (guint i = 0; i < n_days; i++)
    {
      const Way by_day = { "SELECT " ID ", name_words FROM patients p"
                           " WHERE birth_date >= ?1 AND birth_date <= ?2 AND " THERE
                           " ORDER BY name_words, id LIMIT ?3",
                           { NULL, NULL },
                           days[i].number };

      if (!collect_way (search, &by_day, candidates, error))
        return FALSE;
    }

  return collect_way (search, &by_number, candidates, error) &&
         (digits == NULL || search_phone (search, digits, candidates, error));
}

/* ── Those chosen last ───────────────────────────────────────────────────────────────────────── */

static gboolean
keep_recent (Search *search, GHashTable *matching, gboolean all, GError **error)
{
  static const char sql[] =
    "SELECT id FROM patients p WHERE chosen_at IS NOT NULL AND " TILL_PATIENT_SHOWN (
      "p.") ""
            " ORDER BY chosen_at DESC, id DESC LIMIT ?1";
  g_autoptr (TillDbStatement) rows = till_db_prepare (search->connection, sql, error);
  TillStep                    step;

  if (rows == NULL)
    return FALSE;

  till_db_bind_int (rows, 1, all ? search->most : N_RECENT);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      gint64 id = till_db_column_int (rows, 0);

      if (all || g_hash_table_contains (matching, &id))
        keep (search, id);
    }

  return step == TILL_STEP_DONE;
}

/* A name among the chosen may be beyond the first names in order, which were all that was looked
 * for. */
static gboolean
match_recent (Search *search, GHashTable *matching, GError **error)
{
  g_autoptr (GString)         sql = g_string_new (NULL);
  g_autoptr (TillDbStatement) rows = NULL;
  TillStep                    step;

  if (search->n_words == 0)
    return TRUE;

  g_string_append (sql, "SELECT p.id FROM (SELECT id, name_words FROM patients p"
                        "  WHERE chosen_at IS NOT NULL AND " TILL_PATIENT_SHOWN (
                          "p.") " ORDER BY chosen_at DESC, id DESC LIMIT ?1) p"
                                " WHERE 1 = 1");
  append_words (search, sql, G_MAXUINT, 2);
  rows = till_db_prepare (search->connection, sql->str, error);
  if (rows == NULL)
    return FALSE;

  till_db_bind_int (rows, 1, N_RECENT);
  bind_words (search, rows, G_MAXUINT, 2);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      gint64 id = till_db_column_int (rows, 0);

      g_hash_table_add (matching, g_memdup2 (&id, sizeof id));
    }

  return step == TILL_STEP_DONE;
}

/* ── All together ────────────────────────────────────────────────────────────────────────────── */

static gboolean
search_all (Search *search, const char *text, GError **error)
{
  g_autoptr (GArray)     candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GHashTable) matching =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  g_array_set_clear_func (candidates, candidate_clear);
  if (!search_names (search, candidates, error) ||
      !search_others (search, text, candidates, error) || !match_recent (search, matching, error))
    return FALSE;

  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len; i++)
    {
      gint64 id = g_array_index (candidates, Candidate, i).id;

      g_hash_table_add (matching, g_memdup2 (&id, sizeof id));
    }
  if (!keep_recent (search, matching, FALSE, error))
    return FALSE;
  for (guint i = 0; i < candidates->len; i++)
    keep (search, g_array_index (candidates, Candidate, i).id);

  return TRUE;
}

static GPtrArray *
read_found (Search *search, GError **error)
{
  g_autoptr (GPtrArray) patients =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_patient_free);

  for (guint i = 0; i < search->found->len; i++)
    {
      TillPatient *patient = till_store_get_patient (
        search->connection, g_array_index (search->found, gint64, i), error);

      if (patient == NULL)
        return NULL;
      g_ptr_array_add (patients, patient);
    }

  return g_steal_pointer (&patients);
}

GPtrArray *
till_store_search_patients (TillDbConnection *connection,
                            const char       *text,
                            guint             most,
                            GError          **error)
{
  g_auto (GStrv)         words = NULL;
  g_autoptr (GArray)     found = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree char       *folded = NULL;
  Search                 search = { connection, most, NULL, 0, found, seen };

  g_return_val_if_fail (text != NULL, NULL);

  folded = till_text_fold (text);
  words = till_text_words (folded);
  search.words = words;
  search.n_words = MIN (g_strv_length (words), MAX_WORDS);

  /* Blanks and signs alone ask for nothing in particular. */
  if (search.n_words == 0 ? !keep_recent (&search, NULL, TRUE, error)
                          : !search_all (&search, folded, error))
    return NULL;

  return read_found (&search, error);
}
