/* till-demo-statement.c: what the demo practice's bank says of some months, as a file of OFX
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "demo/till-demo-statement.h"

#include <string.h>

#include "core/till-calendar.h"
#include "demo/till-demo-random.h"
#include "model/till-deposit.h"

#define ACCOUNT "10005521" /* then the last four of the deposits' own */
#define RENT 485000
#define SERVICE_FEE 1500
#define CARD_FEE 1995

/* What the bank took of one deposit, and how old that is: seen without scrolling, and not the
 * newest. */
#define TAKEN_BY_BANK 1500
#define TAKEN_DAYS_AGO 9

typedef struct
{
  guint32  seed;
  GString *text;
  TillDay  day;
  guint    n_of_day;
} Statement;

static void
append_day (GString *text, TillDay day)
{
  int year;
  int month;
  int of_month;

  till_day_get_ymd (day, &year, &month, &of_month);
  g_string_append_printf (text, "%04d%02d%02d", year, month, of_month);
}

static void
append_line (Statement *self, gint64 cents, const char *words)
{
  g_string_append_printf (self->text, "<STMTTRN><TRNTYPE>%s<DTPOSTED>",
                          cents < 0 ? "DEBIT" : "CREDIT");
  append_day (self->text, self->day);
  g_string_append_printf (self->text,
                          "<TRNAMT>%s%" G_GINT64_FORMAT ".%02d<FITID>T%d-%u<NAME>%s</STMTTRN>\n",
                          cents < 0 ? "-" : "", ABS (cents) / 100, (int) (ABS (cents) % 100),
                          self->day.number, ++self->n_of_day, words);
}

/* ── What else is on the account ─────────────────────────────────────────────────────────────── */

static gboolean
is_first_of_month (TillDay day)
{
  int     year;
  int     month;
  int     of_month;
  TillDay end_of_last;

  till_day_get_ymd (day, &year, &month, &of_month);
  end_of_last = till_day_add (day, -of_month);

  return till_day_compare (day, till_calendar_add_business_days (end_of_last, 1)) == 0;
}

/* On business days only, as banks do. */
static void
append_others (Statement *self)
{
  TillDemoRandom random = till_demo_random (self->seed, TILL_DEMO_STATEMENT, self->day.number, 0);
  guint          weekday = till_day_get_weekday (self->day);

  if (is_first_of_month (self->day))
    {
      append_line (self, -RENT, "OFFICE RENT ELM STREET PROPERTIES");
      append_line (self, -SERVICE_FEE, "MONTHLY SERVICE FEE");
      append_line (self, -CARD_FEE, "CLEARENT LLC PCI FEE");
    }
  if (weekday == 5)
    append_line (self, till_demo_random_between (&random, 18000, 145000), "COUNTER DEPOSIT");
  if (weekday == 3)
    append_line (self, till_demo_random_between (&random, 90000, 520000), "HCCLAIMPMT INSURANCE");
  if (weekday == 5 && self->day.number % 14 < 7)
    append_line (self, -till_demo_random_between (&random, 920000, 1040000), "PAYROLL ACH");
}

/* ── Deposits ────────────────────────────────────────────────────────────────────────────────── */

/* The one of which the bank took something: the last that is a batch, and as old. */
static const TillDeposit *
find_taken (GPtrArray *deposits, TillDay last)
{
  const TillDeposit *found = NULL;

  for (guint i = 0; i < deposits->len; i++)
    {
      const TillDeposit *deposit = deposits->pdata[i];

      if (deposit->kind == TILL_DEPOSIT_BATCH && deposit->state == TILL_DEPOSIT_STATE_DEPOSITED &&
          deposit->deposited.cents > TAKEN_BY_BANK &&
          till_day_compare (deposit->funded_on, till_day_add (last, -TAKEN_DAYS_AGO)) <= 0)
        found = deposit;
    }

  return found;
}

static void
append_deposit (Statement *self, const TillDeposit *deposit, gboolean taken)
{
  append_line (self, deposit->deposited.cents - (taken ? TAKEN_BY_BANK : 0),
               deposit->kind == TILL_DEPOSIT_BATCH ? "CLEARENT LLC DEPOSIT CCD"
                                                   : "CLEARENT LLC CHARGEBACK CCD");
}

static const char *
find_last_four (GPtrArray *deposits)
{
  for (guint i = 0; i < deposits->len; i++)
    {
      const TillDeposit *deposit = deposits->pdata[i];

      if (deposit->account != NULL && strlen (deposit->account) >= 4)
        return deposit->account + strlen (deposit->account) - 4;
    }

  return "0000";
}

char *
till_demo_statement_to_ofx (guint32 seed, TillDayRange days, GPtrArray *deposits)
{
  Statement          self = { .seed = seed, .text = g_string_new (NULL) };
  const TillDeposit *taken = find_taken (deposits, days.last);
  guint              next = 0;

  g_string_append (self.text,
                   "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\n"
                   "CHARSET:1252\nCOMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n"
                   "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>");
  append_day (self.text, days.last);
  g_string_append_printf (self.text,
                          "<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1><BANKMSGSRSV1><STMTTRNRS><TRNUID>1"
                          "<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD<BANKACCTFROM>"
                          "<BANKID>021000021<ACCTID>%s%s<ACCTTYPE>CHECKING</BANKACCTFROM>"
                          "<BANKTRANLIST><DTSTART>",
                          ACCOUNT, find_last_four (deposits));
  append_day (self.text, days.first);
  g_string_append (self.text, "<DTEND>");
  append_day (self.text, days.last);
  g_string_append_c (self.text, '\n');
  for (self.day = days.first; till_day_compare (self.day, days.last) <= 0;
       self.day = till_day_add (self.day, 1))
    {
      self.n_of_day = 0;
      for (; next < deposits->len; next++)
        {
          const TillDeposit *deposit = deposits->pdata[next];

          if (till_day_compare (deposit->funded_on, self.day) > 0)
            break;
          append_deposit (&self, deposit, deposit == taken);
        }
      if (till_calendar_is_business_day (self.day))
        append_others (&self);
    }
  g_string_append (self.text, "</BANKTRANLIST><LEDGERBAL><BALAMT>0.00<DTASOF>");
  append_day (self.text, days.last);
  g_string_append (self.text, "</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n");

  return g_string_free (self.text, FALSE);
}
