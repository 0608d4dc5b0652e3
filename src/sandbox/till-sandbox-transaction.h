/* till-sandbox-transaction.h: one movement of money as the sandbox keeps it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-clock.h"
#include "core/till-money.h"
#include "db/till-db.h"

G_BEGIN_DECLS

/* The members that are text, in the order of their columns. */
typedef enum
{
  TILL_SANDBOX_TYPE,   /* "SALE", "AUTH", "CAPTURE", "VOID", "REFUND" … */
  TILL_SANDBOX_RESULT, /* "APPROVED", "DECLINED", "ERROR" */
  TILL_SANDBOX_RESULT_CODE,
  TILL_SANDBOX_WORDS,
  TILL_SANDBOX_AUTHORIZATION,
  TILL_SANDBOX_TERMINAL,
  TILL_SANDBOX_LAST_FOUR,
  TILL_SANDBOX_CARD_TYPE,
  TILL_SANDBOX_EXP_DATE,
  TILL_SANDBOX_ENTRY_METHOD,
  TILL_SANDBOX_INVOICE,
  TILL_SANDBOX_ORDER,
  TILL_SANDBOX_CUSTOMER,
  TILL_SANDBOX_PURCHASE_ORDER,
  TILL_SANDBOX_DESCRIPTION,
  TILL_SANDBOX_COMMENTS,
  TILL_SANDBOX_EMAIL,
  TILL_SANDBOX_NAME,
  TILL_SANDBOX_SOFTWARE,
  TILL_SANDBOX_FORM, /* which filled-in pay page it came from: a page sent twice pays once */
  TILL_SANDBOX_N_TEXTS,
} TillSandboxText;

/* From here on are the ids that generated months have fixed; the sandbox's own stay below. */
#define TILL_SANDBOX_FIRST_PLANNED_ID 600000000

typedef struct
{
  gint64      id;
  TillMoney   amount; /* > 0, whatever the type */
  TillInstant created;
  gint64      batch;   /* 0: in none */
  gint64      ref_id;  /* 0: none */
  gboolean    pending; /* authorized, not captured */
  gboolean    settled;
  gboolean    voided;
  TillInstant shown_at; /* until then the wire hides @settled and @batch of what is settled */
  char       *texts[TILL_SANDBOX_N_TEXTS];
} TillSandboxTransaction;

TillSandboxTransaction *till_sandbox_transaction_new (void);
TillSandboxTransaction *till_sandbox_transaction_copy (const TillSandboxTransaction *self);
void                    till_sandbox_transaction_free (TillSandboxTransaction *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillSandboxTransaction, till_sandbox_transaction_free)

/* The wire's name of a text member: "authorization-code". */
const char *till_sandbox_text_name (TillSandboxText text);

void     till_sandbox_transaction_set (TillSandboxTransaction *self,
                                       TillSandboxText         text,
                                       const char             *value);
gboolean till_sandbox_transaction_is (const TillSandboxTransaction *self,
                                      TillSandboxText               text,
                                      const char                   *value);
gboolean till_sandbox_transaction_is_approved (const TillSandboxTransaction *self);

/* All the columns that collect reads; a WHERE may follow. */
extern const char *const till_sandbox_transaction_select;

/* (element-type TillSandboxTransaction): the rows of a statement that begins as above. */
GPtrArray *till_sandbox_transactions_collect (TillDbStatement *statement, GError **error);

/* *found is NULL when there is none; FALSE is a database error. */
gboolean till_sandbox_transaction_first (TillDbStatement         *statement,
                                         TillSandboxTransaction **found,
                                         GError                 **error);
gboolean till_sandbox_transaction_load (TillDbConnection        *db,
                                        gint64                   id,
                                        TillSandboxTransaction **found,
                                        GError                 **error);

/* Gives it an id when it has none; else replaces the row of that id. */
gboolean till_sandbox_transaction_save (TillDbConnection       *db,
                                        TillSandboxTransaction *self,
                                        GError                **error);

/* A line of the settings table; NULL when there is none. */
char    *till_sandbox_setting_get (TillDbConnection *db, const char *name);
gboolean till_sandbox_setting_set (TillDbConnection *db,
                                   const char       *name,
                                   const char       *value,
                                   GError          **error);

G_END_DECLS
