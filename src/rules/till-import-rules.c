/* till-import-rules.c: which patient a row of another program's file is about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-import-rules.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"

void
till_import_match_clear (TillImportMatch *self)
{
  g_clear_pointer (&self->words, g_free);
}

/* ── Names ───────────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_initial (const char *word)
{
  return word[0] != '\0' && *g_utf8_next_char (word) == '\0';
}

/* The words that are there without the initials behind the first two: "lopez maria". */
static char *
strip_name (const char *name)
{
  g_auto (GStrv)      words = till_text_words (name);
  g_autoptr (GString) stripped = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (i < 2 || !is_initial (words[i]))
        g_string_append_printf (stripped, "%s%s", i > 0 ? " " : "", words[i]);
    }

  return g_string_free (g_steal_pointer (&stripped), FALSE);
}

gboolean
till_import_is_same_name (const char *name, const char *other)
{
  g_autofree char *one = name != NULL ? strip_name (name) : NULL;
  g_autofree char *two = other != NULL ? strip_name (other) : NULL;

  return one != NULL && two != NULL && *one != '\0' && g_str_equal (one, two);
}

/* Who has married keeps the first name, a child that is entered anew keeps the last. */
static gboolean
shares_word (const char *name, const char *other)
{
  g_auto (GStrv) words = till_text_words (name);
  g_auto (GStrv) others = till_text_words (other);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (!is_initial (words[i]) && g_strv_contains ((const char *const *) others, words[i]))
        return TRUE;
    }

  return FALSE;
}

/* ── Who it may be ───────────────────────────────────────────────────────────────────────────── */

static gboolean
has_number (const TillPatient *patient, const char *number)
{
  g_autofree char *own = patient->number != NULL ? till_text_fold (patient->number) : NULL;
  g_autofree char *asked = number != NULL ? till_text_fold (number) : NULL;

  return own != NULL && asked != NULL && *asked != '\0' && g_str_equal (own, asked);
}

static gboolean
has_birth_date (const TillPatient *patient, TillDay day)
{
  return !till_day_is_none (day) && till_day_compare (patient->birth_date, day) == 0;
}

static gboolean
is_other_birth_date (const TillPatient *patient, TillDay day)
{
  return !till_day_is_none (day) && !till_day_is_none (patient->birth_date) &&
         till_day_compare (patient->birth_date, day) != 0;
}

static gboolean
has_phone (const TillPatient *patient, const char *phone)
{
  g_autofree char *own = till_text_phone_digits (patient->phone);
  g_autofree char *asked = till_text_phone_digits (phone);

  return own != NULL && g_strcmp0 (own, asked) == 0;
}

/* No more is known of either than the name. */
static gboolean
is_name_alone (const TillImportRow *row, const TillPatient *patient)
{
  return row->mobile == NULL && row->phone == NULL && patient->number == NULL &&
         patient->phone == NULL && till_day_is_none (patient->birth_date);
}

static void
find (TillImportMatch *match, const TillPatient *patient)
{
  match->verdict = TILL_IMPORT_FOUND;
  match->patient = patient;
}

static void G_GNUC_PRINTF (2, 3) doubt (TillImportMatch *match, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  match->verdict = TILL_IMPORT_CONFLICT;
  match->words = g_strdup_vprintf (format, args);
  va_end (args);
}

/* Of those who have the number; nobody: NULL. */
static void
match_number (const TillImportRow *row, GPtrArray *numbered, TillImportMatch *match)
{
  const TillPatient *only = numbered->pdata[0];

  if (numbered->len > 1)
    doubt (match,
           _ ("%u patients have the number %s. Give each a number of its own, then import again."),
           numbered->len, row->number);
  else if (row->name == NULL || has_birth_date (only, row->birth_date) ||
           (!is_other_birth_date (only, row->birth_date) && shares_word (only->name, row->name)))
    find (match, only);
  else if (till_import_is_same_name (only->name, row->name))
    doubt (match, _ ("Number %s, “%s”, has another birth date in the practice."), row->number,
           row->name);
  else
    doubt (match, _ ("Number %s is “%s” in the file, but “%s” in the practice."), row->number,
           row->name, only->name);
}

/* Of those who have the name, when the row has neither a number nor a birth date. */
static void
match_name_alone (const TillImportRow *row,
                  GPtrArray           *named,
                  gboolean             by_name,
                  TillImportMatch     *match)
{
  const TillPatient *reached = NULL;
  const TillPatient *only = named->pdata[0];
  guint              n_reached = 0;

  for (guint i = 0; i < named->len; i++)
    {
      if (has_phone (named->pdata[i], row->mobile) || has_phone (named->pdata[i], row->phone))
        {
          reached = named->pdata[i];
          n_reached++;
        }
    }

  match->by_name =
    named->len == 1 && n_reached == 0 && !only->known_by_name && !is_name_alone (row, only);
  if (n_reached == 1)
    find (match, reached);
  else if (n_reached == 0 && named->len == 1 && (by_name || !match->by_name))
    find (match, only);
  else if (n_reached > 1)
    doubt (match, _ ("%u patients are called “%s” and have that phone number."), n_reached,
           row->name);
  else if (named->len > 1)
    doubt (match,
           _ ("%u patients are called “%s”, and the file has neither a number nor a birth date "
              "nor a phone number of one of them."),
           named->len, row->name);
  else
    doubt (match,
           _ ("“%s” has neither a number nor a birth date in the file, and one of that name is in "
              "the practice: a name alone does not tell whether it is the same patient."),
           row->name);
}

/* Of those who have the name. */
static void
match_name (const TillImportRow *row, GPtrArray *named, gboolean by_name, TillImportMatch *match)
{
  const TillPatient *born = NULL;
  guint              n_born = 0;
  gboolean           numbered = row->number != NULL && *row->number != '\0';

  for (guint i = 0; i < named->len; i++)
    {
      if (has_birth_date (named->pdata[i], row->birth_date))
        {
          born = named->pdata[i];
          n_born++;
        }
    }

  if (n_born > 1)
    doubt (match, _ ("%u patients are called “%s” and have that birth date."), n_born, row->name);
  else if (n_born == 1 && numbered && born->number != NULL)
    doubt (match, _ ("“%s” has the number %s in the file, but %s in the practice."), row->name,
           row->number, born->number);
  else if (n_born == 1)
    find (match, born);
  else if (named->len > 0 && !numbered && till_day_is_none (row->birth_date))
    match_name_alone (row, named, by_name, match);
}

void
till_import_match (const TillImportRow *row,
                   GPtrArray           *candidates,
                   gboolean             by_name,
                   TillImportMatch     *match)
{
  g_autoptr (GPtrArray) numbered = g_ptr_array_new ();
  g_autoptr (GPtrArray) named = g_ptr_array_new ();

  *match = (TillImportMatch){ .verdict = TILL_IMPORT_NEW };
  for (guint i = 0; i < candidates->len; i++)
    {
      TillPatient *patient = candidates->pdata[i];

      if (has_number (patient, row->number))
        g_ptr_array_add (numbered, patient);
      else if (till_import_is_same_name (patient->name, row->name))
        g_ptr_array_add (named, patient);
    }

  if (numbered->len > 0)
    match_number (row, numbered, match);
  else
    match_name (row, named, by_name, match);
}

/* Ages and total of a row that was read can be added up, and the total is not the larger. */
void
till_import_reckon (const TillImportRow *row, TillAging *aging)
{
  aging->total = row->total;
  aging->credit = row->total;
  for (guint i = 0; i < TILL_N_AGES; i++)
    {
      aging->owed[i] = till_money (MAX (row->owed[i].cents, 0));
      aging->credit.cents -= aging->owed[i].cents;
    }
}
