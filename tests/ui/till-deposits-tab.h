/* till-deposits-tab.h: the Deposits tab as the tests use it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-deposit.h"
#include "model/till-outline.h"
#include "till-test-ui.h"
#include "ui/widgets/till-table-view.h"

G_BEGIN_DECLS

#define PROCESSOR "clearent"

/* With four deposits: one that closes, one that lacks its fees, a chargeback, one that is expected.
 */
typedef struct
{
  Desk        *desk;
  GtkWidget   *window;
  GtkWidget   *page;
  TillTable   *table;
  TillOutline *outline;
  TillInstant  now;
  TillDay      settled;
  TillDay      funded;
  gint64       closes; /* ids of the deposits, as the fixture has them */
  gint64       differs;
  gint64       item;      /* of a transaction, for a job */
  const char  *terminals; /* the practice's, as settings have them; NULL: none */
} DepositsTab;

void deposits_open (DepositsTab *tab);
void deposits_open_with (DepositsTab *tab, gboolean with_deposits);
void deposits_close (DepositsTab *tab);

void deposits_write (DepositsTab *tab, TillDbJob job, gpointer data);

/* Of the day before yesterday, in the account yesterday; @batch NULL: an adjustment. */
TillDeposit *deposits_new (DepositsTab *tab,
                           const char  *batch,
                           gint64       sales,
                           gint64       refunds,
                           gint64       fees,
                           gint64       net);

/* With what is opened. */
guint          deposits_count_shown (DepositsTab *tab);
TillTableView *deposits_get_view (DepositsTab *tab);

/* The widget in that deposit's row. */
GtkWidget *deposits_find_in_row (DepositsTab *tab, gint64 id, GType type, const char *style);
GtkWidget *deposits_find_button (DepositsTab *tab, gint64 id, const char *style);
GtkWidget *deposits_find_arrow (DepositsTab *tab, gint64 id);
/* Or closes it; @n_shown rows are there then. */
void deposits_open_row (DepositsTab *tab, gint64 id, guint n_shown);

/* The item of a row's menu. */
void deposits_choose (DepositsTab *tab, gint64 id, const char *label);
/* Of the row that stands below it, @part of them above. */
void deposits_choose_of_part (DepositsTab *tab, gint64 owner, guint part, const char *label);

/* Whether the whole text can be read somewhere. */
gboolean deposits_is_whole (DepositsTab *tab, const char *text);

G_END_DECLS
