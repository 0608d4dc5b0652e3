/* till-bank-match.c: lines of a bank's statement and the deposits they pay, brought together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines and deposits of one amount whose days may be the same hang together. What hangs together is
 * matched when there are as many lines as deposits: then any other choice would tick the same.
 */
#include <string.h>

#include "rules/till-bank-rules.h"

/* More deposits of one day than this are not tried in all their combinations. */
#define MOST_COMBINED 12

typedef struct
{
  GPtrArray  *lines;    /* TillBankLine that name the processor */
  GPtrArray  *deposits; /* TillDeposit */
  GHashTable *apart;    /* keys of pairs */
  GHashTable *used;     /* lines and deposits that are matched, or looked at */
  GArray     *pairs;    /* TillBankPair */
} Matching;

/* ── What may be what ────────────────────────────────────────────────────────────────────────── */

static char *
pair_key (gint64 line_id, gint64 deposit_id)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, line_id, deposit_id);
}

static gboolean
is_apart (const Matching *self, const TillBankLine *line, const TillDeposit *deposit)
{
  g_autofree char *key = NULL;

  if (g_hash_table_size (self->apart) == 0)
    return FALSE;
  key = pair_key (line->id, deposit->id);

  return g_hash_table_contains (self->apart, key);
}

static gboolean
has_text (const char *text)
{
  return text != NULL && *text != '\0';
}

/* Whatever the amounts. */
static gboolean
may_pay (const Matching *self, const TillBankLine *line, const TillDeposit *deposit)
{
  int days = line->day.number - deposit->funded_on.number;

  return days >= -TILL_BANK_DAYS_BEFORE && days <= TILL_BANK_DAYS_AFTER &&
         (!has_text (line->account) || !has_text (deposit->account) ||
          g_str_equal (line->account, deposit->account)) &&
         !is_apart (self, line, deposit);
}

static gboolean
may_be (const Matching *self, const TillBankLine *line, const TillDeposit *deposit)
{
  return till_money_compare (line->amount, deposit->deposited) == 0 &&
         may_pay (self, line, deposit);
}

static gboolean
is_used (const Matching *self, gconstpointer one)
{
  return g_hash_table_contains (self->used, one);
}

static void
match (Matching *self, TillBankLine *line, TillDeposit *deposit)
{
  TillBankPair pair = { line->id, deposit->id };

  g_array_append_val (self->pairs, pair);
  g_hash_table_add (self->used, line);
  g_hash_table_add (self->used, deposit);
}

/* ── One line, one deposit ───────────────────────────────────────────────────────────────────── */

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const TillBankLine *one = *(const TillBankLine *const *) a;
  const TillBankLine *other = *(const TillBankLine *const *) b;
  int                 by_day = till_day_compare (one->day, other->day);

  return by_day != 0 ? by_day : (one->id > other->id) - (one->id < other->id);
}

static int
compare_deposits (gconstpointer a, gconstpointer b)
{
  const TillDeposit *one = *(const TillDeposit *const *) a;
  const TillDeposit *other = *(const TillDeposit *const *) b;
  int                by_day = till_day_compare (one->funded_on, other->funded_on);

  return by_day != 0 ? by_day : (one->id > other->id) - (one->id < other->id);
}

/* All that hang together with the line at @first. @seen: what some such set has already. */
static void
collect (Matching     *self,
         TillBankLine *first,
         GHashTable   *seen,
         GPtrArray    *lines,
         GPtrArray    *deposits)
{
  g_ptr_array_add (lines, first);
  g_hash_table_add (seen, first);

  for (guint at = 0; at < lines->len; at++)
    for (guint d = 0; d < self->deposits->len; d++)
      {
        TillDeposit *deposit = self->deposits->pdata[d];

        if (g_hash_table_contains (seen, deposit) || !may_be (self, lines->pdata[at], deposit))
          continue;
        g_hash_table_add (seen, deposit);
        g_ptr_array_add (deposits, deposit);
        for (guint l = 0; l < self->lines->len; l++)
          {
            TillBankLine *line = self->lines->pdata[l];

            if (!g_hash_table_contains (seen, line) && may_be (self, line, deposit))
              {
                g_hash_table_add (seen, line);
                g_ptr_array_add (lines, line);
              }
          }
      }
}

static void
match_in_order (Matching *self, GPtrArray *lines, GPtrArray *deposits)
{
  if (lines->len != deposits->len)
    return;

  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_sort (deposits, compare_deposits);
  for (guint i = 0; i < lines->len; i++)
    {
      if (!may_be (self, lines->pdata[i], deposits->pdata[i]))
        return;
    }
  for (guint i = 0; i < lines->len; i++)
    match (self, lines->pdata[i], deposits->pdata[i]);
}

static void
match_single (Matching *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->lines->len; i++)
    {
      g_autoptr (GPtrArray) lines = g_ptr_array_new ();
      g_autoptr (GPtrArray) deposits = g_ptr_array_new ();

      if (g_hash_table_contains (seen, self->lines->pdata[i]))
        continue;
      collect (self, self->lines->pdata[i], seen, lines, deposits);
      match_in_order (self, lines, deposits);
    }
}

/* ── One line, several deposits of one day ───────────────────────────────────────────────────── */

/* A choice of deposits for a line. */
typedef struct
{
  TillBankLine *line;
  GPtrArray    *deposits;
} Sum;

static void
sum_clear (gpointer data)
{
  g_ptr_array_unref (((Sum *) data)->deposits);
}

static GPtrArray *
list_day (Matching *self, const TillBankLine *line, TillDay day)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->deposits->len; i++)
    {
      TillDeposit *deposit = self->deposits->pdata[i];

      if (till_day_compare (deposit->funded_on, day) == 0 && !is_used (self, deposit) &&
          may_pay (self, line, deposit))
        g_ptr_array_add (list, deposit);
    }

  return list;
}

/* Whether those of @choice come to the line's amount. */
static gboolean
is_sum (const TillBankLine *line, GPtrArray *deposits, guint choice)
{
  TillMoney sum = TILL_MONEY_ZERO;

  for (guint i = 0; i < deposits->len; i++)
    {
      if ((choice & (1U << i)) != 0 &&
          !till_money_add (sum, ((TillDeposit *) deposits->pdata[i])->deposited, &sum))
        return FALSE;
    }

  return till_money_compare (sum, line->amount) == 0;
}

/* How many choices of two or more fit; *found is the last. All of them go before some of them. */
static guint
count_choices (const TillBankLine *line, GPtrArray *deposits, guint *found)
{
  guint all = (1U << deposits->len) - 1;
  guint n = 0;

  if (deposits->len < 2)
    return 0;
  if (is_sum (line, deposits, all))
    {
      *found = all;
      return 1;
    }
  for (guint choice = 1; choice < all; choice++)
    {
      if ((choice & (choice - 1)) != 0 && is_sum (line, deposits, choice))
        {
          *found = choice;
          n++;
        }
    }

  return n;
}

/* FALSE when there is none, or more than one. */
static gboolean
find_sum (Matching *self, TillBankLine *line, Sum *sum)
{
  guint n = 0;

  sum->line = line;
  sum->deposits = g_ptr_array_new ();
  for (int days = -TILL_BANK_DAYS_BEFORE; days <= TILL_BANK_DAYS_AFTER; days++)
    {
      g_autoptr (GPtrArray) day = list_day (self, line, till_day_add (line->day, -days));
      guint                 choice = 0;
      guint                 n_here;

      if (day->len > MOST_COMBINED)
        continue;
      n_here = count_choices (line, day, &choice);
      for (guint i = 0; n_here > 0 && n == 0 && i < day->len; i++)
        {
          if ((choice & (1U << i)) != 0)
            g_ptr_array_add (sum->deposits, day->pdata[i]);
        }
      n += n_here;
    }
  if (n != 1)
    g_ptr_array_unref (sum->deposits);

  return n == 1;
}

/* Deposits that two lines lay claim to stay as they are. */
static void
match_sums (Matching *self)
{
  g_autoptr (GArray)     sums = g_array_new (FALSE, FALSE, sizeof (Sum));
  g_autoptr (GHashTable) claims = g_hash_table_new (NULL, NULL);

  g_array_set_clear_func (sums, sum_clear);
  for (guint i = 0; i < self->lines->len; i++)
    {
      Sum sum;

      if (is_used (self, self->lines->pdata[i]) || !find_sum (self, self->lines->pdata[i], &sum))
        continue;
      g_array_append_val (sums, sum);
      for (guint d = 0; d < sum.deposits->len; d++)
        {
          gpointer n = g_hash_table_lookup (claims, sum.deposits->pdata[d]);

          g_hash_table_insert (claims, sum.deposits->pdata[d],
                               GUINT_TO_POINTER (GPOINTER_TO_UINT (n) + 1));
        }
    }

  for (guint i = 0; i < sums->len; i++)
    {
      Sum     *sum = &g_array_index (sums, Sum, i);
      gboolean alone = TRUE;

      for (guint d = 0; d < sum->deposits->len; d++)
        alone =
          alone && GPOINTER_TO_UINT (g_hash_table_lookup (claims, sum->deposits->pdata[d])) == 1;
      for (guint d = 0; alone && d < sum->deposits->len; d++)
        match (self, sum->line, sum->deposits->pdata[d]);
    }
}

/* ── All ─────────────────────────────────────────────────────────────────────────────────────── */

GArray *
till_bank_match (GPtrArray *lines, GPtrArray *deposits, GHashTable *learned, GArray *apart)
{
  g_autoptr (GPtrArray)  named = g_ptr_array_new ();
  g_autoptr (GPtrArray)  paid = g_ptr_array_new ();
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);
  Matching self = { named, paid, keys, used, g_array_new (FALSE, FALSE, sizeof (TillBankPair)) };

  for (guint i = 0; i < lines->len; i++)
    {
      const TillBankLine *line = lines->pdata[i];

      if (line->amount.cents != 0 && till_bank_names_processor (line->words, learned))
        g_ptr_array_add (named, lines->pdata[i]);
    }
  for (guint i = 0; i < deposits->len; i++)
    {
      if (((TillDeposit *) deposits->pdata[i])->deposited.cents != 0)
        g_ptr_array_add (paid, deposits->pdata[i]);
    }
  for (guint i = 0; apart != NULL && i < apart->len; i++)
    {
      const TillBankPair *pair = &g_array_index (apart, TillBankPair, i);

      g_hash_table_add (keys, pair_key (pair->line_id, pair->deposit_id));
    }

  match_single (&self);
  match_sums (&self);

  return self.pairs;
}

static int
compare_likeness (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const TillBankLine *line = user_data;
  const TillDeposit  *one = *(const TillDeposit *const *) a;
  const TillDeposit  *other = *(const TillDeposit *const *) b;
  gint64              one_off = ABS (one->deposited.cents - line->amount.cents);
  gint64              other_off = ABS (other->deposited.cents - line->amount.cents);
  int                 one_days = ABS (one->funded_on.number - line->day.number);
  int                 other_days = ABS (other->funded_on.number - line->day.number);

  if (one_off != other_off)
    return one_off > other_off ? 1 : -1;

  return one_days != other_days ? (one_days > other_days) - (one_days < other_days)
                                : compare_deposits (a, b);
}

void
till_bank_rank (const TillBankLine *line, GPtrArray *deposits)
{
  g_ptr_array_sort_with_data (deposits, compare_likeness, (gpointer) line);
}
