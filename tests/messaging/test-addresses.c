/* test-addresses.c: what is an e-mail address, and what only looks like one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "messaging/till-mailer.h"

#include "core/till-error.h"

static const char *const good_addresses[] = {
  "a@b.example",
  "Front.Desk+till@smile-dental.example",
  "o'neil@x.co",
  "x_y@1.example",
  "a@xn--bcher-kva.example",
  "a=b@c.example",
};

static const char *const bad_addresses[] = {
  "",
  "a",
  "@",
  "a@",
  "@b.example",
  "a@b",
  "a@b.",
  "a@.example",
  "a@b..example",
  "a b@c.example",
  "a@b c.example",
  "a@@b.example",
  "a@b@c.example",
  ".a@b.example",
  "a.@b.example",
  "a..b@c.example",
  "<a@b.example>",
  "Zoë <z@b.example>",
  "a@b.example,c@d.example",
  "a@b.example;c@d.example",
  "zoë@b.example",
  "a@bücher.example",
  "a@-b.example",
  "a@b-.example",
  "a@b.example\n",
  "a\r\n@b.example",
  "a@127.0.0.1",
  "a@[127.0.0.1]",
  "\"a b\"@c.example",
  "a@b_c.example",
  "a\x01@b.example",
  "a@b.example\xff",
};

static void
test_addresses (void)
{
  g_autofree char *many = g_strnfill (65, 'a');
  g_autofree char *long_local = g_strconcat (many, "@b.example", NULL);
  g_autofree char *long_label = g_strconcat ("a@", many, ".example", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (good_addresses); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (till_mail_check_address (good_addresses[i], &error));
      g_assert_no_error (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_addresses); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char   *shown = g_strescape (bad_addresses[i], NULL);

      g_test_message ("%s", shown);
      g_assert_false (till_mail_check_address (bad_addresses[i], &error));
      g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
    }
  g_assert_false (till_mail_check_address (NULL, NULL));
  g_assert_false (till_mail_check_address (long_local, NULL));
  g_assert_false (till_mail_check_address (long_label, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/addresses", test_addresses);

  return g_test_run ();
}
