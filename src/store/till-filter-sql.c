/* till-filter-sql.c: a filter as SQL, with bound parameters only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-filter-sql.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-phone.h"
#include "core/till-text.h"
#include "store/till-filter-sql-private.h"

typedef struct
{
  char  *text; /* NULL: the number */
  gint64 number;
} Value;

/* ── Values ──────────────────────────────────────────────────────────────────────────────────── */

static void
value_clear (gpointer data)
{
  g_free (((Value *) data)->text);
}

void
till_sql_append_int (TillSqlBuilder *self, gint64 number)
{
  Value value = { NULL, number };

  g_array_append_val (self->values, value);
  g_string_append_printf (self->text, "?%u", self->values->len);
}

void
till_sql_append_text (TillSqlBuilder *self, char *text /* full */)
{
  Value value = { text, 0 };

  g_array_append_val (self->values, value);
  g_string_append_printf (self->text, "?%u", self->values->len);
}

void
till_sql_append_contains (TillSqlBuilder *self, const char *text)
{
  GString *pattern = g_string_new ("%");

  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '%' || *at == '_' || *at == '!')
        g_string_append_c (pattern, '!');
      g_string_append_c (pattern, *at);
    }
  g_string_append_c (pattern, '%');
  till_sql_append_text (self, g_string_free (pattern, FALSE));
}

gboolean
till_sql_misfit (const TillSqlBuilder *self, const char *value, GError **error)
{
  g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
               _ ("The filter on “%s” can’t be used: “%s” does not fit there."), self->column->id,
               value);

  return FALSE;
}

static gboolean
is_text (const TillColumn *column)
{
  return column->kind == TILL_COLUMN_TEXT || column->kind == TILL_COLUMN_CHOICE;
}

/* A choice is compared as it is, other text folded. */
static char *
fold (const TillSqlBuilder *self, const char *value)
{
  g_autofree char *part = self->by_phone ? till_phone_part (value) : NULL;

  if (self->column->kind == TILL_COLUMN_CHOICE)
    return g_strdup (value);
  if (part != NULL)
    return g_steal_pointer (&part);

  return self->by_words ? till_sql_join_words (value) : till_text_fold (value);
}

static gboolean
append_value (TillSqlBuilder *self, const char *value, GError **error)
{
  gint64 number;

  if (is_text (self->column))
    {
      till_sql_append_text (self, fold (self, value));
      return TRUE;
    }
  if (self->column->kind == TILL_COLUMN_DAY)
    {
      TillDay day = till_day_from_iso (value);

      if (till_day_is_none (day))
        return till_sql_misfit (self, value, error);
      till_sql_append_int (self, day.number);
      return TRUE;
    }
  if (!g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return till_sql_misfit (self, value, error);
  till_sql_append_int (self, number);

  return TRUE;
}

/* ── One condition ───────────────────────────────────────────────────────────────────────────── */

/* A condition a choice. */
static gboolean
append_choices (TillSqlBuilder *self, const TillCondition *condition, GError **error)
{
  for (guint i = 0; condition->values[i] != NULL; i++)
    {
      guint choice = 0;

      while (self->column->choices[choice].value != NULL &&
             !g_str_equal (self->column->choices[choice].value, condition->values[i]))
        choice++;
      if (self->column->choices[choice].value == NULL)
        return till_sql_misfit (self, condition->values[i], error);
      g_string_append_printf (self->text, "%s(%s)", i > 0 ? " OR " : "", self->choices[choice]);
    }

  return TRUE;
}

static gboolean
append_values (TillSqlBuilder      *self,
               const TillCondition *condition,
               const char          *between,
               GError             **error)
{
  for (guint i = 0; condition->values[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (self->text, between);
      if (!append_value (self, condition->values[i], error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
append_is (TillSqlBuilder *self, const TillCondition *condition, GError **error)
{
  if (condition->values[0] == NULL)
    {
      g_string_append (self->text, "1 = 0");
      return TRUE;
    }
  if (till_sql_is_of_days (self->column))
    return till_sql_append_each_day (self, condition, error);
  if (self->choices != NULL)
    return append_choices (self, condition, error);

  g_string_append_printf (self->text, "%s IN (", self->expression);
  if (self->also != NULL)
    {
      g_string_append (self->text, "VALUES (");
      if (!append_values (self, condition, "), (", error))
        return FALSE;
      g_string_append_printf (self->text, ") UNION ALL %s IN (", self->also);
    }
  if (!append_values (self, condition, ", ", error))
    return FALSE;
  g_string_append (self->text, self->also != NULL ? "))" : ")");

  return TRUE;
}

static gboolean
append_like (TillSqlBuilder *self, const TillCondition *condition, GError **error)
{
  for (guint i = 0; condition->values[i] != NULL; i++)
    {
      g_autofree char *folded = fold (self, condition->values[i]);

      if (!is_text (self->column))
        return till_sql_misfit (self, condition->values[i], error);

      if (i > 0)
        g_string_append (self->text, " OR ");
      if (condition->op == TILL_OP_CONTAINS)
        {
          g_string_append_printf (self->text, "%s LIKE ", self->expression);
          till_sql_append_contains (self, folded);
          g_string_append (self->text, " ESCAPE '!'");
          continue;
        }
      g_string_append_printf (self->text, "(%s >= ", self->expression);
      till_sql_append_text (self, g_strdup (folded));
      g_string_append_printf (self->text, " AND %s < ", self->expression);
      till_sql_append_text (self, g_strconcat (folded, TILL_SQL_AFTER_PREFIX, NULL));
      g_string_append_c (self->text, ')');
    }
  if (condition->values[0] == NULL)
    g_string_append (self->text, "1 = 0");

  return TRUE;
}

static gboolean
append_between (TillSqlBuilder *self, const TillCondition *condition, GError **error)
{
  const char  *first = condition->values[0];
  const char  *last = first != NULL ? condition->values[1] : NULL;
  gboolean     has_first = first != NULL && *first != '\0';
  gboolean     has_last = last != NULL && *last != '\0';
  TillDayRange range;

  if (till_sql_is_of_days (self->column))
    {
      if (!till_condition_get_days (condition, self->today, &range))
        return till_sql_misfit (self, has_first ? first : "", error);
      till_sql_append_days (self, &range);
      return TRUE;
    }

  if (!has_first && !has_last)
    g_string_append (self->text, "1 = 1");
  if (has_first)
    {
      g_string_append_printf (self->text, "%s >= ", self->expression);
      if (!append_value (self, first, error))
        return FALSE;
    }
  if (has_first && has_last)
    g_string_append (self->text, " AND ");
  if (has_last)
    {
      g_string_append_printf (self->text, "%s <= ", self->expression);
      if (!append_value (self, last, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
append_condition (TillSqlBuilder *self, const TillCondition *condition, GError **error)
{
  if (self->ids != NULL && till_condition_is_bounded (condition))
    return till_sql_append_ids (self, condition, error);

  switch (condition->op)
    {
    case TILL_OP_IS:
      return append_is (self, condition, error);
    case TILL_OP_CONTAINS:
    case TILL_OP_BEGINS:
      return append_like (self, condition, error);
    case TILL_OP_EMPTY:
      g_string_append_printf (self->text, "%s IS NULL", self->expression);
      if (is_text (self->column))
        g_string_append_printf (self->text, " OR %s = ''", self->expression);
      return TRUE;
    case TILL_OP_BETWEEN:
      return append_between (self, condition, error);
    case TILL_OP_PRESET:
    case TILL_OP_OLDER:
    case TILL_OP_LAST_DAYS:
    case TILL_OP_NEXT_DAYS:
      return till_sql_append_relative (self, condition, error);
    case TILL_OP_OUTSIDE:
      return till_sql_append_outside (self, condition, error);
    default:
      return till_sql_misfit (self, "", error);
    }
}

/* ── The whole ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
append_filter (TillSqlBuilder       *self,
               TillFilter           *filter,
               const TillSqlColumns *columns,
               GError              **error)
{
  for (guint i = 0; i < till_filter_get_n_conditions (filter); i++)
    {
      const TillCondition *condition = till_filter_get_condition (filter, i);
      guint                c = 0;

      while (c < columns->n_columns && g_strcmp0 (columns->columns[c].id, condition->column) != 0)
        c++;
      if (c == columns->n_columns || !columns->columns[c].filterable)
        {
          g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                       _ ("The filter can’t be used: this table can’t be filtered by “%s”. Remove "
                          "that filter."),
                       condition->column);
          return FALSE;
        }

      self->column = &columns->columns[c];
      self->expression =
        columns->sql[c].match != NULL ? columns->sql[c].match : columns->sql[c].value;
      self->by_words = columns->sql[c].by_words;
      self->by_phone = columns->sql[c].by_phone;
      self->choices = columns->sql[c].choices;
      self->ids = columns->sql[c].ids;
      self->also = columns->sql[c].also;
      g_string_append (self->text, " AND (");
      if (!append_condition (self, condition, error))
        return FALSE;
      g_string_append_c (self->text, ')');
    }

  till_sql_append_search (self, filter, columns);

  return TRUE;
}

TillSqlWhere *
till_filter_to_sql (TillFilter           *filter,
                    const TillSqlColumns *columns,
                    TillDay               today,
                    GTimeZone            *zone,
                    GError              **error)
{
  g_autoptr (TillSqlWhere) where = g_new0 (TillSqlWhere, 1);
  g_autoptr (GString)      text = g_string_new ("1 = 1");
  TillSqlBuilder           builder = { .text = text, .today = today, .zone = zone };

  where->values = g_array_new (FALSE, FALSE, sizeof (Value));
  g_array_set_clear_func (where->values, value_clear);
  builder.values = where->values;
  if (!append_filter (&builder, filter, columns, error))
    return NULL;

  where->text = g_strdup (text->str);

  return g_steal_pointer (&where);
}

void
till_sql_where_bind (const TillSqlWhere *self, TillDbStatement *statement)
{
  for (guint i = 0; i < self->values->len; i++)
    {
      const Value *value = &g_array_index (self->values, Value, i);

      if (value->text != NULL)
        till_db_bind_text (statement, (int) i + 1, value->text);
      else
        till_db_bind_int (statement, (int) i + 1, value->number);
    }
}

gboolean
till_sql_where_equal (const TillSqlWhere *a, const TillSqlWhere *b)
{
  if (!g_str_equal (a->text, b->text) || a->values->len != b->values->len)
    return FALSE;

  for (guint i = 0; i < a->values->len; i++)
    {
      const Value *one = &g_array_index (a->values, Value, i);
      const Value *other = &g_array_index (b->values, Value, i);

      if (one->number != other->number || g_strcmp0 (one->text, other->text) != 0)
        return FALSE;
    }

  return TRUE;
}

void
till_sql_where_free (TillSqlWhere *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_clear_pointer (&self->values, g_array_unref);
  g_free (self);
}

gboolean
till_filter_is_touched (TillFilter           *filter,
                        const TillSqlColumns *columns,
                        const TillDbChanges  *changes)
{
  for (guint i = 0; i < columns->n_columns; i++)
    {
      const char *const *tables = columns->sql[i].tables;

      if (tables == NULL || till_filter_find (filter, columns->columns[i].id) == NULL)
        continue;
      for (; *tables != NULL; tables++)
        if (till_db_changes_touch (changes, *tables))
          return TRUE;
    }

  return FALSE;
}
