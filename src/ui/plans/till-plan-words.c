/* till-plan-words.c: a payment plan, its installments and its terms in sentences
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/plans/till-plan-words.h"

#include <glib/gi18n-lib.h>

#include "rules/till-plan-rules.h"

/* ── The plan ────────────────────────────────────────────────────────────────────────────────── */

char *
till_plan_dup_progress (const TillPlan *self)
{
  g_autofree char *paid = till_money_format (self->paid);
  g_autofree char *total = till_money_format (self->total);

  return g_strdup_printf (
    /* Translators: "$20.00 of $60.00 paid, 1 of 3 installments" */
    g_dngettext (GETTEXT_PACKAGE, "%s of %s paid, %d of %d installment",
                 "%s of %s paid, %d of %d installments", (gulong) self->n_parts),
    paid, total, (int) self->n_paid, (int) self->n_parts);
}

double
till_plan_get_fraction (const TillPlan *self)
{
  return self->total.cents > 0
           ? CLAMP ((double) self->paid.cents / (double) self->total.cents, 0, 1)
           : 0;
}

/* "Cancelled on December 1: moved away" */
static char *
join_reason (char *words /* full */, const char *why)
{
  char *joined;

  if (why == NULL || *why == '\0')
    return words;

  /* Translators: a state, and the reason for it */
  joined = g_strdup_printf (_ ("%s: %s"), words, why);
  g_free (words);

  return joined;
}

static char *
dup_day (TillInstant at, GTimeZone *zone)
{
  return till_day_format (till_day_of_instant (at, zone));
}

char *
till_plan_dup_state (const TillPlan *self, GTimeZone *zone)
{
  g_autofree char *ended =
    self->ended_at != TILL_INSTANT_NONE ? dup_day (self->ended_at, zone) : g_strdup ("");

  switch (self->state)
    {
    case TILL_PLAN_PENDING:
      return g_strdup (_ ("Pending: it waits to be authorized"));
    case TILL_PLAN_AUTHORIZED:
      return g_strdup (_ ("Authorized: nothing was paid yet"));
    case TILL_PLAN_ACTIVE:
      return g_strdup (_ ("Active: it pays itself off"));
    case TILL_PLAN_FAILED:
      return g_strdup (_ ("Failed: an installment is missed"));
    case TILL_PLAN_PAUSED:
      return join_reason (g_strdup (_ ("Paused, nothing is charged")), self->why);
    case TILL_PLAN_COMPLETED:
      return g_strdup_printf (_ ("Completed on %s"), ended);
    case TILL_PLAN_CANCELLED:
      return join_reason (g_strdup_printf (_ ("Cancelled on %s"), ended), self->why);
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

char *
till_plan_dup_next (const TillPlan *self)
{
  g_autofree char *amount = NULL;
  g_autofree char *day = NULL;

  if (till_day_is_none (self->next) || self->state == TILL_PLAN_PAUSED ||
      self->state == TILL_PLAN_CANCELLED)
    return NULL;

  amount = till_money_format (self->next_amount);
  day = till_day_format (self->next);

  /* Translators: an amount, and the day it is due on */
  return g_strdup_printf (_ ("%s on %s"), amount, day);
}

/* ── An installment ──────────────────────────────────────────────────────────────────────────── */

char *
till_installment_dup_title (const TillInstallment *self)
{
  return self->number == 0 ? g_strdup (_ ("Down payment"))
                           : g_strdup_printf (_ ("Installment %d"), (int) self->number);
}

/* The texts of the database, N_ of which are known. */
static const char *
get_why (const char *why)
{
  static const struct
  {
    const char *why;
    const char *words;
  } known[] = {
    { "declined", N_ ("the card was declined") },
    { "no-card", N_ ("there was no card to charge") },
    { "accepted-late", N_ ("the plan was accepted after its day") },
    { "not-reached", N_ ("the card could not be charged on several days") },
    { "other-amount", N_ ("another amount was paid") },
    { "taken-back", N_ ("the payment was taken back") },
    { "refunded", N_ ("the payment was refunded") },
    { "by-hand", N_ ("its amount is due behind the last one") },
    { "new-terms", N_ ("new terms were agreed on") },
    { "former-payer", N_ ("the payment of the guarantor before was taken back") },
    { "cancelled", N_ ("the plan was cancelled") },
    { "split", N_ ("a part of it was paid, and the rest is due by itself") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      if (g_strcmp0 (known[i].why, why) == 0)
        return _ (known[i].words);
    }

  return why;
}

static char *
dup_paid (const TillWholePart *self, GTimeZone *zone)
{
  g_autofree char *day = self->payment != NULL ? dup_day (self->payment->happened_at, zone)
                                               : dup_day (self->installment->ended_at, zone);
  TillMoney        refunded = self->payment != NULL ? self->payment->refunded : TILL_MONEY_ZERO;

  if (refunded.cents == 0)
    return g_strdup_printf (_ ("Paid on %s"), day);
  if (till_money_compare (refunded, self->payment->amount) < 0)
    return g_strdup_printf (_ ("Paid on %s, partly refunded since"), day);

  return g_strdup_printf (_ ("Paid on %s, refunded since"), day);
}

static char *
dup_due (const TillInstallment *self, TillDay today)
{
  if (till_day_compare (self->due, today) < 0)
    return g_strdup (_ ("Overdue"));

  return g_strdup (till_day_compare (self->due, today) == 0 ? _ ("Due today") : _ ("Due"));
}

/* What never reached a card was not declined. */
static char *
dup_failed (const TillWholePart *self)
{
  const TillToldTry *last = self->tries->len > 0 ? self->tries->pdata[self->tries->len - 1] : NULL;
  gboolean           is_declined = last == NULL || last->one->outcome != TILL_TRY_NOTHING;
  g_autofree char   *retry = NULL;

  if (till_day_is_none (self->installment->retry))
    return g_strdup (is_declined ? _ ("Declined") : _ ("Could not be charged"));

  retry = till_day_format (self->installment->retry);
  if (is_declined)
    return g_strdup_printf (_ ("Declined, tried again on %s"), retry);

  return g_strdup_printf (_ ("Could not be charged, tried again on %s"), retry);
}

char *
till_whole_part_dup_state (const TillWholePart *self, TillDay today, GTimeZone *zone)
{
  const TillInstallment *one = self->installment;

  switch (one->state)
    {
    case TILL_INSTALLMENT_DUE:
      return dup_due (one, today);
    case TILL_INSTALLMENT_CHARGING:
      return g_strdup (_ ("Being charged: checking with the processor"));
    case TILL_INSTALLMENT_PAID:
      return dup_paid (self, zone);
    case TILL_INSTALLMENT_FAILED:
      return dup_failed (self);
    case TILL_INSTALLMENT_MISSED:
      return join_reason (g_strdup (_ ("Missed")), get_why (one->why));
    case TILL_INSTALLMENT_SKIPPED:
      return join_reason (g_strdup (_ ("Skipped")), get_why (one->why));
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

const char *
till_whole_part_get_class (const TillWholePart *self, TillDay today)
{
  switch (self->installment->state)
    {
    case TILL_INSTALLMENT_PAID:
      return self->payment != NULL && self->payment->refunded.cents > 0 ? "warning" : "success";
    case TILL_INSTALLMENT_MISSED:
      return "error";
    case TILL_INSTALLMENT_FAILED:
      return "warning";
    case TILL_INSTALLMENT_CHARGING:
      return "accent";
    case TILL_INSTALLMENT_SKIPPED:
      return "dim-label";
    case TILL_INSTALLMENT_DUE:
    default:
      return till_day_compare (self->installment->due, today) < 0 ? "warning" : NULL;
    }
}

/* ── A try ───────────────────────────────────────────────────────────────────────────────────── */

static const char *
get_outcome (TillTryOutcome outcome)
{
  switch (outcome)
    {
    case TILL_TRY_OPEN:
      return _ ("checking with the processor");
    case TILL_TRY_APPROVED:
      return _ ("approved");
    case TILL_TRY_SOFT:
      return _ ("declined");
    case TILL_TRY_HARD:
      return _ ("declined for good");
    case TILL_TRY_NOTHING:
      return _ ("nothing was taken");
    default:
      g_return_val_if_reached ("");
    }
}

char *
till_told_try_dup_words (const TillToldTry *self, TillMoney amount)
{
  g_autofree char *day = till_day_format (self->one->day);
  g_autofree char *charged = till_money_format (self->charged);
  const char      *outcome = get_outcome (self->one->outcome);
  GString         *words = g_string_new (NULL);

  g_string_append_printf (words, "%s, %s", day, self->card);
  if (self->one->by_hand)
    g_string_append_printf (words, ", %s", _ ("by hand"));
  if (till_money_compare (self->charged, amount) > 0)
    {
      g_string_append (words, ", ");
      /* Translators: of an installment that was charged together with others */
      g_string_append_printf (words, _ ("with others as %s"), charged);
    }
  g_string_append_printf (words, ": %s", outcome);
  if (self->words != NULL && self->one->outcome != TILL_TRY_APPROVED)
    g_string_append_printf (words, " – %s", self->words);

  return g_string_free (words, FALSE);
}

/* ── Terms ───────────────────────────────────────────────────────────────────────────────────── */

static char *
dup_terms (const TillPlanTerms *self)
{
  g_autofree char   *each = till_money_format (self->installment);
  g_autofree char   *down = till_money_format (self->down_payment);
  g_autofree char   *fee = till_money_format (self->fee);
  g_autofree char   *cadence = till_plan_cadence_to_sentence (self);
  g_autofree char   *first = till_day_format (till_plan_get_day (self, 0));
  g_autoptr (GArray) parts = till_plan_make_parts (self);
  const TillPlanPart last = g_array_index (parts, TillPlanPart, parts->len - 1);
  GString           *words = g_string_new (NULL);

  g_string_append_printf (words,
                          g_dngettext (GETTEXT_PACKAGE, "%d installment of %s",
                                       "%d installments of %s", (gulong) self->n_installments),
                          (int) self->n_installments, each);
  if (till_money_compare (last.amount, self->installment) != 0)
    {
      g_autofree char *rest = till_money_format (last.amount);

      g_string_append (words, ", ");
      g_string_append_printf (words, _ ("the last one of %s"), rest);
    }
  g_string_append_c (words, '\n');
  /* Translators: how often ("Every week on Monday"), and the first day */
  g_string_append_printf (words, _ ("%s, from %s"), cadence, first);
  g_string_append_c (words, '\n');
  if (self->down_payment.cents > 0)
    {
      g_string_append_printf (words, _ ("Down payment of %s, when it is authorized"), down);
      g_string_append_c (words, '\n');
    }
  if (self->fee.cents > 0)
    {
      g_string_append_printf (words, _ ("Finance charge of %s, in the installments"), fee);
      g_string_append_c (words, '\n');
    }
  if (self->remind > 0)
    g_string_append_printf (words,
                            g_dngettext (GETTEXT_PACKAGE, "A reminder %d day before each",
                                         "A reminder %d days before each", (gulong) self->remind),
                            (int) self->remind);
  g_strchomp (words->str);

  return g_string_free (words, FALSE);
}

static char *
dup_how (const TillPlanVersion *self)
{
  const char *who = self->authorized_by != NULL ? self->authorized_by : _ ("the patient");

  switch (self->authorized)
    {
    case TILL_AUTHORIZED_PAPER:
      return g_strdup_printf (_ ("signed on paper by %s"), who);
    case TILL_AUTHORIZED_SCREEN:
      return g_strdup_printf (_ ("signed at the desk by %s"), who);
    case TILL_AUTHORIZED_REMOTE:
      return g_strdup_printf (_ ("accepted by %s with the first payment"), who);
    case TILL_AUTHORIZED_NO_WORSE:
    case TILL_AUTHORIZED_NOT_YET:
    default:
      return g_strdup (_ ("not authorized yet"));
    }
}

static char *
dup_authorized (const TillPlanVersion *self, GTimeZone *zone)
{
  g_autofree char *made = till_instant_format (self->made_at, zone);
  g_autofree char *how = dup_how (self);
  g_autofree char *at = self->authorized_at != TILL_INSTANT_NONE
                          ? till_instant_format (self->authorized_at, zone)
                          : NULL;

  if (self->withdrawn_at != TILL_INSTANT_NONE)
    {
      g_autofree char *ended = till_instant_format (self->withdrawn_at, zone);

      /* Translators: when, by whom terms were offered; and when that was taken back */
      return g_strdup_printf (_ ("Offered on %s by %s; withdrawn on %s"), made, self->made_by,
                              ended);
    }
  if (at == NULL)
    /* Translators: when, by whom terms were offered; and "not authorized yet" */
    return g_strdup_printf (_ ("Offered on %s by %s; %s"), made, self->made_by, how);

  if (self->authorized == TILL_AUTHORIZED_NO_WORSE && self->keeps_schedule)
    /* Translators: when, by whom the card was changed */
    return g_strdup_printf (_ ("Changed on %s by %s"), made, self->made_by);
  if (self->authorized == TILL_AUTHORIZED_NO_WORSE)
    /* Translators: when, by whom terms were changed */
    return g_strdup_printf (
      _ ("Changed on %s by %s, in force without a signature: no worse than those before"), made,
      self->made_by);

  /* Translators: when, by whom terms were offered; when, and how they were agreed on */
  return g_strdup_printf (_ ("Offered on %s by %s\nAuthorized on %s: %s"), made, self->made_by, at,
                          how);
}

/* What came to the terms, and what they leave as it is; NULL: nothing. */
static char *
dup_changes (const TillPlanVersion *self)
{
  g_autofree char *added = till_money_format (self->added);
  const char *kept = self->keeps_missed ? _ ("What was missed before stays owed at once") : NULL;
  g_autofree char *words = NULL;

  if (self->added.cents == 0)
    return g_strdup (kept);

  /* Translators: treatment that was added to a plan, and its amount */
  words = g_strdup_printf (_ ("Added: %s, %s"), self->added_for, added);

  return kept != NULL ? g_strconcat (words, "\n", kept, NULL) : g_steal_pointer (&words);
}

static char *
dup_card_terms (const TillPlanVersion *self)
{
  /* Translators: "Visa ••••4242" */
  return g_strdup_printf (_ ("Charged to %s; no amount and no day changes"), self->card);
}

char *
till_plan_version_dup_words (const TillPlanVersion *self, GTimeZone *zone)
{
  g_autofree char *terms = self->keeps_schedule ? dup_card_terms (self) : dup_terms (&self->terms);
  g_autofree char *changes = dup_changes (self);
  g_autofree char *how = dup_authorized (self, zone);

  return changes != NULL ? g_strjoin ("\n", terms, changes, how, NULL)
                         : g_strjoin ("\n", terms, how, NULL);
}

/* ── Sent to the patient ─────────────────────────────────────────────────────────────────────── */

static char *
dup_sent (const TillPlanSending *self, GTimeZone *zone)
{
  g_autofree char *at = till_instant_format (self->sent_at, zone);

  /* Translators: when, and to which address or number */
  return self->channel == TILL_CHANNEL_TEXT
           ? g_strdup_printf (_ ("Sent on %s by text to %s"), at, self->address)
           : g_strdup_printf (_ ("Sent on %s by e-mail to %s"), at, self->address);
}

static char *
dup_over (const char *sent, const TillRequest *request)
{
  if (request->reason == TILL_REQUEST_REPLACED)
    return g_strdup_printf (_ ("%s. A newer request has taken its place, and paying the older link "
                               "authorizes nothing: send it again, or have it signed here."),
                            sent);

  return g_strdup_printf (_ ("%s. Its link is ended, and paying it authorizes nothing: send it "
                             "again, or have it signed here."),
                          sent);
}

char *
till_plan_sending_dup_words (const TillPlanSending *self,
                             const TillRequest     *request,
                             GTimeZone             *zone)
{
  const char      *status = till_plan_sending_status (self, request);
  g_autofree char *sent = dup_sent (self, zone);
  g_autofree char *amount = till_money_format (self->amount);
  g_autofree char *paid = till_money_format (request->paid);

  if (g_str_equal (status, "waits"))
    return g_strdup_printf (_ ("%s. The first payment, %s, has not been made yet: it authorizes "
                               "the plan."),
                            sent, amount);
  if (g_str_equal (status, "undeliverable"))
    return g_strdup_printf (_ ("%s, and it could not be delivered. Send it another way, or have it "
                               "signed here."),
                            sent);
  if (g_str_equal (status, "partly-paid"))
    return g_strdup_printf (_ ("%s. %s of %s came, not in one payment of the whole amount: that "
                               "authorizes nothing, and lessens what is owed. Cancel the plan, "
                               "and make a new one for what is left."),
                            sent, paid, amount);
  if (g_str_equal (status, "paid"))
    return g_strdup_printf (_ ("%s, and %s were paid. The card that was saved is being looked "
                               "for."),
                            sent, amount);
  if (g_str_equal (status, "no-card") && self->card_id != 0)
    return g_strdup_printf (_ ("%s, and %s were paid, but the card that was agreed to is not the "
                               "plan’s any more. Send it again for the next payment, or have it "
                               "signed here. What was paid counts."),
                            sent, amount);
  if (g_str_equal (status, "no-card"))
    return g_strdup_printf (_ ("%s, and %s were paid, but no new card was saved: nothing more can "
                               "be charged. Send it again for the next payment, after you have "
                               "chosen a card if one is on file, or have it signed here. What was "
                               "paid counts."),
                            sent, amount);

  return dup_over (sent, request);
}
