/* till-clearent-row.c: a transaction as Clearent writes it, in our words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "processor/till-clearent-private.h"

#include <string.h>

#include "core/till-text.h"

#define WORDS_LIMIT 240

char *
till_clearent_dup_words (JsonObject *object, const char *name)
{
  g_autofree char *text = till_json_dup_text (object, name);
  GString         *words;
  gboolean         blank = FALSE;
  guint            n = 0;

  /* What we are told may be kept and printed: no number of a card may come in by this door. */
  if (text == NULL || till_text_has_card_number (text))
    return NULL;

  words = g_string_new (NULL);
  for (const char *at = text; *at != '\0' && n < WORDS_LIMIT; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_isgraph (c))
        {
          blank = words->len > 0;
          continue;
        }
      if (blank)
        g_string_append_c (words, ' ');
      blank = FALSE;
      g_string_append_unichar (words, c);
      n++;
    }
  if (words->len == 0)
    {
      g_string_free (words, TRUE);
      return NULL;
    }

  return g_string_free (words, FALSE);
}

static gboolean
is_digits (const char *text)
{
  return text != NULL && *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

char *
till_clearent_dup_code (JsonObject *object)
{
  g_autofree char *code = till_clearent_dup_words (object, "result-code");

  return is_digits (code) && strlen (code) < 3
           ? g_strdup_printf ("%s%s", strlen (code) == 1 ? "00" : "0", code)
           : g_steal_pointer (&code);
}

/* What may serve as an id: it goes into addresses and into the database. */
char *
till_clearent_dup_id (JsonObject *object, const char *name)
{
  g_autofree char *id = till_json_dup_text (object, name);

  if (id == NULL || strlen (id) > 64)
    return NULL;
  for (const char *at = id; *at != '\0'; at++)
    {
      if (!g_ascii_isalnum (*at) && strchr ("-_.", *at) == NULL)
        return NULL;
    }

  return g_steal_pointer (&id);
}

static TillClearentResult
read_result (JsonObject *transaction)
{
  g_autofree char *text = till_json_dup_text (transaction, "result");
  g_autofree char *result = text != NULL ? g_ascii_strup (text, -1) : NULL;

  if (result == NULL)
    return TILL_CLEARENT_NO_RESULT;
  if (strcmp (result, "APPROVED") == 0)
    return TILL_CLEARENT_APPROVED;
  if (strcmp (result, "DECLINED") == 0 || g_str_has_prefix (result, "DECLINED_"))
    return TILL_CLEARENT_DECLINED;

  return strcmp (result, "ERROR") == 0 ? TILL_CLEARENT_ERROR : TILL_CLEARENT_NO_RESULT;
}

/* A CAPTURE is the second half of an AUTH, which is listed too: it is no money of its own. */
static gboolean
read_kind (const char *type, TillTransactionKind *kind)
{
  static const struct
  {
    const char         *type;
    TillTransactionKind kind;
  } kinds[] = {
    { "SALE", TILL_KIND_PAYMENT },
    { "AUTH", TILL_KIND_PAYMENT },
    { "FORCED SALE", TILL_KIND_PAYMENT },
    { "REFUND", TILL_KIND_REFUND },
    { "UNMATCHED REFUND", TILL_KIND_REFUND },
    { "VOID", TILL_KIND_VOID },
  };

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_ascii_strcasecmp (type, kinds[i].type) == 0)
        {
          *kind = kinds[i].kind;
          return TRUE;
        }
    }

  return FALSE;
}

/* The rest of the documented types: a capture counts at its authorization, a bank debit has its
 * amounts in its own way.
 */
static gboolean
is_other_type (const char *type)
{
  static const char *const others[] = { "CAPTURE", "CARD INQUIRY", "ACH CREDIT", "ACH DEBIT" };

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (others); i++)
    {
      if (g_ascii_strcasecmp (type, others[i]) == 0)
        return TRUE;
    }

  return FALSE;
}

static TillTransactionState
read_state (JsonObject *transaction, TillClearentResult result)
{
  if (result == TILL_CLEARENT_DECLINED)
    return TILL_TRANSACTION_DECLINED;
  if (result == TILL_CLEARENT_ERROR)
    return TILL_TRANSACTION_FAILED;
  if (till_json_is_true (transaction, "voided") || till_json_is_true (transaction, "voided-auth"))
    return TILL_TRANSACTION_VOIDED;
  if (till_json_is_true (transaction, "settled"))
    return TILL_TRANSACTION_SETTLED;
  if (result == TILL_CLEARENT_NO_RESULT)
    return TILL_TRANSACTION_PENDING;

  return till_json_is_true (transaction, "pending") ? TILL_TRANSACTION_AUTHORIZED
                                                    : TILL_TRANSACTION_CAPTURED;
}

/* "2026-11-24 14:03:00.123", in UTC though it does not say so. */
static TillInstant
read_created (JsonObject *transaction)
{
  g_autofree char *text = till_json_dup_text (transaction, "created");
  g_autofree char *iso = NULL;
  char            *blank;
  TillInstant      at;

  if (text == NULL)
    return TILL_INSTANT_NONE;
  blank = strchr (text, ' ');
  if (blank != NULL)
    *blank = 'T';
  iso = g_strconcat (text, g_str_has_suffix (text, "Z") ? NULL : "Z", NULL);

  return till_instant_from_iso (iso, &at) ? at : TILL_INSTANT_NONE;
}

/* "000003" and "3" are one batch. */
static char *
dup_batch (JsonObject *transaction)
{
  g_autofree char *batch = till_clearent_dup_id (transaction, "batch-string-id");
  const char      *first = batch;

  if (!is_digits (batch))
    return g_steal_pointer (&batch);
  while (first[0] == '0' && first[1] != '\0')
    first++;

  return g_strdup (first);
}

static char *
dup_brand (JsonObject *transaction)
{
  static const char *const brands[][2] = {
    { "visa", "Visa" },
    { "mastercard", "Mastercard" },
    { "master card", "Mastercard" },
    { "american express", "American Express" },
    { "americanexpress", "American Express" },
    { "amex", "American Express" },
    { "discover", "Discover" },
    { "diners club", "Diners Club" },
    { "dinersclub", "Diners Club" },
    { "diners", "Diners Club" },
    { "jcb", "JCB" },
  };
  g_autofree char *text = till_clearent_dup_words (transaction, "card-type");
  g_autofree char *folded = NULL;

  if (text == NULL)
    return NULL;
  g_strdelimit (text, "_-", ' ');
  folded = till_text_fold (text);
  for (guint i = 0; i < G_N_ELEMENTS (brands); i++)
    {
      if (strcmp (folded, brands[i][0]) == 0)
        return g_strdup (brands[i][1]);
    }

  return g_steal_pointer (&text);
}

/* The documents give no list of values: what is looked for are the words that the terminals, the
 * gateway and its hosted page use. The first that is found counts: "EMV_CONTACTLESS" is a tap,
 * "FALLBACK_SWIPE" a swipe.
 */
static char *
dup_entry_mode (JsonObject *transaction)
{
  static const char *const modes[][2] = {
    { "contactless", "contactless" },
    { "tap", "contactless" },
    { "nfc", "contactless" },
    { "swipe", "swipe" },
    { "magstripe", "swipe" },
    { "track", "swipe" },
    { "emv", "chip" },
    { "chip", "chip" },
    { "insert", "chip" },
    { "dip", "chip" },
    { "icc", "chip" },
    { "token", "card-on-file" },
    { "on file", "card-on-file" },
    { "stored", "card-on-file" },
    { "recurring", "card-on-file" },
    { "hosted", "online" },
    { "hpp", "online" },
    { "paylink", "online" },
    { "online", "online" },
    { "commerce", "online" },
    { "ecom", "online" },
    { "internet", "online" },
    { "web", "online" },
    { "key", "keyed" },
    { "manual", "keyed" },
  };
  g_autofree char *text = till_clearent_dup_words (transaction, "entry-method");
  g_autofree char *folded = NULL;

  if (text == NULL)
    return NULL;
  g_strdelimit (text, "_-", ' ');
  folded = till_text_fold (text);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      if (strstr (folded, modes[i][0]) != NULL)
        return g_strdup (modes[i][1]);
    }

  return NULL;
}

/* The last four figures and no other, whatever was told. */
static char *
dup_last_four (JsonObject *transaction)
{
  static const char *const names[] = { "last-four", "last-four-digits", "card" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = till_json_dup_text (transaction, names[i]);
      gsize            n = text != NULL ? strlen (text) : 0;

      if (n >= 4 && is_digits (text + n - 4))
        return g_strdup (text + n - 4);
    }

  return NULL;
}

static char *
dup_expiry (JsonObject *transaction)
{
  g_autofree char *text = till_json_dup_text (transaction, "exp-date");

  return is_digits (text) && strlen (text) == 4 ? g_steal_pointer (&text) : NULL;
}

void
till_clearent_read_card (TillCard *card, JsonObject *object)
{
  card->brand = dup_brand (object);
  card->last_four = dup_last_four (object);
  card->expiry = dup_expiry (object);
}

static void
read_card (TillCard *card, JsonObject *transaction)
{
  JsonObject *emv = till_json_get_object (transaction, "emv");

  till_clearent_read_card (card, transaction);
  card->entry_mode = dup_entry_mode (transaction);
  card->aid = till_clearent_dup_words (emv, "application-id");
  card->application_label = till_clearent_dup_words (emv, "application-name");
  card->tvr = till_clearent_dup_words (emv, "terminal-verification-results");
  card->iad = till_clearent_dup_words (emv, "iad");
  card->cvm = till_clearent_dup_words (transaction, "cvm");
}

/* "First Last" of the bill. */
static char *
dup_payer (JsonObject *transaction)
{
  JsonObject      *billing = till_json_get_object (transaction, "billing");
  g_autofree char *first = till_clearent_dup_words (billing, "first-name");
  g_autofree char *last = till_clearent_dup_words (billing, "last-name");

  if (first == NULL || last == NULL)
    return first != NULL ? g_steal_pointer (&first) : g_steal_pointer (&last);

  return g_strconcat (first, " ", last, NULL);
}

static void
read_amount (TillClearentRow *self, JsonObject *transaction)
{
  g_autofree char *text = till_json_dup_text (transaction, "amount");
  TillMoney        amount;

  if (!till_json_has (transaction, "amount"))
    return;

  if (!till_json_read_decimal (text, &amount) || amount.cents == 0)
    {
      self->bad_amount = TRUE;
      return;
    }
  self->has_amount = TRUE;
  self->charge->amount = till_money (ABS (amount.cents));
}

void
till_clearent_row_read (TillClearentRow *self, JsonObject *transaction, const char *exchange_id)
{
  TillCharge *charge;

  *self = (TillClearentRow){ 0 };
  if (transaction == NULL)
    return;

  charge = till_charge_new ();
  self->charge = charge;
  self->result = read_result (transaction);
  self->type = till_json_dup_text (transaction, "type");
  self->is_money = read_kind (self->type, &charge->kind);
  self->is_other = is_other_type (self->type);
  self->is_capture = self->type != NULL && g_ascii_strcasecmp (self->type, "CAPTURE") == 0;
  read_amount (self, transaction);

  charge->id = till_clearent_dup_id (transaction, "id");
  charge->related_id = till_clearent_dup_id (transaction, "ref-id");
  charge->state = read_state (transaction, self->result);
  /* A refund that is voided gave nothing back. */
  if (charge->kind == TILL_KIND_REFUND && charge->state == TILL_TRANSACTION_VOIDED)
    charge->state = TILL_TRANSACTION_FAILED;
  charge->created_at = read_created (transaction);
  charge->invoice = till_json_dup_text (transaction, "invoice");
  charge->authorization = till_clearent_dup_words (transaction, "authorization-code");
  charge->batch = dup_batch (transaction);
  charge->terminal = till_clearent_dup_id (transaction, "terminal-id");
  charge->code = till_clearent_dup_code (transaction);
  charge->words = till_clearent_dup_words (transaction, "display-message");
  charge->exchange_id = g_strdup (exchange_id);
  charge->customer = till_clearent_dup_id (transaction, "customer-id");
  charge->payer = dup_payer (transaction);
  charge->email = till_clearent_dup_words (transaction, "email-address");
  charge->description = till_clearent_dup_words (transaction, "description");
  read_card (&charge->card, transaction);
}

void
till_clearent_row_clear (TillClearentRow *self)
{
  g_clear_pointer (&self->charge, till_charge_free);
  g_clear_pointer (&self->type, g_free);
}
