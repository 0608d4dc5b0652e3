/* till-demo.h: the demo practice: its file, its sandbox, and the days that have passed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice.h"

G_BEGIN_DECLS

#define TILL_TYPE_DEMO (till_demo_get_type ())
G_DECLARE_FINAL_TYPE (TillDemo, till_demo, TILL, DEMO, GObject)

/* Where --demo keeps its practice when no --practice is given: demo.till in the user's data folder.
 */
char *till_demo_dup_default_path (void);

/* Deletes the practice at @path and its sandbox's file, with their side files. Only of a demo. */
gboolean till_demo_reset (const char *path, GError **error);

/**
 * till_demo_open:
 *
 * Starts the sandbox (till-sandbox beside the program, or in the build tree), opens the practice,
 * writes the practice and the missing days into both, and sets host and key (the key for this run
 * only). The sandbox ends when this process does. Blocks, for a few seconds the first time;
 * @progress (nullable) is called on this thread with 0…100 and the main context is turned between.
 */
TillDemo *till_demo_open (const char *path,
                          TillClock  *clock,
                          void (*progress) (guint percent, gpointer user_data),
                          gpointer user_data,
                          char   **holder_address,
                          GError **error);

TillPractice *till_demo_get_practice (TillDemo *self);
/* Pages of the sandbox, for the desk to play with: the terminal. */
char       *till_demo_dup_terminal_page (TillDemo *self, const char *terminal);
const char *till_demo_get_outbox (TillDemo *self);
void        till_demo_close (TillDemo *self);

G_END_DECLS
