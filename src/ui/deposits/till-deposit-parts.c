/* till-deposit-parts.c: what stands below an opened deposit: the equation, then its transactions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/deposits/till-deposit-parts.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-bank.h"
#include "rules/till-bank-rules.h"
#include "rules/till-deposit-rules.h"
#include "ui/deposits/till-deposit-words.h"

/* Lines' ids: a deposit has fewer than MOST_LINES. */
#define FIRST_LINE_ID ((gint64) 1 << 52)
#define MOST_LINES 16

struct _TillDepositParts
{
  GObject parent_instance;

  /* Owned */
  TillPractice *practice;
  GPtrArray    *lines; /* TillRow */
  TillTable    *items;

  gint64 id;
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TillDepositParts,
                               till_deposit_parts,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

/* ── Lines ── */

static TillRow *
add_line (TillDepositParts *self, const char *kind, const char *words)
{
  guint    n_columns;
  TillRow *row;

  till_table_get_columns (self->items, &n_columns);
  row = till_row_new (FIRST_LINE_ID + self->id * MOST_LINES + self->lines->len, n_columns);
  till_row_set_text (row, (guint) till_table_find_column (self->items, "kind"), kind);
  till_row_set_text (row, (guint) till_table_find_column (self->items, "words"), words);
  g_ptr_array_add (self->lines, row);

  return row;
}

static TillRow *
add_amount (TillDepositParts *self, const char *kind, const char *words, TillMoney amount)
{
  TillRow *row = add_line (self, kind, words);

  till_row_set_int (row, (guint) till_table_find_column (self->items, "deposited"), amount.cents);

  return row;
}

static void
add_taken (TillDepositParts *self, const char *words, TillMoney amount)
{
  if (amount.cents != 0)
    add_amount (self, TILL_DEPOSIT_LINE_PART, words, till_money (-amount.cents));
}

static void
add_sales (TillDepositParts *self, const TillDeposit *deposit)
{
  guint            n_sales = (guint) deposit->n_sales;
  guint            n_refunds = (guint) deposit->n_refunds;
  g_autofree char *sales = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "Gross sales: %'u payment", "Gross sales: %'u payments", n_sales),
    n_sales);
  g_autofree char *refunds = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "− Refunds: %'u", "− Refunds: %'u", n_refunds), n_refunds);

  add_amount (self, TILL_DEPOSIT_LINE_PART, sales, deposit->sales);
  add_amount (self, TILL_DEPOSIT_LINE_PART, refunds, till_money (-deposit->refunds.cents));
  add_amount (self, TILL_DEPOSIT_LINE_PART, _ ("− Fees"), till_money (-deposit->fees.cents));
}

static void
add_terms (TillDepositParts *self, const TillDeposit *deposit)
{
  if (deposit->kind == TILL_DEPOSIT_BATCH)
    add_sales (self, deposit);
  else
    add_taken (self, _ ("− Fees"), deposit->fees);
  add_taken (self, _ ("− Paid out by the card’s own company"), deposit->conveyed);
  add_taken (self, _ ("− Withheld"), deposit->withholding);
  if (deposit->adjustment.cents != 0 || deposit->kind == TILL_DEPOSIT_ADJUSTMENT)
    add_amount (self, TILL_DEPOSIT_LINE_PART,
                deposit->words != NULL ? deposit->words : _ ("Adjustment"), deposit->adjustment);
}

/* ── What it comes to ── */

static void
add_difference (TillDepositParts *self, const TillDeposit *deposit)
{
  g_autofree char *why = till_deposit_reason_to_words (deposit->reason, deposit->difference);
  gboolean         arriving = deposit->state == TILL_DEPOSIT_STATE_ARRIVING;

  if (why == NULL)
    return;

  add_amount (self, arriving ? TILL_DEPOSIT_LINE_NOTE : TILL_DEPOSIT_LINE_DIFFERENCE,
              arriving ? _ ("Details still arriving") : _ ("Difference"), deposit->difference);
  add_line (self, arriving ? TILL_DEPOSIT_LINE_SENTENCE : TILL_DEPOSIT_LINE_WHY, why);
}

/* "On the bank’s statement: $82.50 on 11/28/2026. $15.00 less at the bank." */
static char *
bank_to_words (const TillBankLine *line)
{
  guint            n_deposits = (guint) line->n_deposits;
  g_autofree char *amount = till_money_format (line->amount);
  g_autofree char *day = till_day_format (line->day);
  g_autofree char *how = till_bank_difference_to_words (line->difference);

  if (n_deposits == 1)
    return g_strdup_printf (_ ("On the bank’s statement: %s on %s. %s."), amount, day, how);

  /* TRANSLATORS: an amount, of how many deposits, a day, and "$15.00 less at the bank" */
  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "On the bank’s statement: %s for %u deposit on %s. %s.",
                 "On the bank’s statement: %s for %u deposits on %s. %s.", n_deposits),
    amount, n_deposits, day, how);
}

/* Where the bank has what the processor says, the mark is enough. */
static void
add_bank (TillDepositParts *self)
{
  gint64                   id = till_practice_find_bank_line (self->practice, self->id);
  g_autoptr (TillBankLine) line =
    id != 0 ? till_practice_get_bank_line (self->practice, id, NULL) : NULL;
  g_autofree char *words = NULL;

  if (line == NULL || line->difference.cents == 0)
    return;

  words = bank_to_words (line);
  add_line (self, TILL_DEPOSIT_LINE_WHY, words);
}

static void
add_explanation (TillDepositParts *self, const TillDeposit *deposit)
{
  g_autofree char *when = NULL;
  g_autofree char *words = NULL;

  if (deposit->explanation == NULL)
    return;

  when = till_instant_format (deposit->explained_at, till_practice_get_zone (self->practice));
  /* TRANSLATORS: who, when, and what was said */
  words = g_strdup_printf (_ ("%s, %s: %s"), deposit->explained_by, when, deposit->explanation);
  add_line (self, TILL_DEPOSIT_LINE_SENTENCE, words);
}

static void
add_sums (TillDepositParts *self, const TillDeposit *deposit)
{
  TillMoney parts = deposit->deposited;
  gboolean  closes =
    till_deposit_get_parts (deposit, &parts) && till_money_compare (parts, deposit->deposited) == 0;

  if (!closes)
    add_amount (self, TILL_DEPOSIT_LINE_SUM, _ ("= Sum of its parts"), parts);
  add_amount (self, TILL_DEPOSIT_LINE_SUM, closes ? _ ("= Deposited") : _ ("Deposited"),
              deposit->deposited);
}

static void
add_expected (TillDepositParts *self, const TillDeposit *deposit)
{
  gboolean         has_reports = till_practice_has_reports_key (self->practice);
  g_autofree char *day = till_day_format (deposit->settled_on);
  g_autofree char *of_day =
    g_strdup_printf (_ ("The card payments of %s, which no deposit has brought yet"), day);
  g_autofree char *sentence = till_deposit_to_sentence (deposit, has_reports);

  add_amount (self, TILL_DEPOSIT_LINE_PART, _ ("Gross sales"), deposit->sales);
  add_amount (self, TILL_DEPOSIT_LINE_PART, _ ("− Refunds"), till_money (-deposit->refunds.cents));
  add_amount (self, TILL_DEPOSIT_LINE_SUM, _ ("= Expected, before fees"), deposit->deposited);
  add_difference (self, deposit);
  add_explanation (self, deposit);
  /* What was explained has been told. */
  add_line (self, TILL_DEPOSIT_LINE_SENTENCE,
            deposit->state == TILL_DEPOSIT_STATE_EXPLAINED ? of_day : sentence);
}

static void
fill_lines (TillDepositParts *self)
{
  g_autoptr (TillDeposit) deposit = till_practice_get_deposit (self->practice, self->id, NULL);

  g_ptr_array_set_size (self->lines, 0);
  if (deposit == NULL)
    return;
  if (deposit->kind == TILL_DEPOSIT_EXPECTED)
    {
      add_expected (self, deposit);
      return;
    }
  add_terms (self, deposit);
  add_sums (self, deposit);
  add_difference (self, deposit);
  add_bank (self);
  add_explanation (self, deposit);
}

/* ── The list ── */

static GType
parts_get_item_type (GListModel *model)
{
  return TILL_TYPE_ROW;
}

static guint
parts_get_n_items (GListModel *model)
{
  TillDepositParts *self = TILL_DEPOSIT_PARTS (model);

  return self->lines->len + g_list_model_get_n_items (G_LIST_MODEL (self->items));
}

static gpointer
parts_get_item (GListModel *model, guint position)
{
  TillDepositParts *self = TILL_DEPOSIT_PARTS (model);

  if (position < self->lines->len)
    return g_object_ref (self->lines->pdata[position]);

  return g_list_model_get_item (G_LIST_MODEL (self->items), position - self->lines->len);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = parts_get_item_type;
  iface->get_n_items = parts_get_n_items;
  iface->get_item = parts_get_item;
}

static void
items_changed_cb (GListModel       *items,
                  guint             position,
                  guint             n_removed,
                  guint             n_added,
                  TillDepositParts *self)
{
  g_list_model_items_changed (G_LIST_MODEL (self), self->lines->len + position, n_removed, n_added);
}

static void
till_deposit_parts_dispose (GObject *object)
{
  TillDepositParts *self = TILL_DEPOSIT_PARTS (object);

  if (self->items != NULL)
    g_signal_handlers_disconnect_by_data (self->items, self);
  g_clear_object (&self->items);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_deposit_parts_parent_class)->dispose (object);
}

static void
till_deposit_parts_finalize (GObject *object)
{
  g_ptr_array_unref (TILL_DEPOSIT_PARTS (object)->lines);

  G_OBJECT_CLASS (till_deposit_parts_parent_class)->finalize (object);
}

static void
till_deposit_parts_class_init (TillDepositPartsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_deposit_parts_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_deposit_parts_finalize;
}

static void
till_deposit_parts_init (TillDepositParts *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_object_unref);
}

TillDepositParts *
till_deposit_parts_new (TillPractice *practice, gint64 id)
{
  TillDepositParts *self = g_object_new (TILL_TYPE_DEPOSIT_PARTS, NULL);

  self->practice = g_object_ref (practice);
  self->id = id;
  self->items = till_practice_list_deposit_items (practice, id);
  fill_lines (self);
  g_signal_connect (self->items, "items-changed", G_CALLBACK (items_changed_cb), self);

  return self;
}

static gboolean
is_same (GPtrArray *before, GPtrArray *after)
{
  if (before->len != after->len)
    return FALSE;
  for (guint i = 0; i < before->len; i++)
    {
      if (!till_row_equal (before->pdata[i], after->pdata[i]))
        return FALSE;
    }

  return TRUE;
}

/* In two steps: when rows go and come in one call, GTK 4.8 fetches each that comes. */
void
till_deposit_parts_refresh (TillDepositParts *self)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  g_return_if_fail (TILL_IS_DEPOSIT_PARTS (self));

  before = g_steal_pointer (&self->lines);
  self->lines = g_ptr_array_new_with_free_func (g_object_unref);
  fill_lines (self);
  if (is_same (before, self->lines))
    return;
  after = g_steal_pointer (&self->lines);
  self->lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before->len, 0);
  g_ptr_array_unref (self->lines);
  self->lines = g_ptr_array_ref (after);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, after->len);
}

gint64
till_deposit_parts_find_transaction (gint64 row_id)
{
  return row_id < FIRST_LINE_ID ? row_id : 0;
}

gint64
till_deposit_parts_find_owner (gint64 row_id)
{
  return row_id < FIRST_LINE_ID ? 0 : (row_id - FIRST_LINE_ID) / MOST_LINES;
}
