/* till-deposit-cells.c: the cells of the deposits and of what is opened below them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/deposits/till-deposit-cells.h"

#include <glib/gi18n-lib.h>

#include "ui/deposits/till-deposit-checks.h"
#include "ui/deposits/till-deposit-parts.h"
#include "ui/deposits/till-deposit-ticks.h"
#include "ui/deposits/till-deposit-words.h"
#include "ui/widgets/till-table-opening.h"

#define DATE_CHARS 24
#define STATE_CHARS 46
#define STATE_LEAST_CHARS 18

struct _TillDepositCells
{
  /* Borrowed */
  TillPractice  *practice;
  TillTable     *deposits;
  TillTableView *view;

  /* Which of the table's columns hold what the cells need. */
  guint date;
  guint terminal;
  guint state;
  guint checked;
  guint kind;
  guint batch;
  guint reason;
  guint difference;
  guint explanation;
  guint words;
  guint n_items;
  guint n_unposted;
};

static const char *
get_text (TillRow *row, guint column)
{
  const char *text = till_row_get_text (row, column);

  return text != NULL ? text : "";
}

static gboolean
has_reports (TillDepositCells *self)
{
  return till_practice_has_reports_key (self->practice);
}

static gboolean
is_part (TillDepositCells *self, GtkListItem *item)
{
  return till_outline_is_part (till_table_view_get_outline (self->view),
                               gtk_list_item_get_position (item), NULL);
}

/* A line has no state; a transaction below has its status there. */
static gboolean
is_line (TillDepositCells *self, TillRow *row)
{
  return till_row_is_null (row, self->state);
}

static gboolean
is_sentence (TillDepositCells *self, GtkListItem *item, TillRow *row)
{
  const char *kind = get_text (row, self->kind);

  return is_part (self, item) && (g_str_equal (kind, TILL_DEPOSIT_LINE_SENTENCE) ||
                                  g_str_equal (kind, TILL_DEPOSIT_LINE_WHY));
}

/* What can't be read is @otherwise. */
static int
get_enum (TillRow *row, guint column, GType type, int otherwise)
{
  int value;

  return till_enum_from_text (type, get_text (row, column), &value) ? value : otherwise;
}

static TillDepositState
get_state (TillDepositCells *self, TillRow *row)
{
  return (TillDepositState) get_enum (row, self->state, TILL_TYPE_DEPOSIT_STATE,
                                      TILL_DEPOSIT_STATE_DEPOSITED);
}

static void
set_style (GtkWidget *widget, const char *style, gboolean is_on)
{
  if (is_on)
    gtk_widget_add_css_class (widget, style);
  else
    gtk_widget_remove_css_class (widget, style);
}

/* ── Date, and the arrow ── */

static GtkWidget *
setup_date (GtkListItem *item, gpointer user_data)
{
  TillDepositCells *self = user_data;

  return till_table_opening_new_cell (item, till_table_view_get_outline (self->view), DATE_CHARS);
}

/* Where there are several, two of one day would look alike. NULL: it need not be said, or there is
 * none, as of a chargeback, whatever the report has in that place. */
static const char *
find_terminal (TillDepositCells *self, TillRow *row)
{
  const char *digits = till_row_get_text (row, self->terminal);
  guint       n_terminals = till_practice_get_n_terminals (self->practice);

  if (digits == NULL || n_terminals < 2 ||
      get_enum (row, self->kind, TILL_TYPE_DEPOSIT_KIND, TILL_DEPOSIT_BATCH) ==
        TILL_DEPOSIT_ADJUSTMENT)
    return NULL;
  for (guint i = 0; i < n_terminals; i++)
    {
      if (g_str_has_suffix (till_practice_get_terminal_id (self->practice, i), digits))
        return till_practice_get_terminal_name (self->practice, i);
    }

  return digits;
}

static char *
date_words (TillDepositCells *self, TillRow *row)
{
  const char      *terminal = find_terminal (self, row);
  g_autofree char *day = till_day_format ((TillDay){ (gint32) till_row_get_int (row, self->date) });

  /* TRANSLATORS: a day, and whose card terminal's money it is */
  return terminal != NULL ? g_strdup_printf (_ ("%s · %s"), day, terminal) : g_steal_pointer (&day);
}

static void
bind_date (GtkListItem *item, TillRow *row, gpointer user_data)
{
  TillDepositCells *self = user_data;
  g_autofree char  *text = NULL;
  g_autofree char  *name = NULL;

  if (!is_part (self, item))
    {
      text = date_words (self, row);
      name = g_strdup_printf (_ ("Items of the deposit of %s"), text);
    }
  else if (is_line (self, row))
    text = g_strdup (get_text (row, self->words));
  else
    text = till_instant_format (till_row_get_int (row, self->date),
                                till_practice_get_zone (self->practice));
  till_table_opening_show (gtk_list_item_get_child (item), item,
                           till_table_view_get_outline (self->view), text, name);
  till_table_opening_set_wide (gtk_list_item_get_child (item), is_sentence (self, item, row));
}

/* ── State ── */

/* The cell itself has the state's words, or the difference in words. */
static gboolean
query_state_cb (GtkWidget  *text,
                int         x,
                int         y,
                gboolean    by_keyboard,
                GtkTooltip *tooltip,
                gpointer    user_data)
{
  TillDepositCells *self = user_data;
  GtkListItem      *item = g_object_get_data (G_OBJECT (text), "item");
  TillOutline      *outline = till_table_view_get_outline (self->view);
  gint64            id;
  g_autofree char  *sentence = NULL;

  g_autoptr (TillDeposit) deposit = NULL;

  if (till_outline_is_part (outline, gtk_list_item_get_position (item), &id))
    return FALSE;
  deposit = till_practice_get_deposit (self->practice, id, NULL);
  if (deposit == NULL)
    return FALSE;
  sentence = till_deposit_to_sentence (deposit, has_reports (self));
  gtk_tooltip_set_text (tooltip, sentence);

  return TRUE;
}

static GtkWidget *
setup_state (GtkListItem *item, gpointer user_data)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), STATE_LEAST_CHARS);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), STATE_CHARS);
  gtk_widget_set_has_tooltip (text, TRUE);
  g_object_set_data (G_OBJECT (text), "item", item);
  g_signal_connect (text, "query-tooltip", G_CALLBACK (query_state_cb), user_data);

  return text;
}

static char *
item_words (TillDepositCells *self, TillRow *row)
{
  const char *patient = till_row_get_text (row, self->words);
  int         kind = get_enum (row, self->kind, TILL_TYPE_TRANSACTION_KIND, TILL_KIND_PAYMENT);
  int         posting = get_enum (row, self->reason, TILL_TYPE_POSTING, TILL_POSTING_NONE);

  if (patient == NULL || *patient == '\0')
    patient = _ ("No patient assigned");
  if (posting == TILL_POSTING_UNPOSTED || posting == TILL_POSTING_NEEDS_REVIEW)
    /* TRANSLATORS: who, what, and that it is not posted */
    return g_strdup_printf (_ ("%s · %s · %s"), patient,
                            till_kind_to_words ((TillTransactionKind) kind),
                            till_posting_to_words ((TillPosting) posting));

  /* TRANSLATORS: who, and what */
  return g_strdup_printf (_ ("%s · %s"), patient, till_kind_to_words ((TillTransactionKind) kind));
}

static char *
deposit_words (TillDepositCells *self, TillRow *row)
{
  /* Borrowed: it is looked at only. */
  const TillDeposit deposit = {
    .kind =
      (TillDepositKind) get_enum (row, self->kind, TILL_TYPE_DEPOSIT_KIND, TILL_DEPOSIT_BATCH),
    .state = get_state (self, row),
    .reason = (TillDepositReason) get_enum (row, self->reason, TILL_TYPE_DEPOSIT_REASON,
                                            TILL_DEPOSIT_CLOSES),
    .difference = till_money (till_row_get_int (row, self->difference)),
    .batch = (char *) till_row_get_text (row, self->batch),
    .words = (char *) till_row_get_text (row, self->words),
    .explanation = (char *) till_row_get_text (row, self->explanation),
  };

  return till_deposit_to_words (&deposit, has_reports (self));
}

static void
bind_state (GtkListItem *item, TillRow *row, gpointer user_data)
{
  TillDepositCells *self = user_data;
  GtkWidget        *text = gtk_list_item_get_child (item);
  gboolean          part = is_part (self, item);
  TillDepositState  state = part ? TILL_DEPOSIT_STATE_DEPOSITED : get_state (self, row);
  g_autofree char  *words = part && is_line (self, row) ? NULL
                            : part                      ? item_words (self, row)
                                                        : deposit_words (self, row);

  gtk_inscription_set_text (GTK_INSCRIPTION (text), words);
  set_style (text, "has-difference",
             state == TILL_DEPOSIT_STATE_DIFFERENCE || state == TILL_DEPOSIT_STATE_OVERDUE);
}

/* ── Checked ── */

static GtkWidget *
setup_checked (GtkListItem *item, gpointer user_data)
{
  GtkWidget *ticks = till_deposit_ticks_new ();

  gtk_widget_set_halign (ticks, GTK_ALIGN_START);

  return ticks;
}

static void
bind_checked (GtkListItem *item, TillRow *row, gpointer user_data)
{
  TillDepositCells *self = user_data;
  const char       *letters = till_row_get_text (row, self->checked);
  g_autofree char  *words =
    is_part (self, item)
       ? till_deposit_checks_item_to_words (letters)
       : till_deposit_checks_to_words (letters, get_state (self, row),
                                       (guint) till_row_get_int (row, self->n_items),
                                       (guint) till_row_get_int (row, self->n_unposted));

  till_deposit_ticks_show (TILL_DEPOSIT_TICKS (gtk_list_item_get_child (item)), letters, words);
}

/* ── Actions ── */

static void
menu_pressed_cb (GtkButton *button, TillDepositCells *self)
{
  GtkListItem    *item = g_object_get_data (G_OBJECT (button), "item");
  TillTable      *shown = TILL_TABLE (till_table_view_get_outline (self->view));
  guint           position = gtk_list_item_get_position (item);
  graphene_rect_t bounds;

  if (position < till_table_get_n_rows (shown) &&
      gtk_widget_compute_bounds (GTK_WIDGET (button), GTK_WIDGET (self->view), &bounds))
    g_signal_emit_by_name (self->view, "row-menu", till_table_get_id (shown, position),
                           &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                            (int) bounds.size.width, (int) bounds.size.height });
}

static GtkWidget *
setup_actions (GtkListItem *item, gpointer user_data)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("view-more-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "cell-button");
  gtk_widget_add_css_class (button, "row-actions");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "item", item);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Actions"), -1);
  g_signal_connect (button, "clicked", G_CALLBACK (menu_pressed_cb), user_data);

  return till_table_cells_wrap_button (button);
}

/* Of the lines only the difference has something to be done with. */
static void
bind_actions (GtkListItem *item, TillRow *row, gpointer user_data)
{
  TillDepositCells *self = user_data;
  gboolean          can = !is_part (self, item) || !is_line (self, row) ||
                 g_str_equal (get_text (row, self->kind), TILL_DEPOSIT_LINE_DIFFERENCE);

  gtk_widget_set_visible (till_table_cells_get_button (item), can);
}

/* ── Rows ── */

static const char *
style_row (TillRow *row, gpointer user_data)
{
  TillDepositCells *self = user_data;
  const char       *kind = get_text (row, self->kind);
  const char       *state = get_text (row, self->state);

  if (*state == '\0')
    return g_str_equal (kind, TILL_DEPOSIT_LINE_SUM)          ? "part-sum"
           : g_str_equal (kind, TILL_DEPOSIT_LINE_DIFFERENCE) ? "part-difference"
           : g_str_equal (kind, TILL_DEPOSIT_LINE_WHY)        ? "part-why"
                                                              : "part-line";
  if (g_str_equal (kind, "payment") || g_str_equal (kind, "refund") || g_str_equal (kind, "void"))
    return "part-item";
  if (g_str_equal (state, "expected") || g_str_equal (state, "unchecked") ||
      g_str_equal (state, "withdrawn"))
    return "not-there";

  return NULL;
}

static guint
find_column (TillTable *table, const char *id)
{
  int column = till_table_find_column (table, id);

  g_assert (column >= 0);

  return (guint) column;
}

TillDepositCells *
till_deposit_cells_new (TillPractice *practice, TillTable *deposits, TillTableView *view)
{
  TillDepositCells *self = g_new0 (TillDepositCells, 1);

  self->practice = practice;
  self->deposits = deposits;
  self->view = view;
  self->date = find_column (deposits, "date");
  self->terminal = find_column (deposits, "terminal");
  self->state = find_column (deposits, "state");
  self->checked = find_column (deposits, "checked");
  self->kind = find_column (deposits, "kind");
  self->batch = find_column (deposits, "batch");
  self->reason = find_column (deposits, "reason");
  self->difference = find_column (deposits, "difference");
  self->explanation = find_column (deposits, "explanation");
  self->words = find_column (deposits, "words");
  self->n_items = find_column (deposits, "items");
  self->n_unposted = find_column (deposits, "unposted");
  till_table_view_set_cell (view, "date", setup_date, bind_date, self);
  till_table_view_set_cell (view, "state", setup_state, bind_state, self);
  till_table_view_set_cell (view, "checked", setup_checked, bind_checked, self);
  till_table_view_add_cell (view, NULL, _ ("Actions"), setup_actions, bind_actions, self);
  till_table_view_set_row_style (view, style_row, self);

  return self;
}

void
till_deposit_cells_free (TillDepositCells *self)
{
  g_free (self);
}
