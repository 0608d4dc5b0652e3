/* till-store.h: a practice's data: opened, migrated, and written to only in whole deeds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The functions of the store's other headers take a TillDbConnection and run inside a job of
 * till_db_write*() or till_db_read*(): who calls decides what is one database transaction.
 */
#pragma once

#include "core/till-clock.h"
#include "core/till-day.h"
#include "core/till-id.h"
#include "db/till-db.h"
#include "model/till-settings.h"

G_BEGIN_DECLS

/* Opens or makes the practice file; see till_db_open() for the errors. */
TillDb *till_store_open (const char *path, GError **error);

/* Does @job within a job that is about many things: when it is refused (TILL_ERROR_NOT_ALLOWED),
 * nothing of it is written, it is logged, and the others go on: TRUE. Not one within another. */
gboolean till_store_do_part (TillDbConnection *connection,
                             TillDbJob         job,
                             gpointer          data,
                             GError          **error);

/* Settings (till-store-settings.c): text by key, e.g. "practice.name". Reading a key never set
 * gives the default of the table in that file; keys are in model/till-settings.h. Setting appends
 * to the audit. */
char    *till_store_get_setting (TillDbConnection *connection, const char *key, GError **error);
gint64   till_store_get_setting_int (TillDbConnection *connection, const char *key, GError **error);
gboolean till_store_set_setting (TillDbConnection *connection,
                                 const char       *key,
                                 const char       *value,
                                 const TillActor  *actor,
                                 TillInstant       at,
                                 GError          **error);

/* When the books were begun; TILL_INSTANT_NONE: they have no entry yet. @file_day: of the balances
 * that are shown, when they are a file's, else TILL_DAY_NONE. */
gboolean till_store_get_beginning (TillDbConnection *connection,
                                   TillInstant      *at,
                                   TillDay          *file_day,
                                   GError          **error);

/* Audit (till-store-audit.c): every change of money or state appends, in the same commit. Each
 * entry carries SHA-256 over its own fields and the entry before. @before and @after are JSON or
 * NULL. */
gboolean till_store_audit (TillDbConnection *connection,
                           const TillActor  *actor,
                           TillInstant       at,
                           const char       *deed,
                           const char       *subject,
                           gint64            subject_id,
                           const char       *before,
                           const char       *after,
                           GError          **error);

/* The head: number and hash of the last entry, HMAC with @key (may be NULL: then unsigned). Kept in
 * its own row, beside the file (FILE.till.head) and in each backup. Written after commits, may lag.
 */
gboolean till_store_audit_write_head (TillDb *db, GBytes *key, GError **error);

/* till verify (till-store-verify.c). One finding an invariant. */
typedef struct
{
  char    *invariant; /* a sentence: what must hold */
  gboolean holds;
  gboolean provable; /* FALSE: can't be proved here (no key); then @rows says why */
  char    *rows;     /* what breaks it: "transactions 17, 29: …"; or NULL */
} TillFinding;

void till_finding_free (TillFinding *self);

/* (element-type TillFinding) NULL on an error. @path is the practice file's, for the head beside
 * it. */
GPtrArray *till_store_verify (TillDbConnection *connection,
                              const char       *path,
                              GBytes           *key,
                              GError          **error);

/* Cursors (till-store-cursors.c): how far a stream of the processor's has been read, by its name.
 * TILL_INSTANT_NONE: nothing was read yet. Set in the job that writes what was read. */
gboolean till_store_get_cursor (TillDbConnection *connection,
                                const char       *name,
                                TillInstant      *at,
                                GError          **error);
gboolean till_store_set_cursor (TillDbConnection *connection,
                                const char       *name,
                                TillInstant       at,
                                GError          **error);

/* Users: only the first one for now. */
TillActor *till_store_get_first_user (TillDbConnection *connection,
                                      GError          **error); /* NULL: none yet */
gboolean   till_store_add_user (TillDbConnection *connection,
                                const char       *name,
                                TillInstant       at,
                                gint64           *id,
                                GError          **error);

G_END_DECLS
