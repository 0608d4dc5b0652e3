/* till-bank-rules.c: a line of a bank's statement: what its words say, and whether it is a known
 * one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-bank-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-text.h"

/* What banks print of card deposits: names of the processors, and the trade's short words. Folded;
 * looked for at the beginning of a word. */
static const char *const processor_words[] = {
  "clearent",      "xplor",        "bankcard",     "bankcd",          "bnkcd",     "bnkcrd",
  "merch dep",     "merchant dep", "mtot dep",     "btot dep",        "merch svc", "merchant svc",
  "merchant bank", "merch bank",   "card deposit", "credit card dep",
};

/* ── Words ───────────────────────────────────────────────────────────────────────────────────── */

static gboolean
has_digit (const char *word)
{
  return strpbrk (word, "0123456789") != NULL;
}

char *
till_bank_descriptor (const char *words)
{
  g_autofree char    *folded = words != NULL ? till_text_fold (words) : NULL;
  g_auto (GStrv)      parts = folded != NULL ? g_strsplit_set (folded, " *#:/;,", -1) : NULL;
  g_autoptr (GString) descriptor = g_string_new (NULL);

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    {
      if (*parts[i] != '\0' && !has_digit (parts[i]))
        g_string_append_printf (descriptor, "%s%s", descriptor->len > 0 ? " " : "", parts[i]);
    }

  return descriptor->len > 0 ? g_strdup (descriptor->str) : NULL;
}

static gboolean
has_words (const char *text, const char *words)
{
  for (const char *at = strstr (text, words); at != NULL; at = strstr (at + 1, words))
    {
      if (at == text || !g_ascii_isalnum (at[-1]))
        return TRUE;
    }

  return FALSE;
}

gboolean
till_bank_names_processor (const char *words, GHashTable *learned)
{
  g_autofree char *descriptor = till_bank_descriptor (words);

  if (descriptor == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (processor_words); i++)
    {
      if (has_words (descriptor, processor_words[i]))
        return TRUE;
    }

  return learned != NULL && g_hash_table_contains (learned, descriptor);
}

char *
till_bank_difference_to_words (TillMoney difference)
{
  g_autofree char *amount = till_money_format (till_money (ABS (difference.cents)));

  if (difference.cents == 0)
    return g_strdup (_ ("The same amount"));

  /* Translators: %s is an amount */
  return g_strdup_printf (
    difference.cents < 0 ? _ ("%s less at the bank") : _ ("%s more at the bank"), amount);
}

/* ── The same line in another file ───────────────────────────────────────────────────────────── */

#define BY_REFERENCE "r:"
#define BY_WORDS "w:"

/* How often each of the references stands there. */
static GHashTable *
count_references (const TillBankStatement *statement)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < statement->lines->len; i++)
    {
      TillBankLine *line = statement->lines->pdata[i];
      gpointer      n;

      if (line->reference == NULL)
        continue;
      n = g_hash_table_lookup (counts, line->reference);
      g_hash_table_insert (counts, line->reference, GUINT_TO_POINTER (GPOINTER_TO_UINT (n) + 1));
    }

  return counts;
}

static char *
identify_by_words (const TillBankLine *line, GHashTable *seen)
{
  g_autofree char *folded = till_text_fold (line->words != NULL ? line->words : "");
  char            *key =
    g_strdup_printf ("%d:%" G_GINT64_FORMAT ":%s:%s", line->day.number, line->amount.cents,
                     line->check_number != NULL ? line->check_number : "", folded);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (seen, key)) + 1;
  char *identity = g_strdup_printf (BY_WORDS "%u:%s", n, key);

  g_hash_table_replace (seen, key, GUINT_TO_POINTER (n));

  return identity;
}

void
till_bank_identify (TillBankStatement *statement)
{
  g_autoptr (GHashTable) counts = count_references (statement);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < statement->lines->len; i++)
    {
      TillBankLine *line = statement->lines->pdata[i];

      g_free (line->identity);
      if (line->reference != NULL &&
          GPOINTER_TO_UINT (g_hash_table_lookup (counts, line->reference)) == 1)
        line->identity = g_strdup_printf (BY_REFERENCE "%" G_GINT64_FORMAT ":%s",
                                          line->amount.cents, line->reference);
      else
        line->identity = identify_by_words (line, seen);
    }
}

static gboolean
is_by_reference (const TillBankLine *line)
{
  return g_str_has_prefix (line->identity, BY_REFERENCE);
}

static gboolean
is_in_other_form (const TillBankLine *line, const TillBankLine *known)
{
  return is_by_reference (line) != is_by_reference (known) &&
         till_day_compare (line->day, known->day) == 0 &&
         till_money_compare (line->amount, known->amount) == 0;
}

/* Lists by day, so that not every line is held against every other. */
static void
add_to_day (GHashTable *days, TillBankLine *line)
{
  gpointer   key = GINT_TO_POINTER (line->day.number);
  GPtrArray *day = g_hash_table_lookup (days, key);

  if (day == NULL)
    {
      day = g_ptr_array_new ();
      g_hash_table_insert (days, key, day);
    }
  g_ptr_array_add (day, line);
}

/* Each known one is there once. */
static gboolean
take_in_other_form (GHashTable *days, const TillBankLine *line)
{
  GPtrArray *day = g_hash_table_lookup (days, GINT_TO_POINTER (line->day.number));

  for (guint i = 0; day != NULL && i < day->len; i++)
    {
      if (is_in_other_form (line, day->pdata[i]))
        {
          g_ptr_array_remove_index (day, i);
          return TRUE;
        }
    }

  return FALSE;
}

static GHashTable *
set_of_identities (GPtrArray *lines)
{
  GHashTable *set = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < lines->len; i++)
    g_hash_table_add (set, ((TillBankLine *) lines->pdata[i])->identity);

  return set;
}

guint
till_bank_drop_known (TillBankStatement *statement, GPtrArray *known)
{
  g_autoptr (GHashTable) here = set_of_identities (statement->lines);
  g_autoptr (GHashTable) there = set_of_identities (known);
  g_autoptr (GHashTable) days =
    g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) left =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_bank_line_free);
  guint n_lines = statement->lines->len;

  for (guint i = 0; i < known->len; i++)
    {
      TillBankLine *line = known->pdata[i];

      if (!g_hash_table_contains (here, line->identity))
        add_to_day (days, line);
    }

  for (guint i = 0; i < n_lines; i++)
    {
      TillBankLine *line = statement->lines->pdata[i];

      if (!g_hash_table_contains (there, line->identity) && !take_in_other_form (days, line))
        g_ptr_array_add (left, till_bank_line_copy (line));
    }
  g_ptr_array_unref (statement->lines);
  statement->lines = g_steal_pointer (&left);

  return n_lines - statement->lines->len;
}
