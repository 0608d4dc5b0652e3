/* till-deposits-tab.c: the Deposits tab as the tests use it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-deposits-tab.h"

#include <string.h>

#include "flow/till-practice-deposits.h"
#include "flow/till-practice-private.h"
#include "model/till-settings.h"
#include "store/till-store-deposits.h"
#include "store/till-store-transactions.h"
#include "ui/deposits/till-deposits-page.h"
#include "ui/till-window.h"
#include "ui/widgets/till-table-keys.h"

#define TERMINAL "38004321"

/* ── What there is ── */

static void
add_card (TillDbConnection *connection,
          DepositsTab      *tab,
          const char       *batch,
          gint64            cents,
          const char       *name,
          gint64            refund_of)
{
  static guint                n_cards;
  g_autoptr (TillTransaction) row = till_transaction_new ();
  g_autoptr (GError)          error = NULL;

  row->kind = cents < 0 ? TILL_KIND_REFUND : TILL_KIND_PAYMENT;
  row->state = batch != NULL ? TILL_TRANSACTION_SETTLED : TILL_TRANSACTION_CAPTURED;
  row->method = TILL_METHOD_TERMINAL;
  row->posting = TILL_POSTING_UNPOSTED;
  row->patient_id = tab->desk->anna;
  row->patient_name = g_strdup (name);
  row->amount = till_money (cents);
  row->related_id = refund_of;
  /* What no batch has yet is of today. */
  row->happened_at = tab->now - TILL_MINUTE;
  if (batch != NULL)
    row->happened_at = till_day_start (tab->settled, tab->desk->practice->zone) +
                       (9 * 60 + n_cards * 7) * TILL_MINUTE;
  row->processor = g_strdup (PROCESSOR);
  row->processor_id = g_strdup_printf ("2005%05u", n_cards++);
  row->card.brand = g_strdup ("Visa");
  row->card.last_four = g_strdup ("4242");
  row->terminal = g_strdup (TERMINAL);
  row->batch = g_strdup (batch);
  till_store_add_transaction (connection, row, tab->desk->practice->actor, row->happened_at,
                              &error);
  g_assert_no_error (error);
}

TillDeposit *
deposits_new (DepositsTab *tab,
              const char  *batch,
              gint64       sales,
              gint64       refunds,
              gint64       fees,
              gint64       net)
{
  TillDeposit *deposit = till_deposit_new ();

  deposit->kind = batch != NULL ? TILL_DEPOSIT_BATCH : TILL_DEPOSIT_ADJUSTMENT;
  deposit->processor = g_strdup (PROCESSOR);
  deposit->merchant = g_strdup ("6588000000000001");
  deposit->terminal = g_strdup (batch != NULL ? "4321" : "0000");
  deposit->batch = g_strdup (batch != NULL ? batch : "0");
  deposit->settled_on = tab->settled;
  deposit->funded_on = tab->funded;
  deposit->sales = till_money (sales);
  deposit->refunds = till_money (refunds);
  deposit->fees = till_money (fees);
  deposit->total = till_money (sales - refunds);
  deposit->deposited = till_money (net);
  deposit->n_sales = sales > 0 ? (sales == 10000 ? 2 : 1) : 0;
  deposit->n_refunds = refunds > 0 ? 1 : 0;
  deposit->account = g_strdup ("••1939");

  return deposit;
}

/* As the practice reckons it beside the window, but at once. */
static gboolean
expect (TillDbConnection *connection, TillInstant at, GError **error)
{
  g_autoptr (GArray) days = till_store_list_expected_days (connection, at, error);
  guint              n_done = 0;

  while (days != NULL && n_done < days->len)
    {
      if (!till_store_expect_deposits (connection, 1, days, &n_done, at, error))
        return FALSE;
    }

  return days != NULL;
}

static gboolean
fill_job (TillDbConnection *connection, gpointer data, GError **error)
{
  DepositsTab          *tab = data;
  TillPractice         *practice = tab->desk->practice;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);
  TillDeposit          *chargeback = deposits_new (tab, NULL, 0, 0, 0, -15000);

  add_card (connection, tab, "000017", 6000, "Anna Kim", 0);
  add_card (connection, tab, "000017", 4000, "Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine",
            0);
  add_card (connection, tab, "000018", 50000, "Ben Kim", 0);
  add_card (connection, tab, NULL, 7000, "Anna Kim", 0);
  g_ptr_array_add (rows, deposits_new (tab, "17", 10000, 0, 250, 9750));
  g_ptr_array_add (rows, deposits_new (tab, "18", 50000, 0, 0, 48760));
  chargeback->adjustment = till_money (-15000);
  chargeback->words = g_strdup ("Chargeback 4837");
  g_ptr_array_add (rows, chargeback);

  return till_store_take_deposits (connection, PROCESSOR, tab->funded, rows, practice->actor,
                                   tab->now, error) &&
         expect (connection, tab->now, error);
}

void
deposits_write (DepositsTab *tab, TillDbJob job, gpointer data)
{
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (tab->desk->practice), TILL_DB_NORMAL, job, data, &error);
  g_assert_no_error (error);
}

void
deposits_open_with (DepositsTab *tab, gboolean with_deposits)
{
  TillDay today;

  tab->desk = desk_new_for_cash ();
  tab->now = till_practice_now (tab->desk->practice);
  today = till_practice_get_today (tab->desk->practice);
  tab->funded = till_day_add (today, -1);
  tab->settled = till_day_add (today, -2);
  if (with_deposits)
    deposits_write (tab, fill_job, tab);
  if (tab->terminals != NULL)
    desk_set (tab->desk, TILL_SETTING_CLEARENT_TERMINALS, tab->terminals);
  tab->table = till_practice_get_deposits (tab->desk->practice);
  tab->window = till_window_new (ui_application (), tab->desk->practice);
  gtk_window_set_title (GTK_WINDOW (tab->window), "Test");
  till_test_present (tab->window);
  ui_keys ("ctrl+2");
  tab->page = till_test_find (tab->window, TILL_TYPE_DEPOSITS_PAGE);
  till_test_wait_until (gtk_widget_get_mapped (tab->page));
  ui_wait_rows (tab->table, with_deposits ? 4 : 0, tab->window);
  tab->outline = till_table_view_get_outline (
    TILL_TABLE_VIEW (till_test_find (tab->page, TILL_TYPE_TABLE_VIEW)));
  tab->closes = desk_count (tab->desk, "SELECT id FROM deposits WHERE batch = '17'");
  tab->differs = desk_count (tab->desk, "SELECT id FROM deposits WHERE batch = '18'");
}

void
deposits_open (DepositsTab *tab)
{
  deposits_open_with (tab, TRUE);
}

void
deposits_close (DepositsTab *tab)
{
  ui_end (tab->window);
  desk_free (tab->desk);
}

guint
deposits_count_shown (DepositsTab *tab)
{
  return till_table_get_n_rows (TILL_TABLE (tab->outline));
}

TillTableView *
deposits_get_view (DepositsTab *tab)
{
  return TILL_TABLE_VIEW (till_test_find (tab->page, TILL_TYPE_TABLE_VIEW));
}

GtkWidget *
deposits_find_in_row (DepositsTab *tab, gint64 id, GType type, const char *style)
{
  g_autoptr (GPtrArray) found = till_test_find_all (tab->page, type);
  guint                 wanted;
  guint                 position;

  g_assert_true (till_table_find_id (TILL_TABLE (tab->outline), id, &wanted));
  for (guint i = 0; i < found->len; i++)
    {
      GtkWidget *widget = found->pdata[i];

      if ((style == NULL || gtk_widget_has_css_class (widget, style)) &&
          gtk_widget_get_mapped (widget) &&
          till_table_keys_find_row (till_table_view_get_view (deposits_get_view (tab)), widget,
                                    &position) != NULL &&
          position == wanted)
        return widget;
    }
  g_assert_not_reached ();
}

GtkWidget *
deposits_find_button (DepositsTab *tab, gint64 id, const char *style)
{
  return deposits_find_in_row (tab, id, GTK_TYPE_BUTTON, style);
}

GtkWidget *
deposits_find_arrow (DepositsTab *tab, gint64 id)
{
  return deposits_find_button (tab, id, "row-arrow");
}

void
deposits_open_row (DepositsTab *tab, gint64 id, guint n_shown)
{
  ui_click (deposits_find_arrow (tab, id));
  till_test_wait_until (deposits_count_shown (tab) == n_shown);
  ui_settle (tab->window);
}

static void
choose_shown (DepositsTab *tab, const char *label)
{
  GtkWidget *menu;
  GtkWidget *found;

  till_test_wait_until ((menu = till_test_find (tab->page, GTK_TYPE_POPOVER_MENU)) != NULL &&
                        gtk_widget_get_mapped (menu));
  ui_settle (tab->window);
  found = till_test_find_named (menu, g_type_from_name ("GtkModelButton"), label);
  g_assert_nonnull (found);
  g_assert_true (gtk_widget_activate (found));
}

void
deposits_choose (DepositsTab *tab, gint64 id, const char *label)
{
  ui_click (deposits_find_button (tab, id, "row-actions"));
  choose_shown (tab, label);
}

void
deposits_choose_of_part (DepositsTab *tab, gint64 owner, guint part, const char *label)
{
  GdkRectangle at = { 10, 10, 1, 1 };
  guint        position;

  g_assert_true (till_table_find_id (TILL_TABLE (tab->outline), owner, &position));
  g_signal_emit_by_name (deposits_get_view (tab), "row-menu",
                         till_table_get_id (TILL_TABLE (tab->outline), position + 1 + part), &at);
  choose_shown (tab, label);
}

/* ── What can be read ── */

/* Whether nothing around @cell cuts off what stands in its first @width pixels. */
static gboolean
is_in_sight (GtkWidget *cell, int width, GtkWidget *window)
{
  graphene_rect_t bounds;
  graphene_rect_t around;

  g_assert_true (gtk_widget_compute_bounds (cell, window, &bounds));
  for (GtkWidget *above = gtk_widget_get_parent (cell); above != NULL;
       above = gtk_widget_get_parent (above))
    {
      g_assert_true (gtk_widget_compute_bounds (above, window, &around));
      if ((above == window || gtk_widget_get_overflow (above) == GTK_OVERFLOW_HIDDEN) &&
          bounds.origin.x + (float) width > around.origin.x + around.size.width)
        return FALSE;
    }

  return (float) width <= bounds.size.width;
}

gboolean
deposits_is_whole (DepositsTab *tab, const char *text)
{
  g_autoptr (GPtrArray) cells = till_test_find_all (tab->page, GTK_TYPE_INSCRIPTION);

  for (guint i = 0; i < cells->len; i++)
    {
      GtkWidget              *cell = cells->pdata[i];
      const char             *words = gtk_inscription_get_text (GTK_INSCRIPTION (cell));
      g_autoptr (PangoLayout) layout = NULL;
      int                     width;

      if (!gtk_widget_get_mapped (cell) || words == NULL || strstr (words, text) == NULL)
        continue;
      layout = gtk_widget_create_pango_layout (cell, words);
      pango_layout_get_pixel_size (layout, &width, NULL);
      if (is_in_sight (cell, width, tab->window))
        return TRUE;
    }

  return FALSE;
}
