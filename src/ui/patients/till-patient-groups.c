/* till-patient-groups.c: what is known of a patient, in groups of rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/patients/till-patient-groups.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-requests.h"
#include "rules/till-aging.h"
#include "rules/till-request-rules.h"
#include "ui/widgets/till-fact-rows.h"

/* A name at the left and what it is at the right; a reader hears both. */
static GtkLabel *
add_fact (AdwPreferencesGroup *group, const char *name, const char *what)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *label = gtk_label_new (what);
  g_autofree char *both = g_strdup_printf ("%s: %s", name, what);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_can_focus (label, FALSE);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, both, -1);
  adw_preferences_group_add (group, row);

  return GTK_LABEL (label);
}

/* ── Contacts ────────────────────────────────────────────────────────────────────────────────── */

static void
add_if_known (AdwPreferencesGroup *group, const char *name, const char *what)
{
  if (what != NULL && *what != '\0')
    till_fact_group_add (group, name, what);
}

/* And beside it what is known against it. */
static void
add_address (AdwPreferencesGroup *group,
             const char          *name,
             const char          *address,
             const TillAccount   *account,
             TillChannel          channel,
             GTimeZone           *zone)
{
  g_autofree char *day = NULL;
  g_autofree char *words = NULL;

  if (address == NULL || account->failed[channel] == NULL)
    {
      till_fact_group_add (group, name, address != NULL ? address : _ ("None"));
      return;
    }

  day = till_day_format (till_day_of_instant (account->failed_at[channel], zone));
  /* Translators: a phone number or an e-mail address; since when nothing arrives there; what
   * whoever carries the messages said */
  words = g_strdup_printf (_ ("%s\nNothing arrives there (%s): %s"), address, day,
                           account->failed[channel]);
  till_fact_group_add (group, name, words);
}

GtkWidget *
till_patient_group_contact (const TillAccount *account, GTimeZone *zone)
{
  const TillPatient   *patient = account->patient;
  AdwPreferencesGroup *group = till_fact_group_new (_ ("Contact"));

  add_address (group, _ ("Phone"), patient->phone, account, TILL_CHANNEL_TEXT, zone);
  add_address (group, _ ("E-Mail"), patient->email, account, TILL_CHANNEL_EMAIL, zone);
  add_if_known (group, _ ("Address"), patient->address);
  add_if_known (group, _ ("Note for the practice only"), patient->note);
  if (patient->do_not_contact)
    till_fact_group_add (group, _ ("Do not contact"), _ ("No request is sent in any way."));

  return GTK_WIDGET (group);
}

/* ── What is owed ────────────────────────────────────────────────────────────────────────────── */

static void
add_money (AdwPreferencesGroup *group, const char *name, TillMoney money)
{
  g_autofree char *words = till_money_format (money);

  add_fact (group, name, words);
}

/* On the patient's own account, from before somebody else answered: it is in no sum above. */
static void
add_own (AdwPreferencesGroup *group, const TillAccount *account)
{
  g_autofree char *amount = till_money_format (account->own);
  g_autofree char *words =
    g_strdup_printf (_ ("%s, from before the present guarantor; not in the total"), amount);

  till_fact_group_add (group, _ ("On an own account"), words);
}

static void
add_last_statement (AdwPreferencesGroup *group, const TillAccount *account)
{
  g_autofree char *day = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *words = NULL;

  if (till_day_is_none (account->stated_on))
    return;

  day = till_day_format (account->stated_on);
  amount = till_money_format (account->stated);
  /* Translators: the day of a statement, and what was due by it */
  words = g_strdup_printf (_ ("%s, %s"), day, amount);
  add_fact (group, _ ("Last statement"), words);
}

static void
add_last_request (AdwPreferencesGroup *group, const TillAccount *account)
{
  g_autofree char *day = NULL;
  g_autofree char *asked = NULL;
  g_autofree char *paid = NULL;
  g_autofree char *words = NULL;

  if (till_day_is_none (account->asked_on))
    return;

  day = till_day_format (account->asked_on);
  asked = till_money_format (account->asked);
  paid = till_money_format (account->asked_paid);
  if (account->asked_paid.cents > 0)
    /* Translators: the day of a payment request, what was asked for, and what was paid */
    words = g_strdup_printf (_ ("%s, %s, paid %s"), day, asked, paid);
  else
    /* Translators: the day of a payment request, and what was asked for */
    words = g_strdup_printf (_ ("%s, %s"), day, asked);
  add_fact (group, _ ("Last request"), words);
}

static void
add_snooze (AdwPreferencesGroup *group, const TillAccount *account, GTimeZone *zone)
{
  g_autofree char *until = till_snooze_to_words (account->snooze->ends, account->snooze->until);
  g_autofree char *at = till_instant_format (account->snoozed_at, zone);
  /* Translators: until when; the reason; who said so, and when */
  g_autofree char *words =
    g_strdup_printf (_ ("%s: %s\n%s, %s"), until, account->snooze->reason, account->snoozed_by, at);

  till_fact_group_add (group, _ ("Snoozed"), words);
}

static void
add_snooze_button (AdwPreferencesGroup *group, const TillAccount *account)
{
  gboolean   snoozed = account->snooze != NULL;
  GtkWidget *button = gtk_button_new_with_mnemonic (snoozed ? _ ("_End Snooze") : _ ("_Snooze…"));
  gint64     guarantor = account->patient->guarantor_id;

  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button),
                                  snoozed ? "practice.end-snooze" : "practice.snooze");
  gtk_actionable_set_action_target_value (
    GTK_ACTIONABLE (button),
    g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, &guarantor, 1, sizeof guarantor));
  adw_preferences_group_set_header_suffix (group, button);
}

GtkWidget *
till_patient_group_owed (const TillAccount *account, TillPractice *practice)
{
  AdwPreferencesGroup *group = till_fact_group_new (_ ("The Family Owes"));
  g_autofree char     *day = NULL;
  g_autofree char     *told = NULL;
  g_autofree char     *as_of = NULL;

  if (till_day_is_none (account->aged_on))
    {
      till_fact_group_add (
        group, _ ("Not known"),
        _ ("There are no balances yet: import them from your practice’s program."));
      return GTK_WIDGET (group);
    }

  day = till_day_format (account->aged_on);
  told = till_day_format (account->told_on);
  as_of = till_day_compare (account->told_on, account->aged_on) == 0
            ? g_strdup_printf (_ ("Aged as of %s"), day)
            : g_strdup_printf (_ ("Aged as of %s, imported up to %s"), day, told);
  adw_preferences_group_set_description (group, as_of);
  for (int i = 0; i < TILL_ACCOUNT_N_AGES; i++)
    add_money (group, till_age_to_words ((TillAge) i), account->owed[i]);
  if (account->credit.cents != 0)
    add_money (group, _ ("Credit"), account->credit);
  add_money (group, _ ("Total"), account->total);
  add_money (group, _ ("Insurance is thought to pay"), account->insurance);
  add_money (group, _ ("Patient portion"), account->portion);
  if (account->unposted.cents != 0)
    add_money (group, _ ("Paid, not posted yet"), account->unposted);
  if (account->unearned.cents != 0)
    add_money (group, _ ("Unearned credit"), account->unearned);
  if (account->own.cents != 0)
    add_own (group, account);
  add_last_statement (group, account);
  add_last_request (group, account);
  if (account->snooze != NULL)
    add_snooze (group, account, till_practice_get_zone (practice));
  if (account->total.cents != 0 || account->snooze != NULL)
    add_snooze_button (group, account);

  return GTK_WIDGET (group);
}

/* ── Would be asked ──────────────────────────────────────────────────────────────────────────── */

static char *
dup_judgement (const TillAccount *account, TillPractice *practice, TillChannel channel)
{
  TillRequestPolicy policy;
  TillRequestFacts  facts;
  guint             reasons;
  g_auto (GStrv)    words = NULL;
  g_autofree char  *list = NULL;

  till_practice_get_request_policy (practice, channel, &policy);
  till_request_read_facts (&facts, account, channel);
  reasons = till_request_judge (&facts, &policy, till_practice_get_today (practice));
  if (reasons == 0)
    return g_strdup (_ ("Yes"));

  words = till_request_dup_reasons (reasons, &facts, &policy);
  list = g_strjoinv ("\n• ", words);

  return g_strdup_printf ("%s\n• %s", _ ("No:"), list);
}

GtkWidget *
till_patient_group_asked (const TillAccount *account, TillPractice *practice)
{
  AdwPreferencesGroup *group = till_fact_group_new (_ ("Would Be Asked for It"));
  g_autofree char     *by_text = dup_judgement (account, practice, TILL_CHANNEL_TEXT);
  g_autofree char     *by_email = dup_judgement (account, practice, TILL_CHANNEL_EMAIL);

  till_fact_group_add (group, _ ("By text message"), by_text);
  till_fact_group_add (group, _ ("By e-mail"), by_email);

  return GTK_WIDGET (group);
}

/* ── The family ──────────────────────────────────────────────────────────────────────────────── */

static void
add_member (AdwPreferencesGroup *group, const TillAccount *account, const TillPatient *member)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *born =
    till_day_is_none (member->birth_date) ? NULL : till_day_format (member->birth_date);
  g_autofree char *facts = NULL;

  facts = member->id == account->patient->guarantor_id && born != NULL
            ? g_strdup_printf (_ ("Guarantor, born %s"), born)
          : member->id == account->patient->guarantor_id ? g_strdup (_ ("Guarantor"))
          : born != NULL                                 ? g_strdup_printf (_ ("Born %s"), born)
                                                         : NULL;
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), member->name);
  if (facts != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts);
  if (member->id != account->patient->id)
    till_fact_row_open_by (ADW_ACTION_ROW (row), "win.show-patient", member->id);
  adw_preferences_group_add (group, row);
}

GtkWidget *
till_patient_group_family (const TillAccount *account)
{
  AdwPreferencesGroup *group = till_fact_group_new (_ ("Family"));

  for (guint i = 0; i < account->family->len; i++)
    add_member (group, account, account->family->pdata[i]);

  return GTK_WIDGET (group);
}

/* ── What was merged ─────────────────────────────────────────────────────────────────────────── */

static void
add_merged (AdwPreferencesGroup *group, const TillMergedRecord *record, GTimeZone *zone)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *undo = gtk_button_new_with_mnemonic (_ ("_Undo Merge"));
  g_autofree char *at = till_instant_format (record->merged_at, zone);
  g_autofree char *title = record->number != NULL
                             ? g_strdup_printf ("%s (%s)", record->name, record->number)
                             : g_strdup (record->name);
  /* Translators: when, and by whom two records were merged */
  g_autofree char *words = g_strdup_printf (_ ("%s by %s"), at, record->merged_by);
  g_autofree char *label = g_strdup_printf (_ ("Undo the merge of %s"), title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (undo, "flat");
  gtk_widget_set_valign (undo, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (undo), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (undo), "practice.undo-merge");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (undo), "x", record->merge_id);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), undo);
  adw_preferences_group_add (group, row);
}

GtkWidget *
till_patient_group_merged (const TillAccount *account, TillPractice *practice)
{
  AdwPreferencesGroup *group;

  if (account->merged->len == 0)
    return NULL;

  group = till_fact_group_new (_ ("Merged Records"));
  for (guint i = 0; i < account->merged->len; i++)
    add_merged (group, account->merged->pdata[i], till_practice_get_zone (practice));

  return GTK_WIDGET (group);
}
