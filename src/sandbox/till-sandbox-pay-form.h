/* till-sandbox-pay-form.h: what is typed into the pay page, and what is wrong with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-money.h"
#include "sandbox/till-sandbox-card.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_SANDBOX_FIELD_AMOUNT,
  TILL_SANDBOX_FIELD_NAME,
  TILL_SANDBOX_FIELD_CARD,
  TILL_SANDBOX_FIELD_EXPIRY,
  TILL_SANDBOX_FIELD_CODE,
  TILL_SANDBOX_N_FIELDS,
} TillSandboxField;

/* Borrows its strings from the query and the form. */
typedef struct
{
  const char *practice;
  GHashTable *query;
  GHashTable *typed; /* NULL: the page is shown for the first time */
  char       *form;  /* which page this is: sent twice it pays once */

  TillMoney       amount;       /* that is paid */
  TillMoney       asked;        /* by the link */
  gboolean        amount_given; /* by the link */
  gboolean        part_allowed; /* less may be paid than is asked */
  gboolean        save_card;    /* for the next payment */
  gboolean        link_broken;  /* its amount is none */
  TillSandboxCard card;
  char           *faults[TILL_SANDBOX_N_FIELDS]; /* sentences, or NULL */
} TillSandboxPayForm;

/* @part_payments: what holds of links that don't say "part-payment=true" or "=false". @typed may be
 * NULL. The hash tables must outlive the form. */
TillSandboxPayForm *till_sandbox_pay_form_new (const char *practice,
                                               gboolean    part_payments,
                                               GHashTable *query,
                                               GHashTable *typed);
void                till_sandbox_pay_form_free (TillSandboxPayForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillSandboxPayForm, till_sandbox_pay_form_free)

/* Looks at what was typed: TRUE when card and amount are good. */
gboolean till_sandbox_pay_form_check (TillSandboxPayForm *self, TillInstant now);

/* What the link says beside the amount; NULL when it doesn't. */
const char *till_sandbox_pay_form_get (TillSandboxPayForm *self, const char *name);

char *till_sandbox_pay_form_to_html (TillSandboxPayForm *self);

/* "$1,234.56", as the page's readers write it. */
char *till_sandbox_pay_form_dollars (TillMoney amount);

G_END_DECLS
