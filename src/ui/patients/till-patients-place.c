/* till-patients-place.c: the patients: their list, and the page of one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/patients/till-patients-place.h"

#include "ui/patients/till-patient-page.h"
#include "ui/patients/till-patients-page.h"

struct _TillPatientsPlace
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice *practice;

  /* Children */
  GtkStack         *stack;
  TillPatientsPage *list; /* NULL until it is shown */
  TillPatientPage  *one;  /* NULL: the list is shown */
};

G_DEFINE_FINAL_TYPE (TillPatientsPlace, till_patients_place, ADW_TYPE_BIN)

static void
ensure_list (TillPatientsPlace *self)
{
  if (self->list != NULL)
    return;

  self->list = TILL_PATIENTS_PAGE (till_patients_page_new (self->practice));
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->list));
}

static void
drop_one (TillPatientsPlace *self)
{
  if (self->one != NULL)
    gtk_stack_remove (self->stack, GTK_WIDGET (self->one));
  self->one = NULL;
}

static void
back_cb (TillPatientsPlace *self)
{
  ensure_list (self);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->list));
  drop_one (self);
  till_patients_page_focus (self->list);
}

static void
outdated_cb (TillPatientsPlace *self)
{
  gint64      id = till_patient_page_get_id (self->one);
  const char *list = g_intern_string (till_patient_page_get_list (self->one));

  drop_one (self);
  till_patients_place_show (self, id);
  till_patient_page_show_list (self->one, list);
}

/* When the place is first shown. */
static void
map_cb (TillPatientsPlace *self)
{
  if (self->one == NULL)
    ensure_list (self);
}

static void
till_patients_place_dispose (GObject *object)
{
  g_clear_object (&TILL_PATIENTS_PLACE (object)->practice);

  G_OBJECT_CLASS (till_patients_place_parent_class)->dispose (object);
}

static void
till_patients_place_class_init (TillPatientsPlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_patients_place_dispose;
}

static void
till_patients_place_init (TillPatientsPlace *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
}

GtkWidget *
till_patients_place_new (TillPractice *practice)
{
  TillPatientsPlace *self = g_object_new (TILL_TYPE_PATIENTS_PLACE, NULL);

  self->practice = g_object_ref (practice);

  return GTK_WIDGET (self);
}

void
till_patients_place_focus (TillPatientsPlace *self)
{
  g_return_if_fail (TILL_IS_PATIENTS_PLACE (self));

  if (self->one != NULL)
    {
      till_patient_page_focus (self->one);
      return;
    }
  ensure_list (self);
  till_patients_page_focus (self->list);
}

void
till_patients_place_show_list (TillPatientsPlace *self)
{
  g_return_if_fail (TILL_IS_PATIENTS_PLACE (self));

  back_cb (self);
}

void
till_patients_place_show (TillPatientsPlace *self, gint64 patient_id)
{
  g_return_if_fail (TILL_IS_PATIENTS_PLACE (self));

  if (self->one == NULL || till_patient_page_get_id (self->one) != patient_id)
    {
      TillPatientPage *before = self->one;

      self->one = TILL_PATIENT_PAGE (till_patient_page_new (self->practice, patient_id));
      g_signal_connect_swapped (self->one, "back", G_CALLBACK (back_cb), self);
      g_signal_connect_swapped (self->one, "outdated", G_CALLBACK (outdated_cb), self);
      gtk_stack_add_child (self->stack, GTK_WIDGET (self->one));
      gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->one));
      if (before != NULL)
        gtk_stack_remove (self->stack, GTK_WIDGET (before));
    }
  till_patient_page_focus (self->one);
}

void
till_patients_place_show_messages (TillPatientsPlace *self, gint64 patient_id)
{
  till_patients_place_show (self, patient_id);
  till_patient_page_show_list (self->one, "messages");
}
