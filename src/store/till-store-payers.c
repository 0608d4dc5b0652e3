/* till-store-payers.c: what the processor tells of who paid, beside a transaction made elsewhere
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-payers.h"

#include <glib/gi18n-lib.h>

#include "store/till-store-private.h"

gboolean
till_store_keep_payer (TillDbConnection *connection,
                       gint64            transaction_id,
                       const TillPayer  *payer,
                       GError          **error)
{
  static const char sql[] =
    "INSERT INTO payers (transaction_id, customer, name, email, description)"
    " VALUES (?1, ?2, ?3, ?4, ?5)";
  g_autoptr (TillDbStatement) statement = NULL;

  if (payer->customer == NULL && payer->name == NULL && payer->email == NULL &&
      payer->description == NULL)
    return TRUE;

  statement = till_db_prepare (connection, sql, error);
  if (statement == NULL)
    return FALSE;
  till_db_bind_int (statement, 1, transaction_id);
  till_db_bind_text (statement, 2, payer->customer);
  till_db_bind_text (statement, 3, payer->name);
  till_db_bind_text (statement, 4, payer->email);
  till_db_bind_text (statement, 5, payer->description);

  return till_db_run (statement, error);
}

static void
append (GString *words, const char *pattern, const char *text)
{
  g_auto (GStrv) around = g_strsplit (pattern, "%s", 2);

  if (text != NULL)
    g_string_append_printf (words, "%s%s%s%s", words->len > 0 ? " · " : "", around[0], text,
                            around[1] != NULL ? around[1] : "");
}

gboolean
till_store_get_payer_words (TillDbConnection *connection,
                            gint64            transaction_id,
                            char            **words,
                            GError          **error)
{
  static const char           sql[] = "SELECT name, customer, email, description FROM payers"
                                      " WHERE transaction_id = ?1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep step = till_store_ask (connection, sql, &row, error, 1, transaction_id);
  GString *told;

  *words = NULL;
  if (step != TILL_STEP_ROW)
    return step == TILL_STEP_DONE;

  told = g_string_new (NULL);
  append (told, "%s", till_db_column_text (row, 0));
  /* Translators: a number */
  append (told, _ ("Customer %s"), till_db_column_text (row, 1));
  append (told, "%s", till_db_column_text (row, 2));
  append (told, "“%s”", till_db_column_text (row, 3));
  *words = g_string_free (told, FALSE);

  return TRUE;
}
