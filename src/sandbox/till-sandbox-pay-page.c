/* till-sandbox-pay-page.c: the processor's hosted page, on the patient's phone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-pay-page.h"

#include <string.h>

#include "core/till-day.h"
#include "core/till-text.h"
#include "sandbox/till-sandbox-batches.h"
#include "sandbox/till-sandbox-charge.h"
#include "sandbox/till-sandbox-codes.h"
#include "sandbox/till-sandbox-gateway.h"
#include "sandbox/till-sandbox-html.h"
#include "sandbox/till-sandbox-pay-form.h"
#include "sandbox/till-sandbox-terminal.h"
#include "sandbox/till-sandbox-tokens.h"

#define HTML_TYPE "text/html; charset=utf-8"
#define RESULT_PATH "/paylink-result/"

static void
answer_with_notice (TillSandboxCall *call, guint status, const char *title, const char *words)
{
  g_autoptr (GString) html = g_string_new (NULL);

  till_sandbox_html_append (
    html, "<div class=\"card\">\n<h1>%s</h1>\n<p role=\"alert\">%s</p>\n</div>\n", title, words);
  till_sandbox_call_answer (call, status, HTML_TYPE,
                            till_sandbox_html_page (title, NULL, html->str));
}

/* ── The result ─────────────────────────────────────────────────────────────────────────────────
 */

static void
append_line (GString *html, const char *label, const char *value)
{
  if (value != NULL && *value != '\0')
    till_sandbox_html_append (html, "<dt>%s</dt><dd>%s</dd>\n", label, value);
}

static void
append_details (TillSandbox *sandbox, GString *html, const TillSandboxTransaction *row)
{
  g_autofree char *amount = till_sandbox_pay_form_dollars (row->amount);
  g_autofree char *card = g_strdup_printf ("%s ending in %s", row->texts[TILL_SANDBOX_CARD_TYPE],
                                           row->texts[TILL_SANDBOX_LAST_FOUR]);
  g_autofree char *time = till_instant_format (row->created, sandbox->zone);

  g_string_append (html, "<dl>\n");
  append_line (html, "Amount", amount);
  append_line (html, "Card", row->texts[TILL_SANDBOX_LAST_FOUR] != NULL ? card : NULL);
  append_line (html, "Authorization", row->texts[TILL_SANDBOX_AUTHORIZATION]);
  append_line (html, "Reference", row->texts[TILL_SANDBOX_INVOICE]);
  append_line (html, "Time", time);
  g_string_append (html, "</dl>\n");
}

/* @row: NULL when the charge never became one. @back: where the form is, or NULL. */
static char *
result_page (TillSandbox                  *sandbox,
             const TillSandboxTransaction *row,
             gboolean                      earlier,
             gboolean                      saved,
             const char                   *words,
             const char                   *back)
{
  g_autoptr (GString) html = g_string_new ("<div class=\"card\">\n");
  gboolean            paid = row != NULL && till_sandbox_transaction_is_approved (row);
  const char         *title = paid ? "Payment received" : "The payment was not made";

  if (earlier)
    title = "No second payment was made";

  till_sandbox_html_append (html,
                            "<div class=\"notice %s\" role=\"status\">\n<h1>%s</h1>\n"
                            "<p class=\"words\">%s</p>\n</div>\n",
                            paid && !earlier ? "good" : "bad", title, words);
  if (row != NULL)
    append_details (sandbox, html, row);
  if (paid && !earlier && saved)
    g_string_append (html, "<p>The card is saved for the next payment.</p>\n");
  if (paid && !earlier)
    till_sandbox_html_append (
      html, "<p>Thank you. %s has been told; you may close this page.</p>\n", sandbox->practice);
  else if (!earlier && back != NULL && g_str_has_prefix (back, "/paylink/"))
    till_sandbox_html_append (html, "<a class=\"button\" href=\"%s\">Try again</a>\n", back);
  g_string_append (html, "</div>\n");

  return till_sandbox_html_page (title, NULL, html->str);
}

static gboolean
find_by_form (TillDbConnection        *db,
              const char              *form,
              TillSandboxTransaction **found,
              GError                 **error)
{
  g_autofree char *sql = g_strconcat (till_sandbox_transaction_select, "WHERE form = ?1", NULL);
  g_autoptr (TillDbStatement) statement = till_db_prepare (db, sql, error);

  *found = NULL;
  if (statement == NULL)
    return FALSE;

  till_db_bind_text (statement, 1, form);

  return till_sandbox_transaction_first (statement, found, error);
}

static void
show_result (TillSandboxCall *call)
{
  TillDbConnection                  *db = till_db_get_reader (call->sandbox->db);
  g_autoptr (TillSandboxTransaction) row = NULL;

  if (!find_by_form (db, call->path + strlen (RESULT_PATH), &row, NULL) || row == NULL)
    {
      answer_with_notice (call, SOUP_STATUS_NOT_FOUND, "Nothing here",
                          "There is no payment at this address.");
      return;
    }

  till_sandbox_call_answer (
    call, SOUP_STATUS_OK, HTML_TYPE,
    result_page (call->sandbox, row, FALSE, till_sandbox_call_get_query (call, "saved") != NULL,
                 till_sandbox_transaction_is_approved (row) ? "The card was charged."
                                                            : row->texts[TILL_SANDBOX_WORDS],
                 till_sandbox_call_get_query (call, "back")));
}

/* ── The payment ────────────────────────────────────────────────────────────────────────────────
 */

typedef struct
{
  TillSandboxCall     *call;
  TillSandboxTerminal *terminal;
  TillSandboxPayForm  *form;
  TillSandboxOutcome   outcome;
  gboolean             sent_before;
} Work;

static TillSandboxTransaction *
new_sale (Work *work)
{
  static const TillSandboxText told[] = { TILL_SANDBOX_INVOICE,     TILL_SANDBOX_ORDER,
                                          TILL_SANDBOX_CUSTOMER,    TILL_SANDBOX_PURCHASE_ORDER,
                                          TILL_SANDBOX_DESCRIPTION, TILL_SANDBOX_EMAIL };
  TillSandboxTransaction      *sale = till_sandbox_transaction_new ();
  const char                  *name = till_sandbox_pay_form_get (work->form, "client-name");

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      const char *value = till_sandbox_pay_form_get (work->form, till_sandbox_text_name (told[i]));

      if (value != NULL && (told[i] == TILL_SANDBOX_INVOICE || !till_text_has_card_number (value)))
        till_sandbox_transaction_set (sale, told[i], value);
    }

  if (name == NULL || till_text_has_card_number (name))
    name = g_hash_table_lookup (work->form->typed, "name");
  till_sandbox_transaction_set (sale, TILL_SANDBOX_NAME, name);
  till_sandbox_transaction_set (sale, TILL_SANDBOX_TYPE, "SALE");
  till_sandbox_transaction_set (sale, TILL_SANDBOX_TERMINAL, work->terminal->id);
  till_sandbox_transaction_set (sale, TILL_SANDBOX_ENTRY_METHOD, "KEYED");
  till_sandbox_transaction_set (sale, TILL_SANDBOX_SOFTWARE, "paylink");
  till_sandbox_transaction_set (sale, TILL_SANDBOX_FORM, work->form->form);
  sale->amount = work->form->amount;

  return sale;
}

/* Of a payment that was made. The token is the patient's by the number the link has of her. */
static gboolean
save_card (TillDbConnection *db, Work *work, GError **error)
{
  const TillSandboxOutcome *outcome = &work->outcome;

  if (!work->form->save_card || outcome->earlier || outcome->transaction == NULL ||
      !till_sandbox_transaction_is_approved (outcome->transaction))
    return TRUE;

  return till_sandbox_tokens_make (
    work->call->sandbox, db, &work->form->card, outcome->transaction->texts[TILL_SANDBOX_NAME],
    outcome->transaction->texts[TILL_SANDBOX_CUSTOMER], &work->outcome.token, error);
}

static gboolean
pay_work (TillDbConnection *db, gpointer data, GError **error)
{
  Work                              *work = data;
  TillSandbox                       *sandbox = work->call->sandbox;
  g_autoptr (TillSandboxTransaction) sale = NULL;
  g_autoptr (TillSandboxTransaction) before = NULL;

  till_sandbox_outcome_clear (&work->outcome);
  work->outcome = (TillSandboxOutcome){ 0 };
  if (!till_sandbox_batches_close_due (sandbox, db, error) ||
      !find_by_form (db, work->form->form, &before, error))
    return FALSE;

  work->sent_before = before != NULL;
  if (work->sent_before)
    return TRUE;

  sale = new_sale (work);

  return till_sandbox_charge (sandbox, db, sale, &work->form->card, FALSE, FALSE, &work->outcome,
                              error) &&
         save_card (db, work, error);
}

/* As the browser asked for it, so that "Try again" leads to the same form. */
static char *
dup_own_address (TillSandboxCall *call)
{
  GUri       *uri = soup_server_message_get_uri (call->message);
  const char *query = g_uri_get_query (uri);

  return g_strconcat (g_uri_get_path (uri), query != NULL ? "?" : NULL, query, NULL);
}

static void
show_outcome (Work *work)
{
  TillSandboxCall          *call = work->call;
  const TillSandboxOutcome *outcome = &work->outcome;
  g_autofree char          *back = dup_own_address (call);
  const char               *words = outcome->words;

  if (work->sent_before || (outcome->transaction != NULL && !outcome->earlier))
    {
      g_autofree char *escaped = g_uri_escape_string (back, NULL, FALSE);
      g_autofree char *to = g_strconcat (RESULT_PATH, work->form->form, "?back=", escaped,
                                         outcome->token != NULL ? "&saved=yes" : NULL, NULL);

      till_sandbox_call_redirect (call, to);
      return;
    }

  if (outcome->earlier)
    words = "This card was used for the payment below a few minutes ago, so the processor took"
            " this one for the same payment sent twice.";
  else if (words == NULL && outcome->code != NULL)
    words = till_sandbox_code_words (outcome->code);
  till_sandbox_call_answer (call, SOUP_STATUS_OK, HTML_TYPE,
                            result_page (call->sandbox, outcome->transaction, outcome->earlier,
                                         FALSE, words != NULL ? words : "Something went wrong.",
                                         back));
}

static void
pay (TillSandboxCall *call, TillSandboxTerminal *terminal)
{
  g_autoptr (GHashTable)         typed = till_sandbox_call_dup_form (call);
  g_autoptr (TillSandboxPayForm) form = till_sandbox_pay_form_new (
    call->sandbox->practice, call->sandbox->part_payments, call->query, typed);
  Work work = { call, terminal, form, { 0 }, FALSE };

  if (!till_sandbox_pay_form_check (form, till_sandbox_now (call->sandbox)))
    {
      till_sandbox_call_answer (call, SOUP_STATUS_UNPROCESSABLE_ENTITY, HTML_TYPE,
                                till_sandbox_pay_form_to_html (form));
      return;
    }

  till_sandbox_gateway_write (call, pay_work, &work);
  if (work.sent_before || work.outcome.code != NULL)
    show_outcome (&work);
  till_sandbox_outcome_clear (&work.outcome);
}

/* ── The addresses ──────────────────────────────────────────────────────────────────────────────
 */

static TillSandboxTerminal *
find_terminal (TillSandboxCall *call)
{
  g_auto (GStrv) parts = g_strsplit (call->path + strlen ("/paylink/"), "/", -1);

  switch (g_strv_length (parts))
    {
    case 1:
      return till_sandbox_find_terminal_by_paylink (call->sandbox, parts[0]);

    case 2:
      return g_str_equal (parts[0], TILL_SANDBOX_MERCHANT)
               ? till_sandbox_find_terminal (call->sandbox, parts[1])
               : NULL;

    default:
      return NULL;
    }
}

static void
show_form (TillSandboxCall *call)
{
  g_autoptr (TillSandboxPayForm) form = till_sandbox_pay_form_new (
    call->sandbox->practice, call->sandbox->part_payments, call->query, NULL);

  till_sandbox_call_answer (call, form->link_broken ? SOUP_STATUS_BAD_REQUEST : SOUP_STATUS_OK,
                            HTML_TYPE, till_sandbox_pay_form_to_html (form));
}

void
till_sandbox_pay_page_take (TillSandboxCall *call)
{
  gboolean             posts = g_str_equal (call->method, "POST");
  TillSandboxTerminal *terminal;

  if (!posts && !g_str_equal (call->method, "GET") && !g_str_equal (call->method, "HEAD"))
    answer_with_notice (call, SOUP_STATUS_METHOD_NOT_ALLOWED, "Nothing here",
                        "A page can be read and a form can be sent.");
  else if (g_str_has_prefix (call->path, RESULT_PATH))
    show_result (call);
  else if (!(terminal = find_terminal (call)))
    answer_with_notice (call, SOUP_STATUS_NOT_FOUND, "Nothing here",
                        "This link leads to no practice. Please ask for a new one.");
  else if (posts)
    pay (call, terminal);
  else
    show_form (call);

  till_sandbox_call_send (call);
}
