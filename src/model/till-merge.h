/* till-merge.h: two records of one patient, of which one is to stand for both
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-records.h"

G_BEGIN_DECLS

/* What may be taken over; the database keeps these numbers. */
typedef enum
{
  TILL_MERGE_NAME,
  TILL_MERGE_BIRTH_DATE,
  TILL_MERGE_PHONE,
  TILL_MERGE_EMAIL,
  TILL_MERGE_ADDRESS,
  TILL_MERGE_NOTE,
  TILL_N_MERGE_FIELDS,
} TillMergeField;

typedef struct
{
  gint64 merged_id; /* the record that will not be shown any more */
  gint64 kept_id;   /* the one that stands for both */
  guint  taken;     /* bits by TillMergeField: there the merged one's value is kept */
} TillMergeOrder;

/* What a record has, for the choice between two. */
typedef struct
{
  TillPatient *patient;
  guint        n_transactions;
  guint        n_entries;  /* of the ledger, on its own account, with a file's lines */
  guint        n_family;   /* others for whom it answers */
  TillMoney    balance;    /* of its own account */
  gboolean     is_snoozed; /* that account */
} TillMergeSide;

/* One that was merged, as the patient's page shows it. */
typedef struct
{
  gint64      merge_id;
  char       *name;
  char       *number; /* or NULL */
  char       *merged_by;
  TillInstant merged_at;
} TillMergedRecord;

/* As text, a day as "1980-05-17"; NULL: there is none. (full) */
char *till_merge_field_dup (const TillPatient *patient, TillMergeField field);
void  till_merge_field_set (TillPatient *patient, TillMergeField field, const char *text);

void till_merge_side_free (TillMergeSide *self);
void till_merged_record_free (TillMergedRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillMergeSide, till_merge_side_free)

G_END_DECLS
