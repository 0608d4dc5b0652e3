/* till-store-statements.c: what is on a guarantor’s statement, and which were made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-statements.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "store/till-store-balances-private.h"

/* ── Entries ─────────────────────────────────────────────────────────────────────────────────── */

/* "Visa ••4242", "check 1044", "cash"; NULL: there is nothing to say. */
static char *
say_means (TillDbStatement *row)
{
  const char *card = till_db_column_text (row, 7);
  const char *check = till_db_column_text (row, 8);
  int         method;

  if (card != NULL)
    return g_strdup (card);
  if (check != NULL)
    return g_strdup_printf (_ ("check %s"), check);
  if (!till_enum_from_text (TILL_TYPE_METHOD, till_db_column_text (row, 6), &method))
    return NULL;

  return g_strdup (till_method_to_words ((TillMethod) method));
}

/* In place of the kind, of what takes an entry back. It has that entry's words: why it was taken
 * back is the practice's own affair. */
#define TAKES_BACK "takes-back"

static const char *
say_kind (const char *kind, gint64 cents)
{
  if (g_str_equal (kind, "charge"))
    return _ ("Charge");
  if (g_str_equal (kind, "adjustment"))
    return _ ("Adjustment");
  if (g_str_equal (kind, "payment"))
    return _ ("Payment, thank you");
  if (g_str_equal (kind, "insurance"))
    return _ ("Insurance payment");
  if (g_str_equal (kind, "refund"))
    return _ ("Refund");
  if (g_str_equal (kind, "void"))
    return _ ("Payment taken back");
  if (g_str_equal (kind, TAKES_BACK))
    return cents < 0 ? _ ("Charge taken back") : _ ("Credit taken back");

  return cents > 0 ? _ ("Payment that failed") : _ ("Refund that failed");
}

static char *
say_entry (TillDbStatement *row)
{
  const char      *kind = till_db_column_text (row, 3);
  const char      *note = till_db_column_text (row, 4);
  const char      *words = say_kind (kind, till_db_column_int (row, 2));
  g_autofree char *means = say_means (row);

  if (note != NULL && *note != '\0')
    return g_str_equal (kind, "charge") ? g_strdup (note) : g_strdup_printf ("%s: %s", words, note);
  /* Translators: an entry of the ledger, and by which means: "Refund, Visa ••4242" */
  if (means != NULL)
    return g_strdup_printf (_ ("%s, %s"), words, means);

  return g_strdup (words);
}

static gboolean
is_taking_back (TillDbStatement *row)
{
  return g_str_equal (till_db_column_text (row, 3), TAKES_BACK);
}

/* All that are in the balance: of the ledger’s own, those up to the day; of a file’s balances,
 * those that the file doesn’t know; of a file’s lines, these and those. */
static gboolean
read_lines (TillDbConnection  *connection,
            TillStatement     *statement,
            const TillEdition *edition,
            GError           **error)
{
#define ENTRIES(which)                                                                             \
  "SELECT e.id, e.day, e.amount_cents,"                                                            \
  "       CASE WHEN e.reverses_id IS NULL THEN e.kind ELSE '" TAKES_BACK "' END,"                  \
  "       CASE WHEN e.reverses_id IS NULL THEN e.note"                                             \
  "            ELSE (SELECT o.note FROM ledger_entries AS o WHERE o.id = e.reverses_id) END,"      \
  "       p.name,"                                                                                 \
  "       t.method, t.card, t.check_number, e.day"                                                 \
  "  FROM account_entries AS e JOIN patients AS q ON q.id = e.patient_id"                          \
  "  JOIN patients AS p ON p.id = coalesce(q.merged_into, q.id)"                                   \
  "  LEFT JOIN transactions AS t ON t.id = e.transaction_id"                                       \
  " WHERE e.guarantor_id = ?1 AND (" which ") ORDER BY 2, 1"
#define LINES                                                                                      \
  "SELECT 0, l.day, l.amount_cents, l.kind, l.note, p.name, NULL, NULL, NULL, l.aged_from"         \
  "  FROM account_lines AS l JOIN patients AS q ON q.id = l.patient_id"                            \
  "  JOIN patients AS p ON p.id = coalesce(q.merged_into, q.id)"                                   \
  " WHERE l.guarantor_id = ?1 AND l.edition_id = ?4 AND l.day <= ?2"                               \
  " UNION ALL "
  static const char own[] = ENTRIES ("e.day <= ?2 AND ?3 = 0");
  static const char of_file[] = ENTRIES ("e.day > ?2 OR e.id > ?3");
  static const char of_lines[] = LINES ENTRIES ("e.day <= ?2 AND (e.day > ?5 OR e.id > ?3)");
  gboolean                             has_lines = !till_day_is_none (edition->lines_until);
  g_autoptr (TillDbStatement)          rows = till_db_prepare (
             connection, statement->is_told ? of_file : (has_lines ? of_lines : own), error);
  TillStep step = TILL_STEP_ERROR;

  if (rows == NULL)
    return FALSE;

  till_db_bind_int (rows, 1, statement->guarantor_id);
  till_db_bind_int (rows, 2, statement->as_of.number);
  till_db_bind_int (rows, 3, edition->last_entry);
  if (has_lines)
    {
      till_db_bind_int (rows, 4, edition->id);
      till_db_bind_int (rows, 5, edition->lines_until.number);
    }
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    till_statement_add_line (statement, (TillStatementLine){
                                          .id = till_db_column_int (rows, 0),
                                          .day = { (gint32) till_db_column_int (rows, 1) },
                                          .aged_from = { (gint32) till_db_column_int (rows, 9) },
                                          .amount = till_money (till_db_column_int (rows, 2)),
                                          .patient = till_db_column_dup_text (rows, 5),
                                          .words = say_entry (rows),
                                          .takes_back = is_taking_back (rows),
                                        });

  return step == TILL_STEP_DONE;
}

/* ── The account ─────────────────────────────────────────────────────────────────────────────── */

/* The balance’s figures: of a file’s all, of the ledger’s the insurance alone is asked for, since
 * the rest follows from the entries. */
static gboolean
read_balance (TillDbConnection  *connection,
              TillStatement     *statement,
              const TillEdition *edition,
              GError           **error)
{
  static const char           sql[] = "SELECT " TILL_BALANCE_FIGURES " FROM balances"
                                      " WHERE edition_id = ?1 AND guarantor_id = ?2";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step =
    till_store_ask (connection, sql, &row, error, 2, edition->id, statement->guarantor_id);

  if (step != TILL_STEP_ROW)
    return step == TILL_STEP_DONE;

  for (int i = 0; i < TILL_N_AGES; i++)
    statement->owed[i] = till_money (till_db_column_int (row, i));
  statement->credit = till_money (till_db_column_int (row, TILL_BALANCE_CREDIT));
  statement->balance = till_money (till_db_column_int (row, TILL_BALANCE_TOTAL));
  statement->insurance = till_money (till_db_column_int (row, TILL_BALANCE_INSURANCE));

  return TRUE;
}

static gboolean
read_guarantor (TillDbConnection *connection, TillStatement *statement, GError **error)
{
  static const char           sql[] = "SELECT location_id, name, address, number FROM patients"
                                      " WHERE id = ?1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep step = till_store_ask (connection, sql, &row, error, 1, statement->guarantor_id);

  if (step == TILL_STEP_DONE)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                         _ ("The guarantor is not there."));
  if (step != TILL_STEP_ROW)
    return FALSE;

  statement->location_id = till_db_column_int (row, 0);
  statement->name = till_db_column_dup_text (row, 1);
  statement->address = till_db_column_dup_text (row, 2);
  statement->number = till_db_column_dup_text (row, 3);

  return TRUE;
}

/* ── Earlier ones ────────────────────────────────────────────────────────────────────────────── */

/* Of the same books: each newer file of lines has the older ones' too. */
static gboolean
find_last (TillDbConnection    *connection,
           const TillStatement *statement,
           TillStatementMark   *mark,
           gboolean            *found,
           GError             **error)
{
  static const char           sql[] = "SELECT day, last_entry FROM statements"
                                      " WHERE guarantor_id = ?1 AND day < ?2"
                                      "   AND (coalesce(import_id, 0) = ?3 OR (?4 AND import_id IN"
                                      "     (SELECT id FROM book_imports WHERE kind = 'ledger')))"
                                      " ORDER BY day DESC, id DESC LIMIT 1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep step = till_store_ask (connection, sql, &row, error, 4, statement->guarantor_id,
                                  (gint64) statement->day.number, statement->import_id,
                                  (gint64) (statement->import_id != 0 && !statement->is_told));

  *found = step == TILL_STEP_ROW;
  if (*found)
    {
      mark->day.number = (gint32) till_db_column_int (row, 0);
      mark->last_entry = till_db_column_int (row, 1);
    }

  return step != TILL_STEP_ERROR;
}

/* What is in a plan and not due does not age: on paper as in the list. A file’s balance is read so.
 */
static gboolean
defer_plans (TillDbConnection *connection, TillStatement *statement, GError **error)
{
  g_auto (TillPlanDues) plans = { NULL };
  TillAging             aging = { .total = statement->balance, .credit = statement->credit };

  if (statement->is_told)
    return TRUE;

  memcpy (aging.owed, statement->owed, sizeof aging.owed);
  if (!till_plan_dues_begin_one (&plans, connection, statement->guarantor_id, statement->as_of,
                                 error) ||
      !till_plan_dues_defer (&plans, statement->guarantor_id, &aging, error))
    return FALSE;
  memcpy (statement->owed, aging.owed, sizeof statement->owed);

  return TRUE;
}

TillStatement *
till_store_read_statement (TillDbConnection *connection,
                           gint64            guarantor_id,
                           TillDay           today,
                           GError          **error)
{
  g_autoptr (TillStatement) statement = till_statement_new ();
  TillEdition               edition;
  TillStatementMark         last;
  gboolean                  found;

  statement->guarantor_id = guarantor_id;
  statement->day = today;
  if (!till_store_find_edition (connection, &edition, error))
    return NULL;
  statement->import_id = edition.import_id;
  statement->is_told = till_edition_is_told (&edition);
  statement->as_of = statement->is_told ? edition.aged_on : today;
  if (!read_guarantor (connection, statement, error) ||
      !read_balance (connection, statement, &edition, error) ||
      !read_lines (connection, statement, &edition, error) ||
      !find_last (connection, statement, &last, &found, error))
    return NULL;

  if (!till_statement_settle (statement, found ? &last : NULL))
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_STORE,
                   _ ("The amounts of “%s” are too large to be added up."), statement->name);
      return NULL;
    }

  return defer_plans (connection, statement, error) ? g_steal_pointer (&statement) : NULL;
}

/* ── Noting ──────────────────────────────────────────────────────────────────────────────────── */

static const char *
form_to_text (TillStatementForm form)
{
  return form == TILL_STATEMENT_ON_PAPER ? "paper" : "pdf";
}

static char *
row_to_json (const TillStatementRow *row, TillStatementForm form)
{
  GString *json = g_string_new (NULL);

  till_json_int (json, "guarantor", row->guarantor_id);
  till_json_int (json, "day", row->day.number);
  till_json_int (json, "balance", row->balance.cents);
  till_json_int (json, "due", row->due.cents);
  till_json_text (json, "form", form_to_text (form));

  return till_json_end (json);
}

gboolean
till_store_note_statement (TillDbConnection       *connection,
                           const TillStatementRow *row,
                           TillStatementForm       form,
                           const TillActor        *actor,
                           TillInstant             at,
                           GError                **error)
{
  static const char sql[] =
    "INSERT INTO statements (location_id, guarantor_id, day, balance_cents, due_cents, last_entry,"
    "                        import_id, form, made_at, made_by)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);
  g_autofree char            *after = row_to_json (row, form);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, row->location_id);
  till_db_bind_int (statement, 2, row->guarantor_id);
  till_db_bind_int (statement, 3, row->day.number);
  till_db_bind_int (statement, 4, row->balance.cents);
  till_db_bind_int (statement, 5, row->due.cents);
  till_db_bind_int (statement, 6, row->last_entry);
  if (row->import_id != 0)
    till_db_bind_int (statement, 7, row->import_id);
  till_db_bind_text (statement, 8, form_to_text (form));
  till_db_bind_int (statement, 9, at);
  till_db_bind_text (statement, 10, actor != NULL ? actor->name : "Till");

  return till_db_run (statement, error) &&
         till_store_audit_row (connection, actor, at, "make-statement", "statements",
                               till_db_last_id (connection), NULL, after, NULL, error);
}
