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
} TillDemoSandbox;

TillDemoSandbox *till_demo_sandbox_start (const char *data, const char *zone, GError **error);
void             till_demo_sandbox_stop (TillDemoSandbox *self);
/* Transactions as the sandbox's control call takes them. Turns the main context until it is
 * answered. */
gboolean till_demo_sandbox_put (TillDemoSandbox *self,
                                TillHttp        *http,
                                const char      *json,
                                GError         **error);

/* Writes what is missing up to now into sandbox and practice (till-demo-days.c). */
gboolean till_demo_write_days (TillPractice    *practice,
                               TillDemoSandbox *sandbox,
                               void (*progress) (guint percent, gpointer user_data),
                               gpointer user_data,
                               GError **error);

G_END_DECLS
