/* till-window-bars.c: what stands above every page while it matters: money on its way, a warning,
 * a bulk request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/till-window-bars.h"

#include <glib/gi18n-lib.h>

#include "flow/till-bulk-request.h"
#include "ui/receivables/till-bulk-words.h"

struct _TillWindowBars
{
  GtkBox parent_instance;

  /* Owned */
  TillPractice *practice;

  /* Template children */
  GtkRevealer *bar_revealer;
  GtkLabel    *bar_words;
  GtkRevealer *warning_revealer;
  GtkLabel    *warning_words;
  GtkRevealer *bulk_revealer;
  GtkLabel    *bulk_words;
};

G_DEFINE_FINAL_TYPE (TillWindowBars, till_window_bars, GTK_TYPE_BOX)

static void
show_words (GtkRevealer *revealer, GtkLabel *label, const char *words)
{
  if (words != NULL)
    gtk_label_set_text (label, words);
  gtk_revealer_set_reveal_child (revealer, words != NULL);
}

/* A warning has a bar of its own: it must not hide that money is on its way. */
static void
update_bars (TillWindowBars *self)
{
  g_autofree char *unreachable = NULL;
  g_autofree char *warning = NULL;
  g_autofree char *checking = NULL;
  guint            n_unknown;

  g_object_get (self->practice, "n-unknown", &n_unknown, "unreachable", &unreachable, "warning",
                &warning, NULL);
  if (n_unknown > 0)
    checking = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "Checking with the processor how %u payment ended. Don’t take it again until "
                   "that is known.",
                   "Checking with the processor how %u payments ended. Don’t take them again until "
                   "that is known.",
                   n_unknown),
      n_unknown);

  show_words (self->bar_revealer, self->bar_words, checking != NULL ? checking : unreachable);
  show_words (self->warning_revealer, self->warning_words, warning);
}

/* While one is under way. */
static void
update_bulk (TillWindowBars *self)
{
  TillBulkRequest *request = till_practice_get_bulk_request (self->practice);
  const TillBulk  *bulk = till_bulk_request_get_bulk (request);
  g_autofree char *state = NULL;
  g_autofree char *words = NULL;

  if (bulk != NULL && !till_bulk_is_over (bulk->state))
    {
      state = till_bulk_words_state (request);
      /* Translators: how far it is: "34 of 60 are done." */
      words = g_strdup_printf (_ ("Bulk request: %s"), state);
    }
  show_words (self->bulk_revealer, self->bulk_words, words);
}

static void
read_cb (TillWindowBars *self)
{
  till_practice_drop_warning (self->practice);
}

static void
till_window_bars_dispose (GObject *object)
{
  TillWindowBars *self = TILL_WINDOW_BARS (object);

  if (self->practice != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->practice, self);
      g_signal_handlers_disconnect_by_data (till_practice_get_bulk_request (self->practice), self);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_WINDOW_BARS);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_window_bars_parent_class)->dispose (object);
}

static void
till_window_bars_class_init (TillWindowBarsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_window_bars_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/practicetill/Till/ui/till-window-bars.ui");
  gtk_widget_class_bind_template_child (widget_class, TillWindowBars, bar_revealer);
  gtk_widget_class_bind_template_child (widget_class, TillWindowBars, bar_words);
  gtk_widget_class_bind_template_child (widget_class, TillWindowBars, warning_revealer);
  gtk_widget_class_bind_template_child (widget_class, TillWindowBars, warning_words);
  gtk_widget_class_bind_template_child (widget_class, TillWindowBars, bulk_revealer);
  gtk_widget_class_bind_template_child (widget_class, TillWindowBars, bulk_words);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
}

static void
till_window_bars_init (TillWindowBars *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
till_window_bars_set_practice (TillWindowBars *self, TillPractice *practice)
{
  g_return_if_fail (TILL_IS_WINDOW_BARS (self) && self->practice == NULL);

  self->practice = g_object_ref (practice);
  g_signal_connect_swapped (practice, "notify::n-unknown", G_CALLBACK (update_bars), self);
  g_signal_connect_swapped (practice, "notify::unreachable", G_CALLBACK (update_bars), self);
  g_signal_connect_swapped (practice, "notify::warning", G_CALLBACK (update_bars), self);
  g_signal_connect_swapped (till_practice_get_bulk_request (practice), "changed",
                            G_CALLBACK (update_bulk), self);
  update_bars (self);
  update_bulk (self);
}
