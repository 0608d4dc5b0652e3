/* till-allocation.c: which payment pays which charge
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-allocation.h"

/* ── Finding ─────────────────────────────────────────────────────────────────────────────────── */

/* The lines by their ids. */
static GHashTable *
index_lines (const TillAllocationLine *lines, gsize n_lines)
{
  GHashTable *by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (gsize i = 0; i < n_lines; i++)
    g_hash_table_insert (by_id, (gpointer) &lines[i].id, (gpointer) &lines[i]);

  return by_id;
}

static TillAllocationLine *
find (GHashTable *by_id, gint64 id)
{
  return g_hash_table_lookup (by_id, &id);
}

/* A refund that failed takes from the refund, which takes from the payment. Without what it takes
 * from it stands for itself. */
static TillAllocationLine *
find_root (GHashTable *by_id, TillAllocationLine *line)
{
  TillAllocationLine *from;

  /* Each is a later entry than what it takes from: there is no ring. */
  while (line->takes_from != 0 && line->takes_from < line->id &&
         (from = find (by_id, line->takes_from)) != NULL)
    line = from;

  return line;
}

/* ── Reckoning ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
net_out (TillAllocationLine *lines, gsize n_lines, GHashTable *by_id)
{
  for (gsize i = 0; i < n_lines; i++)
    {
      lines[i].net = TILL_MONEY_ZERO;
      lines[i].by_hand = FALSE;
    }
  for (gsize i = 0; i < n_lines; i++)
    {
      TillAllocationLine *root = find_root (by_id, &lines[i]);

      if (!till_money_add (root->net, lines[i].amount, &root->net))
        return FALSE;
    }
  for (gsize i = 0; i < n_lines; i++)
    lines[i].open = till_money (lines[i].net.cents < 0 ? -lines[i].net.cents : lines[i].net.cents);

  return TRUE;
}

static void
pay (TillAllocationLine *credit, TillAllocationLine *charge, gint64 cents, GArray *shares)
{
  TillAllocationShare share = { credit->id, charge->id, till_money (cents) };

  if (cents <= 0)
    return;
  credit->open.cents -= cents;
  charge->open.cents -= cents;
  if (shares != NULL)
    g_array_append_val (shares, share);
}

static void
pay_by_hand (GHashTable *by_id, const TillAllocationShare *by_hand, gsize n_by_hand, GArray *shares)
{
  for (gsize i = 0; i < n_by_hand; i++)
    {
      TillAllocationLine *credit = find (by_id, by_hand[i].credit_id);
      TillAllocationLine *charge =
        by_hand[i].charge_id != 0 ? find (by_id, by_hand[i].charge_id) : NULL;

      if (credit == NULL || credit->net.cents >= 0)
        continue;
      credit->by_hand = TRUE;
      if (charge != NULL && charge->net.cents > 0)
        pay (credit, charge,
             MIN (by_hand[i].amount.cents, MIN (credit->open.cents, charge->open.cents)), shares);
    }
}

static void
pay_oldest_first (TillAllocationLine *lines, gsize n_lines, GArray *shares)
{
  gsize charge = 0;

  for (gsize i = 0; i < n_lines; i++)
    {
      if (lines[i].net.cents >= 0 || lines[i].by_hand)
        continue;
      while (lines[i].open.cents > 0 && charge < n_lines)
        if (lines[charge].net.cents > 0 && lines[charge].open.cents > 0)
          pay (&lines[i], &lines[charge], MIN (lines[i].open.cents, lines[charge].open.cents),
               shares);
        else
          charge++;
    }
}

gboolean
till_allocation_reckon (TillAllocationLine        *lines,
                        gsize                      n_lines,
                        const TillAllocationShare *by_hand,
                        gsize                      n_by_hand,
                        GArray                    *shares)
{
  g_autoptr (GHashTable) by_id = index_lines (lines, n_lines);

  if (!net_out (lines, n_lines, by_id))
    return FALSE;

  pay_by_hand (by_id, by_hand, n_by_hand, shares);
  pay_oldest_first (lines, n_lines, shares);

  return TRUE;
}

TillMoney
till_allocation_oldest_first (TillMoney        amount,
                              const TillMoney *open,
                              gsize            n_charges,
                              TillMoney       *parts)
{
  for (gsize i = 0; i < n_charges; i++)
    {
      parts[i] = till_money (MIN (amount.cents, open[i].cents));
      amount.cents -= parts[i].cents;
    }

  return amount;
}

/* ── Following ───────────────────────────────────────────────────────────────────────────────── */

/* The shares as the changes so far leave them; and where each charge stands. */
typedef struct
{
  GArray     *shares; /* TillAllocationShare */
  GArray     *changes;
  GHashTable *by_id;
} Following;

static void
change (Following *self, gint64 credit_id, gint64 charge_id, gint64 cents)
{
  TillAllocationShare  added = { credit_id, charge_id, till_money (cents) };
  TillAllocationShare *share = NULL;

  if (cents == 0)
    return;
  for (guint i = 0; i < self->shares->len && share == NULL; i++)
    {
      TillAllocationShare *other = &g_array_index (self->shares, TillAllocationShare, i);

      if (other->credit_id == credit_id && other->charge_id == charge_id)
        share = other;
    }
  if (share != NULL)
    share->amount.cents += cents;
  else
    g_array_append_val (self->shares, added);
  g_array_append_val (self->changes, added);
}

static gint64
sum_of (const Following *self, gint64 credit_id, gint64 charge_id)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->shares->len; i++)
    {
      const TillAllocationShare *share = &g_array_index (self->shares, TillAllocationShare, i);

      if (share->credit_id == credit_id && (charge_id < 0 || share->charge_id == charge_id))
        sum += share->amount.cents;
    }

  return sum;
}

/* Of what is left of a credit's shares, the one that is given back next. */
static const TillAllocationShare *
find_newest (const Following *self, gint64 credit_id)
{
  const TillAllocationShare *newest = NULL;
  gintptr                    at = -1;

  for (guint i = 0; i < self->shares->len; i++)
    {
      const TillAllocationShare *share = &g_array_index (self->shares, TillAllocationShare, i);
      /* Lines lie in their order. */
      gintptr place = (gintptr) find (self->by_id, share->charge_id);

      if (share->credit_id != credit_id || share->charge_id == 0 || share->amount.cents <= 0 ||
          place < at)
        continue;
      newest = share;
      at = place;
    }

  return newest;
}

static void
follow_credit (Following *self, const TillAllocationLine *credit)
{
  gint64                     gone = sum_of (self, credit->id, -1) - MAX (-credit->net.cents, 0);
  gint64                     unearned = sum_of (self, credit->id, 0);
  const TillAllocationShare *share;

  /* Of what came back of it nobody has said yet where it belongs. */
  if (gone < 0)
    unearned = gone;
  change (self, credit->id, 0, -MIN (gone, unearned));
  gone -= MIN (gone, unearned);
  while (gone > 0 && (share = find_newest (self, credit->id)) != NULL)
    {
      gint64 part = MIN (gone, share->amount.cents);

      change (self, credit->id, share->charge_id, -part);
      gone -= part;
    }
}

static void
follow_charge (Following *self, const TillAllocationLine *charge)
{
  gint64 rest = MAX (charge->net.cents, 0);

  for (guint i = 0; i < self->shares->len; i++)
    {
      TillAllocationShare share = g_array_index (self->shares, TillAllocationShare, i);
      gint64              part;

      if (share.charge_id != charge->id)
        continue;
      part = MIN (rest, share.amount.cents);
      rest -= part;
      change (self, share.credit_id, charge->id, part - share.amount.cents);
      change (self, share.credit_id, 0, share.amount.cents - part);
    }
}

static void
take_up (Following *self, const TillAllocationLine *lines, gsize n_lines, gint64 charge_id)
{
  const TillAllocationLine *charge = find (self->by_id, charge_id);
  gint64                    open = 0;

  if (charge != NULL && charge->net.cents > 0)
    open = charge->open.cents;
  for (gsize i = 0; i < n_lines && open > 0; i++)
    {
      gint64 part = lines[i].by_hand ? MIN (open, sum_of (self, lines[i].id, 0)) : 0;

      if (part <= 0)
        continue;
      change (self, lines[i].id, 0, -part);
      change (self, lines[i].id, charge_id, part);
      open -= part;
    }
}

void
till_allocation_follow (const TillAllocationLine  *lines,
                        gsize                      n_lines,
                        const TillAllocationShare *by_hand,
                        gsize                      n_by_hand,
                        gint64                     new_id,
                        GArray                    *changes)
{
  g_autoptr (GHashTable) by_id = index_lines (lines, n_lines);
  g_autoptr (GHashTable) credits = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray)     shares = g_array_new (FALSE, FALSE, sizeof (TillAllocationShare));
  Following              self = { shares, changes, by_id };

  g_array_append_vals (shares, by_hand, (guint) n_by_hand);
  for (gsize i = 0; i < n_by_hand; i++)
    g_hash_table_add (credits, (gpointer) &by_hand[i].credit_id);
  for (gsize i = 0; i < n_lines; i++)
    if (g_hash_table_contains (credits, &lines[i].id))
      follow_credit (&self, &lines[i]);
  for (gsize i = 0; i < n_lines; i++)
    follow_charge (&self, &lines[i]);
  take_up (&self, lines, n_lines, new_id);
}
