/* till-plan-offers.c: new terms for what is left of a payment plan
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-plan-offers.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "rules/till-plan-deeds.h"
#include "rules/till-plan-rules.h"

static gboolean
is_replaced (const TillInstallment *one, gboolean keep_missed)
{
  return till_installment_is_open (one) && !(keep_missed && one->state == TILL_INSTALLMENT_MISSED);
}

void
till_plan_read_left (const GPtrArray *installments, gboolean keep_missed, TillPlanLeft *left)
{
  *left = (TillPlanLeft){ .next = TILL_DAY_NONE };
  for (guint i = 0; i < installments->len; i++)
    {
      const TillInstallment *one = installments->pdata[i];

      if (one->state == TILL_INSTALLMENT_MISSED)
        {
          left->missed.cents += one->amount.cents;
          left->n_missed++;
          left->kept.cents += keep_missed ? one->amount.cents : 0;
        }
      if (!is_replaced (one, keep_missed))
        {
          left->n_standing += one->state != TILL_INSTALLMENT_SKIPPED && one->number > 0 ? 1 : 0;
          continue;
        }
      left->replaced.cents += one->amount.cents;
      left->n_replaced++;
      if (one->state == TILL_INSTALLMENT_FAILED)
        {
          left->failed.cents += one->amount.cents;
          left->n_failed++;
        }
      if (one->state == TILL_INSTALLMENT_DUE &&
          (till_day_is_none (left->next) || till_day_compare (one->due, left->next) < 0))
        left->next = one->due;
    }
}

/* ── Begun ───────────────────────────────────────────────────────────────────────────────────── */

/* The next day of the terms in force that is to come. */
static TillDay
find_next_day (const TillPlanTerms *in_force, const TillPlanLeft *left, TillDay today)
{
  TillDay day = left->next;

  if (!till_day_is_none (day) && till_day_compare (day, today) >= 0)
    return day;
  for (guint i = 0;; i++)
    {
      day = till_plan_get_day (in_force, i);
      if (till_day_compare (day, today) > 0)
        return day;
    }
}

gboolean
till_plan_begin_terms (const TillPlanTerms *in_force,
                       const TillPlanLeft  *left,
                       TillDay              today,
                       TillPlanTerms       *terms)
{
  gint64 all = in_force->total.cents + in_force->fee.cents;
  gint64 fee;

  *terms = *in_force;
  if (left->replaced.cents <= 0)
    return FALSE;

  /* Both are below TILL_MONEY_LIMIT: their product has room. */
  fee = all > 0 ? in_force->fee.cents * left->replaced.cents / all : 0;
  terms->fee = till_money (MIN (fee, left->replaced.cents / 2));
  terms->total = till_money (left->replaced.cents - terms->fee.cents);
  terms->down_payment = TILL_MONEY_ZERO;
  terms->n_installments = MAX (left->n_replaced, 1);
  terms->first = find_next_day (in_force, left, today);

  return TRUE;
}

/* ── Judged ──────────────────────────────────────────────────────────────────────────────────── */

gboolean
till_plan_version_fits (const TillPlanVersion *version, const TillPlanLeft *left)
{
  return version->terms.total.cents + version->terms.fee.cents ==
         left->replaced.cents + version->added.cents;
}

gboolean
till_plan_terms_are_late (const TillPlanTerms *terms, TillDay today)
{
  return till_day_compare (till_plan_get_day (terms, 0), till_day_add (today, -1)) < 0;
}

/* As they are now. */
static GArray *
list_replaced (const GPtrArray *installments, gboolean keep_missed)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (TillPlanPart));

  for (guint i = 0; i < installments->len; i++)
    {
      const TillInstallment *one = installments->pdata[i];
      TillPlanPart           part = { (guint) one->number, one->due, one->amount };

      if (is_replaced (one, keep_missed))
        g_array_append_val (parts, part);
    }

  return parts;
}

GArray *
till_plan_list_left (const GPtrArray *installments)
{
  return list_replaced (installments, FALSE);
}

gboolean
till_plan_terms_are_worse (const TillPlanTerms *terms,
                           const GPtrArray     *installments,
                           gboolean             keep_missed)
{
  g_autoptr (GArray) before = list_replaced (installments, keep_missed);
  g_autoptr (GArray) after = till_plan_make_parts (terms);

  /* What is paid as they are signed is paid before all else. */
  return terms->down_payment.cents > 0 ||
         till_plan_got_worse ((const TillPlanPart *) (gpointer) before->data, before->len,
                              (const TillPlanPart *) (gpointer) after->data, after->len);
}

gboolean
till_plan_offer_is_worse (const TillPlanOffer *offer, const GPtrArray *installments)
{
  return offer->guarantor_id != 0 ||
         till_plan_terms_are_worse (&offer->terms, installments, offer->keeps_missed);
}

gboolean
till_plan_terms_change (const TillPlanTerms *terms,
                        const TillPlanTerms *in_force,
                        const GPtrArray     *installments,
                        gboolean             keep_missed)
{
  g_autoptr (GArray) before = list_replaced (installments, keep_missed);
  g_autoptr (GArray) after = till_plan_make_parts (terms);

  if (before->len != after->len || terms->remind != in_force->remind ||
      terms->down_payment.cents > 0)
    return TRUE;

  for (guint i = 0; i < after->len; i++)
    {
      const TillPlanPart *one = &g_array_index (before, TillPlanPart, i);
      const TillPlanPart *other = &g_array_index (after, TillPlanPart, i);

      if (till_day_compare (one->day, other->day) != 0 ||
          till_money_compare (one->amount, other->amount) != 0)
        return TRUE;
    }

  return FALSE;
}

gboolean
till_plan_check_offer (const TillPlanOffer *offer,
                       const TillPlanLeft  *left,
                       TillDay              today,
                       GError             **error)
{
  const TillPlanVersion version = { .terms = offer->terms, .added = offer->added };
  g_autofree char      *words = till_text_tidy (offer->added_for);
  gboolean              has_words = words != NULL && *words != '\0';

  if (offer->added.cents < 0 || (has_words && offer->added.cents == 0))
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("Enter how much the added treatment is."));
      return FALSE;
    }
  if (offer->added.cents > 0 && !has_words)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("Enter what the added treatment is."));
      return FALSE;
    }
  if (!till_plan_check_terms (&offer->terms, today, error))
    return FALSE;
  if (till_plan_version_fits (&version, left))
    return TRUE;

  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_ALLOWED,
                       _ ("What is left of this plan has changed meanwhile. Look at it again."));

  return FALSE;
}
