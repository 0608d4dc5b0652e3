/* till-store-allocate.c: which charges a payment pays, by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "store/till-store-allocations-private.h"
#include "store/till-store-balances-private.h"
#include "store/till-store-entries.h"

static const TillAllocationLine *
find_line (const TillFamilyShares *self, gint64 id)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const TillAllocationLine *line = &g_array_index (self->lines, TillAllocationLine, i);

      if (line->id == id)
        return line;
    }

  return NULL;
}

/* What @credit_id pays of a charge. */
static gint64
given_to (const GArray *shares, gint64 credit_id, gint64 charge_id)
{
  gint64 sum = 0;

  for (guint i = 0; i < shares->len; i++)
    {
      const TillAllocationShare *share = &g_array_index (shares, TillAllocationShare, i);

      if (share->credit_id == credit_id && share->charge_id == charge_id)
        sum += share->amount.cents;
    }

  return sum;
}

static gboolean
refuse (GError **error, const char *words)
{
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED, words);

  return FALSE;
}

/* The family of a credit that can be allocated by hand. */
static gboolean
read_family_of (TillDbConnection          *connection,
                const TillLedgerEntry     *entry,
                TillFamilyShares          *family,
                const TillAllocationLine **credit,
                GError                   **error)
{
  TillEdition edition;
  gint64      account_id = entry->guarantor_id;

  if (!till_store_find_edition (connection, &edition, error) ||
      !till_store_find_standing (connection, &account_id, error))
    return FALSE;
  if (edition.import_id != 0)
    return refuse (error, _ ("What is owed comes from another program’s file: which payment pays "
                             "which charge is kept there."));
  if (!till_family_shares_read_by_hand (connection, account_id, family->by_hand, error) ||
      !till_family_shares_read (connection, account_id, family, error))
    return FALSE;

  *credit = find_line (family, entry->id);
  if (*credit == NULL || (*credit)->net.cents >= 0)
    return refuse (error, _ ("Only a payment or another credit can be allocated, and only what was "
                             "not given back of it."));

  return TRUE;
}

static void
open_charge_free (gpointer data)
{
  TillOpenCharge *charge = data;

  g_free (charge->patient);
  g_free (charge->words);
  g_free (charge);
}

static gboolean
add_charge (TillDbConnection         *connection,
            TillAllocation           *allocation,
            const TillAllocationLine *line,
            gint64                    given,
            GError                  **error)
{
  g_autoptr (TillLedgerEntry) entry = till_store_get_entry (connection, line->id, error);
  TillOpenCharge             *charge;

  if (entry == NULL)
    return FALSE;

  charge = g_new0 (TillOpenCharge, 1);
  charge->id = line->id;
  charge->day = entry->day;
  charge->patient = g_steal_pointer (&entry->patient);
  charge->words = g_steal_pointer (&entry->words);
  charge->amount = line->net;
  charge->given = till_money (given);
  charge->room = till_money (line->open.cents + given);
  g_ptr_array_add (allocation->charges, charge);

  return TRUE;
}

TillAllocation *
till_store_read_allocation (TillDbConnection *connection, gint64 entry_id, GError **error)
{
  g_autoptr (TillLedgerEntry) entry = till_store_get_entry (connection, entry_id, error);
  g_autoptr (TillAllocation)  allocation = g_new0 (TillAllocation, 1);
  const TillAllocationLine   *credit = NULL;
  g_auto (TillFamilyShares)   family = { 0 };

  till_family_shares_init (&family);
  allocation->charges = g_ptr_array_new_with_free_func (open_charge_free);
  if (entry == NULL || !read_family_of (connection, entry, &family, &credit, error))
    return NULL;

  allocation->entry_id = entry_id;
  allocation->patient = g_steal_pointer (&entry->patient);
  allocation->day = entry->day;
  allocation->amount = till_money (-credit->net.cents);
  for (guint i = 0; i < family.lines->len; i++)
    {
      const TillAllocationLine *line = &g_array_index (family.lines, TillAllocationLine, i);
      gint64                    given = given_to (family.shares, entry_id, line->id);

      if (line->net.cents > 0 && (line->open.cents > 0 || given > 0) &&
          !add_charge (connection, allocation, line, given, error))
        return NULL;
    }

  return g_steal_pointer (&allocation);
}

/* @wanted: with what is left as unearned credit. */
static gboolean
check_shares (const TillFamilyShares   *family,
              const TillAllocationLine *credit,
              const GArray             *wanted,
              GError                  **error)
{
  for (guint i = 0; i < wanted->len; i++)
    {
      const TillAllocationShare *share = &g_array_index (wanted, TillAllocationShare, i);
      const TillAllocationLine  *charge =
        share->charge_id != 0 ? find_line (family, share->charge_id) : NULL;
      gint64 room = -credit->net.cents;

      if (share->charge_id != 0)
        room = charge != NULL && charge->net.cents > 0
                 ? charge->open.cents + given_to (family->shares, credit->id, charge->id)
                 : 0;
      if (share->amount.cents >= 0 && share->amount.cents <= room)
        continue;
      g_set_error_literal (
        error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
        share->charge_id == 0
          ? _ ("That is more than there is of the payment. Allocate less.")
          : _ ("That is more than is open of a charge; the ledger may have changed meanwhile. "
               "Close this and look again."));
      return FALSE;
    }

  return TRUE;
}

/* As more rows: what is wanted, less what is there. */
static gboolean
write_wanted (TillDbConnection       *connection,
              const TillFamilyShares *family,
              gint64                  credit_id,
              const GArray           *wanted,
              TillInstant             at,
              GError                **error)
{
  for (guint i = 0; i < wanted->len; i++)
    {
      TillAllocationShare share = g_array_index (wanted, TillAllocationShare, i);

      share.amount.cents -= given_to (family->by_hand, credit_id, share.charge_id);
      if (!till_store_write_share (connection, &share, at, error))
        return FALSE;
    }
  for (guint i = 0; i < family->by_hand->len; i++)
    {
      TillAllocationShare share = g_array_index (family->by_hand, TillAllocationShare, i);
      gboolean            is_wanted = share.credit_id != credit_id;

      for (guint j = 0; j < wanted->len && !is_wanted; j++)
        is_wanted = g_array_index (wanted, TillAllocationShare, j).charge_id == share.charge_id;
      share.amount.cents = -share.amount.cents;
      if (!is_wanted && !till_store_write_share (connection, &share, at, error))
        return FALSE;
    }

  return TRUE;
}

/* @shares and what they leave of @credit. */
static GArray *
complete (const TillAllocationLine *credit, const TillAllocationShare *shares, gsize n_shares)
{
  GArray             *wanted = g_array_new (FALSE, FALSE, sizeof (TillAllocationShare));
  TillAllocationShare rest = { credit->id, 0, till_money (-credit->net.cents) };

  for (gsize i = 0; i < n_shares; i++)
    {
      TillAllocationShare share = { credit->id, shares[i].charge_id, shares[i].amount };

      g_array_append_val (wanted, share);
      rest.amount.cents -= share.amount.cents;
    }
  g_array_append_val (wanted, rest);

  return wanted;
}

gboolean
till_store_allocate (TillDbConnection          *connection,
                     gint64                     entry_id,
                     const TillAllocationShare *shares,
                     gsize                      n_shares,
                     const TillActor           *actor,
                     TillInstant                at,
                     GError                   **error)
{
  g_autoptr (TillLedgerEntry) entry = till_store_get_entry (connection, entry_id, error);
  const TillAllocationLine   *credit = NULL;
  g_autoptr (GArray)          wanted = NULL;
  g_autofree char            *before = NULL;
  g_autofree char            *after = NULL;
  g_auto (TillFamilyShares)   family = { 0 };

  till_family_shares_init (&family);
  if (entry == NULL || !read_family_of (connection, entry, &family, &credit, error))
    return FALSE;

  wanted = complete (credit, shares, n_shares);
  before = till_store_describe_shares (family.shares, entry_id);
  after = till_store_describe_shares (wanted, entry_id);

  return check_shares (&family, credit, wanted, error) &&
         write_wanted (connection, &family, entry_id, wanted, at, error) &&
         till_store_audit_shares (connection, entry_id, "allocate", before, after, actor, at,
                                  error);
}
