/* till-messages-view.c: what was written and received, as a list, and the text of one message
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-messages-view.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/till-table-view.h"

struct _TillMessagesView
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

G_DEFINE_FINAL_TYPE (TillMessagesView, till_messages_view, ADW_TYPE_BIN)

/* ── The one that is selected ── */

static guint
find (TillMessagesView *self, const char *column)
{
  return (guint) till_table_find_column (self->messages, column);
}

static const char *
get_text (TillMessagesView *self, TillRow *row, const char *column)
{
  return till_row_get_text (row, find (self, column));
}

/* As the list says it. */
static char *
dup_words (TillMessagesView *self, TillRow *row, const char *column)
{
  guint             index = find (self, column);
  guint             n_columns;
  const TillColumn *columns = till_table_get_columns (self->messages, &n_columns);

  return till_column_format (&columns[index], index, row, till_practice_get_zone (self->practice));
}

/* "To Anna Lee, anna@example.com" */
static char *
dup_whom (TillMessagesView *self, TillRow *row)
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
dup_about (TillMessagesView *self, TillRow *row)
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
show_message (TillMessagesView *self, TillRow *row)
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
selected_cb (TillMessagesView *self)
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
activated_cb (TillTableView *table, gint64 id, TillMessagesView *self)
{
  gtk_widget_grab_focus (self->text);
}

/* ── The object ── */

static void
till_messages_view_dispose (GObject *object)
{
  TillMessagesView *self = TILL_MESSAGES_VIEW (object);

  if (self->messages != NULL)
    g_signal_handlers_disconnect_by_data (self->messages, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_MESSAGES_VIEW);
  g_clear_object (&self->messages);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_messages_view_parent_class)->dispose (object);
}

static void
till_messages_view_class_init (TillMessagesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_messages_view_dispose;

  g_type_ensure (TILL_TYPE_TABLE_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/widgets/till-messages-view.ui");
  gtk_widget_class_bind_template_child (widget_class, TillMessagesView, table);
  gtk_widget_class_bind_template_child (widget_class, TillMessagesView, one);
  gtk_widget_class_bind_template_child (widget_class, TillMessagesView, about);
  gtk_widget_class_bind_template_child (widget_class, TillMessagesView, reason);
  gtk_widget_class_bind_template_child (widget_class, TillMessagesView, subject);
  gtk_widget_class_bind_template_child (widget_class, TillMessagesView, text);
}

static void
till_messages_view_init (TillMessagesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
till_messages_view_set_messages (TillMessagesView *self,
                                 TillPractice     *practice,
                                 TillTable        *messages,
                                 const char       *empty_words)
{
  g_return_if_fail (TILL_IS_MESSAGES_VIEW (self) && self->practice == NULL);

  self->practice = g_object_ref (practice);
  self->messages = messages;
  till_table_view_set_empty_words (self->table, _ ("No Messages"), empty_words);
  till_table_view_set_table (self->table, self->messages, till_practice_get_zone (practice),
                             _ ("Messages"));
  g_signal_connect (self->table, "row-activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_object (till_table_view_get_selection (self->table), "selection-changed",
                           G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->messages, "items-changed", G_CALLBACK (selected_cb), self);
}
