/* till-demo-files.h: the files other programs of a practice export, for the importer's tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * domain.md 6.1. All layouts tell of the same families, so that their totals agree.
 */
#pragma once

#include <gio/gio.h>

#include "core/till-day.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_DEMO_OPEN_DENTAL_AR,         /* "open-dental-ar": a row a guarantor; UTF-8 */
  TILL_DEMO_OPEN_DENTAL_PATIENTS,   /* "open-dental-patients": a row a patient; UTF-8 with a mark */
  TILL_DEMO_DENTRIX_AGING,          /* "dentrix-aging": a report in pages, with totals; UTF-16 */
  TILL_DEMO_EAGLESOFT_TRANSACTIONS, /* "eaglesoft-transactions": semicolons; Windows-1252 */
  TILL_DEMO_N_LAYOUTS,
} TillDemoLayout;

const char *till_demo_layout_to_text (TillDemoLayout layout);
gboolean    till_demo_layout_from_text (const char     *text,
                                        TillDemoLayout *layout) G_GNUC_WARN_UNUSED_RESULT;

/**
 * till_demo_write_file:
 * @n_families: how many guarantors
 * @path: the file; made anew
 * @key_path: (nullable): the answer key: a JSON object with layout, as_of, rows (of the file's own,
 *     without headings and totals), deleted (of those, lines that are not owed), total_cents,
 * owed_cents (of four ages), credit_cents, insurance_cents, portion_cents, guarantors, [number,
 * four ages …, credit, insurance] each, and addresses, [number, its lines] of each guarantor who
 * has one
 */
gboolean till_demo_write_file (TillDemoLayout layout,
                               guint32        seed,
                               guint          n_families,
                               TillDay        as_of,
                               const char    *path,
                               const char    *key_path,
                               GError       **error);

G_END_DECLS
