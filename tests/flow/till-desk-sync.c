/* till-desk-sync.c: a front desk beside which something is done in the processor's own portal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-desk-sync.h"

GError *
desk_sync (Desk *self)
{
  GAsyncResult            *result = NULL;
  g_autoptr (GAsyncResult) kept = NULL;
  GError                  *error = NULL;

  till_sync_run_async (self->practice, FALSE, till_test_keep_result, &result);
  kept = till_test_wait_result (&result);
  if (till_sync_run_finish (self->practice, kept, &error))
    g_assert_no_error (error);

  return error;
}

void
desk_sync_well (Desk *self)
{
  g_autoptr (GError) error = desk_sync (self);

  g_assert_no_error (error);
}

/* ── Cursors ── */

TillInstant
desk_get_cursor (Desk *self, const char *name)
{
  TillInstant at = 0;

  g_assert_true (till_store_get_cursor (till_db_get_reader (till_practice_get_db (self->practice)),
                                        name, &at, NULL));

  return at;
}

typedef struct
{
  const char *name;
  TillInstant at;
} Cursor;

static gboolean
set_cursor_work (TillDbConnection *connection, gpointer data, GError **error)
{
  const Cursor *cursor = data;

  return till_store_set_cursor (connection, cursor->name, cursor->at, error);
}

void
desk_set_cursor (Desk *self, const char *name, TillInstant at)
{
  Cursor             cursor = { name, at };
  g_autoptr (GError) error = NULL;

  till_db_write (till_practice_get_db (self->practice), TILL_DB_NORMAL, set_cursor_work, &cursor,
                 &error);
  g_assert_no_error (error);
}

/* ── The portal ── */

TillTransaction *
desk_find (Desk *self, const char *processor_id)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT id FROM transactions WHERE processor_id = '%s'", processor_id);

  return desk_get (self, desk_count (self, sql));
}

void
desk_put_sales (Desk *self, guint first, guint n_sales, TillInstant from, TillInstant apart)
{
  g_autoptr (GString) body = g_string_new ("[");
  g_autoptr (Reply)   reply = NULL;

  for (guint i = 0; i < n_sales; i++)
    {
      g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc ((from + i * apart) / TILL_SECOND);
      g_autofree char      *created = g_date_time_format (at, "%Y-%m-%d %H:%M:%S.000");

      g_string_append_printf (body,
                              "%s{\"id\":\"%u\",\"type\":\"SALE\",\"amount\":\"%u.00\","
                              "\"created\":\"%s\"}",
                              i > 0 ? "," : "", first + i, 1 + i, created);
    }
  g_string_append (body, "]");
  reply = ask (self->peer, "PUT", "/sandbox/transactions", body->str);
  g_assert_cmpuint (reply->status, ==, 200);
}

static void
post_in_portal (Desk *self, const char *path, const char *body)
{
  g_autoptr (Reply) reply = ask (self->peer, "POST", path, body);

  g_assert_cmpuint (reply->status, ==, 200);
}

void
desk_void_in_portal (Desk *self, const char *processor_id)
{
  g_autofree char *body = g_strdup_printf ("{\"type\":\"VOID\",\"id\":\"%s\"}", processor_id);

  post_in_portal (self, "/rest/v2/transactions/void", body);
}

void
desk_refund_in_portal (Desk *self, const char *processor_id, const char *amount)
{
  g_autofree char *body =
    g_strdup_printf ("{\"type\":\"REFUND\",\"id\":\"%s\",\"amount\":\"%s\"}", processor_id, amount);

  post_in_portal (self, "/rest/v2/transactions/refund", body);
}
