/* till-sandbox-terminal.h: the card terminal on the counter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sale sent to a terminal is one long request: it wakes the terminal, somebody taps, inserts or
 * cancels (by the buttons of its page, or by its mode), and the same request is answered.
 */
#pragma once

#include "sandbox/till-sandbox-call.h"
#include "sandbox/till-sandbox-card.h"
#include "sandbox/till-sandbox-transaction.h"

G_BEGIN_DECLS

/* What is done to it. As a mode: what is done to each payment by itself; NONE: somebody presses. */
typedef enum
{
  TILL_SANDBOX_DEED_NONE,
  TILL_SANDBOX_DEED_TAP,
  TILL_SANDBOX_DEED_INSERT,
  TILL_SANDBOX_DEED_DECLINE,
  TILL_SANDBOX_DEED_CANCEL,
  TILL_SANDBOX_DEED_UNPLUG,
} TillSandboxDeed;

typedef enum
{
  TILL_SANDBOX_TERMINAL_IDLE,
  TILL_SANDBOX_TERMINAL_WAITING, /* shows the amount */
  TILL_SANDBOX_TERMINAL_PROCESSING,
  TILL_SANDBOX_TERMINAL_APPROVED,
  TILL_SANDBOX_TERMINAL_DECLINED,
  TILL_SANDBOX_TERMINAL_UNPLUGGED,
} TillSandboxTerminalState;

struct _TillSandboxTerminal
{
  TillSandbox *sandbox;
  char        *id;
  char        *name;
  char        *key;
  char        *paylink;

  TillSandboxDeed mode;
  guint           delay_ms; /* from the request to its outcome; with buttons: of the processing */
  TillSandboxCard card;     /* what is tapped; without a brand: another one each time */
  guint64         n_cards;

  TillSandboxTerminalState state;
  TillSandboxDeed          deed;  /* being worked on */
  char                    *words; /* beneath the state, or NULL */
  TillSandboxCall         *call;  /* waits for an answer */
  TillSandboxTransaction  *asked;
  gboolean                 field_checked;
  gboolean                 create_token;
  guint                    timer;
};

TillSandboxTerminal *till_sandbox_terminal_new (TillSandbox *sandbox,
                                                guint        number,
                                                const char  *name,
                                                const char  *key);
void                 till_sandbox_terminal_free (TillSandboxTerminal *self);

/* "tap", "manual" … */
gboolean    till_sandbox_deed_from_text (const char *text, TillSandboxDeed *deed);
const char *till_sandbox_deed_to_text (TillSandboxDeed deed);
const char *till_sandbox_terminal_state_to_text (TillSandboxTerminalState state);

/* Somebody presses a button. What makes no sense now is let be. */
void till_sandbox_terminal_press (TillSandboxTerminal *self, TillSandboxDeed deed);
void till_sandbox_terminal_plug_in (TillSandboxTerminal *self);

/* A call below /rest/v2/terminal/transactions. Takes it. */
void till_sandbox_terminal_take (TillSandboxCall *call);

G_END_DECLS
