/* till-clearent.c: Clearent (Xplor Pay), gateway "Quest"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * There is no idempotency key on this wire: the invoice is unique, a terminal checks it before it
 * wakes (check-field), and nothing is ever sent twice.
 */
#include "processor/till-clearent.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "processor/till-clearent-private.h"

#define TERMINAL_TIMEOUT_S 300
#define TIMEOUT_S 60

struct _TillClearent
{
  GObject parent_instance;

  TillHttp   *http;
  char       *host;
  char       *key;
  char       *paylink;
  GHashTable *terminal_keys;

  char      *reports_host; /* NULL: not set up */
  char      *access_key;
  char      *merchant;
  GTimeZone *reports_zone;
  guint      reports_timeout_s;
};

static void till_clearent_processor_init (TillProcessorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TillClearent,
                               till_clearent,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TILL_TYPE_PROCESSOR,
                                                      till_clearent_processor_init))

static const char *
till_clearent_get_name (TillProcessor *processor)
{
  return "clearent";
}

static TillCapabilities
till_clearent_get_capabilities (TillProcessor *processor)
{
  TillClearent *self = TILL_CLEARENT (processor);

  return TILL_CAN_TERMINAL | TILL_CAN_VOID | TILL_CAN_CARDS |
         (self->paylink != NULL ? TILL_CAN_PAY_PAGE : 0) |
         (self->reports_host != NULL ? TILL_CAN_DEPOSITS : 0);
}

static const char *
key_for (TillClearent *self, const char *terminal)
{
  const char *key = NULL;

  if (terminal != NULL && self->terminal_keys != NULL)
    key = g_hash_table_lookup (self->terminal_keys, terminal);

  return key != NULL ? key : self->key;
}

static void
send_request (TillClearent       *self,
              const char         *method,
              const char         *path_and_query,
              const char         *key,
              GBytes             *body,
              guint               timeout_s,
              GCancellable       *cancellable,
              GAsyncReadyCallback callback,
              gpointer            user_data)
{
  const char *const headers[] = { "api-key", key, "Accept", "application/json", NULL };
  g_autofree char  *uri = g_strconcat (self->host, path_and_query, NULL);

  till_http_send_async (self->http, method, uri, headers, body,
                        body != NULL ? "application/json" : NULL, timeout_s, cancellable, callback,
                        user_data);
}

/* Asking. */

static void
asked_free (gpointer data)
{
  TillClearentAsked *self = data;

  g_free (self->invoice);
  g_free (self->target);
  g_free (self);
}

static void
ask_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)          task = user_data;
  g_autoptr (TillHttpAnswer) http = till_http_send_finish (TILL_HTTP (source), result);

  g_task_return_pointer (task, till_clearent_read_answer (g_task_get_task_data (task), http),
                         (GDestroyNotify) till_answer_free);
}

static void
till_clearent_ask_async (TillProcessor      *processor,
                         TillVerb            verb,
                         const TillOrder    *order,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  TillClearent      *self = TILL_CLEARENT (processor);
  g_autoptr (GTask)  task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GBytes) body = till_clearent_body (verb, order);
  TillClearentAsked *asked = g_new0 (TillClearentAsked, 1);
  guint              timeout_s = verb == TILL_VERB_SALE_TERMINAL ? TERMINAL_TIMEOUT_S : TIMEOUT_S;

  asked->verb = verb;
  asked->invoice = g_strdup (order->invoice);
  asked->target = g_strdup (order->target);
  asked->amount = order->amount;
  g_task_set_source_tag (task, till_clearent_ask_async);
  g_task_set_task_data (task, asked, asked_free);

  send_request (self, "POST", till_clearent_path (verb), key_for (self, order->terminal), body,
                order->timeout_s > 0 ? order->timeout_s : timeout_s, cancellable, ask_answered_cb,
                g_steal_pointer (&task));
}

static TillAnswer *
till_clearent_ask_finish (TillProcessor *processor, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, processor), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* Searching. */

static void
sought_free (gpointer data)
{
  TillClearentSought *self = data;

  g_free (self->invoice);
  g_free (self->id);
  g_free (self);
}

static gpointer
read_found (gconstpointer sought, const TillHttpAnswer *http)
{
  return till_clearent_read_found (sought, http);
}

static void
search_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  till_clearent_read_aside (user_data, till_http_send_finish (TILL_HTTP (source), result),
                            read_found, (GDestroyNotify) till_found_free);
}

static void
till_clearent_search_async (TillProcessor      *processor,
                            const TillQuery    *query,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  TillClearent       *self = TILL_CLEARENT (processor);
  g_autoptr (GTask)   task = g_task_new (self, NULL, callback, user_data);
  g_autofree char    *path_and_query = till_clearent_search_path (query);
  TillClearentSought *sought = g_new0 (TillClearentSought, 1);

  sought->invoice = g_strdup (query->invoice);
  sought->id = g_strdup (query->id);
  sought->page = MAX (query->page, 1);
  g_task_set_source_tag (task, till_clearent_search_async);
  g_task_set_task_data (task, sought, sought_free);

  send_request (self, "GET", path_and_query, self->key, NULL, TIMEOUT_S, cancellable,
                search_answered_cb, g_steal_pointer (&task));
}

static TillFound *
till_clearent_search_finish (TillProcessor *processor, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, processor), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* Deposits. */

static void
report_asked_free (gpointer data)
{
  TillClearentReportAsked *self = data;

  g_time_zone_unref (self->zone);
  g_free (self);
}

static gpointer
read_report (gconstpointer asked, const TillHttpAnswer *http)
{
  return till_clearent_read_report (asked, http);
}

static void
deposits_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  till_clearent_read_aside (user_data, till_http_send_finish (TILL_HTTP (source), result),
                            read_report, (GDestroyNotify) till_reported_free);
}

static void
till_clearent_deposits_async (TillProcessor      *processor,
                              TillDay             funded_on,
                              guint               page,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  TillClearent     *self = TILL_CLEARENT (processor);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autofree char  *path = till_clearent_report_path (funded_on, page, self->merchant);
  g_autofree char  *uri = g_strconcat (self->reports_host, path, NULL);
  const char *const headers[] = { "AccessKey", self->access_key, "Accept", "application/json",
                                  NULL };
  TillClearentReportAsked *asked = g_new0 (TillClearentReportAsked, 1);

  asked->funded_on = funded_on;
  asked->page = page;
  asked->zone = g_time_zone_ref (self->reports_zone);
  g_task_set_source_tag (task, till_clearent_deposits_async);
  g_task_set_task_data (task, asked, report_asked_free);

  till_http_send_async (self->http, "GET", uri, headers, NULL, NULL, self->reports_timeout_s,
                        cancellable, deposits_answered_cb, g_steal_pointer (&task));
}

static TillReported *
till_clearent_deposits_finish (TillProcessor *processor, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, processor), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* The hosted page. Only the name "amount" is documented; invoice and description are said to be
 * possible, under names that could not be read. The patient's number is what a card that is saved
 * there is found by.
 */
static char *
till_clearent_pay_page (TillProcessor *processor, const TillOrder *order)
{
  TillClearent       *self = TILL_CLEARENT (processor);
  g_autofree char    *amount = till_money_to_decimal (order->amount);
  g_autofree char    *path = NULL;
  g_autoptr (GString) query = g_string_new (NULL);

  if (self->paylink == NULL)
    return NULL;

  path = g_uri_escape_string (self->paylink, "/", FALSE);
  till_clearent_add_query (query, "amount", amount);
  till_clearent_add_query (query, "invoice", order->invoice);
  till_clearent_add_query (query, "description", order->description);
  till_clearent_add_query (query, "customer-id", order->patient);
  till_clearent_add_query (query, "create-token", order->save_card ? "true" : NULL);

  return g_strconcat (self->host, "/paylink/", path, query->str, NULL);
}

/* Cards on file. */

static void
cards_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)          task = user_data;
  g_autoptr (TillHttpAnswer) http = till_http_send_finish (TILL_HTTP (source), result);

  g_task_return_pointer (task, till_clearent_read_cards (http),
                         (GDestroyNotify) till_kept_cards_free);
}

static void
till_clearent_cards_async (TillProcessor      *processor,
                           const char         *customer,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  TillClearent     *self = TILL_CLEARENT (processor);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autofree char  *escaped = g_uri_escape_string (customer, NULL, FALSE);
  g_autofree char  *path = g_strconcat ("/rest/v2/customers/", escaped, "/tokens", NULL);

  g_task_set_source_tag (task, till_clearent_cards_async);
  send_request (self, "GET", path, self->key, NULL, TIMEOUT_S, cancellable, cards_answered_cb,
                g_steal_pointer (&task));
}

static TillKeptCards *
till_clearent_cards_finish (TillProcessor *processor, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, processor), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)          task = user_data;
  g_autoptr (TillHttpAnswer) http = till_http_send_finish (TILL_HTTP (source), result);
  GError                    *error = NULL;

  if (till_clearent_read_forgotten (http, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
till_clearent_forget_card_async (TillProcessor      *processor,
                                 const char         *token,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  TillClearent     *self = TILL_CLEARENT (processor);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autofree char  *escaped = g_uri_escape_string (token, NULL, FALSE);
  g_autofree char  *path = g_strconcat ("/rest/v2/tokens/", escaped, NULL);

  g_task_set_source_tag (task, till_clearent_forget_card_async);
  send_request (self, "DELETE", path, self->key, NULL, TIMEOUT_S, cancellable, forgotten_cb,
                g_steal_pointer (&task));
}

static gboolean
till_clearent_forget_card_finish (TillProcessor *processor, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, processor), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
till_clearent_processor_init (TillProcessorInterface *iface)
{
  iface->get_name = till_clearent_get_name;
  iface->get_capabilities = till_clearent_get_capabilities;
  iface->ask_async = till_clearent_ask_async;
  iface->ask_finish = till_clearent_ask_finish;
  iface->search_async = till_clearent_search_async;
  iface->search_finish = till_clearent_search_finish;
  iface->pay_page = till_clearent_pay_page;
  iface->deposits_async = till_clearent_deposits_async;
  iface->deposits_finish = till_clearent_deposits_finish;
  iface->cards_async = till_clearent_cards_async;
  iface->cards_finish = till_clearent_cards_finish;
  iface->forget_card_async = till_clearent_forget_card_async;
  iface->forget_card_finish = till_clearent_forget_card_finish;
}

static void
till_clearent_finalize (GObject *object)
{
  TillClearent *self = TILL_CLEARENT (object);

  g_clear_object (&self->http);
  g_free (self->host);
  g_free (self->key);
  g_free (self->paylink);
  g_clear_pointer (&self->terminal_keys, g_hash_table_unref);
  g_free (self->reports_host);
  g_free (self->access_key);
  g_free (self->merchant);
  g_clear_pointer (&self->reports_zone, g_time_zone_unref);

  G_OBJECT_CLASS (till_clearent_parent_class)->finalize (object);
}

static void
till_clearent_class_init (TillClearentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = till_clearent_finalize;
}

static void
till_clearent_init (TillClearent *self)
{
}

/* As pasted: a blank or a slash too many is no part of it. */
static char *
trim (const char *text, const char *also)
{
  char *trimmed = g_strstrip (g_strdup (text != NULL ? text : ""));
  gsize n = strlen (trimmed);

  while (n > 0 && strchr (also, trimmed[n - 1]) != NULL)
    trimmed[--n] = '\0';

  return trimmed;
}

TillClearent *
till_clearent_new (TillHttp   *http,
                   const char *host,
                   const char *key,
                   const char *paylink,
                   GHashTable *terminal_keys)
{
  TillClearent    *self;
  g_autofree char *page = trim (paylink, "/");

  g_return_val_if_fail (TILL_IS_HTTP (http), NULL);
  g_return_val_if_fail (host != NULL, NULL);

  self = g_object_new (TILL_TYPE_CLEARENT, NULL);
  self->http = g_object_ref (http);
  self->host = trim (host, "/");
  self->key = trim (key, "");
  self->paylink = *page != '\0' ? g_steal_pointer (&page) : NULL;
  self->terminal_keys = terminal_keys != NULL ? g_hash_table_ref (terminal_keys) : NULL;

  return self;
}

void
till_clearent_set_reports (TillClearent *self,
                           const char   *host,
                           const char   *access_key,
                           const char   *merchant,
                           GTimeZone    *zone,
                           guint         timeout_s)
{
  g_autofree char *number = NULL;

  g_return_if_fail (TILL_IS_CLEARENT (self));
  g_return_if_fail (host != NULL && access_key != NULL && zone != NULL);

  g_free (self->reports_host);
  g_free (self->access_key);
  g_free (self->merchant);
  g_clear_pointer (&self->reports_zone, g_time_zone_unref);
  number = trim (merchant, "");
  self->reports_host = trim (host, "/");
  self->access_key = trim (access_key, "");
  self->merchant = *number != '\0' ? g_steal_pointer (&number) : NULL;
  self->reports_zone = g_time_zone_ref (zone);
  self->reports_timeout_s = timeout_s > 0 ? timeout_s : TIMEOUT_S;
}
