/* till-clearent-private.h: what the files of Clearent's client share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "http/till-json-reader.h"
#include "processor/till-clearent.h"

G_BEGIN_DECLS

/* Of an order, what its answer is compared with. */
typedef struct
{
  TillVerb  verb;
  char     *invoice;
  char     *target;
  TillMoney amount;
} TillClearentAsked;

/* Likewise of a query. */
typedef struct
{
  char *invoice;
  char *id;
  guint page;
} TillClearentSought;

typedef enum
{
  TILL_CLEARENT_NO_RESULT,
  TILL_CLEARENT_APPROVED,
  TILL_CLEARENT_DECLINED,
  TILL_CLEARENT_ERROR,
} TillClearentResult;

/* One transaction off the wire, and what of it could not be read. */
typedef struct
{
  TillCharge        *charge;
  TillClearentResult result;
  char              *type;       /* as written, or NULL */
  gboolean           is_money;   /* a type that moves card money of its own */
  gboolean           is_other;   /* a known type that does not */
  gboolean           is_capture; /* of these, what takes an authorization's money */
  gboolean           has_amount;
  gboolean           bad_amount; /* said, but not an amount */
} TillClearentRow;

/* The row is all zero when @transaction is NULL. */
void till_clearent_row_read (TillClearentRow *self,
                             JsonObject      *transaction,
                             const char      *exchange_id);
void till_clearent_row_clear (TillClearentRow *self);

/* "7" → "007". NULL when there is none. */
char *till_clearent_dup_code (JsonObject *object);

/* The processor's words on one line, without a card number; or NULL. */
char *till_clearent_dup_words (JsonObject *object, const char *name);

TillAnswer *till_clearent_read_answer (const TillClearentAsked *asked, const TillHttpAnswer *http);
TillFound  *till_clearent_read_found (const TillClearentSought *sought, const TillHttpAnswer *http);

/* ── What is asked (till-clearent-ask.c) ─────────────────────────────────────────────────────── */

GBytes     *till_clearent_body (TillVerb verb, const TillOrder *order);
const char *till_clearent_path (TillVerb verb);
char       *till_clearent_search_path (const TillQuery *query); /* with its query */

/* ── Cards on file (till-clearent-cards.c) ───────────────────────────────────────────────────── */

/* payload.tokenResponse's, or NULL. One that passes as a card's number is none. */
char *till_clearent_dup_token (JsonObject *payload);

TillKeptCards *till_clearent_read_cards (const TillHttpAnswer *http);
gboolean       till_clearent_read_forgotten (const TillHttpAnswer *http, GError **error);

/* What of a card the wire names alike, of a transaction and of a token. */
void till_clearent_read_card (TillCard *card, JsonObject *object);
/* What may serve as an id, or NULL. */
char *till_clearent_dup_id (JsonObject *object, const char *name);

/* ── Beside the main loop (till-clearent-aside.c) ────────────────────────────────────────────── */

typedef gpointer (*TillClearentRead) (gconstpointer asked, const TillHttpAnswer *http);

/* @waiting (full) returns what @read makes of its task data and of @http (full); it is freed by
 * @destroy. */
void till_clearent_read_aside (GTask           *waiting,
                               TillHttpAnswer  *http,
                               TillClearentRead read,
                               GDestroyNotify   destroy);

/* ── Reports (till-clearent-reports.c) ───────────────────────────────────────────────────────── */

typedef struct
{
  TillDay    funded_on;
  guint      page;
  GTimeZone *zone;
} TillClearentReportAsked;

/* Path and query. */
char         *till_clearent_report_path (TillDay funded_on, guint page, const char *merchant);
TillReported *till_clearent_read_report (const TillClearentReportAsked *asked,
                                         const TillHttpAnswer          *http);

/* Appends "?name=value" or "&name=value"; nothing for NULL. */
void till_clearent_add_query (GString *query, const char *name, const char *value);

G_END_DECLS
