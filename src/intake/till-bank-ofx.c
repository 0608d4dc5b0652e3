/* till-bank-ofx.c: a bank statement as OFX or QFX, by libofx
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libofx reads files, so the text goes through a private one, with its letters and the header's
 * word on them set right. It keeps state of its own: one file at a time. What it calls an error is
 * mostly a bank that leaves something out; whether it has lost anything is counted here.
 */
#include "intake/till-bank-ofx.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libofx/libofx.h>
#include <string.h>

#include "core/till-error.h"
#include "intake/till-bank-numbers.h"
#include "intake/till-text-file.h"

/* How far the beginning is looked through for what it is. */
#define HEAD_BYTES 4096

typedef struct
{
  GPtrArray *statements;
  guint      n_lines;
  char      *problem; /* the first */
} Reading;

static GMutex one_at_a_time;

/* In UTF-16 every other byte is zero. */
gboolean
till_bank_ofx_is (GBytes *bytes)
{
  gsize               size;
  const char         *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GString) head = g_string_new (NULL);

  for (gsize i = 0; i < MIN (size, HEAD_BYTES); i++)
    {
      if (data[i] != '\0')
        g_string_append_c (head, data[i]);
    }

  return strstr (head->str, "<OFX>") != NULL || strstr (head->str, "OFXHEADER") != NULL;
}

/* ── What libofx tells ───────────────────────────────────────────────────────────────────────── */

static TillBankStatement *
find_statement (Reading *reading, const char *account)
{
  g_autofree char   *masked = till_bank_mask (account);
  TillBankStatement *statement;

  for (guint i = 0; i < reading->statements->len; i++)
    {
      statement = reading->statements->pdata[i];
      if (g_strcmp0 (statement->account, masked) == 0)
        return statement;
    }

  statement = till_bank_statement_new ();
  statement->account = g_steal_pointer (&masked);
  g_ptr_array_add (reading->statements, statement);

  return statement;
}

/* libofx has it as a floating number, which holds every amount of a bank account exactly enough:
 * written out with four decimals it is what the file had, and is read as such a text. */
static gboolean
read_amount (const struct OfxTransactionData *data, TillMoney *amount)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return data->amount_valid != 0 &&
         till_money_parse (g_ascii_formatd (text, sizeof text, "%.4f", data->amount), amount, NULL);
}

/* libofx puts a day without a time about noon, in the zone of the process. */
static TillDay
read_day (const struct OfxTransactionData *data)
{
  g_autoptr (GDateTime) time = NULL;

  if (data->date_posted_valid == 0)
    return TILL_DAY_NONE;
  time = g_date_time_new_from_unix_local ((gint64) data->date_posted);

  return time != NULL ? till_day (g_date_time_get_year (time), g_date_time_get_month (time),
                                  g_date_time_get_day_of_month (time))
                      : TILL_DAY_NONE;
}

static char *
dup_text (gboolean valid, const char *text)
{
  g_autofree char *copy = valid ? g_utf8_make_valid (text, -1) : NULL;

  if (copy == NULL || *g_strstrip (copy) == '\0')
    return NULL;

  return g_steal_pointer (&copy);
}

/* Banks say in one or the other what it is. */
static char *
dup_words (const struct OfxTransactionData *data)
{
  g_autofree char *name = dup_text (data->name_valid != 0, data->name);
  g_autofree char *memo = dup_text (data->memo_valid != 0, data->memo);

  if (name == NULL || memo == NULL || strcmp (name, memo) == 0)
    return name != NULL ? g_steal_pointer (&name) : g_steal_pointer (&memo);

  return g_strdup_printf ("%s %s", name, memo);
}

/* Keeps the first. Takes @words. */
static void
note_problem (Reading *reading, char *words)
{
  if (reading->problem == NULL)
    reading->problem = words;
  else
    g_free (words);
}

/* The account's own number is not kept whole. Takes @text. */
static char *
mask_own (char *text, const struct OfxTransactionData *data)
{
  g_autofree char *whole = text;
  const char      *own[] = { NULL, NULL };

  if (data->account_ptr != NULL && data->account_ptr->account_number_valid != 0)
    own[0] = data->account_ptr->account_number;

  return whole != NULL ? till_bank_mask_numbers (whole, own) : NULL;
}

static int
transaction_cb (const struct OfxTransactionData data, void *user_data)
{
  Reading                 *reading = user_data;
  g_autoptr (TillBankLine) line = till_bank_line_new ();

  line->number = ++reading->n_lines;
  line->day = read_day (&data);
  if (till_day_is_none (line->day))
    note_problem (reading,
                  g_strdup_printf (_ ("The file’s transaction %u has no date that can be read."),
                                   line->number));
  if (!read_amount (&data, &line->amount))
    note_problem (reading,
                  g_strdup_printf (_ ("The file’s transaction %u has no amount in whole cents."),
                                   line->number));
  line->words = mask_own (dup_words (&data), &data);
  line->reference = dup_text (data.fi_id_valid != 0, data.fi_id);
  line->check_number = dup_text (data.check_number_valid != 0, data.check_number);
  if (data.account_ptr != NULL && data.account_ptr->account_number_valid != 0)
    g_ptr_array_add (find_statement (reading, data.account_ptr->account_number)->lines,
                     g_steal_pointer (&line));
  else
    g_ptr_array_add (find_statement (reading, "")->lines, g_steal_pointer (&line));

  return 0;
}

static int
account_cb (const struct OfxAccountData data, void *user_data)
{
  if (data.account_number_valid != 0)
    find_statement (user_data, data.account_number);

  return 0;
}

/* ── Letters ─────────────────────────────────────────────────────────────────────────────────── */

/* The header's lines on the letters, as the text now is. */
static char *
set_header (const char *text)
{
  g_autoptr (GRegex) encoding = g_regex_new ("^ENCODING:[^\\r\\n]*", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GRegex) charset = g_regex_new ("^CHARSET:[^\\r\\n]*", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GRegex) declared =
    g_regex_new ("(<\\?xml[^>]*encoding=\")[^\"]*\"", G_REGEX_CASELESS, 0, NULL);
  g_autofree char *one = g_regex_replace (encoding, text, -1, 0, "ENCODING:UTF-8", 0, NULL);
  g_autofree char *two = g_regex_replace (charset, one, -1, 0, "CHARSET:NONE", 0, NULL);

  return g_regex_replace (declared, two, -1, 0, "\\1UTF-8\"", 0, NULL);
}

static char *
to_utf8 (GBytes *bytes, GError **error)
{
  g_autofree char *text = NULL;

  if (!till_bank_ofx_is (bytes))
    {
      g_set_error_literal (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                           _ ("This is no bank statement in the form OFX or QFX."));
      return NULL;
    }
  text = till_text_file_read (bytes, error);

  return text != NULL ? set_header (text) : NULL;
}

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

static guint
count_tags (const char *text, const char *tag)
{
  guint n = 0;

  for (const char *at = strstr (text, tag); at != NULL; at = strstr (at + 1, tag))
    n++;

  return n;
}

static void
read_file (const char *path, Reading *reading)
{
  LibofxContextPtr context;

  g_mutex_lock (&one_at_a_time);
  ofx_PARSER_msg = ofx_DEBUG_msg = ofx_INFO_msg = ofx_WARNING_msg = 0;
  ofx_ERROR_msg = ofx_STATUS_msg = 0;
  context = libofx_get_new_context ();
  ofx_set_account_cb (context, account_cb, reading);
  ofx_set_transaction_cb (context, transaction_cb, reading);
  libofx_proc_file (context, path, OFX);
  libofx_free_context (context);
  g_mutex_unlock (&one_at_a_time);
}

static gboolean
read_text (const char *text, Reading *reading, GError **error)
{
  g_autofree char *path = NULL;
  int              file = g_file_open_tmp ("till-XXXXXX.ofx", &path, error);
  gboolean         done;

  if (file < 0)
    return FALSE;
  g_close (file, NULL);
  done = g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, error);
  if (done)
    read_file (path, reading);
  g_unlink (path);

  return done;
}

/* The end of the file, and every transaction in it. */
static void
check_whole (const char *text, Reading *reading)
{
  guint n_lines = count_tags (text, "<STMTTRN>");

  if (strstr (text, "</OFX>") == NULL)
    note_problem (reading, g_strdup (_ ("This bank statement is cut off: its end is missing.")));
  else if (n_lines != reading->n_lines)
    note_problem (reading, g_strdup_printf (_ ("Of the %u transactions in this bank statement %u "
                                               "could be read."),
                                            n_lines, reading->n_lines));
  /* libofx makes up what isn't there. */
  else if (count_tags (text, "<TRNAMT>") < n_lines || count_tags (text, "<DTPOSTED>") < n_lines)
    note_problem (reading,
                  g_strdup (_ ("In this bank statement a transaction has no amount, or no date.")));
}

GPtrArray *
till_bank_ofx_read (GBytes *bytes, GError **error)
{
  g_autoptr (GPtrArray) statements =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_bank_statement_free);
  g_autofree char *text = NULL;
  g_autofree char *problem = NULL;
  Reading          reading = { statements, 0, NULL };

  g_return_val_if_fail (bytes != NULL, NULL);

  text = to_utf8 (bytes, error);
  if (text == NULL || !read_text (text, &reading, error))
    {
      g_free (reading.problem);
      return NULL;
    }

  check_whole (text, &reading);
  problem = reading.problem;
  if (problem == NULL && statements->len == 0)
    problem = g_strdup (_ ("There is no bank account in this file."));
  if (problem != NULL)
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT, _ ("%s Nothing was taken in."),
                   problem);
      return NULL;
    }

  return g_steal_pointer (&statements);
}
