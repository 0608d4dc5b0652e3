/* till-store-plan-dues.c: what guarantors have still to pay by plans: due already, and not due yet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-balances-private.h"
#include "store/till-store-merges.h"

/* Of plan q, what is open by its installments that @which picks, on the day ?2. What is missed is
 * owed at once, whatever its day: a payment that had paid it before was taken back. */
#define OPEN_PARTS(which)                                                                          \
  "(SELECT coalesce(sum(i.amount_cents), 0) FROM installments AS i"                                \
  "  WHERE i.plan_id = q.id AND i.state IN ('due', 'charging', 'failed', 'missed')"                \
  "    AND " which ")"
#define FIGURES                                                                                    \
  OPEN_PARTS ("(i.due_day <= ?2 OR i.state = 'missed')")                                           \
  ", " OPEN_PARTS ("i.due_day > ?2 AND i.state <> 'missed'")

/* A plan a row, by its account: those of the record itself, and of the records merged into it. */
#define PLANS(which)                                                                               \
  "SELECT q.guarantor_id, " FIGURES " FROM plans AS q"                                             \
  " WHERE q.guarantor_id " which " ?1 AND " TILL_PLAN_IS_OPEN ("q.") /* */                         \
    " UNION ALL "                                                                                  \
    "SELECT m.merged_into, " FIGURES " FROM patients AS m JOIN plans AS q"                         \
    "    ON q.guarantor_id = m.id"                                                                 \
    " WHERE m.merged_into " which " ?1 AND " TILL_PLAN_IS_OPEN ("q.") /* */                        \
    " ORDER BY 1 NULLS FIRST"

static gboolean
begin (TillPlanDues     *self,
       TillDbConnection *connection,
       const char       *sql,
       gint64            id,
       TillDay           as_of,
       GError          **error)
{
  self->rows = till_db_prepare (connection, sql, error);
  if (self->rows == NULL)
    return FALSE;

  till_db_bind_int (self->rows, 1, id);
  till_db_bind_int (self->rows, 2, as_of.number);
  self->step = till_db_step (self->rows, error);

  return self->step != TILL_STEP_ERROR;
}

gboolean
till_plan_dues_begin (TillPlanDues     *self,
                      TillDbConnection *connection,
                      gint64            after,
                      TillDay           as_of,
                      GError          **error)
{
  return begin (self, connection, PLANS (">"), after, as_of, error);
}

gboolean
till_plan_dues_begin_one (TillPlanDues     *self,
                          TillDbConnection *connection,
                          gint64            guarantor_id,
                          TillDay           as_of,
                          GError          **error)
{
  return begin (self, connection, PLANS ("="), guarantor_id, as_of, error);
}

void
till_plan_dues_clear (TillPlanDues *self)
{
  g_clear_pointer (&self->rows, till_db_statement_free);
}

gboolean
till_plan_dues_defer (TillPlanDues *self, gint64 guarantor_id, TillAging *aging, GError **error)
{
  TillMoney due = TILL_MONEY_ZERO;
  TillMoney not_due = TILL_MONEY_ZERO;

  for (; self->step == TILL_STEP_ROW; self->step = till_db_step (self->rows, error))
    {
      gint64 id = till_db_column_int (self->rows, 0);

      if (id > guarantor_id)
        break;
      /* More than can be added up is more than is owed. */
      if (id == guarantor_id &&
          (!till_money_add (due, till_money (till_db_column_int (self->rows, 1)), &due) ||
           !till_money_add (not_due, till_money (till_db_column_int (self->rows, 2)), &not_due)))
        not_due = till_money (G_MAXINT64);
    }
  if (self->step == TILL_STEP_ERROR)
    return FALSE;

  till_aging_defer (aging, due, not_due);

  return TRUE;
}

gboolean
till_store_settle_plans (TillDbConnection *connection, const TillEdition *edition, GError **error)
{
  /* Also of plans that are over by now: an edition that is shown again knows them as they were. */
  static const char sql[] = "SELECT DISTINCT guarantor_id FROM plans"
                            " WHERE state <> 'pending'";

  return till_store_each_account (connection, edition, sql, till_store_age_in, error);
}
