/* till-store-account.c: a patient with the family and what it owes, by few rows, and its ledger
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-account.h"

#include "core/till-text.h"
#include "store/till-store-allocations.h"
#include "store/till-store-balances-private.h"
#include "store/till-store-merges.h"
#include "store/till-store-messages.h"
#include "store/till-store-patients-private.h"
#include "store/till-store-private.h"
#include "store/till-store-requests.h"

/* More of one family than a page can show. */
#define LARGEST_FAMILY 100

static gboolean
read_family (TillDbConnection *connection, TillAccount *account, GError **error)
{
  static const char sql[] =
    "SELECT id FROM patients AS p WHERE guarantor_id = ?1 AND " TILL_PATIENT_SHOWN (
      "p.") " ORDER BY id <> ?1, name_words, id LIMIT ?2";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  TillStep                    step;

  if (rows == NULL)
    return FALSE;

  till_db_bind_int (rows, 1, account->patient->guarantor_id);
  till_db_bind_int (rows, 2, LARGEST_FAMILY);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      TillPatient *member =
        till_store_get_patient (connection, till_db_column_int (rows, 0), error);

      if (member == NULL)
        return FALSE;
      g_ptr_array_add (account->family, member);
    }

  return step == TILL_STEP_DONE;
}

/* The guarantor's records: its own, and those that are merged into it. */
#define OF_GUARANTOR "(SELECT id FROM patients WHERE id = ?1 OR merged_into = ?1)"

static gboolean
read_balance (TillDbConnection *connection, TillAccount *account, GError **error)
{
  static const char sql[] =
    "SELECT owed_0_30_cents, owed_31_60_cents, owed_61_90_cents, owed_over_90_cents,"
    "       credit_cents, total_cents, insurance_cents, portion_cents FROM balances"
    " WHERE guarantor_id = ?1 AND edition_id = (SELECT id FROM editions WHERE state = 'shown')";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep step = till_store_ask (connection, sql, &row, error, 1, account->patient->guarantor_id);

  if (step != TILL_STEP_ROW)
    return step == TILL_STEP_DONE;

  for (int i = 0; i < TILL_ACCOUNT_N_AGES; i++)
    account->owed[i] = till_money (till_db_column_int (row, i));
  account->credit = till_money (till_db_column_int (row, 4));
  account->total = till_money (till_db_column_int (row, 5));
  account->insurance = till_money (till_db_column_int (row, 6));
  account->portion = till_money (till_db_column_int (row, 7));

  return TRUE;
}

static gboolean
read_unposted (TillDbConnection *connection, TillAccount *account, GError **error)
{
  static const char sql[] = "SELECT coalesce(sum(counted_cents), 0) FROM transactions"
                            " WHERE guarantor_id IN " OF_GUARANTOR
                            "   AND posting IN ('unposted', 'posting', 'needs-review')";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep step = till_store_ask (connection, sql, &row, error, 1, account->patient->guarantor_id);

  if (step == TILL_STEP_ROW)
    account->unposted = till_money (till_db_column_int (row, 0));

  return step != TILL_STEP_ERROR;
}

/* From before another answered. */
static gboolean
read_own (TillDbConnection *connection, TillAccount *account, GError **error)
{
  static const char           sql[] = "SELECT total_cents FROM receivables WHERE id = ?1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step;

  if (account->patient->guarantor_id == account->patient->id)
    return TRUE;

  step = till_store_ask (connection, sql, &row, error, 1, account->patient->id);
  if (step == TILL_STEP_ROW)
    account->own = till_money (till_db_column_int (row, 0));

  return step != TILL_STEP_ERROR;
}

static gboolean
read_open (TillDbConnection *connection, TillAccount *account, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (TillAllocationLine));

  if (!till_store_read_open (connection, account->patient->guarantor_id, lines, error))
    return FALSE;

  for (guint i = 0; i < lines->len; i++)
    {
      const TillAllocationLine *line = &g_array_index (lines, TillAllocationLine, i);
      TillOpenEntry             open = { line->id, line->net.cents < 0, line->open };

      if (open.open.cents == 0)
        continue;
      g_array_append_val (account->open, open);
      if (open.is_credit)
        account->unearned.cents += open.open.cents;
    }

  return TRUE;
}

static gboolean
read_told_on (TillDbConnection *connection, TillAccount *account, GError **error)
{
  TillShownBooks books;

  if (!till_store_get_shown_books (connection, &books, error))
    return FALSE;
  account->aged_on = books.aged_on;
  account->is_from_file = books.is_from_file;
  account->told_on = till_day_is_none (books.lines_until) ? books.aged_on : books.lines_until;

  return TRUE;
}

static gboolean
read_plan (TillDbConnection *connection, TillAccount *account, GError **error)
{
  static const char sql[] = "SELECT 1 FROM plans AS q WHERE " TILL_PLAN_IS_OPEN_OR_SENT ("q.") /* */
    " AND q.guarantor_id IN " OF_GUARANTOR " LIMIT 1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep step = till_store_ask (connection, sql, &row, error, 1, account->patient->guarantor_id);

  account->on_plan = step == TILL_STEP_ROW;

  return step != TILL_STEP_ERROR;
}

static gboolean
read_snooze (TillDbConnection *connection, TillAccount *account, GError **error)
{
  static const char sql[] = "SELECT ends, until_day, reason, snoozed_by, snoozed_at FROM snoozes"
                            " WHERE guarantor_id = ?1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep step = till_store_ask (connection, sql, &row, error, 1, account->patient->guarantor_id);
  TillDay  until = TILL_DAY_NONE;
  int      ends = TILL_SNOOZE_DAY;

  if (step != TILL_STEP_ROW)
    return step == TILL_STEP_DONE;

  if (!till_enum_from_text (TILL_TYPE_SNOOZE_END, till_db_column_text (row, 0), &ends))
    ends = TILL_SNOOZE_DAY;
  if (!till_db_column_is_null (row, 1))
    until.number = (gint32) till_db_column_int (row, 1);
  account->snooze = till_snooze_new ((TillSnoozeEnd) ends, until, till_db_column_text (row, 2));
  account->snoozed_by = till_db_column_dup_text (row, 3);
  account->snoozed_at = till_db_column_int (row, 4);

  return TRUE;
}

static gboolean
read_request (TillDbConnection *connection, TillAccount *account, GError **error)
{
  static const char sql[] =
    "SELECT asked_at, amount_cents, paid_cents FROM requests"
    " WHERE guarantor_id IN " OF_GUARANTOR "   AND " TILL_REQUEST_WAS_MADE ("requests.") /* */
    " ORDER BY asked_at DESC, id DESC LIMIT 1";
  g_autoptr (GTimeZone)       zone = NULL;
  g_autoptr (TillDbStatement) row = NULL;
  TillStep step = till_store_ask (connection, sql, &row, error, 1, account->patient->guarantor_id);

  account->asked_on = TILL_DAY_NONE;
  if (step != TILL_STEP_ROW)
    return step == TILL_STEP_DONE;

  zone = till_store_open_zone (connection, error);
  if (zone == NULL)
    return FALSE;
  account->asked_on = till_day_of_instant (till_db_column_int (row, 0), zone);
  account->asked = till_money (till_db_column_int (row, 1));
  account->asked_paid = till_money (till_db_column_int (row, 2));

  return TRUE;
}

static gboolean
read_statement (TillDbConnection *connection, TillAccount *account, GError **error)
{
  static const char sql[] =
    "SELECT day, due_cents FROM statements"
    " WHERE guarantor_id IN " OF_GUARANTOR " ORDER BY day DESC, id DESC LIMIT 1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep step = till_store_ask (connection, sql, &row, error, 1, account->patient->guarantor_id);

  account->stated_on = TILL_DAY_NONE;
  if (step == TILL_STEP_ROW)
    {
      account->stated_on.number = (gint32) till_db_column_int (row, 0);
      account->stated = till_money (till_db_column_int (row, 1));
    }

  return step != TILL_STEP_ERROR;
}

/* Two who owe and have one phone would be asked twice on it, unless one may not be asked at all.
 * The few who have it are found first: the planner would look through all who owe. */
#define OTHER_WHO_OWES                                                                             \
  "SELECT 1 FROM patients AS o CROSS JOIN receivables AS r ON r.id = o.id"                         \
  " WHERE r.portion_cents > 0 AND " TILL_PATIENT_MAY_BE_ASKED ("o.") " AND "
/* As the partial index says it. */
#define HAS_MAIL "o.email <> '' AND lower(o.email) = "

static gboolean
read_shares (TillDbConnection *connection, TillAccount *account, GError **error)
{
  static const char sql[] =
    "SELECT EXISTS (" OTHER_WHO_OWES "o.phone_digits = p.phone_digits AND o.id <> p.id),"
    "       EXISTS (" OTHER_WHO_OWES HAS_MAIL "lower(p.email) AND o.id <> p.id)"
    "  FROM patients AS p WHERE p.id = ?1";
  g_autoptr (TillDbStatement)        row = NULL;
  TillStep step = till_store_ask (connection, sql, &row, error, 1, account->patient->guarantor_id);

  if (step != TILL_STEP_ROW)
    return step == TILL_STEP_DONE;

  account->shares[TILL_CHANNEL_TEXT] = till_db_column_int (row, 0) != 0;
  account->shares[TILL_CHANNEL_EMAIL] = till_db_column_int (row, 1) != 0;

  return TRUE;
}

static gboolean
read_failed (TillDbConnection *connection,
             TillAccount      *account,
             TillChannel       channel,
             GError          **error)
{
  const char *address =
    channel == TILL_CHANNEL_TEXT ? account->patient->phone : account->patient->email;

  g_clear_pointer (&account->failed[channel], g_free);

  return till_store_read_failed_address (connection, channel, address, &account->failed[channel],
                                         &account->failed_at[channel], error);
}

gboolean
till_store_try_address (TillDbConnection *connection,
                        TillAccount      *account,
                        TillChannel       channel,
                        const char       *address,
                        GError          **error)
{
  static const char *const sqls[TILL_N_CONSENTS] = {
    [TILL_CHANNEL_TEXT] = OTHER_WHO_OWES "o.phone_digits = ?1 AND o.id <> ?2",
    [TILL_CHANNEL_EMAIL] = OTHER_WHO_OWES HAS_MAIL "lower(?1) AND o.id <> ?2",
  };
  g_autoptr (TillDbStatement) row = NULL;
  g_autofree char            *digits = till_text_phone_digits (address);
  TillStep                    step;

  g_return_val_if_fail (channel < TILL_N_CONSENTS, FALSE);

  till_text_set (channel == TILL_CHANNEL_TEXT ? &account->patient->phone : &account->patient->email,
                 address);
  row = till_db_prepare (connection, sqls[channel], error);
  if (row == NULL)
    return FALSE;
  till_db_bind_text (row, 1, channel == TILL_CHANNEL_TEXT ? digits : address);
  till_db_bind_int (row, 2, account->patient->id);
  step = till_db_step (row, error);
  account->shares[channel] = step == TILL_STEP_ROW;

  return step != TILL_STEP_ERROR && read_failed (connection, account, channel, error);
}

TillAccount *
till_store_read_account (TillDbConnection *connection, gint64 patient_id, GError **error)
{
  g_autoptr (TillAccount) account = g_new0 (TillAccount, 1);

  account->family = g_ptr_array_new_with_free_func ((GDestroyNotify) till_patient_free);
  account->open = g_array_new (FALSE, FALSE, sizeof (TillOpenEntry));
  if (!till_store_find_standing (connection, &patient_id, error))
    return NULL;
  account->patient = till_store_get_patient (connection, patient_id, error);
  if (account->patient == NULL)
    return NULL;
  account->merged = till_store_list_merged (connection, patient_id, error);
  if (account->merged == NULL || !read_family (connection, account, error) ||
      !read_told_on (connection, account, error) || !read_balance (connection, account, error) ||
      !read_unposted (connection, account, error) || !read_own (connection, account, error) ||
      !read_open (connection, account, error) || !read_plan (connection, account, error) ||
      !read_snooze (connection, account, error) || !read_request (connection, account, error) ||
      !read_statement (connection, account, error) || !read_shares (connection, account, error) ||
      !read_failed (connection, account, TILL_CHANNEL_TEXT, error) ||
      !read_failed (connection, account, TILL_CHANNEL_EMAIL, error))
    return NULL;

  return g_steal_pointer (&account);
}
