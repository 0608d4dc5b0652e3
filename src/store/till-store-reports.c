/* till-store-reports.c: what the reports share: their days, and the audit of what leaves the
 * program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-reports-private.h"

TillDbStatement *
till_store_prepare_days (TillDbConnection *connection,
                         const char       *sql,
                         TillDayRange      range,
                         GTimeZone        *zone,
                         GError          **error)
{
  TillDbStatement *statement = till_db_prepare (connection, sql, error);
  TillInstant      from;
  TillInstant      until;

  if (statement == NULL)
    return NULL;

  till_range_get_instants (range, zone, &from, &until);
  till_db_bind_int (statement, 1, from);
  till_db_bind_int (statement, 2, until);

  return statement;
}

gboolean
till_store_close_range (TillDbConnection *connection,
                        TillDayRange     *range,
                        GTimeZone        *zone,
                        TillDay           today,
                        GError          **error)
{
  static const char           sql[] = "SELECT happened_at FROM transactions"
                                      " ORDER BY happened_at LIMIT 1";
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step;

  if (till_day_is_none (range->last))
    range->last = today;
  if (!till_day_is_none (range->first))
    return TRUE;

  step = till_store_ask (connection, sql, &row, error, 0);
  if (step == TILL_STEP_ERROR)
    return FALSE;
  range->first = range->last;
  if (step == TILL_STEP_ROW)
    range->first = till_day_of_instant (till_db_column_int (row, 0), zone);
  if (till_day_compare (range->first, range->last) > 0)
    range->first = range->last;

  return TRUE;
}

gboolean
till_store_audit_report (TillDbConnection *connection,
                         TillReportKind    kind,
                         TillDayRange      range,
                         const char       *form,
                         const TillActor  *actor,
                         TillInstant       at,
                         GError          **error)
{
  GString         *json = g_string_new (NULL);
  g_autofree char *first = till_day_to_iso (range.first);
  g_autofree char *last = till_day_to_iso (range.last);
  g_autofree char *after = NULL;

  till_json_text (json, "form", form);
  till_json_text (json, "first", first);
  till_json_text (json, "last", last);
  after = till_json_end (json);

  return till_store_audit (connection, actor, at, "export",
                           till_enum_to_text (TILL_TYPE_REPORT_KIND, (int) kind), 0, NULL, after,
                           error);
}
