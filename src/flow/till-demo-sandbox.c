/* till-demo-sandbox.c: the demo's own till-sandbox: found, started, fed, ended
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-demo-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-calendar.h"

#define PROGRAM "till-sandbox"
#define PUT_TIMEOUT_S 60

/* Of a few batches something is worth a look, as in life. */
#define ODDITIES                                                                                   \
  "late=1%,split=1%,together=1%,fees-late=1%,details-late=1%,contradicts=1%,chargeback=1%"

/* Beside what falls by chance, so that each month has them: every other week a deposit that
 * contradicts its payments, a chargeback, and one in two parts. They are of the calendar, not of
 * the day the demo is started on: what was reported once stays so. */
static const struct
{
  const char *oddity;
  int         weekday; /* of the batch: 1 Monday */
} pinned[] = {
  { "contradicts", 2 },
  { "chargeback", 3 },
  { "split", 4 },
};

#define PINNED_DAYS 100
/* The fees of these days' batches come a day after the money; they are soon as the others. */
#define FEES_LATE_DAYS 4

static void
append_oddity (GString *spec, const char *oddity, TillDay day)
{
  g_autofree char *iso = till_day_to_iso (day);

  g_string_append_printf (spec, ",%s@%s", oddity, iso);
}

/* On a holiday nothing is taken: then it is the day after. */
static char *
make_oddities (TillDay today)
{
  GString *spec = g_string_new (ODDITIES);

  for (int back = PINNED_DAYS; back >= 0; back--)
    {
      TillDay  day = till_day_add (today, -back);
      int      weekday = till_day_get_weekday (day);
      gboolean even = till_day_add (day, -weekday).number / 7 % 2 == 0;

      for (guint i = 0; even && i < G_N_ELEMENTS (pinned); i++)
        {
          if (pinned[i].weekday == weekday)
            append_oddity (spec, pinned[i].oddity, till_calendar_add_business_days (day, 0));
        }
      if (back > 0 && back <= FEES_LATE_DAYS)
        append_oddity (spec, "fees-late", day);
    }

  return g_string_free (spec, FALSE);
}

/* Where it lies from the running program: beside it (installed), and in the build tree from
 * src/app, and from tests/<layer>. Nothing else can name it: what is started here moves no money,
 * but is believed. */
static const char *const places[] = { ".", "../sandbox", "../../src/sandbox" };

static char *
find_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;

  for (guint i = 0; folder != NULL && i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (folder, places[i], PROGRAM, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }

  return g_find_program_in_path (PROGRAM);
}

/* "address http://127.0.0.1:8080", "key sandbox", "access-key …" … */
static gboolean
read_greeting (TillDemoSandbox *self, GError **error)
{
  const struct
  {
    const char *name;
    char      **place;
  } told[] = {
    { "address ", &self->address },       { "key ", &self->key },
    { "access-key ", &self->access_key }, { "text-account ", &self->text_account },
    { "text-key ", &self->text_key },     { "text-from ", &self->text_from },
    { "phones ", &self->phones },
  };
  guint n_told = 0;

  while (n_told < G_N_ELEMENTS (told))
    {
      g_autofree char *line = g_data_input_stream_read_line_utf8 (self->output, NULL, NULL, error);

      if (line == NULL)
        {
          if (error != NULL && *error == NULL)
            g_set_error_literal (error, TILL_ERROR, TILL_ERROR_UNREACHABLE,
                                 _ ("The demo’s card processor could not be started."));
          return FALSE;
        }
      for (guint i = 0; i < G_N_ELEMENTS (told); i++)
        {
          if (*told[i].place != NULL || !g_str_has_prefix (line, told[i].name))
            continue;
          *told[i].place = g_strdup (line + strlen (told[i].name));
          n_told++;
        }
    }

  return TRUE;
}

TillDemoSandbox *
till_demo_sandbox_start (const char *data, const char *zone, TillDay today, GError **error)
{
  g_autofree char *program = find_program ();
  g_autofree char *oddities = make_oddities (today);
  TillDemoSandbox *self;

  if (program == NULL)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                           _ ("The demo needs the program till-sandbox, which is not there."));
      return NULL;
    }

  self = g_new0 (TillDemoSandbox, 1);
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                    error, program, "--port", "0", "--data", data, "--zone", zone,
                                    "--parent-pipe", "--part-payments", "--terminal-mode",
                                    "tap:1500", "--oddities", oddities, NULL);
  if (self->process != NULL)
    self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  if (self->process == NULL || !read_greeting (self, error))
    {
      till_demo_sandbox_stop (self);
      return NULL;
    }

  return self;
}

void
till_demo_sandbox_stop (TillDemoSandbox *self)
{
  if (self == NULL)
    return;

  if (self->process != NULL)
    {
      g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
      g_subprocess_wait (self->process, NULL, NULL);
    }
  g_clear_object (&self->output);
  g_clear_object (&self->process);
  g_free (self->address);
  g_free (self->key);
  g_free (self->access_key);
  g_free (self->text_account);
  g_free (self->text_key);
  g_free (self->text_from);
  g_free (self->phones);
  g_free (self);
}

static void
put_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillHttpAnswer **answer = user_data;

  *answer = till_http_send_finish (TILL_HTTP (source), result);
}

gboolean
till_demo_sandbox_put (TillDemoSandbox *self,
                       TillHttp        *http,
                       const char      *what,
                       const char      *json,
                       GError         **error)
{
  g_autofree char   *uri = g_strconcat (self->address, "/sandbox/", what, NULL);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  const char *const  headers[] = { "api-key", self->key, NULL };
  TillHttpAnswer    *answer = NULL;
  gboolean           done;

  till_http_send_async (http, "PUT", uri, headers, body, "application/json", PUT_TIMEOUT_S, NULL,
                        put_cb, &answer);
  while (answer == NULL)
    g_main_context_iteration (NULL, TRUE);

  done = answer->outcome == TILL_HTTP_ANSWERED && answer->status == 200;
  if (!done)
    g_set_error (error, TILL_ERROR, TILL_ERROR_UNREACHABLE,
                 _ ("The demo’s card processor does not take the days’ payments: %s"),
                 answer->words != NULL ? answer->words
                                       : (const char *) g_bytes_get_data (answer->body, NULL));
  till_http_answer_free (answer);
  return done;
}
