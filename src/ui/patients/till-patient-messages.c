/* till-patient-messages.c: what was written to a patient and received, and the text of one message
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/patients/till-patient-messages.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-patients.h"
#include "ui/widgets/till-table-view.h"

struct _TillPatientMessages
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice *practice;
  TillTable    *messages;

  /* Template children */
  TillTableView *table;
  GtkWidget     *one; /* the message that is selected */
  GtkLabel      *about;
  GtkLabel      *reason;
  GtkLabel      *subject;
  GtkWidget     *text;
};

G_DEFINE_FINAL_TYPE (TillPatientMessages, till_patient_messages, ADW_TYPE_BIN)

/* ── The one that is selected ── */

static guint
find (TillPatientMessages *self, const char *column)
{
  return (guint) till_table_find_column (self->messages, column);
}

static const char *
get_text (TillPatientMessages *self, TillRow *row, const char *column)
{
  return till_row_get_text (row, find (self, column));
}

/* As the list says it. */
static char *
dup_words (TillPatientMessages *self, TillRow *row, const char *column)
{
  guint             index = find (self, column);
  guint             n_columns;
  const TillColumn *columns = till_table_get_columns (self->messages, &n_columns);

  return till_column_format (&columns[index], index, row, till_practice_get_zone (self->practice));
}

/* "To Anna Lee, anna@example.com" */
static char *
dup_whom (TillPatientMessages *self, TillRow *row)
{
  const char      *name = get_text (self, row, "name");
  g_autofree char *address = dup_words (self, row, "address");
  g_autofree char *whom =
    name != NULL ? g_strdup_printf ("%s, %s", name, address) : g_strdup (address);

  return g_str_equal (get_text (self, row, "state"), "received")
           ? g_strdup_printf (_ ("From %s"), whom)
           : g_strdup_printf (_ ("To %s"), whom);
}

/* Who wrote it, when it left, and with what. */
static char *
dup_about (TillPatientMessages *self, TillRow *row)
{
  GTimeZone            *zone = till_practice_get_zone (self->practice);
  const char           *writer = get_text (self, row, "written-by");
  g_autoptr (GPtrArray) about = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (about, dup_whom (self, row));
  /* What was received has none. */
  if (writer != NULL)
    g_ptr_array_add (about, g_strdup_printf (_ ("Written by %s"), writer));
  if (writer != NULL && !till_row_is_null (row, find (self, "left-at")))
    {
      g_autofree char *at =
        till_instant_format (till_row_get_int (row, find (self, "left-at")), zone);

      /* Translators: a day and a time */
      g_ptr_array_add (about, g_strdup_printf (_ ("Sent %s"), at));
    }
  if (!g_str_equal (get_text (self, row, "attached"), "none"))
    {
      g_autofree char *what = dup_words (self, row, "attached");

      g_ptr_array_add (about, g_strdup_printf (_ ("Attached: %s"), what));
    }
  g_ptr_array_add (about, NULL);

  return g_strjoinv (" · ", (GStrv) about->pdata);
}

static void
set_label (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
show_message (TillPatientMessages *self, TillRow *row)
{
  g_autofree char *about = dup_about (self, row);
  g_autofree char *reason = dup_words (self, row, "reason");

  set_label (self->about, about);
  set_label (self->reason, reason);
  set_label (self->subject, get_text (self, row, "subject"));
  gtk_label_set_text (GTK_LABEL (self->text), get_text (self, row, "message"));
}

/* Again when the list has changed: its state may be another one. */
static void
selected_cb (TillPatientMessages *self)
{
  gint64              id = till_table_view_get_current (self->table);
  guint               position;
  g_autoptr (TillRow) row = NULL;

  if (id != 0 && till_table_find_id (self->messages, id, &position))
    row = g_list_model_get_item (G_LIST_MODEL (self->messages), position);
  if (row != NULL)
    show_message (self, row);
  gtk_widget_set_visible (self->one, row != NULL);
}

/* To read on, or to take a part of it. */
static void
activated_cb (TillTableView *table, gint64 id, TillPatientMessages *self)
{
  gtk_widget_grab_focus (self->text);
}

/* ── The object ── */

static void
till_patient_messages_dispose (GObject *object)
{
  TillPatientMessages *self = TILL_PATIENT_MESSAGES (object);

  if (self->messages != NULL)
    g_signal_handlers_disconnect_by_data (self->messages, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_PATIENT_MESSAGES);
  g_clear_object (&self->messages);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_patient_messages_parent_class)->dispose (object);
}

static void
till_patient_messages_class_init (TillPatientMessagesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_patient_messages_dispose;

  g_type_ensure (TILL_TYPE_TABLE_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/patients/till-patient-messages.ui");
  gtk_widget_class_bind_template_child (widget_class, TillPatientMessages, table);
  gtk_widget_class_bind_template_child (widget_class, TillPatientMessages, one);
  gtk_widget_class_bind_template_child (widget_class, TillPatientMessages, about);
  gtk_widget_class_bind_template_child (widget_class, TillPatientMessages, reason);
  gtk_widget_class_bind_template_child (widget_class, TillPatientMessages, subject);
  gtk_widget_class_bind_template_child (widget_class, TillPatientMessages, text);
}

static void
till_patient_messages_init (TillPatientMessages *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  till_table_view_set_empty_words (self->table, _ ("No Messages"),
                                   _ ("Payment requests, reminders, receipts and answers are "
                                      "listed here. To write the first one, choose Request "
                                      "Payment from the menu at the top right of this page."));
}

void
till_patient_messages_set_patient (TillPatientMessages *self,
                                   TillPractice        *practice,
                                   gint64               patient_id)
{
  g_return_if_fail (TILL_IS_PATIENT_MESSAGES (self) && self->practice == NULL);

  self->practice = g_object_ref (practice);
  self->messages = till_practice_new_messages_of (practice, patient_id);
  till_table_view_set_table (self->table, self->messages, till_practice_get_zone (practice),
                             _ ("Messages"));
  g_signal_connect (self->table, "row-activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_object (till_table_view_get_selection (self->table), "selection-changed",
                           G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->messages, "items-changed", G_CALLBACK (selected_cb), self);
}
