/* till-import-row.h: a file of another program, read: what its columns mean, its rows, its problems
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

#include "core/till-day.h"
#include "core/till-money.h"

G_BEGIN_DECLS

/* What a file is a list of. */
typedef enum
{
  TILL_IMPORT_BALANCES, /* "balances": a row a guarantor, with what is owed by age */
  TILL_IMPORT_PATIENTS, /* "patients": a row a patient */
  TILL_IMPORT_LEDGER,   /* "ledger": a row a line of the ledger */
} TillImportKind;

#define TILL_TYPE_IMPORT_KIND (till_import_kind_get_type ())
GType till_import_kind_get_type (void);

/* What a line of a ledger is. */
typedef enum
{
  TILL_LINE_CHARGE,     /* "charge" */
  TILL_LINE_PAYMENT,    /* "payment": by the patient */
  TILL_LINE_INSURANCE,  /* "insurance": a payment by the insurance */
  TILL_LINE_ADJUSTMENT, /* "adjustment" */
} TillLineKind;

#define TILL_TYPE_LINE_KIND (till_line_kind_get_type ())
GType till_line_kind_get_type (void);

/* What a column holds. In a list of balances a row is a guarantor's. */
typedef enum
{
  TILL_FIELD_NOTHING,          /* "nothing": not read */
  TILL_FIELD_NUMBER,           /* "number": the patient's, of balances the guarantor's */
  TILL_FIELD_GUARANTOR_NUMBER, /* "guarantor-number" */
  TILL_FIELD_NAME,             /* "name": "Last, First M" */
  TILL_FIELD_LAST_NAME,        /* "last-name" */
  TILL_FIELD_FIRST_NAME,       /* "first-name" */
  TILL_FIELD_INITIAL,          /* "initial" */
  TILL_FIELD_BIRTH_DATE,       /* "birth-date" */
  TILL_FIELD_MOBILE,           /* "mobile" */
  TILL_FIELD_PHONE,            /* "phone" */
  TILL_FIELD_EMAIL,            /* "email" */
  TILL_FIELD_ADDRESS,          /* "address": the street; or all of it */
  TILL_FIELD_ADDRESS_2,        /* "address-2": a suite, as a line of its own */
  TILL_FIELD_CITY,             /* "city" */
  TILL_FIELD_STATE,            /* "state": "OR" */
  TILL_FIELD_ZIP,              /* "zip" */
  TILL_FIELD_TEXTS,            /* "texts": whether text messages are agreed to */
  TILL_FIELD_BILLING_TYPE,     /* "billing-type" */
  TILL_FIELD_OWED_0_30,        /* "owed-0-30" */
  TILL_FIELD_OWED_31_60,       /* "owed-31-60" */
  TILL_FIELD_OWED_61_90,       /* "owed-61-90" */
  TILL_FIELD_OWED_OVER_90,     /* "owed-over-90" */
  TILL_FIELD_TOTAL,            /* "total" */
  TILL_FIELD_INSURANCE,        /* "insurance": what it is thought to pay */
  TILL_FIELD_PORTION,          /* "portion": the patient's; reckoned anew, so only looked at */
  TILL_FIELD_PAID,             /* "paid": the last payment */
  TILL_FIELD_PAID_ON,          /* "paid-on" */
  TILL_FIELD_LINE_NUMBER,      /* "line-number": of a line of the ledger */
  TILL_FIELD_LINE_KIND,        /* "line-kind" */
  TILL_FIELD_LINE_DAY,         /* "line-day" */
  TILL_FIELD_LINE_AMOUNT,      /* "line-amount" */
  TILL_FIELD_LINE_WORDS,       /* "line-words" */
  TILL_FIELD_LINE_STATUS,      /* "line-status": whether it was deleted */
  TILL_FIELD_LINE_AGED_FROM,   /* "line-aged-from": the day its age is counted from */
  TILL_FIELD_EST_PRIMARY,      /* "est-primary": what an insurance was thought to pay of it, */
  TILL_FIELD_EST_SECONDARY,    /* "est-secondary" */
  TILL_FIELD_PAID_PRIMARY,     /* "paid-primary": and what of that it has paid */
  TILL_FIELD_PAID_SECONDARY,   /* "paid-secondary" */
  TILL_N_FIELDS,
} TillImportField;

#define TILL_TYPE_IMPORT_FIELD (till_import_field_get_type ())
GType till_import_field_get_type (void);

#define TILL_IMPORT_MAX_COLUMNS 128

/* What a file's columns are. */
typedef struct
{
  const char     *name; /* of a known one: "open-dental-ar"; NULL: matched by hand. Static */
  TillImportKind  kind;
  TillDayOrder    day_order;
  gboolean        is_report; /* with headings, page breaks and totals among the rows */
  TillImportField fields[TILL_IMPORT_MAX_COLUMNS];
  guint           n_columns;
} TillImportLayout;

/* One matched by hand, as it is remembered: "balances;mdy;number,name,…"; and back. FALSE when
 * @text is none. */
char    *till_import_layout_to_text (const TillImportLayout *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean till_import_layout_from_text (TillImportLayout *self,
                                       const char       *text) G_GNUC_WARN_UNUSED_RESULT;

#define TILL_IMPORT_N_AGES 4

/* The primary and the secondary one. */
#define TILL_IMPORT_N_INSURANCES 2

/* A row. Strings are owned, and NULL where the file has none. */
typedef struct
{
  guint     line; /* of the file, from 1 */
  char     *number;
  char     *guarantor_number;
  char     *name; /* "Last, First M" */
  TillDay   birth_date;
  char     *mobile;
  char     *phone;
  char     *email;
  char     *address; /* several lines, the last "City, ST 12345"; to begin with its first */
  char     *address_2;
  char     *city;
  char     *us_state;
  char     *zip;
  char     *texts;
  char     *billing_type;
  TillMoney owed[TILL_IMPORT_N_AGES];
  TillMoney total; /* of a list without that column: the sum of the ages */
  TillMoney insurance;
  TillMoney paid;
  TillDay   paid_on;
  char     *line_number;
  char     *line_kind;
  TillDay   line_day;
  TillMoney line_amount; /* as it moves the balance: what was paid is below zero */
  char     *line_words;
  char     *line_status;
  TillDay   line_aged_from;
  TillMoney estimates[TILL_IMPORT_N_INSURANCES];
  TillMoney payments[TILL_IMPORT_N_INSURANCES];

  /* Of a line that was read (intake/till-import-ledger.h) */
  TillLineKind kind;
  gint64       tran_num; /* its number, > 0 */

  gboolean is_wrong; /* not all of it could be read, or it can't be; who is meant may be seen */
} TillImportRow;

TillImportRow *till_import_row_new (void);
void           till_import_row_free (TillImportRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillImportRow, till_import_row_free)

/* What the insurances are still thought to pay of a line: of each, what was estimated without what
 * it has paid, and never less than nothing. FALSE: it can't be added up. */
gboolean till_import_row_get_pending (const TillImportRow *self,
                                      TillMoney           *pending) G_GNUC_WARN_UNUSED_RESULT;

/* What is wrong in a file, in words that say what to do. */
typedef struct
{
  guint line;   /* from 1; 0: of the file as a whole */
  guint column; /* from 1; 0: of the whole line */
  char *text;
} TillImportProblem;

TillImportProblem *till_import_problem_new (guint line, guint column, const char *format, ...)
  G_GNUC_PRINTF (3, 4);
void till_import_problem_free (TillImportProblem *self);

/* So many are kept of a file: a wholly wrong one may have millions. */
#define TILL_IMPORT_MOST_PROBLEMS 1000

/* The last of @problems (element-type TillImportProblem) go if they are more; how many went. */
guint till_import_problems_cut (GPtrArray *problems);

G_END_DECLS
