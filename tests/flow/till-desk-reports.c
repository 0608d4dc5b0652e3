/* till-desk-reports.c: a front desk whose processor reports its deposits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-reports.h"

#include "flow/till-sync-deposits.h"

void
desk_move_to (Desk *self, const char *iso)
{
  TillInstant at;

  g_assert_true (till_instant_from_iso (iso, &at));
  till_clock_set (self->clock, at);
  set_clock (self->peer, iso);
}

Desk *
desk_new_with_reports (const char *iso)
{
  Desk                    *self = desk_new (NULL);
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GError)       error = NULL;

  desk_move_to (self, iso);
  desk_set (self, TILL_SETTING_CLEARENT_REPORTS,
            till_test_sandbox_get_address (self->peer->sandbox));
  till_practice_set_reports_key_async (self->practice, self->peer->access_key,
                                       till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  if (!till_practice_set_reports_key_finish (self->practice, kept, &error))
    g_assert_error (error, TILL_ERROR, TILL_ERROR_NO_KEYRING);

  return self;
}

GError *
desk_ask_deposits (Desk *self)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  GError                  *error = NULL;

  till_sync_deposits_async (self->practice, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  if (till_sync_deposits_finish (self->practice, kept, &error))
    g_assert_no_error (error);

  return error;
}

GError *
desk_try_deposits (Desk *self)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  GError                  *error = NULL;

  till_practice_refresh_async (self->practice, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  if (till_practice_refresh_finish (self->practice, kept, &error))
    g_assert_no_error (error);

  return error;
}

void
desk_read_deposits (Desk *self)
{
  g_autoptr (GError) error = desk_try_deposits (self);

  g_assert_no_error (error);
}
