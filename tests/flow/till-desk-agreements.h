/* till-desk-agreements.h: a front desk that makes payment plans
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "flow/till-practice-plans.h"
#include "till-desk.h"

G_BEGIN_DECLS

#define DESK_PLAN_UUID "6ba7b810-9dad-11d1-80b4-00c04fd430c8"

/* The least that passes for a scan of a paper. */
#define DESK_JPEG "\xff\xd8\xff\xda\0\2 a paper \xff\xd9"
#define DESK_JPEG_SIZE (sizeof DESK_JPEG - 1)

/* A primary card that ends with 4242; what the account owes more. */
void desk_add_card (Desk *self, gint64 guarantor, const char *nickname);
void desk_owe (Desk *self, gint64 guarantor, gint64 cents);

/* $300 in @n months; for Ben’s braces, in three, paid by Anna. */
TillPlanTerms desk_plan_terms (Desk *self, gint64 n);
TillPlanOrder desk_plan_order (Desk *self, gint64 card);

/* Its id; 0: *error is set. */
gint64 desk_try_make_plan (Desk *self, const TillPlanOrder *order, GError **error);
/* By desk_plan_order(). */
gint64 desk_make_plan (Desk *self, gint64 card);

/* As the calls of till-practice-plans.h, waited for. */
TillPlanPaper *desk_open_agreement (Desk *self, gint64 plan_id, GError **error);
gboolean       desk_authorize (Desk *self, const TillPlanSigning *signing, GError **error);
TillPlanScan  *desk_read_scan (Desk *self, const char *bytes, gsize length, GError **error);
GBytes        *desk_read_plan_document (Desk *self, gint64 id, char **name, GError **error);

G_END_DECLS
