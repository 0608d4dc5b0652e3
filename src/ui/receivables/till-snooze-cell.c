/* till-snooze-cell.c: the cell that says until when a guarantor is snoozed, by whom and why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/receivables/till-snooze-cell.h"

#include <glib/gi18n-lib.h>

#include "flow/till-practice-receivables.h"
#include "model/till-snooze.h"
#include "model/till-states.h"

GtkWidget *
till_snooze_cell_setup (GtkListItem *item, gpointer user_data)
{
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), 8);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), 12);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);

  return text;
}

static guint
column (TillTable *table, const char *id)
{
  return (guint) till_table_find_column (table, id);
}

/* What does not fit the cell, and who said so. */
static char *
dup_tooltip (TillTable *table, TillRow *row, const char *until, GTimeZone *zone)
{
  g_autofree char *at =
    till_instant_format (till_row_get_int (row, column (table, "snoozed-at")), zone);

  /* Translators: until when; the reason; who said so, and when */
  return g_strdup_printf (_ ("%s: %s\n%s, %s"), until,
                          till_row_get_text (row, column (table, "snooze-reason")),
                          till_row_get_text (row, column (table, "snoozed-by")), at);
}

/* The column's title says "Snoozed until". */
static char *
dup_words (TillTable *table, TillRow *row, TillSnoozeEnd ends, TillDay until)
{
  guint n_columns;

  if (ends == TILL_SNOOZE_DAY)
    return till_day_format (until);

  return till_column_format (&till_table_get_columns (table, &n_columns)[column (table, "snoozed")],
                             column (table, "snoozed"), row, NULL);
}

void
till_snooze_cell_bind (GtkListItem *item, TillRow *row, gpointer user_data)
{
  TillPractice    *practice = user_data;
  TillTable       *table = till_practice_get_receivables (practice);
  GtkWidget       *text = gtk_list_item_get_child (item);
  g_autofree char *words = NULL;
  g_autofree char *tooltip = NULL;
  TillDay          until = TILL_DAY_NONE;
  int              ends;

  if (till_enum_from_text (TILL_TYPE_SNOOZE_END, till_row_get_text (row, column (table, "snoozed")),
                           &ends))
    {
      g_autofree char *sentence = NULL;

      if (ends == TILL_SNOOZE_DAY)
        until.number = (gint32) till_row_get_int (row, column (table, "snoozed-until"));
      words = dup_words (table, row, (TillSnoozeEnd) ends, until);
      sentence = till_snooze_to_words ((TillSnoozeEnd) ends, until);
      tooltip = dup_tooltip (table, row, sentence, till_practice_get_zone (practice));
    }
  gtk_inscription_set_text (GTK_INSCRIPTION (text), words);
  gtk_widget_set_tooltip_text (text, tooltip);
}
