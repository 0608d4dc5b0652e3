/* till-bank-tab.h: the bank's statement in the Deposits tab as the tests use it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "till-test-ui.h"

G_BEGIN_DECLS

typedef struct
{
  Desk      *desk;
  GtkWidget *window;
  GtkWidget *page;
  TillTable *lines;
  TillDay    funded;
} BankTab;

/* Deposits of $97.50, $487.60, −$150.00 and $81.25 three days ago, and no line of the bank. */
void bank_tab_open (BankTab *tab);
void bank_tab_close (BankTab *tab);

/* Chooses the file as a person does, in the file dialog. */
void bank_tab_choose (BankTab *tab, const char *path);

/* In place of each @ the day of the deposits. Three of them match. */
#define BANK_LINES                                                                                 \
  "@,CLEARENT LLC DEPOSIT 112426,97.50\n@,CLEARENT LLC DEPOSIT 112427,\"487.60\"\n"                \
  "@,CLEARENT LLC CHARGEBACK,-150.00\n@,Miete Donaudampfschifffahrtsgesellschaftskapitän "        \
  "Wolfeschlegelsteinhausenbergerdorff & Söhne <GmbH>,-1900.00\n@,CLEARENT LLC DEPOSIT,80.00\n"

/* The dialog that shows what is in a file of these lines. */
GtkWidget *bank_tab_import (BankTab *tab, const char *heading, const char *lines);
/* That, taken in. */
void bank_tab_run (BankTab *tab, GtkWidget *dialog, guint n_rows);

gint64 bank_tab_count (BankTab *tab, const char *sql);

G_END_DECLS
