/* test-cards.c: cards on file: kept once, one primary and one backup, given up, merged, looked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-error.h"
#include "store/till-store-cards.h"
#include "till-merge-rows.h"
#include "till-test-util.h"

#define TOKEN "1100123456789014242"
#define OTHER "1100123456789011111"

/* 12/2028 unless it is said otherwise. */
static TillFiledCard *
new_card (gint64 guarantor, const char *token)
{
  TillFiledCard *card = till_filed_card_new ();

  card->processor = g_strdup ("clearent");
  card->token = g_strdup (token);
  card->customer = g_strdup ("1");
  card->guarantor_id = guarantor;
  card->brand = g_strdup ("Visa");
  card->last_four = g_strdup ("4242");
  card->expires = till_card_expiry_day ("1228");
  card->origin = TILL_CARD_OF_TERMINAL;
  card->consent_how = TILL_CARD_AGREED_AT_DESK;
  card->consent_wording = g_strdup ("I agree.");
  card->consent_by = g_strdup ("Maria");
  card->consent_at = TEST_NOW;

  return card;
}

/* Its id; must work. */
static gint64
keep (TillDbConnection *connection, gint64 guarantor, const char *token, gboolean expected)
{
  g_autoptr (TillFiledCard) card = new_card (guarantor, token);
  g_autoptr (GError)        error = NULL;
  gboolean                  is_news;

  till_store_keep_card (connection, card, test_actor, TEST_NOW, &is_news, &error);
  g_assert_no_error (error);
  g_assert_cmpint (is_news, ==, expected);

  return card->id;
}

static void
set_role (TillDbConnection *connection, gint64 id, TillCardRole role)
{
  g_autoptr (GError) error = NULL;

  till_store_set_card_role (connection, id, role, test_actor, TEST_NOW, &error);
  g_assert_no_error (error);
}

/* "2 primary; 1 none", in the order in which they are offered. */
static void
assert_cards (TillDbConnection *connection, gint64 patient, const char *expected)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) cards = till_store_list_cards (connection, patient, &error);
  g_autoptr (GString)   text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < cards->len; i++)
    {
      const TillFiledCard *card = cards->pdata[i];

      g_string_append_printf (text, "%s%" G_GINT64_FORMAT " %s", i > 0 ? "; " : "", card->id,
                              till_enum_to_text (TILL_TYPE_CARD_ROLE, (int) card->role));
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static gboolean
once_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                    anna = test_add_patient (connection, "Lee, Anna");
  gint64                    id = keep (connection, anna, TOKEN, TRUE);
  g_autoptr (TillFiledCard) card = NULL;

  g_assert_cmpint (keep (connection, anna, TOKEN, FALSE), ==, id);
  assert_cards (connection, anna, "1 primary");
  card = till_store_get_card (connection, id, error);
  g_assert_cmpstr (card->token, ==, TOKEN);
  g_assert_cmpstr (card->consent_wording, ==, "I agree.");
  g_assert_cmpint (card->consent_at, ==, TEST_NOW);
  g_assert_cmpint (till_day_compare (card->expires, till_day (2028, 12, 31)), ==, 0);
  g_assert_cmpint (card->state, ==, TILL_CARD_KEPT);

  return TRUE;
}

static gboolean
roles_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 anna = test_add_patient (connection, "Lee, Anna");
  gint64 one = keep (connection, anna, TOKEN, TRUE);
  gint64 two = keep (connection, anna, OTHER, TRUE);

  assert_cards (connection, anna, "1 primary; 2 none");
  set_role (connection, two, TILL_CARD_BACKUP);
  assert_cards (connection, anna, "1 primary; 2 backup");
  set_role (connection, two, TILL_CARD_PRIMARY);
  assert_cards (connection, anna, "2 primary; 1 none");
  set_role (connection, one, TILL_CARD_BACKUP);
  set_role (connection, one, TILL_CARD_NO_ROLE);
  assert_cards (connection, anna, "2 primary; 1 none");

  return TRUE;
}

/* Gone for use at once, and once the processor has heard of it, there, too; saved again it is kept
 * again. */
static gboolean
delete_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                    anna = test_add_patient (connection, "Lee, Anna");
  gint64                    id = keep (connection, anna, TOKEN, TRUE);
  g_autoptr (TillFiledCard) leaving = NULL;
  g_autoptr (TillFiledCard) none = NULL;
  g_autoptr (GError)        failed = NULL;

  g_assert_true (till_store_delete_card (connection, id, test_actor, TEST_NOW, error));
  assert_cards (connection, anna, "");
  leaving = till_store_next_leaving_card (connection, 0, error);
  g_assert_cmpint (leaving->id, ==, id);
  g_assert_null (till_store_next_leaving_card (connection, id, error));
  g_assert_false (
    till_store_set_card_role (connection, id, TILL_CARD_PRIMARY, test_actor, TEST_NOW, &failed));
  g_assert_error (failed, TILL_ERROR, TILL_ERROR_NOT_FOUND);

  g_assert_true (till_store_note_card_deleted (connection, id, test_actor, TEST_NOW, error));
  none = till_store_next_leaving_card (connection, 0, error);
  g_assert_null (none);
  g_assert_cmpint (keep (connection, anna, TOKEN, TRUE), ==, id);
  assert_cards (connection, anna, "1 primary");
  /* It was kept again while it was being deleted: its token is worth nothing. */
  g_assert_true (till_store_note_card_deleted (connection, id, test_actor, TEST_NOW, error));
  assert_cards (connection, anna, "");

  return TRUE;
}

static void
assert_refused (TillDbConnection *connection, gint64 id, const char *nickname, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (till_store_name_card (connection, id, nickname, test_actor, TEST_NOW, &error));
  g_assert_error (error, TILL_ERROR, code);
}

static gboolean
name_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                    anna = test_add_patient (connection, "Lee, Anna");
  gint64                    id = keep (connection, anna, TOKEN, TRUE);
  g_autoptr (TillFiledCard) card = NULL;
  g_autofree char          *title = NULL;

  g_assert_true (
    till_store_name_card (connection, id, "  Blue card ", test_actor, TEST_NOW, error));
  assert_refused (connection, id, "4111 1111 1111 1111", TILL_ERROR_CARD_NUMBER);
  assert_refused (connection, id, "12345678901234567890123456789012345678901",
                  TILL_ERROR_BAD_INPUT);
  card = till_store_get_card (connection, id, error);
  title = till_filed_card_dup_title (card);
  g_assert_cmpstr (title, ==, "Blue card, Visa ••••4242");
  g_assert_true (till_store_name_card (connection, id, "", test_actor, TEST_NOW, error));
  g_clear_pointer (&card, till_filed_card_free);
  card = till_store_get_card (connection, id, error);
  g_assert_null (card->nickname);

  return TRUE;
}

/* A token that could be a number is not kept: nobody could tell it from one. */
static gboolean
number_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64                    anna = test_add_patient (connection, "Lee, Anna");
  g_autoptr (TillFiledCard) card = new_card (anna, "4111111111111111");
  g_autoptr (GError)        failed = NULL;
  gboolean                  is_news;

  g_assert_false (till_store_keep_card (connection, card, test_actor, TEST_NOW, &is_news, &failed));
  g_assert_error (failed, TILL_ERROR, TILL_ERROR_CARD_NUMBER);
  assert_cards (connection, anna, "");

  return TRUE;
}

/* The card of a record that is merged is its account's; undone, each has its own again. */
static gboolean
merged_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 kept = test_add_patient (connection, "Lee, Anna");
  gint64 merged = test_add_patient (connection, "Lee, Ann");
  gint64 merge;

  keep (connection, kept, TOKEN, TRUE);
  keep (connection, merged, OTHER, TRUE);
  assert_cards (connection, kept, "1 primary");
  assert_cards (connection, merged, "2 primary");

  merge = merges_merge (connection, merged, kept, 0);
  assert_cards (connection, kept, "1 primary; 2 none");
  assert_cards (connection, merged, "1 primary; 2 none");
  merges_undo (connection, merge);
  assert_cards (connection, kept, "1 primary");
  assert_cards (connection, merged, "2 primary");

  /* A choice made of both counts for both. */
  merge = merges_merge (connection, merged, kept, 0);
  set_role (connection, 2, TILL_CARD_PRIMARY);
  assert_cards (connection, kept, "2 primary; 1 none");
  merges_undo (connection, merge);
  assert_cards (connection, kept, "1 none");

  return TRUE;
}

/* She had an account of her own before, and a primary card of it. */
static gboolean
dependant_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 anna = test_add_patient (connection, "Lee, Anna");
  gint64 ben = test_add_patient (connection, "Lee, Ben");

  keep (connection, anna, TOKEN, TRUE);
  keep (connection, ben, OTHER, TRUE);
  g_assert_true (
    till_db_execute (connection, "UPDATE patients SET guarantor_id = 1 WHERE id = 2", error));
  assert_cards (connection, ben, "1 primary; 2 none");
  set_role (connection, 2, TILL_CARD_PRIMARY);
  assert_cards (connection, ben, "2 primary; 1 none");

  return TRUE;
}

static gboolean
sought_job (TillDbConnection *connection, gpointer data, GError **error)
{
  gint64 anna = test_add_patient (connection, "Lee, Anna");
  gint64 payment = test_add (connection, test_card (anna, 1000, TEST_NOW, "77"));
  g_autoptr (TillCardSighting) sighting = NULL;
  g_autoptr (TillFiledCard)    card = NULL;
  const TillCard               told = { .last_four = (char *) "1111", .expiry = (char *) "0130" };

  g_assert_true (till_store_seek_card (connection, payment, "1", TEST_NOW, error));
  g_assert_true (till_store_seek_card (connection, payment, "1", TEST_NOW, error));
  sighting = till_store_next_sought_card (connection, TEST_NOW, 0, error);
  g_assert_cmpint (sighting->transaction_id, ==, payment);
  g_assert_cmpint (sighting->guarantor_id, ==, anna);
  g_assert_cmpstr (sighting->customer, ==, "1");
  g_assert_null (till_store_next_sought_card (connection, TEST_NOW, payment, error));
  g_assert_null (till_store_next_sought_card (connection, TEST_NOW - 1, 0, error));

  card = till_card_sighting_make_card (sighting, OTHER, &told);
  g_assert_cmpint (card->consent_how, ==, TILL_CARD_AGREED_ON_PAGE);
  g_assert_cmpstr (card->last_four, ==, "1111");
  g_assert_cmpint (till_day_compare (card->expires, till_day (2030, 1, 31)), ==, 0);

  g_assert_true (
    till_store_delay_card_sighting (connection, payment, TEST_NOW + TILL_MINUTE, error));
  g_assert_null (till_store_next_sought_card (connection, TEST_NOW, 0, error));
  g_assert_true (till_store_end_card_sighting (connection, payment, FALSE, error));
  g_assert_null (till_store_find_sought_card (connection, payment, error));

  return TRUE;
}

typedef struct
{
  const char *name;
  TillDbJob   job; /* in a practice of its own */
} Case;

static const Case cases[] = {
  { "/cards/once", once_job },      { "/cards/roles", roles_job },
  { "/cards/deleted", delete_job }, { "/cards/named", name_job },
  { "/cards/number", number_job },  { "/cards/merged", merged_job },
  { "/cards/sought", sought_job },  { "/cards/dependant", dependant_job },
};

static void
run (gconstpointer data)
{
  merges_run (((const Case *) data)->job);
}

static void
test_ages (void)
{
  g_autoptr (TillFiledCard) card = new_card (1, TOKEN);
  g_autofree char          *expiry = till_filed_card_dup_expiry (card);

  g_assert_cmpstr (expiry, ==, "12/2028");
  g_assert_cmpint (till_filed_card_get_age (card, till_day (2028, 10, 31)), ==, TILL_CARD_IS_GOOD);
  g_assert_cmpint (till_filed_card_get_age (card, till_day (2028, 11, 1)), ==,
                   TILL_CARD_EXPIRES_SOON);
  g_assert_cmpint (till_filed_card_get_age (card, till_day (2028, 12, 31)), ==,
                   TILL_CARD_EXPIRES_SOON);
  g_assert_cmpint (till_filed_card_get_age (card, till_day (2029, 1, 1)), ==,
                   TILL_CARD_HAS_EXPIRED);
  card->expires = TILL_DAY_NONE;
  g_assert_cmpint (till_filed_card_get_age (card, till_day (2099, 1, 1)), ==, TILL_CARD_IS_GOOD);
  g_assert_true (till_day_is_none (till_card_expiry_day ("1328")));
  g_assert_true (till_day_is_none (till_card_expiry_day ("12/28")));
  g_assert_true (till_day_is_none (till_card_expiry_day (NULL)));
  g_assert_cmpint (till_day_compare (till_card_expiry_day ("0228"), till_day (2028, 2, 29)), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cards/ages", test_ages);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].name, &cases[i], run);

  return g_test_run ();
}
