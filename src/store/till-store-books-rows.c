/* till-store-books-rows.c: the rows of another program's file, written out of sight
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * New patients are rows of the file that nothing shows while it is coming; what changes of the
 * others waits in patient_changes; balances are written to an edition of their own.
 */
#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "rules/till-import-rules.h"
#include "store/till-store-books-private.h"
#include "store/till-store-consents.h"
#include "store/till-store-patients-private.h"

/* What a commit has time for. */
#define FAMILIES 200

/* ── Patients ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
add_family (TillDbConnection *connection, gint64 import_id, const TillBookRow *row, GError **error)
{
  static const char           sql[] = "INSERT INTO import_families (import_id, patient_id,"
                                      "                             number_folded)"
                                      " VALUES (?1, ?2, ?3)";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);
  g_autofree char            *number = till_text_fold (row->row->guarantor_number);

  if (statement == NULL)
    return FALSE;
  till_db_bind_int (statement, 1, import_id);
  till_db_bind_int (statement, 2, row->patient->id);
  till_db_bind_text (statement, 3, number);

  return till_db_run (statement, error);
}

static void
bind_if (TillDbStatement *statement, int index, gboolean changed, const char *value)
{
  if (changed)
    till_db_bind_text (statement, index, value);
}

static gboolean
add_change (TillDbConnection *connection, gint64 import_id, const TillBookRow *row, GError **error)
{
  static const char sql[] =
    "INSERT INTO patient_changes (import_id, patient_id, state, number, name, birth_date, phone,"
    "                             email, address, guarantor_id, texts, by_name)"
    " VALUES (?1, ?2, 'waiting', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);
  const TillPatient          *patient = row->patient;

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, import_id);
  till_db_bind_int (statement, 2, patient->id);
  bind_if (statement, 3, (row->changes & TILL_BOOK_NUMBER) != 0, patient->number);
  bind_if (statement, 4, (row->changes & TILL_BOOK_NAME) != 0, patient->name);
  if ((row->changes & TILL_BOOK_BIRTH_DATE) != 0)
    till_db_bind_int (statement, 5, patient->birth_date.number);
  bind_if (statement, 6, (row->changes & TILL_BOOK_PHONE) != 0, patient->phone);
  bind_if (statement, 7, (row->changes & TILL_BOOK_EMAIL) != 0, patient->email);
  bind_if (statement, 8, (row->changes & TILL_BOOK_ADDRESS) != 0, patient->address);
  /* Of one who is in the file it is written when all of that are there. */
  if ((row->changes & TILL_BOOK_GUARANTOR) != 0 && !row->seeks_family)
    till_db_bind_int (statement, 9, patient->guarantor_id);
  bind_if (statement, 10, (row->changes & TILL_BOOK_TEXTS) != 0,
           till_enum_to_text (TILL_TYPE_CONSENT, (int) patient->consents[TILL_CHANNEL_TEXT]));
  till_db_bind_int (statement, 11, row->by_name);

  return till_db_run (statement, error);
}

static gboolean
add_new (TillDbConnection   *connection,
         const TillBookFile *file,
         TillPatient        *patient,
         GError            **error)
{
  const TillConsentNote note = {
    .purpose = TILL_CONSENT_TO_MONEY,
    .channel = TILL_CHANNEL_TEXT,
    .consent = patient->consents[TILL_CHANNEL_TEXT],
    .how = (char *) TILL_CONSENT_HOW_OPEN_DENTAL,
    .noted_at = file->imported_at,
    .noted_by = file->imported_by,
  };

  return till_store_add_patient_of (connection, patient, file->id, file->imported_at, error) &&
         (note.consent == TILL_CONSENT_UNKNOWN ||
          till_store_add_consent (connection, patient->id, &note, error));
}

static gboolean
add_patient (TillDbConnection   *connection,
             const TillBookFile *file,
             TillBookRow        *row,
             GError            **error)
{
  if (row->patient->id == 0)
    {
      if (!add_new (connection, file, row->patient, error))
        return FALSE;
    }
  else if (((row->changes & ~(guint) TILL_BOOK_BALANCE) != 0 || row->by_name) &&
           !add_change (connection, file->id, row, error))
    return FALSE;

  return !row->seeks_family || add_family (connection, file->id, row, error);
}

/* ── Balances ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
add_balance (TillDbConnection  *connection,
             const TillEdition *edition,
             const TillBookRow *row,
             GError           **error)
{
  const TillPatient *patient = row->patient;
  gboolean           has_phone = patient->phone != NULL && *patient->phone != '\0';
  gboolean           has_email = patient->email != NULL && *patient->email != '\0';
  TillAging          aging;
  TillBalance        balance = {
           .guarantor_id = patient->id,
           .location_id = patient->location_id,
           .name = patient->name,
           .reach = till_balance_reach (has_phone, has_email),
           .is_new = TRUE,
           .years = -1,
           .paid_on = row->row->paid_on.number,
  };

  till_import_reckon (row->row, &aging);
  for (int i = 0; i < TILL_N_AGES; i++)
    balance.money[i] = aging.owed[i].cents;
  balance.money[TILL_BALANCE_CREDIT] = aging.credit.cents;
  balance.money[TILL_BALANCE_TOTAL] = aging.total.cents;
  balance.money[TILL_BALANCE_INSURANCE] = row->row->insurance.cents;
  balance.money[TILL_BALANCE_PORTION] =
    till_patient_portion (aging.total, row->row->insurance).cents;
  if (!till_day_is_none (patient->birth_date))
    balance.years = till_day_count_years (patient->birth_date, edition->aged_on);

  return till_store_write_balance (connection, edition->id, &balance, error);
}

/* The job may run again, after a commit that failed. */
static void
forget_id (TillBookRow *row)
{
  if (row->verdict != TILL_BOOK_NEW || row->patient->id == 0)
    return;
  if (row->patient->guarantor_id == row->patient->id)
    row->patient->guarantor_id = 0;
  row->patient->id = 0;
}

gboolean
till_store_add_book_rows (TillDbConnection   *connection,
                          const TillBookFile *file,
                          GPtrArray          *rows,
                          guint              *n_added,
                          GError            **error)
{
  TillEdition edition;
  guint       n = 0;

  if (!till_store_find_edition_of (connection, file->id, &edition, error))
    return FALSE;
  if (file->kind == TILL_IMPORT_LEDGER)
    return till_store_add_book_lines (connection, &edition, rows, n_added, error);

  for (; n < rows->len && (n < TILL_BOOK_FEWEST_ROWS || !till_db_is_time_up (connection)); n++)
    {
      TillBookRow *row = rows->pdata[n];

      forget_id (row);
      if (!add_patient (connection, file, row, error) ||
          (edition.id != 0 && !add_balance (connection, &edition, row, error)))
        return FALSE;
    }
  *n_added = n;

  return TRUE;
}

/* ── Families ────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64 id;
  gint64 patient_id;
  gint64 guarantor_id; /* 0: not found */
} Family;

static GArray *
list_families (TillDbConnection *connection, gint64 import_id, GError **error)
{
  static const char sql[] =
    "SELECT f.id, f.patient_id, (SELECT coalesce(g.merged_into, g.id) FROM patients g"
    "                             WHERE g.number_folded = f.number_folded"
    "                               AND (g.import_id = ?1 OR " TILL_PATIENT_IS_THERE (
      "g.") ")"
            "                             LIMIT 1)"
            "  FROM import_families f WHERE f.import_id = ?1 ORDER BY f.id LIMIT ?2";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  g_autoptr (GArray)          families = g_array_new (FALSE, FALSE, sizeof (Family));
  TillStep                    step = TILL_STEP_ERROR;

  if (rows != NULL)
    {
      till_db_bind_int (rows, 1, import_id);
      till_db_bind_int (rows, 2, FAMILIES);
    }
  while (rows != NULL && (step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      Family family = { till_db_column_int (rows, 0), till_db_column_int (rows, 1),
                        till_db_column_int (rows, 2) };

      g_array_append_val (families, family);
    }

  return step == TILL_STEP_DONE ? g_steal_pointer (&families) : NULL;
}

/* Of a new patient at once, of one who is shown with the other changes. */
static gboolean
join (TillDbConnection *connection, gint64 import_id, const Family *family, GError **error)
{
  static const char new_one[] = "UPDATE patients SET guarantor_id = ?1"
                                " WHERE id = ?2 AND import_id = ?3";
  static const char changed[] = "UPDATE patient_changes SET guarantor_id = ?1"
                                " WHERE patient_id = ?2 AND import_id = ?3";
  static const char done[] = "DELETE FROM import_families WHERE id = ?1";

  if (family->guarantor_id != 0 &&
      (!till_store_run (connection, new_one, error, 3, family->guarantor_id, family->patient_id,
                        import_id) ||
       !till_store_run (connection, changed, error, 3, family->guarantor_id, family->patient_id,
                        import_id)))
    return FALSE;

  return till_store_run (connection, done, error, 1, family->id);
}

gboolean
till_store_join_families (TillDbConnection *connection,
                          gint64            import_id,
                          guint            *n_joined,
                          GError          **error)
{
  g_autoptr (GArray) families = list_families (connection, import_id, error);

  for (guint i = 0; families != NULL && i < families->len; i++)
    {
      if (!join (connection, import_id, &g_array_index (families, Family, i), error))
        return FALSE;
    }
  *n_joined = families != NULL ? families->len : 0;

  return families != NULL;
}
