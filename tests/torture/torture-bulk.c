/* torture-bulk.c: kill -9 in the middle of a bulk request, again and again, until it is over
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * torture-bulk [N [SEED]]: N guarantors who can be asked by text, among others who must not be. A
 * child of ours asks them, by a carrier where one call in ten goes wrong, and is killed at a random
 * moment; the next one goes on. In the end each has one text at the carrier and one open request,
 * the others have none, and every invariant holds. Without N: as many as TILL_TORTURE_GUARANTORS
 * says, or 40.
 */
#include "flow/till-outbox.h"
#include "flow/till-practice-private.h"
#include "rules/till-quiet-hours.h"
#include "till-desk-crowd.h"
#include "torture-common.h"

#define FAULTS                                                                                     \
  "delay:20@POST /2010=20%,timeout@POST /2010=2%,timeout-before@POST /2010=1%,"                    \
  "reset-after@POST /2010=2%,500-after@POST /2010=2%,truncated@POST /2010=1%,"                     \
  "not-json@POST /2010=1%,reset-before@POST /2010=1%,timeout@GET /2010=2%,"                        \
  "500-before@GET /2010=4%,truncated@GET /2010=4%"

/* Most are killed soon; every eighth lives long enough for answers that are waited for in vain. */
#define SHORT_LIFE_MS 400
#define LONG_LIFE_MS 2500
#define LONG_ONE_IN 8
#define PATIENCE_S 1

/* What was looked for in vain is looked for a second time in the life after. */
#define BETWEEN_LIVES (65 * TILL_SECOND)

/* The numbers that two or more share must be two. */
#define LEAST_GUARANTORS 12

#define COUNT(what, where) "SELECT count(*) FROM " what " WHERE " where

/* ── The child that asks ─────────────────────────────────────────────────────────────────────── */

static void
find_people (Crowd *self)
{
  gint64 first =
    desk_count (self->desk, "SELECT min (id) FROM patients WHERE name LIKE 'Kim, Number%'");

  self->n_people = (guint) desk_count (self->desk, COUNT ("patients", "name LIKE 'Kim, Number%'"));
  self->people = g_new (gint64, self->n_people);
  for (guint i = 0; i < self->n_people; i++)
    self->people[i] = first + i;
}

static gboolean
is_quiet (Crowd *self)
{
  return self->desk->practice->n_aside == 0 && till_outbox_is_idle (self->desk->practice);
}

static gboolean
is_over (Crowd *self)
{
  return desk_count (self->desk, COUNT ("bulk_requests", "state = 'done'")) > 0 &&
         desk_count (self->desk, COUNT ("messages", "state IN ('queued', 'sending')")) == 0;
}

/* One that was killed before all were written down has been cancelled. */
static gboolean
is_to_be_begun (Crowd *self)
{
  return desk_count (self->desk, COUNT ("bulk_requests", "state <> 'cancelled'")) == 0 &&
         desk_count (self->desk, COUNT ("bulk_items", "state = 'waiting'")) == 0;
}

static void
ask_all (Crowd *self)
{
  g_autoptr (GError) error = NULL;

  crowd_try_start (self, TILL_BULK_BY_TEXT, &error);
  g_assert_no_error (error);
}

static int
run_child (const char *path, const char *address, const char *now)
{
  Desk               desk = { 0 };
  Crowd              crowd = { .desk = &desk };
  g_autoptr (GError) error = NULL;
  TillInstant        at = 0;

  g_assert_true (till_instant_from_iso (now, &at));
  desk.clock = till_clock_new_standing (at);
  desk.practice = till_practice_open (path, desk.clock, NULL, &error);
  g_assert_no_error (error);
  till_keyring_keep (till_practice_get_keyring (desk.practice), TILL_KEY_PROCESSOR, "sandbox");
  desk_set_up_texts (&desk, address, PATIENCE_S);
  till_practice_start (desk.practice);
  till_test_wait_until (till_practice_has_processor_key (desk.practice));
  find_people (&crowd);
  torture_say ("open");

  /* Until it is killed. */
  till_practice_run_minute (desk.practice);
  while (!is_quiet (&crowd) || !is_over (&crowd))
    {
      if (is_quiet (&crowd) && is_to_be_begun (&crowd))
        ask_all (&crowd);
      g_main_context_iteration (NULL, TRUE);
    }

  desk_close (&desk);
  g_object_unref (desk.clock);
  g_free (crowd.people);

  return 0;
}

/* ── Lives ───────────────────────────────────────────────────────────────────────────────────── */

/* Into the hours in which messages may come. */
static void
pass (Crowd *self, GTimeZone *zone)
{
  static const TillMessageHours hours = { .from_hour = 10, .until_hour = 19, .days = ~0u };
  g_autoptr (TillPostalZones)   zones = till_postal_zones_new (NULL, zone);
  TillInstant                   now = till_clock_now (self->desk->clock);

  desk_pass_with_sandbox (self->desk,
                          till_message_hours_next (&hours, zones, now + BETWEEN_LIVES) - now);
}

/* A machine that has much else to do takes longer for all of it. */
static guint
draw_life (GRand *chance, gint64 start_us)
{
  int usual = MAX (SHORT_LIFE_MS, (int) (start_us / 1000));
  int longest = g_rand_int_range (chance, 0, LONG_ONE_IN) == 0 ? MAX (LONG_LIFE_MS, usual) : usual;

  return (guint) g_rand_int_range (chance, 0, longest);
}

/* FALSE: it ended by itself, since all is done. */
static gboolean
live (Crowd *self, const char *program, GRand *chance)
{
  const char             *address = till_test_sandbox_get_address (self->desk->peer->sandbox);
  g_autofree char        *now = till_instant_to_iso (till_clock_now (self->desk->clock));
  gint64                  begin = g_get_monotonic_time ();
  g_autoptr (GError)      error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                                                    "child", self->desk->path, address, now, NULL);

  g_assert_no_error (error);
  if (torture_wait (child, 1) &&
      torture_kill (child, draw_life (chance, g_get_monotonic_time () - begin)))
    return TRUE;

  if (!g_subprocess_get_successful (child))
    g_error ("The child failed");

  return FALSE;
}

/* ── What came of it ─────────────────────────────────────────────────────────────────────────── */

static void
check_requests (Crowd *self)
{
  for (guint i = 0; i < self->n_people; i++)
    {
      g_autofree char *all =
        g_strdup_printf (COUNT ("requests", "guarantor_id = %" G_GINT64_FORMAT), self->people[i]);
      g_autofree char *open = g_strconcat (all, " AND state = 'requested'", NULL);
      gint64           n = i % 10 < CROWD_NO_PHONE ? 1 : 0;

      if (desk_count (self->desk, all) != n || desk_count (self->desk, open) != n)
        g_error ("Guarantor %u of %u has not %" G_GINT64_FORMAT " requests", i, self->n_people, n);
    }
}

static void
check (Crowd *self, guint n_guarantors)
{
  g_autoptr (Reply) state = ask (self->desk->peer, "GET", "/sandbox/state", NULL);
  g_autofree char  *n_texts = g_strdup_printf ("%u", n_guarantors);

  assert_reply (state, 200, "texts", n_texts);
  crowd_check_texts (self);
  check_requests (self);
  g_assert_cmpint (desk_count (self->desk, COUNT ("messages", "state IN ('sent', 'delivered')")),
                   ==, n_guarantors);
  g_assert_cmpint (desk_count (self->desk, COUNT ("reminders", "state = 'planned'")), ==,
                   n_guarantors);
  desk_assert_holds (self->desk);
}

static int
run (const char *program, guint n_guarantors, guint32 seed)
{
  g_autoptr (GRand)     chance = g_rand_new_with_seed (seed);
  g_autoptr (Crowd)     crowd = crowd_new (n_guarantors / 6 * 10 + n_guarantors % 6);
  g_autoptr (GTimeZone) zone = g_time_zone_ref (till_practice_get_zone (crowd->desk->practice));
  g_autoptr (Reply)     state = NULL;
  gint64                begin = g_get_monotonic_time ();
  guint                 n_kills = 0;

  desk_close (crowd->desk);
  set_faults (crowd->desk->peer, FAULTS);
  while (live (crowd, program, chance))
    {
      if (++n_kills > 1000 + n_guarantors)
        g_error ("After %u kills (seed %u) it still is not over", n_kills, seed);
      pass (crowd, zone);
    }

  state = ask (crowd->desk->peer, "GET", "/sandbox/state", NULL);
  /* Otherwise nothing was tried. */
  g_assert_cmpuint (n_kills, >=, 1);
  g_assert_cmpuint (torture_read_number (reply_get (state, "struck"), 0), >=, n_guarantors / 20);
  set_faults (crowd->desk->peer, "");
  desk_open (crowd->desk);
  check (crowd, n_guarantors);
  g_print ("torture: %u guarantors asked by text, %u kills, %s calls gone wrong, %" G_GINT64_FORMAT
           " s, seed %u: 0 asked twice, 0 forgotten, 0 of %u others asked\n",
           n_guarantors, n_kills, reply_get (state, "struck"),
           (g_get_monotonic_time () - begin) / G_USEC_PER_SEC, seed,
           crowd->n_people - n_guarantors);

  return 0;
}

int
main (int argc, char **argv)
{
  const char *word = argc > 1 ? argv[1] : NULL;
  guint       n = torture_read_number (g_getenv ("TILL_TORTURE_GUARANTORS"), 40);

  torture_init ();
  if (argc == 5 && g_str_equal (word, "child"))
    return run_child (argv[2], argv[3], argv[4]);

  return run (argv[0], MAX (torture_read_number (word, n), LEAST_GUARANTORS),
              torture_read_number (argc > 2 ? argv[2] : NULL, 1));
}
