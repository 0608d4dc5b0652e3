/* till-snooze-dialog.c: asks until when guarantors are left out of requests, and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/receivables/till-snooze-dialog.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/till-dialog-class.h"
#include "ui/widgets/till-entry-guard.h"

/* What the calendar begins with. */
#define DAYS_AHEAD 14

struct _TillSnoozeDialog
{
  AdwWindow parent_instance;

  /* Owned */
  TillPractice *practice;
  GArray       *guarantors; /* gint64 */

  guint    n_reasons; /* the entry behind them is another one */
  gboolean closed;

  /* Template children */
  GtkLabel    *whom;
  AdwComboRow *reason;
  AdwEntryRow *other;
  AdwComboRow *ends;
  GtkCalendar *day;
  GtkLabel    *words;
  GtkLabel    *problem;
  GtkWidget   *snooze;
};

G_DEFINE_FINAL_TYPE (TillSnoozeDialog, till_snooze_dialog, ADW_TYPE_WINDOW)

static guint snoozed_signal;

static void
show_problem (TillSnoozeDialog *self, const char *words)
{
  gtk_label_set_text (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
}

/* ── What is chosen ── */

static TillDay
picked_day (TillSnoozeDialog *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->day);

  return till_day (g_date_time_get_year (date), g_date_time_get_month (date),
                   g_date_time_get_day_of_month (date));
}

static gboolean
is_other (TillSnoozeDialog *self)
{
  return adw_combo_row_get_selected (self->reason) == self->n_reasons;
}

/* The rows stand in the order of the enum. */
static TillSnooze *
read_snooze (TillSnoozeDialog *self)
{
  GtkStringObject *listed = adw_combo_row_get_selected_item (self->reason);
  const char      *reason = is_other (self)  ? gtk_editable_get_text (GTK_EDITABLE (self->other))
                            : listed != NULL ? gtk_string_object_get_string (listed)
                                             : "";

  return till_snooze_new ((TillSnoozeEnd) adw_combo_row_get_selected (self->ends),
                          picked_day (self), reason);
}

static const char *
explain (TillSnoozeEnd ends)
{
  switch (ends)
    {
    case TILL_SNOOZE_DAY:
      return _ ("No request is sent up to that day, that day included.");
    case TILL_SNOOZE_BALANCE:
      return _ ("It ends with the next charge, payment or adjustment.");
    case TILL_SNOOZE_INSURANCE:
      return _ ("It ends when nothing more is expected from the insurance. Who has no insurance to "
                "pay is left out.");
    default:
      g_return_val_if_reached ("");
    }
}

static void
changed_cb (TillSnoozeDialog *self)
{
  g_autoptr (TillSnooze) snooze = NULL;
  g_autoptr (GError)     error = NULL;

  /* The template sets its rows before there is a practice. */
  if (self->practice == NULL)
    return;

  snooze = read_snooze (self);
  gtk_widget_set_visible (GTK_WIDGET (self->other), is_other (self));
  gtk_widget_set_visible (GTK_WIDGET (self->day), snooze->ends == TILL_SNOOZE_DAY);
  gtk_label_set_text (self->words, explain (snooze->ends));
  gtk_widget_set_sensitive (
    self->snooze, till_snooze_check (snooze, till_practice_get_today (self->practice), &error));
  /* That a reason is still to be given needs no saying. */
  show_problem (self, error != NULL && *snooze->reason != '\0' ? error->message : NULL);
}

/* ── The deed ── */

static void
snoozed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillSnoozeDialog) self = user_data;
  g_autoptr (GError)           error = NULL;
  guint                        n_snoozed = 0;
  guint                        n_left_out = 0;
  gboolean                     good =
    till_practice_snooze_finish (TILL_PRACTICE (source), result, &n_snoozed, &n_left_out, &error);

  if (self->closed)
    return;
  if (good && n_snoozed > 0)
    {
      g_signal_emit (self, snoozed_signal, 0, n_snoozed, n_left_out);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_widget_set_sensitive (self->snooze, TRUE);
  show_problem (self, good ? _ ("Nobody was snoozed: no insurance is expected to pay here.")
                           : error->message);
}

static void
snooze_cb (GtkButton *button, TillSnoozeDialog *self)
{
  g_autoptr (TillSnooze) snooze = read_snooze (self);

  gtk_widget_set_sensitive (self->snooze, FALSE);
  till_practice_snooze_async (self->practice, (const gint64 *) self->guarantors->data,
                              self->guarantors->len, snooze, snoozed_cb, g_object_ref (self));
}

static void
till_snooze_dialog_dispose (GObject *object)
{
  TillSnoozeDialog *self = TILL_SNOOZE_DIALOG (object);

  self->closed = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_SNOOZE_DIALOG);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->guarantors, g_array_unref);

  G_OBJECT_CLASS (till_snooze_dialog_parent_class)->dispose (object);
}

static void
till_snooze_dialog_class_init (TillSnoozeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_snooze_dialog_dispose;

  snoozed_signal = g_signal_new ("snoozed", TILL_TYPE_SNOOZE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);

  till_dialog_class_set_up (widget_class, "receivables/till-snooze-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TillSnoozeDialog, whom);
  gtk_widget_class_bind_template_child (widget_class, TillSnoozeDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, TillSnoozeDialog, other);
  gtk_widget_class_bind_template_child (widget_class, TillSnoozeDialog, ends);
  gtk_widget_class_bind_template_child (widget_class, TillSnoozeDialog, day);
  gtk_widget_class_bind_template_child (widget_class, TillSnoozeDialog, words);
  gtk_widget_class_bind_template_child (widget_class, TillSnoozeDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, TillSnoozeDialog, snooze);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, snooze_cb);
}

static void
till_snooze_dialog_init (TillSnoozeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  till_entry_guard (GTK_WIDGET (self->other));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->snooze);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->reason));
}

static void
fill_reasons (TillSnoozeDialog *self)
{
  g_autoptr (GtkStringList) reasons = gtk_string_list_new (NULL);
  g_auto (GStrv) given = till_practice_dup_reasons (self->practice, TILL_SETTING_SNOOZE_REASONS);

  self->n_reasons = g_strv_length (given);
  for (guint i = 0; i < self->n_reasons; i++)
    gtk_string_list_append (reasons, given[i]);
  gtk_string_list_append (reasons, _ ("Another reason…"));
  adw_combo_row_set_model (self->reason, G_LIST_MODEL (reasons));
}

GtkWidget *
till_snooze_dialog_new (TillPractice *practice,
                        const gint64 *guarantors,
                        gsize         n_guarantors,
                        const char   *whom,
                        GtkWindow    *parent)
{
  TillSnoozeDialog *self = g_object_new (TILL_TYPE_SNOOZE_DIALOG, "transient-for", parent, NULL);
  TillDay           until = till_day_add (till_practice_get_today (practice), DAYS_AHEAD);
  g_autoptr (GDateTime) date = NULL;
  int                   year;
  int                   month;
  int                   day;

  self->practice = g_object_ref (practice);
  self->guarantors = g_array_sized_new (FALSE, FALSE, sizeof (gint64), (guint) n_guarantors);
  g_array_append_vals (self->guarantors, guarantors, (guint) n_guarantors);
  gtk_label_set_text (self->whom, whom);
  fill_reasons (self);
  till_day_get_ymd (until, &year, &month, &day);
  date = g_date_time_new_utc (year, month, day, 12, 0, 0);
  gtk_calendar_select_day (self->day, date);
  changed_cb (self);

  return GTK_WIDGET (self);
}
