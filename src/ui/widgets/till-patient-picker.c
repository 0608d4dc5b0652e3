/* till-patient-picker.c: choosing a patient by typing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-patient-picker.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-patients.h"
#include "ui/widgets/till-entry-guard.h"

#define MOST_SHOWN 8

struct _TillPatientPicker
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice *practice;
  GCancellable *cancellable; /* the search under way */
  TillPatient  *chosen;

  /* Children */
  GtkStack   *stack;
  GtkEntry   *entry;
  GtkWidget  *add;
  GtkListBox *results;
  GtkLabel   *nothing;
  GtkLabel   *chosen_name;
  GtkLabel   *chosen_facts;
};

G_DEFINE_FINAL_TYPE (TillPatientPicker, till_patient_picker, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  NEW_PATIENT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
patient_facts (const TillPatient *patient)
{
  g_autoptr (GString) facts = g_string_new (NULL);

  if (!till_day_is_none (patient->birth_date))
    {
      g_autofree char *born = till_day_format (patient->birth_date);

      /* Translators: a date of birth */
      g_string_append_printf (facts, _ ("born %s"), born);
    }
  if (patient->number != NULL)
    g_string_append_printf (facts, "%s%s %s", facts->len > 0 ? " · " : "", _ ("no."),
                            patient->number);
  if (patient->balance.cents != 0)
    {
      g_autofree char *balance = till_money_format (patient->balance);

      g_string_append_printf (facts, "%s%s %s", facts->len > 0 ? " · " : "", _ ("balance"),
                              balance);
    }

  return g_string_free (g_steal_pointer (&facts), FALSE);
}

static GtkWidget *
new_row (const TillPatient *patient)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget       *name = gtk_label_new (patient->name);
  g_autofree char *text = patient_facts (patient);
  GtkWidget       *facts = gtk_label_new (text);
  GtkWidget       *row = gtk_list_box_row_new ();
  g_autofree char *label = g_strdup_printf ("%s, %s", patient->name, text);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (facts, "dim-label");
  gtk_widget_add_css_class (facts, "caption");
  gtk_widget_add_css_class (box, "patient-row");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), facts);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (row), "patient", till_patient_copy (patient),
                          (GDestroyNotify) till_patient_free);

  return row;
}

static void
clear_results (TillPatientPicker *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->results))) != NULL &&
         GTK_IS_LIST_BOX_ROW (row))
    gtk_list_box_remove (self->results, row);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPatientPicker) self = user_data;
  g_autoptr (GError)            error = NULL;
  g_autoptr (GPtrArray)         patients = NULL;

  patients = till_practice_search_patients_finish (TILL_PRACTICE (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->results == NULL)
    return;

  clear_results (self);
  if (patients == NULL)
    {
      gtk_label_set_text (self->nothing, error->message);
      return;
    }

  gtk_label_set_text (self->nothing,
                      *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0'
                        ? _ ("Type the beginning of a name, a phone number, a patient number or a "
                             "date of birth.")
                      : gtk_widget_get_visible (self->add)
                        ? _ ("No patient matches. Check the spelling, or add a new patient.")
                        : _ ("No patient matches. Check the spelling."));
  for (guint i = 0; i < patients->len; i++)
    gtk_list_box_append (self->results, new_row (patients->pdata[i]));
}

static void
search (TillPatientPicker *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  till_practice_search_patients_async (
    self->practice, gtk_editable_get_text (GTK_EDITABLE (self->entry)), MOST_SHOWN,
    self->cancellable, found_cb, g_object_ref (self));
}

static void
row_cb (GtkListBox *box, GtkListBoxRow *row, TillPatientPicker *self)
{
  till_patient_picker_set (self, g_object_get_data (G_OBJECT (row), "patient"));
}

/* Enter takes the first, as a search does. */
static void
enter_cb (GtkEntry *entry, TillPatientPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->results, 0);

  if (row != NULL)
    row_cb (self->results, row, self);
}

static gboolean
key_cb (GtkEventControllerKey *keys,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        TillPatientPicker     *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->results, 0);

  if (key != GDK_KEY_Down || row == NULL)
    return FALSE;

  return gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
change_cb (GtkButton *button, TillPatientPicker *self)
{
  till_patient_picker_set (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
new_cb (GtkButton *button, TillPatientPicker *self)
{
  g_signal_emit (self, signals[NEW_PATIENT], 0, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static gboolean
till_patient_picker_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (TILL_PATIENT_PICKER (widget)->entry));
}

static void
till_patient_picker_dispose (GObject *object)
{
  TillPatientPicker *self = TILL_PATIENT_PICKER (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->chosen, till_patient_free);
  self->results = NULL;

  G_OBJECT_CLASS (till_patient_picker_parent_class)->dispose (object);
}

static void
till_patient_picker_class_init (TillPatientPickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_patient_picker_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = till_patient_picker_grab_focus;

  signals[CHOSEN] = g_signal_new ("chosen", TILL_TYPE_PATIENT_PICKER, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[NEW_PATIENT] = g_signal_new ("new-patient", TILL_TYPE_PATIENT_PICKER, G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
new_search_page (TillPatientPicker *self)
{
  GtkWidget          *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget          *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget          *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->add = gtk_button_new_with_mnemonic (_ ("_New Patient"));
  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_icon_from_icon_name (self->entry, GTK_ENTRY_ICON_PRIMARY, "edit-find-symbolic");
  gtk_entry_set_placeholder_text (self->entry, _ ("Name, phone, number or date of birth"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Patient"), -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->entry), TRUE);
  till_entry_guard (GTK_WIDGET (self->entry));
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (search), self);
  g_signal_connect (self->entry, "activate", G_CALLBACK (enter_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  g_signal_connect (self->add, "clicked", G_CALLBACK (new_cb), self);
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (top), self->add);

  self->nothing = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->nothing, TRUE);
  gtk_label_set_justify (self->nothing, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->nothing), "dim-label");
  gtk_widget_set_margin_top (GTK_WIDGET (self->nothing), 18);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->nothing), 18);
  self->results = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_placeholder (self->results, GTK_WIDGET (self->nothing));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->results), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Patients found"), -1);
  gtk_widget_set_valign (GTK_WIDGET (self->results), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->results), "boxed-list");
  g_signal_connect (self->results, "row-activated", G_CALLBACK (row_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 150);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->results));
  gtk_box_append (GTK_BOX (page), top);
  gtk_box_append (GTK_BOX (page), scroller);

  return page;
}

static GtkWidget *
new_chosen_page (TillPatientPicker *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *change = gtk_button_new_with_mnemonic (_ ("C_hange"));

  self->chosen_name = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->chosen_name, 0);
  gtk_label_set_ellipsize (self->chosen_name, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->chosen_name), "heading");
  self->chosen_facts = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->chosen_facts, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->chosen_facts), "dim-label");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->chosen_name));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->chosen_facts));
  gtk_widget_set_valign (change, GTK_ALIGN_CENTER);
  g_signal_connect (change, "clicked", G_CALLBACK (change_cb), self);
  gtk_box_append (GTK_BOX (page), words);
  gtk_box_append (GTK_BOX (page), change);
  gtk_widget_add_css_class (page, "card");
  gtk_widget_add_css_class (page, "chosen-patient");
  gtk_widget_set_valign (page, GTK_ALIGN_START);

  return page;
}

static void
till_patient_picker_init (TillPatientPicker *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, new_search_page (self), "search");
  gtk_stack_add_named (self->stack, new_chosen_page (self), "chosen");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
till_patient_picker_new (TillPractice *practice)
{
  TillPatientPicker *self = g_object_new (TILL_TYPE_PATIENT_PICKER, NULL);

  self->practice = g_object_ref (practice);
  search (self);

  return GTK_WIDGET (self);
}

void
till_patient_picker_only_known (TillPatientPicker *self)
{
  g_return_if_fail (TILL_IS_PATIENT_PICKER (self));

  gtk_widget_set_visible (self->add, FALSE);
}

const TillPatient *
till_patient_picker_get (TillPatientPicker *self)
{
  g_return_val_if_fail (TILL_IS_PATIENT_PICKER (self), NULL);

  return self->chosen;
}

void
till_patient_picker_set (TillPatientPicker *self, const TillPatient *patient)
{
  TillPatient *copy = patient != NULL ? till_patient_copy (patient) : NULL;

  g_return_if_fail (TILL_IS_PATIENT_PICKER (self));

  g_clear_pointer (&self->chosen, till_patient_free);
  self->chosen = copy;
  if (copy != NULL)
    {
      g_autofree char *facts = patient_facts (copy);

      gtk_label_set_text (self->chosen_name, copy->name);
      gtk_label_set_text (self->chosen_facts, facts);
    }
  gtk_stack_set_visible_child_name (self->stack, copy != NULL ? "chosen" : "search");
  g_signal_emit (self, signals[CHOSEN], 0);
}
