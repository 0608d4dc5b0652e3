/* till-mail-test-group.c: tries the settings of e-mail out, and shows how far it comes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/settings/till-mail-test-group.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-mail.h"
#include "ui/widgets/till-entry-guard.h"

struct _TillMailTestGroup
{
  AdwPreferencesGroup parent_instance;

  /* Borrowed: libadwaita 1.2 does not let go of a group whose rows it has listed for its search,
   * and the practice would stay with it. */
  TillPractice *practice; /* weak */

  /* Owned */
  GCancellable *cancellable; /* while it is in a window */
  GPtrArray    *steps;       /* rows; borrowed from the group */

  /* Template children */
  AdwEntryRow  *address;
  AdwActionRow *test_row;
  GtkWidget    *test;
};

G_DEFINE_FINAL_TYPE (TillMailTestGroup, till_mail_test_group, ADW_TYPE_PREFERENCES_GROUP)

static void
clear_steps (TillMailTestGroup *self)
{
  for (guint i = 0; i < self->steps->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->steps->pdata[i]);
  g_ptr_array_set_size (self->steps, 0);
}

/* As a sign and as a word: nobody shall have to tell colors apart. */
static GtkWidget *
new_sign (TillMailCheckState state)
{
  const char *icon = state == TILL_MAIL_CHECK_GOOD     ? "object-select-symbolic"
                     : state == TILL_MAIL_CHECK_FAILED ? "dialog-error-symbolic"
                                                       : NULL;
  const char *words = state == TILL_MAIL_CHECK_GOOD     ? _ ("Good")
                      : state == TILL_MAIL_CHECK_FAILED ? _ ("Failed")
                                                        : _ ("Not reached");
  GtkWidget  *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (icon != NULL)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), gtk_label_new (words));
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (box, state == TILL_MAIL_CHECK_GOOD     ? "success"
                                 : state == TILL_MAIL_CHECK_FAILED ? "error"
                                                                   : "dim-label");

  return box;
}

/* Of the one that failed the words stand beside the button. */
static void
add_step (TillMailTestGroup *self, const TillMailCheck *check)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *words = NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), check->title);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (check->words != NULL && check->state != TILL_MAIL_CHECK_FAILED)
    {
      words = g_markup_escape_text (check->words, -1);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_sign (check->state));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->steps, row);
}

static void
say (TillMailTestGroup *self, const char *words)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_action_row_set_subtitle (self->test_row, escaped);
}

static void
sum_up (TillMailTestGroup *self, const GPtrArray *checks)
{
  for (guint i = 0; i < checks->len; i++)
    {
      const TillMailCheck *check = checks->pdata[i];

      if (check->state == TILL_MAIL_CHECK_FAILED)
        {
          say (self, check->words);
          return;
        }
    }
  say (self, _ ("E-mail works"));
}

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TillMailTestGroup) self = user_data;
  g_autoptr (GError)            error = NULL;
  g_autoptr (GPtrArray)         checks =
    till_practice_test_mail_finish (TILL_PRACTICE (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  gtk_widget_set_sensitive (self->test, TRUE);
  if (checks == NULL)
    {
      say (self, error->message);
      return;
    }
  for (guint i = 0; i < checks->len; i++)
    add_step (self, checks->pdata[i]);
  sum_up (self, checks);
}

static void
test_cb (TillMailTestGroup *self)
{
  g_autofree char *address =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address))));

  clear_steps (self);
  gtk_widget_set_sensitive (self->test, FALSE);
  say (self, _ ("Sending…"));
  till_practice_test_mail_async (self->practice, address, self->cancellable, tested_cb,
                                 g_object_ref (self));
}

static void
till_mail_test_group_unroot (GtkWidget *widget)
{
  TillMailTestGroup *self = TILL_MAIL_TEST_GROUP (widget);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->practice);

  GTK_WIDGET_CLASS (till_mail_test_group_parent_class)->unroot (widget);
}

static void
till_mail_test_group_dispose (GObject *object)
{
  TillMailTestGroup *self = TILL_MAIL_TEST_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), TILL_TYPE_MAIL_TEST_GROUP);
  g_clear_pointer (&self->steps, g_ptr_array_unref);

  G_OBJECT_CLASS (till_mail_test_group_parent_class)->dispose (object);
}

static void
till_mail_test_group_class_init (TillMailTestGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_mail_test_group_dispose;
  widget_class->unroot = till_mail_test_group_unroot;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/settings/till-mail-test-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TillMailTestGroup, address);
  gtk_widget_class_bind_template_child (widget_class, TillMailTestGroup, test_row);
  gtk_widget_class_bind_template_child (widget_class, TillMailTestGroup, test);
}

static void
till_mail_test_group_init (TillMailTestGroup *self)
{
  self->steps = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
till_mail_test_group_set_practice (TillMailTestGroup *self, TillPractice *practice)
{
  g_return_if_fail (TILL_IS_MAIL_TEST_GROUP (self));
  g_return_if_fail (self->practice == NULL);

  g_set_weak_pointer (&self->practice, practice);
  self->cancellable = g_cancellable_new ();
  till_entry_guard (GTK_WIDGET (self->address));
  gtk_widget_set_visible (GTK_WIDGET (self), !till_practice_is_demo (practice));

  g_signal_connect_swapped (self->test, "clicked", G_CALLBACK (test_cb), self);
  g_signal_connect_swapped (self->address, "entry-activated", G_CALLBACK (test_cb), self);
}
