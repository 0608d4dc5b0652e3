/* test-no-keyring.c: secrets where there is no keyring, or a locked one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Run by with-keyring.sh; with --fill it only puts a secret into the keyring that will then be
 * locked.
 */
#include "secret/till-keyring.h"

#include <string.h>

#include "core/till-error.h"
#include "keyring-calls.h"

static void
test_look_up (void)
{
  TillKeyring       *keyring = till_keyring_new ("practice-1");
  g_autoptr (GError) error = NULL;
  g_autofree char   *secret = keyring_look_up (keyring, "clearent.key", &error);

  g_assert_null (secret);
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NO_KEYRING);
  g_test_message ("%s", error->message);
  g_assert_cmpint (strstr (error->message, "is locked") != NULL, ==,
                   g_strcmp0 (g_getenv ("TILL_TEST_BUS"), "locked") == 0);
  g_assert_finalize_object (keyring);
}

static void
test_kept_for_this_run (void)
{
  TillKeyring       *keyring = till_keyring_new ("practice-1");
  TillKeyring       *later = till_keyring_new ("practice-1");
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) none = NULL;
  g_autofree char   *secret = NULL;
  g_autofree char   *gone = NULL;

  g_assert_false (keyring_store (keyring, "clearent.key", "secret-1", &error));
  g_assert_error (error, TILL_ERROR, TILL_ERROR_NO_KEYRING);
  g_assert_null (strstr (error->message, "secret-1"));

  secret = keyring_look_up (keyring, "clearent.key", &none);
  g_assert_no_error (none);
  g_assert_cmpstr (secret, ==, "secret-1");

  gone = keyring_look_up (later, "clearent.key", NULL);
  g_assert_null (gone);
  g_assert_finalize_object (keyring);
  g_assert_finalize_object (later);
}

static void
test_forgets (void)
{
  TillKeyring     *keyring = till_keyring_new ("practice-1");
  g_autofree char *gone = NULL;

  till_keyring_keep (keyring, "clearent.key", "secret-1");
  keyring_store (keyring, "clearent.key", NULL, NULL);
  gone = keyring_look_up (keyring, "clearent.key", NULL);
  g_assert_null (gone);
  g_assert_finalize_object (keyring);
}

/* The demo's key asks no keyring. */
static void
test_keep (void)
{
  TillKeyring       *keyring = till_keyring_new ("demo");
  g_autoptr (GError) error = NULL;
  g_autofree char   *secret = NULL;

  till_keyring_keep (keyring, "clearent.key", "sandbox");
  secret = keyring_look_up (keyring, "clearent.key", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, "sandbox");
  g_assert_finalize_object (keyring);
}

static int
fill (void)
{
  g_autoptr (TillKeyring) keyring = till_keyring_new ("practice-1");

  return keyring_store (keyring, "clearent.key", "locked in", NULL) ? 0 : 1;
}

int
main (int argc, char *argv[])
{
  if (argc > 1 && strcmp (argv[argc - 1], "--fill") == 0)
    return fill ();

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/no-keyring/look-up", test_look_up);
  g_test_add_func ("/no-keyring/kept-for-this-run", test_kept_for_this_run);
  g_test_add_func ("/no-keyring/forgets", test_forgets);
  g_test_add_func ("/no-keyring/keep", test_keep);

  return g_test_run ();
}
