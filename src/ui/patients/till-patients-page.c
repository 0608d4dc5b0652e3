/* till-patients-page.c: the list of patients
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/patients/till-patients-page.h"

#include <glib/gi18n-lib.h>

#include "core/till-number.h"
#include "flow/till-practice-patients.h"
#include "ui/widgets/till-table-bar.h"
#include "ui/widgets/till-table-menu.h"
#include "ui/widgets/till-table-totals.h"
#include "ui/widgets/till-table-view.h"

/* What its saved filters and its columns are kept by. */
#define TABLE_NAME "people"

struct _TillPatientsPage
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice *practice;

  /* Template children */
  TillTableBar    *bar;
  TillTableView   *table;
  TillTableTotals *totals;

  /* Other children */
  GtkPopover *menu; /* one for the whole list */
};

G_DEFINE_FINAL_TYPE (TillPatientsPage, till_patients_page, ADW_TYPE_BIN)

static char *
count_words (guint n_rows)
{
  g_autofree char *number = till_number_format (n_rows);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s patient", "%s patients", n_rows),
                          number);
}

static const TillTableTotal totals[] = { { NULL, NULL } };

static const TillTotalsKind totals_kind = { count_words, NULL, totals };

static void
open_patient (TillPatientsPage *self, gint64 id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-patient", "x", id);
}

static void
row_activated_cb (TillTableView *table, gint64 id, TillPatientsPage *self)
{
  open_patient (self, id);
}

static void
row_menu_cb (TillTableView *table, gint64 id, GdkRectangle *at, TillPatientsPage *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  till_table_menu_append (menu, _ ("_Open Patient"), "win.show-patient", id);
  till_table_menu_append (menu, _ ("_Edit Patient…"), "practice.edit-patient", id);
  till_table_menu_append (menu, _ ("Change _Guarantor…"), "practice.change-guarantor", id);
  till_table_menu_append (menu, _ ("_Merge with Another Record…"), "practice.merge-records", id);
  till_table_menu_popup (self->menu, G_MENU_MODEL (menu), at, GTK_ALIGN_START);
}

static void
add_menu (TillPatientsPage *self)
{
  self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (NULL));
  gtk_popover_set_has_arrow (self->menu, FALSE);
  /* GTK gives the focus back to a button only. */
  g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (till_patients_page_focus), self);
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self->table));
  g_signal_connect (self->table, "row-menu", G_CALLBACK (row_menu_cb), self);
}

static void
till_patients_page_dispose (GObject *object)
{
  TillPatientsPage *self = TILL_PATIENTS_PAGE (object);

  g_clear_pointer ((GtkWidget **) &self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (object), TILL_TYPE_PATIENTS_PAGE);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_patients_page_parent_class)->dispose (object);
}

static void
till_patients_page_class_init (TillPatientsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_patients_page_dispose;

  g_type_ensure (TILL_TYPE_TABLE_BAR);
  g_type_ensure (TILL_TYPE_TABLE_TOTALS);
  g_type_ensure (TILL_TYPE_TABLE_VIEW);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/patients/till-patients-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TillPatientsPage, bar);
  gtk_widget_class_bind_template_child (widget_class, TillPatientsPage, table);
  gtk_widget_class_bind_template_child (widget_class, TillPatientsPage, totals);
}

static void
till_patients_page_init (TillPatientsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  till_table_bar_set_search (self->bar, _ ("Search patients"),
                             _ ("Name, date of birth, phone, e-mail, number…"));
}

GtkWidget *
till_patients_page_new (TillPractice *practice)
{
  TillPatientsPage *self = g_object_new (TILL_TYPE_PATIENTS_PAGE, NULL);
  TillTable        *people = till_practice_get_people (practice);

  self->practice = g_object_ref (practice);
  till_table_view_set_empty_words (self->table, _ ("No Patients Yet"),
                                   _ ("They come with the first payment, or with a list of another "
                                      "program: Import Balances in the menu."));
  till_table_bar_set_table (self->bar, practice, TABLE_NAME, people, self->table, _ ("Patients"));
  till_table_totals_set_table (self->totals, &totals_kind, people,
                               till_table_view_get_selection (self->table));
  add_menu (self);
  g_signal_connect (self->table, "row-activated", G_CALLBACK (row_activated_cb), self);

  return GTK_WIDGET (self);
}

void
till_patients_page_focus (TillPatientsPage *self)
{
  g_return_if_fail (TILL_IS_PATIENTS_PAGE (self));

  till_table_view_focus (self->table);
}
