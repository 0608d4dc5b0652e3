/* till-store-private.h: what the files of the store share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-records.h"
#include "store/till-list.h"
#include "store/till-store-patients.h"
#include "store/till-store-record.h"
#include "store/till-store.h"

G_BEGIN_DECLS

/* ── Asking ──────────────────────────────────────────────────────────────────────────────────── */

/* The only row of @sql with ?1 … ?n bound to @texts; TILL_STEP_DONE when there is none. */
TillStep till_store_ask (TillDbConnection *connection,
                         const char       *sql,
                         TillDbStatement **row,
                         GError          **error,
                         int               n_ints,
                         ...);

/* A statement that gives no rows, with whole numbers for ?1 … */
gboolean till_store_run (TillDbConnection *connection,
                         const char       *sql,
                         GError          **error,
                         int               n_ints,
                         ...);

/* ── JSON of the audit ───────────────────────────────────────────────────────────────────────── */

/* A member of the object in @json, which begins as g_string_new (NULL). */
void till_json_int (GString *json, const char *name, gint64 value);
void till_json_text (GString *json, const char *name, const char *value); /* NULL is null */
/* In groups: digits of it in a row must not look like a card number. */
void  till_json_digest (GString *json, const char *name, const char *sha256);
char *till_json_end (GString *json); /* takes it */

/* ── Audit (till-store-audit.c) ──────────────────────────────────────────────────────────────── */

/* One entry; @facts says that @after is all of the row that may change, and that the row is to have
 * these facts until the next such entry. */
typedef struct
{
  gint64      number;
  TillInstant at;
  gint64      user_id; /* 0: nobody who has signed in */
  const char *actor;
  const char *deed;
  const char *subject;
  gint64      subject_id;
  const char *before;
  const char *after;
  const char *facts;
} TillAuditEntry;

gboolean till_store_audit_row (TillDbConnection *connection,
                               const TillActor  *actor,
                               TillInstant       at,
                               const char       *deed,
                               const char       *subject,
                               gint64            subject_id,
                               const char       *before,
                               const char       *after,
                               const char       *facts,
                               GError          **error);
char    *till_audit_hash (const TillAuditEntry *entry, const char *hash_before);
char    *till_audit_hmac (gint64 number, const char *hash, GBytes *key);

/* The newest entry; 0 and "" when there is none. */
gboolean till_audit_read_last (TillDbConnection *connection,
                               gint64           *number,
                               char            **hash,
                               GError          **error);

typedef struct
{
  gint64 number;
  char  *hash;
  char  *hmac; /* or NULL */
} TillAuditHead;

void till_audit_head_clear (TillAuditHead *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TillAuditHead, till_audit_head_clear)

char *till_audit_head_path (const char *path); /* of the practice file */

/* FALSE with G_IO_ERROR_NOT_FOUND when there is none. */
gboolean till_audit_head_load (const char *path, TillAuditHead *head, GError **error);
gboolean till_audit_head_read (TillDbConnection *connection,
                               TillAuditHead    *head,
                               gboolean         *found,
                               GError          **error);

/* ── Attempts, transactions, receipts, ledger ────────────────────────────────────────────────── */

extern TillRecordType till_store_attempt_type;
extern TillRecordType till_store_transaction_type;

char *till_store_attempt_snapshot (const TillAttempt *attempt);
char *till_store_transaction_snapshot (const TillTransaction *transaction);

/* "Visa ••4242", or NULL. */
char *till_store_card_words (const TillCard *card);

/* The deed by which a transaction without a patient gets one: the one time its facts change. */
#define TILL_AUDIT_SET_PATIENT "set-patient"

/* The tabs' lists; till_list_find_kind() knows them by name. */
const TillListKind *till_store_transactions_kind (void);
const TillListKind *till_store_deposits_kind (void);
const TillListKind *till_store_bank_kind (void);
const TillListKind *till_store_requests_kind (void);
const TillListKind *till_store_plans_kind (void);
const TillListKind *till_store_messages_kind (void);
const TillListKind *till_store_bulk_results_kind (void);
const TillListKind *till_store_balances_kind (void);
const TillListKind *till_store_people_kind (void);
const TillListKind *till_store_deposit_items_kind (void); /* has no name of its own */

/* What a processor says is taken in whatever it says, but no card number is kept of it. */
void till_store_clean_words (char **words);

/* The deposit that it is in knows how many of its transactions are not posted. */
gboolean till_store_follow_posting (TillDbConnection      *connection,
                                    const TillTransaction *before,
                                    const TillTransaction *after,
                                    GError               **error);

/* Brings the row of @before to what @after has that may change, with the audit. */
gboolean till_store_save_transaction (TillDbConnection      *connection,
                                      const TillTransaction *before,
                                      const TillTransaction *after,
                                      const char            *deed,
                                      const TillActor       *actor,
                                      TillInstant            at,
                                      GError               **error);

/* The next number, as @transaction's receipt; kept by till_store_keep_receipt() once the row has an
 * id. */
typedef struct
{
  gint64 year;
  gint64 serial;
} TillReceiptNumber;

gboolean till_store_next_receipt (TillDbConnection  *connection,
                                  TillInstant        at,
                                  TillReceiptNumber *number,
                                  char             **text,
                                  GError           **error);
gboolean till_store_keep_receipt (TillDbConnection        *connection,
                                  const TillTransaction   *transaction,
                                  const TillReceiptNumber *number,
                                  GError                 **error);

/* The practice's zone, by the settings. */
GTimeZone *till_store_open_zone (TillDbConnection *connection, GError **error);

/* Takes a posted transaction's entry back, if it has one. */
gboolean till_store_reverse_posting (TillDbConnection      *connection,
                                     const TillTransaction *transaction,
                                     TillInstant            at,
                                     GError               **error);

/* ── Verify ──────────────────────────────────────────────────────────────────────────────────── */

/* Collects what breaks an invariant: the first rows by name, the rest by number. */
typedef struct
{
  GString *text;
  guint    n_rows;
} TillBroken;

void         till_broken_add (TillBroken *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
TillFinding *till_broken_end (TillBroken *self, const char *invariant);
TillFinding *till_finding_new_unprovable (const char *invariant, const char *why);

/* An invariant, and a query that gives the ids of the rows that break it. */
typedef struct
{
  const char *invariant;
  const char *sql;
  const char *row; /* %s stands for the id */
} TillInvariant;

/* Each appends its findings. */
gboolean till_verify_checks (TillDbConnection    *connection,
                             const TillInvariant *checks,
                             guint                n_checks,
                             GPtrArray           *findings,
                             GError             **error);
gboolean till_verify_money (TillDbConnection *connection, GPtrArray *findings, GError **error);
gboolean till_verify_rows (TillDbConnection *connection, GPtrArray *findings, GError **error);
gboolean till_verify_audit (TillDbConnection *connection,
                            const char       *path,
                            GBytes           *key,
                            GPtrArray        *findings,
                            GError          **error);
gboolean till_verify_deposits (TillDbConnection *connection, GPtrArray *findings, GError **error);
gboolean till_verify_bank (TillDbConnection *connection, GPtrArray *findings, GError **error);
gboolean till_verify_merges (TillDbConnection *connection, GPtrArray *findings, GError **error);
gboolean till_verify_requests (TillDbConnection *connection, GPtrArray *findings, GError **error);
gboolean till_verify_plans (TillDbConnection *connection, GPtrArray *findings, GError **error);
gboolean till_verify_cards (TillDbConnection *connection, GPtrArray *findings, GError **error);

G_END_DECLS
