/* till-filter-search.c: the search entry's text as SQL: a name, or what a number may be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text of letters is looked for in the names; one of digits by every way a number fits, each with
 * an index of its own, so that no way reads a table. What fits nowhere finds nothing.
 */
#include <string.h>

#include "core/till-money.h"
#include "core/till-text.h"
#include "store/till-filter-sql-private.h"
#include "store/till-store-patients-private.h"

/* Of a phone number: its end is typed, or nearly all of it. */
#define FEWEST_LAST_DIGITS 4
#define FEWEST_FIRST_DIGITS 6
#define N_LAST_FOUR 4

static gboolean
has_digit (const char *text)
{
  return strpbrk (text, "0123456789") != NULL;
}

gboolean
till_filter_search_is_number (TillFilter *filter)
{
  const char *text = till_filter_get_search (filter);

  return has_digit (text) && strspn (text, "0123456789 -.,$()+/") == strlen (text);
}

static gboolean
consists_of (const char *text, const char *characters)
{
  return *text != '\0' && strspn (text, characters) == strlen (text);
}

/* ── The ways ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
append_prefix (TillSqlBuilder *self, const char *before, const char *text)
{
  g_string_append_printf (self->text, "%s BETWEEN ", before);
  till_sql_append_text (self, g_strdup (text));
  g_string_append (self->text, " AND ");
  till_sql_append_text (self, g_strconcat (text, TILL_SQL_AFTER_PREFIX, NULL));

  return TRUE;
}

static gboolean
append_equal (TillSqlBuilder *self, const char *before, const char *text)
{
  g_string_append_printf (self->text, "%s = ", before);
  till_sql_append_text (self, g_strdup (text));

  return TRUE;
}

static gboolean
append_folded (TillSqlBuilder *self, const char *before, const char *text)
{
  g_autofree char *folded = till_text_fold (text);

  return append_equal (self, before, folded);
}

/* A refund of it too. */
static gboolean
append_amount (TillSqlBuilder *self, const char *before, const char *text)
{
  TillMoney money;

  if (!till_money_parse (text, &money, NULL) || money.cents == G_MININT64)
    return FALSE;

  g_string_append_printf (self->text, "%s IN (", before);
  till_sql_append_int (self, money.cents);
  g_string_append (self->text, ", ");
  till_sql_append_int (self, -money.cents);
  g_string_append_c (self->text, ')');

  return TRUE;
}

static gboolean
append_id (TillSqlBuilder *self, const char *before, const char *text)
{
  gint64 id;

  if (!g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL))
    return FALSE;

  g_string_append_printf (self->text, "%s = ", before);
  till_sql_append_int (self, id);

  return TRUE;
}

static gboolean
append_phone (TillSqlBuilder *self, const char *before, const char *text, gboolean reversed)
{
  g_autofree char *digits = till_text_digits (text);

  if (!consists_of (text, "0123456789 -.()+/") ||
      strlen (digits) < (reversed ? FEWEST_LAST_DIGITS : FEWEST_FIRST_DIGITS))
    return FALSE;

  return append_prefix (self, before, reversed ? g_strreverse (digits) : digits);
}

/* Written with two figures for the year, it is of either century. */
static gboolean
append_birth_date (TillSqlBuilder *self, const char *before, const char *text)
{
  TillDay days[2];
  guint   n_days = till_patient_read_birth_dates (text, days);

  if (n_days == 0)
    return FALSE;

  g_string_append_printf (self->text, "%s IN (", before);
  for (guint i = 0; i < n_days; i++)
    {
      g_string_append (self->text, i > 0 ? ", " : "");
      till_sql_append_int (self, days[i].number);
    }
  g_string_append_c (self->text, ')');

  return TRUE;
}

/* FALSE: the text is no such thing, and nothing was appended. */
static gboolean
append_way (TillSqlBuilder *self, const TillSqlSearch *way, const char *before, const char *text)
{
  switch (way->kind)
    {
    case TILL_SEARCH_ID:
      return append_id (self, before, text);
    case TILL_SEARCH_AMOUNT:
      return append_amount (self, before, text);
    case TILL_SEARCH_BEGINS:
      return consists_of (text, "0123456789- ") && append_prefix (self, before, text);
    case TILL_SEARCH_LAST_FOUR:
      return strlen (text) == N_LAST_FOUR && consists_of (text, "0123456789") &&
             append_equal (self, before, text);
    case TILL_SEARCH_WHOLE:
      return has_digit (text) && strchr (text, ' ') == NULL && append_equal (self, before, text);
    case TILL_SEARCH_FOLDED:
      return has_digit (text) && append_folded (self, before, text);
    case TILL_SEARCH_BIRTH_DATE:
      return append_birth_date (self, before, text);
    case TILL_SEARCH_PHONE:
    case TILL_SEARCH_PHONE_END:
      return append_phone (self, before, text, way->kind == TILL_SEARCH_PHONE_END);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* "id IN (SELECT … UNION ALL SELECT …)"; FALSE when no way fits. */
static gboolean
append_ways (TillSqlBuilder *self, const TillSqlColumns *columns, const char *text)
{
  gsize    length = self->text->len;
  gboolean any = FALSE;

  for (const TillSqlSearch *way = columns->search; way->before != NULL; way++)
    {
      g_autofree char *before = g_strconcat (any ? " UNION ALL " : "id IN (", way->before, NULL);

      if (!append_way (self, way, before, text))
        continue;
      if (way->after != NULL)
        g_string_append (self->text, way->after);
      any = TRUE;
    }
  if (any)
    g_string_append_c (self->text, ')');
  else
    g_string_truncate (self->text, length);

  return any;
}

char *
till_sql_join_words (const char *text)
{
  g_auto (GStrv) words = till_text_words (text);

  return g_strjoinv (" ", words);
}

static void
append_words (TillSqlBuilder *self, const TillSqlColumns *columns, const char *folded)
{
  g_auto (GStrv) words =
    columns->search_by_words ? till_text_words (folded) : g_strsplit (folded, " ", -1);

  /* Signs alone are in no name. */
  if (words[0] == NULL)
    g_string_append (self->text, "1 = 0");
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_string_append_printf (self->text, "%s%s LIKE ", i > 0 ? " AND " : "", columns->search_text);
      till_sql_append_contains (self, words[i]);
      g_string_append (self->text, " ESCAPE '!'");
    }
}

void
till_sql_append_search (TillSqlBuilder *self, TillFilter *filter, const TillSqlColumns *columns)
{
  g_autofree char *text = g_strstrip (g_strdup (till_filter_get_search (filter)));
  g_autofree char *folded = till_text_fold (text);
  gboolean         is_number = till_filter_search_is_number (filter);

  if (*folded == '\0')
    return;

  g_string_append (self->text, " AND (");
  if (columns->search != NULL && has_digit (text) && append_ways (self, columns, text))
    {
      if (!is_number)
        g_string_append (self->text, " OR ");
    }
  else if (is_number)
    g_string_append (self->text, "1 = 0");
  if (!is_number)
    append_words (self, columns, folded);
  g_string_append_c (self->text, ')');
}
