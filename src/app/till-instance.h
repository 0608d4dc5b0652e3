/* till-instance.h: the process that holds a practice answers others that want it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"

G_BEGIN_DECLS

/* A private D-Bus server of this process: no session bus is needed. Only the same user is let in.
 */
typedef struct _TillInstance TillInstance;

/* @raise is called on the main thread when a second start wants the window. */
TillInstance *till_instance_new (TillPractice *practice,
                                 GCallback     raise,
                                 gpointer      user_data,
                                 GError      **error);
void          till_instance_free (TillInstance *self);

/* From the second start: FALSE when nobody answers at @address. */
gboolean till_instance_raise (const char *address);

/* Hands a command over, with the working directory; its output comes back. -1 when nobody answers.
 */
int till_instance_run (const char        *address,
                       const char *const *arguments,
                       const char        *directory,
                       char             **output,
                       char             **errors);

G_END_DECLS
