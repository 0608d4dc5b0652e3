/* till-bank-csv-guess.c: what a bank's CSV is likely to mean, to begin with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A person sees what was guessed beside the lines that come of it, and may choose otherwise.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "intake/till-bank-csv-private.h"

/* How many rows are looked through for the first line. */
#define ROWS_BEFORE 40
#define N_ORDERS 3

/* ── What a cell may be ──────────────────────────────────────────────────────────────────────── */

static gboolean
is_day (const char *cell)
{
  for (int order = 0; *cell != '\0' && order < N_ORDERS; order++)
    {
      if (!till_day_is_none (till_bank_csv_read_day (cell, (TillDayOrder) order)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_amount (const char *cell)
{
  gboolean         debit;
  g_autofree char *amount = till_bank_csv_dup_amount (cell, &debit);
  TillMoney        money;

  /* Words with a number in them are none. */
  return amount != NULL && strlen (cell) <= strlen (amount) + 6 &&
         (till_money_parse_with (amount, '.', &money, NULL) ||
          till_money_parse_with (amount, ',', &money, NULL));
}

static guint
count_cells (const TillBankCsv *self, guint row, gboolean (*is_so) (const char *cell))
{
  const TillCsvRow *cells = self->file->rows->pdata[row];
  guint             n = 0;

  for (guint i = 0; i < cells->n_cells; i++)
    n += is_so (cells->cells[i]) ? 1 : 0;

  return n;
}

/* A day, and an amount that is not it. */
static gboolean
is_line (const TillBankCsv *self, guint row)
{
  const TillCsvRow *cells = self->file->rows->pdata[row];
  guint             n_days = 0;
  guint             n_amounts = 0;

  for (guint i = 0; i < cells->n_cells; i++)
    {
      if (is_day (cells->cells[i]))
        n_days++;
      else if (is_amount (cells->cells[i]))
        n_amounts++;
    }

  return n_days > 0 && n_amounts > 0;
}

static gboolean
is_word (const char *cell)
{
  return *cell != '\0' && !is_day (cell) && !is_amount (cell);
}

/* ── Headings ────────────────────────────────────────────────────────────────────────────────── */

/* What a column is called, the surest first; folded, looked for in the folded heading. */
typedef struct
{
  TillBankField field;
  const char   *words;
} Heading;

static const Heading headings[] = {
  { TILL_BANK_DAY, "posting date" },
  { TILL_BANK_DAY, "posted date" },
  { TILL_BANK_DAY, "date posted" },
  { TILL_BANK_DAY, "post date" },
  { TILL_BANK_DAY, "booking date" },
  { TILL_BANK_DAY, "buchungstag" },
  { TILL_BANK_DAY, "buchungsdatum" },
  { TILL_BANK_DAY, "transaction date" },
  { TILL_BANK_DAY, "date" },
  { TILL_BANK_DAY, "datum" },
  { TILL_BANK_DAY, "fecha" },
  { TILL_BANK_DAY, "posted" },
  { TILL_BANK_REFERENCE, "fitid" },
  { TILL_BANK_REFERENCE, "transaction id" },
  { TILL_BANK_REFERENCE, "bank reference" },
  { TILL_BANK_REFERENCE, "reference" },
  { TILL_BANK_REFERENCE, "referenz" },
  { TILL_BANK_REFERENCE, "ref no" },
  { TILL_BANK_CHECK_NUMBER, "check" },
  { TILL_BANK_CHECK_NUMBER, "cheque" },
  { TILL_BANK_DEBIT, "withdraw" },
  { TILL_BANK_DEBIT, "debit" },
  { TILL_BANK_DEBIT, "money out" },
  { TILL_BANK_DEBIT, "paid out" },
  { TILL_BANK_DEBIT, "soll" },
  { TILL_BANK_DEBIT, "cargo" },
  { TILL_BANK_CREDIT, "deposit" },
  { TILL_BANK_CREDIT, "credit" },
  { TILL_BANK_CREDIT, "money in" },
  { TILL_BANK_CREDIT, "paid in" },
  { TILL_BANK_CREDIT, "haben" },
  { TILL_BANK_CREDIT, "abono" },
  { TILL_BANK_AMOUNT, "amount" },
  { TILL_BANK_AMOUNT, "betrag" },
  { TILL_BANK_AMOUNT, "montant" },
  { TILL_BANK_AMOUNT, "importe" },
  { TILL_BANK_WORDS, "description" },
  { TILL_BANK_WORDS, "verwendungszweck" },
  { TILL_BANK_WORDS, "buchungstext" },
  { TILL_BANK_WORDS, "concepto" },
  { TILL_BANK_WORDS, "libelle" },
  { TILL_BANK_WORDS, "payee" },
  { TILL_BANK_WORDS, "narrative" },
  { TILL_BANK_WORDS, "memo" },
  { TILL_BANK_WORDS, "details" },
  { TILL_BANK_WORDS, "text" },
  { TILL_BANK_WORDS, "name" },
};

static gboolean
is_taken (const TillBankLayout *layout, int column)
{
  for (guint i = 0; i < TILL_N_BANK_FIELDS; i++)
    {
      if (layout->columns[i] == column)
        return TRUE;
    }

  return FALSE;
}

/* Whether what stands below the heading can be that. */
static gboolean
may_be (const TillBankCsv *self, TillBankField field, int column)
{
  guint end = MIN (self->first + ROWS_BEFORE, self->file->rows->len);
  guint n_is = 0;
  guint n = 0;

  for (guint row = self->first; row < end; row++)
    {
      const char *cell = till_bank_csv_get_cell (self, row, column);

      if (*cell == '\0')
        continue;
      n++;
      if (field == TILL_BANK_DAY)
        n_is += is_day (cell) ? 1 : 0;
      else if (field == TILL_BANK_AMOUNT || field == TILL_BANK_DEBIT || field == TILL_BANK_CREDIT)
        n_is += is_amount (cell) && !is_day (cell) ? 1 : 0;
      else if (field == TILL_BANK_SIGN)
        n_is += till_bank_csv_read_sign (cell) != 0 ? 1 : 0;
      else
        n_is++;
    }

  return field == TILL_BANK_SIGN ? n > 0 && n_is == n : n_is * 2 >= n;
}

/* A heading of more than one word says "Balance after credit", "Deposit slip no.". */
static gboolean
is_other (const char *heading)
{
  static const char *const words[] = { "balance", "saldo", "solde", "currency", "waehrung" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strstr (heading, words[i]) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
guess_by_headings (const TillBankCsv *self, TillBankLayout *layout)
{
  for (gsize h = 0; h < G_N_ELEMENTS (headings); h++)
    for (guint column = 0; column < self->n_columns; column++)
      {
        g_autofree char *heading =
          till_text_fold (till_bank_csv_get_cell (self, (guint) self->heading, (int) column));

        if (layout->columns[headings[h].field] < 0 && !is_taken (layout, (int) column) &&
            !is_other (heading) && strstr (heading, headings[h].words) != NULL &&
            may_be (self, headings[h].field, (int) column))
          layout->columns[headings[h].field] = (int) column;
      }
}

/* ── Opening ─────────────────────────────────────────────────────────────────────────────────── */

/* Banks put the account and the days above; the heading is the row before the first line, if it is
 * one of words. A first line that can't be read must not be passed over: what comes after a
 * heading is lines. */
static gboolean
find_first (TillBankCsv *self)
{
  guint n_rows = self->file->rows->len;

  for (guint row = 0; row < MIN (n_rows, ROWS_BEFORE); row++)
    {
      TillBankLayout layout;

      if (is_line (self, row))
        {
          self->heading = row > 0 && count_cells (self, row - 1, is_word) >= 2 ? (int) row - 1 : -1;
          self->first = row;
          return TRUE;
        }
      if (count_cells (self, row, is_word) < 2)
        continue;
      self->heading = (int) row;
      self->first = row + 1;
      till_bank_layout_clear (&layout);
      guess_by_headings (self, &layout);
      if (layout.columns[TILL_BANK_DAY] >= 0 && self->first < n_rows &&
          (layout.columns[TILL_BANK_AMOUNT] >= 0 || layout.columns[TILL_BANK_CREDIT] >= 0))
        return TRUE;
    }

  return FALSE;
}

TillBankCsv *
till_bank_csv_open (GBytes *bytes, GError **error)
{
  g_autoptr (TillBankCsv) self = NULL;
  TillCsvFile            *file = till_csv_file_read (bytes, error);

  if (file == NULL)
    return NULL;
  self = g_new0 (TillBankCsv, 1);
  self->file = file;
  for (guint i = 0; i < file->rows->len; i++)
    self->n_columns = MAX (self->n_columns, ((TillCsvRow *) file->rows->pdata[i])->n_cells);

  if (self->n_columns < 2 || !find_first (self))
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("No line of this file has a date and an amount: it is no bank "
                              "statement. Ask the bank’s site for the statement as OFX, QFX or "
                              "CSV."));
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
till_bank_csv_free (TillBankCsv *self)
{
  if (self == NULL)
    return;

  till_csv_file_free (self->file);
  g_free (self);
}

/* ── Cells ───────────────────────────────────────────────────────────────────────────────────── */

static guint
count_letters (const TillBankCsv *self, int column)
{
  guint end = MIN (self->first + ROWS_BEFORE, self->file->rows->len);
  guint n = 0;

  for (guint row = self->first; row < end; row++)
    {
      for (const char *at = till_bank_csv_get_cell (self, row, column); *at != '\0';
           at = g_utf8_next_char (at))
        n += g_unichar_isalpha (g_utf8_get_char (at)) ? 1 : 0;
    }

  return n;
}

static gboolean
is_filled (const TillBankCsv *self, int column)
{
  return *till_bank_csv_get_cell (self, self->first, column) != '\0';
}

/* What no heading has told: the first days, the first amounts, the most letters. */
static void
guess_by_cells (const TillBankCsv *self, TillBankLayout *layout)
{
  gboolean has_amount = layout->columns[TILL_BANK_AMOUNT] >= 0 ||
                        layout->columns[TILL_BANK_DEBIT] >= 0 ||
                        layout->columns[TILL_BANK_CREDIT] >= 0;
  guint most = 0;

  for (int column = 0; column < (int) self->n_columns; column++)
    {
      if (is_taken (layout, column) || !is_filled (self, column))
        continue;
      if (layout->columns[TILL_BANK_DAY] < 0 && may_be (self, TILL_BANK_DAY, column))
        layout->columns[TILL_BANK_DAY] = column;
      else if (!has_amount && may_be (self, TILL_BANK_AMOUNT, column))
        {
          layout->columns[TILL_BANK_AMOUNT] = column;
          has_amount = TRUE;
        }
    }
  if (layout->columns[TILL_BANK_WORDS] >= 0)
    return;
  for (int column = 0; column < (int) self->n_columns; column++)
    {
      guint n = is_taken (layout, column) ? 0 : count_letters (self, column);

      if (n > most)
        {
          most = n;
          layout->columns[TILL_BANK_WORDS] = column;
        }
    }
}

/* Amounts that have no sign of their own need a column of words that say it. */
static void
guess_sign (const TillBankCsv *self, TillBankLayout *layout)
{
  for (guint row = self->first; row < self->file->rows->len; row++)
    {
      if (strpbrk (till_bank_csv_get_cell (self, row, layout->columns[TILL_BANK_AMOUNT]), "-(") !=
          NULL)
        return;
    }
  for (int column = 0; column < (int) self->n_columns; column++)
    {
      if (!is_taken (layout, column) && may_be (self, TILL_BANK_SIGN, column))
        {
          layout->columns[TILL_BANK_SIGN] = column;
          return;
        }
    }
}

void
till_bank_csv_guess (const TillBankCsv *self, TillBankLayout *layout)
{
  till_bank_layout_clear (layout);
  if (self->heading >= 0)
    guess_by_headings (self, layout);
  /* One of the pair beside the amount is something else. */
  if (layout->columns[TILL_BANK_AMOUNT] >= 0)
    {
      layout->columns[TILL_BANK_DEBIT] = -1;
      layout->columns[TILL_BANK_CREDIT] = -1;
    }
  if (self->first < self->file->rows->len)
    guess_by_cells (self, layout);
  if (layout->columns[TILL_BANK_AMOUNT] >= 0)
    guess_sign (self, layout);

  till_bank_csv_guess_order (self, layout);
  till_bank_csv_guess_point (self, layout);
}

/* ── Which way they are written ──────────────────────────────────────────────────────────────── */

void
till_bank_csv_guess_order (const TillBankCsv *self, TillBankLayout *layout)
{
  guint    n[N_ORDERS] = { 0 };
  gboolean differ = FALSE;
  int      best = TILL_DAY_ORDER_MDY;

  for (guint row = self->first; row < self->file->rows->len; row++)
    {
      const char *cell = till_bank_csv_get_cell (self, row, layout->columns[TILL_BANK_DAY]);
      TillDay     days[N_ORDERS];

      for (int order = 0; order < N_ORDERS; order++)
        {
          days[order] =
            *cell != '\0' ? till_bank_csv_read_day (cell, (TillDayOrder) order) : TILL_DAY_NONE;
          n[order] += till_day_is_none (days[order]) ? 0 : 1;
        }
      differ = differ || till_day_compare (days[TILL_DAY_ORDER_MDY], days[TILL_DAY_ORDER_DMY]) != 0;
    }

  if (n[TILL_DAY_ORDER_DMY] > n[best])
    best = TILL_DAY_ORDER_DMY;
  if (n[TILL_DAY_ORDER_YMD] > n[best])
    best = TILL_DAY_ORDER_YMD;
  layout->day_order =
    differ && n[TILL_DAY_ORDER_MDY] == n[TILL_DAY_ORDER_DMY] && best != TILL_DAY_ORDER_YMD
      ? TILL_DAY_ORDER_UNKNOWN
      : best;
}

/* '.' or ',', where that is what the amount's signs say; '\0' when they say nothing. *open: when
 * it may be either. */
static char
find_point (const char *amount, gboolean *open)
{
  const char *dot = strrchr (amount, '.');
  const char *comma = strrchr (amount, ',');
  const char *last = dot > comma ? dot : comma;
  gsize       after;

  if (last == NULL)
    return '\0';
  if (dot != NULL && comma != NULL)
    return *last;
  if (strchr (amount, *last) != last) /* there twice: between thousands */
    return *last == '.' ? ',' : '.';

  after = strspn (last + 1, "0123456789");
  if (after == 3 && last - amount <= 4 && last > amount && amount[strspn (amount, "(-$")] != '0')
    {
      *open = TRUE;
      return '\0';
    }

  return *last;
}

void
till_bank_csv_guess_point (const TillBankCsv *self, TillBankLayout *layout)
{
  static const TillBankField fields[] = { TILL_BANK_AMOUNT, TILL_BANK_DEBIT, TILL_BANK_CREDIT };
  guint                      n_dot = 0;
  guint                      n_comma = 0;
  gboolean                   open = FALSE;

  for (guint row = self->first; row < self->file->rows->len; row++)
    for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
      {
        gboolean         debit;
        g_autofree char *amount = till_bank_csv_dup_amount (
          till_bank_csv_get_cell (self, row, layout->columns[fields[i]]), &debit);
        char point = '\0';

        if (amount != NULL)
          point = find_point (amount, &open);

        n_dot += point == '.' ? 1 : 0;
        n_comma += point == ',' ? 1 : 0;
      }

  if (n_dot > 0 && n_comma > 0)
    layout->point = TILL_POINT_UNKNOWN;
  else if (n_dot + n_comma > 0)
    layout->point = n_dot > 0 ? '.' : ',';
  else
    layout->point = open ? TILL_POINT_UNKNOWN : '.';
}
