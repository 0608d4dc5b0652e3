/* till-clearent-answer.c: what an answer of Clearent's means for the money
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Approved, declined and rejected are said only where the answer says so without contradiction. All
 * the rest is unknown and will be looked up: that costs a minute, a wrong word costs money.
 */
#include "processor/till-clearent-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/till-text.h"

typedef struct
{
  const TillClearentAsked *asked;
  guint                    status;
  JsonObject              *root;  /* NULL: unreadable */
  JsonObject              *error; /* borrowed: payload.error, or NULL */
  TillClearentRow          row;
  char                    *code;
  char                    *said; /* the processor's words, or NULL */
  char                    *exchange_id;
  gboolean                 earlier;
} Reading;

/* What became of it nobody knows, by the processor's own word: no answer from the card's bank, no
 * connection to the terminal, an error within.
 */
static const char *const unclear_codes[] = { "001", "031", "049", "050", "051",
                                             "052", "053", "057", NULL };

/* Understood and refused before any card was asked. */
static const char *const refusal_codes[] = { "002", "009", "011", "018", "022", "024", "025", "027",
                                             "040", "041", "042", "043", "044", "090", NULL };

#define NOT_COMPLETED "006"

/* The card's bank said no, or was never asked. */
static const char *const decline_codes[] = { "003", "004", "005", "006", "007", "008", "010",
                                             "012", "014", "015", "016", "021", "023", "026",
                                             "030", "033", "034", "058", NULL };

static gboolean
is_one_of (const char *code, const char *const *codes)
{
  return code != NULL && g_strv_contains (codes, code);
}

/* Whether the processor's words hold all of @needle's, whatever the case. */
static gboolean
says (const Reading *reading, const char *needle)
{
  g_autofree char *folded = reading->said != NULL ? till_text_fold (reading->said) : NULL;

  return folded != NULL && strstr (folded, needle) != NULL;
}

static gboolean
says_closed_batch (const Reading *reading)
{
  return says (reading, "closed batch") || (says (reading, "batch") && says (reading, "closed")) ||
         g_strcmp0 (reading->code, "040") == 0;
}

/* A link to a transaction names the one in the payload, or one of the two is damaged. */
static gboolean
links_agree (const Reading *reading)
{
  JsonArray *links = till_json_get_array (reading->root, "links");

  for (guint i = 0; links != NULL && i < json_array_get_length (links); i++)
    {
      JsonNode        *node = json_array_get_element (links, i);
      JsonObject      *link = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      g_autofree char *rel = till_json_dup_text (link, "rel");
      g_autofree char *id = till_json_dup_text (link, "id");

      if (g_strcmp0 (rel, "transaction") == 0 && id != NULL &&
          g_strcmp0 (id, reading->row.charge->id) != 0)
        return FALSE;
    }

  return TRUE;
}

/* The envelope's own status and code, where they are said, don't belie the payload. */
static gboolean
envelope_agrees (const Reading *reading)
{
  g_autofree char *status = till_json_dup_text (reading->root, "status");
  g_autofree char *code = till_json_dup_text (reading->root, "code");

  return (status == NULL || g_ascii_strcasecmp (status, "success") == 0) &&
         (code == NULL || *code == '2');
}

static gboolean
is_kind_asked_for (const Reading *reading)
{
  const TillClearentRow *row = &reading->row;

  return !till_verb_is_sale (reading->asked->verb) || row->type == NULL ||
         (row->is_money && row->charge->kind == TILL_KIND_PAYMENT);
}

/* The answer to a void or a refund may leave out the invoice. It can't be another's: no such answer
 * repeats an earlier one, and it names what it takes back.
 */
static void
complete_charge (Reading *reading)
{
  const TillClearentAsked *asked = reading->asked;
  TillClearentRow         *row = &reading->row;

  if (!row->has_amount && !row->bad_amount)
    row->charge->amount = asked->amount;
  if (till_verb_is_sale (asked->verb))
    return;

  if (row->type == NULL)
    row->charge->kind = asked->verb == TILL_VERB_VOID ? TILL_KIND_VOID : TILL_KIND_REFUND;
  if (row->charge->invoice == NULL && g_strcmp0 (row->charge->related_id, asked->target) == 0)
    row->charge->invoice = g_strdup (asked->invoice);
}

static TillVerdict
judge_approval (Reading *reading)
{
  TillCharge *charge = reading->row.charge;

  complete_charge (reading);
  if (charge->id == NULL || charge->invoice == NULL || reading->row.bad_amount ||
      !is_kind_asked_for (reading))
    return TILL_VERDICT_UNKNOWN;
  if (reading->earlier)
    {
      charge->earlier = TRUE;
      return TILL_VERDICT_APPROVED;
    }

  return reading->status / 100 == 2 && envelope_agrees (reading) && links_agree (reading) &&
             (reading->code == NULL || strcmp (reading->code, "000") == 0)
           ? TILL_VERDICT_APPROVED
           : TILL_VERDICT_UNKNOWN;
}

/* No transaction that says APPROVED or DECLINED: an error with a code, or with words alone. */
static TillVerdict
judge_refusal (const Reading *reading)
{
  gboolean is_error = reading->error != NULL || reading->row.result == TILL_CLEARENT_ERROR ||
                      (reading->status / 100 == 4 && reading->row.charge != NULL);

  if (!is_error || (reading->code == NULL && reading->said == NULL))
    return TILL_VERDICT_UNKNOWN;
  if (is_one_of (reading->code, refusal_codes))
    return TILL_VERDICT_REJECTED;
  if (is_one_of (reading->code, decline_codes))
    return TILL_VERDICT_DECLINED;

  switch (reading->status)
    {
    case 402:
      return TILL_VERDICT_DECLINED;

    case 408: /* time-out */
    case 409: /* conflict: with what is going on at this very moment */
      return TILL_VERDICT_UNKNOWN;

    default:
      return reading->status / 100 == 4 ? TILL_VERDICT_REJECTED : TILL_VERDICT_UNKNOWN;
    }
}

/* Of those that took nothing: it came to no answer of the card's bank, as when it is cancelled on
 * the terminal.
 */
static gboolean
is_not_completed (const Reading *reading)
{
  return reading->row.result == TILL_CLEARENT_ERROR ||
         g_strcmp0 (reading->code, NOT_COMPLETED) == 0;
}

static TillVerdict
judge (Reading *reading)
{
  TillVerdict verdict;

  if (reading->status == 401)
    return TILL_VERDICT_REJECTED;
  if ((reading->status / 100 != 2 && reading->status / 100 != 4) || reading->root == NULL ||
      is_one_of (reading->code, unclear_codes))
    return TILL_VERDICT_UNKNOWN;

  if (reading->row.result == TILL_CLEARENT_APPROVED)
    return judge_approval (reading);
  /* It says that the card was charged, but not with which transaction. */
  if (reading->earlier)
    return TILL_VERDICT_UNKNOWN;
  if (reading->asked->verb == TILL_VERB_VOID && says_closed_batch (reading))
    return TILL_VERDICT_CLOSED_BATCH;
  if (reading->row.result == TILL_CLEARENT_DECLINED)
    return is_one_of (reading->code, refusal_codes) ? TILL_VERDICT_REJECTED : TILL_VERDICT_DECLINED;

  verdict = judge_refusal (reading);
  return verdict == TILL_VERDICT_DECLINED && is_not_completed (reading) ? TILL_VERDICT_NOT_COMPLETED
                                                                        : verdict;
}

static char *
rejected_words (const Reading *reading)
{
  if (reading->status == 401 || g_strcmp0 (reading->code, "042") == 0)
    return g_strdup (_ ("The processor refused the key, and nothing was charged. Check the key of "
                        "Clearent in Settings."));
  if (g_strcmp0 (reading->code, "024") == 0)
    return g_strdup (_ ("The processor says that this payment was already taken back."));
  if (g_strcmp0 (reading->code, "025") == 0)
    return g_strdup (
      _ ("The processor says that this is more than what is left to refund of the payment."));
  if (g_strcmp0 (reading->code, "027") == 0)
    return g_strdup (_ ("The processor does not know the payment that is to be taken back."));
  if (reading->said != NULL)
    return g_strdup_printf (_ ("The processor refused it: %s"), reading->said);

  return g_strdup_printf (_ ("The processor refused it with code %s."), reading->code);
}

static char *
unknown_words (const Reading *reading)
{
  if (reading->root == NULL)
    return g_strdup (_ ("The processor's answer can't be read."));
  if (reading->earlier)
    return g_strdup (_ ("The processor says that this was paid before, but not by which payment."));
  if (reading->said != NULL && reading->row.result != TILL_CLEARENT_APPROVED)
    return g_strdup_printf (_ ("The processor can't say what became of it: %s"), reading->said);

  return g_strdup (_ ("The processor's answer does not say clearly what became of it."));
}

static char *
words_for (TillVerdict verdict, const Reading *reading)
{
  switch (verdict)
    {
    case TILL_VERDICT_DECLINED:
      return reading->said != NULL ? g_strdup_printf (_ ("It was declined: %s"), reading->said)
                                   : g_strdup (_ ("It was declined."));

    case TILL_VERDICT_NOT_COMPLETED:
      return reading->said != NULL ? g_strdup_printf (_ ("It was not completed: %s"), reading->said)
                                   : g_strdup (_ ("It was not completed."));

    case TILL_VERDICT_REJECTED:
      return rejected_words (reading);

    case TILL_VERDICT_CLOSED_BATCH:
      return g_strdup (_ ("The day's batch is closed: the payment can't be voided any more."));

    case TILL_VERDICT_UNKNOWN:
      return unknown_words (reading);

    case TILL_VERDICT_APPROVED:
    case TILL_VERDICT_NOT_SENT:
    default:
      return NULL;
    }
}

static void
reading_init (Reading *self, const TillClearentAsked *asked, const TillHttpAnswer *http)
{
  JsonObject *payload;

  *self = (Reading){ asked, http->status };
  self->root = till_json_read (http->body);
  self->exchange_id = till_clearent_dup_words (self->root, "exchange-id");

  payload = till_json_get_object (self->root, "payload");
  self->error = till_json_get_object (payload, "error");
  till_clearent_row_read (&self->row, till_json_get_object (payload, "transaction"),
                          self->exchange_id);

  if (self->row.charge != NULL)
    self->row.charge->token = till_clearent_dup_token (payload);

  self->code = till_clearent_dup_code (self->error);
  self->said = till_clearent_dup_words (self->error, "error-message");
  if (self->code == NULL && self->row.charge != NULL)
    self->code = g_strdup (self->row.charge->code);
  if (self->said == NULL && self->row.charge != NULL)
    self->said = g_strdup (self->row.charge->words);

  self->earlier =
    till_verb_is_sale (asked->verb) &&
    (till_json_is_true (till_json_get_object (payload, "transaction"), "check-field-duplicate") ||
     g_strcmp0 (self->code, "032") == 0 || g_strcmp0 (self->code, "045") == 0 ||
     says (self, "previously approved"));
}

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->root, json_object_unref);
  till_clearent_row_clear (&self->row);
  g_free (self->code);
  g_free (self->said);
  g_free (self->exchange_id);
}

TillAnswer *
till_clearent_read_answer (const TillClearentAsked *asked, const TillHttpAnswer *http)
{
  TillAnswer *answer = g_new0 (TillAnswer, 1);
  Reading     reading;

  if (http->outcome != TILL_HTTP_ANSWERED)
    {
      answer->verdict =
        http->outcome == TILL_HTTP_NOT_SENT ? TILL_VERDICT_NOT_SENT : TILL_VERDICT_UNKNOWN;
      answer->words = g_strdup (http->words);
      return answer;
    }

  reading_init (&reading, asked, http);
  answer->verdict = judge (&reading);
  answer->words = words_for (answer->verdict, &reading);
  answer->code = g_steal_pointer (&reading.code);
  answer->exchange_id = g_steal_pointer (&reading.exchange_id);
  if (answer->verdict == TILL_VERDICT_APPROVED ||
      ((answer->verdict == TILL_VERDICT_DECLINED ||
        answer->verdict == TILL_VERDICT_NOT_COMPLETED) &&
       reading.row.charge != NULL && reading.row.charge->id != NULL))
    answer->charge = g_steal_pointer (&reading.row.charge);
  reading_clear (&reading);

  return answer;
}
