/* till-store-books-match.c: a row of another program's file beside who is in the practice
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-text.h"
#include "rules/till-import-rules.h"
#include "store/till-store-books-private.h"
#include "store/till-store-patients-private.h"

#define AFTER_PREFIX "\xf4\x8f\xbf\xbf" /* U+10FFFF sorts behind all that begin alike */

#define CANDIDATES                                                                                 \
  "SELECT id, location_id, guarantor_id, number, name, birth_date, phone, email, address,"         \
  "       coalesce(" TILL_PATIENT_STANDS_FOR (                                                     \
    "patients.filed_guarantor_id") ", 0),"                                                         \
                                   "       EXISTS (SELECT 1 FROM patient_changes AS c"             \
                                   "                WHERE c.patient_id = patients.id AND "         \
                                   "c.by_name AND c.state = 'made')"                               \
                                   "  FROM patients WHERE "
#define SHOWN " AND " TILL_PATIENT_SHOWN ("")
/* Of a merged record what its number says is taken in for it, and read with the one that stands for
 * it: the other program has both still. */
#define MERGED " AND merged_into IS NOT NULL AND " TILL_PATIENT_IS_THERE ("")

/* ── Who it may be ───────────────────────────────────────────────────────────────────────────── */

static gboolean
add_candidates (TillDbConnection *connection,
                const char       *sql,
                const char       *first,
                const char       *after,
                GPtrArray        *candidates,
                GError          **error)
{
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  TillStep                    step = TILL_STEP_ERROR;

  if (rows == NULL)
    return FALSE;

  till_db_bind_text (rows, 1, first);
  if (after != NULL)
    till_db_bind_text (rows, 2, after);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      TillPatient *patient = till_patient_new ();

      patient->id = till_db_column_int (rows, 0);
      patient->location_id = till_db_column_int (rows, 1);
      patient->guarantor_id = till_db_column_int (rows, 2);
      patient->number = till_db_column_dup_text (rows, 3);
      patient->name = till_db_column_dup_text (rows, 4);
      patient->birth_date = TILL_DAY_NONE;
      if (!till_db_column_is_null (rows, 5))
        patient->birth_date.number = (gint32) till_db_column_int (rows, 5);
      patient->phone = till_db_column_dup_text (rows, 6);
      patient->email = till_db_column_dup_text (rows, 7);
      patient->address = till_db_column_dup_text (rows, 8);
      patient->filed_guarantor_id = till_db_column_int (rows, 9);
      patient->known_by_name = till_db_column_int (rows, 10) != 0;
      g_ptr_array_add (candidates, patient);
    }

  return step == TILL_STEP_DONE;
}

gboolean
till_store_add_numbered (TillDbConnection *connection,
                         const char       *number,
                         GPtrArray        *candidates,
                         GError          **error)
{
  g_autofree char *folded = till_text_fold (number);

  return add_candidates (connection, CANDIDATES "number_folded = ?1" SHOWN, folded, NULL,
                         candidates, error) &&
         (candidates->len > 0 || add_candidates (connection, CANDIDATES "number_folded = ?1" MERGED,
                                                 folded, NULL, candidates, error));
}

/* By the first two words: those behind may be initials on one side only. */
static gboolean
add_named (TillDbConnection *connection, const char *name, GPtrArray *candidates, GError **error)
{
  g_auto (GStrv)   words = till_text_words (name);
  g_autofree char *first = NULL;
  g_autofree char *after = NULL;

  if (words[0] == NULL)
    return TRUE;
  if (words[1] == NULL)
    return add_candidates (connection, CANDIDATES "name_words = ?1" SHOWN, words[0], NULL,
                           candidates, error);

  first = g_strconcat (words[0], " ", words[1], NULL);
  after = g_strconcat (first, AFTER_PREFIX, NULL);

  return add_candidates (connection, CANDIDATES "name_words >= ?1 AND name_words < ?2" SHOWN, first,
                         after, candidates, error);
}

static void
set_conflict (TillBookRow *row, const char *words)
{
  row->verdict = TILL_BOOK_CONFLICT;
  g_clear_pointer (&row->patient, till_patient_free);
  row->words = g_strdup (words);
}

static void
note_candidates (TillBookRow *row, GPtrArray *candidates)
{
  row->may_mean = g_array_sized_new (FALSE, FALSE, sizeof (gint64), candidates->len);
  for (guint i = 0; i < candidates->len; i++)
    g_array_append_val (row->may_mean, ((TillPatient *) candidates->pdata[i])->id);
}

static gboolean
find_patient (TillDbConnection *connection, gboolean by_name, TillBookRow *row, GError **error)
{
  g_autoptr (GPtrArray) candidates =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_patient_free);
  g_auto (TillImportMatch) match = { 0 };

  if (row->row->number != NULL &&
      !till_store_add_numbered (connection, row->row->number, candidates, error))
    return FALSE;
  /* Who has the number is meant, or it is a conflict: the name finds nobody else then. */
  if (candidates->len == 0 && row->row->name != NULL &&
      !add_named (connection, row->row->name, candidates, error))
    return FALSE;

  till_import_match (row->row, candidates, by_name, &match);
  row->by_name = match.by_name && !row->row->is_wrong;
  if (row->row->is_wrong || match.verdict == TILL_IMPORT_CONFLICT)
    {
      set_conflict (row, match.words);
      note_candidates (row, candidates);
    }
  else if (match.verdict == TILL_IMPORT_FOUND)
    row->patient = till_patient_copy (match.patient);
  else
    row->patient = till_patient_new ();

  return TRUE;
}

/* ── What it says otherwise ──────────────────────────────────────────────────────────────────── */

static gboolean
is_same_phone (const char *one, const char *other)
{
  g_autofree char *digits = till_text_phone_digits (one);
  g_autofree char *others = till_text_phone_digits (other);

  return g_strcmp0 (digits, others) == 0;
}

static gboolean
is_same_folded (const char *one, const char *other)
{
  g_autofree char *folded = one != NULL ? till_text_fold (one) : NULL;
  g_autofree char *others = other != NULL ? till_text_fold (other) : NULL;

  return g_strcmp0 (folded, others) == 0;
}

/* Where its lines end does not matter, nor a comma. */
static gboolean
is_same_address (const char *one, const char *other)
{
  g_auto (GStrv) words = till_text_words (one != NULL ? one : "");
  g_auto (GStrv) others = till_text_words (other != NULL ? other : "");

  return g_strv_equal ((const char *const *) words, (const char *const *) others);
}

/* The street alone, of an address that is known with its town. */
static gboolean
is_part_of (const char *said, const char *known)
{
  return known != NULL && g_str_has_prefix (known, said) && known[strlen (said)] == '\n';
}

/* Open Dental's TxtMsgOk: 0 is not known. That a file knows of a yes does not take back what was
 * refused here. */
static void
take_texts (TillBookRow *row)
{
  TillConsent *known = &row->patient->consents[TILL_CHANNEL_TEXT];
  TillConsent  said = g_strcmp0 (row->row->texts, "1") == 0   ? TILL_CONSENT_GIVEN
                      : g_strcmp0 (row->row->texts, "2") == 0 ? TILL_CONSENT_REFUSED
                                                              : TILL_CONSENT_UNKNOWN;

  if (said == TILL_CONSENT_UNKNOWN || said == *known ||
      (said == TILL_CONSENT_GIVEN && *known == TILL_CONSENT_REFUSED))
    return;
  *known = said;
  row->changes |= TILL_BOOK_TEXTS;
}

/* What a file does not say stays as it is. */
static void
take_facts (TillBookRow *row)
{
  const TillImportRow *said = row->row;
  TillPatient         *patient = row->patient;
  const char          *phone = said->mobile != NULL ? said->mobile : said->phone;

  if (said->number != NULL && !is_same_folded (said->number, patient->number))
    row->changes |= till_text_set (&patient->number, said->number) ? TILL_BOOK_NUMBER : 0;
  if (said->name != NULL)
    row->changes |= till_text_set (&patient->name, said->name) ? TILL_BOOK_NAME : 0;
  if (phone != NULL && !is_same_phone (phone, patient->phone))
    row->changes |= till_text_set (&patient->phone, phone) ? TILL_BOOK_PHONE : 0;
  if (said->email != NULL && !is_same_folded (said->email, patient->email))
    row->changes |= till_text_set (&patient->email, said->email) ? TILL_BOOK_EMAIL : 0;
  if (said->address != NULL && !is_same_address (said->address, patient->address) &&
      !is_part_of (said->address, patient->address))
    row->changes |= till_text_set (&patient->address, said->address) ? TILL_BOOK_ADDRESS : 0;
  if (!till_day_is_none (said->birth_date) &&
      till_day_compare (said->birth_date, patient->birth_date) != 0)
    {
      patient->birth_date = said->birth_date;
      row->changes |= TILL_BOOK_BIRTH_DATE;
    }
  take_texts (row);
}

/* Who was chosen by hand stays, as long as the file names whom it named before. */
static void
set_guarantor (TillBookRow *row, gint64 guarantor_id)
{
  if (row->patient->filed_guarantor_id != 0 && row->patient->filed_guarantor_id == guarantor_id)
    return;
  if (row->patient->guarantor_id != guarantor_id)
    row->changes |= TILL_BOOK_GUARANTOR;
  row->patient->guarantor_id = guarantor_id;
}

static gboolean
names_another (const TillImportRow *row)
{
  return row->guarantor_number != NULL && strcmp (row->guarantor_number, "0") != 0 &&
         !is_same_folded (row->guarantor_number, row->number);
}

/* Balances are the guarantor's. A guarantor who is not there yet is in the file, or it is wrong. */
static gboolean
take_guarantor (TillDbConnection *connection, TillImportKind kind, TillBookRow *row, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) till_patient_free);

  if (!names_another (row->row))
    {
      if (kind == TILL_IMPORT_BALANCES || row->row->guarantor_number != NULL)
        set_guarantor (row, row->patient->id);
      return TRUE;
    }
  if (!till_store_add_numbered (connection, row->row->guarantor_number, found, error))
    return FALSE;

  if (found->len == 1)
    {
      gint64 id = ((TillPatient *) found->pdata[0])->id;

      if (!till_store_find_standing (connection, &id, error))
        return FALSE;
      set_guarantor (row, id);
    }
  else if (found->len == 0)
    {
      row->seeks_family = TRUE;
      row->changes |= TILL_BOOK_GUARANTOR;
    }
  else
    {
      g_autofree char *words = g_strdup_printf (
        _ ("%u patients have the number %s of the guarantor. Give each a number of its own, then "
           "import again."),
        found->len, row->row->guarantor_number);

      set_conflict (row, words);
    }

  return TRUE;
}

static gboolean
take_balance (TillDbConnection *connection, TillBookRow *row, GError **error)
{
  static const char           sql[] = "SELECT " TILL_BALANCE_FIGURES " FROM balances"
                                      " WHERE guarantor_id = ?1 AND edition_id ="
                                      " (SELECT id FROM editions WHERE state = 'shown')";
  g_autoptr (TillDbStatement) shown = NULL;
  TillAging                   aging;
  gboolean                    same;
  TillStep step = till_store_ask (connection, sql, &shown, error, 1, row->patient->id);

  if (step == TILL_STEP_ERROR)
    return FALSE;

  till_import_reckon (row->row, &aging);
  if (step == TILL_STEP_DONE)
    {
      same = aging.total.cents == 0 && aging.credit.cents == 0 && row->row->insurance.cents == 0;
    }
  else
    {
      same = aging.credit.cents == till_db_column_int (shown, TILL_BALANCE_CREDIT) &&
             row->row->insurance.cents == till_db_column_int (shown, TILL_BALANCE_INSURANCE);
      for (int i = 0; i < TILL_N_AGES; i++)
        same = same && aging.owed[i].cents == till_db_column_int (shown, i);
    }
  if (!same)
    row->changes |= TILL_BOOK_BALANCE;

  return TRUE;
}

gboolean
till_store_match_book_row (TillDbConnection *connection,
                           TillImportKind    kind,
                           gboolean          by_name,
                           TillBookRow      *row,
                           GError          **error)
{
  if (kind == TILL_IMPORT_LEDGER)
    return till_store_match_book_line (connection, row, error);
  if (!find_patient (connection, by_name, row, error))
    return FALSE;
  if (row->verdict == TILL_BOOK_CONFLICT)
    return TRUE;

  take_facts (row);
  if (!take_guarantor (connection, kind, row, error))
    return FALSE;
  if (row->verdict == TILL_BOOK_CONFLICT)
    return TRUE;

  if (row->patient->id == 0)
    {
      row->changes = 0;
      row->verdict = TILL_BOOK_NEW;
      return TRUE;
    }
  if (kind == TILL_IMPORT_BALANCES && !take_balance (connection, row, error))
    return FALSE;
  row->verdict = row->changes != 0 ? TILL_BOOK_CHANGED : TILL_BOOK_UNCHANGED;

  return TRUE;
}

/* Of whom records were merged, any of these may be in the file: that is not looked into. */
GArray *
till_store_list_owing (TillDbConnection *connection, GError **error)
{
  g_autoptr (TillDbStatement) rows =
    till_db_prepare (connection,
                     "SELECT id, total_cents FROM receivables"
                     " WHERE id NOT IN (SELECT merged_into FROM patients"
                     "                   WHERE merged_into IS NOT NULL) ORDER BY id",
                     error);
  g_autoptr (GArray) owing = g_array_new (FALSE, FALSE, sizeof (TillOwing));
  TillStep           step = TILL_STEP_ERROR;

  while (rows != NULL && (step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      TillOwing one = { till_db_column_int (rows, 0), till_money (till_db_column_int (rows, 1)) };

      g_array_append_val (owing, one);
    }

  return step == TILL_STEP_DONE ? g_steal_pointer (&owing) : NULL;
}
