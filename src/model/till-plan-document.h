/* till-plan-document.h: a paper of a payment plan: the agreement as it was signed, or its scan
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/till-records.h"

G_BEGIN_DECLS

typedef enum
{
  TILL_DOCUMENT_AGREEMENT, /* "agreement": as it was authorized, made by Till */
  TILL_DOCUMENT_SCAN,      /* "scan": of the signed paper */
} TillDocumentKind;

typedef enum
{
  TILL_FORMAT_PDF,  /* "pdf" */
  TILL_FORMAT_PNG,  /* "png" */
  TILL_FORMAT_JPEG, /* "jpeg" */
} TillDocumentFormat;

#define TILL_TYPE_DOCUMENT_KIND (till_document_kind_get_type ())
GType till_document_kind_get_type (void);
#define TILL_TYPE_DOCUMENT_FORMAT (till_document_format_get_type ())
GType till_document_format_get_type (void);

/* What a scan may have, in bytes: twenty pages in colour. */
#define TILL_MOST_SCANNED (20 * 1024 * 1024)

typedef struct
{
  gint64             id;
  gint64             plan_id;
  gint64             version; /* of the terms that it is about */
  TillDocumentKind   kind;
  TillDocumentFormat format;
  gint64             n_bytes;
  char              *sha256;
  gboolean           is_kept; /* whole, and to be seen */
  TillInstant        added_at;
  char              *added_by;
} TillPlanDocument;

TILL_RECORD (TillPlanDocument, till_plan_document)

/* "plan-12-agreement.pdf", "plan-12-signed.jpeg"; of newer terms, "plan-12-agreement-2.pdf" */
char *till_plan_document_dup_name (const TillPlanDocument *self) G_GNUC_WARN_UNUSED_RESULT;

/* Translated, static: "Agreement", "Signed paper". */
const char *till_document_kind_to_words (TillDocumentKind kind);

G_END_DECLS
