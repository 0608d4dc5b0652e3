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

static gboolean
begin_aging (TillDbConnection *connection, TillDay as_of, TillEdition *edition, GError **error)
{
  if (!till_store_find_edition (connection, edition, error))
    return FALSE;
  if (till_edition_is_told (edition))
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

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

#define PAID_ON "CASE WHEN kind = 'payment' AND amount_cents < 0 THEN day END"

/* What came after the day, ?2, is not in it. All of it is in one index, in this order. */
#define ENTRIES(which)                                                                             \
  "SELECT guarantor_id, day, amount_cents, " PAID_ON ", 0, reverses_id IS NOT NULL"                \
  "  FROM account_entries"                                                                         \
  " WHERE guarantor_id " which " ?1 AND day <= ?2 ORDER BY guarantor_id NULLS FIRST"

/* Likewise, of edition ?3: a file's lines, and the entries that it does not know. The sign before
 * the edition keeps the engine from its index, which would have to be sorted. */
#define LINES(which)                                                                               \
  "SELECT guarantor_id, aged_from, amount_cents, " PAID_ON ", insurance_cents, 0"                  \
  "  FROM account_lines WHERE guarantor_id " which " ?1 AND +edition_id = ?3"                      \
  " UNION ALL "                                                                                    \
  "SELECT guarantor_id, day, amount_cents, " PAID_ON ", 0, reverses_id IS NOT NULL"                \
  "  FROM account_entries"                                                                         \
  " WHERE guarantor_id " which " ?1 AND day <= ?2 AND (day > ?4 OR id > ?5)"                       \
  " ORDER BY 1 NULLS FIRST"

/* With the balances they have in edition ?2. */
#define GUARANTORS(which)                                                                          \
  "SELECT p.id, p.location_id, p.name, p.birth_date, coalesce(p.phone, '') <> '',"                 \
  "       coalesce(p.email, '') <> '', o.name, o.years, o.reach, o.owed_0_30_cents,"               \
  "       o.owed_31_60_cents, o.owed_61_90_cents, o.owed_over_90_cents, o.credit_cents,"           \
  "       o.total_cents, o.insurance_cents, o.portion_cents, o.paid_on"                            \
  "  FROM patients AS p"                                                                           \
  "  LEFT JOIN balances AS o ON o.edition_id = ?2 AND o.guarantor_id = p.id"                       \
  " WHERE p.id " which " ?1 ORDER BY p.id NULLS FIRST"

enum
{
  GUARANTOR,
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

/* One guarantor's entries, added up. */
typedef struct
{
  gint64    guarantor_id; /* 0: nobody's yet */
  TillMoney charges[TILL_N_AGES];
  TillMoney credits;
  TillMoney insurance; /* that a file's lines wait for */
  gint64    paid_on;
  gboolean  is_too_large;
} Entries;

/* Entries and guarantors side by side, both in the order of the guarantors' ids. */
typedef struct
{
  TillDbConnection *connection;
  TillEdition       edition;
  TillDbStatement  *entries;
  TillDbStatement  *guarantors;
  TillPlanDues      plans;
  Entries           sum;
  guint             n_aged;
  guint             n_changed;
} Pass;

static gboolean
open_entries (Pass *self, const char *entries, const char *lines, gint64 id, GError **error)
{
  const TillEdition *edition = &self->edition;
  gboolean           has_lines = !till_day_is_none (edition->lines_until);

  self->entries = till_db_prepare (self->connection, has_lines ? lines : entries, error);
  if (self->entries == NULL)
    return FALSE;
  till_db_bind_int (self->entries, 1, id);
  till_db_bind_int (self->entries, 2, edition->aged_on.number);
  if (has_lines)
    {
      till_db_bind_int (self->entries, 3, edition->id);
      till_db_bind_int (self->entries, 4, edition->lines_until.number);
      till_db_bind_int (self->entries, 5, edition->last_entry);
    }

  return TRUE;
}

static gboolean
open_guarantors (Pass *self, const char *guarantors, gint64 guarantor_id, GError **error)
{
  self->guarantors = till_db_prepare (self->connection, guarantors, error);
  if (self->guarantors == NULL)
    return FALSE;
  till_db_bind_int (self->guarantors, 1, guarantor_id);
  till_db_bind_int (self->guarantors, 2, self->edition.id);

  return TRUE;
}

/* All that come after @after. */
static gboolean
open_pass_of_all (Pass *self, gint64 after, GError **error)
{
  return open_entries (self, ENTRIES (">"), LINES (">"), after, error) &&
         open_guarantors (self, GUARANTORS (">"), after, error) &&
         till_plan_dues_begin (&self->plans, self->connection, after, self->edition.aged_on, error);
}

static gboolean
open_pass_of_one (Pass *self, gint64 id, GError **error)
{
  return open_entries (self, ENTRIES ("="), LINES ("="), id, error) &&
         open_guarantors (self, GUARANTORS ("="), id, error) &&
         till_plan_dues_begin_one (&self->plans, self->connection, id, self->edition.aged_on,
                                   error);
}

static void
pass_clear (Pass *self)
{
  g_clear_pointer (&self->entries, till_db_statement_free);
  g_clear_pointer (&self->guarantors, till_db_statement_free);
  till_plan_dues_clear (&self->plans);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pass, pass_clear)

static void
begin_sum (Entries *self, gint64 guarantor_id)
{
  *self = (Entries){ .guarantor_id = guarantor_id, .paid_on = TILL_DAY_NONE.number };
}

static void
add_entry (Entries *self, TillDbStatement *row, TillDay as_of)
{
  TillDay    day = { (gint32) till_db_column_int (row, 1) };
  TillMoney  amount = till_money (till_db_column_int (row, 2));
  TillMoney *sum = &self->credits;

  if (till_aging_is_charge (amount, till_db_column_int (row, 5) != 0))
    sum = &self->charges[till_age_of (day, as_of)];
  if (!till_money_add (*sum, amount, sum) ||
      !till_money_add (self->insurance, till_money (till_db_column_int (row, 4)), &self->insurance))
    self->is_too_large = TRUE;
  if (!till_db_column_is_null (row, 3))
    self->paid_on = MAX (self->paid_on, till_db_column_int (row, 3));
}

static gboolean
reckon (Pass *self, TillBalance *balance, GError **error)
{
  const Entries   *sum = &self->sum;
  TillDbStatement *row = self->guarantors;
  TillAging        aging;

  *balance = (TillBalance){
    .guarantor_id = sum->guarantor_id,
    .location_id = till_db_column_int (row, LOCATION),
    .name = till_db_column_text (row, NAME),
    .reach = till_balance_reach (till_db_column_int (row, HAS_PHONE) != 0,
                                 till_db_column_int (row, HAS_EMAIL) != 0),
    .is_new = till_db_column_is_null (row, OLD_NAME),
    .years = -1,
    .paid_on = sum->paid_on,
  };
  if (!till_db_column_is_null (row, BIRTH_DATE))
    balance->years = till_day_count_years (
      (TillDay){ (gint32) till_db_column_int (row, BIRTH_DATE) }, self->edition.aged_on);
  if (sum->is_too_large || !till_aging_settle (sum->charges, sum->credits, &aging))
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_STORE,
                   _ ("The amounts of “%s” are too large to be added up."), balance->name);
      return FALSE;
    }

  if (!till_plan_dues_defer (&self->plans, sum->guarantor_id, &aging, error))
    return FALSE;

  for (int i = 0; i < TILL_N_AGES; i++)
    balance->money[i] = aging.owed[i].cents;
  balance->money[TILL_BALANCE_CREDIT] = aging.credit.cents;
  balance->money[TILL_BALANCE_TOTAL] = aging.total.cents;
  /* It may have been set by hand since. */
  balance->money[TILL_BALANCE_INSURANCE] =
    balance->is_new ? sum->insurance.cents : till_db_column_int (row, OLD_INSURANCE);
  balance->money[TILL_BALANCE_PORTION] =
    till_patient_portion (aging.total, till_money (balance->money[TILL_BALANCE_INSURANCE])).cents;

  return TRUE;
}

static gboolean
is_kept (TillDbStatement *row, const TillBalance *balance)
{
  gint64 years = till_db_column_is_null (row, OLD_YEARS) ? -1 : till_db_column_int (row, OLD_YEARS);
  gint64 paid_on = till_db_column_is_null (row, OLD_PAID_ON)
                     ? TILL_DAY_NONE.number
                     : till_db_column_int (row, OLD_PAID_ON);

  if (balance->is_new || years != balance->years || paid_on != balance->paid_on)
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
  static const char insert[] =
    "INSERT INTO balances (edition_id, guarantor_id, location_id, name, name_folded, years, reach,"
    "                      owed_0_30_cents, owed_31_60_cents, owed_61_90_cents,"
    "                      owed_over_90_cents, credit_cents, total_cents, insurance_cents,"
    "                      portion_cents, paid_on)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";
  static const char update[] =
    "UPDATE balances SET location_id = ?3, name = ?4, name_folded = ?5, years = ?6, reach = ?7,"
    "       owed_0_30_cents = ?8, owed_31_60_cents = ?9, owed_61_90_cents = ?10,"
    "       owed_over_90_cents = ?11, credit_cents = ?12, total_cents = ?13,"
    "       insurance_cents = ?14, portion_cents = ?15, paid_on = ?16"
    " WHERE edition_id = ?1 AND guarantor_id = ?2";
  g_autoptr (TillDbStatement) statement =
    till_db_prepare (connection, balance->is_new ? insert : update, error);
  g_autofree char *folded = till_text_fold (balance->name);

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

/* ── Aging ───────────────────────────────────────────────────────────────────────────────────── */

/* The guarantor whose entries have been added up. */
static gboolean
age_summed (Pass *self, GError **error)
{
  TillBalance balance;
  TillStep    step;

  do
    step = till_db_step (self->guarantors, error);
  while (step == TILL_STEP_ROW &&
         till_db_column_int (self->guarantors, GUARANTOR) < self->sum.guarantor_id);
  if (step != TILL_STEP_ROW)
    return step == TILL_STEP_DONE;

  if (!reckon (self, &balance, error))
    return FALSE;
  self->n_aged++;
  if (is_kept (self->guarantors, &balance))
    return TRUE;
  self->n_changed++;

  return till_store_write_balance (self->connection, self->edition.id, &balance, error);
}

static gboolean
is_enough (const Pass *self, guint n_most)
{
  if (n_most != 0)
    return self->n_aged == n_most;

  return self->n_aged > 0 && till_db_is_time_up (self->connection);
}

/* TILL_STEP_ROW: it has to end before all are aged. */
static TillStep
age_pass (Pass *self, guint n_most, GError **error)
{
  TillStep step;

  while ((step = till_db_step (self->entries, error)) == TILL_STEP_ROW)
    {
      gint64 guarantor_id = till_db_column_int (self->entries, 0);

      if (guarantor_id != self->sum.guarantor_id)
        {
          if (self->sum.guarantor_id != 0 && !age_summed (self, error))
            return TILL_STEP_ERROR;
          if (is_enough (self, n_most))
            return TILL_STEP_ROW;
          begin_sum (&self->sum, guarantor_id);
        }
      add_entry (&self->sum, self->entries, self->edition.aged_on);
    }
  if (step == TILL_STEP_DONE && self->sum.guarantor_id != 0 && !age_summed (self, error))
    return TILL_STEP_ERROR;

  return step;
}

gboolean
till_store_age_some (TillDbConnection *connection, TillAgingStep *step, GError **error)
{
  g_auto (Pass) pass = { .connection = connection };
  TillStep      aged;

  if (!begin_aging (connection, step->as_of, &pass.edition, error))
    return FALSE;
  /* A file was taken in, or back, since the last step. */
  if (step->edition_id != pass.edition.id)
    step->after = 0;
  step->edition_id = pass.edition.id;
  if (till_edition_is_told (&pass.edition))
    {
      step->is_done = TRUE;
      return TRUE;
    }

  if (!open_pass_of_all (&pass, step->after, error) ||
      (aged = age_pass (&pass, step->n_most, error)) == TILL_STEP_ERROR)
    return FALSE;
  step->after = pass.sum.guarantor_id;
  step->n_changed += pass.n_changed;
  step->is_done = aged == TILL_STEP_DONE;

  return !step->is_done || end_aging (connection, &pass.edition, error);
}

static gboolean
age_on_ledger (TillDbConnection  *connection,
               const TillEdition *edition,
               gint64             guarantor_id,
               GError           **error)
{
  g_auto (Pass) pass = { .connection = connection, .edition = *edition };

  return open_pass_of_one (&pass, guarantor_id, error) &&
         age_pass (&pass, 1, error) != TILL_STEP_ERROR;
}

gboolean
till_store_age_lines (TillDbConnection  *connection,
                      const TillEdition *edition,
                      gint64            *after,
                      gboolean          *is_done,
                      GError           **error)
{
  g_auto (Pass) pass = { .connection = connection, .edition = *edition };
  TillStep      aged;

  if (!open_pass_of_all (&pass, *after, error) ||
      (aged = age_pass (&pass, 0, error)) == TILL_STEP_ERROR)
    return FALSE;
  *after = pass.sum.guarantor_id;
  *is_done = aged == TILL_STEP_DONE;

  return TRUE;
}

gboolean
till_store_age_in (TillDbConnection  *connection,
                   const TillEdition *edition,
                   gint64             guarantor_id,
                   GError           **error)
{
  if (!till_store_find_standing (connection, &guarantor_id, error))
    return FALSE;
  if (till_edition_is_told (edition))
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

gboolean
till_store_each_account (TillDbConnection  *connection,
                         const TillEdition *edition,
                         const char        *sql,
                         TillAccountWork    work,
                         GError           **error)
{
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  g_autoptr (GArray)          ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  TillStep                    step = TILL_STEP_ERROR;

  while (rows != NULL && (step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      gint64 id = till_db_column_int (rows, 0);

      g_array_append_val (ids, id);
    }
  if (step == TILL_STEP_ERROR)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    if (!work (connection, edition, g_array_index (ids, gint64, i), error))
      return FALSE;

  return TRUE;
}
