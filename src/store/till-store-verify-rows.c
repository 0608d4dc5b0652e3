/* till-store-verify-rows.c: each row of money beside what the audit recorded of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One pass: the rows by id, the audit's entries by subject and id. An entry with facts has the
 * digest of all that may never change of the row, and, the last of them, all else as it is to be
 * now.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-text.h"
#include "rules/till-state-rules.h"
#include "store/till-store-requests-private.h"

/* The entries with facts of one kind of subject, in the order of its ids. */
typedef struct
{
  TillDbStatement *rows;
  gboolean         has_row;
} Entries;

/* What the entries say of one row. */
typedef struct
{
  gboolean found;
  char    *facts;
  gboolean facts_differ; /* among the entries themselves */
  char    *facts_before; /* before it was given a patient; NULL: it never was */
  char    *after;
} Record;

static void
record_clear (Record *self)
{
  g_free (self->facts);
  g_free (self->facts_before);
  g_free (self->after);
  *self = (Record){ FALSE, NULL, FALSE, NULL, NULL };
}

static gboolean
next_entry (Entries *self, GError **error)
{
  TillStep step = till_db_step (self->rows, error);

  self->has_row = step == TILL_STEP_ROW;

  return step != TILL_STEP_ERROR;
}

static gboolean
open_entries (Entries *self, TillDbConnection *connection, const char *subject, GError **error)
{
  static const char sql[] = "SELECT subject_id, facts, after_json, deed FROM audit"
                            " WHERE subject = ?1 AND facts IS NOT NULL ORDER BY subject_id, id";

  self->rows = till_db_prepare (connection, sql, error);
  if (self->rows == NULL)
    return FALSE;
  till_db_bind_text (self->rows, 1, subject);

  return next_entry (self, error);
}

/* They change once at most: when a transaction is given its patient. */
static void
note_facts (Record *record, const char *facts, const char *deed)
{
  if (record->found && g_strcmp0 (record->facts, facts) != 0)
    {
      if (record->facts_before == NULL && g_strcmp0 (deed, TILL_AUDIT_SET_PATIENT) == 0)
        record->facts_before = g_strdup (record->facts);
      else
        record->facts_differ = TRUE;
    }
  record->found = TRUE;
  till_text_set (&record->facts, facts);
}

/* Entries of rows that are gone stand before; they are told, too. */
static gboolean
read_record (Entries *self, gint64 id, Record *record, TillBroken *missing, GError **error)
{
  record_clear (record);

  while (self->has_row && till_db_column_int (self->rows, 0) <= id)
    {
      const char *facts = till_db_column_text (self->rows, 1);
      gint64      subject = till_db_column_int (self->rows, 0);

      if (subject == id)
        {
          note_facts (record, facts, till_db_column_text (self->rows, 3));
          till_text_set (&record->after, till_db_column_text (self->rows, 2));
        }
      if (!next_entry (self, error))
        return FALSE;
      if (subject < id && (!self->has_row || till_db_column_int (self->rows, 0) != subject))
        till_broken_add (missing, "%" G_GINT64_FORMAT, subject);
    }

  return TRUE;
}

static void
compare (const Record         *record,
         const TillRecordType *type,
         gint64                id,
         gconstpointer         row,
         const char           *snapshot,
         TillBroken           *broken)
{
  g_autofree char *facts = till_record_facts (type, row);

  if (!record->found)
    till_broken_add (broken, _ ("%s %" G_GINT64_FORMAT ": the audit does not know it"), type->table,
                     id);
  else if (record->facts_differ || g_strcmp0 (record->facts, facts) != 0)
    {
      if (g_strcmp0 (record->after, snapshot) != 0)
        till_broken_add (broken, _ ("%s %" G_GINT64_FORMAT ": changed from %s to %s"), type->table,
                         id, record->after, snapshot);
      else
        till_broken_add (broken,
                         _ ("%s %" G_GINT64_FORMAT ": what may never change of it was changed"),
                         type->table, id);
    }
  else if (g_strcmp0 (record->after, snapshot) != 0)
    till_broken_add (broken, _ ("%s %" G_GINT64_FORMAT ": is %s, should be %s"), type->table, id,
                     snapshot, record->after);
}

/* ── Transactions ────────────────────────────────────────────────────────────────────────────── */

/* What the store keeps beside: after the fields of the select. */
static void
check_kept (const TillTransaction *row, TillDbStatement *rows, TillBroken *broken)
{
  int              column = (int) till_store_transaction_type.n_fields + 1;
  g_autofree char *card = till_store_card_words (&row->card);
  g_autofree char *folded = till_text_fold (row->patient_name);
  const char *status = till_transaction_status (row->kind, row->state, row->amount, row->refunded);
  gboolean    counts = till_transaction_counts (row->state);

  if (g_strcmp0 (status, till_db_column_text (rows, column)) != 0 ||
      g_strcmp0 (card, till_db_column_text (rows, column + 1)) != 0 ||
      g_strcmp0 (folded, till_db_column_text (rows, column + 2)) != 0 ||
      (counts ? row->amount.cents : 0) != till_db_column_int (rows, column + 3) ||
      (counts ? row->fee.cents : 0) != till_db_column_int (rows, column + 4))
    till_broken_add (broken, _ ("transaction %" G_GINT64_FORMAT), row->id);
}

/* The number of its receipt, as the receipts have it. */
static void
check_receipt (const TillTransaction *row, TillDbStatement *rows, TillBroken *broken)
{
  int              column = (int) till_store_transaction_type.n_fields + 6;
  gboolean         has_one = !till_db_column_is_null (rows, column);
  g_autofree char *number = NULL;

  if (has_one)
    number =
      g_strdup_printf ("%04" G_GINT64_FORMAT "-%06" G_GINT64_FORMAT,
                       till_db_column_int (rows, column), till_db_column_int (rows, column + 1));

  if (g_strcmp0 (number, row->receipt_number) != 0 ||
      (!has_one && till_transaction_counts (row->state)))
    till_broken_add (broken, _ ("transaction %" G_GINT64_FORMAT), row->id);
}

/* Nothing but the patient has changed with the patient. */
static void
check_assigned (const Record *record, const TillTransaction *row, TillBroken *broken)
{
  g_autoptr (TillTransaction) before = NULL;
  g_autofree char            *facts = NULL;

  if (record->facts_before == NULL)
    return;

  before = till_transaction_copy (row);
  before->patient_id = 0;
  before->guarantor_id = 0;
  till_text_set (&before->patient_name, NULL);
  facts = till_record_facts (&till_store_transaction_type, before);
  if (g_strcmp0 (facts, record->facts_before) != 0)
    till_broken_add (broken,
                     _ ("transaction %" G_GINT64_FORMAT
                        ": more than its patient was changed when it was assigned"),
                     row->id);
}

typedef struct
{
  Entries    entries;
  Record     record;
  TillBroken changed;
  TillBroken missing;
  TillBroken kept;
  TillBroken receipts;
} Pass;

static char *
transactions_sql (void)
{
  const TillRecordType *type = &till_store_transaction_type;
  GString              *sql = g_string_new ("SELECT t.id");

  for (guint i = 0; i < type->n_fields; i++)
    g_string_append_printf (sql, ", t.%s", type->fields[i].column);
  g_string_append (sql, ", t.status, t.card, t.patient_name_folded, t.counted_cents, "
                        "t.counted_fee_cents, r.year, r.serial"
                        " FROM transactions t LEFT JOIN receipts r ON r.transaction_id = t.id"
                        " ORDER BY t.id");

  return g_string_free (sql, FALSE);
}

static gboolean
check_transaction (Pass *pass, TillDbStatement *rows, GError **error)
{
  g_autoptr (TillTransaction) row = till_record_read_row (&till_store_transaction_type, rows);
  g_autofree char            *snapshot = NULL;

  if (!read_record (&pass->entries, row->id, &pass->record, &pass->missing, error))
    return FALSE;

  snapshot = till_store_transaction_snapshot (row);
  compare (&pass->record, &till_store_transaction_type, row->id, row, snapshot, &pass->changed);
  check_assigned (&pass->record, row, &pass->changed);
  check_kept (row, rows, &pass->kept);
  check_receipt (row, rows, &pass->receipts);

  return TRUE;
}

static gboolean
check_attempt (Pass *pass, TillDbStatement *rows, GError **error)
{
  g_autoptr (TillAttempt) row = till_record_read_row (&till_store_attempt_type, rows);
  g_autofree char        *snapshot = NULL;

  if (!read_record (&pass->entries, row->id, &pass->record, &pass->missing, error))
    return FALSE;

  snapshot = till_store_attempt_snapshot (row);
  compare (&pass->record, &till_store_attempt_type, row->id, row, snapshot, &pass->changed);

  return TRUE;
}

static gboolean
check_request (Pass *pass, TillDbStatement *rows, GError **error)
{
  g_autoptr (TillRequest) row = till_record_read_row (&till_store_request_type, rows);
  g_autofree char        *snapshot = NULL;

  if (!read_record (&pass->entries, row->id, &pass->record, &pass->missing, error))
    return FALSE;

  snapshot = till_store_request_snapshot (row);
  compare (&pass->record, &till_store_request_type, row->id, row, snapshot, &pass->changed);

  return TRUE;
}

/* ── The passes ──────────────────────────────────────────────────────────────────────────────── */

typedef gboolean (*CheckRow) (Pass *pass, TillDbStatement *rows, GError **error);

static gboolean
run_pass (Pass             *pass,
          TillDbConnection *connection,
          const char       *subject,
          const char       *sql,
          CheckRow          check,
          GError          **error)
{
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  gboolean                    good;
  TillStep                    step = TILL_STEP_ERROR;

  good = rows != NULL && open_entries (&pass->entries, connection, subject, error);
  while (good && (step = till_db_step (rows, error)) == TILL_STEP_ROW)
    good = check (pass, rows, error);

  good = good && step == TILL_STEP_DONE &&
         read_record (&pass->entries, G_MAXINT64, &pass->record, &pass->missing, error);
  g_clear_pointer (&pass->entries.rows, till_db_statement_free);
  record_clear (&pass->record);

  return good;
}

static void
end_pass (Pass *pass, GPtrArray *findings, const char *unchanged, const char *there)
{
  g_ptr_array_add (findings, till_broken_end (&pass->changed, unchanged));
  g_ptr_array_add (findings, till_broken_end (&pass->missing, there));
}

static void
pass_clear (Pass *pass)
{
  TillBroken *const broken[] = { &pass->changed, &pass->missing, &pass->kept, &pass->receipts };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      if (broken[i]->text != NULL)
        g_string_free (broken[i]->text, TRUE);
    }
}

static gboolean
verify_transactions (TillDbConnection *connection, GPtrArray *findings, GError **error)
{
  g_autofree char *sql = transactions_sql ();
  Pass             pass = { 0 };

  if (!run_pass (&pass, connection, "transactions", sql, check_transaction, error))
    {
      pass_clear (&pass);
      return FALSE;
    }
  end_pass (&pass, findings, _ ("Each transaction is as the audit recorded it"),
            _ ("No transaction that the audit recorded is missing"));
  g_ptr_array_add (
    findings, till_broken_end (&pass.kept, _ ("Status, card, name to search by and what counts "
                                              "follow each transaction’s state")));
  g_ptr_array_add (
    findings, till_broken_end (&pass.receipts, _ ("Each transaction that counts has its receipt’s "
                                                  "number")));

  return TRUE;
}

static gboolean
verify_attempts (TillDbConnection *connection, GPtrArray *findings, GError **error)
{
  g_autofree char *sql =
    g_strconcat (till_record_select (&till_store_attempt_type), " ORDER BY id", NULL);
  Pass pass = { 0 };

  if (!run_pass (&pass, connection, "attempts", sql, check_attempt, error))
    {
      pass_clear (&pass);
      return FALSE;
    }
  end_pass (&pass, findings, _ ("Each attempt is as the audit recorded it"),
            _ ("No attempt that the audit recorded is missing"));

  return TRUE;
}

static gboolean
verify_requests (TillDbConnection *connection, GPtrArray *findings, GError **error)
{
  g_autofree char *sql =
    g_strconcat (till_record_select (&till_store_request_type), " ORDER BY id", NULL);
  Pass pass = { 0 };

  if (!run_pass (&pass, connection, "requests", sql, check_request, error))
    {
      pass_clear (&pass);
      return FALSE;
    }
  end_pass (&pass, findings, _ ("Each request is as the audit recorded it"),
            _ ("No request that the audit recorded is missing"));

  return TRUE;
}

gboolean
till_verify_rows (TillDbConnection *connection, GPtrArray *findings, GError **error)
{
  return verify_transactions (connection, findings, error) &&
         verify_attempts (connection, findings, error) &&
         verify_requests (connection, findings, error);
}
