/* till-bank-csv.c: a bank's statement as CSV: its cells, and its lines by a layout
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-bank-csv-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "intake/till-bank-numbers.h"
#include "model/till-import-row.h"

#define OLDEST_YEAR 1990
#define DAYS_AHEAD 7

/* ── Cells ───────────────────────────────────────────────────────────────────────────────────── */

const char *
till_bank_csv_get_cell (const TillBankCsv *self, guint row, int column)
{
  const TillCsvRow *cells = self->file->rows->pdata[row];

  return column >= 0 && (guint) column < cells->n_cells ? cells->cells[column] : "";
}

static gboolean
has_letters (const char *cell)
{
  for (const char *at = cell; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (g_unichar_isalpha (g_utf8_get_char (at)) && *at != 'T' && *at != 'Z')
        return TRUE;
    }

  return FALSE;
}

/* "24-Nov-2026" is read as words when the signs between are blanks. */
TillDay
till_bank_csv_read_day (const char *cell, TillDayOrder order)
{
  g_autofree char *words = NULL;

  if (!has_letters (cell))
    return till_day_parse_numbers (cell, order);
  words = g_strdelimit (g_strdup (cell), "-/.", ' ');

  return till_day_parse (words);
}

/* What may stand beside the figures of an amount. */
static gboolean
is_of_amount (gunichar character)
{
  return g_unichar_isdigit (character) || character == 0x2212 || character == 0x2019 ||
         (character > 0 && character < 0x80 && strchr ("+-().,'$", (int) character) != NULL);
}

char *
till_bank_csv_dup_amount (const char *cell, gboolean *debit)
{
  g_autofree char *folded = till_text_fold (cell);
  const char      *from = cell;
  const char      *end = cell + strlen (cell);
  const char      *before;

  *debit = g_str_has_suffix (folded, "dr") || g_str_has_suffix (folded, "db");
  while (from < end && (*from == '+' || !is_of_amount (g_utf8_get_char (from))))
    from = g_utf8_next_char (from);
  while (end > from)
    {
      before = g_utf8_prev_char (end);
      if (is_of_amount (g_utf8_get_char (before)))
        break;
      end = before;
    }

  return end > from && strpbrk (from, "0123456789") != NULL ? g_strndup (from, (gsize) (end - from))
                                                            : NULL;
}

int
till_bank_csv_read_sign (const char *cell)
{
  static const char *const credits[] = { "credit", "cr", "c", "deposit", "+" };
  static const char *const debits[] = { "debit", "dr", "db", "d", "withdrawal", "-", "check" };
  g_autofree char         *folded = till_text_fold (cell);

  for (gsize i = 0; i < G_N_ELEMENTS (credits); i++)
    {
      if (strcmp (folded, credits[i]) == 0)
        return 1;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (debits); i++)
    {
      if (strcmp (folded, debits[i]) == 0)
        return -1;
    }

  return 0;
}

char *
till_bank_csv_dup_title (const TillBankCsv *self, guint column)
{
  const char *title =
    self->heading >= 0 ? till_bank_csv_get_cell (self, (guint) self->heading, (int) column) : "";

  return *title != '\0' ? g_strdup (title) : g_strdup_printf (_ ("Column %u"), column + 1);
}

char *
till_bank_csv_dup_form (const TillBankCsv *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char    *digest = NULL;

  g_string_append_printf (text, "%c%u", self->file->separator, self->n_columns);
  for (guint i = 0; self->heading >= 0 && i < self->n_columns; i++)
    {
      g_autofree char *folded =
        till_text_fold (till_bank_csv_get_cell (self, (guint) self->heading, (int) i));

      g_string_append_printf (text, "\n%s", folded);
    }
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize) text->len);

  return g_strndup (digest, 16);
}

/* ── Lines ───────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  const TillBankCsv    *csv;
  const TillBankLayout *layout;
  TillDay               today;
  const char *const    *exempt;
  GPtrArray            *problems;
  guint                 row;
} Reading;

static guint
get_line (const Reading *self)
{
  return ((TillCsvRow *) self->csv->file->rows->pdata[self->row])->line;
}

static const char *
get_cell (const Reading *self, TillBankField field)
{
  return till_bank_csv_get_cell (self->csv, self->row, self->layout->columns[field]);
}

/* @format has one %s at most: what is in the cell. */
static void
complain (Reading *self, TillBankField field, const char *words)
{
  g_ptr_array_add (self->problems,
                   till_import_problem_new (get_line (self),
                                            (guint) (MAX (self->layout->columns[field], -1) + 1),
                                            "%s", words));
}

static void
complain_of_cell (Reading *self, TillBankField field, const char *format)
{
  g_autofree char *cell = g_utf8_substring (get_cell (self, field), 0,
                                            MIN (g_utf8_strlen (get_cell (self, field), -1), 40));
  g_auto (GStrv)   parts = g_strsplit (format, "%s", 2);
  g_autofree char *words = g_strjoin (cell, parts[0], parts[1], NULL);

  complain (self, field, words);
}

static gboolean
read_day (Reading *self, TillDay *day)
{
  const char *cell = get_cell (self, TILL_BANK_DAY);
  int         year = 0;
  int         month;
  int         day_of_month;

  *day = till_bank_csv_read_day (cell, (TillDayOrder) self->layout->day_order);
  if (*cell == '\0')
    complain (self, TILL_BANK_DAY, _ ("There is no date."));
  else if (till_day_is_none (*day))
    complain_of_cell (self, TILL_BANK_DAY, _ ("“%s” is no date, or not in the order chosen."));
  else
    {
      till_day_get_ymd (*day, &year, &month, &day_of_month);
      if (year < OLDEST_YEAR)
        complain_of_cell (self, TILL_BANK_DAY, _ ("“%s” is too long ago."));
      else if (day->number > self->today.number + DAYS_AHEAD)
        complain_of_cell (self, TILL_BANK_DAY, _ ("“%s” is still to come."));
      else
        return TRUE;
    }

  return FALSE;
}

/* FALSE with a problem, or, with *empty, when there is nothing in the cell. */
static gboolean
read_money (Reading *self, TillBankField field, TillMoney *money, gboolean *empty)
{
  g_autoptr (GError) error = NULL;
  gboolean           debit;
  g_autofree char   *amount = till_bank_csv_dup_amount (get_cell (self, field), &debit);

  *money = TILL_MONEY_ZERO;
  *empty = *get_cell (self, field) == '\0';
  if (*empty)
    return FALSE;
  if (amount == NULL || !till_money_parse_with (amount, self->layout->point, money, &error))
    {
      complain_of_cell (self, field,
                        _ ("“%s” is no amount in whole cents, written as was chosen."));
      return FALSE;
    }
  if (debit)
    money->cents = -ABS (money->cents);

  return TRUE;
}

static gboolean
read_signed (Reading *self, TillMoney *amount)
{
  gboolean empty;
  int      sign = 1;

  if (!read_money (self, TILL_BANK_AMOUNT, amount, &empty))
    {
      if (empty)
        complain (self, TILL_BANK_AMOUNT, _ ("There is no amount."));
      return FALSE;
    }
  if (self->layout->columns[TILL_BANK_SIGN] < 0)
    return TRUE;

  sign = till_bank_csv_read_sign (get_cell (self, TILL_BANK_SIGN));
  if (sign == 0)
    {
      complain_of_cell (self, TILL_BANK_SIGN, _ ("“%s” says neither credit nor debit."));
      return FALSE;
    }
  amount->cents = sign * ABS (amount->cents);

  return TRUE;
}

/* Some banks write what was taken with a minus, some without; some put a zero in the other column.
 */
static gboolean
read_pair (Reading *self, TillMoney *amount)
{
  TillMoney debit;
  TillMoney credit;
  gboolean  no_debit;
  gboolean  no_credit;
  gboolean  has_debit = read_money (self, TILL_BANK_DEBIT, &debit, &no_debit);
  gboolean  has_credit = read_money (self, TILL_BANK_CREDIT, &credit, &no_credit);

  if ((!has_debit && !no_debit) || (!has_credit && !no_credit))
    return FALSE;
  if (no_debit && no_credit)
    complain (self,
              self->layout->columns[TILL_BANK_CREDIT] >= 0 ? TILL_BANK_CREDIT : TILL_BANK_DEBIT,
              _ ("There is no amount, neither money in nor money out."));
  else if (debit.cents != 0 && credit.cents != 0)
    complain (self, TILL_BANK_CREDIT, _ ("There are both money in and money out: which is it?"));
  else
    {
      amount->cents = credit.cents != 0 ? credit.cents : -ABS (debit.cents);
      return TRUE;
    }

  return FALSE;
}

/* What must not be kept whole is masked. */
static char *
dup_cell (const Reading *self, TillBankField field)
{
  const char *cell = get_cell (self, field);

  return *cell != '\0' ? till_bank_mask_numbers (cell, self->exempt) : NULL;
}

static TillBankLine *
read_line (Reading *self)
{
  g_autoptr (TillBankLine) line = till_bank_line_new ();
  gboolean                 has_day = read_day (self, &line->day);
  gboolean                 has_amount = self->layout->columns[TILL_BANK_AMOUNT] >= 0
                                          ? read_signed (self, &line->amount)
                                          : read_pair (self, &line->amount);

  if (!has_day || !has_amount)
    return NULL;
  line->number = get_line (self);
  line->words = dup_cell (self, TILL_BANK_WORDS);
  line->reference = dup_cell (self, TILL_BANK_REFERENCE);
  line->check_number = dup_cell (self, TILL_BANK_CHECK_NUMBER);

  return g_steal_pointer (&line);
}

/* A bank's reference is one run of signs: among words stands what is none. */
static gboolean
is_reference (const Reading *self, guint column)
{
  return (int) column == self->layout->columns[TILL_BANK_REFERENCE] &&
         strpbrk (till_bank_csv_get_cell (self->csv, self->row, (int) column), " \t\n") == NULL;
}

/* In the columns that are not taken in, too: a file with card numbers is not for this program. */
static gboolean
refuse_cards (const Reading *self, GError **error)
{
  const TillCsvRow *row = self->csv->file->rows->pdata[self->row];

  for (guint i = 0; i < row->n_cells; i++)
    {
      g_autofree char *masked = NULL;

      if (is_reference (self, i) || !till_text_has_card_number (row->cells[i]))
        continue;
      masked = till_bank_mask_numbers (row->cells[i], self->exempt);
      if (till_text_has_card_number (masked))
        {
          till_bank_refuse_card_number (row->line, error);
          return FALSE;
        }
    }

  return TRUE;
}

TillBankStatement *
till_bank_csv_read (const TillBankCsv    *self,
                    const TillBankLayout *layout,
                    TillDay               today,
                    const char *const    *exempt,
                    GPtrArray            *problems,
                    GError              **error)
{
  g_autoptr (TillBankStatement) statement = till_bank_statement_new ();
  Reading                       reading = { self, layout, today, exempt, problems, self->first };

  g_return_val_if_fail (till_bank_layout_get_problem (layout) == NULL, NULL);

  for (; reading.row < self->file->rows->len; reading.row++)
    {
      TillBankLine *line;

      if (!refuse_cards (&reading, error))
        return NULL;
      line = read_line (&reading);
      if (line != NULL)
        g_ptr_array_add (statement->lines, line);
    }

  return g_steal_pointer (&statement);
}
