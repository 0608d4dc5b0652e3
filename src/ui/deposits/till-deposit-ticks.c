/* till-deposit-ticks.c: three small marks: ledger, processor, bank
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each has the letter of who checks it and a mark whose form says what came of it: a tick, a ring
 * for not yet, an exclamation mark for what differs, a dash where there is nothing to check. Drawn
 * by itself: of a few thousand rows some hundred have widgets, and six widgets a row would be felt.
 */
#include "ui/deposits/till-deposit-ticks.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_MARKS 3

/* In pixels. */
#define MARK_SIZE 10
#define MARK_GAP 2
#define LINE_WIDTH 1.8

/* Of the slot of a letter and its mark, in widths of the letters. */
#define SLOT_GAP 8

struct _TillDepositTicks
{
  GtkWidget parent_instance;

  /* Owned */
  PangoLayout *names[N_MARKS];
  char        *words;

  char letters[N_MARKS + 1];
};

G_DEFINE_FINAL_TYPE (TillDepositTicks, till_deposit_ticks, GTK_TYPE_WIDGET)

/* ── The letters ── */

static const char *
get_name (guint mark)
{
  switch (mark)
    {
    case 0:
      /* TRANSLATORS: one letter: of “Ledger” */
      return C_ ("ledger, in one letter", "L");
    case 1:
      /* TRANSLATORS: one letter: of “Processor” */
      return C_ ("processor, in one letter", "P");
    default:
      /* TRANSLATORS: one letter: of “Bank” */
      return C_ ("bank, in one letter", "B");
    }
}

static void
forget_names (TillDepositTicks *self)
{
  for (guint i = 0; i < N_MARKS; i++)
    g_clear_object (&self->names[i]);
}

static PangoLayout *
find_name (TillDepositTicks *self, guint mark)
{
  if (self->names[mark] == NULL)
    self->names[mark] = gtk_widget_create_pango_layout (GTK_WIDGET (self), get_name (mark));

  return self->names[mark];
}

/* Of one letter with its mark: all have the width of the widest. */
static int
get_slot (TillDepositTicks *self, int *name_width)
{
  int widest = 0;

  for (guint i = 0; i < N_MARKS; i++)
    {
      int width;

      pango_layout_get_pixel_size (find_name (self, i), &width, NULL);
      widest = MAX (widest, width);
    }
  *name_width = widest;

  return widest + MARK_GAP + MARK_SIZE + SLOT_GAP;
}

/* ── The marks ── */

static void
draw_mark (cairo_t *cr, char letter)
{
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  switch (letter)
    {
    case 'y':
      cairo_move_to (cr, 1, 5.5);
      cairo_line_to (cr, 3.8, 8.3);
      cairo_line_to (cr, 9, 2);
      break;
    case 'n':
      cairo_arc (cr, MARK_SIZE / 2.0, MARK_SIZE / 2.0, 3.4, 0, 2 * G_PI);
      break;
    case 'd':
      cairo_move_to (cr, MARK_SIZE / 2.0, 1);
      cairo_line_to (cr, MARK_SIZE / 2.0, 5.8);
      cairo_move_to (cr, MARK_SIZE / 2.0, 8.8);
      cairo_line_to (cr, MARK_SIZE / 2.0, 8.9);
      break;
    default:
      cairo_move_to (cr, 2.5, MARK_SIZE / 2.0);
      cairo_line_to (cr, 7.5, MARK_SIZE / 2.0);
      break;
    }
  cairo_stroke (cr);
}

/* The form says it already; the colour helps the eye. */
static void
find_colour (GtkStyleContext *style, char letter, GdkRGBA *colour)
{
  const char *name = letter == 'y' ? "success_color" : letter == 'd' ? "error_color" : NULL;

  gtk_style_context_get_color (style, colour);
  if (name != NULL)
    gtk_style_context_lookup_color (style, name, colour);
  else
    colour->alpha *= 0.7F;
}

static void
till_deposit_ticks_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TillDepositTicks *self = TILL_DEPOSIT_TICKS (widget);
  GtkStyleContext  *style = gtk_widget_get_style_context (widget);
  int               height = gtk_widget_get_height (widget);
  int               name_width;
  int               slot = get_slot (self, &name_width);
  int               top = (height - MARK_SIZE) / 2;

  for (guint i = 0; i < strlen (self->letters); i++)
    {
      int      at = (int) i * slot;
      int      text_height;
      int      text_top;
      GdkRGBA  colour;
      cairo_t *cr;

      gtk_style_context_get_color (style, &colour);
      pango_layout_get_pixel_size (find_name (self, i), NULL, &text_height);
      text_top = (height - text_height) / 2;
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) at, (float) text_top));
      gtk_snapshot_append_layout (snapshot, find_name (self, i), &colour);
      gtk_snapshot_restore (snapshot);

      find_colour (style, self->letters[i], &colour);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (
        snapshot, &GRAPHENE_POINT_INIT ((float) (at + name_width + MARK_GAP), (float) top));
      cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, MARK_SIZE, MARK_SIZE));
      gdk_cairo_set_source_rgba (cr, &colour);
      draw_mark (cr, self->letters[i]);
      cairo_destroy (cr);
      gtk_snapshot_restore (snapshot);
    }
}

static void
till_deposit_ticks_measure (GtkWidget     *widget,
                            GtkOrientation orientation,
                            int            for_size,
                            int           *minimum,
                            int           *natural,
                            int           *minimum_baseline,
                            int           *natural_baseline)
{
  TillDepositTicks *self = TILL_DEPOSIT_TICKS (widget);
  int               name_width;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = N_MARKS * get_slot (self, &name_width) - SLOT_GAP;
  else
    pango_layout_get_pixel_size (find_name (self, 0), NULL, minimum);
  *natural = *minimum;
}

static void
till_deposit_ticks_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (till_deposit_ticks_parent_class)->css_changed (widget, change);
  forget_names (TILL_DEPOSIT_TICKS (widget));
}

static void
till_deposit_ticks_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (till_deposit_ticks_parent_class)->root (widget);
  forget_names (TILL_DEPOSIT_TICKS (widget));
}

/* ── In words ── */

static gboolean
till_deposit_ticks_query_tooltip (GtkWidget  *widget,
                                  int         x,
                                  int         y,
                                  gboolean    by_keyboard,
                                  GtkTooltip *tooltip)
{
  TillDepositTicks *self = TILL_DEPOSIT_TICKS (widget);

  if (self->words == NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, self->words);

  return TRUE;
}

static void
till_deposit_ticks_finalize (GObject *object)
{
  TillDepositTicks *self = TILL_DEPOSIT_TICKS (object);

  forget_names (self);
  g_free (self->words);

  G_OBJECT_CLASS (till_deposit_ticks_parent_class)->finalize (object);
}

static void
till_deposit_ticks_class_init (TillDepositTicksClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = till_deposit_ticks_finalize;

  widget_class->snapshot = till_deposit_ticks_snapshot;
  widget_class->measure = till_deposit_ticks_measure;
  widget_class->css_changed = till_deposit_ticks_css_changed;
  widget_class->root = till_deposit_ticks_root;
  widget_class->query_tooltip = till_deposit_ticks_query_tooltip;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
till_deposit_ticks_init (TillDepositTicks *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
till_deposit_ticks_new (void)
{
  return g_object_new (TILL_TYPE_DEPOSIT_TICKS, NULL);
}

void
till_deposit_ticks_show (TillDepositTicks *self, const char *letters, const char *words)
{
  g_auto (GStrv)   lines = NULL;
  g_autofree char *sentence = NULL;

  g_return_if_fail (TILL_IS_DEPOSIT_TICKS (self));

  g_strlcpy (self->letters, letters != NULL ? letters : "", sizeof self->letters);
  g_free (self->words);
  self->words = g_strdup (words);
  lines = g_strsplit (words != NULL ? words : "", "\n", -1);
  sentence = g_strjoinv (" · ", lines);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
