/* till-statement-pdf.c: statements as one PDF, each on pages of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document/till-statement-pdf.h"

#include <glib/gi18n-lib.h>

#include "core/till-text.h"
#include "document/till-statement-layout.h"

/* Tags tell a screen reader what is a cell; they make the file ten times as long. */
#define MOST_TAGGED 100

struct _TillStatementPdf
{
  /* Owned */
  TillSheet *sheet;
  TillQr    *qr; /* of the link; NULL: there was none yet */
  char      *link;
  char      *practice;
  char     **lines;
  char      *phone;
  char      *message;

  TillInstant at;
  gboolean    is_tagged;
  guint       n_added;
};

static char **
list_practice_lines (const TillPracticeFacts *practice)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) given = g_strsplit (practice->address != NULL ? practice->address : "", "\n", -1);
  g_autofree char *phone = till_text_tidy (practice->phone);

  for (char **line = given; *line != NULL; line++)
    {
      g_autofree char *tidied = till_text_tidy (*line);

      if (tidied != NULL)
        g_strv_builder_add (lines, tidied);
    }
  if (phone != NULL)
    g_strv_builder_add (lines, phone);

  return g_strv_builder_end (lines);
}

TillStatementPdf *
till_statement_pdf_new (const TillStatementFacts *facts)
{
  TillStatementPdf *self = g_new0 (TillStatementPdf, 1);
  g_autofree char  *practice = till_text_tidy (facts->practice->name);

  self->sheet = till_sheet_new_for_paper (TILL_PAPER_LETTER, FALSE);
  self->practice = g_strdup (practice != NULL ? practice : "");
  self->lines = list_practice_lines (facts->practice);
  self->phone = till_text_tidy (facts->practice->phone);
  self->message = till_text_tidy (facts->message);
  self->at = facts->at;
  self->is_tagged = facts->n_most <= MOST_TAGGED;

  return self;
}

void
till_statement_pdf_free (TillStatementPdf *self)
{
  if (self == NULL)
    return;

  till_sheet_free (self->sheet);
  till_qr_free (self->qr);
  g_free (self->link);
  g_free (self->practice);
  g_strfreev (self->lines);
  g_free (self->phone);
  g_free (self->message);
  g_free (self);
}

/* Mostly the one of the statement before. */
static gboolean
make_code (TillStatementPdf *self, const char *link, GError **error)
{
  if (!till_text_set (&self->link, link))
    return TRUE;

  g_clear_pointer (&self->qr, till_qr_free);
  if (link == NULL)
    return TRUE;
  self->qr = till_qr_new (link, error);

  return self->qr != NULL;
}

gboolean
till_statement_pdf_add (TillStatementPdf *self, const TillStatement *statement, GError **error)
{
  const TillStatementPaper paper = { self->practice, self->lines, self->phone, self->message,
                                     self->is_tagged };

  if (!make_code (self, statement->link, error))
    return FALSE;

  till_statement_lay_out (self->sheet, &paper, statement, self->qr);
  self->n_added++;

  return TRUE;
}

GBytes *
till_statement_pdf_finish (TillStatementPdf *self, GError **error)
{
  g_autofree char *title = NULL;

  g_return_val_if_fail (self->n_added > 0, NULL);

  title = self->n_added > 1 ? g_strdup_printf (_ ("Statements (%u)"), self->n_added)
                            : g_strdup (_ ("Statement"));
  till_sheet_set_about (self->sheet, title, self->practice, NULL, self->at);

  return till_sheet_finish (self->sheet, error);
}
