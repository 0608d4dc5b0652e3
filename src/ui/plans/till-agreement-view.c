/* till-agreement-view.c: a PDF on the screen, page below page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawn on a thread: poppler takes some milliseconds a page, and a long plan has many.
 */
#include "ui/plans/till-agreement-view.h"

#include <glib/gi18n-lib.h>

#include "document/till-receipt.h"

/* A page’s width, at most. */
#define WIDTH 720

/* Dots to the point: sharp on a screen of twice the resolution, too, at the width it is shown. */
#define SCALE 1.5

struct _TillAgreementView
{
  AdwBin parent_instance;

  /* Owned */
  GCancellable *drawing;

  /* Children */
  GtkBox *pages;
};

G_DEFINE_FINAL_TYPE (TillAgreementView, till_agreement_view, ADW_TYPE_BIN)

/* ── On a thread ─────────────────────────────────────────────────────────────────────────────── */

static GdkTexture *
draw_page (TillPdf *pdf, guint page)
{
  double             width;  /* not money: points */
  double             height; /* not money: points */
  cairo_surface_t   *surface;
  cairo_t           *cairo;
  g_autoptr (GBytes) bytes = NULL;
  GdkTexture        *texture;

  till_pdf_get_size (pdf, page, &width, &height);
  surface =
    cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) (width * SCALE), (int) (height * SCALE));
  cairo = cairo_create (surface);
  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  cairo_scale (cairo, SCALE, SCALE);
  till_pdf_draw (pdf, page, cairo);
  cairo_destroy (cairo);
  cairo_surface_flush (surface);

  bytes = g_bytes_new (cairo_image_surface_get_data (surface),
                       (gsize) cairo_image_surface_get_stride (surface) *
                         (gsize) cairo_image_surface_get_height (surface));
  texture = gdk_memory_texture_new (cairo_image_surface_get_width (surface),
                                    cairo_image_surface_get_height (surface), GDK_MEMORY_DEFAULT,
                                    bytes, (gsize) cairo_image_surface_get_stride (surface));
  cairo_surface_destroy (surface);

  return texture;
}

static void
draw_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) textures = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (TillPdf)   pdf = NULL;
  GError               *error = NULL;

  pdf = till_pdf_open (task_data, &error);
  if (pdf == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < till_pdf_get_n_pages (pdf) && !g_cancellable_is_cancelled (cancellable);
       i++)
    g_ptr_array_add (textures, draw_page (pdf, i));
  g_task_return_pointer (task, g_steal_pointer (&textures), (GDestroyNotify) g_ptr_array_unref);
}

/* ── On the screen ───────────────────────────────────────────────────────────────────────────── */

static void
clear (TillAgreementView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_box_remove (self->pages, child);
}

static GtkWidget *
new_page (GdkTexture *texture, guint n, guint n_pages)
{
  GtkWidget       *picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));
  g_autofree char *words = g_strdup_printf (_ ("Page %u of %u"), n, n_pages);

  gtk_picture_set_alternative_text (GTK_PICTURE (picture), words);
  gtk_widget_add_css_class (picture, "paper");

  return picture;
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillAgreementView    *self = TILL_AGREEMENT_VIEW (source);
  g_autoptr (GPtrArray) textures = g_task_propagate_pointer (G_TASK (result), NULL);

  if (textures == NULL || self->pages == NULL ||
      g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;

  clear (self);
  for (guint i = 0; i < textures->len; i++)
    gtk_box_append (self->pages, new_page (textures->pdata[i], i + 1, textures->len));
}

void
till_agreement_view_show (TillAgreementView *self, GBytes *pdf)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TILL_IS_AGREEMENT_VIEW (self));

  if (self->drawing != NULL)
    g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  if (pdf == NULL)
    {
      clear (self);
      return;
    }

  self->drawing = g_cancellable_new ();
  task = g_task_new (self, self->drawing, drawn_cb, NULL);
  g_task_set_task_data (task, g_bytes_ref (pdf), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, draw_work);
}

/* ── The object ──────────────────────────────────────────────────────────────────────────────── */

static void
till_agreement_view_dispose (GObject *object)
{
  TillAgreementView *self = TILL_AGREEMENT_VIEW (object);

  if (self->drawing != NULL)
    g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  self->pages = NULL;

  G_OBJECT_CLASS (till_agreement_view_parent_class)->dispose (object);
}

static void
till_agreement_view_class_init (TillAgreementViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = till_agreement_view_dispose;
}

static void
till_agreement_view_init (TillAgreementView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *viewport = gtk_viewport_new (NULL, NULL);
  GtkWidget *clamp = adw_clamp_new ();

  self->pages = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->pages));
  gtk_widget_add_css_class (viewport, "papers");
  /* A picture can do with no height at all: it is to have the one that fits its width. */
  gtk_scrollable_set_vscroll_policy (GTK_SCROLLABLE (viewport), GTK_SCROLL_NATURAL);
  gtk_viewport_set_child (GTK_VIEWPORT (viewport), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), viewport);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_set_hexpand (scroller, TRUE);
  adw_bin_set_child (ADW_BIN (self), scroller);
}
