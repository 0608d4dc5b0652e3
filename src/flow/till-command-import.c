/* till-command-import.c: "till import": another program's file taken in, without a window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-command-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "core/till-error.h"
#include "flow/till-book-import.h"

static void
add_int (JsonBuilder *json, const char *name, gint64 value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, value);
}

static void
add_text (JsonBuilder *json, const char *name, const char *value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, value);
}

/* The first of them; how many there are is told beside. */
static void
add_problems (JsonBuilder *json, TillBookImport *import)
{
  add_int (json, "n_problems", till_book_import_get_counts (import)->n_problems);
  json_builder_set_member_name (json, "problems");
  json_builder_begin_array (json);
  for (guint i = 0; i < till_book_import_get_n_problems (import); i++)
    {
      const TillImportProblem *problem = till_book_import_get_problem (import, i);

      json_builder_begin_object (json);
      add_int (json, "line", problem->line);
      add_int (json, "column", problem->column);
      add_text (json, "text", problem->text);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

/* One object, on a line of its own. */
static void
tell (TillBookImport *import, GString *output)
{
  const TillBookCounts     *counts = till_book_import_get_counts (import);
  const TillImportLayout   *layout = till_book_import_get_layout (import);
  g_autoptr (JsonBuilder)   json = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode)      root = NULL;
  g_autofree char          *as_of = till_day_to_iso (till_book_import_get_as_of (import));
  g_autofree char          *text = NULL;

  json_builder_begin_object (json);
  add_text (json, "layout", layout->name != NULL ? layout->name : "by-hand");
  add_text (json, "as_of", as_of);
  add_int (json, "rows", counts->n_rows);
  add_int (json, "skipped", counts->n_skipped);
  add_int (json, "total_cents", counts->total.cents);
  add_int (json, "new", counts->n[TILL_BOOK_NEW]);
  add_int (json, "changed", counts->n[TILL_BOOK_CHANGED]);
  add_int (json, "unchanged", counts->n[TILL_BOOK_UNCHANGED]);
  add_int (json, "conflicts", counts->n[TILL_BOOK_CONFLICT]);
  add_int (json, "by_name", counts->n_by_name);
  add_int (json, "gone", counts->n_gone);
  add_int (json, "gone_cents", counts->gone.cents);
  add_int (json, "left", counts->n_left);
  add_int (json, "left_cents", counts->left.cents);
  if (layout->kind == TILL_IMPORT_LEDGER)
    {
      add_int (json, "families", counts->n_families);
      add_int (json, "lines_gone", counts->n_lines_gone);
      add_int (json, "deleted", counts->n_deleted);
    }
  add_problems (json, import);
  json_builder_end_object (json);
  root = json_builder_get_root (json);
  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, NULL);
  g_string_append_printf (output, "%s\n", text);
}

static gboolean
choose (const TillCommand *self, TillBookImport *import, GError **error)
{
  TillDay day;

  till_book_import_leave_out (import, self->leave_out);
  till_book_import_set_by_name (import, self->by_name);
  /* Columns that were matched by hand in the window are known here too. */
  if (self->layout != NULL ? !till_book_import_expect_layout (import, self->layout, error)
                           : !till_book_import_look (import, NULL, error))
    return FALSE;
  if (self->first == NULL)
    return TRUE;

  day = till_day_parse (self->first);
  till_book_import_set_as_of (import, day);
  if (till_day_is_none (day))
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                 _ ("“%s” is no day. Write it as in 2026-11-24."), self->first);

  return !till_day_is_none (day);
}

int
till_command_import (TillCommand *self, TillPractice *practice, GString *output, GError **error)
{
  g_autoptr (TillBookImport) import = till_book_import_new (practice, self->argument, error);

  if (import == NULL || !choose (self, import, error) ||
      !till_book_import_read (import, NULL, error))
    return TILL_EXIT_FAILED;

  /* What is wrong is told by line also when it is refused. */
  tell (import, output);
  if (!self->dry_run && !till_book_import_run (import, NULL, error))
    return TILL_EXIT_FAILED;

  return 0;
}
