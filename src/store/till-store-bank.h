/* till-store-bank.h: what the bank's statements say arrived, and which deposits it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which line may be which deposit is said by rules/till-bank-rules.h. A line's state, how many
 * deposits it pays and what they differ by, and a deposit's bank_line_id, are brought up to date in
 * the commit that matches or unmatches them, or in which the processor reports another amount, and
 * that appends to the audit.
 */
#pragma once

#include "model/till-bank-line.h"
#include "model/till-deposit.h"
#include "model/till-import.h"
#include "model/till-table.h"
#include "rules/till-bank-rules.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/* ── Files (till-store-imports.c) ────────────────────────────────────────────────────────────── */

/* The import of the file with that digest; *import is NULL when there is none. */
gboolean till_store_find_import (TillDbConnection *connection,
                                 const char       *sha256,
                                 TillImport      **import,
                                 GError          **error);

/* Whether any file was taken in, be it taken back since. */
gboolean till_store_has_imports (TillDbConnection *connection, gboolean *has, GError **error);

/* (element-type char*) Masked accounts of lines and deposits, the one used last first. */
GPtrArray *till_store_list_bank_accounts (TillDbConnection *connection, GError **error);

/* The numbers by which the processor knows the practice (NULL-terminated): banks print them. */
GStrv till_store_list_merchants (TillDbConnection *connection, GError **error);

/* What is known of that account and those days, some days about them too (element-type
 * TillBankLine). */
GPtrArray *till_store_list_known_lines (TillDbConnection *connection,
                                        const char       *account,
                                        TillDay           first,
                                        TillDay           last,
                                        GError          **error);

/**
 * till_store_begin_import:
 * @import: form, file_name, sha256, accounts, n_lines, first_day, last_day; id and the rest are set
 *
 * Lines are added in jobs of a few hundred, hidden, then shown all at once. TILL_ERROR_EXISTS when
 * the file has been read meanwhile; TILL_ERROR_CARD_NUMBER for its name.
 */
gboolean till_store_begin_import (TillDbConnection *connection,
                                  TillImport       *import,
                                  const TillActor  *actor,
                                  TillInstant       at,
                                  GError          **error);

/* Lines have account, identity and state. One that is there already is not added again. */
gboolean till_store_add_lines (TillDbConnection *connection,
                               gint64            import_id,
                               GPtrArray        *lines,
                               guint             first,
                               guint             n_lines,
                               GError          **error);

/* Sets @import's n_new. */
gboolean till_store_show_import (TillDbConnection *connection,
                                 TillImport       *import,
                                 const TillActor  *actor,
                                 TillInstant       at,
                                 GError          **error);

/* Its lines are shown no more; till_store_clear_leavings() unmatches what they paid. The file may
 * be read again. TILL_ERROR_NOT_FOUND. */
gboolean till_store_take_back_import (TillDbConnection *connection,
                                      gint64            id,
                                      const TillActor  *actor,
                                      TillInstant       at,
                                      GError          **error);

/* The import that was taken back, or that broke off, whose lines are still to be cleared away; 0:
 * there is none. @until: 0 at first; then one that begins later is not taken for left. */
gboolean till_store_find_leavings (TillDbConnection *connection,
                                   gint64           *until,
                                   gint64           *import_id,
                                   GError          **error);

/* Some of them, as much as there is time for: again until there are none. */
gboolean till_store_clear_leavings (TillDbConnection *connection,
                                    gint64            import_id,
                                    const TillActor  *actor,
                                    TillInstant       at,
                                    GError          **error);

/* ── Matching (till-store-bank-plan.c, …-matches.c, …-apart.c) ───────────────────────────────── */

/* Descriptors (till_bank_descriptor()) of lines that were matched by hand: a set. */
GHashTable *till_store_list_learned_words (TillDbConnection *connection, GError **error);

/* What there is to do: for a reader. */
typedef struct
{
  GArray *pairs; /* TillBankPair: to be matched */
  GArray *named; /* gint64: lines that were thought to name no processor, and do */
} TillBankPlan;

TillBankPlan *till_store_plan_matches (TillDbConnection *connection, GError **error);
void          till_bank_plan_free (TillBankPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillBankPlan, till_bank_plan_free)

gboolean till_store_name_lines (TillDbConnection *connection, GArray *lines, GError **error);

/* About @n_pairs of @pairs from *next on, which is moved; a line's pairs stand together, and all of
 * them are written or none: what has changed since the plan is left. Adds the lines that were
 * matched to *n_lines. */
gboolean till_store_write_matches (TillDbConnection *connection,
                                   GArray           *pairs,
                                   guint            *next,
                                   guint             n_pairs,
                                   const TillActor  *actor,
                                   TillInstant       at,
                                   guint            *n_lines,
                                   GError          **error);

/* By hand; the amounts may differ. TILL_ERROR_NOT_ALLOWED for a line or a deposit that is matched
 * already. */
gboolean till_store_match_line (TillDbConnection *connection,
                                gint64            line_id,
                                const gint64     *deposits,
                                guint             n_deposits,
                                const TillActor  *actor,
                                TillInstant       at,
                                GError          **error);

/* By hand: they are not matched automatically again. TILL_ERROR_NOT_ALLOWED when it is not matched.
 */
gboolean till_store_unmatch_line (TillDbConnection *connection,
                                  gint64            line_id,
                                  const TillActor  *actor,
                                  TillInstant       at,
                                  GError          **error);

TillBankLine *till_store_get_bank_line (TillDbConnection *connection, gint64 id, GError **error);

/* The line that pays a deposit; 0: none. */
gboolean till_store_find_bank_line (TillDbConnection *connection,
                                    gint64            deposit_id,
                                    gint64           *line_id,
                                    GError          **error);

/* (element-type TillDeposit): unpaid ones of the days about, best first. */
GPtrArray *till_store_list_candidates (TillDbConnection   *connection,
                                       const TillBankLine *line,
                                       GError            **error);

/* (element-type TillDeposit): what a line pays. */
GPtrArray *till_store_list_line_deposits (TillDbConnection *connection,
                                          gint64            line_id,
                                          GError          **error);

/* ── The table (till-store-bank-table.c) ─────────────────────────────────────────────────────── */

/* The bank statement's table. Columns: date, words, check-number, amount, account, state, deposit
 * (the day its deposits were funded on), and carried without a title: n-deposits, difference,
 * reference. Sums: "in", "out", "unmatched", in cents. */
TillTable *till_store_bank_table_new (TillDb *db, TillClock *clock, GTimeZone *zone);

G_END_DECLS
