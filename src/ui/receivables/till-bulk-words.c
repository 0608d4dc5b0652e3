/* till-bulk-words.c: how far a bulk request is, and what one would come to, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/receivables/till-bulk-words.h"

#include <glib/gi18n-lib.h>

#include "core/till-number.h"
#include "ui/receivables/till-guarantor-words.h"

gint64
till_bulk_words_count_done (const TillBulkCounts *counts)
{
  return counts->n_asked + counts->n_skipped - counts->n_unsent - counts->n_sending;
}

char *
till_bulk_words_state (TillBulkRequest *request)
{
  const TillBulk  *bulk = till_bulk_request_get_bulk (request);
  g_autofree char *done = till_number_format (
    (guint64) till_bulk_words_count_done (till_bulk_request_get_counts (request)));
  g_autofree char *all = till_number_format ((guint64) bulk->n_items);

  switch (bulk->state)
    {
    case TILL_BULK_PAUSED:
      return g_strdup_printf (_ ("Paused: %s of %s are done."), done, all);
    case TILL_BULK_CANCELLED:
      return g_strdup_printf (_ ("Cancelled: %s of %s were done before."), done, all);
    case TILL_BULK_DONE:
      return g_strdup_printf (_ ("Done: %s were to be asked."), all);
    case TILL_BULK_CHOOSING:
    case TILL_BULK_SENDING:
    default:
      return g_strdup_printf (_ ("%s of %s are done."), done, all);
    }
}

/* A line of its own. */
static void
add_line (GString *lines, char *line)
{
  if (lines->len > 0)
    g_string_append_c (lines, '\n');
  g_string_append (lines, line);
  g_free (line);
}

char *
till_bulk_words_plan (const TillBulkPlan *plan)
{
  const TillRequestTally *text = &plan->by[TILL_CHANNEL_TEXT];
  const TillRequestTally *email = &plan->by[TILL_CHANNEL_EMAIL];
  g_autofree char        *n_text = till_number_format (text->n_asked);
  g_autofree char        *n_email = till_number_format (email->n_asked);
  g_autofree char        *by_text = till_money_format (text->asked);
  g_autofree char        *by_email = till_money_format (email->asked);
  GString                *lines = g_string_new (NULL);

  if (text->n_asked > 0)
    /* Translators: how many, and what they are asked for */
    add_line (lines, g_strdup_printf (_ ("%s by text message, for %s"), n_text, by_text));
  if (email->n_asked > 0)
    /* Translators: how many, and what they are asked for */
    add_line (lines, g_strdup_printf (_ ("%s by e-mail, for %s"), n_email, by_email));
  if (lines->len == 0)
    g_string_append (lines, _ ("Nobody can be asked like that."));

  return g_string_free (lines, FALSE);
}

char *
till_bulk_words_left_out (const TillBulkPlan *plan)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < TILL_N_WHY_NOT; i++)
    {
      g_autofree char *number = till_number_format (plan->left_out.n_stopped[i]);

      if (plan->left_out.n_stopped[i] > 0)
        add_line (lines,
                  g_strdup_printf ("%s: %s", number,
                                   till_why_not_to_title ((TillWhyNot) (1u << i), plan->why_of)));
    }

  return g_string_free (lines, FALSE);
}

/* ── Of which one ── */

char *
till_bulk_words_name (const TillBulk *bulk, GTimeZone *zone)
{
  g_autofree char *at = till_instant_format (bulk->made_at, zone);
  g_autofree char *whom = till_guarantors_to_words ((guint) bulk->n_items);

  /* Translators: when, by whom, "60 guarantors" */
  return g_strdup_printf (_ ("%s, %s: %s"), at, bulk->made_by, whom);
}

void
till_bulk_words_narrow (TillFilter *filter, const TillBulk *bulk, GTimeZone *zone)
{
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;

  if (bulk == NULL)
    {
      till_filter_set (filter, TILL_BULK_COLUMN, TILL_OP_IS, NULL);
      return;
    }

  id = g_strdup_printf ("%" G_GINT64_FORMAT, bulk->id);
  name = till_instant_format (bulk->made_at, zone);
  till_filter_set (filter, TILL_BULK_COLUMN, TILL_OP_IS, (const char *const[]){ id, NULL });
  till_filter_set_name (filter, TILL_BULK_COLUMN, name);
}

char *
till_bulk_words_filter (const TillBulk *bulk, const char *status, GTimeZone *zone)
{
  g_autoptr (TillFilter) filter = till_filter_new ();

  if (status != NULL)
    till_filter_set (filter, "status", TILL_OP_IS, (const char *const[]){ status, NULL });
  till_bulk_words_narrow (filter, bulk, zone);

  return till_filter_to_json (filter);
}

char *
till_bulk_words_selected (guint n_rows)
{
  g_autofree char *number = till_number_format (n_rows);

  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s selected, requested", "%s selected, requested", n_rows),
    number);
}
