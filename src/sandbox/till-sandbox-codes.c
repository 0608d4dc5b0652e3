/* till-sandbox-codes.c: result codes, their words, and the amounts that bring them about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sandbox/till-sandbox-codes.h"

static const struct
{
  const char *code;
  guint       status;
  const char *words;
} codes[] = {
  { "000", 200, "Transaction approved" },
  { "001", 402, "Could not communicate with Terminal" },
  { "002", 400, "Validation error" },
  { "003", 402, "Expired card" },
  { "004", 402, "Expired card" },
  { "005", 402, "Card suspended" },
  { "006", 402, "Transaction not completed" },
  { "007", 402, "Declined, please call the card issuer" },
  { "008", 402, "Declined (008)" },
  { "009", 400, "Invalid card number" },
  { "010", 402, "Declined (010)" },
  { "011", 400, "Invalid data (011)" },
  { "012", 402, "Insufficient funds" },
  { "014", 402, "Declined (014)" },
  { "015", 402, "Declined (015)" },
  { "016", 402, "Exceeds the frequency limit" },
  { "018", 400, "Invalid data (018)" },
  { "021", 402, "Bad card security code" },
  { "022", 400, "Invalid data (022)" },
  { "023", 402, "Declined by issuer" },
  { "024", 402, "Previously reversed" },
  { "025", 402, "Exceeds maximum refundable amount" },
  { "027", 402, "Original transaction not found" },
  { "030", 402, "Declined (030)" },
  { "031", 402, "Transaction did not complete normally" },
  { "032", 402, "Duplicate transaction" },
  { "040", 402, "No opened batch" },
  { "041", 400, "Field validation error" },
  { "042", 401, "Unauthorized: the api-key is missing or unknown" },
  { "043", 400, "Amount is below the minimum" },
  { "044", 400, "Amount is above the maximum" },
  { "049", 500, "No response from server" },
  { "050", 500, "Internal error" },
  { "053", 500, "Could not connect" },
  { "090", 400, "The body of the request could not be read" },
};

static const struct
{
  gint64      cents;
  const char *code;
} amounts[] = {
  { 1, "007" },  { 2, "007" },  { 3, "031" },  { 4, "004" },  { 5, "004" },  { 9, "023" },
  { 10, "024" }, { 11, "008" }, { 12, "018" }, { 13, "018" }, { 14, "009" }, { 15, "023" },
  { 16, "022" }, { 17, "023" }, { 21, "012" }, { 22, "016" }, { 23, "014" }, { 25, "016" },
  { 29, "003" }, { 31, "011" }, { 32, "008" }, { 34, "027" }, { 35, "011" }, { 36, "010" },
  { 37, "010" }, { 38, "010" }, { 39, "011" }, { 40, "006" }, { 43, "015" }, { 44, "015" },
  { 46, "030" }, { 47, "018" }, { 48, "021" }, { 54, "032" }, { 71, "016" },
};

const char *
till_sandbox_code_for_amount (TillMoney amount)
{
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      if (amounts[i].cents == amount.cents)
        return amounts[i].code;
    }

  return "000";
}

const char *
till_sandbox_code_words (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (g_str_equal (codes[i].code, code))
        return codes[i].words;
    }

  return "Transaction refused";
}

guint
till_sandbox_code_status (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (g_str_equal (codes[i].code, code))
        return codes[i].status;
    }

  return 402;
}
