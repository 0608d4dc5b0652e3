/* test-disk-unix.c: a disk that is full, a file that can't be written: refused before the charge
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "flow/till-export.h"
#include "flow/till-practice-private.h"

#define NOBODY 65534

/* No file may grow any more: the limit that a quota or a file system sets. The full disk itself is
 * in test-disk-full-unix.c. */
static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
test_full (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  TillPaymentOrder            order = desk_order (desk, 2500, TILL_METHOD_TERMINAL);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillTakePayment) payment = NULL;

  /* Today's backup and the audit's head are through with their writing. */
  till_test_wait_until (desk->practice->n_aside == 0);
  limit_files (4096);
  payment = desk_try_collect (desk, &order, &error);
  limit_files (RLIM_INFINITY);

  g_assert_null (payment);
  g_assert_true (g_error_matches (error, TILL_ERROR, TILL_ERROR_STORE_FULL) ||
                 g_error_matches (error, TILL_ERROR, TILL_ERROR_STORE));
  g_assert_cmpuint (desk_count_sales (desk), ==, 0);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM attempts"), ==, 0);

  /* Space again: business as usual. */
  desk_take (desk, 2500);
  desk_assert_agree (desk);
}

/* The disk fills while the card is being charged: the money is not forgotten. */
static void
test_full_after_sending (void)
{
  g_autoptr (Desk)            desk = desk_new (NULL);
  TillPaymentOrder            order = desk_order (desk, 2500, TILL_METHOD_TERMINAL);
  g_autoptr (TillTakePayment) payment = NULL;
  g_autofree char            *warning = NULL;

  till_test_wait_until (desk->practice->n_aside == 0);
  desk_set_mode (desk, "manual");
  payment = desk_try_collect (desk, &order, NULL);
  g_assert_nonnull (payment);
  limit_files (4096);
  desk_press (desk, "tap");
  desk_wait_phase (payment, TILL_PAYMENT_CHECKING);
  limit_files (RLIM_INFINITY);
  g_object_get (desk->practice, "warning", &warning, NULL);
  g_assert_nonnull (warning);

  desk_settle (desk);
  g_assert_cmpint (till_take_payment_get_phase (payment), ==, TILL_PAYMENT_APPROVED);
  g_clear_pointer (&warning, g_free);
  g_object_get (desk->practice, "warning", &warning, NULL);
  g_assert_null (warning);
  desk_assert_agree (desk);
}

static gboolean
open_fails (const char *path)
{
  g_autoptr (TillClock)    clock = till_clock_new ();
  g_autoptr (GError)       error = NULL;
  g_autoptr (TillPractice) practice = till_practice_open (path, clock, NULL, &error);

  return practice == NULL && g_error_matches (error, TILL_ERROR, TILL_ERROR_STORE_READ_ONLY) &&
         strstr (error->message, "can’t be written. Check that the file and its folder belong to "
                                 "you and are not write-protected.") != NULL;
}

static void
test_read_only (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  gboolean         refused;

  desk_close (desk);
  g_assert_cmpint (g_chmod (desk->path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (desk->folder, 0555), ==, 0);

  if (geteuid () == 0 && seteuid (NOBODY) != 0)
    {
      /* Permissions mean nothing to root: a container may have no other user. */
      g_test_skip ("root who can't be anybody else");
      return;
    }
  refused = access (desk->path, R_OK) != 0 || open_fails (desk->path);
  if (getuid () == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_chmod (desk->folder, 0755);
  g_assert_true (refused);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint            n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* A PDF is longer than the 4096 bytes of a full disk. */
static void
fail_to_export (Desk *desk, const char *path, int code)
{
  g_autoptr (TillFilter) filter = till_filter_new ();
  g_autoptr (GError)     error = NULL;
  TillExportOrder        order = { "transactions", filter, .form = TILL_EXPORT_PDF };
  g_autoptr (TillExport) export = till_export_new (desk->practice, &order, &error);

  g_assert_no_error (error);
  g_assert_false (till_export_save (export, path, &error));
  g_assert_error (error, TILL_ERROR, code);
  g_assert_nonnull (strstr (error->message, path));
}

/* No half file is left, what was there stays as it was, and nobody is said to have exported. */
static void
test_export (void)
{
  g_autoptr (Desk) desk = desk_new_for_cash ();
  g_autofree char *folder = till_test_temp_dir ();
  g_autofree char *path = g_build_filename (folder, "list.pdf", NULL);
  g_autofree char *old = NULL;

  till_test_wait_until (desk->practice->n_aside == 0);
  limit_files (4096);
  fail_to_export (desk, path, TILL_ERROR_STORE_FULL);
  g_assert_cmpuint (count_files (folder), ==, 0);
  limit_files (RLIM_INFINITY);
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  limit_files (4096);
  fail_to_export (desk, path, TILL_ERROR_STORE_FULL);
  limit_files (RLIM_INFINITY);
  g_assert_cmpuint (count_files (folder), ==, 1);

  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);
  if (geteuid () != 0 || seteuid (NOBODY) == 0)
    {
      fail_to_export (desk, path, TILL_ERROR_STORE_READ_ONLY);
      if (getuid () == 0)
        g_assert_cmpint (seteuid (0), ==, 0);
    }
  g_chmod (folder, 0755);
  g_assert_cmpuint (count_files (folder), ==, 1);
  g_assert_true (g_file_get_contents (path, &old, NULL, NULL));
  g_assert_cmpstr (old, ==, "old");
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM audit WHERE deed = 'export'"), ==, 0);
}

int
main (int argc, char **argv)
{
  signal (SIGXFSZ, SIG_IGN);
  desk_init (&argc, &argv);
  g_test_add_func ("/flow/disk/full", test_full);
  g_test_add_func ("/flow/disk/full-after-sending", test_full_after_sending);
  g_test_add_func ("/flow/disk/read-only", test_read_only);
  g_test_add_func ("/flow/disk/export", test_export);

  return g_test_run ();
}
