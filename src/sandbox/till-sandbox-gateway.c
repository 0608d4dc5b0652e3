/* till-sandbox-gateway.c: the processor's addresses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-gateway.h"

#include <string.h>

#include "sandbox/till-sandbox-batches.h"
#include "sandbox/till-sandbox-charge.h"
#include "sandbox/till-sandbox-codes.h"
#include "sandbox/till-sandbox-duplicates.h"
#include "sandbox/till-sandbox-life.h"
#include "sandbox/till-sandbox-reversal.h"
#include "sandbox/till-sandbox-search.h"
#include "sandbox/till-sandbox-terminal.h"
#include "sandbox/till-sandbox-tokens.h"
#include "sandbox/till-sandbox-wire.h"

#define JSON_TYPE "application/json"

typedef gboolean (*Handler) (TillDbConnection *db, TillSandboxCall *call, GError **error);

static void
refuse (TillSandboxCall *call, guint status, const char *code, const char *words)
{
  till_sandbox_call_answer (call, status, JSON_TYPE,
                            till_sandbox_wire_error (call->sandbox, status, code, words));
}

void
till_sandbox_gateway_write (TillSandboxCall *call, TillSandboxWork work, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (till_db_write (call->sandbox->db, TILL_DB_MONEY, work, data, &error))
    return;

  g_printerr ("till-sandbox: %s\n", error != NULL ? error->message : "the database refused");
  refuse (call, SOUP_STATUS_INTERNAL_SERVER_ERROR, "050", NULL);
}

/* ── Money ──────────────────────────────────────────────────────────────────────────────────────
 */

static gboolean
do_type (TillDbConnection   *db,
         TillSandboxCall    *call,
         const char         *type,
         TillSandboxOutcome *outcome,
         GError            **error)
{
  if (g_str_equal (type, "SALE") || g_str_equal (type, "AUTH"))
    return till_sandbox_charge_keyed (db, call, type, outcome, error);
  if (g_str_equal (type, "CAPTURE"))
    return till_sandbox_capture (db, call, outcome, error);
  if (g_str_equal (type, "VOID"))
    return till_sandbox_void (db, call, outcome, error);
  if (g_str_equal (type, "REFUND"))
    return till_sandbox_refund (db, call, outcome, error);

  till_sandbox_outcome_refuse (outcome, "041", "type must be SALE, AUTH, CAPTURE, VOID or REFUND");

  return TRUE;
}

/* "/rest/v2/transactions/sale" has its type in its address, "/rest/v2/transactions" in the body. */
static char *
dup_type (TillSandboxCall *call)
{
  const char      *last = strrchr (call->path, '/') + 1;
  g_autofree char *type = till_sandbox_call_dup_member (call, "type");

  if (!g_str_equal (last, "transactions"))
    return g_ascii_strup (last, -1);

  return g_strdup (type != NULL ? type : "");
}

static gboolean
post_transaction (TillDbConnection *db, TillSandboxCall *call, GError **error)
{
  g_auto (TillSandboxOutcome) outcome = { 0 };
  g_autofree char            *type = dup_type (call);

  if (!do_type (db, call, type, &outcome, error))
    return FALSE;

  till_sandbox_call_answer (call, outcome.status, JSON_TYPE,
                            till_sandbox_wire_outcome (call->sandbox, &outcome));

  return TRUE;
}

/* ── Settings ───────────────────────────────────────────────────────────────────────────────────
 */

static gboolean
get_terminal_settings (TillDbConnection *db, TillSandboxCall *call, GError **error)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "terminal-id", call->terminal->id);
  json_object_set_string_member (object, "terminal-name", call->terminal->name);
  json_object_set_string_member (object, "time-zone",
                                 g_time_zone_get_identifier (call->sandbox->zone));
  json_object_set_boolean_member (object, "enable-auto-close-batch", TRUE);
  till_sandbox_call_answer (
    call, SOUP_STATUS_OK, JSON_TYPE,
    till_sandbox_wire_envelope (call->sandbox, SOUP_STATUS_OK, "terminal", object, NULL));

  return TRUE;
}

/* ── The addresses ──────────────────────────────────────────────────────────────────────────────
 */

static const struct
{
  const char *method;
  const char *path; /* a slash at the end, or a star: anything but a slash stands there */
  gboolean    has_body;
  Handler     handler;
} routes[] = {
  { "GET", "/rest/v2/transactions", FALSE, till_sandbox_search },
  { "POST", "/rest/v2/transactions", TRUE, post_transaction },
  { "POST", "/rest/v2/transactions/sale", TRUE, post_transaction },
  { "POST", "/rest/v2/transactions/auth", TRUE, post_transaction },
  { "POST", "/rest/v2/transactions/capture", TRUE, post_transaction },
  { "POST", "/rest/v2/transactions/void", TRUE, post_transaction },
  { "POST", "/rest/v2/transactions/refund", TRUE, post_transaction },
  { "GET", "/rest/v2/batches/open", FALSE, till_sandbox_batches_get_open },
  { "PUT", "/rest/v2/batches/open", FALSE, till_sandbox_batches_put_open },
  { "GET", "/rest/v2/batches", FALSE, till_sandbox_batches_list },
  { "GET", "/rest/v2/settings/transaction/duplicates", FALSE, till_sandbox_duplicates_get },
  { "POST", "/rest/v2/settings/transaction/duplicates", TRUE, till_sandbox_duplicates_put },
  { "PUT", "/rest/v2/settings/transaction/duplicates", TRUE, till_sandbox_duplicates_put },
  { "GET", "/rest/v2/settings/terminal", FALSE, get_terminal_settings },
  { "POST", "/rest/v2/tokens", TRUE, till_sandbox_tokens_post },
  { "GET", "/rest/v2/tokens", FALSE, till_sandbox_tokens_list },
  { "GET", "/rest/v2/tokens/", FALSE, till_sandbox_tokens_get },
  { "DELETE", "/rest/v2/tokens/", FALSE, till_sandbox_tokens_delete },
  { "GET", "/rest/v2/customers/*/tokens", FALSE, till_sandbox_tokens_list_of_customer },
};

static gboolean
path_fits (const char *pattern, const char *path)
{
  gsize       length = strlen (pattern);
  const char *star = strchr (pattern, '*');

  if (star != NULL)
    {
      gsize       before = (gsize) (star - pattern);
      const char *end = strncmp (pattern, path, before) == 0 ? strchr (path + before, '/') : NULL;

      return end != NULL && end > path + before && g_str_equal (end, star + 1);
    }
  if (pattern[length - 1] != '/')
    return g_str_equal (pattern, path);

  return g_str_has_prefix (path, pattern) && path[length] != '\0' &&
         strchr (path + length, '/') == NULL;
}

typedef struct
{
  TillSandboxCall *call;
  Handler          handler;
} Work;

static gboolean
handle_work (TillDbConnection *db, gpointer data, GError **error)
{
  Work *work = data;

  return till_sandbox_batches_close_due (work->call->sandbox, db, error) &&
         work->handler (db, work->call, error);
}

static void
handle (TillSandboxCall *call)
{
  g_autoptr (GError) error = NULL;
  gboolean           path_known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      Work work = { call, routes[i].handler };

      if (!path_fits (routes[i].path, call->path))
        continue;
      path_known = TRUE;
      if (!g_str_equal (routes[i].method, call->method))
        continue;

      if (routes[i].has_body && till_sandbox_call_get_object (call) == NULL)
        refuse (call, SOUP_STATUS_BAD_REQUEST, "090", NULL);
      else if (!till_sandbox_life_catch_up (call->sandbox, &error))
        refuse (call, SOUP_STATUS_INTERNAL_SERVER_ERROR, "050", NULL);
      else
        till_sandbox_gateway_write (call, handle_work, &work);
      return;
    }

  if (path_known)
    refuse (call, SOUP_STATUS_METHOD_NOT_ALLOWED, "002", "The address has no such method");
  else
    refuse (call, SOUP_STATUS_NOT_FOUND, "002", "There is nothing at this address");
}

void
till_sandbox_gateway_take (TillSandboxCall *call)
{
  if (call->terminal == NULL)
    refuse (call, SOUP_STATUS_UNAUTHORIZED, "042", NULL);
  else if (g_str_has_prefix (call->path, "/rest/v2/terminal/transactions"))
    {
      till_sandbox_terminal_take (call);
      return;
    }
  else
    handle (call);

  till_sandbox_call_send (call);
}
