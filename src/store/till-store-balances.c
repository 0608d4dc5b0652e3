/* till-store-balances.c: balances aged, of all guarantors or of one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-balances.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "store/till-store-balances-private.h"

/* ── Editions ────────────────────────────────────────────────────────────────────────────────── */

gboolean
till_store_find_edition (TillDbConnection *connection, TillEdition *edition, GError **error)
{
  static const char           sql[] = "SELECT id, coalesce(aging_on, aged_on), state = 'shown',"
                                      "       coalesce(import_id, 0), coalesce(last_entry, 0) FROM editions"
                                      " WHERE state = 'shown' OR (state = 'building' AND import_id IS NULL)"
                                      " ORDER BY state DESC NULLS LAST LIMIT 1";
  g_autoptr (TillDbStatement) row = till_db_prepare (connection, sql, error);
  TillStep                    step = row != NULL ? till_db_step (row, error) : TILL_STEP_ERROR;

  *edition = (TillEdition){ .aged_on = TILL_DAY_NONE };
  if (step == TILL_STEP_ROW)
    {
      edition->id = till_db_column_int (row, 0);
      edition->aged_on.number = (gint32) till_db_column_int (row, 1);
      edition->is_shown = till_db_column_int (row, 2) != 0;
      edition->import_id = till_db_column_int (row, 3);
      edition->last_entry = till_db_column_int (row, 4);
    }

  return step != TILL_STEP_ERROR;
}

static gboolean
begin_aging (TillDbConnection *connection, TillDay as_of, TillEdition *edition, GError **error)
{
  if (!till_store_find_edition (connection, edition, error))
    return FALSE;
  if (edition->import_id != 0)
    return TRUE;
  if (edition->id == 0)
    {
      edition->aged_on = as_of;
      if (!till_store_run (connection,
                           "INSERT INTO editions (state, aged_on) VALUES ('building', ?1)", error,
                           1, (gint64) as_of.number))
        return FALSE;
      edition->id = till_db_last_id (connection);
      return TRUE;
    }

  if (till_day_compare (edition->aged_on, as_of) == 0)
    return TRUE;

  /* From here on a change of one is aged as of the new day too: the pass may be past it. */
  edition->aged_on = as_of;

  return till_store_run (connection, "UPDATE editions SET aging_on = ?2 WHERE id = ?1", error, 2,
                         edition->id, (gint64) as_of.number);
}

static gboolean
end_aging (TillDbConnection *connection, const TillEdition *edition, GError **error)
{
  return till_store_run (connection,
                         "UPDATE editions SET aged_on = ?2, aging_on = NULL, state = 'shown'"
                         " WHERE id = ?1",
                         error, 2, edition->id, (gint64) edition->aged_on.number);
}

gboolean
till_store_get_aged_on (TillDbConnection *connection, TillDay *day, GError **error)
{
  g_autoptr (GError) failed = NULL;
  gint64             number = TILL_DAY_NONE.number;

  if (!till_db_query_int (connection, "SELECT aged_on FROM editions WHERE state = 'shown'", &number,
                          &failed) &&
      failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  day->number = (gint32) number;

  return TRUE;
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

#define CHARGE_OF(when) "sum(CASE WHEN amount_cents > 0 AND " when " THEN amount_cents ELSE 0 END)"

/* ?1: the day; ?2 … ?4: the first day of each age. What came after the day is not in it. */
#define ENTRIES(which, most)                                                                                           \
  "SELECT guarantor_id, " CHARGE_OF ("day >= ?2") " AS a, " CHARGE_OF ("day < ?2 AND day >= ?3") " AS b, " CHARGE_OF ( \
    "day < ?3 AND day >= ?4") " AS c, " CHARGE_OF ("day < ?4") " AS d,"                                                \
                                                               "       sum(CASE WHEN "                                 \
                                                               "amount_cents < 0 THEN "                                \
                                                               "amount_cents ELSE 0 END) AS "                          \
                                                               "credits,"                                              \
                                                               "       max(CASE WHEN kind = "                          \
                                                               "'payment' THEN day END) AS "                           \
                                                               "paid_on"                                               \
                                                               "  FROM ledger_entries WHERE "                          \
                                                               "guarantor_id " which                                   \
                                                               " AND day <= ?1"                                        \
                                                               " GROUP BY guarantor_id ORDER BY "                      \
                                                               "guarantor_id NULLS FIRST" most

#define WITH_BALANCES(entries)                                                                     \
  "SELECT e.guarantor_id, a, b, c, d, credits, e.paid_on, p.location_id, p.name, p.birth_date,"    \
  "       coalesce(p.phone, '') <> '', coalesce(p.email, '') <> '', o.name, o.years, o.reach,"     \
  "       o.owed_0_30_cents, o.owed_31_60_cents, o.owed_61_90_cents, o.owed_over_90_cents,"        \
  "       o.credit_cents, o.total_cents, o.insurance_cents, o.portion_cents, o.paid_on"            \
  "  FROM (" entries ") AS e JOIN patients AS p ON p.id = e.guarantor_id"                          \
  "  LEFT JOIN balances AS o ON o.edition_id = ?6 AND o.guarantor_id = e.guarantor_id"             \
  " ORDER BY e.guarantor_id NULLS FIRST"

enum
{
  GUARANTOR,
  CHARGES,
  CREDITS = CHARGES + TILL_N_AGES,
  PAID_ON,
  LOCATION,
  NAME,
  BIRTH_DATE,
  HAS_PHONE,
  HAS_EMAIL,
  OLD_NAME,
  OLD_YEARS,
  OLD_REACH,
  OLD_MONEY,
  OLD_INSURANCE = OLD_MONEY + TILL_N_AGES + 2,
  OLD_PAID_ON = OLD_MONEY + TILL_BALANCE_N_MONEY,
};

static TillDbStatement *
ask (TillDbConnection  *connection,
     const char        *sql,
     const TillEdition *edition,
     gint64             guarantor_id,
     GError           **error)
{
  TillDbStatement *rows = till_db_prepare (connection, sql, error);

  if (rows == NULL)
    return NULL;

  till_db_bind_int (rows, 1, edition->aged_on.number);
  for (int i = 0; i < TILL_N_AGES - 1; i++)
    till_db_bind_int (rows, 2 + i, till_age_first_day ((TillAge) i, edition->aged_on).number);
  till_db_bind_int (rows, 5, guarantor_id);
  till_db_bind_int (rows, 6, edition->id);

  return rows;
}

static gboolean
reckon (TillDbStatement *row, TillDay as_of, TillBalance *balance, GError **error)
{
  TillMoney charges[TILL_N_AGES];
  TillAging aging;

  *balance = (TillBalance){
    .guarantor_id = till_db_column_int (row, GUARANTOR),
    .location_id = till_db_column_int (row, LOCATION),
    .name = till_db_column_text (row, NAME),
    .reach = till_balance_reach (till_db_column_int (row, HAS_PHONE) != 0,
                                 till_db_column_int (row, HAS_EMAIL) != 0),
    .years = -1,
    .paid_on = TILL_DAY_NONE.number,
  };
  if (!till_db_column_is_null (row, PAID_ON))
    balance->paid_on = till_db_column_int (row, PAID_ON);
  if (!till_db_column_is_null (row, BIRTH_DATE))
    balance->years =
      till_day_count_years ((TillDay){ (gint32) till_db_column_int (row, BIRTH_DATE) }, as_of);

  for (int i = 0; i < TILL_N_AGES; i++)
    charges[i] = till_money (till_db_column_int (row, CHARGES + i));
  if (!till_aging_settle (charges, till_money (till_db_column_int (row, CREDITS)), &aging))
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_STORE,
                   _ ("The amounts of “%s” are too large to be added up."), balance->name);
      return FALSE;
    }

  for (int i = 0; i < TILL_N_AGES; i++)
    balance->money[i] = aging.owed[i].cents;
  balance->money[TILL_N_AGES] = aging.credit.cents;
  balance->money[TILL_N_AGES + 1] = aging.total.cents;
  balance->money[TILL_N_AGES + 2] = till_db_column_int (row, OLD_INSURANCE); /* none: 0 */
  balance->money[TILL_N_AGES + 3] =
    till_patient_portion (aging.total, till_money (balance->money[TILL_N_AGES + 2])).cents;

  return TRUE;
}

static gboolean
is_kept (TillDbStatement *row, const TillBalance *balance)
{
  gint64 years = till_db_column_is_null (row, OLD_YEARS) ? -1 : till_db_column_int (row, OLD_YEARS);
  gint64 paid_on = till_db_column_is_null (row, OLD_PAID_ON)
                     ? TILL_DAY_NONE.number
                     : till_db_column_int (row, OLD_PAID_ON);

  if (till_db_column_is_null (row, OLD_NAME) || years != balance->years ||
      paid_on != balance->paid_on)
    return FALSE;
  for (int i = 0; i < TILL_BALANCE_N_MONEY; i++)
    {
      if (till_db_column_int (row, OLD_MONEY + i) != balance->money[i])
        return FALSE;
    }

  return g_strcmp0 (till_db_column_text (row, OLD_NAME), balance->name) == 0 &&
         g_strcmp0 (till_db_column_text (row, OLD_REACH), balance->reach) == 0;
}

/* ── Writing ─────────────────────────────────────────────────────────────────────────────────── */

const char *
till_balance_reach (gboolean has_phone, gboolean has_email)
{
  if (has_phone)
    return has_email ? "both" : "phone";

  return has_email ? "email" : "none";
}

gboolean
till_store_write_balance (TillDbConnection  *connection,
                          gint64             edition_id,
                          const TillBalance *balance,
                          GError           **error)
{
  static const char sql[] =
    "INSERT INTO balances (edition_id, guarantor_id, location_id, name, name_folded, years, reach,"
    "                      owed_0_30_cents, owed_31_60_cents, owed_61_90_cents,"
    "                      owed_over_90_cents, credit_cents, total_cents, insurance_cents,"
    "                      portion_cents, paid_on)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"
    " ON CONFLICT (edition_id, guarantor_id) DO UPDATE SET"
    "  location_id = excluded.location_id, name = excluded.name,"
    "  name_folded = excluded.name_folded, years = excluded.years, reach = excluded.reach,"
    "  owed_0_30_cents = excluded.owed_0_30_cents, owed_31_60_cents = excluded.owed_31_60_cents,"
    "  owed_61_90_cents = excluded.owed_61_90_cents,"
    "  owed_over_90_cents = excluded.owed_over_90_cents, credit_cents = excluded.credit_cents,"
    "  total_cents = excluded.total_cents, insurance_cents = excluded.insurance_cents,"
    "  portion_cents = excluded.portion_cents, paid_on = excluded.paid_on";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);
  g_autofree char            *folded = till_text_fold (balance->name);

  if (statement == NULL)
    return FALSE;

  till_db_bind_int (statement, 1, edition_id);
  till_db_bind_int (statement, 2, balance->guarantor_id);
  till_db_bind_int (statement, 3, balance->location_id);
  till_db_bind_text (statement, 4, balance->name);
  till_db_bind_text (statement, 5, folded);
  if (balance->years >= 0)
    till_db_bind_int (statement, 6, balance->years);
  till_db_bind_text (statement, 7, balance->reach);
  for (int i = 0; i < TILL_BALANCE_N_MONEY; i++)
    till_db_bind_int (statement, 8 + i, balance->money[i]);
  if (balance->paid_on != TILL_DAY_NONE.number)
    till_db_bind_int (statement, 8 + TILL_BALANCE_N_MONEY, balance->paid_on);

  return till_db_run (statement, error);
}

gboolean
till_store_age_some (TillDbConnection *connection, TillAgingStep *step, GError **error)
{
  g_autoptr (TillDbStatement) rows = NULL;
  TillStep                    read = TILL_STEP_ERROR;
  TillEdition                 edition;
  guint                       n_rows = 0;

  if (!begin_aging (connection, step->as_of, &edition, error))
    return FALSE;
  if (edition.import_id != 0)
    {
      step->is_done = TRUE;
      return TRUE;
    }
  if ((rows = ask (connection, WITH_BALANCES (ENTRIES ("> ?5", " LIMIT ?7")), &edition, step->after,
                   error)) == NULL)
    return FALSE;

  till_db_bind_int (rows, 7, step->n_most);
  while ((read = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      TillBalance balance;

      if (!reckon (rows, edition.aged_on, &balance, error))
        return FALSE;
      if (!is_kept (rows, &balance))
        {
          if (!till_store_write_balance (connection, edition.id, &balance, error))
            return FALSE;
          step->n_changed++;
        }
      step->after = balance.guarantor_id;
      n_rows++;
    }
  if (read == TILL_STEP_ERROR)
    return FALSE;

  step->is_done = n_rows < step->n_most;

  return !step->is_done || end_aging (connection, &edition, error);
}

static gboolean
age_on_ledger (TillDbConnection  *connection,
               const TillEdition *edition,
               gint64             guarantor_id,
               GError           **error)
{
  g_autoptr (TillDbStatement) rows =
    ask (connection, WITH_BALANCES (ENTRIES ("= ?5", "")), edition, guarantor_id, error);
  TillStep    read = rows != NULL ? till_db_step (rows, error) : TILL_STEP_ERROR;
  TillBalance balance;

  if (read != TILL_STEP_ROW)
    return read == TILL_STEP_DONE;

  return reckon (rows, edition->aged_on, &balance, error) &&
         (is_kept (rows, &balance) ||
          till_store_write_balance (connection, edition->id, &balance, error));
}

gboolean
till_store_age_in (TillDbConnection  *connection,
                   const TillEdition *edition,
                   gint64             guarantor_id,
                   GError           **error)
{
  if (edition->import_id != 0)
    return till_store_age_on_file (connection, edition, guarantor_id, error);

  return age_on_ledger (connection, edition, guarantor_id, error);
}

gboolean
till_store_age_guarantor (TillDbConnection *connection, gint64 guarantor_id, GError **error)
{
  TillEdition edition;

  if (!till_store_find_edition (connection, &edition, error))
    return FALSE;

  return edition.id == 0 || till_store_age_in (connection, &edition, guarantor_id, error);
}
