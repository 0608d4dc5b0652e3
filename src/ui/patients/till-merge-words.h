/* till-merge-words.h: what a merge of two records will do, in sentences
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-merge.h"

G_BEGIN_DECLS

/* (full) */
char *till_merge_describe (const TillMergeSide *merged, const TillMergeSide *kept);

/* Why the two may not be one patient after all; NULL: nothing says so. (full) */
char *till_merge_dup_warning (const TillMergeSide *one, const TillMergeSide *other);

/* Translated. */
const char *till_merge_field_to_words (TillMergeField field);

/* As a person reads it; NULL: there is none. (full) */
char *till_merge_field_dup_words (const TillPatient *patient, TillMergeField field);

G_END_DECLS
