/* till-command-report.c: "till report": a report as CSV or PDF, without a window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-command-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "flow/till-export.h"

static gboolean
read_kind (const char *name, TillReportKind *kind, GError **error)
{
  int value;

  if (!till_enum_from_text (TILL_TYPE_REPORT_KIND, name, &value))
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                   _ ("There is no report “%s”. There are: day-sheet, month, reconcile."), name);
      return FALSE;
    }
  *kind = (TillReportKind) value;

  return TRUE;
}

/* An end that is not given stays as it is. */
static gboolean
read_day (const char *text, TillDay *day, GError **error)
{
  TillDay found;

  if (text == NULL)
    return TRUE;

  found = till_day_parse (text);
  if (till_day_is_none (found))
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   _ ("“%s” is no day. Write it as in 2026-11-24."), text);
      return FALSE;
    }
  *day = found;

  return TRUE;
}

/* As the window begins: today, or this month. */
static gboolean
read_range (const TillCommand *self,
            TillReportKind     kind,
            TillDay            today,
            TillDayRange      *range,
            GError           **error)
{
  *range = till_range_for_preset (
    kind == TILL_REPORT_DAY_SHEET ? TILL_PRESET_TODAY : TILL_PRESET_THIS_MONTH, today);
  if (self->last == NULL && self->first != NULL)
    range->last = today;
  if (self->first == NULL && self->last != NULL)
    range->first = TILL_DAY_NONE;
  if (!read_day (self->first, &range->first, error) || !read_day (self->last, &range->last, error))
    return FALSE;

  if (till_day_is_none (range->first) || till_day_compare (range->first, range->last) <= 0)
    return TRUE;
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                       _ ("The first day is after the last."));

  return FALSE;
}

int
till_command_report (TillCommand *self, TillPractice *practice, GString *output, GError **error)
{
  g_autofree char *end = g_utf8_strdown (self->argument, -1);
  g_autoptr (TillExport) export = NULL;
  TillReportKind kind;
  TillDayRange   range;

  if (!read_kind (self->report, &kind, error) ||
      !read_range (self, kind, till_practice_get_today (practice), &range, error))
    return TILL_EXIT_FAILED;

  export = till_export_new_for_report (
    practice, kind, range, g_str_has_suffix (end, ".pdf") ? TILL_EXPORT_PDF : TILL_EXPORT_CSV,
    self->bom, error);
  if (export == NULL || !till_export_save (export, self->argument, error))
    return TILL_EXIT_FAILED;
  g_string_append_printf (output, _ ("Saved %s\n"), self->argument);

  return 0;
}
