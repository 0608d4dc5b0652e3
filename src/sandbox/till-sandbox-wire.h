/* till-sandbox-wire.h: answers as the gateway words them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "sandbox/till-sandbox-transaction.h"
#include "sandbox/till-sandbox.h"

G_BEGIN_DECLS

/* What became of a deed with money. */
typedef struct
{
  guint                   status;          /* HTTP's */
  const char             *code;            /* static */
  char                   *words;           /* NULL: the code's own */
  TillSandboxTransaction *transaction;     /* made, or found again; NULL: none was made */
  gboolean                earlier;         /* found again: "Transaction Previously Approved" */
  gboolean                field_duplicate; /* found by the field the caller wanted checked */
  char                   *token;           /* made in passing, or NULL */
} TillSandboxOutcome;

void till_sandbox_outcome_clear (TillSandboxOutcome *self);
void till_sandbox_outcome_refuse (TillSandboxOutcome *self, const char *code, const char *words);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TillSandboxOutcome, till_sandbox_outcome_clear)

/* A string, a number or a flag as text; NULL for anything else. */
char *till_sandbox_wire_dup_text (JsonNode *node);
char *till_sandbox_wire_amount (TillMoney amount);

/* Digits, a point, two digits; nothing else. */
gboolean till_sandbox_wire_read_amount (const char *text, TillMoney *amount);

/* "true" or true, as the seed has it for this row and member. */
void till_sandbox_wire_set_flag (TillSandbox *sandbox,
                                 JsonObject  *object,
                                 gint64       row,
                                 const char  *name,
                                 gboolean     value);

/* "59" or "000059", as the seed has it for this batch. */
char *till_sandbox_wire_batch (TillSandbox *sandbox, gint64 batch);

JsonObject *till_sandbox_wire_transaction (TillSandbox *sandbox, const TillSandboxTransaction *row);

/**
 * till_sandbox_wire_envelope:
 * @name: the payload's type and its only member
 * @payload: (transfer full): what that member holds
 * @page: (nullable) (transfer full): for a list
 */
char *till_sandbox_wire_envelope (TillSandbox *sandbox,
                                  guint        status,
                                  const char  *name,
                                  JsonObject  *payload,
                                  JsonObject  *page);

/* @words: NULL for the code's own. */
char *till_sandbox_wire_error (TillSandbox *sandbox,
                               guint        status,
                               const char  *code,
                               const char  *words);

/* A decline in one of the two shapes, by the seed. */
char *till_sandbox_wire_outcome (TillSandbox *sandbox, const TillSandboxOutcome *outcome);

char *till_sandbox_wire_print (JsonNode *node); /* takes @node */

G_END_DECLS
