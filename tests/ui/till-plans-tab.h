/* till-plans-tab.h: the Payment Plans tab as the tests use it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "till-test-ui.h"
#include "ui/widgets/till-table-view.h"

G_BEGIN_DECLS

/* Eight plans, of which two are over. Each is monthly; the next payment of one is in four days. */
typedef struct
{
  Desk      *desk;
  GtkWidget *window;
  GtkWidget *page;
  TillTable *table;
} PlansTab;

#define N_PLANS 8
#define N_PLANS_NOT_OVER 6

/* A desk with them, or without any. */
void plans_begin (PlansTab *tab, gboolean with_plans);
/* In the whole window, by its key. */
void plans_open (PlansTab *tab, gboolean with_plans);
void plans_close (PlansTab *tab);

void plans_wait_rows (PlansTab *tab, guint n_rows);

/* One more, of the n-th kind below. */
void plans_add (PlansTab *tab, guint n);

G_END_DECLS
