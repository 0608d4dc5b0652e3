/* till-patient-form.c: a new patient at the desk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/collect/till-patient-form.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "flow/till-practice-patients.h"
#include "ui/widgets/till-entry-guard.h"

struct _TillPatientForm
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice *practice;

  /* Children */
  AdwEntryRow *last;
  AdwEntryRow *first;
  AdwEntryRow *born;
  AdwEntryRow *number;
  AdwEntryRow *phone;
  AdwEntryRow *email;
  GtkLabel    *problem;
  GtkWidget   *add;
};

G_DEFINE_FINAL_TYPE (TillPatientForm, till_patient_form, ADW_TYPE_BIN)

enum
{
  ADDED,
  CANCELLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
text_of (AdwEntryRow *row)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*text == '\0')
    g_clear_pointer (&text, g_free);

  return text;
}

static TillPatient *
read_form (TillPatientForm *self, GError **error)
{
  g_autoptr (TillPatient) patient = till_patient_new ();
  g_autofree char        *last = text_of (self->last);
  g_autofree char        *first = text_of (self->first);
  g_autofree char        *born = text_of (self->born);

  if (last == NULL)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, _ ("Enter the last name."));
  else if (till_patient_read_birth_date (born, till_practice_get_today (self->practice),
                                         &patient->birth_date, error))
    {
      patient->name = first != NULL ? g_strdup_printf ("%s, %s", last, first) : g_strdup (last);
      patient->number = text_of (self->number);
      patient->phone = text_of (self->phone);
      patient->email = text_of (self->email);
      return g_steal_pointer (&patient);
    }

  return NULL;
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPatientForm) self = user_data;
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillPatient)     patient = NULL;

  patient = till_practice_add_patient_finish (TILL_PRACTICE (source), result, &error);
  if (self->practice == NULL)
    return;
  gtk_widget_set_sensitive (self->add, TRUE);
  gtk_label_set_text (self->problem, error != NULL ? error->message : "");
  if (patient != NULL)
    g_signal_emit (self, signals[ADDED], 0, patient);
}

static void
add_cb (GtkButton *button, TillPatientForm *self)
{
  g_autoptr (GError)      error = NULL;
  g_autoptr (TillPatient) patient = read_form (self, &error);

  gtk_label_set_text (self->problem, error != NULL ? error->message : "");
  if (patient == NULL)
    return;
  gtk_widget_set_sensitive (self->add, FALSE);
  till_practice_add_patient_async (self->practice, patient, added_cb, g_object_ref (self));
}

static void
cancel_cb (GtkButton *button, TillPatientForm *self)
{
  g_signal_emit (self, signals[CANCELLED], 0);
}

static void
till_patient_form_dispose (GObject *object)
{
  g_clear_object (&TILL_PATIENT_FORM (object)->practice);

  G_OBJECT_CLASS (till_patient_form_parent_class)->dispose (object);
}

static void
till_patient_form_class_init (TillPatientFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_patient_form_dispose;

  signals[ADDED] = g_signal_new ("added", TILL_TYPE_PATIENT_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[CANCELLED] = g_signal_new ("cancelled", TILL_TYPE_PATIENT_FORM, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static AdwEntryRow *
add_row (GtkListBox *list, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  till_entry_guard (row);
  gtk_list_box_append (list, row);

  return ADW_ENTRY_ROW (row);
}

static void
till_patient_form_init (TillPatientForm *self)
{
  GtkBox     *page = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  GtkBox     *buttons = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  GtkListBox *list = GTK_LIST_BOX (gtk_list_box_new ());
  GtkWidget  *cancel = gtk_button_new_with_mnemonic (_ ("_Back"));

  gtk_list_box_set_selection_mode (list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (list), "boxed-list");
  self->last = add_row (list, _ ("Last Name"));
  self->first = add_row (list, _ ("First Name"));
  self->born = add_row (list, _ ("Date of Birth (month/day/year)"));
  self->number = add_row (list, _ ("Patient Number"));
  self->phone = add_row (list, _ ("Phone"));
  self->email = add_row (list, _ ("E-Mail"));
  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_label_set_xalign (self->problem, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");

  self->add = gtk_button_new_with_mnemonic (_ ("_Add Patient"));
  gtk_widget_add_css_class (self->add, "suggested-action");
  g_signal_connect (self->add, "clicked", G_CALLBACK (add_cb), self);
  g_signal_connect (cancel, "clicked", G_CALLBACK (cancel_cb), self);
  gtk_widget_set_halign (GTK_WIDGET (buttons), GTK_ALIGN_END);
  gtk_box_append (buttons, cancel);
  gtk_box_append (buttons, self->add);

  gtk_box_append (page, GTK_WIDGET (list));
  gtk_box_append (page, GTK_WIDGET (self->problem));
  gtk_box_append (page, GTK_WIDGET (buttons));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (page));
}

GtkWidget *
till_patient_form_new (TillPractice *practice)
{
  TillPatientForm *self = g_object_new (TILL_TYPE_PATIENT_FORM, NULL);

  self->practice = g_object_ref (practice);

  return GTK_WIDGET (self);
}

void
till_patient_form_begin (TillPatientForm *self, const char *name)
{
  g_auto (GStrv) parts = NULL;

  g_return_if_fail (TILL_IS_PATIENT_FORM (self));

  /* What was typed in the search: "Muñoz, Zoë", "Zoë Muñoz", or a last name alone. */
  parts = g_strsplit (name != NULL ? name : "", ",", 2);
  gtk_editable_set_text (GTK_EDITABLE (self->last), parts[0] != NULL ? g_strstrip (parts[0]) : "");
  gtk_editable_set_text (GTK_EDITABLE (self->first),
                         parts[0] != NULL && parts[1] != NULL ? g_strstrip (parts[1]) : "");
  gtk_label_set_text (self->problem, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->last));
}
