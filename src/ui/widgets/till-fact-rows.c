/* till-fact-rows.c: what is known, in groups of rows: a name, and a sentence below it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-fact-rows.h"

#include <glib/gi18n-lib.h>

AdwPreferencesGroup *
till_fact_group_new (const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);

  return ADW_PREFERENCES_GROUP (group);
}

AdwActionRow *
till_fact_group_add (AdwPreferencesGroup *self, const char *name, const char *sentence)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), sentence);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_group_add (self, row);

  return ADW_ACTION_ROW (row);
}

void
till_fact_row_open_by (AdwActionRow *row, const char *action, gint64 id)
{
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x", id);
}

void
till_fact_row_warn_of_card (AdwActionRow *row, TillCardAge age)
{
  GtkWidget *icon;

  if (age == TILL_CARD_IS_GOOD)
    return;

  icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  gtk_widget_add_css_class (icon, age == TILL_CARD_HAS_EXPIRED ? "error" : "warning");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
    age == TILL_CARD_HAS_EXPIRED ? _ ("This card has expired") : _ ("This card expires soon"), -1);
  adw_action_row_add_suffix (row, icon);
}
