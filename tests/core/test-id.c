/* test-id.c: names that are never given twice, and who does something
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-id.h"

#include <string.h>

static void
test_new (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 2000; i++)
    {
      char *id = till_id_new ();

      g_assert_true (g_uuid_string_is_valid (id));
      g_assert_true (id[14] == '4'); /* version 4: random */
      for (const char *at = id; *at != '\0'; at++)
        g_assert_false (g_ascii_isupper (*at));
      g_assert_true (g_hash_table_add (seen, id));
    }
}

/* The same text, the same id, on any machine; SHA-256 by another program. */
static void
test_derived (void)
{
  g_autofree char *id = till_id_derive ("till");
  g_autofree char *again = till_id_derive ("till");
  g_autofree char *other = till_id_derive ("Till");

  g_assert_cmpstr (id, ==, "a64e98ff-18a8-8009-a15e-f5bf714722bf");
  g_assert_true (g_uuid_string_is_valid (id));
  g_assert_cmpstr (again, ==, id);
  g_assert_cmpstr (other, !=, id);
}

static void
test_invoice (void)
{
  static const struct
  {
    const char *uuid;
    const char *invoice;
  } rows[] = {
    { "00000000-0000-0000-0000-000000000000", "00000000000000000000000000" },
    { "00000000-0000-0000-0000-000000000001", "00000000000000000000000001" },
    { "00000000-0000-0000-0000-00000000001f", "0000000000000000000000000Z" },
    { "00000000-0000-0000-0000-000000000020", "00000000000000000000000010" },
    { "80000000-0000-0000-0000-000000000000", "40000000000000000000000000" },
    { "ffffffff-ffff-ffff-ffff-ffffffffffff", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ" },
    { "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ" },
    /* Worked out by hand with Python's integers. */
    { "0190163d-8694-739b-aea5-966c26f8ad91", "01J0B3V1MMEEDTX9CPDGKFHBCH" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *invoice = till_id_to_invoice (rows[i].uuid);

      g_assert_cmpstr (invoice, ==, rows[i].invoice);
    }
}

/* Fit for the field: 26 letters and figures, none that is taken for another, each id its own. */
static void
test_invoices_differ (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *id = till_id_new ();
      char            *invoice = till_id_to_invoice (id);

      g_assert_cmpuint (strlen (invoice), ==, 26);
      g_assert_cmpuint (strspn (invoice, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"), ==, 26);
      g_assert_true (g_hash_table_add (seen, invoice));
    }
}

static void
test_actor (void)
{
  char                  name[] = "Ann";
  g_autoptr (TillActor) actor = till_actor_new (7, name);
  g_autoptr (TillActor) copy = NULL;

  name[0] = 'X';
  copy = till_actor_copy (actor);
  till_actor_free (g_steal_pointer (&actor));

  g_assert_cmpint (copy->user_id, ==, 7);
  g_assert_cmpstr (copy->name, ==, "Ann");
  g_assert_null (till_actor_copy (NULL));
  till_actor_free (NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/id/derived", test_derived);
  g_test_add_func ("/core/id/new-is-a-random-uuid", test_new);
  g_test_add_func ("/core/id/invoice", test_invoice);
  g_test_add_func ("/core/id/invoices-fit-and-differ", test_invoices_differ);
  g_test_add_func ("/core/actor/owns-its-name", test_actor);

  return g_test_run ();
}
