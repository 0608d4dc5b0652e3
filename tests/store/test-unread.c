/* test-unread.c: what can't be taken in is kept, counted, dismissed, forgotten
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "store/till-store-unread.h"
#include "till-test-store.h"

#define PROCESSOR "clearent"

static void
note (TillDbConnection *connection, const char *number, TillInstant at, const char *reason)
{
  g_autoptr (TillUnread) unread = till_unread_new (number, at, reason);
  g_autoptr (GError)     error = NULL;

  till_store_note_unread (connection, PROCESSOR, unread, TEST_NOW, &error);
  g_assert_no_error (error);
}

static void
assert_told (TillDbConnection *connection, const char *words, gint64 n_expected)
{
  g_autoptr (TillUnread) oldest = NULL;
  g_autoptr (GError)     error = NULL;
  g_autofree char       *told = NULL;
  gint64                 n_unread;

  till_store_find_unread (connection, &oldest, &n_unread, &error);
  g_assert_no_error (error);
  told = oldest != NULL ? till_unread_to_words (oldest) : NULL;
  g_assert_cmpstr (told, ==, words);
  g_assert_cmpint (n_unread, ==, n_expected);
}

/* Noted again it is the same one, with what is wrong now; the oldest is told. */
static gboolean
note_job (TillDbConnection *connection, gpointer data, GError **error)
{
  note (connection, "12", TEST_NOW, "it has no amount.");
  note (connection, "12", TEST_NOW + 1, "“1.005” is no amount in whole cents.");
  assert_told (connection,
               "The processor’s transaction 12 can’t be taken in: “1.005” is no amount in whole "
               "cents.",
               1);
  note (connection, NULL, TEST_NOW, "it has no number.");
  note (connection, NULL, TEST_NOW - 1, "it has no number.");
  assert_told (connection,
               "A transaction in the processor’s list can’t be taken in: it has no number.", 2);

  return till_store_forget_unread (connection, PROCESSOR, "", error) &&
         till_store_forget_unread (connection, PROCESSOR, "13", error);
}

/* What comes after it is told; what was dismissed, not, though it is noted again. */
static gboolean
dismiss_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) all = NULL;

  g_assert_true (till_store_dismiss_unread (connection, test_actor, TEST_NOW, error));
  assert_told (connection, NULL, 0);
  note (connection, "12", TEST_NOW, "it has no amount.");
  assert_told (connection, NULL, 0);
  note (connection, "14", TEST_NOW, "it has no amount.");
  assert_told (connection, "The processor’s transaction 14 can’t be taken in: it has no amount.",
               1);

  all = till_store_list_unread (connection, error);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_true (((TillUnread *) all->pdata[0])->dismissed);
  g_assert_false (((TillUnread *) all->pdata[1])->dismissed);

  return till_store_forget_unread (connection, PROCESSOR, "12", error);
}

/* What the processor says may hold a card number. */
static gboolean
card_job (TillDbConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) all = NULL;

  note (connection, "15", TEST_NOW - 5, "“4111 1111 1111 1111” is no amount in whole cents.");
  all = till_store_list_unread (connection, error);
  g_assert_null (strstr (((TillUnread *) all->pdata[0])->reason, "4111"));

  return till_store_dismiss_unread (connection, test_actor, TEST_NOW, error);
}

static void
test_kept (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, note_job, NULL);
  test_store_write (db, dismiss_job, NULL);
  test_store_assert_texts (db, "SELECT number || ' ' || (dismissed_at IS NULL) FROM unread",
                           "14 1");
  test_store_assert_texts (db,
                           "SELECT actor || ' ' || after_json FROM audit WHERE subject = 'unread'",
                           "Ann {\"rows\":1,\"oldest\":\"“1.005” is no amount in whole cents.\"}");
  test_store_shut (db);
}

static void
test_card_number (void)
{
  TillDb *db = test_store_open (NULL);

  test_store_write (db, card_job, NULL);
  test_store_shut (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/unread/kept", test_kept);
  g_test_add_func ("/store/unread/card-number", test_card_number);

  return g_test_run ();
}
