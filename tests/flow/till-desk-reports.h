/* till-desk-reports.h: a front desk whose processor reports its deposits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "till-desk.h"

G_BEGIN_DECLS

/* With reports; its clock and the sandbox's stand at @iso. */
Desk *desk_new_with_reports (const char *iso);

/* Both clocks. */
void desk_move_to (Desk *self, const char *iso);

/* As F5 does: the transactions, then the deposits. NULL: all went well. */
GError *desk_try_deposits (Desk *self);
void    desk_read_deposits (Desk *self);

/* The sandbox's month ("2027-05") from a seed. */
void desk_plan_month (Desk       *self,
                      const char *month,
                      guint       seed,
                      guint       sales_a_day,
                      gboolean    oddities);

/* Day after day to the last, at each of the hours of New York ("04:35"), reads the deposits, again
 * until it goes well; @then (nullable) is called after each. */
void desk_live (Desk              *self,
                const char        *first,
                const char        *last,
                const char *const *hours,
                void (*then) (Desk *self, gpointer data),
                gpointer data);

/* Of the deposits alone. */
GError *desk_ask_deposits (Desk *self);

G_END_DECLS
