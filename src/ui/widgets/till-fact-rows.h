/* till-fact-rows.h: what is known, in groups of rows: a name, and a sentence below it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "model/till-card.h"

G_BEGIN_DECLS

/* (floating) */
AdwPreferencesGroup *till_fact_group_new (const char *title);

/* Neither is markup. The row is the group's. */
AdwActionRow *till_fact_group_add (AdwPreferencesGroup *self,
                                   const char          *name,
                                   const char          *sentence);

/* A press on it opens another page: by @action, which is told @id. */
void till_fact_row_open_by (AdwActionRow *row, const char *action, gint64 id);

/* Of a card that expires or has: a sign beside the words, so that colour is not all there is. */
void till_fact_row_warn_of_card (AdwActionRow *row, TillCardAge age);

G_END_DECLS
