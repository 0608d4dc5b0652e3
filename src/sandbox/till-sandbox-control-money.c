/* till-sandbox-control-money.c: the control calls about what becomes of the money
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-control-money.h"

#include "core/till-error.h"
#include "sandbox/till-sandbox-answers.h"
#include "sandbox/till-sandbox-control.h"
#include "sandbox/till-sandbox-life.h"
#include "sandbox/till-sandbox-months.h"

#define USUAL_SALES 24

static void
refuse_for (TillSandboxCall *call, const GError *error)
{
  gboolean callers_fault = g_error_matches (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);

  till_sandbox_control_refuse (
    call, callers_fault ? SOUP_STATUS_BAD_REQUEST : SOUP_STATUS_INTERNAL_SERVER_ERROR,
    error->message);
}

void
till_sandbox_control_set_terms (TillSandboxCall *call)
{
  g_autofree char   *fees = till_sandbox_call_dup_member (call, "fees");
  g_autofree char   *conveyed = till_sandbox_call_dup_member (call, "conveyed");
  g_autofree char   *oddities = till_sandbox_call_dup_member (call, "oddities");
  g_autoptr (GError) error = NULL;

  if (till_sandbox_set_terms (call->sandbox, fees, conveyed, oddities, &error))
    till_sandbox_control_catch_up (call);
  else
    refuse_for (call, error);
}

/* "2026-05" */
static gboolean
read_month (const char *text, TillDay *first)
{
  g_autofree char *day = text != NULL ? g_strconcat (text, "-01", NULL) : NULL;

  *first = day != NULL ? till_day_from_iso (day) : TILL_DAY_NONE;

  return !till_day_is_none (*first);
}

static const char *
read_plan (TillSandboxCall *call, TillSandboxMonth *month)
{
  g_autofree char *name = till_sandbox_call_dup_member (call, "month");
  g_autofree char *seed = till_sandbox_call_dup_member (call, "seed");
  g_autofree char *sales = till_sandbox_call_dup_member (call, "sales-a-day");
  guint64          n_sales = USUAL_SALES;

  *month = (TillSandboxMonth){ .seed = call->sandbox->seed };
  month->oddities = till_sandbox_call_get_flag (call, "oddities", FALSE);
  if (!read_month (name, &month->first))
    return "month must be like 2026-05";
  if (seed != NULL && !g_ascii_string_to_unsigned (seed, 10, 0, G_MAXINT64, &month->seed, NULL))
    return "seed must be a number";
  if (sales != NULL &&
      !g_ascii_string_to_unsigned (sales, 10, 1, TILL_SANDBOX_MOST_SALES, &n_sales, NULL))
    return "sales-a-day must be 1 to " G_STRINGIFY (TILL_SANDBOX_MOST_SALES);

  month->sales_a_day = (guint) n_sales;

  return NULL;
}

void
till_sandbox_control_post_month (TillSandboxCall *call)
{
  g_autoptr (GError) error = NULL;
  TillSandboxMonth   month;
  const char        *fault = read_plan (call, &month);

  if (fault != NULL)
    till_sandbox_control_refuse (call, SOUP_STATUS_BAD_REQUEST, fault);
  else if (till_sandbox_months_plan (call->sandbox, &month, &error))
    till_sandbox_control_catch_up (call);
  else
    refuse_for (call, error);
}

void
till_sandbox_control_get_answers (TillSandboxCall *call)
{
  g_autoptr (GError) error = NULL;
  JsonObject        *answers = till_sandbox_life_catch_up (call->sandbox, &error)
                                 ? till_sandbox_answers (call->sandbox, &error)
                                 : NULL;

  if (answers != NULL)
    till_sandbox_control_answer (call, SOUP_STATUS_OK, answers);
  else
    refuse_for (call, error);
}
