/* till-review-rows.h: random families: who owes, who can be reached, who must not be asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "till-test-store.h"

G_BEGIN_DECLS

#define REVIEW_AS_OF (till_day (2026, 11, 24))
#define REVIEW_N_PEOPLE 150

typedef struct
{
  GRand *random;
  guint  n;
} ReviewFamilies;

/* Jobs, of a ReviewFamilies: n people, some of whom owe; and what makes them differ. */
gboolean review_add_people_job (TillDbConnection *connection, gpointer families, GError **error);
gboolean review_change_people_job (TillDbConnection *connection, gpointer families, GError **error);

G_END_DECLS
