/* till-age-bar.c: what is owed as a bar, a part an age
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/receivables/till-age-bar.h"

#include <glib/gi18n-lib.h>

#include "ui/receivables/till-age-words.h"

#define HEIGHT 10
#define LEAST_WIDTH 160
#define GAP 2
#define RADIUS 4

struct _TillAgeBar
{
  GtkWidget parent_instance;

  TillReceivables receivables;
};

G_DEFINE_FINAL_TYPE (TillAgeBar, till_age_bar, GTK_TYPE_WIDGET)

static guint age_pressed_signal;

/* From where to where a part reaches, in pixels; one that has something is to be seen, however
 * little it is. */
typedef struct
{
  int begin;
  int end;
} Part;

static void
lay_out (TillAgeBar *self, Part parts[TILL_N_AGES])
{
  gint64 owed = till_receivables_get_owed (&self->receivables).cents;
  int    width = gtk_widget_get_width (GTK_WIDGET (self));
  gint64 before = 0;
  int    end = 0;

  for (int i = 0; i < TILL_N_AGES; i++)
    {
      gint64 cents = self->receivables.owed[i].cents;

      before += cents;
      parts[i].begin = end;
      if (owed > 0)
        end = MAX ((int) ((width * (before / 100)) / MAX (owed / 100, 1)),
                   cents > 0 ? end + 2 * GAP : end);
      parts[i].end = MIN (end, width);
      end = parts[i].end;
    }
}

static void
till_age_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TillAgeBar    *self = TILL_AGE_BAR (widget);
  Part           parts[TILL_N_AGES];
  GdkRGBA        color;
  GskRoundedRect outline;
  int            width = gtk_widget_get_width (widget);
  int            height = gtk_widget_get_height (widget);

  gsk_rounded_rect_init_from_rect (
    &outline, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height), RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  till_age_find_color (widget, "till_age_nothing", &color);
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  lay_out (self, parts);
  for (int i = 0; i < TILL_N_AGES; i++)
    {
      int n_pixels = parts[i].end - parts[i].begin - (parts[i].end < width ? GAP : 0);

      if (n_pixels <= 0)
        continue;
      till_age_find_color (widget, till_age_to_color ((TillAge) i), &color);
      gtk_snapshot_append_color (
        snapshot, &color,
        &GRAPHENE_RECT_INIT ((float) parts[i].begin, 0, (float) n_pixels, (float) height));
    }
  gtk_snapshot_pop (snapshot);
}

static void
till_age_bar_measure (GtkWidget     *widget,
                      GtkOrientation orientation,
                      int            for_size,
                      int           *minimum,
                      int           *natural,
                      int           *minimum_baseline,
                      int           *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : HEIGHT;
  *natural = *minimum;
}

static void
pressed_cb (GtkGestureClick *click, int n_presses, double x, double y, TillAgeBar *self)
{
  Part parts[TILL_N_AGES];

  lay_out (self, parts);
  for (guint i = 0; i < TILL_N_AGES; i++)
    if ((int) x >= parts[i].begin && (int) x < parts[i].end)
      g_signal_emit (self, age_pressed_signal, 0, i);
}

static void
till_age_bar_class_init (TillAgeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = till_age_bar_snapshot;
  widget_class->measure = till_age_bar_measure;

  age_pressed_signal = g_signal_new ("age-pressed", TILL_TYPE_AGE_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "agebar");
}

static void
till_age_bar_init (TillAgeBar *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
till_age_bar_new (void)
{
  return g_object_new (TILL_TYPE_AGE_BAR, NULL);
}

void
till_age_bar_set_receivables (TillAgeBar *self, const TillReceivables *receivables)
{
  GString *words = g_string_new (NULL);

  g_return_if_fail (TILL_IS_AGE_BAR (self));

  self->receivables = *receivables;
  for (int i = 0; i < TILL_N_AGES; i++)
    {
      g_autofree char *part = till_age_describe (receivables, (TillAge) i);

      g_string_append_printf (words, "%s%s", i > 0 ? "; " : "", part);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words->str,
                                  -1);
  g_string_free (words, TRUE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
