/* till-db-readers.c: the reading connections that nobody uses now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "db/till-db-private.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"

#define MAX_IDLE 4
#define CLOSE_MICROSECONDS (10 * G_USEC_PER_SEC)

struct _TillDbReaders
{
  char *path;

  GMutex     lock; /* for all below */
  GCond      given;
  GPtrArray *idle;  /* TillDbConnection, owned */
  GPtrArray *taken; /* borrowed */
  gboolean   closed;
};

TillDbReaders *
till_db_readers_new (const char *path)
{
  TillDbReaders *self = g_new0 (TillDbReaders, 1);

  self->path = g_strdup (path);
  self->idle = g_ptr_array_new ();
  self->taken = g_ptr_array_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->given);

  return self;
}

TillDbConnection *
till_db_readers_take (TillDbReaders *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  TillDbConnection        *connection;

  if (self->closed)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                           _ ("The practice file is closed."));
      return NULL;
    }

  if (self->idle->len > 0)
    connection = g_ptr_array_steal_index_fast (self->idle, self->idle->len - 1);
  else
    connection = till_db_connection_open_reader (self->path, error);

  if (connection != NULL)
    g_ptr_array_add (self->taken, connection);

  return connection;
}

/* A cursor left standing would hold its old view of the file for whoever comes next. */
static void
let_go (TillDbConnection *connection)
{
  sqlite3_stmt *statement = NULL;

  while ((statement = sqlite3_next_stmt (connection->handle, statement)))
    if (sqlite3_stmt_busy (statement))
      sqlite3_reset (statement);

  if (!sqlite3_get_autocommit (connection->handle))
    sqlite3_exec (connection->handle, "ROLLBACK", NULL, NULL, NULL);
}

void
till_db_readers_give (TillDbReaders *self, TillDbConnection *connection)
{
  g_autoptr (GMutexLocker) locker = NULL;

  let_go (connection);

  locker = g_mutex_locker_new (&self->lock);
  g_ptr_array_remove_fast (self->taken, connection);
  if (self->closed || self->idle->len == MAX_IDLE)
    till_db_connection_close (connection);
  else
    g_ptr_array_add (self->idle, connection);
  g_cond_broadcast (&self->given);
}

static void
abandon (gpointer connection, gpointer data)
{
  till_db_connection_abandon (connection);
}

static void
close_one (gpointer connection, gpointer data)
{
  till_db_connection_close (connection);
}

gboolean
till_db_readers_close (TillDbReaders *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gint64                   until = g_get_monotonic_time () + CLOSE_MICROSECONDS;
  gboolean                 in_time = TRUE;

  self->closed = TRUE;
  g_ptr_array_foreach (self->taken, abandon, NULL);
  g_ptr_array_foreach (self->idle, close_one, NULL);
  g_ptr_array_set_size (self->idle, 0);

  while (self->taken->len > 0 && in_time)
    in_time = g_cond_wait_until (&self->given, &self->lock, until);

  return self->taken->len == 0;
}

void
till_db_readers_free (TillDbReaders *self)
{
  g_ptr_array_unref (self->idle);
  g_ptr_array_unref (self->taken);
  g_cond_clear (&self->given);
  g_mutex_clear (&self->lock);
  g_free (self->path);
  g_free (self);
}
