/* till-desk-reports.c: a front desk whose processor reports its deposits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-reports.h"

#include "flow/till-sync-deposits.h"

/* With faults that hit every third reading, a hundred in a row are none. */
#define MOST_TRIES 100

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

/* ── A month ────────────────────────────────────────────────────────────────────────────────────
 */

void
desk_plan_month (Desk *self, const char *month, guint seed, guint sales_a_day, gboolean oddities)
{
  g_autofree char *body =
    g_strdup_printf ("{\"month\":\"%s\",\"seed\":%u,\"sales-a-day\":%u,\"oddities\":%s}", month,
                     seed, sales_a_day, oddities ? "true" : "false");
  g_autoptr (Reply) reply = ask (self->peer, "POST", "/sandbox/months", body);

  g_assert_cmpuint (reply->status, ==, 200);
}

static void
read_until_well (Desk *self)
{
  for (guint i = 0; i < MOST_TRIES; i++)
    {
      g_autoptr (GError) error = desk_try_deposits (self);

      if (error == NULL)
        return;
      g_test_message ("%s", error->message);
      g_assert_error (error, TILL_ERROR, TILL_ERROR_UNREACHABLE);
    }

  g_error ("it never went well");
}

void
desk_live (Desk              *self,
           const char        *first,
           const char        *last,
           const char *const *hours,
           void (*then) (Desk *self, gpointer data),
           gpointer data)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");
  TillDay               end = till_day_from_iso (last);

  for (TillDay day = till_day_from_iso (first); till_day_compare (day, end) <= 0;
       day = till_day_add (day, 1))
    {
      for (guint i = 0; hours[i] != NULL; i++)
        {
          g_autofree char      *iso = till_day_to_iso (day);
          g_autofree char      *text = g_strdup_printf ("%sT%s:00", iso, hours[i]);
          g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 (text, zone);
          g_autofree char *instant = till_instant_to_iso (g_date_time_to_unix (at) * TILL_SECOND);

          desk_move_to (self, instant);
          read_until_well (self);
          if (then != NULL)
            then (self, data);
        }
    }
}
