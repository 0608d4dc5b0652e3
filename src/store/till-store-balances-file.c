/* till-store-balances-file.c: balances that another program's file has told, and what came since
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The books are kept elsewhere, so such a balance follows from no ledger: it is what the file says,
 * with what was entered in Till since. That is each entry of a day after the file's, and each that
 * was added after the file was taken in, whatever its day: the file can't know it. What the file
 * says is kept beside the balance once an entry changes it, so that it is always reckoned anew.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "store/till-store-balances-private.h"

#define N_BASE (TILL_BALANCE_INSURANCE + 1)

/* What a file says of a guarantor. */
typedef struct
{
  gboolean found;    /* the file has the guarantor */
  gboolean kept;     /* apart from the balance */
  gboolean is_joint; /* with what it says of records that are merged into the guarantor's */
  gint64   money[N_BASE];
  gint64   paid_on;
} Base;

static gboolean
refuse_sum (GError **error)
{
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_STORE,
                       _ ("The amounts are too large to be added up."));

  return FALSE;
}

static gboolean
read_base_of (TillDbConnection *connection,
              const char       *sql,
              gint64            edition_id,
              gint64            guarantor_id,
              Base             *base,
              GError          **error)
{
  g_autoptr (TillDbStatement) row = NULL;
  TillStep step = till_store_ask (connection, sql, &row, error, 2, edition_id, guarantor_id);

  base->found = step == TILL_STEP_ROW;
  base->paid_on = TILL_DAY_NONE.number;
  if (base->found)
    {
      for (int i = 0; i < N_BASE; i++)
        base->money[i] = till_db_column_int (row, i);
      if (!till_db_column_is_null (row, N_BASE))
        base->paid_on = till_db_column_int (row, N_BASE);
    }

  return step != TILL_STEP_ERROR;
}

static gboolean
read_base (TillDbConnection *connection,
           gint64            edition_id,
           gint64            guarantor_id,
           Base             *base,
           GError          **error)
{
  static const char kept[] = "SELECT " TILL_BALANCE_FIGURES ", paid_on FROM balance_bases"
                             " WHERE edition_id = ?1 AND guarantor_id = ?2";
  static const char told[] = "SELECT " TILL_BALANCE_FIGURES ", paid_on FROM balances"
                             " WHERE edition_id = ?1 AND guarantor_id = ?2";

  *base = (Base){ .paid_on = TILL_DAY_NONE.number };
  if (!read_base_of (connection, kept, edition_id, guarantor_id, base, error))
    return FALSE;
  base->kept = base->found;

  return base->kept || read_base_of (connection, told, edition_id, guarantor_id, base, error);
}

/* What the file says of the records that are merged into the guarantor's is kept apart of each. */
static gboolean
add_merged (TillDbConnection *connection,
            gint64            edition_id,
            gint64            guarantor_id,
            Base             *base,
            GError          **error)
{
  static const char sql[] =
    "SELECT " TILL_BALANCE_FIGURES ", paid_on FROM balance_bases WHERE edition_id = ?1"
    "   AND guarantor_id IN (SELECT id FROM patients WHERE merged_into = ?2)";
  g_autoptr (TillDbStatement) rows = NULL;
  TillStep step = till_store_ask (connection, sql, &rows, error, 2, edition_id, guarantor_id);

  for (; step == TILL_STEP_ROW; step = till_db_step (rows, error))
    {
      base->is_joint = TRUE;
      for (int i = 0; i < N_BASE; i++)
        {
          TillMoney sum;

          if (!till_money_add (till_money (base->money[i]),
                               till_money (till_db_column_int (rows, i)), &sum))
            return refuse_sum (error);
          base->money[i] = sum.cents;
        }
      if (!till_db_column_is_null (rows, N_BASE))
        base->paid_on = MAX (base->paid_on, till_db_column_int (rows, N_BASE));
    }

  return step == TILL_STEP_DONE;
}

static gboolean
keep_base (TillDbConnection *connection,
           gint64            edition_id,
           gint64            guarantor_id,
           const Base       *base,
           GError          **error)
{
  static const char           sql[] = "INSERT INTO balance_bases (edition_id, guarantor_id,"
                                      " " TILL_BALANCE_FIGURES ", paid_on)"
                                      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, edition_id);
  till_db_bind_int (statement, 2, guarantor_id);
  for (int i = 0; i < N_BASE; i++)
    till_db_bind_int (statement, 3 + i, base->money[i]);
  if (base->paid_on != TILL_DAY_NONE.number)
    till_db_bind_int (statement, 3 + N_BASE, base->paid_on);

  return till_db_run (statement, error);
}

/* ── What came since ─────────────────────────────────────────────────────────────────────────── */

/* Adds them to what the file says, not settled yet. */
static gboolean
add_entries (TillDbConnection  *connection,
             const TillEdition *edition,
             gint64             guarantor_id,
             TillMoney          charges[TILL_N_AGES],
             TillMoney         *credits,
             gint64            *paid_on,
             guint             *n_entries,
             GError           **error)
{
  static const char           sql[] = "SELECT day, amount_cents, kind = 'payment',"
                                      "       reverses_id IS NOT NULL FROM account_entries"
                                      " WHERE guarantor_id = ?1 AND (day > ?2 OR id > ?3)";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  TillStep                    step = TILL_STEP_ERROR;

  if (rows == NULL)
    return FALSE;
  till_db_bind_int (rows, 1, guarantor_id);
  till_db_bind_int (rows, 2, edition->aged_on.number);
  till_db_bind_int (rows, 3, edition->last_entry);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      TillDay    day = { (gint32) till_db_column_int (rows, 0) };
      TillMoney  amount = till_money (till_db_column_int (rows, 1));
      TillMoney *sum = credits;

      if (till_aging_is_charge (amount, till_db_column_int (rows, 3) != 0))
        sum = &charges[till_age_of (day, edition->aged_on)];
      if (!till_money_add (*sum, amount, sum))
        return refuse_sum (error);
      if (till_db_column_int (rows, 2) != 0)
        *paid_on = MAX (*paid_on, day.number);
      (*n_entries)++;
    }

  return step == TILL_STEP_DONE;
}

/* As the file says it, when nothing came since: it need not be by our rule. */
static gboolean
reckon (TillDbConnection  *connection,
        const TillEdition *edition,
        const Base        *base,
        TillBalance       *balance,
        TillAging         *aging,
        guint             *n_entries,
        GError           **error)
{
  TillMoney charges[TILL_N_AGES];
  TillMoney credits = till_money (base->money[TILL_BALANCE_CREDIT]);

  for (int i = 0; i < TILL_N_AGES; i++)
    aging->owed[i] = charges[i] = till_money (base->money[i]);
  aging->credit = credits;
  aging->total = till_money (base->money[TILL_BALANCE_TOTAL]);
  balance->paid_on = base->paid_on;
  if (!add_entries (connection, edition, balance->guarantor_id, charges, &credits,
                    &balance->paid_on, n_entries, error))
    return FALSE;

  return (*n_entries == 0 && !base->is_joint) || till_aging_settle (charges, credits, aging) ||
         refuse_sum (error);
}

/* *is_changed: it is another than the file says. */
static gboolean
settle (TillDbConnection  *connection,
        const TillEdition *edition,
        const Base        *base,
        TillBalance       *balance,
        gboolean          *is_changed,
        GError           **error)
{
  g_auto (TillPlanDues) plans = { NULL };
  TillAging             aging;
  guint                 n_entries = 0;

  if (!reckon (connection, edition, base, balance, &aging, &n_entries, error) ||
      !till_plan_dues_begin_one (&plans, connection, balance->guarantor_id, edition->aged_on,
                                 error) ||
      !till_plan_dues_defer (&plans, balance->guarantor_id, &aging, error))
    return FALSE;

  for (int i = 0; i < TILL_N_AGES; i++)
    balance->money[i] = aging.owed[i].cents;
  balance->money[TILL_BALANCE_CREDIT] = aging.credit.cents;
  balance->money[TILL_BALANCE_TOTAL] = aging.total.cents;
  balance->money[TILL_BALANCE_INSURANCE] = base->money[TILL_BALANCE_INSURANCE];
  balance->money[TILL_BALANCE_PORTION] =
    till_patient_portion (aging.total, till_money (base->money[TILL_BALANCE_INSURANCE])).cents;
  *is_changed = n_entries > 0 || base->is_joint ||
                memcmp (balance->money, base->money, sizeof base->money) != 0;

  return TRUE;
}

/* ── The guarantor ───────────────────────────────────────────────────────────────────────────── */

static TillStep
read_guarantor (TillDbConnection *connection,
                gint64            id,
                TillDay           as_of,
                TillDbStatement **row,
                TillBalance      *balance,
                GError          **error)
{
  static const char sql[] = "SELECT location_id, name, birth_date, coalesce(phone, '') <> '',"
                            "       coalesce(email, '') <> '' FROM patients WHERE id = ?1";
  TillStep          step = till_store_ask (connection, sql, row, error, 1, id);

  *balance = (TillBalance){ .guarantor_id = id, .years = -1 };
  if (step != TILL_STEP_ROW)
    return step;

  balance->location_id = till_db_column_int (*row, 0);
  balance->name = till_db_column_text (*row, 1);
  if (!till_db_column_is_null (*row, 2))
    balance->years =
      till_day_count_years ((TillDay){ (gint32) till_db_column_int (*row, 2) }, as_of);
  balance->reach =
    till_balance_reach (till_db_column_int (*row, 3) != 0, till_db_column_int (*row, 4) != 0);

  return step;
}

static gboolean
has_balance (TillDbConnection *connection,
             gint64            edition_id,
             gint64            guarantor_id,
             gboolean         *has,
             GError          **error)
{
  static const char           sql[] = "SELECT 1 FROM balances"
                                      " WHERE edition_id = ?1 AND guarantor_id = ?2";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep step = till_store_ask (connection, sql, &row, error, 2, edition_id, guarantor_id);

  *has = step == TILL_STEP_ROW;

  return step != TILL_STEP_ERROR;
}

gboolean
till_store_age_on_file (TillDbConnection  *connection,
                        const TillEdition *edition,
                        gint64             guarantor_id,
                        GError           **error)
{
  g_autoptr (TillDbStatement) row = NULL;
  Base                        own;
  Base                        base;
  TillBalance                 balance;
  gboolean                    is_changed;
  gboolean                    has_row;
  TillStep                    step =
    read_guarantor (connection, guarantor_id, edition->aged_on, &row, &balance, error);

  if (step != TILL_STEP_ROW)
    return step == TILL_STEP_DONE;
  if (!read_base (connection, edition->id, guarantor_id, &own, error))
    return FALSE;
  base = own;
  if (!add_merged (connection, edition->id, guarantor_id, &base, error) ||
      !settle (connection, edition, &base, &balance, &is_changed, error) ||
      !has_balance (connection, edition->id, guarantor_id, &has_row, error))
    return FALSE;
  if (!is_changed && !base.found)
    return TRUE;
  balance.is_new = !has_row;

  return (own.kept || !is_changed ||
          keep_base (connection, edition->id, guarantor_id, &own, error)) &&
         till_store_write_balance (connection, edition->id, &balance, error);
}
