/* till-sync-button.c: when the processor's lists were read, how far a reading is, what failed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Its words are short and have always the room of the longest, so that nothing beside it moves;
 * the whole sentence is the tooltip, and its name for a screen reader.
 */
#include "ui/till-sync-button.h"

#include <glib/gi18n-lib.h>

struct _TillSyncButton
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice *practice;

  /* Template children */
  GtkStack   *signs;
  GtkSpinner *spinner;
  GtkLabel   *words;
};

G_DEFINE_FINAL_TYPE (TillSyncButton, till_sync_button, ADW_TYPE_BIN)

static TillDay
get_day (TillSyncButton *self, TillInstant at)
{
  return till_day_of_instant (at, till_practice_get_zone (self->practice));
}

/* "2:03 PM" of today, else the day. */
static char *
format_short (TillSyncButton *self, TillInstant at)
{
  TillDay day = get_day (self, at);

  return till_day_compare (day, till_practice_get_today (self->practice)) == 0
           ? till_instant_format_time (at, till_practice_get_zone (self->practice))
           : till_day_format (day);
}

static void
append_time (TillSyncButton *self, GString *sentence, const char *what, TillInstant at)
{
  g_autofree char *when = NULL;

  if (at == TILL_INSTANT_NONE)
    return;

  when = till_instant_format (at, till_practice_get_zone (self->practice));
  g_string_append_printf (sentence, "\n%s %s", what, when);
}

static char *
make_sentence (TillSyncButton *self, const char *reading, const char *problem)
{
  GString    *sentence = g_string_new (NULL);
  TillInstant payments;

  g_object_get (self->practice, "read-at", &payments, NULL);
  if (reading != NULL)
    g_string_append (sentence, reading);
  else
    g_string_append (sentence, problem != NULL ? problem : _ ("Read again from the processor"));

  /* Translators: a day with its time follows */
  append_time (self, sentence, _ ("Payments were last read:"), payments);
  if (till_practice_reads_deposits (self->practice))
    /* Translators: a day with its time follows */
    append_time (self, sentence, _ ("Deposits were last read:"),
                 till_practice_get_deposits_read_at (self->practice));
  if (reading == NULL)
    /* Translators: a day with its time follows */
    append_time (self, sentence, _ ("It is tried again:"),
                 till_practice_get_next_try (self->practice));

  return g_string_free (sentence, FALSE);
}

static char *
make_words (TillSyncButton *self, gboolean unreachable, gboolean no_reports)
{
  g_autofree char *when = NULL;
  char            *reading = till_practice_dup_short_reading (self->practice);
  TillInstant      read_at;

  if (reading != NULL)
    return reading;
  if (unreachable)
    return g_strdup (_ ("Not read"));
  if (no_reports)
    return g_strdup (_ ("Deposits not read"));

  g_object_get (self->practice, "read-at", &read_at, NULL);
  if (read_at == TILL_INSTANT_NONE)
    return g_strdup (_ ("Not read yet"));

  when = format_short (self, read_at);
  /* Translators: %s is a time of today, or an earlier day */
  return g_strdup_printf (_ ("Read %s"), when);
}

static void
update (TillSyncButton *self)
{
  g_autofree char *card_problem = NULL;
  g_autofree char *reading = NULL;
  g_autofree char *unreachable = NULL;
  g_autofree char *reports_problem = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *words = NULL;
  const char      *problem;
  const char      *sign;
  GtkWidget       *button = adw_bin_get_child (ADW_BIN (self));

  g_object_get (self->practice, "card-problem", &card_problem, "reading", &reading, "unreachable",
                &unreachable, "reports-problem", &reports_problem, NULL);
  problem = unreachable != NULL ? unreachable : reports_problem;
  sign = reading != NULL ? "reading" : problem != NULL ? "problem" : "read";
  sentence = make_sentence (self, reading, problem);
  words = make_words (self, unreachable != NULL, reports_problem != NULL);

  gtk_widget_set_visible (button, card_problem == NULL);
  gtk_stack_set_visible_child_name (self->signs, sign);
  gtk_spinner_set_spinning (self->spinner, reading != NULL);
  gtk_label_set_text (self->words, words);
  gtk_widget_set_tooltip_text (button, sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
}

static void
till_sync_button_dispose (GObject *object)
{
  TillSyncButton *self = TILL_SYNC_BUTTON (object);

  if (self->practice != NULL)
    g_signal_handlers_disconnect_by_data (self->practice, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_SYNC_BUTTON);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_sync_button_parent_class)->dispose (object);
}

static void
till_sync_button_class_init (TillSyncButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_sync_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/practicetill/Till/ui/till-sync-button.ui");
  gtk_widget_class_bind_template_child (widget_class, TillSyncButton, signs);
  gtk_widget_class_bind_template_child (widget_class, TillSyncButton, spinner);
  gtk_widget_class_bind_template_child (widget_class, TillSyncButton, words);
}

static void
till_sync_button_init (TillSyncButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
till_sync_button_set_practice (TillSyncButton *self, TillPractice *practice)
{
  static const char *const shown[] = { "card-problem",    "reading", "unreachable",
                                       "reports-problem", "read-at", "zone" };

  g_return_if_fail (TILL_IS_SYNC_BUTTON (self));
  g_return_if_fail (self->practice == NULL);

  self->practice = g_object_ref (practice);
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autofree char *signal = g_strconcat ("notify::", shown[i], NULL);

      g_signal_connect_swapped (practice, signal, G_CALLBACK (update), self);
    }
  update (self);
}
