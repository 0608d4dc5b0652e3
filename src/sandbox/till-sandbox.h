/* till-sandbox.h: the stand-in for processor, patient's phone and card terminal, on loopback
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libsoup/soup.h>

#include "core/till-clock.h"
#include "db/till-db-lock.h"
#include "db/till-db.h"
#include "sandbox/till-sandbox-faults.h"
#include "sandbox/till-sandbox-terms.h"

G_BEGIN_DECLS

typedef struct
{
  char    *data;
  int      port; /* 0: the one of the last time, or any that is free */
  gint64   seed;
  char    *now; /* ISO 8601, or NULL: the machine's */
  char    *faults;
  char    *key;
  char    *access_key; /* of the reporting host; NULL: the usual one */
  char    *text_key;   /* of the text messages; NULL: the usual one */
  char    *fees;
  char    *conveyed;
  char    *oddities;
  char    *zone;
  char    *practice;
  gboolean part_payments; /* links may be paid in part, unless they say otherwise */
  char   **terminals;     /* NAME or NAME=KEY; NULL: two of them */
  char    *terminal_mode; /* "tap:1500", or NULL: somebody presses the buttons */
} TillSandboxOptions;

typedef struct _TillSandbox         TillSandbox;
typedef struct _TillSandboxTerminal TillSandboxTerminal;

struct _TillSandbox
{
  guint64            seed;
  char              *practice;
  GTimeZone         *zone;
  GTimeZone         *eastern; /* the processor's own */
  char              *access_key;
  char              *text_key;
  gboolean           part_payments;
  TillSandboxTerms  *terms;
  TillClock         *clock;
  gint64             offset; /* of the sandbox's time against the machine's, in milliseconds */
  TillDbLock        *lock;
  TillDb            *db;
  GPtrArray         *terminals; /* (element-type TillSandboxTerminal) */
  TillSandboxFaults *faults;
  GHashTable        *last_replies; /* "METHOD /path" → GBytes */
  GHashTable        *held;         /* calls that wait or were dropped: TillSandboxCall → NULL */
  SoupServer        *server;
  char              *address;
  guint              midnight_timer;
};

#define TILL_SANDBOX_MERCHANT "650000009876"
#define TILL_SANDBOX_ACCOUNT "******1939"

TillSandbox *till_sandbox_open (const TillSandboxOptions *options, GError **error);
void         till_sandbox_close (TillSandbox *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillSandbox, till_sandbox_close)

TillInstant till_sandbox_now (TillSandbox *self);

/* NULL: as it is. Kept in the file. TILL_ERROR_BAD_INPUT says what is wrong, and nothing changes.
 */
gboolean till_sandbox_set_terms (TillSandbox *self,
                                 const char  *fees,
                                 const char  *conveyed,
                                 const char  *oddities,
                                 GError     **error);

/* @base: TILL_INSTANT_NONE for the machine's time. */
void till_sandbox_set_time (TillSandbox *self, TillInstant base, gint64 offset_ms);

/* NULL when no terminal has it. */
TillSandboxTerminal *till_sandbox_find_terminal (TillSandbox *self, const char *id);
TillSandboxTerminal *till_sandbox_find_terminal_by_key (TillSandbox *self, const char *key);
TillSandboxTerminal *till_sandbox_find_terminal_by_paylink (TillSandbox *self, const char *paylink);

G_END_DECLS
