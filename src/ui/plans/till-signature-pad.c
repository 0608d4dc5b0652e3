/* till-signature-pad.c: where somebody signs with a pen, a finger or the mouse
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/plans/till-signature-pad.h"

#include <glib/gi18n-lib.h>

#define HEIGHT 130
#define LINE 28 /* above the lower edge */

struct _TillSignaturePad
{
  AdwBin parent_instance;

  /* Owned */
  TillSignature *signature;

  /* Children */
  GtkWidget *area;
  GtkWidget *clear;

  double begin_x; /* not money: pixels */
  double begin_y; /* not money: pixels */
};

G_DEFINE_FINAL_TYPE (TillSignaturePad, till_signature_pad, ADW_TYPE_BIN)

static guint changed_signal;

/* ── Drawing ─────────────────────────────────────────────────────────────────────────────────── */

/* Dark on white whatever the theme is, as it will be on paper. */
static void
draw_cb (GtkDrawingArea *area, cairo_t *cairo, int width, int height, gpointer user_data)
{
  const TillSignaturePad   *self = user_data;
  guint                     n_points;
  const TillSignaturePoint *points = till_signature_get (self->signature, &n_points);

  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  cairo_set_source_rgb (cairo, 0.6, 0.62, 0.65);
  cairo_rectangle (cairo, 16, height - LINE, width - 32, 1);
  cairo_fill (cairo);
  cairo_set_source_rgb (cairo, 0.06, 0.25, 0.47);
  cairo_set_line_width (cairo, 2);
  cairo_set_line_cap (cairo, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cairo, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < n_points; i++)
    (points[i].begins ? cairo_move_to
                      : cairo_line_to) (cairo, (double) points[i].x * width / TILL_SIGNATURE_PARTS,
                                        (double) points[i].y * width / TILL_SIGNATURE_PARTS);
  cairo_stroke (cairo);
}

static void
changed (TillSignaturePad *self)
{
  gtk_widget_set_sensitive (self->clear, !till_signature_is_empty (self->signature));
  gtk_widget_queue_draw (self->area);
  g_signal_emit (self, changed_signal, 0);
}

static void
add_point (TillSignaturePad *self, double x, double y, gboolean begins)
{
  int width = MAX (gtk_widget_get_width (self->area), 1);

  till_signature_add (self->signature,
                      (TillSignaturePoint){ .x = (int) (x * TILL_SIGNATURE_PARTS / width),
                                            .y = (int) (y * TILL_SIGNATURE_PARTS / width),
                                            .begins = begins });
  changed (self);
}

static void
begin_cb (GtkGestureDrag *gesture, double x, double y, TillSignaturePad *self)
{
  self->begin_x = x;
  self->begin_y = y;
  add_point (self, x, y, TRUE);
}

static void
update_cb (GtkGestureDrag *gesture, double x, double y, TillSignaturePad *self)
{
  add_point (self, self->begin_x + x, self->begin_y + y, FALSE);
}

static void
clear_cb (TillSignaturePad *self)
{
  till_signature_clear (self->signature);
  changed (self);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_signature_pad_finalize (GObject *object)
{
  till_signature_free (TILL_SIGNATURE_PAD (object)->signature);

  G_OBJECT_CLASS (till_signature_pad_parent_class)->finalize (object);
}

static void
till_signature_pad_class_init (TillSignaturePadClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = till_signature_pad_finalize;

  changed_signal = g_signal_new ("changed", TILL_TYPE_SIGNATURE_PAD, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
new_area (TillSignaturePad *self)
{
  GtkWidget  *area = gtk_drawing_area_new ();
  GtkGesture *gesture = gtk_gesture_drag_new ();

  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_cb, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Signature, drawn"), -1);
  gtk_widget_set_cursor_from_name (area, "crosshair");
  g_signal_connect (gesture, "drag-begin", G_CALLBACK (begin_cb), self);
  g_signal_connect (gesture, "drag-update", G_CALLBACK (update_cb), self);
  gtk_widget_add_controller (area, GTK_EVENT_CONTROLLER (gesture));

  return area;
}

static void
till_signature_pad_init (TillSignaturePad *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *frame = gtk_frame_new (NULL);

  self->signature = till_signature_new ();
  self->area = new_area (self);
  self->clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_set_halign (self->clear, GTK_ALIGN_END);
  gtk_widget_set_valign (self->clear, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->clear, "on-paper");
  gtk_widget_add_css_class (self->clear, "flat");
  gtk_widget_set_sensitive (self->clear, FALSE);
  gtk_widget_set_tooltip_text (self->clear, _ ("Clear the signature"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clear), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Clear the signature"), -1);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (clear_cb), self);

  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->area);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->clear);
  gtk_frame_set_child (GTK_FRAME (frame), overlay);
  adw_bin_set_child (ADW_BIN (self), frame);
}

const TillSignature *
till_signature_pad_get (TillSignaturePad *self)
{
  return till_signature_is_empty (self->signature) ? NULL : self->signature;
}
