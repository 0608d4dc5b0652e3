/* till-merge-dialog.c: two records of one patient, to be made one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The two stand side by side: at the head which one is kept, below it, where they differ, whose
 * value is.
 */
#include "ui/patients/till-merge-dialog.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-merges.h"
#include "ui/patients/till-merge-words.h"
#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-patient-picker.h"

/* Where a text stands that has no button beside it. */
#define BESIDE_BUTTON 27

struct _TillMergeDialog
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice  *practice;
  TillPatient   *patient;  /* from whom it was opened */
  GCancellable  *reading;  /* NULL: nothing is read */
  TillMergeSide *sides[2]; /* that patient’s, and the other’s; NULL: not chosen yet */

  gboolean closed;

  /* Template children */
  GtkLabel  *intro;
  GtkBox    *picker_box;
  GtkLabel  *problem;
  GtkWidget *comparison;
  GtkLabel  *warning;
  GtkGrid   *grid;
  GtkLabel  *outcome;
  GtkWidget *merge;

  /* Other children */
  TillPatientPicker *picker;
  GtkCheckButton    *keep[2];
  GtkCheckButton    *values[TILL_N_MERGE_FIELDS][2]; /* NULL: both have the same */
};

G_DEFINE_FINAL_TYPE (TillMergeDialog, till_merge_dialog, ADW_TYPE_WINDOW)

static guint merged_signal;

static void
show_problem (TillMergeDialog *self, const char *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

/* ── Side by side ────────────────────────────────────────────────────────────────────────────── */

static int
get_kept (TillMergeDialog *self)
{
  return gtk_check_button_get_active (self->keep[1]) ? 1 : 0;
}

static void
show_outcome (TillMergeDialog *self)
{
  int              kept = get_kept (self);
  g_autofree char *words = till_merge_describe (self->sides[1 - kept], self->sides[kept]);

  gtk_label_set_text (self->outcome, words);
}

/* Of whom a value is kept follows from who is, but where that one has none. */
static void
choose_values (TillMergeDialog *self)
{
  int kept = get_kept (self);

  for (int field = 0; field < TILL_N_MERGE_FIELDS; field++)
    {
      g_autofree char *value =
        till_merge_field_dup (self->sides[kept]->patient, (TillMergeField) field);

      if (self->values[field][0] != NULL)
        gtk_check_button_set_active (self->values[field][value != NULL ? kept : 1 - kept], TRUE);
    }
}

static void
kept_cb (TillMergeDialog *self)
{
  choose_values (self);
  show_outcome (self);
}

static GtkWidget *
new_cell (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);

  return label;
}

static void
attach_title (TillMergeDialog *self, const char *title, int row)
{
  GtkWidget *label = new_cell (title);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (self->grid, label, 0, row, 1, 1);
}

/* A button with that text beside it, for one of the two. */
static GtkCheckButton *
attach_button (TillMergeDialog *self,
               const char      *what,
               const char      *text,
               GtkCheckButton  *group,
               int              side,
               int              row)
{
  GtkWidget       *button = gtk_check_button_new ();
  GtkWidget       *label = new_cell (text);
  g_autofree char *both = g_strdup_printf ("%s: %s", what, text);

  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), label);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), group);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, both, -1);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_grid_attach (self->grid, button, 1 + side, row, 1, 1);

  return GTK_CHECK_BUTTON (button);
}

static void
attach_text (TillMergeDialog *self, const char *text, int side, int row)
{
  GtkWidget *label = new_cell (text);

  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_margin_start (label, BESIDE_BUTTON);
  gtk_grid_attach (self->grid, label, 1 + side, row, 1, 1);
}

/* Also of an equal name: it is the head of the column. */
static void
attach_heads (TillMergeDialog *self)
{
  attach_title (self, _ ("Keep"), 0);
  for (int side = 0; side < 2; side++)
    {
      self->keep[side] = attach_button (self, _ ("Keep"), self->sides[side]->patient->name,
                                        side > 0 ? self->keep[0] : NULL, side, 0);
      gtk_widget_add_css_class (GTK_WIDGET (self->keep[side]), "heading");
    }
  gtk_check_button_set_active (self->keep[0], TRUE);
  g_signal_connect_swapped (self->keep[1], "toggled", G_CALLBACK (kept_cb), self);
}

/* What neither has takes no room; what one has is kept. */
static void
attach_field (TillMergeDialog *self, TillMergeField field, int row)
{
  const char      *title = till_merge_field_to_words (field);
  g_autofree char *one = till_merge_field_dup_words (self->sides[0]->patient, field);
  g_autofree char *other = till_merge_field_dup_words (self->sides[1]->patient, field);
  const char      *texts[] = { one != NULL ? one : "–", other != NULL ? other : "–" };
  gboolean         differ = one != NULL && other != NULL && !g_str_equal (one, other);

  if (one == NULL && other == NULL)
    return;

  attach_title (self, title, row);
  for (int side = 0; side < 2; side++)
    {
      if (differ)
        self->values[field][side] = attach_button (
          self, title, texts[side], side > 0 ? self->values[field][0] : NULL, side, row);
      else
        attach_text (self, texts[side], side, row);
    }
}

/* Each record keeps its own, by which another program's files find it. */
static void
attach_numbers (TillMergeDialog *self, int row)
{
  const char *numbers[] = { self->sides[0]->patient->number, self->sides[1]->patient->number };

  if (numbers[0] == NULL && numbers[1] == NULL)
    return;
  attach_title (self, _ ("Number"), row);
  for (int side = 0; side < 2; side++)
    attach_text (self, numbers[side] != NULL ? numbers[side] : "–", side, row);
}

static void
attach_facts (TillMergeDialog *self, int row)
{
  attach_title (self, _ ("Transactions"), row);
  attach_title (self, _ ("Ledger entries"), row + 1);
  attach_title (self, _ ("Balance"), row + 2);
  for (int side = 0; side < 2; side++)
    {
      const TillMergeSide *facts = self->sides[side];
      g_autofree char     *transactions = g_strdup_printf ("%u", facts->n_transactions);
      g_autofree char     *entries = g_strdup_printf ("%u", facts->n_entries);
      g_autofree char     *balance = till_money_format (facts->balance);

      attach_text (self, transactions, side, row);
      attach_text (self, entries, side, row + 1);
      attach_text (self, balance, side, row + 2);
    }
}

static void
drop_comparison (TillMergeDialog *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  for (int side = 0; side < 2; side++)
    {
      g_clear_pointer (&self->sides[side], till_merge_side_free);
      self->keep[side] = NULL;
      for (int field = 0; field < TILL_N_MERGE_FIELDS; field++)
        self->values[field][side] = NULL;
    }
  gtk_widget_set_visible (self->comparison, FALSE);
  gtk_widget_set_sensitive (self->merge, FALSE);
}

static void
show_comparison (TillMergeDialog *self)
{
  g_autofree char *warning = till_merge_dup_warning (self->sides[0], self->sides[1]);
  int              row = 1;

  attach_heads (self);
  for (int field = 0; field < TILL_N_MERGE_FIELDS; field++)
    attach_field (self, (TillMergeField) field, row++);
  attach_numbers (self, row++);
  attach_facts (self, row);
  kept_cb (self);
  gtk_label_set_text (self->warning, warning != NULL ? warning : "");
  gtk_widget_set_visible (GTK_WIDGET (self->warning), warning != NULL);
  gtk_widget_set_visible (self->comparison, TRUE);
  gtk_widget_set_sensitive (self->merge, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->keep[0]));
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillMergeDialog) self = user_data;
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillMergeSide)   one = NULL;
  g_autoptr (TillMergeSide)   other = NULL;

  if (!till_practice_compare_records_finish (TILL_PRACTICE (source), result, &one, &other, &error))
    {
      if (!self->closed && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_problem (self, error->message);
      return;
    }
  if (self->closed)
    return;

  self->sides[0] = g_steal_pointer (&one);
  self->sides[1] = g_steal_pointer (&other);
  show_comparison (self);
}

static void
chosen_cb (TillMergeDialog *self)
{
  const TillPatient *other = till_patient_picker_get (self->picker);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  drop_comparison (self);
  show_problem (self, NULL);
  if (other == NULL)
    return;
  if (other->id == self->patient->id)
    {
      show_problem (self, _ ("That is the same record. Choose the other one of this patient."));
      return;
    }

  self->reading = g_cancellable_new ();
  till_practice_compare_records_async (self->practice, self->patient->id, other->id, self->reading,
                                       compared_cb, g_object_ref (self));
}

/* ── Merged ──────────────────────────────────────────────────────────────────────────────────── */

/* While the records are being merged nothing else may be chosen. */
static void
set_busy (TillMergeDialog *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->merge, !busy);
  gtk_widget_set_sensitive (self->comparison, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->picker_box), !busy);
}

static void
merged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillMergeDialog) self = user_data;
  g_autoptr (GError)          error = NULL;
  gint64 id = till_practice_merge_patients_finish (TILL_PRACTICE (source), result, &error);
  int    kept;
  g_autofree char *words = NULL;

  if (self->closed)
    return;
  if (id == 0)
    {
      set_busy (self, FALSE);
      show_problem (self, error->message);
      return;
    }

  kept = get_kept (self);
  /* Translators: two names */
  words = g_strdup_printf (_ ("“%s” is shown under “%s” now"), self->sides[1 - kept]->patient->name,
                           self->sides[kept]->patient->name);
  g_signal_emit (self, merged_signal, 0, id, self->sides[kept]->patient->id, words);
  gtk_window_close (GTK_WINDOW (self));
}

static void
merge_cb (GtkButton *button, TillMergeDialog *self)
{
  int            kept = get_kept (self);
  TillMergeOrder order = { self->sides[1 - kept]->patient->id, self->sides[kept]->patient->id, 0 };

  for (int field = 0; field < TILL_N_MERGE_FIELDS; field++)
    {
      GtkCheckButton  *taken = self->values[field][1 - kept];
      g_autofree char *has = till_merge_field_dup (self->sides[kept]->patient, field);

      if (has == NULL || (taken != NULL && gtk_check_button_get_active (taken)))
        order.taken |= 1u << field;
    }
  set_busy (self, TRUE);
  till_practice_merge_patients_async (self->practice, &order, merged_cb, g_object_ref (self));
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_merge_dialog_dispose (GObject *object)
{
  TillMergeDialog *self = TILL_MERGE_DIALOG (object);

  self->closed = TRUE;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_MERGE_DIALOG);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_merge_dialog_parent_class)->dispose (object);
}

static void
till_merge_dialog_finalize (GObject *object)
{
  TillMergeDialog *self = TILL_MERGE_DIALOG (object);

  till_patient_free (self->patient);
  for (int side = 0; side < 2; side++)
    g_clear_pointer (&self->sides[side], till_merge_side_free);

  G_OBJECT_CLASS (till_merge_dialog_parent_class)->finalize (object);
}

static void
till_merge_dialog_class_init (TillMergeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_merge_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_merge_dialog_finalize;

  merged_signal = g_signal_new ("merged", TILL_TYPE_MERGE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_INT64, G_TYPE_STRING);

  till_dialog_class_set_up (widget_class, "patients/till-merge-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TillMergeDialog, intro);
  gtk_widget_class_bind_template_child (widget_class, TillMergeDialog, picker_box);
  gtk_widget_class_bind_template_child (widget_class, TillMergeDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, TillMergeDialog, comparison);
  gtk_widget_class_bind_template_child (widget_class, TillMergeDialog, warning);
  gtk_widget_class_bind_template_child (widget_class, TillMergeDialog, grid);
  gtk_widget_class_bind_template_child (widget_class, TillMergeDialog, outcome);
  gtk_widget_class_bind_template_child (widget_class, TillMergeDialog, merge);
  gtk_widget_class_bind_template_callback (widget_class, merge_cb);
}

static void
till_merge_dialog_init (TillMergeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
till_merge_dialog_new (TillPractice *practice, const TillPatient *patient, GtkWindow *parent)
{
  TillMergeDialog *self = g_object_new (TILL_TYPE_MERGE_DIALOG, "transient-for", parent, NULL);
  g_autofree char *intro = g_strdup_printf (
    _ ("Is “%s” in the practice twice? Choose the other record, and both become one."),
    patient->name);

  self->practice = g_object_ref (practice);
  self->patient = till_patient_copy (patient);
  gtk_label_set_text (self->intro, intro);
  self->picker = TILL_PATIENT_PICKER (till_patient_picker_new (practice));
  till_patient_picker_only_known (self->picker);
  gtk_box_append (self->picker_box, GTK_WIDGET (self->picker));
  g_signal_connect_swapped (self->picker, "chosen", G_CALLBACK (chosen_cb), self);
  gtk_widget_grab_focus (GTK_WIDGET (self->picker));

  return GTK_WIDGET (self);
}
