/* till-demo-books.h: families with their ledgers, as a practice's other program keeps them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For files to import: any number of families from one seed. Each family is drawn by itself, so
 * none is kept while the next is made. Telephone numbers and domains are those kept free for
 * examples.
 */
#pragma once

#include "rules/till-aging.h"

G_BEGIN_DECLS

#define TILL_DEMO_MAX_LINES 12
#define TILL_DEMO_MAX_MEMBERS 6

typedef enum
{
  TILL_DEMO_LINE_CHARGE,
  TILL_DEMO_LINE_PAYMENT,
  TILL_DEMO_LINE_INSURANCE,  /* a payment by the insurance */
  TILL_DEMO_LINE_ADJUSTMENT, /* a write-off */
} TillDemoLineKind;

typedef struct
{
  TillDemoLineKind kind;
  TillDay          day;
  TillMoney        amount;   /* as it moves the balance: what was paid is negative */
  guint            member;   /* whose treatment, from 0: the guarantor's own */
  TillMoney        estimate; /* of a charge: what the insurance was thought to pay */
  TillMoney        paid;     /* and what of that it has paid */
} TillDemoLine;

/* Strings are owned; NULL where it says so. */
typedef struct
{
  gint64       number; /* of the guarantor; the other members' follow it */
  const char  *last_name;
  const char  *first_names[TILL_DEMO_MAX_MEMBERS]; /* the guarantor's first */
  TillDay      birth_dates[TILL_DEMO_MAX_MEMBERS]; /* or TILL_DAY_NONE */
  char        *initial;                            /* the guarantor's, or NULL */
  char        *mobile;                             /* or NULL */
  char        *home;                               /* or NULL */
  char        *email;                              /* or NULL */
  char        *street;                             /* "12 Elm Street"; or NULL: not known */
  char        *apartment;                          /* "Apt 3"; or NULL */
  const char  *town;                               /* "Portland, ME 04101"; NULL like the street */
  guint        n_members;
  gboolean     texts_agreed;
  const char  *billing_type;
  TillMoney    insurance; /* what it is thought to pay still, ≥ 0 */
  TillDemoLine lines[TILL_DEMO_MAX_LINES];
  guint        n_lines; /* in order of days */
  TillAging    aging;   /* as of the day that was asked for */
} TillDemoFamily;

/* Family @index, from 0, as of a day. */
TillDemoFamily *till_demo_family_new (guint32 seed, guint index, TillDay as_of);
void            till_demo_family_free (TillDemoFamily *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillDemoFamily, till_demo_family_free)

G_END_DECLS
