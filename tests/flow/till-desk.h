/* till-desk.h: a front desk for the tests: a practice, a sandbox, two siblings at the counter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The practice's clock stands until it is moved; the sandbox's runs. Nothing waits for the schedule
 * of look-ups: till_practice_refresh_async() looks at once.
 */
#pragma once

#include "../sandbox/till-sandbox-peer.h"
#include "core/till-error.h"
#include "flow/till-reverse-payment.h"
#include "flow/till-take-payment.h"
#include "store/till-store.h"
#include "till-test-util.h"

G_BEGIN_DECLS

typedef struct
{
  char         *folder;
  char         *path;
  Peer         *peer;
  TillClock    *clock;
  TillPractice *practice;
  gint64        anna; /* guarantor of both */
  gint64        ben;
  char         *terminal;
  gboolean      without_processor;
} Desk;

/* In place of g_test_init(): no test may reach the keyring of who runs it. */
void desk_init (int *argc, char ***argv);

/* @faults: the sandbox's, from the first call; or NULL. Terminals tap at once. */
Desk *desk_new (const char *faults);
/* The same with its practice in a folder of the test's: on a disk of its own, say. */
Desk *desk_new_in (const char *folder);
/* A practice that is set up, without a processor and without a sandbox. */
Desk *desk_new_for_cash (void);
void  desk_free (Desk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

/* @guarantor 0: its own. */
gint64 desk_add_patient (Desk *self, const char *name, gint64 guarantor);

/* Closes the practice; opens and starts it. */
void desk_close (Desk *self);
void desk_open (Desk *self);
void desk_pass (Desk *self, TillInstant span);

/* "tap", "manual" …: a JSON member more may follow, as in "tap\",\"card\":\"4111…". */
void desk_set_mode (Desk *self, const char *mode);
/* Waits until the terminal shows the amount, then presses "tap", "cancel" … */
void desk_press (Desk *self, const char *deed);
void desk_set (Desk *self, const char *key, const char *value);
void desk_refresh (Desk *self); /* an unreachable processor is no failure */
/* Looks up, minutes pass, until nothing is unknown. */
void desk_settle (Desk *self);

/* Starts and waits for the start. On an error: NULL, and *error is set. */
TillTakePayment *desk_try_collect (Desk *self, const TillPaymentOrder *order, GError **error);
/* By the terminal, for Anna; waits for the end of it, a look-up's too when it is @settled. */
TillTakePayment *desk_collect (Desk *self, gint64 cents);
TillPaymentOrder desk_order (Desk *self, gint64 cents, TillMethod method);
void             desk_wait_phase (TillTakePayment *payment, TillPaymentPhase phase);
/* A payment that went well: its row's id. */
gint64 desk_take (Desk *self, gint64 cents);

/* Cash, a minute after what went before; its row's id. @patient 0: desk_order()'s. */
gint64 desk_take_cash (Desk *self, gint64 patient, gint64 cents);

TillReversePayment *desk_read (Desk *self, gint64 id);
/* FALSE: *error is set. */
gboolean desk_run (TillReversePayment *reversal,
                   gint64              cents,
                   TillReversalKind    kind,
                   GError            **error);

/* The number of rows that the query counts. */
gint64           desk_count (Desk *self, const char *sql);
TillTransaction *desk_get (Desk *self, gint64 id);

/* Store and sandbox agree to the cent, and every invariant holds. */
void desk_assert_agree (Desk *self);
/* Every invariant holds. */
void desk_assert_holds (Desk *self);
/* Approved sales that the sandbox has. */
guint desk_count_sales (Desk *self);

G_END_DECLS
