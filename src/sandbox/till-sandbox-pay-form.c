/* till-sandbox-pay-form.c: what is typed into the pay page, and what is wrong with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-pay-form.h"

#include <string.h>

#include "core/till-id.h"
#include "core/till-text.h"
#include "sandbox/till-sandbox-charge.h"
#include "sandbox/till-sandbox-html.h"
#include "sandbox/till-sandbox-wire.h"

#define SAVE_CARD "save-card"

typedef struct
{
  const char *name;
  const char *label;
  const char *hint;       /* or "" */
  const char *attributes; /* HTML */
} Field;

static const Field fields[] = {
  [TILL_SANDBOX_FIELD_AMOUNT] = { "amount", "Amount in dollars", "For example 25.00",
                                  "inputmode=\"decimal\" autocomplete=\"off\" maxlength=\"12\"" },
  [TILL_SANDBOX_FIELD_NAME] = { "name", "Name on card", "",
                                "autocomplete=\"cc-name\" maxlength=\"60\"" },
  [TILL_SANDBOX_FIELD_CARD] = { "card", "Card number", "",
                                "inputmode=\"numeric\" autocomplete=\"cc-number\" maxlength=\"23\""
                                " pattern=\"[0-9 \\-]{13,23}\""
                                " title=\"13 to 19 digits\" spellcheck=\"false\"" },
  [TILL_SANDBOX_FIELD_EXPIRY] = { "expiry", "Expires", "Month and year, MM/YY",
                                  "inputmode=\"numeric\" autocomplete=\"cc-exp\" maxlength=\"7\""
                                  " pattern=\"(0[1-9]|1[0-2]) ?/? ?[0-9]{2}\" title=\"MM/YY\"" },
  [TILL_SANDBOX_FIELD_CODE] = { "code", "Security code",
                                "3 digits on the back, 4 on the front of"
                                " an American Express",
                                "inputmode=\"numeric\" autocomplete=\"cc-csc\" maxlength=\"4\""
                                " pattern=\"[0-9]{3,4}\" title=\"3 or 4 digits\"" },
};

/* In place of the first, where the link has an amount and less may be paid. */
static const Field part_field = { "amount", "Amount to pay, in dollars",
                                  "You may pay a part of it now.",
                                  "inputmode=\"decimal\" autocomplete=\"off\" maxlength=\"12\"" };

static gboolean
allows_part (GHashTable *query, gboolean part_payments)
{
  const char *said = g_hash_table_lookup (query, "part-payment");

  return said != NULL && *said != '\0' ? g_ascii_strcasecmp (said, "true") == 0 : part_payments;
}

TillSandboxPayForm *
till_sandbox_pay_form_new (const char *practice,
                           gboolean    part_payments,
                           GHashTable *query,
                           GHashTable *typed)
{
  TillSandboxPayForm *self = g_new0 (TillSandboxPayForm, 1);
  const char         *amount = g_hash_table_lookup (query, "amount");
  const char         *form = typed != NULL ? g_hash_table_lookup (typed, "form") : NULL;

  self->practice = practice;
  self->query = query;
  self->typed = typed;
  self->form = form != NULL && *form != '\0' ? g_strndup (form, 64) : till_id_new ();
  self->amount_given = amount != NULL && *amount != '\0';
  self->part_allowed = self->amount_given && allows_part (query, part_payments);
  self->save_card = typed != NULL
                      ? g_hash_table_contains (typed, SAVE_CARD)
                      : g_strcmp0 (g_hash_table_lookup (query, "create-token"), "true") == 0;
  self->link_broken =
    self->amount_given && (!till_sandbox_wire_read_amount (amount, &self->amount) ||
                           till_sandbox_charge_check_amount (self->amount) != NULL);
  self->asked = self->amount;

  return self;
}

void
till_sandbox_pay_form_free (TillSandboxPayForm *self)
{
  for (guint i = 0; i < TILL_SANDBOX_N_FIELDS; i++)
    g_free (self->faults[i]);
  g_free (self->form);
  g_free (self);
}

const char *
till_sandbox_pay_form_get (TillSandboxPayForm *self, const char *name)
{
  const char *value = g_hash_table_lookup (self->query, name);

  return value != NULL && *value != '\0' ? value : NULL;
}

static const char *
typed (TillSandboxPayForm *self, TillSandboxField field)
{
  const char *value =
    self->typed != NULL ? g_hash_table_lookup (self->typed, fields[field].name) : NULL;

  return value != NULL ? value : "";
}

static void
find_fault (TillSandboxPayForm *self, TillSandboxField field, const char *words)
{
  till_text_set (&self->faults[field], words);
}

static void
check_expiry (TillSandboxPayForm *self, TillInstant now)
{
  char exp_date[5];

  switch (till_sandbox_card_read_expiry (typed (self, TILL_SANDBOX_FIELD_EXPIRY), now, exp_date))
    {
    case TILL_SANDBOX_CARD_EXPIRED:
      find_fault (self, TILL_SANDBOX_FIELD_EXPIRY, "This card has expired. Use another one.");
      break;

    case TILL_SANDBOX_CARD_BAD_EXPIRY:
      find_fault (self, TILL_SANDBOX_FIELD_EXPIRY,
                  "Enter the month and year on the card, like 04/29.");
      break;

    case TILL_SANDBOX_CARD_GOOD:
    case TILL_SANDBOX_CARD_BAD_NUMBER:
    default:
      break;
    }
}

static void
check_card (TillSandboxPayForm *self, TillInstant now)
{
  const char *number = typed (self, TILL_SANDBOX_FIELD_CARD);
  const char *expiry = typed (self, TILL_SANDBOX_FIELD_EXPIRY);

  if (till_sandbox_card_read (number, expiry, now, &self->card) == TILL_SANDBOX_CARD_BAD_NUMBER)
    find_fault (self, TILL_SANDBOX_FIELD_CARD,
                *number == '\0' ? "Enter the card number."
                                : "This is no card number. Look for a mistyped digit.");
}

static void
check_code (TillSandboxPayForm *self)
{
  const char *code = typed (self, TILL_SANDBOX_FIELD_CODE);
  gsize       length = strlen (code);
  guint       wanted = till_sandbox_card_code_length (&self->card);
  gboolean    fits = self->card.brand != NULL ? length == wanted : length == 3 || length == 4;

  if (!fits || strspn (code, "0123456789") != length)
    find_fault (self, TILL_SANDBOX_FIELD_CODE,
                wanted == 4 ? "Enter the 4 digits on the front of the card."
                            : "Enter the 3 digits on the back of the card.");
}

/* As people write it: "$1,234.50", "25". */
static gboolean
read_dollars (const char *text, TillMoney *amount)
{
  g_autofree char *blank_free = g_strstrip (g_strdup (text));
  g_auto (GStrv)   parts = g_strsplit_set (blank_free, "$,", -1);
  g_autofree char *plain = g_strjoinv ("", parts);
  g_autofree char *whole = g_strconcat (plain, ".00", NULL);

  return till_sandbox_wire_read_amount (plain, amount) ||
         till_sandbox_wire_read_amount (whole, amount);
}

static void
check_amount (TillSandboxPayForm *self)
{
  g_autofree char *asked = NULL;
  g_autofree char *words = NULL;

  if (self->amount_given && !self->part_allowed)
    return;

  if (!read_dollars (typed (self, TILL_SANDBOX_FIELD_AMOUNT), &self->amount) ||
      till_sandbox_charge_check_amount (self->amount) != NULL)
    find_fault (self, TILL_SANDBOX_FIELD_AMOUNT,
                "Enter the amount with dollars and cents, like 25.00.");
  else if (self->part_allowed && till_money_compare (self->amount, self->asked) > 0)
    {
      asked = till_sandbox_pay_form_dollars (self->asked);
      words = g_strdup_printf ("By this link %s can be paid, or less.", asked);
      find_fault (self, TILL_SANDBOX_FIELD_AMOUNT, words);
    }
}

gboolean
till_sandbox_pay_form_check (TillSandboxPayForm *self, TillInstant now)
{
  check_amount (self);
  if (*typed (self, TILL_SANDBOX_FIELD_NAME) == '\0')
    find_fault (self, TILL_SANDBOX_FIELD_NAME, "Enter the name on the card.");
  else if (till_text_has_card_number (typed (self, TILL_SANDBOX_FIELD_NAME)))
    find_fault (self, TILL_SANDBOX_FIELD_NAME, "This is a card number. Enter the name here.");
  check_card (self, now);
  check_expiry (self, now);
  check_code (self);

  for (guint i = 0; i < TILL_SANDBOX_N_FIELDS; i++)
    {
      if (self->faults[i] != NULL)
        return FALSE;
    }

  return !self->link_broken;
}

char *
till_sandbox_pay_form_dollars (TillMoney amount)
{
  g_autofree char *plain = till_sandbox_wire_amount (amount);
  GString         *text = g_string_new (plain);

  for (gssize at = (gssize) text->len - 6; at > 0; at -= 3)
    g_string_insert_c (text, at, ',');
  g_string_prepend_c (text, '$');

  return g_string_free (text, FALSE);
}

static void
append_description (GString *html, const char *name, gboolean has_hint, gboolean has_fault)
{
  if (has_hint && has_fault)
    till_sandbox_html_append (html, " aria-describedby=\"%s-error %s-hint\"", name, name);
  else if (has_hint)
    till_sandbox_html_append (html, " aria-describedby=\"%s-hint\"", name);
  else if (has_fault)
    till_sandbox_html_append (html, " aria-describedby=\"%s-error\"", name);
  if (has_fault)
    g_string_append (html, " aria-invalid=\"true\"");
}

/* Number and code are never sent back, not even to where they came from. */
static char *
dup_value (TillSandboxPayForm *self, TillSandboxField field)
{
  if (field == TILL_SANDBOX_FIELD_CARD || field == TILL_SANDBOX_FIELD_CODE ||
      self->faults[field] != NULL)
    return g_strdup ("");
  if (field == TILL_SANDBOX_FIELD_AMOUNT && self->part_allowed && self->typed == NULL)
    return till_sandbox_wire_amount (self->asked);

  return g_strdup (typed (self, field));
}

static void
append_field (TillSandboxPayForm *self, GString *html, TillSandboxField field)
{
  const Field *it =
    self->part_allowed && field == TILL_SANDBOX_FIELD_AMOUNT ? &part_field : &fields[field];
  const char      *fault = self->faults[field];
  g_autofree char *value = dup_value (self, field);

  till_sandbox_html_append (html, "<div><label for=\"%s\">%s</label>\n", it->name, it->label);
  till_sandbox_html_append (html, "<input id=\"%s\" name=\"%s\" value=\"%s\" required ", it->name,
                            it->name, value);
  g_string_append (html, it->attributes);
  append_description (html, it->name, *it->hint != '\0', fault != NULL);
  g_string_append (html, ">\n");
  if (*it->hint != '\0')
    till_sandbox_html_append (html, "<p class=\"hint\" id=\"%s-hint\">%s</p>\n", it->name,
                              it->hint);
  if (fault != NULL)
    till_sandbox_html_append (html, "<p class=\"error\" id=\"%s-error\">%s</p>\n", it->name, fault);
  g_string_append (html, "</div>\n");
}

static void
append_summary (TillSandboxPayForm *self, GString *html)
{
  gboolean any = FALSE;

  for (guint i = 0; i < TILL_SANDBOX_N_FIELDS; i++)
    {
      if (self->faults[i] == NULL)
        continue;
      if (!any)
        g_string_append (html, "<div class=\"notice bad\" role=\"alert\">\n"
                               "<h2>The payment was not made</h2>\n<ul>\n");
      any = TRUE;
      till_sandbox_html_append (html, "<li><a href=\"#%s\">%s</a></li>\n", fields[i].name,
                                self->faults[i]);
    }

  if (any)
    g_string_append (html, "</ul>\n<p>For your safety the card number and code have to be typed"
                           " again.</p>\n</div>\n");
}

static void
append_order (TillSandboxPayForm *self, GString *html)
{
  static const struct
  {
    const char *name;
    const char *label;
  } shown[] = { { "client-name", "For" }, { "description", "About" }, { "invoice", "Reference" } };
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      const char *value = till_sandbox_pay_form_get (self, shown[i].name);

      if (value == NULL || till_text_has_card_number (value))
        continue;
      if (!any)
        g_string_append (html, "<dl>\n");
      any = TRUE;
      till_sandbox_html_append (html, "<dt>%s</dt><dd>%s</dd>\n", shown[i].label, value);
    }

  if (any)
    g_string_append (html, "</dl>\n");
}

static void
append_save_card (TillSandboxPayForm *self, GString *html)
{
  g_string_append_printf (html,
                          "<div class=\"check\">\n<input type=\"checkbox\" id=\"" SAVE_CARD
                          "\" name=\"" SAVE_CARD "\" value=\"yes\" aria-describedby=\"" SAVE_CARD
                          "-hint\"%s>\n<label for=\"" SAVE_CARD
                          "\">Save this card for the next payment</label>\n</div>\n",
                          self->save_card ? " checked" : "");
  g_string_append (html, "<p class=\"hint\" id=\"" SAVE_CARD "-hint\">Its number stays with the"
                         " card processor; the practice never gets it.</p>\n");
}

static void
append_form (TillSandboxPayForm *self, GString *html, const char *dollars)
{
  gboolean asks_amount = !self->amount_given || self->part_allowed;

  g_string_append (html, "<form method=\"post\" autocomplete=\"on\">\n");
  till_sandbox_html_append (html, "<input type=\"hidden\" name=\"form\" value=\"%s\">\n",
                            self->form);
  if (asks_amount)
    append_field (self, html, TILL_SANDBOX_FIELD_AMOUNT);
  append_field (self, html, TILL_SANDBOX_FIELD_NAME);
  append_field (self, html, TILL_SANDBOX_FIELD_CARD);
  g_string_append (html, "<div class=\"row\">\n");
  append_field (self, html, TILL_SANDBOX_FIELD_EXPIRY);
  append_field (self, html, TILL_SANDBOX_FIELD_CODE);
  g_string_append (html, "</div>\n");
  append_save_card (self, html);
  till_sandbox_html_append (html, "<button type=\"submit\">Pay %s</button>\n</form>\n",
                            asks_amount ? "now" : dollars);
}

char *
till_sandbox_pay_form_to_html (TillSandboxPayForm *self)
{
  g_autoptr (GString) html = g_string_new (NULL);
  g_autofree char    *dollars = till_sandbox_pay_form_dollars (self->asked);
  g_autofree char    *title =
    g_strdup_printf ("%sPayment to %s", self->typed != NULL ? "Error: " : "", self->practice);

  append_summary (self, html);
  till_sandbox_html_append (html, "<div class=\"card\">\n<h1>Payment to %s</h1>\n", self->practice);
  if (self->link_broken)
    g_string_append (html, "<p class=\"error\" role=\"alert\">This link has no amount that can be"
                           " paid. Please ask the practice for a new one.</p>\n</div>\n");
  else
    {
      if (self->amount_given)
        till_sandbox_html_append (html, "<p class=\"amount\">%s</p>\n", dollars);
      append_order (self, html);
      append_form (self, html, dollars);
      g_string_append (html,
                       "</div>\n<footer>\n<p>This is a test page: no money moves.</p>\n"
                       "<details><summary>Cards to try</summary>\n"
                       "<p>4111 1111 1111 1111 is approved, 4000 0000 0000 0002 is declined, with"
                       " any name, any date ahead and any code.</p></details>\n</footer>\n");
    }

  return till_sandbox_html_page (title, NULL, html->str);
}
