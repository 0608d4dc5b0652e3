/* till-statement-rules.c: which entries are on a statement, how they add up, and who gets one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-statement-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "rules/till-aging.h"

/* What a code of the size that is printed can be read with by any phone. */
#define LONGEST_LINK 200

#define LONGEST_MESSAGE 300

G_STATIC_ASSERT (TILL_ACCOUNT_N_AGES == TILL_N_AGES);

/* ── Amounts ─────────────────────────────────────────────────────────────────────────────────── */

static TillStatementLine *
line_at (TillStatement *self, guint i)
{
  return &g_array_index (self->lines, TillStatementLine, i);
}

/* The ledger’s own balance, by age. */
static gboolean
reckon_balance (TillStatement *self)
{
  g_autofree TillAgingEntry *entries = g_new (TillAgingEntry, self->lines->len + 1);
  TillAging                  aging;

  for (guint i = 0; i < self->lines->len; i++)
    entries[i] = (TillAgingEntry){ line_at (self, i)->aged_from, line_at (self, i)->amount,
                                   line_at (self, i)->takes_back };
  if (!till_aging_reckon (entries, self->lines->len, self->as_of, &aging))
    return FALSE;

  memcpy (self->owed, aging.owed, sizeof self->owed);
  self->credit = aging.credit;
  self->balance = aging.total;

  return TRUE;
}

/* previous is what the balance was before the lines. */
static gboolean
add_up (TillStatement *self)
{
  TillMoney sum = TILL_MONEY_ZERO;
  TillMoney balance;

  self->charges = self->credits = TILL_MONEY_ZERO;
  for (guint i = 0; i < self->lines->len; i++)
    {
      TillMoney  amount = line_at (self, i)->amount;
      TillMoney *part = amount.cents > 0 ? &self->charges : &self->credits;

      if (!till_money_add (*part, amount, part))
        return FALSE;
    }
  if (!till_money_add (self->charges, self->credits, &sum) ||
      !till_money_subtract (self->balance, sum, &self->previous))
    return FALSE;

  balance = self->previous;
  for (guint i = 0; i < self->lines->len; i++)
    {
      if (!till_money_add (balance, line_at (self, i)->amount, &balance))
        return FALSE;
      line_at (self, i)->balance = balance;
    }

  return TRUE;
}

/* ── Lines ───────────────────────────────────────────────────────────────────────────────────── */

static gboolean
was_on (const TillStatementMark *mark, const TillStatementLine *line)
{
  return line->id <= mark->last_entry && till_day_compare (line->day, mark->day) <= 0;
}

static void
drop_stated (TillStatement *self, const TillStatementMark *last)
{
  for (guint i = self->lines->len; i-- > 0;)
    if (was_on (last, line_at (self, i)))
      g_array_remove_index (self->lines, i);
}

/* All up to where nothing was owed last; at least one line stays. */
static void
drop_settled (TillStatement *self)
{
  guint n_settled = 0;

  for (guint i = 0; i + 1 < self->lines->len; i++)
    if (line_at (self, i)->balance.cents <= 0)
      n_settled = i + 1;

  if (n_settled == 0)
    return;
  self->since = line_at (self, n_settled - 1)->day;
  g_array_remove_range (self->lines, 0, n_settled);
}

gboolean
till_statement_settle (TillStatement *self, const TillStatementMark *last)
{
  self->last_entry = 0;
  for (guint i = 0; i < self->lines->len; i++)
    self->last_entry = MAX (self->last_entry, line_at (self, i)->id);
  if (!self->is_told && !reckon_balance (self))
    return FALSE;

  self->start = self->is_told ? TILL_STATEMENT_SINCE_FILE : TILL_STATEMENT_SINCE_SETTLED;
  self->since = self->is_told ? self->as_of : TILL_DAY_NONE;
  if (last != NULL)
    {
      self->start = TILL_STATEMENT_SINCE_STATEMENT;
      self->since = last->day;
      drop_stated (self, last);
    }
  else if (!self->is_told)
    {
      if (!add_up (self))
        return FALSE;
      drop_settled (self);
    }
  self->due = till_patient_portion (self->balance, self->insurance);

  return add_up (self);
}

/* ── Who gets one ────────────────────────────────────────────────────────────────────────────── */

guint
till_statement_judge (const TillRequestFacts *facts, const TillRequestPolicy *policy, TillDay today)
{
  guint reasons = till_request_judge (facts, policy, today) &
                  (TILL_WHY_NOT_GUARANTOR | TILL_STATEMENT_NO_ADDRESS | TILL_STATEMENT_NOTHING_DUE |
                   TILL_STATEMENT_NOT_TO_BE_ASKED);

  /* Also where a request would ask for balances first. */
  if (facts->portion.cents <= 0)
    reasons |= TILL_STATEMENT_NOTHING_DUE;

  return reasons;
}

/* ── What is printed on all of them ──────────────────────────────────────────────────────────── */

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, sentence);

  return FALSE;
}

static gboolean
is_web_host (const char *host)
{
  const char *point = host != NULL ? strrchr (host, '.') : NULL;

  return point != NULL && point != host && point[1] != '\0';
}

gboolean
till_statement_check_link (const char *link, GError **error)
{
  g_autoptr (GUri) uri = NULL;

  if (*link == '\0')
    return TRUE;
  if (!g_str_has_prefix (link, "https://"))
    return refuse (error, _ ("The payment page must begin with https://, so that nobody can listen "
                             "in."));
  if (strlen (link) > LONGEST_LINK)
    return refuse (error, _ ("The payment page’s address is too long for a code that every phone "
                             "can read. Use one of at most 200 characters."));

  uri = g_uri_parse (link, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || !is_web_host (g_uri_get_host (uri)) || g_uri_get_userinfo (uri) != NULL ||
      strpbrk (link, " \t\n\"<>\\") != NULL)
    return refuse (error, _ ("That is no address of a web page. Enter it as in "
                             "https://pay.example.com."));

  return TRUE;
}

gboolean
till_statement_check_message (const char *message, GError **error)
{
  if (g_utf8_strlen (message, -1) <= LONGEST_MESSAGE)
    return TRUE;

  return refuse (error, _ ("The message on statements is too long: it has room for 300 "
                           "characters."));
}
