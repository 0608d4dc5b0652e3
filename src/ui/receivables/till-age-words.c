/* till-age-words.c: the ages of what is owed: their columns, colors and sentences
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/receivables/till-age-words.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *column;
  const char *color;
} ages[TILL_N_AGES] = {
  [TILL_AGE_0_30] = { "0-30", "till_age_0_30" },
  [TILL_AGE_31_60] = { "31-60", "till_age_31_60" },
  [TILL_AGE_61_90] = { "61-90", "till_age_61_90" },
  [TILL_AGE_OVER_90] = { "over-90", "till_age_over_90" },
};

const char *
till_age_to_column (TillAge age)
{
  return ages[age].column;
}

const char *
till_age_to_color (TillAge age)
{
  return ages[age].color;
}

void
till_age_find_color (GtkWidget *widget, const char *name, GdkRGBA *color)
{
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, color))
    gdk_rgba_parse (color, "gray");
}

char *
till_age_describe (const TillReceivables *receivables, TillAge age)
{
  g_autofree char *amount = till_money_format (receivables->owed[age]);
  guint            percent = till_receivables_get_percent (receivables, age);

  switch (age)
    {
    case TILL_AGE_0_30:
      return g_strdup_printf (_ ("0 to 30 days: %s, %u %%"), amount, percent);
    case TILL_AGE_31_60:
      return g_strdup_printf (_ ("31 to 60 days: %s, %u %%"), amount, percent);
    case TILL_AGE_61_90:
      return g_strdup_printf (_ ("61 to 90 days: %s, %u %%"), amount, percent);
    case TILL_AGE_OVER_90:
      return g_strdup_printf (_ ("Over 90 days: %s, %u %%"), amount, percent);
    case TILL_N_AGES:
    default:
      g_return_val_if_reached (NULL);
    }
}
