/* test-templates.c: the practice's own wordings: kept, found, put back, with the audit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "core/till-error.h"
#include "rules/till-template.h"
#include "store/till-store-templates.h"
#include "till-test-store.h"

#define BODY "{practice} says: {link}\n“á”"

typedef struct
{
  const char *subject;
  const char *body;
  GError     *error;
} Deed;

static gboolean
deed_job (TillDbConnection *connection, gpointer data, GError **error)
{
  Deed                   *deed = data;
  g_autoptr (TillWording) wording = till_wording_new (
    TILL_PURPOSE_REQUEST, TILL_CHANNEL_EMAIL, TILL_LANGUAGE_SPANISH, deed->subject, deed->body);

  till_store_keep_wording (connection, wording, test_actor, TEST_NOW, &deed->error);

  return TRUE;
}

static TillWording *
read_wording (TillDb *db, TillLanguage language)
{
  g_autoptr (GError) error = NULL;
  TillWording *wording = till_store_get_wording (till_db_get_reader (db), TILL_PURPOSE_REQUEST,
                                                 TILL_CHANNEL_EMAIL, language, &error);

  g_assert_no_error (error);

  return wording;
}

static void
test_kept (void)
{
  TillDb                 *db = test_store_open (NULL);
  Deed                    deed = { "Paga", BODY, NULL };
  g_autoptr (TillWording) before = read_wording (db, TILL_LANGUAGE_SPANISH);
  g_autoptr (TillWording) after = NULL;
  g_autoptr (TillWording) other = NULL;

  g_assert_true (till_template_is_default (before));

  /* The second time nothing changes. */
  for (guint i = 0; i < 2; i++)
    test_store_write (db, deed_job, &deed);
  g_assert_no_error (deed.error);
  after = read_wording (db, TILL_LANGUAGE_SPANISH);
  g_assert_cmpstr (after->subject, ==, "Paga");
  g_assert_cmpstr (after->body, ==, BODY);
  other = read_wording (db, TILL_LANGUAGE_ENGLISH);
  g_assert_true (till_template_is_default (other));

  deed.subject = "Pague";
  test_store_write (db, deed_job, &deed);
  test_store_assert_texts (db, "SELECT subject || ' ' || changed_by FROM templates", "Pague Ann");
  test_store_assert_texts (db,
                           "SELECT deed || ' ' || subject || ' ' ||"
                           "       json_extract(before_json, '$.subject') || ' > ' ||"
                           "       json_extract(after_json, '$.subject')"
                           " FROM audit WHERE subject = 'templates' ORDER BY id DESC LIMIT 1",
                           "change-template templates Paga > Pague");
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM audit WHERE subject = 'templates'"),
                   ==, 2);
  test_store_shut (db);
}

static void
test_reset (void)
{
  TillDb                 *db = test_store_open (NULL);
  Deed                    own = { "Paga", BODY, NULL };
  g_autoptr (TillWording) bare =
    till_template_dup_default (TILL_PURPOSE_REQUEST, TILL_CHANNEL_EMAIL, TILL_LANGUAGE_SPANISH);
  Deed                    reset = { bare->subject, bare->body, NULL };
  g_autoptr (TillWording) after = NULL;

  test_store_write (db, deed_job, &own);
  test_store_write (db, deed_job, &reset);
  test_store_write (db, deed_job, &reset);
  after = read_wording (db, TILL_LANGUAGE_SPANISH);
  g_assert_true (till_template_is_default (after));
  test_store_assert_texts (db, "SELECT deed FROM audit WHERE subject = 'templates' ORDER BY id",
                           "change-template; reset-template");

  g_assert_no_error (reset.error);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM templates"), ==, 0);
  test_store_shut (db);
}

static void
test_refused (void)
{
  TillDb *db = test_store_open (NULL);
  Deed    deed = { "Paga", "{lnik}", NULL };

  test_store_write (db, deed_job, &deed);
  g_assert_error (deed.error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_assert_nonnull (strstr (deed.error->message, "{lnik}"));
  g_clear_error (&deed.error);

  deed.body = "{link} 4111 1111 1111 1111";
  test_store_write (db, deed_job, &deed);
  g_assert_error (deed.error, TILL_ERROR, TILL_ERROR_CARD_NUMBER);
  g_clear_error (&deed.error);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM templates"), ==, 0);
  g_assert_cmpint (test_store_ask (db, "SELECT count(*) FROM audit WHERE subject = 'templates'"),
                   ==, 0);
  test_store_shut (db);
}

/* Behind the program's back a number may get there: verify names the row. */
static void
test_verified (void)
{
  g_autofree char      *path = NULL;
  TillDb               *db = test_store_open (&path);
  g_autoptr (GPtrArray) findings = NULL;

  test_store_shut (db);
  test_store_change_behind (path, "INSERT INTO templates VALUES ('receipt', 'text', 'en', '',"
                                  " '4111 1111 1111 1111', 1, 'x')");
  findings = test_verify_file (path, NULL);
  g_assert_false (test_find_finding (findings, "passes as a card number")->holds);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/templates/kept", test_kept);
  g_test_add_func ("/templates/reset", test_reset);
  g_test_add_func ("/templates/refused", test_refused);
  g_test_add_func ("/templates/verified", test_verified);

  return g_test_run ();
}
