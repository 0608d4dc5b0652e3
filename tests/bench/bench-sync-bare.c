/* bench-sync-bare.c: the pages parsed and inserted bare
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pages are in memory, are parsed with the same parser, and the same rows are inserted into the
 * same tables, a commit a page.
 */
#include <json-glib/json-glib.h>
#include <sqlite3.h>

#include "bench-sync.h"
#include "bench.h"

#define HASH "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

enum
{
  ROW,
  RECEIPT,
  AUDIT,
  PAYER,
  ITEM,
  N_STATEMENTS,
};

static const char *const inserts[N_STATEMENTS] = {
  [ROW] =
    "INSERT INTO transactions (location_id, happened_at, kind, state, status, method, posting,"
    " patient_name, amount_cents, fee_cents, refunded_cents, receipt_number, card, disputed,"
    " entered_at, entered_by, patient_name_folded, card_brand, card_last_four, card_expiry,"
    " card_entry_mode, card_aid, card_application_label, card_tvr, card_iad, card_cvm,"
    " authorization_code, processor, processor_id, invoice, batch, terminal, exchange_id, words,"
    " mark, counted_cents, counted_fee_cents)"
    " VALUES (1, ?1, 'payment', 'settled', 'paid', 'terminal', 'unposted', '', ?2, 0, 0, ?3, ?4, "
    "0,"
    " ?1, 'Till', '', ?5, ?6, ?7, 'contactless', ?8, ?9, ?10, ?11, ?12, ?13, 'clearent', ?14, ?15,"
    " ?16, ?17, ?18, ?19, 'elsewhere', ?2, 0)",
  [RECEIPT] = "INSERT INTO receipts (location_id, year, serial, transaction_id)"
              " VALUES (1, 2026, ?1, ?2)",
  [AUDIT] = "INSERT INTO audit (id, done_at, actor, deed, subject, subject_id, after_json, facts,"
            " hash) VALUES (?1, ?2, 'Till', 'add-transaction', 'transactions', ?3, ?4, '" HASH
            "', '" HASH "')",
  [PAYER] = "INSERT INTO payers (transaction_id, customer, description) VALUES (?1, ?2, ?3)",
  [ITEM] = "INSERT INTO deposit_items (transaction_id, deposit_id)"
           " VALUES (?1, (SELECT id FROM deposits WHERE batch = ?2 AND terminal = '0001'))",
};

typedef struct
{
  sqlite3      *db;
  sqlite3_stmt *statements[N_STATEMENTS];
  gint64        n_rows;
} Bare;

static void
execute (Bare *self, const char *sql)
{
  if (sqlite3_exec (self->db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (self->db));
}

static void
step (Bare *self, guint statement)
{
  if (sqlite3_step (self->statements[statement]) != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (self->db));
  sqlite3_reset (self->statements[statement]);
}

static void
bind (sqlite3_stmt *statement, int index, JsonObject *object, const char *member)
{
  sqlite3_bind_text (statement, index, json_object_get_string_member (object, member), -1,
                     SQLITE_TRANSIENT);
}

static void
insert_row (Bare *self, JsonObject *object)
{
  sqlite3_stmt *row = self->statements[ROW];
  JsonObject   *emv = json_object_get_object_member (object, "emv");
  char          receipt[32];
  char          snapshot[160];
  gint64        cents =
    (gint64) (g_ascii_strtod (json_object_get_string_member (object, "amount"), NULL) * 100 + 0.5);
  gint64 id;

  self->n_rows++;
  g_snprintf (receipt, sizeof receipt, "2026-%06" G_GINT64_FORMAT, self->n_rows);
  g_snprintf (snapshot, sizeof snapshot,
              "{\"state\":\"settled\",\"posting\":\"unposted\",\"refunded\":0,\"fee\":0,"
              "\"disputed\":0,\"receipt\":\"%s\",\"amount\":%" G_GINT64_FORMAT "}",
              receipt, cents);
  sqlite3_bind_int64 (row, 1, 1764000000000 + self->n_rows);
  sqlite3_bind_int64 (row, 2, cents);
  sqlite3_bind_text (row, 3, receipt, -1, SQLITE_TRANSIENT);
  bind (row, 4, object, "card");
  bind (row, 5, object, "card-type");
  bind (row, 6, object, "last-four");
  bind (row, 7, object, "exp-date");
  bind (row, 8, emv, "application-id");
  bind (row, 9, emv, "application-name");
  bind (row, 10, emv, "terminal-verification-results");
  bind (row, 11, emv, "iad");
  bind (row, 12, object, "cvm");
  bind (row, 13, object, "authorization-code");
  bind (row, 14, object, "id");
  bind (row, 15, object, "invoice");
  bind (row, 16, object, "batch-string-id");
  bind (row, 17, object, "terminal-id");
  sqlite3_bind_text (row, 18, "ID-gateway-1-7f3c", -1, SQLITE_STATIC);
  bind (row, 19, object, "display-message");
  step (self, ROW);

  id = sqlite3_last_insert_rowid (self->db);
  sqlite3_bind_int64 (self->statements[RECEIPT], 1, self->n_rows);
  sqlite3_bind_int64 (self->statements[RECEIPT], 2, id);
  step (self, RECEIPT);
  sqlite3_bind_int64 (self->statements[AUDIT], 1, 1000 + self->n_rows);
  sqlite3_bind_int64 (self->statements[AUDIT], 2, 1764000000000);
  sqlite3_bind_int64 (self->statements[AUDIT], 3, id);
  sqlite3_bind_text (self->statements[AUDIT], 4, snapshot, -1, SQLITE_TRANSIENT);
  step (self, AUDIT);
  sqlite3_bind_int64 (self->statements[PAYER], 1, id);
  bind (self->statements[PAYER], 2, object, "customer-id");
  bind (self->statements[PAYER], 3, object, "description");
  step (self, PAYER);
  sqlite3_bind_int64 (self->statements[ITEM], 1, id);
  bind (self->statements[ITEM], 2, object, "batch-string-id");
  step (self, ITEM);
}

static void
insert_page (Bare *self, const char *page)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError)     error = NULL;
  JsonObject            *root;
  JsonObject            *list;
  JsonArray             *rows;

  if (!json_parser_load_from_data (parser, page, -1, &error))
    g_error ("%s", error->message);
  root = json_node_get_object (json_parser_get_root (parser));
  list =
    json_object_get_object_member (json_object_get_object_member (root, "payload"), "transactions");
  rows = json_object_get_array_member (list, "transaction");
  execute (self, "BEGIN IMMEDIATE");
  for (guint i = 0; i < json_array_get_length (rows); i++)
    insert_row (self, json_array_get_object_element (rows, i));
  execute (self, "COMMIT");
}

static void
open_bare (Bare *self, const char *path)
{
  if (sqlite3_open (path, &self->db) != SQLITE_OK)
    g_error ("%s", path);
  execute (self, "PRAGMA journal_mode=WAL");
  execute (self, "PRAGMA synchronous=FULL");
  execute (self, "PRAGMA foreign_keys=ON");
  execute (self, "PRAGMA cache_size=-16384"); /* as ours */
  for (guint i = 0; i < N_STATEMENTS; i++)
    {
      if (sqlite3_prepare_v2 (self->db, inserts[i], -1, &self->statements[i], NULL) != SQLITE_OK)
        g_error ("%s", sqlite3_errmsg (self->db));
    }
}

double
bench_sync_bare (const char *path, char **pages)
{
  Bare   bare = { 0 };
  double begin;
  double seconds;

  open_bare (&bare, path);
  begin = bench_now ();
  for (guint i = 0; pages[i] != NULL; i++)
    insert_page (&bare, pages[i]);
  seconds = bench_now () - begin;
  for (guint i = 0; i < N_STATEMENTS; i++)
    sqlite3_finalize (bare.statements[i]);
  sqlite3_close (bare.db);

  return seconds;
}
