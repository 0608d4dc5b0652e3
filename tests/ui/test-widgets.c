/* test-widgets.c: the small widgets: an amount, a range of days, fields that take no card number
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-test-ui.h"
#include "ui/collect/till-patient-form.h"
#include "ui/settings/till-terminal-row.h"
#include "ui/widgets/till-entry-guard.h"
#include "ui/widgets/till-money-entry.h"
#include "ui/widgets/till-range-button.h"

#define CARD "4111 1111 1111 1111"
#define CARD_WORDS "That was a card number"

/* ── An amount ───────────────────────────────────────────────────────────────────────────────────
 */

typedef struct
{
  GtkWidget *window;
  GtkWidget *money;
  GtkWidget *field;
  GtkWidget *other;
} Amount;

static Amount
open_amount (void)
{
  Amount     all;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  all.money = till_money_entry_new ("Amount");
  all.other = gtk_button_new_with_label ("Other");
  gtk_box_append (GTK_BOX (box), all.money);
  gtk_box_append (GTK_BOX (box), all.other);
  all.window = ui_window_around (box, 300, 200);
  all.field = ui_field (all.window, "Amount");

  return all;
}

static void
test_money_understood (void)
{
  static const struct
  {
    const char *typed;
    const char *shown;
    gint64      cents;
  } table[] = {
    { "12.5", "$12.50", 1250 },
    { "$1,234.56", "$1,234.56", 123456 },
    { "1234567", "$1,234,567.00", 123456700 },
    { ".07", "$0.07", 7 },
    { "  80 ", "$80.00", 8000 },
    { "4.2000", "$4.20", 420 },
  };
  Amount all = open_amount ();

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      TillMoney amount = TILL_MONEY_ZERO;

      ui_write (all.field, table[i].typed);
      /* While it is typed it stays as it is typed. */
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (all.field)), ==, table[i].typed);
      gtk_widget_grab_focus (all.other);
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (all.field)), ==, table[i].shown);
      g_assert_true (till_money_entry_get (TILL_MONEY_ENTRY (all.money), &amount, NULL));
      g_assert_cmpint (amount.cents, ==, table[i].cents);
      g_assert_false (gtk_widget_has_css_class (all.field, "error"));
    }

  ui_end (all.window);
}

static void
test_money_refused (void)
{
  static const char *const table[] = { "twelve",  "12.345", "1,2,3",
                                       "12.50.1", "$",      "99999999999999999999",
                                       "12 €" };
  Amount                   all = open_amount ();

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      TillMoney          amount = till_money (77);
      g_autoptr (GError) error = NULL;

      ui_write (all.field, table[i]);
      g_assert_false (gtk_widget_has_css_class (all.field, "error"));
      gtk_widget_grab_focus (all.other);
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (all.field)), ==, table[i]);
      g_assert_true (gtk_widget_has_css_class (all.field, "error"));
      g_assert_false (till_money_entry_get (TILL_MONEY_ENTRY (all.money), &amount, &error));
      g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
      g_assert_cmpint (amount.cents, ==, 77);
    }

  /* An empty field is not wrong yet, but no amount either. */
  ui_write (all.field, "");
  gtk_widget_grab_focus (all.other);
  g_assert_false (gtk_widget_has_css_class (all.field, "error"));
  g_assert_true (till_money_entry_is_empty (TILL_MONEY_ENTRY (all.money)));

  ui_end (all.window);
}

static void
count_cb (guint *n_calls)
{
  (*n_calls)++;
}

static void
test_money_by_keys (void)
{
  Amount all = open_amount ();
  guint  n_changes = 0;
  guint  n_activations = 0;

  g_signal_connect_swapped (all.money, "changed", G_CALLBACK (count_cb), &n_changes);
  g_signal_connect_swapped (all.money, "activate", G_CALLBACK (count_cb), &n_activations);
  ui_click (all.field);
  ui_type ("19.5");
  till_test_wait_until (n_changes == 4);
  ui_keys ("Return");
  till_test_wait_until (n_activations == 1);
  ui_keys ("Tab");
  till_test_wait_for_text (all.window, "$19.50");
  till_test_wait_until (gtk_widget_has_focus (all.other));

  gtk_test_accessible_assert_role (all.field, GTK_ACCESSIBLE_ROLE_TEXT_BOX);
  gtk_test_accessible_assert_property (all.field, GTK_ACCESSIBLE_PROPERTY_LABEL, "Amount");
  ui_end (all.window);
}

/* ── Fields that take no card number ─────────────────────────────────────────────────────────────
 */

typedef GtkWidget *(*MakeField) (void);

static GtkWidget *
make_entry (void)
{
  GtkWidget *field = gtk_entry_new ();

  till_entry_guard (field);

  return field;
}

static GtkWidget *
make_search_entry (void)
{
  GtkWidget *field = gtk_search_entry_new ();

  till_entry_guard (field);

  return field;
}

static GtkWidget *
make_entry_row (void)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *field = adw_entry_row_new ();

  till_entry_guard (field);
  gtk_list_box_append (GTK_LIST_BOX (list), field);

  return list;
}

static GtkWidget *
make_money_entry (void)
{
  return till_money_entry_new ("Amount");
}

static const MakeField fields[] = { make_entry, make_search_entry, make_entry_row,
                                    make_money_entry };

/* The field itself, as the guard knows it: what holds the text. */
static GtkWidget *
guarded (GtkWidget *window)
{
  GtkWidget *field = till_test_find (window, GTK_TYPE_TEXT);

  while (!GTK_IS_ENTRY (field) && !GTK_IS_SEARCH_ENTRY (field) && !ADW_IS_ENTRY_ROW (field))
    field = gtk_widget_get_parent (field);

  return field;
}

static gboolean
is_empty (GtkWidget *field)
{
  return *gtk_editable_get_text (GTK_EDITABLE (field)) == '\0';
}

static void
test_guard_pasted (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget *window = ui_window_around (fields[i](), 400, 200);
      GtkWidget *field = guarded (window);
      GtkWidget *text = till_test_find (field, GTK_TYPE_TEXT);

      gdk_clipboard_set_text (gtk_widget_get_clipboard (field), CARD);
      gtk_widget_grab_focus (field);
      g_assert_true (gtk_widget_activate_action (text, "clipboard.paste", NULL));
      till_test_wait_for_text (window, CARD_WORDS);
      g_assert_true (is_empty (field));
      g_assert_true (gtk_widget_has_css_class (field, "error"));

      /* It stays said until something else is typed. */
      ui_write (field, "12");
      till_test_wait_until (!till_test_shows_text (window, CARD_WORDS));
      g_assert_false (gtk_widget_has_css_class (field, "error"));
      g_assert_false (is_empty (field));
      ui_end (window);
    }
}

/* Digit by digit, with blanks, dashes, and words around it. */
static void
test_guard_typed (void)
{
  static const char *const numbers[] = {
    "4111111111111111", "378282246310005", "4111-1111-1111-1111", CARD, "card 6011111111111117",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget *window = ui_window_around (fields[i](), 400, 200);
      GtkWidget *field = guarded (window);

      for (gsize j = 0; j < G_N_ELEMENTS (numbers); j++)
        {
          int position = 0;

          for (const char *digit = numbers[j]; *digit != '\0'; digit++)
            {
              gtk_editable_insert_text (GTK_EDITABLE (field), digit, 1, &position);
              /* A person's keys come one by one. */
              while (g_main_context_pending (NULL))
                g_main_context_iteration (NULL, FALSE);
            }
          g_assert_true (is_empty (field));
          till_test_wait_for_text (window, CARD_WORDS);
        }
      ui_end (window);
    }
}

/* The words don't stand over the window for ever. */
static void
test_guard_left (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget *window = ui_window_around (fields[i](), 400, 200);

      ui_write (guarded (window), CARD);
      till_test_wait_for_text (window, CARD_WORDS);
      gtk_window_set_focus (GTK_WINDOW (window), NULL);
      till_test_wait_until (!till_test_shows_text (window, CARD_WORDS));
      g_assert_false (gtk_widget_has_css_class (guarded (window), "error"));
      ui_end (window);
    }
}

static void
test_guard_lets_through (void)
{
  static const char *const ordinary[] = {
    "4111111111111112",    "555-0100",
    "1234567890123456",    "(212) 555-0147",
    "9999 9999 9999 9999", "invoice 20261124-1401",
    "41111111111111",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget *window = ui_window_around (fields[i](), 400, 200);
      GtkWidget *field = guarded (window);

      for (gsize j = 0; j < G_N_ELEMENTS (ordinary); j++)
        {
          ui_write (field, ordinary[j]);
          ui_settle (window);
          g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (field)), ==, ordinary[j]);
          g_assert_false (till_test_shows_text (window, CARD_WORDS));
        }
      ui_end (window);
    }
}

/* ── A range of days ─────────────────────────────────────────────────────────────────────────────
 */

static void
test_range_presets (void)
{
  static const struct
  {
    const char     *button;
    TillRangePreset preset;
    const char     *shown;
  } table[] = {
    { "Today", TILL_PRESET_TODAY, "Today: Nov 24, 2026" },
    { "Yesterday", TILL_PRESET_YESTERDAY, "Yesterday: Nov 23, 2026" },
    { "This week", TILL_PRESET_THIS_WEEK, "This week: Nov 23, 2026 – Nov 24, 2026" },
    { "Last month", TILL_PRESET_LAST_MONTH, "Last month: Oct 25, 2026 – Nov 24, 2026" },
    { "This year", TILL_PRESET_THIS_YEAR, "This year: Jan 1, 2026 – Nov 24, 2026" },
    { "All", TILL_PRESET_ALL, "All" },
  };
  TillRangeButton *range = TILL_RANGE_BUTTON (till_range_button_new ());
  GtkWidget       *window = ui_window_around (GTK_WIDGET (range), 900, 500);
  guint            n_changes = 0;

  g_signal_connect_swapped (range, "range-changed", G_CALLBACK (count_cb), &n_changes);
  till_range_button_set_today (range, till_day (2026, 11, 24));
  g_assert_cmpint (till_range_button_get_preset (range), ==, TILL_PRESET_LAST_MONTH);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      GtkWidget   *button = till_test_find (window, GTK_TYPE_MENU_BUTTON);
      TillDayRange wanted = till_range_for_preset (table[i].preset, till_day (2026, 11, 24));
      TillDayRange got;

      gtk_menu_button_popup (GTK_MENU_BUTTON (button));
      till_test_wait_for_text (window, "Yesterday");
      ui_press (window, table[i].button);
      got = till_range_button_get_range (range);
      g_assert_cmpint (till_range_button_get_preset (range), ==, table[i].preset);
      g_assert_cmpint (got.first.number, ==, wanted.first.number);
      g_assert_cmpint (got.last.number, ==, wanted.last.number);
      till_test_wait_for_text (window, table[i].shown);
      /* Said once, by her only, and the choice closes. */
      g_assert_cmpuint (n_changes, ==, i + 1);
      till_test_wait_until (!ui_can_press (window, "Show These Days"));
    }

  ui_end (window);
}

static void
pick (GtkWidget *window, const char *calendar, int year, int month, int day)
{
  GtkWidget            *widget = till_test_find_named (window, GTK_TYPE_CALENDAR, calendar);
  g_autoptr (GDateTime) date = g_date_time_new_utc (year, month, day, 12, 0, 0);

  g_assert_nonnull (widget);
  gtk_calendar_select_day (GTK_CALENDAR (widget), date);
}

static void
test_range_picked (void)
{
  TillRangeButton *range = TILL_RANGE_BUTTON (till_range_button_new ());
  GtkWidget       *window = ui_window_around (GTK_WIDGET (range), 900, 500);
  GtkWidget       *problem;
  TillDayRange     got;

  till_range_button_set_today (range, till_day (2026, 11, 24));
  gtk_menu_button_popup (GTK_MENU_BUTTON (till_test_find (window, GTK_TYPE_MENU_BUTTON)));
  till_test_wait_for_text (window, "Yesterday");
  ui_pictures (gtk_popover_get_child (GTK_POPOVER (till_test_find (window, GTK_TYPE_POPOVER))),
               "range-button");
  problem = till_test_find_named (window, GTK_TYPE_LABEL, "The first day is after the last.");

  /* The calendars begin with what is shown now; the wrong order can't be used. */
  pick (window, "From", 2026, 11, 25);
  g_assert_false (ui_can_press (window, "Show These Days"));
  g_assert_cmpfloat (gtk_widget_get_opacity (problem), >, 0.5);
  pick (window, "To", 2026, 11, 25);
  g_assert_true (ui_can_press (window, "Show These Days"));
  g_assert_cmpfloat (gtk_widget_get_opacity (problem), <, 0.5);
  pick (window, "From", 2024, 2, 29);
  ui_press (window, "Show These Days");

  got = till_range_button_get_range (range);
  g_assert_cmpint (got.first.number, ==, till_day (2024, 2, 29).number);
  g_assert_cmpint (got.last.number, ==, till_day (2026, 11, 25).number);
  g_assert_cmpint (till_range_button_get_preset (range), ==, TILL_PRESET_CUSTOM);
  till_test_wait_for_text (window, "Feb 29, 2024 – Nov 25, 2026");

  /* Midnight passes: what was picked stays. */
  till_range_button_set_today (range, till_day (2026, 11, 25));
  got = till_range_button_get_range (range);
  g_assert_cmpint (got.first.number, ==, till_day (2024, 2, 29).number);

  /* As a filter that was saved may have it. */
  till_range_button_set_range (range, (TillDayRange){ till_day (2026, 11, 1), TILL_DAY_NONE });
  till_test_wait_for_text (window, "From Nov 1, 2026");
  till_range_button_set_range (range, (TillDayRange){ TILL_DAY_NONE, till_day (2026, 11, 1) });
  till_test_wait_for_text (window, "Up to Nov 1, 2026");

  ui_end (window);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/money/understood", test_money_understood);
  g_test_add_func ("/ui/money/refused", test_money_refused);
  g_test_add_func ("/ui/money/by-keys", test_money_by_keys);
  g_test_add_func ("/ui/guard/pasted", test_guard_pasted);
  g_test_add_func ("/ui/guard/typed", test_guard_typed);
  g_test_add_func ("/ui/guard/left", test_guard_left);
  g_test_add_func ("/ui/guard/lets-through", test_guard_lets_through);
  g_test_add_func ("/ui/range/presets", test_range_presets);
  g_test_add_func ("/ui/range/picked", test_range_picked);

  return g_test_run ();
}
