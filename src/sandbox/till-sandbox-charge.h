/* till-sandbox-charge.h: money taken from a card
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sandbox/till-sandbox-call.h"
#include "sandbox/till-sandbox-card.h"
#include "sandbox/till-sandbox-transaction.h"
#include "sandbox/till-sandbox-wire.h"

G_BEGIN_DECLS

/**
 * till_sandbox_charge:
 * @asked: type (SALE or AUTH), amount, terminal, entry method and what the caller said beside;
 * filled in with what comes of it
 * @on_terminal: read by a card terminal
 * @field_checked: the caller had a field checked for duplicates, so the terminal service asks no
 * more
 *
 * By the duplicate rules, then the test amounts. What is decided is a row, but for errors of form.
 */
gboolean till_sandbox_charge (TillSandbox            *sandbox,
                              TillDbConnection       *db,
                              TillSandboxTransaction *asked,
                              const TillSandboxCard  *card,
                              gboolean                on_terminal,
                              gboolean                field_checked,
                              TillSandboxOutcome     *outcome,
                              GError                **error);

/* A charge that came to nothing and is told of: @result "DECLINED" or "ERROR". @card may be NULL.
 */
gboolean till_sandbox_charge_refused (TillSandbox            *sandbox,
                                      TillDbConnection       *db,
                                      TillSandboxTransaction *asked,
                                      const TillSandboxCard  *card,
                                      const char             *result,
                                      const char             *code,
                                      const char             *words,
                                      TillSandboxOutcome     *outcome,
                                      GError                **error);

/* Reads type, amount and the describing members of a call's body. FALSE: *outcome says why not. */
gboolean till_sandbox_charge_read (TillSandboxCall        *call,
                                   const char             *type,
                                   TillSandboxTransaction *asked,
                                   TillSandboxOutcome     *outcome);

/* Why an amount can't be charged, as a code; NULL when it can. */
const char *till_sandbox_charge_check_amount (TillMoney amount);

/* POST /rest/v2/transactions with type SALE or AUTH, and the typed addresses. */
gboolean till_sandbox_charge_keyed (TillDbConnection   *db,
                                    TillSandboxCall    *call,
                                    const char         *type,
                                    TillSandboxOutcome *outcome,
                                    GError            **error);

G_END_DECLS
