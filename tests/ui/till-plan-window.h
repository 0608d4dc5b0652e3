/* till-plan-window.h: the window with a payment plan's page, as the tests use it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "../flow/till-desk-plans.h"
#include "till-test-ui.h"

G_BEGIN_DECLS

#define PLAN_PAGE_PLAN "SELECT state || ' ' || n_paid || '/' || n_parts FROM plans"

typedef struct
{
  Desk      *desk;
  GtkWidget *window;
  GtkWidget *page;
  gint64     card;
  gint64     plan;
} PlanPage;

/* Anna's, of @n weekly installments of $20, the first one today. */
void plan_page_open (PlanPage *self, guint n);
void plan_page_close (PlanPage *self);

/* The dialog that charges, once it shows @text; and its button, by which it closes. */
GtkWidget *plan_page_wait_charge (const char *text);
void       plan_page_charge (GtkWidget *dialog, const char *button);

/* By the button of the question in front, which goes. */
void plan_page_answer (const char *button);

/* The header's menu; one of its deeds; one that may not be done, and why. */
GtkWidget *plan_page_open_more (PlanPage *self);
void       plan_page_choose (PlanPage *self, const char *name);
void       plan_page_assert_refused (PlanPage *self, const char *name, const char *why);

/* By the menu of the row of that installment. */
void plan_page_choose_of_row (PlanPage *self, const char *installment, const char *deed);

G_END_DECLS
