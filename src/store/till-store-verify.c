/* till-store-verify.c: whether the practice's data still is what the program left there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * DESIGN.md 4's invariants, one finding each. The rows that break one are named, the first of them
 * one by one.
 */
#include <glib/gi18n-lib.h>
#include <stdarg.h>

#include "store/till-store-private.h"

#define MAX_NAMED 20

void
till_finding_free (TillFinding *self)
{
  if (self == NULL)
    return;

  g_free (self->invariant);
  g_free (self->rows);
  g_free (self);
}

void
till_broken_add (TillBroken *self, const char *format, ...)
{
  va_list args;

  self->n_rows++;
  if (self->n_rows > MAX_NAMED)
    return;

  if (self->text == NULL)
    self->text = g_string_new (NULL);
  else
    g_string_append (self->text, "; ");
  va_start (args, format);
  g_string_append_vprintf (self->text, format, args);
  va_end (args);
}

TillFinding *
till_broken_end (TillBroken *self, const char *invariant)
{
  TillFinding *finding = g_new0 (TillFinding, 1);

  finding->invariant = g_strdup (invariant);
  finding->holds = self->n_rows == 0;
  finding->provable = TRUE;
  if (self->n_rows > MAX_NAMED)
    {
      guint n_more = self->n_rows - MAX_NAMED;

      g_string_append (self->text, "; ");
      g_string_append_printf (
        self->text, g_dngettext (GETTEXT_PACKAGE, "and %u more", "and %u more", n_more), n_more);
    }
  if (self->text != NULL)
    finding->rows = g_string_free (g_steal_pointer (&self->text), FALSE);
  self->n_rows = 0;

  return finding;
}

TillFinding *
till_finding_new_unprovable (const char *invariant, const char *why)
{
  TillFinding *finding = g_new0 (TillFinding, 1);

  finding->invariant = g_strdup (invariant);
  finding->holds = TRUE;
  finding->rows = g_strdup (why);

  return finding;
}

static gboolean
run_check (TillDbConnection    *connection,
           const TillInvariant *check,
           GPtrArray           *findings,
           GError             **error)
{
  g_autoptr (TillDbStatement) rows = till_db_prepare (connection, check->sql, error);
  TillBroken                  broken = { NULL, 0 };
  g_autoptr (GString)         row = g_string_new (NULL);
  TillStep                    step;

  if (rows == NULL)
    return FALSE;

  while ((step = till_db_step (rows, error)) == TILL_STEP_ROW)
    {
      g_auto (GStrv) around = g_strsplit (_ (check->row), "%s", 2);

      g_string_printf (row, "%s%" G_GINT64_FORMAT "%s", around[0], till_db_column_int (rows, 0),
                       around[1] != NULL ? around[1] : "");
      till_broken_add (&broken, "%s", row->str);
    }
  g_ptr_array_add (findings, till_broken_end (&broken, _ (check->invariant)));

  return step == TILL_STEP_DONE;
}

gboolean
till_verify_checks (TillDbConnection    *connection,
                    const TillInvariant *checks,
                    guint                n_checks,
                    GPtrArray           *findings,
                    GError             **error)
{
  for (guint i = 0; i < n_checks; i++)
    {
      if (!run_check (connection, &checks[i], findings, error))
        return FALSE;
    }

  return TRUE;
}

GPtrArray *
till_store_verify (TillDbConnection *connection, const char *path, GBytes *key, GError **error)
{
  g_autoptr (GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) till_finding_free);

  g_return_val_if_fail (path != NULL, NULL);

  /* The audit first: the head beside the file is read before anything of the file. A head of what
   * is written meanwhile would look like a chain whose end was cut. */
  if (!till_verify_audit (connection, path, key, findings, error) ||
      !till_verify_money (connection, findings, error) ||
      !till_verify_rows (connection, findings, error) ||
      !till_verify_deposits (connection, findings, error) ||
      !till_verify_bank (connection, findings, error) ||
      !till_verify_merges (connection, findings, error) ||
      !till_verify_requests (connection, findings, error) ||
      !till_verify_plans (connection, findings, error) ||
      !till_verify_cards (connection, findings, error))
    return NULL;

  return g_steal_pointer (&findings);
}
