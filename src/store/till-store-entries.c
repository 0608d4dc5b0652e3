/* till-store-entries.c: entries of the ledger that are no transaction's, and taking them back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-entries.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "rules/till-ledger-rules.h"
#include "store/till-store-allocations.h"
#include "store/till-store-balances-private.h"
#include "store/till-store-snoozes.h"
#include "store/till-store-transactions.h"

/* ── Writing ─────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64      patient_id;
  gint64      guarantor_id; /* 0: the patient's */
  const char *kind;
  TillMoney   amount;
  TillDay     day;
  const char *note;
  gint64      reverses_id; /* 0: none */
} Entry;

static gboolean
insert (TillDbConnection *connection, const Entry *entry, TillInstant at, GError **error)
{
  static const char sql[] =
    "INSERT INTO ledger_entries (location_id, patient_id, guarantor_id, kind, amount_cents, day,"
    "                            note, entered_at, reverses_id)"
    " SELECT location_id, id, coalesce(?7, guarantor_id, id), ?2, ?3, ?4, ?5, ?6, ?8"
    "   FROM patients WHERE id = ?1";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, entry->patient_id);
  till_db_bind_text (statement, 2, entry->kind);
  till_db_bind_int (statement, 3, entry->amount.cents);
  till_db_bind_int (statement, 4, entry->day.number);
  till_db_bind_text (statement, 5, entry->note);
  till_db_bind_int (statement, 6, at);
  if (entry->guarantor_id != 0)
    till_db_bind_int (statement, 7, entry->guarantor_id);
  if (entry->reverses_id != 0)
    till_db_bind_int (statement, 8, entry->reverses_id);
  if (!till_db_run (statement, error))
    return FALSE;
  if (till_db_n_changed (connection) == 1)
    return TRUE;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_FOUND, _ ("The patient is not there."));

  return FALSE;
}

static gboolean
audit (TillDbConnection *connection,
       const Entry      *entry,
       gint64            id,
       const TillActor  *actor,
       TillInstant       at,
       GError          **error)
{
  GString         *json = g_string_new (NULL);
  g_autofree char *after = NULL;

  till_json_text (json, "kind", entry->kind);
  till_json_int (json, "amount", entry->amount.cents);
  if (entry->reverses_id != 0)
    till_json_int (json, "takes_back", entry->reverses_id);
  after = till_json_end (json);

  return till_store_audit_row (
    connection, actor, at, entry->reverses_id != 0 ? "take-back-ledger-entry" : "add-ledger-entry",
    "ledger_entries", id, NULL, after, NULL, error);
}

/* What follows from it. */
static gboolean
settle (TillDbConnection *connection,
        gint64            id,
        const TillActor  *actor,
        TillInstant       at,
        GError          **error)
{
  static const char           sql[] = "SELECT guarantor_id FROM ledger_entries WHERE id = ?1";
  g_autoptr (TillDbStatement) row = NULL;
  gint64                      guarantor;

  if (till_store_ask (connection, sql, &row, error, 1, id) != TILL_STEP_ROW)
    return FALSE;
  guarantor = till_db_column_int (row, 0);

  return till_store_follow_allocations (connection, guarantor, id, actor, at, error) &&
         till_store_age_guarantor (connection, guarantor, error) &&
         till_store_follow_snooze (connection, guarantor, at, error);
}

static gboolean
write_entry (TillDbConnection *connection,
             const Entry      *entry,
             const TillActor  *actor,
             TillInstant       at,
             GError          **error)
{
  gint64 id;

  if (!till_text_refuse_card_number (entry->note, _ ("the note"), error) ||
      !insert (connection, entry, at, error))
    return FALSE;
  id = till_db_last_id (connection);

  return audit (connection, entry, id, actor, at, error) &&
         settle (connection, id, actor, at, error);
}

gboolean
till_store_add_ledger_entry (TillDbConnection *connection,
                             gint64            patient_id,
                             const char       *kind,
                             TillMoney         amount,
                             TillDay           day,
                             const char       *note,
                             TillInstant       at,
                             GError          **error)
{
  Entry entry = { patient_id, 0, kind, amount, day, note, 0 };

  g_return_val_if_fail (g_str_equal (kind, "charge") || g_str_equal (kind, "adjustment"), FALSE);

  return write_entry (connection, &entry, NULL, at, error);
}

/* ── By hand ─────────────────────────────────────────────────────────────────────────────────── */

/* A double press, or two people with one slip of paper. */
static gboolean
ask_if_alike (TillDbConnection *connection, const Entry *entry, TillInstant at, GError **error)
{
  static const char           sql[] = "SELECT p.name FROM ledger_entries AS e"
                                      "  JOIN patients AS p ON p.id = e.patient_id"
                                      " WHERE e.patient_id = ?1 AND e.day = ?2 AND e.amount_cents = ?3"
                                      "   AND e.note = ?4 AND e.entered_at > ?5 AND e.reverses_id IS NULL"
                                      "   AND e.transaction_id IS NULL"
                                      "   AND NOT EXISTS (SELECT 1 FROM ledger_entries AS r"
                                      "                    WHERE r.reverses_id = e.id) LIMIT 1";
  g_autoptr (TillDbStatement) row = till_db_prepare (connection, sql, error);
  TillStep                    step = TILL_STEP_ERROR;
  g_autofree char            *amount = till_money_format (entry->amount);
  g_autofree char            *day = till_day_format (entry->day);

  if (row != NULL)
    {
      till_db_bind_int (row, 1, entry->patient_id);
      till_db_bind_int (row, 2, entry->day.number);
      till_db_bind_int (row, 3, entry->amount.cents);
      till_db_bind_text (row, 4, entry->note);
      till_db_bind_int (row, 5, at - TILL_LEDGER_ALIKE_FOR);
      step = till_db_step (row, error);
    }
  if (step == TILL_STEP_ROW)
    g_set_error (
      error, TILL_ERROR, TILL_ERROR_ASK_FIRST,
      _ ("The same was entered a moment ago: “%s”, %s, for %s on %s. Was it done twice?"),
      entry->note, amount, till_db_column_text (row, 0), day);

  return step == TILL_STEP_DONE;
}

gboolean
till_store_enter (TillDbConnection      *connection,
                  const TillLedgerOrder *order,
                  gboolean               knowingly,
                  const TillActor       *actor,
                  TillInstant            at,
                  GError               **error)
{
  g_autofree char *words = till_text_tidy (order->words);
  Entry            entry = { order->patient_id,
                             0,
                  order->is_charge ? "charge" : "adjustment",
                             order->amount,
                             order->day,
                             words,
                             0 };

  return (knowingly || ask_if_alike (connection, &entry, at, error)) &&
         write_entry (connection, &entry, actor, at, error);
}

/* ── Taking back ─────────────────────────────────────────────────────────────────────────────── */

/* The balances shown don't follow from it, but from a file that has it. */
static gboolean
find_in_file (TillDbConnection *connection, TillLedgerEntry *entry, GError **error)
{
  TillEdition edition;
  TillDay     until;

  if (!till_store_find_edition (connection, &edition, error))
    return FALSE;

  until = till_edition_is_told (&edition) ? edition.aged_on : edition.lines_until;
  entry->is_in_file = edition.import_id != 0 && entry->id <= edition.last_entry &&
                      till_day_compare (entry->day, until) <= 0;

  return TRUE;
}

TillLedgerEntry *
till_store_get_entry (TillDbConnection *connection, gint64 id, GError **error)
{
  static const char sql[] =
    "SELECT e.patient_id, e.guarantor_id, p.name, e.kind = 'charge', e.amount_cents, e.day, e.note,"
    "       coalesce(e.transaction_id, 0), coalesce(e.reverses_id, 0),"
    "       EXISTS (SELECT 1 FROM ledger_entries AS r WHERE r.reverses_id = e.id)"
    "  FROM ledger_entries AS e JOIN patients AS p ON p.id = e.patient_id WHERE e.id = ?1";
  g_autoptr (TillDbStatement) row = NULL;
  g_autoptr (TillLedgerEntry) entry = g_new0 (TillLedgerEntry, 1);
  TillStep                    step = till_store_ask (connection, sql, &row, error, 1, id);

  if (step == TILL_STEP_DONE)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                         _ ("This line stands in another program’s file, not in Till’s ledger. "
                            "Correct it in that program, and import its file anew."));
  if (step != TILL_STEP_ROW)
    return NULL;

  entry->id = id;
  entry->patient_id = till_db_column_int (row, 0);
  entry->guarantor_id = till_db_column_int (row, 1);
  entry->patient = till_db_column_dup_text (row, 2);
  entry->is_charge = till_db_column_int (row, 3) != 0;
  entry->amount = till_money (till_db_column_int (row, 4));
  entry->day.number = (gint32) till_db_column_int (row, 5);
  entry->words = till_db_column_dup_text (row, 6);
  entry->transaction_id = till_db_column_int (row, 7);
  entry->reverses_id = till_db_column_int (row, 8);
  entry->is_taken_back = till_db_column_int (row, 9) != 0;

  return find_in_file (connection, entry, error) ? g_steal_pointer (&entry) : NULL;
}

gboolean
till_store_take_entry_back (TillDbConnection *connection,
                            gint64            id,
                            const char       *reason,
                            const TillActor  *actor,
                            TillInstant       at,
                            GError          **error)
{
  g_autoptr (TillLedgerEntry) before = till_store_get_entry (connection, id, error);
  g_autofree char            *words = till_text_tidy (reason);
  Entry                       entry = { 0 };

  if (before == NULL || !till_ledger_check_take_back (before, error))
    return FALSE;

  entry = (Entry){ before->patient_id,
                   before->guarantor_id,
                   before->is_charge ? "charge" : "adjustment",
                   till_money (-before->amount.cents),
                   before->day,
                   words,
                   id };

  return write_entry (connection, &entry, actor, at, error);
}
