/* till-receivables-tab.h: the Accounts receivable tab as the tests use it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "till-test-ui.h"
#include "ui/widgets/till-table-view.h"

G_BEGIN_DECLS

/* Twelve guarantors: $8,040.00 owed, of it $5,000.00 fresh, $1,500.00 of 31 to 60 days, $40.00 of
 * 61 to 90, $1,500.00 older; a credit of $60.25. */
typedef struct
{
  Desk      *desk;
  GtkWidget *window;
  GtkWidget *page;
  TillTable *table;
  gint64     long_name; /* ids */
  gint64     old;
  gint64     credit;
} ReceivablesTab;

#define N_RECEIVABLES 12

void receivables_open (ReceivablesTab *tab);
void receivables_close (ReceivablesTab *tab);

void receivables_write (ReceivablesTab *tab, TillDbJob job, gpointer data);

/* Adds to what that patient owes, or takes off; aged with it. */
void receivables_charge (ReceivablesTab *tab, gint64 patient, gint64 cents, int n_days_ago);

/* Until so many are in the list and drawn. */
void receivables_wait_rows (ReceivablesTab *tab, guint n_rows);

TillTableView *receivables_get_view (ReceivablesTab *tab);

G_END_DECLS
