/* till-demo-private.h: the demo's sandbox and the demo's days
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-demo.h"
#include "flow/till-practice-private.h"

G_BEGIN_DECLS

/* A till-sandbox of our own (till-demo-sandbox.c). It ends when its input is closed. */
typedef struct
{
  GSubprocess      *process;
  GDataInputStream *output; /* held: a closed pipe would end it at its next word */
  char             *address;
  char             *key;
  char             *access_key; /* of the reports */
  char             *text_account;
  char             *text_key;
  char             *text_from;
  char             *phones; /* the page of them */
} TillDemoSandbox;

/* @today: in @zone. */
TillDemoSandbox *till_demo_sandbox_start (const char *data,
                                          const char *zone,
                                          TillDay     today,
                                          GError    **error);
void             till_demo_sandbox_stop (TillDemoSandbox *self);
/* @what: "transactions" or "tokens", as the sandbox's control call takes them. Turns the main
 * context until it is answered. */
gboolean till_demo_sandbox_put (TillDemoSandbox *self,
                                TillHttp        *http,
                                const char      *what,
                                const char      *json,
                                GError         **error);

/* Writes what is missing up to now into sandbox and practice (till-demo-days.c). */
gboolean till_demo_write_days (TillPractice    *practice,
                               TillDemoSandbox *sandbox,
                               void (*progress) (guint percent, gpointer user_data),
                               gpointer user_data,
                               GError **error);

/* Says of one of the last weeks' deposits why it differs, once the processor has reported it
 * (till-demo-explain.c). */
void till_demo_explain_one (TillPractice *practice);

/* Imports a bank's statement of the last months, the first, once the deposits have been read
 * (till-demo-bank.c). */
void till_demo_take_statement (TillPractice *practice);

G_END_DECLS
