/* till-sandbox-faults.h: what goes wrong on purpose
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list, parted by commas, of KIND[:MS][@PART]=RATE% or =#N or =#N-M. PART is looked for in
 * "METHOD /path"; N counts the calls that PART fits, from 1. A rate is drawn from the seed and that
 * count, so that the same seed and the same calls go wrong the same way.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  TILL_SANDBOX_FAULT_NONE,
  TILL_SANDBOX_FAULT_DELAY,          /* done at once, told after so many milliseconds */
  TILL_SANDBOX_FAULT_TIMEOUT,        /* done, never told */
  TILL_SANDBOX_FAULT_TIMEOUT_BEFORE, /* neither done nor told */
  TILL_SANDBOX_FAULT_RESET_BEFORE,   /* connection reset, nothing done */
  TILL_SANDBOX_FAULT_RESET_AFTER,    /* done, then reset */
  TILL_SANDBOX_FAULT_500_BEFORE,
  TILL_SANDBOX_FAULT_500_AFTER,
  TILL_SANDBOX_FAULT_TRUNCATED,     /* done; half of the answer, then closed */
  TILL_SANDBOX_FAULT_NOT_JSON,      /* done; a page of HTML for an answer */
  TILL_SANDBOX_FAULT_DUPLICATE,     /* done; the answer is the last one that this address gave */
  TILL_SANDBOX_FAULT_WRONG_INVOICE, /* done; told as if it were for another invoice */
  TILL_SANDBOX_FAULT_THIRD_DECIMAL, /* the first amount told has half a cent */
  TILL_SANDBOX_FAULT_UNKNOWN_TYPE,  /* the first transaction told is of no known type */
  TILL_SANDBOX_FAULT_PAGE_MISSING,  /* the page has no rows; what it says of itself stays */
  TILL_SANDBOX_FAULT_LAST_LIES,     /* the last page says it is not, any other that it is */
  TILL_SANDBOX_FAULT_NO_NUMBER,     /* the first transaction told has no id */
  TILL_SANDBOX_FAULT_ROW_HIDDEN,    /* the first transaction is not told, and not counted */
  TILL_SANDBOX_FAULT_NO_FUNDS,      /* the card has not so much money today */
  TILL_SANDBOX_FAULT_LOST_CARD,     /* the card is lost */
  TILL_SANDBOX_FAULT_COUNTS_MORE,   /* the report counts one more than there are, on a next page */
} TillSandboxFault;

typedef struct _TillSandboxFaults TillSandboxFaults;

/* TILL_ERROR_BAD_INPUT names the part that is wrong. "" or NULL: none. */
TillSandboxFaults *till_sandbox_faults_new (const char *spec, guint64 seed, GError **error);
void               till_sandbox_faults_free (TillSandboxFaults *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillSandboxFaults, till_sandbox_faults_free)

const char *till_sandbox_faults_get_spec (TillSandboxFaults *self);

/* Calls that have gone wrong; those that were merely delayed don't count. */
guint till_sandbox_faults_get_n_struck (TillSandboxFaults *self);

/* Counts the call and says what is to go wrong with it: the first that fits; delays add up beside
 * it. */
TillSandboxFault till_sandbox_faults_next (TillSandboxFaults *self,
                                           const char        *method,
                                           const char        *path,
                                           guint             *delay_ms);

/* A number that the seed, @n and @what always give again. */
guint64 till_sandbox_draw (guint64 seed, guint64 n, const char *what);

G_END_DECLS
