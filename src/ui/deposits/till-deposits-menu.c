/* till-deposits-menu.c: what may be done with a deposit or with one of its parts, as a menu
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/deposits/till-deposits-menu.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-bank.h"
#include "ui/deposits/till-deposit-parts.h"
#include "ui/transactions/till-transactions-menu.h"

static void
add_item (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static gboolean
can_explain (const TillDeposit *deposit)
{
  return deposit->reason != TILL_DEPOSIT_CLOSES &&
         (deposit->state == TILL_DEPOSIT_STATE_DIFFERENCE ||
          deposit->state == TILL_DEPOSIT_STATE_OVERDUE ||
          deposit->state == TILL_DEPOSIT_STATE_EXPLAINED);
}

static void
add_deposit (GMenu *menu, TillPractice *practice, gint64 id)
{
  g_autoptr (TillDeposit) deposit = till_practice_get_deposit (practice, id, NULL);

  if (deposit != NULL && can_explain (deposit))
    add_item (
      menu, deposit->state == TILL_DEPOSIT_STATE_EXPLAINED ? _ ("_Explain Anew…") : _ ("_Explain…"),
      "practice.explain-deposit", g_variant_new_int64 (id));
}

/* By the number: others may have the same name. */
static void
add_patient (GMenu *menu, gint64 id, const char *name)
{
  g_autoptr (TillFilter) filter = till_filter_new ();
  g_autofree char       *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autofree char       *json = NULL;

  till_filter_set (filter, "patient-id", TILL_OP_IS, (const char *const[]){ number, NULL });
  till_filter_set_name (filter, "patient-id", name);
  json = till_filter_to_json (filter);
  add_item (menu, _ ("_All of This Patient"), "win.show-list",
            g_variant_new ("(ss)", "transactions", json));
}

static void
add_bank_line (GMenu *menu, TillPractice *practice, gint64 id)
{
  gint64 line = till_practice_find_bank_line (practice, id);

  if (line != 0)
    add_item (menu, _ ("Show in _Bank Statement"), "win.show-bank-line",
              g_variant_new_int64 (line));
}

static void
add_transaction (GMenu *menu, TillPractice *practice, gint64 id)
{
  g_autoptr (TillTransaction) transaction = till_practice_get_transaction (practice, id, NULL);
  g_autoptr (GMenuModel)      deeds = till_transactions_menu_new (practice, id);

  add_item (menu, _ ("_Show in Transactions"), "win.show-transaction", g_variant_new_int64 (id));
  if (transaction != NULL && transaction->patient_id != 0)
    add_patient (menu, transaction->patient_id, transaction->patient_name);
  g_menu_append_section (menu, NULL, deeds);
}

GMenuModel *
till_deposits_menu_new (TillPractice *practice, gint64 owner, gint64 part, gboolean is_open)
{
  GMenu *menu = g_menu_new ();
  gint64 transaction = till_deposit_parts_find_transaction (part);

  if (transaction != 0)
    {
      add_transaction (menu, practice, transaction);
      return G_MENU_MODEL (menu);
    }
  if (part == 0)
    add_item (menu, is_open ? _ ("_Hide Items") : _ ("Show _Items"), "deposits.toggle",
              g_variant_new_int64 (owner));
  add_deposit (menu, practice, owner);
  add_bank_line (menu, practice, owner);
  if (g_menu_model_get_n_items (G_MENU_MODEL (menu)) == 0)
    g_menu_append (menu, _ ("Nothing can be done with this"), "practice.nothing");

  return G_MENU_MODEL (menu);
}
