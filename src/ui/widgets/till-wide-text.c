/* till-wide-text.c: a cell's text that may stand over the empty cells beside it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-wide-text.h"

/* Of the row, that is left free at its end. */
#define MARGIN 12

struct _TillWideText
{
  GtkWidget parent_instance;

  GtkAdjustment *across; /* of the view; borrowed while it is mapped */
  gboolean       is_wide;
};

G_DEFINE_FINAL_TYPE (TillWideText, till_wide_text, GTK_TYPE_WIDGET)

static GtkWidget *
find_above (TillWideText *self, GType type)
{
  return gtk_widget_get_ancestor (GTK_WIDGET (self), type);
}

/* The widget below the list that this one is in. */
static GtkWidget *
find_row (TillWideText *self)
{
  GtkWidget *list = find_above (self, GTK_TYPE_LIST_BASE);
  GtkWidget *row = GTK_WIDGET (self);

  while (list != NULL && gtk_widget_get_parent (row) != list)
    row = gtk_widget_get_parent (row);

  return list != NULL ? row : NULL;
}

/* From where it begins to the end of the row. */
static int
get_reach (TillWideText *self)
{
  GtkWidget *row = find_row (self);
  gboolean   turned = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  double     x;
  double     y;

  if (row == NULL ||
      !gtk_widget_translate_coordinates (
        GTK_WIDGET (self), row, turned ? gtk_widget_get_width (GTK_WIDGET (self)) : 0, 0, &x, &y))
    return 0;

  return (turned ? (int) x : gtk_widget_get_width (row) - (int) x) - MARGIN;
}

/* ── As a widget ── */

static void
till_wide_text_measure (GtkWidget     *widget,
                        GtkOrientation orientation,
                        int            for_size,
                        int           *minimum,
                        int           *natural,
                        int           *minimum_baseline,
                        int           *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
till_wide_text_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TillWideText *self = TILL_WIDE_TEXT (widget);
  int           wide = self->is_wide ? MAX (get_reach (self), width) : width;
  gboolean      turned = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  gtk_widget_size_allocate (gtk_widget_get_first_child (widget),
                            &(GtkAllocation){ turned ? width - wide : 0, 0, wide, height },
                            baseline);
}

static gboolean
allocate_cb (GtkWidget *widget, GdkFrameClock *frame_clock, gpointer user_data)
{
  gtk_widget_queue_allocate (widget);

  return G_SOURCE_REMOVE;
}

/* The row has become wider, and the cell may stay as it is. This is told while the view is laid
 * out: then it is too late to ask for it. */
static void
across_changed_cb (TillWideText *self)
{
  if (self->is_wide)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), allocate_cb, NULL, NULL);
}

static void
till_wide_text_map (GtkWidget *widget)
{
  TillWideText *self = TILL_WIDE_TEXT (widget);
  GtkWidget    *view = find_above (self, GTK_TYPE_COLUMN_VIEW);

  if (view != NULL)
    {
      self->across = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (view));
      g_signal_connect_swapped (self->across, "changed", G_CALLBACK (across_changed_cb), self);
    }
  GTK_WIDGET_CLASS (till_wide_text_parent_class)->map (widget);
}

static void
till_wide_text_unmap (GtkWidget *widget)
{
  TillWideText *self = TILL_WIDE_TEXT (widget);

  if (self->across != NULL)
    g_signal_handlers_disconnect_by_data (self->across, self);
  self->across = NULL;
  GTK_WIDGET_CLASS (till_wide_text_parent_class)->unmap (widget);
}

static void
till_wide_text_dispose (GObject *object)
{
  GtkWidget *text = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&text, gtk_widget_unparent);

  G_OBJECT_CLASS (till_wide_text_parent_class)->dispose (object);
}

static void
till_wide_text_class_init (TillWideTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_wide_text_dispose;
  widget_class->measure = till_wide_text_measure;
  widget_class->size_allocate = till_wide_text_size_allocate;
  widget_class->map = till_wide_text_map;
  widget_class->unmap = till_wide_text_unmap;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
till_wide_text_init (TillWideText *self)
{
}

GtkWidget *
till_wide_text_new (GtkWidget *text)
{
  GtkWidget *self = g_object_new (TILL_TYPE_WIDE_TEXT, NULL);

  gtk_widget_set_parent (text, self);

  return self;
}

void
till_wide_text_set_wide (TillWideText *self, gboolean is_wide)
{
  g_return_if_fail (TILL_IS_WIDE_TEXT (self));

  if (self->is_wide == is_wide)
    return;
  self->is_wide = is_wide;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
