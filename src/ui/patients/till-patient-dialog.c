/* till-patient-dialog.c: what is known of a patient, to be changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/patients/till-patient-dialog.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "flow/till-practice-patients.h"
#include "flow/till-practice-templates.h"
#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-entry-guard.h"

struct _TillPatientDialog
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice *practice;
  TillPatient  *patient; /* as it was */

  gboolean closed;

  /* Template children */
  AdwEntryRow *name;
  AdwEntryRow *born;
  AdwEntryRow *number;
  AdwEntryRow *phone;
  AdwEntryRow *email;
  AdwEntryRow *address;
  AdwEntryRow *note;
  AdwComboRow *state;
  GtkSwitch   *do_not_contact;
  AdwComboRow *language;
  AdwComboRow *texts;
  AdwComboRow *emails;
  AdwComboRow *receipt_texts;
  AdwComboRow *receipt_emails;
  AdwComboRow *how;
  GtkWidget   *wording_row;
  GtkWidget   *wording_box;
  GtkTextView *wording;
  GtkLabel    *problem;
  GtkWidget   *save;
};

G_DEFINE_FINAL_TYPE (TillPatientDialog, till_patient_dialog, ADW_TYPE_WINDOW)

static guint saved_signal;

static void
show_problem (TillPatientDialog *self, const char *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

static void
changed_cb (TillPatientDialog *self)
{
  show_problem (self, NULL);
}

static char *
text_of (AdwEntryRow *row)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*text == '\0')
    g_clear_pointer (&text, g_free);

  return text;
}

/* ── Consents ── */

static AdwComboRow *
get_consent_row (TillPatientDialog *self, TillConsentPurpose purpose, TillChannel channel)
{
  if (purpose == TILL_CONSENT_TO_RECEIPT)
    return channel == TILL_CHANNEL_TEXT ? self->receipt_texts : self->receipt_emails;

  return channel == TILL_CHANNEL_TEXT ? self->texts : self->emails;
}

/* Whether @patient (or NULL) gets what the rows say; and whether that is another than it was. */
static gboolean
read_consents (TillPatientDialog *self, TillPatient *patient)
{
  gboolean is_changed = FALSE;

  for (int i = 0; i < TILL_N_CONSENT_PURPOSES * TILL_N_CONSENTS; i++)
    {
      TillConsentPurpose purpose = (TillConsentPurpose) (i / TILL_N_CONSENTS);
      TillChannel        channel = (TillChannel) (i % TILL_N_CONSENTS);
      TillConsent        consent =
        (TillConsent) adw_combo_row_get_selected (get_consent_row (self, purpose, channel));

      is_changed |= consent != *till_patient_get_consent (self->patient, purpose, channel);
      if (patient != NULL)
        *till_patient_get_consent (patient, purpose, channel) = consent;
    }

  return is_changed;
}

/* How it was said is asked of what is said now. */
static void
consent_cb (TillPatientDialog *self)
{
  gboolean is_changed;

  changed_cb (self);
  if (self->patient == NULL)
    return;
  is_changed = read_consents (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->how), is_changed);
  gtk_widget_set_visible (self->wording_row, is_changed);
}

/* "In person, noted by Ann on Nov 24, 2026. The patient was told: “…”" */
static char *
say_note (TillPatientDialog *self, const TillConsentNote *note)
{
  g_autofree char *day =
    till_day_format (till_day_of_instant (note->noted_at, till_practice_get_zone (self->practice)));
  GString *words = g_string_new (NULL);

  if (note->how != NULL)
    /* Translators: where a consent was given, as in "In person"; by whom and when it was noted */
    g_string_printf (words, _ ("%s, noted by %s on %s"), note->how, note->noted_by, day);
  else
    g_string_printf (words, _ ("Noted by %s on %s"), note->noted_by, day);
  if (note->wording != NULL)
    g_string_append_printf (words, _ ("\nThe patient was told: “%s”"), note->wording);

  return g_string_free (words, FALSE);
}

static void
show_notes (TillPatientDialog *self)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) notes =
    till_practice_list_consents (self->practice, self->patient->id, &error);

  if (notes == NULL)
    {
      show_problem (self, error->message);
      return;
    }
  for (guint i = 0; i < notes->len; i++)
    {
      const TillConsentNote *note = notes->pdata[i];
      g_autofree char       *words = say_note (self, note);

      adw_action_row_set_subtitle (
        ADW_ACTION_ROW (get_consent_row (self, note->purpose, note->channel)), words);
    }
}

static char *
dup_how (TillPatientDialog *self)
{
  GtkStringObject *item = adw_combo_row_get_selected_item (self->how);

  return g_strdup (gtk_string_object_get_string (item));
}

static char *
dup_wording (TillPatientDialog *self)
{
  char *text;

  g_object_get (gtk_text_view_get_buffer (self->wording), "text", &text, NULL);
  g_strstrip (text);
  if (*text == '\0')
    g_clear_pointer (&text, g_free);

  return text;
}

static TillPatient *
read_fields (TillPatientDialog *self, GError **error)
{
  g_autoptr (TillPatient) patient = till_patient_new ();
  g_autofree char        *born = text_of (self->born);

  if (!till_patient_read_birth_date (born, till_practice_get_today (self->practice),
                                     &patient->birth_date, error))
    return NULL;

  patient->id = self->patient->id;
  patient->name = text_of (self->name);
  patient->number = text_of (self->number);
  patient->phone = text_of (self->phone);
  patient->email = text_of (self->email);
  patient->address = text_of (self->address);
  patient->note = text_of (self->note);
  patient->state = (TillPersonState) adw_combo_row_get_selected (self->state);
  patient->do_not_contact = gtk_switch_get_active (self->do_not_contact);
  if (adw_combo_row_get_selected (self->language) > 0)
    patient->language = g_strdup (till_enum_to_text (
      TILL_TYPE_LANGUAGE, (int) adw_combo_row_get_selected (self->language) - 1));
  if (read_consents (self, patient))
    {
      patient->consent_how = dup_how (self);
      patient->consent_wording = dup_wording (self);
    }

  return g_steal_pointer (&patient);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillPatientDialog) self = user_data;
  g_autoptr (GError)            error = NULL;
  gboolean good = till_practice_change_patient_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed)
    return;
  if (good)
    {
      g_signal_emit (self, saved_signal, 0);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_widget_set_sensitive (self->save, TRUE);
  show_problem (self, error->message);
}

static void
save_cb (GtkButton *button, TillPatientDialog *self)
{
  g_autoptr (GError)      error = NULL;
  g_autoptr (TillPatient) patient = read_fields (self, &error);

  if (patient == NULL)
    {
      show_problem (self, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->born));
      return;
    }
  gtk_widget_set_sensitive (self->save, FALSE);
  till_practice_change_patient_async (self->practice, patient, saved_cb, g_object_ref (self));
}

/* ── The object ── */

static void
till_patient_dialog_dispose (GObject *object)
{
  TillPatientDialog *self = TILL_PATIENT_DIALOG (object);

  self->closed = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_PATIENT_DIALOG);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_patient_dialog_parent_class)->dispose (object);
}

static void
till_patient_dialog_finalize (GObject *object)
{
  till_patient_free (TILL_PATIENT_DIALOG (object)->patient);

  G_OBJECT_CLASS (till_patient_dialog_parent_class)->finalize (object);
}

static void
till_patient_dialog_class_init (TillPatientDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_patient_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_patient_dialog_finalize;

  saved_signal = g_signal_new ("saved", TILL_TYPE_PATIENT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);

  till_dialog_class_set_up (widget_class, "patients/till-patient-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TillPatientDialog, name);
  gtk_widget_class_bind_template_child (widget_class, TillPatientDialog, born);
  gtk_widget_class_bind_template_child (widget_class, TillPatientDialog, number);
  gtk_widget_class_bind_template_child (widget_class, TillPatientDialog, phone);
  gtk_widget_class_bind_template_child (widget_class, TillPatientDialog, email);
  gtk_widget_class_bind_template_child (widget_class, TillPatientDialog, address);
  gtk_widget_class_bind_template_child (widget_class, TillPatientDialog, note);
  gtk_widget_class_bind_template_child (widget_class, TillPatientDialog, state);
  gtk_widget_class_bind_template_child (widget_class, TillPatientDialog, do_not_contact);
  gtk_widget_class_bind_template_child (widget_class, TillPatientDialog, language);
  gtk_widget_class_bind_template_child (widget_class, TillPatientDialog, texts);
  gtk_widget_class_bind_template_child (widget_class, TillPatientDialog, emails);
  gtk_widget_class_bind_template_child (widget_class, TillPatientDialog, receipt_texts);
  gtk_widget_class_bind_template_child (widget_class, TillPatientDialog, receipt_emails);
  gtk_widget_class_bind_template_child (widget_class, TillPatientDialog, how);
  gtk_widget_class_bind_template_child (widget_class, TillPatientDialog, wording_row);
  gtk_widget_class_bind_template_child (widget_class, TillPatientDialog, wording_box);
  gtk_widget_class_bind_template_child (widget_class, TillPatientDialog, wording);
  gtk_widget_class_bind_template_child (widget_class, TillPatientDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, TillPatientDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, consent_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
till_patient_dialog_init (TillPatientDialog *self)
{
  AdwEntryRow **rows[] = { &self->name,  &self->born,    &self->number, &self->phone,
                           &self->email, &self->address, &self->note };

  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    till_entry_guard (GTK_WIDGET (*rows[i]));
  till_text_view_guard (self->wording, self->wording_box);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->save);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->name));
}

static void
set_text (AdwEntryRow *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

static void
fill_choices (TillPatientDialog *self)
{
  const char *states[TILL_PERSON_DECEASED + 2] = { NULL };
  const char *consents[TILL_CONSENT_REFUSED + 2] = { NULL };
  const char *languages[TILL_N_LANGUAGES + 2] = { NULL };
  /* Translators: the language that messages are written in unless a patient has another */
  g_autofree char *practices =
    g_strdup_printf (_ ("The practice’s (%s)"),
                     till_language_to_words (till_practice_get_language (self->practice)));

  for (int i = 0; i <= TILL_PERSON_DECEASED; i++)
    states[i] = till_person_state_to_words ((TillPersonState) i);
  for (int i = 0; i <= TILL_CONSENT_REFUSED; i++)
    consents[i] = till_consent_to_words ((TillConsent) i);
  languages[0] = practices;
  for (int i = 0; i < TILL_N_LANGUAGES; i++)
    languages[i + 1] = till_language_to_words ((TillLanguage) i);
  adw_combo_row_set_model (self->state, G_LIST_MODEL (gtk_string_list_new (states)));
  adw_combo_row_set_model (self->language, G_LIST_MODEL (gtk_string_list_new (languages)));
  for (int i = 0; i < TILL_N_CONSENT_PURPOSES * TILL_N_CONSENTS; i++)
    adw_combo_row_set_model (get_consent_row (self, (TillConsentPurpose) (i / TILL_N_CONSENTS),
                                              (TillChannel) (i % TILL_N_CONSENTS)),
                             G_LIST_MODEL (gtk_string_list_new (consents)));
}

static void
fill_consents (TillPatientDialog *self)
{
  for (int i = 0; i < TILL_N_CONSENT_PURPOSES * TILL_N_CONSENTS; i++)
    {
      TillConsentPurpose purpose = (TillConsentPurpose) (i / TILL_N_CONSENTS);
      TillChannel        channel = (TillChannel) (i % TILL_N_CONSENTS);

      adw_combo_row_set_selected (
        get_consent_row (self, purpose, channel),
        (guint) *till_patient_get_consent (self->patient, purpose, channel));
    }
  gtk_text_buffer_set_text (
    gtk_text_view_get_buffer (self->wording),
    _ ("We may send you messages about your account as chosen. You can end them at any time, by "
       "answering STOP or by telling us. Message and data rates may apply."),
    -1);
  show_notes (self);
}

static void
fill (TillPatientDialog *self)
{
  const TillPatient *patient = self->patient;
  g_autofree char   *born = till_day_to_typed (patient->birth_date);

  set_text (self->name, patient->name);
  set_text (self->born, born);
  set_text (self->number, patient->number);
  set_text (self->phone, patient->phone);
  set_text (self->email, patient->email);
  set_text (self->address, patient->address);
  set_text (self->note, patient->note);
  fill_choices (self);
  adw_combo_row_set_selected (self->state, (guint) patient->state);
  gtk_switch_set_active (self->do_not_contact, patient->do_not_contact);
  if (patient->language != NULL)
    adw_combo_row_set_selected (self->language,
                                (guint) till_language_from_text (patient->language) + 1);
  fill_consents (self);
}

GtkWidget *
till_patient_dialog_new (TillPractice *practice, const TillPatient *patient, GtkWindow *parent)
{
  TillPatientDialog *self = g_object_new (TILL_TYPE_PATIENT_DIALOG, "transient-for", parent, NULL);

  self->practice = g_object_ref (practice);
  self->patient = till_patient_copy (patient);
  fill (self);

  return GTK_WIDGET (self);
}
