/* till-command-export.c: "till export": a list as CSV or PDF, without a window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-command-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "flow/till-export.h"
#include "flow/till-practice-private.h"
#include "store/till-store-saved-filters.h"

#define DEFAULT_LIST "transactions"

typedef struct
{
  const char *list;
  gint64      user_id;
  GPtrArray  *filters; /* TillSavedFilter */
} Reading;

static gboolean
read_filters (TillDbConnection *connection, gpointer data, GError **error)
{
  Reading *reading = data;

  reading->filters = till_store_list_filters (connection, reading->list, reading->user_id, error);

  return reading->filters != NULL;
}

/* By its name, without case and accents: the user's own first, then the shared, then the built-in.
 */
static TillFilter *
find_filter (GPtrArray *filters, const char *name, GError **error)
{
  g_autofree char    *folded = till_text_fold (name);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < filters->len; i++)
    {
      const TillSavedFilter *saved = filters->pdata[i];
      g_autofree char       *other = till_text_fold (saved->name);

      if (g_str_equal (folded, other))
        return till_filter_ref (saved->filter);
      g_string_append_printf (names, "%s“%s”", i > 0 ? ", " : "", saved->name);
    }

  g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
               _ ("There is no saved filter “%s”. There are: %s."), name, names->str);

  return NULL;
}

static TillFilter *
get_filter (const TillCommand *self, TillPractice *practice, const char *list, GError **error)
{
  Reading     reading = { list, practice->actor != NULL ? practice->actor->user_id : 0, NULL };
  TillFilter *filter;

  if (self->filter == NULL)
    return till_filter_new ();
  if (!till_db_read (practice->db, read_filters, &reading, error))
    return NULL;

  filter = find_filter (reading.filters, self->filter, error);
  g_ptr_array_unref (reading.filters);

  return filter;
}

int
till_command_export (TillCommand *self, TillPractice *practice, GString *output, GError **error)
{
  const char            *list = self->list != NULL ? self->list : DEFAULT_LIST;
  g_autofree char       *end = g_utf8_strdown (self->argument, -1);
  g_autoptr (TillFilter) filter = NULL;
  g_autoptr (TillExport) export = NULL;
  TillExportOrder order = { .list = list, .bom = self->bom };
  guint           n_rows;

  filter = get_filter (self, practice, list, error);
  if (filter == NULL)
    return TILL_EXIT_FAILED;
  order.filter = filter;
  order.form = g_str_has_suffix (end, ".pdf") ? TILL_EXPORT_PDF : TILL_EXPORT_CSV;
  export = till_export_new (practice, &order, error);
  if (export == NULL || !till_export_save (export, self->argument, error))
    return TILL_EXIT_FAILED;

  n_rows = till_export_get_n_rows (export);
  g_string_append_printf (
    output,
    g_dngettext (GETTEXT_PACKAGE, "Exported %u row to %s\n", "Exported %u rows to %s\n", n_rows),
    n_rows, self->argument);

  return 0;
}
