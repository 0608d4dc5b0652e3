/* till-guarantor-dialog.c: choosing who answers for a patient's account
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/patients/till-guarantor-dialog.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-merges.h"
#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-patient-picker.h"

struct _TillGuarantorDialog
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice *practice;

  gint64   id;
  gint64   guarantor_id; /* so far */
  gboolean closed;

  /* Template children */
  GtkLabel       *intro;
  GtkCheckButton *own;
  GtkCheckButton *other;
  GtkBox         *picker_box;
  GtkCheckButton *family;
  GtkLabel       *problem;
  GtkWidget      *save;

  /* Other children */
  TillPatientPicker *picker;
};

G_DEFINE_FINAL_TYPE (TillGuarantorDialog, till_guarantor_dialog, ADW_TYPE_WINDOW)

static guint changed_signal;

static void
show_problem (TillGuarantorDialog *self, const char *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

/* 0: none is chosen yet. */
static gint64
get_wanted (TillGuarantorDialog *self)
{
  const TillPatient *chosen = till_patient_picker_get (self->picker);

  if (gtk_check_button_get_active (self->own))
    return self->id;

  return chosen != NULL ? chosen->id : 0;
}

static void
changed_cb (TillGuarantorDialog *self)
{
  gboolean is_own = gtk_check_button_get_active (self->own);
  gint64   wanted;

  if (self->picker == NULL)
    return;

  wanted = get_wanted (self);
  show_problem (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->picker_box), !is_own);
  gtk_widget_set_sensitive (self->save, wanted != 0 && wanted != self->guarantor_id);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillGuarantorDialog) self = user_data;
  g_autoptr (GError)              error = NULL;
  gboolean done = till_practice_change_guarantor_finish (TILL_PRACTICE (source), result, &error);

  if (self->closed)
    return;
  if (done)
    {
      g_signal_emit (self, changed_signal, 0);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_widget_set_sensitive (self->save, TRUE);
  show_problem (self, error->message);
}

static void
save_cb (GtkButton *button, TillGuarantorDialog *self)
{
  gtk_widget_set_sensitive (self->save, FALSE);
  till_practice_change_guarantor_async (self->practice, self->id, get_wanted (self),
                                        gtk_check_button_get_active (self->family), saved_cb,
                                        g_object_ref (self));
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_guarantor_dialog_dispose (GObject *object)
{
  TillGuarantorDialog *self = TILL_GUARANTOR_DIALOG (object);

  self->closed = TRUE;
  self->picker = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_GUARANTOR_DIALOG);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_guarantor_dialog_parent_class)->dispose (object);
}

static void
till_guarantor_dialog_class_init (TillGuarantorDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_guarantor_dialog_dispose;

  changed_signal = g_signal_new ("changed", TILL_TYPE_GUARANTOR_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  till_dialog_class_set_up (widget_class, "patients/till-guarantor-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TillGuarantorDialog, intro);
  gtk_widget_class_bind_template_child (widget_class, TillGuarantorDialog, own);
  gtk_widget_class_bind_template_child (widget_class, TillGuarantorDialog, other);
  gtk_widget_class_bind_template_child (widget_class, TillGuarantorDialog, picker_box);
  gtk_widget_class_bind_template_child (widget_class, TillGuarantorDialog, family);
  gtk_widget_class_bind_template_child (widget_class, TillGuarantorDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, TillGuarantorDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
till_guarantor_dialog_init (TillGuarantorDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill (TillGuarantorDialog *self, const TillAccount *account)
{
  const TillPatient *patient = account->patient;
  gboolean           is_own = patient->guarantor_id == patient->id;
  const TillPatient *guarantor = account->family->len > 0 ? account->family->pdata[0] : patient;
  guint              n_others = is_own ? account->family->len - 1 : 0;
  g_autofree char   *intro =
    is_own
        ? g_strdup_printf (_ ("So far “%s” has an own account. Who is to owe what is entered from "
                                "now on?"),
                           patient->name)
        : g_strdup_printf (_ ("So far “%s” answers for “%s”. Who is to owe what is entered from now "
                                "on?"),
                           guarantor->name, patient->name);
  g_autofree char *family =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Move %u other patient of the family, too",
                                  "Move %u other patients of the family, too", n_others),
                     n_others);

  gtk_label_set_text (self->intro, intro);
  gtk_check_button_set_label (self->family, family);
  gtk_check_button_set_active (self->family, n_others > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->family), n_others > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->own), !is_own);
  gtk_check_button_set_active (self->other, TRUE);
  changed_cb (self);
}

GtkWidget *
till_guarantor_dialog_new (TillPractice *practice, const TillAccount *account, GtkWindow *parent)
{
  TillGuarantorDialog *self =
    g_object_new (TILL_TYPE_GUARANTOR_DIALOG, "transient-for", parent, NULL);

  self->practice = g_object_ref (practice);
  self->id = account->patient->id;
  self->guarantor_id = account->patient->guarantor_id;
  self->picker = TILL_PATIENT_PICKER (till_patient_picker_new (practice));
  till_patient_picker_only_known (self->picker);
  gtk_widget_set_hexpand (GTK_WIDGET (self->picker), TRUE);
  gtk_box_append (self->picker_box, GTK_WIDGET (self->picker));
  g_signal_connect_swapped (self->picker, "chosen", G_CALLBACK (changed_cb), self);
  fill (self, account);
  gtk_widget_grab_focus (GTK_WIDGET (self->picker));

  return GTK_WIDGET (self);
}
