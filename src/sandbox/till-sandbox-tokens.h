/* till-sandbox-tokens.h: cards kept for later, without their numbers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "sandbox/till-sandbox-call.h"
#include "sandbox/till-sandbox-card.h"

G_BEGIN_DECLS

/* The brand of that name as a static string, which is what a card has; NULL: there is none. */
const char *till_sandbox_tokens_find_brand (const char *name);

/* FALSE: @id is no token. */
gboolean till_sandbox_tokens_find (TillDbConnection *db, const char *id, TillSandboxCard *card);

/* Of a card that @customer_key has one of already, that one. */
gboolean till_sandbox_tokens_make (TillSandbox           *sandbox,
                                   TillDbConnection      *db,
                                   const TillSandboxCard *card,
                                   const char            *description,
                                   const char            *customer_key,
                                   char                 **id,
                                   GError               **error);

/* Of somebody else’s making, by its id; nothing when it is there already. TILL_ERROR_BAD_INPUT:
 * @id is another card’s, or another customer’s. */
gboolean till_sandbox_tokens_put (TillSandbox           *sandbox,
                                  TillDbConnection      *db,
                                  const char            *id,
                                  const TillSandboxCard *card,
                                  const char            *customer_key,
                                  GError               **error);

/* POST and GET /rest/v2/tokens; GET and DELETE /rest/v2/tokens/{id}. */
gboolean till_sandbox_tokens_post (TillDbConnection *db, TillSandboxCall *call, GError **error);
gboolean till_sandbox_tokens_list (TillDbConnection *db, TillSandboxCall *call, GError **error);
gboolean till_sandbox_tokens_get (TillDbConnection *db, TillSandboxCall *call, GError **error);
gboolean till_sandbox_tokens_delete (TillDbConnection *db, TillSandboxCall *call, GError **error);

/* GET /rest/v2/customers/{customerKey}/tokens: there is a customer for whatever the practice calls
 * its patients by (customer-id). */
gboolean till_sandbox_tokens_list_of_customer (TillDbConnection *db,
                                               TillSandboxCall  *call,
                                               GError          **error);

G_END_DECLS
