/* till-sandbox.c: the stand-in for processor, patient's phone and card terminal, on loopback
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox.h"

#include "core/till-day.h"
#include "core/till-error.h"
#include "sandbox/till-sandbox-call.h"
#include "sandbox/till-sandbox-control.h"
#include "sandbox/till-sandbox-gateway.h"
#include "sandbox/till-sandbox-life.h"
#include "sandbox/till-sandbox-pay-page.h"
#include "sandbox/till-sandbox-phone-page.h"
#include "sandbox/till-sandbox-reporting.h"
#include "sandbox/till-sandbox-terminal.h"
#include "sandbox/till-sandbox-transaction.h"
#include "sandbox/till-sandbox-twilio.h"

#define APPLICATION_ID 0x54534258 /* "TSBX" */
#define PORT_SETTING "port"
#define FEES_SETTING "fees"
#define CONVEYED_SETTING "conveyed"
#define ODDITIES_SETTING "oddities"
#define MIDNIGHT_CHECK_S 15

static const char *const scripts[] = { "001-sandbox.sql", "002-funding.sql", "003-texts.sql",
                                       NULL };

static const TillDbSchema schema = {
  .application_id = APPLICATION_ID,
  .resource_path = "/org/practicetill/sandbox/migrations/",
  .scripts = scripts,
};

TillInstant
till_sandbox_now (TillSandbox *self)
{
  return till_clock_now (self->clock) + self->offset;
}

void
till_sandbox_set_time (TillSandbox *self, TillInstant base, gint64 offset_ms)
{
  self->offset = offset_ms;
  if (base != TILL_INSTANT_NONE)
    self->offset += base - till_clock_now (self->clock);
}

TillSandboxTerminal *
till_sandbox_find_terminal (TillSandbox *self, const char *id)
{
  for (guint i = 0; i < self->terminals->len; i++)
    {
      TillSandboxTerminal *terminal = g_ptr_array_index (self->terminals, i);

      if (g_strcmp0 (terminal->id, id) == 0)
        return terminal;
    }

  return NULL;
}

TillSandboxTerminal *
till_sandbox_find_terminal_by_key (TillSandbox *self, const char *key)
{
  for (guint i = 0; i < self->terminals->len; i++)
    {
      TillSandboxTerminal *terminal = g_ptr_array_index (self->terminals, i);

      if (g_strcmp0 (terminal->key, key) == 0)
        return terminal;
    }

  return NULL;
}

TillSandboxTerminal *
till_sandbox_find_terminal_by_paylink (TillSandbox *self, const char *paylink)
{
  for (guint i = 0; i < self->terminals->len; i++)
    {
      TillSandboxTerminal *terminal = g_ptr_array_index (self->terminals, i);

      if (g_strcmp0 (terminal->paylink, paylink) == 0)
        return terminal;
    }

  return NULL;
}

static gboolean
keep_terms_work (TillDbConnection *db, gpointer data, GError **error)
{
  TillSandboxTerms *terms = data;

  return till_sandbox_setting_set (db, FEES_SETTING, terms->fees, error) &&
         till_sandbox_setting_set (db, CONVEYED_SETTING, terms->conveyed, error) &&
         till_sandbox_setting_set (db, ODDITIES_SETTING,
                                   till_sandbox_oddities_get_spec (terms->oddities), error);
}

gboolean
till_sandbox_set_terms (TillSandbox *self,
                        const char  *fees,
                        const char  *conveyed,
                        const char  *oddities,
                        GError     **error)
{
  TillDbConnection            *reader = till_db_get_reader (self->db);
  g_autofree char             *old_fees = till_sandbox_setting_get (reader, FEES_SETTING);
  g_autofree char             *old_conveyed = till_sandbox_setting_get (reader, CONVEYED_SETTING);
  g_autofree char             *old_oddities = till_sandbox_setting_get (reader, ODDITIES_SETTING);
  g_autoptr (TillSandboxTerms) terms = till_sandbox_terms_new (
    fees != NULL ? fees : old_fees, conveyed != NULL ? conveyed : old_conveyed,
    oddities != NULL ? oddities : old_oddities, self->seed, error);

  if (terms == NULL || !till_db_write (self->db, TILL_DB_NORMAL, keep_terms_work, terms, error))
    return FALSE;

  g_clear_pointer (&self->terms, till_sandbox_terms_free);
  self->terms = g_steal_pointer (&terms);

  return TRUE;
}

/* ── Calls ──────────────────────────────────────────────────────────────────────────────────────
 */

static void
called_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  TillSandbox     *self = user_data;
  TillSandboxCall *call = till_sandbox_call_new (self, message, path, query);

  if (g_str_has_prefix (path, "/sandbox/"))
    {
      till_sandbox_control_take (call);
      return;
    }

  call->fault = till_sandbox_faults_next (self->faults, call->method, path, &call->delay_ms);
  if (till_sandbox_call_fails_before (call))
    return;

  if (g_str_has_prefix (path, "/paylink/") || g_str_has_prefix (path, "/paylink-result/"))
    till_sandbox_pay_page_take (call);
  else if (g_str_has_prefix (path, TILL_SANDBOX_REPORTING_PATH))
    till_sandbox_reporting_take (call);
  else if (g_str_has_prefix (path, TILL_SANDBOX_TWILIO_PATH))
    till_sandbox_twilio_take (call);
  else if (till_sandbox_phone_page_is_at (path))
    till_sandbox_phone_page_take (call);
  else
    till_sandbox_gateway_take (call);
}

/* ── Opening ────────────────────────────────────────────────────────────────────────────────────
 */

static gboolean
set_mode (TillSandbox *self, const char *text, GError **error)
{
  g_auto (GStrv)  parts = g_strsplit (text, ":", 2);
  guint64         ms = 0;
  TillSandboxDeed deed;

  if (parts[0] == NULL || !till_sandbox_deed_from_text (parts[0], &deed) ||
      (parts[1] != NULL && !g_ascii_string_to_unsigned (parts[1], 10, 0, 600000, &ms, NULL)))
    {
      g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                   "“%s” is no mode of a terminal; write for example tap:1500", text);
      return FALSE;
    }

  for (guint i = 0; i < self->terminals->len; i++)
    {
      TillSandboxTerminal *terminal = g_ptr_array_index (self->terminals, i);

      terminal->mode = deed;
      if (parts[1] != NULL)
        terminal->delay_ms = (guint) ms;
    }

  return TRUE;
}

static void
add_terminals (TillSandbox *self, char **names, const char *key)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_auto (GStrv)   parts = g_strsplit (names[i], "=", 2);
      g_autofree char *own_key = i == 0 ? g_strdup (key) : g_strdup_printf ("%s-%u", key, i + 1);

      g_ptr_array_add (
        self->terminals,
        till_sandbox_terminal_new (self, i + 1, parts[0], parts[1] != NULL ? parts[1] : own_key));
    }
}

static gboolean
read_options (TillSandbox *self, const TillSandboxOptions *options, GError **error)
{
  static char *two[] = { (char *) "Front desk", (char *) "Back office", NULL };
  TillInstant  now;

  self->seed = (guint64) options->seed;
  self->access_key =
    g_strdup (options->access_key != NULL ? options->access_key : "sandbox-reporting");
  self->text_key = g_strdup (options->text_key != NULL ? options->text_key : "sandbox-texts");
  self->part_payments = options->part_payments;
  self->practice = g_strdup (options->practice != NULL ? options->practice : "Maple Street Dental");
  self->zone = till_zone_open (options->zone != NULL ? options->zone : "America/New_York", error);
  self->eastern = till_zone_open ("America/New_York", error);
  if (self->zone == NULL || self->eastern == NULL)
    return FALSE;

  if (options->now != NULL)
    {
      if (!till_instant_from_iso (options->now, &now))
        {
          g_set_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT,
                       "“%s” is no time; write for example 2026-11-24T14:03:00Z", options->now);
          return FALSE;
        }
      till_sandbox_set_time (self, now, 0);
    }

  add_terminals (self, options->terminals != NULL ? options->terminals : two,
                 options->key != NULL ? options->key : "sandbox");
  self->faults = till_sandbox_faults_new (options->faults, self->seed, error);

  return self->faults != NULL &&
         (options->terminal_mode == NULL || set_mode (self, options->terminal_mode, error));
}

static gboolean
open_data (TillSandbox *self, const char *path, GError **error)
{
  g_autofree char *holder = NULL;

  self->lock = till_db_lock_take (path, &holder, error);
  if (self->lock == NULL)
    return FALSE;

  self->db = till_db_open (path, &schema, error);

  return self->db != NULL;
}

static gboolean
listen_on (TillSandbox *self, guint port, GError **error)
{
  g_autoptr (GInetAddress)   loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, (guint16) port);

  return soup_server_listen (self->server, address, 0, error);
}

static gboolean
remember_port_work (TillDbConnection *db, gpointer data, GError **error)
{
  return till_sandbox_setting_set (db, PORT_SETTING, data, error);
}

static gboolean
listen_again (TillSandbox *self, int wanted, GError **error)
{
  g_autofree char *remembered =
    till_sandbox_setting_get (till_db_get_reader (self->db), PORT_SETTING);
  g_autofree char *port = NULL;
  guint64          last = 0;
  GSList          *uris;

  if (wanted > 0 ? !listen_on (self, (guint) wanted, error)
                 : !(remembered != NULL &&
                     g_ascii_string_to_unsigned (remembered, 10, 1, 65535, &last, NULL) &&
                     listen_on (self, (guint) last, NULL)) &&
                     !listen_on (self, 0, error))
    return FALSE;

  uris = soup_server_get_uris (self->server);
  port = g_strdup_printf ("%d", g_uri_get_port (uris->data));
  self->address = g_strdup_printf ("http://127.0.0.1:%s", port);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return till_db_write (self->db, TILL_DB_NORMAL, remember_port_work, port, error);
}

static gboolean
midnight_cb (gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!till_sandbox_life_catch_up (user_data, &error))
    g_printerr ("till-sandbox: %s\n", error->message);

  return G_SOURCE_CONTINUE;
}

TillSandbox *
till_sandbox_open (const TillSandboxOptions *options, GError **error)
{
  g_autoptr (TillSandbox) self = g_new0 (TillSandbox, 1);

  self->clock = till_clock_new ();
  self->terminals = g_ptr_array_new_with_free_func ((GDestroyNotify) till_sandbox_terminal_free);
  self->last_replies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->held = g_hash_table_new (NULL, NULL);
  self->server = soup_server_new ("server-header", "till-sandbox", NULL);
  soup_server_add_handler (self->server, NULL, called_cb, self, NULL);

  if (!read_options (self, options, error) || !open_data (self, options->data, error) ||
      !till_sandbox_set_terms (self, options->fees, options->conveyed, options->oddities, error) ||
      !listen_again (self, options->port, error))
    return NULL;

  self->midnight_timer = g_timeout_add_seconds (MIDNIGHT_CHECK_S, midnight_cb, self);

  return g_steal_pointer (&self);
}

void
till_sandbox_close (TillSandbox *self)
{
  g_autoptr (GList) held = g_hash_table_get_keys (self->held);

  g_clear_handle_id (&self->midnight_timer, g_source_remove);
  g_clear_pointer (&self->terminals, g_ptr_array_unref);
  for (GList *each = held; each != NULL; each = each->next)
    till_sandbox_call_free (each->data);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);

  if (self->db != NULL)
    till_db_close (self->db);
  g_clear_object (&self->db);
  g_clear_pointer (&self->lock, till_db_lock_free);
  g_clear_pointer (&self->faults, till_sandbox_faults_free);
  g_clear_pointer (&self->last_replies, g_hash_table_unref);
  g_clear_pointer (&self->held, g_hash_table_unref);
  g_clear_pointer (&self->terms, till_sandbox_terms_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->eastern, g_time_zone_unref);
  g_clear_object (&self->clock);
  g_free (self->practice);
  g_free (self->access_key);
  g_free (self->text_key);
  g_free (self->address);
  g_free (self);
}
