/* test-text-set.c: texts that were seen, however many
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-text-set.h"

#define N_TEXTS 20000

static void
test_add (void)
{
  g_autoptr (TillTextSet) set = till_text_set_new ();
  char                    text[32];

  g_assert_true (till_text_set_add (set, ""));
  g_assert_false (till_text_set_add (set, ""));
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < N_TEXTS; i++)
      {
        g_snprintf (text, sizeof text, "%u", i);
        g_assert_cmpint (till_text_set_add (set, text), ==, round == 0);
      }
  /* Its own copy, of all of it. */
  g_assert_true (till_text_set_add (set, "17 "));
  g_assert_true (till_text_set_add (set, "017"));
}

static void
test_free (void)
{
  till_text_set_free (NULL);
  till_text_set_free (till_text_set_new ());
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text-set/add", test_add);
  g_test_add_func ("/core/text-set/free", test_free);

  return g_test_run ();
}
