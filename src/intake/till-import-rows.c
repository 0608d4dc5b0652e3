/* till-import-rows.c: the rows of a file of balances, patients or ledger lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-import-rows.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "intake/till-import-address.h"
#include "intake/till-import-cells.h"
#include "intake/till-import-layouts.h"
#include "intake/till-import-ledger.h"
#include "intake/till-import-lines.h"
#include "intake/till-import-totals.h"

struct _TillImportRows
{
  TillImportLayout  layout;
  gboolean          known; /* the layout is */
  char            **heading;
  GPtrArray        *problems;
  GHashTable       *numbers; /* number to its line */
  guint             n_lines;
  guint             n_rows;
  guint             n_skipped;
  TillDay           as_of;
  TillImportTotals  totals;
  TillImportLedger *ledger;
};

TillImportRows *
till_import_rows_new (const TillImportLayout *layout, GPtrArray *problems)
{
  TillImportRows *self = g_new0 (TillImportRows, 1);

  self->problems = problems;
  self->as_of = TILL_DAY_NONE;
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->ledger = till_import_ledger_new ();
  self->known = layout != NULL;
  if (layout != NULL)
    self->layout = *layout;

  return self;
}

void
till_import_rows_free (TillImportRows *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->heading);
  g_hash_table_unref (self->numbers);
  till_import_ledger_free (self->ledger);
  g_free (self);
}

/* ── Rows ────────────────────────────────────────────────────────────────────────────────────── */

static const char *
find_cell (TillImportRows *self, char *const *cells, TillImportField field)
{
  for (guint i = 0; i < self->layout.n_columns && cells[i] != NULL; i++)
    if (self->layout.fields[i] == field)
      return cells[i];

  return "";
}

/* "Last, First M" of a name in parts. */
static void
join_name (TillImportRows *self, char *const *cells, TillImportRow *row)
{
  const char *last = find_cell (self, cells, TILL_FIELD_LAST_NAME);
  const char *first = find_cell (self, cells, TILL_FIELD_FIRST_NAME);
  const char *initial = find_cell (self, cells, TILL_FIELD_INITIAL);

  if (row->name == NULL && *last != '\0')
    row->name = g_strconcat (last, *first != '\0' ? ", " : "", first, *initial != '\0' ? " " : "",
                             initial, NULL);
}

static gboolean
complain_of_line (TillImportRows *self, guint line, const char *words)
{
  g_ptr_array_add (self->problems, till_import_problem_new (line, 0, "%s", words));

  return FALSE;
}

/* A name is found by its words: signs alone have none. */
static gboolean
has_letters (const char *name)
{
  while (*name != '\0' && !g_unichar_isalnum (g_utf8_get_char (name)))
    name = g_utf8_next_char (name);

  return *name != '\0';
}

static gboolean
check_party (TillImportRows *self, const TillImportRow *row)
{
  gboolean needs_number = self->layout.kind != TILL_IMPORT_BALANCES;
  gpointer line;

  if (row->name == NULL)
    return complain_of_line (self, row->line, _ ("The name is missing."));
  if (!has_letters (row->name))
    return complain_of_line (self, row->line, _ ("The name has no letters."));
  if (row->number == NULL && needs_number)
    return complain_of_line (self, row->line, _ ("The patient’s number is missing."));
  if (row->number == NULL)
    return TRUE;

  line = g_hash_table_lookup (self->numbers, row->number);
  if (line != NULL)
    {
      g_autofree char *words = g_strdup_printf (_ ("The number %s is on line %u already."),
                                                row->number, GPOINTER_TO_UINT (line));

      return complain_of_line (self, row->line, words);
    }
  g_hash_table_insert (self->numbers, g_strdup (row->number), GUINT_TO_POINTER (row->line));

  return TRUE;
}

/* The ages and the total of one guarantor agree: the total is what is owed, less a credit. */
static gboolean
check_balance (TillImportRows *self, char *const *cells, TillImportRow *row)
{
  TillMoney sum = TILL_MONEY_ZERO;

  for (guint i = 0; i < TILL_IMPORT_N_AGES; i++)
    if (!till_money_add (sum, row->owed[i], &sum))
      return complain_of_line (self, row->line, _ ("The amounts are too large to add up."));

  if (row->insurance.cents < 0)
    return complain_of_line (self, row->line, _ ("The insurance estimate is below zero."));
  if (*find_cell (self, cells, TILL_FIELD_TOTAL) == '\0')
    row->total = sum;
  if (till_money_compare (row->total, sum) > 0)
    {
      g_autofree char *total = till_money_format (row->total);
      g_autofree char *ages = till_money_format (sum);
      g_autofree char *words =
        g_strdup_printf (_ ("The total is %s, but the amounts by age come to %s."), total, ages);

      return complain_of_line (self, row->line, words);
    }

  return TRUE;
}

static gboolean
check_row (TillImportRows *self, char *const *cells, TillImportRow *row)
{
  return check_party (self, row) &&
         (self->layout.kind != TILL_IMPORT_BALANCES || check_balance (self, cells, row));
}

static gboolean
add_up (TillImportRows *self, char *const *cells, TillImportRow *row)
{
  gboolean fits = TRUE;

  for (guint i = 0; i < self->layout.n_columns && cells[i] != NULL; i++)
    {
      TillImportField field = self->layout.fields[i];
      TillMoney      *money = till_import_row_get_money (row, field);

      fits = fits && (money == NULL || till_import_totals_add (&self->totals, field, *money));
    }
  if (*find_cell (self, cells, TILL_FIELD_TOTAL) == '\0')
    fits = fits && till_import_totals_add (&self->totals, TILL_FIELD_TOTAL, row->total);

  return fits || complain_of_line (self, row->line, _ ("The amounts are too large to add up."));
}

static TillImportStep
check (TillImportRows *self, char *const *cells, TillImportRow *row)
{
  TillLineStep step = TILL_LINE_READ;

  if (self->layout.kind == TILL_IMPORT_LEDGER)
    step = till_import_ledger_take (self->ledger, row, self->problems);
  else if (!check_row (self, cells, row))
    step = TILL_LINE_WRONG;
  if (step == TILL_LINE_DELETED)
    return TILL_IMPORT_SKIPPED;

  return step == TILL_LINE_READ && add_up (self, cells, row) ? TILL_IMPORT_ROW : TILL_IMPORT_WRONG;
}

static TillImportStep
read_row (TillImportRows *self, guint line, char *const *cells, TillImportRow **read)
{
  g_autoptr (TillImportRow) row = till_import_row_new ();
  guint                     n_problems = self->problems->len;
  TillImportStep            step;

  row->line = line;
  for (guint i = 0; i < self->layout.n_columns && cells[i] != NULL; i++)
    {
      TillImportCell cell = { line, i + 1, self->layout.fields[i], self->layout.day_order,
                              cells[i] };

      till_import_cell_read (&cell, row, self->problems);
    }
  join_name (self, cells, row);
  till_import_row_join_address (row);
  step = self->problems->len > n_problems ? TILL_IMPORT_WRONG : check (self, cells, row);
  row->is_wrong = step == TILL_IMPORT_WRONG;
  if (step != TILL_IMPORT_SKIPPED)
    *read = g_steal_pointer (&row);

  return step;
}

/* ── What is no row ──────────────────────────────────────────────────────────────────────────── */

static gboolean
is_blank (char *const *cells)
{
  for (; *cells != NULL; cells++)
    if (**cells != '\0')
      return FALSE;

  return TRUE;
}

static gboolean
is_heading_again (TillImportRows *self, char *const *cells)
{
  return self->heading != NULL &&
         g_strv_equal ((const char *const *) self->heading, (const char *const *) cells);
}

/* Whether any column of what is owed holds something: titles stand over the others. */
static gboolean
has_money (TillImportRows *self, char *const *cells)
{
  for (guint i = 0; i < self->layout.n_columns && cells[i] != NULL; i++)
    {
      TillImportField field = self->layout.fields[i];

      if (((field >= TILL_FIELD_OWED_0_30 && field <= TILL_FIELD_TOTAL) ||
           field == till_import_totals_get_field (&self->layout)) &&
          *cells[i] != '\0')
        return TRUE;
    }

  return FALSE;
}

static void
look_for_day (TillImportRows *self, char *const *cells)
{
  if (till_day_is_none (self->as_of))
    self->as_of = till_import_find_day (cells);
}

static TillImportStep
skip (TillImportRows *self)
{
  self->n_skipped++;

  return TILL_IMPORT_SKIPPED;
}

/* ── Lines ───────────────────────────────────────────────────────────────────────────────────── */

/* A line before the layout is known. */
static TillImportStep
look_for_heading (TillImportRows *self, char *const *cells)
{
  if (till_import_layout_recognise (cells, &self->layout))
    {
      self->known = TRUE;
      self->heading = g_strdupv ((char **) cells);
    }
  look_for_day (self, cells);

  return skip (self);
}

static TillImportStep
take_line (TillImportRows *self, guint line, char *const *cells, TillImportRow **row)
{
  guint     n_cells = g_strv_length ((char **) cells);
  TillTotal total;

  if (is_blank (cells) || is_heading_again (self, cells))
    return skip (self);
  total = till_import_find_total (cells);
  if (total != TILL_TOTAL_NONE && has_money (self, cells))
    {
      self->n_skipped++;
      return till_import_totals_check (&self->totals, &self->layout, line, cells, total,
                                       self->problems)
               ? TILL_IMPORT_SKIPPED
               : TILL_IMPORT_WRONG;
    }
  if (self->layout.is_report && !has_money (self, cells))
    return skip (self);

  self->n_rows++;
  for (guint i = n_cells; i > self->layout.n_columns; i--)
    if (*cells[i - 1] != '\0')
      {
        complain_of_line (self, line,
                          _ ("This line has more cells than the heading: a separator within a "
                             "name must stand in quotes."));
        return TILL_IMPORT_WRONG;
      }
  if (n_cells < self->layout.n_columns)
    {
      complain_of_line (self, line,
                        _ ("This line has fewer cells than the heading. Is the file whole?"));
      return TILL_IMPORT_WRONG;
    }

  return read_row (self, line, cells, row);
}

TillImportStep
till_import_rows_take (TillImportRows *self,
                       guint           line,
                       char          **cells,
                       TillImportRow **row,
                       GError        **error)
{
  g_return_val_if_fail (row != NULL, TILL_IMPORT_STOP);

  *row = NULL;
  self->n_lines++;
  for (guint i = 0; cells[i] != NULL; i++)
    g_strstrip (cells[i]);
  if (!till_import_refuse_cards (line, cells, error))
    return TILL_IMPORT_STOP;
  if (self->known && self->heading == NULL)
    {
      if (!till_import_is_title (cells))
        self->heading = g_strdupv ((char **) cells);
      look_for_day (self, cells);
      return skip (self);
    }
  if (self->known)
    return take_line (self, line, cells, row);
  if (self->n_lines <= TILL_IMPORT_MOST_LINES_BEFORE)
    return look_for_heading (self, cells);

  till_import_rows_end (self, error);

  return TILL_IMPORT_STOP;
}

gboolean
till_import_rows_end (TillImportRows *self, GError **error)
{
  if (self->n_lines == 0)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, _ ("The file is empty."));
  else if (!self->known)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                         _ ("The headings of the columns are not known. Say what each column is."));
  else if (self->n_rows == 0)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                         _ ("The file has headings, but no rows."));
  else
    return till_import_ledger_end (self->ledger, error);

  return FALSE;
}

const TillImportLayout *
till_import_rows_get_layout (TillImportRows *self)
{
  return self->known ? &self->layout : NULL;
}

guint
till_import_rows_get_n_rows (TillImportRows *self)
{
  return self->n_rows;
}

guint
till_import_rows_get_n_skipped (TillImportRows *self)
{
  return self->n_skipped;
}

guint
till_import_rows_get_n_deleted (TillImportRows *self)
{
  return till_import_ledger_get_n_deleted (self->ledger);
}

TillMoney
till_import_rows_get_total (TillImportRows *self)
{
  return self->totals.sums[till_import_totals_get_field (&self->layout)];
}

gboolean
till_import_rows_get_stated (TillImportRows *self, TillMoney *total)
{
  *total = self->totals.stated;

  return self->totals.has_stated;
}

TillDay
till_import_rows_get_as_of (TillImportRows *self)
{
  return self->as_of;
}

gboolean
till_import_rows_has_number (TillImportRows *self, const char *number)
{
  return g_hash_table_contains (self->numbers, number);
}
