/* till-bank-rows.h: deposits, and lines of the bank's statements that may be them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-store-bank.h"
#include "store/till-store-deposits.h"

G_BEGIN_DECLS

#define BANK_DAY "2026-11-24"
#define BANK_CARD "CLEARENT LLC DEPOSIT"

/* All that is reported of the day, ended by 0. */
void bank_report (TillDb *db, const gint64 *cents);

/* ── Files ───────────────────────────────────────────────────────────────────────────────────── */

GPtrArray *bank_lines_new (void);
void       bank_add_line (GPtrArray  *lines,
                          const char *day,
                          gint64      cents,
                          const char *words,
                          const char *reference);

/* Both take @lines. Returns how many were new. */
gint64 bank_import (TillDb *db, const char *sha256, GPtrArray *lines);
void   bank_import_fails (TillDb     *db,
                          const char *sha256,
                          const char *file_name,
                          GPtrArray  *lines,
                          int         code);

gboolean bank_take_back (TillDb *db, gint64 id, GError **error);

/* ── Matching ────────────────────────────────────────────────────────────────────────────────── */

/* All that match by themselves. Returns how many lines did. */
guint bank_match (TillDb *db);

typedef struct
{
  gint64        line_id;
  const gint64 *deposits; /* NULL: unmatch */
  guint         n_deposits;
  GError       *error;
} BankDeed;

/* By hand. @code: the error it must end with; < 0: none. */
void bank_do (TillDb *db, BankDeed deed, int code);

G_END_DECLS
