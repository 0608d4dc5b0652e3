/* till-payments-pages.c: the tabs of Payments, in the window's stack
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/till-payments-pages.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-bank.h"
#include "flow/till-practice-deposits.h"
#include "flow/till-practice-plan-list.h"
#include "flow/till-practice-receivables.h"
#include "flow/till-practice-requests.h"
#include "ui/bank/till-bank-page.h"
#include "ui/deposits/till-deposits-page.h"
#include "ui/plans/till-plans-page.h"
#include "ui/receivables/till-receivables-page.h"
#include "ui/requests/till-requests-page.h"
#include "ui/transactions/till-transactions-page.h"

struct _TillPaymentsPages
{
  GObject parent_instance;

  /* Borrowed: they live in the stack, which owns this. */
  TillPractice         *practice;
  AdwViewStack         *stack;
  AdwViewStackPage     *transactions;
  TillTransactionsPage *transactions_page;
  GtkStack             *money_in; /* the deposits, and the bank's statement of them */
  TillDepositsPage     *deposits_page;
  TillBankPage         *bank_page;
  TillRequestsPage     *requests_page;
  AdwViewStackPage     *receivables;      /* to be seen when there are balances */
  AdwBin               *receivables_room; /* for the page, which is made when it is first shown */
  AdwViewStackPage     *plans;
  AdwBin               *plans_room; /* likewise */
};

G_DEFINE_FINAL_TYPE (TillPaymentsPages, till_payments_pages, G_TYPE_OBJECT)

/* ── What is there ── */

static void
update_badge (TillPaymentsPages *self)
{
  guint n_unposted;

  g_object_get (self->practice, "n-unposted", &n_unposted, NULL);
  adw_view_stack_page_set_badge_number (self->transactions, n_unposted);
  adw_view_stack_page_set_needs_attention (self->transactions, n_unposted > 0);
}

/* What was missed waits for people. */
static void
update_plans (TillPaymentsPages *self)
{
  guint n_failed = till_practice_count_failed_plans (self->practice);

  adw_view_stack_page_set_badge_number (self->plans, n_failed);
  adw_view_stack_page_set_needs_attention (self->plans, n_failed > 0);
}

/* A practice without balances has no empty tab. */
static void
update_receivables (TillPaymentsPages *self)
{
  adw_view_stack_page_set_visible (self->receivables,
                                   !till_day_is_none (till_practice_get_aged_on (self->practice)));
}

TillTable *
till_payments_pages_find_table (TillPaymentsPages *self, const char *name)
{
  return g_str_equal (name, "transactions")  ? till_practice_get_transactions (self->practice)
         : g_str_equal (name, "deposits")    ? till_practice_get_deposits (self->practice)
         : g_str_equal (name, "bank_lines")  ? till_practice_get_bank_lines (self->practice)
         : g_str_equal (name, "requests")    ? till_practice_get_requests (self->practice)
         : g_str_equal (name, "receivables") ? till_practice_get_receivables (self->practice)
         : g_str_equal (name, "plans")       ? till_practice_get_plans (self->practice)
                                             : NULL;
}

/* ── Showing ── */

static void
show_money_in (TillPaymentsPages *self, const char *name)
{
  adw_view_stack_set_visible_child_name (self->stack, "deposits");
  gtk_stack_set_visible_child_name (self->money_in, name);
}

static TillReceivablesPage *
ensure_receivables (TillPaymentsPages *self)
{
  if (adw_bin_get_child (self->receivables_room) == NULL)
    adw_bin_set_child (self->receivables_room, till_receivables_page_new (self->practice));

  return TILL_RECEIVABLES_PAGE (adw_bin_get_child (self->receivables_room));
}

static TillPlansPage *
ensure_plans (TillPaymentsPages *self)
{
  if (adw_bin_get_child (self->plans_room) == NULL)
    adw_bin_set_child (self->plans_room, till_plans_page_new (self->practice));

  return TILL_PLANS_PAGE (adw_bin_get_child (self->plans_room));
}

gboolean
till_payments_pages_show (TillPaymentsPages *self, const char *name)
{
  if (g_str_equal (name, "receivables") && !adw_view_stack_page_get_visible (self->receivables))
    return FALSE;

  if (g_str_equal (name, "bank_lines") || g_str_equal (name, "deposits"))
    show_money_in (self, name);
  else
    adw_view_stack_set_visible_child_name (self->stack, name);
  if (g_str_equal (name, "receivables"))
    till_receivables_page_focus (ensure_receivables (self));
  else if (g_str_equal (name, "bank_lines"))
    till_bank_page_focus (self->bank_page);
  else if (g_str_equal (name, "deposits"))
    till_deposits_page_focus (self->deposits_page);
  else if (g_str_equal (name, "requests"))
    till_requests_page_focus (self->requests_page);
  else if (g_str_equal (name, "plans"))
    till_plans_page_focus (ensure_plans (self));
  else
    till_transactions_page_focus (self->transactions_page);

  return TRUE;
}

void
till_payments_pages_show_transaction (TillPaymentsPages *self, gint64 id)
{
  adw_view_stack_set_visible_child_name (self->stack, "transactions");
  till_transactions_page_show (self->transactions_page, id);
}

void
till_payments_pages_show_deposit (TillPaymentsPages *self, gint64 id)
{
  show_money_in (self, "deposits");
  till_deposits_page_show (self->deposits_page, id);
}

void
till_payments_pages_show_bank_line (TillPaymentsPages *self, gint64 id)
{
  show_money_in (self, "bank_lines");
  till_bank_page_show (self->bank_page, id);
}

/* ── Making ── */

static void
till_payments_pages_class_init (TillPaymentsPagesClass *klass)
{
}

static void
till_payments_pages_init (TillPaymentsPages *self)
{
}

static AdwViewStackPage *
add (TillPaymentsPages *self,
     GtkWidget         *page,
     const char        *name,
     const char        *title,
     const char        *icon)
{
  AdwViewStackPage *added = adw_view_stack_add_titled (self->stack, page, name, title);

  adw_view_stack_page_set_icon_name (added, icon);

  return added;
}

static void
add_deposits (TillPaymentsPages *self)
{
  self->deposits_page = TILL_DEPOSITS_PAGE (till_deposits_page_new (self->practice));
  self->bank_page = TILL_BANK_PAGE (till_bank_page_new (self->practice));
  self->money_in = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->money_in, GTK_WIDGET (self->deposits_page), "deposits");
  gtk_stack_add_named (self->money_in, GTK_WIDGET (self->bank_page), "bank_lines");
  add (self, GTK_WIDGET (self->money_in), "deposits", _ ("Deposits"), "till-deposits-symbolic");
}

static void
add_receivables (TillPaymentsPages *self)
{
  self->receivables_room = ADW_BIN (adw_bin_new ());
  self->receivables = add (self, GTK_WIDGET (self->receivables_room), "receivables",
                           _ ("Accounts Receivable"), "till-receivables-symbolic");
  g_signal_connect_object (self->receivables_room, "map", G_CALLBACK (ensure_receivables), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->practice, "notify::aged-on", G_CALLBACK (update_receivables), self,
                           G_CONNECT_SWAPPED);
  update_receivables (self);
}

static void
add_plans (TillPaymentsPages *self)
{
  self->plans_room = ADW_BIN (adw_bin_new ());
  self->plans =
    add (self, GTK_WIDGET (self->plans_room), "plans", _ ("Payment Plans"), "till-plans-symbolic");
  g_signal_connect_object (self->plans_room, "map", G_CALLBACK (ensure_plans), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->practice, "plans-changed", G_CALLBACK (update_plans), self,
                           G_CONNECT_SWAPPED);
  update_plans (self);
}

TillPaymentsPages *
till_payments_pages_new (AdwViewStack *stack, TillPractice *practice)
{
  TillPaymentsPages *self = g_object_new (TILL_TYPE_PAYMENTS_PAGES, NULL);

  self->practice = practice;
  self->stack = stack;
  g_object_set_data_full (G_OBJECT (stack), "payments-pages", self, g_object_unref);
  self->transactions_page = TILL_TRANSACTIONS_PAGE (till_transactions_page_new (practice));
  self->transactions = add (self, GTK_WIDGET (self->transactions_page), "transactions",
                            _ ("Transactions"), "till-payments-symbolic");
  add_deposits (self);
  self->requests_page = TILL_REQUESTS_PAGE (till_requests_page_new (practice));
  add (self, GTK_WIDGET (self->requests_page), "requests", _ ("Payment Requests"),
       "till-requests-symbolic");
  add_receivables (self);
  add_plans (self);

  g_signal_connect_object (practice, "notify::n-unposted", G_CALLBACK (update_badge), self,
                           G_CONNECT_SWAPPED);
  update_badge (self);

  return self;
}
