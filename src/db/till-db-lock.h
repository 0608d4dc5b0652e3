/* till-db-lock.h: one process a practice file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* FILE.till.lock, locked for the life of the process; the system frees it when the process dies. */
typedef struct _TillDbLock TillDbLock;

/**
 * till_db_lock_take:
 * @path: the practice file
 * @holder_address: (out): on TILL_ERROR_STORE_IN_USE, what the holder wrote, or NULL
 *
 * Never waits. TILL_ERROR_STORE_IN_USE when another process has it.
 */
TillDbLock *till_db_lock_take (const char *path, char **holder_address, GError **error);

/* Writes the D-Bus address at which this process answers. */
gboolean till_db_lock_set_address (TillDbLock *self, const char *address, GError **error);
void     till_db_lock_free (TillDbLock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TillDbLock, till_db_lock_free)

G_END_DECLS
