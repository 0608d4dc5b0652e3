/* till-receipt-texts.h: what a receipt says, before it has a place on the page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "document/till-receipt.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_RECEIPT_PAYMENT,    /* who, how and why: what the patient looks for */
  TILL_RECEIPT_PROCESSING, /* what the processor's support asks for */
  TILL_RECEIPT_CHIP,
  TILL_RECEIPT_N_SECTIONS,
} TillReceiptSection;

typedef struct
{
  TillReceiptSection section;
  const char        *label; /* static, translated */
  char              *value;
} TillReceiptLine;

typedef struct
{
  const char *title;
  const char *copy;   /* the mark, or NULL */
  char       *number; /* "Receipt 2026-000123", or NULL */
  char       *practice;
  char       *address; /* lines separated by \n, the telephone last */
  const char *amount_label;
  char       *amount;
  char       *day;
  char       *time;          /* with the zone's abbreviation */
  char       *statements[2]; /* sentences about it, or NULL */
  const char *headings[TILL_RECEIPT_N_SECTIONS];
  GArray     *lines;   /* of TillReceiptLine, by section */
  char       *contact; /* or NULL */
  char       *subject; /* of the file */
} TillReceiptTexts;

/* TILL_ERROR_NOT_ALLOWED when nothing moved: declined, failed, only held. @zone: the practice's */
TillReceiptTexts *till_receipt_texts_new (const TillReceipt *receipt,
                                          GTimeZone         *zone,
                                          GError           **error);
void              till_receipt_texts_free (TillReceiptTexts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillReceiptTexts, till_receipt_texts_free)

G_END_DECLS
