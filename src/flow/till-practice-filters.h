/* till-practice-filters.h: saved filters, and how each user has set the tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The practice's signal "filters-changed" (no arguments) says that a library is to be read again.
 */
#pragma once

#include "flow/till-practice.h"
#include "model/till-saved-filter.h"

G_BEGIN_DECLS

/* (element-type TillSavedFilter): the user's own, the shared, the built-in, each by name. */
GPtrArray *till_practice_list_filters (TillPractice *self, const char *table, GError **error);

/* TILL_ERROR_EXISTS when the name is taken and not to be replaced: the user is asked. */
void     till_practice_save_filter_async (TillPractice       *self,
                                          const char         *table,
                                          const char         *name,
                                          gboolean            shared,
                                          TillFilter         *filter,
                                          gboolean            replace,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
gboolean till_practice_save_filter_finish (TillPractice *self,
                                           GAsyncResult *result,
                                           GError      **error);

/* TILL_ERROR_EXISTS when another one has the name. */
void     till_practice_rename_filter_async (TillPractice       *self,
                                            gint64              id,
                                            const char         *name,
                                            GCancellable       *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer            user_data);
gboolean till_practice_rename_filter_finish (TillPractice *self,
                                             GAsyncResult *result,
                                             GError      **error);

/* It has the conditions of @filter from now on. */
void     till_practice_change_filter_async (TillPractice       *self,
                                            gint64              id,
                                            TillFilter         *filter,
                                            GCancellable       *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer            user_data);
gboolean till_practice_change_filter_finish (TillPractice *self,
                                             GAsyncResult *result,
                                             GError      **error);

void     till_practice_delete_filter_async (TillPractice       *self,
                                            gint64              id,
                                            GCancellable       *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer            user_data);
gboolean till_practice_delete_filter_finish (TillPractice *self,
                                             GAsyncResult *result,
                                             GError      **error);

/* Takes a deletion back: @saved is what the list held. A name taken meanwhile gets " (2)". */
void     till_practice_restore_filter_async (TillPractice       *self,
                                             TillSavedFilter    *saved,
                                             GCancellable       *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
gboolean till_practice_restore_filter_finish (TillPractice *self,
                                              GAsyncResult *result,
                                              GError      **error);

/* The one the tab begins with, for the user who is signed in; @id 0: none. */
void     till_practice_set_default_filter_async (TillPractice       *self,
                                                 const char         *table,
                                                 gint64              id,
                                                 GCancellable       *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer            user_data);
gboolean till_practice_set_default_filter_finish (TillPractice *self,
                                                  GAsyncResult *result,
                                                  GError      **error);

/* The text of a file with these filters (@ids NULL: all but the built-in). */
char *till_practice_export_filters (TillPractice *self,
                                    const char   *table,
                                    const gint64 *ids,
                                    guint         n_ids,
                                    GError      **error);

/* All of a file or nothing. Names taken get " (2)"; @n_filters (may be NULL): how many came. */
void     till_practice_import_filters_async (TillPractice       *self,
                                             const char         *text,
                                             GCancellable       *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
gboolean till_practice_import_filters_finish (TillPractice *self,
                                              GAsyncResult *result,
                                              guint        *n_filters,
                                              GError      **error);

/* What the user has set for a table's columns: text of the screen's own. NULL: never set. Setting
 * returns at once; NULL @json takes it away. */
char *till_practice_get_view (TillPractice *self, const char *key);
void  till_practice_set_view (TillPractice *self, const char *key, const char *json);

G_END_DECLS
