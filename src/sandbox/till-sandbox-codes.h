/* till-sandbox-codes.h: result codes, their words, and the amounts that bring them about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-money.h"

G_BEGIN_DECLS

/* The code that a charge of @amount ends in: "000" but for the amounts set aside for tests. */
const char *till_sandbox_code_for_amount (TillMoney amount);

const char *till_sandbox_code_words (const char *code);

/* 200, 400, 401, 402 or 500. */
guint till_sandbox_code_status (const char *code);

G_END_DECLS
