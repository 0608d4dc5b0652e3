/* till-messages-group.c: how messages are worded and when they are sent, in the settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/settings/till-messages-group.h"

#include <string.h>

#include "flow/till-practice-templates.h"
#include "rules/till-quiet-hours.h"
#include "ui/settings/till-settings-window-private.h"
#include "ui/settings/till-templates-window.h"

#define N_DAYS 7

/* What the lists of hours begin with. */
#define FIRST_FROM TILL_EARLIEST_HOUR
#define FIRST_UNTIL (TILL_EARLIEST_HOUR + TILL_LEAST_HOURS)
#define N_HOURS (TILL_LATEST_HOUR - TILL_EARLIEST_HOUR - TILL_LEAST_HOURS + 1)

struct _TillMessagesGroup
{
  AdwPreferencesGroup parent_instance;

  /* Borrowed: libadwaita 1.2 does not let go of a group whose rows it has listed for its search,
   * and the practice would stay with it. */
  TillPractice *practice; /* weak */

  GtkToggleButton *toggles[N_DAYS]; /* Monday first */
  gboolean         filling;         /* what changes now is ours, not the user's */

  /* Template children */
  AdwActionRow *wording;
  AdwComboRow  *language;
  AdwComboRow  *from;
  AdwComboRow  *until;
  GtkBox       *days;
};

G_DEFINE_FINAL_TYPE (TillMessagesGroup, till_messages_group, ADW_TYPE_PREFERENCES_GROUP)

/* ── Filling ── */

static guint
read_number (TillMessagesGroup *self, const char *key)
{
  return (guint) g_ascii_strtoull (till_practice_get_setting (self->practice, key), NULL, 10);
}

static void
fill (TillMessagesGroup *self)
{
  const char *days = till_practice_get_setting (self->practice, TILL_SETTING_MESSAGE_DAYS);

  self->filling = TRUE;
  adw_combo_row_set_selected (self->language, (guint) till_practice_get_language (self->practice));
  adw_combo_row_set_selected (self->from,
                              read_number (self, TILL_SETTING_MESSAGE_FROM) - FIRST_FROM);
  adw_combo_row_set_selected (self->until,
                              read_number (self, TILL_SETTING_MESSAGE_UNTIL) - FIRST_UNTIL);
  for (int i = 0; i < N_DAYS; i++)
    gtk_toggle_button_set_active (self->toggles[i], strchr (days, '1' + i) != NULL);
  self->filling = FALSE;
}

/* ── Keeping ── */

static void
language_cb (TillMessagesGroup *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL && !self->filling)
    till_settings_window_keep (
      TILL_SETTINGS_WINDOW (root), TILL_SETTING_MESSAGE_LANGUAGE,
      till_enum_to_text (TILL_TYPE_LANGUAGE, (int) adw_combo_row_get_selected (self->language)));
}

static char *
join_days (TillMessagesGroup *self)
{
  GString *days = g_string_new (NULL);

  for (int i = 0; i < N_DAYS; i++)
    if (gtk_toggle_button_get_active (self->toggles[i]))
      g_string_append_c (days, (char) ('1' + i));

  return g_string_free (days, FALSE);
}

/* What does not go together is put back, with the reason why. */
static void
times_cb (TillMessagesGroup *self)
{
  GtkRoot           *root = gtk_widget_get_root (GTK_WIDGET (self));
  guint              from = adw_combo_row_get_selected (self->from) + FIRST_FROM;
  guint              until = adw_combo_row_get_selected (self->until) + FIRST_UNTIL;
  g_autofree char   *days = NULL;
  g_autofree char   *from_text = NULL;
  g_autofree char   *until_text = NULL;
  g_autoptr (GError) error = NULL;
  TillMessageHours   hours;

  if (root == NULL || self->filling || self->practice == NULL)
    return;

  days = join_days (self);
  if (!till_message_hours_read (&hours, from, until, days, &error))
    {
      till_settings_window_say (TILL_SETTINGS_WINDOW (root), error->message);
      fill (self);
      return;
    }

  from_text = g_strdup_printf ("%u", from);
  until_text = g_strdup_printf ("%u", until);
  till_settings_window_keep (TILL_SETTINGS_WINDOW (root), TILL_SETTING_MESSAGE_FROM, from_text);
  till_settings_window_keep (TILL_SETTINGS_WINDOW (root), TILL_SETTING_MESSAGE_UNTIL, until_text);
  till_settings_window_keep (TILL_SETTINGS_WINDOW (root), TILL_SETTING_MESSAGE_DAYS, days);
}

static void
wording_cb (TillMessagesGroup *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->practice != NULL)
    gtk_window_present (GTK_WINDOW (till_templates_window_new (self->practice, GTK_WINDOW (root))));
}

/* ── The object ── */

static void
till_messages_group_unroot (GtkWidget *widget)
{
  g_clear_weak_pointer (&TILL_MESSAGES_GROUP (widget)->practice);

  GTK_WIDGET_CLASS (till_messages_group_parent_class)->unroot (widget);
}

static void
till_messages_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TILL_TYPE_MESSAGES_GROUP);

  G_OBJECT_CLASS (till_messages_group_parent_class)->dispose (object);
}

static void
till_messages_group_class_init (TillMessagesGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_messages_group_dispose;
  widget_class->unroot = till_messages_group_unroot;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/settings/till-messages-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TillMessagesGroup, wording);
  gtk_widget_class_bind_template_child (widget_class, TillMessagesGroup, language);
  gtk_widget_class_bind_template_child (widget_class, TillMessagesGroup, from);
  gtk_widget_class_bind_template_child (widget_class, TillMessagesGroup, until);
  gtk_widget_class_bind_template_child (widget_class, TillMessagesGroup, days);
}

/* As the locale writes them: "9:00 AM". */
static void
fill_hours (AdwComboRow *row, guint first)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  g_autoptr (GTimeZone)     utc = g_time_zone_new_utc ();

  for (guint i = 0; i < N_HOURS; i++)
    gtk_string_list_take (list, till_instant_format_time ((first + i) * TILL_HOUR, utc));
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

static void
add_toggles (TillMessagesGroup *self)
{
  for (int i = 0; i < N_DAYS; i++)
    {
      /* January 1, 2024 was a Monday. */
      g_autoptr (GDateTime) day = g_date_time_new_utc (2024, 1, 1 + i, 12, 0, 0);
      g_autofree char      *brief = g_date_time_format (day, "%a");
      g_autofree char      *whole = g_date_time_format (day, "%A");

      self->toggles[i] = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (brief));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggles[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
      gtk_box_append (self->days, GTK_WIDGET (self->toggles[i]));
    }
}

static void
till_messages_group_init (TillMessagesGroup *self)
{
  g_autoptr (GtkStringList) languages = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < TILL_N_LANGUAGES; i++)
    gtk_string_list_append (languages, till_language_to_words ((TillLanguage) i));
  adw_combo_row_set_model (self->language, G_LIST_MODEL (languages));
  fill_hours (self->from, FIRST_FROM);
  fill_hours (self->until, FIRST_UNTIL);
  add_toggles (self);
}

void
till_messages_group_set_practice (TillMessagesGroup *self, TillPractice *practice)
{
  g_return_if_fail (TILL_IS_MESSAGES_GROUP (self));
  g_return_if_fail (self->practice == NULL);

  g_set_weak_pointer (&self->practice, practice);
  fill (self);

  g_signal_connect_swapped (self->wording, "activated", G_CALLBACK (wording_cb), self);
  g_signal_connect_swapped (self->language, "notify::selected", G_CALLBACK (language_cb), self);
  g_signal_connect_swapped (self->from, "notify::selected", G_CALLBACK (times_cb), self);
  g_signal_connect_swapped (self->until, "notify::selected", G_CALLBACK (times_cb), self);
  for (int i = 0; i < N_DAYS; i++)
    g_signal_connect_swapped (self->toggles[i], "notify::active", G_CALLBACK (times_cb), self);
}
