/* till-collect-routes.c: the ways a payment can be taken, below the button that collects
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/collect/till-collect-routes.h"

#include <glib/gi18n-lib.h>

#include "flow/till-bulk-request.h"
#include "flow/till-request-payment.h"

static const TillMethod route_methods[] = {
  TILL_METHOD_TERMINAL,
  TILL_METHOD_VIRTUAL,
  TILL_METHOD_CARD_ON_FILE,
  TILL_METHOD_CASH,
};

static void
route_cb (GtkButton *button)
{
  const char *method = g_object_get_data (G_OBJECT (button), "method");
  GtkWidget  *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);

  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_activate_action (popover, "practice.collect", "s", method);
}

static const char *
route_title (TillMethod method)
{
  return method == TILL_METHOD_CASH ? _ ("Cash or Check") : till_method_to_words (method);
}

static GtkWidget *
new_button (const char *title, const char *problem)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
  if (problem != NULL)
    {
      GtkWidget *why = gtk_label_new (problem);

      gtk_label_set_xalign (GTK_LABEL (why), 0);
      gtk_label_set_wrap (GTK_LABEL (why), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (why), 36);
      gtk_widget_add_css_class (why, "caption");
      gtk_box_append (GTK_BOX (box), why);
      gtk_widget_set_tooltip_text (button, problem);
    }
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_sensitive (button, problem == NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);

  return button;
}

static GtkWidget *
new_route (TillPractice *practice, TillMethod method)
{
  const char *problem =
    till_method_is_card (method) ? till_practice_get_card_problem (practice) : NULL;
  GtkWidget *button = new_button (route_title (method), problem);

  g_object_set_data (G_OBJECT (button), "method",
                     (gpointer) till_enum_to_text (TILL_TYPE_METHOD, (int) method));
  g_signal_connect (button, "clicked", G_CALLBACK (route_cb), NULL);

  return button;
}

static void
request_cb (GtkButton *button)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);

  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_activate_action (popover, "practice.request", "x", (gint64) 0);
}

static void
plan_cb (GtkButton *button)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);

  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_activate_action (popover, "practice.new-plan", "x", (gint64) 0);
}

/* Whom, is chosen there. */
static void
bulk_cb (GtkButton *button)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);

  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_activate_action (popover, "win.show-tab", "s", "receivables");
}

void
till_collect_routes_fill (GtkBox *box, TillPractice *practice)
{
  GtkWidget *child;
  GtkWidget *request;
  GtkWidget *bulk;
  GtkWidget *plan;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  for (gsize i = 0; i < G_N_ELEMENTS (route_methods); i++)
    gtk_box_append (box, new_route (practice, route_methods[i]));
  request = new_button (_ ("Single Request"), till_practice_get_request_problem (practice));
  g_signal_connect (request, "clicked", G_CALLBACK (request_cb), NULL);
  gtk_box_append (box, request);
  bulk = new_button (_ ("Bulk Request"),
                     till_practice_get_bulk_problem (practice, TILL_BULK_AS_PREFERRED));
  g_signal_connect (bulk, "clicked", G_CALLBACK (bulk_cb), NULL);
  gtk_box_append (box, bulk);
  plan = new_button (_ ("New Plan"), NULL);
  g_signal_connect (plan, "clicked", G_CALLBACK (plan_cb), NULL);
  gtk_box_append (box, plan);
}
