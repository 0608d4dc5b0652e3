/* test-filter-fields.c: what can be asked for under a column's title, by the column's kind
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../core/locale-for-test.h"
#include "till-page.h"
#include "ui/widgets/till-filter-fields.h"

/* ── The fields alone ────────────────────────────────────────────────────────────────────────────
 */

typedef struct
{
  GtkWidget *window;
  GtkWidget *fields;
  char      *taken; /* "op value|value"; "none" */
} Asked;

static void
take_cb (TillFilterOp op, const char *const *values, gpointer user_data)
{
  Asked           *self = user_data;
  g_autofree char *joined = values != NULL ? g_strjoinv ("|", (char **) values) : NULL;

  g_free (self->taken);
  self->taken = values != NULL ? g_strdup_printf ("%d %s", (int) op, joined) : g_strdup ("none");
}

static void
open_fields (Asked *self, const TillColumn *column)
{
  *self = (Asked){ 0 };
  self->fields = till_filter_fields_new (column, NULL, take_cb, self);
  gtk_widget_set_valign (self->fields, GTK_ALIGN_START);
  self->window = ui_window_around (self->fields, 300, 300);
}

static void
close_fields (Asked *self)
{
  ui_end (self->window);
  g_free (self->taken);
}

static void
assert_taken (Asked *self, TillFilterOp op, const char *values)
{
  g_autofree char *wanted = g_strdup_printf ("%d %s", (int) op, values);

  g_assert_cmpstr (self->taken, ==, wanted);
}

static const char *
placeholder (Asked *self, const char *name)
{
  return gtk_entry_get_placeholder_text (GTK_ENTRY (ui_field (self->fields, name)));
}

static void
choose_way (Asked *self, guint way)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (till_test_find (self->fields, GTK_TYPE_DROP_DOWN)),
                              way);
}

/* An empty field says what goes into it. */
static void
test_placeholders (void)
{
  static const TillColumn text = { .id = "name", .kind = TILL_COLUMN_TEXT };
  static const TillColumn day = { .id = "day", .kind = TILL_COLUMN_DAY };
  Asked                   asked;

  open_fields (&asked, &text);
  g_assert_cmpstr (placeholder (&asked, "Text"), ==, "Text");
  choose_way (&asked, 1);
  g_assert_cmpstr (placeholder (&asked, "Text"), ==, "Text");
  close_fields (&asked);

  open_fields (&asked, &day);
  g_assert_cmpstr (placeholder (&asked, "From"), ==, "From");
  g_assert_cmpstr (placeholder (&asked, "To"), ==, "To");
  choose_way (&asked, 1);
  g_assert_cmpstr (placeholder (&asked, "Days"), ==, "Days");
  ui_write (ui_field (asked.fields, "Days"), "30");
  ui_press (asked.fields, "Apply");
  assert_taken (&asked, TILL_OP_LAST_DAYS, "30");
  close_fields (&asked);
}

/* What one press asks for is the column's own: a payment owes nothing. */
static void
test_quick_ranges (void)
{
  static const TillColumn balance = { .id = "balance",
                                      .kind = TILL_COLUMN_MONEY,
                                      .quick = till_column_balances };
  static const TillColumn fee = { .id = "fee", .kind = TILL_COLUMN_MONEY };
  Asked                   asked;

  open_fields (&asked, &balance);
  ui_press (asked.fields, "Owing");
  assert_taken (&asked, TILL_OP_BETWEEN, "1|");
  ui_press (asked.fields, "Credit");
  assert_taken (&asked, TILL_OP_BETWEEN, "|-1");
  ui_press (asked.fields, "Zero");
  assert_taken (&asked, TILL_OP_BETWEEN, "0|0");
  close_fields (&asked);

  open_fields (&asked, &fee);
  g_assert_false (ui_can_press (asked.fields, "Owing"));
  close_fields (&asked);
}

static void
test_numbers (void)
{
  static const TillColumn number = { .id = "n", .kind = TILL_COLUMN_NUMBER };
  static const TillColumn yes_or_no = { .id = "b", .kind = TILL_COLUMN_BOOL };
  Asked                   asked;

  open_fields (&asked, &number);
  ui_write (ui_field (asked.fields, "From"), "3.5");
  ui_press (asked.fields, "Apply");
  g_assert_true (till_test_shows_text (asked.fields, "Enter a whole number."));
  g_assert_null (asked.taken);
  ui_pictures (asked.window, "fields-number");
  ui_write (ui_field (asked.fields, "From"), "9");
  ui_write (ui_field (asked.fields, "To"), "3");
  ui_press (asked.fields, "Apply");
  g_assert_true (till_test_shows_text (asked.fields, "The first is after the last."));
  ui_write (ui_field (asked.fields, "To"), "");
  ui_press (asked.fields, "Apply");
  assert_taken (&asked, TILL_OP_BETWEEN, "9|");
  close_fields (&asked);

  open_fields (&asked, &yes_or_no);
  ui_press (asked.fields, "No");
  assert_taken (&asked, TILL_OP_IS, "0");
  close_fields (&asked);
}

/* Days as the locale writes them. */
static void
test_days (void)
{
  static const TillColumn day = { .id = "day", .kind = TILL_COLUMN_DAY };
  static const struct
  {
    const char *locale;
    const char *first;
    const char *last;
  } rows[] = {
    { "en_US", "11/4/2026", "11/24/26" },
    { "de_DE", "4.11.2026", "24.11.26" },
    { "de_DE", "2026-11-04", "2026-11-24" },
  };
  Asked asked;

  open_fields (&asked, &day);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (!locale_for_test_set (rows[i].locale))
        continue;
      ui_write (ui_field (asked.fields, "From"), rows[i].first);
      ui_write (ui_field (asked.fields, "To"), rows[i].last);
      ui_press (asked.fields, "Apply");
      assert_taken (&asked, TILL_OP_BETWEEN, "2026-11-04|2026-11-24");
      g_clear_pointer (&asked.taken, g_free);
    }
  locale_for_test_reset ();

  ui_write (ui_field (asked.fields, "To"), "someday");
  ui_press (asked.fields, "Apply");
  g_assert_null (asked.taken);
  g_assert_true (till_test_shows_text (asked.fields, "Enter a day"));
  close_fields (&asked);
}

/* ── Over a list ─────────────────────────────────────────────────────────────────────────────────
 */

static void
test_payments_and_refunds (void)
{
  Page       page;
  GtkWidget *popover;

  page_open (&page);
  popover = page_open_filter (&page, "Amount");
  till_test_screenshot (popover, "filter-money-quick");
  g_assert_false (ui_can_press (popover, "Owing"));
  ui_press (popover, "Refunds");
  page_wait_rows (&page, 0);
  popover = page_open_filter (&page, "Amount");
  ui_press (popover, "Payments");
  page_wait_rows (&page, 3);
  page_close (&page);
}

static void
set_tick (GtkWidget *popover, const char *words, gboolean ticked)
{
  GtkWidget *tick = till_test_find_named (popover, GTK_TYPE_CHECK_BUTTON, words);

  g_assert_nonnull (tick);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (tick), ticked);
}

/* With nothing ticked the list stays as it is; the next tick narrows it. */
static void
test_none_ticked (void)
{
  Page       page;
  GtkWidget *popover;

  page_open (&page);
  popover = page_open_filter (&page, "Posted");
  ui_press (popover, "Only Unposted");
  page_wait_rows (&page, 3);
  g_assert_true (page_is_green (&page, "Posted"));
  g_assert_false (till_test_shows_text (popover, "Tick at least one."));

  ui_press (popover, "None");
  page_wait_rows (&page, 3);
  g_assert_true (till_test_shows_text (popover, "Tick at least one."));
  g_assert_true (till_test_shows_text (page.bar, "Posted: Unposted"));
  till_test_screenshot (popover, "filter-choice-none");

  set_tick (popover, "Posted", TRUE);
  page_wait_rows (&page, 0);
  g_assert_true (till_test_shows_text (page.bar, "Posted: Posted"));
  g_assert_false (till_test_shows_text (popover, "Tick at least one."));
  gtk_popover_popdown (GTK_POPOVER (popover));
  page_close (&page);
}

static gboolean
is_dimmed (GtkWidget *popover, const char *words)
{
  return gtk_widget_has_css_class (till_test_find_named (popover, GTK_TYPE_CHECK_BUTTON, words),
                                   "no-rows");
}

/* What has no rows is told apart, and may be asked for all the same. */
static void
test_without_rows (void)
{
  Page       page;
  GtkWidget *popover;

  page_open (&page);
  popover = page_open_filter (&page, "Method");
  till_test_wait_for_text (popover, "3");
  g_assert_false (is_dimmed (popover, "Cash"));
  g_assert_true (is_dimmed (popover, "Check"));
  g_assert_true (is_dimmed (popover, "Card terminal"));
  ui_press (popover, "Only Check");
  page_wait_rows (&page, 0);
  g_assert_true (page_is_green (&page, "Method"));
  ui_pictures (popover, "filter-choice");
  gtk_popover_popdown (GTK_POPOVER (popover));
  page_close (&page);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add_func ("/ui/filter-fields/placeholders", test_placeholders);
  g_test_add_func ("/ui/filter-fields/quick-ranges", test_quick_ranges);
  g_test_add_func ("/ui/filter-fields/numbers", test_numbers);
  g_test_add_func ("/ui/filter-fields/days-of-the-locale", test_days);
  g_test_add_func ("/ui/filter-fields/payments-and-refunds", test_payments_and_refunds);
  g_test_add_func ("/ui/filter-fields/none-ticked", test_none_ticked);
  g_test_add_func ("/ui/filter-fields/without-rows", test_without_rows);

  return g_test_run ();
}
