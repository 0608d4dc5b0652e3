/* till-store-payers.c: what the processor tells of who paid, beside a transaction made elsewhere
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-payers.h"

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
