/* till-store-allocations.c: which payment pays which charge of a family
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-allocations.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "store/till-store-allocations-private.h"
#include "store/till-store-balances-private.h"

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

void
till_family_shares_init (TillFamilyShares *self)
{
  self->lines = g_array_new (FALSE, FALSE, sizeof (TillAllocationLine));
  self->by_hand = g_array_new (FALSE, FALSE, sizeof (TillAllocationShare));
  self->shares = g_array_new (FALSE, FALSE, sizeof (TillAllocationShare));
}

void
till_family_shares_clear (TillFamilyShares *self)
{
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->by_hand, g_array_unref);
  g_clear_pointer (&self->shares, g_array_unref);
}

/* With the entry that each takes from: what failed, from its own transaction's; a refund or a void,
 * from the payment's. */
#define LINES(table)                                                                               \
  "SELECT e.id, e.amount_cents, coalesce(e.reverses_id,"                                           \
  "         (SELECT o.id FROM ledger_entries AS o"                                                 \
  "           WHERE o.transaction_id ="                                                            \
  "                 CASE WHEN e.kind = 'reversal' THEN t.id ELSE t.related_id END"                 \
  "             AND o.kind <> 'reversal'), 0)"                                                     \
  "  FROM " table " AS e LEFT JOIN transactions AS t ON t.id = e.transaction_id"                   \
  " WHERE e.guarantor_id = ?1 ORDER BY e.day NULLS FIRST, e.id NULLS FIRST"

static gboolean
read_lines (TillDbConnection *connection,
            const char       *sql,
            gint64            guarantor_id,
            GArray           *lines,
            GError          **error)
{
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  TillStep                    step = TILL_STEP_ERROR;

  if (rows == NULL)
    return FALSE;

  till_db_bind_int (rows, 1, guarantor_id);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      TillAllocationLine line = {
        .id = till_db_column_int (rows, 0),
        .amount = till_money (till_db_column_int (rows, 1)),
        .takes_from = till_db_column_int (rows, 2),
      };

      g_array_append_val (lines, line);
    }

  return step == TILL_STEP_DONE;
}

/* A share that came to nothing again stays: its credit is still allocated by hand. */
gboolean
till_family_shares_read_by_hand (TillDbConnection *connection,
                                 gint64            guarantor_id,
                                 GArray           *by_hand,
                                 GError          **error)
{
  static const char           sql[] = "SELECT a.entry_id, coalesce(a.charge_id, 0),"
                                      "       sum(a.amount_cents)"
                                      "  FROM account_entries AS e"
                                      "  JOIN allocations AS a ON a.entry_id = e.id"
                                      " WHERE e.guarantor_id = ?1 GROUP BY a.entry_id, a.charge_id"
                                      " ORDER BY 1 NULLS FIRST, 2 NULLS FIRST";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  TillStep                    step = TILL_STEP_ERROR;

  if (rows == NULL)
    return FALSE;

  till_db_bind_int (rows, 1, guarantor_id);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      TillAllocationShare share = {
        .credit_id = till_db_column_int (rows, 0),
        .charge_id = till_db_column_int (rows, 1),
        .amount = till_money (till_db_column_int (rows, 2)),
      };

      g_array_append_val (by_hand, share);
    }

  return step == TILL_STEP_DONE;
}

static gboolean
reckon (TillFamilyShares *self, GError **error)
{
  if (till_allocation_reckon ((TillAllocationLine *) (gpointer) self->lines->data, self->lines->len,
                              (const TillAllocationShare *) (gpointer) self->by_hand->data,
                              self->by_hand->len, self->shares))
    return TRUE;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_STORE,
                       _ ("The amounts are too large to be added up."));

  return FALSE;
}

/* Of the practice's own ledger, whatever books are shown. */
gboolean
till_family_shares_read (TillDbConnection *connection,
                         gint64            guarantor_id,
                         TillFamilyShares *self,
                         GError          **error)
{
  return read_lines (connection, LINES ("account_entries"), guarantor_id, self->lines, error) &&
         reckon (self, error);
}

gboolean
till_store_read_open (TillDbConnection *connection,
                      gint64            guarantor_id,
                      GArray           *lines,
                      GError          **error)
{
  g_auto (TillFamilyShares) family = { 0 };
  TillEdition               edition;

  if (!till_store_find_edition (connection, &edition, error))
    return FALSE;
  if (till_edition_is_told (&edition))
    return TRUE;

  till_family_shares_init (&family);
  if (!read_lines (connection, LINES ("ledger_lines"), guarantor_id, family.lines, error) ||
      (edition.import_id == 0 &&
       !till_family_shares_read_by_hand (connection, guarantor_id, family.by_hand, error)) ||
      !reckon (&family, error))
    return FALSE;
  g_array_append_vals (lines, family.lines->data, family.lines->len);

  return TRUE;
}

/* ── Writing ─────────────────────────────────────────────────────────────────────────────────── */

gboolean
till_store_write_share (TillDbConnection          *connection,
                        const TillAllocationShare *share,
                        TillInstant                at,
                        GError                   **error)
{
  static const char sql[] = "INSERT INTO allocations (entry_id, charge_id, amount_cents, made_at)"
                            " VALUES (?1, nullif(?2, 0), ?3, ?4)";

  return share->amount.cents == 0 || till_store_run (connection, sql, error, 4, share->credit_id,
                                                     share->charge_id, share->amount.cents, at);
}

/* What a credit pays, as the audit has it: "unearned", and each charge's by its id. */
char *
till_store_describe_shares (const GArray *shares, gint64 credit_id)
{
  GString *json = g_string_new (NULL);

  for (guint i = 0; i < shares->len; i++)
    {
      const TillAllocationShare *share = &g_array_index (shares, TillAllocationShare, i);
      g_autofree char           *name = NULL;

      if (share->credit_id != credit_id || share->amount.cents == 0)
        continue;
      name = share->charge_id != 0 ? g_strdup_printf ("charge_%" G_GINT64_FORMAT, share->charge_id)
                                   : g_strdup ("unearned");
      till_json_int (json, name, share->amount.cents);
    }

  return till_json_end (json);
}

gboolean
till_store_audit_shares (TillDbConnection *connection,
                         gint64            credit_id,
                         const char       *deed,
                         const char       *before,
                         const char       *after,
                         const TillActor  *actor,
                         TillInstant       at,
                         GError          **error)
{
  return till_store_audit_row (connection, actor, at, deed, "ledger_entries", credit_id, before,
                               after, NULL, error);
}

/* ── Following the ledger ────────────────────────────────────────────────────────────────────── */

gboolean
till_store_write_moves (TillDbConnection *connection,
                        const GArray     *moves,
                        const TillActor  *actor,
                        TillInstant       at,
                        GError          **error)
{
  for (guint i = 0; i < moves->len; i++)
    {
      const TillAllocationShare *moved = &g_array_index (moves, TillAllocationShare, i);
      g_autoptr (GArray)         one = g_array_new (FALSE, FALSE, sizeof (TillAllocationShare));
      g_autofree char           *after = NULL;

      g_array_append_vals (one, moved, 1);
      after = till_store_describe_shares (one, moved->credit_id);
      if (!till_store_write_share (connection, moved, at, error) ||
          !till_store_audit_shares (connection, moved->credit_id, "move-allocation", NULL, after,
                                    actor, at, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
till_store_follow_allocations (TillDbConnection *connection,
                               gint64            guarantor_id,
                               gint64            new_id,
                               const TillActor  *actor,
                               TillInstant       at,
                               GError          **error)
{
  g_auto (TillFamilyShares) family = { 0 };
  g_autoptr (GArray)        changes = g_array_new (FALSE, FALSE, sizeof (TillAllocationShare));

  till_family_shares_init (&family);
  if (!till_store_find_standing (connection, &guarantor_id, error) ||
      !till_family_shares_read_by_hand (connection, guarantor_id, family.by_hand, error))
    return FALSE;
  if (family.by_hand->len == 0)
    return TRUE;
  if (!till_family_shares_read (connection, guarantor_id, &family, error))
    return FALSE;

  till_allocation_follow ((const TillAllocationLine *) (gpointer) family.lines->data,
                          family.lines->len,
                          (const TillAllocationShare *) (gpointer) family.by_hand->data,
                          family.by_hand->len, new_id, changes);

  return till_store_write_moves (connection, changes, actor, at, error);
}
