/* till-clearent-reports.c: what Clearent reports of a day's deposits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts of a deposit have to come to the cent, so an answer in which anything can't be read is
 * no answer, and the sentence names the row.
 */
#include "processor/till-clearent-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-text.h"

#define PATH "/data/api/v1/standard/merchantClosedBatches"
#define PAGE_SIZE "50"

/* Rows that are no batch have this terminal (not documented; tests/data/clearent-reporting.yaml).
 */
#define NO_TERMINAL "0000"

char *
till_clearent_report_path (TillDay funded_on, guint page, const char *merchant)
{
  GString         *path = g_string_new (NULL);
  g_autofree char *day = till_day_to_iso (funded_on);
  g_autofree char *number = g_strdup_printf ("%u", page);

  till_clearent_add_query (path, "expectedFundedDate", day);
  till_clearent_add_query (path, "merchantNumber", merchant);
  till_clearent_add_query (path, "pageNumber", number);
  till_clearent_add_query (path, "pageSize", PAGE_SIZE);
  till_clearent_add_query (path, "sortBy", "asc(TerminalID),asc(BatchNumber)");
  g_string_prepend (path, PATH);

  return g_string_free (path, FALSE);
}

static TillReported *
not_answered (char *words)
{
  TillReported *reported = g_new0 (TillReported, 1);

  reported->deposits = g_ptr_array_new_with_free_func ((GDestroyNotify) till_deposit_free);
  reported->words = words;

  return reported;
}

/* ── One row ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_money (JsonObject *row, const char *name, TillMoney *money)
{
  g_autofree char *text = till_json_dup_text (row, name);

  return text != NULL && till_json_read_decimal (text, money);
}

static gboolean
read_count (JsonObject *row, const char *name, gint64 *count)
{
  g_autofree char *text = till_json_dup_text (row, name);

  return text != NULL && g_ascii_string_to_signed (text, 10, 0, G_MAXUINT32, count, NULL);
}

/* "2026-11-24T00:00:00": the day. */
static gboolean
read_day (JsonObject *row, const char *name, TillDay *day)
{
  g_autofree char *text = till_json_dup_text (row, name);

  if (text == NULL || strlen (text) < 10 || (text[10] != '\0' && text[10] != 'T'))
    return FALSE;
  text[10] = '\0';
  *day = till_day_from_iso (text);

  return !till_day_is_none (*day);
}

/* In the practice's time, without a zone; or none. */
static TillInstant
read_closed_at (JsonObject *row, GTimeZone *zone)
{
  g_autofree char      *text = till_json_dup_text (row, "closedDate");
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, zone) : NULL;

  if (time == NULL)
    return TILL_INSTANT_NONE;

  return g_date_time_to_unix (time) * TILL_SECOND + g_date_time_get_microsecond (time) / 1000;
}

/* "******1939" as cards are written: "••1939". */
static char *
dup_account (JsonObject *row)
{
  g_autofree char *text = till_json_dup_text (row, "depositAccountNumber");
  gsize            stars = text != NULL ? strspn (text, "*xX•") : 0;

  if (text == NULL)
    return NULL;
  /* An account's whole number is nobody's business here. */
  if (stars == 0 && strlen (text) > 4)
    stars = strlen (text) - 4;

  return g_strconcat ("••", text + stars, NULL);
}

static char *
dup_batch (JsonObject *row)
{
  gint64 number;

  return read_count (row, "batchNumber", &number) ? g_strdup_printf ("%" G_GINT64_FORMAT, number)
                                                  : NULL;
}

/* The name of the first member that can't be read, static; or NULL. */
static const char *
read_amounts (TillDeposit *deposit, JsonObject *row)
{
  const struct
  {
    const char *name;
    TillMoney  *money;
  } amounts[] = {
    { "sales", &deposit->sales },
    { "refunds", &deposit->refunds },
    { "conveyedAmount", &deposit->conveyed },
    { "batchFees", &deposit->fees },
    { "backupWithholding", &deposit->withholding },
    { "batchTotal", &deposit->total },
    { "depositAmount", &deposit->deposited },
  };

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      if (!read_money (row, amounts[i].name, amounts[i].money))
        return amounts[i].name;
    }
  if (!read_count (row, "salesCount", &deposit->n_sales))
    return "salesCount";
  if (!read_count (row, "refundCount", &deposit->n_refunds))
    return "refundCount";

  return NULL;
}

static const char *
read_row (TillDeposit *deposit, const TillClearentReportAsked *asked, JsonObject *row)
{
  const char *bad = read_amounts (deposit, row);

  if (bad != NULL)
    return bad;
  if (!read_day (row, "fundedDate", &deposit->funded_on) ||
      till_day_compare (deposit->funded_on, asked->funded_on) != 0)
    return "fundedDate";
  if (!read_day (row, "settleDate", &deposit->settled_on))
    return "settleDate";

  deposit->processor = g_strdup ("clearent");
  deposit->merchant = till_json_dup_text (row, "merchantNumber");
  deposit->store = till_json_dup_text (row, "storeNumber");
  deposit->terminal = till_json_dup_text (row, "terminalID");
  deposit->batch = dup_batch (row);
  deposit->closed_at = read_closed_at (row, asked->zone);
  deposit->account = dup_account (row);
  if (deposit->terminal == NULL)
    return "terminalID";
  if (deposit->batch == NULL)
    return "batchNumber";

  if (strcmp (deposit->terminal, NO_TERMINAL) == 0)
    {
      deposit->kind = TILL_DEPOSIT_ADJUSTMENT;
      deposit->adjustment = deposit->total;
      deposit->words = till_clearent_dup_words (row, "terminalName");
    }
  else
    deposit->terminal_name = till_clearent_dup_words (row, "terminalName");

  return NULL;
}

/* ── One page ────────────────────────────────────────────────────────────────────────────────── */

static char *
row_words (JsonObject *row, guint number, const char *member)
{
  g_autofree char *said = till_clearent_dup_words (row, member);

  if (said == NULL)
    return g_strdup_printf (_ ("The processor’s report of deposits can’t be read: row %u lacks "
                               "“%s”. Nothing of that day was taken in."),
                            number, member);

  return g_strdup_printf (_ ("The processor’s report of deposits can’t be read: in row %u, “%s” "
                             "can’t be “%s”. Nothing of that day was taken in."),
                          number, member, said);
}

/* Returns words when it can't be read. */
static char *
take_page (TillReported *reported, const TillClearentReportAsked *asked, JsonObject *root)
{
  JsonArray       *rows = till_json_get_array (root, "merchantClosedBatches");
  JsonObject      *page = till_json_get_object (root, "page");
  g_autofree char *total = till_json_dup_text (page, "totalElements");

  if (rows == NULL || total == NULL ||
      !g_ascii_string_to_unsigned (total, 10, 0, G_MAXUINT32, &reported->n_total, NULL))
    return g_strdup (_ ("The processor’s report of deposits can’t be read."));

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonNode               *node = json_array_get_element (rows, i);
      g_autoptr (TillDeposit) deposit = till_deposit_new ();
      JsonObject *row = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *bad = read_row (deposit, asked, row);

      if (bad != NULL)
        return row_words (row, i + 1, bad);
      g_ptr_array_add (reported->deposits, g_steal_pointer (&deposit));
    }
  reported->more = !till_json_is_true (page, "last") && json_array_get_length (rows) > 0;

  return NULL;
}

static char *
refused_words (guint status, JsonObject *root)
{
  JsonObject      *error = till_json_get_object (root, "error");
  g_autofree char *said = till_clearent_dup_words (error, "message");

  if (status == 401 || status == 403)
    return g_strdup (_ ("The processor refused the key of the reports. Check the reporting key of "
                        "Clearent in Settings."));
  if (said != NULL)
    return g_strdup_printf (_ ("The processor’s reports can’t be asked: %s"), said);

  return g_strdup_printf (_ ("The processor’s reports can’t be asked: error %u."), status);
}

TillReported *
till_clearent_read_report (const TillClearentReportAsked *asked, const TillHttpAnswer *http)
{
  g_autoptr (TillReported) reported = not_answered (NULL);
  JsonObject              *root;
  char                    *words;

  if (http->outcome != TILL_HTTP_ANSWERED)
    {
      reported->words = g_strdup (http->words);
      return g_steal_pointer (&reported);
    }

  root = till_json_read (http->body);
  words =
    http->status != 200 ? refused_words (http->status, root) : take_page (reported, asked, root);
  g_clear_pointer (&root, json_object_unref);
  if (words != NULL)
    {
      /* None rather than some. */
      g_clear_pointer (&reported, till_reported_free);
      return not_answered (words);
    }
  reported->answered = TRUE;

  return g_steal_pointer (&reported);
}
