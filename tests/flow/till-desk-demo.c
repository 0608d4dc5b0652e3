/* till-desk-demo.c: the demo practice in the tests: opened, asked, verified
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-demo.h"

#include "flow/till-practice-private.h"

gint64
demo_count (TillDemo *demo, const char *sql)
{
  TillPractice *practice = till_demo_get_practice (demo);
  gint64        n = -1;

  till_db_query_int (till_db_get_reader (till_practice_get_db (practice)), sql, &n, NULL);
  return n;
}

static void
note_percent (guint percent, gpointer user_data)
{
  guint *last = user_data;

  g_assert_cmpuint (percent, >=, *last);
  g_assert_cmpuint (percent, <=, 100);
  *last = percent;
}

TillDemo *
demo_open (const char *path, TillClock *clock)
{
  g_autoptr (GError) error = NULL;
  guint              percent = 0;
  TillDemo          *demo = till_demo_open (path, clock, note_percent, &percent, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (percent, ==, 100);
  till_practice_start (till_demo_get_practice (demo));
  till_test_wait_until (till_practice_has_processor_key (till_demo_get_practice (demo)));
  return demo;
}

void
demo_refresh (TillDemo *demo)
{
  g_autoptr (GAsyncResult) kept = NULL;
  GAsyncResult            *result = NULL;
  g_autoptr (GError)       error = NULL;

  till_practice_refresh_async (till_demo_get_practice (demo), till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  till_practice_refresh_finish (till_demo_get_practice (demo), kept, &error);
  g_assert_no_error (error);
}

void
demo_assert_invariants (TillDemo *demo)
{
  TillPractice         *practice = till_demo_get_practice (demo);
  g_autoptr (GPtrArray) findings =
    till_store_verify (till_db_get_reader (till_practice_get_db (practice)),
                       till_practice_get_path (practice), NULL, NULL);

  g_assert_nonnull (findings);
  for (guint i = 0; i < findings->len; i++)
    {
      const TillFinding *finding = g_ptr_array_index (findings, i);

      if (!finding->holds && finding->provable)
        g_error ("%s: %s", finding->invariant, finding->rows);
    }
}
