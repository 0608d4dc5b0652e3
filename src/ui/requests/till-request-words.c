/* till-request-words.c: what is said of a request before it is sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/requests/till-request-words.h"

#include <glib/gi18n-lib.h>

char *
till_request_words_account (const TillAccount *account, gboolean named)
{
  const TillPatient    *patient = account->patient;
  g_autofree char      *name = till_person_name_as_written (patient->name);
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  if (!named)
    g_ptr_array_add (lines, name);
  if (patient->phone != NULL && *patient->phone != '\0')
    g_ptr_array_add (lines, patient->phone);
  if (patient->email != NULL && *patient->email != '\0')
    g_ptr_array_add (lines, patient->email);
  g_ptr_array_add (lines, NULL);

  return g_strjoinv (" · ", (char **) lines->pdata);
}

static void
append_message (GString *words, const TillMessage *message)
{
  const char *address = message->address != NULL ? message->address : "";

  if (words->len > 0)
    g_string_append (words, "\n\n");
  if (message->channel == TILL_CHANNEL_TEXT)
    g_string_append_printf (words, _ ("Text to %s"), address);
  else
    g_string_append_printf (words, _ ("E-mail to %s: “%s”"), address, message->subject);
  g_string_append_printf (words, "\n\n%s", message->body);
  if (message->attached == TILL_ATTACHED_STATEMENT)
    g_string_append_printf (words, "\n\n%s", _ ("With the statement as of today, as PDF."));
}

char *
till_request_words_preview (const TillRequestDraft *draft)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < draft->messages->len; i++)
    append_message (words, draft->messages->pdata[i]);
  if (words->len > 0)
    return g_string_free (words, FALSE);

  g_string_free (words, TRUE);

  return NULL;
}

char *
till_request_words_doubts (const TillRequestDraft *draft)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; draft->doubts[i] != NULL; i++)
    g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", draft->doubts[i]);
  if (draft->replaces != NULL)
    {
      g_autofree char *amount = till_money_format (draft->replaces->amount);

      g_string_append_printf (words, "%s", words->len > 0 ? "\n" : "");
      g_string_append_printf (
        words,
        _ ("There is an open request for %s. It is cancelled, with its reminders; its link still "
           "opens, and what is paid through it is marked."),
        amount);
      if (draft->replaces_plans)
        g_string_append_printf (words, " %s",
                                _ ("It is a payment plan’s: the plan will not be authorized by it "
                                   "any more."));
    }

  return g_string_free (words, FALSE);
}

static TillInstant
get_leaving (const TillRequestDraft *draft)
{
  TillInstant first = 0;

  for (guint i = 0; i < draft->messages->len; i++)
    {
      const TillMessage *message = draft->messages->pdata[i];

      first = MAX (first, message->not_before);
    }

  return first;
}

static TillMoney
get_left (const TillPlan *plan)
{
  return till_money (plan->total.cents - plan->paid.cents);
}

char *
till_request_words_plan (const TillPlan *plan)
{
  g_autofree char *left = till_money_format (get_left (plan));
  g_autofree char *total = till_money_format (plan->total);

  if (plan->what_for == NULL)
    /* Translators: a payment plan, by two amounts */
    return g_strdup_printf (_ ("Plan of %s, %s left"), total, left);

  /* Translators: what a payment plan is for, and an amount */
  return g_strdup_printf (_ ("%s, %s left"), plan->what_for, left);
}

char *
till_request_words_pays_down (const TillPlan *plan)
{
  g_autofree char *left = till_money_format (get_left (plan));

  return g_strdup_printf (
    _ ("It pays what was missed first, then the last installments. More than %s "
       "is a payment like any other."),
    left);
}

char *
till_request_words_later (const TillRequestDraft *draft, TillInstant now, GTimeZone *zone)
{
  GString    *words = g_string_new (NULL);
  TillInstant leaves = get_leaving (draft);

  if (leaves > now + TILL_MINUTE)
    {
      g_autofree char *at = till_instant_format (leaves, zone);

      g_string_append_printf (words,
                              _ ("It is sent on %s: nobody is written to about money before."), at);
    }
  for (guint i = 0; i < draft->n_due; i++)
    {
      g_autofree char *at = till_instant_format (draft->due[i], zone);

      g_string_append_printf (words, "%s", words->len > 0 ? "\n" : "");
      g_string_append_printf (words, _ ("Reminder on %s, unless it is paid before."), at);
    }

  return g_string_free (words, FALSE);
}

char *
till_request_words_failure (const TillMessage *failed)
{
  const char *stopped = till_reminder_stop_to_words (failed->words, failed->channel);

  if (failed->state == TILL_MESSAGE_STOPPED && stopped != NULL)
    return g_strdup (stopped);
  if (failed->words == NULL)
    return g_strdup (_ ("Nobody has said why."));
  if (failed->code == NULL)
    return g_strdup (failed->words);

  /* Translators: what a carrier has said, and its number for that */
  return g_strdup_printf (_ ("%s (%s)"), failed->words, failed->code);
}
