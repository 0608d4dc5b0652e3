/* till-import-head.c: the beginning of a file of another program: how it is written, its headings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-import-head.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "intake/till-csv-reader.h"
#include "intake/till-import-layouts.h"
#include "intake/till-import-lines.h"

#define N_ORDERS 3

void
till_import_head_free (TillImportHead *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->heading);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* ── What the headings are likely to mean ────────────────────────────────────────────────────── */

TillDayOrder
till_import_head_guess_order (const TillImportHead *self, guint column)
{
  guint        n[N_ORDERS] = { 0 };
  TillDayOrder best = TILL_DAY_ORDER_MDY;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GStrv row = self->rows->pdata[i];

      for (int order = 0; column < g_strv_length (row) && order < N_ORDERS; order++)
        n[order] += till_day_is_none (till_day_parse_numbers (row[column], order)) ? 0 : 1;
    }
  if (n[TILL_DAY_ORDER_DMY] > n[best])
    best = TILL_DAY_ORDER_DMY;
  if (n[TILL_DAY_ORDER_YMD] > n[best])
    best = TILL_DAY_ORDER_YMD;

  return best;
}

static gboolean
is_age (TillImportField field)
{
  return field >= TILL_FIELD_OWED_0_30 && field <= TILL_FIELD_OWED_OVER_90;
}

/* What is said twice is read once; lines of a ledger can't be imported. */
static void
guess (TillImportHead *self)
{
  TillImportLayout *layout = &self->layout;
  guint64           seen = 0;

  *layout = (TillImportLayout){ .kind = TILL_IMPORT_PATIENTS,
                                .day_order = TILL_DAY_ORDER_MDY,
                                .n_columns = g_strv_length (self->heading) };
  for (guint i = 0; i < layout->n_columns; i++)
    {
      TillImportField field = till_import_field_guess (self->heading[i]);

      if (field >= TILL_FIELD_LINE_NUMBER || (seen & G_GUINT64_CONSTANT (1) << field) != 0)
        continue;
      seen |= G_GUINT64_CONSTANT (1) << field;
      layout->fields[i] = field;
      if (is_age (field))
        layout->kind = TILL_IMPORT_BALANCES;
      if (field == TILL_FIELD_BIRTH_DATE || field == TILL_FIELD_PAID_ON)
        layout->day_order = till_import_head_guess_order (self, i);
    }
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_rows (TillImportHead *self, TillCsvReader *reader, GError **error)
{
  for (guint i = 0; i < TILL_IMPORT_MOST_LINES_BEFORE; i++)
    {
      g_autoptr (TillCsvRow) row = NULL;

      if (!till_csv_reader_next (reader, &row, error))
        return FALSE;
      if (row == NULL)
        return TRUE;
      if (!till_import_refuse_cards (row->line, row->cells, error))
        return FALSE;
      g_ptr_array_add (self->rows, g_steal_pointer (&row->cells));
    }

  return TRUE;
}

/* A known heading may stand anywhere below titles; another is the first line that is none. */
static guint
find_heading (TillImportHead *self)
{
  guint first = self->rows->len;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GStrv            cells = self->rows->pdata[i];
      TillImportLayout layout;

      if (till_import_layout_recognise (cells, &layout))
        {
          self->layout = layout;
          return i;
        }
      if (first == self->rows->len && !till_import_is_title (cells))
        first = i;
    }

  return first;
}

static gboolean
take_heading (TillImportHead *self, GError **error)
{
  guint at = find_heading (self);

  if (at == self->rows->len)
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           at == 0
                             ? _ ("The file is empty.")
                             : _ ("This is no list: no line of it has two cells. Export it as CSV, "
                                  "with a line of headings."));
      return FALSE;
    }

  for (guint i = 0; i <= at && till_day_is_none (self->as_of); i++)
    self->as_of = till_import_find_day (self->rows->pdata[i]);
  self->heading = g_strdupv (self->rows->pdata[at]);
  g_ptr_array_remove_range (self->rows, 0, at + 1);
  if (self->layout.name == NULL)
    guess (self);

  return TRUE;
}

TillImportHead *
till_import_head_read (GInputStream *raw, GError **error)
{
  g_autoptr (TillCsvReader)  reader = till_csv_reader_new (raw, error);
  g_autoptr (TillImportHead) self = NULL;

  if (reader == NULL)
    return NULL;

  self = g_new0 (TillImportHead, 1);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->letters = till_csv_reader_get_letters (reader);
  self->separator = till_csv_reader_get_separator (reader);
  self->as_of = TILL_DAY_NONE;
  if (!read_rows (self, reader, error) || !take_heading (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

char *
till_import_head_dup_form (const TillImportHead *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char    *digest = NULL;

  g_string_append_c (text, self->separator);
  for (guint i = 0; self->heading[i] != NULL; i++)
    {
      g_autofree char *folded = till_text_fold (self->heading[i]);

      g_string_append_printf (text, "\n%s", folded);
    }
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize) text->len);

  return g_strndup (digest, 16);
}
