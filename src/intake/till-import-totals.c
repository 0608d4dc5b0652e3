/* till-import-totals.c: the lines of sums in an imported file, held against its rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-import-totals.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-text.h"
#include "intake/till-import-cells.h"

/* ── Found ───────────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_any_of (const char *const *words, const char *const *any)
{
  for (; *words != NULL; words++)
    if (g_strv_contains (any, *words))
      return TRUE;

  return FALSE;
}

TillTotal
till_import_find_total (char *const *cells)
{
  static const char *const totals[] = { "total", "totals", "subtotal", "subtotals", NULL };
  static const char *const wholes[] = { "grand", "report", NULL };
  static const char *const of[] = { "for", "of", NULL };
  g_auto (GStrv)           split = NULL;
  const char *const       *words;
  gboolean                 is_first;

  while (*cells != NULL && **cells == '\0')
    cells++;
  if (*cells == NULL)
    return TILL_TOTAL_NONE;

  split = till_text_words (*cells);
  words = (const char *const *) split;
  if (!is_any_of (words, totals))
    return TILL_TOTAL_NONE;
  /* What has a comma is "Last, First", but in "Totals for Portland, ME". */
  is_first = g_strv_contains (totals, words[0]) && words[1] != NULL;
  if (strchr (*cells, ',') != NULL && !(is_first && g_strv_contains (of, words[1])))
    return TILL_TOTAL_NONE;

  return is_any_of (words, wholes) ? TILL_TOTAL_WHOLE : TILL_TOTAL_SOME;
}

/* ── Added up ────────────────────────────────────────────────────────────────────────────────── */

TillImportField
till_import_totals_get_field (const TillImportLayout *layout)
{
  return layout->kind == TILL_IMPORT_LEDGER ? TILL_FIELD_LINE_AMOUNT : TILL_FIELD_TOTAL;
}

gboolean
till_import_totals_add (TillImportTotals *self, TillImportField field, TillMoney money)
{
  return till_money_add (self->sums[field], money, &self->sums[field]) &&
         till_money_add (self->part[field], money, &self->part[field]);
}

/* ── Compared ────────────────────────────────────────────────────────────────────────────────── */

/* What the file's own totals say, and where. */
typedef struct
{
  TillImportCell cell;
  TillMoney      said;
} Said;

static gboolean
read_totals (const TillImportLayout *layout,
             guint                   line,
             char *const            *cells,
             GArray                 *totals,
             GPtrArray              *problems)
{
  gboolean fits = TRUE;

  for (guint i = 0; i < layout->n_columns && cells[i] != NULL; i++)
    {
      TillImportField field = layout->fields[i];
      Said total = { { line, i + 1, field, layout->day_order, cells[i] }, TILL_MONEY_ZERO };

      if (!till_import_field_is_money (field) || field == TILL_FIELD_PORTION || *cells[i] == '\0')
        continue;
      fits = till_import_cell_read_money (&total.cell, &total.said, problems) && fits;
      g_array_append_val (totals, total);
    }

  return fits;
}

static gboolean
agree (const GArray *totals, const TillMoney *sums)
{
  for (guint i = 0; i < totals->len; i++)
    {
      const Said *total = &g_array_index (totals, Said, i);

      if (till_money_compare (total->said, sums[total->cell.field]) != 0)
        return FALSE;
    }

  return TRUE;
}

static void
note_stated (TillImportTotals *self, TillImportField field, const GArray *totals)
{
  for (guint i = 0; i < totals->len; i++)
    {
      const Said *total = &g_array_index (totals, Said, i);

      if (total->cell.field != field)
        continue;
      self->stated = total->said;
      self->has_stated = TRUE;
    }
}

/* One is enough: a row that is not there is in several sums. */
static void
tell_difference (const TillImportTotals *self, const GArray *totals, GPtrArray *problems)
{
  for (guint i = 0; i < totals->len; i++)
    {
      const Said      *total = &g_array_index (totals, Said, i);
      TillMoney        sum = self->sums[total->cell.field];
      g_autofree char *said = till_money_format (total->said);
      g_autofree char *read = till_money_format (sum);
      g_autofree char *words = NULL;

      if (till_money_compare (total->said, sum) == 0)
        continue;
      words = g_strdup_printf (
        _ ("The file’s own total is %s, but its rows come to %s. Is the file whole?"), said, read);
      till_import_cell_complain (&total->cell, words, problems);
      return;
    }
}

gboolean
till_import_totals_check (TillImportTotals       *self,
                          const TillImportLayout *layout,
                          guint                   line,
                          char *const            *cells,
                          TillTotal               what,
                          GPtrArray              *problems)
{
  g_autoptr (GArray) totals = g_array_new (FALSE, FALSE, sizeof (Said));
  gboolean           is_whole;
  gboolean           is_part;

  if (!read_totals (layout, line, cells, totals, problems))
    return FALSE;

  is_whole = agree (totals, self->sums);
  is_part = what == TILL_TOTAL_SOME && agree (totals, self->part);
  memset (self->part, 0, sizeof self->part);
  if (is_whole || !is_part)
    note_stated (self, till_import_totals_get_field (layout), totals);
  if (!is_whole && !is_part)
    tell_difference (self, totals, problems);

  return is_whole || is_part;
}
