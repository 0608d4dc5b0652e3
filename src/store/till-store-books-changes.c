/* till-store-books-changes.c: what another program's file says of patients, made and unmade
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A few a commit, once the file is shown. What was there before is kept with the change, for the
 * undo: that gives it back unless somebody has changed it since.
 */
#include "core/till-text.h"
#include "store/till-store-books-private.h"
#include "store/till-store-consents.h"
#include "store/till-store-patients-private.h"

/* What a commit has time for. */
#define CHANGES 50

#define N_FIELDS 8

/* The values of patient_changes, or the former ones, in the order of its columns. */
typedef struct
{
  gboolean says[N_FIELDS];
  char    *number;
  char    *name;
  gint64   birth_date;
  char    *phone;
  char    *email;
  char    *address;
  gint64   guarantor_id;
  char    *texts; /* a TillConsent’s text form */
} Values;

typedef struct
{
  gint64 id;
  gint64 patient_id;
  Values new;
  Values former;
} Change;

static void
values_clear (Values *self)
{
  g_free (self->number);
  g_free (self->name);
  g_free (self->phone);
  g_free (self->email);
  g_free (self->address);
  g_free (self->texts);
}

static void
change_clear (gpointer data)
{
  Change *change = data;

  values_clear (&change->new);
  values_clear (&change->former);
}

static void
read_values (TillDbStatement *row, int first, Values *values)
{
  for (int i = 0; i < N_FIELDS; i++)
    values->says[i] = !till_db_column_is_null (row, first + i);
  values->number = till_db_column_dup_text (row, first);
  values->name = till_db_column_dup_text (row, first + 1);
  values->birth_date = till_db_column_int (row, first + 2);
  values->phone = till_db_column_dup_text (row, first + 3);
  values->email = till_db_column_dup_text (row, first + 4);
  values->address = till_db_column_dup_text (row, first + 5);
  values->guarantor_id = till_db_column_int (row, first + 6);
  values->texts = till_db_column_dup_text (row, first + 7);
}

static GArray *
list_changes (TillDbConnection *connection, gint64 import_id, const char *state, GError **error)
{
  static const char sql[] =
    "SELECT id, patient_id, number, name, birth_date, phone, email, address, guarantor_id,"
    "       texts, former_number, former_name, former_birth_date, former_phone, former_email,"
    "       former_address, former_guarantor_id, former_texts"
    "  FROM patient_changes WHERE import_id = ?1 AND state = ?2 ORDER BY id LIMIT ?3";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  g_autoptr (GArray)          changes = g_array_new (FALSE, TRUE, sizeof (Change));
  TillStep                    step = TILL_STEP_ERROR;

  g_array_set_clear_func (changes, change_clear);
  if (rows == NULL)
    return NULL;
  till_db_bind_int (rows, 1, import_id);
  till_db_bind_text (rows, 2, state);
  till_db_bind_int (rows, 3, CHANGES);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      Change change = { .id = till_db_column_int (rows, 0),
                        .patient_id = till_db_column_int (rows, 1) };

      read_values (rows, 2, &change.new);
      read_values (rows, 2 + N_FIELDS, &change.former);
      g_array_append_val (changes, change);
    }

  return step == TILL_STEP_DONE ? g_steal_pointer (&changes) : NULL;
}

static char *
snapshot (const TillPatient *patient)
{
  GString         *json = g_string_new (NULL);
  g_autofree char *born =
    till_day_is_none (patient->birth_date) ? NULL : till_day_to_iso (patient->birth_date);

  till_json_text (json, "number", patient->number);
  till_json_text (json, "name", patient->name);
  till_json_text (json, "born", born);
  till_json_text (json, "phone", patient->phone);
  till_json_text (json, "email", patient->email);
  till_json_text (json, "address", patient->address);
  till_json_int (json, "guarantor", patient->guarantor_id);
  till_json_text (
    json, "texts",
    till_enum_to_text (TILL_TYPE_CONSENT, (int) patient->consents[TILL_CHANNEL_TEXT]));

  return till_json_end (json);
}

/* ── One ─────────────────────────────────────────────────────────────────────────────────────── */

static void
take (gboolean says, char **place, const char *value)
{
  if (says)
    till_text_set (place, value);
}

static TillConsent
read_consent (const char *text)
{
  int consent = TILL_CONSENT_UNKNOWN;

  return text != NULL && till_enum_from_text (TILL_TYPE_CONSENT, text, &consent)
           ? (TillConsent) consent
           : TILL_CONSENT_UNKNOWN;
}

/* Somebody may have refused them since the file was read. */
static void
make_texts (TillConsent *known, const char *text)
{
  TillConsent said = read_consent (text);

  if (said == TILL_CONSENT_REFUSED || *known == TILL_CONSENT_UNKNOWN)
    *known = said;
}

static void
make (TillPatient *patient, const Values *values)
{
  take (values->says[0], &patient->number, values->number);
  take (values->says[1], &patient->name, values->name);
  if (values->says[2])
    patient->birth_date.number = (gint32) values->birth_date;
  take (values->says[3], &patient->phone, values->phone);
  take (values->says[4], &patient->email, values->email);
  take (values->says[5], &patient->address, values->address);
  if (values->says[6])
    patient->guarantor_id = values->guarantor_id;
  if (values->says[7])
    make_texts (&patient->consents[TILL_CHANNEL_TEXT], values->texts);
}

static void
give_back (gboolean said, char **place, const char *value, const char *former)
{
  if (said && g_strcmp0 (*place, value) == 0)
    till_text_set (place, former);
}

/* What is no more as the file said has been changed by somebody: it stays. */
static void
unmake (TillPatient *patient, const Change *change)
{
  const Values *new = &change->new;
  const Values *former = &change->former;

  give_back (new->says[0], &patient->number, new->number, former->number);
  give_back (new->says[1], &patient->name, new->name, former->name);
  give_back (new->says[3], &patient->phone, new->phone, former->phone);
  give_back (new->says[4], &patient->email, new->email, former->email);
  give_back (new->says[5], &patient->address, new->address, former->address);
  if (new->says[2] && patient->birth_date.number == new->birth_date)
    patient->birth_date =
      former->says[2] ? (TillDay){ (gint32) former->birth_date } : TILL_DAY_NONE;
  if (new->says[6] && patient->guarantor_id == new->guarantor_id && former->says[6])
    patient->guarantor_id = former->guarantor_id;
  if (new->says[7] && patient->consents[TILL_CHANNEL_TEXT] == read_consent (new->texts))
    patient->consents[TILL_CHANNEL_TEXT] = read_consent (former->texts);
}

static gboolean
keep_former (TillDbConnection *connection, gint64 id, const TillPatient *patient, GError **error)
{
  static const char sql[] =
    "UPDATE patient_changes SET state = 'made', former_number = ?2, former_name = ?3,"
    "       former_birth_date = ?4, former_phone = ?5, former_email = ?6,"
    "       former_address = ?7, former_guarantor_id = ?8, former_texts = ?9"
    " WHERE id = ?1";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  till_db_bind_int (statement, 1, id);
  till_db_bind_text (statement, 2, patient->number);
  till_db_bind_text (statement, 3, patient->name);
  if (!till_day_is_none (patient->birth_date))
    till_db_bind_int (statement, 4, patient->birth_date.number);
  till_db_bind_text (statement, 5, patient->phone);
  till_db_bind_text (statement, 6, patient->email);
  till_db_bind_text (statement, 7, patient->address);
  till_db_bind_int (statement, 8, patient->guarantor_id);
  till_db_bind_text (
    statement, 9,
    till_enum_to_text (TILL_TYPE_CONSENT, (int) patient->consents[TILL_CHANNEL_TEXT]));

  return till_db_run (statement, error);
}

static gboolean
write_texts (TillDbConnection  *connection,
             const TillPatient *before,
             const TillPatient *after,
             const TillActor   *actor,
             TillInstant        at,
             GError           **error)
{
  const TillConsentNote note = {
    .purpose = TILL_CONSENT_TO_MONEY,
    .channel = TILL_CHANNEL_TEXT,
    .consent = after->consents[TILL_CHANNEL_TEXT],
    .how = (char *) TILL_CONSENT_HOW_OPEN_DENTAL,
    .noted_at = at,
    .noted_by = actor->name,
  };

  return note.consent == before->consents[TILL_CHANNEL_TEXT] ||
         till_store_add_consent (connection, after->id, &note, error);
}

static gboolean
write_patient (TillDbConnection  *connection,
               const TillPatient *before,
               const TillPatient *after,
               const char        *deed,
               const TillActor   *actor,
               TillInstant        at,
               GError           **error)
{
  g_autofree char *was = snapshot (before);
  g_autofree char *is = snapshot (after);

  if (g_str_equal (was, is))
    return TRUE;

  return till_store_write_patient (connection, after, error) &&
         write_texts (connection, before, after, actor, at, error) &&
         till_store_age_guarantor (connection, after->id, error) &&
         till_store_audit (connection, actor, at, deed, "patients", after->id, was, is, error);
}

/* ── Some ────────────────────────────────────────────────────────────────────────────────────── */

gboolean
till_store_make_changes (TillDbConnection *connection,
                         gint64            import_id,
                         const TillActor  *actor,
                         TillInstant       at,
                         guint            *n_done,
                         GError          **error)
{
  g_autoptr (GArray) changes = list_changes (connection, import_id, "waiting", error);

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      const Change           *change = &g_array_index (changes, Change, i);
      g_autoptr (TillPatient) before =
        till_store_get_patient (connection, change->patient_id, error);
      g_autoptr (TillPatient) after = before != NULL ? till_patient_copy (before) : NULL;

      if (after == NULL)
        return FALSE;
      make (after, &change->new);
      if (!keep_former (connection, change->id, before, error) ||
          !write_patient (connection, before, after, "import-patient", actor, at, error))
        return FALSE;
    }
  *n_done = changes != NULL ? changes->len : 0;

  return changes != NULL;
}

gboolean
till_store_unmake_changes (TillDbConnection *connection,
                           gint64            import_id,
                           const TillActor  *actor,
                           TillInstant       at,
                           guint            *n_done,
                           GError          **error)
{
  static const char  unmade[] = "UPDATE patient_changes SET state = 'unmade' WHERE id = ?1";
  g_autoptr (GArray) changes = list_changes (connection, import_id, "made", error);

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      const Change           *change = &g_array_index (changes, Change, i);
      g_autoptr (TillPatient) before =
        till_store_get_patient (connection, change->patient_id, error);
      g_autoptr (TillPatient) after = before != NULL ? till_patient_copy (before) : NULL;

      if (after == NULL)
        return FALSE;
      unmake (after, change);
      if (!till_store_run (connection, unmade, error, 1, change->id) ||
          !write_patient (connection, before, after, "unimport-patient", actor, at, error))
        return FALSE;
    }
  *n_done = changes != NULL ? changes->len : 0;

  return changes != NULL;
}
