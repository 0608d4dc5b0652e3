/* till-store-allocations-private.h: what the files on allocations share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-store-allocations.h"
#include "store/till-store-private.h"

G_BEGIN_DECLS

/* A family's entries, and what pays what. */
typedef struct
{
  GArray *lines;   /* TillAllocationLine, by day */
  GArray *by_hand; /* TillAllocationShare, by credit: what the table has */
  GArray *shares;  /* likewise, of all credits */
} TillFamilyShares;

void till_family_shares_init (TillFamilyShares *self);
void till_family_shares_clear (TillFamilyShares *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TillFamilyShares, till_family_shares_clear)

gboolean till_family_shares_read_by_hand (TillDbConnection *connection,
                                          gint64            guarantor_id,
                                          GArray           *by_hand,
                                          GError          **error);

/* Of the practice's own ledger, whatever books are shown; by_hand has been read. */
gboolean till_family_shares_read (TillDbConnection *connection,
                                  gint64            guarantor_id,
                                  TillFamilyShares *self,
                                  GError          **error);

/* A row; none when it changes nothing. */
gboolean till_store_write_share (TillDbConnection          *connection,
                                 const TillAllocationShare *share,
                                 TillInstant                at,
                                 GError                   **error);

/* What a credit pays, as the audit has it: "unearned", and each charge's by its id. */
char    *till_store_describe_shares (const GArray *shares, gint64 credit_id);
gboolean till_store_audit_shares (TillDbConnection *connection,
                                  gint64            credit_id,
                                  const char       *deed,
                                  const char       *before,
                                  const char       *after,
                                  const TillActor  *actor,
                                  TillInstant       at,
                                  GError          **error);

/* @moves (TillAllocationShare): what each is changed by, with the audit of each. */
gboolean till_store_write_moves (TillDbConnection *connection,
                                 const GArray     *moves,
                                 const TillActor  *actor,
                                 TillInstant       at,
                                 GError          **error);

G_END_DECLS
