/* till-plan-document.c: a paper of a payment plan: the agreement as it was signed, or its scan
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/till-plan-document.h"

#include <glib/gi18n-lib.h>

G_DEFINE_ENUM_TYPE (TillDocumentKind,
                    till_document_kind,
                    G_DEFINE_ENUM_VALUE (TILL_DOCUMENT_AGREEMENT, "agreement"),
                    G_DEFINE_ENUM_VALUE (TILL_DOCUMENT_SCAN, "scan"))

G_DEFINE_ENUM_TYPE (TillDocumentFormat,
                    till_document_format,
                    G_DEFINE_ENUM_VALUE (TILL_FORMAT_PDF, "pdf"),
                    G_DEFINE_ENUM_VALUE (TILL_FORMAT_PNG, "png"),
                    G_DEFINE_ENUM_VALUE (TILL_FORMAT_JPEG, "jpeg"))

TillPlanDocument *
till_plan_document_new (void)
{
  return g_new0 (TillPlanDocument, 1);
}

TillPlanDocument *
till_plan_document_copy (const TillPlanDocument *self)
{
  TillPlanDocument *copy = g_memdup2 (self, sizeof *self);

  copy->sha256 = g_strdup (self->sha256);
  copy->added_by = g_strdup (self->added_by);

  return copy;
}

void
till_plan_document_free (TillPlanDocument *self)
{
  if (self == NULL)
    return;

  g_free (self->sha256);
  g_free (self->added_by);
  g_free (self);
}

char *
till_plan_document_dup_name (const TillPlanDocument *self)
{
  const char *kind = self->kind == TILL_DOCUMENT_AGREEMENT ? "agreement" : "signed";
  const char *format = till_enum_to_text (TILL_TYPE_DOCUMENT_FORMAT, (int) self->format);

  if (self->version <= 1)
    return g_strdup_printf ("plan-%" G_GINT64_FORMAT "-%s.%s", self->plan_id, kind, format);

  return g_strdup_printf ("plan-%" G_GINT64_FORMAT "-%s-%" G_GINT64_FORMAT ".%s", self->plan_id,
                          kind, self->version, format);
}

const char *
till_document_kind_to_words (TillDocumentKind kind)
{
  switch (kind)
    {
    case TILL_DOCUMENT_AGREEMENT:
      return _ ("Agreement");
    case TILL_DOCUMENT_SCAN:
      return _ ("Signed paper");
    default:
      g_return_val_if_reached ("");
    }
}
