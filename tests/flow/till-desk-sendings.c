/* till-desk-sendings.c: a front desk that sends payment plans, to be accepted by paying
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-sendings.h"

#include "flow/till-card-keeping.h"
#include "till-desk-cards.h"
#include "till-desk-plan-deeds.h"

Desk *
desk_new_for_sending (void)
{
  Desk *desk = desk_new_for_requests ();

  desk_set_duplicates (desk);

  return desk;
}

TillPlanSendingDraft *
desk_draft_sending (Desk *desk, gint64 plan, TillChannel channel, GError **error)
{
  g_autofree char         *uuid = till_id_new ();
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_practice_draft_plan_sending_async (desk->practice, plan, channel, uuid, NULL,
                                          till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_practice_draft_plan_sending_finish (desk->practice, kept, error);
}

/* Takes @draft. */
gboolean
desk_send_draft (Desk *desk, TillPlanSendingDraft *draft, GError **error)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;

  till_practice_send_plan_async (desk->practice, draft, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);

  return till_practice_send_plan_finish (desk->practice, kept, error);
}

/* Its request's id. */
gint64
desk_send_plan (Desk *desk, gint64 plan, TillChannel channel)
{
  g_autoptr (GError)    error = NULL;
  TillPlanSendingDraft *draft = desk_draft_sending (desk, plan, channel, &error);

  g_assert_no_error (error);
  g_assert_null (draft->request->problem);
  desk_send_draft (desk, draft, &error);
  g_assert_no_error (error);

  return desk_count (desk, "SELECT max(request_id) FROM plan_sendings");
}

/* As a browser posts the page’s form. */
void
desk_pay_sending (Desk *desk, gint64 request_id, gboolean save)
{
  const char             *address = till_test_sandbox_get_address (desk->peer->sandbox);
  g_autoptr (TillRequest) request = desk_get_request (desk, request_id);
  g_autofree char        *form = g_uuid_string_random ();
  g_autofree char        *body =
    g_strdup_printf ("%sname=Anna+Lee&card=4111111111111111&expiry=12/39&code=123&form=%s",
                     save ? "save-card=yes&" : "", form);
  g_autoptr (Reply) reply = NULL;

  desk_pass_with_sandbox (desk, TILL_MINUTE);
  reply = ask (desk->peer, "POST", request->link + strlen (address), body);
  g_assert_cmpuint (reply->status, ==, 303);
}

void
desk_see (Desk *desk)
{
  desk_refresh (desk);
  till_practice_keep_cards (desk->practice);
  desk_wait_for_cards (desk);
}

/* Until no card is looked for any more. */
void
desk_see_for_hours (Desk *desk)
{
  static const TillInstant spans[] = { 2 * TILL_MINUTE, 6 * TILL_MINUTE, 31 * TILL_MINUTE,
                                       13 * TILL_HOUR };

  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      desk_see (desk);
      desk_pass (desk, spans[i]);
    }
  desk_see (desk);
}

void
desk_set_plan_card (Desk *desk, gint64 plan, gint64 card)
{
  DeskPlanChange change = { NULL };

  till_practice_set_plan_card_async (desk->practice, plan, card, desk_plan_changed_cb, &change);
  desk_wait_plan_change (&change, -1);
}

void
desk_sign (Desk *desk, gint64 plan)
{
  TillPlanSigning           signing = { .how = TILL_AUTHORIZED_PAPER, .name = "Anna Lee" };
  g_autoptr (GError)        error = NULL;
  g_autoptr (TillPlanPaper) paper = desk_open_agreement (desk, plan, &error);

  g_assert_no_error (error);
  signing.paper = paper;
  desk_authorize (desk, &signing, &error);
  g_assert_no_error (error);
}
