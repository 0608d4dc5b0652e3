/* test-phone.c: phone numbers as carriers take them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/till-phone.h"

#include <string.h>

#include "core/till-error.h"

static const struct
{
  const char *text;
  const char *e164;
} good[] = {
  { "2075550142", "+12075550142" },
  { "(207) 555-0142", "+12075550142" },
  { "207.555.0142", "+12075550142" },
  { "207/555 0142", "+12075550142" },
  { " 207 - 555 - 0142 ", "+12075550142" },
  { "12075550142", "+12075550142" },
  { "1 (207) 555-0142", "+12075550142" },
  { "+1 207 555 0142", "+12075550142" },
  { "+12075550142", "+12075550142" },
  { "207\u2011555\u20130142", "+12075550142" },
  { "\u202a(207)\u00a0555-0142\u202c", "+12075550142" },
  { "+44 20 7946 0958", "+442079460958" },
  { "+49 (30) 23125-000", "+493023125000" },
  { "+52 55 1234 5678", "+525512345678" },
  { "+29012345", "+29012345" },
  { "+423790123456789", "+423790123456789" },
};

static const struct
{
  const char *text;
  const char *says;
} bad[] = {
  { "", "Enter a phone number" },
  { "555-0142", "10 digits" },
  { "207 555 014", "10 digits" },
  { "207 555 01422", "10 digits" },
  { "2207 555 0142", "10 digits" },
  { "1 207 555 014", "begins with 0 or 1" },
  { "0012075550142", "10 digits" },
  { "+1 207 555 014", "10 digits" },
  { "+1 207 555 01422", "10 digits" },
  { "+1", "10 digits" },
  { "107 555 0142", "begins with 0 or 1" },
  { "207 155 0142", "begins with 0 or 1" },
  { "+1 207 055 0142", "begins with 0 or 1" },
  { "207 555 0142 x3", "extension" },
  { "207 555 0142, 3", "extension" },
  { "207-CALL-NOW", "leave out" },
  { "2+075550142", "leave out" },
  { "++12075550142", "leave out" },
  { "٢٠٧٥٥٥٠١٤٢", "leave out" },
  { "+4420", "after the +" },
  { "+0442079460958", "after the +" },
  { "+4230123456789012", "after the +" },
  { "+", "after the +" },
  { "\xff", "not a phone number" },
};

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char   *number = till_phone_to_e164 (good[i].text, &error);

      g_assert_cmpstr (number, ==, good[i].e164);
      g_assert_true ((error == NULL) == (number != NULL));
    }
}

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (till_phone_to_e164 (bad[i].text, &error));
      g_assert_error (error, TILL_ERROR, TILL_ERROR_BAD_INPUT);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, bad[i].says));
    }
  g_assert_null (till_phone_to_e164 (NULL, NULL));
}

/* A US number as it is printed here; others as they came. */
static void
test_format (void)
{
  static const char *const numbers[][2] = {
    { "+12075550142", "(207) 555-0142" },
    { "207-555-0142", "(207) 555-0142" },
    { "+442079460123", "+442079460123" },
    { "MG0123", "MG0123" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *words = till_phone_format (numbers[i][0]);

      g_assert_cmpstr (words, ==, numbers[i][1]);
    }
}

/* As a part of one is typed. */
static void
test_part (void)
{
  static const char *const parts[][2] = {
    { "(207) 555-0142", "2075550142" },
    { "+1 207.555", "207555" },
    { "1-207-555-0142", "2075550142" },
    { "+1", "1" },
    { "0142", "0142" },
    { "12", "12" },
    { "+44 20", "4420" },
    { "anna@", NULL },
    { "+", NULL },
    { "", NULL },
    { "5550142 x", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *part = till_phone_part (parts[i][0]);

      g_assert_cmpstr (part, ==, parts[i][1]);
    }
  g_assert_null (till_phone_part (NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone/good", test_good);
  g_test_add_func ("/phone/bad", test_bad);
  g_test_add_func ("/phone/format", test_format);
  g_test_add_func ("/phone/part", test_part);

  return g_test_run ();
}
