/* till-receipt-popover.c: the confirmation of a transaction: its facts and its receipt
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/transactions/till-receipt-popover.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "document/till-receipt.h"
#include "flow/till-practice-mail.h"
#include "ui/widgets/till-entry-guard.h"

/* How long the pointer may be between the cell and the popover. */
#define LEAVE_MS 300

struct _TillReceiptPopover
{
  GtkPopover parent_instance;

  /* Owned */
  TillPractice *practice;
  gint64        id;
  guint         hide_source;
  gboolean      pressed;

  /* Children */
  GtkLabel  *title;
  GtkGrid   *facts;
  GtkWidget *send;
  GtkStack  *stack;
  GtkEntry  *address;
  GtkLabel  *problem;
};

G_DEFINE_FINAL_TYPE (TillReceiptPopover, till_receipt_popover, GTK_TYPE_POPOVER)

static void
add_fact (TillReceiptPopover *self, int *row, const char *name, const char *value)
{
  GtkWidget *left;
  GtkWidget *right;

  if (value == NULL || *value == '\0')
    return;
  left = gtk_label_new (name);
  right = gtk_label_new (value);
  gtk_label_set_xalign (GTK_LABEL (left), 0);
  gtk_label_set_xalign (GTK_LABEL (right), 0);
  gtk_label_set_selectable (GTK_LABEL (right), TRUE);
  gtk_widget_set_focusable (right, FALSE);
  gtk_label_set_wrap (GTK_LABEL (right), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (right), 32);
  gtk_widget_add_css_class (left, "dim-label");
  gtk_grid_attach (self->facts, left, 0, *row, 1, 1);
  gtk_grid_attach (self->facts, right, 1, *row, 1, 1);
  (*row)++;
}

static void
fill_facts (TillReceiptPopover *self, const TillTransaction *transaction)
{
  GTimeZone       *zone = till_practice_get_zone (self->practice);
  g_autofree char *amount = till_money_format (transaction->amount);
  g_autofree char *time = till_instant_format (transaction->happened_at, zone);
  g_autofree char *card = NULL;
  GtkWidget       *child;
  int              row = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_grid_remove (self->facts, child);

  if (transaction->card.last_four != NULL)
    card =
      g_strdup_printf ("%s •••• %s", transaction->card.brand != NULL ? transaction->card.brand : "",
                       transaction->card.last_four);
  add_fact (self, &row, _ ("Amount"), amount);
  add_fact (self, &row, _ ("Receipt"), transaction->receipt_number);
  add_fact (self, &row, _ ("Transaction"), transaction->processor_id);
  add_fact (self, &row, _ ("Card"), card);
  add_fact (self, &row, _ ("Authorization"), transaction->authorization);
  add_fact (self, &row, _ ("Check number"), transaction->check_number);
  add_fact (self, &row, _ ("Time"), time);
  add_fact (self, &row, _ ("Taken by"),
            g_strcmp0 (transaction->mark, TILL_MARK_ELSEWHERE) == 0 ? _ ("Elsewhere, not with Till")
                                                                    : transaction->entered_by);
  add_fact (self, &row, _ ("Remark"), till_mark_to_words (transaction->mark));
  add_fact (self, &row, _ ("Reason"), transaction->reason);
  add_fact (self, &row, _ ("Note"), transaction->note);
}

static gboolean
hide_cb (gpointer user_data)
{
  TillReceiptPopover *self = user_data;

  self->hide_source = 0;
  if (!self->pressed)
    gtk_popover_popdown (GTK_POPOVER (self));

  return G_SOURCE_REMOVE;
}

static void
stay (TillReceiptPopover *self)
{
  g_clear_handle_id (&self->hide_source, g_source_remove);
}

static void
receipt_cb (GtkButton *button, TillReceiptPopover *self)
{
  const char *action = g_object_get_data (G_OBJECT (button), "action");

  gtk_widget_activate_action (GTK_WIDGET (self), action, "x", self->id);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
ask_address_cb (GtkButton *button, TillReceiptPopover *self)
{
  self->pressed = TRUE;
  gtk_stack_set_visible_child_name (self->stack, "address");
  gtk_widget_grab_focus (GTK_WIDGET (self->address));
}

static void
show_problem (TillReceiptPopover *self, const char *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
  if (words != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->address), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->address), "error");
  if (words != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->address),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->address),
                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
typed_cb (TillReceiptPopover *self)
{
  show_problem (self, NULL);
}

static void
confirm_cb (TillReceiptPopover *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *address =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address))));

  if (!till_practice_check_address (self->practice, address, &error))
    {
      show_problem (self, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->address));
      return;
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "practice.send-receipt", "(xs)", self->id,
                              address);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
till_receipt_popover_dispose (GObject *object)
{
  TillReceiptPopover *self = TILL_RECEIPT_POPOVER (object);

  stay (self);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_receipt_popover_parent_class)->dispose (object);
}

static void
till_receipt_popover_class_init (TillReceiptPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_receipt_popover_dispose;
}

static GtkWidget *
add_button (TillReceiptPopover *self, GtkBox *box, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  if (action != NULL)
    {
      g_object_set_data (G_OBJECT (button), "action", (gpointer) action);
      g_signal_connect (button, "clicked", G_CALLBACK (receipt_cb), self);
    }
  gtk_box_append (box, button);

  return button;
}

static GtkWidget *
new_buttons (TillReceiptPopover *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));

  gtk_box_set_homogeneous (box, TRUE);
  self->send = add_button (self, box, _ ("_Send Copy"), NULL);
  g_signal_connect (self->send, "clicked", G_CALLBACK (ask_address_cb), self);
  add_button (self, box, _ ("Download _PDF"), "practice.download-receipt");
  add_button (self, box, _ ("P_rint"), "practice.print-receipt");

  return GTK_WIDGET (box);
}

static GtkWidget *
new_address (TillReceiptPopover *self)
{
  GtkBox    *page = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  GtkBox    *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  GtkWidget *confirm;

  self->address = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_placeholder_text (self->address, _ ("E-mail address"));
  gtk_entry_set_input_purpose (self->address, GTK_INPUT_PURPOSE_EMAIL);
  gtk_widget_set_hexpand (GTK_WIDGET (self->address), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->address), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("E-mail address"), -1);
  till_entry_guard (GTK_WIDGET (self->address));
  g_signal_connect_swapped (self->address, "activate", G_CALLBACK (confirm_cb), self);
  gtk_box_append (box, GTK_WIDGET (self->address));
  confirm = add_button (self, box, _ ("_Confirm"), NULL);
  gtk_widget_add_css_class (confirm, "suggested-action");
  g_signal_connect_swapped (confirm, "clicked", G_CALLBACK (confirm_cb), self);
  gtk_box_append (page, GTK_WIDGET (box));

  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_label_set_wrap_mode (self->problem, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (self->problem, 40);
  gtk_label_set_xalign (self->problem, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "caption");
  gtk_box_append (page, GTK_WIDGET (self->problem));
  show_problem (self, NULL);
  g_signal_connect_swapped (self->address, "changed", G_CALLBACK (typed_cb), self);

  return GTK_WIDGET (page);
}

static void
till_receipt_popover_init (TillReceiptPopover *self)
{
  GtkBox             *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  self->facts = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->facts, 12);
  gtk_grid_set_row_spacing (self->facts, 4);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, new_buttons (self), "buttons");
  gtk_stack_add_named (self->stack, new_address (self), "address");
  gtk_box_append (box, GTK_WIDGET (self->title));
  gtk_box_append (box, GTK_WIDGET (self->facts));
  gtk_box_append (box, GTK_WIDGET (self->stack));
  gtk_widget_add_css_class (GTK_WIDGET (box), "receipt-popover");
  gtk_popover_set_child (GTK_POPOVER (self), GTK_WIDGET (box));
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (stay), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (till_receipt_popover_hide_soon), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

TillReceiptPopover *
till_receipt_popover_new (TillPractice *practice)
{
  TillReceiptPopover *self = g_object_new (TILL_TYPE_RECEIPT_POPOVER, NULL);

  self->practice = g_object_ref (practice);

  return self;
}

void
till_receipt_popover_show (TillReceiptPopover *self,
                           GtkWidget          *at,
                           gint64              transaction_id,
                           gboolean            pressed)
{
  g_autoptr (TillTransaction) transaction = NULL;
  graphene_rect_t             bounds;
  const char                 *mail_problem;

  g_return_if_fail (TILL_IS_RECEIPT_POPOVER (self));

  stay (self);
  if (gtk_widget_get_visible (GTK_WIDGET (self)) && self->id == transaction_id && !pressed)
    return;
  transaction = till_practice_get_transaction (self->practice, transaction_id, NULL);
  if (transaction == NULL)
    return;

  self->id = transaction_id;
  self->pressed = pressed;
  gtk_label_set_text (self->title, till_receipt_title (transaction));
  fill_facts (self, transaction);
  mail_problem = till_practice_get_mail_problem (self->practice);
  gtk_widget_set_sensitive (self->send, mail_problem == NULL);
  gtk_widget_set_tooltip_text (self->send, mail_problem);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->send), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  mail_problem != NULL ? mail_problem : "", -1);
  gtk_editable_set_text (GTK_EDITABLE (self->address), "");
  show_problem (self, NULL);
  gtk_stack_set_visible_child_name (self->stack, "buttons");

  /* The parent is the list, not the cell: cells come and go as it scrolls. */
  if (gtk_widget_compute_bounds (at, gtk_widget_get_parent (GTK_WIDGET (self)), &bounds))
    gtk_popover_set_pointing_to (
      GTK_POPOVER (self), &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                           (int) bounds.size.width, (int) bounds.size.height });
  gtk_popover_set_autohide (GTK_POPOVER (self), pressed);
  gtk_popover_popup (GTK_POPOVER (self));
}

void
till_receipt_popover_hide_soon (TillReceiptPopover *self)
{
  g_return_if_fail (TILL_IS_RECEIPT_POPOVER (self));

  stay (self);
  if (!self->pressed)
    self->hide_source = g_timeout_add (LEAVE_MS, hide_cb, self);
}
