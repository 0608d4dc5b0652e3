/* bench-charges.c: of 5,000 payment plans the 300 installments that are due, charged, against the
 * same 300 calls to the processor alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The processor is the sandbox, a process of its own, that takes as long for an answer as a real
 * one. Both have 8 calls in flight. Ours also finds what is due, writes each attempt down before it
 * is sent and its outcome after, with receipt, posting and audit, and settles the plans.
 */
#include "bench.h"
#include "flow/till-practice-private.h"
#include "flow/till-run-plans.h"
#include "rules/till-plan-rules.h"
#include "store/till-store-cards.h"
#include "store/till-store-patients.h"
#include "store/till-store-plans.h"
#include "till-desk-cards.h"
#include "till-desk-plans.h"

#define N_PLANS 5000
#define N_DUE 300
#define N_ROUNDS 3
#define N_INSTALLMENTS 12
#define A_JOB 100 /* plans */
#define MOST 1.25

/* What a gateway takes to answer; the others are still due long after the last round. */
#define LATENCY "delay:250" DESK_SALE "=100%"
#define LATER 300 /* days */

#define CARD "4111111111111111"

typedef struct
{
  Desk *desk;
  char *tokens[N_DUE];
  guint first; /* of the plans still to be made */
  guint n_bare;
} Bench;

/* ── The plans ───────────────────────────────────────────────────────────────────────────────── */

static gint64
add_payer (TillDbConnection *connection, Bench *bench, guint i, gint64 *card_id, GError **error)
{
  g_autoptr (TillPatient)   payer = till_patient_new ();
  g_autoptr (TillFiledCard) card = till_filed_card_new ();
  TillInstant               at = till_practice_now (bench->desk->practice);
  gboolean                  is_news;

  payer->name = g_strdup_printf ("Name-%u, Given", i);
  if (!till_store_add_patient (connection, payer, at, error))
    return 0;

  card->processor = g_strdup (till_processor_get_name (bench->desk->practice->processor));
  card->token = i < N_DUE ? g_strdup (bench->tokens[i]) : g_strdup_printf ("later-%u", i);
  card->guarantor_id = payer->id;
  card->brand = g_strdup ("Visa");
  card->last_four = g_strdup ("1111");
  card->expires = TILL_DAY_NONE;
  card->consent_wording = g_strdup ("Keep it");
  card->consent_by = g_strdup (payer->name);
  card->consent_at = at;
  card->consent_how = TILL_CARD_AGREED_AT_DESK;
  card->origin = TILL_CARD_OF_TERMINAL;
  if (!till_store_keep_card (connection, card, NULL, at, &is_news, error))
    return 0;
  *card_id = card->id;

  return payer->id;
}

static gboolean
add_plan (TillDbConnection *connection, Bench *bench, guint i, GError **error)
{
  TillPractice        *practice = bench->desk->practice;
  TillInstant          at = till_practice_now (practice);
  TillDay              today = till_practice_get_today (practice);
  TillPlanTerms        terms = { .total = till_money (2500 * N_INSTALLMENTS),
                                 .n_installments = N_INSTALLMENTS,
                                 .cadence = TILL_CADENCE_WEEKLY,
                                 .first = till_day_add (today, i < N_DUE ? 0 : LATER) };
  g_autoptr (TillPlan) plan = till_plan_new ();

  plan->guarantor_id = plan->patient_id = add_payer (connection, bench, i, &plan->card_id, error);

  return plan->guarantor_id != 0 && till_plan_solve_installment (&terms, error) &&
         till_store_add_plan (connection, plan, &terms, NULL, at, error) &&
         till_store_authorize_plan (connection, plan->id, TILL_AUTHORIZED_PAPER, "Given Name",
                                    today, NULL, at, error);
}

static gboolean
plans_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Bench *bench = data;
  guint  end = bench->first + A_JOB;

  for (; bench->first < end; bench->first++)
    if (!add_plan (connection, bench, bench->first, error))
      return FALSE;

  return TRUE;
}

/* One of each of the customers: the processor keeps a customer's card once. */
static char *
make_token (Desk *desk, guint i)
{
  g_autofree char *body = g_strdup_printf (
    "{\"card\":\"" CARD "\",\"exp-date\":\"1239\",\"customer-key\":\"bench-%u\"}", i);
  g_autoptr (Reply) reply = ask (desk->peer, "POST", "/rest/v2/tokens", body);

  if (reply->status != 200)
    g_error ("The sandbox keeps no card: %s", reply->text);

  return g_strdup (reply_get (reply, "payload.tokenResponse.token-id"));
}

/* ── Ours ────────────────────────────────────────────────────────────────────────────────────── */

/* A week later each is due again. */
static void
charge (gpointer data)
{
  Bench *bench = data;

  till_practice_run_plans (bench->desk->practice);
  desk_wait_for_plans (bench->desk);
}

/* ── The reference ───────────────────────────────────────────────────────────────────────────── */

static Ticket *
begin_call (Bench *bench, guint i)
{
  g_autofree char *body = g_strdup_printf ("{\"type\":\"SALE\",\"amount\":\"25.00\",\"card\":\"%s\""
                                           ",\"invoice\":\"bare%u\",\"software-type\":\"bench\"}",
                                           bench->tokens[i], bench->n_bare++);

  return ask_async (bench->desk->peer, "POST", "/rest/v2/transactions/sale", body, 0);
}

static void
end_call (Ticket *ticket)
{
  g_autoptr (Reply) reply = ticket_wait (ticket);

  if (g_strcmp0 (reply_get (reply, "payload.transaction.result"), "APPROVED") != 0)
    g_error ("The sandbox takes no payment: %s", reply->text);
}

static void
call (gpointer data)
{
  Bench  *bench = data;
  Ticket *flying[TILL_PLANS_IN_FLIGHT] = { NULL };
  guint   n_begun = 0;
  guint   n_over = 0;

  while (n_over < N_DUE)
    {
      gboolean moved = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (flying); i++)
        {
          if (flying[i] != NULL && ticket_is_answered (flying[i]))
            {
              end_call (g_steal_pointer (&flying[i]));
              n_over++;
              moved = TRUE;
            }
          if (flying[i] == NULL && n_begun < N_DUE)
            {
              flying[i] = begin_call (bench, n_begun++);
              moved = TRUE;
            }
        }
      if (!moved)
        g_main_context_iteration (NULL, TRUE);
    }
}

/* ── Both ────────────────────────────────────────────────────────────────────────────────────── */

static double
time_it (BenchRun run, Bench *bench)
{
  double begin = bench_now ();

  run (bench);

  return bench_now () - begin;
}

static void
open_bench (Bench *bench)
{
  g_autoptr (GError) error = NULL;

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  bench->desk = desk_new_for_cards (NULL);
  for (guint i = 0; i < N_DUE; i++)
    bench->tokens[i] = make_token (bench->desk, i);
  while (bench->first < N_PLANS)
    if (!till_db_write (till_practice_get_db (bench->desk->practice), TILL_DB_BULK, plans_job,
                        bench, &error))
      g_error ("%s", error->message);
}

void
bench_charges (void)
{
  Bench  bench = { NULL };
  double ours[N_ROUNDS];
  double reference[N_ROUNDS];

  open_bench (&bench);
  set_faults (bench.desk->peer, LATENCY);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      desk_refresh (bench.desk);
      ours[i] = time_it (charge, &bench);
      if (desk_count (bench.desk, "SELECT count(*) FROM installments WHERE state = 'paid'") !=
          N_DUE * (i + 1))
        g_error ("Not all that was due was charged, or more than that");
      reference[i] = time_it (call, &bench);
      desk_pass_days (bench.desk, 7);
    }
  bench_line ("charges-300-of-5000-plans", "s", bench_median (ours, N_ROUNDS),
              bench_median (reference, N_ROUNDS), MOST);

  set_faults (bench.desk->peer, "");
  for (guint i = 0; i < N_DUE; i++)
    g_free (bench.tokens[i]);
  desk_free (bench.desk);
}
