/* till-plan-schedule.c: the installments of a payment plan, each with what was tried
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ten years of weeks are 520 of them: rows are made for those that are seen.
 */
#include "ui/plans/till-plan-schedule.h"

#include <glib/gi18n-lib.h>

#include "rules/till-plan-deeds.h"
#include "ui/plans/till-plan-words.h"

/* ── One of them ─────────────────────────────────────────────────────────────────────────────── */

#define TILL_TYPE_PLAN_LINE (till_plan_line_get_type ())
G_DECLARE_FINAL_TYPE (TillPlanLine, till_plan_line, TILL, PLAN_LINE, GObject)

struct _TillPlanLine
{
  GObject              parent_instance;
  const TillWholePart *part; /* of the plan that is shown */
};

G_DEFINE_FINAL_TYPE (TillPlanLine, till_plan_line, G_TYPE_OBJECT)

static void
till_plan_line_class_init (TillPlanLineClass *klass)
{
}

static void
till_plan_line_init (TillPlanLine *self)
{
}

/* ── The list ────────────────────────────────────────────────────────────────────────────────── */

struct _TillPlanSchedule
{
  AdwBin parent_instance;

  /* Owned */
  GListStore *lines;

  TillDay    today;
  GTimeZone *zone; /* the practice's, owned */

  const TillWholePlan *plan; /* borrowed */

  /* Children */
  GtkStack      *stack;
  AdwStatusPage *empty;
};

G_DEFINE_FINAL_TYPE (TillPlanSchedule, till_plan_schedule, ADW_TYPE_BIN)

/* What a row is made of. */
typedef struct
{
  GtkLabel      *title;
  GtkLabel      *day;
  GtkLabel      *amount;
  GtkLabel      *state;
  GtkBox        *tries;
  GtkWidget     *open;
  GtkMenuButton *menu;
} Row;

static GtkLabel *
add_label (GtkBox *box, float xalign, int n_chars, const char *css)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_width_chars (GTK_LABEL (label), n_chars);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  gtk_box_append (box, label);

  return GTK_LABEL (label);
}

static void
wrap (GtkLabel *label)
{
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (GTK_WIDGET (label), TRUE);
}

static void
add_buttons (GtkBox *box, Row *row)
{
  row->open = gtk_button_new_from_icon_name ("go-next-symbolic");
  gtk_widget_set_tooltip_text (row->open, _ ("Show the Payment"));
  gtk_widget_add_css_class (row->open, "flat");
  gtk_widget_set_valign (row->open, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->open), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show the Payment"), -1);
  gtk_box_append (box, row->open);

  row->menu = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (row->menu, "view-more-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (row->menu), "flat");
  gtk_widget_set_valign (GTK_WIDGET (row->menu), GTK_ALIGN_START);
  gtk_box_append (box, GTK_WIDGET (row->menu));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, TillPlanSchedule *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  GtkBox *middle = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  GtkBox *top = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  Row    *row = g_new0 (Row, 1);

  row->title = add_label (top, 0, 14, NULL);
  row->day = add_label (top, 0, 11, "numeric");
  row->amount = add_label (top, 1, 10, "numeric");
  row->state = add_label (top, 0, 10, NULL);
  wrap (row->state);
  row->tries = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (middle, GTK_WIDGET (top));
  gtk_box_append (middle, GTK_WIDGET (row->tries));
  gtk_widget_set_hexpand (GTK_WIDGET (middle), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (middle), GTK_ALIGN_CENTER);
  gtk_box_append (box, GTK_WIDGET (middle));
  add_buttons (box, row);
  gtk_widget_add_css_class (GTK_WIDGET (box), "plan-line");

  g_object_set_data_full (G_OBJECT (item), "row", row, g_free);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, GTK_WIDGET (box));
}

static void
add_tries (Row *row, const TillWholePart *part)
{
  for (guint i = 0; i < part->tries->len; i++)
    {
      g_autofree char *words =
        till_told_try_dup_words (part->tries->pdata[i], part->installment->amount);
      GtkLabel *label = add_label (row->tries, 0, -1, "caption");

      gtk_widget_add_css_class (GTK_WIDGET (label), "dim-label");
      wrap (label);
      gtk_label_set_text (label, words);
    }
}

/* The payment; or what became of the last try. */
static gint64
find_transaction (const TillWholePart *part)
{
  if (part->installment->transaction_id != 0)
    return part->installment->transaction_id;

  for (guint i = part->tries->len; i > 0; i--)
    {
      const TillToldTry *told = part->tries->pdata[i - 1];

      if (told->transaction_id != 0)
        return told->transaction_id;
    }

  return 0;
}

static void
append_deed (GMenu *menu, const char *label, const char *action, const TillInstallment *one)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "(xx)", one->plan_id, one->id);
  g_menu_append_item (menu, item);
}

/* What may not be done is not there. */
static GMenuModel *
new_menu (TillPlanSchedule *self, const TillWholePart *part)
{
  const TillInstallment *one = part->installment;
  const TillPlan        *plan = self->plan->plan;
  const GPtrArray       *all = self->plan->installments;
  GMenu                 *menu = g_menu_new ();

  if (!till_installment_is_payable (one))
    return G_MENU_MODEL (menu);

  if (till_plan_why_not (TILL_PLAN_DEED_CHARGE, plan, all) == NULL)
    append_deed (menu, _ ("_Pay Now…"), "practice.pay-installment", one);
  if (till_plan_why_not (TILL_PLAN_DEED_PAID_APART, plan, all) == NULL)
    append_deed (menu, _ ("Paid _Another Way…"), "practice.installment-paid", one);
  if (till_plan_why_not (TILL_PLAN_DEED_SKIP, plan, all) == NULL)
    append_deed (menu, _ ("_Skip…"), "practice.skip-installment", one);

  return G_MENU_MODEL (menu);
}

static void
show_menu (TillPlanSchedule *self, Row *row, const TillWholePart *part, const char *title)
{
  g_autoptr (GMenuModel) menu = new_menu (self, part);
  gboolean               is_empty = g_menu_model_get_n_items (menu) == 0;
  g_autofree char *label = is_empty ? g_strdup_printf (_ ("Nothing can be done with %s now"), title)
                                    : g_strdup_printf (_ ("Actions for %s"), title);

  gtk_menu_button_set_menu_model (row->menu, is_empty ? NULL : menu);
  gtk_widget_set_sensitive (GTK_WIDGET (row->menu), !is_empty);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row->menu), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

static void
show_state (TillPlanSchedule *self, Row *row, const TillWholePart *part)
{
  static const char *const looks[] = { "success", "error", "warning", "accent", "dim-label", NULL };
  const char              *look = till_whole_part_get_class (part, self->today);
  g_autofree char         *words = till_whole_part_dup_state (part, self->today, self->zone);

  for (guint i = 0; looks[i] != NULL; i++)
    gtk_widget_remove_css_class (GTK_WIDGET (row->state), looks[i]);
  if (look != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (row->state), look);
  gtk_label_set_text (row->state, words);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, TillPlanSchedule *self)
{
  const TillWholePart *part = TILL_PLAN_LINE (gtk_list_item_get_item (item))->part;
  Row                 *row = g_object_get_data (G_OBJECT (item), "row");
  g_autofree char     *title = till_installment_dup_title (part->installment);
  g_autofree char     *day = till_day_format (part->installment->due);
  g_autofree char     *amount = till_money_format (part->installment->amount);
  gint64               transaction = find_transaction (part);

  gtk_label_set_text (row->title, title);
  gtk_label_set_text (row->day, day);
  gtk_label_set_text (row->amount, amount);
  show_state (self, row, part);
  add_tries (row, part);
  show_menu (self, row, part, title);
  /* Its place is kept, so that all rows are alike. */
  gtk_widget_set_opacity (row->open, transaction != 0 ? 1 : 0);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row->open), "x", transaction);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row->open),
                                  transaction != 0 ? "win.show-transaction" : NULL);
  gtk_widget_set_sensitive (row->open, transaction != 0);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, TillPlanSchedule *self)
{
  Row       *row = g_object_get_data (G_OBJECT (item), "row");
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (row->tries))) != NULL)
    gtk_box_remove (row->tries, child);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_plan_schedule_dispose (GObject *object)
{
  TillPlanSchedule *self = TILL_PLAN_SCHEDULE (object);

  if (self->lines != NULL)
    g_list_store_remove_all (self->lines);
  g_clear_object (&self->lines);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (till_plan_schedule_parent_class)->dispose (object);
}

static void
till_plan_schedule_class_init (TillPlanScheduleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_plan_schedule_dispose;
}

static void
till_plan_schedule_init (TillPlanSchedule *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSelectionModel  *model;
  GtkWidget          *view;
  GtkWidget          *scroller = gtk_scrolled_window_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  self->lines = g_list_store_new (TILL_TYPE_PLAN_LINE);
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->lines))));
  view = gtk_list_view_new (model, factory);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (view), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Installments"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);

  self->empty = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->empty, "x-office-calendar-symbolic");
  adw_status_page_set_title (self->empty, _ ("Not Authorized Yet"));
  adw_status_page_set_description (
    self->empty, _ ("Once the plan is authorized, its installments are listed here. What was "
                    "offered is under Terms."));
  gtk_widget_add_css_class (GTK_WIDGET (self->empty), "compact");

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, scroller, "list");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->empty), "empty");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

/* Others are in its place, and nothing was ever tried of it: the terms that had it tell of it. */
static gboolean
is_replaced (const TillWholePart *part)
{
  return part->installment->state == TILL_INSTALLMENT_SKIPPED && part->tries->len == 0 &&
         g_strcmp0 (part->installment->why, "new-terms") == 0;
}

void
till_plan_schedule_show (TillPlanSchedule *self, TillPractice *practice, const TillWholePlan *plan)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (TILL_IS_PLAN_SCHEDULE (self));

  self->plan = plan;
  self->today = till_practice_get_today (practice);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = g_time_zone_ref (till_practice_get_zone (practice));
  for (guint i = 0; i < plan->parts->len; i++)
    {
      TillPlanLine *line;

      if (is_replaced (plan->parts->pdata[i]))
        continue;
      line = g_object_new (TILL_TYPE_PLAN_LINE, NULL);
      line->part = plan->parts->pdata[i];
      g_ptr_array_add (lines, line);
    }
  g_list_store_splice (self->lines, 0, g_list_model_get_n_items (G_LIST_MODEL (self->lines)),
                       lines->pdata, lines->len);
  gtk_stack_set_visible_child_name (self->stack, lines->len > 0 ? "list" : "empty");
}
