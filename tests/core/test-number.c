/* test-number.c: whole numbers as they are written here
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-number.h"

#include <locale.h>

#include "locale-for-test.h"

static void
assert_format (guint64 number, const char *expected)
{
  g_autofree char *words = till_number_format (number);

  g_assert_cmpstr (words, ==, expected);
}

/* Where the locale parts nothing too. */
static void
test_format (void)
{
  assert_format (0, "0");
  assert_format (999, "999");
  assert_format (1009, "1,009");
  assert_format (1234567, "1,234,567");
  assert_format (G_MAXUINT64, "18,446,744,073,709,551,615");
}

static void
test_locales (void)
{
  if (!locale_for_test_set ("de_DE"))
    {
      locale_for_test_reset ();
      /* Without localedef; Debian's package "locales" has it. */
      g_test_skip ("this system can make no locales");
      return;
    }
  assert_format (1009, "1.009");
  g_assert_true (locale_for_test_set ("en_IN"));
  assert_format (1234567, "12,34,567");
  locale_for_test_reset ();
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/number/format", test_format);
  g_test_add_func ("/core/number/in-locales", test_locales);

  return g_test_run ();
}
