/* till-list-news.h: what has changed in the database since a list was read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "store/till-list-query.h"

G_BEGIN_DECLS

typedef struct
{
  GHashTable *ids; /* of rows that changed; gint64 */
  gboolean    all; /* too many to name */
  gboolean    is_stale;
} TillListNews;

void till_list_news_init (TillListNews *self);
void till_list_news_clear (TillListNews *self);

/* What of @changes concerns a list of that kind and filter. */
void till_list_news_note (TillListNews        *self,
                          const TillListKind  *kind,
                          TillFilter          *filter,
                          const TillDbChanges *changes);

/* Hands them over to @query, which is about to run: of the rows that are known, those that changed
 * are brought along. The others are read anew when they are asked for. NULL: none is known. */
void till_list_news_ask (TillListNews *self, TillListPages *pages, TillListQuery *query);

/* Nobody waits for @query any more: what it was to bring is still to be brought. */
void till_list_news_take_back (TillListNews *self, const TillListQuery *query);

G_END_DECLS
