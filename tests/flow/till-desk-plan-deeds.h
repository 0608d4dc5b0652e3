/* till-desk-plan-deeds.h: installments charged by the desk, and other deeds on a plan
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice-plan-deeds.h"
#include "till-desk-plans.h"

G_BEGIN_DECLS

#define DESK_PLAN "SELECT state || ' ' || n_paid || '/' || n_parts || ' ' || paid_cents FROM plans"

/* Two of them. */
#define DESK_KEY "6ba7b811-9dad-11d1-80b4-00c04fd430c8"
#define DESK_KEY_2 "6ba7b812-9dad-11d1-80b4-00c04fd430c8"

typedef struct
{
  TillCardCharged *charged; /* NULL: error */
  GError          *error;
  gboolean         is_over;
} DeskPlanCharge;

void desk_plan_charge_clear (DeskPlanCharge *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskPlanCharge, desk_plan_charge_clear)

/* The installments from @first to @last, of $20 each. */
void desk_begin_plan_charge (Desk           *desk,
                             gint64          plan,
                             gint64          card,
                             gint64          first,
                             gint64          last,
                             const char     *key,
                             DeskPlanCharge *taken);
/* Likewise by DESK_KEY; waits for what comes of it. */
void desk_charge_plan (Desk           *desk,
                       gint64          plan,
                       gint64          card,
                       gint64          first,
                       gint64          last,
                       DeskPlanCharge *taken);
void desk_assert_plan_charge (const DeskPlanCharge *taken, TillPaymentPhase phase);

typedef struct
{
  GError  *error;
  gboolean is_over;
} DeskPlanChange;

/* A GAsyncReadyCallback for a DeskPlanChange. */
void desk_plan_changed_cb (GObject *source, GAsyncResult *result, gpointer change);

/* @code -1: it is done; else the TillError. */
void desk_wait_plan_change (DeskPlanChange *change, int code);

G_END_DECLS
