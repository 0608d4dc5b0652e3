/* test-backup.c: copies of the practice file, and back again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "flow/till-backup.h"
#include "flow/till-command.h"
#include "flow/till-practice-private.h"

static void
collect_cash (Desk *desk, gint64 cents)
{
  TillPaymentOrder            order = desk_order (desk, cents, TILL_METHOD_CASH);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillTakePayment) payment = NULL;

  order.knowingly = TRUE;
  payment = desk_try_collect (desk, &order, &error);
  g_assert_no_error (error);
}

static gint64
count_payments (Desk *desk)
{
  return desk_count (desk, "SELECT count (*) FROM transactions");
}

static char *
beside (Desk *desk, const char *name)
{
  return g_build_filename (desk->folder, name, NULL);
}

static void
test_make_and_restore (void)
{
  g_autoptr (Desk)   desk = desk_new_for_cash ();
  g_autofree char   *copy = beside (desk, "copy.till");
  g_autoptr (GError) error = NULL;
  struct stat        facts;

  collect_cash (desk, 1000);
  g_assert_true (till_backup_make (till_practice_get_db (desk->practice), copy, &error));
  g_assert_no_error (error);
  g_assert_cmpint (stat (copy, &facts), ==, 0);
  g_assert_cmpuint (facts.st_mode & 0777, ==, 0600);
  collect_cash (desk, 2000);
  g_assert_cmpint (count_payments (desk), ==, 2);

  desk_close (desk);
  g_assert_true (till_backup_restore (copy, desk->path, till_clock_now (desk->clock), &error));
  g_assert_no_error (error);
  desk_open (desk);
  g_assert_cmpint (count_payments (desk), ==, 1);
  /* And it goes on from there. */
  collect_cash (desk, 3000);
  g_assert_cmpint (count_payments (desk), ==, 2);
}

static char *
find_kept (Desk *desk)
{
  g_autoptr (GDir) dir = g_dir_open (desk->folder, 0, NULL);
  const char      *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (strstr (name, ".before-restore-") != NULL && !g_str_has_suffix (name, ".head"))
        return beside (desk, name);
    }

  return NULL;
}

/* The one that was replaced can be had back. */
static void
test_old_one_is_kept (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  g_autofree char *copy = beside (desk, "copy.till");
  g_autofree char *kept = NULL;

  g_assert_true (till_backup_make (till_practice_get_db (desk->practice), copy, NULL));
  collect_cash (desk, 2000);
  desk_close (desk);
  g_assert_true (till_backup_restore (copy, desk->path, till_clock_now (desk->clock), NULL));
  kept = find_kept (desk);
  g_assert_nonnull (kept);

  desk_pass (desk, TILL_SECOND);
  g_assert_true (till_backup_restore (kept, desk->path, till_clock_now (desk->clock), NULL));
  desk_open (desk);
  g_assert_cmpint (count_payments (desk), ==, 1);
}

static void
assert_no_restore (Desk *desk, const char *from, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (till_backup_restore (from, desk->path, till_clock_now (desk->clock), &error));
  g_assert_error (error, TILL_ERROR, code);
}

static void
test_refused (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  g_autofree char *copy = beside (desk, "copy.till");
  g_autofree char *text = beside (desk, "letter.txt");
  g_autofree char *empty = beside (desk, "empty.till");
  g_autofree char *nothing = beside (desk, "nothing.till");
  g_autofree char *nobodys = beside (desk, "nobodys.till");
  g_autofree char *whole = NULL;
  gsize            length = 0;

  collect_cash (desk, 1000);
  g_assert_true (till_backup_make (till_practice_get_db (desk->practice), copy, NULL));
  g_assert_true (g_file_set_contents (text, "Dear Maria,\n", -1, NULL));
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));

  /* While it is open in this or another process. */
  assert_no_restore (desk, copy, TILL_ERROR_STORE_IN_USE);
  desk_close (desk);
  assert_no_restore (desk, text, TILL_ERROR_STORE_BROKEN);
  assert_no_restore (desk, empty, TILL_ERROR_STORE_BROKEN);
  assert_no_restore (desk, nothing, TILL_ERROR_NOT_FOUND);
  assert_no_restore (desk, desk->path, TILL_ERROR_BAD_INPUT);

  /* A database, but nobody's: its application id is none. */
  g_assert_true (g_file_get_contents (copy, &whole, &length, NULL));
  g_assert_cmpuint (length, >, 72);
  memset (whole + 68, 0, 4);
  g_assert_true (g_file_set_contents (nobodys, whole, (gssize) length, NULL));
  assert_no_restore (desk, nobodys, TILL_ERROR_STORE_BROKEN);
  g_clear_pointer (&whole, g_free);

  /* Half a file. */
  g_assert_true (g_file_get_contents (copy, &whole, &length, NULL));
  g_assert_true (g_file_set_contents (copy, whole, (gssize) length / 2, NULL));
  assert_no_restore (desk, copy, TILL_ERROR_STORE_BROKEN);

  desk_open (desk);
  g_assert_cmpint (count_payments (desk), ==, 1);
}

static guint
count_files (const char *folder, const char *ending)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char      *name;
  guint            n_files = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n_files += g_str_has_suffix (name, ending);

  return n_files;
}

/* One a day, seven are kept, other files in the folder are left alone. */
static void
test_daily (void)
{
  g_autoptr (Desk)   desk = desk_new_for_cash ();
  TillDb            *db = till_practice_get_db (desk->practice);
  GTimeZone         *zone = till_practice_get_zone (desk->practice);
  g_autofree char   *folder = g_strconcat (desk->path, ".backups", NULL);
  g_autofree char   *other = g_build_filename (folder, "elm-of-my-own.till", NULL);
  g_autofree char   *newest = NULL;
  g_autoptr (GError) error = NULL;
  gboolean           made;

  /* Not while the practice makes today's by itself. */
  till_test_wait_until (count_files (folder, ".till") <= 1 && !desk->practice->backing_up);
  for (guint i = 0; i < 10; i++)
    {
      desk_pass (desk, 24 * TILL_HOUR);
      g_assert_true (
        till_backup_make_daily (db, till_clock_now (desk->clock), zone, &made, &error));
      g_assert_no_error (error);
      g_assert_true (made);
      g_assert_true (
        till_backup_make_daily (db, till_clock_now (desk->clock), zone, &made, &error));
      g_assert_false (made);
      if (i == 0)
        g_assert_true (g_file_set_contents (other, "mine", -1, NULL));
    }
  g_assert_cmpuint (count_files (folder, ".till"), ==, 8);
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));

  /* The newest good one: a damaged one is passed over. */
  newest = till_backup_find_newest (desk->path);
  g_assert_nonnull (newest);
  g_assert_true (g_file_set_contents (newest, "no database", -1, NULL));
  g_clear_pointer (&newest, g_free);
  newest = till_backup_find_newest (desk->path);
  g_assert_nonnull (newest);
  g_assert_true (till_db_quick_check (newest, NULL));
}

/* By itself, at the first start after the practice was set up: no head was beside the file yet. */
static void
test_first_has_its_head (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  g_autofree char *folder = g_strconcat (desk->path, ".backups", NULL);
  g_autofree char *head = g_strconcat (desk->path, ".head", NULL);

  desk_close (desk);
  g_unlink (head);
  desk_open (desk);
  till_test_wait_until (desk->practice->backup_tried && !desk->practice->backing_up);
  g_assert_cmpuint (count_files (folder, ".till"), ==, 1);
  g_assert_cmpuint (count_files (folder, ".till.head"), ==, 1);
}

static void
test_none (void)
{
  g_autofree char *folder = till_test_temp_dir ();
  g_autofree char *path = g_build_filename (folder, "elm.till", NULL);

  g_assert_null (till_backup_find_newest (path));
}

/* ── The command ─────────────────────────────────────────────────────────────────────────────────
 */

static int
run_backup (Desk *desk, const char *to, char **errors)
{
  const char *const       words[] = { "backup", "--practice", desk->path, to, NULL };
  g_autoptr (GString)     said = g_string_new (NULL);
  GString                *complained = g_string_new (NULL);
  g_autoptr (GError)      error = NULL;
  g_autoptr (TillCommand) command = till_command_parse (words, desk->folder, &error);
  int                     status;

  g_assert_no_error (error);
  status = till_command_run (command, desk->practice, said, complained);
  *errors = g_string_free (complained, FALSE);

  return status;
}

static void
test_command_names_what_is_wrong (void)
{
  static const struct
  {
    const char *to;
    const char *complained; /* part of it; NULL: nothing */
  } rows[] = {
    { "copy.till", NULL },
    { "copy.till", "copy.till is there already, and is left as it is." },
    { "none/copy.till", "none to put the backup in. Make it, or name another place." },
  };
  g_autoptr (Desk) desk = desk_new_for_cash ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *errors = NULL;
      int              status = run_backup (desk, rows[i].to, &errors);

      g_assert_cmpint (status == 0, ==, rows[i].complained == NULL);
      if (rows[i].complained != NULL)
        g_assert_nonnull (strstr (errors, rows[i].complained));
      else
        g_assert_cmpstr (errors, ==, "");
    }
}

int
main (int argc, char **argv)
{
  desk_init (&argc, &argv);
  g_test_add_func ("/flow/backup/make-and-restore", test_make_and_restore);
  g_test_add_func ("/flow/backup/old-one-is-kept", test_old_one_is_kept);
  g_test_add_func ("/flow/backup/refused", test_refused);
  g_test_add_func ("/flow/backup/daily", test_daily);
  g_test_add_func ("/flow/backup/first-has-its-head", test_first_has_its_head);
  g_test_add_func ("/flow/backup/none", test_none);
  g_test_add_func ("/flow/backup/command-names-what-is-wrong", test_command_names_what_is_wrong);

  return g_test_run ();
}
