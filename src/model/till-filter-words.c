/* till-filter-words.c: a filter in words, for chips and reports
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-filter.h"

#include <glib/gi18n-lib.h>

#include "core/till-money.h"

/* ── Values ──────────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_of_days (const TillColumn *column)
{
  return column->kind == TILL_COLUMN_DAY || column->kind == TILL_COLUMN_INSTANT;
}

static char *
value_words (const TillColumn *column, const char *value)
{
  for (const TillChoice *choice = column->choices; choice != NULL && choice->value != NULL;
       choice++)
    {
      if (g_strcmp0 (choice->value, value) == 0)
        return g_strdup (_ (choice->words));
    }
  if (*value == '\0')
    return g_strdup (_ ("empty"));
  if (column->kind == TILL_COLUMN_BOOL)
    return g_strdup (g_strcmp0 (value, "0") == 0 ? _ ("No") : _ ("Yes"));
  if (column->kind == TILL_COLUMN_MONEY)
    return till_money_format (till_money (g_ascii_strtoll (value, NULL, 10)));
  if (is_of_days (column) && !till_day_is_none (till_day_from_iso (value)))
    return till_day_format (till_day_from_iso (value));

  return g_strdup (value);
}

/* "Declined, Failed", or "“ann”, “bob”". */
static char *
list_words (const TillCondition *self, const TillColumn *column, gboolean quoted)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; self->values[i] != NULL; i++)
    {
      g_autofree char *value =
        quoted ? g_strdup_printf ("“%s”", self->values[i]) : value_words (column, self->values[i]);

      g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", value);
    }

  return g_string_free (words, FALSE);
}

static char *
between_words (const TillCondition *self, const TillColumn *column)
{
  const char      *first = self->values[0] != NULL ? self->values[0] : "";
  const char      *last = self->values[0] != NULL && self->values[1] != NULL ? self->values[1] : "";
  g_autofree char *from = value_words (column, first);
  g_autofree char *to = value_words (column, last);

  if (*first == '\0' && *last == '\0')
    return g_strdup (_ ("any"));
  if (*last == '\0')
    return g_strdup_printf (_ ("from %s"), from);
  if (*first == '\0')
    return g_strdup_printf (_ ("up to %s"), to);

  return g_strdup_printf ("%s – %s", from, to);
}

/* Of one that a report has made, with both days. */
static char *
outside_words (const TillCondition *self, const TillColumn *column)
{
  g_autofree char *days = g_strcmp0 (self->values[0], self->values[1]) == 0
                            ? value_words (column, self->values[0])
                            : between_words (self, column);

  return g_strdup_printf (_ ("other days than %s"), days);
}

/* ── Conditions ──────────────────────────────────────────────────────────────────────────────── */

static char *
days_words (const TillCondition *self)
{
  const char *value = self->values[0] != NULL ? self->values[0] : "";
  int         n_days;

  if (!till_filter_read_days (self->op, value, &n_days))
    return g_strdup (value);

  if (self->op == TILL_OP_OLDER)
    return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "older than %d day", "older than %d days", (gulong) n_days),
      n_days);
  if (self->op == TILL_OP_NEXT_DAYS)
    return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "next %d day", "next %d days", (gulong) n_days), n_days);

  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "last %d day", "last %d days", (gulong) n_days), n_days);
}

static char *
preset_words (const TillCondition *self)
{
  TillRangePreset preset;

  return g_strdup (till_preset_from_text (self->values[0], &preset) ? till_preset_to_words (preset)
                                                                    : self->values[0]);
}

static char *
what_words (const TillCondition *self, const TillColumn *column)
{
  g_autofree char *list = NULL;

  switch (self->op)
    {
    case TILL_OP_EMPTY:
      return g_strdup (is_of_days (column) ? _ ("never") : _ ("empty"));
    case TILL_OP_CONTAINS:
      list = list_words (self, column, TRUE);
      return g_strdup_printf (_ ("contains %s"), list);
    case TILL_OP_BEGINS:
      list = list_words (self, column, TRUE);
      return g_strdup_printf (_ ("begins with %s"), list);
    case TILL_OP_BETWEEN:
      return between_words (self, column);
    case TILL_OP_PRESET:
      return preset_words (self);
    case TILL_OP_OLDER:
    case TILL_OP_LAST_DAYS:
    case TILL_OP_NEXT_DAYS:
      return days_words (self);
    case TILL_OP_OUTSIDE:
      return outside_words (self, column);
    case TILL_OP_IS:
    default:
      return list_words (self, column, FALSE);
    }
}

char *
till_condition_to_words (const TillCondition *self, const TillColumn *column)
{
  g_autofree char *what = NULL;

  if (self->op == TILL_OP_EMPTY && column->empty != NULL)
    return g_strdup (_ (column->empty));

  what = self->name != NULL ? g_strdup (self->name) : what_words (self, column);
  if (column->title != NULL)
    return g_strdup_printf ("%s: %s", _ (column->title), what);
  if (column->words != NULL)
    return g_strdup_printf ("%s: %s", _ (column->words), what);

  /* A choice that has no column of its own says enough: "Refund". */
  return column->choices != NULL ? g_steal_pointer (&what)
                                 : g_strdup_printf ("%s: %s", column->id, what);
}

char *
till_filter_to_words (TillFilter *self, const TillColumn *columns, guint n_columns)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < till_filter_get_n_conditions (self); i++)
    {
      const TillCondition *condition = till_filter_get_condition (self, i);
      const TillColumn     unknown = { .id = condition->column, .kind = TILL_COLUMN_TEXT };
      const TillColumn    *column = &unknown;
      g_autofree char     *one = NULL;

      for (guint c = 0; c < n_columns && column == &unknown; c++)
        column = g_strcmp0 (columns[c].id, condition->column) == 0 ? &columns[c] : column;
      one = till_condition_to_words (condition, column);
      g_string_append_printf (words, "%s%s", words->len > 0 ? "; " : "", one);
    }
  if (*till_filter_get_search (self) != '\0')
    {
      if (words->len > 0)
        g_string_append (words, "; ");
      g_string_append_printf (words, _ ("Search: “%s”"), till_filter_get_search (self));
    }

  return g_string_free (words, FALSE);
}
