/* till-patient-cards.c: the cards on file of a patient's account, as a group of rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/patients/till-patient-cards.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/till-fact-rows.h"
#include "ui/widgets/till-table-menu.h"

static char *
dup_facts (const TillFiledCard *card, TillDay today)
{
  g_autofree char *expiry = till_filed_card_dup_expiry_words (card, today);
  const char      *role = till_card_role_to_words (card->role);

  if (role == NULL || expiry == NULL)
    return g_strdup (role != NULL ? role : expiry);

  return g_strconcat (role, " · ", expiry, NULL);
}

/* What is done with it. */
static GtkWidget *
new_menu_button (const TillFiledCard *card, const char *title)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget        *button = gtk_menu_button_new ();
  g_autofree char  *label = g_strdup_printf (_ ("Actions for %s"), title);

  till_table_menu_append (menu, _ ("_Nickname and Consent…"), "practice.edit-card", card->id);
  if (card->role != TILL_CARD_PRIMARY)
    till_table_menu_append (menu, _ ("Make _Primary"), "practice.make-card-primary", card->id);
  if (card->role != TILL_CARD_BACKUP)
    till_table_menu_append (menu, _ ("Make _Backup"), "practice.make-card-backup", card->id);
  till_table_menu_append (menu, _ ("_Delete…"), "practice.delete-card", card->id);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);

  return button;
}

static void
add_card (AdwPreferencesGroup *group, const TillFiledCard *card, TillDay today)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *title = till_filed_card_dup_title (card);
  g_autofree char *facts = dup_facts (card, today);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  if (facts != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  till_fact_row_warn_of_card (ADW_ACTION_ROW (row), till_filed_card_get_age (card, today));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_menu_button (card, title));
  adw_preferences_group_add (group, row);
}

GtkWidget *
till_patient_group_cards (const GPtrArray *cards, TillDay today)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Cards on File"));
  for (guint i = 0; i < cards->len; i++)
    add_card (ADW_PREFERENCES_GROUP (group), cards->pdata[i], today);

  return group;
}
