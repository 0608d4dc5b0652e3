/* test-template.c: templates of messages: checked, filled, as HTML, and the program's own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/till-template.h"

#include <locale.h>
#include <string.h>

#include "core/till-error.h"

static GError *
check (TillPurpose purpose, TillChannel channel, const char *subject, const char *body)
{
  g_autoptr (TillWording) wording =
    till_wording_new (purpose, channel, TILL_LANGUAGE_ENGLISH, subject, body);
  GError *error = NULL;

  if (!till_template_check (wording, &error))
    g_assert_nonnull (error);

  return error;
}

static void
test_refused (void)
{
  static const struct
  {
    TillPurpose purpose;
    TillChannel channel;
    const char *subject;
    const char *body;
    const char *words; /* a part of the sentence; NULL: good */
  } cases[] = {
    { TILL_PURPOSE_REQUEST, TILL_CHANNEL_TEXT, "", "Pay {link}", NULL },
    { TILL_PURPOSE_REQUEST, TILL_CHANNEL_TEXT, "", "Pay { Link }", NULL },
    { TILL_PURPOSE_REQUEST, TILL_CHANNEL_TEXT, "", "Hi {FIRST  name} {link}", NULL },
    { TILL_PURPOSE_REQUEST, TILL_CHANNEL_TEXT, "", "{{frist}} } {link}", NULL },
    { TILL_PURPOSE_RECEIPT, TILL_CHANNEL_TEXT, "", "Thank you", NULL },
    { TILL_PURPOSE_REQUEST, TILL_CHANNEL_TEXT, "", "Hi\n{frist name}\n{link}",
      "“{frist name}” in line 2" },
    { TILL_PURPOSE_REQUEST, TILL_CHANNEL_TEXT, "", "{} {link}", "“{}” in line 1" },
    { TILL_PURPOSE_REQUEST, TILL_CHANNEL_TEXT, "", "Hi {first {link}",
      "“{first {link}” in line 1" },
    { TILL_PURPOSE_REQUEST, TILL_CHANNEL_TEXT, "", "{link}\n{first\nname}",
      "“{first” in line 2 is not closed" },
    { TILL_PURPOSE_REQUEST, TILL_CHANNEL_TEXT, "", "{link} {", "“{” in line 1" },
    { TILL_PURPOSE_REQUEST, TILL_CHANNEL_TEXT, "", "{link} {ñandú ñandú ñandú",
      "“{ñandú ñandú ña” in line 1" },
    { TILL_PURPOSE_REQUEST, TILL_CHANNEL_TEXT, "", "{link} {card}", "“{card}” in line 1 is never" },
    { TILL_PURPOSE_RECEIPT, TILL_CHANNEL_TEXT, "", "{link}", "“{link}” in line 1 is never" },
    { TILL_PURPOSE_REQUEST, TILL_CHANNEL_TEXT, "", "Please pay", "must have “{link}”" },
    { TILL_PURPOSE_REMINDER, TILL_CHANNEL_EMAIL, "{amount}", "Please pay {{link}",
      "must have “{link}”" },
    { TILL_PURPOSE_REQUEST, TILL_CHANNEL_EMAIL, "{link}", "Please pay", "must have “{link}”" },
    { TILL_PURPOSE_REQUEST, TILL_CHANNEL_EMAIL, " ", "{link}", "needs a subject" },
    { TILL_PURPOSE_REQUEST, TILL_CHANNEL_EMAIL, "a\nb", "{link}", "one line" },
    { TILL_PURPOSE_REQUEST, TILL_CHANNEL_EMAIL, "{nam}", "{link}", "“{nam}” in the subject" },
    { TILL_PURPOSE_REQUEST, TILL_CHANNEL_EMAIL, "{name", "{link}", "“{name” in the subject" },
    { TILL_PURPOSE_RECEIPT, TILL_CHANNEL_TEXT, "", " \n ", "no words" },
    { TILL_PURPOSE_RECEIPT, TILL_CHANNEL_TEXT, "", "4242 4242 4242 4242", "card number" },
    { TILL_PURPOSE_RECEIPT, TILL_CHANNEL_EMAIL, "4242424242424242", "Hi", "card number" },
    { TILL_PURPOSE_RECEIPT, TILL_CHANNEL_TEXT, "", "\xff", "can’t be read" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error =
        check (cases[i].purpose, cases[i].channel, cases[i].subject, cases[i].body);

      if (cases[i].words == NULL)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_nonnull (error);
      if (strstr (error->message, cases[i].words) == NULL)
        g_error ("“%s” says: %s", cases[i].body, error->message);
    }
}

static void
test_lengths (void)
{
  g_autofree char   *most = g_strnfill (TILL_TEMPLATE_TEXT_LENGTH, 'a');
  g_autofree char   *more = g_strconcat (most, "a", NULL);
  g_autoptr (GError) good = check (TILL_PURPOSE_RECEIPT, TILL_CHANNEL_TEXT, "", most);
  g_autoptr (GError) bad = check (TILL_PURPOSE_RECEIPT, TILL_CHANNEL_TEXT, "", more);
  g_autoptr (GError) mail = check (TILL_PURPOSE_RECEIPT, TILL_CHANNEL_EMAIL, "Receipt", more);
  g_autoptr (GError) subject = check (TILL_PURPOSE_RECEIPT, TILL_CHANNEL_EMAIL, more, "Hi");

  g_assert_no_error (good);
  g_assert_error (bad, TILL_ERROR, TILL_ERROR_BAD_INPUT);
  g_assert_no_error (mail);
  g_assert_error (subject, TILL_ERROR, TILL_ERROR_BAD_INPUT);
}

static void
test_filled (void)
{
  static const struct
  {
    const char *body;
    const char *note;
    const char *filled;
  } cases[] = {
    { "{first name}: {amount}", "", "Maria: $5.00" },
    { "{{{first name}}", "", "{Maria}" },
    { "{{note}", "x", "{note}" },
    { "{ NOTE }", "x", "x" },
    { "{note}", "{amount} {{ {first name", "{amount} {{ {first name" },
    { "a\n\n{note}\n\nb", "n", "a\n\nn\n\nb" },
    { "a\n\n{note}\n\nb", "", "a\n\nb" },
    { "a\n\n{note}\n\nb", NULL, "a\n\nb" },
    { "a\n\n{note}\n\nb", " \n ", "a\n\nb" },
    { "a\n{note}\nb", "", "a\nb" },
    { "a\n{note}\n\nb", "", "a\n\nb" },
    { "a\n\n{note}\nb", "", "a\n\nb" },
    { "a\n\n{note}\n\n{note}\n\nb", "", "a\n\nb" },
    { "{note}\n\na", "", "a" },
    { "a\n\n{note}", "", "a" },
    { "a\n\n\nb", "", "a\n\n\nb" },
    { "a\n\nNote: {note}\n\nb", "", "a\n\nb" },
    { "a {note} b", "", "a b" },
    { "Pay soon. {note}", "", "Pay soon." },
    { "{amount} {note} b", "", "$5.00 b" },
    { "{note} {amount} b", "", "$5.00 b" },
    { "{amount}: {note}", "", "$5.00:" },
    { "a\n{note}\nb", "one\ntwo\n", "a\none\ntwo\nb" },
    { "{note}", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const TillTemplateValues values = { {
        [TILL_PLACEHOLDER_FIRST_NAME] = "Maria",
        [TILL_PLACEHOLDER_AMOUNT] = "$5.00",
        [TILL_PLACEHOLDER_NOTE] = cases[i].note,
      } };
      g_autofree char         *filled = till_template_fill (cases[i].body, &values);

      g_assert_cmpstr (filled, ==, cases[i].filled);
    }
}

/* A header has one line, whatever a value has. */
static void
test_subject (void)
{
  const TillTemplateValues values = { { [TILL_PLACEHOLDER_NOTE] = "one\r\nBcc: two" } };
  g_autofree char         *subject = till_template_fill_subject ("Hello {note} ", &values);
  g_autofree char         *none = till_template_fill_subject ("{card}", &values);

  g_assert_cmpstr (subject, ==, "Hello one Bcc: two");
  g_assert_cmpstr (none, ==, "");
}

static void
assert_has (const char *html, const char *part)
{
  if (strstr (html, part) == NULL)
    g_error ("“%s” is not in: %s", part, html);
}

static guint
count (const char *html, const char *part)
{
  guint n = 0;

  for (const char *at = html; (at = strstr (at, part)) != NULL; at += strlen (part))
    n++;

  return n;
}

static void
test_html (void)
{
  g_autofree char *html =
    till_template_dup_html ("Kim & Co", "Hi <b>,\n\nhttps://x.test/?a=1&b=2\n\none\ntwo",
                            "https://x.test/?a=1&b=2", TILL_PURPOSE_REQUEST, TILL_LANGUAGE_ENGLISH);
  g_autofree char *spanish =
    till_template_dup_html ("s", "Pague en https://x.test/, https://x.test/ o aquí",
                            "https://x.test/", TILL_PURPOSE_REMINDER, TILL_LANGUAGE_SPANISH);
  g_autofree char *none =
    till_template_dup_html ("s", "Thank you", NULL, TILL_PURPOSE_RECEIPT, TILL_LANGUAGE_ENGLISH);
  g_autofree char *script = till_template_dup_html (
    "s", "javascript:alert(1)", "javascript:alert(1)", TILL_PURPOSE_PLAN, TILL_LANGUAGE_ENGLISH);

  assert_has (html, "<html lang=\"en\">");
  assert_has (html, "<title>Kim &amp; Co</title>");
  assert_has (html, "Hi &lt;b&gt;,</p>");
  assert_has (html, "one<br>\ntwo</p>");
  assert_has (html, ">Pay Online</a>");
  g_assert_cmpuint (count (html, "href=\"https://x.test/?a=1&amp;b=2\""), ==, 2);
  assert_has (html, ">https://x.test/?a=1&amp;b=2</a></p>");
  g_assert_null (strstr (html, "<b>"));

  assert_has (spanish, "<html lang=\"es\">");
  g_assert_cmpuint (count (spanish, ">Pagar en línea</a>"), ==, 1);
  g_assert_cmpuint (count (spanish, "href"), ==, 3);
  g_assert_cmpuint (count (none, "href"), ==, 0);
  g_assert_cmpuint (count (script, "href"), ==, 0);
}

/* The letters of GSM 03.38 that count as one. */
static gboolean
is_gsm (gunichar letter)
{
  static const char others[] = "@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";

  return letter < 128
           ? g_ascii_isalnum ((char) letter) || g_utf8_strchr (others, -1, letter) != NULL
           : g_utf8_strchr (others, -1, letter) != NULL;
}

static char *
fill_default (TillPurpose purpose, TillChannel channel, TillLanguage language)
{
  g_autoptr (TillWording) wording = till_template_dup_default (purpose, channel, language);
  g_autoptr (GError)      error = NULL;
  TillTemplateValues      values;

  till_template_check (wording, &error);
  g_assert_no_error (error);
  g_assert_true (till_template_is_default (wording));
  g_assert_true (g_str_has_prefix (channel == TILL_CHANNEL_TEXT ? wording->body : wording->subject,
                                   "{practice}: "));

  /* What most have. */
  till_template_get_samples (&values, "Harbor Dental", "555-0100", purpose, language);
  values.values[TILL_PLACEHOLDER_NOTE] = NULL;
  return till_template_fill (wording->body, &values);
}

static void
test_defaults (void)
{
  for (int purpose = 0; purpose < TILL_N_PURPOSES; purpose++)
    {
      for (int language = 0; language < TILL_N_LANGUAGES; language++)
        {
          g_autofree char *text =
            fill_default ((TillPurpose) purpose, TILL_CHANNEL_TEXT, (TillLanguage) language);
          g_autofree char *email =
            fill_default ((TillPurpose) purpose, TILL_CHANNEL_EMAIL, (TillLanguage) language);

          if (g_utf8_strlen (text, -1) > 160)
            g_error ("%ld letters: %s", g_utf8_strlen (text, -1), text);
          for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
            {
              if (!is_gsm (g_utf8_get_char (at)))
                g_error ("not of the alphabet: %s", at);
            }
          assert_has (text, "STOP");
          g_assert_null (strchr (text, '{'));
          g_assert_null (strchr (email, '{'));
        }
    }
}

/* Of what is not known nothing is left behind: no blank line, no "Card:". */
static void
test_defaults_bare (void)
{
  const TillTemplateValues none = { { NULL } };

  for (int purpose = 0; purpose < TILL_N_PURPOSES; purpose++)
    {
      g_autoptr (TillWording) wording = till_template_dup_default (
        (TillPurpose) purpose, TILL_CHANNEL_EMAIL, TILL_LANGUAGE_ENGLISH);
      g_autofree char *filled = till_template_fill (wording->body, &none);

      g_assert_null (strstr (filled, "\n\n\n"));
      g_assert_null (strstr (filled, "Card:"));
      g_assert_null (strstr (filled, "call us:"));
    }
}

static void
test_placeholders (void)
{
  g_assert_cmpstr (till_placeholder_to_text (TILL_PLACEHOLDER_PRACTICE_PHONE), ==,
                   "practice phone");
  g_assert_cmpstr (till_placeholder_to_words (TILL_PLACEHOLDER_AMOUNT, TILL_PURPOSE_RECEIPT), ==,
                   "Amount paid");
  g_assert_true (till_placeholder_is_required (TILL_PLACEHOLDER_LINK, TILL_PURPOSE_REMINDER));
  g_assert_false (till_placeholder_is_required (TILL_PLACEHOLDER_LINK, TILL_PURPOSE_PLAN));
  g_assert_true (till_placeholder_is_for (TILL_PLACEHOLDER_LINK, TILL_PURPOSE_PLAN));
  g_assert_false (till_placeholder_is_for (TILL_PLACEHOLDER_DAY, TILL_PURPOSE_REQUEST));
  for (guint i = 0; i < TILL_N_PLACEHOLDERS; i++)
    g_assert_nonnull (till_placeholder_to_words (i, TILL_PURPOSE_REQUEST));
}

static void
test_values (void)
{
  static const char *const names[][2] = {
    { "Lopez, Maria J", "Maria" }, { "Lopez,Maria", "Maria" },         { "Madonna", "Madonna" },
    { "Lopez, ", "Lopez, " },      { "A, B, Jr", "A, B, Jr" },         { "", "" },
    { "Muñoz, Zoë", "Zoë" },       { "de la Cruz, Ana María", "Ana" },
  };
  TillDay          day = till_day (2026, 11, 4);
  g_autofree char *english = till_template_dup_day (day, TILL_LANGUAGE_ENGLISH);
  g_autofree char *spanish = till_template_dup_day (day, TILL_LANGUAGE_SPANISH);
  g_autofree char *card = till_template_dup_card (NULL, "4242", TILL_LANGUAGE_SPANISH);
  g_autofree char *visa = till_template_dup_card ("Visa", "4242", TILL_LANGUAGE_ENGLISH);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *first = till_template_dup_first_name (names[i][0]);

      g_assert_cmpstr (first, ==, names[i][1]);
    }
  g_assert_cmpstr (english, ==, "November 4, 2026");
  g_assert_cmpstr (spanish, ==, "4 de noviembre de 2026");
  g_assert_cmpstr (card, ==, "Tarjeta terminada en 4242");
  g_assert_cmpstr (visa, ==, "Visa ending in 4242");
  g_assert_null (till_template_dup_card ("Visa", NULL, TILL_LANGUAGE_ENGLISH));
}

/* Text forms, as the database has them. */
static void
test_languages (void)
{
  g_assert_cmpint (till_language_from_text ("es"), ==, TILL_LANGUAGE_SPANISH);
  g_assert_cmpint (till_language_from_text (NULL), ==, TILL_LANGUAGE_ENGLISH);
  g_assert_cmpint (till_language_from_text ("xx"), ==, TILL_LANGUAGE_ENGLISH);
  g_assert_cmpint (till_purpose_get_consent (TILL_PURPOSE_RECEIPT), ==, TILL_CONSENT_TO_RECEIPT);
  g_assert_cmpint (till_purpose_get_consent (TILL_PURPOSE_DECLINED), ==, TILL_CONSENT_TO_MONEY);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/template/refused", test_refused);
  g_test_add_func ("/template/lengths", test_lengths);
  g_test_add_func ("/template/filled", test_filled);
  g_test_add_func ("/template/subject", test_subject);
  g_test_add_func ("/template/html", test_html);
  g_test_add_func ("/template/defaults", test_defaults);
  g_test_add_func ("/template/defaults-bare", test_defaults_bare);
  g_test_add_func ("/template/placeholders", test_placeholders);
  g_test_add_func ("/template/values", test_values);
  g_test_add_func ("/template/languages", test_languages);

  return g_test_run ();
}
