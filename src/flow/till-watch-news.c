/* till-watch-news.c: what became of an attempt, said to a desk that no longer looks at it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-watch-private.h"

#include <glib/gi18n-lib.h>

static char *
payment_news (TillResult result, const char *money, const char *name)
{
  switch (result)
    {
    case TILL_RESULT_APPROVED:
      /* Translators: an amount and a patient's name, as in "Payment of $25.00 by Lee, Anna …" */
      return g_strdup_printf (_ ("Payment of %s by %s was approved."), money, name);
    case TILL_RESULT_DECLINED:
      /* By whom, or that it was cancelled on the terminal, the processor's words say. */
      return g_strdup_printf (_ ("Payment of %s by %s did not go through."), money, name);
    case TILL_RESULT_NOT_FOUND:
      return g_strdup_printf (_ ("Payment of %s by %s was not found at the processor: nothing was "
                                 "taken. You can charge again."),
                              money, name);
    case TILL_RESULT_REFUSED:
    case TILL_RESULT_DUPLICATE:
    case TILL_RESULT_CLOSED_BATCH:
      return g_strdup_printf (_ ("Payment of %s by %s: nothing was taken."), money, name);
    case TILL_RESULT_OPEN:
    case TILL_RESULT_ABANDONED: /* she gave it up herself */
    default:
      return NULL;
    }
}

static char *
void_news (TillResult result, const char *money, const char *name)
{
  switch (result)
    {
    case TILL_RESULT_APPROVED:
      return g_strdup_printf (_ ("Payment of %s by %s was voided."), money, name);
    case TILL_RESULT_NOT_FOUND:
      return g_strdup_printf (_ ("The processor did not void the payment of %s by %s. You can try "
                                 "again."),
                              money, name);
    case TILL_RESULT_CLOSED_BATCH:
      return g_strdup_printf (_ ("Too late to void the payment of %s by %s: the batch has closed "
                                 "and the money was taken. It can be refunded."),
                              money, name);
    case TILL_RESULT_DECLINED:
    case TILL_RESULT_REFUSED:
    case TILL_RESULT_DUPLICATE:
    case TILL_RESULT_ABANDONED:
      return g_strdup_printf (_ ("The payment of %s by %s could not be voided."), money, name);
    case TILL_RESULT_OPEN:
    default:
      return NULL;
    }
}

static char *
refund_news (TillResult result, const char *money, const char *name)
{
  switch (result)
    {
    case TILL_RESULT_APPROVED:
      return g_strdup_printf (_ ("Refund of %s to %s was approved."), money, name);
    case TILL_RESULT_NOT_FOUND:
      return g_strdup_printf (_ ("Refund of %s to %s was not found at the processor: nothing was "
                                 "paid back. You can try again."),
                              money, name);
    case TILL_RESULT_DECLINED:
    case TILL_RESULT_REFUSED:
    case TILL_RESULT_DUPLICATE:
    case TILL_RESULT_CLOSED_BATCH:
    case TILL_RESULT_ABANDONED:
      return g_strdup_printf (_ ("Refund of %s to %s: nothing was paid back."), money, name);
    case TILL_RESULT_OPEN:
    default:
      return NULL;
    }
}

/* What the processor said of a refusal; of the others the sentence says all there is. */
static gboolean
has_words (const TillWatch *self)
{
  return self->attempt->words != NULL && *self->attempt->words != '\0' &&
         self->result != TILL_RESULT_APPROVED && self->result != TILL_RESULT_NOT_FOUND &&
         self->result != TILL_RESULT_CLOSED_BATCH;
}

char *
till_watch_dup_news (TillWatch *self)
{
  const TillAttempt *attempt = self->attempt;
  g_autofree char   *money = till_money_format (attempt->amount);
  g_autofree char   *news = NULL;
  const char        *name = attempt->patient_name != NULL ? attempt->patient_name : _ ("a patient");

  if (attempt->kind == TILL_KIND_PAYMENT)
    news = payment_news (self->result, money, name);
  else if (attempt->kind == TILL_KIND_VOID)
    news = void_news (self->result, money, name);
  else
    news = refund_news (self->result, money, name);

  return news != NULL && has_words (self) ? g_strconcat (news, " ", attempt->words, NULL)
                                          : g_steal_pointer (&news);
}
