/* till-plain-rows.h: transactions as structs, and which of them a filter is to show
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a row must be like is written here a second time, over structs and by calendar days, without
 * the store's SQL.
 */
#pragma once

#include "model/till-filter.h"

G_BEGIN_DECLS

typedef struct
{
  gint64      id;
  TillInstant at;
  TillDay     day;
  TillInstant entered_at;
  TillDay     entered_on;
  gint64      patient_id; /* 0: none */
  const char *phone;      /* the patient's digits */
  const char *name;
  char       *folded;
  gint64      cents;
  const char *method;
  const char *status;
  const char *posting;
  const char *kind;
  char       *card; /* or NULL */
  char       *last_four;
  char       *receipt; /* or NULL */
  char       *processor_id;
  const char *mark; /* or NULL */
  gint64      counted;
} PlainRow;

gboolean plain_row_fits (const PlainRow *row, const TillCondition *condition, TillDay today);

/* By the search entry's text. */
gboolean plain_row_is_found (const PlainRow *row, const char *text);

G_END_DECLS
