/* till-store-merges-balances.c: the balances of accounts that were merged, or parted again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A balance follows from entries, or from what a file says, and whose these are follows from the
 * merges. So those of an account and of the records that are merged into it are dropped and
 * reckoned anew. Only what the insurance is thought to pay may have been set by hand: it is added
 * up.
 */
#include "store/till-store-merges-private.h"

/* The rows of the account ?2 in edition ?1. */
#define OF_ACCOUNT                                                                                 \
  " edition_id = ?1 AND guarantor_id IN (SELECT id FROM patients WHERE id = ?2 OR merged_into = "  \
  "?2)"

/* Then the file says what the insurance is thought to pay of each. */
static gboolean
is_of_file (const TillEdition *edition)
{
  return edition->import_id != 0;
}

static gboolean
read_insurance (TillDbConnection  *connection,
                const TillEdition *edition,
                gint64             account_id,
                gint64            *cents,
                GError           **error)
{
  static const char           sql[] = "SELECT coalesce(sum(insurance_cents), 0) FROM balances"
                                      " WHERE" OF_ACCOUNT;
  g_autoptr (TillDbStatement) row = NULL;

  if (till_store_ask (connection, sql, &row, error, 2, edition->id, account_id) != TILL_STEP_ROW)
    return FALSE;
  *cents = till_db_column_int (row, 0);

  return TRUE;
}

static gboolean
write_insurance (TillDbConnection  *connection,
                 const TillEdition *edition,
                 gint64             account_id,
                 gint64             cents,
                 GError           **error)
{
  static const char           ask[] = "SELECT total_cents FROM balances"
                                      " WHERE edition_id = ?1 AND guarantor_id = ?2";
  static const char           write[] = "UPDATE balances SET insurance_cents = ?3,"
                                        "                    portion_cents = ?4"
                                        " WHERE edition_id = ?1 AND guarantor_id = ?2";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep  step = till_store_ask (connection, ask, &row, error, 2, edition->id, account_id);
  TillMoney portion;

  if (step != TILL_STEP_ROW)
    return step == TILL_STEP_DONE;
  portion = till_patient_portion (till_money (till_db_column_int (row, 0)), till_money (cents));

  return till_store_run (connection, write, error, 4, edition->id, account_id, cents,
                         portion.cents);
}

/* What a file says of each is kept apart of it. */
static gboolean
drop_balances (TillDbConnection  *connection,
               const TillEdition *edition,
               gint64             account_id,
               GError           **error)
{
  static const char keep[] =
    "INSERT INTO balance_bases (edition_id, guarantor_id, " TILL_BALANCE_FIGURES ", paid_on)"
    " SELECT edition_id, guarantor_id, " TILL_BALANCE_FIGURES ", paid_on FROM balances"
    "  WHERE" OF_ACCOUNT " AND NOT EXISTS (SELECT 1 FROM balance_bases AS f"
    "   WHERE f.edition_id = balances.edition_id AND f.guarantor_id = balances.guarantor_id)";

  return (!till_edition_is_told (edition) ||
          till_store_run (connection, keep, error, 2, edition->id, account_id)) &&
         till_store_run (connection, "DELETE FROM balances WHERE" OF_ACCOUNT, error, 2, edition->id,
                         account_id);
}

gboolean
till_store_settle_account (TillDbConnection  *connection,
                           const TillEdition *edition,
                           gint64             account_id,
                           GError           **error)
{
  gint64 insurance;

  return read_insurance (connection, edition, account_id, &insurance, error) &&
         drop_balances (connection, edition, account_id, error) &&
         till_store_age_in (connection, edition, account_id, error) &&
         (insurance == 0 || is_of_file (edition) ||
          write_insurance (connection, edition, account_id, insurance, error));
}

gboolean
till_store_part_accounts (TillDbConnection  *connection,
                          const TillEdition *edition,
                          gint64             account_id,
                          gint64             parted_id,
                          gint64             insurance,
                          GError           **error)
{
  gint64 whole;

  if (!read_insurance (connection, edition, account_id, &whole, error) ||
      !till_store_settle_account (connection, edition, account_id, error) ||
      !till_store_settle_account (connection, edition, parted_id, error))
    return FALSE;
  if (is_of_file (edition))
    return TRUE;
  /* Some of it may have come since. */
  insurance = MIN (insurance, whole);

  return write_insurance (connection, edition, account_id, whole - insurance, error) &&
         write_insurance (connection, edition, parted_id, insurance, error);
}

gboolean
till_store_settle_merges (TillDbConnection *connection, const TillEdition *edition, GError **error)
{
  static const char sql[] =
    "SELECT DISTINCT coalesce(p.merged_into, p.id) FROM patients AS p"
    " WHERE p.id IN (SELECT patient_id FROM merges UNION ALL SELECT kept_id FROM merges)";

  return till_store_each_account (connection, edition, sql, till_store_settle_account, error);
}
