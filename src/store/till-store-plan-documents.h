/* till-store-plan-documents.h: the papers of payment plans, whole or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Begun → its pieces, each by a commit that has time for one → kept, with the audit. One that was
 * not kept is seen by nobody.
 */
#pragma once

#include "core/till-id.h"
#include "db/till-db.h"
#include "model/till-plan-document.h"

G_BEGIN_DECLS

/* Of a piece, in bytes: far below the 50 ms that a commit may take. */
#define TILL_DOCUMENT_PIECE (256 * 1024)

/* What broke off before it was kept goes. */
gboolean till_store_clear_plan_documents (TillDbConnection *connection,
                                          gint64            plan_id,
                                          GError          **error);

/* @document gets id and digest. */
gboolean till_store_begin_plan_document (TillDbConnection *connection,
                                         TillPlanDocument *document,
                                         GBytes           *bytes,
                                         const TillActor  *actor,
                                         TillInstant       at,
                                         GError          **error);

/* The piece @n, from 0, of @bytes, which are the document’s. TILL_ERROR_NOT_FOUND: it was cleared
 * away, or is kept already. */
gboolean till_store_add_document_piece (TillDbConnection       *connection,
                                        const TillPlanDocument *document,
                                        gint64                  n,
                                        GBytes                 *bytes,
                                        GError                **error);
gint64   till_store_count_document_pieces (GBytes *bytes);

/* From now on it is seen. TILL_ERROR_NOT_FOUND as above. */
gboolean till_store_keep_plan_document (TillDbConnection       *connection,
                                        const TillPlanDocument *document,
                                        const TillActor        *actor,
                                        TillInstant             at,
                                        GError                **error);

/* The kept ones, in order. (element-type TillPlanDocument) */
GPtrArray *till_store_list_plan_documents (TillDbConnection *connection,
                                           gint64            plan_id,
                                           GError          **error);

/* Kept; TILL_ERROR_NOT_FOUND. */
TillPlanDocument *till_store_get_plan_document (TillDbConnection *connection,
                                                gint64            id,
                                                GError          **error);

/* Just the bytes that were kept. TILL_ERROR_STORE: they are not whole any more. */
GBytes *till_store_read_plan_document (TillDbConnection       *connection,
                                       const TillPlanDocument *document,
                                       GError                **error);

G_END_DECLS
