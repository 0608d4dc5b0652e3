/* till-plan-groups.c: what is known of a payment plan, in groups of rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/plans/till-plan-groups.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-plans.h"
#include "rules/till-plan-deeds.h"
#include "ui/plans/till-plan-words.h"
#include "ui/widgets/till-fact-rows.h"

/* ── Facts ───────────────────────────────────────────────────────────────────────────────────── */

static GtkWidget *
new_change_button (const TillPlan *plan)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("C_hange…"));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Change the card"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "practice.change-plan-card");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", plan->id);

  return button;
}

static char *
dup_card (const TillFiledCard *card, TillDay today)
{
  g_autofree char *title = NULL;
  g_autofree char *expiry = NULL;

  if (card == NULL)
    return g_strdup (_ ("None: nothing is charged by itself"));
  title = till_filed_card_dup_title (card);
  if (card->state != TILL_CARD_KEPT)
    /* Translators: a card that is not on file any more */
    return g_strdup_printf (_ ("%s · Deleted: choose another one"), title);
  expiry = till_filed_card_dup_expiry_words (card, today);

  return expiry != NULL ? g_strconcat (title, " · ", expiry, NULL) : g_steal_pointer (&title);
}

static void
add_card (AdwPreferencesGroup *group, const TillWholePlan *plan, TillDay today)
{
  g_autofree char *words = dup_card (plan->card, today);
  AdwActionRow    *row = till_fact_group_add (group, _ ("Card"), words);

  if (plan->card != NULL && plan->card->state != TILL_CARD_KEPT)
    till_fact_row_warn_of_card (row, TILL_CARD_HAS_EXPIRED);
  else if (plan->card != NULL)
    till_fact_row_warn_of_card (row, till_filed_card_get_age (plan->card, today));
  if (till_plan_why_not (TILL_PLAN_DEED_SET_CARD, plan->plan, plan->installments) == NULL)
    adw_action_row_add_suffix (row, new_change_button (plan->plan));
}

GtkWidget *
till_plan_group_facts (const TillWholePlan *plan, TillPractice *practice)
{
  AdwPreferencesGroup *group = till_fact_group_new (_ ("Payment Plan"));
  GTimeZone           *zone = till_practice_get_zone (practice);
  g_autofree char     *state = till_plan_dup_state (plan->plan, zone);
  g_autofree char     *next = till_plan_dup_next (plan->plan);
  g_autofree char     *made = till_instant_format (plan->plan->made_at, zone);
  /* Translators: when, and by whom a plan was made */
  g_autofree char *by = g_strdup_printf (_ ("%s by %s"), made, plan->plan->made_by);

  till_fact_group_add (group, _ ("State"), state);
  till_fact_group_add (group, _ ("Next payment"), next != NULL ? next : _ ("None"));
  add_card (group, plan, till_practice_get_today (practice));
  if (plan->plan->what_for != NULL)
    till_fact_group_add (group, _ ("What it is for"), plan->plan->what_for);
  till_fact_row_open_by (till_fact_group_add (group, _ ("Who pays"), plan->payer_name),
                         "win.show-patient", plan->payer_id);
  if (g_strcmp0 (plan->payer_name, plan->patient_name) != 0)
    till_fact_row_open_by (till_fact_group_add (group, _ ("For whom"), plan->patient_name),
                           "win.show-patient", plan->plan->patient_id);
  till_fact_group_add (group, _ ("Made"), by);

  return GTK_WIDGET (group);
}

/* ── Terms ───────────────────────────────────────────────────────────────────────────────────── */

static char *
dup_version_title (const TillWholePlan *plan, const TillPlanVersion *version)
{
  int number = (int) version->number;

  if (version->authorized == TILL_AUTHORIZED_NOT_YET && !till_plan_version_is_open (version))
    return g_strdup_printf (_ ("Version %d, withdrawn"), number);
  if (version->authorized == TILL_AUTHORIZED_NOT_YET)
    return g_strdup_printf (_ ("Version %d, offered"), number);
  if (version->keeps_schedule)
    return g_strdup_printf (_ ("Version %d, another card"), number);
  if (version->number == plan->plan->version)
    return g_strdup_printf (_ ("Version %d, in force"), number);

  return g_strdup_printf (_ ("Version %d, replaced by a newer one"), number);
}

static GtkWidget *
new_button (const char *label, const char *action, gint64 id)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", id);

  return button;
}

/* As it was agreed on. */
static void
add_agreement (AdwActionRow *row, const GPtrArray *documents, gint64 version)
{
  for (guint i = 0; i < documents->len; i++)
    {
      const TillPlanDocument *document = documents->pdata[i];

      if (document->kind != TILL_DOCUMENT_AGREEMENT || document->version != version)
        continue;
      adw_action_row_add_suffix (
        row, new_button (_ ("_Save Agreement…"), "practice.save-plan-document", document->id));
      return;
    }
}

/* Of new terms: of a plan that nobody has agreed to the whole plan is cancelled. */
static void
add_withdraw (AdwActionRow *row, const TillWholePlan *plan)
{
  if (till_plan_why_not (TILL_PLAN_DEED_WITHDRAW, plan->plan, plan->installments) == NULL)
    adw_action_row_add_suffix (
      row, new_button (_ ("_Withdraw…"), "practice.withdraw-plan-terms", plan->plan->id));
}

/* Who pays by it, once that has changed; and by which card, where it is about that. */
static char *
dup_version_words (const TillWholePlan *plan, const TillPlanVersion *version, GTimeZone *zone)
{
  g_autofree char *words = till_plan_version_dup_words (version, zone);
  g_autofree char *payer = till_person_name_as_written (version->payer_name);
  g_autofree char *who = NULL;
  gboolean         is_same = TRUE;

  for (guint i = 0; i < plan->versions->len; i++)
    {
      const TillPlanVersion *one = plan->versions->pdata[i];

      is_same = is_same && one->guarantor_id == plan->plan->guarantor_id;
    }
  if (is_same)
    return g_steal_pointer (&words);

  /* Translators: a person */
  who = g_strdup_printf (_ ("%s pays"), payer);

  return g_strjoin ("\n", who, words, NULL);
}

GtkWidget *
till_plan_group_terms (const TillWholePlan *plan, TillPractice *practice)
{
  AdwPreferencesGroup  *group = till_fact_group_new (_ ("What Was Agreed On"));
  GTimeZone            *zone = till_practice_get_zone (practice);
  g_autoptr (GPtrArray) documents =
    till_practice_list_plan_documents (practice, plan->plan->id, NULL);

  for (guint i = plan->versions->len; i > 0; i--)
    {
      const TillPlanVersion *version = plan->versions->pdata[i - 1];
      g_autofree char       *title = dup_version_title (plan, version);
      g_autofree char       *words = dup_version_words (plan, version, zone);
      AdwActionRow          *row = till_fact_group_add (group, title, words);

      if (version == till_whole_plan_find_offer (plan))
        add_withdraw (row, plan);
      else if (documents != NULL)
        add_agreement (row, documents, version->number);
    }

  return GTK_WIDGET (group);
}

/* ── Of the patient's page ───────────────────────────────────────────────────────────────────── */

static void
add_plan (AdwPreferencesGroup *group, const TillPlan *plan)
{
  g_autofree char *total = till_money_format (plan->total);
  g_autofree char *title =
    plan->what_for != NULL ? g_strconcat (plan->what_for, ", ", total, NULL) : g_strdup (total);
  g_autofree char *progress = till_plan_dup_progress (plan);
  g_autofree char *words =
    g_strconcat (till_plan_state_to_words (plan->state), " · ", progress, NULL);
  AdwActionRow *row = till_fact_group_add (group, title, words);

  till_fact_row_open_by (row, "win.show-plan", plan->id);
}

GtkWidget *
till_plan_group_of_patient (const GPtrArray *plans)
{
  AdwPreferencesGroup *group = till_fact_group_new (_ ("Payment Plans"));

  for (guint i = 0; i < plans->len; i++)
    add_plan (group, plans->pdata[i]);

  return GTK_WIDGET (group);
}
