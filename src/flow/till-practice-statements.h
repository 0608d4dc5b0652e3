/* till-practice-statements.h: who would get a statement, before any is made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * They are made by till_export_new_for_statements().
 */
#pragma once

#include "flow/till-practice.h"
#include "rules/till-statement-rules.h"

G_BEGIN_DECLS

typedef struct
{
  gint64    guarantor_id;
  char     *name;
  TillMoney due;     /* what is asked for, ≥ 0 */
  guint     reasons; /* TillWhyNot: against a statement; 0: none */
  char     *why;     /* in words; NULL for none */
} TillStatementCandidate;

/* (element-type TillStatementCandidate): all of @guarantors, in their order. */
void       till_practice_survey_statements_async (TillPractice       *self,
                                                  const gint64       *guarantors,
                                                  gsize               n_guarantors,
                                                  GCancellable       *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer            user_data);
GPtrArray *till_practice_survey_statements_finish (TillPractice *self,
                                                   GAsyncResult *result,
                                                   GError      **error);

G_END_DECLS
