/* till-store-saved-filters.c: filters that were given a name, and how each user has set the tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store/till-store-saved-filters.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "store/till-list-export.h"
#include "store/till-store-private.h"

/* What is read of a row. */
#define COLUMNS "id, for_table, name, is_shared, owner_id, filter_json"

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

/* A text that can't be read any more is shown as a filter that fits nowhere. */
static TillFilter *
read_filter (const char *json)
{
  static const char *const none[] = { NULL };
  TillFilter              *filter = till_filter_from_json (json, NULL);

  if (filter == NULL)
    {
      filter = till_filter_new ();
      till_filter_set (filter, "?", TILL_OP_EMPTY, none);
    }

  return filter;
}

static TillSavedFilter *
read_row (TillDbStatement *row)
{
  TillSavedFilter *saved =
    till_saved_filter_new (till_db_column_text (row, 1), till_db_column_text (row, 2),
                           read_filter (till_db_column_text (row, 5)));

  saved->id = till_db_column_int (row, 0);
  saved->is_shared = till_db_column_int (row, 3) != 0;
  saved->owner_id = till_db_column_int (row, 4);

  return saved;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const TillSavedFilter *one = *(const TillSavedFilter *const *) a;
  const TillSavedFilter *other = *(const TillSavedFilter *const *) b;

  return g_utf8_collate (one->name, other->name);
}

static void
add_built_in (GPtrArray *filters, const char *table)
{
  const TillListKind   *kind = till_list_find_kind (table, NULL);
  g_autoptr (GPtrArray) built_in = g_ptr_array_new ();

  if (kind == NULL)
    return;

  for (const TillListFilter *at = kind->filters; at->name != NULL; at++)
    {
      TillSavedFilter *saved = till_saved_filter_new (table, _ (at->name), read_filter (at->json));

      saved->is_shared = TRUE;
      saved->is_builtin = TRUE;
      g_ptr_array_add (built_in, saved);
    }
  g_ptr_array_sort (built_in, compare_names);
  for (guint i = 0; i < built_in->len; i++)
    g_ptr_array_add (filters, built_in->pdata[i]);
}

static char *
default_key (const char *table)
{
  return g_strconcat ("filter.", table, NULL);
}

static gboolean
read_default (TillDbConnection *connection,
              const char       *table,
              gint64            user_id,
              gint64           *id,
              GError          **error)
{
  g_autofree char *key = default_key (table);
  g_autofree char *value = NULL;

  if (!till_store_get_view (connection, user_id, key, &value, error))
    return FALSE;
  *id = value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;

  return TRUE;
}

gboolean
till_store_has_list (const char *table)
{
  return till_list_find_kind (table, NULL) != NULL;
}

GPtrArray *
till_store_list_filters (TillDbConnection *connection,
                         const char       *table,
                         gint64            user_id,
                         GError          **error)
{
  static const char           sql[] = "SELECT " COLUMNS " FROM saved_filters"
                                      " WHERE for_table = ?1 AND (owner_id = ?2 OR is_shared = 1)"
                                      " ORDER BY is_shared, name_folded, id";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  g_autoptr (GPtrArray)       filters =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_saved_filter_unref);
  gint64   chosen = 0;
  TillStep step;

  if (rows == NULL || !read_default (connection, table, user_id, &chosen, error))
    return NULL;

  till_db_bind_text (rows, 1, table);
  till_db_bind_int (rows, 2, user_id);
  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      TillSavedFilter *saved = read_row (rows);

      saved->is_default = saved->id == chosen;
      g_ptr_array_add (filters, saved);
    }
  if (step == TILL_STEP_ERROR)
    return NULL;
  add_built_in (filters, table);

  return g_steal_pointer (&filters);
}

/* One that @user_id may change; *saved is NULL when there is none. */
static gboolean
find_filter (TillDbConnection *connection,
             gint64            id,
             gint64            user_id,
             TillSavedFilter **saved,
             GError          **error)
{
  g_autoptr (TillDbStatement) row = NULL;
  TillStep                    step = till_store_ask (connection,
                                                     "SELECT " COLUMNS " FROM saved_filters"
                                                                        " WHERE id = ?1 AND (owner_id = ?2 OR is_shared = 1)",
                                                     &row, error, 2, id, user_id);

  *saved = step == TILL_STEP_ROW ? read_row (row) : NULL;

  return step != TILL_STEP_ERROR;
}

static TillSavedFilter *
get_filter (TillDbConnection *connection, gint64 id, gint64 user_id, GError **error)
{
  TillSavedFilter *saved;

  if (find_filter (connection, id, user_id, &saved, error) && saved == NULL)
    g_set_error_literal (error, TILL_ERROR, TILL_ERROR_NOT_FOUND,
                         _ ("This filter is not there any more."));

  return saved;
}

/* Of those @user_id can see: by whom a name is taken; 0: by none. */
static gboolean
find_taker (TillDbConnection      *connection,
            const TillSavedFilter *saved,
            const char            *name,
            gint64                 except,
            gint64                 user_id,
            gint64                *id,
            GError               **error)
{
  static const char           sql[] = "SELECT id FROM saved_filters"
                                      " WHERE for_table = ?1 AND name_folded = ?2 AND id <> ?3"
                                      "   AND (owner_id = ?4 OR is_shared = 1 AND ?5 = 1)"
                                      " ORDER BY owner_id <> ?4 LIMIT 1";
  g_autoptr (TillDbStatement) row = till_db_prepare (connection, sql, error);
  g_autofree char            *folded = till_text_fold (name);
  TillStep                    step;

  if (row == NULL)
    return FALSE;

  till_db_bind_text (row, 1, saved->table);
  till_db_bind_text (row, 2, folded);
  till_db_bind_int (row, 3, except);
  till_db_bind_int (row, 4, user_id);
  till_db_bind_int (row, 5, saved->is_shared);
  step = till_db_step (row, error);
  *id = step == TILL_STEP_ROW ? till_db_column_int (row, 0) : 0;

  return step != TILL_STEP_ERROR;
}

/* ── Changing ────────────────────────────────────────────────────────────────────────────────── */

static char *
snapshot (const TillSavedFilter *saved)
{
  GString         *json = g_string_new (NULL);
  g_autofree char *filter = NULL;

  if (saved == NULL)
    {
      g_string_free (json, TRUE);
      return NULL;
    }
  filter = till_filter_to_json (saved->filter);
  till_json_text (json, "table", saved->table);
  till_json_text (json, "name", saved->name);
  till_json_int (json, "shared", saved->is_shared);
  till_json_text (json, "filter", filter);

  return till_json_end (json);
}

static gboolean
audit (TillDbConnection      *connection,
       const char            *deed,
       gint64                 id,
       const TillSavedFilter *before,
       const TillSavedFilter *after,
       const TillActor       *actor,
       TillInstant            at,
       GError               **error)
{
  g_autofree char *before_json = snapshot (before);
  g_autofree char *after_json = snapshot (after);

  return till_store_audit_row (connection, actor, at, deed, "saved_filters", id, before_json,
                               after_json, NULL, error);
}

/* A row of it, or the row of that id made it. */
static gboolean
write_row (TillDbConnection      *connection,
           const TillSavedFilter *saved,
           const char            *name,
           gint64                *id,
           const TillActor       *actor,
           TillInstant            at,
           GError               **error)
{
  static const char sql[] =
    "INSERT INTO saved_filters"
    "  (id, owner_id, for_table, name, name_folded, is_shared, filter_json, saved_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
    " ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_folded = excluded.name_folded,"
    "  is_shared = excluded.is_shared, filter_json = excluded.filter_json,"
    "  saved_at = excluded.saved_at";
  g_autoptr (TillDbStatement) statement = till_db_prepare (connection, sql, error);
  g_autofree char            *folded = till_text_fold (name);
  g_autofree char            *json = till_filter_to_json (saved->filter);

  if (statement == NULL)
    return FALSE;

  if (*id != 0)
    till_db_bind_int (statement, 1, *id);
  else
    till_db_bind_null (statement, 1);
  till_db_bind_int (statement, 2, actor->user_id);
  till_db_bind_text (statement, 3, saved->table);
  till_db_bind_text (statement, 4, name);
  till_db_bind_text (statement, 5, folded);
  till_db_bind_int (statement, 6, saved->is_shared);
  till_db_bind_text (statement, 7, json);
  till_db_bind_int (statement, 8, at);
  if (!till_db_run (statement, error))
    return FALSE;
  if (*id == 0)
    *id = till_db_last_id (connection);

  return TRUE;
}

static gboolean
refuse_taken (const char *name, GError **error)
{
  g_set_error (error, TILL_ERROR, TILL_ERROR_EXISTS,
               _ ("There is a filter by the name “%s” already."), name);

  return FALSE;
}

/* "Late", "Late (2)" …, as long as a name may be. */
static char *
number_name (const char *name, guint number)
{
  g_autofree char *behind = number > 1 ? g_strdup_printf (" (%u)", number) : g_strdup ("");
  g_autofree char *front = g_utf8_substring (
    name, 0,
    MIN (g_utf8_strlen (name, -1), TILL_SAVED_FILTER_NAME_LENGTH - (glong) strlen (behind)));

  return g_strconcat (front, behind, NULL);
}

/* @name is what it shall be called, *id the row that is to give way to it. */
static gboolean
settle_name (TillDbConnection      *connection,
             const TillSavedFilter *saved,
             TillNameTaken          taken,
             gint64                 user_id,
             char                 **name,
             gint64                *id,
             GError               **error)
{
  *name = g_strstrip (g_strdup (saved->name));
  if (!find_taker (connection, saved, *name, 0, user_id, id, error))
    return FALSE;
  if (*id == 0 || taken == TILL_NAME_TAKEN_REPLACE)
    return TRUE;
  if (taken == TILL_NAME_TAKEN_REFUSE)
    return refuse_taken (*name, error);

  for (guint number = 2; *id != 0; number++)
    {
      g_free (*name);
      *name = number_name (saved->name, number);
      if (!find_taker (connection, saved, *name, 0, user_id, id, error))
        return FALSE;
    }

  return TRUE;
}

/* My own and another's shared one may both have the name: the other then goes. */
static gboolean
remove_second (TillDbConnection      *connection,
               const TillSavedFilter *saved,
               gint64                 kept,
               const TillActor       *actor,
               TillInstant            at,
               GError               **error)
{
  gint64 second = 0;

  if (!find_taker (connection, saved, saved->name, kept, actor->user_id, &second, error))
    return FALSE;

  return second == 0 || till_store_delete_filter (connection, second, actor, at, error);
}

/* The id it had, if that was not given again; else 0. */
static gboolean
find_free_id (TillDbConnection *connection, gint64 wanted, gint64 *id, GError **error)
{
  g_autoptr (TillDbStatement) row = NULL;
  TillStep step = till_store_ask (connection, "SELECT id FROM saved_filters WHERE id = ?1", &row,
                                  error, 1, wanted);

  *id = step == TILL_STEP_DONE ? wanted : 0;

  return step != TILL_STEP_ERROR;
}

gboolean
till_store_save_filter (TillDbConnection      *connection,
                        const TillSavedFilter *saved,
                        TillNameTaken          taken,
                        const TillActor       *actor,
                        TillInstant            at,
                        GError               **error)
{
  g_autoptr (TillSavedFilter) before = NULL;
  g_autoptr (TillSavedFilter) after = NULL;
  g_autofree char            *name = NULL;
  gint64                      id = 0;

  if (!till_saved_filter_check (saved->name, saved->filter, error) ||
      !settle_name (connection, saved, taken, actor->user_id, &name, &id, error))
    return FALSE;

  if (id != 0 && (!remove_second (connection, saved, id, actor, at, error) ||
                  !find_filter (connection, id, actor->user_id, &before, error)))
    return FALSE;
  if (id == 0 && !find_free_id (connection, saved->id, &id, error))
    return FALSE;
  if (!write_row (connection, saved, name, &id, actor, at, error))
    return FALSE;
  after = get_filter (connection, id, actor->user_id, error);

  return after != NULL && audit (connection, "save-filter", id, before, after, actor, at, error) &&
         (!saved->is_default ||
          till_store_set_default_filter (connection, saved->table, id, actor, error));
}

gboolean
till_store_rename_filter (TillDbConnection *connection,
                          gint64            id,
                          const char       *name,
                          const TillActor  *actor,
                          TillInstant       at,
                          GError          **error)
{
  g_autoptr (TillSavedFilter) before = get_filter (connection, id, actor->user_id, error);
  g_autoptr (TillSavedFilter) after = NULL;
  g_autofree char            *stripped = g_strstrip (g_strdup (name));
  gint64                      taker = 0;

  if (before == NULL || !till_saved_filter_check (stripped, NULL, error) ||
      !find_taker (connection, before, stripped, id, before->owner_id, &taker, error))
    return FALSE;
  if (taker != 0)
    return refuse_taken (stripped, error);
  if (!write_row (connection, before, stripped, &id, actor, at, error))
    return FALSE;
  after = get_filter (connection, id, actor->user_id, error);

  return after != NULL && audit (connection, "rename-filter", id, before, after, actor, at, error);
}

gboolean
till_store_change_filter (TillDbConnection *connection,
                          gint64            id,
                          TillFilter       *filter,
                          const TillActor  *actor,
                          TillInstant       at,
                          GError          **error)
{
  g_autoptr (TillSavedFilter) before = get_filter (connection, id, actor->user_id, error);
  g_autoptr (TillSavedFilter) after = NULL;

  if (before == NULL || !till_saved_filter_check (before->name, filter, error))
    return FALSE;
  after = till_saved_filter_new (before->table, before->name, till_filter_copy (filter));
  after->is_shared = before->is_shared;

  return write_row (connection, after, after->name, &id, actor, at, error) &&
         audit (connection, "change-filter", id, before, after, actor, at, error);
}

gboolean
till_store_delete_filter (TillDbConnection *connection,
                          gint64            id,
                          const TillActor  *actor,
                          TillInstant       at,
                          GError          **error)
{
  g_autoptr (TillSavedFilter) before = get_filter (connection, id, actor->user_id, error);
  g_autoptr (TillDbStatement) defaults = NULL;
  g_autofree char            *key = NULL;
  g_autofree char            *value = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  if (before == NULL ||
      !till_store_run (connection, "DELETE FROM saved_filters WHERE id = ?1", error, 1, id))
    return FALSE;

  /* An id may be given again: nobody's table shall begin with another filter. */
  key = default_key (before->table);
  defaults =
    till_db_prepare (connection, "DELETE FROM view_settings WHERE key = ?1 AND value = ?2", error);
  if (defaults == NULL)
    return FALSE;
  till_db_bind_text (defaults, 1, key);
  till_db_bind_text (defaults, 2, value);

  return till_db_run (defaults, error) &&
         audit (connection, "delete-filter", id, before, NULL, actor, at, error);
}

gboolean
till_store_set_default_filter (TillDbConnection *connection,
                               const char       *table,
                               gint64            id,
                               const TillActor  *actor,
                               GError          **error)
{
  g_autofree char            *key = default_key (table);
  g_autofree char            *value = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (TillSavedFilter) saved = NULL;

  if (id != 0)
    {
      saved = get_filter (connection, id, actor->user_id, error);
      if (saved == NULL)
        return FALSE;
    }

  return till_store_set_view (connection, actor->user_id, key, id != 0 ? value : NULL, error);
}
