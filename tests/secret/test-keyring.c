/* test-keyring.c: secrets in a keyring that is there and open
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Run by with-keyring.sh.
 */
#include "secret/till-keyring.h"

#include "keyring-calls.h"

static void
assert_secret (TillKeyring *keyring, const char *name, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *secret = keyring_look_up (keyring, name, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
}

static void
store (TillKeyring *keyring, const char *name, const char *secret)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (keyring_store (keyring, name, secret, &error));
  g_assert_no_error (error);
}

/* Another TillKeyring is another run of the program. */
static void
test_comes_back (void)
{
  TillKeyring *first = till_keyring_new ("practice-1");
  TillKeyring *second;

  assert_secret (first, "clearent.key", NULL);
  store (first, "clearent.key", "secret-1 Zoë €");
  assert_secret (first, "clearent.key", "secret-1 Zoë €");
  g_assert_finalize_object (first);

  second = till_keyring_new ("practice-1");
  assert_secret (second, "clearent.key", "secret-1 Zoë €");
  store (second, "clearent.key", "secret-2");
  assert_secret (second, "clearent.key", "secret-2");
  g_assert_finalize_object (second);
}

static void
test_apart (void)
{
  TillKeyring *one = till_keyring_new ("practice-2");
  TillKeyring *other = till_keyring_new ("practice-3");

  store (one, "clearent.key", "one");
  store (one, "audit.key", "audit");
  store (other, "clearent.key", "other");
  assert_secret (one, "clearent.key", "one");
  assert_secret (one, "audit.key", "audit");
  assert_secret (other, "clearent.key", "other");
  assert_secret (other, "audit.key", NULL);
  g_assert_finalize_object (one);
  g_assert_finalize_object (other);
}

static void
test_forgets (void)
{
  TillKeyring *keyring = till_keyring_new ("practice-4");

  store (keyring, "clearent.key", "gone soon");
  store (keyring, "clearent.key", NULL);
  assert_secret (keyring, "clearent.key", NULL);
  store (keyring, "clearent.key", NULL);
  g_assert_finalize_object (keyring);
}

/* What is kept for this run goes before, and ends when it is stored for good. */
static void
test_kept (void)
{
  TillKeyring *keyring = till_keyring_new ("practice-5");
  TillKeyring *later;

  store (keyring, "clearent.key", "in the keyring");
  till_keyring_keep (keyring, "clearent.key", "for this run");
  assert_secret (keyring, "clearent.key", "for this run");

  later = till_keyring_new ("practice-5");
  assert_secret (later, "clearent.key", "in the keyring");
  g_assert_finalize_object (later);

  store (keyring, "clearent.key", "stored");
  assert_secret (keyring, "clearent.key", "stored");
  till_keyring_keep (keyring, "clearent.key", NULL);
  assert_secret (keyring, "clearent.key", "stored");
  g_assert_finalize_object (keyring);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/keyring/comes-back", test_comes_back);
  g_test_add_func ("/keyring/apart", test_apart);
  g_test_add_func ("/keyring/forgets", test_forgets);
  g_test_add_func ("/keyring/kept", test_kept);

  return g_test_run ();
}
