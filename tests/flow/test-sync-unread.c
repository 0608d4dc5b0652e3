/* test-sync-unread.c: rows of the processor's list that can't be read are told of until they can be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "flow/till-practice-private.h"
#include "store/till-store-unread.h"
#include "till-desk-sync.h"

#define LIST "@GET /rest/v2/transactions"
#define DAY (24 * TILL_HOUR)

static gboolean
warns (Desk *desk, const char *words)
{
  g_autofree char *warning = NULL;

  g_object_get (desk->practice, "warning", &warning, NULL);

  return words != NULL ? warning != NULL && strstr (warning, words) != NULL : warning == NULL;
}

static gint64
count_rows (Desk *desk)
{
  return desk_count (desk, "SELECT count(*) FROM transactions WHERE mark = 'elsewhere'");
}

/* The first of the list, which has no others. */
typedef struct
{
  const char *fault;
  const char *words;
} Unread;

static const Unread unreads[] = {
  { "third-decimal", "transaction 5000 can’t be taken in: “1.005” is no amount in whole cents." },
  { "unknown-type", "transaction 5000 can’t be taken in: “GIFT CARD” is no kind" },
  { "no-number", "A transaction in the processor’s list can’t be taken in: it has no number." },
};

static Desk *
desk_with (const char *fault)
{
  Desk            *desk = desk_new (NULL);
  g_autofree char *spec = g_strdup_printf ("%s" LIST "=#1-9999", fault);

  desk_refresh (desk);
  desk_put_sales (desk, 5000, 1, till_clock_now (desk->clock), 0);
  set_faults (desk->peer, spec);
  desk_pass (desk, TILL_HOUR);
  desk_sync_well (desk);

  return desk;
}

/* The cursor goes on, and weeks, a start and another warning later it is still said; it comes when
 * it can be read. */
static void
test_told (gconstpointer data)
{
  const Unread    *unread = data;
  g_autoptr (Desk) desk = desk_with (unread->fault);

  till_test_wait_until (warns (desk, unread->words));
  g_assert_cmpint (desk_get_cursor (desk, TILL_CURSOR_TRANSACTIONS), ==,
                   till_clock_now (desk->clock));
  for (guint i = 0; i < 4; i++)
    {
      desk_pass (desk, 5 * DAY);
      desk_sync_well (desk);
    }
  desk_close (desk);
  desk_open (desk);
  g_assert_true (warns (desk, unread->words));
  till_practice_set_warning (desk->practice, TILL_WARNING_BACKUP, "No backup");
  g_assert_true (warns (desk, "No backup"));
  till_practice_drop_warning (desk->practice);
  g_assert_true (warns (desk, unread->words));
  g_assert_cmpint (count_rows (desk), ==, 0);

  set_faults (desk->peer, "");
  desk_pass (desk, DAY);
  desk_refresh (desk);
  till_test_wait_until (warns (desk, NULL));
  g_assert_cmpint (count_rows (desk), ==, 1);
  desk_assert_holds (desk);
}

/* Who has read it is not told again, also not after a start; the audit knows; and it comes all the
 * same. */
static void
test_dismissed (gconstpointer data)
{
  const Unread    *unread = data;
  g_autoptr (Desk) desk = desk_with (unread->fault);

  till_test_wait_until (warns (desk, unread->words));
  till_practice_drop_warning (desk->practice);
  g_assert_true (warns (desk, NULL));
  desk_sync_well (desk);
  desk_close (desk);
  desk_open (desk);
  desk_refresh (desk);
  g_assert_true (warns (desk, NULL));
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM audit WHERE deed = 'dismiss-unread'"),
                   ==, 1);

  set_faults (desk->peer, "");
  desk_refresh (desk);
  g_assert_cmpint (count_rows (desk), ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count(*) FROM unread"), ==, 0);
}

/* All are counted, the oldest is named. */
static void
test_many (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);

  desk_refresh (desk);
  desk_put_sales (desk, 5000, 250, till_clock_now (desk->clock) - DAY, TILL_SECOND);
  set_faults (desk->peer, "unknown-type" LIST "=#1-9999");
  desk_sync_well (desk);
  till_test_wait_until (warns (desk, "transaction 5000 "));
  g_assert_true (warns (desk, "And 2 more."));
  g_assert_cmpint (count_rows (desk), ==, 247);

  set_faults (desk->peer, "");
  desk_sync_well (desk);
  till_test_wait_until (warns (desk, NULL));
  g_assert_cmpint (count_rows (desk), ==, 250);
}

static void
add_each (const char *root, GTestDataFunc test)
{
  for (guint i = 0; i < G_N_ELEMENTS (unreads); i++)
    {
      g_autofree char *path = g_strconcat (root, unreads[i].fault, NULL);

      g_test_add_data_func (path, &unreads[i], test);
    }
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);

  add_each ("/flow/sync-unread/told/", test_told);
  add_each ("/flow/sync-unread/dismissed/", test_dismissed);
  g_test_add_func ("/flow/sync-unread/many", test_many);

  return g_test_run ();
}
