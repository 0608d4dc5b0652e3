/* till-backup.h: copies of the practice file, and back again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Daily copies lie in FILE.till.backups/, the last 7 are kept, mode 0600.
 */
#pragma once

#include <gio/gio.h>

#include "core/till-clock.h"
#include "db/till-db.h"

G_BEGIN_DECLS

/* A copy with the audit's head beside it. */
gboolean till_backup_make (TillDb *db, const char *to, GError **error);

/* Today's daily copy when there is none yet; then prunes. *made says whether. */
gboolean till_backup_make_daily (TillDb     *db,
                                 TillInstant now,
                                 GTimeZone  *zone,
                                 gboolean   *made,
                                 GError    **error);

/* Where the copies of the practice at @path lie, whether there are any or not. */
char *till_backup_dup_folder (const char *path) G_GNUC_WARN_UNUSED_RESULT;

/* The newest good copy of the practice at @path, or NULL. */
char *till_backup_find_newest (const char *path);

/* Puts @from in the place of @path, which nobody may have open. What was there is kept as
 * FILE.till.before-restore-…; @from is checked first and must be a practice. */
gboolean till_backup_restore (const char *from, const char *path, TillInstant now, GError **error);

G_END_DECLS
