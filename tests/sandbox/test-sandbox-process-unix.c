/* test-sandbox-process-unix.c: the sandbox ends with who started it, and only this machine reaches
 * it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-sandbox-peer.h"

#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* This program, told to be a sandbox's parent and nothing else. */
#define AS_PARENT "--as-parent"

/* ── The parent ─────────────────────────────────────────────────────────────────────────────────
 */

static void
be_parent (const char *data)
{
  TillTestSandbox *sandbox = till_test_spawn_sandbox (data, NULL);

  g_print ("%s\n", g_subprocess_get_identifier (till_test_sandbox_get_process (sandbox)));
  for (;;)
    pause ();
}

static pid_t
read_pid (GSubprocess *parent)
{
  g_autoptr (GDataInputStream) lines =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (parent));
  g_autoptr (GError) error = NULL;
  g_autofree char   *line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);

  return (pid_t) g_ascii_strtoll (line, NULL, 10);
}

static gboolean
has_ended (pid_t pid, int *status)
{
  pid_t found = waitpid (pid, status, WNOHANG);

  g_assert_cmpint (found, >=, 0);

  return found == pid;
}

/* Whatever ended the parent, nobody is left to stop the sandbox but itself. */
static void
test_ends_with_parent (void)
{
  g_autofree char        *folder = till_test_temp_dir ();
  g_autofree char        *data = g_build_filename (folder, "sandbox.db", NULL);
  g_autoptr (GError)      error = NULL;
  g_autoptr (GSubprocess) parent = NULL;
  pid_t                   pid;
  int                     status = 0;

  /* Orphans become children of ours, so that their end can be seen. */
  g_assert_cmpint (prctl (PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), ==, 0);
  parent = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/proc/self/exe", AS_PARENT,
                             data, NULL);
  g_assert_no_error (error);
  pid = read_pid (parent);
  g_assert_cmpint (kill (pid, 0), ==, 0);

  g_subprocess_send_signal (parent, SIGKILL);
  g_assert_true (g_subprocess_wait (parent, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (parent));
  till_test_wait_until (has_ended (pid, &status));
  /* By itself, and well: with its file closed, nothing leaked. */
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

/* ── Where it listens ───────────────────────────────────────────────────────────────────────────
 */

/* The numbers of the process's sockets, as in "socket:[4711]". */
static GHashTable *
list_sockets (const char *pid)
{
  g_autofree char   *folder = g_strdup_printf ("/proc/%s/fd", pid);
  GHashTable        *sockets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir)   dir = g_dir_open (folder, 0, &error);
  const char        *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *target = g_file_read_link (path, NULL);

      if (target != NULL && g_str_has_prefix (target, "socket:["))
        g_hash_table_add (sockets, g_strndup (target + 8, strlen (target) - 9));
    }

  return sockets;
}

/* How many of them listen; each at @loopback, in the hexadecimal of the kernel's table. */
static guint
count_listening (GHashTable *sockets, const char *table, const char *loopback)
{
  g_autofree char *text = NULL;
  g_auto (GStrv)   lines = NULL;
  guint            n = 0;

  if (!g_file_get_contents (table, &text, NULL, NULL))
    return 0; /* a kernel without IPv6 */

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      char address[33];
      char state[3];
      char number[21];

      if (sscanf (lines[i], " %*s %32[0-9A-F]:%*s %*s %2s %*s %*s %*s %*s %*s %20s", address, state,
                  number) != 3 ||
          !g_str_equal (state, "0A") || !g_hash_table_contains (sockets, number))
        continue;
      g_assert_cmpstr (address, ==, loopback);
      n++;
    }

  return n;
}

static void
test_loopback_only (void)
{
  g_autoptr (Peer)       peer = peer_new (NULL);
  GSubprocess           *process = till_test_sandbox_get_process (peer->sandbox);
  g_autoptr (GHashTable) sockets = list_sockets (g_subprocess_get_identifier (process));
  g_autofree char       *loopback = g_strdup_printf ("%08X", htonl (INADDR_LOOPBACK));
  g_autofree char       *loopback6 = g_strdup_printf ("%024d%08X", 0, htonl (1));

  g_assert_cmpuint (count_listening (sockets, "/proc/net/tcp", loopback) +
                      count_listening (sockets, "/proc/net/tcp6", loopback6),
                    >=, 1);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], AS_PARENT))
    be_parent (argv[2]);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/process/ends-with-parent", test_ends_with_parent);
  g_test_add_func ("/sandbox/process/loopback-only", test_loopback_only);

  return g_test_run ();
}
