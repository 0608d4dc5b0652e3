/* test-plan-charging.c: when an installment is charged, on which card, and when no more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-plan-charging.h"

#include "core/till-error.h"

#define DUE (till_day (2026, 12, 31))
#define CARD 7
#define BACKUP 8

static void
test_retries (void)
{
  static const struct
  {
    const char *text;
    guint       n; /* 9: refused */
    guint       days[TILL_MOST_RETRIES];
  } cases[] = {
    { TILL_DEFAULT_RETRIES, 3, { 1, 3, 7 } },
    { "", 0, { 0 } },
    { " 2  28 ", 2, { 2, 28 } },
    { "1 2 3 4 5", 5, { 1, 2, 3, 4, 5 } },
    { "1 2 3 4 5 6", 9, { 0 } },
    { "28 29", 9, { 0 } },
    { "28 28", 9, { 0 } },
    { "0", 9, { 0 } },
    { "3 1", 9, { 0 } },
    { "1 1", 9, { 0 } },
    { "-1", 9, { 0 } },
    { "1,3", 9, { 0 } },
    { "one", 9, { 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TillRetryDays      days = { { 0 }, 0 };
      g_autoptr (GError) error = NULL;

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (till_retry_days_read (cases[i].text, &days, &error), ==, cases[i].n != 9);
      if (cases[i].n == 9)
        {
          g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
          continue;
        }
      g_assert_cmpuint (days.n_days, ==, cases[i].n);
      g_assert_cmpmem (days.days, days.n_days * sizeof (guint), cases[i].days,
                       days.n_days * sizeof (guint));
    }
}

/* "1s 3bh": after a day softly declined on the card, after three hard on the backup; "o" is open,
 * "a" approved, "n" nothing; "x" a card that is not the plan’s any more. */
static GArray *
read_tries (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GArray        *tries = g_array_new (FALSE, FALSE, sizeof (TillPlanTry));

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      char       *rest = NULL;
      TillPlanTry one = { .card = CARD };

      one.day = till_day_add (DUE, (int) g_ascii_strtoll (words[i], &rest, 10));
      if (*rest == 'b' || *rest == 'x')
        one.card = *rest++ == 'b' ? BACKUP : 99;
      switch (*rest)
        {
        case 'o':
          one.outcome = TILL_TRY_OPEN;
          break;
        case 'a':
          one.outcome = TILL_TRY_APPROVED;
          break;
        case 's':
          one.outcome = TILL_TRY_SOFT;
          break;
        case 'h':
          one.outcome = TILL_TRY_HARD;
          break;
        case 'n':
          one.outcome = TILL_TRY_NOTHING;
          break;
        default:
          g_assert_not_reached ();
        }
      g_array_append_val (tries, one);
    }

  return tries;
}

static const struct
{
  const char  *tries;
  gint64       card;
  gint64       backup;
  int          today; /* days after it is due */
  TillPlanStep step;
  int          next; /* likewise; -9: none */
} steps[] = {
  /* Its day: not before, on it, and after days without power. */
  { "", CARD, BACKUP, -1, TILL_STEP_WAIT, 0 },
  { "", CARD, BACKUP, 0, TILL_STEP_CHARGE, -9 },
  { "", CARD, BACKUP, 40, TILL_STEP_CHARGE, -9 },
  { "0a", CARD, BACKUP, 0, TILL_STEP_NONE, -9 },
  { "0s 1a", CARD, BACKUP, 9, TILL_STEP_NONE, -9 },
  /* Nothing while it is not known what came of it. */
  { "0o", CARD, BACKUP, 9, TILL_STEP_WAIT, -9 },
  { "0s 1o", CARD, BACKUP, 9, TILL_STEP_WAIT, -9 },
  /* A soft decline: days 1, 3 and 7, then the backup card, then people. */
  { "0s", CARD, BACKUP, 0, TILL_STEP_WAIT, 1 },
  { "0s", CARD, BACKUP, 1, TILL_STEP_CHARGE, -9 },
  { "0s 1s", CARD, BACKUP, 1, TILL_STEP_WAIT, 3 },
  { "0s 1s 3s", CARD, BACKUP, 6, TILL_STEP_WAIT, 7 },
  { "0s 1s 3s 7s", CARD, BACKUP, 7, TILL_STEP_BACKUP, -9 },
  { "0s 1s 3s 7s", CARD, 0, 7, TILL_STEP_MISS, -9 },
  { "0s 1s 3s 7s 7bs", CARD, BACKUP, 8, TILL_STEP_MISS, -9 },
  { "0s 1s 3s 7s 7bh", CARD, BACKUP, 8, TILL_STEP_MISS, -9 },
  { "0s 1s 3s 7s 7ba", CARD, BACKUP, 8, TILL_STEP_NONE, -9 },
  /* Tried late: from then on, and never twice a day. */
  { "5s", CARD, BACKUP, 5, TILL_STEP_WAIT, 6 },
  { "0s 6s", CARD, BACKUP, 6, TILL_STEP_WAIT, 7 },
  { "0s 6s 7s", CARD, BACKUP, 7, TILL_STEP_WAIT, 8 },
  /* A hard one is never tried again on that card. */
  { "0h", CARD, BACKUP, 0, TILL_STEP_BACKUP, -9 },
  { "0h", CARD, 0, 0, TILL_STEP_MISS, -9 },
  { "0s 1h", CARD, 0, 1, TILL_STEP_MISS, -9 },
  { "0h 0bn", CARD, BACKUP, 0, TILL_STEP_BACKUP, -9 },
  /* What never reached a card is as if it had not been. */
  { "0n 0n 0n 0n 0n", CARD, BACKUP, 0, TILL_STEP_CHARGE, -9 },
  /* No card of the plan: the backup; none at all: people. */
  { "", 0, BACKUP, -1, TILL_STEP_WAIT, 0 },
  { "", 0, BACKUP, 0, TILL_STEP_BACKUP, -9 },
  { "", 0, 0, 0, TILL_STEP_MISS, -9 },
  { "", 0, 0, -1, TILL_STEP_WAIT, 0 },
  /* A new card begins anew. */
  { "0xh", CARD, 0, 0, TILL_STEP_CHARGE, -9 },
  { "0xs 1xs 3xs 7xs", CARD, 0, 8, TILL_STEP_CHARGE, -9 },
};

static void
test_steps (void)
{
  TillRetryDays retries;

  g_assert_true (till_retry_days_read (TILL_DEFAULT_RETRIES, &retries, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GArray) tries = read_tries (steps[i].tries);
      TillChargeFacts    facts = { .due = DUE,
                                   .tries = (const TillPlanTry *) (gpointer) tries->data,
                                   .n_tries = tries->len,
                                   .card = steps[i].card,
                                   .backup = steps[i].backup };
      TillDay            next;
      TillPlanStep       step =
        till_plan_next_step (&facts, &retries, till_day_add (DUE, steps[i].today), &next);

      g_test_message ("case %u: “%s”", i, steps[i].tries);
      g_assert_cmpint (step, ==, steps[i].step);
      if (steps[i].next == -9)
        g_assert_true (till_day_is_none (next));
      else
        g_assert_cmpint (next.number - DUE.number, ==, steps[i].next);
    }
}

/* Run every day, or now and then, with any answers: it ends, no card is tried more often than
 * agreed on, and none after it said no for good. */
static void
test_any (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  TillRetryDays     retries;

  g_assert_true (till_retry_days_read (TILL_DEFAULT_RETRIES, &retries, NULL));
  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GArray) tries = g_array_new (FALSE, FALSE, sizeof (TillPlanTry));
      TillChargeFacts    facts = { .due = DUE, .card = CARD };
      TillPlanStep       step = TILL_STEP_WAIT;
      guint              n_tries[2] = { 0, 0 };
      gboolean           is_hard[2] = { FALSE, FALSE };
      TillDay            today = till_day_add (DUE, -2);

      facts.backup = g_rand_boolean (random) ? BACKUP : 0;
      while (step != TILL_STEP_NONE && step != TILL_STEP_MISS)
        {
          TillDay     next;
          TillPlanTry one = { .day = today };
          guint       of;

          facts.tries = (const TillPlanTry *) (gpointer) tries->data;
          facts.n_tries = tries->len;
          step = till_plan_next_step (&facts, &retries, today, &next);
          g_assert_cmpint (today.number, <, DUE.number + 100);
          if (step == TILL_STEP_WAIT)
            today = till_day_add (today, g_rand_int_range (random, 1, 4));
          if (step != TILL_STEP_CHARGE && step != TILL_STEP_BACKUP)
            continue;

          of = step == TILL_STEP_BACKUP;
          g_assert_cmpint (today.number, >=, DUE.number);
          g_assert_false (is_hard[of]);
          one.card = of ? BACKUP : CARD;
          one.outcome = g_rand_int_range (random, 0, 6) == 0   ? TILL_TRY_APPROVED
                        : g_rand_int_range (random, 0, 4) == 0 ? TILL_TRY_HARD
                                                               : TILL_TRY_SOFT;
          is_hard[of] = one.outcome == TILL_TRY_HARD;
          n_tries[of]++;
          g_array_append_val (tries, one);
        }
      g_assert_cmpuint (n_tries[0], <=, 4);
      g_assert_cmpuint (n_tries[1], <=, facts.backup != 0 ? 1 : 0);
    }
}

static void
test_asks_first (void)
{
  g_assert_false (till_plan_asks_first (0));
  g_assert_false (till_plan_asks_first (1));
  g_assert_true (till_plan_asks_first (2));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/plan-charging/retries", test_retries);
  g_test_add_func ("/rules/plan-charging/steps", test_steps);
  g_test_add_func ("/rules/plan-charging/any", test_any);
  g_test_add_func ("/rules/plan-charging/asks-first", test_asks_first);

  return g_test_run ();
}
