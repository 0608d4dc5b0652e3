/* till-money.h: an amount of money in whole cents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A struct, not a bare gint64, so that the compiler refuses to add an amount to a row id. */
typedef struct
{
  gint64 cents;
} TillMoney;

#define TILL_MONEY_ZERO ((TillMoney){ 0 })

/* What one payment may be at most: a million dollars. */
#define TILL_MONEY_LIMIT ((TillMoney){ G_GINT64_CONSTANT (100000000) })

static inline TillMoney
till_money (gint64 cents)
{
  return (TillMoney){ cents };
}

static inline int
till_money_compare (TillMoney a, TillMoney b)
{
  return (a.cents > b.cents) - (a.cents < b.cents);
}

gboolean till_money_add (TillMoney a, TillMoney b, TillMoney *sum) G_GNUC_WARN_UNUSED_RESULT;
gboolean till_money_subtract (TillMoney a, TillMoney b, TillMoney *rest) G_GNUC_WARN_UNUSED_RESULT;
void     till_money_split (TillMoney total, guint n_parts, TillMoney *parts);

/* As a person or a report writes it: "$1,234.56", "1234", "(12.34)", "12.34-", "-12.34", "4.2000".
 * A third decimal that is not zero is refused. In the locale's own separators too. */
gboolean till_money_parse (const char *text,
                           TillMoney  *money,
                           GError    **error) G_GNUC_WARN_UNUSED_RESULT;

/* As a file of others writes it, whatever the locale: @point, '.' or ',', stands before the cents,
 * the other of them, a blank or an apostrophe between thousands. */
gboolean till_money_parse_with (const char *text, char point, TillMoney *money, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* As the user's locale writes it, with the dollar sign: "$1,234.56", "−$12.34". */
char *till_money_format (TillMoney money) G_GNUC_WARN_UNUSED_RESULT;

/* As it goes over the wire: "1234.56", "-12.34", whatever the locale. */
char *till_money_to_decimal (TillMoney money) G_GNUC_WARN_UNUSED_RESULT;
void  till_money_append_decimal (TillMoney money, GString *to);

G_END_DECLS
