/* till-receivables-tab.c: the Accounts receivable tab as the tests use it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-receivables-tab.h"

#include "flow/till-practice-private.h"
#include "flow/till-practice-receivables.h"
#include "store/till-store-patients.h"
#include "store/till-store-receivables.h"
#include "store/till-store-transactions.h"
#include "ui/receivables/till-receivables-page.h"
#include "ui/till-window.h"

/* What each owes since when; those without a phone have no e-mail either. */
static const struct
{
  const char *name;
  const char *phone;
  int         birth_year;
  gint64      cents;
  int         n_days_ago;
} families[N_RECEIVABLES] = {
  { "Abernathy, June", "(207) 555-0101", 1961, 120000, 3 },
  { "Bauer, Konstantin", "(207) 555-0102", 1978, 80000, 12 },
  { "Castillo, María José", "(207) 555-0103", 1990, 60000, 30 },
  { "Donaudampfschifffahrtsgesellschaft, Friederike-Charlotte", "(207) 555-0104", 1944, 150000,
    400 },
  { "Evans, Rhys", NULL, 1988, 4000, 75 },
  { "Fitzgerald, Saoirse", "(207) 555-0106", 1999, 75000, 31 },
  { "Goldberg, Miriam", "(207) 555-0107", 1955, 75000, 58 },
  { "Haddad, Layla", "(207) 555-0108", 1983, 90000, 1 },
  { "Ishikawa, Ren", "(207) 555-0109", 2001, 70000, 20 },
  { "Johansson, Åsa", "(207) 555-0110", 1972, 50000, 0 },
  { "Kowalczyk, Zbigniew", NULL, 1966, 30000, 9 },
  { "Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine", "(207) 555-0112", 1949, -6025, 15 },
};

static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  ReceivablesTab *tab = data;
  TillInstant     now = till_practice_now (tab->desk->practice);
  TillDay         today = till_practice_get_today (tab->desk->practice);

  for (gsize i = 0; i < N_RECEIVABLES; i++)
    {
      g_autoptr (TillPatient) patient = till_patient_new ();

      patient->name = g_strdup (families[i].name);
      patient->phone = g_strdup (families[i].phone);
      patient->birth_date = till_day (families[i].birth_year, 2, 14);
      if (!till_store_add_patient (connection, patient, now, error) ||
          !till_store_add_ledger_entry (
            connection, patient->id, families[i].cents > 0 ? "charge" : "adjustment",
            till_money (families[i].cents), till_day_add (today, -families[i].n_days_ago), NULL,
            now, error))
        return FALSE;
      if (i == 3)
        tab->long_name = tab->old = patient->id;
      tab->credit = patient->id;
    }

  return TRUE;
}

static gboolean
insure_job (TillDbConnection *connection, gpointer data, GError **error)
{
  ReceivablesTab *tab = data;

  return till_store_expect_insurance (connection, tab->old, till_money (90000), NULL,
                                      till_practice_now (tab->desk->practice), error);
}

void
receivables_write (ReceivablesTab *tab, TillDbJob job, gpointer data)
{
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (tab->desk->practice), TILL_DB_NORMAL, job, data, &error);
  g_assert_no_error (error);
}

static gboolean
is_aged (ReceivablesTab *tab)
{
  return !till_day_is_none (till_practice_get_aged_on (tab->desk->practice));
}

void
receivables_open (ReceivablesTab *tab)
{
  tab->desk = desk_new_for_cash ();
  till_test_wait_until (!tab->desk->practice->aging);
  receivables_write (tab, fill_job, tab);
  till_practice_age_if_due (tab->desk->practice);
  till_test_wait_until (is_aged (tab));
  receivables_write (tab, insure_job, tab);
  tab->table = till_practice_get_receivables (tab->desk->practice);
  tab->window = till_window_new (ui_application (), tab->desk->practice);
  gtk_window_set_title (GTK_WINDOW (tab->window), "Test");
  till_test_present (tab->window);
  ui_keys ("ctrl+4");
  till_test_wait_until ((tab->page = till_test_find (tab->window, TILL_TYPE_RECEIVABLES_PAGE)) !=
                        NULL);
  till_test_wait_until (gtk_widget_get_mapped (tab->page));
  receivables_wait_rows (tab, N_RECEIVABLES);
}

void
receivables_close (ReceivablesTab *tab)
{
  ui_end (tab->window);
  desk_free (tab->desk);
}

typedef struct
{
  ReceivablesTab *tab;
  gint64          patient;
  gint64          cents;
  int             n_days_ago;
} Entry;

static gboolean
entry_job (TillDbConnection *connection, gpointer data, GError **error)
{
  const Entry  *entry = data;
  TillPractice *practice = entry->tab->desk->practice;

  return till_store_add_ledger_entry (
    connection, entry->patient, entry->cents > 0 ? "charge" : "adjustment",
    till_money (entry->cents),
    till_day_add (till_practice_get_today (practice), -entry->n_days_ago), NULL,
    till_practice_now (practice), error);
}

void
receivables_charge (ReceivablesTab *tab, gint64 patient, gint64 cents, int n_days_ago)
{
  Entry entry = { tab, patient, cents, n_days_ago };

  receivables_write (tab, entry_job, &entry);
}

void
receivables_wait_rows (ReceivablesTab *tab, guint n_rows)
{
  ui_wait_rows (tab->table, n_rows, tab->window);
}

TillTableView *
receivables_get_view (ReceivablesTab *tab)
{
  return TILL_TABLE_VIEW (till_test_find (tab->page, TILL_TYPE_TABLE_VIEW));
}
