/* till-test-util.c: what tests of every layer need: waiting, a folder of their own, the sandbox
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-test-util.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

/* Long enough for the slowest machine under sanitizers: it only gives a name to what would hang. */
#define PATIENCE (60 * G_USEC_PER_SEC)

struct _TillTestWait
{
  const char *where;
  const char *what;
  gint64      until;
  guint       tick;
};

struct _TillTestSandbox
{
  GSubprocess *process;
  char        *address;
  char        *key;
  gboolean     killed;
};

static GPtrArray *folders;

TillTestWait *
till_test_wait_begin (const char *where, const char *what)
{
  TillTestWait *wait = g_new0 (TillTestWait, 1);

  wait->where = where;
  wait->what = what;
  wait->until = g_get_monotonic_time () + PATIENCE;

  return wait;
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
till_test_wait_turn (TillTestWait *wait)
{
  /* The condition may change without waking this context, on another thread or in another process.
   */
  if (wait->tick == 0)
    wait->tick = g_timeout_add (5, tick_cb, NULL);

  if (g_get_monotonic_time () > wait->until)
    g_error ("%s: never came: %s", wait->where, wait->what);

  g_main_context_iteration (NULL, TRUE);
}

void
till_test_wait_end (TillTestWait *wait)
{
  g_clear_handle_id (&wait->tick, g_source_remove);
  g_free (wait);
}

void
till_test_wait_for (TillTestCondition condition, gpointer data)
{
  till_test_wait_until (condition (data));
}

void
till_test_keep_result (GObject *source, GAsyncResult *result, gpointer slot)
{
  GAsyncResult **kept = slot;

  g_assert_null (*kept);
  *kept = g_object_ref (result);
}

GAsyncResult *
till_test_wait_result (GAsyncResult **slot)
{
  till_test_wait_until (*slot != NULL);

  return g_steal_pointer (slot);
}

void
till_test_remove_tree (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      g_autoptr (GDir) folder = NULL;
      const char      *name;

      /* A test may have taken the right to write away. */
      g_chmod (path, 0700);
      folder = g_dir_open (path, 0, NULL);
      while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          till_test_remove_tree (child);
        }
    }

  g_remove (path);
}

static void
remove_folders (void)
{
  for (guint i = 0; i < folders->len; i++)
    till_test_remove_tree (folders->pdata[i]);
  g_clear_pointer (&folders, g_ptr_array_unref);
}

char *
till_test_temp_dir (void)
{
  g_autoptr (GError) error = NULL;
  char              *path = g_dir_make_tmp ("till-test-XXXXXX", &error);

  g_assert_no_error (error);

  if (folders == NULL)
    {
      folders = g_ptr_array_new_with_free_func (g_free);
      atexit (remove_folders);
    }
  g_ptr_array_add (folders, g_strdup (path));

  return path;
}

static char *
path_in (const char *variable, const char *place)
{
  const char *top = g_getenv (variable);

  if (top == NULL)
    g_error ("%s is not set: run the tests by Meson", variable);

  return g_build_filename (top, place, NULL);
}

char *
till_test_build_path (const char *place)
{
  return path_in ("TILL_BUILD_DIR", place);
}

char *
till_test_source_path (const char *place)
{
  return path_in ("TILL_SOURCE_DIR", place);
}

/* Its first lines are "address …" and "key …", in any order. */
static void
read_greeting (TillTestSandbox *self)
{
  g_autoptr (GDataInputStream) lines =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);

  while (self->address == NULL || self->key == NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char   *line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);

      g_assert_no_error (error);
      if (line == NULL)
        g_error ("till-sandbox ended before it said its address");

      if (g_str_has_prefix (line, "address "))
        self->address = g_strdup (line + strlen ("address "));
      else if (g_str_has_prefix (line, "key "))
        self->key = g_strdup (line + strlen ("key "));
    }

  if (g_str_has_suffix (self->address, "/"))
    self->address[strlen (self->address) - 1] = '\0';
}

TillTestSandbox *
till_test_spawn_sandbox (const char *data, const char *const *arguments)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  g_autoptr (GError)    error = NULL;
  TillTestSandbox      *self = g_new0 (TillTestSandbox, 1);

  g_ptr_array_add (argv, till_test_build_path ("src/sandbox/till-sandbox"));
  g_ptr_array_add (argv, g_strdup ("--port=0"));
  g_ptr_array_add (argv, g_strdup_printf ("--data=%s", data));
  g_ptr_array_add (argv, g_strdup ("--parent-pipe"));
  for (; arguments != NULL && *arguments != NULL; arguments++)
    g_ptr_array_add (argv, g_strdup (*arguments));

  self->process =
    g_subprocess_newv ((const char *const *) argv->pdata,
                       G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);

  read_greeting (self);

  return self;
}

const char *
till_test_sandbox_get_address (TillTestSandbox *self)
{
  return self->address;
}

const char *
till_test_sandbox_get_key (TillTestSandbox *self)
{
  return self->key;
}

GSubprocess *
till_test_sandbox_get_process (TillTestSandbox *self)
{
  return self->process;
}

void
till_test_sandbox_kill (TillTestSandbox *self)
{
  g_subprocess_force_exit (self->process);
  g_assert_true (g_subprocess_wait (self->process, NULL, NULL));
  self->killed = TRUE;
}

void
till_test_sandbox_free (TillTestSandbox *self)
{
  if (!self->killed)
    {
      g_autoptr (GError) error = NULL;

      g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
      g_subprocess_wait_check (self->process, NULL, &error);
      g_assert_no_error (error);
    }

  g_object_unref (self->process);
  g_free (self->address);
  g_free (self->key);
  g_free (self);
}
