/* till-store-verify-audit.c: whether the audit's chain is unbroken, and whole to its end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-text.h"
#include "store/till-store-private.h"

/* What a pass over the chain has seen. */
typedef struct
{
  gint64     last;
  char      *hash;      /* of the last */
  gint64     wanted[2]; /* numbers whose hashes the heads name */
  char      *hashes[2];
  TillBroken broken;
} Chain;

static void
chain_clear (Chain *self)
{
  g_free (self->hash);
  g_free (self->hashes[0]);
  g_free (self->hashes[1]);
  if (self->broken.text != NULL)
    g_string_free (self->broken.text, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Chain, chain_clear)

static void
check_entry (Chain *self, TillDbStatement *row)
{
  const TillAuditEntry entry = {
    .number = till_db_column_int (row, 0),
    .at = till_db_column_int (row, 1),
    .user_id = till_db_column_int (row, 2),
    .actor = till_db_column_text (row, 3),
    .deed = till_db_column_text (row, 4),
    .subject = till_db_column_text (row, 5),
    .subject_id = till_db_column_int (row, 6),
    .before = till_db_column_text (row, 7),
    .after = till_db_column_text (row, 8),
    .facts = till_db_column_text (row, 9),
  };
  const char      *hash = till_db_column_text (row, 10);
  g_autofree char *expected = till_audit_hash (&entry, self->hash != NULL ? self->hash : "");

  if (entry.number != self->last + 1)
    till_broken_add (&self->broken,
                     _ ("entries %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT " are missing"),
                     self->last + 1, entry.number - 1);
  else if (g_strcmp0 (hash, expected) != 0)
    till_broken_add (&self->broken, _ ("entry %" G_GINT64_FORMAT " does not fit"), entry.number);

  self->last = entry.number;
  till_text_set (&self->hash, hash);
  for (guint i = 0; i < G_N_ELEMENTS (self->wanted); i++)
    {
      if (self->wanted[i] == entry.number)
        till_text_set (&self->hashes[i], hash);
    }
}

static gboolean
walk_chain (TillDbConnection *connection, Chain *chain, GError **error)
{
  static const char sql[] = "SELECT id, done_at, coalesce(user_id, 0), actor, deed, subject,"
                            "       subject_id, before_json, after_json, facts, hash"
                            "  FROM audit ORDER BY id";
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, sql, error);
  TillStep                    step;

  if (rows == NULL)
    return FALSE;

  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    check_entry (chain, rows);

  return step == TILL_STEP_DONE;
}

/* ── The heads ───────────────────────────────────────────────────────────────────────────────── */

static void
check_head (const TillAuditHead *head,
            const char          *hash, /* the chain's, of that number */
            gint64               last,
            GBytes              *key,
            TillBroken          *broken)
{
  g_autofree char *hmac = key != NULL ? till_audit_hmac (head->number, head->hash, key) : NULL;

  if (head->number > last)
    till_broken_add (broken,
                     _ ("the chain ends at entry %" G_GINT64_FORMAT ", but had %" G_GINT64_FORMAT
                        ": its end was cut"),
                     last, head->number);
  else if (head->number > 0 && g_strcmp0 (head->hash, hash) != 0)
    till_broken_add (broken, _ ("entry %" G_GINT64_FORMAT " is another than was kept"),
                     head->number);
  else if (hmac != NULL && head->hmac != NULL && g_strcmp0 (hmac, head->hmac) != 0)
    till_broken_add (broken,
                     _ ("what was kept of entry %" G_GINT64_FORMAT " is signed with another key"),
                     head->number);
}

static void
add_head_finding (const TillAuditHead *head, /* NULL: there is none */
                  const char          *hash,
                  const Chain         *chain,
                  GBytes              *key,
                  const char          *invariant,
                  GPtrArray           *findings)
{
  TillBroken broken = { NULL, 0 };

  if (head == NULL)
    {
      g_ptr_array_add (findings, till_finding_new_unprovable (
                                   invariant, _ ("nothing was kept to compare the chain with")));
      return;
    }

  check_head (head, hash, chain->last, key, &broken);
  if (broken.n_rows > 0)
    g_ptr_array_add (findings, till_broken_end (&broken, invariant));
  else if (key == NULL)
    g_ptr_array_add (findings,
                     till_finding_new_unprovable (
                       invariant, _ ("it fits, but without the key from the keyring anybody could "
                                     "have written it")));
  else if (head->hmac == NULL)
    g_ptr_array_add (findings, till_finding_new_unprovable (
                                 invariant, _ ("it fits, but was kept without a signature")));
  else
    g_ptr_array_add (findings, till_broken_end (&broken, invariant));
}

gboolean
till_verify_audit (TillDbConnection *connection,
                   const char       *path,
                   GBytes           *key,
                   GPtrArray        *findings,
                   GError          **error)
{
  g_auto (TillAuditHead) beside = { 0, NULL, NULL };
  g_auto (TillAuditHead) within = { 0, NULL, NULL };
  g_auto (Chain)         chain = { 0 };
  g_autoptr (GError)     unread = NULL;
  gboolean               has_within;
  gboolean               has_beside = till_audit_head_load (path, &beside, &unread);

  if (!till_audit_head_read (connection, &within, &has_within, error))
    return FALSE;

  chain.wanted[0] = beside.number;
  chain.wanted[1] = within.number;
  if (!walk_chain (connection, &chain, error))
    return FALSE;

  g_ptr_array_add (findings, till_broken_end (&chain.broken, _ ("The audit’s chain is unbroken")));
  add_head_finding (has_within ? &within : NULL, chain.hashes[1], &chain, key,
                    _ ("The audit’s end is the one kept in the file"), findings);

  if (!has_beside && !g_error_matches (unread, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      TillBroken broken = { NULL, 0 };

      till_broken_add (&broken, "%s", unread->message);
      g_ptr_array_add (
        findings, till_broken_end (&broken, _ ("The audit’s end is the one kept beside the file")));
      return TRUE;
    }
  add_head_finding (has_beside ? &beside : NULL, chain.hashes[0], &chain, key,
                    _ ("The audit’s end is the one kept beside the file"), findings);

  return TRUE;
}
