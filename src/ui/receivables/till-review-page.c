/* till-review-page.c: who of those selected can be asked for money, who not and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/receivables/till-review-page.h"

#include <glib/gi18n-lib.h>

#include "core/till-number.h"
#include "flow/till-bulk-request.h"
#include "flow/till-export.h"
#include "flow/till-practice-requests.h"
#include "ui/receivables/till-guarantor-words.h"
#include "ui/widgets/till-table-export.h"
#include "ui/widgets/till-table-menu.h"
#include "ui/widgets/till-table-totals.h"
#include "ui/widgets/till-table-view.h"

/* What the list at the side offers to see: these, then a part for each reason. */
enum
{
  EVERYONE,
  CAN,
  CANT,
  FIRST_REASON,
  N_PARTS = FIRST_REASON + TILL_N_WHY_NOT,
};

struct _TillReviewPage
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice       *practice;
  TillTable          *review;
  TillTableSelection *rows;
  GVariant           *guarantors; /* "ax": all that are judged */

  gboolean showing; /* what is pressed is not meant */

  /* Template children */
  GtkButton       *back;
  GtkWidget       *send;
  GtkLabel        *sentence;
  GtkToggleButton *by_text;
  GtkToggleButton *by_email;
  GtkToggleButton *by_letter;
  GtkListBox      *parts;
  TillTableExport *export;
  TillTableView   *table;
  TillTableTotals *totals;

  /* Other children */
  GtkListBoxRow *part_rows[N_PARTS];
  GtkLabel      *names[N_PARTS];
  GtkLabel      *counts[N_PARTS];
  GtkPopover    *menu; /* one for the whole list */
};

G_DEFINE_FINAL_TYPE (TillReviewPage, till_review_page, ADW_TYPE_BIN)

enum
{
  BACK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ── Totals ── */

static const TillTableTotal totals[] = {
  { "portion", N_ ("Patient portion") },
  { NULL, NULL },
};

static const TillTotalsKind totals_kind = { till_guarantors_to_words,
                                            till_guarantors_selected_to_words, totals };

/* ── What it comes to ── */

static char *
dup_sentence (const TillRequestTally *tally)
{
  g_autofree char *all = till_number_format (tally->n_judged);
  g_autofree char *can = till_number_format (tally->n_asked);
  g_autofree char *cant = till_number_format (tally->n_judged - tally->n_asked);
  g_autofree char *money = till_money_format (tally->asked);

  if (tally->n_judged == 0)
    return g_strdup (_ ("None of them is there any more."));
  if (tally->n_asked == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s selected, who can’t be asked.",
                                         "None of the %s selected can be asked.", tally->n_judged),
                            all);
  if (tally->n_asked == tally->n_judged)
    return g_strdup_printf (
      /* Translators: how many, and what they would be asked for */
      g_dngettext (GETTEXT_PACKAGE, "%s selected, who can be asked for %s.",
                   "Everyone selected can be asked: %s, for %s.", tally->n_judged),
      all, money);

  /* Translators: how many, of how many, the amount, and how many are left */
  return g_strdup_printf (_ ("%s of %s can be asked for %s. %s can’t."), can, all, money, cant);
}

static guint
count_part (const TillRequestTally *tally, guint part)
{
  switch (part)
    {
    case EVERYONE:
      return tally->n_judged;
    case CAN:
      return tally->n_asked;
    case CANT:
      return tally->n_judged - tally->n_asked;
    default:
      return tally->n_stopped[part - FIRST_REASON];
    }
}

static const char *
name_part (TillReviewPage *self, guint part)
{
  switch (part)
    {
    case EVERYONE:
      return _ ("Everyone selected");
    case CAN:
      return _ ("Can be asked");
    case CANT:
      return _ ("Can’t be asked");
    default:
      return till_why_not_to_title ((TillWhyNot) (1u << (part - FIRST_REASON)),
                                    till_practice_get_review_channel (self->practice));
    }
}

/* Nobody presses what has nobody; what is shown stays to be seen when the last one leaves it. */
static void
show_part (TillReviewPage *self, guint part, guint n)
{
  const char      *name = name_part (self, part);
  g_autofree char *number = till_number_format (n);
  g_autofree char *both = g_strdup_printf ("%s: %s", name, number);
  gboolean         chosen = gtk_list_box_row_is_selected (self->part_rows[part]);

  gtk_label_set_text (self->names[part], name);
  gtk_label_set_text (self->counts[part], number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->part_rows[part]),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, both, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->part_rows[part]),
                          part < FIRST_REASON || n > 0 || chosen);
  gtk_widget_set_sensitive (GTK_WIDGET (self->part_rows[part]), n > 0 || chosen);
}

static const char *
get_send_problem (TillReviewPage *self, const TillRequestTally *tally)
{
  TillChannel channel = till_practice_get_review_channel (self->practice);
  const char *problem;

  if (channel == TILL_CHANNEL_PAPER)
    return _ ("Requests are sent by text message or e-mail. Who gets a letter gets a statement: "
              "print it in Accounts Receivable.");

  problem = till_practice_get_bulk_problem (
    self->practice, channel == TILL_CHANNEL_TEXT ? TILL_BULK_BY_TEXT : TILL_BULK_BY_EMAIL);
  if (problem == NULL && tally->n_asked == 0)
    return _ ("None of them can be asked like that. The list at the side says why.");

  return problem;
}

static void
show_tally (TillReviewPage *self)
{
  const TillRequestTally *tally = till_practice_get_review_tally (self->practice);
  g_autofree char        *sentence = dup_sentence (tally);
  const char             *problem = get_send_problem (self, tally);

  gtk_label_set_text (self->sentence, sentence);
  gtk_widget_set_sensitive (self->send, problem == NULL);
  gtk_widget_set_tooltip_text (self->send, problem);
  for (guint i = 0; i < N_PARTS; i++)
    show_part (self, i, count_part (tally, i));
  gtk_list_box_invalidate_headers (self->parts);
}

/* What was there is said until there is something else. */
static void
state_cb (TillReviewPage *self)
{
  switch (till_table_get_state (self->review))
    {
    case TILL_TABLE_READY:
      show_tally (self);
      break;

    case TILL_TABLE_FAILED:
      gtk_label_set_text (self->sentence, _ ("It could not be checked who can be asked."));
      break;

    case TILL_TABLE_LOADING:
    default:
      break;
    }
}

/* ── The parts ── */

static void
part_cb (TillReviewPage *self, GtkListBoxRow *row)
{
  g_autoptr (TillFilter) filter = till_filter_new ();
  guint                  part;

  if (self->showing || row == NULL)
    return;

  part = (guint) gtk_list_box_row_get_index (row);
  if (part == CAN || part == CANT)
    till_filter_set (filter, TILL_ASKED_COLUMN, TILL_OP_IS,
                     (const char *const[]){ part == CAN ? TILL_ASKED_YES : TILL_ASKED_NO, NULL });
  else if (part >= FIRST_REASON)
    till_filter_set (filter, TILL_WHY_NOT_COLUMN, TILL_OP_IS,
                     (const char *const[]){
                       till_why_not_to_text ((TillWhyNot) (1u << (part - FIRST_REASON))), NULL });
  till_table_set_filter (self->review, filter);
}

/* All of them are asked for where a part has nobody. */
static void
filter_cb (TillReviewPage *self)
{
  if (!till_filter_is_empty (till_table_get_filter (self->review)))
    return;

  self->showing = TRUE;
  gtk_list_box_select_row (self->parts, self->part_rows[EVERYONE]);
  self->showing = FALSE;
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  gboolean first = gtk_list_box_row_get_index (row) >= FIRST_REASON && before != NULL &&
                   gtk_list_box_row_get_index (before) < FIRST_REASON;
  GtkWidget *title;

  if (first == (gtk_list_box_row_get_header (row) != NULL))
    return;
  if (!first)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  title = gtk_label_new (_ ("Why not"));
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (title, "review-title");
  gtk_list_box_row_set_header (row, title);
}

static void
add_part (TillReviewPage *self, guint part)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));

  self->names[part] = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->names[part], TRUE);
  gtk_label_set_wrap_mode (self->names[part], PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->names[part], 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->names[part]), TRUE);
  self->counts[part] = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->counts[part]), "numeric");
  gtk_box_append (box, GTK_WIDGET (self->names[part]));
  gtk_box_append (box, GTK_WIDGET (self->counts[part]));
  gtk_widget_set_margin_top (GTK_WIDGET (box), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (box), 6);

  self->part_rows[part] = GTK_LIST_BOX_ROW (gtk_list_box_row_new ());
  gtk_list_box_row_set_child (self->part_rows[part], GTK_WIDGET (box));
  gtk_widget_set_visible (GTK_WIDGET (self->part_rows[part]), part < FIRST_REASON);
  gtk_list_box_append (self->parts, GTK_WIDGET (self->part_rows[part]));
}

/* ── What is pressed ── */

static void
channel_cb (TillReviewPage *self, GtkToggleButton *button)
{
  if (self->showing || !gtk_toggle_button_get_active (button))
    return;

  till_practice_set_review_channel (self->practice, button == self->by_text ? TILL_CHANNEL_TEXT
                                                    : button == self->by_email
                                                      ? TILL_CHANNEL_EMAIL
                                                      : TILL_CHANNEL_PAPER);
}

static void
send_cb (TillReviewPage *self)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "practice.bulk-request", self->guarantors);
}

static void
back_cb (TillReviewPage *self)
{
  g_signal_emit (self, signals[BACK], 0);
}

static void
go_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  back_cb (TILL_REVIEW_PAGE (widget));
}

static void
snooze (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action_variant (
    widget, "practice.snooze", till_table_selection_list_ids (TILL_REVIEW_PAGE (widget)->rows));
}

static void
end_snooze (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action_variant (
    widget, "practice.end-snooze", till_table_selection_list_ids (TILL_REVIEW_PAGE (widget)->rows));
}

static void
selected_cb (TillReviewPage *self)
{
  gboolean any = till_table_selection_get_n_selected (self->rows) > 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.snooze", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.end-snooze", any);
}

static void
row_menu_cb (TillTableView *table, gint64 id, GdkRectangle *at, TillReviewPage *self)
{
  g_autoptr (GMenu) deeds = g_menu_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  till_table_menu_append (menu, _ ("_Open Patient"), "win.show-patient", id);
  g_menu_append (deeds, _ ("_Snooze…"), "review.snooze");
  g_menu_append (deeds, _ ("_End Snooze"), "review.end-snooze");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (deeds));
  till_table_menu_popup (self->menu, G_MENU_MODEL (menu), at, GTK_ALIGN_START);
}

static void
row_activated_cb (TillTableView *table, gint64 id, TillReviewPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-patient", "x", id);
}

static void
add_menu (TillReviewPage *self)
{
  self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (NULL));
  gtk_popover_set_has_arrow (self->menu, FALSE);
  /* GTK gives the focus back to a button only. */
  g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (till_review_page_focus), self);
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self->table));
  g_signal_connect (self->table, "row-menu", G_CALLBACK (row_menu_cb), self);
  g_signal_connect (self->table, "row-activated", G_CALLBACK (row_activated_cb), self);
}

/* ── The object ── */

static void
till_review_page_dispose (GObject *object)
{
  TillReviewPage *self = TILL_REVIEW_PAGE (object);

  if (self->rows != NULL)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  if (self->review != NULL)
    g_signal_handlers_disconnect_by_data (self->review, self);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->guarantors, g_variant_unref);
  g_clear_pointer ((GtkWidget **) &self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (object), TILL_TYPE_REVIEW_PAGE);
  g_clear_object (&self->review);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_review_page_parent_class)->dispose (object);
}

static void
till_review_page_class_init (TillReviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_review_page_dispose;

  g_type_ensure (TILL_TYPE_TABLE_EXPORT);
  g_type_ensure (TILL_TYPE_TABLE_TOTALS);
  g_type_ensure (TILL_TYPE_TABLE_VIEW);
  signals[BACK] = g_signal_new ("back", TILL_TYPE_REVIEW_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "review.back", NULL, go_back);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "review.back",
                                       NULL);
  gtk_widget_class_install_action (widget_class, "review.snooze", NULL, snooze);
  gtk_widget_class_install_action (widget_class, "review.end-snooze", NULL, end_snooze);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/receivables/till-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TillReviewPage, back);
  gtk_widget_class_bind_template_child (widget_class, TillReviewPage, send);
  gtk_widget_class_bind_template_child (widget_class, TillReviewPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, TillReviewPage, by_text);
  gtk_widget_class_bind_template_child (widget_class, TillReviewPage, by_email);
  gtk_widget_class_bind_template_child (widget_class, TillReviewPage, by_letter);
  gtk_widget_class_bind_template_child (widget_class, TillReviewPage, parts);
  gtk_widget_class_bind_template_child (widget_class, TillReviewPage, export);
  gtk_widget_class_bind_template_child (widget_class, TillReviewPage, table);
  gtk_widget_class_bind_template_child (widget_class, TillReviewPage, totals);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, channel_cb);
  gtk_widget_class_bind_template_callback (widget_class, part_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
}

static void
till_review_page_init (TillReviewPage *self)
{
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_text (self->sentence, _ ("Checking…"));
  gtk_list_box_set_header_func (self->parts, header_cb, NULL, NULL);
  for (guint i = 0; i < N_PARTS; i++)
    add_part (self, i);
  gtk_list_box_select_row (self->parts, self->part_rows[EVERYONE]);
  self->showing = FALSE;
}

GtkWidget *
till_review_page_new (TillPractice *practice, const gint64 *guarantors, gsize n)
{
  TillReviewPage *self = g_object_new (TILL_TYPE_REVIEW_PAGE, NULL);

  self->practice = g_object_ref (practice);
  self->guarantors = g_variant_ref_sink (
    g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, guarantors, n, sizeof *guarantors));
  self->review =
    g_object_ref (till_practice_begin_review (practice, guarantors, n, TILL_CHANNEL_TEXT));
  till_table_view_set_empty_words (self->table, _ ("Nobody"),
                                   _ ("None of those selected is there any more."));
  till_table_view_set_table (self->table, self->review, till_practice_get_zone (practice),
                             _ ("Who can be asked"));
  self->rows = g_object_ref (till_table_view_get_selection (self->table));
  g_signal_connect_swapped (self->rows, "selection-changed", G_CALLBACK (selected_cb), self);
  selected_cb (self);
  till_table_export_set_table (self->export, TILL_LIST_REVIEW, self->review, self->table);
  till_table_totals_set_table (self->totals, &totals_kind, self->review, self->rows);
  add_menu (self);
  g_signal_connect_swapped (self->review, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (self->review, "notify::filter", G_CALLBACK (filter_cb), self);

  return GTK_WIDGET (self);
}

void
till_review_page_focus (TillReviewPage *self)
{
  g_return_if_fail (TILL_IS_REVIEW_PAGE (self));

  till_table_view_focus (self->table);
}
