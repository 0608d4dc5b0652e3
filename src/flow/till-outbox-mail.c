/* till-outbox-mail.c: a message as a mail: its HTML part, and the paper that goes with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "flow/till-outbox-private.h"

#include <string.h>

#include "document/till-statement-pdf.h"
#include "rules/till-template.h"
#include "store/till-store-plan-documents.h"
#include "store/till-store-requests.h"
#include "store/till-store-statements.h"

TillMailDraft *
till_mail_draft_new (TillPractice *practice, const TillMessage *message)
{
  TillMailDraft *self = g_new0 (TillMailDraft, 1);
  TillMail       sender = { NULL };

  self->message = till_message_copy (message);
  self->practice = till_practice_dup_facts (practice);
  till_practice_set_sender (practice, &sender);
  self->from_name = g_strdup (sender.from_name);
  self->from_address = g_strdup (sender.from_address);
  self->message_id = g_strconcat (message->uuid, strrchr (sender.from_address, '@'), NULL);
  self->statement_words =
    g_strdup (till_practice_get_setting (practice, TILL_SETTING_STATEMENT_MESSAGE));
  self->paper = till_practice_get_paper (practice);
  self->today = till_practice_get_today (practice);
  self->at = till_practice_now (practice);

  return self;
}

void
till_mail_draft_free (TillMailDraft *self)
{
  till_message_free (self->message);
  till_practice_facts_free (self->practice);
  g_free (self->from_name);
  g_free (self->from_address);
  g_free (self->statement_words);
  g_free (self->message_id);
  g_free (self->html);
  g_free (self->attachment_name);
  g_clear_pointer (&self->attachment, g_bytes_unref);
  g_free (self);
}

/* As of today: what was paid since is on it. */
static GBytes *
draw_statement (TillDbConnection *connection, TillMailDraft *self, const char *link, GError **error)
{
  const TillStatementFacts  about = { self->practice, self->statement_words, self->at, 1 };
  g_autoptr (TillStatement) statement =
    till_store_read_statement (connection, self->message->patient_id, self->today, error);
  g_autoptr (TillStatementPdf) pdf = NULL;

  if (statement == NULL)
    return NULL;

  statement->link = g_strdup (link);
  pdf = till_statement_pdf_new (&about);

  return till_statement_pdf_add (pdf, statement, error) ? till_statement_pdf_finish (pdf, error)
                                                        : NULL;
}

/* Just as it was kept. */
static GBytes *
read_document (TillDbConnection *connection, TillMailDraft *self, GError **error)
{
  g_autoptr (TillPlanDocument) document =
    till_store_get_plan_document (connection, self->message->document_id, error);

  if (document == NULL)
    return NULL;
  self->attachment_name = till_plan_document_dup_name (document);

  return till_store_read_plan_document (connection, document, error);
}

gboolean
till_mail_draft_read (TillDbConnection *connection, gpointer draft, GError **error)
{
  TillMailDraft          *self = draft;
  const TillMessage      *message = self->message;
  g_autoptr (TillRequest) request = NULL;

  if (message->request_id != 0 &&
      !(request = till_store_get_request (connection, message->request_id, error)))
    return FALSE;

  g_clear_pointer (&self->html, g_free);
  g_clear_pointer (&self->attachment, g_bytes_unref);
  g_clear_pointer (&self->attachment_name, g_free);
  self->html =
    till_template_dup_html (message->subject, message->body, request != NULL ? request->link : NULL,
                            message->purpose, message->language);
  if (message->attached == TILL_ATTACHED_STATEMENT)
    {
      self->attachment_name = g_strdup ("statement.pdf");
      self->attachment =
        draw_statement (connection, self, request != NULL ? request->link : NULL, error);
    }
  else if (message->attached == TILL_ATTACHED_RECEIPT)
    self->attachment =
      till_practice_draw_receipt (connection, message->transaction_id, self->practice, self->paper,
                                  TRUE, &self->attachment_name, error);
  else if (message->document_id != 0)
    self->attachment = read_document (connection, self, error);

  return (message->attached == TILL_ATTACHED_NOTHING && message->document_id == 0) ||
         self->attachment != NULL;
}

void
till_mail_draft_get_mail (const TillMailDraft *self, TillMail *mail)
{
  *mail = (TillMail){
    .message_id = self->message_id,
    .from_name = self->from_name,
    .from_address = self->from_address,
    .to_name = self->message->name,
    .to_address = self->message->address,
    .subject = self->message->subject,
    .text = self->message->body,
    .html = self->html,
    .attachment_name = self->attachment_name,
    .attachment = self->attachment,
    .date = self->at,
  };
}
