/* till-plan-progress.c: how far a payment plan is paid off: a bar, and beside it in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawn by itself: of a few thousand rows some hundred have widgets, and a GtkProgressBar is four.
 */
#include "ui/plans/till-plan-progress.h"

#include <glib/gi18n-lib.h>

/* In pixels. */
#define BAR_WIDTH 48
#define BAR_HEIGHT 8
#define RADIUS 4
#define GAP 8

#define WORDS_CHARS 30
#define WORDS_LEAST_CHARS 22

struct _TillPlanProgress
{
  GtkWidget parent_instance;

  /* Children */
  GtkWidget *words;

  int           filled; /* of the bar, in pixels */
  TillPlanState state;
};

G_DEFINE_FINAL_TYPE (TillPlanProgress, till_plan_progress, GTK_TYPE_WIDGET)

/* ── Drawing ── */

/* The state has its own column: the colour only helps the eye. */
static const char *
get_color (TillPlanState state)
{
  switch (state)
    {
    case TILL_PLAN_FAILED:
      return "till_plan_failed";
    case TILL_PLAN_COMPLETED:
      return "till_plan_completed";
    case TILL_PLAN_PAUSED:
    case TILL_PLAN_CANCELLED:
      return "till_plan_still";
    case TILL_PLAN_PENDING:
    case TILL_PLAN_AUTHORIZED:
    case TILL_PLAN_ACTIVE:
    default:
      return "till_plan_active";
    }
}

static void
append_color (TillPlanProgress *self, GtkSnapshot *snapshot, const char *name, int x, int width)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int        top = (gtk_widget_get_height (widget) - BAR_HEIGHT) / 2;
  GdkRGBA    color;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &color))
    gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gtk_snapshot_append_color (
    snapshot, &color,
    &GRAPHENE_RECT_INIT ((float) x, (float) top, (float) width, (float) BAR_HEIGHT));
}

static void
till_plan_progress_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TillPlanProgress *self = TILL_PLAN_PROGRESS (widget);
  gboolean          is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int               left = is_rtl ? gtk_widget_get_width (widget) - BAR_WIDTH : 0;
  int               top = (gtk_widget_get_height (widget) - BAR_HEIGHT) / 2;
  GskRoundedRect    outline;

  gsk_rounded_rect_init_from_rect (
    &outline,
    &GRAPHENE_RECT_INIT ((float) left, (float) top, (float) BAR_WIDTH, (float) BAR_HEIGHT), RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  append_color (self, snapshot, "till_plan_nothing", left, BAR_WIDTH);
  append_color (self, snapshot, get_color (self->state),
                is_rtl ? left + BAR_WIDTH - self->filled : left, self->filled);
  gtk_snapshot_pop (snapshot);

  GTK_WIDGET_CLASS (till_plan_progress_parent_class)->snapshot (widget, snapshot);
}

static void
till_plan_progress_measure (GtkWidget     *widget,
                            GtkOrientation orientation,
                            int            for_size,
                            int           *minimum,
                            int           *natural,
                            int           *minimum_baseline,
                            int           *natural_baseline)
{
  TillPlanProgress *self = TILL_PLAN_PROGRESS (widget);

  gtk_widget_measure (self->words, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum += BAR_WIDTH + GAP;
      *natural += BAR_WIDTH + GAP;
    }
}

static void
till_plan_progress_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TillPlanProgress *self = TILL_PLAN_PROGRESS (widget);
  gboolean          is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  gtk_widget_size_allocate (
    self->words,
    &(GtkAllocation){ is_rtl ? 0 : BAR_WIDTH + GAP, 0, MAX (width - BAR_WIDTH - GAP, 0), height },
    -1);
}

/* ── The object ── */

static void
till_plan_progress_dispose (GObject *object)
{
  g_clear_pointer (&TILL_PLAN_PROGRESS (object)->words, gtk_widget_unparent);

  G_OBJECT_CLASS (till_plan_progress_parent_class)->dispose (object);
}

static void
till_plan_progress_class_init (TillPlanProgressClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_plan_progress_dispose;

  widget_class->snapshot = till_plan_progress_snapshot;
  widget_class->measure = till_plan_progress_measure;
  widget_class->size_allocate = till_plan_progress_allocate;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

/* What is read aloud is the whole's sentence. */
static void
till_plan_progress_init (TillPlanProgress *self)
{
  self->words =
    g_object_new (GTK_TYPE_INSCRIPTION, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                  "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, "min-chars",
                  WORDS_LEAST_CHARS, "nat-chars", WORDS_CHARS, NULL);
  gtk_widget_add_css_class (self->words, "numeric");
  gtk_widget_set_parent (self->words, GTK_WIDGET (self));
}

GtkWidget *
till_plan_progress_new (void)
{
  return g_object_new (TILL_TYPE_PLAN_PROGRESS, NULL);
}

char *
till_plan_progress_to_sentence (const TillPlan *plan)
{
  g_autofree char *paid = till_money_format (plan->paid);
  g_autofree char *total = till_money_format (plan->total);

  /* There are no parts any more that these could be some of. */
  if (plan->state == TILL_PLAN_CANCELLED)
    return g_strdup_printf (_ ("%s of %s paid"), paid, total);

  /* Translators: how many of how many; and the amounts: "2 of 6 installments paid, $200.00 of
   * $600.00" */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d of %d installment paid, %s of %s",
                                       "%d of %d installments paid, %s of %s",
                                       (gulong) plan->n_parts),
                          (int) plan->n_paid, (int) plan->n_parts, paid, total);
}

void
till_plan_progress_show (TillPlanProgress *self, const TillPlan *plan, const char *words)
{
  g_autofree char *sentence = till_plan_progress_to_sentence (plan);
  gint64           of = MAX (plan->total.cents / BAR_WIDTH, 1);

  g_return_if_fail (TILL_IS_PLAN_PROGRESS (self));

  gtk_inscription_set_text (GTK_INSCRIPTION (self->words), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), sentence);
  self->filled = (int) CLAMP (plan->paid.cents / of, 0, BAR_WIDTH);
  /* A little that is paid is to be seen, and so is a little that is not. */
  if (plan->paid.cents > 0)
    self->filled = MAX (self->filled, RADIUS);
  if (plan->paid.cents < plan->total.cents)
    self->filled = MIN (self->filled, BAR_WIDTH - RADIUS);
  self->state = plan->state;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
