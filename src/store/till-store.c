/* till-store.c: a practice's data, opened and migrated
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-private.h"

#include <stdarg.h>
#include <string.h>

#include "core/till-error.h"

#define APPLICATION_ID 0x54696c6c /* "Till" */
#define DIGEST_GROUP 8

/* Released scripts are never edited: append one instead. */
static const char *const scripts[] = { "001-practice.sql",
                                       "002-saved-filters.sql",
                                       "003-search.sql",
                                       "004-whole-rows-by-time.sql",
                                       "005-deposits.sql",
                                       "006-payers.sql",
                                       "007-bank.sql",
                                       "008-entries.sql",
                                       "009-deposit-checks.sql",
                                       "010-balances.sql",
                                       "011-deposit-words.sql",
                                       "012-captures.sql",
                                       "013-imports-step-by-step.sql",
                                       "014-snoozes.sql",
                                       "015-book-imports.sql",
                                       "016-quicker-books.sql",
                                       "017-expected.sql",
                                       "018-unread.sql",
                                       "019-people.sql",
                                       "020-statements.sql",
                                       "021-book-lines.sql",
                                       "022-month-ends.sql",
                                       "023-merges.sql",
                                       "024-ledger-by-hand.sql",
                                       "025-book-files.sql",
                                       "026-requests.sql",
                                       "027-cards.sql",
                                       "028-bulk-results.sql",
                                       "029-mail-addresses.sql",
                                       "030-plans.sql",
                                       "031-failed-addresses.sql",
                                       "032-plan-reminders.sql",
                                       "033-plan-documents.sql",
                                       "034-one-charge-for-several.sql",
                                       "035-plan-words.sql",
                                       "036-plan-sendings.sql",
                                       "037-plan-changes.sql",
                                       "038-plan-requests.sql",
                                       "039-plan-payers.sql",
                                       "040-lost-payments.sql",
                                       "041-known-by-name.sql",
                                       "042-stray-invoices.sql",
                                       NULL };

static const TillDbSchema schema = {
  APPLICATION_ID,
  "/org/practicetill/Till/store/migrations/",
  scripts,
};

TillDb *
till_store_open (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return till_db_open (path, &schema, error);
}

/* ── Asking ──────────────────────────────────────────────────────────────────────────────────── */

static TillDbStatement *
prepare_with (TillDbConnection *connection,
              const char       *sql,
              GError          **error,
              int               n_ints,
              va_list           ints)
{
  TillDbStatement *statement = till_db_prepare (connection, sql, error);

  for (int i = 1; statement != NULL && i <= n_ints; i++)
    till_db_bind_int (statement, i, va_arg (ints, gint64));

  return statement;
}

TillStep
till_store_ask (TillDbConnection *connection,
                const char       *sql,
                TillDbStatement **row,
                GError          **error,
                int               n_ints,
                ...)
{
  va_list ints;

  va_start (ints, n_ints);
  *row = prepare_with (connection, sql, error, n_ints, ints);
  va_end (ints);

  return *row != NULL ? till_db_step (*row, error) : TILL_STEP_ERROR;
}

gboolean
till_store_run (TillDbConnection *connection, const char *sql, GError **error, int n_ints, ...)
{
  g_autoptr (TillDbStatement) statement = NULL;
  va_list                     ints;

  va_start (ints, n_ints);
  statement = prepare_with (connection, sql, error, n_ints, ints);
  va_end (ints);

  return statement != NULL && till_db_run (statement, error);
}

gboolean
till_store_do_part (TillDbConnection *connection, TillDbJob job, gpointer data, GError **error)
{
  g_autoptr (GError) failed = NULL;

  if (!till_store_run (connection, "SAVEPOINT part", error, 0))
    return FALSE;

  if (!job (connection, data, &failed))
    {
      if (!g_error_matches (failed, TILL_ERROR, TILL_ERROR_NOT_ALLOWED))
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return FALSE;
        }
      g_info ("Left out: %s", failed->message);
      if (!till_store_run (connection, "ROLLBACK TO SAVEPOINT part", error, 0))
        return FALSE;
    }

  return till_store_run (connection, "RELEASE SAVEPOINT part", error, 0);
}

/* ── JSON of the audit ───────────────────────────────────────────────────────────────────────── */

static void
append_string (GString *json, const char *text)
{
  const char *from = text;

  g_string_append_c (json, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at != '"' && *at != '\\' && (guchar) *at >= 0x20)
        continue;

      g_string_append_len (json, from, at - from);
      from = at + 1;
      if ((guchar) *at < 0x20)
        g_string_append_printf (json, "\\u%04x", (guint) (guchar) *at);
      else
        {
          g_string_append_c (json, '\\');
          g_string_append_c (json, *at);
        }
    }
  g_string_append (json, from);
  g_string_append_c (json, '"');
}

static void
append_name (GString *json, const char *name)
{
  g_string_append_c (json, json->len == 0 ? '{' : ',');
  append_string (json, name);
  g_string_append_c (json, ':');
}

void
till_json_int (GString *json, const char *name, gint64 value)
{
  append_name (json, name);
  g_string_append_printf (json, "%" G_GINT64_FORMAT, value);
}

void
till_json_text (GString *json, const char *name, const char *value)
{
  append_name (json, name);
  if (value != NULL)
    append_string (json, value);
  else
    g_string_append (json, "null");
}

void
till_json_digest (GString *json, const char *name, const char *sha256)
{
  g_autoptr (GString) groups = g_string_new (NULL);

  for (gsize i = 0; i < strlen (sha256); i += DIGEST_GROUP)
    g_string_append_printf (groups, "%s%.*s", i > 0 ? "." : "", DIGEST_GROUP, sha256 + i);
  till_json_text (json, name, groups->str);
}

char *
till_json_end (GString *json)
{
  g_string_append (json, json->len == 0 ? "{}" : "}");

  return g_string_free (json, FALSE);
}
