/* till-request-judging.c: what speaks against a request as it is drafted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gi18n-lib.h>

#include "flow/till-request-composer.h"
#include "store/till-store-messages.h"

/* What keeps the message from leaving, whoever wants it; the other reasons are doubts. */
#define BLOCKING                                                                                   \
  (TILL_WHY_NOT_DECEASED | TILL_WHY_NOT_GUARANTOR | TILL_WHY_NOT_DO_NOT_CONTACT |                  \
   TILL_WHY_NOT_NO_ADDRESS | TILL_WHY_NOT_NO_CONSENT)
/* Of the person and the balance: alike for each channel. A code at the desk needs no address. */
#define AT_DESK (TILL_WHY_NOT_GUARANTOR)

static void
add_words (GPtrArray               *all,
           guint                    reasons,
           const TillRequestFacts  *facts,
           const TillRequestPolicy *policy)
{
  g_auto (GStrv) words = till_request_dup_reasons (reasons, facts, policy);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (!g_ptr_array_find_with_equal_func (all, words[i], g_str_equal, NULL))
        g_ptr_array_add (all, g_strdup (words[i]));
    }
}

/* What is asked for may be another amount than the patient's portion: it is judged, not that. */
static void
judge (const TillRequestComposer *self,
       const TillAccount         *account,
       TillChannel                channel,
       TillRequestDraft          *draft,
       GPtrArray                 *doubts)
{
  const TillRequestPolicy *policy = &self->policies[channel];
  gboolean                 desk = draft->request->sent_by == TILL_SENT_AT_DESK;
  guint                    blocking = desk ? AT_DESK : BLOCKING;
  TillRequestFacts         facts;
  guint                    reasons;

  till_request_read_facts (&facts, account, channel);
  reasons = till_request_judge (&facts, policy, self->today) & ~self->overlooked;
  if (desk)
    reasons &=
      ~(guint) (TILL_WHY_NOT_NO_ADDRESS | TILL_WHY_NOT_NO_CONSENT | TILL_WHY_NOT_SAME_ADDRESS |
                TILL_WHY_NOT_FAILED_ADDRESS | TILL_WHY_NOT_DO_NOT_CONTACT);
  if (draft->problem == NULL && (reasons & blocking) != 0)
    {
      g_auto (GStrv) words = till_request_dup_reasons (reasons & blocking, &facts, policy);

      draft->problem = g_strjoinv (" ", words);
    }
  add_words (doubts, reasons & ~blocking, &facts, policy);
}

static gboolean
refuse_opted_out (TillDbConnection *connection,
                  const char       *phone,
                  TillRequestDraft *draft,
                  GError          **error)
{
  gboolean opted_out;

  if (phone == NULL || *phone == '\0')
    return TRUE;
  if (!till_store_is_opted_out (connection, phone, &opted_out, error))
    return FALSE;
  if (opted_out && draft->problem == NULL)
    draft->problem = g_strdup_printf (
      _ ("Whoever has the number %s has answered STOP: no text may be sent to it."), phone);

  return TRUE;
}

gboolean
till_request_composer_judge (const TillRequestComposer *self,
                             TillDbConnection          *connection,
                             const TillAccount         *account,
                             char *const               *unset,
                             TillRequestDraft          *draft,
                             GError                   **error)
{
  TillSentBy            sent_by = till_request_get_sent_by (draft->request);
  g_autoptr (GPtrArray) doubts = g_ptr_array_new_with_free_func (g_free);

  for (TillChannel channel = TILL_CHANNEL_TEXT; channel < TILL_N_CONSENTS; channel++)
    {
      if (!till_sent_by_uses (sent_by, channel))
        continue;
      if (draft->problem == NULL)
        draft->problem = g_strdup (unset[channel]);
      judge (self, account, channel, draft, doubts);
      if (channel == TILL_CHANNEL_TEXT &&
          !refuse_opted_out (connection, account->patient->phone, draft, error))
        return FALSE;
    }
  if (sent_by == TILL_SENT_AT_DESK)
    judge (self, account, TILL_CHANNEL_TEXT, draft, doubts);

  g_ptr_array_add (doubts, NULL);
  draft->doubts = (char **) g_ptr_array_free (g_steal_pointer (&doubts), FALSE);

  return TRUE;
}
