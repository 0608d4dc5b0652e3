/* till-test-gtk.c: what tests of a widget need: finding, waiting for what is drawn, pictures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "till-test-gtk.h"

#include <string.h>

void
till_test_gtk_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv);
  adw_init ();
}

static void
collect (GtkWidget *widget, GType type, GPtrArray *found)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    g_ptr_array_add (found, widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

GPtrArray *
till_test_find_all (GtkWidget *root, GType type)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (root, type, found);

  return found;
}

GtkWidget *
till_test_find (GtkWidget *root, GType type)
{
  g_autoptr (GPtrArray) found = till_test_find_all (root, type);

  for (guint i = 0; i < found->len; i++)
    {
      if (gtk_widget_get_mapped (found->pdata[i]))
        return found->pdata[i];
    }

  return found->len > 0 ? found->pdata[0] : NULL;
}

/* What a person reads in this one widget, or NULL. */
static const char *
text_of (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  if (GTK_IS_EDITABLE (widget))
    return gtk_editable_get_text (GTK_EDITABLE (widget));

  return NULL;
}

static gboolean
goes_by (GtkWidget *widget, const char *text)
{
  g_autoptr (GPtrArray) inside = NULL;
  g_autofree char      *unlike = NULL;

  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0)
    return TRUE;

  unlike = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                               GTK_ACCESSIBLE_PROPERTY_LABEL, text);
  if (unlike == NULL)
    return TRUE;

  inside = till_test_find_all (widget, GTK_TYPE_WIDGET);
  for (guint i = 0; i < inside->len; i++)
    {
      if (g_strcmp0 (text_of (inside->pdata[i]), text) == 0)
        return TRUE;
    }

  return FALSE;
}

GtkWidget *
till_test_find_named (GtkWidget *root, GType type, const char *text)
{
  g_autoptr (GPtrArray) found = till_test_find_all (root, type);

  for (guint i = 0; i < found->len; i++)
    {
      if (goes_by (found->pdata[i], text))
        return found->pdata[i];
    }

  return NULL;
}

gboolean
till_test_shows_text (GtkWidget *root, const char *part)
{
  g_autoptr (GPtrArray) found = till_test_find_all (root, GTK_TYPE_WIDGET);

  for (guint i = 0; i < found->len; i++)
    {
      const char *text = text_of (found->pdata[i]);

      if (text != NULL && gtk_widget_get_mapped (found->pdata[i]) && strstr (text, part) != NULL)
        return TRUE;
    }

  return FALSE;
}

void
till_test_wait_for_text (GtkWidget *root, const char *part)
{
  TillTestWait *wait = till_test_wait_begin (G_STRFUNC, part);

  while (!till_test_shows_text (root, part))
    till_test_wait_turn (wait);
  till_test_wait_end (wait);
}

static gboolean
frame_cb (GtkWidget *widget, GdkFrameClock *frame_clock, gpointer left)
{
  guint *n_left = left;

  (*n_left)--;
  gtk_widget_queue_draw (widget);

  return *n_left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void
till_test_wait_frames (GtkWidget *widget, guint n_frames)
{
  /* A tick comes before its frame is painted: the last one says that those before it were. */
  guint n_left = n_frames + 1;

  gtk_widget_add_tick_callback (widget, frame_cb, &n_left, NULL);
  till_test_wait_until (n_left == 0);
}

void
till_test_present (GtkWidget *window)
{
  gtk_window_present (GTK_WINDOW (window));
  till_test_wait_until (gtk_widget_get_mapped (window));
  till_test_wait_frames (window, 2);
}

static char *
picture_path (const char *name)
{
  const char      *chosen = g_getenv ("TILL_PICTURES");
  g_autofree char *folder =
    chosen != NULL ? g_strdup (chosen) : till_test_source_path ("build/pictures");
  g_autofree char *file = g_strconcat (name, ".png", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);

  return g_build_filename (folder, file, NULL);
}

void
till_test_screenshot (GtkWidget *widget, const char *name)
{
  g_autoptr (GdkPaintable)  paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot)   snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture)    texture = NULL;
  g_autofree char          *path = picture_path (name);

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot),
                          gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);

  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)),
                                         node, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}
