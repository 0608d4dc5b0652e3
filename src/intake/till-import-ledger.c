/* till-import-ledger.c: what a line of an imported ledger is: its kind, its number, its sign
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "intake/till-import-ledger.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "core/till-text.h"

/* Numbers that share a word of bits. */
#define BITS 64

/* No program counts its lines further. */
#define MOST_DIGITS 15

struct _TillImportLedger
{
  /* Numbers lie close together: of 64 neighbors a bit each, so that a million take a few hundred
   * kilobytes. */
  GHashTable *seen; /* gint64, the number by BITS → guint64 */
  TillMoney   charged;
  TillMoney   paid; /* by patients and insurances */
  guint       n_deleted;
};

TillImportLedger *
till_import_ledger_new (void)
{
  TillImportLedger *self = g_new0 (TillImportLedger, 1);

  self->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  return self;
}

void
till_import_ledger_free (TillImportLedger *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->seen);
  g_free (self);
}

static TillLineStep G_GNUC_PRINTF (3, 4)
  complain (GPtrArray *problems, guint line, const char *format, ...)
{
  g_autofree char *words = NULL;
  va_list          arguments;

  va_start (arguments, format);
  words = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (problems, till_import_problem_new (line, 0, "%s", words));

  return TILL_LINE_WRONG;
}

/* ── Words that others use ───────────────────────────────────────────────────────────────────── */

typedef struct
{
  const char *word; /* folded */
  int         value;
} Word;

static const Word kinds[] = {
  { "s", TILL_LINE_CHARGE },     { "service", TILL_LINE_CHARGE },
  { "p", TILL_LINE_PAYMENT },    { "payment", TILL_LINE_PAYMENT },
  { "i", TILL_LINE_INSURANCE },  { "insurance payment", TILL_LINE_INSURANCE },
  { "a", TILL_LINE_ADJUSTMENT }, { "adjustment", TILL_LINE_ADJUSTMENT },
};

/* Deleted rows keep their amount (domain.md 4.3.2). */
static const Word statuses[] = {
  { "a", TILL_LINE_READ },         { "active", TILL_LINE_READ },     { "d", TILL_LINE_DELETED },
  { "v", TILL_LINE_DELETED },      { "deleted", TILL_LINE_DELETED }, { "void", TILL_LINE_DELETED },
  { "voided", TILL_LINE_DELETED },
};

static gboolean
find_word (const Word *words, gsize n_words, const char *text, int *value)
{
  g_autofree char *folded = till_text_fold (text);

  for (gsize i = 0; i < n_words; i++)
    {
      if (strcmp (words[i].word, folded) == 0)
        {
          *value = words[i].value;
          return TRUE;
        }
    }

  return FALSE;
}

/* ── A line ──────────────────────────────────────────────────────────────────────────────────── */

static TillLineStep
read_status (const TillImportRow *row, GPtrArray *problems)
{
  int step = TILL_LINE_READ;

  if (row->line_status == NULL ||
      find_word (statuses, G_N_ELEMENTS (statuses), row->line_status, &step))
    return (TillLineStep) step;

  return complain (problems, row->line,
                   _ ("The status “%s” is not known: whether this line is owed can’t be told. "
                      "Known are A (active), D (deleted), V (void) and none."),
                   row->line_status);
}

static TillLineStep
read_kind (TillImportRow *row, GPtrArray *problems)
{
  int kind;

  if (row->line_kind == NULL)
    return complain (problems, row->line, _ ("The type is missing."));
  if (!find_word (kinds, G_N_ELEMENTS (kinds), row->line_kind, &kind))
    return complain (problems, row->line,
                     _ ("The type “%s” is not known. Known are S (service), P (payment), "
                        "I (insurance payment) and A (adjustment)."),
                     row->line_kind);
  row->kind = (TillLineKind) kind;

  return TILL_LINE_READ;
}

static gboolean
is_number (const char *text)
{
  gsize length = strlen (text);

  return length <= MOST_DIGITS && strspn (text, "0123456789") == length;
}

static TillLineStep
read_number (TillImportLedger *self, TillImportRow *row, GPtrArray *problems)
{
  gint64   word;
  guint64 *bits;
  guint64  bit;

  if (row->line_number == NULL)
    return complain (problems, row->line, _ ("The line’s own number is missing."));
  row->tran_num = is_number (row->line_number) ? g_ascii_strtoll (row->line_number, NULL, 10) : 0;
  if (row->tran_num == 0)
    return complain (problems, row->line, _ ("“%s” is no number of a line."), row->line_number);

  word = row->tran_num / BITS;
  bit = G_GUINT64_CONSTANT (1) << (row->tran_num % BITS);
  bits = g_hash_table_lookup (self->seen, &word);
  if (bits == NULL)
    {
      bits = g_new0 (guint64, 1);
      g_hash_table_insert (self->seen, g_memdup2 (&word, sizeof word), bits);
    }
  if ((*bits & bit) != 0)
    return complain (problems, row->line,
                     _ ("The number %s is on a line before already: one of them would be counted "
                        "twice."),
                     row->line_number);
  *bits |= bit;

  return TILL_LINE_READ;
}

static TillLineStep
check_parties (const TillImportRow *row, GPtrArray *problems)
{
  if (row->number == NULL)
    return complain (problems, row->line, _ ("The patient’s number is missing."));
  if (row->guarantor_number == NULL)
    return complain (problems, row->line, _ ("The responsible party’s number is missing."));
  if (till_day_is_none (row->line_day))
    return complain (problems, row->line, _ ("The day is missing."));

  return TILL_LINE_READ;
}

static TillLineStep
check_insurances (const TillImportRow *row, GPtrArray *problems)
{
  TillMoney pending;

  for (guint i = 0; i < TILL_IMPORT_N_INSURANCES; i++)
    {
      if (row->estimates[i].cents < 0 || row->payments[i].cents < 0)
        return complain (problems, row->line, _ ("The insurance estimate is below zero."));
    }
  if (!till_import_row_get_pending (row, &pending))
    return complain (problems, row->line, _ ("The amounts are too large to add up."));

  return TILL_LINE_READ;
}

static TillLineStep
add_up (TillImportLedger *self, const TillImportRow *row, GPtrArray *problems)
{
  TillMoney *sum = row->kind == TILL_LINE_CHARGE ? &self->charged : &self->paid;

  if (row->kind == TILL_LINE_ADJUSTMENT || till_money_add (*sum, row->line_amount, sum))
    return TILL_LINE_READ;

  return complain (problems, row->line, _ ("The amounts are too large to add up."));
}

TillLineStep
till_import_ledger_take (TillImportLedger *self, TillImportRow *row, GPtrArray *problems)
{
  TillLineStep step = read_status (row, problems);

  if (step == TILL_LINE_DELETED)
    self->n_deleted++;
  if (step != TILL_LINE_READ)
    return step;

  if (read_kind (row, problems) == TILL_LINE_WRONG ||
      check_parties (row, problems) == TILL_LINE_WRONG ||
      check_insurances (row, problems) == TILL_LINE_WRONG ||
      read_number (self, row, problems) == TILL_LINE_WRONG)
    return TILL_LINE_WRONG;
  if (till_day_is_none (row->line_aged_from))
    row->line_aged_from = row->line_day;

  return add_up (self, row, problems);
}

gboolean
till_import_ledger_end (TillImportLedger *self, GError **error)
{
  g_autofree char *charged = till_money_format (self->charged);
  g_autofree char *paid = till_money_format (self->paid);

  if (self->paid.cents > 0)
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                 _ ("The payments of this file come to %s above zero, so that each would raise "
                    "what is owed. Export it with signs: a payment stands below zero."),
                 paid);
  else if (self->charged.cents < 0)
    g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                 _ ("The services of this file come to %s, so that they would lower what is owed. "
                    "Export it with signs: a service stands above zero."),
                 charged);
  else
    return TRUE;

  return FALSE;
}

guint
till_import_ledger_get_n_deleted (TillImportLedger *self)
{
  return self->n_deleted;
}
