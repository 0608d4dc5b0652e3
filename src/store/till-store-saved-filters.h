/* till-store-saved-filters.h: filters that were given a name, and how each user has set the tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/till-id.h"
#include "db/till-db.h"
#include "model/till-saved-filter.h"

G_BEGIN_DECLS

/* (element-type TillSavedFilter): @user_id's own, the shared, the built-in, each by name. */
GPtrArray *till_store_list_filters (TillDbConnection *connection,
                                    const char       *table,
                                    gint64            user_id,
                                    GError          **error);

/* Whether there is a table of that name to be filtered. */
gboolean till_store_has_list (const char *table);

/* What is to become of a name that is taken. */
typedef enum
{
  TILL_NAME_TAKEN_REFUSE, /* TILL_ERROR_EXISTS */
  TILL_NAME_TAKEN_REPLACE,
  TILL_NAME_TAKEN_NUMBER, /* " (2)" is put behind it */
} TillNameTaken;

/* @saved is the actor's from now on. With an id (of one that was deleted) it gets that again, if it
 * is free. */
gboolean till_store_save_filter (TillDbConnection      *connection,
                                 const TillSavedFilter *saved,
                                 TillNameTaken          taken,
                                 const TillActor       *actor,
                                 TillInstant            at,
                                 GError               **error);
gboolean till_store_rename_filter (TillDbConnection *connection,
                                   gint64            id,
                                   const char       *name,
                                   const TillActor  *actor,
                                   TillInstant       at,
                                   GError          **error);
/* It has the conditions of @filter from now on. */
gboolean till_store_change_filter (TillDbConnection *connection,
                                   gint64            id,
                                   TillFilter       *filter,
                                   const TillActor  *actor,
                                   TillInstant       at,
                                   GError          **error);
gboolean till_store_delete_filter (TillDbConnection *connection,
                                   gint64            id,
                                   const TillActor  *actor,
                                   TillInstant       at,
                                   GError          **error);

/* @id 0: none. */
gboolean till_store_set_default_filter (TillDbConnection *connection,
                                        const char       *table,
                                        gint64            id,
                                        const TillActor  *actor,
                                        GError          **error);

/* Text by user and key; *value is NULL when it was never set. */
gboolean till_store_get_view (TillDbConnection *connection,
                              gint64            user_id,
                              const char       *key,
                              char            **value,
                              GError          **error);
gboolean till_store_set_view (TillDbConnection *connection,
                              gint64            user_id,
                              const char       *key,
                              const char       *value,
                              GError          **error);

G_END_DECLS
