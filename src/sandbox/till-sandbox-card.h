/* till-sandbox-card.h: what may be remembered of a card
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A number goes in and is gone: brand, last four and expiry are all that come out.
 */
#pragma once

#include "core/till-clock.h"

G_BEGIN_DECLS

typedef struct
{
  const char *brand; /* "VISA", static */
  char        last_four[5];
  char        exp_date[5]; /* "MMYY" */
  const char *declined;    /* by its issuer, with that code; or NULL */
} TillSandboxCard;

typedef enum
{
  TILL_SANDBOX_CARD_GOOD,
  TILL_SANDBOX_CARD_BAD_NUMBER,
  TILL_SANDBOX_CARD_BAD_EXPIRY,
  TILL_SANDBOX_CARD_EXPIRED,
} TillSandboxCardVerdict;

/* @number: digits, blanks and dashes between. @expiry: "MMYY", "MM/YY" or "MM / YY". */
TillSandboxCardVerdict till_sandbox_card_read (const char      *number,
                                               const char      *expiry,
                                               TillInstant      now,
                                               TillSandboxCard *card);

/* The expiry alone, when the number is none. */
TillSandboxCardVerdict till_sandbox_card_read_expiry (const char *expiry,
                                                      TillInstant now,
                                                      char        exp_date[5]);

/* The @n-th card of a row of patients: brands in turn, last fours that do not come back for long.
 */
void till_sandbox_card_next (guint64 n, TillInstant now, TillSandboxCard *card);

/* 4 for American Express, else 3. */
guint till_sandbox_card_code_length (const TillSandboxCard *card);

/* The digits between the first and last fours hidden: "XXXXXXXXXXXX1111". */
char *till_sandbox_card_mask (const char *brand, const char *last_four);

G_END_DECLS
