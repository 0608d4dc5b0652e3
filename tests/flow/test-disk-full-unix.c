/* test-disk-full-unix.c: a small disk that is really full, or can't be written any more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The disk is a tmpfs in a mount namespace of this process: it goes with it.
 */
#include "till-desk.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "flow/till-command.h"
#include "flow/till-practice-private.h"

#define DISK_SIZE "size=8m"

/* Why there can be no small disk here; NULL: there can. */
static const char *no_disk;

/* ── The disk ───────────────────────────────────────────────────────────────────────────────────
 */

static gboolean
tell_kernel (const char *file, const char *text)
{
  int      fd = g_open (file, O_WRONLY | O_CLOEXEC);
  gboolean written = fd >= 0 && write (fd, text, strlen (text)) == (gssize) strlen (text);

  if (fd >= 0)
    g_close (fd, NULL);

  return written;
}

/* Before any thread: a process of several can't have a user namespace of its own. Root needs none.
 */
static void
take_mounts_apart (void)
{
  g_autofree char *user = g_strdup_printf ("0 %u 1", getuid ());
  g_autofree char *group = g_strdup_printf ("0 %u 1", getgid ());
  gboolean         apart = unshare (CLONE_NEWNS) == 0;

  if (!apart)
    apart = unshare (CLONE_NEWUSER | CLONE_NEWNS) == 0 &&
            tell_kernel ("/proc/self/setgroups", "deny") &&
            tell_kernel ("/proc/self/uid_map", user) && tell_kernel ("/proc/self/gid_map", group);
  if (!apart || mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
    no_disk = g_strerror (errno);
}

/* FALSE: the test is skipped, and says why. */
static gboolean
mount_disk (const char *folder)
{
  g_autofree char *reason = NULL;

  if (no_disk == NULL && mount ("till-small-disk", folder, "tmpfs", 0, DISK_SIZE) != 0)
    no_disk = g_strerror (errno);
  if (no_disk == NULL)
    return TRUE;

  reason = g_strdup_printf ("no small disk can be mounted here: %s", no_disk);
  /* A mount needs root or a user namespace, which a container may deny both. */
  g_test_skip (reason);
  return FALSE;
}

static char *
filler_path (Desk *desk)
{
  return g_build_filename (desk->folder, "filler", NULL);
}

/* To the last byte. */
static void
fill (Desk *desk)
{
  static const char bytes[4096];
  g_autofree char  *path = filler_path (desk);
  int               fd = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  while (write (fd, bytes, sizeof bytes) > 0)
    continue;
  g_assert_cmpint (errno, ==, ENOSPC);
  g_close (fd, NULL);
}

static void
make_room (Desk *desk)
{
  g_autofree char *path = filler_path (desk);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* ── What is asked of each ──────────────────────────────────────────────────────────────────────
 */

static void
assert_sentence (const char *words, Desk *desk, const char *before, const char *after)
{
  g_autofree char *sentence = g_strconcat (before, "“", desk->path, "”", after, NULL);

  g_assert_cmpstr (words, ==, sentence);
}

static void
assert_full (const GError *error, Desk *desk)
{
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE_FULL);
  assert_sentence (error->message, desk, "The disk that holds ",
                   " is full. Nothing was changed; make room on the disk and try again.");
}

static void
assert_read_only (const GError *error, Desk *desk)
{
  g_assert_error (error, TILL_ERROR, TILL_ERROR_STORE_READ_ONLY);
  assert_sentence (error->message, desk, "",
                   " can’t be written. Check that the file and its folder belong to you and are "
                   "not write-protected.");
}

/* As "till verify" does. */
static void
assert_verified (Desk *desk)
{
  const char *const       arguments[] = { "verify", "--practice", desk->path, NULL };
  g_autoptr (GError)      error = NULL;
  g_autoptr (TillCommand) command = till_command_parse (arguments, desk->folder, &error);
  g_autoptr (GString)     output = g_string_new (NULL);
  g_autoptr (GString)     complaints = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpint (till_command_run (command, desk->practice, output, complaints), ==, 0);
  g_assert_cmpstr (complaints->str, ==, "");
  g_assert_null (strstr (output->str, "BROKEN"));
}

static void
assert_nothing_written (Desk *desk)
{
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM attempts"), ==, 0);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions"), ==, 0);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM receipts"), ==, 0);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM ledger_entries"), ==, 0);
  assert_verified (desk);
}

/* Today's backup and the audit's head are through with their writing; the log begins anew, for one
 * that was longer once has room in itself. */
static Desk *
new_desk_at_rest (const char *folder)
{
  Desk *desk = desk_new_in (folder);

  till_test_wait_until (desk->practice->n_aside == 0);
  desk_close (desk);
  desk_open (desk);
  till_test_wait_until (desk->practice->n_aside == 0);

  return desk;
}

static void
refuse (Desk *desk, TillMethod method, void (*assert_error) (const GError *error, Desk *desk))
{
  TillPaymentOrder            order = desk_order (desk, 2500, method);
  g_autoptr (GError)          error = NULL;
  g_autoptr (TillTakePayment) payment = desk_try_collect (desk, &order, &error);

  g_assert_null (payment);
  assert_error (error, desk);
}

/* ── Full ───────────────────────────────────────────────────────────────────────────────────────
 */

static void
test_collect (void)
{
  g_autofree char *folder = till_test_temp_dir ();
  g_autoptr (Desk) desk = NULL;

  if (!mount_disk (folder))
    return;

  desk = new_desk_at_rest (folder);
  fill (desk);
  refuse (desk, TILL_METHOD_CASH, assert_full);
  refuse (desk, TILL_METHOD_TERMINAL, assert_full);
  g_assert_cmpuint (desk_count_sales (desk), ==, 0);
  assert_nothing_written (desk);

  make_room (desk);
  desk_take (desk, 2500);
  desk_take_cash (desk, 0, 1000);
  desk_assert_agree (desk);
  desk_close (desk);
  assert_verified (desk);
}

/* The sandbox has the money, and the answer can't be written down: not forgotten, not taken twice.
 */
static void
test_between (void)
{
  g_autofree char            *folder = till_test_temp_dir ();
  g_autoptr (Desk)            desk = NULL;
  g_autoptr (TillTakePayment) payment = NULL;
  g_autofree char            *warning = NULL;
  TillPaymentOrder            order;

  if (!mount_disk (folder))
    return;

  desk = new_desk_at_rest (folder);
  order = desk_order (desk, 2500, TILL_METHOD_TERMINAL);
  desk_set_mode (desk, "manual");
  payment = desk_try_collect (desk, &order, NULL);
  g_assert_nonnull (payment);
  fill (desk);
  desk_press (desk, "tap");
  desk_wait_phase (payment, TILL_PAYMENT_CHECKING);
  g_object_get (desk->practice, "warning", &warning, NULL);
  g_assert_nonnull (warning);
  g_assert_nonnull (strstr (warning, "is full"));
  /* Looked up as often as you like: as long as it can't be written, it stays open. */
  desk_refresh (desk);
  desk_wait_phase (payment, TILL_PAYMENT_CHECKING);
  g_assert_cmpuint (desk_count_sales (desk), ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions"), ==, 0);

  make_room (desk);
  desk_settle (desk);
  desk_wait_phase (payment, TILL_PAYMENT_APPROVED);
  g_assert_cmpuint (desk_count_sales (desk), ==, 1);
  g_assert_cmpint (desk_count (desk, "SELECT count (*) FROM transactions"), ==, 1);
  desk_assert_agree (desk);
  assert_verified (desk);
}

static void
assert_does_not_open (Desk *desk, void (*assert_error) (const GError *error, Desk *desk))
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (TillPractice) practice = till_practice_open (desk->path, desk->clock, NULL, &error);

  g_assert_null (practice);
  assert_error (error, desk);
}

/* The next start, on a disk that is full still. */
static void
test_open (void)
{
  g_autofree char *folder = till_test_temp_dir ();
  g_autoptr (Desk) desk = NULL;

  if (!mount_disk (folder))
    return;

  desk = new_desk_at_rest (folder);
  desk_take (desk, 2500);
  desk_close (desk);
  fill (desk);
  assert_does_not_open (desk, assert_full);

  make_room (desk);
  desk_open (desk);
  desk_assert_agree (desk);
  assert_verified (desk);
}

/* ── Write-protected ────────────────────────────────────────────────────────────────────────────
 */

static void
test_open_read_only (void)
{
  g_autofree char *folder = till_test_temp_dir ();
  g_autoptr (Desk) desk = NULL;

  if (!mount_disk (folder))
    return;

  desk = new_desk_at_rest (folder);
  desk_close (desk);
  g_assert_cmpint (mount (NULL, folder, NULL, MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
  assert_does_not_open (desk, assert_read_only);
  g_assert_cmpint (mount (NULL, folder, NULL, MS_REMOUNT, NULL), ==, 0);

  desk_open (desk);
  desk_take (desk, 2500);
  desk_assert_agree (desk);
}

static gssize
refuse_to_write (int fd, const void *bytes, gsize length, goffset offset)
{
  errno = EROFS;
  return -1;
}

/* A disk that failed: the system lets nobody write to it any more, not even into files that are
 * open. What is asked for by hand is refused to while one is, so SQLite gets the system's answer
 * where it asks the system.
 */
static void
test_read_only_while_open (void)
{
  g_autoptr (Desk) desk = desk_new (NULL);
  sqlite3_vfs     *system = sqlite3_vfs_find (NULL);

  till_test_wait_until (desk->practice->n_aside == 0);
  g_assert_cmpint (system->xSetSystemCall (system, "pwrite", (sqlite3_syscall_ptr) refuse_to_write),
                   ==, SQLITE_OK);
  system->xSetSystemCall (system, "pwrite64", (sqlite3_syscall_ptr) refuse_to_write);
  refuse (desk, TILL_METHOD_CASH, assert_read_only);
  refuse (desk, TILL_METHOD_TERMINAL, assert_read_only);
  g_assert_cmpuint (desk_count_sales (desk), ==, 0);
  assert_nothing_written (desk);

  system->xSetSystemCall (system, NULL, NULL);
  desk_take (desk, 2500);
  desk_assert_agree (desk);
  assert_verified (desk);
}

int
main (int argc, char **argv)
{
  take_mounts_apart ();
  desk_init (&argc, &argv);
  g_test_add_func ("/flow/disk-full/collect", test_collect);
  g_test_add_func ("/flow/disk-full/between", test_between);
  g_test_add_func ("/flow/disk-full/open", test_open);
  g_test_add_func ("/flow/disk-full/open-read-only", test_open_read_only);
  g_test_add_func ("/flow/disk-full/read-only-while-open", test_read_only_while_open);

  return g_test_run ();
}
